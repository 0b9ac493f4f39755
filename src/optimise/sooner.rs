//! A plan that ends sooner is a plan of a later deadline too. The program down to the end of the plan that was found is smaller than the
//! one down to the deadline; what a search finds in it is carried to the deadline.
//!
//! Must not claim bounds: those of the program down to the deadline stay.

use std::collections::BTreeMap;

use crate::formulation::Formulation;
use crate::mission::{Objective, Period};
use crate::optimise::branch::Searched;
use crate::optimise::first_plan::First;
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, Found, Options, StageOutcome, people_left, read, stages, unless_stopped, whole};
use crate::program::{Quantity, Variable};
use crate::solve::Status;
use crate::tolerance::{GAP_ROUNDING, MISSED, NOISE, NONE_LEFT, no_worse_than};

/// Share of the time and work that the search at the deadline leaves for this; and where its first part has found no closings.
const SHARE: f64 = 0.35;
const MOST: f64 = 0.9;
/// A plan ends early that ends before this share of the time to the deadline.
const EARLY: f64 = 0.9;
/// How often the end of the plan that was found is the next one's deadline.
const ROUNDS: usize = 2;
/// Of small programs ends are tried from the first one on by which everybody may be out: each so many times the one before, as long as that
/// pays; the next ones, where it does not, so often.
const LATER: f64 = 1.4;
const IN_VAIN: u32 = 4;
/// Share of the time for each.
const EACH: f64 = 0.5;

/// How the search down to the deadline goes.
pub(super) struct AtTheDeadline {
    /// What it may take of time and work.
    pub options: Options,
    /// An end by which everybody may be out, if that is early: then some is left for a search down to that end.
    early: Option<Period>,
    /// Its first part ended without closings: those of the plan found are a first guess.
    guessed: bool,
}

/// How to search down to the deadline after a first plan and what was searched ahead.
pub(super) fn at_the_deadline(
    search: &Search,
    first: Option<&First>,
    ahead: Option<&Searched>,
) -> Result<AtTheDeadline, Failure> {
    let m = search.mission;
    let deadline = m.calendar.deadline();
    let mut end = first.filter(|p| p.left <= NONE_LEFT).and_then(|p| p.closures.iter().copied().max()).map(Period);
    if is_small(&people_left(search, m, deadline)) {
        end = unless_stopped(everybody_may_be_out(search))?.flatten();
    }
    let early = end.filter(|end| f64::from(end.0) < EARLY * f64::from(deadline.0));
    let guessed = matches!(ahead, Some(Searched::Stopped(_)));
    let left = if guessed { MOST } else { SHARE };
    let options = if early.is_some() { search.share(1.0 - left) } else { search.options.clone() };
    Ok(AtTheDeadline { options, early, guessed })
}

/// Given to the solver as it is.
fn is_small(f: &Formulation) -> bool {
    f.program.rows().len() < whole::SMALL
}

/// The first end by which the relaxation leaves nobody; by halving, for what can be done in some time can be done in more.
fn everybody_may_be_out(search: &Search) -> Result<Option<Period>, Failure> {
    let m = search.mission;
    let all = |end: u32| -> Result<bool, Failure> {
        let f = people_left(search, m, Period(end));
        Ok(search.relaxed(&f.program)?.is_some_and(|s| s.objective <= NONE_LEFT))
    };
    let (mut short, mut long) = (0, m.calendar.periods);
    if !all(long)? {
        return Ok(None);
    }
    while long - short > 1 {
        let middle = u32::midpoint(short, long);
        if all(middle)? { long = middle } else { short = middle }
    }
    Ok(Some(Period(long)))
}

