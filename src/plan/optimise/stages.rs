//! Stages, not weights: each objective is minimised in its turn and then bounded for those after it.
//!
//! Objectives up to the economic cost are solved over all closures and certified; those after it with the closures fixed.
//! Must not know the funded horizon or the budget.

use std::time::Instant;

use crate::formulation::Formulation;
use crate::mission::{Objective, Stage};
use crate::plan::optimise::search::{Ask, Search};
use crate::plan::optimise::{Event, Failure, StageOutcome, start};
use crate::program::Program;
use crate::solve::{self, Solution, Status};

/// Seconds kept for what follows the search over all closures.
const AFTERWARDS: f64 = 4.0;

/// A plan with its stages.
pub(super) struct Staged {
    pub x: Vec<f64>,
    pub stages: Vec<StageOutcome>,
}

/// Absolute room for the rounding of one stage in the rows of the next.
fn room(value: f64) -> f64 {
    1e-6 * value.abs().max(1.0)
}

/// What a bounded stage may become.
fn allowed(value: f64, stage: &Stage) -> f64 {
    value + value.abs() * stage.tolerance + room(value)
}

/// Position of the first stage that is solved with closures fixed.
fn first_fixed(stages: &[Stage]) -> usize {
    stages.iter().position(|s| s.objective == Objective::EconomicCost).map_or(stages.len(), |i| i + 1)
}

/// Solves all stages on the horizon of `f`; none if no plan satisfies the rules and the budget.
pub(super) fn solve(search: &Search, f: &mut Formulation) -> Result<Option<Staged>, Failure> {
    let stages = &search.mission.stages;
    let whole = first_fixed(stages);
    let mut run = Run { search, f, stages: Vec::new(), x: None };
    if !run.optimistic(&stages[..whole])? && !run.one_by_one(&stages[..whole])? {
        return Ok(None);
    }
    for (i, stage) in stages.iter().enumerate().skip(whole) {
        if search.over() {
            break;
        }
        match run.fixed(i, stage) {
            Ok(()) => {}
            Err(Failure::Interrupted | Failure::TimeLimit(_)) => break,
            Err(failure) => return Err(failure),
        }
    }
    Ok(run.finish())
}

/// Writes the program of stage `number` (1-based): the bounds of the stages before it, its own objective. Only the stages
/// before it are solved.
pub(super) fn program(search: &Search, f: &mut Formulation, number: usize) -> Result<Program, Failure> {
    let stages = &search.mission.stages;
    let last = number.clamp(1, stages.len()) - 1;
    let whole = first_fixed(stages);
    let mut run = Run { search, f, stages: Vec::new(), x: None };
    if !run.one_by_one(&stages[..last.min(whole)])? {
        return Err(Failure::Conflict(Vec::new()));
    }
    for (i, stage) in stages.iter().enumerate().take(last).skip(whole) {
        run.fixed(i, stage)?;
    }
    let x = run.x.take();
    if let Some(x) = x.filter(|_| last >= whole) {
        run.bound_before(last, &x);
        run.f.program = start::near(run.f, &start::closures(run.f, &x), 0);
    }
    f.minimise(stages[last].objective);
    Ok(f.program.clone())
}

struct Run<'a, 'm> {
    search: &'a Search<'a>,
    f: &'a mut Formulation<'m>,
    stages: Vec<StageOutcome>,
    x: Option<Vec<f64>>,
}

impl Run<'_, '_> {
    /// Tries to reach the relaxation's bound in all stages but the last at once: if the last stage's program then has a
    /// plan, all of them are certified by one search. False if not; the formulation is as before.
    fn optimistic(&mut self, stages: &[Stage]) -> Result<bool, Failure> {
        let Some((last, before)) = stages.split_last() else { return Ok(false) };
        let kept = self.f.program.clone();
        let clock = Instant::now();
        for stage in before {
            self.f.minimise(stage.objective);
            let Some(bound) = self.search.relaxed(&self.f.program)? else {
                self.f.program = kept;
                self.stages.clear();
                return Ok(false);
            };
            let value = if bound.objective.abs() < 1e-6 { 0.0 } else { bound.objective };
            if value > 0.0 {
                // Whole closures hardly ever reach a fractional bound: proving that they do not is wasted time.
                self.f.program = kept;
                self.stages.clear();
                return Ok(false);
            }
            let seconds = clock.elapsed().as_secs_f64();
            self.stages.push(outcome(stage.objective, value, Some(value), true, seconds));
            self.f.bound(stage.objective, allowed(value, stage));
        }
        if self.minimise(before.len(), last)? {
            return Ok(true);
        }
        self.f.program = kept;
        self.stages.clear();
        Ok(false)
    }

