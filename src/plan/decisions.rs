//! What a plan decides, in the mission's own terms: moves, lifts, disposals, closures, fleets kept.
//!
//! The one thing the optimiser hands over. Everything else in a plan (stocks, costs, summary) follows from it and the mission.

use serde::{Deserialize, Serialize};

use crate::id::{ContingentId, FleetId, IdTable, KindId, RouteId, SiteId};
use crate::mission::{Method, Period};

/// Units of a kind that start on a route in a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// What.
    pub kind: KindId,
    /// On which route.
    pub route: RouteId,
    /// Starting in.
    pub period: Period,
    /// Persons or loads; fractions occur.
    pub quantity: f64,
    /// Whose; none: of no contingent, or not said.
    pub contingent: Option<ContingentId>,
}

impl Flow {
    /// The same move in all but its quantity.
    pub fn same(&self, other: &Self) -> bool {
        let key = |f: &Self| (f.period, f.route, f.kind, f.contingent);
        key(self) == key(other)
    }
}

/// Convoys or sorties that start on a route in a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Lifts {
    /// On which route.
    pub route: RouteId,
    /// Starting in.
    pub period: Period,
    /// How many; fractions occur.
    pub lifts: f64,
}

/// Cargo disposed of in place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Disposal {
    /// What.
    pub kind: KindId,
    /// Where.
    pub site: SiteId,
    /// How.
    pub method: Method,
    /// When.
    pub period: Period,
    /// Loads.
    pub quantity: f64,
    /// Whose; none: of no contingent, or not said.
    pub contingent: Option<ContingentId>,
}

impl Disposal {
    /// The same disposal in all but its quantity.
    pub fn same(&self, other: &Self) -> bool {
        let key = |d: &Self| (d.period, d.site, d.kind, d.method, d.contingent);
        key(self) == key(other)
    }
}

/// Flights of an air link in a period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LinkFlights {
    /// Position in [`crate::mission::Mission::air_links`].
    pub link: usize,
    /// When.
    pub period: Period,
    /// How many; fractions occur.
    pub flights: f64,
}

/// A whole plan, decided. Lists are sorted by period, then by route or site, then by kind, without zero quantities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decisions {
    /// W: the last period in which the mission is alive; T unless money or rules end it earlier.
    pub horizon: Period,
    /// Moves.
    pub flows: Vec<Flow>,
    /// Lifts that carry them.
    pub lifts: Vec<Lifts>,
    /// Disposals.
    pub disposals: Vec<Disposal>,
    /// The period at whose end each site is closed; `None` if it is still open at the end of W. Period 0: closed at the start.
    pub closes: IdTable<SiteId, Option<Period>>,
    /// Share of each fleet kept in each period, element 0 unused, length W+1.
    pub fleets: IdTable<FleetId, Vec<f64>>,
    /// Air-link flights.
    pub links: Vec<LinkFlights>,
}

impl Decisions {
    /// The plan of no period: nothing moves, and nothing is open longer than the start.
    pub fn none(m: &crate::mission::Mission) -> Self {
        Self {
            horizon: Period::START,
            flows: Vec::new(),
            lifts: Vec::new(),
            disposals: Vec::new(),
            closes: m.sites.values().map(|s| s.closed.then_some(Period::START)).collect(),
            fleets: m.fleets.values().map(|_| vec![0.0]).collect(),
            links: Vec::new(),
        }
    }

    /// The same plan in a longer time: nothing is done and no fleet is kept after its own end.
    #[must_use]
    pub fn lasting(&self, until: Period) -> Self {
        let mut longer = self.clone();
        longer.horizon = until.max(self.horizon);
        for (_, kept) in longer.fleets.iter_mut() {
            kept.resize(longer.horizon.at() + 1, 0.0);
        }
        longer
    }
}
