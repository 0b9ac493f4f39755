//! One answer: a plan found, what binds solved again, booked, and audited.
//!
//! Must not know files or words.

use crate::mission::Mission;
use crate::optimise::{Observer, Options, Outcome, optimise};
use crate::plan::result::{Plan, ScenarioRef};
pub use crate::study::audited::{Unanswered, booked, checked, checked_plan};
use crate::study::prices;

/// A plan with how it was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// As found; what binds as solved again.
    pub outcome: Outcome,
    /// As booked, with the audit's checks.
    pub plan: Plan,
}

/// Plans, prices, books, audits.
///
/// # Errors
/// See [`Unanswered`].
pub fn answer(
    m: &Mission,
    scenario: &ScenarioRef,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Answer, Unanswered> {
    let mut outcome = optimise(m, options, observer)?;
    prices::solve_again(m, &mut outcome, options, observer)?;
    let about = crate::optimise::about(scenario.clone(), &outcome);
    let plan = booked(m, &outcome.decisions, &about)?;
    Ok(Answer { outcome, plan })
}