    fn one_by_one(&mut self, stages: &[Stage]) -> Result<bool, Failure> {
        for (i, stage) in stages.iter().enumerate() {
            if self.x.is_some() && self.search.over() {
                break;
            }
            match self.minimise(i, stage) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                // Stopped in a later stage: the plan of the stage before stands.
                Err(Failure::Interrupted | Failure::TimeLimit(_)) if self.x.is_some() => break,
                Err(failure) => return Err(failure),
            }
            let value = self.stages[i].value;
            self.f.bound(stage.objective, allowed(value, stage));
        }
        Ok(true)
    }

    /// Minimises one stage over all closures. False if there is no plan.
    fn minimise(&mut self, number: usize, stage: &Stage) -> Result<bool, Failure> {
        let clock = Instant::now();
        self.announce(number, stage);
        self.f.minimise(stage.objective);
        let Some(relaxed) = self.search.relaxed(&self.f.program)? else { return Ok(false) };
        let gap = aim(self.search.options.gap, stage);
        let Some(found) = best(self.search, self.f, &relaxed, gap, self.x.clone())? else { return Ok(false) };
        let bound = found.bound.max(relaxed.objective.min(found.objective));
        let seconds = clock.elapsed().as_secs_f64();
        self.stages.push(outcome(stage.objective, found.objective, Some(bound), true, seconds));
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
        let program = start::near(self.f, &start::closures(self.f, &x), 0);
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
        let before = self.search.mission.stages[number - 1];
        if self.f.program.rows().iter().all(|r| r.name != format!("stage[{}]", before.objective.key())) {
            let value = self.f.objective(before.objective).at(x);
            self.f.bound(before.objective, allowed(value, &before));
        }
    }

    fn announce(&self, number: usize, stage: &Stage) {
        let of = self.search.mission.stages.len();
        self.search.tell(Event::Stage { number: number + 1, of, what: stage.objective.key().replace('-', " ") });
    }

    /// Values of all stages at the final plan: later stages use the tolerance of earlier ones.
    fn finish(self) -> Option<Staged> {
        let x = self.x?;
        let stages = self
            .stages
            .into_iter()
            .map(|s| {
                let value = self.f.objective(s.objective).at(&x);
                let value = if value.abs() < 1e-5 { 0.0 } else { value };
                outcome(s.objective, value, s.bound, s.all_closures, s.seconds)
            })
            .collect();
        Some(Staged { x, stages })
    }
}

/// The gap to ask of the solver so that the final plan, which may use the stage's tolerance, keeps the gap promised.
fn aim(gap: f64, stage: &Stage) -> f64 {
    (gap - stage.tolerance).max(gap / 2.0)
}

fn outcome(objective: Objective, value: f64, bound: Option<f64>, all_closures: bool, seconds: f64) -> StageOutcome {
    let gap = bound.map(|b| solve::gap(value, b));
    StageOutcome { objective, value, bound, gap, all_closures, seconds }
}

/// The best plan to `gap`: an early one by rounding, improved near its closures, then the whole search from there.
pub(super) fn best(
    search: &Search,
    f: &Formulation,
    relaxed: &Solution,
    gap: f64,
    known: Option<Vec<f64>>,
) -> Result<Option<Solution>, Failure> {
    let able = search.backend.abilities();
    let good = |s: &Solution| solve::gap(s.objective, relaxed.objective) <= gap;
    let mut start = known;
    if able.anytime {
        if let Some(early) = start::rounded(search, f, &relaxed.x)? {
            report(search, &early, relaxed);
            if good(&early) {
                return Ok(Some(certified(early, relaxed)));
            }
            let better = start::improved(search, f, early, gap)?;
            report(search, &better, relaxed);
            if good(&better) || search.over() {
                return Ok(Some(certified(better, relaxed)));
            }
            // The plan known from before may be better than the one by rounding.
            start = start.filter(|x| f.program.objective_at(x) <= better.objective).or(Some(better.x));
        }
    }
    // The later stages and the prices need a little of the time that is left.
    let seconds = (search.left() - AFTERWARDS).max(1.0);
    let s = search.solve(&f.program, &Ask { start: start.clone(), seconds, ..Ask::to(gap) })?;
    match s.status {
        Status::Optimal | Status::Stopped => Ok(Some(s)),
        Status::Infeasible => Ok(None),
        // Stopped with no point of its own: the one to start from is still a plan.
        Status::Nothing => match start {
            Some(x) => {
                let objective = f.program.objective_at(&x);
                let bound = s.bound.max(relaxed.objective);
                Ok(Some(Solution { status: Status::Stopped, x, objective, bound, duals: Vec::new() }))
            }
            None => Err(search.stopped()),
        },
    }
}

fn report(search: &Search, s: &Solution, relaxed: &Solution) {
    search.tell(Event::Progress {
        incumbent: Some(s.objective),
        bound: Some(relaxed.objective),
        gap: Some(solve::gap(s.objective, relaxed.objective)),
        seconds: search.seconds(),
    });
}

fn certified(s: Solution, relaxed: &Solution) -> Solution {
    Solution { bound: relaxed.objective.min(s.objective), ..s }
}
