//! The house rules as tests: who may import whom, who may name which crate, how large a file may be.

use std::path::{Path, PathBuf};

/// Layers from the lowest: a module imports from layers below its own, or from itself.
const LAYERS: [&[&str]; 11] = [
    &["units", "id", "diagnostic"],
    &["mission", "program"],
    &["scenario", "expand", "solve", "plan", "vocabulary"],
    &["formulation"],
    &["audit", "dispatch"],
    &["optimise"],
    &["simulate"],
    &["hedge", "study"],
    &["report"],
    &["cli"],
    &["main", "lib"],
];

/// Crates and words that only some modules may name.
const ONLY: [(&str, &[&str]); 12] = [
    ("toml::", &["scenario"]),
    ("csv::", &["scenario", "report"]),
    ("highs_sys", &["solve"]),
    ("good_lp", &["solve"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("std::process", &["cli", "main"]),
    ("std::env", &["cli"]),
    ("unsafe {", &["solve"]),
    ("fs::write", &["cli"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source");
                out.push((path, text));
            }
        }
    }
    let mut list = Vec::new();
    walk(Path::new("src"), &mut list);
    list.sort();
    list
}

/// `audit` of `src/audit/money.rs`.
fn module(path: &Path) -> String {
    let first = path.components().nth(1).expect("below src").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|l| l.contains(&module)).unwrap_or_else(|| panic!("{module} is in no layer"))
}

/// The code without its tests and comments.
fn code(text: &str) -> String {
    let own = text.split("#[cfg(test)]").next().unwrap_or_default();
    own.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| l.to_owned() + "\n").collect()
}

#[test]
fn a_module_imports_only_from_layers_below() {
    let known: Vec<&str> = LAYERS.iter().flat_map(|l| l.iter().copied()).collect();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        let code = code(&text);
        for (at, _) in code.match_indices("crate::") {
            let name: String = code[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            // `use crate::{program, report};`
            let names: Vec<&str> = if name.is_empty() {
                let group = code[at + 7..].trim_start_matches('{').split('}').next().unwrap_or_default();
                group.split(',').map(|n| n.trim().split("::").next().unwrap_or_default()).collect()
            } else {
                vec![&name]
            };
            for name in names.into_iter().filter(|n| known.contains(n) && *n != own) {
                if layer(name) >= layer(&own) {
                    faults.push(format!("{} imports {name}", path.display()));
                }
            }
        }
    }
    faults.dedup();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn crates_and_side_effects_stay_where_they_belong() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let (own, code) = (module(&path), code(&text));
        for (word, allowed) in ONLY {
            if !allowed.contains(&own.as_str()) && code.contains(word) {
                faults.push(format!("{} has {word}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_open_with_what_they_are_for_and_are_small() {
    let mut lengths = Vec::new();
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
        let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
        lengths.push(lines);
        assert!(!code(&text).contains(".unwrap()"), "{} unwraps", path.display());
    }
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] <= 150, "half of the files have more than {} lines", lengths[lengths.len() / 2]);
}

/// Nothing in the code may know a mission, nor the machine that it was written on.
#[test]
fn the_code_knows_no_mission() {
    for (path, text) in sources() {
        for word in ["Gao", "Kidal", "Bamako", "MINUSMA", "Timbuktu"] {
            let names = code(&text).contains(&format!("\"{word}"))
                || code(&text).to_lowercase().contains(&format!("\"{}\"", word.to_lowercase()));
            assert!(!names, "{} knows {word}", path.display());
        }
    }
}

/// `autotests` is off: a file that tests/all.rs does not name would never run.
#[test]
fn every_test_file_is_part_of_the_program() {
    let list = std::fs::read_to_string("tests/all.rs").expect("the list");
    let files = std::fs::read_dir("tests").expect("the folder").flatten().map(|e| e.path());
    let names = files.filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let names = names.filter_map(|p| p.file_stem().map(|s| s.to_string_lossy().into_owned())).filter(|n| n != "all");
    let missing: Vec<_> = names.filter(|n| !list.lines().any(|l| l == format!("mod {n};"))).collect();
    assert!(missing.is_empty(), "tests/all.rs lacks {missing:?}");
}
