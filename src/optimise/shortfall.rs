//! The money that is missing for a full withdrawal: the least sum that, had it been there from the start, would be enough.
//!
//! With all money at the start that is the least cost of a full withdrawal less the budget; where it is released over time it is
//! also what bridges a release that comes too late. Must not know the plan under the budget.

use crate::expand::Expansion;
use crate::formulation::Formulation;
use crate::mission::{Budget, Mission};
use crate::optimise::search::Search;
use crate::optimise::{Event, Failure, Free, Observer, Options, Shortfall, read, stages, unless_stopped};
use crate::plan::decisions::Decisions;
use crate::tolerance::{CENT, NONE_LEFT};

/// Said where no plan was found for the least cost.
pub const ONLY_ITS_BOUND: &str =
    "The search for the least cost of a full withdrawal was stopped; only its bound is known: it may be more.";

/// What is missing, and a full withdrawal that could be paid for with it, where one was found.
pub type MissingMoney = (Shortfall, Option<Decisions>);

/// The money that is missing for a full withdrawal by the deadline, asked alone: the least sum that, had it been there from the start on, is
/// enough.
///
/// # Errors
/// See [`Failure`].
pub fn missing_money(mission: &Mission, options: &Options, observer: &dyn Observer) -> Result<MissingMoney, Failure> {
    let search = Search::new(mission, options, observer)?;
    Ok(unless_stopped(least_sum(&search, &mut Vec::new()))?.unwrap_or((Shortfall::Unknown, None)))
}

/// Whether money would bring everybody out, and how much; `free` is what would be left without a limit of money, if that is known,
/// and fewer than `least` are left in no plan.
pub(super) fn of(
    search: &Search,
    free: Option<&Free>,
    least: Option<f64>,
    notes: &mut Vec<String>,
) -> Result<MissingMoney, Failure> {
    let limited = search.mission.budget.total().is_some();
    match free {
        Some(free) if free.people_left > 0.0 => Ok((Shortfall::NotByMoney, None)),
        _ if !limited && least.is_some_and(|b| b > NONE_LEFT) => Ok((Shortfall::NotByMoney, None)),
        Some(_) if limited => Ok(unless_stopped(least_sum(search, notes))?.unwrap_or((Shortfall::Unknown, None))),
        _ => Ok((Shortfall::Unknown, None)),
    }
}

/// The least sum; that no sum is enough is proved.
fn least_sum(search: &Search, notes: &mut Vec<String>) -> Result<MissingMoney, Failure> {
    let m = search.mission;
    // A stage of its own: what is found and proved from here on is money.
    let number = m.stages.len();
    let what = "least cost of a full withdrawal".to_owned();
    search.tell(Event::Stage { number, of: number, what, objective: None });
    let rich = Mission { budget: Budget::default(), ..m.clone() };
    let deadline = rich.calendar.deadline();
    let mut f = Formulation::new(&rich, Expansion::new(&rich, deadline, search.options.aggregate));
    f.demand_full_withdrawal();
    f.minimise_more_than(&m.budget);
    let Some(relaxed) = search.relaxed(&f.program)? else { return Ok((Shortfall::NotByMoney, None)) };
    let (usd, bound, paid) = match stages::best(search, &f, search.options.gap, None) {
        Ok(Some(s)) => (s.objective.max(0.0), s.bound.max(relaxed.objective).max(0.0), Some(read::decisions(&f, &s.x))),
        Ok(None) => return Ok((Shortfall::NotByMoney, None)),
        Err(failure) if failure.stopped() => {
            notes.push(ONLY_ITS_BOUND.into());
            (relaxed.objective.max(0.0), relaxed.objective.max(0.0), None)
        }
        Err(failure) => return Err(failure),
    };
    if m.budget.released(deadline).get() < m.budget.total().map_or(f64::INFINITY, crate::units::Usd::get) {
        notes.push("Money that is released after the deadline does not count.".into());
    }
    let by_then: Vec<f64> = rich.calendar.all().map(|t| m.budget.released(t).get()).collect();
    if usd > 0.0 && by_then.windows(2).any(|w| w[1] > w[0]) {
        notes.push(
            "What is missing is missing from the start on: some of it may only have to be released sooner.".into(),
        );
    }
    // The money would do, and the plan beside this has people left: its own search ended too early to tell.
    Ok(if usd < CENT { (Shortfall::Unknown, None) } else { (Shortfall::Missing { usd, bound: bound.min(usd) }, paid) })
}
