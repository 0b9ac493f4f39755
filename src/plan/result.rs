//! A plan as it is written to `plan.json`: every key of the contract, plain numbers, serde.
//!
//! Knows the file format, nothing of how a plan is found or checked. Quantities are persons or
//! loads, money is dollars, dates are civil dates. Adding keys is allowed; renaming one breaks other people's programs.

mod confidence;
mod liquidation;
mod reference;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use confidence::{Confidence, FailsFirst};
pub use liquidation::{LiquidatedSite, LiquidationResult};
pub use reference::ScenarioRef;

/// Version of this format.
pub const SCHEMA_VERSION: u32 = 1;

/// A plan, complete: what was asked, what was decided, what follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Version of the format.
    pub schema_version: u32,
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// Who solved it, how well.
    pub solver: SolverRef,
    /// The answer in numbers.
    pub summary: Summary,
    /// Each site's closing.
    pub sites: Vec<SiteResult>,
    /// What moves when, on which route.
    pub movements: Vec<Movement>,
    /// What is disposed of in place.
    pub dispositions: Vec<DispositionResult>,
    /// What is at each site at the end of each period, period 0 included; zero quantities left out.
    pub stocks: Vec<StockResult>,
    /// Spending by period and category; zero amounts left out.
    pub costs: Vec<CostResult>,
    /// What one more of a scarce thing is worth.
    pub marginals: Vec<Marginal>,
    /// The audit.
    pub checks: Vec<Check>,
    /// Lifts of each route and period (people and cargo on one lift appear in several movements).
    pub lifts: Vec<LiftResult>,
    /// Share of each fleet kept, by period.
    pub fleets: Vec<FleetResult>,
    /// Flights of the air links.
    pub air_links: Vec<AirLinkResult>,
    /// What is on the way when the plan ends, and what is left, unit by unit.
    pub left: Vec<LeftResult>,
    /// The withdrawal as the country feels it.
    pub impact: Vec<ImpactResult>,
    /// How each stage of the optimisation ended.
    pub stages: Vec<StageResult>,
    /// Kinds that are people (all other classes are cargo).
    pub people_classes: Vec<String>,
    /// Anything that the reader must know (interrupted, rules that conflict …).
    pub notes: Vec<String>,
    /// What goes on after operations, with money of its own; absent where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidation: Option<LiquidationResult>,
}

/// Who solved it and how well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolverRef {
    /// `highs`, `microlp`, `hand` for a plan written by hand.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Worst certified relative gap of any stage; null if nothing is certified.
    pub gap: Option<f64>,
    /// Certified bound of the economic-cost stage, dollars; null if there is none.
    pub bound: Option<f64>,
    /// `optimal` (within the gap asked), `time_limit`, `work_limit`, `interrupted`, `not_proved` (neither; what is left of the gap could not
    /// be settled).
    pub status: String,
    /// Words that were typed after `drawdown` to make it, those about outputs left out; absent in what the library makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
}

/// The answer in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// First day.
    pub start: Date,
    /// Last day of the last period.
    pub deadline: Date,
    /// Days of a period; null in plans that do not say.
    #[serde(default)]
    pub period_days: Option<u32>,
    /// Last day of the period in which the last person and the last load are out and the last site is closed; null if never.
    pub finished_on: Option<Date>,
    /// Last day of the last period that money pays for; null if it lasts to the end.
    pub funded_until: Option<Date>,
    /// The same as a period; null if it lasts to the end.
    pub funded_periods: Option<u32>,
    /// Persons at the start.
    pub people_total: f64,
    /// Persons who reached an exit in time.
    pub people_out: f64,
    /// Persons who did not.
    pub people_left: f64,
    /// Loads at the start.
    pub cargo_total: f64,
    /// Loads that reached an exit in time.
    pub cargo_out: f64,
    /// Loads neither out nor disposed of.
    pub cargo_left: f64,
    /// Loads disposed of, by method; every method is a key.
    pub cargo_disposed: BTreeMap<String, f64>,
    /// Sensitive loads lost: destroyed, abandoned or left.
    pub sensitive_lost: f64,
    /// Value of equipment lost, dollars.
    pub equipment_value_lost_usd: f64,
    /// Proceeds of sales, dollars; they return to Member States and pay for nothing here.
    pub proceeds_usd: f64,
    /// Spending, dollars.
    pub cost_usd: f64,
    /// Budget, dollars; null without one.
    pub budget_usd: Option<f64>,
    /// Dollars missing for a full withdrawal by the deadline; 0 if none, null if no money would be enough.
    pub shortfall_usd: Option<f64>,
    /// The search ended before it was known whether money would be enough: `shortfall_usd` is null and says nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shortfall_unknown: bool,
    /// What it would cost to keep those who are left, and what is left, where they are from the end of the money to the deadline,
    /// dollars: pay, sites, reimbursement. Nothing pays for it: it is not in `cost_usd`. 0 if the money lasts.
    #[serde(default)]
    pub unfunded_presence_usd: Option<f64>,
    /// Expected casualties.
    pub expected_casualties: f64,
    /// Sites closed by the end of the plan.
    pub sites_closed: u32,
    /// Convoys and sorties.
    pub lifts: f64,
    /// How sure the plan is; absent where the scenario has no risk, or nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
}

/// A site's closing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SiteResult {
    /// The user's id.
    pub id: String,
    /// For people.
    pub name: String,
    /// Last day of the period at whose end it is closed; null if it stays open.
    pub closes_on: Option<Date>,
    /// That period; null if it stays open.
    pub closes_period: Option<u32>,
    /// Persons at the start.
    pub people_start: f64,
    /// Loads at the start.
    pub cargo_start: f64,
}

