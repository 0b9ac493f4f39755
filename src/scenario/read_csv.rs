//! A CSV table beside a scenario to a grid of cells with places: commas, semicolons or tabs, with or without a byte-order mark.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::grid::Grid;
use crate::scenario::number::{Habit, habit};
use crate::scenario::tree::{RawNode, Value};

/// Reads a table; malformed rows are reported.
pub(super) fn read(text: &str, file: usize, faults: &mut Vec<Diagnostic>) -> Grid {
    let (start, separator) = beginning(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(&text.as_bytes()[start..]);
    let mut grid = Grid { headings: Vec::new(), rows: Vec::new() };
    let mut lines: Vec<(Place, Vec<Place>, csv::StringRecord)> = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let at = reader.position().byte() as usize + start;
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => lines.push((line(text, file, at), cells(text, file, at, separator), record.clone())),
            Err(e) => {
                let fault = Diagnostic::error(Code::CSV, e.to_string()).at(&line(text, file, at), "this row");
                faults.push(fault.remedy("one cell for each column; a text with commas needs quotes"));
                break;
            }
        }
    }
    let habit = habit_of(&lines, separator);
    let mut lines = lines.into_iter();
    let Some((_, places, headings)) = lines.next() else {
        let fault = Diagnostic::error(Code::CSV, "the table is empty").at(&Place { file, span: 0..0 }, "here");
        faults.push(fault.remedy("the first line has the names of the columns"));
        return grid;
    };
    let place = |places: &[Place], i: usize, row: &Place| places.get(i).unwrap_or(row).clone();
    let whole = line(text, file, start);
    grid.headings = headings.iter().enumerate().map(|(i, h)| (h.to_owned(), place(&places, i, &whole))).collect();
    let width = used(&headings);
    for (row, places, record) in lines {
        let used = used(&record);
        if used == 0 {
            continue;
        }
        if record.len() < width || used > headings.len() {
            let what = format!("the row has {} cells, the first line has {}", record.len(), headings.len());
            let fault = Diagnostic::error(Code::CSV, what).at(&row, "this row");
            faults.push(fault.remedy("one cell for each column; a text with commas needs quotes"));
            continue;
        }
        let cell = |(i, c): (usize, &str)| {
            let node = || RawNode { place: place(&places, i, &row), value: Value::Cell(c.to_owned(), habit) };
            (!c.is_empty()).then(node)
        };
        grid.rows.push((row.clone(), record.iter().enumerate().map(cell).collect()));
    }
    grid
}

/// Cells up to the last that is not empty.
fn used(record: &csv::StringRecord) -> usize {
    record.iter().enumerate().filter(|(_, c)| !c.is_empty()).last().map_or(0, |(i, _)| i + 1)
}

/// Where the headings begin, and what separates them: what occurs most often in their line, outside quotes.
fn beginning(text: &str) -> (usize, u8) {
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[mark..].lines().next().unwrap_or_default();
    // Excel writes the separator on a line of its own.
    if let [.., separator] = first.trim_end().as_bytes()
        && first.len() <= 6
        && first.to_lowercase().starts_with("sep=")
    {
        let skipped = text[mark..].find('\n').map_or(text.len(), |n| mark + n + 1);
        return (skipped, *separator);
    }
    let line = text[mark..].lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let outside: String = line.split('"').step_by(2).collect();
    let count = |s: char| outside.matches(s).count();
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(|s| count(*s)).unwrap_or(',');
    (mark, separator as u8)
}

/// With commas between cells a comma inside one groups; else the cells show what it does.
fn habit_of(lines: &[(Place, Vec<Place>, csv::StringRecord)], separator: u8) -> Habit {
    let seen = habit(lines.iter().flat_map(|(_, _, record)| record.iter()));
    match (separator, seen) {
        (b',', Habit::Comma) => Habit::Unsure,
        (b',', _) => Habit::Point,
        (_, seen) => seen,
    }
}

/// The line on which a row starts.
fn line(text: &str, file: usize, start: usize) -> Place {
    let start = first(text, start);
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n);
    Place { file, span: start..end }
}

/// The first character of a row: empty lines before it are skipped.
fn first(text: &str, start: usize) -> usize {
    let start = start.min(text.len());
    start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len()
}

/// Where each cell of a row stands, without blanks around it.
fn cells(text: &str, file: usize, start: usize, separator: u8) -> Vec<Place> {
    let start = first(text, start);
    let (mut quoted, mut from, mut places) = (false, start, Vec::new());
    let bytes = text.as_bytes();
    let mut close = |from: usize, to: usize| {
        let cell = &text[from..to];
        let lead = cell.len() - cell.trim_start().len();
        let span = from + lead..(from + lead + cell.trim().len());
        places.push(Place { file, span });
    };
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => quoted = !quoted,
            b if b == separator && !quoted => {
                close(from, at);
                from = at + 1;
            }
            b'\r' | b'\n' if !quoted => break,
            _ => {}
        }
        at += 1;
    }
    close(from, at);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<Vec<Option<Value>>> {
        let mut faults = Vec::new();
        let grid = read(text, 0, &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        grid.rows.into_iter().map(|(_, cells)| cells.into_iter().map(|c| c.map(|n| n.value)).collect()).collect()
    }

    #[test]
    fn separators_marks_and_habits() {
        let cell = |t: &str, h| Some(Value::Cell(t.into(), h));
        assert_eq!(values("a,b\n1,\"2,345\"\n"), [[cell("1", Habit::Point), cell("2,345", Habit::Point)]]);
        assert_eq!(values("\u{feff}a;b\r\n7,5;\r\n;;\r\n"), [[cell("7,5", Habit::Comma), None]]);
        assert_eq!(values("a\tb\nx\t2.345\n"), [[cell("x", Habit::Unsure), cell("2.345", Habit::Unsure)]]);
        assert_eq!(values("sep=;\na;b\nx;2.5\n"), [[cell("x", Habit::Point), cell("2.5", Habit::Point)]]);
    }

    #[test]
    fn a_cell_has_its_own_place() {
        let text = "a,b\n\"x, y\", 25 \n";
        let grid = read(text, 0, &mut Vec::new());
        let spans: Vec<&str> = grid.rows[0].1.iter().flatten().map(|n| &text[n.place.span.clone()]).collect();
        assert_eq!(spans, ["\"x, y\"", "25"]);
    }
}
