//! Decisions booked and audited: no question may live on a plan that the audit refuses.
//!
//! Must not know how the decisions were found.

use crate::audit::{Audit, audit};
use crate::mission::Mission;
use crate::optimise::Failure;
use crate::plan::accounts::{About, account};
use crate::plan::decisions::Decisions;
use crate::plan::result::{Plan, ScenarioRef};

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

/// Audits an estimate whose lifts, units and rear parties are fractions: every rule but that they are whole.
///
/// # Errors
/// See [`Unanswered`].
pub(super) fn checked_estimate(m: &Mission, decisions: &Decisions) -> Result<(), Unanswered> {
    let mut fractions = m.clone();
    for (_, r) in fractions.routes.iter_mut() {
        if m.fleets[r.fleet].whole {
            r.max_lifts.iter_mut().for_each(|most| *most = most.ceil());
        }
    }
    fractions.fleets.iter_mut().for_each(|(_, f)| f.whole = false);
    fractions.rules.contingents.iter_mut().for_each(|(_, c)| c.whole = false);
    checked(&fractions, decisions)
}

/// Audits decisions that are not shown as a plan of their own: no question may live on a plan that the audit refuses.
///
/// # Errors
/// If the audit refuses them.
pub fn checked(m: &Mission, decisions: &Decisions) -> Result<(), Unanswered> {
    booked(m, decisions, &About::unknown(ScenarioRef::of(m), "")).map(|_| ())
}

/// The same where a plan that breaks a rule is an expected answer (decisions made for another mission): none then.
pub fn checked_plan(m: &Mission, decisions: &Decisions) -> Option<Plan> {
    booked(m, decisions, &About::unknown(ScenarioRef::of(m), "")).ok()
}
