//! The funded horizon: when the budget does not last to the deadline, how long it keeps the mission alive, so that the
//! fewest people are left when it ends.
//!
//! Every horizon has a certified bound: first what the exits can take, then its relaxation. A horizon near the one where the
//! money begins to bind is planned first; the others are then excluded, or planned, in the order of their bounds.
//!
//! `docs/model.md#when-the-money-is-short`

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::formulation::Formulation;
use crate::mission::{Mission, Objective, Period};
use crate::optimise::branch::Goal;
use crate::optimise::search::Search;
use crate::optimise::{Event, Failure, Found, WHOLE, people_left, stages};
use crate::solve::{self, From, Relaxed, Solution};

/// Share of the time that is left for the search of one horizon.
const SLICE: f64 = 0.3;
/// Share of the gap at which a horizon is excluded.
const EXCLUDED: f64 = 0.95;
/// Relaxations that are solved side by side.
const TOGETHER: usize = 4;

/// The plan with the fewest people left over all horizons up to the deadline; the longest of equals. `full` is the plan
/// to the deadline, if there is one; `limit` people are left at any budget. None if there is no plan for any horizon.
pub(super) fn longest<'m>(
    search: &Search<'m>,
    full: Option<Found<'m>>,
    limit: f64,
) -> Result<Option<Found<'m>>, Failure> {
    let enough = |left: f64| left <= limit * (1.0 + search.options.gap) + WHOLE;
    if full.as_ref().is_some_and(|found| enough(found.people_left()) || search.over()) {
        return Ok(full);
    }
    search.tell(Event::Note("how long the money lasts".into()));
    let mut field = Field::new(search, full.is_some());
    let mut best =
        full.map(|found| Best { left: found.people_left(), horizon: None, found: Some(found), x: Vec::new() });
    let start = field.where_money_binds()?;
    if let Some(w) = start {
        field.plan(w, &mut best)?;
    }
    field.exclude(&mut best)?;
    let Some(best) = best else { return if search.over() { Err(search.stopped()) } else { Ok(None) } };
    let bound = field.bound();
    let mut found = match (best.found, best.horizon) {
        (Some(found), _) => found,
        (None, Some(w)) => {
            let mut f = people_left(search, search.mission, Period(w));
            let Some(staged) = stages::one_by_one(search, &mut f, Some(best.x))? else { return Ok(None) };
            Found { formulation: f, staged }
        }
        (None, None) => return Ok(None),
    };
    // The bound of the answer is the least over all horizons.
    for s in found.staged.stages.iter_mut().filter(|s| s.objective == Objective::PeopleLeft) {
        let least = s.bound.unwrap_or(bound).min(bound).min(s.value);
        (s.bound, s.gap) = (Some(least), Some(solve::gap(s.value, least)));
    }
    Ok(Some(found))
}

/// The horizon with the fewest people left so far.
struct Best<'m> {
    left: f64,
    /// None: to the deadline, as found before.
    horizon: Option<u32>,
    found: Option<Found<'m>>,
    x: Vec<f64>,
}

/// What is known of one horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Known {
    /// No fewer are left: what the exits take by then.
    Exits(f64),
    /// No fewer are left: its relaxation.
    Relaxed(f64),
    /// No fewer are left, and more work will not tell more.
    Done(f64),
}

impl Known {
    const fn bound(self) -> f64 {
        match self {
            Self::Exits(b) | Self::Relaxed(b) | Self::Done(b) => b,
        }
    }
}

struct Field<'a, 'm> {
    search: &'a Search<'m>,
    known: BTreeMap<u32, Known>,
}

impl<'a, 'm> Field<'a, 'm> {
    fn new(search: &'a Search<'m>, deadline_done: bool) -> Self {
        let m = search.mission;
        let last = m.calendar.periods - u32::from(deadline_done);
        let known = (1..=last).map(|w| (w, Known::Exits(left_by_exits(m, Period(w))))).collect();
        Self { search, known }
    }

    /// The longest horizon whose relaxation leaves no more people than the exits force it to, by halving; the horizons
    /// looked at have their relaxations then. A shorter one if that takes too long.
    fn where_money_binds(&mut self) -> Result<Option<u32>, Failure> {
        let Some((mut short, mut long)) = self.known.keys().next().copied().zip(self.known.keys().last().copied())
        else {
            return Ok(None);
        };
        let until = self.search.seconds() + self.search.left() * SLICE;
        while short < long && self.search.seconds() < until {
            let middle = (short + long).div_ceil(2);
            let forced = self.known[&middle].bound();
            self.relax(&[middle], f64::INFINITY)?;
            if matches!(self.known[&middle], Known::Exits(_)) {
                // Stopped.
                return Ok(Some(short));
            }
            if self.known[&middle].bound() <= forced + forced.abs() * 1e-6 + WHOLE {
                short = middle;
            } else {
                long = middle - 1;
            }
        }
        Ok(Some(short))
    }

