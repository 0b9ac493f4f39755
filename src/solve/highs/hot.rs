//! A relaxation that stays loaded in HiGHS between solves.
//!
//! One thread and the dual simplex: many such relaxations are solved side by side, each from a basis near its optimum.

use super::{ffi, matrix, objective_scale};
use crate::program::{Col, Program};
use crate::solve::{Basis, From, Hot, Relaxed, Trouble, Vertex, finite, work};

/// Pivots after which a solve from a near basis counts as lost, at least and per row (some hundred are usual): degenerate
/// programs can stall there, and a start from nothing is then quicker.
const PIVOTS: f64 = 3_000.0;
const PIVOTS_PER_ROW: f64 = 0.25;
/// Share of these pivots for an answer that is not worth more, and where a start from nothing is quick: presolve leaves little
/// of a program whose decisions are made.
const QUICK: f64 = 0.25;
/// Values of HiGHS's `simplex_dual_edge_weight_strategy`.
const CHOOSE: i32 = -1;
const DEVEX: i32 = 1;
/// Pivots after which a start from nothing is given up.
const MOST_PIVOTS: i32 = 1_000_000;

pub(super) struct HotHighs {
    model: ffi::Model,
    columns: usize,
    rows: usize,
    scale: f64,
    offset: f64,
    /// Set for starts from near bases.
    tuned: bool,
    work: u64,
    /// Where the last solve ended: HiGHS still has the factors of that basis.
    at: Option<Basis>,
}

impl HotHighs {
    pub(super) fn new(program: &Program) -> Result<Self, Trouble> {
        finite(program, "highs")?;
        let scale = objective_scale(program);
        let mut model = ffi::Model::new()?;
        model.set_bool("output_flag", false)?;
        model.set_int("random_seed", 0)?;
        let mut m = matrix(program, scale);
        m.integer.fill(0);
        model.pass(&m)?;
        let (columns, rows) = (program.columns().len(), program.rows().len());
        Ok(Self { model, columns, rows, scale, offset: program.offset, tuned: false, work: 0, at: None })
    }

    fn run(&mut self, solver: &str, pivots: i32, stop: &dyn Fn() -> bool) -> Result<ffi::RunEnd, Trouble> {
        self.model.set_string("solver", solver)?;
        self.model.set_int("simplex_iteration_limit", pivots)?;
        let ended = self.model.run(&|_, _| stop())?;
        self.work += work(self.model.pivots()?, self.rows);
        Ok(ended)
    }

    /// From a near basis steepest-edge weights cost more than they save (a backward solve for each row: half of the time), and
    /// perturbed costs are only to be taken back again. HiGHS reads both when it has forgotten all else.
    fn tune(&mut self, near: bool) -> Result<(), Trouble> {
        if self.tuned != near {
            self.at = None;
            self.model.forget();
            self.model.set_int("simplex_dual_edge_weight_strategy", if near { DEVEX } else { CHOOSE })?;
            self.model.set_double("dual_simplex_cost_perturbation_multiplier", if near { 0.0 } else { 1.0 })?;
            self.tuned = near;
        }
        Ok(())
    }

    /// From a near basis; lost after a share of the usual pivots.
    fn near(&mut self, b: &Basis, share: f64, stop: &dyn Fn() -> bool) -> Result<ffi::RunEnd, Trouble> {
        self.tune(true)?;
        if !self.at.take().is_some_and(|at| at.same(b)) {
            self.model.set_basis(&b.columns, &b.rows)?;
        }
        let pivots = (self.rows as f64 * PIVOTS_PER_ROW).max(PIVOTS) * share;
        self.run("simplex", pivots as i32, stop)
    }

    /// With presolve, and by interior point where the program is large and `open` decisions are left. What is called infeasible
    /// then, or has no answer, is solved again without presolve: HiGHS calls some programs infeasible that are not (decision 0040).
    fn afresh(&mut self, open: bool, stop: &dyn Fn() -> bool) -> Result<ffi::RunEnd, Trouble> {
        self.tune(false)?;
        self.model.forget();
        let solver = if open && self.columns >= super::INTERIOR_POINT_FROM { "ipx" } else { "simplex" };
        match self.run(solver, MOST_PIVOTS, stop)? {
            ffi::RunEnd::Infeasible => self.without_presolve(stop),
            ffi::RunEnd::Lost => match self.without_presolve(stop)? {
                ffi::RunEnd::Lost => {
                    self.model.forget();
                    self.run("ipx", MOST_PIVOTS, stop)
                }
                ended => Ok(ended),
            },
            ended => Ok(ended),
        }
    }

    fn without_presolve(&mut self, stop: &dyn Fn() -> bool) -> Result<ffi::RunEnd, Trouble> {
        self.model.forget();
        self.model.set_string("presolve", "off")?;
        let mut ended = self.run("simplex", MOST_PIVOTS, stop)?;
        if ended == ffi::RunEnd::Lost {
            // Perturbed costs have been seen to leave it without certainty.
            self.tune(true)?;
            self.model.forget();
            ended = self.run("simplex", MOST_PIVOTS, stop)?;
            self.tune(false)?;
        }
        self.model.set_string("presolve", "choose")?;
        Ok(ended)
    }
}

impl Hot for HotHighs {
    fn solve(
        &mut self,
        bounds: &[(Col, f64, f64)],
        from: From,
        cutoff: f64,
        stop: &dyn Fn() -> bool,
    ) -> Result<Relaxed, Trouble> {
        self.model.change_bounds(bounds.iter().map(|(c, lower, upper)| (c.index() as i32, *lower, *upper)))?;
        self.model.set_double("objective_bound", (cutoff - self.offset) * self.scale)?;
        let ended = match from {
            From::Near(b) => match self.near(b, 1.0, stop)? {
                ffi::RunEnd::Lost => self.afresh(true, stop)?,
                ended => ended,
            },
            From::Glance(b) => self.near(b, QUICK, stop)?,
            From::Decided(Some(b)) => match self.near(b, QUICK, stop)? {
                ffi::RunEnd::Lost => self.afresh(false, stop)?,
                ended => ended,
            },
            From::Decided(None) => self.afresh(false, stop)?,
            From::Nothing => self.afresh(true, stop)?,
        };
        match ended {
            ffi::RunEnd::Optimal => {}
            ffi::RunEnd::Infeasible => return Ok(Relaxed::Infeasible),
            ffi::RunEnd::Beyond => return Ok(Relaxed::Beyond),
            ffi::RunEnd::Early => return Ok(Relaxed::Stopped),
            ffi::RunEnd::Lost => return Ok(Relaxed::Unknown),
        }
        let point = self.model.point(self.columns, self.rows)?;
        let objective = self.model.objective()? / self.scale + self.offset;
        let (columns, rows) = self.model.basis(self.columns, self.rows)?;
        let [reduced, duals] = [point.reduced, point.duals].map(|d| d.into_iter().map(|d| d / self.scale).collect());
        let basis = Basis { columns: columns.into(), rows: rows.into() };
        self.at = Some(basis.clone());
        Ok(Relaxed::Optimal(Vertex { objective, x: point.x, reduced, duals, basis }))
    }

    fn worked(&mut self) -> u64 {
        std::mem::take(&mut self.work)
    }
}
