//! Which file of `src` uses which: every `use` with its groups, every path that begins with `crate::`, `super::` or the name of
//! a module of one's own; what a module re-exports leads to the file that has it.
//!
//! Reads text, not types: enough for code that `cargo fmt` has written. Must not know which uses are allowed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A module's place: `["plan", "accounts"]` is src/plan/accounts.rs.
pub(crate) type Place = Vec<String>;

/// All files with what they use.
pub(crate) struct Sources {
    pub(crate) files: BTreeMap<Place, (PathBuf, String)>,
    exports: BTreeMap<(Place, String), Place>,
}

/// The code without its tests, comments and texts.
pub(crate) fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines =
        own.lines().map(|l| if l.trim_start().starts_with("//") { "" } else { l.split(" // ").next().unwrap_or("") });
    let mut out = String::new();
    for line in lines {
        // Texts are cut out by their quotes; what is odd in one line is even in the next.
        for (i, part) in line.split('"').enumerate() {
            if i % 2 == 0 {
                out.push_str(part);
            }
        }
        out.push('\n');
    }
    out
}

impl Sources {
    /// Reads a folder of sources.
    pub(crate) fn read(folder: &str) -> Self {
        let mut files = BTreeMap::new();
        walk(Path::new(folder), &mut |path| {
            let inner = path.strip_prefix(folder).expect("below the folder").with_extension("");
            let mut place: Place = inner.components().map(|c| c.as_os_str().to_string_lossy().into_owned()).collect();
            if place == ["lib"] {
                place.clear();
            }
            files.insert(place, (path.to_path_buf(), std::fs::read_to_string(path).expect("a source")));
        });
        Self::of(files)
    }

    /// The same of texts.
    pub(crate) fn of(files: BTreeMap<Place, (PathBuf, String)>) -> Self {
        let mut s = Self { files, exports: BTreeMap::new() };
        let mut exports = BTreeMap::new();
        for (place, (_, text)) in &s.files {
            for statement in code(text).split(';') {
                let statement = statement.trim_start_matches(|c: char| c.is_whitespace() || c == '}');
                let Some(tree) =
                    ["pub use ", "pub(crate) use ", "pub(super) use "].iter().find_map(|p| statement.strip_prefix(p))
                else {
                    continue;
                };
                for (path, name) in leaves(tree) {
                    if let Some(target) = s.start(place, &path) {
                        exports.insert((place.clone(), name), target);
                    }
                }
            }
        }
        s.exports = exports;
        s
    }

    /// The full path of one that begins with `crate`, `super`, `self` or a module of `place`; none for other crates.
    fn start(&self, place: &Place, path: &[String]) -> Option<Place> {
        let (first, rest) = path.split_first()?;
        let mut full: Place = match first.as_str() {
            "crate" => Vec::new(),
            "self" => place.clone(),
            "super" => place[..place.len().checked_sub(1)?].to_vec(),
            own => {
                let mut child = place.clone();
                child.push(own.to_owned());
                return self.files.contains_key(&child).then(|| [place.clone(), path.to_vec()].concat());
            }
        };
        for part in rest {
            if part == "super" {
                full.pop();
            } else {
                full.push(part.clone());
            }
        }
        Some(full)
    }

    /// The file that has what a full path names.
    fn file_of(&self, full: &[String]) -> Place {
        let mut here = Place::new();
        for (i, part) in full.iter().enumerate() {
            let mut child = here.clone();
            child.push(part.clone());
            if self.files.contains_key(&child) {
                here = child;
            } else if let Some(target) = self.exports.get(&(here.clone(), part.clone())) {
                return self.file_of(&[target.clone(), full[i + 1..].to_vec()].concat());
            } else {
                break;
            }
        }
        here
    }

