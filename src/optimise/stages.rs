//! Stages, not weights: each objective is minimised in its turn and then bounded for those after it.
//!
//! Objectives up to the economic cost are solved over all closures and certified; those after it with the closures fixed.
//! Must not know the funded horizon or the budget.

use std::time::Instant;

use crate::formulation::Formulation;
use crate::mission::{Objective, Stage};
use crate::optimise::branch::{self, Goal, Searched};
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Event, Failure, StageOutcome, counted, fixing, persons, read, whole};
use crate::program::Program;
use crate::solve::{self, Solution, Status};
use crate::tolerance::{MISSED_CLOSELY, STAGE_ZERO, no_worse_than, stage_room};

/// Seconds kept for what follows the search over all closures, and the most that may be of the time left.
const AFTERWARDS: f64 = 4.0;
const AFTERWARDS_SHARE: f64 = 0.15;
/// Programs of up to so many columns need no more; larger ones with the square of their size.
const USUAL: f64 = 26_000.0;
/// Share of the gap at which a stage with a tolerance counts as solved.
const AIM: f64 = 0.95;
/// Share of the time for closings with fractions of lifts.
pub(super) const FRACTIONS: f64 = 0.5;
/// Work for finding a first plan that leaves nobody behind, in first relaxations.
pub(super) const FIRST_PLAN: f64 = 40.0;

/// A plan with its stages.
pub(super) struct Staged {
    pub x: Vec<f64>,
    pub stages: Vec<StageOutcome>,
}

/// What a bounded stage may become.
pub(super) fn allowed(value: f64, stage: &Stage) -> f64 {
    value + value.abs() * stage.tolerance + stage_room(value)
}

/// Position of the first stage that is solved with closures fixed.
pub(super) fn first_fixed(stages: &[Stage]) -> usize {
    stages.iter().position(|s| s.objective == Objective::EconomicCost).map_or(stages.len(), |i| i + 1)
}

/// All stages on the horizon of `f` with nobody left and nothing sensitive lost: the stages up to the economic cost are then
/// certified by one search. None if there is no such plan, or none was found soon; `f` is as before.
///
/// `known` is a plan that may be one of these; `ahead` is what was found before it.
pub(super) fn at_once(
    search: &Search,
    f: &mut Formulation,
    known: Option<&[f64]>,
    ahead: Option<Searched>,
) -> Result<Option<Staged>, Failure> {
    let whole = first_fixed(&search.mission.stages);
    let mut run = StageRun { search, f, stages: Vec::new(), x: known.map(<[f64]>::to_vec), ahead };
    if !run.at_zero(&search.mission.stages[..whole])? {
        return Ok(None);
    }
    run.with_closures(whole)
}

/// Stages that can be demanded to be zero.
pub(super) fn reach_zero(stages: &[Stage]) -> bool {
    stages.iter().all(|s| matches!(s.objective, Objective::PeopleLeft | Objective::SensitiveLost))
}

/// Of such a program the first search finds fractions.
pub(super) fn is_large(f: &Formulation) -> bool {
    f.program.rows().len() >= whole::SMALL && fixing::whole_columns(f).iter().any(|list| !list.is_empty())
}

/// All stages on the horizon of `f`, each in its turn, from a plan that is known; none if no plan satisfies the rules and the budget.
pub(super) fn one_by_one(
    search: &Search,
    f: &mut Formulation,
    known: Option<Vec<f64>>,
) -> Result<Option<Staged>, Failure> {
    let whole = first_fixed(&search.mission.stages);
    let mut run = StageRun { search, f, stages: Vec::new(), x: known, ahead: None };
    if !run.one_by_one(&search.mission.stages[..whole])? {
        return Ok(None);
    }
    run.with_closures(whole)
}

/// All stages with the closings given: exact for those, and nothing is claimed for others. None if they cannot be kept.
pub(super) fn with_closings(
    search: &Search,
    f: &mut Formulation,
    at: &fixing::Closures,
) -> Result<Option<Staged>, Failure> {
    f.minimise(search.mission.stages.first().map_or(Objective::PeopleLeft, |s| s.objective));
    let s = search.solve(&fixing::near(f, at, 0), &Ask { quiet: true, ..Ask::to(0.0) })?;
    match s.status {
        Status::Optimal => match whole::with_closings(search, f, &s.x)? {
            Some(x) => StageRun { search, f, stages: Vec::new(), x: Some(x), ahead: None }.with_closures(0),
            None => Ok(None),
        },
        Status::Infeasible => Ok(None),
        Status::Stopped | Status::Nothing | Status::Lost => Err(search.stopped()),
    }
}

