//! Routes: directed, one mode, one fleet, with what a lift can do in each period.

use crate::id::{ExitId, FleetId, SiteId};
use crate::mission::{Fleet, Period};
use crate::tolerance::{EXACT, MOMENT};
use crate::units::{Days, Km, UsdPerLift, UsdPerLoad, UsdPerPerson};

/// How a lift moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Trucks and convoys.
    Road,
    /// Fixed-wing aircraft.
    Air,
    /// Rotary wing.
    Helicopter,
    /// Ships.
    Sea,
    /// Barges.
    River,
    /// Trains.
    Rail,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 6] = [Self::Road, Self::Air, Self::Helicopter, Self::Sea, Self::River, Self::Rail];
    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Road => "road",
            Self::Air => "air",
            Self::Helicopter => "helicopter",
            Self::Sea => "sea",
            Self::River => "river",
            Self::Rail => "rail",
        }
    }
    /// The mode of a name in a file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
}

/// An end of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A site.
    Site(SiteId),
    /// An exit.
    Exit(ExitId),
}

/// A directed connection served by one fleet. Per-period vectors have an element for period 0 (unused) to T.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The user's name (`gao-bamako`).
    pub key: String,
    /// For people.
    pub name: String,
    /// Where it starts.
    pub from: SiteId,
    /// Where it ends.
    pub to: Node,
    /// How.
    pub mode: Mode,
    /// What makes its lifts.
    pub fleet: FleetId,
    /// Length.
    pub distance: Km,
    /// Days of loading, before a lift departs.
    pub loading: Days,
    /// Days on the way for what starts in a period.
    pub travel: Vec<Days>,
    /// Fleet days one lift takes: load, out and back.
    pub cycle: Vec<Days>,
    /// Most lifts in a period; 0 when closed, infinite when only the fleet limits it.
    pub max_lifts: Vec<f64>,
    /// Seats of a lift.
    pub seats: f64,
    /// Cargo slots of a lift.
    pub slots: f64,
    /// Self-driving vehicles that a lift escorts.
    pub vehicles: f64,
    /// Price of a lift.
    pub usd_per_lift: UsdPerLift,
    /// Price of a person carried.
    pub usd_per_person: UsdPerPerson,
    /// Price of a load carried (freight).
    pub usd_per_load: UsdPerLoad,
    /// Expected casualties of one lift, by period.
    pub casualties: Vec<f64>,
}

impl Route {
    /// Whole periods between start and arrival for what starts in `t`, possibly 0: the travel days rounded to periods, and at least
    /// as many as a lift needs that begins to load on the first day of `t`.
    pub fn transit(&self, t: Period, period_days: u32) -> u32 {
        let (travel, days) = (self.travel[t.at()].get(), f64::from(period_days));
        let rounded = (travel / days).round();
        let needed = ((self.loading.get() + travel) / days - EXACT).ceil() - 1.0;
        rounded.max(needed) as u32
    }

    /// Days after the first moment of `t` at which a lift may begin to load at the latest: it departs within `t` where loading leaves
    /// the time for it, and arrives in the period that [`Self::transit`] says.
    pub fn latest_begin(&self, t: Period, period_days: u32) -> f64 {
        let days = f64::from(period_days);
        let until = f64::from(self.transit(t, period_days) + 1) * days;
        let departs = (days - self.loading.get()).max(0.0);
        // What takes no time at all begins before the next period does.
        (until - self.loading.get() - self.travel[t.at()].get()).min(departs).min(days - MOMENT).max(0.0)
    }

    /// Lifts that one unit can begin in `t`, one after the other.
    pub fn begins(&self, t: Period, fleet: &Fleet, period_days: u32) -> f64 {
        let span = fleet.span(self.cycle[t.at()], period_days);
        if span > 0.0 { (self.latest_begin(t, period_days) / span + EXACT).floor() + 1.0 } else { f64::INFINITY }
    }

    /// The limit of lifts in `t` as the bucket that it fills: what is left of it waits for the next period, up to one lift more than
    /// its whole part. None where it is whole, infinite, or the fleet's lifts are not.
    pub fn bucket(&self, t: Period, fleet: &Fleet) -> Option<f64> {
        let most = self.max_lifts[t.at()];
        (fleet.whole && most.is_finite() && most.fract() > EXACT && most.fract() < 1.0 - EXACT).then(|| most.ceil())
    }
}
