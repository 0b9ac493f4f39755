//! From a plan whose lifts are fractions to one that can be carried out: the closings of the first, whole lifts, whole units; then
//! a search over both for as long as there is time, with a bound of its own.
//!
//! Must not know routes or fleets, only columns that have to be whole.
//!
//! `docs/model.md#whole-lifts`

use rayon::prelude::*;

use crate::formulation::Formulation;
use crate::optimise::branch::windows::Sites;
use crate::optimise::branch::{self, Goal, Searched};
use crate::optimise::fixing::Closures;
use crate::optimise::near::{Near, around};
use crate::optimise::on_time::{cut_off, has_timetable, on_time};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing, persons, unless_stopped};
use crate::program::Program;
use crate::program::presolve::Reduced;
use crate::search::Pace;
use crate::solve::{self, Solution, Status};
use crate::tolerance::WHOLE;

/// Programs with fewer rows are given to the solver as they are.
pub(super) const SMALL: usize = 2_500;
/// By how many periods closings are put off until whole lifts can keep them.
const DELAYS: [u32; 3] = [1, 2, 4];
/// Shares of the sites that are put off, those that close last.
const LAST: [f64; 2] = [1.0, 0.3];
/// Gap of a first plan.
const GOOD: f64 = 0.01;
/// Share of the time that is left for bringing the bound closer, where single moves have come to an end.
const BOUND: f64 = 0.8;
/// Other closings that are tried side by side: not more where there are more processors, so that the plan does not depend on the machine.
const TOGETHER: usize = 2;
/// Seconds to make a plan whole when that time is over.
const FINISH: f64 = 10.0;
/// How often what can have no timetable is cut off, and the share of the time that is left for it.
const ROUNDS: usize = 25;
const REASONS: f64 = 0.3;
/// Share of the time for fractions of persons in small programs where whole ones may need a search of their own, and of what is then left
/// for that.
const FRACTIONS_OF_PERSONS: f64 = 0.6;
const WHOLE_PERSONS: f64 = 0.5;
/// Share of the gap to which the bound of fractional lifts is brought when whole plans are there.
const CLOSER: f64 = 0.2;

/// Something that must be whole is not.
pub(super) fn fractional(f: &Formulation, x: &[f64]) -> bool {
    let columns = f.program.columns().iter().zip(x);
    columns.filter(|(c, _)| c.integer).any(|(_, v)| (v - v.round()).abs() > WHOLE)
}

/// A whole plan from the fractional one of the search over closings, whose bound stays valid. None if there is no whole plan;
/// an error if none was found in time.
pub(super) fn made_whole(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    found: Solution,
) -> Result<Option<Solution>, Failure> {
    let (at, large) = (fixing::closures(f, &found.x), f.program.rows().len() >= SMALL);
    let whole = !fractional(f, &found.x) && has_timetable(f, &found.x);
    let near =
        if large { solve::gap(found.objective, found.bound) <= goal.gap } else { !persons::has_fractions(f, &found.x) };
    if whole && near {
        return Ok(Some(found));
    }
    let known = goal.known.filter(|x| !fractional(f, x) && has_timetable(f, x)).map(<[f64]>::to_vec);
    let mut best = BestWhole { plan: known.map(|x| (f.program.objective_at(&x), x)), bound: found.bound };
    if !large {
        return small(search, f, goal, &best);
    }
    // Bounds are those of the program as it is, plans those of whole persons.
    let room = &f.with_room_to_round();
    if whole {
        best.offer(f, Some(found.x.clone()));
    } else if best.plan.as_ref().is_none_or(|(_, x)| fixing::closures(f, x) != at) {
        best.offer(f, first_closings(search, room, goal, &found, best.plan.is_none())?);
    }
    if best.plan.is_none() {
        return proved_on_time(search, f, goal, &best);
    }
    polished(search, room, goal, &mut best)?;
    if best.gap() > goal.gap && search.seconds() < goal.until && best.bound.is_finite() {
        // The bound of fractional lifts, nearer to its optimum; and the closings of that one.
        let gap = goal.gap * CLOSER;
        let until = share(search, goal, BOUND);
        let closer = Goal { gap, until, effort: f64::INFINITY, effort_to_first: f64::INFINITY, known: None };
        if let Searched::Plan(s) = branch::best(search, f, &closer)? {
            best.bound = best.bound.max(s.bound);
            let other = fixing::closures(f, &s.x);
            if best.gap() > goal.gap && other != at {
                let near = Near { at: &other, objective: s.objective, ..careful(&at, best.bound) };
                best.offer(f, on_time(room, true, |f, mends| around(search, f, &near, goal, mends))?);
            }
        }
    }
    Ok(best.answer(goal.gap))
}

