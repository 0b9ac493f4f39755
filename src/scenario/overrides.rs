//! Overrides of the command line: `--set`, `--budget`, `--months` as one more layer, each a source of its own.

use crate::diagnostic::{Code, Diagnostic, Place, Sources};
use crate::scenario::number::Habit;
use crate::scenario::tree::{RawNode, RawTable, Value};
use crate::scenario::{Overrides, merge, read_toml};

/// Applies them in order.
pub(super) fn apply(tree: &mut RawTable, options: &Overrides, sources: &mut Sources, faults: &mut Vec<Diagnostic>) {
    let mut list: Vec<(&str, String)> = options.set.iter().map(|s| ("--set", s.clone())).collect();
    list.extend(options.budget.iter().map(|b| ("--budget", format!("budget.total={b}"))));
    list.extend(options.months.iter().map(|m| ("--months", format!("calendar.months={m}"))));
    for (name, text) in list {
        let file = sources.add(name, text.clone());
        let place = Place { file, span: 0..text.len() };
        if let Err(fault) = one(tree, &text, &place) {
            faults.push(fault);
        }
    }
}

fn one(tree: &mut RawTable, text: &str, place: &Place) -> Result<(), Diagnostic> {
    let Some((path, value)) = text.split_once('=') else {
        let fault =
            Diagnostic::error(Code::OVERRIDE, "an override has the form key.path=value").at(place, "no `=` here");
        return Err(fault.remedy("for example --set sites.gao.guard=300"));
    };
    let Some(keys) = keys(path) else {
        let fault = Diagnostic::error(Code::OVERRIDE, "a quote in the path is not closed").at(place, "here");
        return Err(fault.remedy("an id with a point is written in quotes: sites.\"camp.1\".guard=300"));
    };
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let value = value_of(keys.last().copied().unwrap_or_default(), value.trim(), place);
    merge::assign(tree, &keys, RawNode { place: place.clone(), value }, place)
}

/// The keys of a path; a part in quotes, or with `\.`, may have points. None if a quote is left open.
fn keys(path: &str) -> Option<Vec<String>> {
    let (mut keys, mut key) = (Vec::new(), String::new());
    let mut quote = None;
    let mut chars = path.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '\\') if chars.peek() == Some(&'.') => {
                key.push('.');
                chars.next();
            }
            (None, '.') => keys.push(std::mem::take(&mut key).trim().to_owned()),
            (_, c) => key.push(c),
        }
    }
    keys.push(key.trim().to_owned());
    quote.is_none().then_some(keys)
}

/// A value in TOML if it reads as such, else as the cell of a table would be.
fn value_of(key: &str, text: &str, place: &Place) -> Value {
    let mut faults = Vec::new();
    let table = read_toml::read(&format!("v = {text}"), place.file, &mut faults);
    match table.get("v") {
        Some(node) if faults.is_empty() && table.entries.len() == 1 => {
            let mut node = node.clone();
            relocate(&mut node, place);
            node.value
        }
        _ if matches!(key, "id" | "name" | "source" | "quality") => Value::Text(text.into()),
        _ => Value::Cell(text.into(), Habit::File),
    }
}

/// Everything in an override stands where the override stands.
fn relocate(node: &mut RawNode, place: &Place) {
    node.place = place.clone();
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|n| relocate(n, place)),
        Value::Table(table) => {
            for e in &mut table.entries {
                e.place = place.clone();
                relocate(&mut e.node, place);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn ids_with_points_have_spellings() {
        let three = Some(vec!["sites".to_owned(), "camp.1".to_owned(), "guard".to_owned()]);
        for path in
            ["sites.\"camp.1\".guard", "sites.'camp.1'.guard", "sites.camp\\.1.guard", " sites . \"camp.1\" . guard "]
        {
            assert_eq!(keys(path), three, "{path}");
        }
        assert_eq!(keys("sites.\"camp.1.guard"), None);
        assert_eq!(keys(""), Some(vec![String::new()]));
    }
}