/// Writes the program of stage `number` (1-based): the bounds of the stages before it, its own objective. Only the stages
/// before it are solved.
pub(super) fn program(search: &Search, f: &mut Formulation, number: usize) -> Result<Program, Failure> {
    let stages = &search.mission.stages;
    let last = number.clamp(1, stages.len()) - 1;
    let whole = first_fixed(stages);
    let mut run = StageRun { search, f, stages: Vec::new(), x: None, ahead: None };
    if !run.one_by_one(&stages[..last.min(whole)])? {
        // No plan: the stages before have no values to keep, and the program says so by itself.
        f.minimise(stages[last].objective);
        return Ok(f.program.clone());
    }
    for (i, stage) in stages.iter().enumerate().take(last).skip(whole) {
        run.fixed(i, stage)?;
    }
    let x = run.x.take();
    if let Some(x) = x.filter(|_| last >= whole) {
        run.bound_before(last, &x);
        run.f.program = fixing::near(run.f, &fixing::closures(run.f, &x), 0);
    }
    f.minimise(stages[last].objective);
    Ok(f.program.clone())
}

struct StageRun<'a, 'm> {
    search: &'a Search<'a>,
    f: &'a mut Formulation<'m>,
    stages: Vec<StageOutcome>,
    x: Option<Vec<f64>>,
    /// The first part of the first search, where it was done before.
    ahead: Option<Searched>,
}

