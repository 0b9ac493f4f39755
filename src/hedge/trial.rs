//! A candidate on trial: its plan, and what it came to in the worlds so far.
//!
//! Worlds are replayed in small batches, as many as the time allows; the list never has a gap. Must not know other candidates.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::hedge::buffers::Buffers;
use crate::hedge::{End, Measure, Question};
use crate::plan::decisions::Decisions;
use crate::simulate::statistics::{Chance, Interval};
use crate::simulate::{Case, Policy, Replication, replications};

/// A candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Tried {
    pub buffers: Buffers,
    pub decisions: Decisions,
    /// Worlds in the order of their numbers, from 0 without a gap.
    pub worlds: Vec<Replication>,
    /// Closing of each site in the plan.
    pub closes: Vec<u32>,
}

impl Tried {
    pub(super) fn new(buffers: Buffers, decisions: Decisions) -> Self {
        let closes = decisions.closes.values().map(|c| c.map_or(u32::MAX, |t| t.0)).collect();
        Self { buffers, decisions, worlds: Vec::new(), closes }
    }

    /// Replays it until it has been through so many worlds, or the end comes.
    pub(super) fn replay_to(&mut self, q: &Question, worlds: u64, end: &End) {
        let from = self.worlds.len() as u64;
        if from >= worlds {
            return;
        }
        let numbers: Vec<u64> = (from..worlds).collect();
        self.worlds.extend(replay(q, &self.decisions, Policy::CatchUp, q.seed, &numbers, end));
    }

    /// It held in the world of this number.
    pub(super) fn held_in(&self, world: usize) -> bool {
        self.worlds.get(world).is_some_and(holds)
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

/// Everybody is out by the deadline, and every milestone was kept.
pub(super) fn holds(r: &Replication) -> bool {
    r.holds(0.0)
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

/// Replays decisions in the worlds of these numbers until the end comes: the first of them, without a gap.
pub(super) fn replay(
    q: &Question,
    decisions: &Decisions,
    policy: Policy,
    seed: u64,
    numbers: &[u64],
    end: &End,
) -> Vec<Replication> {
    let case = Case { mission: q.mission, decisions, processes: q.processes, policy };
    in_batches(&case, seed, numbers, end)
}

/// Worlds of the first batch, and at most.
const BATCH: usize = 16;
const LARGEST: usize = 512;
/// Share of the time that a batch is to take at most.
const TICK: f64 = 0.005;

/// The same of any case. The batches grow as long as one is a moment's work.
pub(super) fn in_batches(case: &Case, seed: u64, numbers: &[u64], end: &End) -> Vec<Replication> {
    let mut list: Vec<Replication> = Vec::new();
    let mut size = BATCH;
    while list.len() < numbers.len() && !end.reached() {
        let batch = &numbers[list.len()..(list.len() + size).min(numbers.len())];
        let began = Instant::now();
        let fresh = replications(case, seed, batch, &|_| (), &|| end.reached());
        // What is behind a world that was not begun could not be compared world by world.
        let whole = fresh.into_iter().zip(batch).take_while(|(r, number)| r.number == **number);
        // What nobody asks for later is let go.
        list.extend(whole.map(|(r, _)| Replication { people_out: Vec::new(), ..r }));
        let tick = end.clock.seconds * TICK;
        let took = began.elapsed().as_secs_f64();
        size = if took > tick {
            (size / 2).max(1)
        } else if took < tick / 2.0 {
            (size * 2).min(LARGEST)
        } else {
            size
        };
    }
    list
}
