//! The one entry of the optimiser: a mission in, decisions with certified stages out.
//!
//! Knows the order of the stages, the funded horizon, the time limit and whom to tell of progress. Does not know files,
//! costs by heading or how a plan is printed.

mod about;
mod ahead;
mod branch;
mod conflict;
mod contingents;
mod counted;
mod exported;
mod first_plan;
mod fixing;
mod horizon;
mod marginals;
mod near;
mod no_period;
mod on_time;
mod persons;
mod queries;
pub mod read;
mod search;
mod shortfall;
mod sooner;
mod stages;
mod whole;

pub use about::about;
use branch::Searched;
pub use exported::program;
use first_plan::First;
pub use queries::{
    Closes, Fixed, Least, Steer, Withdrawal, carried, fixed, fixed_after, full_withdrawal, least_people_left,
    least_spending, obstacles, relaxed_bound, steered, whole_soon,
};
use search::Search;
pub use shortfall::{MissingMoney, ONLY_ITS_BOUND, missing_money};
use stages::Staged;

use crate::expand::Expansion;
use crate::formulation::Formulation;
use crate::mission::{Budget, Mission, Objective, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::Marginal;
use crate::solve::Basis;
use crate::tolerance::{GAP_ROUNDING, NONE_LEFT};

/// What the caller may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Relative gap at which a stage counts as solved.
    pub gap: f64,
    /// Wall-clock seconds for the search; `None`: no limit. A first plan is finished in any case.
    pub time_limit: Option<f64>,
    /// Work for the search, in pivots times rows: the same on every machine; `None`: no limit. A first plan is finished in any case.
    pub work_limit: Option<u64>,
    /// Threads; 0: all that the machine has.
    pub threads: usize,
    /// Backend by name; `None`: the best that was compiled in.
    pub solver: Option<String>,
    /// Units with the same attributes are one class.
    pub aggregate: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { gap: 0.01, time_limit: None, work_limit: None, threads: 0, solver: None, aggregate: true }
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
    /// No money would be enough, and that is proved: the lift or the time is short.
    NotByMoney,
    /// The search ended before that was known.
    Unknown,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Within the gap that was asked.
    Proved,
    /// The time limit.
    Clock,
    /// The work limit.
    Work,
    /// The user.
    User,
    /// Neither: what is left of the gap is nearer than the solver can tell, or a part of the search gave up in its share.
    Unsettled,
}

impl Ended {
    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Proved => "optimal",
            Self::Clock => "time_limit",
            Self::Work => "work_limit",
            Self::User => "interrupted",
            Self::Unsettled => "not_proved",
        }
    }
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
    /// Why the search ended.
    pub ended: Ended,
    /// What is missing.
    pub shortfall: Shortfall,
    /// A full withdrawal that could be paid for with what is missing, where one was found.
    pub paid: Option<Decisions>,
    /// What binds, dearest first. As it leaves the optimiser: the limits that may bind, with their shadow prices; solved again
    /// by `study`.
    pub marginals: Vec<Marginal>,
    /// Where the program that they were read from ended, of a large mission.
    pub basis: Option<Basis>,
    /// What may be short if money did not limit; empty if all could leave then.
    pub short_of: Vec<Marginal>,
    /// Remarks for the reader.
    pub notes: Vec<String>,
    /// Backend's name and version.
    pub solver: (String, String),
    /// Seconds in all.
    pub seconds: f64,
    /// Work in all: see [`Options::work_limit`].
    pub work: u64,
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
    #[error("no plan was found within the time limit of {0:.0} s; there may be one: give more with --time-limit")]
    TimeLimit(f64),
    /// The work limit ended before any plan was found.
    #[error("no plan was found within the work limit of {0}; there may be one")]
    WorkLimit(u64),
    /// The solver failed.
    #[error("the solver failed: {0}")]
    Solver(String),
}

impl Failure {
    /// The user or a limit ended the search: nothing is wrong with the question.
    pub const fn stopped(&self) -> bool {
        matches!(self, Self::Interrupted | Self::TimeLimit(_) | Self::WorkLimit(_))
    }
}