impl StageRun<'_, '_> {
    /// Demands zero of all stages but the last, which no plan can undercut, and minimises the last. False if that found
    /// nothing; the formulation is as before.
    fn at_zero(&mut self, stages: &[Stage]) -> Result<bool, Failure> {
        let Some((last, before)) = stages.split_last() else { return Ok(false) };
        if !reach_zero(before) {
            return Ok(false);
        }
        let kept = self.f.program.clone();
        for stage in before {
            self.stages.push(outcome(stage.objective, 0.0, Some(0.0), true, 0.0));
            self.f.bound(stage.objective, allowed(0.0, stage));
        }
        let first = self.x.take().filter(|x| self.f.program.misses_at(x) <= stage_room(1.0) * 2.0);
        self.x.clone_from(&first);
        match self.minimise(before.len(), last, FIRST_PLAN) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(failure) if failure.stopped() => {}
            Err(failure) => return Err(failure),
        }
        // Stopped before its first relaxation: what is known keeps the rules.
        if let Some(x) = first {
            let value = self.f.objective(last.objective).at(&x);
            self.stages.push(outcome(last.objective, value, None, true, 0.0));
            self.x = Some(x);
            return Ok(true);
        }
        self.f.program = kept;
        self.stages.clear();
        self.x = None;
        Ok(false)
    }

    /// The later stages, with the closures of the plan.
    fn with_closures(mut self, whole: usize) -> Result<Option<Staged>, Failure> {
        for (i, stage) in self.search.mission.stages.iter().enumerate().skip(whole) {
            if self.search.over() {
                break;
            }
            match self.fixed(i, stage) {
                Ok(()) => {}
                Err(failure) if failure.stopped() => break,
                Err(failure) => return Err(failure),
            }
        }
        if let Some(x) = &self.x
            && let Some(whole) = persons::whole(self.search, self.f, x)?
        {
            self.x = Some(whole);
        }
        Ok(self.finish())
    }

    fn one_by_one(&mut self, stages: &[Stage]) -> Result<bool, Failure> {
        for (i, stage) in stages.iter().enumerate() {
            if self.x.is_some() && self.search.over() {
                break;
            }
            match self.minimise(i, stage, f64::INFINITY) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                // Stopped in a later stage: the plan of the stage before stands.
                Err(failure) if failure.stopped() && self.x.is_some() => break,
                Err(failure) => return Err(failure),
            }
            let most = self.most(stage, self.stages[i].value);
            self.f.bound(stage.objective, most);
        }
        // Of stages that were not reached nothing is proved.
        for stage in stages.iter().skip(self.stages.len()) {
            let value = self.x.as_ref().map_or(f64::INFINITY, |x| self.f.objective(stage.objective).at(x));
            self.stages.push(outcome(stage.objective, value, None, true, 0.0));
        }
        Ok(true)
    }

    /// Minimises one stage over all closures. False if there is no plan.
    fn minimise(&mut self, number: usize, stage: &Stage, effort_to_first: f64) -> Result<bool, Failure> {
        let clock = Instant::now();
        self.announce(number, stage);
        self.f.minimise(stage.objective);
        let gap = aim(self.search.options.gap, stage);
        let goal = Goal { effort_to_first, known: self.x.as_deref(), ..whole_time(self.search, self.f, gap) };
        let found = match self.ahead.take() {
            Some(fractions) => finished(self.search, self.f, &goal, fractions)?,
            None => search(self.search, self.f, &goal)?,
        };
        let Some(found) = found else { return Ok(false) };
        let seconds = clock.elapsed().as_secs_f64();
        self.stages.push(outcome(stage.objective, found.objective, Some(found.bound), true, seconds));
        self.x = Some(found.x);
        Ok(true)
    }

    /// Minimises one stage with the closures of the plan so far.
    fn fixed(&mut self, number: usize, stage: &Stage) -> Result<(), Failure> {
        let Some(x) = self.x.clone() else { return Ok(()) };
        let clock = Instant::now();
        self.announce(number, stage);
        self.bound_before(number, &x);
        self.f.minimise(stage.objective);
        // Whole persons come last, and nothing should be in their way.
        let room = self.f.with_room_to_round();
        let kept = room.program.misses_at(&x) <= MISSED_CLOSELY;
        let program = fixing::decided(&if kept { room } else { self.f.with_whole_room() }, &x);
        let s = self.search.solve(&program, &Ask { quiet: true, ..Ask::to(0.0) })?;
        if s.status == Status::Optimal {
            let seconds = clock.elapsed().as_secs_f64();
            self.stages.push(outcome(stage.objective, s.objective, Some(s.objective), false, seconds));
            self.x = Some(s.x);
        }
        Ok(())
    }

    /// Bounds the stage before `number`, if it has no row yet: the one that was minimised last has none.
    fn bound_before(&mut self, number: usize, x: &[f64]) {
        if number == 0 {
            return;
        }
        let before = self.search.mission.stages[number - 1];
        if self.f.is_bounded(before.objective) {
            return;
        }
        let most = self.most(&before, self.f.objective(before.objective).at(x));
        self.f.bound(before.objective, most);
    }

    /// What a stage that has reached `value` may become in the stages after it: its tolerance, as far as the gap promised allows; the
    /// next whole number of persons and loads in any case, so that what is proved of those stages is proved of whole persons.
    fn most(&self, stage: &Stage, value: f64) -> f64 {
        let certified = self.stages.iter().find(|s| s.objective == stage.objective && s.all_closures);
        let promised = certified.and_then(|s| s.bound).map_or(f64::INFINITY, |b| b / (1.0 - self.search.options.gap));
        let whole = counted::next_whole(self.search.mission, stage.objective, value).max(value);
        allowed(value, stage).min(promised).max(whole + stage_room(whole))
    }

    fn announce(&self, number: usize, stage: &Stage) {
        let of = self.search.mission.stages.len();
        let what = stage.objective.key().replace('-', " ");
        self.search.tell(Event::Stage { number: number + 1, of, what, objective: Some(stage.objective) });
    }

    /// Values of all stages at the final plan: later stages use the tolerance of earlier ones.
    fn finish(mut self) -> Option<Staged> {
        let x = self.x?;
        // Of stages that were not reached the value is known, and nothing else.
        for stage in self.search.mission.stages.iter().skip(self.stages.len()) {
            self.stages.push(outcome(stage.objective, 0.0, None, false, 0.0));
        }
        let decided = read::as_decided(self.f, &x);
        let stages = self
            .stages
            .into_iter()
            .map(|s| {
                let value = self.f.objective(s.objective).at(&decided);
                let value = if value.abs() < STAGE_ZERO { 0.0 } else { value };
                // Rounded beyond the bounds of its stages, a plan is not one of those of which this was proved.
                let bound = s.bound.filter(|b| *b <= no_worse_than(value));
                let bound = bound.map(|b| counted::of_whole(self.search.mission, s.objective, value, b));
                outcome(s.objective, value, bound, s.all_closures, s.seconds)
            })
            .collect();
        Some(Staged { x, stages })
    }
}

