//! A hedge by several processes: one search, and a share of the worlds of its proof and of its bound for each of them; joined, they are
//! the answer of one process.
//!
//! What is joined is only looked up where one process would compute it, so that the answer is the same by construction. Must not know
//! files.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Code;
use crate::hedge::known::{KnownWorlds, ShardNumber};
use crate::hedge::search::TriedPlans;
use crate::hedge::{Measure, Question};
use crate::plan::result::ScenarioRef;
use crate::simulate::Policy;
use crate::simulate::record::Mismatch;

/// Version of the format.
pub const SHARD_VERSION: u32 = 1;

/// What was asked, as far as the answer depends on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HedgeTerms {
    /// Probability.
    pub target: f64,
    /// What holding means.
    pub measure: Measure,
    /// Worlds in which candidates are compared.
    pub worlds: u64,
    /// Fresh worlds of the proof.
    pub proof: u64,
    /// Seed of the worlds.
    pub seed: u64,
    /// What is done when a plan is late.
    pub policy: Policy,
    /// Gap that the optimiser leaves.
    pub gap: f64,
    /// The solver, if one was named.
    pub solver: Option<String>,
}

impl HedgeTerms {
    /// Of a question.
    pub fn of(q: &Question) -> Self {
        Self {
            target: q.target,
            measure: q.measure,
            worlds: q.worlds,
            proof: q.proof,
            seed: q.seed,
            policy: q.policy,
            gap: q.options.gap,
            solver: q.options.solver.clone(),
        }
    }
}

/// A search, with the share of the rest that one process did; none: only the search.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shard {
    /// Version of the format.
    pub schema_version: u32,
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// What was asked.
    pub asked: HedgeTerms,
    /// Which share.
    pub share: Option<ShardNumber>,
    /// The search.
    pub found: TriedPlans,
    /// What was done of the rest.
    pub known: KnownWorlds,
    /// Words that were typed after `drawdown`, as for the whole answer; absent in what the library makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
}

impl Shard {
    /// The search and all that the shards know.
    ///
    /// # Errors
    /// See [`Mismatch`].
    pub fn join(shards: &[Self]) -> Result<(TriedPlans, KnownWorlds), Mismatch> {
        let fault =
            |code: Code, at: usize, cause: String, remedy: &str| Mismatch { code, at, cause, remedy: remedy.into() };
        let Some(first) = shards.first() else {
            return Err(fault(Code::SHARD, 0, "there is nothing to join".into(), "name the shard.json of all shards"));
        };
        let mut known = KnownWorlds::default();
        let mut seen: Vec<u64> = Vec::new();
        let n = first.share.map_or(0, |(_, n)| n);
        for (at, shard) in shards.iter().enumerate() {
            if let Some(cause) = first.differs(shard) {
                return Err(fault(
                    Code::SHARD,
                    at,
                    cause,
                    "start every shard with the same options, and with --from and the search.json of one search: a search that the clock ends differs from process to process",
                ));
            }
            let Some((i, of)) = shard.share.filter(|(_, of)| *of == n) else {
                let cause = format!("it is no shard of {n}");
                return Err(fault(
                    Code::SHARD,
                    at,
                    cause,
                    "name the shard.json that `hedge --shard i/n --out DIR` wrote, all of the same n",
                ));
            };
            if seen.contains(&i) {
                let cause = format!("shard {i}/{of} is there twice");
                return Err(fault(
                    Code::OVERLAP,
                    at,
                    cause,
                    "name each shard once, and give each job its own --shard i/n",
                ));
            }
            seen.push(i);
            known.add(&shard.known);
        }
        if let Some(missing) = (1..=n).find(|i| !seen.contains(i)) {
            let cause = format!("{} of {n} shards are missing, the first is {missing}/{n}", n - seen.len() as u64);
            return Err(fault(Code::GAP, shards.len() - 1, cause, "name the files of all shards"));
        }
        Ok((first.found.clone(), known))
    }

    fn differs(&self, other: &Self) -> Option<String> {
        let cause = if self.scenario.digest != other.scenario.digest {
            "it is of another scenario, or of other overrides, than the first"
        } else if self.asked != other.asked {
            "it was asked with other options than the first"
        } else if self.found != other.found {
            "its search came to other plans than that of the first"
        } else {
            return None;
        };
        Some(cause.into())
    }
}
