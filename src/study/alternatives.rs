//! Different plans at nearly the same cost: what all that were found share is named firm.
//!
//! Closings first: single closings are moved and priced by a linear program each, moves that together stay within the cost are
//! joined, and the search over all closings goes on from there. Then routes: with the closings of the alternative, what the
//! plans before it used is made dearer until the true cost would leave the limit. Each plan is audited.

mod closings;
mod routes;

use serde::Serialize;

use closings::Moves;

use crate::mission::{Mission, Objective};
use crate::optimise::{Closes, Event, Observer, Options, Steer, steered};
use crate::plan::accounts::About;
use crate::plan::decisions::Decisions;
use crate::plan::result::Plan;
use crate::study::answer::{Answer, Unanswered, booked};
use crate::tolerance::{NONE_LEFT, ROUNDING};

/// A site's closing over all plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClosingSpread {
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
    /// How many were asked for, the best plan not counted.
    pub asked: usize,
    /// How much dearer they may be, as a share of spending and equipment lost together.
    pub within: f64,
    /// The best plan first.
    pub plans: Vec<Plan>,
    /// Site by site.
    pub closings: Vec<ClosingSpread>,
    /// Pairs of sites, neighbours in the best plan's order, of which the first closes before the second in every plan.
    pub firm_order: Vec<(String, String)>,
    /// Route by route.
    pub routes: Vec<RouteUse>,
}

/// What an alternative may not exceed.
struct Limits {
    people: f64,
    sensitive: f64,
    economic: f64,
}

impl Limits {
    fn of(best: &Answer, within: f64) -> Self {
        let value = |o: Objective| best.outcome.stages.iter().find(|s| s.objective == o).map(|s| s.value);
        let s = &best.plan.summary;
        let economic = value(Objective::EconomicCost).unwrap_or(s.cost_usd + s.equipment_value_lost_usd);
        Self {
            people: value(Objective::PeopleLeft).unwrap_or(s.people_left),
            sensitive: value(Objective::SensitiveLost).unwrap_or(s.sensitive_lost),
            economic: economic * (1.0 + within),
        }
    }

    fn keeps(&self, plan: &Plan) -> bool {
        let s = &plan.summary;
        s.people_left <= self.people + NONE_LEFT
            && s.sensitive_lost <= self.sensitive + NONE_LEFT
            && s.cost_usd + s.equipment_value_lost_usd <= self.economic * (1.0 + ROUNDING)
    }
}

/// Weeks by which closings differ, summed over the sites; a site that stays open counts as closing after the horizon.
fn distance(a: &Closes, b: &Closes, horizon: u32) -> u32 {
    let week = |c: &Closes, s| c[s].map_or(horizon + 1, |t: crate::mission::Period| t.0);
    a.ids().map(|s| week(a, s).abs_diff(week(b, s))).sum()
}

/// To the nearest of them.
fn nearest(a: &Closes, others: &[Closes], horizon: u32) -> u32 {
    others.iter().map(|o| distance(a, o, horizon)).min().unwrap_or(u32::MAX)
}

/// Up to `count` plans that cost (with equipment lost) at most `within` more than the best, each as far as found in its
/// closings from all before, and then in its routes.
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
    let limits = Limits::of(best, within);
    let mut plans = vec![best.plan.clone()];
    let mut closes: Vec<Closes> = vec![best.outcome.decisions.closes.clone()];
    observer.event(Event::Note("what single closings cost to move".into()));
    let moves = Moves::priced(m, best, &limits, options, observer)?;
    // The search over all closings has a second time limit, shared by the alternatives.
    let share = Options { time_limit: options.time_limit.map(|l| l / count.max(1) as f64), ..options.clone() };
    for n in 1..=count {
        observer.event(Event::Stage { number: n, of: count, what: "another plan".into(), objective: None });
        if observer.cancelled() {
            break;
        }
        let joined = moves.joined(&closes)?;
        let found = farther(m, best, &limits, &share, observer, &closes, &joined)?;
        let note =
            format!("Alternative {n}: closings as different as found within {:.1} % of the best cost.", within * 100.0);
        let about = About { notes: vec![note], marginals: Vec::new(), stages: Vec::new(), ..about.clone() };
        let horizon = best.outcome.decisions.horizon;
        let decided = found.as_ref().map_or(&joined, |d| &d.closes);
        let diverted = routes::diverted(m, decided, horizon, &limits, options, &plans)?;
        let direct = found.map(|d| booked(m, &d, &about).map(|plan| (d, plan))).transpose()?;
        let diverted = diverted.map(|d| booked(m, &d, &about).map(|plan| (d, plan))).transpose()?;
        // Dearer for nothing is no alternative: the plain one unless its routes change.
        let Some((decisions, plan)) = (match (direct, diverted) {
            (Some(p), Some(d)) => Some(if routes::differ(&p.1, &d.1) { d } else { p }),
            (p, d) => d.or(p),
        }) else {
            break;
        };
        let new_closings = nearest(&decisions.closes, &closes, horizon.0) > 0;
        if !limits.keeps(&plan) || !(new_closings || plans.iter().all(|p| routes::differ(p, &plan))) {
            break;
        }
        plans.push(plan);
        closes.push(decisions.closes);
    }
    Ok(Alternatives {
        asked: count,
        within,
        closings: spreads(m, &closes),
        firm_order: firm_order(m, &closes),
        routes: routes::used(m, &plans),
        plans,
    })
}

/// The search over all closings from joined moves on; none if it found nothing within the limits.
fn farther(
    m: &Mission,
    best: &Answer,
    limits: &Limits,
    options: &Options,
    observer: &dyn Observer,
    others: &[Closes],
    from: &Closes,
) -> Result<Option<Decisions>, Unanswered> {
    let at_most = [
        (Objective::PeopleLeft, limits.people),
        (Objective::SensitiveLost, limits.sensitive),
        (Objective::EconomicCost, limits.economic),
    ];
    let horizon = best.outcome.decisions.horizon;
    let steer = Steer { others, away: true, from, at_most: &at_most };
    match steered(m, options, observer, horizon, &steer) {
        Ok(found) => Ok(found),
        Err(failure) if failure.stopped() => Ok(None),
        Err(failure) => Err(failure.into()),
    }
}

fn spreads(m: &Mission, closes: &[Closes]) -> Vec<ClosingSpread> {
    let one = |(id, s): (crate::id::SiteId, &crate::mission::Site)| {
        let weeks: Vec<Option<u32>> = closes.iter().map(|c| c[id].map(|t| t.0)).collect();
        ClosingSpread { site: s.key.clone(), firm: weeks.iter().all(|w| *w == weeks[0]), closes: weeks }
    };
    m.sites.iter().map(one).collect()
}

fn firm_order(m: &Mission, closes: &[Closes]) -> Vec<(String, String)> {
    let mut order: Vec<_> = m.sites.ids().filter(|s| closes[0][*s].is_some()).collect();
    order.sort_by_key(|s| closes[0][*s]);
    let before = |a, b| closes.iter().all(|c| c[a].is_some_and(|x| c[b].is_none_or(|y| x < y)));
    let pairs = order.windows(2).filter(|p| before(p[0], p[1]));
    pairs.map(|p| (m.sites[p[0]].key.clone(), m.sites[p[1]].key.clone())).collect()
}
