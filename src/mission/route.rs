//! Routes: directed, one mode, one fleet, with what a lift can do in each period.

use crate::id::{ExitId, FleetId, SiteId};
use crate::units::{Days, Km, Usd};

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
    /// Dollars per lift.
    pub usd_per_lift: Usd,
    /// Dollars per person carried.
    pub usd_per_person: Usd,
    /// Dollars per load carried (freight).
    pub usd_per_load: Usd,
    /// Expected casualties of one lift, by period.
    pub casualties: Vec<f64>,
}

impl Route {
    /// Whole periods between start and arrival for what starts in `t`: travel days rounded to periods, possibly 0.
    pub fn transit(&self, t: crate::mission::Period, period_days: u32) -> u32 {
        (self.travel[t.at()].get() / f64::from(period_days)).round() as u32
    }
}
