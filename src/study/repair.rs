//! The repair menu: when anything is left behind, the smallest single changes that mend it, each found by solving, each with
//! its price.
//!
//! The relaxation (sites may close in part) gives the size below which a change is proved not to be enough; a size is only
//! offered with a plan of whole closures, audited.

mod candidate;

use rayon::prelude::*;
use serde::Serialize;

use candidate::{Candidate, candidates};

use crate::mission::{Method, Mission};
use crate::optimise::{Failure, Least, Observer, Options, Withdrawal, full_withdrawal};
use crate::study::answer::{Unanswered, checked};
use crate::study::smallest::{smallest, smallest_whole};
use crate::units::Usd;

/// Precision of a size, as a share of the most that is tried.
const PRECISION: f64 = 0.01;
/// Where the smallest size that the relaxation allows has no plan, so much larger ones are tried.
const LARGER: [f64; 5] = [1.0, 1.05, 1.15, 1.4, 2.0];
/// Gap of the search for a plan: that there is one counts, not that it is the cheapest.
const GAP: f64 = 0.05;

/// One change that mends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Remedy {
    /// In words, with its size and date.
    pub what: String,
    /// The size, in `unit`.
    pub size: f64,
    /// `week`, `USD`, or `share` (of a fleet, an exit or the loads, 0 to 1 and more).
    pub unit: String,
    /// A size up to this is proved not to be enough.
    pub at_least: f64,
    /// Cost of the full withdrawal with it, dollars, what more of a fleet costs included.
    pub cost_usd: f64,
    /// Dollars beyond the budget; 0 if it fits.
    pub beyond_budget_usd: f64,
    /// Value of equipment lost with it, dollars.
    pub value_lost_usd: f64,
    /// Loads left or disposed of in place with it.
    pub not_home: f64,
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
    /// Changes that the scenario already has in full, or that change nothing in it.
    pub nothing_to_change: Vec<String>,
}

/// Looks for single changes after which everybody and everything is out or disposed of and every site closed.
/// `later` gives the mission with so many periods more, if it can.
///
/// # Errors
/// See [`Unanswered`].
pub fn menu(
    m: &Mission,
    options: &Options,
    later: &(dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &dyn Observer,
) -> Result<Menu, Unanswered> {
    let (list, nothing_to_change) = candidates(m);
    // Each has its share of one more time limit; two are solved at once on any machine.
    let share = options.time_limit.map(|l| (2.0 * l / list.len().max(1) as f64).max(2.0));
    let options = Options { gap: GAP.max(options.gap), time_limit: share, ..options.clone() };
    let search = Search { m, options, later, observer };
    let found: Result<Vec<_>, Unanswered> = list.par_iter().map(|c| search.smallest(*c)).collect();
    let mut menu = Menu { remedies: Vec::new(), cannot: Vec::new(), unknown: Vec::new(), nothing_to_change };
    for one in found? {
        match one {
            Found::Remedy(r) => menu.remedies.push(r),
            Found::Cannot(what) => menu.cannot.push(what),
            Found::Unknown(what) => menu.unknown.push(what),
        }
    }
    let price = |r: &Remedy| r.cost_usd + r.value_lost_usd;
    menu.remedies
        .sort_by(|a, b| a.beyond_budget_usd.total_cmp(&b.beyond_budget_usd).then(price(a).total_cmp(&price(b))));
    Ok(menu)
}

enum Found {
    Remedy(Remedy),
    Cannot(String),
    Unknown(String),
}

struct Search<'a> {
    m: &'a Mission,
    options: Options,
    later: &'a (dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &'a dyn Observer,
}

impl Search<'_> {
    /// The mission with so much of the change; none if it cannot be had.
    fn changed(&self, candidate: Candidate, size: f64) -> Option<Mission> {
        if candidate == Candidate::Weeks {
            return (self.later)(size as u32);
        }
        Some(candidate.apply(self.m, size))
    }

    /// The relaxation allows it: a smaller size that it refuses is proved not to be enough.
    fn allowed(&self, candidate: Candidate, size: f64) -> Result<bool, Unanswered> {
        let Some(changed) = self.changed(candidate, size) else { return Ok(false) };
        // A relaxation is small: the clock must not turn a proof into a guess.
        let patient = Options { time_limit: None, ..self.options.clone() };
        Ok(full_withdrawal(&changed, &patient, self.observer, Withdrawal::Relaxed)?.is_some())
    }

    fn smallest(&self, candidate: Candidate) -> Result<Found, Unanswered> {
        let most = candidate.most(self.m);
        if self.observer.cancelled() {
            return Ok(Found::Unknown(candidate.words(self.m, most)));
        }
        let at_least = if candidate.whole() {
            smallest_whole(most as u32, |n| self.allowed(candidate, f64::from(n)))?.map(f64::from)
        } else {
            smallest(most, PRECISION, |size| self.allowed(candidate, size))?
        };
        let Some(at_least) = at_least else { return Ok(Found::Cannot(candidate.words(self.m, most))) };
        // Below this the relaxation was refused.
        let step = if candidate.whole() { 1.0 } else { PRECISION * most };
        let mut tried = 0.0;
        for (i, factor) in LARGER.iter().enumerate() {
            let size = if candidate.whole() { at_least + i as f64 } else { (at_least * factor).min(most) };
            if size <= tried || size > most {
                continue;
            }
            tried = size;
            let Some(changed) = self.changed(candidate, size) else { continue };
            match full_withdrawal(&changed, &self.options, self.observer, Withdrawal::Whole) {
                Ok(Some(least)) => {
                    checked(&changed, &least.decisions)?;
                    return Ok(Found::Remedy(self.priced(candidate, size, (at_least - step).max(0.0), &least)));
                }
                Ok(None) => {}
                Err(Failure::TimeLimit(_) | Failure::Interrupted) => break,
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(Found::Unknown(candidate.words(self.m, tried)))
    }

    fn priced(&self, candidate: Candidate, size: f64, at_least: f64, least: &Least) -> Remedy {
        let budget = self.m.budget.total().map_or(f64::INFINITY, Usd::get);
        let beyond = (least.usd - budget).max(0.0);
        let money = matches!(candidate, Candidate::Money);
        let proved = if money { (least.bound - budget).max(0.0) } else { at_least };
        let gone = least.decisions.disposals.iter().filter(|d| d.method != Method::Transfer).map(|d| d.quantity);
        Remedy {
            what: candidate.words(self.m, if money { beyond } else { size }),
            size: if money { beyond } else { size },
            unit: candidate.unit().into(),
            at_least: proved,
            cost_usd: least.usd,
            beyond_budget_usd: beyond,
            value_lost_usd: least.value_lost,
            not_home: gone.fold(0.0, |a, b| a + b),
        }
    }
}
