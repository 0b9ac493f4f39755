//! Risk: a plan replayed against random worlds. Worlds are drawn day by day; the replay books week by week, with what is late
//! catching up in spare capacity.
//!
//! Must not know files. The same seed makes the same world for every plan and any number of threads.

mod replay;
mod stream;
pub mod summary;
mod world;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::mission::Mission;
use crate::plan::decisions::Decisions;
use crate::scenario::risk::Process;

/// Periods that a replay may run beyond the deadline.
pub const OVERTIME: u32 = 26;

/// What one replication came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Replication {
    /// Its number, from 0.
    pub number: u64,
    /// Period in which everything was out or lost and every site closed; null if not within the overtime.
    pub finished: Option<u32>,
    /// Persons not out at the deadline.
    pub people_left_at_deadline: f64,
    /// Spending until the end, dollars.
    pub cost_usd: f64,
    /// Value of equipment lost, disposals of the plan included, dollars.
    pub value_lost_usd: f64,
    /// Wounded and killed.
    pub casualties: f64,
    /// Attacks on lifts.
    pub attacks: f64,
    /// Closing period of each site, in the order of the scenario; null: still open at the end.
    pub closes: Vec<Option<u32>>,
    /// The process during which the first week of the plan was missed; null if none was.
    pub first_failure: Option<String>,
}

/// Replays a plan in the worlds `from..to` of a seed; `told` is called after each, `stop` ends it early.
pub fn replications(
    m: &Mission,
    d: &Decisions,
    processes: &[Process],
    seed: u64,
    numbers: &[u64],
    told: &(dyn Fn() + Sync),
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Replication> {
    let ground = replay::Ground::new(m, d);
    let one = |number: &u64| {
        if stop() {
            return None;
        }
        let world = world::World::draw(&ground.m, processes, seed, *number);
        let result = ground.replay(&world, *number);
        told();
        Some(result)
    };
    numbers.par_iter().filter_map(one).collect()
}
