//! The tables of a comparison: one per question, entries as rows; closing dates and weekly impact with entries as columns.

use std::fmt::Write as _;

use crate::plan::result::Plan;
use crate::report::narrative::{bottleneck, narrative};
use crate::report::table::{Cell, Table};
use crate::study::compare::{Comparison, Entry};

/// One table per question.
pub fn tables(c: &Comparison) -> Vec<Table> {
    vec![outcome(c), cargo(c), money(c), closings(c), weekly(c, "air_link_seats"), weekly(c, "local_jobs")]
}

/// The tables that fit a terminal, and the narrative.
pub fn text(c: &Comparison) -> String {
    let mut out = String::new();
    for table in [outcome(c), cargo(c), money(c), closings(c)] {
        let _ = writeln!(out, "{}", table.text());
    }
    for sentence in narrative(c) {
        let _ = writeln!(out, "{sentence}");
    }
    for (label, why) in c.entries.iter().filter_map(|e| e.failed.as_ref().map(|why| (&e.label, why))) {
        let _ = writeln!(out, "{label} has no plan: {why}");
    }
    out
}

fn filled(key: &str, title: &str, columns: &[&str], c: &Comparison, row: impl Fn(&Plan) -> Vec<Cell>) -> Table {
    let mut t = Table::new(key, title, &[&["scenario"], columns].concat());
    for e in &c.entries {
        let cells = e.plan.as_ref().map_or_else(|| vec![Cell::text("no plan"); 1], &row);
        let mut all = vec![Cell::text(&e.label)];
        all.extend(cells);
        all.resize(columns.len() + 1, Cell::Blank);
        t.push(all);
    }
    t
}

fn outcome(c: &Comparison) -> Table {
    let columns =
        ["people out", "people left", "finished", "money ends", "sites closed", "casualties", "gap", "bottleneck"];
    filled("outcome", "Who gets out, by when", &columns, c, |p| {
        let s = &p.summary;
        vec![
            Cell::Count(s.people_out),
            Cell::Count(s.people_left),
            Cell::day(s.finished_on),
            Cell::day(s.funded_until),
            Cell::Count(s.sites_closed.into()),
            Cell::Number(s.expected_casualties),
            p.solver.gap.map_or(Cell::Blank, Cell::Share),
            bottleneck(p).map_or(Cell::Blank, Cell::Text),
        ]
    })
}

fn cargo(c: &Comparison) -> Table {
    let columns = ["home", "transfer", "sell", "hand-over", "destroy", "abandon", "left", "value lost"];
    filled("cargo", "What becomes of the loads", &columns, c, |p| {
        let s = &p.summary;
        let by = |m: &str| Cell::Count(s.cargo_disposed.get(m).copied().unwrap_or(0.0));
        vec![
            Cell::Count(s.cargo_out),
            by("transfer"),
            by("sell"),
            by("hand-over"),
            by("destroy"),
            by("abandon"),
            Cell::Count(s.cargo_left),
            Cell::Usd(s.equipment_value_lost_usd),
        ]
    })
}

fn money(c: &Comparison) -> Table {
    let columns = ["budget", "spent", "shortfall", "proceeds", "spent + lost", "against base"];
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    let base = c.base_plan().map(economic);
    filled("money", "What it costs", &columns, c, |p| {
        let s = &p.summary;
        vec![
            Cell::usd(s.budget_usd),
            Cell::Usd(s.cost_usd),
            s.shortfall_usd.map_or_else(|| Cell::text("no money is enough"), Cell::Usd),
            Cell::Usd(s.proceeds_usd),
            Cell::Usd(economic(p)),
            Cell::usd(base.map(|b| economic(p) - b)),
        ]
    })
}

fn columns_of(c: &Comparison, first: &str) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(c.entries.iter().map(|e| e.label.clone())).collect()
}

/// Closing week of each site, entry by entry.
fn closings(c: &Comparison) -> Table {
    let mut t = Table::new("closings", "Closing week of each site (blank: stays open)", &[]);
    t.columns = columns_of(c, "site");
    let Some(any) = c.entries.iter().find_map(|e| e.plan.as_ref()) else { return t };
    for site in &any.sites {
        let one = |e: &Entry| {
            let found = e.plan.as_ref().and_then(|p| p.sites.iter().find(|s| s.id == site.id));
            found.and_then(|s| s.closes_period).map_or(Cell::Blank, |w| Cell::Count(w.into()))
        };
        t.push(std::iter::once(Cell::text(&site.name)).chain(c.entries.iter().map(one)).collect());
    }
    t
}

/// A measure of impact summed over the sites, week by week.
fn weekly(c: &Comparison, key: &str) -> Table {
    let title = if key == "local_jobs" { "Local jobs by week" } else { "Air-link seats by week" };
    let mut t = Table::new(key, title, &[]);
    t.columns = columns_of(c, "week");
    let plans = || c.entries.iter().filter_map(|e| e.plan.as_ref());
    let weeks = plans().flat_map(|p| p.impact.iter().map(|i| i.period)).max().unwrap_or(0);
    for week in 0..=weeks {
        let sum = |p: &Plan| -> f64 {
            let here = p.impact.iter().filter(|i| i.period == week);
            here.map(|i| if key == "local_jobs" { i.local_jobs } else { i.air_link_seats }).fold(0.0, |a, b| a + b)
        };
        let one = |e: &Entry| e.plan.as_ref().map_or(Cell::Blank, |p| Cell::Count(sum(p)));
        t.push(std::iter::once(Cell::Count(week.into())).chain(c.entries.iter().map(one)).collect());
    }
    t
}
