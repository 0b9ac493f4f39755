//! The ground that explanations stand on: a plan's closures, and the best value that any plan with given closures reaches.

use crate::mission::{Mission, Objective, Period};
use crate::optimise::{Closes, Failure, Fixed, Options, Outcome, carried, fixed_after};
use crate::solve::Basis;
use crate::study::audited::{Unanswered, checked_estimate, checked_plan};
use crate::study::change::{Change, Lever};
use crate::tolerance::{NONE_LEFT, SHOWN};

/// The plan's closures, what the stages before reached, and the best value with them.
pub(super) struct Context<'a> {
    pub m: &'a Mission,
    pub options: Options,
    pub closes: &'a Closes,
    pub horizon: Period,
    pub objective: Objective,
    /// Stages before the objective's, with what the plan reaches: no question may buy its value at their cost.
    pub before: Vec<(Objective, f64)>,
    /// The best with the plan's closings, by the rules of weeks.
    pub value: f64,
    /// What the plan itself reaches.
    planned: f64,
    /// Where the program of that value ended: all others are near it.
    basis: Option<Basis>,
}

impl<'a> Context<'a> {
    /// Of a plan; none if its closings cannot be solved again alone.
    pub(super) fn new(m: &'a Mission, outcome: &'a Outcome, options: &Options) -> Result<Option<Self>, Unanswered> {
        let d = &outcome.decisions;
        let reached = |o: Objective| outcome.stages.iter().find(|s| s.objective == o).map_or(0.0, |s| s.value);
        let objective =
            if reached(Objective::PeopleLeft) > SHOWN { Objective::PeopleLeft } else { Objective::EconomicCost };
        let before = m.stages.iter().map(|s| s.objective).take_while(|o| *o != objective);
        let before = before.map(|o| (o, reached(o))).collect();
        // The clock was for the plan; these are small programs.
        let options = Options { time_limit: None, ..options.clone() };
        let basis = outcome.basis.clone();
        let (closes, horizon, planned) = (&d.closes, d.horizon, reached(objective));
        let mut context = Self { m, options, closes, horizon, objective, before, value: 0.0, planned, basis };
        let Some(own) = context.solved(m, context.closes)? else { return Ok(None) };
        (context.value, context.basis) = (own.value, own.basis);
        Ok(Some(context))
    }

    /// Everybody is out in the plan.
    pub(super) fn everybody(&self) -> bool {
        self.objective != Objective::PeopleLeft
    }

    /// The best value with these closings, its plan audited; none if they cannot be kept, or if the solver cannot tell.
    pub(super) fn value(&self, m: &Mission, closes: &Closes) -> Result<Option<f64>, Unanswered> {
        Ok(self.solved(m, closes)?.map(|found| found.value))
    }

    fn solved(&self, m: &Mission, closes: &Closes) -> Result<Option<Fixed>, Unanswered> {
        let (objective, near) = (self.objective, self.basis.as_ref());
        let found = match fixed_after(m, &self.options, closes, self.horizon, objective, &self.before, near) {
            Ok(found) => found,
            // There is no time limit here: the solver gave up on this one program. That ends no other question.
            Err(failure) if failure.stopped() || matches!(failure, Failure::Solver(_)) => None,
            Err(failure) => return Err(failure.into()),
        };
        found.map(|f| checked_estimate(m, &f.decisions).map(|()| f)).transpose()
    }

    /// The best value with a change, closings as planned; with a shorter clean-up its site may close at the end, if it does not before.
    pub(super) fn with(&self, change: &Change) -> Result<Option<f64>, Unanswered> {
        let mut closes = self.closes.clone();
        if let Lever::Cleanup(s) = change.lever {
            closes[s] = closes[s].or(Some(self.horizon));
        }
        self.value(&change.apply(self.m), &closes)
    }

    /// What a plan with these closings costs more than the plan, both with a timetable by days; none if there is none that keeps what
    /// the stages before reached.
    pub(super) fn carried_out(&self, closes: &Closes) -> Result<Option<f64>, Unanswered> {
        let found = match carried(self.m, &self.options, closes, self.horizon) {
            Ok(found) => found,
            Err(failure) if failure.stopped() || matches!(failure, Failure::Solver(_)) => None,
            Err(failure) => return Err(failure.into()),
        };
        let Some((decisions, stages)) = found else { return Ok(None) };
        let reached = |o: Objective| stages.iter().find(|s| s.objective == o).map(|s| s.value);
        let kept = |(o, most): &(Objective, f64)| reached(*o).is_some_and(|v| v <= most + NONE_LEFT);
        if !self.before.iter().all(kept) || checked_plan(self.m, &decisions).is_none() {
            return Ok(None);
        }
        Ok(reached(self.objective).map(|value| value - self.planned))
    }
}
