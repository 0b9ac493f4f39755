//! The tables of a comparison: one per question, entries as rows; closing dates and weekly impact with entries as columns.

use std::fmt::Write as _;

use crate::plan::result::Plan;
use crate::report::content::narrative::{bottleneck, narrative};
use crate::report::numbers::count;
use crate::report::table::{Cell, Table};
use crate::study::compare::{Comparison, Entry};

/// Entries side by side that still fit a terminal.
const ABREAST: usize = 5;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// One table per question.
pub fn tables(c: &Comparison) -> Vec<Table> {
    let mut all = vec![
        outcome(c),
        cargo(c),
        money(c),
        differences(c),
        closings(c, &c.entries.iter().collect::<Vec<_>>()),
        impact(c),
    ];
    all.extend([Weekly::Seats, Weekly::Jobs].map(|what| weekly(c, what)));
    all
}

/// What can be read aloud first, then the tables as they fit a terminal.
pub fn text(c: &Comparison) -> String {
    let mut out = String::new();
    for paragraph in narrative(c) {
        let _ = writeln!(out, "{paragraph}\n");
    }
    for table in [outcome(c), cargo(c), money(c), differences(c)].iter().filter(|t| !t.rows.is_empty()) {
        let _ = writeln!(out, "{}", table.text());
    }
    let planned: Vec<&Entry> = c.entries.iter().filter(|e| e.plan.is_some()).collect();
    for abreast in planned.chunks(ABREAST) {
        let _ = writeln!(out, "{}", closings(c, abreast).text());
    }
    if plans(c).any(|p| Weekly::Seats.total(p) + Weekly::Jobs.total(p) >= 0.5) {
        let _ = writeln!(out, "{}", impact(c).text());
    }
    for what in [Weekly::Seats, Weekly::Jobs] {
        out.push_str(&small_charts(c, what));
    }
    out
}

fn plans(c: &Comparison) -> impl Iterator<Item = &Plan> {
    c.entries.iter().filter_map(|e| e.plan.as_ref())
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
            s.finished_on.map_or_else(|| Cell::text("not ended"), Cell::Date),
            s.funded_until.map_or_else(|| Cell::text("lasts"), Cell::Date),
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
    let columns = ["budget", "spent", "shortfall", "proceeds", "spent + lost"];
    filled("money", "What it costs (proceeds return to Member States)", &columns, c, |p| {
        let s = &p.summary;
        vec![
            s.budget_usd.map_or_else(|| Cell::text("no limit"), Cell::Usd),
            Cell::Usd(s.cost_usd),
            s.shortfall_usd.map_or_else(|| Cell::text("no money is enough"), Cell::Usd),
            Cell::Usd(s.proceeds_usd),
            Cell::Usd(s.cost_usd + s.equipment_value_lost_usd),
        ]
    })
}

/// Each entry minus the base.
fn differences(c: &Comparison) -> Table {
    let columns = [
        "scenario",
        "people out",
        "loads home",
        "value lost",
        "spent",
        "sites closed",
        "days later",
        "casualties",
        "seats flown",
        "job-weeks",
    ];
    let label = c.entries.get(c.base).map_or("", |e| e.label.as_str());
    let mut t = Table::new("differences", &format!("Differences against {label} (plus: more than there)"), &columns);
    let Some(base) = c.base_plan() else { return t };
    for e in c.others() {
        let Some(plan) = &e.plan else { continue };
        let (a, b) = (&base.summary, &plan.summary);
        let days = a.finished_on.zip(b.finished_on).and_then(|(a, b)| a.until(b).ok());
        t.push(vec![
            Cell::text(&e.label),
            Cell::Count(b.people_out - a.people_out),
            Cell::Count(b.cargo_out - a.cargo_out),
            Cell::Usd(b.equipment_value_lost_usd - a.equipment_value_lost_usd),
            Cell::Usd(b.cost_usd - a.cost_usd),
            Cell::Count(f64::from(b.sites_closed) - f64::from(a.sites_closed)),
            days.map_or(Cell::Blank, |d| Cell::Count(f64::from(d.get_days()))),
            Cell::Number(b.expected_casualties - a.expected_casualties),
            Cell::Count(Weekly::Seats.total(plan) - Weekly::Seats.total(base)),
            Cell::Count(Weekly::Jobs.total(plan) - Weekly::Jobs.total(base)),
        ]);
    }
    t
}

