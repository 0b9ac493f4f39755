//! What is searched beside the first plan, on machines with more than one core.
//!
//! Must not know how a plan is made whole.

use crate::formulation::Formulation;
use crate::optimise::branch::{self, Goal, Searched};
use crate::optimise::first_plan::{self, First};
use crate::optimise::search::Search;
use crate::optimise::{Failure, people_left, stages, unless_stopped, whole};

/// A first plan, and beside it the first part of the search at the deadline. One after the other where the work is limited: it ends at
/// the same place every time.
pub(super) fn first_and_ahead(search: &Search) -> Result<(Option<First>, Option<Searched>), Failure> {
    if search.options.threads == 1 || search.options.work_limit.is_some() {
        return Ok((first_plan::first(search)?, None));
    }
    let ahead = || {
        let mut f = people_left(search, search.mission, search.mission.calendar.deadline());
        fractions(search, &mut f)
    };
    let (first, ahead) = rayon::join(|| first_plan::first(search), ahead);
    Ok((first?, unless_stopped(ahead)?.flatten()))
}

/// The first part of [`stages::at_once`], which needs no plan to start from: the search over closings with fractions of lifts. None where there
/// are no such stages, or the program is small.
fn fractions(search: &Search, f: &mut Formulation) -> Result<Option<Searched>, Failure> {
    let all = &search.mission.stages;
    let Some((last, before)) = all[..stages::first_fixed(all)].split_last() else { return Ok(None) };
    if !stages::reach_zero(before) || !stages::is_large(f) {
        return Ok(None);
    }
    for stage in before {
        f.bound(stage.objective, stages::allowed(0.0, stage));
    }
    f.minimise(last.objective);
    let goal = Goal {
        effort_to_first: stages::FIRST_PLAN,
        ..stages::whole_time(search, f, stages::aim(search.options.gap, last))
    };
    let until = whole::share(search, &goal, stages::FRACTIONS);
    Ok(Some(branch::best(search, f, &Goal { until, ..goal })?))
}
