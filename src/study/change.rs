//! Single changes of a mission: one more (or less) of something scarce, in some periods.

use serde::{Deserialize, Serialize};

use crate::id::{ExitId, FleetId, Id, IdTable, KindId, RouteId, SiteId};
use crate::mission::{Disposition, Method, Mission, Nature, Period, Tranche};
use crate::plan::result::Marginal;
use crate::program::{Family, Part};
use crate::tolerance::EXACT;
use crate::units::{Persons, Usd};
use crate::vocabulary::{self, Clock};

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lever {
    /// Working days of a fleet.
    FleetDays(FleetId),
    /// Units of a fleet that are kept one by one: a day more of a ship that is away for two weeks is no voyage more.
    Units(FleetId),
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
    /// Periods that a site's clean-up takes: fewer of them.
    Cleanup(SiteId),
    /// Sites that may close in one period.
    Pace,
    /// Sites that may be in their handover at the same time.
    AtOnce,
    /// Loads of a kind that one method of disposal takes in a period, always.
    Disposal(KindId, Method),
    /// Periods by which a milestone is later, by its position.
    Milestone(usize),
    /// Dollars, from the start.
    Money,
}

/// So much more of it in each period from `first` to `last`; less if the amount is negative.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// `fleet hours of convoy`.
    pub what: String,
    /// `fleet-day`.
    pub unit: String,
}

/// Multiples of what there is that are tried at most.
const TIMES: f64 = 3.0;

/// The elements of some periods.
fn within<'a, T>(values: &'a mut [T], when: &std::ops::RangeInclusive<usize>) -> impl Iterator<Item = &'a mut T> {
    let (first, last) = (*when.start(), *when.end());
    values.iter_mut().enumerate().filter(move |(t, _)| (first..=last).contains(t)).map(|(_, v)| v)
}

/// The whole number of sites that a limit lets close: none closes in part.
pub(super) fn whole_sites(limit: f64) -> f64 {
    (limit + EXACT).floor()
}

/// How a kind is disposed of by a method.
fn disposals(m: &mut Mission, kind: KindId, method: Method) -> impl Iterator<Item = &mut Disposition> {
    let list = match &mut m.kinds[kind].nature {
        Nature::Cargo { dispositions, .. } => &mut dispositions[..],
        Nature::People { .. } => &mut [],
    };
    list.iter_mut().filter(move |d| d.method == method)
}

/// Most loads of a kind that a method of disposal takes in a period; nothing where that is not limited.
pub(super) fn disposal_rate(m: &Mission, kind: KindId, method: Method) -> f64 {
    let rates = m.kinds[kind].dispositions().iter().filter(|d| d.method == method && d.max_share > 0.0);
    rates.map(|d| d.rate).filter(|rate| rate.is_finite()).fold(0.0, f64::max)
}

/// The disposals of a mission that are limited in a period.
pub(super) fn limited_disposals(m: &Mission) -> Vec<(KindId, Method)> {
    let all = m.kinds.ids().flat_map(|k| Method::ALL.map(|method| (k, method)));
    all.filter(|(k, method)| disposal_rate(m, *k, *method) > 0.0).collect()
}

/// Sites beyond a limit: as many as there are to close.
fn sites_beyond(m: &Mission, limit: Option<f64>) -> f64 {
    let all = m.sites.values().filter(|s| !s.closed).count() as f64;
    limit.map_or(0.0, |limit| (all - whole_sites(limit)).max(0.0))
}

fn find<K: Id, V>(table: &IdTable<K, V>, key: &str, of: impl Fn(&V) -> &str) -> Option<K> {
    table.iter().find(|(_, v)| of(v) == key).map(|(id, _)| id)
}

