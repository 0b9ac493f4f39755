//! HiGHS by its C API: callbacks, a point to start from, shadow prices, interruption: what good_lp does not pass on.
//!
//! This file speaks safe Rust; the C calls are in `ffi.rs`.

mod ffi;
mod hot;
mod scaling;

use crate::program::{Program, Sense};
use crate::solve::{self, Abilities, Backend, Hot, Request, Solution, Status, Trouble, Watch, finite};
use crate::tolerance::{EXACT, MISLED, MISSED, SOLVER};

/// HiGHS, the default backend.
pub(super) struct Highs;

/// From this many columns on, an LP goes to the interior-point solver (with crossover): measured, docs/performance.md.
const INTERIOR_POINT_FROM: usize = 30_000;
/// Values of HiGHS's `simplex_strategy`.
const PRIMAL: i32 = 4;

impl Backend for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }
    fn version(&self) -> String {
        ffi::version()
    }
    fn abilities(&self) -> Abilities {
        Abilities { duals: true, anytime: true, warm_start: true, time_limit: true, hot: true }
    }

    /// What HiGHS says after its presolve is checked, not believed (decision 0040); and where it has no answer it is asked
    /// in another way.
    fn solve(&self, program: &Program, request: &Request, watch: &dyn Watch) -> Result<Solution, Trouble> {
        finite(program, "highs")?;
        let mut work = 0;
        let mut last = Err(Trouble { backend: "highs", what: "no way to solve".into() });
        let mut start = request.start.as_ref();
        let mut refused = 0;
        for way in WAYS {
            let asked = Request { start: start.cloned(), ..request.clone() };
            let run = run(program, &asked, watch, way);
            if let Ok(r) = &run {
                work += r.solution.work;
                refused += usize::from(r.solution.status == Status::Infeasible);
            }
            let sure = run.as_ref().is_ok_and(|r| r.sure(program));
            last = run.map(|r| r.solution);
            if sure || refused > usize::from(!request.trusting) {
                break;
            }
            // A point to start from has been seen to mislead it.
            start = None;
        }
        if refused > 0 && !last.as_ref().is_ok_and(Solution::has_point) {
            return Ok(Solution { work, ..Solution::none(Status::Infeasible) });
        }
        let s = last?;
        // A point that misses its rows in every way is none.
        let missed = s.status == Status::Optimal && program.misses_at(&s.x) > MISSED;
        if missed || s.status == Status::Lost {
            return Err(Trouble {
                backend: "highs",
                what: format!("no answer in any of its ways{}", far_apart(program)),
            });
        }
        Ok(Solution { work, ..s })
    }

    fn hot(&self, program: &Program) -> Result<Option<Box<dyn Hot>>, Trouble> {
        Ok(Some(Box::new(hot::HotHighs::new(program)?)))
    }
}

/// From this coefficient on the figures of a program lie too far apart for a solver that is exact to seven digits or so.
const LARGE: f64 = 1e9;

/// The figure that is to blame, if one is.
fn far_apart(program: &Program) -> String {
    let of = |r| program.get_row(r).terms.iter().map(move |(c, a)| (r, *c, a.abs()));
    let all = program.row_ids().flat_map(of);
    let Some((row, col, a)) = all.max_by(|x, y| x.2.total_cmp(&y.2)).filter(|x| x.2 >= LARGE) else {
        return String::new();
    };
    let (row, col) = (program.row_name(row), program.column_name(col));
    format!(": the figures lie too far apart, {row} has {a:.1e} for each {col}; is a price or a rate too large?")
}

/// How HiGHS is asked.
#[derive(Clone, Copy)]
struct Way {
    presolve: bool,
    /// By interior point with crossover; else by the dual simplex where the program is not large.
    interior: bool,
    /// Costs are not perturbed.
    calm: bool,
    /// Rows and columns scaled here, and the primal simplex.
    scaled: bool,
}

const PLAIN: Way = Way { presolve: true, interior: false, calm: false, scaled: false };
/// Each way is tried when the one before it gave no answer, or one that is not to be believed.
const WAYS: [Way; 6] = [
    PLAIN,
    Way { presolve: false, ..PLAIN },
    Way { presolve: false, calm: true, ..PLAIN },
    Way { interior: true, ..PLAIN },
    Way { scaled: true, ..PLAIN },
    Way { presolve: false, scaled: true, ..PLAIN },
];

/// One run and the objective that HiGHS states for it.
struct HighsRun {
    solution: Solution,
    stated: f64,
}

impl HighsRun {
    /// The answer needs no second way.
    fn sure(&self, program: &Program) -> bool {
        let s = &self.solution;
        match s.status {
            Status::Optimal => {
                let misled = (self.stated - s.objective).abs() > self.stated.abs() * MISLED;
                !misled && program.misses_at(&s.x) <= MISSED
            }
            Status::Stopped | Status::Nothing => true,
            // "Infeasible" counts when a second way says so too.
            Status::Infeasible | Status::Lost => false,
        }
    }
}