    /// The files that a file uses.
    pub(crate) fn uses(&self, place: &Place) -> BTreeSet<Place> {
        let code = code(&self.files[place].1);
        let mut found = BTreeSet::new();
        for (at, statement) in pieces(&code) {
            let reexport = ["pub use ", "pub(crate) use ", "pub(super) use "].iter().any(|p| statement.starts_with(p));
            for (path, name) in leaves(&code[at..]) {
                let Some(full) = self.start(place, &path) else { continue };
                // What is only handed on is no use of it.
                let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
                if reexport && words.filter(|w| *w == name).count() < 2 {
                    continue;
                }
                found.insert(self.file_of(&full));
            }
        }
        found.remove(place);
        found
    }
}

/// Where paths begin that may lead to another file, with the start of their statement.
fn pieces(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let word = |c: char| c.is_alphanumeric() || c == '_';
    for (at, c) in code.char_indices() {
        if word(c) && !word(before) && before != ':' && before != '.' {
            let name: String = code[at..].chars().take_while(|c| word(*c)).collect();
            if code[at + name.len()..].starts_with("::") {
                let from = code[..at].rfind([';', '}']).map_or(0, |i| i + 1);
                found.push((at, code[from..at].trim_start()));
            }
        }
        before = c;
    }
    found
}

/// The paths of a use tree with the name that each gets here.
fn leaves(text: &str) -> Vec<(Vec<String>, String)> {
    let mut list = Vec::new();
    tree(text, &mut Vec::new(), &mut list);
    list
}

/// Reads one tree; returns what follows it.
fn tree<'t>(text: &'t str, path: &mut Vec<String>, out: &mut Vec<(Vec<String>, String)>) -> &'t str {
    let depth = path.len();
    let mut rest = text.trim_start();
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            let mut inner = group;
            loop {
                inner = tree(inner, path, out).trim_start();
                match inner.strip_prefix(',') {
                    Some(more) if !more.trim_start().starts_with('}') => inner = more,
                    Some(more) => inner = more.trim_start(),
                    None => break,
                }
                if inner.starts_with('}') {
                    break;
                }
            }
            path.truncate(depth);
            return inner.strip_prefix('}').unwrap_or(inner);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*').unwrap_or(rest.len());
        if end == 0 {
            path.truncate(depth);
            return rest;
        }
        path.push(rest[..end].to_owned());
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(more) => rest = more,
            None => break,
        }
    }
    let renamed = rest.trim_start().strip_prefix("as ").map(str::trim_start);
    let mut name = path.last().cloned().unwrap_or_default();
    if let Some(r) = renamed {
        let end = r.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(r.len());
        (name, rest) = (r[..end].to_owned(), &r[end..]);
    }
    let mut full = path.clone();
    if full.last().is_some_and(|l| l == "self" || l == "*") && full.len() > 1 {
        full.pop();
    }
    out.push((full, name));
    path.truncate(depth);
    rest
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, each);
        } else if path.extension().is_some_and(|e| e == "rs") {
            each(&path);
        }
    }
}

/// Modules of one folder that use each other in a circle, each with all that is below it. A module's file and what is below it are
/// one: what they share does not count.
pub(crate) fn circles(uses: &BTreeMap<Place, BTreeSet<Place>>) -> BTreeSet<BTreeSet<String>> {
    let mut levels: BTreeMap<Place, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (from, list) in uses {
        for to in list {
            let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
            if common < from.len() && common < to.len() {
                let level = levels.entry(from[..common].to_vec()).or_default();
                level.entry(from[common].clone()).or_default().insert(to[common].clone());
            }
        }
    }
    let mut found = BTreeSet::new();
    for (folder, graph) in &levels {
        let reach = |start: &String| {
            let (mut seen, mut queue) = (BTreeSet::new(), vec![start]);
            while let Some(next) = queue.pop() {
                queue.extend(graph.get(next).into_iter().flatten().filter(|n| seen.insert((*n).clone())));
            }
            seen
        };
        let reached: BTreeMap<&String, BTreeSet<String>> = graph.keys().map(|k| (k, reach(k))).collect();
        for (module, list) in reached.iter().filter(|(m, list)| list.contains(**m)) {
            let circle = list.iter().filter(|n| reached.get(n).is_some_and(|back| back.contains(*module)));
            found.insert(circle.map(|n| [folder.as_slice(), std::slice::from_ref(n)].concat().join("/")).collect());
        }
    }
    found
}
