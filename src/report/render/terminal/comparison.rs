//! A comparison on a terminal: what can be read aloud first, then tables as wide as fits.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::content::comparison::{cargo, closings, differences, impact, money, outcome, plans};
use crate::report::content::narrative::narrative;
use crate::report::content::weekly::{Weekly, weeks};
use crate::report::content::{confidence, label};
use crate::report::numbers::count;
use crate::study::compare::{Comparison, Entry};
use crate::tolerance::SHOWN;

/// Entries side by side that still fit a terminal.
const ABREAST: usize = 5;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// What can be read aloud first, then the tables as they fit a terminal.
pub fn text(c: &Comparison) -> String {
    let told = label::comparison(c);
    let c = told.as_ref().unwrap_or(c);
    let mut out = String::new();
    for paragraph in narrative(c) {
        let _ = writeln!(out, "{paragraph}\n");
    }
    let sure = confidence::table(c);
    for table in [outcome(c), cargo(c), money(c), differences(c)].iter().chain(&sure).filter(|t| !t.rows.is_empty()) {
        let _ = writeln!(out, "{}", table.text());
    }
    let planned: Vec<&Entry> = c.entries.iter().filter(|e| e.plan.is_some()).collect();
    for abreast in planned.chunks(ABREAST) {
        let _ = writeln!(out, "{}", closings(c, abreast).text());
    }
    if plans(c).any(|p| Weekly::Seats.total(p) + Weekly::Jobs.total(p) >= SHOWN) {
        let _ = writeln!(out, "{}", impact(c).text());
    }
    for what in [Weekly::Seats, Weekly::Jobs] {
        out.push_str(&small_charts(c, what));
    }
    out
}

/// The same as one line of blocks per entry; nothing if it is zero throughout.
fn small_charts(c: &Comparison, what: Weekly) -> String {
    let plans = || c.entries.iter().filter_map(|e| e.plan.as_ref().map(|p| (&e.label, p)));
    let top = plans().flat_map(|(_, p)| (0..=weeks(p)).map(|t| what.at(p, t))).fold(0.0, f64::max);
    if top < SHOWN {
        return String::new();
    }
    let width = plans().map(|(l, _)| l.chars().count()).max().unwrap_or(0);
    let mut out = format!("{}\n", say!("{} (a full block is {})", what.words().1, count(top)));
    for (label, p) in plans() {
        let bar: String =
            (0..=weeks(p)).map(|t| BLOCKS[((what.at(p, t) / top * 8.0).ceil() as usize).min(8)]).collect();
        let _ = writeln!(out, " {label:<width$} |{bar}| {}", say!("week 0 to {}", weeks(p)));
    }
    out.push('\n');
    out
}
