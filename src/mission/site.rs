//! Sites and exits: where people and cargo stay, and where they leave the mission area.

use crate::mission::Period;
use crate::units::{
    Loads, LoadsPerPeriod, Persons, PersonsPerLoad, PersonsPerPeriod, Usd, UsdPerLoad, UsdPerPeriod, UsdPerPerson,
    UsdPerPersonPeriod,
};

/// A camp. Per-period vectors have an element for period 0 (unused) to T.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The user's name (`gao`).
    pub key: String,
    /// For people (`Gao super camp`).
    pub name: String,
    /// Latitude and longitude in degrees, if known.
    pub position: Option<(f64, f64)>,
    /// A site through which others withdraw.
    pub hub: bool,
    /// Running cost while open, by period.
    pub running: Vec<UsdPerPeriod>,
    /// Pay (and reimbursement) of those who stay for the liquidation, while its operations are open, by period.
    pub staying: Vec<UsdPerPeriod>,
    /// Running cost for each person there at the start of a period (fuel, water, catering).
    pub running_per_person: UsdPerPersonPeriod,
    /// Cost of closing, once.
    pub closing: Usd,
    /// Periods of clean-up and handover after the last cargo.
    pub cleanup: u32,
    /// Loads that can be packed, inspected and cleared for leaving, by period.
    pub handling: Vec<LoadsPerPeriod>,
    /// Loads that are packed and cleared at the start and wait for a lift.
    pub prepared: Loads,
    /// Most people that can stay; infinite if not limited.
    pub beds: Persons,
    /// Most loads that can stay; infinite if not limited.
    pub yard: Loads,
    /// Armed people that must be there at the end of a period while it is open; element 0: at the start.
    pub guard: Vec<Persons>,
    /// Armed people for the loads still there.
    pub guard_per_load: PersonsPerLoad,
    /// Armed people per unarmed person still there.
    pub guard_per_person: f64,
    /// National staff: separated when the site closes, never moved.
    pub national_staff: Persons,
    /// Their pay.
    pub national_pay: UsdPerPersonPeriod,
    /// Their separation, when the site closes.
    pub separation: UsdPerPerson,
    /// Open at least to the end of this period.
    pub keep_open_until: Period,
    /// Closed by the end of this period, if the scenario demands it.
    pub close_by: Option<Period>,
    /// Sites that may not close before this one has.
    pub closes_before: Vec<crate::id::SiteId>,
    /// Has a staffed hospital while open.
    pub hospital: bool,
    /// Already closed at the start (a replan).
    pub closed: bool,
}

impl Site {
    /// Armed people that must be there at the end of `t` while it is open.
    pub fn guard_at(&self, t: Period) -> Persons {
        self.guard[t.at().min(self.guard.len() - 1)]
    }
    /// Running cost of period `t`; of the last one for what a replay needs after the deadline.
    pub fn running_at(&self, t: Period) -> UsdPerPeriod {
        self.running[t.at().min(self.running.len() - 1)]
    }
    /// Pay of those who stay for the liquidation in period `t`, as [`Self::running_at`].
    pub fn staying_at(&self, t: Period) -> UsdPerPeriod {
        self.staying[t.at().min(self.staying.len() - 1)]
    }
    /// Needs a guard at some time.
    pub fn is_guarded(&self) -> bool {
        self.guard.iter().any(|g| g.get() >= 1.0)
    }
}

/// What sort of exit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitKind {
    /// Sea port.
    Port,
    /// Airport with onward flights home.
    Airport,
    /// Land border to another mission or country that takes over.
    Border,
}

/// Where people or cargo leave the mission area. Sinks of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Exit {
    /// The user's name (`dakar`).
    pub key: String,
    /// For people.
    pub name: String,
    /// Latitude and longitude in degrees, if known.
    pub position: Option<(f64, f64)>,
    /// Port, airport or border.
    pub kind: ExitKind,
    /// People that can leave, by period (element 0 unused).
    pub people: Vec<PersonsPerPeriod>,
    /// Loads that can leave, by period (element 0 unused).
    pub loads: Vec<LoadsPerPeriod>,
    /// People and loads on the way at the start, by the period in which they arrive (element 0 unused): they take of what it can take.
    pub due: Vec<(Persons, Loads)>,
    /// Travel home, on top of the kind's repatriation cost.
    pub usd_per_person: UsdPerPerson,
    /// Onward freight (sea leg).
    pub usd_per_load: UsdPerLoad,
}

impl Exit {
    /// What it takes of people (or of loads) in the periods to `t` that make up a week, `week` of them: those before the start count
    /// as the first ones do. What is on the way at the start and arrives in them is taken off.
    pub fn takes_to(&self, people: bool, t: Period, week: usize) -> f64 {
        let rate = |u: usize| if people { self.people[u].get() } else { self.loads[u].get() };
        let due = |u: usize| self.due.get(u).map_or(0.0, |d| if people { d.0.get() } else { d.1.get() });
        let end = self.people.len() - 1;
        let last = t.at().max(week).min(end);
        let rates: f64 = (last.saturating_sub(week) + 1..=last).map(rate).sum();
        let due: f64 = (t.at().saturating_sub(week) + 1..=t.at()).map(due).sum();
        (rates - due).max(0.0)
    }

    /// Most people (or loads) that can arrive by the end of `t`: weeks that end with it, each full.
    pub fn takes_by(&self, people: bool, t: Period, week: usize) -> f64 {
        (1..=t.at()).rev().step_by(week.max(1)).map(|u| self.takes_to(people, Period(u as u32), week)).sum()
    }

    /// So many more people (or loads) than the plan sends arrive in a period.
    pub fn expect(&mut self, people: bool, t: Period, quantity: f64) {
        if t.at() == 0 || t.at() >= self.people.len() {
            return;
        }
        self.due.resize(self.people.len(), (Persons::ZERO, Loads::ZERO));
        let due = &mut self.due[t.at()];
        if people {
            due.0 += Persons(quantity);
        } else {
            due.1 += Loads(quantity);
        }
    }
}
