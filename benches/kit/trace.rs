//! What a search told while it ran: when the first plan was there, when each gap was certified.
//!
//! Ours is read from the events of the library; plain HiGHS from its own callbacks, on the program that `export` writes.

use std::sync::Mutex;
use std::time::Instant;

use drawdown::expand::Expansion;
use drawdown::formulation::{FAMILIES, Formulation, Rows};
use drawdown::mission::{Mission, Objective};
use drawdown::optimise::{Event, Failure, Observer, Options, Outcome, optimise};
use drawdown::program::{Family, Program};
use drawdown::solve::{self, Request, Watch};

use super::THREADS;

/// One piece of news of the stage that is measured.
#[derive(Debug, Clone, Copy)]
struct News {
    seconds: f64,
    gap: Option<f64>,
}

/// A search, as it told of itself.
#[derive(Debug)]
pub(crate) struct Trace {
    started: Instant,
    news: Mutex<Vec<News>>,
    /// The running stage is the economic cost.
    measured: Mutex<bool>,
    first_plan: Mutex<Option<f64>>,
}

impl Trace {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            news: Mutex::new(Vec::new()),
            measured: Mutex::new(true),
            first_plan: Mutex::new(None),
        }
    }

    /// Our optimiser on a mission until `gap`; the clock starts before the model is built. A search that ends without a plan has its
    /// trace as well.
    pub(crate) fn of(mission: &Mission, gap: f64, limit: f64) -> (Self, Result<Outcome, Failure>) {
        let trace = Self::new();
        let options = Options { gap, time_limit: Some(limit), threads: THREADS, ..Options::default() };
        let outcome = optimise(mission, &options, &trace);
        // The answer may be better than the last news.
        let mut stages = outcome.iter().flat_map(|o| &o.stages);
        if let Some(stage) = stages.rfind(|s| s.objective == Objective::EconomicCost) {
            trace.note(trace.started.elapsed().as_secs_f64(), true, stage.gap);
        }
        (trace, outcome)
    }

    /// A plan may be there before there is any bound.
    fn note(&self, seconds: f64, plan: bool, gap: Option<f64>) {
        let mut news = self.news.lock().expect("no panic while locked");
        if news.last().is_none_or(|n| n.gap != gap) {
            news.push(News { seconds, gap });
        }
        if plan {
            self.first_plan.lock().expect("no panic while locked").get_or_insert(seconds);
        }
    }

    /// Seconds to the first plan.
    pub(crate) fn first_plan(&self) -> Option<f64> {
        *self.first_plan.lock().expect("no panic while locked")
    }

    /// Seconds until a gap was certified.
    pub(crate) fn reached(&self, gap: f64) -> Option<f64> {
        let news = self.news.lock().expect("no panic while locked");
        news.iter().find(|n| n.gap.is_some_and(|g| g <= gap + 1e-9)).map(|n| n.seconds)
    }

    /// The last gap.
    pub(crate) fn gap(&self) -> Option<f64> {
        self.news.lock().expect("no panic while locked").iter().rev().find_map(|n| n.gap)
    }
}

impl Observer for Trace {
    fn event(&self, event: Event) {
        match event {
            Event::Stage { what, .. } => {
                *self.measured.lock().expect("no panic while locked") = what == "economic cost";
            }
            Event::Progress { incumbent, gap, .. } if *self.measured.lock().expect("no panic while locked") => {
                self.note(self.started.elapsed().as_secs_f64(), incumbent.is_some(), gap);
            }
            _ => {}
        }
    }
    fn cancelled(&self) -> bool {
        false
    }
}

impl Watch for Trace {
    fn progress(&self, incumbent: f64, bound: f64) -> bool {
        let plan = incumbent.is_finite() && incumbent.abs() < 1e29;
        let known = plan && bound.is_finite();
        self.note(self.started.elapsed().as_secs_f64(), plan, known.then(|| solve::gap(incumbent, bound)));
        false
    }
}

/// What HiGHS alone is given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written {
    /// How the tables call it.
    pub(crate) name: &'static str,
    /// How its file ends.
    pub(crate) suffix: &'static str,
    aggregate: bool,
    implied: bool,
}

/// As `export` writes it, the same without the rows that only lift the bound, and as `export --by-unit` writes it.
pub(crate) const WRITTEN: [Written; 3] = [
    Written { name: "HiGHS, classes", suffix: "", aggregate: true, implied: true },
    Written { name: "HiGHS, without implied", suffix: "-without-implied", aggregate: true, implied: false },
    Written { name: "HiGHS, by unit", suffix: "-by-unit", aggregate: false, implied: true },
];

/// The program of the economic cost as `export --stage 3` writes it for a scenario in which everything can leave.
pub(crate) fn whole_program(mission: &Mission, written: Written) -> Program {
    let expansion = Expansion::new(mission, mission.calendar.deadline(), written.aggregate);
    let families: Vec<Rows> =
        FAMILIES.into_iter().filter(|family| written.implied || family.family != Family::Implied).collect();
    let mut f = Formulation::with_families(mission, expansion, &families);
    for before in [Objective::PeopleLeft, Objective::SensitiveLost] {
        f.bound(before, 1e-6);
    }
    f.minimise(Objective::EconomicCost);
    f.program
}

/// HiGHS alone, one run, on [`whole_program`]; building it is not counted. None if it cannot be run.
pub(crate) fn plain(mission: &Mission, written: Written, gap: f64, limit: f64) -> Option<Trace> {
    let program = whole_program(mission, written);
    let backend = solve::backend(None)?;
    let request = Request { gap, time_limit: Some(limit), ..Request::default() };
    let trace = Trace::new();
    let solution = backend.solve(&program, &request, &trace).ok()?;
    if solution.has_point() {
        let gap = Some(solve::gap(solution.objective, solution.bound)).filter(|g| g.is_finite());
        trace.note(trace.started.elapsed().as_secs_f64(), true, gap);
    }
    Some(trace)
}
