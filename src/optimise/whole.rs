//! From a plan whose lifts are fractions to one that can be carried out: the closings of the first, whole lifts, whole units; then
//! a search over both for as long as there is time, with a bound of its own.
//!
//! Must not know routes or fleets, only columns that have to be whole.
//!
//! `docs/model.md#whole-lifts`

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::formulation::Formulation;
use crate::id::Id;
use crate::optimise::branch::{self, Goal, Searched, windows::Sites};
use crate::optimise::fixing::Closures;
use crate::optimise::on_time::{has_timetable, on_time};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing};
use crate::program::presolve::Reduced;
use crate::program::{Col, Program};
use crate::search::{Stopping as LocalGoal, WorkTable, improve};
use crate::solve::{self, Solution, Status};
use crate::tolerance::WHOLE;

/// Programs with fewer rows are given to the solver as they are.
pub(super) const SMALL: usize = 2_500;
/// Periods by which a closing may move away from that of the plan with fractions.
const AROUND: u32 = 3;
/// By how many periods closings are put off until whole lifts can keep them.
const DELAYS: [u32; 4] = [0, 1, 2, 4];
/// Price of a person left or a sensitive load lost against the rule, as a share of the objective.
const PRICE: f64 = 0.01;
/// Gap of a first plan.
const GOOD: f64 = 0.01;
/// Share of the time that is left for moves of single lifts.
const FIRST: f64 = 0.5;
/// The same for other closings, before the bound is brought closer, and for that.
const OTHERS: f64 = 0.5;
const BOUND: f64 = 0.8;
/// Other closings that are tried side by side: not more where there are more processors, so that the plan does not depend on the machine.
const TOGETHER: usize = 2;
/// Seconds to make a plan whole when that time is over.
const FINISH: f64 = 10.0;
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
    let whole = !fractional(f, &found.x) && has_timetable(f, &found.x);
    if whole && (f.program.rows().len() < SMALL || solve::gap(found.objective, found.bound) <= goal.gap) {
        return Ok(Some(found));
    }
    let known = goal.known.filter(|x| !fractional(f, x) && has_timetable(f, x)).map(<[f64]>::to_vec);
    let mut best = BestWhole { plan: known.map(|x| (f.program.objective_at(&x), x)), bound: found.bound };
    if f.program.rows().len() < SMALL {
        return proved_on_time(search, f, goal, &best);
    }
    if whole {
        best.offer(f, Some(found.x.clone()));
    } else {
        best.offer(f, first_closings(search, f, goal, &found)?);
    }
    if best.plan.is_none() {
        return proved_on_time(search, f, goal, &best);
    }
    other_closings(search, f, goal, &mut best)?;
    polished(search, f, goal, &mut best)?;
    if best.gap() > goal.gap && search.seconds() < goal.until && best.bound.is_finite() {
        // The bound of fractional lifts, nearer to its optimum; and the closings of that one.
        let gap = goal.gap * CLOSER;
        let until = share(search, goal, BOUND);
        let closer = Goal { gap, until, effort: f64::INFINITY, effort_to_first: f64::INFINITY, known: None };
        if let Searched::Plan(s) = branch::best(search, f, &closer)? {
            best.bound = best.bound.max(s.bound);
            let at = fixing::closures(f, &s.x);
            if best.gap() > goal.gap && at != fixing::closures(f, &found.x) {
                let near = Near { at: &at, objective: s.objective, bound: best.bound, lifts: None };
                best.offer(f, on_time(f, true, |f, mends| around(search, f, &near, goal, mends))?);
            }
        }
    }
    Ok(best.answer(goal.gap))
}

/// The second at which a share of the time that is left for a goal is over.
pub(super) fn share(search: &Search, goal: &Goal, share: f64) -> f64 {
    search.seconds() + (goal.until - search.seconds()).max(0.0) * share
}

