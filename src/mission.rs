//! The validated domain: a mission that has to leave, with everything per period already worked out.
//!
//! Knows what a site, a route, a fleet is and what must hold between them. Does not know files, the solver or how a
//! plan is found. Values are made by `scenario` (from files) or by tests; whoever holds a [`Mission`] may rely on the
//! invariants that [`Mission::validate`] states.

mod calendar;
mod fleet;
mod kind;
mod liquidation;
mod money;
mod network;
mod remaining;
mod route;
mod rules;
mod site;
mod validate;

pub use calendar::{Calendar, Period};
pub use fleet::{AirLink, Fleet, Shares, UnitsOut};
pub use kind::{Disposition, Kind, Method, Nature, Owner, Unit};
pub use liquidation::Liquidation;
pub use money::{Budget, Category, Tranche};
pub use network::Network;
pub use network::usable;
pub use remaining::State;
pub use route::{Mode, Node, Route};
pub use rules::{Contingent, Measured, Milestone, Objective, Precedence, Rules, Sequence, Stage};
pub use site::{Exit, ExitKind, Site};
pub use validate::{Broken, Fault};

use crate::id::{ExitId, FleetId, IdTable, KindId, RouteId, SiteId, UnitId};
use crate::units::{Loads, Persons};

/// A mission to draw down: who and what is where, what can carry it, what it costs, what the rules are.
#[derive(Debug, Clone, PartialEq)]
pub struct Mission {
    /// The scenario's short name (`six-months-590m`).
    pub name: String,
    /// One line for people.
    pub title: String,
    /// Start, period length, deadline.
    pub calendar: Calendar,
    /// Places where people and cargo stay.
    pub sites: IdTable<SiteId, Site>,
    /// Places where they leave the mission area.
    pub exits: IdTable<ExitId, Exit>,
    /// Connections.
    pub routes: IdTable<RouteId, Route>,
    /// What makes lifts.
    pub fleets: IdTable<FleetId, Fleet>,
    /// Kinds of people and cargo.
    pub kinds: IdTable<KindId, Kind>,
    /// Holdings at the start.
    pub units: IdTable<UnitId, Unit>,
    /// Seats that must be flown for others while the mission lasts.
    pub air_links: Vec<AirLink>,
    /// What may be spent by when.
    pub budget: Budget,
    /// Sequence, medical cover.
    pub rules: Rules,
    /// What is optimised, most important first.
    pub stages: Vec<Stage>,
    /// Sites that go on after operations.
    pub liquidations: Vec<Liquidation>,
    /// The budget of all liquidations, if one is given.
    pub liquidation_budget: Option<crate::units::Usd>,
}

impl Mission {
    /// All people that have to leave.
    pub fn people_total(&self) -> Persons {
        Persons(self.units.values().filter(|u| self.kinds[u.kind].is_people()).map(|u| u.quantity).sum())
    }

    /// All cargo that has to leave or to be disposed of.
    pub fn cargo_total(&self) -> Loads {
        Loads(self.units.values().filter(|u| !self.kinds[u.kind].is_people()).map(|u| u.quantity).sum())
    }

    /// Quantity of `kind` at `site` at the start.
    pub fn initial(&self, kind: KindId, site: SiteId) -> f64 {
        self.coming(kind, site, Period::START)
    }

    /// Quantity of `kind` that is on the way at the start and reaches `site` at the end of a period; the start: that is there.
    pub fn coming(&self, kind: KindId, site: SiteId, t: Period) -> f64 {
        let here = self.units.values().filter(|u| u.kind == kind && u.site == site && u.arrives == t);
        here.map(|u| u.quantity).sum()
    }

    /// The user's name of a node.
    pub fn node_key(&self, node: Node) -> &str {
        match node {
            Node::Site(s) => &self.sites[s].key,
            Node::Exit(x) => &self.exits[x].key,
        }
    }
}