/// The gap to search for: a little of what was promised is left for the stages after this one.
pub(super) fn aim(gap: f64, stage: &Stage) -> f64 {
    if stage.tolerance > 0.0 { gap * AIM } else { gap }
}

pub(super) fn outcome(
    objective: Objective,
    value: f64,
    bound: Option<f64>,
    all_closures: bool,
    seconds: f64,
) -> StageOutcome {
    // Stopped before its first relaxation was solved, a search has proved nothing.
    let bound = bound.filter(|b| b.is_finite());
    let gap = bound.map(|b| solve::gap(value, b));
    // Nearer than the solver can tell: the bound is reached.
    let bound = bound.map(|b| if gap == Some(0.0) { value } else { b });
    StageOutcome { objective, value, bound, gap, all_closures, seconds }
}

/// How many times the time of a usual program a larger one takes.
pub(super) fn dearer(f: &Formulation) -> f64 {
    (f.program.columns().len() as f64 / USUAL).max(1.0).powi(2)
}

/// The best plan to `gap` in the time that is left; none if there is none.
pub(super) fn best(
    search: &Search,
    f: &Formulation,
    gap: f64,
    known: Option<&[f64]>,
) -> Result<Option<Solution>, Failure> {
    self::search(search, f, &Goal { known, ..whole_time(search, f, gap) })
}

/// A goal that ends with the time alone: the later stages and the prices need a little of the time that is left.
pub(super) fn whole_time(search: &Search, f: &Formulation, gap: f64) -> Goal<'static> {
    let left = search.left();
    let until = search.seconds() + (left - (AFTERWARDS * dearer(f)).min(left * AFTERWARDS_SHARE)).max(1.0);
    Goal { gap, until, effort: f64::INFINITY, effort_to_first: f64::INFINITY, known: None }
}

/// A whole plan near one with fractions; none if there is none or none was found in the time that is left.
pub(super) fn whole_near(search: &Search, f: &Formulation, near: Solution) -> Result<Option<Vec<f64>>, Failure> {
    let goal = whole_time(search, f, search.options.gap);
    let near = Solution { bound: f64::NEG_INFINITY, ..near };
    // Its closings are what was asked for.
    let mut f = f.clone();
    f.program = fixing::closed(&f, &fixing::closures(&f, &near.x));
    match whole::made_whole(search, &f, &goal, near) {
        Ok(Some(found)) => Ok(Some(persons::whole(search, &mut f, &found.x)?.unwrap_or(found.x))),
        Ok(None) | Err(Failure::Interrupted | Failure::TimeLimit(_)) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// The best plan for a goal; none if there is none.
pub(super) fn search(search: &Search, f: &Formulation, goal: &Goal) -> Result<Option<Solution>, Failure> {
    // Most of the time is for what follows fractions.
    let until = if is_large(f) { whole::share(search, goal, FRACTIONS) } else { goal.until };
    finished(search, f, goal, branch::best(search, f, &Goal { until, ..*goal })?)
}

/// What follows the search over closings.
fn finished(search: &Search, f: &Formulation, goal: &Goal, found: Searched) -> Result<Option<Solution>, Failure> {
    match found {
        Searched::Plan(s) => return whole::made_whole(search, f, goal, s),
        Searched::Infeasible => return Ok(None),
        // What is known can still be made better.
        Searched::Stopped(bound) => match goal.known {
            Some(x) => return whole::made_whole(search, f, goal, known(x.to_vec(), f.program.objective_at(x), bound)),
            None => return Err(search.stopped()),
        },
        Searched::Unable => {}
    }
    let seconds = (goal.until - search.seconds()).max(1.0);
    let ask = Ask { start: goal.known.map(<[f64]>::to_vec), seconds, ..Ask::to(goal.gap) };
    let s = search.solve(&f.program, &ask)?;
    match s.status {
        Status::Optimal | Status::Stopped => Ok(Some(s)),
        Status::Infeasible => Ok(None),
        // Stopped with no point of its own: the one to start from is still a plan.
        Status::Nothing | Status::Lost => match goal.known {
            Some(x) => Ok(Some(known(x.to_vec(), f.program.objective_at(x), s.bound))),
            None => Err(search.stopped()),
        },
    }
}

/// A plan that was not searched for, and what is proved.
pub(super) fn known(x: Vec<f64>, objective: f64, bound: f64) -> Solution {
    Solution { status: Status::Stopped, x, objective, bound, duals: Vec::new(), work: 0 }
}
