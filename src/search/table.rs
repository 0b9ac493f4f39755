//! A program whose relaxation stays loaded in some workers, with the bounds that are tried at the moment.
//!
//! Must not know which bounds to try.

use std::collections::BTreeMap;

use crate::program::{Col, Program, Sense};
use crate::solve::{Backend, Basis, From, Hot, Relaxed, Trouble, Vertex};
use crate::tolerance::MISSED_CLOSELY;

/// Copies of the relaxation: so many moves are tried side by side. Not more where there are more processors, so that the plan does
/// not depend on the machine.
const WORKERS: usize = 4;

/// One copy of the relaxation.
pub(super) struct TableWorker {
    hot: Box<dyn Hot>,
    /// Columns whose bounds are those of a trial.
    dirty: Vec<Col>,
}

/// The program on the table and the workers around it.
pub(crate) struct WorkTable<'a> {
    pub(super) board: Board<'a>,
    pub(super) workers: Vec<TableWorker>,
}

/// What all workers see: the program, the bounds of now, where to start from.
pub(super) struct Board<'a> {
    pub(super) program: &'a Program,
    pub(super) lower: Vec<f64>,
    pub(super) upper: Vec<f64>,
    basis: Option<Basis>,
    rows_of: Vec<Vec<u32>>,
    stop: &'a (dyn Fn() -> bool + Sync),
}

/// New bounds of some columns.
pub(super) type Bounds = Vec<(Col, f64, f64)>;
/// The same by column, to be looked up.
pub(super) type Overlay = BTreeMap<Col, (f64, f64)>;

impl<'a> WorkTable<'a> {
    /// Loads a program; none if the backend cannot keep it.
    ///
    /// # Errors
    /// If the solver does not take the program.
    pub(crate) fn new(
        backend: &dyn Backend,
        program: &'a Program,
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Result<Option<Self>, Trouble> {
        let mut workers = Vec::new();
        for _ in 0..WORKERS {
            let Some(hot) = backend.hot(program)? else { return Ok(None) };
            workers.push(TableWorker { hot, dirty: Vec::new() });
        }
        let (lower, upper) = program.columns().iter().map(|c| (c.lower, c.upper)).unzip();
        let mut rows_of = vec![Vec::new(); program.columns().len()];
        for (i, row) in program.rows().iter().enumerate() {
            for (col, _) in &row.terms {
                rows_of[col.index()].push(i as u32);
            }
        }
        Ok(Some(Self { board: Board { program, lower, upper, basis: None, rows_of, stop }, workers }))
    }

    /// Where the next solve starts from.
    pub(super) fn start_from(&mut self, vertex: &Vertex) {
        self.board.basis = Some(vertex.basis.clone());
    }

    /// Bounds that hold from now on.
    pub(crate) fn keep(&mut self, bounds: &[(Col, f64, f64)]) {
        for (col, lower, upper) in bounds {
            (self.board.lower[col.index()], self.board.upper[col.index()]) = (*lower, *upper);
            for worker in &mut self.workers {
                worker.dirty.push(*col);
            }
        }
    }

    /// The relaxation under the bounds of now and those of a trial, by the first worker; none if there is no point.
    pub(super) fn try_one(&mut self, trial: &[(Col, f64, f64)]) -> Result<Option<Vertex>, Trouble> {
        self.board.try_on(&mut self.workers[0], trial, self.board.near(), f64::INFINITY)
    }
}

impl Board<'_> {
    /// From the basis of now, if there is one.
    pub(super) fn near(&self) -> From<'_> {
        self.basis.as_ref().map_or(From::Nothing, From::Near)
    }

    pub(super) fn stopped(&self) -> bool {
        (self.stop)()
    }

    /// The relaxation under the bounds of now and those of a trial, which hold for this solve only; none if there is no point
    /// below `cutoff` or it could not be found.
    pub(super) fn try_on(
        &self,
        worker: &mut TableWorker,
        trial: &[(Col, f64, f64)],
        from: From,
        cutoff: f64,
    ) -> Result<Option<Vertex>, Trouble> {
        let mut bounds: Bounds =
            worker.dirty.drain(..).map(|c| (c, self.lower[c.index()], self.upper[c.index()])).collect();
        bounds.retain(|(col, _, _)| trial.iter().all(|(c, _, _)| c != col));
        bounds.extend_from_slice(trial);
        bounds.sort_by_key(|(c, _, _)| *c);
        bounds.dedup_by_key(|(c, _, _)| *c);
        worker.dirty.extend(trial.iter().map(|(c, _, _)| *c));
        Ok(match worker.hot.solve(&bounds, from, cutoff, self.stop)? {
            Relaxed::Optimal(vertex) => Some(vertex),
            Relaxed::Beyond | Relaxed::Infeasible | Relaxed::Stopped | Relaxed::Unknown => None,
        })
    }

    /// Which columns a trial raises (true) or lowers.
    pub(super) fn directions(&self, trial: &[(Col, f64, f64)]) -> Vec<(Col, bool)> {
        trial.iter().map(|(c, lower, _)| (*c, *lower > self.lower[c.index()])).collect()
    }

    /// A row cannot be kept any more, whatever the columns do within their bounds, those of `within` and those of a trial.
    pub(super) fn hopeless(&self, trial: &[(Col, f64, f64)], within: &Overlay) -> bool {
        let mut rows: Vec<u32> = trial.iter().flat_map(|(c, _, _)| self.rows_of[c.index()].iter().copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        let bounds = |col: Col| {
            let tried = trial.iter().find(|(c, _, _)| *c == col).map(|(_, lower, upper)| (*lower, *upper));
            let kept = || within.get(&col).copied().unwrap_or((self.lower[col.index()], self.upper[col.index()]));
            tried.unwrap_or_else(kept)
        };
        rows.into_iter().any(|i| {
            let row = &self.program.rows()[i as usize];
            let (mut least, mut most) = (0.0, 0.0);
            for (col, a) in &row.terms {
                let (lower, upper) = bounds(*col);
                let ends = if *a > 0.0 { (a * lower, a * upper) } else { (a * upper, a * lower) };
                (least, most) = (least + ends.0, most + ends.1);
            }
            let room = MISSED_CLOSELY * row.rhs.abs().max(1.0);
            (row.sense != Sense::AtLeast && least > row.rhs + room)
                || (row.sense != Sense::AtMost && most < row.rhs - room)
        })
    }
}
