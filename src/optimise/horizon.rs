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
use crate::optimise::first_plan::First;
use crate::optimise::search::Search;
use crate::optimise::{Event, Failure, Found, counted, people_left, stages};
use crate::solve::{self, From, Relaxed, Solution};
use crate::tolerance::{NOISE, NONE_LEFT, ROUNDING};

/// Work for the search of one horizon, in first relaxations.
const EFFORT: f64 = 60.0;
/// Share of the time left for the search of one horizon at most: the clock is asked only so that others have their turn.
const SLICE: f64 = 0.5;
/// Share of the gap at which a horizon is excluded.
const EXCLUDED: f64 = 0.95;
/// Relaxations that are solved side by side.
const TOGETHER: usize = 4;

/// The plan with the fewest people left over all horizons up to the deadline; the longest of equals. `full` is the plan
/// to the deadline, if there is one; `limit` people are left at any budget; `first` is a plan that is known. Without a budget only
/// the deadline is looked at: nothing ends earlier than that. None if there is no plan for any horizon.
pub(super) fn longest<'m>(
    search: &Search<'m>,
    full: Option<Found<'m>>,
    limit: f64,
    first: Option<First>,
) -> Result<Option<Found<'m>>, Failure> {
    let enough = |left: f64| left <= limit * (1.0 + search.options.gap) + NONE_LEFT;
    if full.as_ref().is_some_and(|found| enough(found.people_left()) || search.over()) {
        return Ok(full);
    }
    search.tell(Event::Note("how long the money lasts".into()));
    // What follows is counted in people.
    let (of, what) = (search.mission.stages.len(), Objective::PeopleLeft.key().replace('-', " "));
    search.tell(Event::Stage { number: 1, of, what, objective: Some(Objective::PeopleLeft) });
    let mut field = HorizonSearch::new(search, full.is_some());
    let mut best =
        full.map(|found| Longest { left: found.people_left(), horizon: None, found: Some(found), x: Vec::new() });
    if let Some(p) = first
        && best.as_ref().is_none_or(|b| p.left < b.left - NOISE)
    {
        best = Some(Longest { left: p.left, horizon: Some(p.horizon), found: None, x: p.x });
    }
    if !search.over() {
        if let Some(w) = field.where_money_binds()? {
            field.plan(w, &mut best)?;
        }
        field.exclude(&mut best)?;
    }
    let Some(best) = best else { return if search.over() { Err(search.stopped()) } else { Ok(None) } };
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
        // The horizon of the plan has the better of its two bounds.
        let here = field.known.get(&found.formulation.expansion.horizon.0);
        let own = s.bound.unwrap_or(0.0).max(here.map_or(0.0, |k| k.bound()));
        let least = own.min(field.bound_without(found.formulation.expansion.horizon.0)).min(s.value);
        let least = counted::of_whole(search.mission, s.objective, s.value, least);
        (s.bound, s.gap) = (Some(least), Some(solve::gap(s.value, least)));
    }
    Ok(Some(found))
}

/// The horizon with the fewest people left so far.
struct Longest<'m> {
    left: f64,
    /// None: to the deadline, as found before.
    horizon: Option<u32>,
    found: Option<Found<'m>>,
    x: Vec<f64>,
}

/// What is known of one horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
enum HorizonState {
    /// No fewer are left: what the exits take by then.
    Exits(f64),
    /// No fewer are left: its relaxation.
    Relaxed(f64),
    /// No fewer are left, and more work will not tell more.
    Done(f64),
}

impl HorizonState {
    const fn bound(self) -> f64 {
        match self {
            Self::Exits(b) | Self::Relaxed(b) | Self::Done(b) => b,
        }
    }
}

struct HorizonSearch<'a, 'm> {
    search: &'a Search<'m>,
    known: BTreeMap<u32, HorizonState>,
}

impl<'a, 'm> HorizonSearch<'a, 'm> {
    fn new(search: &'a Search<'m>, deadline_done: bool) -> Self {
        let m = search.mission;
        let last = m.calendar.periods - u32::from(deadline_done);
        let first = if m.budget.total().is_some() { 1 } else { m.calendar.periods };
        let known = (first..=last).map(|w| (w, HorizonState::Exits(left_by_exits(m, Period(w))))).collect();
        Self { search, known }
    }

