//! A new plan against the old one.

use std::fmt::Write as _;

use crate::report::numbers::{count, dollars};
use crate::report::table::{Cell, Table};
use crate::report::text;
use crate::study::replan::Replan;

/// The new plan's summary, what moved, what was realised.
pub fn text(r: &Replan) -> String {
    let mut out = text::summary(&r.plan);
    let share = |reported: f64, planned: f64| {
        if planned < 1.0 {
            "nothing was planned".to_owned()
        } else {
            format!("{:.0} % of the plan", reported / planned * 100.0)
        }
    };
    let done = &r.realised;
    let _ = writeln!(
        out,
        "\nRealised until the report: {} of {} people ({}), {} of {} loads ({}).",
        count(done.people_reported),
        count(done.people_planned),
        share(done.people_reported, done.people_planned),
        count(done.loads_reported),
        count(done.loads_planned),
        share(done.loads_reported, done.loads_planned)
    );
    let _ = writeln!(out, "Staying near the old plan costs {}.\n", dollars(r.stability_usd.max(0.0)));
    out + &shifts(r).text()
}

/// Closings in both plans.
pub fn shifts(r: &Replan) -> Table {
    let mut t = Table::new("shifts", "Closings, old plan and new", &["site", "old plan", "new plan", "days later"]);
    for s in &r.shifts {
        let later = s.was.zip(s.is).and_then(|(a, b)| a.until(b).ok()).map(|d| f64::from(d.get_days()));
        let is = if s.closed {
            Cell::text("closed already")
        } else {
            s.is.map_or_else(|| Cell::text("stays open"), Cell::Date)
        };
        t.push(vec![
            Cell::text(&s.site),
            s.was.map_or_else(|| Cell::text("stays open"), Cell::Date),
            is,
            later.map_or(Cell::Blank, Cell::Count),
        ]);
    }
    t
}