/// The plan of the search at the deadline, or a better one that ends sooner: where the gap that was asked is not proved, and as long as
/// there is time.
pub(super) fn better<'m>(
    search: &Search<'m>,
    full: Option<Found<'m>>,
    at: &AtTheDeadline,
) -> Result<Option<Found<'m>>, Failure> {
    let proved = |found: &Found| {
        let gap = StageOutcome::worst_gap(&found.staged.stages);
        found.people_left() <= NONE_LEFT && gap.is_some_and(|g| g <= search.options.gap + GAP_ROUNDING)
    };
    let mut found = full;
    if let Some(early) = at.early.filter(|_| !found.as_ref().is_some_and(proved)) {
        found = by_an_early_end(search, found, early)?;
    }
    for round in 0..ROUNDS {
        let Some(known) = found.as_ref().filter(|f| !proved(f) && f.people_left() <= NONE_LEFT) else { break };
        if search.over() {
            break;
        }
        match unless_stopped(one_better(search, known, at.guessed && round == 0))?.flatten() {
            Some(better) => found = Some(better),
            None => break,
        }
    }
    Ok(found)
}

/// Small programs down to the first ends by which everybody may be out.
fn by_an_early_end<'m>(
    search: &Search<'m>,
    found: Option<Found<'m>>,
    early: Period,
) -> Result<Option<Found<'m>>, Failure> {
    let m = search.mission;
    if !is_small(&people_left(search, m, m.calendar.deadline())) {
        return Ok(found);
    }
    let mut found = found;
    let (mut end, mut vain) = (early, 0);
    while end < m.calendar.deadline() && vain < IN_VAIN && !search.over() {
        let options = search.share(EACH);
        let part = search.part(&options)?;
        let mut short = people_left(search, m, end);
        let staged = unless_stopped(stages::at_once(&part, &mut short, None, None))?.flatten();
        let better = staged.map(|staged| taken_over(search, &short, &staged, found.as_ref())).transpose()?.flatten();
        match better {
            Some(better) => {
                (found, vain) = (Some(better), 0);
                end = Period((f64::from(end.0) * LATER).ceil() as u32).max(end.later(1));
            }
            // Nobody may be out yet with whole lifts.
            None => (end, vain) = (end.later(1), vain + 1),
        }
    }
    Ok(found)
}

/// The plan of a short time at the deadline, with the bounds of the one that was found there: if it is better.
fn taken_over<'m>(
    search: &Search<'m>,
    short: &Formulation,
    staged: &stages::Staged,
    found: Option<&Found>,
) -> Result<Option<Found<'m>>, Failure> {
    let m = search.mission;
    let long = people_left(search, m, m.calendar.deadline());
    let Some(x) = carried(search, short, &staged.x, &long)? else { return Ok(None) };
    let unproved = |s: &StageOutcome| StageOutcome { bound: None, gap: None, ..s.clone() };
    let none: Vec<StageOutcome> = staged.stages.iter().map(unproved).collect();
    let before = found.map_or(&none, |found| &found.staged.stages);
    let stages = revalued(&long, &x, before, &staged.stages);
    let whole = stages::first_fixed(&m.stages).min(stages.len());
    let better = found.is_none_or(|found| is_better(&stages[..whole], &found.staged.stages));
    Ok(better.then_some(Found { formulation: long, staged: stages::Staged { x, stages } }))
}

/// With `guessed` closings by a search of its own, else the lifts of the plan found made better.
fn one_better<'m>(search: &Search<'m>, found: &Found<'m>, guessed: bool) -> Result<Option<Found<'m>>, Failure> {
    let m = search.mission;
    let Some(end) = end(&found.formulation, &found.staged.x).filter(|end| *end < m.calendar.deadline()) else {
        return Ok(None);
    };
    let mut short = people_left(search, m, end);
    let Some(known) = carried(search, &found.formulation, &found.staged.x, &short)? else { return Ok(None) };
    let better = if guessed { None } else { better_lifts(search, found, &short, &known) };
    let Some(staged) = stages::at_once(search, &mut short, Some(&known), better)? else { return Ok(None) };
    taken_over(search, &short, &staged, Some(found))
}

