//! From a plan whose lifts are fractions to one that can be carried out: the closings of the first, whole lifts, whole units; then
//! a search over both for as long as there is time, with a bound of its own.
//!
//! Must not know routes or fleets, only columns that have to be whole.
//!
//! `docs/model.md#whole-lifts`

use std::sync::atomic::{AtomicBool, Ordering};

use crate::dispatch;
use crate::formulation::Formulation;
use crate::id::Id;
use crate::mission::{Objective, Period};
use crate::optimise::branch::{self, Goal, Searched, windows::Sites};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, fixing, read};
use crate::program::presolve::Reduced;
use crate::program::{Col, Program};
use crate::search::{Stopping as LocalGoal, WorkTable, improve};
use crate::solve::{self, Solution, Status};
use crate::tolerance::{WHOLE, no_worse_than};

/// Programs with fewer rows are given to the solver as they are.
pub(super) const SMALL: usize = 2_500;
/// Periods by which a closing may move away from that of the plan with fractions.
const AROUND: u32 = 3;
/// Price of a person left or a sensitive load lost against the rule, as a share of the objective.
const PRICE: f64 = 0.01;
/// How often lifts that find no unit in time are kept apart.
const ROUNDS: u32 = 4;
/// Gap of a first plan.
const GOOD: f64 = 0.01;
/// Share of the time that is left for whole plans; the rest is for the bound.
const FIRST: f64 = 0.7;
/// Seconds to make a plan whole when that time is over.
const FINISH: f64 = 10.0;
/// Share of the gap to which the bound of fractional lifts is brought when whole plans are there.
const CLOSER: f64 = 0.2;

/// Seconds for whole persons and loads, even when the time is over, and the gap that is near enough.
const PERSONS: f64 = 20.0;
const PERSONS_GAP: f64 = 1e-3;
/// Objectives that count persons and loads.
const COUNTED: [Objective; 2] = [Objective::PeopleLeft, Objective::SensitiveLost];

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
    if !fractional(f, &found.x) && has_timetable(f, &found.x) {
        return Ok(Some(found));
    }
    let known = goal.known.filter(|x| !fractional(f, x)).map(<[f64]>::to_vec);
    let mut best = BestWhole { plan: known.map(|x| (f.program.objective_at(&x), x)), bound: found.bound };
    if f.program.rows().len() < SMALL {
        return proved_on_time(search, f, goal, &best);
    }
    best.offer(f, on_time(f, || search.over(), |f| around(search, f, &found, goal, false))?);
    if best.plan.is_none() {
        return proved_on_time(search, f, goal, &best);
    }
    if best.gap() > goal.gap && search.seconds() < goal.until && best.bound.is_finite() {
        // The bound of fractional lifts, nearer to its optimum; and the closings of that one.
        let gap = goal.gap * CLOSER;
        let closer = Goal { gap, until: goal.until, effort: f64::INFINITY, patience: f64::INFINITY, known: None };
        if let Searched::Plan(s) = branch::best(search, f, &closer)? {
            best.bound = best.bound.max(s.bound);
            if best.gap() > goal.gap && fixing::closures(f, &s.x) != fixing::closures(f, &found.x) {
                best.offer(f, on_time(f, || search.over(), |f| around(search, f, &s, goal, false))?);
            }
        }
    }
    Ok(best.answer(goal.gap))
}

/// Every lift of a plan has a unit that is free when it has to begin.
fn has_timetable(f: &Formulation, x: &[f64]) -> bool {
    dispatch::unplaced(f.mission, &read::decisions(f, x)).is_empty()
}

