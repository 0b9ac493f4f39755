//! What binds and what one more of it is worth: shadow prices of the LP with closures fixed at the plan.
//!
//! One table fixes unit and sign per family; a worth is positive when one more unit makes the objective better.

use std::collections::BTreeMap;

use crate::formulation::Formulation;
use crate::mission::{Mission, Objective, Period};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing};
use crate::plan::result::Marginal;
use crate::program::Constraint;
use crate::solve::Status;

/// Family, first word of its entries (or none), unit of one more, change of the right-hand side by one more.
const PRICED: [(&str, &str, &str, f64); 9] = [
    ("route_capacity", "", "lift", 1.0),
    ("fleet_hours", "", "fleet-day", 1.0),
    ("handling", "", "load", 1.0),
    ("exit_capacity", "people", "person", 1.0),
    ("exit_capacity", "loads", "load", 1.0),
    ("beds", "", "person", 1.0),
    ("yard", "", "load", 1.0),
    ("guard", "", "armed person fewer", -1.0),
    // The row counts thousands of dollars.
    ("budget", "", "USD", 1e-3),
];

/// Seconds for the prices even when the time is over: a plan without them answers half.
const GRACE: f64 = 5.0;
/// Share of the dearest below which nothing is listed.
const WORTH_NAMING: f64 = 1e-6;

/// The prices at a plan; in people if somebody is left, else in dollars.
pub(super) fn of_plan(search: &Search, f: &Formulation, x: &[f64], left: bool) -> Result<Vec<Marginal>, Failure> {
    if !search.backend.abilities().duals || search.observer.cancelled() {
        return Ok(Vec::new());
    }
    let objective = if left { Objective::PeopleLeft } else { Objective::EconomicCost };
    // Without the rows of the stages: they would take the price of everything.
    let mut fresh = Formulation::new(search.mission, f.expansion.clone());
    if !left {
        let people = fresh.objective(Objective::PeopleLeft).at(x);
        fresh.bound(Objective::PeopleLeft, people + 1e-6);
    }
    fresh.minimise(objective);
    let program = fixing::near(&fresh, &fixing::closures(f, x), 0);
    let s = search.solve(&program, &Ask { quiet: true, grace: GRACE, ..Ask::to(0.0) })?;
    let mut list = if s.status == Status::Optimal { read(&fresh, &s.duals, objective) } else { Vec::new() };
    // Rooms of a camp that the plan has closed have a price too: that of the closure, which is not for sale here.
    list.retain(|m| !matches!(m.family.as_str(), "beds" | "yard") || limited(search.mission, &m.entity, &m.family));
    Ok(list)
}

/// The site has a limit of its own.
fn limited(mission: &Mission, site: &str, family: &str) -> bool {
    let found = mission.sites.values().find(|s| s.key == site);
    found.is_some_and(|s| if family == "beds" { s.beds.get().is_finite() } else { s.yard.get().is_finite() })
}

/// Groups the prices of rows by family and entity, dearest first.
pub(super) fn read(f: &Formulation, duals: &[f64], objective: Objective) -> Vec<Marginal> {
    let mut found: BTreeMap<(&str, String, &str), Vec<(u32, f64)>> = BTreeMap::new();
    for (row, price) in f.program.rows().iter().zip(duals) {
        if let Some((family, entity, period, unit, worth)) = priced(f.mission, row, -price) {
            found.entry((family, entity, unit)).or_default().push((period, worth));
        }
    }
    let mut list: Vec<Marginal> = found
        .into_iter()
        .map(|((family, entity, unit), at)| Marginal {
            family: family.to_owned(),
            entity,
            periods: at.iter().map(|(t, _)| *t).collect(),
            unit: unit.to_owned(),
            objective: objective.key().to_owned(),
            worth: at.iter().map(|(_, w)| *w).fold(0.0, f64::max),
            worth_all: at.iter().map(|(_, w)| *w).sum(),
        })
        .collect();
    list.sort_by(|a, b| b.worth_all.total_cmp(&a.worth_all));
    let least = list.first().map_or(0.0, |m| m.worth_all * WORTH_NAMING);
    list.retain(|m| m.worth_all > least);
    list
}

/// Family, entity, period, unit and worth of one more, for a row with a price; `gain` is the fall of the objective per
/// unit of right-hand side.
fn priced<'a>(mission: &Mission, row: &Constraint, gain: f64) -> Option<(&'a str, String, u32, &'a str, f64)> {
    let (family, inside) = row.name.strip_suffix(']')?.split_once('[')?;
    let words: Vec<&str> = inside.split(',').collect();
    let period: u32 = words.last()?.strip_prefix('w')?.parse().ok()?;
    let entry = PRICED.iter().find(|(name, first, _, _)| {
        *name == family && if first.is_empty() { words.len() <= 2 } else { words.len() == 3 && words[0] == *first }
    })?;
    let entity = if words.len() == 1 { family } else { words[words.len() - 2] };
    let worth = gain * entry.3;
    if worth <= 1e-9 {
        return None;
    }
    if family == "route_capacity" {
        return Some(lift(mission, entity, period, worth));
    }
    let (unit, entity) = (entry.2, entity.to_owned());
    Some((entry.0, entity, period, unit, worth))
}

/// A lift limit belongs to the route only if the route sets it; else its fleet does, in days.
fn lift<'a>(mission: &Mission, route: &str, period: u32, worth: f64) -> (&'a str, String, u32, &'a str, f64) {
    let found = mission.routes.values().find(|r| r.key == route);
    if let Some(r) = found {
        let (fleet, t) = (&mission.fleets[r.fleet], Period(period).at());
        let cycle = r.cycle[t].get();
        if cycle > 0.0 && fleet.days[t].get() * fleet.present / cycle < r.max_lifts[t] {
            return ("fleet_hours", fleet.key.clone(), period, "fleet-day", worth / cycle);
        }
    }
    ("route_capacity", route.to_owned(), period, "lift", worth)
}
