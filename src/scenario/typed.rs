//! From values to typed rows: every key known, every figure of its type and unit, within its range; labels registered.
//!
//! Reports all faults of a row and goes on; what is faulty is left out of the row.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::scenario::figures::{Figure, QUALITIES};
use crate::scenario::schema::{Holds, Key};
use crate::scenario::tree::{Node, Table, Value};
use crate::scenario::units;

/// Largest usable numbers.
const MOST_COUNT: f64 = 1e9;
const MOST: f64 = 1e15;

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
}

/// Reads the top table.
pub(super) fn read(
    table: &Table,
    keys: &'static [Key],
    path: &str,
    faults: &mut Vec<Diagnostic>,
    figures: &mut Vec<Figure>,
) -> Row {
    let place = table.entries.first().map_or(Place { file: 0, span: 0..0 }, |e| e.place.clone());
    Reader { faults, figures, source: None, quality: None }.table(table, &place, keys, path)
}

struct Reader<'a> {
    faults: &'a mut Vec<Diagnostic>,
    figures: &'a mut Vec<Figure>,
    /// Labels of the enclosing row.
    source: Option<String>,
    quality: Option<String>,
}

impl Reader<'_> {
    fn fault(&mut self, code: Code, message: String, place: &Place, label: &str, remedy: &str) {
        let fault = Diagnostic::error(code, message).at(place, label);
        self.faults.push(if remedy.is_empty() { fault } else { fault.remedy(remedy) });
    }

    fn table(&mut self, table: &Table, place: &Place, keys: &'static [Key], path: &str) -> Row {
        let outer = (self.source.clone(), self.quality.clone());
        if let Some(label) = self.label(table, "source") {
            self.source = Some(label);
        }
        if let Some(label) = self.label(table, "quality") {
            self.quality = Some(label);
        }
        let mut fields = BTreeMap::new();
        for e in table.entries.iter().filter(|e| !matches!(e.key.as_str(), "source" | "quality")) {
            let Some(key) = keys.iter().find(|k| k.name == e.key) else {
                let near = nearest(&e.key, keys.iter().map(|k| k.name));
                let remedy = near.map_or_else(
                    || format!("known here: {}", keys.iter().map(|k| k.name).collect::<Vec<_>>().join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                self.fault(Code::UNKNOWN_KEY, format!("`{}` is not a key here", e.key), &e.place, "not known", &remedy);
                continue;
            };
            let here = if path.is_empty() { e.key.clone() } else { format!("{path}.{}", e.key) };
            if let Some(datum) = self.value(&e.node, key.holds, &here) {
                fields.insert(key.name, (datum, e.node.place.clone()));
            }
        }
        // A row without an id is reported where rows are merged by it.
        for key in keys.iter().filter(|k| k.required && k.name != "id" && table.get(k.name).is_none()) {
            let what = if path.is_empty() { "the scenario".to_owned() } else { format!("`{path}`") };
            let (code, remedy) = if key.name == "format" {
                (Code::FORMAT, "add format = 1 at the top".to_owned())
            } else {
                (Code::MISSING, format!("{}: {}", key.name, key.doc))
            };
            self.fault(code, format!("{what} has no `{}`", key.name), place, "here", &remedy);
        }
        (self.source, self.quality) = outer;
        Row { place: place.clone(), fields }
    }

    fn label(&mut self, table: &Table, which: &str) -> Option<String> {
        let node = table.get(which)?;
        let Value::Text(text) = &node.value else {
            self.fault(Code::TYPE, format!("`{which}` is a text"), &node.place, node.value.sort(), "");
            return None;
        };
        if which == "quality" && !QUALITIES.contains(&text.as_str()) {
            let remedy = format!("one of {}", QUALITIES.join(", "));
            self.fault(Code::WORD, format!("`{text}` is not a quality"), &node.place, "here", &remedy);
        }
        Some(text.clone())
    }

    fn value(&mut self, node: &Node, holds: Holds, path: &str) -> Option<Datum> {
        match holds {
            Holds::Row(keys) => {
                let Value::Table(t) = &node.value else { return self.wrong(node, "a table") };
                return Some(Datum::Row(self.table(t, &node.place, keys, path)));
            }
            Holds::Rows(keys) => return self.rows(node, keys, path),
            Holds::Free => return None,
            _ => {}
        }
        let (node, source, quality) = self.unlabelled(node)?;
        let datum = self.bare(&node, holds)?;
        if matches!(datum, Datum::Number(_) | Datum::Date(_) | Datum::Position(..) | Datum::Range(..))
            && path != "format"
        {
            let quality = quality.or_else(|| self.quality.clone()).unwrap_or_else(|| "unlabelled".into());
            let source = source.or_else(|| self.source.clone());
            self.figures.push(Figure { path: path.to_owned(), value: shown(&node.value), source, quality });
        }
        Some(datum)
    }

    /// The value of a labelled figure, or the value itself.
    fn unlabelled(&mut self, node: &Node) -> Option<(Node, Option<String>, Option<String>)> {
        let Value::Table(t) = &node.value else { return Some((node.clone(), None, None)) };
        let (source, quality) = (self.label(t, "source"), self.label(t, "quality"));
        for e in t.entries.iter().filter(|e| !matches!(e.key.as_str(), "value" | "source" | "quality")) {
            let message = format!("`{}` is not a key of a figure", e.key);
            self.fault(Code::UNKNOWN_KEY, message, &e.place, "not known", "a figure has value, source and quality");
        }
        let Some(value) = t.get("value") else {
            self.fault(Code::TYPE, "a figure needs a value".into(), &node.place, "no `value` here", "");
            return None;
        };
        Some((value.clone(), source, quality))
    }

    fn rows(&mut self, node: &Node, keys: &'static [Key], path: &str) -> Option<Datum> {
        let Value::List(list) = &node.value else { return self.wrong(node, "a list of tables") };
        let mut rows = Vec::new();
        for (i, row) in list.iter().enumerate() {
            let Value::Table(t) = &row.value else {
                self.wrong(row, "a table");
                continue;
            };
            let name = t.text("id").map_or_else(|| (i + 1).to_string(), |(id, _)| id.to_owned());
            rows.push(self.table(t, &row.place, keys, &format!("{path}.{name}")));
        }
        Some(Datum::Rows(rows))
    }

    fn wrong(&mut self, node: &Node, expected: &str) -> Option<Datum> {
        let message = format!("{expected} is expected, this is {}", node.value.sort());
        self.fault(Code::TYPE, message, &node.place, "here", &format!("write {expected} here, or remove the key"));
        None
    }

    fn bare(&mut self, node: &Node, holds: Holds) -> Option<Datum> {
        match (holds, &node.value) {
            (Holds::Text, Value::Text(t)) => Some(Datum::Text(t.clone())),
            (Holds::Text, Value::Number(n)) => Some(Datum::Text(n.to_string())),
            (Holds::Words(words), Value::Text(t)) => {
                if words.contains(&t.as_str()) {
                    return Some(Datum::Text(t.clone()));
                }
                let near = nearest(t, words.iter().copied()).map(|n| format!("did you mean `{n}`? "));
                let remedy = format!("{}one of {}", near.unwrap_or_default(), words.join(", "));
                self.fault(Code::WORD, format!("`{t}` is not one of the words allowed"), &node.place, "here", &remedy);
                None
            }
            (Holds::Text | Holds::Words(_), _) => self.wrong(node, "a text"),
            (Holds::Flag, Value::Flag(b)) => Some(Datum::Flag(*b)),
            (Holds::Flag, _) => self.wrong(node, "true or false"),
            (Holds::Date, _) => self.date(node),
            (Holds::Position, _) => self.position(node),
            (Holds::Range, _) => self.range(node),
            (Holds::Texts, _) => self.texts(node),
            (_, Value::Number(n)) => self.number(*n, holds, &node.place),
            (_, Value::Text(t)) => {
                let parsed = match holds {
                    Holds::Money => units::money(t),
                    Holds::Km => units::km(t),
                    Holds::Days => units::days(t),
                    _ => return self.wrong(node, "a number"),
                };
                if let Some(n) = parsed {
                    return self.number(n, holds, &node.place);
                }
                let remedy = "money \"191M\", distance \"350 km\", duration \"7 days\"";
                self.fault(Code::UNIT, format!("`{t}` is not understood"), &node.place, "here", remedy);
                None
            }
            _ => self.wrong(node, "a number"),
        }
    }

    fn number(&mut self, n: f64, holds: Holds, place: &Place) -> Option<Datum> {
        let most = if matches!(holds, Holds::Count) { MOST_COUNT } else { MOST };
        if !n.is_finite() || n.abs() > most {
            let message = if n.is_finite() {
                format!("{n:e} is more than {most:e}")
            } else {
                format!("{n} is not a number to plan with")
            };
            self.fault(Code::NOT_FINITE, message, place, "here", "leave a limit out to mean `unlimited`");
            return None;
        }
        if n < 0.0 {
            self.fault(Code::NEGATIVE, format!("{n} is negative"), place, "here", "zero or more is expected");
            return None;
        }
        let (low, high) = match holds {
            Holds::Share => (0.0, 1.0),
            Holds::Positive => (f64::MIN_POSITIVE, most),
            _ => (0.0, most),
        };
        if n < low || n > high {
            let message =
                if high > 1.0 { format!("{n} must be more than zero") } else { format!("{n} is not between 0 and 1") };
            self.fault(Code::RANGE, message, place, "here", "");
            return None;
        }
        Some(Datum::Number(n))
    }

    fn date(&mut self, node: &Node) -> Option<Datum> {
        match &node.value {
            Value::Date(d) => Some(Datum::Date(*d)),
            Value::Text(t) => {
                if let Ok(d) = t.parse() {
                    return Some(Datum::Date(d));
                }
                self.fault(Code::DATE, format!("`{t}` is not a date"), &node.place, "here", "write it like 2023-07-01");
                None
            }
            _ => self.wrong(node, "a date"),
        }
    }

    fn position(&mut self, node: &Node) -> Option<Datum> {
        let text;
        let parts: Vec<f64> = match &node.value {
            Value::List(list) => {
                list.iter().filter_map(|n| if let Value::Number(x) = n.value { Some(x) } else { None }).collect()
            }
            Value::Text(t) => {
                text = t.replace(['[', ']', ';'], " ").replace(',', " ");
                text.split_whitespace().filter_map(|w| w.parse().ok()).collect()
            }
            _ => Vec::new(),
        };
        let [lat, lon] = parts[..] else { return self.wrong(node, "[latitude, longitude]") };
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            let remedy = "latitude first: [16.27, -0.05]";
            self.fault(Code::RANGE, format!("[{lat}, {lon}] is not on Earth"), &node.place, "here", remedy);
            return None;
        }
        Some(Datum::Position(lat, lon))
    }

    fn range(&mut self, node: &Node) -> Option<Datum> {
        let Value::List(list) = &node.value else { return self.wrong(node, "[least, most]") };
        let [low, high] = &list[..] else { return self.wrong(node, "[least, most]") };
        let mut number = |n: &Node| match n.value {
            Value::Number(x) => self.number(x, Holds::Number, &n.place),
            _ => self.wrong(n, "a number"),
        };
        match (number(low), number(high)) {
            (Some(Datum::Number(a)), Some(Datum::Number(b))) => Some(Datum::Range(a, b)),
            _ => None,
        }
    }

    fn texts(&mut self, node: &Node) -> Option<Datum> {
        match &node.value {
            Value::List(list) => {
                let mut texts = Vec::new();
                for n in list {
                    if let Value::Text(t) = &n.value {
                        texts.push((t.clone(), n.place.clone()));
                    } else {
                        self.wrong(n, "a text");
                    }
                }
                Some(Datum::Texts(texts))
            }
            // A CSV cell: words with blanks between them.
            Value::Text(t) => {
                let words = t.split([' ', ';', ',']).filter(|w| !w.is_empty());
                Some(Datum::Texts(words.map(|w| (w.to_owned(), node.place.clone())).collect()))
            }
            _ => self.wrong(node, "a list of texts"),
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Text(t) => t.clone(),
        Value::Number(n) => n.to_string(),
        Value::Flag(b) => b.to_string(),
        Value::Date(d) => d.to_string(),
        Value::List(l) => l.iter().map(|n| shown(&n.value)).collect::<Vec<_>>().join(", "),
        Value::Table(_) => String::new(),
    }
}

/// A name is one line: with breaks in it, it could pass for a line of the report that shows it.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
