//! The bound from below: in each world the least that a planner who knows it would come to. No plan made without knowing that brings
//! everybody out does better on average; the difference is the price of not knowing, and of the search.
//!
//! A planner who knows keeps the scenario's rules of guards and dispositions, needs neither budget nor deadline, and is not attacked.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::hedge::trial::{Trial, economic};
use crate::hedge::{Clock, News, Question};
use crate::mission::Objective;
use crate::optimise::{Observer, Options, relaxed_bound};
use crate::simulate::known::known;
use crate::simulate::statistics::Interval;

/// Worlds in which the bound is computed at most.
const WORLDS: usize = 60;
/// Share of the time after which no more worlds are bounded.
const TIME: f64 = 0.95;
/// Worlds at a time, between two looks at the clock.
const BATCH: usize = 2;

/// What any plan comes to at least.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// Mean of spending and loss, dollars: no plan's mean is less.
    pub mean_usd: f64,
    /// Money that 95 % of the worlds need at least, dollars.
    pub cost_p95_usd: f64,
    /// Worlds that it was computed in.
    pub worlds: usize,
    /// The chosen plan's spending and loss beyond it, in the same worlds, dollars on average, with its 95 % interval.
    pub beyond_usd: f64,
    /// Lower end.
    pub beyond_low_usd: f64,
    /// Upper end.
    pub beyond_high_usd: f64,
}

/// The bound, beside the chosen plan; none if the time was too short for a dozen worlds or so.
pub(super) fn bound(
    q: &Question,
    clock: &Clock,
    observer: &dyn Observer,
    trials: &[Trial],
    chosen: usize,
    told: &(dyn Fn(&News) + Sync),
) -> Option<Bound> {
    let plan = &trials[chosen];
    let most = WORLDS.min(plan.worlds.len());
    let mut pairs: Vec<(f64, f64)> = Vec::new();
    while pairs.len() < most && !clock.past(TIME) && !observer.cancelled() {
        let batch: Vec<usize> = (pairs.len()..(pairs.len() + BATCH).min(most)).collect();
        let fresh: Vec<Option<(f64, f64)>> = batch.par_iter().map(|i| in_world(q, trials, *i)).collect();
        pairs.extend(fresh.into_iter().flatten());
        if pairs.len() < batch.last().map_or(0, |last| last + 1) {
            // A world that the solver could not bound would make the rest incomparable.
            break;
        }
        let mean = pairs.iter().map(|p| p.0).sum::<f64>() / pairs.len() as f64;
        told(&News {
            doing: "planners who know their world".into(),
            best: None,
            bound: Some(mean),
            left: clock.left(),
        });
    }
    if pairs.is_empty() {
        return None;
    }
    let n = pairs.len();
    let beyond = Interval::of((0..n).map(|i| economic(&plan.worlds[i]) - pairs[i].0).collect());
    let mean = plan.worlds.iter().map(economic).sum::<f64>() / plan.worlds.len() as f64;
    let mut spent: Vec<f64> = pairs.iter().map(|p| p.1).collect();
    spent.sort_by(f64::total_cmp);
    Some(Bound {
        // What differs between the worlds falls out of the difference: its mean is known far better than that of the bound itself.
        mean_usd: mean - beyond.mean,
        cost_p95_usd: spent[((0.95 * n as f64).ceil() as usize).clamp(1, n) - 1],
        worlds: n,
        beyond_usd: beyond.mean,
        beyond_low_usd: beyond.low,
        beyond_high_usd: beyond.high,
    })
}

/// The least spending and loss, and the least spending, in one world. A replay that came to less (it may leave in waves, or lose what
/// was not worth its way) counts itself: then there is such a plan.
fn in_world(q: &Question, trials: &[Trial], i: usize) -> Option<(f64, f64)> {
    let (m, price) = known(q.mission, q.processes, q.seed, i as u64);
    let options = Options { threads: 1, time_limit: None, ..q.options.clone() };
    let economic_cost = relaxed_bound(&m, &options, Some(Objective::EconomicCost)).ok()?;
    let spending = relaxed_bound(&m, &options, None).ok()?;
    // One that leaves somebody behind for good costs little and is no withdrawal.
    let tried = || trials.iter().filter_map(|t| t.worlds.get(i)).filter(|r| r.finished.is_some());
    let least = tried().map(economic).fold(f64::INFINITY, f64::min);
    let cheapest = tried().map(|r| r.cost_usd).fold(f64::INFINITY, f64::min);
    // In a world in which nobody ever gets out, whatever is known, nothing is known of the cost but that it is not negative.
    let finite = |usd: f64| if usd.is_finite() { usd } else { 0.0 };
    Some((
        finite(economic_cost.map_or(least, |b| (b * price).min(least))),
        finite(spending.map_or(cheapest, |b| (b * price).min(cheapest))),
    ))
}