/// A plan whose lifts have a timetable: where they find no unit in time, those of that fleet and period are kept apart, then those
/// of all its periods. The last plan, if that was in vain.
fn on_time(
    f: &Formulation,
    over: impl Fn() -> bool,
    mut plan: impl FnMut(&Formulation) -> Result<Option<Vec<f64>>, Failure>,
) -> Result<Option<Vec<f64>>, Failure> {
    let mut found = plan(f)?;
    let mut stricter = f.clone();
    for round in 1..=ROUNDS {
        let Some(x) = &found else { return Ok(None) };
        let unplaced = dispatch::unplaced(f.mission, &read::decisions(f, x));
        if unplaced.is_empty() || (over() && round > 1) {
            break;
        }
        for (fleet, t) in unplaced {
            let first = if round < ROUNDS { t.0.saturating_sub(1).max(1) } else { 1 };
            let last = if round < ROUNDS { t.0 } else { f.expansion.horizon.0 };
            (first..=last).for_each(|t| stricter.keep_apart(fleet, Period(t)));
        }
        found = plan(&stricter)?.or(found);
    }
    Ok(found)
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
    let over = || search.over();
    let found = on_time(f, over, |f| {
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

/// A whole plan with the closings of a point, quickly and a little beyond the clock; with `always` whatever the clock says, by the
/// same work on every machine. None if none was found.
pub(super) fn with_closings(
    search: &Search,
    f: &Formulation,
    x: &[f64],
    always: bool,
) -> Result<Option<Vec<f64>>, Failure> {
    let mut f = f.clone();
    f.program = fixing::closed(&f, &fixing::closures(&f, x));
    let (status, objective) = (Status::Stopped, f.program.objective_at(x));
    // Good enough as soon as it is whole.
    let near = Solution { status, x: x.to_vec(), objective, bound: f64::INFINITY, duals: Vec::new(), work: 0 };
    let until = search.seconds() + FINISH;
    let goal = Goal { gap: GOOD, until, effort: f64::INFINITY, patience: f64::INFINITY, known: None };
    on_time(
        &f,
        || !always && search.over(),
        |f| {
            if f.program.rows().len() >= SMALL {
                return around(search, f, &near, &goal, always);
            }
            let Some(reduced) = Reduced::new(&f.program, &[]) else { return Ok(None) };
            let ask = Ask { seconds: FINISH, grace: FINISH, quiet: true, ..Ask::to(GOOD) };
            let s = search.solve(&reduced.program, &ask)?;
            Ok(s.has_point().then(|| reduced.restored(&s.x, |v| v)))
        },
    )
}

/// A whole plan with closings near those of a fractional one; with `always` nobody but the user stops it.
fn around(
    search: &Search,
    f: &Formulation,
    found: &Solution,
    goal: &Goal,
    always: bool,
) -> Result<Option<Vec<f64>>, Failure> {
    let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
    let (elastic, slack) = f.elastic(PRICE * found.objective.abs().max(1.0));
    let sites = Sites::new(f);
    let at = fixing::closures(f, &found.x);
    let decided = f.vars.all_open().all(|(_, _, c)| f.program.get(c).lower >= f.program.get(c).upper);
    let far = if decided { 0 } else { AROUND };
    let within = |((lo, hi), c): ((u32, u32), &u32)| (c.saturating_sub(far).clamp(lo, hi), (c + far).clamp(lo, hi));
    let near = sites.widest().into_iter().zip(&at).map(within).collect();
    let Some(reduced) = Reduced::new(&elastic, &sites.bounds(&near)) else { return Ok(None) };
    let until = search.seconds() + (goal.until - search.seconds()).max(0.0) * FIRST;
    // What has to be made whole at the end is not stopped half-way.
    let finishing = AtomicBool::new(false);
    let stop = || {
        if always {
            return search.observer.cancelled();
        }
        let more = if finishing.load(Ordering::Relaxed) { FINISH } else { 0.0 };
        search.seconds() > until + more || (more == 0.0 && search.over())
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
    let [scarce, plenty, units, rear] = fixing::whole_columns(f).map(|list| kept(&list));
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
    let Some(vertex) = table.dive(&scarce).map_err(solver)? else { return Ok(None) };
    // Nothing is better than the bound by more than the gap.
    let enough = found.bound + goal.gap * found.bound.abs();
    let enough = LocalGoal { enough, threads: search.options.threads };
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

/// The same plan with whole persons and loads: its closings, lifts and units stay, and the bounds of its stages. Where these leave no
/// room for whole numbers, the best plan by the stages up to the cost, each in its turn, that leaves and loses no more than the next
/// whole number. None if none was found soon.
pub(super) fn units(search: &Search, f: &mut Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    if let Some(found) = rounded(search, f, x)? {
        return Ok(Some(found));
    }
    let kept = f.program.clone();
    f.loosen_stages();
    let mut found = rounded_in_order(search, f, x);
    // A load more that stays may keep several of its contingent: as few as can be.
    if let (Ok(None), false) = (&found, f.mission.rules.contingents.is_empty()) {
        f.free_stages();
        f.minimise(Objective::PeopleLeft);
        found = rounded(search, f, x);
        if let Ok(Some(fewest)) = &found {
            f.bound(Objective::PeopleLeft, f.objective(Objective::PeopleLeft).at(fewest) + WHOLE);
            found = rounded_in_order(search, f, x).map(|cheap| cheap.or_else(|| Some(fewest.clone())));
        }
    }
    f.program = kept;
    found
}

fn rounded_in_order(search: &Search, f: &mut Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let mut found = None;
    let stages = search.mission.stages.iter().map(|s| s.objective);
    let last = Objective::EconomicCost;
    let before = stages.take_while(|o| *o != last).filter(|o| !COUNTED.contains(o));
    for objective in before.chain([last]) {
        f.minimise(objective);
        let Some(x) = rounded(search, f, x)? else { break };
        f.bound(objective, no_worse_than(f.objective(objective).at(&x)));
        found = Some(x);
    }
    Ok(found)
}

fn rounded(search: &Search, f: &Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let mut program = fixing::decided(f, x);
    for col in f.vars.flow.iter().copied().chain(f.vars.dispose.iter().map(|d| d.col)) {
        program.set_integer(col, true);
    }
    let Some(reduced) = Reduced::new(&program, &[]) else { return Ok(None) };
    let ask = Ask { seconds: PERSONS, grace: PERSONS, quiet: true, ..Ask::to(PERSONS_GAP) };
    let s = search.solve(&reduced.program, &ask)?;
    Ok(s.has_point().then(|| reduced.restored(&s.x, |v| v)))
}

/// The program without the demand that lifts and units are whole; closings stay decisions.
pub(super) fn with_fractions(f: &Formulation) -> Program {
    let mut program = f.program.clone();
    for col in fixing::whole_columns(f).iter().flatten() {
        program.set_integer(*col, false);
    }
    program
}
