//! Contingents in two steps: when sites close and which lifts leave is found as if nobody waited for anybody; then whose people and
//! loads go on these lifts.
//!
//! A class of its own for each contingent makes a program several times as large. The rule takes plans away and adds none, so what is
//! proved without it is proved with it. Must not know how closings and lifts are found.
//!
//! `docs/model.md#contingents-in-two-steps`

use crate::formulation::{Formulation, Open};
use crate::id::IdTable;
use crate::mission::{Mission, Objective, Period, Stage};
use crate::optimise::branch::Searched;
use crate::optimise::first_plan::{self, First};
use crate::optimise::near::{Near, around};
use crate::optimise::on_time::{has_timetable, on_time};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, Options, ahead, fixing, people_left, stages, try_full, unless_stopped};
use crate::program::Program;
use crate::program::presolve::Reduced;
use crate::search::Pace;
use crate::solve::Status;
use crate::tolerance::{NONE_LEFT, WHOLE, no_worse_than};

/// Share of the time that is left for closings and lifts, and of the gap to which they are brought.
const CLOSINGS: f64 = 0.75;
const NEARER: f64 = 0.9;
/// Seconds for one program of the second step when the time is over already, and for one in which rear parties are whole.
const GRACE: f64 = 60.0;
const PARTIES: f64 = 10.0;
/// Seconds for lifts that are found anew, even when the time is over; not more than the longest where there is time.
const LIFTS: f64 = 20.0;
const LONGEST: f64 = 60.0;

/// The mission in which nobody waits for anybody; none where that is the mission itself, or where it is small.
fn without(search: &Search) -> Option<Mission> {
    let m = search.mission;
    if m.rules.contingents.is_empty() || !search.options.aggregate {
        return None;
    }
    if !stages::is_large(&people_left(search, m, m.calendar.deadline())) {
        return None;
    }
    let mut free = m.clone();
    free.rules.contingents = IdTable::new();
    free.units.iter_mut().for_each(|(_, u)| u.contingent = None);
    Some(free)
}

/// A first plan: see [`first_plan::first`].
pub(super) fn first(search: &Search) -> Result<Option<First>, Failure> {
    let Some(free) = without(search) else { return first_plan::first(search) };
    let part = search.of(&free, search.options)?;
    let lead = first_plan::first(&part)?;
    let found = lead.map(|lead| on_lifts(search, &part, &lead)).transpose()?.flatten();
    if found.is_some() { Ok(found) } else { first_plan::first(search) }
}

/// A first plan, and what is found beside it: see [`ahead::first_and_ahead`]. What is found is a plan already.
pub(super) fn first_and_ahead(search: &Search) -> Result<(Option<First>, Option<Searched>), Failure> {
    let Some(free) = without(search) else { return ahead::first_and_ahead(search) };
    let mut options = search.share(CLOSINGS);
    options.gap *= NEARER;
    let part = search.of(&free, &options)?;
    let (lead, ahead) = ahead::first_and_ahead(&part)?;
    let found = lead.as_ref().map(|lead| on_lifts(search, &part, lead)).transpose()?.flatten();
    let first = match found {
        Some(found) => Some(found),
        None => first_plan::first(search)?,
    };
    let full = unless_stopped(try_full(&part, lead.as_ref(), ahead))?.flatten();
    let Some((full, (last, before))) = full.zip(at_zero(search)) else { return Ok((first, None)) };
    let f = people_left(search, search.mission, search.mission.calendar.deadline());
    let value = |plan: &First| f.objective(last.objective).at(&plan.x);
    let reached = |plan: &First, s: &Stage| f.objective(s.objective).at(&plan.x) <= stages::allowed(0.0, s);
    let whole = |plan: &First| plan.horizon == f.expansion.horizon.0 && before.iter().all(|s| reached(plan, s));
    let bound = full.staged.stages.iter().find(|s| s.objective == last.objective).and_then(|s| s.bound);
    let next =
        First { horizon: f.expansion.horizon.0, left: full.people_left(), closures: Vec::new(), x: full.staged.x };
    // What the time did not suffice to better is there already.
    let known = first.as_ref().is_some_and(whole) && search.over();
    let next = if known { None } else { on_lifts(search, &part, &next)? };
    let all = [first.clone(), next].into_iter().flatten().filter(whole);
    let Some(best) = all.min_by(|a, b| value(a).total_cmp(&value(b))) else { return Ok((first, None)) };
    let ahead = bound.map(|bound| Searched::Plan(stages::known(best.x.clone(), value(&best), bound)));
    Ok((Some(best), ahead))
}

/// The stage that the first search minimises, and those that it demands to be zero; none where there are no such stages.
fn at_zero<'a>(search: &Search<'a>) -> Option<(&'a Stage, &'a [Stage])> {
    let all = &search.mission.stages;
    all[..stages::first_fixed(all)].split_last().filter(|(_, before)| stages::reach_zero(before))
}

