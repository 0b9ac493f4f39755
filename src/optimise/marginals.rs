//! What binds and what one more of it is worth: shadow prices of the LP with closures fixed at the plan.
//!
//! One table fixes unit and sign per family; a worth is positive when one more unit makes the objective better.

use std::collections::BTreeMap;

use crate::formulation::Formulation;
use crate::id::RouteId;
use crate::mission::{Mission, Objective, Period};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing};
use crate::plan::result::Marginal;
use crate::program::{Entity, Family, Limit, Part};
use crate::solve::Status;

/// Family, its part, unit of one more, change of the right-hand side by one more.
const PRICED: [(Family, Part, &str, f64); 9] = [
    (Family::RouteCapacity, Part::Main, "lift", 1.0),
    (Family::FleetHours, Part::Main, "fleet-day", 1.0),
    (Family::Handling, Part::Main, "load", 1.0),
    (Family::ExitCapacity, Part::People, "person", 1.0),
    (Family::ExitCapacity, Part::Loads, "load", 1.0),
    (Family::Beds, Part::Main, "person", 1.0),
    (Family::Yard, Part::Main, "load", 1.0),
    (Family::Guard, Part::Main, "armed person fewer", -1.0),
    // The row counts thousands of dollars.
    (Family::Budget, Part::Main, "USD", 1e-3),
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
    let mut list = if s.status == Status::Optimal { read(&fresh, &s.duals) } else { Vec::new() };
    // Rooms of a camp that the plan has closed have a price too: that of the closure, which is not for sale here.
    list.retain(|p| limited(search.mission, p));
    Ok(list.into_iter().map(|p| p.marginal(&fresh, objective)).collect())
}

/// The site has a limit of its own.
fn limited(mission: &Mission, price: &Price) -> bool {
    let Some(Entity::Site(site)) = price.entity else { return true };
    match price.family {
        Family::Beds => mission.sites[site].beds.get().is_finite(),
        Family::Yard => mission.sites[site].yard.get().is_finite(),
        _ => true,
    }
}

/// What one more of something is worth, period by period.
pub(super) struct Price {
    family: Family,
    entity: Option<Entity>,
    unit: &'static str,
    at: Vec<(u32, f64)>,
}

impl Price {
    fn sum(&self) -> f64 {
        self.at.iter().map(|(_, w)| *w).sum()
    }

    pub(super) fn marginal(self, f: &Formulation, objective: Objective) -> Marginal {
        Marginal {
            family: self.family.key().to_owned(),
            entity: self.entity.map_or_else(|| self.family.key().to_owned(), |e| f.program.entity_name(e)),
            periods: self.at.iter().map(|(t, _)| *t).collect(),
            unit: self.unit.to_owned(),
            objective: objective.key().to_owned(),
            worth: self.at.iter().map(|(_, w)| *w).fold(0.0, f64::max),
            worth_all: self.sum(),
        }
    }
}

/// Groups the prices of rows by family and entity, dearest first.
pub(super) fn read(f: &Formulation, duals: &[f64]) -> Vec<Price> {
    let mut found: BTreeMap<(Family, Option<Entity>, &'static str), Vec<(u32, f64)>> = BTreeMap::new();
    for (row, price) in f.program.rows().iter().zip(duals) {
        if let Some((family, entity, unit, period, worth)) = priced(f.mission, &row.tag, -price) {
            found.entry((family, entity, unit)).or_default().push((period, worth));
        }
    }
    let list = found.into_iter().map(|((family, entity, unit), at)| Price { family, entity, unit, at });
    let mut list: Vec<Price> = list.collect();
    list.sort_by(|a, b| b.sum().total_cmp(&a.sum()));
    let least = list.first().map_or(0.0, |p| p.sum() * WORTH_NAMING);
    list.retain(|p| p.sum() > least);
    list
}

/// Family, entity, unit, period and worth of one more.
type Priced = (Family, Option<Entity>, &'static str, u32, f64);

/// What a row with a price is worth; `gain` is the fall of the objective per unit of right-hand side. Rows of one class or of one
/// site of origin only tighten the relaxation.
fn priced(mission: &Mission, tag: &Limit, gain: f64) -> Option<Priced> {
    let mut entities = tag.entities();
    let (entity, more, period) = (entities.next(), entities.next(), tag.period?);
    let (family, _, unit, change) = PRICED.iter().find(|(f, part, _, _)| *f == tag.family && *part == tag.part)?;
    let worth = gain * change;
    if worth <= 1e-9 || more.is_some() {
        return None;
    }
    if let (Family::RouteCapacity, Some(Entity::Route(route))) = (family, entity) {
        return Some(lift(mission, route, period, worth));
    }
    Some((*family, entity, *unit, period, worth))
}

/// A lift limit belongs to the route only if the route sets it; else its fleet does, in days.
fn lift(mission: &Mission, route: RouteId, period: u32, worth: f64) -> Priced {
    let r = &mission.routes[route];
    let (fleet, t) = (&mission.fleets[r.fleet], Period(period).at());
    let cycle = r.cycle[t].get();
    if cycle > 0.0 && fleet.days[t].get() * fleet.present / cycle < r.max_lifts[t] {
        return (Family::FleetHours, Some(Entity::Fleet(r.fleet)), "fleet-day", period, worth / cycle);
    }
    (Family::RouteCapacity, Some(Entity::Route(route)), "lift", period, worth)
}
