//! The bound from below: in each world the least that a planner who knows it would come to. No plan made without knowing that brings
//! everybody out does better on average; the difference is the price of not knowing, and of the search.
//!
//! A planner who knows keeps the scenario's rules of guards and dispositions, needs neither budget nor deadline, and is not attacked.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::hedge::known::{KnownWorlds, ShardNumber, falls_to};
use crate::hedge::trial::{Tried, economic};
use crate::hedge::{End, News, Question, Stopwatch};
use crate::mission::Objective;
use crate::optimise::{Observer, Options, relaxed_bound};
use crate::simulate::Replication;
use crate::simulate::known::known;
use crate::simulate::statistics::Interval;

/// Worlds in which the bound is computed at most, and the fewest that say anything.
pub(super) const WORLDS: usize = 60;
const FEWEST: usize = 3;
/// Worlds from which on what 95 % of them need is not just the largest.
const FEWEST_FOR_P95: usize = 20;
/// Share of its time after which the mean leaves the rest to the money.
const MEAN_TIME: f64 = 0.6;
/// Share of the time after which the relaxations stop, and what they have in any case.
const TIME: f64 = 0.9;
const LEAST: f64 = 0.05;
/// Worlds at a time, between two looks at the clock.
const BATCH: usize = 2;

/// What any plan comes to at least.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// Mean of spending and loss, dollars: no plan's mean is less.
    pub mean_usd: f64,
    /// Money that 95 % of the worlds need at least, dollars; null if the time was too short for enough worlds.
    pub cost_p95_usd: Option<f64>,
    /// Worlds that it was computed in.
    pub worlds: usize,
    /// The chosen plan's spending and loss beyond it, in the same worlds, dollars on average, with its 95 % interval.
    pub beyond_usd: f64,
    /// Lower end.
    pub beyond_low_usd: f64,
    /// Upper end.
    pub beyond_high_usd: f64,
}

/// The bound, beside the chosen plan, in as many worlds as the time allows; none if they are too few to say anything.
pub(super) fn bound(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    trials: &[Tried],
    chosen: usize,
    told: &(dyn Fn(&News) + Sync),
    known: &KnownWorlds,
) -> Option<Bound> {
    let plan = &trials[chosen];
    let most = WORLDS.min(plan.worlds.len());
    let end = clock.end_with(observer, TIME, LEAST);
    let first = clock.end(observer, clock.used() + (end.share - clock.used()) * MEAN_TIME);
    let least = in_worlds(q, trials, most, (Some(Objective::EconomicCost), &known.economic), [&first, &end], &|list| {
        let bound = Some(list.iter().sum::<f64>() / list.len() as f64);
        told(&News { doing: "planners who know their world".into(), best: None, bound });
    });
    let n = least.len();
    if n < FEWEST.min(most).max(1) {
        return None;
    }
    // The largest of a few worlds says nothing of 95 % of them.
    let mut spent = if n >= FEWEST_FOR_P95.min(most) {
        in_worlds(q, trials, most, (None, &known.spending), [&end, &end], &|_| ())
    } else {
        Vec::new()
    };
    spent.sort_by(f64::total_cmp);
    let enough = !spent.is_empty() && spent.len() >= FEWEST_FOR_P95.min(most);
    let beyond = Interval::of((0..n).map(|i| economic(&plan.worlds[i]) - least[i]).collect());
    let mean = plan.worlds.iter().map(economic).sum::<f64>() / plan.worlds.len() as f64;
    Some(Bound {
        // What differs between the worlds falls out of the difference: its mean is known far better than that of the bound itself.
        mean_usd: mean - beyond.mean,
        cost_p95_usd: enough.then(|| spent[((0.95 * spent.len() as f64).ceil() as usize).clamp(1, spent.len()) - 1]),
        worlds: n,
        beyond_usd: beyond.mean,
        beyond_low_usd: beyond.low,
        beyond_high_usd: beyond.high,
    })
}

/// The least in each of the first worlds, as many as the time allows: until the first end if they are enough for the money too, else
/// until the second. `told` hears of them.
fn in_worlds(
    q: &Question,
    trials: &[Tried],
    most: usize,
    (objective, known): (Option<Objective>, &BTreeMap<usize, f64>),
    [early, end]: [&End; 2],
    told: &dyn Fn(&[f64]),
) -> Vec<f64> {
    let mut list: Vec<f64> = Vec::new();
    while list.len() < most && !end.reached() && (list.len() < FEWEST_FOR_P95 || !early.reached()) {
        let batch: Vec<usize> = (list.len()..(list.len() + BATCH).min(most)).collect();
        let one = |i: &usize| known.get(i).copied().or_else(|| in_world(q, trials, *i, objective, end));
        let fresh: Vec<Option<f64>> = batch.par_iter().map(one).collect();
        // In the order of their numbers: after one that the solver could not bound the rest would be compared with other worlds.
        list.extend(fresh.into_iter().map_while(|usd| usd));
        if list.len() < batch.last().map_or(0, |last| last + 1) {
            break;
        }
        told(&list);
    }
    list
}

/// A share of the worlds of [`bound`]: the least spending and loss, and the least spending, as many as the time allows.
pub(super) fn share_of_bound(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    trials: &[Tried],
    share: ShardNumber,
) -> [BTreeMap<usize, f64>; 2] {
    let end = clock.end_with(observer, TIME, LEAST);
    let most = WORLDS.min(trials[0].worlds.len());
    let mine: Vec<usize> = (0..most).filter(|i| falls_to(share, *i as u64)).collect();
    [Some(Objective::EconomicCost), None].map(|objective| {
        let one = |i: &usize| in_world(q, trials, *i, objective, &end).map(|usd| (*i, usd));
        mine.par_iter().filter_map(one).collect()
    })
}

/// The least spending and loss, or without an objective the least spending, in one world. A replay that came to less (it may leave in
/// waves, or lose what was not worth its way) counts itself: then there is such a plan.
fn in_world(q: &Question, trials: &[Tried], i: usize, objective: Option<Objective>, end: &End) -> Option<f64> {
    if end.reached() {
        return None;
    }
    let (m, price) = known(q.mission, q.processes, q.seed, i as u64);
    let options = Options { threads: 1, time_limit: Some(end.seconds()), ..q.options.clone() };
    let bound = relaxed_bound(&m, &options, objective).ok()?;
    let value = |r: &Replication| if objective.is_some() { economic(r) } else { r.cost_usd };
    // One that leaves somebody behind for good costs little and is no withdrawal.
    let tried = trials.iter().filter_map(|t| t.worlds.get(i)).filter(|r| r.finished.is_some());
    let least = tried.map(value).fold(f64::INFINITY, f64::min);
    let usd = bound.map_or(least, |b| (b * price).min(least));
    // In a world in which nobody ever gets out, whatever is known, nothing is known of the cost but that it is not negative.
    Some(if usd.is_finite() { usd } else { 0.0 })
}
