//! Rows by what people call them: rows of a table that have no id get one, and whoever names another row may write its
//! name, in any case.
//!
//! Tables of planners have names, not ids. Must not know what a row is for.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Place;
use crate::scenario::tree::{RawEntry, RawNode, RawTable, Value};

/// By table: the keys that tell its rows apart where they have no id, and one more where those are not enough.
const TOLD_APART: [(&str, &[&str], &str); 7] = [
    ("kinds", &["name"], ""),
    ("sites", &["name"], ""),
    ("exits", &["name"], ""),
    ("fleets", &["name"], ""),
    ("routes", &["from", "to"], "fleet"),
    ("units", &["site", "kind"], "contributor"),
    ("air_links", &["fleet", "site"], ""),
];

/// By table: the keys that name rows of other tables, and those tables.
const NAMING: [(&str, &str, &[&str]); 18] = [
    ("sites", "closes_before", &["sites"]),
    ("sites", "medical", &["sites"]),
    ("kinds", "exits", &["exits"]),
    ("dispositions", "sites", &["sites"]),
    ("fleets", "base", &["sites"]),
    ("fleets", "min_units_while", &["sites"]),
    ("routes", "from", &["sites"]),
    ("routes", "to", &["sites", "exits"]),
    ("routes", "fleet", &["fleets"]),
    ("units", "site", &["sites"]),
    ("units", "kind", &["kinds"]),
    ("air_links", "fleet", &["fleets"]),
    ("air_links", "site", &["sites"]),
    ("contingents", "units", &["units"]),
    ("processes", "sites", &["sites"]),
    ("processes", "exits", &["exits"]),
    ("processes", "routes", &["routes"]),
    ("processes", "fleets", &["fleets"]),
];

/// An id that a text can be: what stands between its letters and digits becomes one `-`.
pub(super) fn id_of(text: &str) -> String {
    let mut id = String::new();
    for c in text.trim().chars() {
        match c {
            c if is_allowed(c) => id.push(c),
            _ if !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    id.trim_matches('-').to_owned()
}

/// What an id is made of.
pub(super) fn is_allowed(c: char) -> bool {
    c.is_alphanumeric() || "-_.".contains(c)
}

/// Gives the rows of a table ids where they have none, or a text that cannot be one; that text is their name then.
pub(super) fn give_ids(table: &str, rows: &mut [RawNode]) {
    let Some((_, keys, more)) = TOLD_APART.iter().find(|(t, ..)| *t == table) else { return };
    let mut taken = BTreeSet::new();
    for row in rows.iter_mut() {
        let Value::Table(row) = &mut row.value else { continue };
        let Some((written, place)) = row.text("id").map(|(t, p)| (t.to_owned(), p.clone())) else { continue };
        let id = id_of(&written);
        if !written.chars().all(is_allowed) && !id.is_empty() {
            if row.get("name").is_none() {
                row.put(text("name", &written, &place));
            }
            row.put(text("id", &id, &place));
        }
        taken.insert(id.to_lowercase());
    }
    for row in rows {
        let place = row.place.clone();
        let Value::Table(row) = &mut row.value else { continue };
        let removes = matches!(row.get("remove"), Some(RawNode { value: Value::Flag(true), .. }));
        if row.get("id").is_some() || removes {
            continue;
        }
        let shown = |key: &str| row.get(key).map(|n| id_of(&n.value.shown())).filter(|t| !t.is_empty());
        let Some(parts) = keys.iter().map(|k| shown(k)).collect::<Option<Vec<_>>>() else { continue };
        let short = parts.join("-");
        let mut id = short.clone();
        // Two rows of one name are two rows of one thing where that is told by a name: a fault of the file, not ours to number.
        if !more.is_empty() && taken.contains(&id.to_lowercase()) {
            let long = shown(more).map_or(short.clone(), |m| format!("{short}-{m}"));
            let numbered = (2..).map(|n| format!("{long}-{n}"));
            id = std::iter::once(long.clone())
                .chain(numbered)
                .find(|i| !taken.contains(&i.to_lowercase()))
                .unwrap_or(long);
        }
        taken.insert(id.to_lowercase());
        // First in the row, as in a file: messages say which row it is by it.
        row.entries.insert(0, text("id", &id, &place));
    }
}

fn text(key: &str, value: &str, place: &Place) -> RawEntry {
    let node = RawNode { place: place.clone(), value: Value::Text(value.to_owned()) };
    RawEntry { key: key.to_owned(), place: place.clone(), node }
}

/// By table: the id that a text means, folded; none where it could mean two.
type KnownNames = BTreeMap<&'static str, BTreeMap<String, Option<String>>>;

/// Writes the id wherever a row is meant by its name, or by its id in another case.
pub(super) fn resolve(tree: &mut RawTable) {
    let mut known = KnownNames::new();
    for (table, ..) in TOLD_APART {
        let Some(RawNode { value: Value::List(rows), .. }) = tree.get(table) else { continue };
        let of = known.entry(table).or_default();
        for row in rows {
            let Value::Table(row) = &row.value else { continue };
            let Some((id, _)) = row.text("id") else { continue };
            let name = row.get("name").map(|n| n.value.shown());
            for text in std::iter::once(id).chain(name.as_deref()) {
                of.entry(folded(text))
                    .and_modify(|known| *known = known.take().filter(|k| k == id))
                    .or_insert_with(|| Some(id.to_owned()));
            }
        }
    }
    for entry in &mut tree.entries {
        within(&entry.key, &mut entry.node, &known);
    }
}

/// Names in the rows of a table, and in the rows within them.
fn within(table: &str, node: &mut RawNode, known: &KnownNames) {
    match &mut node.value {
        Value::List(rows) => rows.iter_mut().for_each(|row| within(table, row, known)),
        Value::Table(row) => {
            for entry in &mut row.entries {
                match NAMING.iter().find(|(t, key, _)| *t == table && *key == entry.key) {
                    Some((_, key, tables)) => named(&mut entry.node, key, tables, known),
                    None => within(&entry.key.clone(), &mut entry.node, known),
                }
            }
        }
        _ => {}
    }
}

fn named(node: &mut RawNode, key: &str, tables: &[&str], known: &KnownNames) {
    let found = |text: &str| {
        let folded = folded(text);
        tables.iter().find_map(|t| known.get(t)?.get(&folded)?.clone())
    };
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|n| named(n, "", tables, known)),
        Value::Text(written) | Value::Cell(written, _) => {
            if let Some(id) = found(written) {
                node.value = Value::Text(id);
                return;
            }
            // A list in one cell: between semicolons or commas names may have blanks.
            let separators: [&[char]; 2] = [&[';', ','], &[' ', ';', ',']];
            if matches!(key, "" | "from" | "to" | "fleet" | "site" | "kind" | "base") {
                return;
            }
            for separator in separators {
                let parts = written.split(separator).map(str::trim).filter(|p| !p.is_empty());
                if let Some(ids) = parts.map(&found).collect::<Option<Vec<_>>>() {
                    let one = |id| RawNode { place: node.place.clone(), value: Value::Text(id) };
                    node.value = Value::List(ids.into_iter().map(one).collect());
                    return;
                }
            }
        }
        _ => {}
    }
}

