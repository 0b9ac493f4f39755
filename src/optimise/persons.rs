//! Whole persons and loads: the last step to a plan that can be carried out.
//!
//! Lifts, units and closings stay if they can, and so do the bounds of the stages; what has to give way gives way in that order. Then
//! what leaves on a route in a period has to fit onto its lifts one by one, not only in sum. Must not know how the plan was found.

use std::collections::BTreeSet;

use crate::dispatch;
use crate::formulation::Formulation;
use crate::id::{RouteId, SiteId};
use crate::mission::{Method, Objective};
use crate::optimise::on_time::has_timetable;
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, Options, fixing, read};
use crate::program::presolve::Reduced;
use crate::program::{Col, Program};
use crate::solve::Status;
use crate::tolerance::{WHOLE, no_worse_than};

/// Seconds for whole persons and loads, even when the time is over, for all that is tried: it takes one or two, and more on a slow
/// machine. Not more than the longest where there is time.
const SECONDS: f64 = 30.0;
const LONGEST: f64 = 120.0;
/// Share of what is left of it for one program.
const SHARE: f64 = 0.5;
/// The gap that is near enough.
const PERSONS_GAP: f64 = 1e-3;
/// Programs with fewer rows are searched among all plans with the same lifts before the bounds of stages give way.
const SMALL: usize = 2_500;
/// How often a route is given less to carry because its loads do not fit onto its lifts one by one.
const ROUNDS: usize = 6;
/// Objectives that count persons and loads.
const COUNTED: [Objective; 2] = [Objective::PeopleLeft, Objective::SensitiveLost];

/// What is done with the program of the plan before persons become whole.
type Narrowed<'a> = &'a dyn Fn(&Formulation) -> Program;

/// The same plan with whole persons and loads. Where the bounds of its stages leave no room for whole numbers, the best plan by the
/// stages up to the cost, each in its turn, that leaves and loses no more than the next whole number; then the same with other lifts;
/// then the one that leaves fewest. None if none was found soon.
pub(super) fn whole(search: &Search, f: &mut Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let time_limit = Some(search.seconds() + search.left().clamp(SECONDS, LONGEST));
    let options = Options { time_limit, ..search.options.clone() };
    let search = &search.part(&options)?;
    let room = f.with_whole_room();
    let kept = std::mem::replace(&mut f.program, room.program);
    let found = whole_in(search, f, x)?.map(|x| without_empty_lifts(search, f, x)).transpose();
    f.program = kept;
    found
}

/// The same with no more lifts than it takes: what rounding has emptied does not leave. The plan counts them so.
fn without_empty_lifts(search: &Search, f: &Formulation, x: Vec<f64>) -> Result<Vec<f64>, Failure> {
    // What rounding had to give way to is no bound for what is cheaper.
    let mut free = f.clone();
    free.free_stages();
    let mut program = fixing::decided(&free, &x);
    for col in columns(f) {
        let value = x[col.index()].round();
        program.set_bounds(col, value, value);
    }
    let mut empty = false;
    for (route, t, col) in f.vars.all_lifts() {
        let needed = f.lifts_needed(&x, route, t, true);
        empty |= needed < x[col.index()] - WHOLE;
        program.set_bounds(col, needed, needed);
    }
    if !empty {
        return Ok(x);
    }
    let s = search.solve(&program, &Ask { quiet: true, ..Ask::to(0.0) })?;
    Ok(if s.status == Status::Optimal { s.x } else { x })
}

fn whole_in(search: &Search, f: &mut Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let nearly: Narrowed = &|f| rounded(f, x);
    let as_planned: Narrowed = &|f| fixing::decided(f, x);
    let [same_weeks, next_weeks]: [Narrowed; 2] = [&|f| among(f, x, 0), &|f| among(f, x, 1)];
    // What is large is near enough with a little more of the cost, and a long search for less.
    let tries =
        if f.program.rows().len() < SMALL { &[nearly, as_planned][..] } else { &[nearly, same_weeks, next_weeks][..] };
    for program in tries {
        if let Some(found) = fitting(search, f, program)? {
            return Ok(Some(found));
        }
    }
    let kept = f.program.clone();
    f.loosen_stages();
    let found = loosened(search, f, x);
    f.program = kept;
    found
}

fn loosened(search: &Search, f: &mut Formulation, x: &[f64]) -> Result<Option<Vec<f64>>, Failure> {
    let nearly: Narrowed = &|f| rounded(f, x);
    let as_planned: Narrowed = &|f| fixing::decided(f, x);
    let next_weeks: Narrowed = &|f| among(f, x, 1);
    let other_lifts: Narrowed = &|f| fixing::closed(f, &fixing::closures(f, x));
    for program in [nearly, next_weeks, as_planned, other_lifts] {
        if let Some(found) = in_order(search, f, program)? {
            return Ok(Some(found));
        }
    }
    // A load more that stays may keep several of its contingent: as few as can be.
    f.free_stages();
    for program in [as_planned, other_lifts] {
        f.minimise(Objective::PeopleLeft);
        if let Some(fewest) = fitting(search, f, program)? {
            f.bound(Objective::PeopleLeft, f.objective(Objective::PeopleLeft).at(&fewest) + WHOLE);
            return Ok(in_order(search, f, program)?.or(Some(fewest)));
        }
    }
    Ok(None)
}

