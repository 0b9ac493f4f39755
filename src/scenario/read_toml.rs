//! TOML text to values with places.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::tree::{RawEntry, RawNode, RawTable, Value};

/// Deeper nesting is refused: no scenario needs it.
const DEPTH: usize = 16;

/// Reads a text; all syntax errors are reported, and what could be read is returned.
pub(super) fn read(text: &str, file: usize, faults: &mut Vec<Diagnostic>) -> RawTable {
    let (table, errors) = DeTable::parse_recoverable(text);
    for e in &errors {
        let span = e.span().unwrap_or(0..0);
        let fault = Diagnostic::error(Code::SYNTAX, format!("not TOML: {}", e.message().trim()));
        let remedy = "a quote, a bracket or a `=` is missing or too much, here or just before; or a key occurs twice";
        faults.push(fault.at(&Place { file, span }, "here").remedy(remedy));
    }
    TomlReader { file, faults }.table(table.get_ref(), 0)
}

struct TomlReader<'f> {
    file: usize,
    faults: &'f mut Vec<Diagnostic>,
}

impl TomlReader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        Place { file: self.file, span }
    }

    fn table(&mut self, table: &DeTable, depth: usize) -> RawTable {
        let mut entries: Vec<RawEntry> = table
            .iter()
            .map(|(key, value)| RawEntry {
                key: key.get_ref().to_string(),
                place: self.place(key.span()),
                node: self.node(value, depth + 1),
            })
            .collect();
        entries.sort_by_key(|e| e.place.span.start);
        RawTable { entries }
    }

    fn node(&mut self, value: &Spanned<DeValue>, depth: usize) -> RawNode {
        let place = self.place(value.span());
        if depth > DEPTH {
            let fault = Diagnostic::error(Code::TYPE, "tables are nested too deeply");
            self.faults.push(fault.at(&place, "here"));
            return RawNode { place, value: Value::Flag(false) };
        }
        let value = match value.get_ref() {
            DeValue::String(s) => Value::Text(s.to_string()),
            DeValue::Integer(i) => {
                let digits = i.as_str().trim_start_matches('+');
                let radix = i.radix();
                let parsed = if radix == 10 {
                    digits.parse::<f64>().ok()
                } else {
                    i64::from_str_radix(digits, radix).ok().map(|v| v as f64)
                };
                Value::Number(parsed.unwrap_or(f64::NAN))
            }
            DeValue::Float(f) => Value::Number(f.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(b) => Value::Flag(*b),
            DeValue::Datetime(d) => self.date(*d, &place),
            DeValue::Array(list) => Value::List(list.iter().map(|v| self.node(v, depth + 1)).collect()),
            DeValue::Table(t) => Value::Table(self.table(t, depth)),
        };
        RawNode { place, value }
    }

    fn date(&mut self, found: toml::value::Datetime, place: &Place) -> Value {
        let date = found.date.and_then(|d| {
            let (y, m, d) = (i16::try_from(d.year).ok()?, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?);
            jiff::civil::Date::new(y, m, d).ok()
        });
        if let (Some(date), None) = (date, found.time) {
            return Value::Date(date);
        }
        let fault = Diagnostic::error(Code::DATE, "a date without a time is expected").at(place, "this");
        self.faults.push(fault.remedy("write it like 2023-07-01"));
        Value::Text(found.to_string())
    }
}
