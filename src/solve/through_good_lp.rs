//! Backends behind the `good_lp` modelling layer: microlp (pure Rust) and HiGHS by the same door, for second opinions.
//!
//! good_lp neither reports progress nor keeps names, so these backends declare few abilities.

use good_lp::{Expression, ProblemVariables, ResolutionError, SolverModel, Variable, constraint, variable};

use crate::program::{Program, Sense};
use crate::solve::{Abilities, Backend, Request, Solution, Status, Trouble, Watch, finite};

/// The ones that were compiled in.
pub(super) fn backends() -> Vec<Box<dyn Backend>> {
    vec![
        #[cfg(feature = "microlp")]
        Box::new(MicroLp),
        #[cfg(feature = "highs")]
        Box::new(GoodLpHighs),
    ]
}

const ABILITIES: Abilities =
    Abilities { duals: false, anytime: false, warm_start: false, time_limit: false, hot: false };

#[cfg(feature = "microlp")]
struct MicroLp;

#[cfg(feature = "microlp")]
impl Backend for MicroLp {
    fn name(&self) -> &'static str {
        "microlp"
    }
    fn version(&self) -> String {
        "0.7".into()
    }
    fn abilities(&self) -> Abilities {
        ABILITIES
    }
    fn solve(&self, program: &Program, _request: &Request, _watch: &dyn Watch) -> Result<Solution, Trouble> {
        finite(program, self.name())?;
        let built = Built::new(program);
        let mut model = built.vars.minimise(built.objective.clone()).using(good_lp::solvers::microlp::microlp);
        for c in built.rows {
            model = model.with(c);
        }
        answer("microlp", program, &built.columns, model.solve())
    }
}

#[cfg(feature = "highs")]
struct GoodLpHighs;

#[cfg(feature = "highs")]
impl Backend for GoodLpHighs {
    fn name(&self) -> &'static str {
        "good_lp-highs"
    }
    fn version(&self) -> String {
        "1.16.0".into()
    }
    fn abilities(&self) -> Abilities {
        Abilities { time_limit: true, ..ABILITIES }
    }
    fn solve(&self, program: &Program, request: &Request, _watch: &dyn Watch) -> Result<Solution, Trouble> {
        use good_lp::solvers::{WithMipGap, WithTimeLimit};
        finite(program, self.name())?;
        let built = Built::new(program);
        let mut model = built.vars.minimise(built.objective.clone()).using(good_lp::solvers::highs::highs);
        model.set_verbose(false);
        for c in built.rows {
            model = model.with(c);
        }
        if let Some(seconds) = request.time_limit {
            model = model.with_time_limit(seconds);
        }
        let model = model.with_mip_gap(request.gap as f32);
        let model = model.map_err(|e| Trouble { backend: "good_lp-highs", what: e.to_string() })?;
        answer("good_lp-highs", program, &built.columns, model.solve())
    }
}

/// A program in good_lp's terms.
struct Built {
    vars: ProblemVariables,
    columns: Vec<Variable>,
    objective: Expression,
    rows: Vec<good_lp::Constraint>,
}

impl Built {
    fn new(program: &Program) -> Self {
        let mut vars = ProblemVariables::new();
        let columns: Vec<Variable> = program
            .columns()
            .iter()
            .map(|c| {
                let mut v = variable().min(c.lower);
                if c.upper.is_finite() {
                    v = v.max(c.upper);
                }
                if c.integer {
                    v = v.integer();
                }
                vars.add(v)
            })
            .collect();
        let mut objective = Expression::from(program.offset);
        for (c, v) in program.columns().iter().zip(&columns) {
            if c.cost != 0.0 {
                objective.add_mul(c.cost, v);
            }
        }
        let rows = program
            .rows()
            .iter()
            .map(|r| {
                let mut lhs = Expression::with_capacity(r.terms.len());
                for (c, a) in &r.terms {
                    lhs.add_mul(*a, columns[c.index()]);
                }
                match r.sense {
                    Sense::AtMost => constraint::leq(lhs, r.rhs),
                    Sense::Equal => constraint::eq(lhs, r.rhs),
                    Sense::AtLeast => constraint::geq(lhs, r.rhs),
                }
            })
            .collect();
        Self { vars, columns, objective, rows }
    }
}

fn answer<S: good_lp::Solution>(
    backend: &'static str,
    program: &Program,
    columns: &[Variable],
    result: Result<S, ResolutionError>,
) -> Result<Solution, Trouble> {
    match result {
        Ok(found) => {
            let x: Vec<f64> = columns.iter().map(|v| found.value(*v)).collect();
            let objective = program.objective_at(&x);
            Ok(Solution { status: Status::Optimal, x, objective, bound: objective, duals: Vec::new(), work: 0 })
        }
        Err(ResolutionError::Infeasible) => Ok(Solution::none(Status::Infeasible)),
        Err(e) => Err(Trouble { backend, what: e.to_string() }),
    }
}