/// Small programs: the solver's own search, first with fractions of persons and loads, then with whole ones where what the first comes to
/// is not near enough once its persons are whole. The bound is that of the first: it holds for the program as it is written.
fn small(search: &Search, f: &Formulation, goal: &Goal, best: &BestWhole) -> Result<Option<Solution>, Failure> {
    let counted = persons::counted(f);
    let part = if counted.is_some() { FRACTIONS_OF_PERSONS } else { 1.0 };
    let first = Goal { until: share(search, goal, part), ..*goal };
    let Some(found) = proved_on_time(search, f, &first, best)? else { return Ok(None) };
    let Some(counted) = counted.filter(|_| persons::has_fractions(f, &found.x)) else {
        return Ok(Some(found));
    };
    let mut known = BestWhole { plan: None, bound: found.bound };
    known.offer(f, persons::whole(search, &mut f.clone(), &found.x)?);
    if known.gap() <= goal.gap {
        return Ok(Some(found));
    }
    let goal = Goal { until: share(search, goal, WHOLE_PERSONS), known: None, ..*goal };
    let whole = unless_stopped(proved_on_time(search, &counted, &goal, &known))?.flatten();
    Ok(Some(whole.map_or(found.clone(), |whole| Solution { bound: found.bound.min(whole.objective), ..whole })))
}

/// A good dive at some closings.
fn careful(at: &Closures, bound: f64) -> Near<'_> {
    Near { at, objective: bound, bound, lifts: None, pace: Pace::Care, polish: false }
}

/// The second at which a share of the time that is left for a goal is over.
pub(super) fn share(search: &Search, goal: &Goal, share: f64) -> f64 {
    search.seconds() + (goal.until - search.seconds()).max(0.0) * share
}

/// The solver's own search; where its plan has no timetable, again without what can have none, and so on: what it finds in the end is as
/// good as any. None where that does not come to an end in its part of the time, or it is not certain why there is no timetable; a plan
/// that it has by then is kept. The bound is that of the first search: it holds for the program as it is written.
fn with_reasons(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    best: &mut BestWhole,
) -> Result<Option<Solution>, Failure> {
    let goal = Goal { until: share(search, goal, REASONS), ..*goal };
    let mut cut = f.clone();
    let mut plan = best.plan.clone();
    for round in 0..ROUNDS {
        let known = BestWhole { plan: plan.take(), bound: best.bound };
        let Some(mut s) = unless_stopped(prove(search, &cut, &goal, known))?.flatten() else { return Ok(None) };
        if round == 0 {
            best.bound = best.bound.max(s.bound);
        }
        s.bound = best.bound.min(s.objective);
        s.x.truncate(f.program.columns().len());
        if has_timetable(f, &s.x) {
            if search.over() || s.status == Status::Optimal || search.seconds() < goal.until {
                return Ok(Some(s));
            }
            // Its part of the time ended the search: the rest is for the same question.
            best.offer(f, Some(s.x));
            return Ok(None);
        }
        if search.over() || search.past(goal.until) || !cut_off(&mut cut, &s.x) {
            return Ok(None);
        }
    }
    Ok(None)
}

