//! What may be chosen of a question, with its defaults.

use std::time::Duration;

use crate::hedge::Measure;
use crate::optimise;
use crate::simulate::Policy;

/// How a plan is looked for.
///
/// ```
/// use drawdown::PlanOptions;
/// use std::time::Duration;
/// let options = PlanOptions::default().gap(0.001).time_limit(Duration::from_secs(60)).threads(2);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct PlanOptions {
    pub(super) inner: optimise::Options,
}

impl PlanOptions {
    /// Relative gap at which the plan counts as optimal (0.01).
    #[must_use]
    pub fn gap(mut self, gap: f64) -> Self {
        self.inner.gap = gap;
        self
    }
    /// Time after which the best plan so far is taken (none).
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.inner.time_limit = Some(limit.as_secs_f64());
        self
    }
    /// Threads (all that the machine has). The plan does not depend on it.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.inner.threads = threads;
        self
    }
}

/// How many worlds a plan is replayed in, and which.
///
/// ```
/// let options = drawdown::SimulateOptions::default().worlds(200).seed(7).replan_every(4);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SimulateOptions {
    pub(super) worlds: u64,
    pub(super) seed: u64,
    pub(super) policy: Policy,
}

impl Default for SimulateOptions {
    fn default() -> Self {
        Self { worlds: 1000, seed: 1, policy: Policy::CatchUp }
    }
}

impl SimulateOptions {
    /// Worlds (1,000).
    #[must_use]
    pub fn worlds(mut self, worlds: u64) -> Self {
        self.worlds = worlds;
        self
    }
    /// Seed (1): the same seed makes the same worlds for every plan.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
    /// The planner plans anew every so many periods (never; what is late catches up).
    #[must_use]
    pub fn replan_every(mut self, periods: u32) -> Self {
        self.policy = Policy::Replan { every: periods };
        self
    }
}

/// How sure a plan has to be, and how that is found out.
///
/// ```
/// use std::time::Duration;
/// let options = drawdown::HedgeOptions::default().hold(0.9).worlds(500).proof(5000).time_limit(Duration::from_secs(120));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HedgeOptions {
    pub(super) hold: f64,
    pub(super) measure: Measure,
    pub(super) worlds: u64,
    pub(super) proof: u64,
    pub(super) seed: u64,
    pub(super) policy: Policy,
    pub(super) seconds: f64,
}

impl Default for HedgeOptions {
    fn default() -> Self {
        Self {
            hold: 0.95,
            measure: Measure::Out,
            worlds: 1000,
            proof: 10_000,
            seed: 1,
            policy: Policy::CatchUp,
            seconds: 600.0,
        }
    }
}

impl HedgeOptions {
    /// Share of the worlds in which the plan has to hold (0.95).
    #[must_use]
    pub fn hold(mut self, share: f64) -> Self {
        self.hold = share;
        self
    }
    /// Holding means that everybody is out in time within the budget (everybody is out in time).
    #[must_use]
    pub fn within_budget(mut self) -> Self {
        self.measure = Measure::Budget;
        self
    }
    /// Worlds in which candidates are compared (1,000).
    #[must_use]
    pub fn worlds(mut self, worlds: u64) -> Self {
        self.worlds = worlds;
        self
    }
    /// Fresh worlds in which the plan is proved (10,000).
    #[must_use]
    pub fn proof(mut self, worlds: u64) -> Self {
        self.proof = worlds;
        self
    }
    /// Seed (1) of the worlds; those of the proof have the next.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
    /// The planner plans anew every so many periods (never; what is late catches up).
    #[must_use]
    pub fn replan_every(mut self, periods: u32) -> Self {
        self.policy = Policy::Replan { every: periods };
        self
    }
    /// Time for everything (ten minutes).
    #[must_use]
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.seconds = limit.as_secs_f64();
        self
    }
}
