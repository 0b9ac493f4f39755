//! What may bind: limits with a shadow price, and limits without slack, in the LP with closures fixed at the plan.
//!
//! Candidates only: where a vertex is degenerate, and plans are, a shadow price is not what one more buys. Whoever shows a worth
//! solves again. One table fixes the sign per family.

use std::collections::BTreeMap;

use crate::formulation::Formulation;
use crate::id::RouteId;
use crate::mission::{Mission, Objective, Period};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing, stages, whole};
use crate::plan::result::Marginal;
use crate::program::{Constraint, Entity, Family, Part};
use crate::solve::{Basis, Status};
use crate::tolerance::{ROUNDING, WORTHLESS, no_worse_than};
use crate::vocabulary::{self, Clock};

/// Families and parts that one may have more of, and the change of the right-hand side by one more.
const PRICED: [(Family, Part, f64); 9] = [
    (Family::RouteCapacity, Part::Main, 1.0),
    (Family::InFlight, Part::Main, 1.0),
    (Family::Handling, Part::Main, 1.0),
    (Family::ExitCapacity, Part::People, 1.0),
    (Family::ExitCapacity, Part::Loads, 1.0),
    (Family::Beds, Part::Main, 1.0),
    (Family::Yard, Part::Main, 1.0),
    (Family::Guard, Part::Main, -1.0),
    // The row counts thousands of dollars.
    (Family::Budget, Part::Main, 1.0 / 1000.0),
];

/// Money is told by the million.
const MILLION: f64 = 1e6;
/// Seconds for the prices even when the time is over, of a program of usual size: a plan without them answers half.
const GRACE: f64 = 5.0;

/// The limits that may bind at a plan; in people if somebody is left, else in dollars.
/// With where the program of a large mission ended.
pub(super) fn of_plan(
    search: &Search,
    f: &Formulation,
    x: &[f64],
    left: bool,
) -> Result<(Vec<Marginal>, Option<Basis>), Failure> {
    if !search.backend.abilities().duals || search.observer.cancelled() {
        return Ok((Vec::new(), None));
    }
    let objective = if left { Objective::PeopleLeft } else { Objective::EconomicCost };
    // Without the rows of the stages they would take the price of everything: what the stages before reach is kept, no more.
    let mut fresh = Formulation::new(search.mission, f.expansion.clone());
    for stage in search.mission.stages.iter().take_while(|s| s.objective != objective) {
        let reached = fresh.objective(stage.objective).at(x);
        fresh.bound(stage.objective, no_worse_than(reached));
    }
    fresh.minimise(objective);
    let program = fixing::near(&fresh, &fixing::closures(f, x), 0);
    let grace = GRACE * stages::dearer(f);
    if program.rows().len() >= whole::SMALL
        && let Some(v) = search.near_optimum(&program, None, grace)?
    {
        return Ok((read(&fresh, &v.x, &v.duals, objective), Some(v.basis)));
    }
    let s = search.solve(&program, &Ask { quiet: true, grace, ..Ask::to(0.0) })?;
    let solved = s.status == Status::Optimal;
    Ok((if solved { read(&fresh, &s.x, &s.duals, objective) } else { Vec::new() }, None))
}

/// A limit, period by period.
struct Price {
    family: Family,
    part: Part,
    entity: Option<Entity>,
    /// Period, price (0 where it is full without one), what it allows.
    at: Vec<(u32, f64, f64)>,
}

impl Price {
    fn sum(&self) -> f64 {
        self.at.iter().map(|(_, price, _)| *price).sum()
    }

    /// What the whole limit is worth at these prices: comparable between persons, loads and days.
    fn weight(&self) -> f64 {
        self.at.iter().map(|(_, price, allowed)| price * allowed.max(1.0)).sum()
    }

    fn marginal(&self, f: &Formulation, objective: Objective) -> Marginal {
        let step = if self.family == Family::Budget { MILLION } else { 1.0 };
        let priced = self.sum() > 0.0;
        let named = |e: Entity| vocabulary::entity(f.mission, e);
        let within = self.at.iter().filter(|(_, price, _)| !priced || *price > 0.0);
        Marginal {
            family: self.family.key().to_owned(),
            part: self.part.key().to_owned(),
            entity: self.entity.map_or_else(|| self.family.key().to_owned(), |e| f.program.entity_name(e)),
            name: self.entity.and_then(named).unwrap_or_else(|| self.family.key().to_owned()),
            periods: within.map(|(t, _, _)| *t).collect(),
            unit: vocabulary::unit(self.family, self.part, Clock::of(&f.mission.calendar)),
            step,
            objective: objective.key().to_owned(),
            worth: self.sum() * step,
            worth_all: self.sum() * step,
        }
    }
}