impl Change {
    /// One more of what a shadow price is for, in all its periods; none for families that cannot be had more of.
    pub fn of(m: &Mission, price: &Marginal) -> Option<Self> {
        let site = || find(&m.sites, &price.entity, |s| &s.key);
        let exit = || find(&m.exits, &price.entity, |x| &x.key);
        let lever = match Family::from_key(&price.family)? {
            Family::InFlight => {
                let fleet = find(&m.fleets, &price.entity, |f| &f.key)?;
                if price.part == Part::Units.key() { Lever::Units(fleet) } else { Lever::FleetDays(fleet) }
            }
            Family::RouteCapacity => Lever::Lifts(find(&m.routes, &price.entity, |r| &r.key)?),
            Family::Handling => Lever::Handling(site()?),
            Family::ExitCapacity if price.part == Part::People.key() => Lever::ExitPeople(exit()?),
            Family::ExitCapacity => Lever::ExitLoads(exit()?),
            Family::Beds => Lever::Beds(site()?),
            Family::Yard => Lever::Yard(site()?),
            Family::Guard => Lever::Guard(site()?),
            Family::ClosingWork if price.part == Part::Main.key() => Lever::Cleanup(site()?),
            Family::Budget => Lever::Money,
            _ => return None,
        };
        Some(Self { lever, amount: price.step, first: *price.periods.first()?, last: *price.periods.last()? })
    }

    /// The mission with the change.
    pub fn apply(&self, m: &Mission) -> Mission {
        let mut m = m.clone();
        let more = self.amount;
        let when = self.first as usize..=self.last as usize;
        let grow = |values: &mut dyn Iterator<Item = &mut f64>| values.for_each(|v| *v = (*v + more).max(0.0));
        match self.lever {
            Lever::FleetDays(f) => grow(&mut within(&mut m.fleets[f].days, &when).map(|d| &mut d.0)),
            Lever::Units(f) => {
                // Where there are fewer for a time only the days are: the whole number is that of the full fleet.
                let (fleet, n) = (&mut m.fleets[f], if more < 0.0 { more.floor() } else { more.ceil() });
                let days = n * fleet.unit_days.get();
                within(&mut fleet.days, &when).for_each(|d| d.0 = (d.0 + days).max(0.0));
                fleet.units += n.max(0.0);
            }
            Lever::Lifts(r) => grow(&mut within(&mut m.routes[r].max_lifts, &when)),
            Lever::Handling(s) => grow(&mut within(&mut m.sites[s].handling, &when).map(|l| &mut l.0)),
            Lever::ExitPeople(x) => grow(&mut within(&mut m.exits[x].people, &when).map(|p| &mut p.0)),
            Lever::ExitLoads(x) => grow(&mut within(&mut m.exits[x].loads, &when).map(|l| &mut l.0)),
            Lever::Beds(s) => grow(&mut std::iter::once(&mut m.sites[s].beds.0)),
            Lever::Yard(s) => grow(&mut std::iter::once(&mut m.sites[s].yard.0)),
            Lever::Guard(s) => {
                m.sites[s].guard.iter_mut().for_each(|g| *g = Persons((g.get() - more).max(0.0)));
            }
            Lever::Cleanup(s) => {
                m.sites[s].cleanup = (f64::from(m.sites[s].cleanup) - more.ceil()).max(0.0) as u32;
            }
            Lever::Pace => m.rules.closings_per_period = m.rules.closings_per_period.map(|n| whole_sites(n) + more),
            Lever::AtOnce => m.rules.sites_at_once = m.rules.sites_at_once.map(|n| whole_sites(n) + more),
            Lever::Disposal(k, method) => grow(&mut disposals(&mut m, k, method).map(|d| &mut d.rate)),
            Lever::Milestone(i) => m.rules.milestones[i].by.0 += more as u32,
            Lever::Money => {
                if let Some(list) = &mut m.budget.tranches {
                    list.push(Tranche { from: Period(1), amount: Usd(more) });
                }
            }
        }
        m
    }

