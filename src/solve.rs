//! Backends: who solves a program, and what each of them can do.
//!
//! The only module that names solver crates. Knows programs and points; must not know sites, routes or plans.

#[cfg(feature = "highs")]
mod highs;
mod through_good_lp;

use std::sync::Arc;

use crate::program::presolve::Reduced;
use crate::program::{Col, Program};
use crate::tolerance::{DIVISOR, ROUNDING};

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
    /// Solves a relaxation again after a change of bounds, from the basis before: see [`Hot`].
    pub hot: bool,
}

/// What the caller asks of one solve.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Relative gap at which a program with integers counts as solved.
    pub gap: f64,
    /// Seconds for this solve.
    pub time_limit: Option<f64>,
    /// A point to start from, by column.
    pub start: Option<Vec<f64>>,
    /// "Infeasible" is believed at once: for questions where a false no costs little.
    pub trusting: bool,
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
    /// The solver could not tell, whichever way it was asked; nobody stopped it.
    Lost,
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
    /// Work that it took.
    pub work: u64,
}

/// Work of a solve: pivots times rows, with a little for the start. The same on every machine, unlike seconds.
#[must_use]
pub fn work(pivots: u64, rows: usize) -> u64 {
    (pivots + START) * (rows as u64 + 1)
}

/// What reading and factorising a program costs, in pivots.
const START: u64 = 50;

impl Solution {
    /// There is a point.
    pub fn has_point(&self) -> bool {
        matches!(self.status, Status::Optimal | Status::Stopped)
    }
    /// Nothing but a bound.
    pub(crate) fn bounded(bound: f64) -> Self {
        Self { objective: bound, bound, ..Self::none(Status::Nothing) }
    }
    fn none(status: Status) -> Self {
        Self { status, x: Vec::new(), objective: f64::NAN, bound: f64::NEG_INFINITY, duals: Vec::new(), work: 0 }
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

    /// The relaxation of a program, kept for many solves that differ in bounds; none if the backend cannot.
    ///
    /// # Errors
    /// If the solver does not take the program.
    fn hot(&self, _program: &Program) -> Result<Option<Box<dyn Hot>>, Trouble> {
        Ok(None)
    }
}

/// Where a simplex solve ended, to start another one from: a status for each column and row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    pub(crate) columns: Arc<[i8]>,
    pub(crate) rows: Arc<[i8]>,
}

impl Basis {
    const AT_LOWER: i8 = 0;
    const BASIC: i8 = 1;
    const AT_UPPER: i8 = 2;

    /// It has a status for each column and row of a program.
    pub(crate) fn fits(&self, program: &Program) -> bool {
        (self.columns.len(), self.rows.len()) == (program.columns().len(), program.rows().len())
    }

    /// The same one, not only an equal one.
    #[cfg(feature = "highs")]
    pub(crate) fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.columns, &other.columns) && Arc::ptr_eq(&self.rows, &other.rows)
    }

    /// This basis of one reduction, for a reduction of the same program under narrower bounds.
    #[must_use]
    pub fn carried(&self, from: &Reduced, to: &Reduced) -> Self {
        let mut columns = vec![Self::AT_LOWER; to.program.columns().len()];
        let mut rows = vec![Self::BASIC; to.program.rows().len()];
        for (here, there) in to.same_columns(from) {
            columns[here.index()] = self.columns[there.index()];
        }
        for (here, there) in to.same_rows(from) {
            rows[here.index()] = self.rows[there.index()];
        }
        // A row that was tight is a bound that is reached.
        for (row, col, upper) in to.turned(from) {
            if self.rows[row.index()] != Self::BASIC {
                columns[col.index()] = if upper { Self::AT_UPPER } else { Self::AT_LOWER };
            }
        }
        Self { columns: columns.into(), rows: rows.into() }
    }
}

/// An optimal vertex of a relaxation.
#[derive(Debug, Clone, PartialEq)]
pub struct Vertex {
    /// Objective, a lower bound for every whole point within the bounds.
    pub objective: f64,
    /// The point by column.
    pub x: Vec<f64>,
    /// Change of the objective per unit of a column, by column.
    pub reduced: Vec<f64>,
    /// Shadow prices by row of what was solved.
    pub duals: Vec<f64>,
    /// Where to start the next solve from.
    pub basis: Basis,
}

/// How the solve of a relaxation ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Relaxed {
    /// At an optimum.
    Optimal(Vertex),
    /// Every point is worse than the cutoff.
    Beyond,
    /// There is no point.
    Infeasible,
    /// The caller stopped it.
    Stopped,
    /// The solver could not tell.
    Unknown,
}

/// Where a solve of a relaxation starts.
#[derive(Debug, Clone, Copy)]
pub enum From<'a> {
    /// From a basis that should be near; if it is not, from nothing.
    Near(&'a Basis),
    /// From a near basis or not at all: a start from nothing would cost more than the answer is worth.
    Glance(&'a Basis),
    /// From a near basis, if there is one, where all decisions are made: a start from nothing is quick as well.
    Decided(Option<&'a Basis>),
    /// From nothing.
    Nothing,
}

/// A relaxation that stays loaded: a solve after a change of bounds takes a few pivots instead of a start from nothing.
pub trait Hot: Send {
    /// Minimises with new bounds for some columns (those of all others stay as they were); gives up once the objective must
    /// exceed `cutoff`, or when `stop` says so.
    ///
    /// # Errors
    /// If the solver fails for a reason that is not the program's.
    fn solve(
        &mut self,
        bounds: &[(Col, f64, f64)],
        from: From,
        cutoff: f64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Relaxed, Trouble>;

    /// Work since it was asked last.
    fn worked(&mut self) -> u64 {
        0
    }
}

/// Refuses a program in which some figure is no number, or so large that no solver takes it: nothing good comes of it, and the
/// solver says less about it.
///
/// # Errors
/// With the row or column.
pub(crate) fn finite(program: &Program, backend: &'static str) -> Result<(), Trouble> {
    let refuse = |what: String| Err(Trouble { backend, what });
    for col in program.column_ids() {
        let c = program.get(col);
        if !c.cost.is_finite() || c.cost.abs() > LARGEST || c.lower.is_nan() || c.upper.is_nan() {
            let name = program.column_name(col);
            return refuse(format!(
                "the column {name} has the cost {} and the bounds {} to {}",
                c.cost, c.lower, c.upper
            ));
        }
    }
    for id in program.row_ids() {
        let row = program.get_row(id);
        if row.rhs.is_nan() {
            return refuse(format!("the right-hand side of {} is not a number", program.row_name(id)));
        }
        if let Some((col, a)) = row.terms.iter().find(|(_, a)| !a.is_finite() || a.abs() > LARGEST) {
            let (row, col) = (program.row_name(id), program.column_name(*col));
            return refuse(format!("{row} has the coefficient {a} for {col}"));
        }
    }
    if program.offset.is_finite() { Ok(()) } else { refuse("the objective has no finite constant".into()) }
}

/// HiGHS takes no coefficient from 1e15 on.
const LARGEST: f64 = 1e14;

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
    if value - bound <= ROUNDING { 0.0 } else { (value - bound) / value.abs().max(DIVISOR) }
}
