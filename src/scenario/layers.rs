//! Layers: a file, what it extends, the tables beside it, the overrides; read and merged in that order.
//!
//! Must not know what any key means, except `extends` and `tables`.

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Place, Sources};
use crate::scenario::schema::TABLES;
use crate::scenario::tree::{RawEntry, RawNode, RawTable, Value};
use crate::scenario::{Overrides, files, grid, merge, names, overrides, read_csv, read_toml, schema, workbook};

/// Files that may extend each other; more is a mistake, and would exhaust the stack.
const DEEPEST: usize = 16;

/// Reads all layers of a file; none if it cannot be read at all.
pub(super) fn read(
    path: &Path,
    options: &Overrides,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawTable> {
    let root = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut reader = LayerReader { root, options, sources, faults, chain: Vec::new() };
    let mut tree = reader.file(path, None)?;
    overrides::apply(&mut tree, options, sources, faults);
    names::resolve(&mut tree);
    Some(tree)
}

/// Reads a text that extends nothing.
pub(super) fn read_text(
    text: &str,
    options: &Overrides,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawTable> {
    let file = sources.add("scenario.toml", text);
    let mut tree = read_toml::read(text, file, faults);
    merge::check_ids(&tree, faults);
    merge::without_removals(&mut tree, faults);
    overrides::apply(&mut tree, options, sources, faults);
    names::resolve(&mut tree);
    Some(tree)
}

struct LayerReader<'a> {
    root: PathBuf,
    options: &'a Overrides,
    sources: &'a mut Sources,
    faults: &'a mut Vec<Diagnostic>,
    chain: Vec<PathBuf>,
}

impl LayerReader<'_> {
    /// Reads a file and everything below it.
    fn file(&mut self, path: &Path, named_at: Option<&Place>) -> Option<RawTable> {
        let real = files::real(path);
        if self.chain.contains(&real) {
            let fault = Diagnostic::error(Code::CYCLE, format!("{} extends itself", path.display()));
            self.faults.push(mark(fault, named_at, "this closes the circle").remedy("remove one `extends`"));
            return None;
        }
        if self.chain.len() >= DEEPEST {
            let fault = Diagnostic::error(Code::DEEP, format!("more than {DEEPEST} files extend each other"));
            self.faults.push(mark(fault, named_at, "this one is too much").remedy("join some of these files"));
            return None;
        }
        let text = self.text(path, named_at)?;
        let file = self.sources.add(path.display().to_string(), text.clone());
        let mut own = read_toml::read(&text, file, self.faults);
        let extends = own.remove("extends");
        let tables = own.remove("tables");
        let mut layer = tables.map(|t| self.tables(path, &t)).unwrap_or_default();
        merge::check_ids(&own, self.faults);
        merge::over(&mut layer, own, self.faults, false);
        let Some(extends) = extends else {
            merge::without_removals(&mut layer, self.faults);
            return Some(layer);
        };
        let Value::Text(name) = &extends.node.value else {
            let fault =
                Diagnostic::error(Code::TYPE, format!("`extends` is {}, not a path", extends.node.value.sort()));
            self.faults.push(fault.at(&extends.node.place, "here"));
            return Some(layer);
        };
        let base = self.allowed(path, name, &extends.node.place)?;
        self.chain.push(real);
        let below = self.file(&base, Some(&extends.node.place));
        self.chain.pop();
        let mut below = below?;
        merge::over(&mut below, layer, self.faults, true);
        Some(below)
    }

    /// Reads the CSV tables that a file names.
    fn tables(&mut self, path: &Path, entry: &RawEntry) -> RawTable {
        let mut layer = RawTable::default();
        let Value::Table(list) = &entry.node.value else {
            let fault = Diagnostic::error(Code::TYPE, "`tables` is a table of file names");
            self.faults.push(fault.at(&entry.node.place, "here"));
            return layer;
        };
        for e in &list.entries {
            let Value::Text(name) = &e.node.value else {
                let fault = Diagnostic::error(Code::TYPE, "a file name is expected");
                self.faults.push(fault.at(&e.node.place, "here"));
                continue;
            };
            if e.key == "workbook" {
                self.workbook(path, name, &e.node.place, &mut layer);
                continue;
            }
            let Some(keys) = schema::table(&e.key) else {
                let fault = Diagnostic::error(Code::UNKNOWN_KEY, format!("there is no table `{}`", e.key));
                let known = format!("one of {}, or `workbook` for a file with a sheet for each", TABLES.join(", "));
                self.faults.push(fault.at(&e.place, "here").remedy(known));
                continue;
            };
            let Some(csv) = self.allowed(path, name, &e.node.place) else { continue };
            let Some(text) = self.text(&csv, Some(&e.node.place)) else { continue };
            let file = self.sources.add(csv.display().to_string(), text.clone());
            let cells = read_csv::read(&text, file, self.faults);
            let rows = grid::rows(cells, keys, self.faults);
            self.add(&mut layer, &e.key, rows, &e.node.place);
        }
        layer
    }

    /// Reads the sheets of a workbook.
    fn workbook(&mut self, path: &Path, name: &str, place: &Place, layer: &mut RawTable) {
        let Some(file) = self.allowed(path, name, place) else { return };
        let shown = file.display().to_string();
        let bytes = match files::bytes(&file, files::SCENARIO) {
            Ok(bytes) => bytes,
            Err(e) => {
                self.faults.push(Diagnostic::error(e.code, e.message).at(place, "named here").remedy(e.remedy));
                return;
            }
        };
        for (table, cells) in workbook::read(bytes, &shown, place, self.sources, self.faults) {
            let rows = grid::rows(cells, schema::table(table).unwrap_or_default(), self.faults);
            self.add(layer, table, rows, place);
        }
    }

    /// Puts the rows of one table over those that the layer has of it.
    fn add(&mut self, layer: &mut RawTable, table: &str, mut rows: Vec<RawNode>, place: &Place) {
        names::give_ids(table, &mut rows);
        let node = RawNode { place: place.clone(), value: Value::List(rows) };
        let one = RawTable { entries: vec![RawEntry { key: table.to_owned(), place: place.clone(), node }] };
        merge::check_ids(&one, self.faults);
        merge::over(layer, one, self.faults, false);
    }

    /// The path that `from` means by `name`, if it may be read.
    fn allowed(&mut self, from: &Path, name: &str, place: &Place) -> Option<PathBuf> {
        let path = from.parent().unwrap_or_else(|| Path::new(".")).join(name);
        let inside = !Path::new(name).is_absolute() && files::within(&path, &self.root);
        if !inside && !self.options.allow_outside {
            let fault = Diagnostic::error(Code::OUTSIDE, format!("`{name}` is outside the scenario's folder"));
            self.faults.push(fault.at(place, "this path").remedy("move the file, or allow it with --allow-outside"));
            return None;
        }
        Some(path)
    }

    fn text(&mut self, path: &Path, named_at: Option<&Place>) -> Option<String> {
        match files::text(path, files::SCENARIO) {
            Ok(text) => Some(text),
            Err(e) => {
                let fault = Diagnostic::error(e.code, e.message).remedy(e.remedy);
                self.faults.push(mark(fault, named_at, "named here"));
                None
            }
        }
    }
}

fn mark(fault: Diagnostic, place: Option<&Place>, label: &str) -> Diagnostic {
    match place {
        Some(place) => fault.at(place, label),
        None => fault,
    }
}
