//! Backends: who solves a program, and what each of them can do.
//!
//! The only module that names solver crates. Knows programs and points; must not know sites, routes or plans.

#[cfg(feature = "highs")]
mod highs;
mod through_good_lp;

use crate::program::Program;

/// What a backend can do beyond finding an optimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Shadow prices of rows.
    pub duals: bool,
    /// Reports incumbent and bound while it works and can be stopped with the best point so far.
    pub anytime: bool,
    /// Takes a point to start from.
    pub warm_start: bool,
    /// Keeps a time limit.
    pub time_limit: bool,
}

/// What the caller asks of one solve.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Relative gap at which a program with integers counts as solved.
    pub gap: f64,
    /// Seconds for this solve.
    pub time_limit: Option<f64>,
    /// Threads; 0: the backend's choice.
    pub threads: usize,
    /// A point to start from, by column.
    pub start: Option<Vec<f64>>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Within the gap asked.
    Optimal,
    /// Stopped by the clock or the caller, with a point.
    Stopped,
    /// No point satisfies the rows.
    Infeasible,
    /// Stopped without a point.
    Nothing,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// How it ended.
    pub status: Status,
    /// The point by column; empty if there is none.
    pub x: Vec<f64>,
    /// Objective there.
    pub objective: f64,
    /// Certified lower bound of the objective.
    pub bound: f64,
    /// Shadow prices by row (change of the objective per unit of right-hand side); empty if the backend has none or the program has integers.
    pub duals: Vec<f64>,
}

impl Solution {
    /// There is a point.
    pub fn has_point(&self) -> bool {
        matches!(self.status, Status::Optimal | Status::Stopped)
    }
    fn none(status: Status) -> Self {
        Self { status, x: Vec::new(), objective: f64::NAN, bound: f64::NEG_INFINITY, duals: Vec::new() }
    }
}

/// News of a running solve; the answer `true` asks it to stop.
pub trait Watch {
    /// Best objective so far (infinite: none yet) and certified bound.
    fn progress(&self, incumbent: f64, bound: f64) -> bool;
}

/// Watches nothing, never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn progress(&self, _incumbent: f64, _bound: f64) -> bool {
        false
    }
}

/// The solver itself failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{backend}: {what}")]
pub struct Trouble {
    /// Which one.
    pub backend: &'static str,
    /// What it said.
    pub what: String,
}

/// Someone who solves programs.
pub trait Backend: Sync {
    /// Name for `--solver` and results.
    fn name(&self) -> &'static str;
    /// Version for results.
    fn version(&self) -> String;
    /// What it can do.
    fn abilities(&self) -> Abilities;
    /// Minimises the program.
    ///
    /// # Errors
    /// If the solver fails for a reason that is not the program's.
    fn solve(&self, program: &Program, request: &Request, watch: &dyn Watch) -> Result<Solution, Trouble>;
}

/// All backends of this build, the default first.
pub fn backends() -> Vec<Box<dyn Backend>> {
    let mut list: Vec<Box<dyn Backend>> = Vec::new();
    #[cfg(feature = "highs")]
    list.push(Box::new(highs::Highs));
    list.extend(through_good_lp::backends());
    list
}

/// The backend of that name; the default without a name.
pub fn backend(name: Option<&str>) -> Option<Box<dyn Backend>> {
    backends().into_iter().find(|b| name.is_none_or(|n| n == b.name()))
}

/// Relative gap of a value and its lower bound.
pub fn gap(value: f64, bound: f64) -> f64 {
    if value <= bound { 0.0 } else { (value - bound) / value.abs().max(1e-9) }
}
