//! Different plans at nearly the same cost: what all of them share is firm, the rest is a matter of taste.

use serde::Serialize;

use crate::mission::{Mission, Objective};
use crate::plan::accounts::About;
use crate::plan::optimise::{Closes, Event, Failure, Observer, Options, Steer, steered};
use crate::plan::result::Plan;
use crate::study::answer::{Answer, Unanswered, booked};

/// A site's closing over all plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spread {
    /// Site id.
    pub site: String,
    /// Week of closing, plan by plan, the best plan first; null: stays open.
    pub closes: Vec<Option<u32>>,
    /// The same week in all plans.
    pub firm: bool,
}

/// A route's use over all plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteUse {
    /// Route id.
    pub route: String,
    /// Lifts, plan by plan.
    pub lifts: Vec<f64>,
    /// All plans are within a tenth of the best plan's use.
    pub firm: bool,
}

/// Plans that differ.
#[derive(Debug, Clone, Serialize)]
pub struct Alternatives {
    /// The best plan first.
    pub plans: Vec<Plan>,
    /// Site by site.
    pub closings: Vec<Spread>,
    /// Route by route.
    pub routes: Vec<RouteUse>,
}

/// Up to `count` plans that cost (with equipment lost) at most `within` more than the best, each as far as possible in its
/// closings from all before.
///
/// # Errors
/// See [`Unanswered`].
pub fn alternatives(
    m: &Mission,
    best: &Answer,
    about: &About,
    options: &Options,
    count: usize,
    within: f64,
    observer: &dyn Observer,
) -> Result<Alternatives, Unanswered> {
    let d = &best.outcome.decisions;
    let value = |o: Objective| best.outcome.stages.iter().find(|s| s.objective == o).map(|s| s.value);
    let at_most = [
        value(Objective::PeopleLeft).unwrap_or(f64::INFINITY),
        value(Objective::SensitiveLost).unwrap_or(f64::INFINITY),
        value(Objective::EconomicCost).map_or(f64::INFINITY, |v| v * (1.0 + within)),
    ];
    let mut plans = vec![best.plan.clone()];
    let mut closes: Vec<Closes> = vec![d.closes.clone()];
    // Each gets its share of a second time limit.
    let share = Options { time_limit: options.time_limit.map(|l| l / count.max(1) as f64), ..options.clone() };
    for n in 1..=count {
        observer.event(Event::Stage { number: n, of: count, what: "another plan".into() });
        let steer = Steer { others: &closes, away: true, from: &d.closes, at_most };
        let found = match steered(m, &share, observer, d.horizon, &steer) {
            Ok(found) => found,
            Err(Failure::TimeLimit(_) | Failure::Interrupted) => break,
            Err(failure) => return Err(failure.into()),
        };
        let Some(other) = found.filter(|o| !closes.contains(&o.closes)) else { break };
        let note =
            format!("Alternative {n}: closings as different as found within {:.1} % of the best cost.", within * 100.0);
        let about = About { notes: vec![note], marginals: Vec::new(), stages: Vec::new(), ..about.clone() };
        plans.push(booked(m, &other, &about)?);
        closes.push(other.closes);
    }
    let closings = m.sites.iter().map(|(id, s)| {
        let weeks: Vec<Option<u32>> = closes.iter().map(|c| c[id].map(|t| t.0)).collect();
        Spread { site: s.key.clone(), firm: weeks.iter().all(|w| *w == weeks[0]), closes: weeks }
    });
    let routes = m.routes.values().map(|r| {
        let lifts = |p: &Plan| p.lifts.iter().filter(|l| l.route == r.key).map(|l| l.lifts).fold(0.0, |a, b| a + b);
        let lifts: Vec<f64> = plans.iter().map(lifts).collect();
        let firm = lifts.iter().all(|l| (l - lifts[0]).abs() <= 0.1 * lifts[0] + 0.5);
        RouteUse { route: r.key.clone(), lifts, firm }
    });
    let routes: Vec<RouteUse> = routes.filter(|r| r.lifts.iter().any(|l| *l > 0.5)).collect();
    Ok(Alternatives { closings: closings.collect(), routes, plans })
}
