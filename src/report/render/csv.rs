//! Tables as comma-separated values: full precision, ISO dates, no cell that a sheet reads as a formula.

use crate::report::render::letters;
use crate::report::table::{Cell, Table};

impl Table {
    /// CSV: full precision, ISO dates, formulas defused.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let rows = self.rows.iter().map(|row| row.iter().map(plain).collect::<Vec<_>>());
        let heads = self.columns.iter().map(|c| defused(c)).collect();
        for row in std::iter::once(heads).chain(rows) {
            // Writing to memory does not fail.
            let _ = out.write_record(&row);
        }
        out.into_inner().unwrap_or_default()
    }
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => defused(words),
        Cell::Count(v) | Cell::Number(v) | Cell::Usd(v) | Cell::Share(v) => v.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::Blank => String::new(),
    }
}

/// A text that a spreadsheet cannot take for a formula, nor a terminal for an order.
fn defused(words: &str) -> String {
    let words = letters::clean(words);
    if words.trim_start().starts_with(['=', '+', '-', '@']) { format!("'{words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_become_a_formula() {
        let mut t = Table::new("x", "X", &["name", "n"]);
        t.push(vec![Cell::text("=HYPERLINK(\"http://x\")"), Cell::Count(-3.0)]);
        // Heads may be names of scenarios.
        t.columns[1] = "@n".into();
        assert_eq!(String::from_utf8(t.csv()).expect("it is text"), "name,'@n\n\"'=HYPERLINK(\"\"http://x\"\")\",-3\n");
    }
}