/// The people that have to leave, the money and the rules: the best plan.
///
/// # Errors
/// See [`Failure`].
pub fn optimise(mission: &Mission, options: &Options, observer: &dyn Observer) -> Result<Outcome, Failure> {
    let search = Search::new(mission, options, observer)?;
    search.tell(Event::Note("a first plan is looked for".into()));
    let (first, ahead) = contingents::first_and_ahead(&search)?;
    let at_the_deadline = sooner::at_the_deadline(&search, first.as_ref(), ahead.as_ref())?;
    let part_of_it = search.part(&at_the_deadline.options)?;
    let mut full = unless_stopped(try_full(&part_of_it, first.as_ref(), ahead))?.flatten();
    if part_of_it.nearly_over() {
        full = sooner::better(&search, full, &at_the_deadline)?;
    }
    let mut notes = Vec::new();
    // Lives as long as what is found with it.
    let part;
    let (found, (shortfall, paid), short_of) = match full {
        Some(found) if found.people_left() <= NONE_LEFT => (found, (Shortfall::None, None), Vec::new()),
        full => {
            let free = unless_stopped(without_money(&search))?;
            if let Some(None) = free {
                return Err(Failure::Conflict(conflict::rules(&search)?));
            }
            let free = free.flatten();
            // What is missing is half of the answer: it keeps its share of the time.
            part = search.share(HORIZON_SHARE);
            let limit = free.as_ref().map_or(0.0, |f| f.people_left);
            let found = horizon::longest(&search.part(&part)?, full, limit, first);
            let limited = mission.budget.total().is_some();
            match found {
                // Staying where one is costs nothing: a poor plan, and always one.
                Err(e) if e.stopped() && limited && !observer.cancelled() => {
                    return no_period::plan(&search, free.as_ref(), false);
                }
                Err(e) => return Err(if e.stopped() { search.stopped() } else { e }),
                Ok(Some(found)) => {
                    let missing = shortfall::of(&search, free.as_ref(), found.people_bound(), &mut notes)?;
                    (found, missing, free.map_or_else(Vec::new, |f| f.short_of))
                }
                // Not even the first period is paid for.
                Ok(None) if limited => return no_period::plan(&search, free.as_ref(), true),
                Ok(None) => return Err(Failure::Conflict(conflict::rules(&search)?)),
            }
        }
    };
    let f = &found.formulation;
    let (marginals, basis) = marginals::of_plan(&search, f, &found.staged.x, found.people_left() > NONE_LEFT)?;
    let gap = StageOutcome::worst_gap(&found.staged.stages);
    Ok(Outcome {
        decisions: read::decisions(f, &found.staged.x),
        gap,
        ended: if gap.is_some_and(|g| g <= options.gap + GAP_ROUNDING) { Ended::Proved } else { search.ended() },
        shortfall,
        paid,
        marginals,
        basis,
        short_of,
        notes,
        solver: (search.backend.name().to_owned(), search.backend.version()),
        seconds: search.seconds(),
        work: search.worked(),
        stages: found.staged.stages,
    })
}

/// Nothing where a limit or the user ended it.
fn unless_stopped<T>(result: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(failure) if failure.stopped() => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Share of the time that is left for the horizons; the rest is for the shortfall and the prices.
const HORIZON_SHARE: f64 = 0.7;

/// A plan for one horizon with what it was read from.
struct Found<'m> {
    formulation: Formulation<'m>,
    staged: Staged,
}

impl Found<'_> {
    fn people_left(&self) -> f64 {
        self.formulation.objective(Objective::PeopleLeft).at(&self.staged.x)
    }

    /// Fewer than so many are left in no plan.
    fn people_bound(&self) -> Option<f64> {
        self.staged.stages.iter().find(|s| s.objective == Objective::PeopleLeft).and_then(|s| s.bound)
    }
}

fn people_left<'m>(search: &Search, mission: &'m Mission, horizon: Period) -> Formulation<'m> {
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, search.options.aggregate));
    f.minimise(Objective::PeopleLeft);
    f
}

/// All stages at the deadline; none if money or rules do not reach that far.
fn try_full<'m>(
    search: &Search<'m>,
    first: Option<&First>,
    ahead: Option<Searched>,
) -> Result<Option<Found<'m>>, Failure> {
    let deadline = search.mission.calendar.deadline();
    let first = first.filter(|p| p.horizon == deadline.0);
    let mut f = people_left(search, search.mission, deadline);
    if let Some(staged) = stages::at_once(search, &mut f, first.map(|p| p.x.as_slice()), ahead)? {
        return Ok(Some(Found { formulation: f, staged }));
    }
    f.minimise(Objective::PeopleLeft);
    // If even the relaxation leaves people, the comparison of horizons decides, the deadline among them.
    if search.over() || search.relaxed(&f.program)?.is_none_or(|s| s.objective > NONE_LEFT) {
        return Ok(None);
    }
    let staged = stages::one_by_one(search, &mut f, first.map(|p| p.x.clone()))?;
    Ok(staged.map(|staged| Found { formulation: f, staged }))
}

/// What would be left if money did not limit.
struct Free {
    people_left: f64,
    short_of: Vec<Marginal>,
}

/// None if no plan keeps the rules, whatever the money.
fn without_money(search: &Search) -> Result<Option<Free>, Failure> {
    if search.over() {
        return Err(search.stopped());
    }
    let rich = Mission { budget: Budget::default(), ..search.mission.clone() };
    let f = people_left(search, &rich, rich.calendar.deadline());
    let Some(s) = search.relaxed(&f.program)? else { return Ok(None) };
    let left = if s.objective < NONE_LEFT { 0.0 } else { s.objective };
    let short_of = if left > 0.0 { marginals::read(&f, &s.x, &s.duals, Objective::PeopleLeft) } else { Vec::new() };
    Ok(Some(Free { people_left: left, short_of }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(objective: Objective, gap: Option<f64>) -> StageOutcome {
        StageOutcome { objective, value: 4.0, bound: None, gap, all_closures: true, seconds: 0.0 }
    }

    #[test]
    fn a_stage_without_a_bound_leaves_nothing_certified() {
        let proved = stage(Objective::PeopleLeft, Some(0.0));
        let cost = |gap| stage(Objective::EconomicCost, gap);
        assert_eq!(StageOutcome::worst_gap(&[proved.clone(), cost(Some(0.02))]), Some(0.02));
        assert_eq!(StageOutcome::worst_gap(&[proved.clone(), cost(None)]), None);
        let fixed = StageOutcome { all_closures: false, ..cost(None) };
        assert_eq!(StageOutcome::worst_gap(&[proved, fixed]), Some(0.0));
    }
}
