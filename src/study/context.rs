//! The ground that explanations stand on: a plan's closures, and the best value that any plan with given closures reaches.

use crate::mission::{Mission, Objective, Period};
use crate::optimise::{Closes, Failure, Fixed, Options, fixed};
use crate::study::answer::{Answer, Unanswered, checked};

/// The plan's closures, and the best value with them.
pub(super) struct Context<'a> {
    pub m: &'a Mission,
    pub options: Options,
    pub closes: &'a Closes,
    pub horizon: Period,
    pub objective: Objective,
    pub people: Option<f64>,
    pub value: f64,
}

impl<'a> Context<'a> {
    pub(super) fn new(m: &'a Mission, of: &'a Answer, options: &Options) -> Result<Self, Unanswered> {
        let left = of.plan.summary.people_left;
        let d = &of.outcome.decisions;
        let objective = if left > 0.5 { Objective::PeopleLeft } else { Objective::EconomicCost };
        let people = (left <= 0.5).then_some(left);
        // The clock was for the plan; these are small programs.
        let options = Options { time_limit: None, ..options.clone() };
        let mut ground = Self { m, options, closes: &d.closes, horizon: d.horizon, objective, people, value: 0.0 };
        ground.value =
            ground.value(m, ground.closes)?.ok_or_else(|| Failure::Conflict(vec!["the plan's own closings".into()]))?;
        Ok(ground)
    }

    /// The best value with these closings, its plan audited; none if they cannot be kept.
    pub(super) fn value(&self, m: &Mission, closes: &Closes) -> Result<Option<f64>, Unanswered> {
        let found: Option<Fixed> = fixed(m, &self.options, closes, self.horizon, self.objective, self.people)?;
        found.map(|f| checked(m, &f.decisions).map(|()| f.value)).transpose()
    }
}
