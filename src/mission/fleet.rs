//! Fleets: what makes lifts, how long it works in a period, what it costs to keep.

use crate::id::{FleetId, SiteId};
use crate::mission::Period;
use crate::units::{Days, Persons, Usd};

/// Convoy companies, aircraft, charters. Per-period vectors have an element for period 0 (unused) to T.
#[derive(Debug, Clone, PartialEq)]
pub struct Fleet {
    /// The user's name (`convoy-companies`).
    pub key: String,
    /// For people.
    pub name: String,
    /// Working days of the whole fleet in a period: units × days × availability.
    pub days: Vec<Days>,
    /// Share of each period from which on it is there: 0 before its first day, 1 after.
    pub there: Vec<f64>,
    /// Cost of keeping the whole fleet, dollars per period; stops for the share released.
    pub standing: Usd,
    /// Last period for which all of its standing cost is due, kept or not: notice, minimum term of a contract.
    pub paid_until: Period,
    /// Share of it that is kept while the sites of `standby_for` are open (medevac, resupply, liaison).
    pub standby: f64,
    /// The sites; each of them by itself.
    pub standby_for: Vec<SiteId>,
    /// Where its crews live, if in the mission.
    pub base: Option<SiteId>,
    /// Armed people at the base that the whole fleet needs while kept.
    pub crew: Persons,
    /// Escort persons on each lift, for the manifest.
    pub escort: Persons,
    /// Largest lifts: seats (for reports; the route's own figures count).
    pub seats: f64,
    /// Largest lifts: slots (for reports; the route's own figures count).
    pub slots: f64,
    /// Share of the fleet that is there at the start (1 unless a replan says less).
    pub present: f64,
}

impl Fleet {
    /// Standing cost of period `t` that no release saves, dollars.
    pub fn standing_due(&self, t: Period) -> Usd {
        if t <= self.paid_until { self.standing_in(t) * self.present } else { Usd::ZERO }
    }
    /// Standing cost of period `t` for the share `kept`, dollars.
    pub fn standing_for(&self, t: Period, kept: f64) -> Usd {
        if t <= self.paid_until { self.standing_due(t) } else { self.standing_in(t) * kept }
    }
    /// Standing cost of the whole fleet in period `t`, dollars: nothing before it is there.
    pub fn standing_in(&self, t: Period) -> Usd {
        self.standing * self.there.get(t.at()).copied().unwrap_or(1.0)
    }
    /// Armed people at its base that the whole fleet needs in a period: none before it is there.
    pub fn crew_in(&self, t: Period) -> Persons {
        if self.there.get(t.at()).is_some_and(|share| *share <= 0.0) { Persons::ZERO } else { self.crew }
    }
}

/// Seats a week between the capital and a town that the mission flies for others until a date or the site's closing.
#[derive(Debug, Clone, PartialEq)]
pub struct AirLink {
    /// The user's name (`kidal-link`).
    pub key: String,
    /// Which fleet flies it.
    pub fleet: FleetId,
    /// The town's site: the link ends when it closes.
    pub site: SiteId,
    /// Least seats in a period.
    pub seats: Persons,
    /// Last period of the obligation.
    pub until: Period,
    /// Seats of a flight.
    pub seats_per_lift: f64,
    /// Fleet days of a flight, there and back.
    pub cycle: Days,
    /// Dollars per flight.
    pub usd_per_lift: Usd,
}
