//! From values to typed rows: every key known, every figure of its type and unit, within its range; labels registered.
//!
//! Reports all faults of a row and goes on; what is faulty is left out of the row.

mod reader;
mod value;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub(super) use reader::read;

use crate::diagnostic::Place;

/// Largest usable numbers.
pub(super) const MOST_COUNT: f64 = 1e9;
pub(super) const MOST: f64 = 1e15;

/// A typed value.
#[derive(Debug, Clone)]
pub(super) enum Datum {
    Text(String),
    Flag(bool),
    Number(f64),
    Date(Date),
    Position(f64, f64),
    Range(f64, f64),
    Texts(Vec<(String, Place)>),
    Row(Row),
    Rows(Vec<Row>),
}

/// A table whose keys are known and whose values are of their type.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub place: Place,
    fields: BTreeMap<&'static str, (Datum, Place)>,
}

impl Row {
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        if let Some((Datum::Text(t), _)) = self.fields.get(key) { Some(t) } else { None }
    }
    pub(super) fn id(&self) -> &str {
        self.text("id").unwrap_or_default()
    }
    /// The name for people.
    pub(super) fn name(&self) -> String {
        one_line(self.text("name").unwrap_or_else(|| self.id()))
    }
    pub(super) fn flag(&self, key: &str) -> bool {
        self.flag_or(key, false)
    }
    pub(super) fn flag_or(&self, key: &str, default: bool) -> bool {
        if let Some((Datum::Flag(b), _)) = self.fields.get(key) { *b } else { default }
    }
    pub(super) fn number(&self, key: &str) -> Option<f64> {
        if let Some((Datum::Number(n), _)) = self.fields.get(key) { Some(*n) } else { None }
    }
    pub(super) fn number_or(&self, key: &str, default: f64) -> f64 {
        self.number(key).unwrap_or(default)
    }
    pub(super) fn date(&self, key: &str) -> Option<Date> {
        if let Some((Datum::Date(d), _)) = self.fields.get(key) { Some(*d) } else { None }
    }
    pub(super) fn position(&self) -> Option<(f64, f64)> {
        if let Some((Datum::Position(a, b), _)) = self.fields.get("position") { Some((*a, *b)) } else { None }
    }
    /// Least and most.
    pub(super) fn range(&self, key: &str) -> Option<(f64, f64)> {
        if let Some((Datum::Range(a, b), _)) = self.fields.get(key) { Some((*a, *b)) } else { None }
    }
    pub(super) fn texts(&self, key: &str) -> &[(String, Place)] {
        if let Some((Datum::Texts(t), _)) = self.fields.get(key) { t } else { &[] }
    }
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.contains_key(key)
    }
    pub(super) fn row(&self, key: &str) -> Option<&Row> {
        if let Some((Datum::Row(r), _)) = self.fields.get(key) { Some(r) } else { None }
    }
    pub(super) fn rows(&self, key: &str) -> &[Row] {
        if let Some((Datum::Rows(r), _)) = self.fields.get(key) { r } else { &[] }
    }
    /// Where the value of a key stands; the row if it has none.
    pub(super) fn place(&self, key: &str) -> &Place {
        self.fields.get(key).map_or(&self.place, |(_, p)| p)
    }
    /// Keys that are given.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.keys().copied()
    }
    /// The content, however it was written: keys in order, figures without their units, places and labels left out.
    pub(super) fn content(&self, out: &mut String) {
        out.push('{');
        for (key, (datum, _)) in &self.fields {
            out.push_str(key);
            out.push('=');
            datum.content(out);
            out.push(',');
        }
        out.push('}');
    }
}

impl Datum {
    fn content(&self, out: &mut String) {
        let rows = |rows: &[Row], out: &mut String| {
            out.push('[');
            for r in rows {
                r.content(out);
            }
            out.push(']');
        };
        match self {
            Self::Text(t) => out.push_str(&format!("{t:?}")),
            Self::Flag(b) => out.push_str(&b.to_string()),
            Self::Number(n) => out.push_str(&n.to_string()),
            Self::Date(d) => out.push_str(&d.to_string()),
            Self::Position(a, b) | Self::Range(a, b) => out.push_str(&format!("[{a},{b}]")),
            Self::Texts(list) => list.iter().for_each(|(t, _)| out.push_str(&format!("{t:?};"))),
            Self::Row(row) => row.content(out),
            Self::Rows(list) => rows(list, out),
        }
    }
}

/// A name is one line: with breaks in it, it could pass for a line of the report that shows it.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
