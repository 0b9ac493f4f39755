//! Names that a file format allows, each once.
//!
//! Must not know what the names mean.

use std::collections::BTreeSet;

/// Names as `token` writes them, each once and none of those reserved: `a-b` and `a_b` may become `a_b` and `a_b_2`.
pub(super) fn unique(
    names: impl Iterator<Item = impl AsRef<str>>,
    reserved: &[&str],
    token: fn(&str) -> String,
) -> Vec<String> {
    let mut used: BTreeSet<String> = reserved.iter().map(|n| (*n).to_owned()).collect();
    let mut list = Vec::new();
    for name in names {
        let clean = token(name.as_ref());
        let mut free = clean.clone();
        let mut n = 1;
        while !used.insert(free.clone()) {
            n += 1;
            free = format!("{clean}_{n}");
        }
        list.push(free);
    }
    list
}

/// The name of a program as a line of text: it is a stranger's, and the file may be shown on a terminal.
pub(super) fn title(name: &str) -> String {
    let turns = |c| matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect()
}
