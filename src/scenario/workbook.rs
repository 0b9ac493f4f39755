//! A workbook beside a scenario: one sheet a table, read cell by cell to grids with places (sheet, row, column).
//!
//! Must not know what a key means. Sheets that are no table are named, never passed over in silence.

mod template;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

pub use template::{scenario as template_scenario, template};

use crate::diagnostic::{Code, Diagnostic, Place, Sources};
use crate::scenario::grid::Grid;
use crate::scenario::number::{Habit, habit};
use crate::scenario::schema::TABLES;
use crate::scenario::tree::{RawNode, Value};

/// Rows and columns that a sheet may have; a cell far out would make a table of millions of empty ones.
const ROWS: u32 = 200_000;
const COLUMNS: u32 = 500;
/// Sheets for people.
const NOTES: [&str; 4] = ["readme", "read me", "notes", "explanations"];

type Sheet = BTreeMap<u32, BTreeMap<u32, Value>>;

/// The grids of a workbook by table, with the source that each was added as.
pub(super) fn read(
    bytes: Vec<u8>,
    name: &str,
    at: &Place,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(&'static str, Grid)> {
    let unread = |what: String| {
        let fault = Diagnostic::error(Code::CSV, format!("{name} is no workbook that can be read: {what}"));
        fault.at(at, "named here").remedy("save it as .xlsx, without a password")
    };
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(e) => {
            faults.push(unread(e.to_string()));
            return Vec::new();
        }
    };
    let mut list = Vec::new();
    for sheet in book.sheet_names() {
        let plain = sheet.trim().to_lowercase().replace([' ', '-'], "_");
        let Some(table) = TABLES.iter().find(|t| **t == plain) else {
            if !NOTES.contains(&plain.replace('_', " ").as_str()) {
                let fault = Diagnostic::warning(Code::NO_EFFECT, format!("the sheet `{sheet}` of {name} is not read"));
                let remedy = format!("sheets are named {}; `readme` and `notes` are for people", TABLES.join(", "));
                faults.push(fault.at(at, "this workbook").remedy(remedy));
            }
            continue;
        };
        match cells(&mut book, &sheet) {
            Ok(found) => list.push((*table, grid(&found, &format!("{name}, sheet {sheet}"), sources, faults))),
            Err(what) => faults.push(unread(format!("sheet `{sheet}`: {what}"))),
        }
    }
    if list.is_empty() {
        faults.push(unread(format!("it has no sheet named {}", TABLES.join(", "))));
    }
    list
}

fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Result<Sheet, String> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
    let mut found = Sheet::new();
    while let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(n) => Value::Number(*n as f64),
            DataRef::Float(n) => Value::Number(*n),
            DataRef::Bool(b) => Value::Flag(*b),
            DataRef::DateTime(d) => {
                let (y, m, d, ..) = d.to_ymd_hms_milli();
                let date = jiff::civil::Date::new(y as i16, m as i8, d as i8);
                date.map_or_else(|_| Value::Cell(format!("{y}-{m}-{d}"), Habit::Unsure), Value::Date)
            }
            DataRef::String(t) | DataRef::DateTimeIso(t) | DataRef::DurationIso(t) => text(t),
            DataRef::SharedString(t) => text(t),
            DataRef::Error(e) => {
                return Err(format!("cell {} is an error of the spreadsheet, {e}", address(row, column)));
            }
        };
        if matches!(&value, Value::Cell(t, _) if t.is_empty()) {
            continue;
        }
        if row >= ROWS || column >= COLUMNS {
            let at = address(row, column);
            return Err(format!("cell {at} lies beyond row {ROWS} or column {COLUMNS}: remove what stands there"));
        }
        found.entry(row).or_default().insert(column, value);
    }
    Ok(found)
}

fn text(t: &str) -> Value {
    Value::Cell(t.trim().to_owned(), Habit::Unsure)
}

/// The first row with cells has the headings. Its source has a line for each row of the sheet.
fn grid(sheet: &Sheet, name: &str, sources: &mut Sources, faults: &mut Vec<Diagnostic>) -> Grid {
    let texts = sheet.values().flat_map(BTreeMap::values).filter_map(|v| match v {
        Value::Cell(t, _) => Some(t.as_str()),
        _ => None,
    });
    let habit = habit(texts);
    let width = sheet.values().filter_map(|r| r.keys().next_back()).max().map_or(0, |c| *c as usize + 1);
    let (mut lines, mut spans) = (String::new(), Vec::new());
    let mut next = 0;
    for (row, cells) in sheet {
        (next..*row).for_each(|_| lines.push('\n'));
        next = row + 1;
        let start = lines.len();
        let mut own = BTreeMap::new();
        for (column, value) in cells {
            if lines.len() > start {
                lines.push_str(" | ");
            }
            let from = lines.len();
            // A line of the source is a row of the sheet, whatever a cell has in it.
            lines.push_str(&value.shown().replace(['\r', '\n'], " "));
            own.insert(*column, (from..lines.len(), address(*row, *column)));
        }
        spans.push((start..lines.len(), own));
        lines.push('\n');
    }
    let marks = spans.iter().flat_map(|(_, own)| own.values().cloned()).collect();
    let file = sources.add_sheet(name, lines, marks);
    let node = |span: &std::ops::Range<usize>, value: &Value| {
        let value = match value {
            Value::Cell(t, _) => Value::Cell(t.clone(), habit),
            other => other.clone(),
        };
        RawNode { place: Place { file, span: span.clone() }, value }
    };
    let mut rows = sheet.values().zip(&spans);
    let Some((head, (line, own))) = rows.next() else {
        let fault = Diagnostic::error(Code::CSV, format!("{name} is empty")).at(&Place { file, span: 0..0 }, "here");
        faults.push(fault.remedy("the first row has the names of the columns; delete a sheet that is not needed"));
        return Grid { headings: Vec::new(), rows: Vec::new() };
    };
    let heading = |c: usize| {
        let c = c as u32;
        let text = head.get(&c).map(super::tree::Value::shown).unwrap_or_default();
        let span = own.get(&c).map_or_else(|| line.clone(), |(span, _)| span.clone());
        (text, Place { file, span })
    };
    let headings = (0..width).map(heading).collect();
    let rows = rows.map(|(cells, (line, own))| {
        let cell = |c: usize| {
            let c = c as u32;
            cells.get(&c).map(|v| node(own.get(&c).map_or(line, |(span, _)| span), v))
        };
        (Place { file, span: line.clone() }, (0..width).map(cell).collect())
    });
    Grid { headings, rows: rows.collect() }
}

/// `C7`.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut n = column + 1;
    while n > 0 {
        letters.push(char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn cells_have_the_names_that_a_spreadsheet_shows() {
        for (row, column, name) in
            [(0, 0, "A1"), (6, 2, "C7"), (9, 25, "Z10"), (0, 26, "AA1"), (4, 701, "ZZ5"), (0, 702, "AAA1")]
        {
            assert_eq!(address(row, column), name);
        }
    }
}
