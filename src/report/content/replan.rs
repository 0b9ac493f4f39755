//! A new plan against the old one: what was realised, what changes.

use std::collections::BTreeMap;

use crate::locale::{retold, say};
use crate::report::numbers::{count, date, dollars, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::study::replan::{Realised, Replan};
use crate::vocabulary::named;

/// What was realised of the old plan, in words.
pub(crate) fn realised(done: &Realised) -> String {
    let share = |reported: f64, planned: f64| {
        if planned < 1.0 { say!("nothing was planned") } else { percent(reported / planned, 0) }
    };
    format!(
        "\n{}\n",
        say!(
            "Of what the old plan had moved by {}: {} of {} people have left the sites ({}), {} of {} loads ({}).\n{} of {} closings are done; {} of the {} foreseen is spent ({}).",
            date(done.planned_by),
            count(done.people_reported),
            count(done.people_planned),
            share(done.people_reported, done.people_planned),
            count(done.loads_reported),
            count(done.loads_planned),
            share(done.loads_reported, done.loads_planned),
            done.closed_reported,
            done.closed_planned,
            money(done.spent_reported_usd),
            money(done.spent_planned_usd),
            share(done.spent_reported_usd, done.spent_planned_usd)
        )
    )
}

/// How far the closings move, in words.
pub(crate) fn stability(r: &Replan) -> String {
    if r.weeks_moved == 0 {
        return format!("{}\n", say!("Its closings are those of the old plan."));
    }
    if r.weeks_moved < r.weeks_moved_without {
        return format!(
            "{}\n",
            say!(
                "Staying near the old plan costs {}: its closings move by {} weeks in all instead of {}.",
                dollars(r.stability_usd),
                r.weeks_moved,
                r.weeks_moved_without
            )
        );
    }
    format!(
        "{}\n",
        say!(
            "Its closings move by {} weeks in all; no plan nearer to the old one was found within {} % of the cost in the time.",
            r.weeks_moved,
            fixed(r.stability * 100.0, 1)
        )
    )
}

/// Closings, figures from the report on, where it stands, for people.
pub fn tables(r: &Replan) -> Vec<Table> {
    // The new plan knows the names.
    listed(r, &r.plan.sites.iter().map(|s| (s.id.clone(), s.name.clone())).collect())
}

/// The same for programs, which know sites by their ids.
pub fn records(r: &Replan) -> Vec<Table> {
    listed(r, &BTreeMap::new())
}

fn listed(r: &Replan, names: &BTreeMap<String, String>) -> Vec<Table> {
    vec![shifts(r, names), differences(r), standing(r, names)]
}

/// That whole weeks end after the old deadline, if they do.
pub(crate) fn later(r: &Replan) -> Option<String> {
    (r.plan.summary.deadline > r.old_deadline).then(|| {
        say!(
            "weeks are whole; the last one ends on {}, after the old deadline of {}.",
            date(r.plan.summary.deadline),
            date(r.old_deadline)
        )
    })
}

/// Closings in both plans.
fn shifts(r: &Replan, names: &BTreeMap<String, String>) -> Table {
    let mut t =
        Table::new("shifts", &say!("Closings, old plan and new"), &["site", "old plan", "new plan", "days later"]);
    for s in &r.shifts {
        let later = s.was.zip(s.is).and_then(|(a, b)| a.until(b).ok()).map(|d| f64::from(d.get_days()));
        let is = if s.closed {
            Cell::Text(say!("closed already"))
        } else {
            s.is.map_or_else(|| Cell::Text(say!("stays open")), Cell::Date)
        };
        t.push(vec![
            Cell::text(named(names, &s.site)),
            s.was.map_or_else(|| Cell::Text(say!("stays open")), Cell::Date),
            is,
            later.map_or(Cell::Blank, Cell::Count),
        ]);
    }
    t
}

/// Figures from the report on.
fn differences(r: &Replan) -> Table {
    let columns = ["from the report on", "old plan", "new plan", "difference"];
    let mut t =
        Table::new("differences", &say!("What the new plan does from the report on, against the old one"), &columns);
    for d in &r.differences {
        let cell = |v: f64| match d.unit.as_str() {
            "USD" => Cell::Usd(v),
            "lift" => Cell::Number(v),
            _ => Cell::Count(v),
        };
        t.push(vec![Cell::Text(retold(&d.what)), cell(d.was), cell(d.is), cell(d.is - d.was)]);
    }
    t
}

/// People and loads at each site, planned and reported.
fn standing(r: &Replan, names: &BTreeMap<String, String>) -> Table {
    let columns = ["site", "people planned", "people there", "loads planned", "loads there"];
    let title = say!("Where it stands: planned for {} and reported", date(r.realised.planned_by));
    let mut t = Table::new("standing", &title, &columns);
    for s in &r.realised.sites {
        t.push(vec![
            Cell::text(named(names, &s.site)),
            Cell::Count(s.people_planned),
            Cell::Count(s.people_reported),
            Cell::Count(s.loads_planned),
            Cell::Count(s.loads_reported),
        ]);
    }
    t
}