    /// The longest horizon whose relaxation leaves no more people than the exits force it to, by halving; the horizons
    /// looked at have their relaxations then. A shorter one if that takes too long.
    fn where_money_binds(&mut self) -> Result<Option<u32>, Failure> {
        let Some((mut short, mut long)) = self.known.keys().next().copied().zip(self.known.keys().last().copied())
        else {
            return Ok(None);
        };
        while short < long && !self.search.over() {
            let middle = (short + long).div_ceil(2);
            let forced = self.known[&middle].bound();
            self.relax(&[middle], f64::INFINITY)?;
            if matches!(self.known[&middle], HorizonState::Exits(_)) {
                // Stopped.
                return Ok(Some(short));
            }
            if self.known[&middle].bound() <= forced + forced.abs() * ROUNDING + NONE_LEFT {
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
        let one = |w: &u32| Ok((*w, relaxed(search, &people_left(search, search.mission, Period(*w)), cutoff)?));
        // With one thread not even a thread that waits may begin with other work: another case's, while the clock of this one runs.
        let bounds: Vec<(u32, Option<f64>)> = if search.options.threads == 1 {
            horizons.iter().map(one).collect::<Result<_, Failure>>()?
        } else {
            horizons.par_iter().map(one).collect::<Result<_, Failure>>()?
        };
        for (w, bound) in bounds {
            if let Some(b) = bound {
                let b = b.max(self.known[&w].bound());
                self.known.insert(w, HorizonState::Relaxed(b));
            }
        }
        Ok(())
    }

    /// Searches one horizon for a plan that leaves fewer.
    fn plan(&mut self, w: u32, best: &mut Option<Longest<'m>>) -> Result<(), Failure> {
        let search = self.search;
        let bound = self.known[&w].bound();
        search.tell(Event::Note(format!("to the end of week {w}: at least {bound:.0} people left")));
        let f = people_left(search, search.mission, Period(w));
        let until = search.seconds() + search.left() * SLICE;
        let known = best.as_ref().filter(|b| b.horizon == Some(w)).map(|b| b.x.as_slice());
        let goal = Goal { gap: search.options.gap / 2.0, until, effort: EFFORT, effort_to_first: EFFORT, known };
        let found = super::unless_stopped(stages::search(search, &f, &goal))?;
        let (stopped, found) = (found.is_none(), found.flatten());
        let Some(Solution { x, objective, bound: certified, .. }) = found else {
            self.known.insert(w, HorizonState::Done(if stopped { bound } else { f64::INFINITY }));
            return Ok(());
        };
        self.known.insert(w, HorizonState::Done(bound.max(certified)));
        let longer = |b: &Longest| b.horizon.is_some_and(|h| w > h) && objective <= b.left + NOISE;
        if best.as_ref().is_none_or(|b| objective < b.left - NOISE || longer(b)) {
            *best = Some(Longest { left: objective, horizon: Some(w), found: None, x });
        }
        Ok(())
    }

    /// Until no other horizon can be better by more than the gap: the one with the least bound is relaxed, then planned.
    fn exclude(&mut self, best: &mut Option<Longest<'m>>) -> Result<(), Failure> {
        loop {
            let left = best.as_ref().map_or(f64::INFINITY, |b| b.left);
            let enough = left * (1.0 - self.search.options.gap * EXCLUDED) - NOISE;
            // A longer horizon is of interest with as few left.
            let at = best.as_ref().and_then(|b| b.horizon).unwrap_or(u32::MAX);
            let asked = |w: u32, bound: f64| bound < enough || (w > at && bound <= left + NOISE);
            let mut promising: Vec<(u32, HorizonState)> = self
                .known
                .iter()
                .map(|(w, k)| (*w, *k))
                .filter(|(w, k)| asked(*w, k.bound()) && !matches!(k, HorizonState::Done(_)))
                .collect();
            // Fewest left first, the longer of equals first.
            promising.sort_by(|a, b| a.1.bound().total_cmp(&b.1.bound()).then(b.0.cmp(&a.0)));
            let Some((first, known)) = promising.first().copied() else { return Ok(()) };
            if self.search.over() {
                return Ok(());
            }
            if matches!(known, HorizonState::Exits(_)) {
                let unknown = promising.iter().filter(|(_, k)| matches!(k, HorizonState::Exits(_)));
                let some: Vec<u32> = unknown.map(|(w, _)| *w).take(TOGETHER).collect();
                self.relax(&some, if some.iter().any(|w| *w > at) { left + NOISE } else { enough })?;
            } else {
                self.plan(first, best)?;
            }
        }
    }

    /// Fewer cannot be left at any horizon but `w`.
    fn bound_without(&self, w: u32) -> f64 {
        self.known.iter().filter(|(h, _)| **h != w).map(|(_, k)| k.bound()).fold(f64::INFINITY, f64::min)
    }
}

/// People that are left at the end of `w` if every exit takes all that it can.
fn left_by_exits(m: &Mission, w: Period) -> f64 {
    let week = m.calendar.periods_of_a_week();
    let taken: f64 = m.exits.values().map(|x| x.takes_by(true, w, week)).sum();
    (m.people_total().get() - taken).max(0.0)
}

/// The relaxation's objective, or `cutoff` if it is no better than that; infinite if there is no point. None if the search is over.
fn relaxed(search: &Search, f: &Formulation, cutoff: f64) -> Result<Option<f64>, Failure> {
    let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
    if let Some(mut hot) = search.backend.hot(&f.program).map_err(solver)? {
        let relaxed = hot.solve(&[], From::Nothing, cutoff, &|| search.halted()).map_err(solver)?;
        search.count(hot.worked());
        return Ok(match relaxed {
            Relaxed::Optimal(v) => Some(v.objective),
            Relaxed::Beyond => Some(cutoff),
            Relaxed::Infeasible => Some(f64::INFINITY),
            Relaxed::Stopped | Relaxed::Unknown => None,
        });
    }
    match search.relaxed(&f.program) {
        Ok(s) => Ok(Some(s.map_or(f64::INFINITY, |s| s.objective))),
        Err(failure) if failure.stopped() => Ok(None),
        Err(failure) => Err(failure),
    }
}
