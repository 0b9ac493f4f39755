//! What an outcome says about itself in a plan: who solved it, stage by stage, what is missing, what binds.
//!
//! Must not know how the outcome was found.

use crate::optimise::{Ended, Outcome, Shortfall, StageOutcome};
use crate::plan::accounts::About;
use crate::plan::result::{ScenarioRef, SolverRef, StageResult};

/// All that an outcome says about itself.
pub fn about(scenario: ScenarioRef, outcome: &Outcome) -> About {
    let stages = outcome.stages.iter().map(|s| StageResult {
        objective: s.objective.key().to_owned(),
        value: s.value,
        bound: s.bound,
        gap: s.gap,
        method: if s.all_closures { "mip" } else { "lp" }.to_owned(),
        seconds: s.seconds,
    });
    let economic = outcome.stages.iter().find(|s| s.objective == crate::mission::Objective::EconomicCost);
    let mut notes = outcome.notes.clone();
    if outcome.ended == Ended::User {
        notes.insert(0, "Interrupted: this is the best plan found until then.".into());
    }
    About {
        scenario,
        solver: SolverRef {
            name: outcome.solver.0.clone(),
            version: outcome.solver.1.clone(),
            seconds: outcome.seconds,
            gap: outcome.gap,
            bound: economic.and_then(|s| s.bound),
            status: outcome.ended.key().to_owned(),
            command: Vec::new(),
        },
        stages: stages.collect(),
        shortfall_usd: match outcome.shortfall {
            Shortfall::None => Some(0.0),
            Shortfall::Missing { usd, .. } => Some(usd),
            Shortfall::NotByMoney | Shortfall::Unknown => None,
        },
        shortfall_unknown: outcome.shortfall == Shortfall::Unknown,
        marginals: outcome.marginals.clone(),
        notes,
    }
}

impl StageOutcome {
    /// The worst gap of the stages over all closures; none where one of them has no bound.
    pub fn worst_gap(stages: &[Self]) -> Option<f64> {
        stages.iter().filter(|s| s.all_closures).try_fold(0.0, |worst: f64, s| Some(worst.max(s.gap?)))
    }
}
