//! A simulation on a terminal: the answer of each case in words, then tables.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::content::label::title;
use crate::report::content::risk::{RiskContent, answer, compared};
use crate::report::content::worlds::tables;
use crate::report::numbers::count;

/// The answer in words, then tables.
pub fn text(r: &RiskContent) -> String {
    let mut out = String::new();
    for a in &r.cases {
        let heading = if r.cases.len() > 1 {
            format!("{} ({})", title(&a.subject.title), a.subject.label)
        } else {
            title(&a.subject.title)
        };
        let _ = writeln!(
            out,
            "{}\n",
            say!("{heading}: {} worlds, seed {}", heading, count(a.summary.worlds as f64), r.seed)
        );
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
