//! One layer over another: tables key by key, rows by their id, everything else replaced.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::scenario::names;
use crate::scenario::schema::TABLES as BY_ID;
use crate::scenario::tree::{RawEntry, RawNode, RawTable, Value};

/// Keys that replace each other.
const RIVALS: [&[&str]; 2] = [&["weeks", "months", "deadline"], &["total", "tranches"]];

/// Puts `upper` over `base`. With `extending`, a key takes away the rivals that it replaces.
pub(super) fn over(base: &mut RawTable, upper: RawTable, faults: &mut Vec<Diagnostic>, extending: bool) {
    for entry in upper.entries {
        put(base, entry, faults, extending);
    }
}

fn put(base: &mut RawTable, entry: RawEntry, faults: &mut Vec<Diagnostic>, extending: bool) {
    if extending {
        drop_rivals(base, &entry.key);
    }
    // A label is of the figures of its own file: each file keeps its own.
    let label = matches!(entry.key.as_str(), "source" | "quality");
    if label && base.entries.iter().all(|e| e.key != entry.key || e.place.file != entry.place.file) {
        base.entries.push(entry);
        return;
    }
    let Some(found) = base.get_mut(&entry.key) else {
        let mut entry = entry;
        if let Value::List(rows) = &mut entry.node.value
            && BY_ID.contains(&entry.key.as_str())
        {
            let kept = std::mem::take(rows);
            merge_rows(rows, kept, faults, extending);
        }
        base.entries.push(entry);
        return;
    };
    match (&mut found.value, entry.node.value) {
        // A labelled figure is one value: half of it must not survive the other half.
        (Value::Table(below), Value::Table(above)) if below.get("value").is_none() => {
            over(below, above, faults, extending);
        }
        // `exits` of a kind is a list of names, not of rows: such a list is replaced.
        (Value::List(below), Value::List(above))
            if BY_ID.contains(&entry.key.as_str()) && are_rows(below) && are_rows(&above) =>
        {
            merge_rows(below, above, faults, extending);
        }
        (_, value) => base.set(RawEntry { node: RawNode { place: entry.node.place, value }, ..entry }),
    }
}

fn removes(row: &RawTable) -> bool {
    matches!(row.get("remove"), Some(RawNode { value: Value::Flag(true), .. }))
}

fn nothing_to_remove(name: &str, place: &Place) -> Diagnostic {
    Diagnostic::error(Code::REMOVED, format!("there is no row `{name}` to remove")).at(place, "here")
}

/// Takes out the rows that ask for a removal in a file that extends nothing: a fault each.
pub(super) fn without_removals(layer: &mut RawTable, faults: &mut Vec<Diagnostic>) {
    for entry in layer.entries.iter_mut().filter(|e| BY_ID.contains(&e.key.as_str())) {
        let Value::List(rows) = &mut entry.node.value else { continue };
        rows.retain(|row| {
            let Value::Table(t) = &row.value else { return true };
            if removes(t) {
                let fault = nothing_to_remove(t.text("id").map_or("", |(id, _)| id), &row.place);
                faults.push(fault.remedy("this file extends no other: leave the row out"));
            }
            !removes(t)
        });
    }
}

fn id_of(row: &RawNode) -> Option<&str> {
    if let Value::Table(t) = &row.value { t.text("id").map(|(id, _)| id) } else { None }
}

fn are_rows(list: &[RawNode]) -> bool {
    list.iter().all(|n| matches!(n.value, Value::Table(_)))
}

fn drop_rivals(base: &mut RawTable, key: &str) {
    for rivals in RIVALS.iter().filter(|r| r.contains(&key)) {
        for rival in rivals.iter().filter(|r| **r != key) {
            base.remove(rival);
        }
    }
}

fn merge_rows(below: &mut Vec<RawNode>, above: Vec<RawNode>, faults: &mut Vec<Diagnostic>, extending: bool) {
    // The first row of an id is the one that later ones change.
    let mut at: HashMap<String, usize> = HashMap::new();
    for (i, row) in below.iter().enumerate() {
        if let Some(id) = id_of(row) {
            at.entry(id.to_owned()).or_insert(i);
        }
    }
    let mut gone = vec![false; below.len()];
    for row in above {
        let Value::Table(mut table) = row.value else {
            gone.push(false);
            below.push(row);
            continue;
        };
        let id = table.text("id").map(|(id, _)| id.to_owned());
        let known = id.as_ref().and_then(|id| at.get(id).copied());
        if removes(&table) && extending {
            match (known, id) {
                (Some(i), Some(id)) => {
                    gone[i] = true;
                    at.remove(&id);
                }
                (_, id) => faults.push(unknown_removal(&id.unwrap_or_default(), &row.place, below)),
            }
            continue;
        }
        if !removes(&table) {
            table.remove("remove");
        }
        match (known.map(|i| &mut below[i]), removes(&table)) {
            // Meant for the file below, which is not here yet.
            (Some(found), true) => *found = RawNode { place: row.place, value: Value::Table(table) },
            (Some(RawNode { value: Value::Table(found), .. }), false) => over(found, table, faults, extending),
            _ => {
                if let Some(id) = id {
                    at.insert(id, below.len());
                }
                gone.push(false);
                below.push(RawNode { place: row.place, value: Value::Table(table) });
            }
        }
    }
    if gone.contains(&true) {
        let mut kept = gone.into_iter().map(|g| !g).chain(std::iter::repeat(true));
        below.retain(|_| kept.next().unwrap_or(true));
    }
}