/// The solver's own search; where its plan has no timetable, again with lifts kept apart. The bound is that of the first.
fn proved_on_time(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    best: &BestWhole,
) -> Result<Option<Solution>, Failure> {
    let mut best = BestWhole { plan: best.plan.clone(), bound: best.bound };
    if let Some(found) = with_reasons(search, f, goal, &mut best)? {
        return Ok(Some(found));
    }
    let known = best.plan.clone().filter(|(_, x)| has_timetable(f, x));
    let mut first: Option<Option<Solution>> = None;
    let found = on_time(f, false, |f, _| {
        let plan = if first.is_none() { best.plan.clone() } else { None };
        let s = match prove(search, f, goal, BestWhole { plan, bound: best.bound }) {
            Err(Failure::TimeLimit(_) | Failure::Interrupted) if first.is_some() => None,
            other => other?,
        };
        let x = s.as_ref().map(|s| s.x.clone());
        first.get_or_insert(s);
        Ok(x)
    })?;
    let Some(Some(first)) = first else { return Ok(None) };
    let mut best = BestWhole { plan: known, bound: first.bound };
    best.offer(f, found);
    // That no plan with a timetable was found does not say that there is none.
    if best.plan.is_none() { Err(search.stopped()) } else { Ok(best.answer(goal.gap)) }
}

/// The best whole plan so far, and the bound.
struct BestWhole {
    plan: Option<(f64, Vec<f64>)>,
    bound: f64,
}

impl BestWhole {
    fn offer(&mut self, f: &Formulation, x: Option<Vec<f64>>) {
        let Some(x) = x else { return };
        let objective = f.program.objective_at(&x);
        if self.plan.as_ref().is_none_or(|(v, _)| objective < *v) {
            self.plan = Some((objective, x));
        }
    }

    fn gap(&self) -> f64 {
        self.plan.as_ref().map_or(f64::INFINITY, |(v, _)| solve::gap(*v, self.bound))
    }

    fn answer(self, gap: f64) -> Option<Solution> {
        let status = if self.gap() <= gap { Status::Optimal } else { Status::Stopped };
        let (objective, x) = self.plan?;
        Some(Solution { status, x, objective, bound: self.bound.min(objective), duals: Vec::new(), work: 0 })
    }
}

/// The solver's own search over closings and lifts, from the best plan so far.
fn prove(search: &Search, f: &Formulation, goal: &Goal, mut best: BestWhole) -> Result<Option<Solution>, Failure> {
    let Some(reduced) = Reduced::new(&f.program, &[]) else { return Ok(None) };
    let start = best.plan.as_ref().map(|(_, x)| reduced.restricted(x));
    let seconds = (goal.until - search.seconds()).max(1.0);
    let s = search.solve(&reduced.program, &Ask { seconds, start, ..Ask::to(goal.gap) })?;
    if s.bound.is_finite() {
        best.bound = best.bound.max(s.bound);
    }
    if s.has_point() {
        best.offer(f, Some(reduced.restored(&s.x, |v| v)));
    }
    match (&best.plan, s.status) {
        (Some(_), _) => Ok(best.answer(goal.gap)),
        (None, Status::Infeasible) => Ok(None),
        (None, _) => Err(search.stopped()),
    }
}

