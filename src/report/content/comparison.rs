//! The tables of a comparison: one per question, entries as rows; closing dates and weekly impact with entries as columns.

use crate::locale::say;
use crate::plan::result::Plan;
use crate::report::content::confidence;
use crate::report::content::scarce::bottleneck;
use crate::report::content::weekly::{Weekly, weeks};
use crate::report::table::{Cell, Table};
use crate::study::compare::{Comparison, Entry};

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
    all.extend(confidence::table(c));
    all.extend([Weekly::Seats, Weekly::Jobs].map(|what| weekly(c, what)));
    all
}

pub(crate) fn plans(c: &Comparison) -> impl Iterator<Item = &Plan> {
    c.entries.iter().filter_map(|e| e.plan.as_ref())
}

fn filled(key: &str, title: &str, columns: &[&str], c: &Comparison, row: impl Fn(&Plan) -> Vec<Cell>) -> Table {
    let mut t = Table::new(key, title, &[&["scenario"], columns].concat());
    for e in &c.entries {
        let cells = e.plan.as_ref().map_or_else(|| vec![Cell::Text(say!("no plan")); 1], &row);
        let mut all = vec![Cell::text(&e.label)];
        all.extend(cells);
        all.resize(columns.len() + 1, Cell::Blank);
        t.push(all);
    }
    t
}

pub(crate) fn outcome(c: &Comparison) -> Table {
    let columns =
        ["people out", "people left", "finished", "money ends", "sites closed", "casualties", "gap", "bottleneck"];
    filled("outcome", &say!("Who gets out, by when"), &columns, c, |p| {
        let s = &p.summary;
        vec![
            Cell::Count(s.people_out),
            Cell::Count(s.people_left),
            s.finished_on.map_or_else(|| Cell::Text(say!("not ended")), Cell::Date),
            s.funded_until.map_or_else(|| Cell::Text(say!("lasts")), Cell::Date),
            Cell::Count(s.sites_closed.into()),
            Cell::Number(confidence::casualties(p)),
            p.solver.gap.map_or(Cell::Blank, Cell::Share),
            bottleneck(p).map_or(Cell::Blank, Cell::Text),
        ]
    })
}

pub(crate) fn cargo(c: &Comparison) -> Table {
    let columns = ["home", "transfer", "sell", "hand-over", "destroy", "abandon", "left", "value lost"];
    filled("cargo", &say!("What becomes of the loads"), &columns, c, |p| {
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

pub(crate) fn money(c: &Comparison) -> Table {
    let columns = ["budget", "spent", "shortfall", "proceeds", "spent + lost"];
    filled("money", &say!("What it costs (proceeds return to Member States)"), &columns, c, |p| {
        let s = &p.summary;
        vec![
            s.budget_usd.map_or_else(|| Cell::Text(say!("no limit")), Cell::Usd),
            Cell::Usd(s.cost_usd),
            s.shortfall_usd.map_or_else(
                || Cell::text(if s.shortfall_unknown { say!("not known") } else { say!("no money is enough") }),
                Cell::Usd,
            ),
            Cell::Usd(s.proceeds_usd),
            Cell::Usd(s.cost_usd + s.equipment_value_lost_usd),
        ]
    })
}

/// Each entry minus the base.
pub(crate) fn differences(c: &Comparison) -> Table {
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
    let mut t =
        Table::new("differences", &say!("Differences against {label} (plus: more than there)", label), &columns);
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
            Cell::Number(confidence::casualties(plan) - confidence::casualties(base)),
            Cell::Count(Weekly::Seats.total(plan) - Weekly::Seats.total(base)),
            Cell::Count(Weekly::Jobs.total(plan) - Weekly::Jobs.total(base)),
        ]);
    }
    t
}

/// Closing date of each site, entry by entry.
pub(crate) fn closings(c: &Comparison, entries: &[&Entry]) -> Table {
    let mut t = Table::new("closings", &say!("Closing date of each site"), &[]);
    t.columns = columns_of(entries, "site");
    let mut sites: Vec<(&str, &str)> = Vec::new();
    for s in plans(c).flat_map(|p| &p.sites) {
        if !sites.iter().any(|(id, _)| *id == s.id) {
            sites.push((&s.id, &s.name));
        }
    }
    for (id, name) in sites {
        let one = |e: &Entry| {
            let Some(plan) = &e.plan else { return Cell::Text(say!("no plan")) };
            match plan.sites.iter().find(|s| s.id == id) {
                None => Cell::Text(say!("not there")),
                Some(s) => s.closes_on.map_or_else(|| Cell::Text(say!("stays open")), Cell::Date),
            }
        };
        t.push(std::iter::once(Cell::text(name)).chain(entries.iter().map(|e| one(e))).collect());
    }
    t
}

fn columns_of(entries: &[&Entry], first: &str) -> Vec<String> {
    std::iter::once(first.to_owned()).chain(entries.iter().map(|e| e.label.clone())).collect()
}

/// What the country feels, in sums.
pub(crate) fn impact(c: &Comparison) -> Table {
    let columns = ["seats flown on air links", "local jobs at the start", "job-weeks in all"];
    filled("impact", &say!("What the country feels"), &columns, c, |p| {
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
    let mut t = Table::new(key, &title, &[]);
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
