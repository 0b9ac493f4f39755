//! Risk: a plan replayed against random worlds. Worlds are drawn day by day; the replay books week by week, with what is late
//! catching up in spare capacity, or with the planner planning anew every few weeks.
//!
//! Must not know files. The same seed makes the same world for every plan and any number of threads.

pub mod confidence;
mod context;
pub mod forecast;
pub mod known;
mod order;
mod orders;
pub mod paired;
pub mod precision;
mod rates;
pub mod record;
mod replay;
pub mod statistics;
mod stream;
pub mod summary;
mod world;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::mission::Mission;
use crate::plan::decisions::Decisions;
use crate::scenario::risk::Process;
use crate::tolerance::EVERYBODY;

use context::Replayable;
pub use replay::Course;

/// Periods that a replay may run beyond the deadline.
pub const OVERTIME: u32 = 26;

/// What is done when the plan is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The plan is followed; what is late uses spare capacity.
    CatchUp,
    /// The same, and every so many periods the planner plans anew from the state reached.
    Replan {
        /// Periods between two plans.
        every: u32,
    },
}

/// What went wrong first in a world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Breakdown {
    /// The process that did it.
    pub process: String,
    /// Route or site.
    pub place: String,
    /// When.
    pub week: u32,
    /// `late`, `left in a hurry`.
    pub what: String,
}

/// What one replication came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Replication {
    /// Its number, from 0.
    pub number: u64,
    /// Period in which everything was out or lost and every site closed; null if not within the overtime.
    pub finished: Option<u32>,
    /// Persons not out at the deadline.
    pub people_left_at_deadline: f64,
    /// People out by the end of each period, from 0 to the end; tenths.
    pub people_out: Vec<f64>,
    /// Spending until the end, dollars.
    pub cost_usd: f64,
    /// Value of equipment lost, disposals of the plan included, dollars.
    pub value_lost_usd: f64,
    /// Wounded and killed.
    pub casualties: f64,
    /// Attacks on lifts.
    pub attacks: f64,
    /// Weeks, added up over the sites, in which the last people of an empty site were fewer than its guard, because they did not all
    /// find a seat in one week.
    pub thin_guard_weeks: u32,
    /// How often the planner was asked for a new plan.
    pub replans: u32,
    /// How often it found none that costs less than catching up was expected to: the old plan was followed.
    pub replans_refused: u32,
    /// Closing period of each site, in the order of the scenario; null: still open at the end.
    pub closes: Vec<Option<u32>>,
    /// What made something late, or was left, first; null if nothing was.
    pub first_failure: Option<Breakdown>,
    /// Milestones that were not kept, by their position in the scenario; of those that the plan's own time reaches.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones_missed: Vec<usize>,
}

impl Replication {
    /// Everybody but so many is out by the deadline, and every milestone was kept.
    pub fn holds(&self, planned_left: f64) -> bool {
        self.people_left_at_deadline < planned_left + EVERYBODY && self.milestones_missed.is_empty()
    }
}

/// A plan with the processes that disturb it and what is done about it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The mission.
    pub mission: &'a Mission,
    /// The plan.
    pub decisions: &'a Decisions,
    /// What can go wrong.
    pub processes: &'a [Process],
    /// What is done then.
    pub policy: Policy,
}

/// Replays a plan in the worlds of these numbers; `told` is called after each, `stop` ends it early.
pub fn replications(
    case: &Case,
    seed: u64,
    numbers: &[u64],
    told: &(dyn Fn(&Replication) + Sync),
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Replication> {
    let replayable = Replayable::new(case.mission, case.decisions, case.processes);
    let one = |number: &u64| {
        if stop() {
            return None;
        }
        let world = world::World::draw(&replayable.m, &replayable.hazards, seed, *number);
        let mut run = replay::Run::new(&replayable, &world);
        let finished = run.follow(1, case.policy);
        let result = run.outcome(*number, finished);
        told(&result);
        Some(result)
    };
    numbers.par_iter().filter_map(one).collect()
}

/// One replication in full, for audits and for a closer look.
pub fn course(case: &Case, seed: u64, number: u64) -> Course {
    let replayable = Replayable::new(case.mission, case.decisions, case.processes);
    let world = world::World::draw(&replayable.m, &replayable.hazards, seed, number);
    let mut run = replay::Run::new(&replayable, &world);
    let finished = run.follow(1, case.policy);
    run.course(number, finished)
}
