//! Kinds of people and cargo, what may be done with them, and the holdings at the start.

use serde::{Deserialize, Serialize};

use crate::id::{ContingentId, ExitId, Id, KindId, SiteId};
use crate::mission::{Mode, Period, Route};
use crate::tolerance::EXACT;
use crate::units::{UsdPerItem, UsdPerLoad, UsdPerLoadPeriod, UsdPerPerson, UsdPerPersonPeriod};

/// Whose equipment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Contingent-owned equipment (COE).
    Contingent,
    /// UN-owned equipment (UNOE).
    UnitedNations,
}

/// What can be done with cargo instead of bringing it home.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// To another operation or UN activity, collected in place.
    Transfer,
    /// Sold.
    Sell,
    /// Given to the host government or partners.
    HandOver,
    /// Destroyed under the rules.
    Destroy,
    /// Left behind without control.
    Abandon,
}

impl Method {
    /// All methods, least loss first.
    pub const ALL: [Self; 5] = [Self::Transfer, Self::Sell, Self::HandOver, Self::Destroy, Self::Abandon];
    /// Name in files: `hand-over`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Sell => "sell",
            Self::HandOver => "hand-over",
            Self::Destroy => "destroy",
            Self::Abandon => "abandon",
        }
    }
    /// The method of a name in a file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
}

/// One allowed way to dispose of a kind in place.
#[derive(Debug, Clone, PartialEq)]
pub struct Disposition {
    /// How.
    pub method: Method,
    /// Cost.
    pub cost: UsdPerLoad,
    /// Proceeds: reported apart, never spent (they return to Member States).
    pub proceeds: UsdPerLoad,
    /// Share of the load's value that counts as lost, 0 to 1.
    pub value_lost: f64,
    /// Largest share of the mission's initial quantity of this kind that may go this way, 0 to 1.
    pub max_share: f64,
    /// By site index: most loads of this kind that go this way there over the whole plan, infinite if not limited; empty: nowhere is
    /// limited.
    pub by_site: Vec<f64>,
    /// Most loads of this kind that go this way in a period, in the whole mission; infinite if not limited.
    pub rate: f64,
    /// First period in which any may: boards, buyers, agreements take time.
    pub from: crate::mission::Period,
}

impl Disposition {
    /// Most loads of the kind that may go this way at a site over the whole plan; infinite if not limited.
    pub fn most_at(&self, site: SiteId) -> f64 {
        self.by_site.get(site.index()).copied().unwrap_or(f64::INFINITY)
    }
    /// Some sites allow more than others.
    pub fn differs_by_site(&self) -> bool {
        self.by_site.iter().any(|most| most.is_finite())
    }
}

/// People or cargo.
#[derive(Debug, Clone, PartialEq)]
pub enum Nature {
    /// People.
    People {
        /// Counts for the guard of a site.
        armed: bool,
        /// Pay while in the mission area.
        pay: UsdPerPersonPeriod,
        /// The journey home.
        repatriation: UsdPerPerson,
    },
    /// Cargo, in loads.
    Cargo {
        /// Value of one load.
        value: UsdPerLoad,
        /// Weapons, ammunition, armour, communications: never sold or handed over.
        sensitive: bool,
        /// Whose.
        owner: Owner,
        /// Reimbursement before the mandate ends (halved after, see `reimbursement_after`).
        reimbursement: UsdPerLoadPeriod,
        /// The same after the mandate's end.
        reimbursement_after: UsdPerLoadPeriod,
        /// What may be done in place.
        dispositions: Vec<Disposition>,
    },
}

/// A kind of people or cargo.
#[derive(Debug, Clone, PartialEq)]
pub struct Kind {
    /// The user's name (`coe-container`); this is `class` in a result file.
    pub key: String,
    /// For people.
    pub name: String,
    /// Seats one person or slots one load takes on a lift.
    pub size: f64,
    /// A vehicle that drives itself: it takes no slot, but a place among the vehicles that a lift escorts.
    pub self_driving: bool,
    /// Kilograms of one person with baggage, or of one load; none: not said.
    pub kg: Option<f64>,
    /// Cubic metres of one load; none: not said.
    pub m3: Option<f64>,
    /// Modes it may travel by; empty: all.
    pub modes: Vec<Mode>,
    /// Exits it may use; empty: all that take its nature.
    pub exits: Vec<ExitId>,
    /// People or cargo.
    pub nature: Nature,
}

impl Kind {
    /// People, not cargo.
    pub const fn is_people(&self) -> bool {
        matches!(self.nature, Nature::People { .. })
    }
    /// People who count for the guard.
    pub const fn is_armed(&self) -> bool {
        matches!(self.nature, Nature::People { armed: true, .. })
    }
    /// Sensitive cargo.
    pub const fn is_sensitive(&self) -> bool {
        matches!(self.nature, Nature::Cargo { sensitive: true, .. })
    }
    /// Value of one load; zero for people.
    pub fn value(&self) -> UsdPerItem {
        match self.nature {
            Nature::Cargo { value, .. } => value.into(),
            Nature::People { .. } => UsdPerItem::ZERO,
        }
    }
    /// Allowed dispositions; none for people.
    pub fn dispositions(&self) -> &[Disposition] {
        match &self.nature {
            Nature::Cargo { dispositions, .. } => dispositions,
            Nature::People { .. } => &[],
        }
    }
    /// May travel by `mode`.
    pub fn travels_by(&self, mode: Mode) -> bool {
        self.modes.is_empty() || self.modes.contains(&mode)
    }
    /// May leave through `exit`, as far as the kind is concerned.
    pub fn leaves_by(&self, exit: ExitId) -> bool {
        self.exits.is_empty() || self.exits.contains(&exit)
    }
}

/// A holding: so many of a kind, of one contributor, at one site at the start.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// The user's name (`gao-bangladesh-containers`).
    pub key: String,
    /// Contributing country or `UN`.
    pub contributor: String,
    /// Where, or where to.
    pub site: SiteId,
    /// What.
    pub kind: KindId,
    /// How many: persons or loads.
    pub quantity: f64,
    /// It is there from the end of this period on; until then it is on the way, which is paid already. The start: it is there.
    pub arrives: Period,
    /// With whom it leaves; none: on its own.
    pub contingent: Option<ContingentId>,
}

impl Route {
    /// What a lift holds of a kind: seats, slots, or vehicles that it escorts.
    pub const fn room(&self, kind: &Kind) -> f64 {
        if kind.is_people() {
            self.seats
        } else if kind.self_driving {
            self.vehicles
        } else {
            self.slots
        }
    }

    /// The part of its room that one of a kind takes on a whole lift: what is left over when as many as fit are on it is lost. More
    /// than one for what is larger than a lift.
    pub fn part(&self, kind: &Kind) -> f64 {
        let (room, size) = (self.room(kind), kind.size);
        if room >= size { 1.0 / (room / size + EXACT).floor() } else { size / room }
    }
}
