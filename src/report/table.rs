//! One neutral table, rendered by every format: typed cells, so that each format keeps dates dates and money money.
//!
//! Must not know which plan it shows, nor any format. Text from scenario files stays text: no format may read it as a formula
//! or markup.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::locale::word;
use crate::report::numbers::{self, count};
use crate::tolerance::SHOWN_HUNDREDTH;

/// A typed cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Persons, loads, lifts, weeks: shown whole.
    Count(f64),
    /// A number with decimals.
    Number(f64),
    /// Dollars.
    Usd(f64),
    /// A share of one, shown in percent.
    Share(f64),
    /// A day.
    Date(Date),
    /// Nothing.
    Blank,
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
    /// A day or nothing.
    pub fn day(date: Option<Date>) -> Self {
        date.map_or(Self::Blank, Self::Date)
    }
    /// Dollars or nothing.
    pub fn usd(usd: Option<f64>) -> Self {
        usd.map_or(Self::Blank, Self::Usd)
    }
    /// As people read it; the same rules in every format.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Count(n) => count(*n),
            Self::Number(n) if n.abs() >= 100.0 => count(*n),
            Self::Number(n) => numbers::fixed(if n.abs() < SHOWN_HUNDREDTH { 0.0 } else { *n }, 2),
            Self::Usd(usd) => numbers::dollars(*usd),
            Self::Share(share) => numbers::percent(*share, 2),
            Self::Date(date) => numbers::date(*date),
            Self::Blank => String::new(),
        }
    }
    /// Right-aligned.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Number(_) | Self::Usd(_) | Self::Share(_))
    }
    /// For machines: full precision.
    pub fn json(&self) -> Value {
        match self {
            Self::Text(words) => json!(words),
            Self::Count(v) | Self::Number(v) | Self::Usd(v) | Self::Share(v) => json!(v),
            Self::Date(date) => json!(date.to_string()),
            Self::Blank => Value::Null,
        }
    }
}

/// A table with a title.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of a file or sheet: `movements`.
    pub key: String,
    /// For people.
    pub title: String,
    /// Heads of columns.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    pub fn new(key: &str, title: &str, columns: &[&str]) -> Self {
        let columns = columns.iter().map(|c| (*c).to_owned()).collect();
        Self { key: key.into(), title: title.into(), columns, rows: Vec::new() }
    }
    /// The heads as people read them; `columns` are keys for machines.
    pub fn heads(&self) -> Vec<String> {
        let head = |c: &String| match c.strip_suffix("_usd") {
            Some(rest) => format!("{} ($)", word("head", &rest.replace('_', " "))),
            None => word("head", &c.replace('_', " ")),
        };
        self.columns.iter().map(head).collect()
    }
    /// Columns of numbers, which stand at the right.
    pub fn numeric(&self) -> Vec<bool> {
        (0..self.columns.len()).map(|i| self.rows.iter().any(|r| r.get(i).is_some_and(Cell::is_number))).collect()
    }
    /// Adds a row.
    pub fn push(&mut self, row: Vec<Cell>) {
        debug_assert_eq!(row.len(), self.columns.len(), "invariant: a row of {} has a cell per column", self.key);
        self.rows.push(row);
    }
    /// Without the columns in which no row has anything: for people, who would read them as a question.
    pub(crate) fn without_blanks(mut self) -> Self {
        let blank = |c: &Cell| matches!(c, Cell::Blank) || matches!(c, Cell::Text(words) if words.is_empty());
        let said: Vec<bool> =
            (0..self.columns.len()).map(|i| self.rows.iter().any(|r| r.get(i).is_some_and(|c| !blank(c)))).collect();
        let keep = |i: usize| self.rows.is_empty() || said.get(i).copied().unwrap_or(true);
        self.columns = self.columns.into_iter().enumerate().filter(|(i, _)| keep(*i)).map(|(_, c)| c).collect();
        let rows = std::mem::take(&mut self.rows);
        let kept = |row: Vec<Cell>| row.into_iter().zip(&said).filter(|(_, s)| **s).map(|(c, _)| c).collect();
        self.rows = rows.into_iter().map(kept).collect();
        self
    }
    /// Some of the columns, by their keys and in their order.
    pub(crate) fn only(&self, keys: &[&str]) -> Self {
        let kept = |i: &usize| keys.contains(&self.columns[*i].as_str());
        let at: Vec<usize> = (0..self.columns.len()).filter(kept).collect();
        let rows = self.rows.iter().map(|r| at.iter().filter_map(|i| r.get(*i).cloned()).collect()).collect();
        let columns = at.iter().map(|i| self.columns[*i].clone()).collect();
        Self { key: self.key.clone(), title: self.title.clone(), columns, rows }
    }
    /// A list of objects for machines: column heads are keys.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<Cell>| -> Value {
            self.columns.iter().zip(row).map(|(k, c)| (k.clone(), c.json())).collect::<serde_json::Map<_, _>>().into()
        };
        self.rows.iter().map(object).collect()
    }
}
