//! Single changes of a mission: one more of something scarce, in some periods.

use serde::Serialize;

use crate::id::{ExitId, FleetId, Id, RouteId, SiteId, Table};
use crate::mission::{Mission, Tranche};
use crate::plan::result::Marginal;
use crate::units::{Days, Loads, Persons, Usd};

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// Working days of a fleet.
    FleetDays(FleetId),
    /// Most lifts on a route.
    Lifts(RouteId),
    /// Loads that a site can prepare.
    Handling(SiteId),
    /// People that an exit takes.
    ExitPeople(ExitId),
    /// Loads that an exit takes.
    ExitLoads(ExitId),
    /// People that a site can hold.
    Beds(SiteId),
    /// Loads that a site can hold.
    Yard(SiteId),
    /// Armed people that a site needs: fewer of them.
    Guard(SiteId),
    /// Dollars, from the start.
    Money,
}

/// So much more of it in each period from `first` to `last`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// What.
    pub lever: Lever,
    /// How much more, in the lever's unit.
    pub amount: f64,
    /// First period.
    pub first: u32,
    /// Last period.
    pub last: u32,
}

/// A change in words with its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// `fleet hours of convoy`.
    pub what: String,
    /// `fleet-day`.
    pub unit: String,
}

fn find<K: Id, V>(table: &Table<K, V>, key: &str, of: impl Fn(&V) -> &str) -> Option<K> {
    table.iter().find(|(_, v)| of(v) == key).map(|(id, _)| id)
}

impl Change {
    /// One more of what a shadow price is for, in all its periods; none for families that cannot be had more of.
    pub fn of(m: &Mission, price: &Marginal) -> Option<Self> {
        let site = || find(&m.sites, &price.entity, |s| &s.key);
        let exit = || find(&m.exits, &price.entity, |x| &x.key);
        let lever = match price.family.as_str() {
            "fleet_hours" => Lever::FleetDays(find(&m.fleets, &price.entity, |f| &f.key)?),
            "route_capacity" => Lever::Lifts(find(&m.routes, &price.entity, |r| &r.key)?),
            "handling" => Lever::Handling(site()?),
            "exit_capacity" if price.unit == "person" => Lever::ExitPeople(exit()?),
            "exit_capacity" => Lever::ExitLoads(exit()?),
            "beds" => Lever::Beds(site()?),
            "yard" => Lever::Yard(site()?),
            "guard" => Lever::Guard(site()?),
            "budget" => Lever::Money,
            _ => return None,
        };
        let amount = if lever == Lever::Money { 1e6 } else { 1.0 };
        Some(Self { lever, amount, first: *price.periods.first()?, last: *price.periods.last()? })
    }

    /// The mission with the change.
    pub fn apply(&self, m: &Mission) -> Mission {
        let mut m = m.clone();
        let more = self.amount;
        let when = self.first as usize..=self.last as usize;
        let at = |n: usize| when.clone().filter(move |t| *t < n);
        match self.lever {
            Lever::FleetDays(f) => {
                let days = &mut m.fleets[f].days;
                at(days.len()).for_each(|t| days[t] = Days(days[t].get() + more));
            }
            Lever::Lifts(r) => {
                let lifts = &mut m.routes[r].max_lifts;
                at(lifts.len()).for_each(|t| lifts[t] += more);
            }
            Lever::Handling(s) => {
                let loads = &mut m.sites[s].handling;
                at(loads.len()).for_each(|t| loads[t] = Loads(loads[t].get() + more));
            }
            Lever::ExitPeople(x) => {
                let people = &mut m.exits[x].people;
                at(people.len()).for_each(|t| people[t] = Persons(people[t].get() + more));
            }
            Lever::ExitLoads(x) => {
                let loads = &mut m.exits[x].loads;
                at(loads.len()).for_each(|t| loads[t] = Loads(loads[t].get() + more));
            }
            Lever::Beds(s) => m.sites[s].beds = Persons(m.sites[s].beds.get() + more),
            Lever::Yard(s) => m.sites[s].yard = Loads(m.sites[s].yard.get() + more),
            Lever::Guard(s) => m.sites[s].guard = Persons((m.sites[s].guard.get() - more).max(0.0)),
            Lever::Money => {
                if let Some(list) = &mut m.budget.tranches {
                    list.push(Tranche { from: crate::mission::Period(1), amount: Usd(more) });
                }
            }
        }
        m
    }

    /// In words.
    pub fn words(&self, m: &Mission) -> Words {
        let (what, unit) = match self.lever {
            Lever::FleetDays(f) => (format!("working days of {}", m.fleets[f].key), "fleet-day a week"),
            Lever::Lifts(r) => (format!("lifts on {}", m.routes[r].key), "lift a week"),
            Lever::Handling(s) => (format!("handling at {}", m.sites[s].key), "load a week"),
            Lever::ExitPeople(x) => (format!("people through {}", m.exits[x].key), "person a week"),
            Lever::ExitLoads(x) => (format!("loads through {}", m.exits[x].key), "load a week"),
            Lever::Beds(s) => (format!("beds at {}", m.sites[s].key), "bed"),
            Lever::Yard(s) => (format!("yard at {}", m.sites[s].key), "load"),
            Lever::Guard(s) => (format!("a smaller guard at {}", m.sites[s].key), "armed person fewer"),
            Lever::Money => ("budget".to_owned(), "USD"),
        };
        Words { what, unit: unit.to_owned() }
    }
}
