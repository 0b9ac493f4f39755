//! The one entry of the optimiser: a mission in, decisions with certified stages out.
//!
//! Knows the order of the stages, the funded horizon, the time limit and whom to tell of progress. Does not know files,
//! costs by heading or how a plan is printed.

mod about;
mod branch;
mod conflict;
mod fixing;
mod horizon;
mod marginals;
mod queries;
pub mod read;
mod search;
mod stages;

pub use queries::{
    Closes, Fixed, Least, Steer, Withdrawal, fixed, fixed_after, full_withdrawal, least_spending, obstacles,
    relaxed_bound, steered,
};
use search::Search;
use stages::Staged;

use crate::expand::Expansion;
use crate::formulation::Formulation;
use crate::mission::{Budget, Mission, Objective, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::Marginal;
use crate::program::Program;

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
        /// What is minimised, if it is a stage of the optimisation: says the unit of the values that follow.
        objective: Option<Objective>,
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
    /// What binds, dearest first. As it leaves the optimiser: the limits that may bind, with their shadow prices; solved again
    /// by `study`.
    pub marginals: Vec<Marginal>,
    /// What may be short if money did not limit; empty if all could leave then.
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
pub fn optimise(mission: &Mission, options: &Options, observer: &dyn Observer) -> Result<Outcome, Failure> {
    let search = Search::new(mission, options, observer)?;
    let full = try_full(&search)?;
    let mut notes = Vec::new();
    // What is missing is half of the answer: it keeps its share of the time.
    let part =
        Options { time_limit: options.time_limit.map(|_| (search.left() * HORIZON_SHARE).max(1.0)), ..options.clone() };
    let horizons = Search::new(mission, &part, observer)?;
    let (found, shortfall, short_of) = match full {
        Some(found) if found.people_left() <= WHOLE => (found, Shortfall::None, Vec::new()),
        full => {
            let free = without_money(&search)?;
            let limit = free.as_ref().map_or(0.0, |f| f.people_left);
            let found = horizon::longest(&horizons, full, limit).map_err(|e| search.in_its_own_time(e))?;
            let Some(found) = found else {
                return Err(Failure::Conflict(conflict::rules(&search)?));
            };
            let shortfall = shortfall(&search, limit, &mut notes)?;
            (found, shortfall, free.map_or_else(Vec::new, |f| f.short_of))
        }
    };
    let f = &found.formulation;
    let marginals = marginals::of_plan(&search, f, &found.staged.x, found.people_left() > WHOLE)?;
    let gaps = found.staged.stages.iter().filter(|s| s.all_closures).map(|s| s.gap.unwrap_or(f64::INFINITY));
    let gap = gaps.fold(0.0, f64::max);
    Ok(Outcome {
        decisions: read::decisions(f, &found.staged.x),
        gap: gap.is_finite().then_some(gap),
        interrupted: observer.cancelled(),
        timed_out: gap > options.gap + 1e-9 && !observer.cancelled(),
        shortfall,
        marginals,
        short_of,
        notes,
        solver: (search.backend.name().to_owned(), search.backend.version()),
        seconds: search.seconds(),
        stages: found.staged.stages,
    })
}

/// The program of one stage (1-based), its integers relaxed on request, at the deadline and under the budget; under a budget
/// that does not last, at the funded horizon.
///
/// # Errors
/// See [`Failure`].
pub fn program(mission: &Mission, options: &Options, stage: usize, relaxed: bool) -> Result<Program, Failure> {
    let search = Search::new(mission, options, &Silent)?;
    let mut horizon = mission.calendar.deadline();
    // As in `optimise`: a horizon shorter than the deadline is compared with the others when people are left.
    if search.relaxed(&people_left(&search, mission, horizon).program)?.is_none_or(|s| s.objective > WHOLE) {
        horizon = optimise(mission, options, &Silent)?.decisions.horizon;
    }
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, options.aggregate));
    let mut program = stages::program(&search, &mut f, stage)?;
    if relaxed {
        program.relax();
    }
    Ok(program)
}

