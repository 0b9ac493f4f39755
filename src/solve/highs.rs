//! HiGHS by its C API: callbacks, a point to start from, shadow prices, interruption: what good_lp does not pass on.
//!
//! This file speaks safe Rust; the C calls are in `ffi.rs`.

mod ffi;
mod hot;

use crate::program::{Program, Sense};
use crate::solve::{Abilities, Backend, Hot, Request, Solution, Status, Trouble, Watch};

/// HiGHS, the default backend.
pub(super) struct Highs;

/// From this many columns on, an LP goes to the interior-point solver (with crossover): measured, docs/performance.md.
const INTERIOR_POINT_FROM: usize = 30_000;

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

    /// What HiGHS says after its presolve is checked, not believed: decision 0040.
    fn solve(&self, program: &Program, request: &Request, watch: &dyn Watch) -> Result<Solution, Trouble> {
        let first = run(program, request, watch, "choose")?;
        let Run { solution, stated } = first;
        let misled = solution.status == Status::Optimal && (stated - solution.objective).abs() > stated.abs() * MISLED;
        if misled && request.start.is_some() {
            let alone = Request { start: None, ..request.clone() };
            return Ok(run(program, &alone, watch, "choose")?.solution);
        }
        if solution.status == Status::Infeasible {
            return Ok(run(program, request, watch, "off")?.solution);
        }
        Ok(solution)
    }

    fn hot(&self, program: &Program) -> Result<Option<Box<dyn Hot>>, Trouble> {
        Ok(Some(Box::new(hot::HotHighs::new(program)?)))
    }
}

/// Relative difference between the objective that HiGHS states and that of the point it hands back, from which it was misled.
const MISLED: f64 = 1e-5;

/// One run and the objective that HiGHS states for it.
struct Run {
    solution: Solution,
    stated: f64,
}

fn run(program: &Program, request: &Request, watch: &dyn Watch, presolve: &str) -> Result<Run, Trouble> {
    let scale = objective_scale(program);
    let mut model = ffi::Model::new()?;
    configure(&mut model, program, request)?;
    model.set_string("presolve", presolve)?;
    model.pass(&matrix(program, scale))?;
    if let Some(start) = request.start.as_ref().filter(|s| s.len() == program.columns().len()) {
        model.start_from(start);
    }
    let offset = program.offset;
    let asked = model.run(&|incumbent, bound| watch.progress(incumbent / scale + offset, bound / scale + offset))?;
    Ok(Run { solution: read(program, &model, asked, scale), stated: model.objective() / scale + offset })
}

/// A power of two that brings the largest cost near 1,000, so that absolute tolerances mean the same in every stage.
fn objective_scale(program: &Program) -> f64 {
    let largest = program.columns().iter().map(|c| c.cost.abs()).fold(0.0, f64::max);
    if largest > 0.0 { 2f64.powi((1000.0 / largest).log2().floor() as i32) } else { 1.0 }
}

fn configure(model: &mut ffi::Model, program: &Program, request: &Request) -> Result<(), Trouble> {
    model.set_bool("output_flag", false)?;
    model.set_int("random_seed", 0)?;
    if request.threads > 0 {
        model.set_int("threads", request.threads as i32)?;
    }
    if let Some(seconds) = request.time_limit {
        model.set_double("time_limit", seconds.max(0.1))?;
    }
    if program.has_integers() {
        model.set_double("mip_rel_gap", request.gap.max(1e-9))?;
        model.set_double("mip_abs_gap", 1e-7)?;
        model.set_double("mip_feasibility_tolerance", 1e-7)?;
    } else if program.columns().len() >= INTERIOR_POINT_FROM {
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

fn read(program: &Program, model: &ffi::Model, asked: ffi::Ended, scale: f64) -> Solution {
    let status = match asked {
        ffi::Ended::Optimal => Status::Optimal,
        ffi::Ended::Infeasible | ffi::Ended::Beyond => return Solution::none(Status::Infeasible),
        ffi::Ended::Early | ffi::Ended::Lost if model.has_point() => Status::Stopped,
        ffi::Ended::Early | ffi::Ended::Lost => {
            let mut none = Solution::none(Status::Nothing);
            none.bound = model.bound() / scale + program.offset;
            return none;
        }
    };
    let ffi::Point { mut x, duals, .. } = model.point(program.columns().len(), program.rows().len());
    for (v, c) in x.iter_mut().zip(program.columns()) {
        *v = v.clamp(c.lower, c.upper);
        if c.integer {
            *v = v.round();
        }
    }
    let objective = program.objective_at(&x);
    let whole = program.has_integers();
    let bound = if whole { (model.bound() / scale + program.offset).min(objective) } else { objective };
    let duals = if whole { Vec::new() } else { duals.into_iter().map(|d| d / scale).collect() };
    Solution { status, x, objective, bound, duals }
}
