//! A candidate on trial: its plan, and what it came to in the worlds so far.

use crate::hedge::buffers::Buffers;
use crate::hedge::{Measure, Question};
use crate::plan::decisions::Decisions;
use crate::simulate::statistics::{Chance, Interval};
use crate::simulate::summary::EVERYBODY;
use crate::simulate::{Case, Policy, Replication, replications};

/// A candidate.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub buffers: Buffers,
    pub decisions: Decisions,
    /// Worlds in the order of their numbers, from 0 without a gap.
    pub worlds: Vec<Replication>,
    /// Closing of each site in the plan.
    pub closes: Vec<u32>,
}

impl Trial {
    pub(super) fn new(buffers: Buffers, decisions: Decisions) -> Self {
        let closes = decisions.closes.values().map(|c| c.map_or(u32::MAX, |t| t.0)).collect();
        Self { buffers, decisions, worlds: Vec::new(), closes }
    }

    /// Replays it until it has been through so many worlds.
    pub(super) fn replay_to(&mut self, q: &Question, worlds: u64, stop: &(dyn Fn() -> bool + Sync)) {
        let from = self.worlds.len() as u64;
        if from >= worlds {
            return;
        }
        let numbers: Vec<u64> = (from..worlds).collect();
        let fresh = replay(q, &self.decisions, Policy::CatchUp, q.seed, &numbers, stop);
        // A list with gaps could not be compared world by world.
        let whole = fresh.len() == numbers.len();
        self.worlds.extend(fresh.into_iter().filter(|_| whole));
    }

    /// Share of the first `n` worlds in which it holds.
    pub(super) fn chance(&self, n: usize) -> Chance {
        let list = &self.worlds[..n.min(self.worlds.len())];
        Chance::of(list.iter().filter(|r| holds(r)).count(), list.len().max(1))
    }

    /// What is to be small, over the first `n` worlds, dollars.
    pub(super) fn value(&self, measure: Measure, target: f64, n: usize) -> f64 {
        let list = &self.worlds[..n.min(self.worlds.len())];
        match measure {
            Measure::Out => list.iter().map(economic).sum::<f64>() / list.len().max(1) as f64,
            Measure::Budget => suffices(list, target),
        }
    }

    /// Spending and loss more than another's in the same worlds.
    pub(super) fn more_than(&self, other: &Self, n: usize) -> Interval {
        let pairs = self.worlds.iter().zip(&other.worlds).take(n);
        Interval::of(pairs.map(|(a, b)| economic(a) - economic(b)).collect())
    }
}

/// Everybody is out by the deadline.
pub(super) fn holds(r: &Replication) -> bool {
    r.people_left_at_deadline < EVERYBODY
}

/// Spending and the value of equipment lost, dollars.
pub(super) fn economic(r: &Replication) -> f64 {
    r.cost_usd + r.value_lost_usd
}

/// The least money that is enough, with everybody out in time, in a share of the worlds; infinite if there are not so many.
pub(super) fn suffices(list: &[Replication], share: f64) -> f64 {
    let mut costs: Vec<f64> = list.iter().map(|r| if holds(r) { r.cost_usd } else { f64::INFINITY }).collect();
    costs.sort_by(f64::total_cmp);
    let at = ((share * costs.len() as f64).ceil() as usize).clamp(1, costs.len().max(1)) - 1;
    costs.get(at).copied().unwrap_or(f64::INFINITY)
}

/// Replays decisions in the worlds of these numbers; what nobody asks for later is let go.
pub(super) fn replay(
    q: &Question,
    decisions: &Decisions,
    policy: Policy,
    seed: u64,
    numbers: &[u64],
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Replication> {
    let case = Case { mission: q.mission, decisions, processes: q.processes, policy };
    let mut list = replications(&case, seed, numbers, &|_| (), stop);
    list.iter_mut().for_each(|r| r.people_out = Vec::new());
    list
}
