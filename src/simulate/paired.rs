//! Differences of two cases in the same worlds: what differs between the worlds themselves falls out.

use serde::Serialize;

use crate::simulate::Replication;
use crate::simulate::statistics::{Interval, Percentiles};
use crate::tolerance::EVERYBODY;

/// The second case minus the first, world by world.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairedDifference {
    /// Worlds that both have been through.
    pub worlds: usize,
    /// Worlds in which only the second gets everybody out by its deadline.
    pub only_second_out: usize,
    /// Worlds in which only the first does.
    pub only_first_out: usize,
    /// Worlds in which the second ends earlier.
    pub earlier: usize,
    /// Worlds in which it ends later.
    pub later: usize,
    /// Weeks by which the second ends later (negative: earlier), on average.
    pub finish_weeks: Interval,
    /// Dollars.
    pub cost_usd: Interval,
    /// Dollars of equipment lost.
    pub value_lost_usd: Interval,
    /// Persons left at the deadline.
    pub people_left: Interval,
    /// Wounded and killed.
    pub casualties: Interval,
    /// Percentiles of the difference of cost plus equipment lost, dollars.
    pub economic_usd: Percentiles,
}

/// Compares two lists, ordered by number, in the worlds that both have; none if they share none. Those that never finish count
/// as `ends`: the period after the last that a replay could reach.
pub fn difference(first: &[Replication], second: &[Replication], ends: (u32, u32)) -> Option<PairedDifference> {
    let both: Vec<(&Replication, &Replication)> = first
        .iter()
        .filter_map(|a| second.binary_search_by_key(&a.number, |b| b.number).ok().map(|i| (a, &second[i])))
        .collect();
    if both.is_empty() {
        return None;
    }
    let mean = |f: &dyn Fn(&Replication) -> f64| Interval::of(both.iter().map(|(a, b)| f(b) - f(a)).collect());
    let count = |f: &dyn Fn(&Replication, &Replication) -> bool| both.iter().filter(|(a, b)| f(a, b)).count();
    let out = |r: &Replication| r.people_left_at_deadline < EVERYBODY;
    let finish = |a: &Replication, b: &Replication| {
        f64::from(b.finished.unwrap_or(ends.1)) - f64::from(a.finished.unwrap_or(ends.0))
    };
    Some(PairedDifference {
        worlds: both.len(),
        only_second_out: count(&|a, b| !out(a) && out(b)),
        only_first_out: count(&|a, b| out(a) && !out(b)),
        earlier: count(&|a, b| finish(a, b) < 0.0),
        later: count(&|a, b| finish(a, b) > 0.0),
        finish_weeks: Interval::of(both.iter().map(|(a, b)| finish(a, b)).collect()),
        cost_usd: mean(&|r| r.cost_usd),
        value_lost_usd: mean(&|r| r.value_lost_usd),
        people_left: mean(&|r| r.people_left_at_deadline),
        casualties: mean(&|r| r.casualties),
        economic_usd: Percentiles::of(
            both.iter().map(|(a, b)| b.cost_usd + b.value_lost_usd - a.cost_usd - a.value_lost_usd).collect(),
        ),
    })
}