/// By the stages up to the cost, each in its turn.
fn in_order(search: &Search, f: &mut Formulation, program: Narrowed) -> Result<Option<Vec<f64>>, Failure> {
    let mut found = None;
    let kept = f.program.clone();
    let last = Objective::EconomicCost;
    let stages = search.mission.stages.iter().map(|s| s.objective);
    let before = stages.take_while(|o| *o != last).filter(|o| !COUNTED.contains(o));
    for objective in before.chain([last]) {
        f.minimise(objective);
        let Some(x) = fitting(search, f, program)? else { break };
        f.bound(objective, no_worse_than(f.objective(objective).at(&x)));
        found = Some(x);
    }
    f.program = kept;
    Ok(found)
}

/// The program of a plan with its lifts, in which each number of persons or loads is one of the two whole numbers beside it: small, and
/// not far from the plan in anything.
fn rounded(f: &Formulation, x: &[f64]) -> Program {
    let mut program = fixing::decided(f, x);
    for col in columns(f) {
        let (column, value) = (f.program.get(col), x[col.index()]);
        let (lower, upper) = ((value + WHOLE).floor().max(column.lower), (value - WHOLE).ceil().min(column.upper));
        program.set_bounds(col, lower.min(upper), upper);
    }
    program
}

/// The program of a plan with its lifts, in which a class leaves by the ways that it takes in the plan, in the periods in which it does or
/// up to `by` periods beside them, in any numbers: where contingents share lifts, none of them can be rounded for itself.
fn among(f: &Formulation, x: &[f64], by: u32) -> Program {
    let mut program = fixing::decided(f, x);
    let flows =
        f.expansion.arcs.iter().zip(&f.vars.flow).map(|(a, col)| ((a.class, Departs::Route(a.route)), a.start, *col));
    let disposals =
        f.vars.dispose.iter().map(|d| ((d.class, Departs::Method(d.site, d.disposition.method)), d.period, d.col));
    let all: Vec<_> = flows.chain(disposals).collect();
    let used: BTreeSet<_> =
        all.iter().filter(|(_, _, col)| x[col.index()] > WHOLE).map(|(way, t, _)| (*way, t.0)).collect();
    for (way, t, col) in &all {
        let near = t.0.saturating_sub(by)..=t.0 + by;
        if used.range((*way, *near.start())..=(*way, *near.end())).next().is_none() {
            let lower = program.get(*col).lower.min(0.0);
            program.set_bounds(*col, lower, 0.0);
        }
    }
    program
}

/// How something leaves a site.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Departs {
    Route(RouteId),
    Method(SiteId, Method),
}

/// A point of a program with whole persons and loads, all of which fit onto the lifts, and a timetable for these.
fn fitting(search: &Search, f: &mut Formulation, program: Narrowed) -> Result<Option<Vec<f64>>, Failure> {
    let kept = f.program.clone();
    let mut found = None;
    for _ in 0..ROUNDS {
        let Some(x) = solved(search, f, program(f))? else { break };
        let over = dispatch::crowded(f.mission, &read::decisions(f, &x));
        if over.is_empty() {
            found = has_timetable(f, &x).then_some(x);
            break;
        }
        for (route, t) in over {
            f.carry_less(&x, route, t);
        }
    }
    f.program = kept;
    Ok(found)
}

/// Columns of persons and loads that leave or are disposed of.
fn columns(f: &Formulation) -> impl Iterator<Item = Col> {
    f.vars.flow.iter().copied().chain(f.vars.dispose.iter().map(|d| d.col))
}

/// Some of what leaves or is disposed of are fractions of a person or load.
pub(super) fn has_fractions(f: &Formulation, x: &[f64]) -> bool {
    columns(f).any(|col| (x[col.index()] - x[col.index()].round()).abs() > WHOLE)
}

/// The program in which whole persons and loads leave; none where fractions of them are there at the start, as in some status files:
/// their plan has to take fractions.
pub(super) fn counted<'m>(f: &Formulation<'m>) -> Option<Formulation<'m>> {
    if f.mission.units.values().any(|u| u.quantity.fract() != 0.0) {
        return None;
    }
    let mut counted = f.clone();
    columns(f).for_each(|col| counted.program.set_integer(col, true));
    Some(counted)
}

fn solved(search: &Search, f: &Formulation, mut program: Program) -> Result<Option<Vec<f64>>, Failure> {
    columns(f).for_each(|col| program.set_integer(col, true));
    let small = f.program.rows().len() < SMALL;
    let Some(reduced) = Reduced::new(&program, &[]) else { return Ok(None) };
    let gap = if small { PERSONS_GAP.min(search.options.gap) } else { PERSONS_GAP };
    // What is left is for what has to give way after it.
    let ask = Ask { quiet: true, seconds: search.left() * SHARE, ..Ask::to(gap) };
    let s = search.solve(&reduced.program, &ask)?;
    Ok(s.has_point().then(|| reduced.restored(&s.x, |v| v)))
}
