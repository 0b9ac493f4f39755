//! A simulation on a terminal: the answer of each case in words, then tables.

use std::fmt::Write as _;

use crate::report::content::risk::{RiskContent, answer, compared};
use crate::report::content::worlds::tables;
use crate::report::numbers::count;

/// The answer in words, then tables.
pub fn text(r: &RiskContent) -> String {
    let mut out = String::new();
    for a in &r.cases {
        let heading = if r.cases.len() > 1 {
            format!("{} ({})", a.subject.title, a.subject.label)
        } else {
            a.subject.title.clone()
        };
        let _ = writeln!(out, "{heading}: {} worlds, seed {}\n", count(a.summary.worlds as f64), r.seed);
        out.push_str(&answer(a));
        out.push('\n');
    }
    for p in &r.differences {
        out.push_str(&compared(p));
        out.push('\n');
    }
    for t in tables(r) {
        let _ = writeln!(out, "{}", t.text());
    }
    out
}
