//! Bookkeeping: decisions to a complete `plan.json`: stocks, costs by heading, summary, what is left.
//!
//! Knows the mission and the decisions. Must not know how they were found; the audit does the same sums by other code.

mod costs;
mod liquidation;
mod summary;

use crate::mission::Mission;
use crate::plan::decisions::Decisions;
use crate::plan::disaggregate::Units;
use crate::plan::result::{
    AirLinkResult, DispositionResult, FleetResult, LiftResult, Marginal, Movement, Plan, SCHEMA_VERSION, ScenarioRef,
    SiteResult, SolverRef, StageResult,
};
use crate::plan::{disaggregate, impact};
use crate::units::{Items, Loads, UsdPerLoad, total};

pub use crate::plan::stocks::Stocks;

/// What does not follow from the decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// Who solved it.
    pub solver: SolverRef,
    /// Stage by stage.
    pub stages: Vec<StageResult>,
    /// Dollars missing; see [`crate::plan::result::Summary::shortfall_usd`].
    pub shortfall_usd: Option<f64>,
    /// Whether money would be enough is not known.
    pub shortfall_unknown: bool,
    /// What binds.
    pub marginals: Vec<Marginal>,
    /// Remarks.
    pub notes: Vec<String>,
}

impl About {
    /// Nothing is known of how the plan was found, but in a word (`hedged`; or no word).
    pub fn unknown(scenario: ScenarioRef, status: &str) -> Self {
        Self {
            scenario,
            solver: SolverRef {
                name: String::new(),
                version: String::new(),
                seconds: 0.0,
                gap: None,
                bound: None,
                status: status.to_owned(),
                command: Vec::new(),
            },
            stages: Vec::new(),
            shortfall_usd: None,
            shortfall_unknown: false,
            marginals: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// Books a plan.
pub fn account(m: &Mission, d: &Decisions, about: &About) -> Plan {
    let stocks = Stocks::of(m, d);
    let costs = costs::by_period(m, d, &stocks);
    let units = disaggregate::units(m, d);
    let left = disaggregate::left(m, d, &units);
    let summary = summary::summary(m, d, &stocks, &costs, (about.shortfall_usd, about.shortfall_unknown));
    Plan {
        schema_version: SCHEMA_VERSION,
        scenario: about.scenario.clone(),
        solver: about.solver.clone(),
        summary,
        sites: sites(m, d),
        movements: movements(m, d, &units),
        dispositions: dispositions(m, d, &units),
        stocks: stocks.results(m),
        costs,
        marginals: about.marginals.clone(),
        checks: Vec::new(),
        lifts: lifts(m, d),
        fleets: fleets(m, d),
        air_links: air_links(m, d),
        left,
        impact: impact::impact(m, d, &stocks),
        stages: about.stages.clone(),
        people_classes: m.kinds.values().filter(|k| k.is_people()).map(|k| k.key.clone()).collect(),
        notes: about.notes.clone(),
        liquidation: liquidation::liquidation(m, d),
    }
}

/// Spending of decisions, dollars.
pub fn spent(m: &Mission, d: &Decisions, stocks: &Stocks) -> f64 {
    costs::by_period(m, d, stocks).iter().map(|c| c.usd).sum()
}

fn sites(m: &Mission, d: &Decisions) -> Vec<SiteResult> {
    let start = |site, people: bool| -> f64 {
        total(m.kinds.iter().filter(|(_, k)| k.is_people() == people).map(|(k, _)| m.initial(k, site)))
    };
    m.sites
        .iter()
        .map(|(id, s)| SiteResult {
            id: s.key.clone(),
            name: s.name.clone(),
            closes_on: d.closes[id].map(|t| m.calendar.last_day(t)),
            closes_period: d.closes[id].map(|t| t.0),
            people_start: start(id, true),
            cargo_start: start(id, false),
        })
        .collect()
}

/// A row for each contributor.
fn movements(m: &Mission, d: &Decisions, units: &Units) -> Vec<Movement> {
    let mut list = Vec::new();
    for (i, f) in d.flows.iter().enumerate() {
        let (route, kind) = (&m.routes[f.route], &m.kinds[f.kind]);
        let room = route.room(kind);
        for part in disaggregate::whose(m, &units.shares, i, f.quantity) {
            list.push(Movement {
                period: f.period.0,
                date: m.calendar.first_day(f.period),
                route: route.key.clone(),
                from: m.sites[route.from].key.clone(),
                to: m.node_key(route.to).to_owned(),
                mode: route.mode.key().to_owned(),
                class: kind.key.clone(),
                quantity: part.quantity,
                lifts: if room > 0.0 { kind.size * part.quantity / room } else { 0.0 },
                arrives: f.period.0 + route.transit(f.period, m.calendar.period_days),
                contributor: part.contributor.to_owned(),
                contingent: part.contingent.map(str::to_owned),
            });
        }
    }
    list
}

/// A row for each contributor.
fn dispositions(m: &Mission, d: &Decisions, units: &Units) -> Vec<DispositionResult> {
    let mut list = Vec::new();
    for (i, x) in d.disposals.iter().enumerate() {
        let kind = &m.kinds[x.kind];
        let terms = kind.dispositions().iter().find(|t| t.method == x.method);
        for part in disaggregate::whose(m, &units.disposed, i, x.quantity) {
            list.push(DispositionResult {
                period: x.period.0,
                date: m.calendar.first_day(x.period),
                site: m.sites[x.site].key.clone(),
                class: kind.key.clone(),
                method: x.method.key().to_owned(),
                quantity: part.quantity,
                value_lost_usd: (Items(part.quantity) * kind.value() * terms.map_or(1.0, |t| t.value_lost)).get(),
                proceeds_usd: (Loads(part.quantity) * terms.map_or(UsdPerLoad::ZERO, |t| t.proceeds)).get(),
                contributor: part.contributor.to_owned(),
                contingent: part.contingent.map(str::to_owned),
            });
        }
    }
    list
}

fn lifts(m: &Mission, d: &Decisions) -> Vec<LiftResult> {
    d.lifts
        .iter()
        .map(|l| LiftResult {
            period: l.period.0,
            route: m.routes[l.route].key.clone(),
            fleet: m.fleets[m.routes[l.route].fleet].key.clone(),
            lifts: l.lifts,
        })
        .collect()
}

fn fleets(m: &Mission, d: &Decisions) -> Vec<FleetResult> {
    let mut list = Vec::new();
    for (id, fleet) in m.fleets.iter() {
        for (t, share) in d.fleets[id].iter().enumerate().skip(1) {
            list.push(FleetResult { period: t as u32, fleet: fleet.key.clone(), share: *share });
        }
    }
    list
}

fn air_links(m: &Mission, d: &Decisions) -> Vec<AirLinkResult> {
    d.links
        .iter()
        .map(|l| {
            let link = &m.air_links[l.link];
            let seats = l.flights * link.seats_per_lift;
            AirLinkResult { period: l.period.0, link: link.key.clone(), flights: l.flights, seats }
        })
        .collect()
}