/// Share of the time that is left for the horizons; the rest is for the shortfall and the prices.
const HORIZON_SHARE: f64 = 0.7;
/// Seconds for a relaxation that the answer needs, even when the time is over.
const GRACE: f64 = 10.0;
/// Less than this many persons is nobody.
const WHOLE: f64 = 1e-3;

/// A plan for one horizon with what it was read from.
struct Found<'m> {
    formulation: Formulation<'m>,
    staged: Staged,
}

impl Found<'_> {
    fn people_left(&self) -> f64 {
        self.formulation.objective(Objective::PeopleLeft).at(&self.staged.x)
    }
}

fn people_left<'m>(search: &Search, mission: &'m Mission, horizon: Period) -> Formulation<'m> {
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, search.options.aggregate));
    f.minimise(Objective::PeopleLeft);
    f
}

/// All stages at the deadline; none if money or rules do not reach that far.
fn try_full<'m>(search: &Search<'m>) -> Result<Option<Found<'m>>, Failure> {
    let mut f = people_left(search, search.mission, search.mission.calendar.deadline());
    if let Some(staged) = stages::at_once(search, &mut f)? {
        return Ok(Some(Found { formulation: f, staged }));
    }
    f.minimise(Objective::PeopleLeft);
    // If even the relaxation leaves people, the comparison of horizons decides, the deadline among them.
    if search.relaxed(&f.program)?.is_none_or(|s| s.objective > WHOLE) {
        return Ok(None);
    }
    Ok(stages::one_by_one(search, &mut f, None)?.map(|staged| Found { formulation: f, staged }))
}

/// What would be left if money did not limit.
struct Free {
    people_left: f64,
    short_of: Vec<Marginal>,
}

fn without_money(search: &Search) -> Result<Option<Free>, Failure> {
    let rich = Mission { budget: Budget::default(), ..search.mission.clone() };
    let f = people_left(search, &rich, rich.calendar.deadline());
    let Some(s) = search.relaxed_within(&f.program, GRACE)? else { return Ok(None) };
    let left = if s.objective < WHOLE { 0.0 } else { s.objective };
    let short_of = if left > 0.0 { marginals::read(&f, &s, Objective::PeopleLeft) } else { Vec::new() };
    Ok(Some(Free { people_left: left, short_of }))
}

/// Least cost of a full withdrawal by the deadline, minus the budget.
fn shortfall(search: &Search, left_at_any_budget: f64, notes: &mut Vec<String>) -> Result<Shortfall, Failure> {
    if left_at_any_budget > 0.0 {
        return Ok(Shortfall::NotByMoney);
    }
    let Some(budget) = search.mission.budget.total() else { return Ok(Shortfall::NotByMoney) };
    search.tell(Event::Note("least cost of a full withdrawal".into()));
    let rich = Mission { budget: Budget::default(), ..search.mission.clone() };
    let deadline = rich.calendar.deadline();
    let mut f = Formulation::new(&rich, Expansion::new(&rich, deadline, search.options.aggregate));
    f.demand_full_withdrawal();
    f.minimise_spending();
    let Some(relaxed) = search.relaxed_within(&f.program, GRACE)? else { return Ok(Shortfall::NotByMoney) };
    match stages::best(search, &f, search.options.gap, None) {
        Ok(Some(s)) => {
            let usd = (s.objective - budget.get()).max(0.0);
            if usd == 0.0 {
                notes.push("The whole budget would be enough; it is released too late.".into());
            }
            Ok(Shortfall::Missing { usd, bound: (s.bound.max(relaxed.objective) - budget.get()).max(0.0) })
        }
        Ok(None) => Ok(Shortfall::NotByMoney),
        Err(Failure::Interrupted | Failure::TimeLimit(_)) => {
            notes.push(
                "The search for the least cost of a full withdrawal was stopped; only its bound is known.".into(),
            );
            let bound = (relaxed.objective - budget.get()).max(0.0);
            Ok(Shortfall::Missing { usd: bound, bound })
        }
        Err(failure) => Err(failure),
    }
}
