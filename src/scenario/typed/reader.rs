//! Tables of values to rows of the schema's keys, with the label of every figure.
//!
//! A label speaks of figures of its own file only: a figure that another file or an override changed is not in that source.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::scenario::figures::{Figure, QUALITIES};
use crate::scenario::key::{Holds, Key};
use crate::scenario::tree::{RawNode, RawTable, Value};
use crate::scenario::typed::{Datum, Row, value};

/// Reads the top table.
pub(in crate::scenario) fn read(
    table: &RawTable,
    keys: &'static [Key],
    path: &str,
    faults: &mut Vec<Diagnostic>,
    figures: &mut Vec<Figure>,
) -> Row {
    let place = table.entries.first().map_or(Place { file: 0, span: 0..0 }, |e| e.place.clone());
    Reader { faults, figures, labels: Vec::new() }.table(table, &place, keys, path)
}

/// `source` or `quality` of a table and what is in it.
struct Label {
    which: &'static str,
    file: usize,
    text: String,
}

struct Reader<'a> {
    faults: &'a mut Vec<Diagnostic>,
    figures: &'a mut Vec<Figure>,
    /// Labels of the enclosing tables, the innermost last.
    labels: Vec<Label>,
}

impl Reader<'_> {
    fn table(&mut self, table: &RawTable, place: &Place, keys: &'static [Key], path: &str) -> Row {
        let outer = self.labels.len();
        for which in ["source", "quality"] {
            let nodes: Vec<&RawNode> = table.entries.iter().filter(|e| e.key == which).map(|e| &e.node).collect();
            for node in nodes {
                if let Some(text) = self.label(node, which) {
                    self.labels.push(Label { which, file: node.place.file, text });
                }
            }
        }
        let mut fields = BTreeMap::new();
        for e in table.entries.iter().filter(|e| !matches!(e.key.as_str(), "source" | "quality")) {
            let Some(key) = keys.iter().find(|k| k.name == e.key) else {
                let near = nearest(&e.key, keys.iter().map(|k| k.name));
                let remedy = near.map_or_else(
                    || format!("known here: {}", keys.iter().map(|k| k.name).collect::<Vec<_>>().join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                let fault = Diagnostic::error(Code::UNKNOWN_KEY, format!("`{}` is not a key here", e.key));
                self.faults.push(fault.at(&e.place, "not known").remedy(remedy));
                continue;
            };
            let here = if path.is_empty() { e.key.clone() } else { format!("{path}.{}", e.key) };
            if let Some(datum) = self.value(&e.node, key.holds, &here) {
                fields.insert(key.name, (datum, e.node.place.clone()));
            }
        }
        self.missing(table, place, keys, path);
        self.labels.truncate(outer);
        Row { place: place.clone(), keys, fields }
    }

    /// Required keys that are not there. A row without an id is reported where rows are merged by it.
    fn missing(&mut self, table: &RawTable, place: &Place, keys: &'static [Key], path: &str) {
        for key in keys.iter().filter(|k| k.required && k.name != "id" && table.get(k.name).is_none()) {
            let what = if path.is_empty() { "the scenario".to_owned() } else { format!("`{path}`") };
            let (code, remedy) = if key.name == "format" {
                (Code::FORMAT, "add format = 1 at the top".to_owned())
            } else {
                (Code::MISSING, format!("give `{}`: {}", key.name, key.doc))
            };
            let part = path.split('.').next().unwrap_or_default();
            let fault = Diagnostic::error(code, format!("{what} has no `{}`", key.name)).at(place, "here");
            self.faults.push(fault.remedy(remedy).group(format!("{part} without {}", key.name)));
        }
    }

    /// The text of a label.
    fn label(&mut self, node: &RawNode, which: &str) -> Option<String> {
        let Value::Text(text) = &node.value else {
            let fault = Diagnostic::error(Code::TYPE, format!("`{which}` is a text"));
            self.faults.push(fault.at(&node.place, node.value.sort()).remedy("write it in quotes"));
            return None;
        };
        if which == "quality" && !QUALITIES.contains(&text.as_str()) {
            let fault = Diagnostic::error(Code::WORD, format!("`{text}` is not a quality"));
            self.faults.push(fault.at(&node.place, "here").remedy(format!("one of {}", QUALITIES.join(", "))));
        }
        Some(text.clone())
    }

    fn value(&mut self, node: &RawNode, holds: Holds, path: &str) -> Option<Datum> {
        match holds {
            Holds::Row(keys) => {
                let Value::Table(t) = &node.value else { return value::wrong(self.faults, node, "a table") };
                return Some(Datum::Row(self.table(t, &node.place, keys, path)));
            }
            Holds::Rows(keys) => return self.rows(node, keys, path),
            Holds::Free => return None,
            _ => {}
        }
        let (bare, own) = self.unlabelled(node)?;
        let datum = value::read(self.faults, bare, holds)?;
        if matches!(datum, Datum::Number(_) | Datum::Date(_) | Datum::Position(..) | Datum::Range(..))
            && path != "format"
        {
            let file = bare.place.file;
            let label = |which: &str, own: Option<String>| {
                let around = self.labels.iter().rev().find(|l| l.which == which && l.file == file);
                own.or_else(|| around.map(|l| l.text.clone()))
            };
            let [source, quality] = own;
            let (source, quality) = (label("source", source), label("quality", quality));
            let quality = quality.unwrap_or_else(|| "unlabelled".into());
            self.figures.push(Figure { path: path.to_owned(), value: bare.value.shown(), source, quality });
        }
        Some(datum)
    }

    /// The value of a labelled figure with its source and quality, or the value itself.
    fn unlabelled<'n>(&mut self, node: &'n RawNode) -> Option<(&'n RawNode, [Option<String>; 2])> {
        let Value::Table(t) = &node.value else { return Some((node, [None, None])) };
        for e in t.entries.iter().filter(|e| !matches!(e.key.as_str(), "value" | "source" | "quality")) {
            let message = format!("`{}` is not a key of a figure", e.key);
            let fault = Diagnostic::error(Code::UNKNOWN_KEY, message).at(&e.place, "not known");
            self.faults.push(fault.remedy("a figure has value, source and quality"));
        }
        let Some(value) = t.get("value") else {
            let fault = Diagnostic::error(Code::TYPE, "a figure needs a value").at(&node.place, "no `value` here");
            self.faults.push(fault.remedy("write { value = …, source = \"…\" }, or the bare value"));
            return None;
        };
        // A label that is older than the value, which an override changed, is of what stood there before.
        let own = |r: &mut Self, which: &str| {
            let label = t.get(which).and_then(|n| r.label(n, which).map(|text| (n.place.file, text)));
            label.filter(|(file, _)| *file >= value.place.file).map(|(_, text)| text)
        };
        Some((value, [own(self, "source"), own(self, "quality")]))
    }

    fn rows(&mut self, node: &RawNode, keys: &'static [Key], path: &str) -> Option<Datum> {
        let Value::List(list) = &node.value else { return value::wrong(self.faults, node, "a list of tables") };
        let mut rows = Vec::new();
        for (i, row) in list.iter().enumerate() {
            let Value::Table(t) = &row.value else {
                value::wrong(self.faults, row, "a table");
                continue;
            };
            let name = t.text("id").map_or_else(|| (i + 1).to_string(), |(id, _)| id.to_owned());
            rows.push(self.table(t, &row.place, keys, &format!("{path}.{name}")));
        }
        Some(Datum::Rows(rows))
    }
}
