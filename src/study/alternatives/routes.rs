//! Other routes with the same closings: what earlier plans used is made dearer, the true cost decides how far that may go.

use std::collections::BTreeMap;

use crate::mission::{Budget, Mission, Objective, Period};
use crate::optimise::{Closes, Options, fixed};
use crate::plan::decisions::Decisions;
use crate::plan::result::Plan;
use crate::study::alternatives::{Limits, RouteUse};
use crate::study::answer::{Unanswered, checked_plan};
use crate::tolerance::DIVISOR;
use crate::units::{UsdPerLoad, UsdPerPerson};

/// Surcharges that are tried, as shares of the mean cost of one person or load.
const SURCHARGES: [f64; 4] = [0.02, 0.1, 0.4, 1.5];
/// Uses of a route within this share of the best plan's, or this many lifts, are the same.
const SAME: f64 = 0.1;
const SAME_LIFTS: f64 = 0.5;

/// The plan with these closings that leaves the routes of `before` most, within the limits; none if no surcharge keeps them.
pub(super) fn diverted(
    m: &Mission,
    closes: &Closes,
    horizon: Period,
    limits: &Limits,
    options: &Options,
    before: &[Plan],
) -> Result<Option<Decisions>, Unanswered> {
    let options = Options { time_limit: None, ..options.clone() };
    let weights = weights(before);
    let mean = limits.economic / (m.people_total().get() + m.cargo_total().get()).max(1.0);
    let mut farthest = None;
    for surcharge in SURCHARGES {
        // Surcharges are no money: they must not use up the budget. The audit sees the true one.
        let mut dearer = Mission { budget: Budget::default(), ..m.clone() };
        for (_, r) in dearer.routes.iter_mut() {
            let more = surcharge * mean * weights.get(r.key.as_str()).copied().unwrap_or(0.0);
            r.usd_per_person += UsdPerPerson(more);
            r.usd_per_load += UsdPerLoad(more);
        }
        let people = Some(limits.people);
        let Some(found) = fixed(&dearer, &options, closes, horizon, Objective::EconomicCost, people)? else { break };
        let kept = checked_plan(m, &found.decisions).is_some_and(|plan| limits.keeps(&plan));
        if !kept {
            break;
        }
        farthest = Some(found.decisions);
    }
    Ok(farthest)
}

/// Share of what leaves a place that went by each route, over all plans.
fn weights(plans: &[Plan]) -> BTreeMap<&str, f64> {
    let mut by_place: BTreeMap<&str, f64> = BTreeMap::new();
    let mut by_route: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for x in plans.iter().flat_map(|p| &p.movements) {
        *by_place.entry(&x.from).or_default() += x.quantity;
        *by_route.entry((&x.route, &x.from)).or_default() += x.quantity;
    }
    by_route.into_iter().map(|((route, from), n)| (route, n / by_place[from].max(DIVISOR))).collect()
}

/// Lifts of a plan on a route.
fn lifts(plan: &Plan, route: &str) -> f64 {
    plan.lifts.iter().filter(|l| l.route == route).map(|l| l.lifts).fold(0.0, |a, b| a + b)
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a + SAME_LIFTS
}

/// The plans use some route differently.
pub(super) fn differ(a: &Plan, b: &Plan) -> bool {
    let routes = || a.lifts.iter().chain(&b.lifts).map(|l| l.route.as_str());
    routes().any(|r| !same(lifts(a, r), lifts(b, r)))
}

/// Route by route, those that some plan uses.
pub(super) fn used(m: &Mission, plans: &[Plan]) -> Vec<RouteUse> {
    let one = |r: &crate::mission::Route| {
        let lifts: Vec<f64> = plans.iter().map(|p| lifts(p, &r.key)).collect();
        let firm = lifts.iter().all(|l| same(lifts[0], *l));
        RouteUse { route: r.key.clone(), lifts, firm }
    };
    m.routes.values().map(one).filter(|r| r.lifts.iter().any(|l| *l > SAME_LIFTS)).collect()
}
