//! What a status contradicts in the scenario, each with its place and a remedy.

use crate::mission::Mission;
use crate::scenario::status::{StatusFile, StatusPart};
use crate::tolerance::{NOISE, SHOWN};

/// One contradiction: in which part of the status, in which of its rows from 0, and what is wrong with its remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Key of the status file.
    pub part: StatusPart,
    /// Row of it.
    pub row: Option<usize>,
    /// In words.
    pub what: String,
}

/// Found so far.
#[derive(Default)]
struct Faults(Vec<Contradiction>);

impl Faults {
    fn push(&mut self, part: StatusPart, row: impl Into<Option<usize>>, what: String) {
        self.0.push(Contradiction { part, row: row.into(), what });
    }
}

/// All contradictions in words; empty if there are none. `start` is the mission at its beginning.
pub fn contradictions(start: &Mission, status: &StatusFile) -> Vec<String> {
    contradicting(start, status).into_iter().map(|c| c.what).collect()
}

/// All contradictions with where they are.
pub fn contradicting(start: &Mission, status: &StatusFile) -> Vec<Contradiction> {
    let mut faults = Faults::default();
    holdings(start, status, &mut faults);
    in_transit(start, status, &mut faults);
    closed(start, status, &mut faults);
    totals(start, status, &mut faults);
    fleets(start, status, &mut faults);
    out(start, status, &mut faults);
    site_work(start, status, &mut faults);
    day(start, status, &mut faults);
    money(start, status, &mut faults);
    faults.0
}

