//! The repair menu: when anything is left behind, the smallest single changes that mend it, each found by solving, each with
//! its price.
//!
//! A relaxation that leaves no way out at the largest size proves that a change cannot mend; a size is only offered with a
//! plan of whole closures.

use rayon::prelude::*;
use serde::Serialize;

use crate::id::{ExitId, FleetId, RouteId};
use crate::mission::{Budget, Mission};
use crate::plan::optimise::{Failure, Observer, Options, Withdrawal, full_withdrawal};
use crate::units::{Days, Loads, Persons, Usd};

/// Sizes of a fleet or exit that are tried, as multiples of what the scenario has.
const SIZES: [f64; 7] = [1.1, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0];
/// Weeks that are tried beyond the deadline.
const WEEKS: [u32; 8] = [1, 2, 3, 4, 6, 9, 13, 26];
/// Periods before more of anything can be there.
const NOTICE: u32 = 4;

/// One change that mends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remedy {
    /// In words: `2 × the fleet convoy from week 5`.
    pub what: String,
    /// Cost of the full withdrawal with it, dollars.
    pub cost_usd: f64,
    /// Dollars beyond the budget; 0 if it fits.
    pub beyond_budget_usd: f64,
    /// Value of equipment lost with it, dollars.
    pub value_lost_usd: f64,
}

/// What mends, cheapest first, and what does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Menu {
    /// Changes with a plan.
    pub remedies: Vec<Remedy>,
    /// Changes that mend nothing alone even at the largest size tried: proved by the relaxation.
    pub cannot: Vec<String>,
    /// Changes for which the search found no plan in its time, and no proof either.
    pub unknown: Vec<String>,
}

/// A change that grows.
enum Candidate {
    Money,
    Weeks,
    Fleet(FleetId),
    People(ExitId),
    Loads(ExitId),
    Season(RouteId),
}

/// Looks for single changes after which everybody and everything is out or disposed of and every site closed.
/// `later` gives the mission with so many periods more, if it can.
///
/// # Errors
/// See [`Failure`].
pub fn menu(
    m: &Mission,
    options: &Options,
    later: &(dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &dyn Observer,
) -> Result<Menu, Failure> {
    let mut candidates = vec![Candidate::Money, Candidate::Weeks];
    candidates.extend(m.fleets.ids().map(Candidate::Fleet));
    candidates.extend(m.exits.ids().flat_map(|x| [Candidate::People(x), Candidate::Loads(x)]));
    candidates.extend(m.routes.ids().filter(|r| closed_sometimes(m, *r)).map(Candidate::Season));
    let kitchen = Kitchen { m, options: Options { gap: 0.05, ..options.clone() }, later, observer };
    let found: Result<Vec<_>, Failure> = candidates.par_iter().map(|c| kitchen.cook(c)).collect();
    let mut menu = Menu { remedies: Vec::new(), cannot: Vec::new(), unknown: Vec::new() };
    for dish in found? {
        match dish {
            Dish::Remedy(r) => menu.remedies.push(r),
            Dish::Cannot(what) => menu.cannot.push(what),
            Dish::Unknown(what) => menu.unknown.push(what),
            Dish::Nothing => {}
        }
    }
    let dear = |r: &Remedy| (r.beyond_budget_usd, r.cost_usd + r.value_lost_usd);
    menu.remedies.sort_by(|a, b| dear(a).0.total_cmp(&dear(b).0).then(dear(a).1.total_cmp(&dear(b).1)));
    Ok(menu)
}

enum Dish {
    Remedy(Remedy),
    Cannot(String),
    Unknown(String),
    /// The change changes nothing in this mission.
    Nothing,
}

struct Kitchen<'a> {
    m: &'a Mission,
    options: Options,
    later: &'a (dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &'a dyn Observer,
}