/// A whole plan with the closings of a point, quickly, whatever the clock says, by the same work on every machine. None if none was
/// found.
pub(super) fn with_closings(search: &Search, f: &Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let mut f = f.with_room_to_round();
    f.program = fixing::closed(&f, &fixing::closures(&f, x));
    let at = fixing::closures(&f, x);
    // Good enough as soon as it is whole.
    let near = Near { objective: f.program.objective_at(x), pace: Pace::Haste, ..careful(&at, f64::INFINITY) };
    let until = search.seconds() + FINISH;
    let goal = Goal { gap: GOOD, until, effort: f64::INFINITY, effort_to_first: f64::INFINITY, known: None };
    on_time(&f, true, |f, _| {
        if f.program.rows().len() >= SMALL {
            return around(search, f, &near, &goal, true);
        }
        let Some(reduced) = Reduced::new(&f.program, &[]) else { return Ok(None) };
        let ask = Ask { seconds: FINISH, grace: FINISH, quiet: true, ..Ask::to(GOOD) };
        let s = search.solve(&reduced.program, &ask)?;
        Ok(s.has_point().then(|| reduced.restored(&s.x, |v| v)))
    })
}

/// A whole plan with closings near those of a fractional one: the sites that close last some periods later, or all of them, by what the
/// relaxation says; whole lifts take longer than their fractions, and whole persons than theirs.
fn first_closings(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    found: &Solution,
    must: bool,
) -> Result<Option<Vec<f64>>, Failure> {
    let some = put_off(f, &fixing::closures(f, &found.x));
    let one = |at: &Closures| {
        let near = Near { objective: found.objective, ..careful(at, found.bound) };
        let x = on_time(f, true, |f, _| around(search, f, &near, goal, must))?;
        Ok(x)
    };
    for some in some.chunks(TOGETHER) {
        let mut best = BestWhole { plan: None, bound: found.bound };
        for x in side_by_side(search, some, one)? {
            best.offer(f, x);
        }
        if best.plan.is_some() || search.over() || search.past(goal.until) {
            return Ok(best.plan.map(|(_, x)| x));
        }
    }
    Ok(None)
}

/// The closings, and the same with the last few of them put off by some periods. What closes stays a site that closes.
fn put_off(f: &Formulation, closures: &Closures) -> Vec<Closures> {
    let (windows, horizon) = (Sites::new(f).widest(), f.expansion.horizon.0);
    let mut last: Vec<usize> = (0..closures.len()).filter(|i| closures[*i] <= horizon).collect();
    last.sort_by_key(|i| std::cmp::Reverse(closures[*i]));
    let mut all = vec![closures.clone()];
    for delay in DELAYS {
        for share in LAST {
            let many = (last.len() as f64 * share).ceil() as usize;
            let mut at = closures.clone();
            for i in &last[..many] {
                at[*i] = (closures[*i] + delay).min(horizon).clamp(windows[*i].0, windows[*i].1);
            }
            if !all.contains(&at) {
                all.push(at);
            }
        }
    }
    all
}

/// Some tries at once, or one after the other with one thread.
fn side_by_side<T: Sync, R: Send>(
    search: &Search,
    of: &[T],
    one: impl Fn(&T) -> Result<R, Failure> + Sync + Send,
) -> Result<Vec<R>, Failure> {
    if search.options.threads == 1 { of.iter().map(one).collect() } else { of.par_iter().map(one).collect() }
}

/// Single moves from the best plan, for a share of the time that is left.
fn polished(search: &Search, f: &Formulation, goal: &Goal, best: &mut BestWhole) -> Result<(), Failure> {
    let Some((value, x)) = best.plan.clone().filter(|_| best.gap() > goal.gap && !search.over()) else { return Ok(()) };
    let at = fixing::closures(f, &x);
    let found = on_time(f, true, |f, mends| {
        let lifts = Some(&*x).filter(|_| !mends);
        let near = Near { objective: value, lifts, polish: true, ..careful(&at, best.bound) };
        let found = around(search, f, &near, goal, mends)?;
        Ok(found.filter(|x| f.program.objective_at(x) < value))
    })?;
    best.offer(f, found);
    Ok(())
}

/// The program without the demand that lifts and units are whole; closings stay decisions.
pub(super) fn with_fractions(f: &Formulation) -> Program {
    let mut program = f.program.clone();
    for col in fixing::whole_columns(f).iter().flatten() {
        program.set_integer(*col, false);
    }
    program
}
