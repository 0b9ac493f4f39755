//! Decisions booked and audited: no question may live on a plan that the audit refuses.
//!
//! Must not know how the decisions were found.

use crate::audit::{Audit, audit};
use crate::mission::{Mission, Objective};
use crate::optimise::{Ended, Failure};
use crate::plan::accounts::{About, account};
use crate::plan::decisions::Decisions;
use crate::plan::result::{Plan, ScenarioRef, StageResult};
use crate::solve::gap;
use crate::tolerance::{AUDIT_USD, GAP_ROUNDING, no_worse_than};

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
    restate(&mut plan);
    let verdict = audit(m, &plan);
    if !verdict.passed() {
        return Err(Unanswered::Refused(verdict));
    }
    plan.checks = verdict.checks;
    Ok(plan)
}

/// Where a stage's own sum is not what the plan comes to, the plan's figure counts, and of the bound what is below it: nothing is claimed
/// that the movements do not bear out.
fn restate(plan: &mut Plan) {
    let s = &plan.summary;
    let worth = |objective: &str| match Objective::from_key(objective)? {
        Objective::PeopleLeft => Some(s.people_left),
        Objective::SensitiveLost => Some(s.sensitive_lost),
        Objective::EconomicCost => Some(s.cost_usd + s.equipment_value_lost_usd),
        Objective::Casualties => Some(s.expected_casualties),
        Objective::Earliness => None,
    };
    let other = |x: &StageResult| {
        let value = worth(&x.objective)?;
        ((x.value - value).abs() > AUDIT_USD * value.abs().max(1.0)).then_some(value)
    };
    let found: Vec<Option<f64>> = plan.stages.iter().map(other).collect();
    if found.iter().all(Option::is_none) {
        return;
    }
    for (x, value) in plan.stages.iter_mut().zip(found) {
        x.value = value.unwrap_or(x.value);
        x.bound = x.bound.filter(|b| *b <= no_worse_than(x.value));
        x.gap = x.bound.map(|b| gap(x.value, b));
    }
    // How soon everybody is out has no figure in the summary.
    plan.stages.retain(|x| x.objective != Objective::Earliness.key());
    let gaps = plan.stages.iter().filter(|x| x.method == "mip").map(|x| x.gap.unwrap_or(f64::INFINITY));
    let before = plan.solver.gap.unwrap_or(f64::INFINITY);
    plan.solver.gap = Some(gaps.fold(0.0, f64::max)).filter(|g| g.is_finite());
    let cost = plan.stages.iter().find(|x| x.objective == Objective::EconomicCost.key());
    plan.solver.bound = cost.and_then(|x| x.bound);
    let worse = plan.solver.gap.is_none_or(|g| g > before + GAP_ROUNDING);
    if worse && plan.solver.status == Ended::Proved.key() {
        Ended::Unsettled.key().clone_into(&mut plan.solver.status);
    }
}

/// Audits an estimate whose lifts and units are fractions: every rule but that they are whole.
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
