//! Values with their places, before anything is known of their meaning.

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::scenario::number::Habit;

/// A value where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawNode {
    pub place: Place,
    pub value: Value,
}

/// What a file can hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// A cell of a table, or an override that is no TOML: what its key holds says what it is.
    Cell(String, Habit),
    Number(f64),
    Flag(bool),
    Date(Date),
    List(Vec<RawNode>),
    Table(RawTable),
}

impl Value {
    /// In words, for messages.
    pub(super) const fn sort(&self) -> &'static str {
        match self {
            Self::Text(_) | Self::Cell(..) => "a text",
            Self::Number(_) => "a number",
            Self::Flag(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// As it is written; a list with its items, a table not at all.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(t) | Self::Cell(t, _) => t.clone(),
            Self::Number(n) => n.to_string(),
            Self::Flag(b) => b.to_string(),
            Self::Date(d) => d.to_string(),
            Self::List(l) => l.iter().map(|n| n.value.shown()).collect::<Vec<_>>().join(", "),
            Self::Table(_) => String::new(),
        }
    }
}

/// A key where it stands, and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawEntry {
    pub key: String,
    pub place: Place,
    pub node: RawNode,
}

/// Keys in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RawTable {
    pub entries: Vec<RawEntry>,
}

impl RawTable {
    pub(super) fn get(&self, key: &str) -> Option<&RawNode> {
        self.entries.iter().find(|e| e.key == key).map(|e| &e.node)
    }
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut RawNode> {
        self.entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.node)
    }
    pub(super) fn text(&self, key: &str) -> Option<(&str, &Place)> {
        match self.get(key) {
            Some(RawNode { place, value: Value::Text(t) }) => Some((t, place)),
            _ => None,
        }
    }
    pub(super) fn remove(&mut self, key: &str) -> Option<RawEntry> {
        let i = self.entries.iter().position(|e| e.key == key)?;
        Some(self.entries.remove(i))
    }
    pub(super) fn set(&mut self, entry: RawEntry) {
        self.remove(&entry.key);
        self.entries.push(entry);
    }
    /// Sets a key; one that is there keeps its position.
    pub(super) fn put(&mut self, entry: RawEntry) {
        match self.entries.iter_mut().find(|e| e.key == entry.key) {
            Some(found) => *found = entry,
            None => self.entries.push(entry),
        }
    }
}
