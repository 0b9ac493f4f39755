//! Layers: a file, what it extends, the tables beside it, the overrides; read and merged in that order.
//!
//! Must not know what any key means, except `extends` and `tables`.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Place, Sources};
use crate::scenario::tree::{Entry, Node, Table, Value};
use crate::scenario::{Options, merge, read_csv, read_toml};

/// Bytes that a file may have.
const LIMIT: u64 = 20_000_000;
/// Tables that may live in CSV files.
const TABLES: [&str; 7] = ["kinds", "sites", "exits", "fleets", "routes", "units", "air_links"];

/// Reads all layers of a file; none if it cannot be read at all.
pub(super) fn read(
    path: &Path,
    options: &Options,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let root = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let mut reader = Reader { root, options, sources, faults, chain: Vec::new() };
    let mut tree = reader.file(path, None)?;
    overrides(&mut tree, options, sources, faults);
    Some(tree)
}

/// Reads a text that extends nothing.
pub(super) fn read_text(
    text: &str,
    options: &Options,
    sources: &mut Sources,
    faults: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let file = sources.add("scenario.toml", text);
    let mut tree = read_toml::read(text, file, faults);
    merge::check_ids(&tree, faults);
    merge::without_removals(&mut tree, faults);
    overrides(&mut tree, options, sources, faults);
    Some(tree)
}

struct Reader<'a> {
    root: PathBuf,
    options: &'a Options,
    sources: &'a mut Sources,
    faults: &'a mut Vec<Diagnostic>,
    chain: Vec<PathBuf>,
}

impl Reader<'_> {
    /// Reads a file and everything below it.
    fn file(&mut self, path: &Path, named_at: Option<&Place>) -> Option<Table> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        if self.chain.contains(&real) {
            let fault = Diagnostic::error(Code::CYCLE, format!("{} extends itself", path.display()));
            self.faults.push(mark(fault, named_at, "this closes the circle").remedy("remove one `extends`"));
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
    fn tables(&mut self, path: &Path, entry: &Entry) -> Table {
        let mut layer = Table::default();
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
            if !TABLES.contains(&e.key.as_str()) {
                let fault = Diagnostic::error(Code::UNKNOWN_KEY, format!("there is no table `{}`", e.key));
                self.faults.push(fault.at(&e.place, "here").remedy(format!("one of {}", TABLES.join(", "))));
                continue;
            }
            let Some(csv) = self.allowed(path, name, &e.node.place) else { continue };
            let Some(text) = self.text(&csv, Some(&e.node.place)) else { continue };
            let file = self.sources.add(csv.display().to_string(), text.clone());
            let rows = read_csv::read(&text, file, self.faults);
            let node = Node { place: e.node.place.clone(), value: Value::List(rows) };
            layer.set(Entry { key: e.key.clone(), place: e.place.clone(), node });
        }
        merge::check_ids(&layer, self.faults);
        layer
    }

    /// The path that `from` means by `name`, if it may be read.
    fn allowed(&mut self, from: &Path, name: &str, place: &Place) -> Option<PathBuf> {
        let path = from.parent().unwrap_or_else(|| Path::new(".")).join(name);
        let escapes = Path::new(name).is_absolute() || {
            let real = fs::canonicalize(&path).unwrap_or_else(|_| flat(&path));
            let root = fs::canonicalize(if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root });
            root.map_or(true, |root| !real.starts_with(&root) && fs::canonicalize(&path).is_ok())
                || (fs::canonicalize(&path).is_err() && Path::new(name).components().any(|c| c == Component::ParentDir))
        };
        if escapes && !self.options.allow_outside {
            let fault = Diagnostic::error(Code::OUTSIDE, format!("`{name}` is outside the scenario's folder"));
            self.faults.push(fault.at(place, "this path").remedy("move the file, or allow it with --allow-outside"));
            return None;
        }
        Some(path)
    }

    fn text(&mut self, path: &Path, named_at: Option<&Place>) -> Option<String> {
        let shown = path.display();
        let fault = match fs::metadata(path) {
            Err(e) => Diagnostic::error(Code::UNREADABLE, format!("cannot read {shown}: {}", plain(&e)))
                .remedy("check the path; it is relative to the file that names it"),
            Ok(m) if m.is_dir() => Diagnostic::error(Code::UNREADABLE, format!("{shown} is a folder, not a file"))
                .remedy("name the scenario file in it"),
            Ok(m) if m.len() > LIMIT => {
                let message = format!("{shown} has {} MB; scenario files have at most 20 MB", m.len() / 1_000_000);
                Diagnostic::error(Code::TOO_LARGE, message).remedy("check that the path names a scenario")
            }
            Ok(_) => match fs::read(path) {
                Err(e) => Diagnostic::error(Code::UNREADABLE, format!("cannot read {shown}: {}", plain(&e))),
                Ok(bytes) => match String::from_utf8(bytes) {
                    Ok(text) => return Some(text),
                    Err(e) => {
                        let at = e.utf8_error().valid_up_to();
                        let line = e.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
                        Diagnostic::error(Code::NOT_UTF8, format!("{shown} is not UTF-8 text (line {line})"))
                            .remedy("save the file as UTF-8")
                    }
                },
            },
        };
        self.faults.push(mark(fault, named_at, "named here"));
        None
    }
}

fn mark(fault: Diagnostic, place: Option<&Place>, label: &str) -> Diagnostic {
    match place {
        Some(place) => fault.at(place, label),
        None => fault,
    }
}

/// The system's words without its error number.
fn plain(e: &std::io::Error) -> String {
    let text = e.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// A path without `..`, for files that do not exist.
fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for c in path.components() {
        if c == Component::ParentDir {
            out.pop();
        } else {
            out.push(c);
        }
    }
    out
}

/// Applies `--set`, `--budget` and `--months`; each is a source of its own.
fn overrides(tree: &mut Table, options: &Options, sources: &mut Sources, faults: &mut Vec<Diagnostic>) {
    let mut list: Vec<(String, String)> = options.set.iter().map(|s| ("--set".to_owned(), s.clone())).collect();
    if let Some(b) = &options.budget {
        list.push(("--budget".into(), format!("budget.total={b}")));
    }
    if let Some(m) = options.months {
        list.push(("--months".into(), format!("calendar.months={m}")));
    }
    for (name, text) in list {
        let file = sources.add(name, text.clone());
        let place = Place { file, span: 0..text.len() };
        let Some((path, value)) = text.split_once('=') else {
            let fault = Diagnostic::error(Code::OVERRIDE, "an override has the form key.path=value");
            faults.push(fault.at(&place, "no `=` here"));
            continue;
        };
        let keys: Vec<&str> = path.split('.').map(str::trim).collect();
        let value = override_value(keys.last().copied().unwrap_or_default(), value.trim());
        if let Err(fault) = merge::assign(tree, &keys, Node { place: place.clone(), value }, &place) {
            faults.push(fault);
        }
    }
}

/// A value in TOML if it reads as such, else as a CSV cell would be.
fn override_value(key: &str, text: &str) -> Value {
    let mut faults = Vec::new();
    let wrapped = format!("v = {text}");
    let table = read_toml::read(&wrapped, 0, &mut faults);
    match table.get("v") {
        Some(node) if faults.is_empty() && table.entries.len() == 1 => node.value.clone(),
        _ => read_csv::cell_value(key, text),
    }
}