impl Kitchen<'_> {
    /// The smallest size that mends.
    fn cook(&self, candidate: &Candidate) -> Result<Dish, Failure> {
        let sizes: Vec<(String, Mission)> = self.sizes(candidate);
        let Some((largest, biggest)) = sizes.last() else { return Ok(Dish::Nothing) };
        if self.observer.cancelled() {
            return Ok(Dish::Unknown(largest.clone()));
        }
        if full_withdrawal(biggest, &self.options, self.observer, Withdrawal::Relaxed)?.is_none() {
            return Ok(Dish::Cannot(largest.clone()));
        }
        // The relaxation is monotone in the size: the first that it allows is where the search for a plan begins.
        let mut first = sizes.len() - 1;
        let (mut low, mut high) = (0, first);
        while low < high {
            let middle = usize::midpoint(low, high);
            if full_withdrawal(&sizes[middle].1, &self.options, self.observer, Withdrawal::Relaxed)?.is_some() {
                (high, first) = (middle, middle);
            } else {
                low = middle + 1;
                first = high;
            }
        }
        for (what, mission) in &sizes[first..] {
            match full_withdrawal(mission, &self.options, self.observer, Withdrawal::Whole) {
                Ok(Some(least)) => return Ok(Dish::Remedy(self.price(what, &least))),
                Ok(None) => {}
                Err(Failure::TimeLimit(_) | Failure::Interrupted) => break,
                Err(failure) => return Err(failure),
            }
        }
        Ok(Dish::Unknown(largest.clone()))
    }

    fn price(&self, what: &str, least: &crate::plan::optimise::Least) -> Remedy {
        let budget = self.m.budget.total().map_or(f64::INFINITY, Usd::get);
        let beyond = (least.usd - budget).max(0.0);
        let what = if beyond > 0.0 { format!("{what}: ${:.1}m", beyond / 1e6) } else { what.to_owned() };
        Remedy { what, cost_usd: least.usd, beyond_budget_usd: beyond, value_lost_usd: least.value_lost }
    }

    /// The change in growing sizes, with its words.
    fn sizes(&self, candidate: &Candidate) -> Vec<(String, Mission)> {
        let m = self.m;
        let from = NOTICE.min(m.calendar.periods.saturating_sub(1)) + 1;
        let grown = |name: &str, change: &dyn Fn(&mut Mission, f64)| {
            let one = |k: &f64| {
                let mut changed = m.clone();
                change(&mut changed, *k);
                (format!("{k} × {name} from week {from}"), changed)
            };
            SIZES.iter().map(one).collect::<Vec<_>>()
        };
        let weeks = from as usize..=m.calendar.periods as usize;
        match candidate {
            Candidate::Money if m.budget.total().is_none() => Vec::new(),
            Candidate::Money => {
                vec![("more money".into(), Mission { budget: Budget::default(), ..m.clone() })]
            }
            Candidate::Weeks => {
                let one = |n: &u32| (self.later)(*n).map(|later| (format!("{n} weeks more"), later));
                WEEKS.iter().filter_map(one).collect()
            }
            Candidate::Fleet(f) => grown(&format!("the fleet {}", m.fleets[*f].key), &|m, k| {
                let fleet = &mut m.fleets[*f];
                weeks.clone().for_each(|t| fleet.days[t] = Days(fleet.days[t].get() * k));
                // The whole time is paid for: that the new ones come later would only make it cheaper.
                fleet.standing = Usd(fleet.standing.get() * k);
                fleet.crew = Persons(fleet.crew.get() * k);
            }),
            Candidate::People(x)
                if m.exits[*x].people.iter().skip(1).all(|p| p.get() == 0.0 || p.get().is_infinite()) =>
            {
                Vec::new()
            }
            Candidate::People(x) => grown(&format!("the people through {}", m.exits[*x].key), &|m, k| {
                let people = &mut m.exits[*x].people;
                weeks.clone().for_each(|t| people[t] = Persons(people[t].get() * k));
            }),
            Candidate::Loads(x)
                if m.exits[*x].loads.iter().skip(1).all(|l| l.get() == 0.0 || l.get().is_infinite()) =>
            {
                Vec::new()
            }
            Candidate::Loads(x) => grown(&format!("the loads through {}", m.exits[*x].key), &|m, k| {
                let loads = &mut m.exits[*x].loads;
                weeks.clone().for_each(|t| loads[t] = Loads(loads[t].get() * k));
            }),
            Candidate::Season(r) => {
                let mut changed = m.clone();
                let lifts = &mut changed.routes[*r].max_lifts;
                let most = lifts.iter().skip(1).copied().fold(0.0, f64::max);
                lifts.iter_mut().skip(1).for_each(|l| *l = most);
                vec![(format!("{} open all the time", m.routes[*r].key), changed)]
            }
        }
    }
}

/// Open in some periods, closed in others.
fn closed_sometimes(m: &Mission, r: RouteId) -> bool {
    let lifts = || m.routes[r].max_lifts.iter().skip(1).take(m.calendar.periods as usize);
    lifts().any(|l| *l == 0.0) && lifts().any(|l| *l > 0.0)
}