fn run(program: &Program, request: &Request, watch: &dyn Watch, way: Way) -> Result<HighsRun, Trouble> {
    let scale = objective_scale(program);
    let mut model = ffi::Model::new()?;
    configure(&mut model, program, request, way)?;
    let mut m = matrix(program, scale);
    let factors = if way.scaled { scaling::near_one(&mut m) } else { scaling::Factors::default() };
    model.pass(&m)?;
    if let Some(start) = request.start.as_ref().filter(|s| s.len() == program.columns().len()) {
        model.start_from(start);
    }
    let offset = program.offset;
    let ended = model.run(&|incumbent, bound| watch.progress(incumbent / scale + offset, bound / scale + offset))?;
    let solution = Solution {
        work: solve::work(model.pivots()?, program.rows().len()),
        ..read(program, &mut model, ended, scale, &factors)?
    };
    Ok(HighsRun { solution, stated: model.objective()? / scale + offset })
}

/// A power of two that brings the largest cost near 1,000, so that absolute tolerances mean the same in every stage.
fn objective_scale(program: &Program) -> f64 {
    let largest = program.columns().iter().map(|c| c.cost.abs()).fold(0.0, f64::max);
    if largest > 0.0 { 2f64.powi((1000.0 / largest).log2().floor() as i32) } else { 1.0 }
}

fn configure(model: &mut ffi::Model, program: &Program, request: &Request, way: Way) -> Result<(), Trouble> {
    model.set_bool("output_flag", false)?;
    model.set_int("random_seed", 0)?;
    model.set_string("presolve", if way.presolve { "choose" } else { "off" })?;
    if way.calm {
        model.set_double("dual_simplex_cost_perturbation_multiplier", 0.0)?;
    }
    if way.scaled {
        model.set_int("simplex_strategy", PRIMAL)?;
    }
    if let Some(seconds) = request.time_limit {
        model.set_double("time_limit", seconds.max(0.1))?;
    }
    if program.has_integers() {
        model.set_double("mip_rel_gap", request.gap.max(EXACT))?;
        model.set_double("mip_abs_gap", SOLVER)?;
        model.set_double("mip_feasibility_tolerance", SOLVER)?;
    } else if way.interior || (program.columns().len() >= INTERIOR_POINT_FROM && way.presolve) {
        model.set_string("solver", "ipx")?;
        model.set_string("run_crossover", "on")?;
    }
    Ok(())
}

fn matrix(program: &Program, scale: f64) -> ffi::Matrix {
    let columns = program.columns();
    let mut m = ffi::Matrix {
        cost: columns.iter().map(|c| c.cost * scale).collect(),
        lower: columns.iter().map(|c| c.lower).collect(),
        upper: columns.iter().map(|c| c.upper).collect(),
        integer: columns.iter().map(|c| i32::from(c.integer)).collect(),
        ..ffi::Matrix::default()
    };
    for row in program.rows() {
        m.start.push(m.index.len() as i32);
        for (col, a) in &row.terms {
            m.index.push(col.index() as i32);
            m.value.push(*a);
        }
        let (lower, upper) = match row.sense {
            Sense::AtMost => (f64::NEG_INFINITY, row.rhs),
            Sense::Equal => (row.rhs, row.rhs),
            Sense::AtLeast => (row.rhs, f64::INFINITY),
        };
        m.row_lower.push(lower);
        m.row_upper.push(upper);
    }
    m
}

fn read(
    program: &Program,
    model: &mut ffi::Model,
    asked: ffi::RunEnd,
    scale: f64,
    factors: &scaling::Factors,
) -> Result<Solution, Trouble> {
    let status = match asked {
        ffi::RunEnd::Optimal => Status::Optimal,
        ffi::RunEnd::Infeasible => return Ok(Solution::none(Status::Infeasible)),
        ffi::RunEnd::Early if model.has_point()? => Status::Stopped,
        ffi::RunEnd::Early => {
            let bound =
                if program.has_integers() { model.bound()? / scale + program.offset } else { f64::NEG_INFINITY };
            return Ok(Solution { bound, ..Solution::none(Status::Nothing) });
        }
        ffi::RunEnd::Lost | ffi::RunEnd::Beyond => return Ok(Solution::none(Status::Lost)),
    };
    let ffi::HighsPoint { mut x, mut duals, .. } = model.point(program.columns().len(), program.rows().len())?;
    factors.undo(&mut x, &mut duals);
    for (v, c) in x.iter_mut().zip(program.columns()) {
        *v = v.clamp(c.lower, c.upper);
        if c.integer {
            *v = v.round();
        }
    }
    let objective = program.objective_at(&x);
    let whole = program.has_integers();
    let bound = if whole { (model.bound()? / scale + program.offset).min(objective) } else { objective };
    let duals = if whole { Vec::new() } else { duals.into_iter().map(|d| d / scale).collect() };
    Ok(Solution { status, x, objective, bound, duals, work: 0 })
}
