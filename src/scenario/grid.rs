//! A table of cells, from a CSV file or a sheet, to rows with places. Columns are the keys of the rows; `x.source` and
//! `x.quality` label figure x.
//!
//! What is wrong with a column is said once, at its heading.

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::scenario::headings::{self, Heading, column_among};
use crate::scenario::key::{Holds, Key};
use crate::scenario::number::Habit;
use crate::scenario::tree::{RawEntry, RawNode, RawTable, Value};

/// Headings, and the rows below them; empty cells are none.
pub(super) struct Grid {
    pub headings: Vec<(String, Place)>,
    pub rows: Vec<(Place, Vec<Option<RawNode>>)>,
}

/// The rows of a grid.
pub(super) fn rows(grid: Grid, keys: &'static [Key], faults: &mut Vec<Diagnostic>) -> Vec<RawNode> {
    let columns = columns(&grid.headings, keys, faults);
    let mut list = Vec::new();
    for (place, cells) in grid.rows {
        let unnamed = |i: usize| grid.headings.get(i).is_none_or(|(h, _)| h.trim().is_empty());
        if let Some((_, Some(node))) = cells.iter().enumerate().find(|(i, n)| n.is_some() && unnamed(*i)) {
            let fault = Diagnostic::error(Code::CSV, "a cell stands below no heading").at(&node.place, "this cell");
            faults.push(fault.remedy("give the column a heading, or empty it; a text with commas needs quotes"));
        }
        if cells.iter().any(Option::is_some) {
            list.push(RawNode { value: Value::Table(row(&columns, cells)), place });
        }
    }
    list
}

/// What each column is, and the unit that its cells get; those that are not known or occur twice are left out.
fn columns(
    headings: &[(String, Place)],
    keys: &'static [Key],
    faults: &mut Vec<Diagnostic>,
) -> Vec<(Heading, &'static str)> {
    let mut found: Vec<(Heading, &'static str)> = Vec::new();
    let all: Vec<&str> = headings.iter().map(|(heading, _)| heading.as_str()).collect();
    for (heading, place) in headings {
        let column = column_among(heading, &all, keys);
        let Some(column) = column else {
            let near = nearest(heading, keys.iter().map(|k| k.name));
            let simple = keys.iter().filter(|k| !matches!(k.holds, Holds::Rows(_) | Holds::Row(_)));
            let remedy = near.map_or_else(
                || {
                    let columns = simple.map(|k| k.name).collect::<Vec<_>>().join(", ");
                    format!("call it `notes` if it is for people; columns of this table: {columns}")
                },
                |n| format!("did you mean `{n}`?"),
            );
            let fault = Diagnostic::error(Code::UNKNOWN_KEY, format!("there is no column `{}`", heading.trim()));
            faults.push(fault.at(place, "this heading").remedy(remedy));
            found.push((Heading::Blank, ""));
            continue;
        };
        if !matches!(column, Heading::Blank | Heading::Notes)
            && let Some(first) = found.iter().position(|(c, _)| *c == column)
        {
            let message = format!("the columns `{}` and `{}` are the same", headings[first].0.trim(), heading.trim());
            let fault =
                Diagnostic::error(Code::CSV, message).at(place, "again here").at(&headings[first].1, "first here");
            faults.push(fault.remedy("remove one of them"));
            found.push((Heading::Blank, ""));
            continue;
        }
        let holds = keys.iter().find(|k| column == Heading::Key(k.name)).map(|k| k.holds);
        let unit = holds.map_or(Ok(""), |holds| headings::unit(heading, holds)).unwrap_or_else(|own| {
            let fault = Diagnostic::error(Code::UNIT, format!("the unit of `{}` is not understood", heading.trim()));
            faults.push(fault.at(place, "this heading").remedy(format!("give the column in {own}")));
            ""
        });
        found.push((column, unit));
    }
    found
}

fn row(columns: &[(Heading, &'static str)], cells: Vec<Option<RawNode>>) -> RawTable {
    let mut table = RawTable::default();
    let (mut latitude, mut longitude) = (None, None);
    let mut labels = Vec::new();
    for ((column, unit), node) in columns.iter().zip(cells) {
        let Some(node) = node.map(|n| with_unit(n, unit)) else { continue };
        match column {
            Heading::Blank | Heading::Notes => {}
            Heading::Key(key) | Heading::Row(key) => table.put(entry(key, named(key, node))),
            Heading::Label(figure, label) => labels.push((*figure, *label, node)),
            Heading::Latitude => latitude = Some(node),
            Heading::Longitude => longitude = Some(node),
        }
    }
    if let Some(place) = latitude.as_ref().or(longitude.as_ref()).map(|n| n.place.clone()) {
        let half = |n: Option<RawNode>| n.map_or(String::new(), |n| n.value.shown());
        let both = format!("{}; {}", half(latitude), half(longitude));
        table.put(entry("position", RawNode { place, value: Value::Cell(both, Habit::Unsure) }));
    }
    for (figure, label, node) in labels {
        let Some(found) = table.get_mut(figure) else { continue };
        if !matches!(found.value, Value::Table(_)) {
            let bare = entry("value", found.clone());
            found.value = Value::Table(RawTable { entries: vec![bare] });
        }
        if let Value::Table(t) = &mut found.value {
            t.put(entry(label, RawNode { value: Value::Text(node.value.shown()), place: node.place }));
        }
    }
    table
}

/// A figure with the unit that its heading gives it; one that has its own keeps that.
fn with_unit(node: RawNode, unit: &str) -> RawNode {
    let digit = |c: char| c.is_ascii_digit();
    // `42k` says how much, not for what time.
    let untimed =
        |t: &str| unit.starts_with('/') && t.contains(digit) && !["/", " per ", " a "].iter().any(|w| t.contains(w));
    let value = match node.value {
        Value::Cell(t, habit) if !unit.is_empty() && (t.ends_with(digit) || untimed(&t)) => {
            Value::Cell(format!("{t}{unit}"), habit)
        }
        Value::Number(n) if !unit.is_empty() => Value::Cell(format!("{n}{unit}"), Habit::Point),
        value => value,
    };
    RawNode { value, ..node }
}

fn entry(key: &str, node: RawNode) -> RawEntry {
    RawEntry { key: key.into(), place: node.place.clone(), node }
}

/// Names are texts whatever they look like; `remove` is read before types are.
fn named(key: &str, node: RawNode) -> RawNode {
    let value = match (key, node.value) {
        ("id" | "name" | "source" | "quality" | "contributor", value) => Value::Text(value.shown()),
        ("remove", value) => flag(&value.shown()).map_or(value, Value::Flag),
        (_, value) => value,
    };
    RawNode { value, ..node }
}

/// True or false, as spreadsheets and people write it.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" | "x" | "vrai" | "oui" | "wahr" | "ja" => Some(true),
        "false" | "no" | "n" | "0" | "faux" | "non" | "falsch" | "nein" => Some(false),
        _ => None,
    }
}
