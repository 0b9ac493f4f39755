//! What happened, as a table: `measure,site,date,value`, one fact a line.
//!
//! Must not know what is done with it.

use jiff::civil::Date;

use crate::scenario::number::Habit;
use crate::scenario::units;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Line of the file, from 1.
    pub line: usize,
    /// The measure's word.
    pub measure: String,
    /// The site, for closings.
    pub site: String,
    /// A day.
    pub date: Option<Date>,
    /// A number.
    pub value: Option<f64>,
}

/// Every faulty line, with its number, its cause and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct FaultyLines(pub Vec<String>);

/// Reads a table of facts; commas, semicolons or tabs.
///
/// # Errors
/// Every faulty line, with its number, its cause and what to do.
pub fn facts(text: &str) -> Result<Vec<Fact>, FaultyLines> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator =
        *[b',', b';', b'\t'].iter().max_by_key(|s| head.bytes().filter(|b| b == *s).count()).unwrap_or(&b',');
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(h) => h.iter().map(str::to_lowercase).collect(),
        Err(e) => return Err(FaultyLines(vec![format!("line 1: {e}")])),
    };
    let column = |name: &str| header.iter().position(|h| h == name);
    let Some(measure) = column("measure") else {
        let told = "line 1: there is no column `measure`; write measure,site,date,value in the first line";
        return Err(FaultyLines(vec![told.into()]));
    };
    let (site, date, value) = (column("site"), column("date"), column("value"));
    let (mut list, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(r) => r,
            Err(e) => {
                faults.push(format!("{e}; one cell for each column"));
                continue;
            }
        };
        let line = record.position().map_or(0, |p| p.line() as usize);
        let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default();
        let (day, number) = (cell(date), cell(value));
        let parsed: (Option<Date>, Option<f64>) = (day.parse().ok(), amount(number));
        if !day.is_empty() && parsed.0.is_none() {
            faults.push(format!("line {line}: `{day}` is no date; write 2027-06-30"));
        }
        if !number.is_empty() && !parsed.1.is_some_and(f64::is_finite) {
            faults.push(format!("line {line}: `{number}` is no number; write 1234.5"));
        }
        if record.iter().any(|c| !c.is_empty()) {
            let (measure, site) = (cell(Some(measure)).to_owned(), cell(site).to_owned());
            list.push(Fact { line, measure, site, date: parsed.0, value: parsed.1 });
        }
    }
    if faults.is_empty() { Ok(list) } else { Err(FaultyLines(faults)) }
}

/// A figure as scenarios have it: `5200`, `-3.5`, `$300M`.
fn amount(text: &str) -> Option<f64> {
    text.replace('_', "").parse().ok().or_else(|| units::money(text, Habit::File).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_in_a_scenario() {
        let value = |cell: &str| facts(&format!("measure;site;date;value\ncost;;;{cell}\n")).map(|f| f[0].value);
        for (cell, figure) in
            [("5200", 5200.0), ("-3.5", -3.5), ("$300M", 300e6), ("1,5M", 1.5e6), ("590_000_000", 590e6)]
        {
            assert_eq!(value(cell), Ok(Some(figure)), "{cell}");
        }
        for cell in ["1,500", "much", "inf"] {
            assert!(value(cell).is_err(), "{cell}");
        }
    }
}