/// Closing date of each site, entry by entry.
fn closings(c: &Comparison, entries: &[&Entry]) -> Table {
    let mut t = Table::new("closings", "Closing date of each site", &[]);
    t.columns = columns_of(entries, "site");
    let mut sites: Vec<(&str, &str)> = Vec::new();
    for s in plans(c).flat_map(|p| &p.sites) {
        if !sites.iter().any(|(id, _)| *id == s.id) {
            sites.push((&s.id, &s.name));
        }
    }
    for (id, name) in sites {
        let one = |e: &Entry| {
            let Some(plan) = &e.plan else { return Cell::text("no plan") };
            match plan.sites.iter().find(|s| s.id == id) {
                None => Cell::text("not there"),
                Some(s) => s.closes_on.map_or_else(|| Cell::text("stays open"), Cell::Date),
            }
        };
        t.push(std::iter::once(Cell::text(name)).chain(entries.iter().map(|e| one(e))).collect());
    }
    t
}

fn columns_of(entries: &[&Entry], first: &str) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(entries.iter().map(|e| e.label.clone())).collect()
}

/// A measure of what the country feels, summed over the sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weekly {
    /// Seats on the air links.
    Seats,
    /// National staff employed.
    Jobs,
}

impl Weekly {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Seats => ("air_link_seats", "Air-link seats by week"),
            Self::Jobs => ("local_jobs", "Local jobs by week"),
        }
    }

    fn at(self, p: &Plan, week: u32) -> f64 {
        let here = p.impact.iter().filter(|i| i.period == week);
        here.map(|i| if self == Self::Jobs { i.local_jobs } else { i.air_link_seats }).fold(0.0, |a, b| a + b)
    }

    /// Over all weeks of the plan.
    pub(crate) fn total(self, p: &Plan) -> f64 {
        (1..=weeks(p)).map(|t| self.at(p, t)).fold(0.0, |a, b| a + b)
    }
}

fn weeks(p: &Plan) -> u32 {
    p.impact.iter().map(|i| i.period).max().unwrap_or(0)
}

/// What the country feels, in sums.
fn impact(c: &Comparison) -> Table {
    let columns = ["seats flown on air links", "local jobs at the start", "job-weeks in all"];
    filled("impact", "What the country feels", &columns, c, |p| {
        vec![
            Cell::Count(Weekly::Seats.total(p)),
            Cell::Count(Weekly::Jobs.at(p, 0)),
            Cell::Count(Weekly::Jobs.total(p)),
        ]
    })
}

/// A measure of impact summed over the sites, week by week.
fn weekly(c: &Comparison, what: Weekly) -> Table {
    let (key, title) = what.words();
    let mut t = Table::new(key, title, &[]);
    t.columns = columns_of(&c.entries.iter().collect::<Vec<_>>(), "week");
    let last = plans(c).map(weeks).max().unwrap_or(0);
    for week in 0..=last {
        let one = |e: &Entry| {
            e.plan.as_ref().filter(|p| week <= weeks(p)).map_or(Cell::Blank, |p| Cell::Count(what.at(p, week)))
        };
        t.push(std::iter::once(Cell::Count(week.into())).chain(c.entries.iter().map(one)).collect());
    }
    t
}

/// The same as one line of blocks per entry; nothing if it is zero throughout.
fn small_charts(c: &Comparison, what: Weekly) -> String {
    let plans = || c.entries.iter().filter_map(|e| e.plan.as_ref().map(|p| (&e.label, p)));
    let top = plans().flat_map(|(_, p)| (0..=weeks(p)).map(|t| what.at(p, t))).fold(0.0, f64::max);
    if top < 0.5 {
        return String::new();
    }
    let width = plans().map(|(l, _)| l.chars().count()).max().unwrap_or(0);
    let mut out = format!("{} (a full block is {})\n", what.words().1, count(top));
    for (label, p) in plans() {
        let bar: String =
            (0..=weeks(p)).map(|t| BLOCKS[((what.at(p, t) / top * 8.0).ceil() as usize).min(8)]).collect();
        let _ = writeln!(out, " {label:<width$} |{bar}| week 0 to {}", weeks(p));
    }
    out.push('\n');
    out
}
