//! From values to typed rows: every key known, every figure of its type and unit, within its range; labels registered.
//!
//! Reports all faults of a row and goes on; what is faulty is left out of the row.

mod reader;
mod value;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub(super) use reader::read;

use crate::diagnostic::Place;
use crate::scenario::field::{self, Field, Name};
use crate::scenario::key::Key;

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
    keys: &'static [Key],
    fields: BTreeMap<&'static str, (Datum, Place)>,
}

impl Row {
    /// The value of a key and where it stands. That the row's table has such a key is up to the code, not to the user.
    fn get(&self, key: Name) -> Option<&(Datum, Place)> {
        debug_assert!(self.keys.iter().any(|k| k.name == key.get()), "`{key}` is asked of a row that cannot have it");
        self.fields.get(key.get())
    }
    pub(super) fn text(&self, key: Field<field::Text>) -> Option<&str> {
        if let Some((Datum::Text(t), _)) = self.get(key.any()) { Some(t) } else { None }
    }
    pub(super) fn id(&self) -> &str {
        // Rows of some tables have none: what is said of them names the table alone.
        if let Some((Datum::Text(id), _)) = self.fields.get(field::ID.name()) { id } else { "" }
    }
    /// The name for people.
    pub(super) fn name(&self) -> String {
        one_line(self.text(field::NAME).unwrap_or_else(|| self.id()))
    }
    pub(super) fn flag(&self, key: Field<field::Flag>) -> bool {
        self.flag_or(key, false)
    }
    pub(super) fn flag_or(&self, key: Field<field::Flag>, default: bool) -> bool {
        if let Some((Datum::Flag(b), _)) = self.get(key.any()) { *b } else { default }
    }
    pub(super) fn number(&self, key: Field<field::Number>) -> Option<f64> {
        if let Some((Datum::Number(n), _)) = self.get(key.any()) { Some(*n) } else { None }
    }
    pub(super) fn number_or(&self, key: Field<field::Number>, default: f64) -> f64 {
        self.number(key).unwrap_or(default)
    }
    pub(super) fn date(&self, key: Field<field::Day>) -> Option<Date> {
        if let Some((Datum::Date(d), _)) = self.get(key.any()) { Some(*d) } else { None }
    }
    pub(super) fn position(&self) -> Option<(f64, f64)> {
        if let Some((Datum::Position(a, b), _)) = self.get(field::POSITION.any()) { Some((*a, *b)) } else { None }
    }
    /// Least and most.
    pub(super) fn range(&self, key: Field<field::Range>) -> Option<(f64, f64)> {
        if let Some((Datum::Range(a, b), _)) = self.get(key.any()) { Some((*a, *b)) } else { None }
    }
    pub(super) fn texts(&self, key: Field<field::Texts>) -> &[(String, Place)] {
        if let Some((Datum::Texts(t), _)) = self.get(key.any()) { t } else { &[] }
    }
    pub(super) fn has(&self, key: impl Into<Name>) -> bool {
        self.get(key.into()).is_some()
    }
    pub(super) fn row(&self, key: Field<field::Nested>) -> Option<&Row> {
        if let Some((Datum::Row(r), _)) = self.get(key.any()) { Some(r) } else { None }
    }
    pub(super) fn rows(&self, key: Field<field::List>) -> &[Row] {
        if let Some((Datum::Rows(r), _)) = self.get(key.any()) { r } else { &[] }
    }
    /// The table of that name, or the row of it that has the id.
    pub(super) fn at(&self, table: Name, id: &str) -> Option<&Row> {
        match self.fields.get(table.get()) {
            Some((Datum::Row(row), _)) => Some(row),
            Some((Datum::Rows(rows), _)) => rows.iter().find(|r| r.id() == id),
            _ => None,
        }
    }
    /// Where the value of a key stands; the row if it has none.
    pub(super) fn place(&self, key: impl Into<Name>) -> &Place {
        self.get(key.into()).map_or(&self.place, |(_, p)| p)
    }
    /// Where its values stand.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.fields.values().map(|(_, p)| p)
    }
    /// The row without one of the rows of a list.
    pub(super) fn without(&self, key: Field<field::List>, at: usize) -> Self {
        let mut less = self.clone();
        if let Some((Datum::Rows(rows), _)) = less.fields.get_mut(key.name()) {
            rows.remove(at);
        }
        less
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