/// Names to choose from, for a remedy.
fn names<'a>(keys: impl Iterator<Item = &'a String>) -> String {
    keys.map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn sites(start: &Mission) -> String {
    names(start.sites.values().map(|s| &s.key))
}

fn holdings(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    let site = |key: &str| start.sites.values().any(|s| s.key == key);
    for (i, h) in status.holdings.iter().enumerate() {
        let place = format!("holdings row {} ({} {} at {})", i + 1, h.quantity, h.kind, h.site);
        if !site(&h.site) {
            faults.push(
                StatusPart::Holdings,
                i,
                format!("{place}: there is no site `{}`; the scenario has {}", h.site, sites(start)),
            );
        }
        quantity(start, (StatusPart::Holdings, i), &place, (&h.kind, h.quantity), faults);
        contingent(start, (StatusPart::Holdings, i), &place, h.contingent.as_ref(), faults);
        if status.closed.contains(&h.site) && h.quantity > 0.0 {
            faults.push(StatusPart::Holdings, i, format!(
                "{place}: the site is in `closed`, and a closed site never reopens: empty the row, or take the site off `closed`"
            ));
        }
        if let Some(first) = status.holdings[..i]
            .iter()
            .position(|x| x.site == h.site && x.kind == h.kind && x.contingent == h.contingent)
        {
            faults.push(
                StatusPart::Holdings,
                i,
                format!("{place}: rows {} and {} say the same thing: make one row of them", first + 1, i + 1),
            );
        }
    }
}

fn in_transit(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for (i, t) in status.in_transit.iter().enumerate() {
        let place = format!("in_transit row {} ({} {} to {})", i + 1, t.quantity, t.kind, t.to);
        let known = start.sites.values().map(|s| &s.key).chain(start.exits.values().map(|x| &x.key));
        if !known.clone().any(|k| *k == t.to) {
            faults.push(
                StatusPart::InTransit,
                i,
                format!("{place}: there is no such site or exit; the scenario has {}", names(known)),
            );
        }
        quantity(start, (StatusPart::InTransit, i), &place, (&t.kind, t.quantity), faults);
        contingent(start, (StatusPart::InTransit, i), &place, t.contingent.as_ref(), faults);
        if status.closed.contains(&t.to) && t.quantity > 0.0 {
            faults.push(
                StatusPart::InTransit,
                i,
                format!(
                    "{place}: nothing arrives at a closed site: name where it goes now, or take the site off `closed`"
                ),
            );
        }
    }
}

fn contingent(
    start: &Mission,
    (part, row): (StatusPart, usize),
    place: &str,
    name: Option<&String>,
    faults: &mut Faults,
) {
    let known = &start.rules.contingents;
    if let Some(name) = name.filter(|n| known.values().all(|c| c.key != **n)) {
        let known = names(known.values().map(|c| &c.key));
        faults.push(part, row, format!("{place}: there is no contingent `{name}`; the scenario has {known}"));
    }
}

fn quantity(
    start: &Mission,
    (part, row): (StatusPart, usize),
    place: &str,
    (kind, quantity): (&str, f64),
    faults: &mut Faults,
) {
    if !start.kinds.values().any(|k| k.key == kind) {
        let known = names(start.kinds.values().map(|k| &k.key));
        faults.push(part, row, format!("{place}: there is no kind `{kind}`; the scenario has {known}"));
    }
    if !(quantity >= 0.0 && quantity.is_finite()) {
        faults.push(part, row, format!("{place}: a quantity is zero or more: correct it"));
    }
}

fn closed(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for key in &status.closed {
        if !start.sites.values().any(|s| s.key == *key) {
            faults.push(
                StatusPart::Closed,
                None,
                format!("closed: there is no site `{key}`; the scenario has {}", sites(start)),
            );
        }
    }
    for s in start.sites.values().filter(|s| s.closed && !status.closed.contains(&s.key)) {
        faults.push(
            StatusPart::Closed,
            None,
            format!("closed: {} is closed in the scenario and may not reopen: add it to `closed`", s.key),
        );
    }
}

/// Nobody and nothing is added on the way.
fn totals(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for (id, kind) in start.kinds.iter() {
        let had: f64 = start.units.values().filter(|u| u.kind == id).map(|u| u.quantity).sum();
        let here: f64 = status.holdings.iter().filter(|h| h.kind == kind.key).map(|h| h.quantity).sum();
        let moving: f64 = status.in_transit.iter().filter(|t| t.kind == kind.key).map(|t| t.quantity).sum();
        if here + moving > had + NOISE {
            let rows: Vec<String> = status
                .holdings
                .iter()
                .enumerate()
                .filter(|(_, h)| h.kind == kind.key && h.quantity > 0.0)
                .map(|(i, _)| (i + 1).to_string())
                .collect();
            let first = status.holdings.iter().position(|h| h.kind == kind.key && h.quantity > 0.0);
            faults.push(StatusPart::Holdings, first, format!(
                "holdings rows {}: {here} {} are reported at the sites and {moving} on the way, {} more than the {had} that the scenario began with: correct the quantities, or the scenario's units",
                rows.join(", "),
                kind.key,
                here + moving - had
            ));
        }
    }
}

fn fleets(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for (i, f) in status.fleets.iter().enumerate() {
        let place = format!("fleets row {} ({})", i + 1, f.fleet);
        if !start.fleets.values().any(|x| x.key == f.fleet) {
            let known = names(start.fleets.values().map(|x| &x.key));
            faults.push(StatusPart::Fleets, i, format!("{place}: there is no such fleet; the scenario has {known}"));
        }
        if !(0.0..=1.0).contains(&f.share) {
            faults.push(
                StatusPart::Fleets,
                i,
                format!("{place}: the share still there is {}: it lies between 0 and 1", f.share),
            );
        }
    }
}

/// Work at sites that there are, of no more cargo than is there.
fn site_work(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for (i, x) in status.site_work.iter().enumerate() {
        let place = format!("site_work row {} ({})", i + 1, x.site);
        let is_cargo = |kind: &str| start.kinds.values().any(|k| k.key == kind && !k.is_people());
        let here = status.holdings.iter().filter(|h| h.site == x.site && is_cargo(&h.kind));
        let here: f64 = here.map(|h| h.quantity).sum();
        if !start.sites.values().any(|s| s.key == x.site) {
            let text = format!("{place}: there is no such site; the scenario has {}", sites(start));
            faults.push(StatusPart::SiteWork, i, text);
        } else if x.prepared > here + SHOWN {
            let text = format!("{place}: {} loads are packed, and {here} are there: correct one of them", x.prepared);
            faults.push(StatusPart::SiteWork, i, text);
        }
    }
}

/// Units that are out are there, and no more than there are.
fn out(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    for (i, x) in status.out.iter().enumerate() {
        let place = format!("out row {} ({} of {})", i + 1, x.units, x.fleet);
        let Some(fleet) = start.fleets.values().find(|f| f.key == x.fleet) else {
            let known = names(start.fleets.values().map(|f| &f.key));
            faults.push(StatusPart::Out, i, format!("{place}: there is no such fleet; the scenario has {known}"));
            continue;
        };
        let share = status.fleets.iter().find(|f| f.fleet == x.fleet).map_or(1.0, |f| f.share);
        let out: f64 = status.out.iter().filter(|y| y.fleet == x.fleet).map(|y| y.units).sum();
        let first = status.out.iter().position(|y| y.fleet == x.fleet) == Some(i);
        if fleet.whole && first && out > fleet.units * share + SHOWN {
            let there = fleet.units * share;
            faults.push(StatusPart::Out, i, format!(
                "{place}: {out} units of it are out, and only {there:.0} are there: correct the units, or the share in `fleets`"
            ));
        }
    }
}

fn day(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    let c = &start.calendar;
    match status.day() {
        None => {
            faults.push(
                StatusPart::AsOf,
                None,
                format!("as_of: `{}` is no date: write for example 2023-09-24", status.as_of),
            );
        }
        Some(day) if day < c.start => {
            faults.push(
                StatusPart::AsOf,
                None,
                format!("as_of: {day} is before the mission's start {}: correct the year", c.start),
            );
        }
        Some(day) if day >= c.last_day(c.deadline()) => {
            faults.push(StatusPart::AsOf, None, format!(
                "as_of: {day} is not before the deadline {}: give a later one with --months or --set calendar.deadline=…",
                c.last_day(c.deadline())
            ));
        }
        Some(_) => {}
    }
}

fn money(start: &Mission, status: &StatusFile, faults: &mut Faults) {
    match (status.spent_usd(), start.budget.total()) {
        (None, _) => {
            faults.push(StatusPart::Spent, None, "spent: no amount of money: write for example \"270M\"".into());
        }
        (Some(spent), Some(b)) if spent > b.get() => {
            faults.push(
                StatusPart::Spent,
                None,
                format!("spent: {spent} is more than the whole budget of {}: correct it, or raise --budget", b.get()),
            );
        }
        _ => {}
    }
}