    /// Relaxations of some horizons, each given up once it must leave `cutoff` people.
    fn relax(&mut self, horizons: &[u32], cutoff: f64) -> Result<(), Failure> {
        let search = self.search;
        let bounds: Vec<(u32, Option<f64>)> = horizons
            .par_iter()
            .map(|w| Ok((*w, relaxed(search, &people_left(search, search.mission, Period(*w)), cutoff)?)))
            .collect::<Result<_, Failure>>()?;
        for (w, bound) in bounds {
            if let Some(b) = bound {
                let b = b.max(self.known[&w].bound());
                self.known.insert(w, Known::Relaxed(b));
            }
        }
        Ok(())
    }

    /// Searches one horizon for a plan that leaves fewer.
    fn plan(&mut self, w: u32, best: &mut Option<Best<'m>>) -> Result<(), Failure> {
        let search = self.search;
        let bound = self.known[&w].bound();
        search.tell(Event::Note(format!("to the end of week {w}: at least {bound:.0} people left")));
        let f = people_left(search, search.mission, Period(w));
        let until =
            search.seconds() + if best.is_some() { search.left() * SLICE } else { search.left() * (1.0 - SLICE) };
        let goal = Goal { gap: search.options.gap / 2.0, until, patience: f64::INFINITY, known: None };
        let found = match stages::search(search, &f, &goal) {
            Ok(found) => found,
            Err(Failure::Interrupted | Failure::TimeLimit(_)) if best.is_some() || !search.over() => None,
            Err(failure) => return Err(failure),
        };
        let Some(Solution { x, objective, bound: certified, .. }) = found else {
            self.known.insert(w, Known::Done(bound));
            return Ok(());
        };
        self.known.insert(w, Known::Done(bound.max(certified)));
        if best.as_ref().is_none_or(|b| objective < b.left - 1e-6) {
            *best = Some(Best { left: objective, horizon: Some(w), found: None, x });
        }
        Ok(())
    }

    /// Until no other horizon can be better by more than the gap: the one with the least bound is relaxed, then planned.
    fn exclude(&mut self, best: &mut Option<Best<'m>>) -> Result<(), Failure> {
        loop {
            let left = best.as_ref().map_or(f64::INFINITY, |b| b.left);
            let enough = left * (1.0 - self.search.options.gap * EXCLUDED) - 1e-6;
            let mut promising: Vec<(u32, Known)> = self
                .known
                .iter()
                .map(|(w, k)| (*w, *k))
                .filter(|(_, k)| k.bound() < enough && !matches!(k, Known::Done(_)))
                .collect();
            // Fewest left first, the longer of equals first.
            promising.sort_by(|a, b| a.1.bound().total_cmp(&b.1.bound()).then(b.0.cmp(&a.0)));
            let Some((first, known)) = promising.first().copied() else { return Ok(()) };
            if self.search.over() {
                return Ok(());
            }
            if matches!(known, Known::Exits(_)) {
                let unknown = promising.iter().filter(|(_, k)| matches!(k, Known::Exits(_)));
                let some: Vec<u32> = unknown.map(|(w, _)| *w).take(TOGETHER).collect();
                self.relax(&some, enough)?;
            } else {
                self.plan(first, best)?;
            }
        }
    }

    /// Nobody can leave fewer, whatever the horizon.
    fn bound(&self) -> f64 {
        self.known.values().map(|k| k.bound()).fold(f64::INFINITY, f64::min)
    }
}

/// People that are left at the end of `w` if every exit takes all that it can.
fn left_by_exits(m: &Mission, w: Period) -> f64 {
    let taken = m.exits.values().map(|x| (1..=w.at()).map(|t| x.people[t].get()).sum::<f64>()).sum::<f64>();
    (m.people_total().get() - taken).max(0.0)
}

/// The relaxation's objective, or `cutoff` if it is no better than that; infinite if there is no point. None if the search is over.
fn relaxed(search: &Search, f: &Formulation, cutoff: f64) -> Result<Option<f64>, Failure> {
    let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
    if let Some(mut hot) = search.backend.hot(&f.program).map_err(solver)? {
        return Ok(match hot.solve(&[], From::Doubting, cutoff, &|| search.over()).map_err(solver)? {
            Relaxed::Optimal(v) => Some(v.objective),
            Relaxed::Beyond => Some(cutoff),
            Relaxed::Infeasible => Some(f64::INFINITY),
            Relaxed::Stopped | Relaxed::Unknown => None,
        });
    }
    match search.relaxed(&f.program) {
        Ok(s) => Ok(Some(s.map_or(f64::INFINITY, |s| s.objective))),
        Err(Failure::Interrupted | Failure::TimeLimit(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}