/// A plan with the lifts and units of `lead`, in which nobody waits, else with its closings: the cheapest that leaves as few as `lead`.
/// Where none is found, the one with these lifts that leaves fewest; none if there is none.
fn on_lifts(search: &Search, part: &Search, lead: &First) -> Result<Option<First>, Failure> {
    let other = people_left(part, part.mission, Period(lead.horizon));
    let fewest = people_left(search, search.mission, Period(lead.horizon));
    let mut cheapest = fewest.clone();
    let mut objective = Objective::EconomicCost;
    match at_zero(search).filter(|_| lead.left <= NONE_LEFT) {
        Some((last, before)) => {
            for stage in before {
                cheapest.bound(stage.objective, stages::allowed(0.0, stage));
            }
            objective = last.objective;
        }
        None => _ = cheapest.bound(Objective::PeopleLeft, no_worse_than(lead.left)),
    }
    cheapest.minimise(objective);
    let x = translated(&fewest, &other, &lead.x);
    let about = other.objective(objective).at(&lead.x);
    let mut found = with_parties(search, &cheapest.with_room_to_round(), &x)?;
    if found.is_none() {
        found = with_lifts(search, &cheapest, &x, about)?;
    }
    if found.is_none() {
        found = with_parties(search, &fewest.with_room_to_round(), &x)?;
    }
    Ok(found.map(|x| {
        let left = fewest.program.objective_at(&x);
        First { horizon: lead.horizon, left, closures: fixing::closures(&fewest, &x), x }
    }))
}

/// Closings, lifts and units of a point of the other program; all else is zero.
fn translated(f: &Formulation, other: &Formulation, there: &[f64]) -> Vec<f64> {
    let mut x = vec![0.0; f.program.columns().len()];
    for (site, t, col) in f.vars.all_open() {
        x[col.index()] = match other.vars.open(site, t) {
            Open::Decided(c) => there[c.index()],
            Open::Given(open) => open,
        };
    }
    for (route, t, col) in f.vars.all_lifts() {
        x[col.index()] = other.vars.lifts(route, t).map_or(0.0, |c| there[c.index()]);
    }
    for (fleet, t, col) in f.vars.all_units() {
        x[col.index()] = other.vars.units(fleet, t).map_or(0.0, |c| there[c.index()]);
    }
    x
}

/// The best with the closings, lifts and units of `x`, rear parties whole; none if there is none or none was found soon.
fn with_parties(search: &Search, f: &Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let mut program = fixing::closed(f, &fixing::closures(f, x));
    let [scarce, plenty, units, parties] = fixing::whole_columns(f);
    for col in scarce.iter().chain(&plenty).chain(&units) {
        let value = x[col.index()].round();
        program.set_bounds(*col, value, value);
        program.set_integer(*col, false);
    }
    let Some(first) = relaxed(search, &program)? else { return Ok(None) };
    // A rear party stays as long as the relaxation has a part of it stay.
    let mut raised = program.clone();
    for col in &parties {
        let value = (first[col.index()] - WHOLE).ceil();
        raised.set_bounds(*col, value, value);
        raised.set_integer(*col, false);
    }
    let mut found = relaxed(search, &raised)?;
    if found.is_none()
        && let Some(reduced) = Reduced::new(&program, &[])
    {
        let ask = Ask { quiet: true, seconds: PARTIES, grace: PARTIES, ..Ask::to(search.options.gap) };
        let s = search.solve(&reduced.program, &ask)?;
        found = s.has_point().then(|| reduced.restored(&s.x, |v| v));
    }
    Ok(found.filter(|x| has_timetable(f, x)))
}

/// A plan with the closings of `x` that costs about so much, its lifts found anew; none if none was found soon.
fn with_lifts(search: &Search, f: &Formulation, x: &[f64], objective: f64) -> Result<Option<Vec<f64>>, Failure> {
    let time_limit = Some(search.seconds() + search.left().clamp(LIFTS, LONGEST));
    let options = Options { time_limit, ..search.options.clone() };
    let search = &search.part(&options)?;
    let at = fixing::closures(f, x);
    let mut closed = f.with_room_to_round();
    closed.program = fixing::closed(&closed, &at);
    let goal = stages::whole_time(search, f, search.options.gap);
    let near = Near { at: &at, objective, bound: f64::INFINITY, lifts: None, pace: Pace::Haste, polish: false };
    on_time(&closed, true, |f, _| around(search, f, &near, &goal, false))
}

/// The optimum of what is left of a relaxation; none if there is none.
fn relaxed(search: &Search, program: &Program) -> Result<Option<Vec<f64>>, Failure> {
    let Some(mut reduced) = Reduced::new(program, &[]) else { return Ok(None) };
    reduced.program.relax();
    let s = search.solve(&reduced.program, &Ask { quiet: true, grace: GRACE, trusting: true, ..Ask::to(0.0) })?;
    Ok((s.status == Status::Optimal).then(|| reduced.restored(&s.x, |v| v)))
}
