//! What binds, with one answer everywhere: each limit that may bind is solved again with one more of it.
//!
//! The optimiser says where to look; closings stay as planned. The summary, reports, comparisons and `explain` all show these.
//! Must not know words.

use rayon::prelude::*;

use crate::mission::{Mission, Node, Period};
use crate::optimise::{Observer, Options, Outcome};
use crate::plan::decisions::Decisions;
use crate::plan::result::Marginal;
use crate::study::audited::Unanswered;
use crate::study::change::{Change, Lever};
use crate::study::context::Context;
use crate::tolerance::{IMPROVEMENT, NOISE};

/// Limits that are solved again at most: on a mission of this many kinds × sites × periods, fewer on larger ones.
const LIMITS: usize = 16;
const LEAST: usize = 4;
const CELLS: usize = 30_000;

/// Replaces the prices of an outcome by what one more really buys, dearest first; limits that buy nothing are left out.
///
/// # Errors
/// See [`Unanswered`].
pub(super) fn solve_again(
    m: &Mission,
    outcome: &mut Outcome,
    options: &Options,
    observer: &dyn Observer,
) -> Result<(), Unanswered> {
    let candidates = candidates(m, outcome);
    outcome.marginals.clear();
    if candidates.is_empty() {
        return Ok(());
    }
    if observer.cancelled() {
        outcome.notes.push("What binds was not looked for: interrupted.".into());
        return Ok(());
    }
    let decisions = outcome.decisions.clone();
    let Some(context) = Context::new(m, outcome, options)? else { return Ok(()) };
    let solved: Result<Vec<_>, Unanswered> = candidates
        .par_iter()
        .map(|(price, change)| {
            if observer.cancelled() {
                return Ok(None);
            }
            let one = worth(&context, change, price)?;
            match unit(m, &decisions, change).filter(|_| one.worth <= IMPROVEMENT) {
                Some(unit) => worth(&context, &unit, price).map(Some),
                None => Ok(Some(one)),
            }
        })
        .collect();
    let solved = solved?;
    if solved.iter().any(Option::is_none) {
        outcome.notes.push("What binds was not looked for everywhere: interrupted.".into());
    }
    let mut found: Vec<Marginal> = solved.into_iter().flatten().filter(|p| p.worth > IMPROVEMENT).collect();
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    outcome.marginals = found;
    Ok(())
}

/// A limit with what one more of it is worth.
fn worth(context: &Context, change: &Change, price: &Marginal) -> Result<Marginal, Unanswered> {
    let value = context.with(change)?;
    let worth = value.map_or(0.0, |v| context.value - v);
    let (family, part) = change.family();
    Ok(Marginal {
        family: family.key().to_owned(),
        part: part.key().to_owned(),
        unit: change.words(context.m).unit,
        periods: (change.first..=change.last).collect(),
        objective: context.objective.key().to_owned(),
        worth,
        worth_all: worth,
        ..price.clone()
    })
}

/// One unit more instead of one day more, as long as the fleet is kept; none where units are not counted. A day more of a ferry that is
/// away for two weeks buys nothing, and a ferry more does.
fn unit(m: &Mission, d: &Decisions, change: &Change) -> Option<Change> {
    let Lever::FleetDays(f) = change.lever else { return None };
    let there =
        |t: &u32| m.fleets[f].days[*t as usize].get() > 0.0 && d.fleets[f].get(*t as usize).is_some_and(|s| *s > NOISE);
    let mut kept = (1..=d.horizon.0).filter(there);
    let first = kept.next()?;
    let last = kept.next_back().unwrap_or(first);
    m.fleets[f].keeps_whole_units().then_some(Change { lever: Lever::Units(f), amount: 1.0, first, last })
}

/// What is worth solving again, with the change that it stands for: the optimiser's prices, then what is short whatever the money.
fn candidates(m: &Mission, outcome: &Outcome) -> Vec<(Marginal, Change)> {
    let cells = m.kinds.len() * m.sites.len() * m.calendar.periods as usize;
    let limits = (LIMITS * CELLS / cells.max(1)).clamp(LEAST, LIMITS);
    let mut list: Vec<(Marginal, Change)> = Vec::new();
    for price in outcome.marginals.iter().chain(&outcome.short_of) {
        let Some(change) = Change::of(m, price).and_then(|c| while_there(m, &outcome.decisions, c)) else { continue };
        if list.len() < limits && list.iter().all(|(_, c)| c.lever != change.lever) {
            list.push((price.clone(), change));
        }
    }
    let cleanups: Vec<_> =
        list.iter().filter_map(|(price, change)| cleanup(m, &outcome.decisions, price, change)).collect();
    list.extend(cleanups);
    list
}

/// The clean-up of a site that stays open with its guard: with closings as planned no price speaks of it.
fn cleanup(m: &Mission, d: &Decisions, guard: &Marginal, change: &Change) -> Option<(Marginal, Change)> {
    let Lever::Guard(s) = change.lever else { return None };
    let lever = Lever::Cleanup(s);
    let open = d.closes[s].is_none() && m.sites[s].cleanup > 0;
    open.then(|| (Marginal { step: 1.0, ..guard.clone() }, Change { lever, amount: 1.0, ..*change }))
}

/// The change in the periods in which what it is about is still there: no more days of a fleet that has been released, no more
/// handling at a site that is closed. None if there are none.
fn while_there(m: &Mission, d: &Decisions, change: Change) -> Option<Change> {
    let open = |s: crate::id::SiteId, t: u32| d.closes[s].is_none_or(|c| Period(t) <= c);
    let there = |t: &u32| match change.lever {
        Lever::FleetDays(f) | Lever::Units(f) => d.fleets[f].get(*t as usize).is_some_and(|s| *s > NOISE),
        Lever::Lifts(r) => {
            let r = &m.routes[r];
            open(r.from, *t) && if let Node::Site(to) = r.to { open(to, *t) } else { true }
        }
        Lever::Handling(s) | Lever::Beds(s) | Lever::Yard(s) | Lever::Guard(s) | Lever::Cleanup(s) => open(s, *t),
        Lever::Pace
        | Lever::AtOnce
        | Lever::Disposal(..)
        | Lever::Milestone(_)
        | Lever::ExitPeople(_)
        | Lever::ExitLoads(_)
        | Lever::Money => *t <= d.horizon.0,
    };
    let periods: Vec<u32> = (change.first..=change.last).filter(there).collect();
    Some(Change { first: *periods.first()?, last: *periods.last()?, ..change })
}
