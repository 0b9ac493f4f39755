//! What a simulation says, as an answer.

use std::fmt::Write as _;

use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::simulate::Replication;
use crate::simulate::summary::{Summary, day};

/// The answer, percentiles, closing dates, what failed first.
pub fn text(m: &Mission, plan: &Plan, s: &Summary) -> String {
    let percent = |(p, low, high): (f64, f64, f64)| {
        format!("{:.0} % (95 % interval {:.0} to {:.0} %)", p * 100.0, low * 100.0, high * 100.0)
    };
    let mut out = format!("{}: {} worlds\n\n", plan.scenario.title, count(s.runs as f64));
    let _ = writeln!(
        out,
        "Everybody is out by {} in {} of the worlds.",
        date(plan.summary.deadline),
        percent(s.out_by_deadline)
    );
    if let Some(within) = s.within_budget {
        let _ = writeln!(out, "It ends within the budget in {}.", percent(within));
    }
    let planned = plan.summary.finished_on.map_or_else(|| "never".into(), date);
    let _ = writeln!(
        out,
        "Planned to end {planned}; half of the worlds have ended by {}, 80 % by {}, 95 % by {}.\n",
        date(day(m, s.finish.p50)),
        date(day(m, s.finish.p80)),
        date(day(m, s.finish.p95))
    );
    for t in tables(m, s) {
        let _ = writeln!(out, "{}", t.text());
    }
    if s.first_failures.is_empty() {
        let _ = writeln!(out, "Nothing was ever late for want of a route or site.");
    }
    out
}

/// Percentiles, closing dates, first failures.
pub fn tables(m: &Mission, s: &Summary) -> Vec<Table> {
    let mut measures = Table::new("risk", "Spread over the worlds", &["measure", "mean", "P5", "P50", "P80", "P95"]);
    for (name, v) in [("cost", &s.cost_usd), ("equipment lost", &s.value_lost_usd)] {
        let cells = [v.mean, v.p5, v.p50, v.p80, v.p95].map(|x| Cell::text(money(x)));
        measures.push(std::iter::once(Cell::text(name)).chain(cells).collect());
    }
    for (name, v) in [("people left at the deadline", &s.people_left), ("wounded and killed", &s.casualties)] {
        let cells = [v.mean, v.p5, v.p50, v.p80, v.p95].map(Cell::Number);
        measures.push(std::iter::once(Cell::text(name)).chain(cells).collect());
    }
    let mut closings = Table::new("risk_closings", "Closing dates", &["site", "planned", "P50", "P80", "P95"]);
    for (site, planned, v) in &s.closings {
        closings.push(vec![
            Cell::text(site),
            planned.map_or(Cell::Blank, |p| Cell::Date(day(m, p.into()))),
            Cell::Date(day(m, v.p50)),
            Cell::Date(day(m, v.p80)),
            Cell::Date(day(m, v.p95)),
        ]);
    }
    let mut failures = Table::new("risk_failures", "What made something late first", &["what", "worlds", "share"]);
    for (what, n) in s.first_failures.iter().take(10) {
        failures.push(vec![Cell::text(what), Cell::Count(*n as f64), Cell::Share(*n as f64 / s.runs as f64)]);
    }
    if failures.rows.is_empty() { vec![measures, closings] } else { vec![measures, closings, failures] }
}

/// Every replication.
pub fn replications(list: &[Replication]) -> Table {
    let columns = [
        "number",
        "finished_week",
        "people_left_at_deadline",
        "cost_usd",
        "value_lost_usd",
        "casualties",
        "attacks",
        "first_failure",
    ];
    let mut t = Table::new("replications", "Replications", &columns);
    for r in list {
        t.push(vec![
            Cell::Count(r.number as f64),
            r.finished.map_or(Cell::Blank, |f| Cell::Count(f.into())),
            Cell::Number(r.people_left_at_deadline),
            Cell::Usd(r.cost_usd),
            Cell::Usd(r.value_lost_usd),
            Cell::Number(r.casualties),
            Cell::Number(r.attacks),
            Cell::text(r.first_failure.clone().unwrap_or_default()),
        ]);
    }
    t
}