/// What the search in a large program is told was found before: it goes on with the lifts of that plan, not with the closings of a
/// relaxation of its own. The bound is where it may stop, as far below this plan as the proved one is at the deadline; it proves nothing
/// here, for the same plan costs less where the calendar ends sooner, and `taken_over` keeps the bounds of the deadline.
fn better_lifts(search: &Search, found: &Found, short: &Formulation, known: &[f64]) -> Option<Searched> {
    if is_small(short) {
        return None;
    }
    let last = search.mission.stages[..stages::first_fixed(&search.mission.stages)].last()?;
    let stage = found.staged.stages.iter().find(|s| s.objective == last.objective)?;
    let objective = short.objective(last.objective).at(known);
    let bound = objective - (stage.value - stage.bound?);
    Some(Searched::Plan(stages::known(known.to_vec(), objective, bound)))
}

/// The last period in which anything of a full withdrawal happens: a site closes, somebody arrives, a lift is out. None where a site
/// stays open.
fn end(f: &Formulation, x: &[f64]) -> Option<Period> {
    let mut last = Period(1);
    for site in f.mission.sites.ids() {
        last = last.max(read::closing(f, x, site)?);
    }
    for (arc, col) in f.expansion.arcs.iter().zip(&f.vars.flow) {
        if x[col.index()] > NOISE {
            last = last.max(arc.arrive);
        }
    }
    for (route, t, _) in f.vars.all_lifts().filter(|(_, _, col)| x[col.index()] > NOISE) {
        let r = &f.mission.routes[route];
        last = last.max(t.later(f.mission.fleets[r.fleet].periods_out(r.cycle[t.at()]) - 1));
    }
    Some(last)
}

/// What is decided; what there is of stocks, of fleets and of money follows.
const DECIDED: [Quantity; 7] = [
    Quantity::Flow,
    Quantity::Dispose,
    Quantity::Lifts,
    Quantity::Open,
    Quantity::Units,
    Quantity::Rear,
    Quantity::Link,
];

/// The point of another horizon's program with the decisions of a point; none if it has none. Nothing is decided where the other ends.
fn carried(search: &Search, from: &Formulation, x: &[f64], to: &Formulation) -> Result<Option<Vec<f64>>, Failure> {
    let values: BTreeMap<Variable, f64> = from.program.columns().iter().zip(x).map(|(c, v)| (c.tag, *v)).collect();
    let mut decided = to.clone();
    decided.minimise(Objective::EconomicCost);
    let mut program = decided.program;
    program.relax();
    for col in to.program.column_ids() {
        let column = to.program.get(col);
        if !DECIDED.contains(&column.tag.family) {
            continue;
        }
        let value = values.get(&column.tag).copied().unwrap_or(0.0);
        let value = if column.integer { value.round() } else { value };
        if value < column.lower - MISSED || value > column.upper + MISSED {
            return Ok(None);
        }
        let value = value.clamp(column.lower, column.upper);
        program.set_bounds(col, value, value);
    }
    let s = search.solve(&program, &Ask { quiet: true, ..Ask::to(0.0) })?;
    Ok((s.status == Status::Optimal).then_some(s.x))
}

/// The stages with the values of another plan: of all closures with the bounds of before, of its own closures with its own.
fn revalued(f: &Formulation, x: &[f64], before: &[StageOutcome], own: &[StageOutcome]) -> Vec<StageOutcome> {
    let decided = read::as_decided(f, x);
    let one = |(before, own): (&StageOutcome, &StageOutcome)| {
        let value = f.objective(before.objective).at(&decided);
        let kept = if before.all_closures { before } else { own };
        let bound = kept.bound.filter(|b| *b <= no_worse_than(value));
        stages::outcome(before.objective, value, bound, before.all_closures, before.seconds + own.seconds)
    };
    before.iter().zip(own).map(one).collect()
}

/// The first stage in which they differ is better.
fn is_better(stages: &[StageOutcome], before: &[StageOutcome]) -> bool {
    let differs = stages
        .iter()
        .zip(before)
        .find(|(a, b)| a.value < b.value - NOISE - GAP_ROUNDING * b.value.abs() || a.value > no_worse_than(b.value));
    differs.is_some_and(|(a, b)| a.value < b.value)
}
