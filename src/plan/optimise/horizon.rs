//! The funded horizon: when the budget does not last to the deadline, how long it keeps the mission alive, so that the
//! fewest people are left when it ends.
//!
//! Every horizon gets a certified bound from its relaxation; the promising ones are solved until no other can be better.

use rayon::prelude::*;

use crate::mission::{Objective, Period};
use crate::plan::optimise::search::Search;
use crate::plan::optimise::{Event, Failure, Found, people_left, stages};

/// The plan with the fewest people left over all horizons up to the deadline; the longest of equals. `full` is the plan
/// to the deadline, if there is one; `limit` people are left at any budget. None if there is no plan for any horizon.
pub(super) fn longest<'m>(
    search: &Search<'m>,
    full: Option<Found<'m>>,
    limit: f64,
) -> Result<Option<Found<'m>>, Failure> {
    let enough = |left: f64| left <= limit * (1.0 + search.options.gap) + 1e-3;
    if let Some(found) = full {
        if enough(found.people_left()) || search.over() {
            return Ok(Some(found));
        }
        return shorter(search, Some(found));
    }
    shorter(search, None)
}

fn shorter<'m>(search: &Search<'m>, mut best: Option<Found<'m>>) -> Result<Option<Found<'m>>, Failure> {
    search.tell(Event::Note("how long the money lasts".into()));
    let last = search.mission.calendar.periods - u32::from(best.is_some());
    let mut bounds: Vec<(Period, f64)> = (1..=last)
        .into_par_iter()
        .map(|w| {
            let f = people_left(search, search.mission, Period(w));
            Ok(search.relaxed(&f.program)?.map(|s| (Period(w), s.objective)))
        })
        .collect::<Result<Vec<_>, Failure>>()?
        .into_iter()
        .flatten()
        .collect();
    // Fewest left first, the longer of equals first.
    bounds.sort_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let mut least_bound = f64::INFINITY;
    for (w, bound) in bounds {
        let left = best.as_ref().map_or(f64::INFINITY, Found::people_left);
        if bound >= left * (1.0 - search.options.gap) - 1e-6 || (best.is_some() && search.over()) {
            least_bound = least_bound.min(bound);
            break;
        }
        search.tell(Event::Note(format!("to the end of week {}: at least {bound:.0} people left", w.0)));
        let mut f = people_left(search, search.mission, w);
        let staged = match stages::one_by_one(search, &mut f) {
            Ok(Some(staged)) => staged,
            Ok(None) => continue,
            Err(Failure::Interrupted | Failure::TimeLimit(_)) if best.is_some() => break,
            Err(failure) => return Err(failure),
        };
        let found = Found { formulation: f, staged };
        let mut certified = found.staged.stages.iter().filter(|s| s.objective == Objective::PeopleLeft);
        least_bound = least_bound.min(certified.next().and_then(|s| s.bound).unwrap_or(bound));
        let fewer = found.people_left() < left - 1e-6;
        if fewer {
            best = Some(found);
        }
    }
    if let Some(found) = &mut best {
        // The bound of the answer is the least over all horizons.
        for s in found.staged.stages.iter_mut().filter(|s| s.objective == Objective::PeopleLeft) {
            let bound = s.bound.unwrap_or(least_bound).min(least_bound);
            (s.bound, s.gap) = (Some(bound), Some(crate::solve::gap(s.value, bound)));
        }
    }
    Ok(best)
}
