//! The one entry of the optimiser: a mission in, decisions with certified stages out.
//!
//! Knows the order of the stages, the funded horizon, the time limit and whom to tell of progress. Does not know files,
//! costs by heading or how a plan is printed.

use crate::mission::{Mission, Objective, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::Marginal;

/// What the caller may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Relative gap at which a stage counts as solved.
    pub gap: f64,
    /// Wall-clock seconds for everything; `None`: no limit.
    pub time_limit: Option<f64>,
    /// Threads; 0: all that the machine has.
    pub threads: usize,
    /// Backend by name; `None`: the best that was compiled in.
    pub solver: Option<String>,
    /// Units with the same attributes are one class.
    pub aggregate: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { gap: 0.01, time_limit: None, threads: 0, solver: None, aggregate: true }
    }
}

/// What happens while solving.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A stage begins.
    Stage {
        /// 1-based.
        number: usize,
        /// How many there are.
        of: usize,
        /// In words.
        what: String,
    },
    /// News of the running stage.
    Progress {
        /// Best value so far.
        incumbent: Option<f64>,
        /// Certified bound so far.
        bound: Option<f64>,
        /// Relative gap of the two.
        gap: Option<f64>,
        /// Seconds since the start.
        seconds: f64,
    },
    /// Something to tell.
    Note(String),
}

/// Whom to tell, and who may stop it.
pub trait Observer: Sync {
    /// Told of what happens.
    fn event(&self, event: Event);
    /// True once the user wants the best plan so far.
    fn cancelled(&self) -> bool;
}

/// Tells nobody, never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn event(&self, _event: Event) {}
    fn cancelled(&self) -> bool {
        false
    }
}

/// How one stage ended.
#[derive(Debug, Clone, PartialEq)]
pub struct StageOutcome {
    /// What was minimised.
    pub objective: Objective,
    /// Value reached.
    pub value: f64,
    /// Certified bound, if any.
    pub bound: Option<f64>,
    /// Relative gap of the two.
    pub gap: Option<f64>,
    /// Over all closures, or with closures fixed at the plan.
    pub all_closures: bool,
    /// Seconds spent.
    pub seconds: f64,
}

/// Money missing for a full withdrawal by the deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shortfall {
    /// Nothing is missing.
    None,
    /// So many dollars; `bound` is certified: less is not enough.
    Missing {
        /// Cost of a full withdrawal that was found, minus the budget.
        usd: f64,
        /// Certified least cost minus the budget.
        bound: f64,
    },
    /// No money would be enough: the lift or the time is short.
    NotByMoney,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The plan.
    pub decisions: Decisions,
    /// Stage by stage.
    pub stages: Vec<StageOutcome>,
    /// Worst gap of the certified stages.
    pub gap: Option<f64>,
    /// The user or the clock ended the search.
    pub interrupted: bool,
    /// The clock did.
    pub timed_out: bool,
    /// What is missing.
    pub shortfall: Shortfall,
    /// What binds, from the LP with closures fixed at the plan; dearest first.
    pub marginals: Vec<Marginal>,
    /// Least number of people left if money did not limit, and what lift is short then; empty if all can leave.
    pub short_of: Vec<Marginal>,
    /// Remarks for the reader.
    pub notes: Vec<String>,
    /// Backend's name and version.
    pub solver: (String, String),
    /// Seconds in all.
    pub seconds: f64,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Failure {
    /// No such backend was compiled in.
    #[error("there is no solver `{0}` in this build; it has: {1}")]
    NoSuchSolver(String, String),
    /// The rules contradict each other, whatever the money: these would have to give.
    #[error("the rules of the scenario contradict each other: {}", .0.join("; "))]
    Conflict(Vec<String>),
    /// Interrupted before any plan was found.
    #[error("stopped before any plan was found")]
    Interrupted,
    /// The time limit ended before any plan was found.
    #[error("no plan was found within the time limit of {0} s")]
    TimeLimit(f64),
    /// The solver failed.
    #[error("the solver failed: {0}")]
    Solver(String),
}

/// The people that have to leave, the money and the rules: the best plan.
///
/// # Errors
/// See [`Failure`].
pub fn optimise(_mission: &Mission, _options: &Options, _observer: &dyn Observer) -> Result<Outcome, Failure> {
    let _ = Period::START;
    Err(Failure::Solver("the optimiser is not joined yet".into()))
}
