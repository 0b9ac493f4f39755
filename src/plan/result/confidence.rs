//! How sure a plan is, as `plan.json` says it: what it came to in random worlds.
//!
//! Knows the keys and nothing of how the worlds are drawn.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How sure a plan is: what it came to in random worlds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// Share of the worlds in which it holds: no more people are left at the deadline than it says.
    pub holds: f64,
    /// Lower end of the 95 % interval of that share.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Worlds.
    pub worlds: u64,
    /// Seed of the worlds.
    pub seed: u64,
    /// 80 % of the worlds have ended by this day; null if fewer ever do.
    pub finished_p80: Option<Date>,
    /// 95 % have.
    pub finished_p95: Option<Date>,
    /// Mean spending, dollars.
    pub cost_mean_usd: f64,
    /// 80 % of the worlds cost no more, dollars.
    pub cost_p80_usd: f64,
    /// 95 % do.
    pub cost_p95_usd: f64,
    /// Mean value of equipment lost, dollars.
    pub value_lost_mean_usd: f64,
    /// Mean of the wounded and killed.
    pub casualties_mean: f64,
    /// Mean number of people left at the deadline.
    pub people_left_mean: f64,
    /// Share of the worlds that end within the budget; null without one, or where the plan itself does not end.
    pub within_budget: Option<f64>,
    /// What most often goes wrong first; null if nothing ever does.
    pub fails_first: Option<FailsFirst>,
}

/// What most often goes wrong first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FailsFirst {
    /// The process.
    pub process: String,
    /// Route or site.
    pub place: String,
    /// Share of the worlds.
    pub share: f64,
    /// Names for people of the ids in the two; absent in results of earlier versions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
}