/// The solver's own search; where its plan has no timetable, again with lifts kept apart. The bound is that of the first.
fn proved_on_time(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    best: &BestWhole,
) -> Result<Option<Solution>, Failure> {
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
    Ok(best.answer(goal.gap))
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
    let mut f = f.clone();
    f.program = fixing::closed(&f, &fixing::closures(&f, x));
    let at = fixing::closures(&f, x);
    // Good enough as soon as it is whole.
    let near = Near { at: &at, objective: f.program.objective_at(x), bound: f64::INFINITY, lifts: None };
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

/// A whole plan with the closings of a fractional one, or some periods later: whole lifts take longer than their fractions.
fn first_closings(
    search: &Search,
    f: &Formulation,
    goal: &Goal,
    found: &Solution,
) -> Result<Option<Vec<f64>>, Failure> {
    // Single moves are for the best of several.
    let quick = Goal { until: 0.0, ..*goal };
    let (closures, windows) = (fixing::closures(f, &found.x), Sites::new(f).widest());
    for delay in DELAYS {
        let at = closures.iter().zip(&windows).map(|(t, (lo, hi))| (t + delay).clamp(*lo, *hi)).collect();
        let near = Near { at: &at, objective: found.objective, bound: found.bound, lifts: None };
        let whole = on_time(f, true, |f, _| around(search, f, &near, &quick, true))?;
        if whole.is_some() || search.over() {
            return Ok(whole);
        }
    }
    Ok(None)
}

/// Closings next to those of the best plan, one site a period sooner or later, each with a dive of its own: how a dive ends depends
/// more on luck than on such a step, and the best of many is good.
fn other_closings(search: &Search, f: &Formulation, goal: &Goal, best: &mut BestWhole) -> Result<(), Failure> {
    let until = share(search, goal, OTHERS);
    // Single moves are for the best of them.
    let quick = Goal { until: 0.0, ..*goal };
    let windows = Sites::new(f).widest();
    let mut tried: BTreeSet<Closures> = BTreeSet::new();
    'plan: loop {
        let Some((value, x)) = best.plan.clone() else { return Ok(()) };
        let at = fixing::closures(f, &x);
        tried.insert(at.clone());
        let some: Vec<Closures> = shifted(&at, &windows).into_iter().filter(|c| !tried.contains(c)).collect();
        for some in some.chunks(TOGETHER) {
            if best.gap() <= goal.gap || search.over() || search.past(until) {
                return Ok(());
            }
            tried.extend(some.iter().cloned());
            let one = |at: &Closures| {
                let near = Near { at, objective: value, bound: best.bound, lifts: None };
                // What is no better is not mended.
                let better = |x: Vec<f64>| (f.program.objective_at(&x) < value).then_some(x);
                on_time(f, true, |f, _| Ok(around(search, f, &near, &quick, true)?.and_then(better)))
            };
            let found: Vec<Option<Vec<f64>>> = if search.options.threads == 1 {
                some.iter().map(one).collect::<Result<_, Failure>>()?
            } else {
                some.par_iter().map(one).collect::<Result<_, Failure>>()?
            };
            for x in found {
                best.offer(f, x);
            }
            if best.plan.as_ref().is_some_and(|(v, _)| *v < value) {
                continue 'plan;
            }
        }
        return Ok(());
    }
}

/// Single moves from the best plan, for a share of the time that is left.
fn polished(search: &Search, f: &Formulation, goal: &Goal, best: &mut BestWhole) -> Result<(), Failure> {
    let Some((value, x)) = best.plan.clone().filter(|_| best.gap() > goal.gap && !search.over()) else { return Ok(()) };
    let at = fixing::closures(f, &x);
    let found = on_time(f, true, |f, mends| {
        let lifts = Some(&*x).filter(|_| !mends);
        let near = Near { at: &at, objective: value, bound: best.bound, lifts };
        let found = around(search, f, &near, goal, mends)?;
        Ok(found.filter(|x| f.program.objective_at(x) < value))
    })?;
    best.offer(f, found);
    Ok(())
}

/// One closing a period sooner or later.
fn shifted(at: &Closures, windows: &[(u32, u32)]) -> Vec<Closures> {
    let step = |(i, by): (usize, i64)| {
        let (t, (lo, hi)) = (i64::from(at[i]) + by, windows[i]);
        let other = u32::try_from(t).ok().filter(|t| (lo..=hi).contains(t))?;
        let mut all = at.clone();
        all[i] = other;
        Some(all)
    };
    [-1, 1].into_iter().flat_map(|by| (0..at.len()).map(move |i| (i, by))).filter_map(step).collect()
}

/// Where a whole plan is looked for.
struct Near<'a> {
    at: &'a Closures,
    /// About what it costs, and less than what it cannot cost.
    objective: f64,
    bound: f64,
    /// A point whose lifts it starts from; else a dive finds them.
    lifts: Option<&'a [f64]>,
}