/// Something that moves: so many of a class, starting on a route in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Movement {
    /// Period in which it starts.
    pub period: u32,
    /// First day of that period.
    pub date: Date,
    /// Route id.
    pub route: String,
    /// Site id.
    pub from: String,
    /// Site or exit id.
    pub to: String,
    /// Mode.
    pub mode: String,
    /// Kind id.
    pub class: String,
    /// Persons or loads.
    pub quantity: f64,
    /// This movement's share of the route's lifts in the period, by seats or slots used; people and cargo of one lift each count their own need.
    pub lifts: f64,
    /// Period at whose end it has arrived.
    pub arrives: u32,
    /// Whose: the contributing country, or UN; empty in plans that do not say.
    #[serde(default)]
    pub contributor: String,
    /// The contingent with which it leaves; absent if with none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
}

/// Cargo disposed of in place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DispositionResult {
    /// When.
    pub period: u32,
    /// First day of that period.
    pub date: Date,
    /// Where.
    pub site: String,
    /// Kind id.
    pub class: String,
    /// `transfer`, `sell`, `hand-over`, `destroy`, `abandon`.
    pub method: String,
    /// Loads.
    pub quantity: f64,
    /// Value lost, dollars.
    pub value_lost_usd: f64,
    /// Proceeds, dollars.
    pub proceeds_usd: f64,
    /// Whose: the contributing country, or UN; empty in plans that do not say.
    #[serde(default)]
    pub contributor: String,
    /// The contingent to which it belongs; absent if to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
}

/// Stock at the end of a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StockResult {
    /// Period; 0 is the start.
    pub period: u32,
    /// Where.
    pub site: String,
    /// Kind id.
    pub class: String,
    /// Persons or loads.
    pub quantity: f64,
}

/// Spending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CostResult {
    /// When.
    pub period: u32,
    /// Heading: the keys of [`crate::mission::Category`].
    pub category: String,
    /// Dollars.
    pub usd: f64,
}

/// What one more of a scarce thing is worth: solved again with the closings as planned and one more of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marginal {
    /// Constraint family (`route_capacity`, `budget` …).
    pub family: String,
    /// `people` or `loads` of an exit; else empty.
    #[serde(default)]
    pub part: String,
    /// What it limits: route, site, exit, fleet or `budget`.
    pub entity: String,
    /// Its name for people.
    #[serde(default)]
    pub name: String,
    /// Periods in each of which one more is there: from the first to the last in which it binds, as long as what it is about
    /// is still there.
    pub periods: Vec<u32>,
    /// Unit of one more (`lift a week`, `load a week`, `fleet-day a week`, `USD` …).
    pub unit: String,
    /// How many of the unit one more is: 1, of money a million.
    #[serde(default = "one")]
    pub step: f64,
    /// Which stage's objective the worth is measured in.
    pub objective: String,
    /// Improvement of that objective by one step more in each of the periods; positive is better. What the step itself costs
    /// is not counted.
    pub worth: f64,
    /// The same; kept for readers of earlier results, in which it was the sum of the periods' prices.
    pub worth_all: f64,
}

const fn one() -> f64 {
    1.0
}

/// One check of the audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Name of the rule (`flow_balance`, `guard` …).
    pub rule: String,
    /// Kept.
    pub passed: bool,
    /// Places looked at.
    pub checked: u64,
    /// Places broken.
    pub broken: u64,
    /// Largest violation, in the rule's own unit.
    pub worst: f64,
    /// The first few broken places in words.
    pub examples: Vec<String>,
}

/// Lifts of a route in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LiftResult {
    /// When.
    pub period: u32,
    /// Route id.
    pub route: String,
    /// Fleet id.
    pub fleet: String,
    /// Convoys or sorties; fractions occur.
    pub lifts: f64,
}

/// Share of a fleet kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FleetResult {
    /// When.
    pub period: u32,
    /// Fleet id.
    pub fleet: String,
    /// 0 to 1.
    pub share: f64,
}

/// Flights of an air link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AirLinkResult {
    /// When.
    pub period: u32,
    /// Link id.
    pub link: String,
    /// Flights.
    pub flights: f64,
    /// Seats that they offer.
    pub seats: f64,
}

/// What is left at the end, by unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftResult {
    /// Unit id.
    pub unit: String,
    /// Contributor.
    pub contributor: String,
    /// Kind id.
    pub class: String,
    /// Where it stands: a site id, or a route id if it is still on the way.
    pub place: String,
    /// Persons or loads.
    pub quantity: f64,
    /// Value lost with it, dollars.
    pub value_usd: f64,
}

/// The withdrawal as the country feels it, by week and site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImpactResult {
    /// Period; 0 is the start.
    pub period: u32,
    /// Site id.
    pub site: String,
    /// Open at the end of the period.
    pub open: bool,
    /// Armed people there.
    pub armed: f64,
    /// Seats on the air links to it.
    pub air_link_seats: f64,
    /// National staff employed there.
    pub local_jobs: f64,
}

/// How one stage ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageResult {
    /// Objective's name.
    pub objective: String,
    /// Value reached.
    pub value: f64,
    /// Certified bound: no plan that keeps the stages before it does better than this; null if not certified.
    pub bound: Option<f64>,
    /// Relative gap of the two; null if not certified.
    pub gap: Option<f64>,
    /// `mip` over all closures, or `lp` with closures fixed at the plan (the bound then holds for those closures only).
    pub method: String,
    /// Seconds spent.
    pub seconds: f64,
}
