//! One scenario answered: planned, booked and audited. Every question asks through here, so no plan escapes the audit.

use crate::mission::Mission;
use crate::plan::accounts::{About, account};
use crate::plan::audit::{Audit, audit};
use crate::plan::decisions::Decisions;
use crate::plan::optimise::{Failure, Observer, Options, Outcome, optimise};
use crate::plan::result::{Plan, ScenarioRef};

/// A plan with how it was found.
#[derive(Debug, Clone)]
pub struct Answer {
    /// As found.
    pub outcome: Outcome,
    /// As booked, with the audit's checks.
    pub plan: Plan,
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unanswered {
    /// No plan was found.
    #[error("{0}")]
    Failure(#[from] Failure),
    /// The audit refuses the plan: a bug.
    #[error("the audit refuses the plan; this is a bug of drawdown:\n{}", .0.judgement())]
    Refused(Audit),
}

/// Plans, books, audits.
///
/// # Errors
/// See [`Unanswered`].
pub fn answer(
    m: &Mission,
    scenario: &ScenarioRef,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Answer, Unanswered> {
    let outcome = optimise(m, options, observer)?;
    let about = About::from_outcome(scenario.clone(), &outcome);
    let plan = booked(m, &outcome.decisions, &about)?;
    Ok(Answer { outcome, plan })
}

/// Books and audits decisions.
///
/// # Errors
/// If the audit refuses them.
pub fn booked(m: &Mission, decisions: &Decisions, about: &About) -> Result<Plan, Unanswered> {
    let mut plan = account(m, decisions, about);
    let verdict = audit(m, &plan);
    if !verdict.passed() {
        return Err(Unanswered::Refused(verdict));
    }
    plan.checks = verdict.checks;
    Ok(plan)
}