/// A whole plan with closings near those of a fractional one. With `must` the clock ends the search for better ones only.
fn around(search: &Search, f: &Formulation, near: &Near, goal: &Goal, must: bool) -> Result<Option<Vec<f64>>, Failure> {
    let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
    let (elastic, slack) = f.elastic(PRICE * near.objective.abs().max(1.0));
    let sites = Sites::new(f);
    let at = near.at;
    let decided = f.vars.all_open().all(|(_, _, c)| f.program.get(c).lower >= f.program.get(c).upper);
    let far = if decided { 0 } else { AROUND };
    let within = |((lo, hi), c): ((u32, u32), &u32)| (c.saturating_sub(far).clamp(lo, hi), (c + far).clamp(lo, hi));
    let windows = sites.widest().into_iter().zip(at).map(within).collect();
    let Some(reduced) = Reduced::new(&elastic, &sites.bounds(&windows)) else { return Ok(None) };
    let until = share(search, goal, FIRST);
    // What has to be made whole is not stopped half-way.
    let finishing = AtomicBool::new(must);
    let stop = || {
        search.observer.cancelled() || !finishing.load(Ordering::Relaxed) && (search.seconds() > until || search.over())
    };
    let Some(mut table) = WorkTable::new(&*search.backend, &reduced.program, &stop).map_err(solver)? else {
        return Ok(None);
    };
    let kept = |cols: &[Col]| cols.iter().filter_map(|c| reduced.column(*c).ok()).collect::<Vec<Col>>();
    let mut chains = vec![Vec::new(); f.mission.sites.len()];
    let mut closed = Vec::new();
    for (site, t, col) in f.vars.all_open() {
        if let Ok(col) = reduced.column(col) {
            let open = f64::from(u8::from(t.0 < at[site.index()]));
            closed.push((col, open, open));
            chains[site.index()].push(col);
        }
    }
    table.keep(&closed);
    let columns = fixing::whole_columns(f);
    let all_scarce = columns[0].clone();
    let [scarce, plenty, units, rear] = columns.map(|list| kept(&list));
    // A contingent's cargo is gone when the relaxation says so; its lifts follow.
    if !rear.is_empty() && table.raise(&rear).map_err(solver)?.is_none() && table.dive(&rear).map_err(solver)?.is_none()
    {
        return Ok(None);
    }
    let mut parties = vec![Vec::new(); f.mission.rules.contingents.len()];
    for (contingent, _, col) in f.vars.all_rear() {
        parties[contingent.index()].extend(reduced.column(col).ok());
    }
    chains.extend(parties);
    if let Some(x) = near.lifts {
        let value = |c: &Col| reduced.column(*c).ok().map(|col| (col, x[c.index()].round(), x[c.index()].round()));
        table.keep(&all_scarce.iter().filter_map(value).collect::<Vec<_>>());
    }
    let Some(vertex) = table.dive(&scarce).map_err(solver)? else { return Ok(None) };
    // Nothing is better than the bound by more than the gap.
    let enough = near.bound + goal.gap * near.bound.abs();
    let enough = LocalGoal { enough, threads: search.options.threads };
    finishing.store(false, Ordering::Relaxed);
    improve(&mut table, &scarce, &chains, vertex, enough).map_err(solver)?;
    finishing.store(true, Ordering::Relaxed);
    if table.raise(&plenty).map_err(solver)?.is_none() && table.dive(&plenty).map_err(solver)?.is_none() {
        return Ok(None);
    }
    let Some(vertex) = table.dive(&units).map_err(solver)? else { return Ok(None) };
    finishing.store(false, Ordering::Relaxed);
    let all = [scarce, plenty, units].concat();
    let vertex = improve(&mut table, &all, &chains, vertex, enough).map_err(solver)?;
    let mut x = reduced.restored(&vertex.x, |v| v);
    if slack.iter().any(|c| x[c.index()] > WHOLE) {
        return Ok(None);
    }
    x.truncate(f.program.columns().len());
    for (v, c) in x.iter_mut().zip(f.program.columns()) {
        *v = if c.integer { v.round() } else { v.clamp(c.lower, c.upper) };
    }
    Ok(Some(x))
}

/// The program without the demand that lifts and units are whole; closings stay decisions.
pub(super) fn with_fractions(f: &Formulation) -> Program {
    let mut program = f.program.clone();
    for col in fixing::whole_columns(f).iter().flatten() {
        program.set_integer(*col, false);
    }
    program
}
