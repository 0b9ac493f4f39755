//! The program of a stage, as it is given to other solvers: down to the end that the answer has.
//!
//! Must not know formats.

use crate::expand::Expansion;
use crate::formulation::Formulation;
use crate::mission::{Mission, Period};
use crate::optimise::search::Search;
use crate::optimise::{Failure, Options, Silent, contingents, optimise, stages};
use crate::program::Program;
use crate::tolerance::NONE_LEFT;

/// The program of one stage (1-based), its integers relaxed on request, under the budget and to the end that the answer has: the
/// deadline, or what a budget that does not last pays for. Where there is no plan it is the program that has none.
///
/// # Errors
/// See [`Failure`].
pub fn program(mission: &Mission, options: &Options, stage: usize, relaxed: bool) -> Result<Program, Failure> {
    let search = Search::new(mission, options, &Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, answered(&search)?, options.aggregate));
    let mut program = stages::program(&search, &mut f, stage)?;
    if relaxed {
        program.relax();
    }
    Ok(program)
}

/// The end that the answer has; one period at least, and the deadline where the rules contradict each other.
fn answered(search: &Search) -> Result<Period, Failure> {
    let deadline = search.mission.calendar.deadline();
    let first = contingents::first(search)?;
    let whole = first.is_some_and(|p| p.horizon == deadline.0 && p.left <= NONE_LEFT);
    if whole || search.mission.budget.total().is_none() {
        return Ok(deadline);
    }
    match optimise(search.mission, search.options, search.observer) {
        Ok(outcome) => Ok(outcome.decisions.horizon.max(Period(1))),
        Err(Failure::Conflict(_)) => Ok(deadline),
        Err(failure) => Err(failure),
    }
}