fn folded(text: &str) -> String {
    id_of(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{grid, read_csv, schema};

    fn rows(table: &str, csv: &str) -> Vec<RawNode> {
        let mut faults = Vec::new();
        let cells = read_csv::read(csv, 0, &mut faults);
        let mut rows = grid::rows(cells, schema::table(table).expect("a table"), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        give_ids(table, &mut rows);
        rows
    }

    fn ids(table: &str, csv: &str) -> Vec<String> {
        let id = |r: &RawNode| match &r.value {
            Value::Table(t) => t.text("id").map_or_else(String::new, |(id, _)| id.to_owned()),
            _ => String::new(),
        };
        rows(table, csv).iter().map(id).collect()
    }

    #[test]
    fn rows_without_an_id_are_called_by_what_tells_them_apart() {
        assert_eq!(ids("sites", "Name\nKidal\nSector East (HQ)\n"), ["Kidal", "Sector-East-HQ"]);
        let units = "Camp,Kind,Country\nKidal,troops,Chad\nKidal,troops,Togo\nKidal,troops,Togo\nKidal,tents,Chad\n";
        let named = ["Kidal-troops", "Kidal-troops-Togo", "Kidal-troops-Togo-2", "Kidal-tents"];
        assert_eq!(ids("units", units), named);
        // What names it is missing: no id is made up.
        assert_eq!(ids("units", "Camp,Strength\nKidal,20\n"), [""]);
        // Two of one name stay two of one name, which is told.
        assert_eq!(ids("sites", "Name\nKidal\nKidal\n"), ["Kidal", "Kidal"]);
    }

    #[test]
    fn a_row_is_meant_by_its_name_in_any_case_unless_two_have_it() {
        let entry = |key: &str, rows| {
            let node = RawNode { place: Place { file: 0, span: 0..0 }, value: Value::List(rows) };
            RawEntry { key: key.into(), place: node.place.clone(), node }
        };
        let sites =
            rows("sites", "id,Name,Medical\na,Old Fort,\nb,Airfield,\"old fort; AIRFIELD\"\nc,Twin,\nd,twin,\n");
        let routes = rows("routes", "From,To\nOLD FORT,Airfield\nTwin,b\n");
        let mut tree = RawTable { entries: vec![entry("sites", sites), entry("routes", routes)] };
        resolve(&mut tree);
        let shown = |table: &str, row: usize, key: &str| {
            let Some(RawNode { value: Value::List(rows), .. }) = tree.get(table) else { return String::new() };
            let Value::Table(row) = &rows[row].value else { return String::new() };
            row.get(key).map_or_else(String::new, |n| n.value.shown())
        };
        assert_eq!([shown("routes", 0, "from"), shown("routes", 0, "to")], ["a", "b"]);
        assert_eq!(shown("routes", 1, "from"), "Twin", "two sites are called so");
        assert_eq!(shown("sites", 1, "medical"), "a, b");
    }
}
