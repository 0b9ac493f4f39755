//! A CSV table beside a scenario to rows with places. Columns are the keys of the rows; `x.source` and `x.quality` label figure x.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::tree::{Entry, Node, Table, Value};

/// Reads a table; malformed rows are reported.
pub(super) fn read(text: &str, file: usize, faults: &mut Vec<Diagnostic>) -> Vec<Node> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader =
        csv::ReaderBuilder::new().flexible(false).trim(csv::Trim::All).from_reader(&text.as_bytes()[text_start..]);
    let header = match reader.headers() {
        Ok(h) => h.clone(),
        Err(e) => {
            faults.push(
                Diagnostic::error(Code::CSV, format!("the first line: {e}")).at(&Place { file, span: 0..0 }, "here"),
            );
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte() as usize + text_start;
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let place = line(text, file, start);
                if record.iter().any(|cell| !cell.is_empty()) {
                    rows.push(Node { place: place.clone(), value: Value::Table(row(&header, &record, &place)) });
                }
            }
            Err(e) => {
                let place = line(text, file, start);
                let what = match e.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("the row has {len} cells, the first line has {expected_len}")
                    }
                    _ => e.to_string(),
                };
                let remedy = "one cell for each column; a text with commas needs quotes";
                faults.push(Diagnostic::error(Code::CSV, what).at(&place, "this row").remedy(remedy));
                if !matches!(e.kind(), csv::ErrorKind::UnequalLengths { .. }) {
                    break;
                }
            }
        }
    }
    rows
}

/// The line on which a row starts.
fn line(text: &str, file: usize, start: usize) -> Place {
    let start = start.min(text.len());
    let skipped = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
    let start = start + skipped;
    let end = text[start..].find(['\r', '\n']).map_or(text.len(), |n| start + n);
    Place { file, span: start..end }
}

fn row(header: &csv::StringRecord, record: &csv::StringRecord, place: &Place) -> Table {
    let mut table = Table::default();
    let node = |value| Node { place: place.clone(), value };
    for (key, cell) in header.iter().zip(record).filter(|(_, cell)| !cell.is_empty()) {
        if let Some((figure, label @ ("source" | "quality"))) = key.rsplit_once('.') {
            let label = Entry { key: label.into(), place: place.clone(), node: node(Value::Text(cell.into())) };
            if let Some(found) = table.get_mut(figure) {
                if !matches!(found.value, Value::Table(_)) {
                    let bare = Entry { key: "value".into(), place: place.clone(), node: found.clone() };
                    found.value = Value::Table(Table { entries: vec![bare] });
                }
                if let Value::Table(t) = &mut found.value {
                    t.set(label);
                }
            }
        } else {
            table.set(Entry { key: key.into(), place: place.clone(), node: node(cell_value(key, cell)) });
        }
    }
    table
}

/// Names stay texts whatever they look like; other cells are numbers, flags and dates where they can be.
pub(super) fn cell_value(key: &str, cell: &str) -> Value {
    if matches!(key, "id" | "name" | "source" | "contributor") {
        return Value::Text(cell.into());
    }
    match cell {
        "true" => return Value::Flag(true),
        "false" => return Value::Flag(false),
        _ => {}
    }
    let number = cell.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '+' || c == '.');
    match cell.replace('_', "").parse::<f64>() {
        Ok(n) if number || cell.eq_ignore_ascii_case("nan") || cell.to_lowercase().contains("inf") => Value::Number(n),
        _ => cell.parse().map_or_else(|_| Value::Text(cell.into()), Value::Date),
    }
}
