//! What goes on after operations, as `plan.json` says it.
//!
//! Knows the keys and nothing of how the costs are found.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The liquidation of all sites that go on after operations. Nothing of it is in the plan's own people, loads and spending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiquidationResult {
    /// Site by site.
    pub sites: Vec<LiquidatedSite>,
    /// Persons who stay for it.
    pub people: f64,
    /// Loads that stay for it.
    pub loads: f64,
    /// What it costs, dollars.
    pub cost_usd: f64,
    /// Its own budget, dollars; null without one.
    pub budget_usd: Option<f64>,
}

/// A site that goes on after operations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiquidatedSite {
    /// Site id.
    pub id: String,
    /// For people.
    pub name: String,
    /// First day: the one after the site's operations close; null if they do not.
    pub from: Option<Date>,
    /// Last day, at the earliest.
    pub until: Date,
    /// Persons who stay.
    pub people: f64,
    /// Of these, armed.
    pub guard: f64,
    /// Loads that stay.
    pub loads: f64,
    /// What it costs, dollars.
    pub cost_usd: f64,
}
