//! Fleets: what makes lifts, how long it works in a period, what it costs to keep.

use crate::id::{FleetId, SiteId};
use crate::mission::Period;
use crate::tolerance::EXACT;
use crate::units::{Days, Persons, PersonsPerLift, PersonsPerPeriod, UsdPerLift, UsdPerPeriod};

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
    /// Units at full strength.
    pub units: f64,
    /// Working days of one unit in a period.
    pub unit_days: Days,
    /// First day on which it is there, in days after the start of the mission.
    pub first_day: Days,
    /// The end of its last day; infinite without one.
    pub last_day: Days,
    /// A lift is sent whole or not at all: convoys, aircraft, ships. Single trucks are counted in fractions.
    pub whole: bool,
    /// What a full lift holds.
    pub shares: Shares,
    /// Cost of keeping the whole fleet; stops for the share released.
    pub standing: UsdPerPeriod,
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
    /// Escort on each lift, for the manifest.
    pub escort: PersonsPerLift,
    /// Largest lifts: seats (for reports; the route's own figures count).
    pub seats: f64,
    /// Largest lifts: slots (for reports; the route's own figures count).
    pub slots: f64,
    /// Share of the fleet that is there at the start (1 unless a replan says less).
    pub present: f64,
    /// Units of it that are out at the start, on lifts of before.
    pub out: Vec<UnitsOut>,
}

/// Units on a lift that began before the start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitsOut {
    /// How many.
    pub units: f64,
    /// Days after the start at which they are back.
    pub back: Days,
}

impl Fleet {
    /// Working days in a period of the units that are out at the start.
    pub fn days_out(&self, t: Period, period_days: u32) -> f64 {
        let (days, before) = (f64::from(period_days), f64::from(period_days) * (f64::from(t.0) - 1.0));
        let of = |x: &UnitsOut| x.units * (x.back.get() - before).clamp(0.0, days) / days * self.unit_days.get();
        self.out.iter().map(of).sum()
    }

    /// Those of them that are still out when a period begins.
    pub fn units_out(&self, t: Period, period_days: u32) -> f64 {
        let before = f64::from(period_days) * (f64::from(t.0) - 1.0);
        self.out.iter().filter(|x| x.back.get() > before + EXACT).map(|x| x.units).sum()
    }

    /// Lifts that began in a period, as they are at the end of a later one: units with the days until they are back; none if they are.
    pub fn still_out(&self, lifts: f64, cycle: Days, began: Period, now: Period, period_days: u32) -> Option<UnitsOut> {
        let back = self.span(cycle, period_days) - f64::from(period_days) * f64::from(now.0 + 1 - began.0);
        (lifts > 0.0 && back > EXACT).then_some(UnitsOut { units: lifts, back: Days(back) })
    }
}

impl Fleet {
    /// Standing cost of period `t` that no release saves
    pub fn standing_due(&self, t: Period) -> UsdPerPeriod {
        if t <= self.paid_until { self.standing_in(t) * self.present } else { UsdPerPeriod::ZERO }
    }
    /// Standing cost of period `t` for the share `kept`
    pub fn standing_for(&self, t: Period, kept: f64) -> UsdPerPeriod {
        if t <= self.paid_until { self.standing_due(t) } else { self.standing_in(t) * kept }
    }
    /// Standing cost of the whole fleet in period `t`: nothing before it is there.
    pub fn standing_in(&self, t: Period) -> UsdPerPeriod {
        self.standing * self.there.get(t.at()).copied().unwrap_or(1.0)
    }
    /// Armed people at its base that the whole fleet needs in a period: none before it is there.
    pub fn crew_in(&self, t: Period) -> Persons {
        if self.there.get(t.at()).is_some_and(|share| *share <= 0.0) { Persons::ZERO } else { self.crew }
    }
}

/// How people and cargo share a lift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shares {
    /// All seats and all slots at the same time (a convoy with buses and trucks).
    #[default]
    Together,
    /// What people take is lost to cargo (the cabin of an aircraft).
    Either,
}

impl Fleet {
    /// Working days of a lift of `cycle` days in the `later`-th period after the one in which it begins (0: in that one). A unit
    /// is away from loading until it is back, so what does not fit into one period goes on in the next.
    pub fn out_days(&self, cycle: Days, later: u32) -> f64 {
        let a_period = self.unit_days.get();
        (cycle.get() - f64::from(later) * a_period).clamp(0.0, a_period)
    }

    /// Calendar days that a lift of `cycle` working days keeps its unit.
    pub fn span(&self, cycle: Days, period_days: u32) -> f64 {
        let works = self.unit_days.get();
        if works > 0.0 { cycle.get() * f64::from(period_days) / works } else { cycle.get() }
    }

    /// Periods in which a lift of `cycle` days is out, the one in which it begins among them.
    pub fn periods_out(&self, cycle: Days) -> u32 {
        let a_period = self.unit_days.get();
        if a_period <= 0.0 { 1 } else { ((cycle.get() / a_period - EXACT).ceil().min(1e6) as u32).max(1) }
    }

    /// Units are kept and released one by one: their number is whole.
    pub fn keeps_whole_units(&self) -> bool {
        self.whole && self.units >= 1.0 && self.units.fract() == 0.0
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
    /// Least seats.
    pub seats: PersonsPerPeriod,
    /// Last period of the obligation.
    pub until: Period,
    /// Seats of a flight.
    pub seats_per_lift: f64,
    /// Fleet days of a flight, there and back.
    pub cycle: Days,
    /// Price of a flight.
    pub usd_per_lift: UsdPerLift,
}