fn unknown_removal(name: &str, place: &Place, below: &[RawNode]) -> Diagnostic {
    let known: Vec<&str> = below.iter().filter_map(id_of).collect();
    let remedy = nearest(name, known.iter().copied()).map_or_else(
        || format!("known: {}", known.iter().take(20).copied().collect::<Vec<_>>().join(", ")),
        |n| format!("did you mean `{n}`?"),
    );
    nothing_to_remove(name, place).remedy(remedy)
}

/// Ids that occur twice within one file, rows without one, ids that cannot be names.
pub(super) fn check_ids(layer: &RawTable, faults: &mut Vec<Diagnostic>) {
    for entry in layer.entries.iter().filter(|e| BY_ID.contains(&e.key.as_str())) {
        let Value::List(rows) = &entry.node.value else { continue };
        let mut seen: HashMap<&str, &Place> = HashMap::new();
        for row in rows {
            let Value::Table(table) = &row.value else { continue };
            let Some((id, place)) = table.text("id") else {
                // A contingent may go by its contributor.
                if entry.key == "contingents" {
                    continue;
                }
                let fault = Diagnostic::error(Code::NO_ID, format!("a row of `{}` has no id", entry.key));
                faults.push(
                    fault
                        .at(&row.place, "this row")
                        .remedy("give it an id of its own: id = \"…\", or a column `id` in a table"),
                );
                continue;
            };
            if id.is_empty() || !id.chars().all(names::is_allowed) {
                let fault = Diagnostic::error(Code::BAD_ID, format!("`{id}` cannot be an id")).at(place, "here");
                let better = names::id_of(id);
                faults.push(fault.remedy(if better.is_empty() {
                    "letters, digits, `-`, `_` and `.`".to_owned()
                } else {
                    format!("write id = \"{better}\", and name = \"{id}\" for people")
                }));
            }
            if let Some(first) = seen.get(id) {
                let fault = Diagnostic::error(Code::DUPLICATE, format!("`{id}` occurs twice in `{}`", entry.key));
                faults.push(fault.at(place, "again here").at(first, "first here").remedy("rename one of them"));
            }
            seen.entry(id).or_insert(place);
        }
    }
}

/// Sets the value at a path of keys; rows are named by their id.
pub(super) fn assign(tree: &mut RawTable, keys: &[&str], node: RawNode, place: &Place) -> Result<(), Diagnostic> {
    let missing = |what: &str, near: Option<&str>| {
        let fault = Diagnostic::error(Code::OVERRIDE, format!("there is no `{what}` to override")).at(place, "here");
        match near {
            Some(n) if n.contains('.') => {
                fault.remedy(format!("did you mean {}? An id with a point is quoted", quoted(n)))
            }
            Some(n) => fault.remedy(format!("did you mean `{n}`?")),
            None => fault.remedy("the path names tables or rows that exist, and a key in the last of them"),
        }
    };
    match keys {
        [] => Err(missing("", None)),
        [key] => {
            drop_rivals(tree, key);
            tree.set(RawEntry { key: (*key).to_owned(), place: place.clone(), node });
            Ok(())
        }
        [key, rest @ ..] => {
            if tree.get(key).is_none() && matches!(*key, "budget" | "calendar" | "rules" | "risk") {
                let empty = RawNode { place: place.clone(), value: Value::Table(RawTable::default()) };
                tree.set(RawEntry { key: (*key).to_owned(), place: place.clone(), node: empty });
            }
            let known: Vec<String> = tree.entries.iter().map(|e| e.key.clone()).collect();
            let Some(found) = tree.get_mut(key) else {
                return Err(missing(key, nearest(key, known.iter().map(String::as_str))));
            };
            match &mut found.value {
                Value::Table(t) => assign(t, rest, node, place),
                Value::List(rows) => assign_row(rows, rest, node, place, &missing),
                _ => Err(missing(rest[0], None)),
            }
        }
    }
}

fn assign_row(
    rows: &mut [RawNode],
    keys: &[&str],
    node: RawNode,
    place: &Place,
    missing: &dyn Fn(&str, Option<&str>) -> Diagnostic,
) -> Result<(), Diagnostic> {
    let mut ids = Vec::new();
    let mut called = None;
    for row in rows.iter_mut() {
        let Value::Table(t) = &mut row.value else { continue };
        let Some(id) = t.text("id").map(|(id, _)| id.to_owned()) else { continue };
        if id == keys[0] && keys.len() > 1 {
            return assign(t, &keys[1..], node, place);
        }
        if t.text("name").is_some_and(|(name, _)| name.to_lowercase() == keys[0].to_lowercase()) {
            called = Some(id.clone());
        }
        ids.push(id);
    }
    // Who writes the name for people gets the id of that row.
    let near = called.as_deref().or_else(|| nearest(keys[0], ids.iter().map(String::as_str)));
    Err(missing(keys[0], near))
}

/// A path of keys as an override writes it.
fn quoted(key: &str) -> String {
    if key.contains('.') { format!("\"{key}\"") } else { key.to_owned() }
}