/// Groups rows with a price, or full, by family and entity: dearest first, then those that are full for longest.
pub(super) fn read(f: &Formulation, x: &[f64], duals: &[f64], objective: Objective) -> Vec<Marginal> {
    let mut found: BTreeMap<(Family, Part, Option<Entity>), Vec<(u32, f64, f64)>> = BTreeMap::new();
    for (row, price) in f.program.rows().iter().zip(duals) {
        if let Some((key, at)) = priced(f.mission, row, -price, x) {
            found.entry(key).or_default().push(at);
        }
    }
    let list = found.into_iter().map(|((family, part, entity), at)| Price { family, part, entity, at: by_period(at) });
    // Rooms of a camp without a limit of its own have a price too: that of the closure, which is not for sale here.
    let mut list: Vec<Price> = list.filter(|p| limited(f.mission, p)).collect();
    list.sort_by(|a, b| b.weight().total_cmp(&a.weight()).then(b.at.len().cmp(&a.at.len())));
    list.iter().map(|p| p.marginal(f, objective)).collect()
}

/// In the order of periods, each once: a fleet's days bind in a row of their own, and in those of routes that only the fleet limits.
fn by_period(mut at: Vec<(u32, f64, f64)>) -> Vec<(u32, f64, f64)> {
    at.sort_by_key(|(t, _, _)| *t);
    at.dedup_by(|(t, price, allowed), (kept, sum, most)| {
        let same = t == kept;
        if same {
            *sum += *price;
            *most = allowed.max(*most);
        }
        same
    });
    at
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

/// What a row limits, and its period, worth of one more and what it allows.
type Priced = ((Family, Part, Option<Entity>), (u32, f64, f64));

/// A row that has a price or is full; `gain` is the fall of the objective per unit of right-hand side. Rows of one class or of
/// one site of origin only tighten the relaxation.
fn priced(mission: &Mission, row: &Constraint, gain: f64, x: &[f64]) -> Option<Priced> {
    let tag = &row.tag;
    let mut entities = tag.entities();
    let (entity, more, period) = (entities.next(), entities.next(), tag.period?);
    let (family, part, change) = PRICED.iter().find(|(f, part, _)| *f == tag.family && *part == tag.part)?;
    if more.is_some() {
        return None;
    }
    // What uses the limit has positive coefficients, what allows it (an open site, a kept fleet) negative ones.
    let used: f64 = row.terms.iter().filter(|(_, a)| *a > 0.0).map(|(c, a)| a * x[c.index()]).sum();
    let lhs: f64 = row.terms.iter().map(|(c, a)| a * x[c.index()]).sum();
    let full = (row.rhs - lhs).abs() <= ROUNDING * used.max(1.0);
    let worth = (gain * change).max(0.0);
    // What nobody uses is short only where it has a price: a charter before its notice has run out.
    let free = worth <= WORTHLESS && (used <= ROUNDING || *family == Family::Budget);
    if !full || free {
        return None;
    }
    if let (Family::RouteCapacity, Some(Entity::Route(route))) = (family, entity) {
        return Some(lift(mission, route, period, worth, used));
    }
    Some(((*family, *part, entity), (period, worth, used)))
}

/// A lift limit belongs to the route only if the route sets it; else its fleet does, in days.
fn lift(mission: &Mission, route: RouteId, period: u32, worth: f64, used: f64) -> Priced {
    let r = &mission.routes[route];
    let (fleet, t) = (&mission.fleets[r.fleet], Period(period).at());
    let cycle = fleet.out_days(r.cycle[t], 0);
    if cycle > 0.0 && fleet.days[t].get() * fleet.present / cycle < r.max_lifts[t] {
        let key = (Family::InFlight, Part::Main, Some(Entity::Fleet(r.fleet)));
        return (key, (period, worth / cycle, used * cycle));
    }
    ((Family::RouteCapacity, Part::Main, Some(Entity::Route(route))), (period, worth, used))
}
