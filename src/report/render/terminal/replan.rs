//! A new plan on a terminal: its summary, then what differs from the old one.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::content::replan::{later, realised, stability, tables};
use crate::report::render::terminal::plan::summary;
use crate::study::replan::Replan;

/// The new plan's summary, what was realised, what changes.
pub fn text(r: &Replan) -> String {
    let mut out = summary(&r.plan);
    if let Some(note) = later(r) {
        let _ = writeln!(out, "{}", say!("Note: {note}", note));
    }
    out.push_str(&realised(&r.realised));
    out.push_str(&stability(r));
    for table in tables(r) {
        let _ = write!(out, "\n{}", table.text());
    }
    out
}