    /// The most of it that is worth trying: several times what there is; nothing if there is none to grow.
    pub fn most(&self, m: &Mission) -> f64 {
        let when = self.first as usize..=self.last as usize;
        let top = |values: &mut dyn Iterator<Item = f64>| values.filter(|v| v.is_finite()).fold(0.0, f64::max);
        let n = |len: usize| when.clone().filter(move |t| *t < len);
        match self.lever {
            Lever::FleetDays(f) => TIMES * top(&mut n(m.fleets[f].days.len()).map(|t| m.fleets[f].days[t].get())),
            Lever::Units(f) => TIMES * m.fleets[f].units,
            Lever::Lifts(r) => TIMES * top(&mut n(m.routes[r].max_lifts.len()).map(|t| m.routes[r].max_lifts[t])),
            Lever::Handling(s) => TIMES * top(&mut n(m.sites[s].handling.len()).map(|t| m.sites[s].handling[t].get())),
            Lever::ExitPeople(x) => TIMES * top(&mut n(m.exits[x].people.len()).map(|t| m.exits[x].people[t].get())),
            Lever::ExitLoads(x) => TIMES * top(&mut n(m.exits[x].loads.len()).map(|t| m.exits[x].loads[t].get())),
            Lever::Beds(s) => TIMES * top(&mut std::iter::once(m.sites[s].beds.get())),
            Lever::Yard(s) => TIMES * top(&mut std::iter::once(m.sites[s].yard.get())),
            Lever::Guard(s) => top(&mut m.sites[s].guard.iter().map(|g| g.get())),
            Lever::Cleanup(s) => f64::from(m.sites[s].cleanup),
            Lever::Pace => sites_beyond(m, m.rules.closings_per_period),
            Lever::AtOnce => sites_beyond(m, m.rules.sites_at_once),
            Lever::Disposal(k, method) => TIMES * disposal_rate(m, k, method),
            Lever::Milestone(i) => f64::from(m.calendar.periods.saturating_sub(m.rules.milestones[i].by.0)),
            Lever::Money => m.budget.total().map_or(0.0, Usd::get),
        }
    }

    /// Name for people of what is limited.
    fn of_what(&self, m: &Mission) -> String {
        match self.lever {
            Lever::FleetDays(f) | Lever::Units(f) => vocabulary::fleet(m, f),
            Lever::Lifts(r) => vocabulary::route(m, r),
            Lever::ExitPeople(x) | Lever::ExitLoads(x) => vocabulary::exit(m, x),
            Lever::Handling(s) | Lever::Beds(s) | Lever::Yard(s) | Lever::Guard(s) | Lever::Cleanup(s) => {
                vocabulary::site(m, s)
            }
            Lever::Disposal(k, method) => format!("{} ({})", m.kinds[k].name, method.key()),
            Lever::Milestone(i) => vocabulary::milestone(m, &m.rules.milestones[i]),
            Lever::Pace | Lever::AtOnce | Lever::Money => String::new(),
        }
    }

    /// The rows that it is about.
    pub const fn family(&self) -> (Family, Part) {
        match self.lever {
            Lever::FleetDays(_) => (Family::InFlight, Part::Main),
            Lever::Units(_) => (Family::InFlight, Part::Units),
            Lever::Lifts(_) => (Family::RouteCapacity, Part::Main),
            Lever::Handling(_) => (Family::Handling, Part::Main),
            Lever::ExitPeople(_) => (Family::ExitCapacity, Part::People),
            Lever::ExitLoads(_) => (Family::ExitCapacity, Part::Loads),
            Lever::Beds(_) => (Family::Beds, Part::Main),
            Lever::Yard(_) => (Family::Yard, Part::Main),
            Lever::Guard(_) => (Family::Guard, Part::Main),
            Lever::Cleanup(_) => (Family::ClosingWork, Part::Main),
            Lever::Pace => (Family::ClosingPace, Part::Main),
            Lever::AtOnce => (Family::ClosingPace, Part::AtOnce),
            Lever::Disposal(..) => (Family::DisposalRate, Part::Main),
            Lever::Milestone(_) => (Family::Milestones, Part::Main),
            Lever::Money => (Family::Budget, Part::Main),
        }
    }

    /// There is no half of it.
    pub fn counted(&self) -> bool {
        use Lever::{AtOnce, Cleanup, Guard, Milestone, Pace, Units};
        matches!(self.lever, Units(_) | Cleanup(_) | Guard(_) | Pace | AtOnce | Milestone(_))
    }

    /// In words.
    pub fn words(&self, m: &Mission) -> Words {
        let (family, part) = self.family();
        let unit = vocabulary::unit(family, part, Clock::of(&m.calendar));
        let of = self.of_what(m);
        // There may be several: which one says more than that it is one.
        let what = if let Lever::Milestone(_) = self.lever { of } else { vocabulary::limit(family, part, &of) };
        Words { what, unit }
    }
}
