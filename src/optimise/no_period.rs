//! The plan of no period at all: what is left where not even the first one is paid for, or nothing else was found in time.
//!
//! Must not know why it is asked for.

use crate::mission::Objective;
use crate::optimise::search::Search;
use crate::optimise::{Ended, Failure, Free, Outcome, StageOutcome, shortfall};
use crate::plan::decisions::Decisions;

/// The plan of no period at all: everybody is where they were, and nothing is spent. The best if that is `proved`.
pub(super) fn plan(search: &Search, free: Option<&Free>, proved: bool) -> Result<Outcome, Failure> {
    let m = search.mission;
    let mut notes = Vec::new();
    if proved {
        notes.push("The money that is there at the start does not pay for the first period.".to_owned());
    }
    let people = m.people_total().get();
    let bound = proved.then_some(people);
    let (shortfall, paid) = shortfall::of(search, free, bound, &mut notes)?;
    let all = StageOutcome {
        objective: Objective::PeopleLeft,
        value: people,
        bound,
        gap: bound.map(|_| 0.0),
        all_closures: true,
        seconds: search.seconds(),
    };
    Ok(Outcome {
        decisions: Decisions::none(m),
        stages: vec![all],
        gap: bound.map(|_| 0.0),
        ended: if proved { Ended::Proved } else { search.ended() },
        shortfall,
        paid,
        marginals: Vec::new(),
        basis: None,
        short_of: free.map_or_else(Vec::new, |f| f.short_of.clone()),
        notes,
        solver: (search.backend.name().to_owned(), search.backend.version()),
        seconds: search.seconds(),
        work: search.worked(),
    })
}
