//! The repair menu: when anything is left behind, the smallest changes that mend it, each found by solving, each with its price:
//! single ones, and pairs where none is enough alone.
//!
//! The relaxation (sites may close in part) gives the size below which a change is proved not to be enough; a size is only
//! offered with a plan of whole closures, audited.

mod candidate;
mod words;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use candidate::{Growth, candidates, crowds};

use crate::mission::{Method, Mission};
use crate::optimise::{
    Least, ONLY_ITS_BOUND, Observer, Options, Outcome, Shortfall, Withdrawal, full_withdrawal, missing_money,
};
use crate::plan::accounts::About;
use crate::plan::decisions::Decisions;
use crate::plan::result::{Plan, ScenarioRef};
use crate::study::answer::{Unanswered, booked, checked};
use crate::study::smallest::{smallest, smallest_whole};
use crate::tolerance::REPAIR;
use crate::units::Usd;
use crate::vocabulary::Clock;

/// Where the smallest size that the relaxation allows has no plan, so much larger ones are tried.
const LARGER: [f64; 5] = [1.0, 1.05, 1.15, 1.4, 2.0];
/// Changes of which pairs are tried, and pairs that are followed up.
const POOL: usize = 8;
const FEW: usize = 2;
const PAIRS: usize = 3;
/// Unit of a size that is a share of what there is.
const SHARE: &str = "share";
/// Gap of the search for a plan: that there is one counts, not that it is the cheapest.
const GAP: f64 = 0.05;

/// One change that mends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// In words, with its size and date.
    pub what: String,
    /// The size, in `unit`.
    pub size: f64,
    /// `week` (`day`, `period`), `site`, `USD`, or `share` (of a fleet, an exit or the loads, 0 to 1 and more; of two changes: of the most
    /// that is tried of each).
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
    /// It is more money or time: not for the mission to decide.
    #[serde(skip)]
    pub elsewhere: bool,
}

/// What mends, cheapest first, and what does not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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

/// Looks for single changes after which everybody and everything is out or disposed of and every site closed. `of` is the answer to the
/// mission as it is, if there is one: the money that it names as missing is the money in the menu. `later` gives the mission with so many periods more, if
/// it can.
///
/// # Errors
/// See [`Unanswered`].
pub fn menu(
    m: &Mission,
    of: Option<&Outcome>,
    options: &Options,
    later: &(dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &dyn Observer,
) -> Result<Menu, Unanswered> {
    let (list, nothing_to_change) = candidates(m);
    // Each has its share of one more time limit; two are solved at once on any machine.
    let share = options.time_limit.map(|l| (2.0 * l / list.len().max(1) as f64).max(2.0));
    let options = Options { gap: GAP.max(options.gap), time_limit: share, ..options.clone() };
    let search = RepairSearch { m, of, options, later, observer };
    let mut menu = Menu { remedies: Vec::new(), cannot: Vec::new(), unknown: Vec::new(), nothing_to_change };
    let mut alone = search.all(list.iter().map(|c| vec![*c]).collect(), &mut menu)?;
    for (words, crowd) in crowds(m) {
        search.crowd(words, &crowd, &mut menu)?;
        // Of a few each is known to the reader; of many no pair could be told.
        alone.extend(crowd.into_iter().take(FEW).map(|c| vec![c]));
    }
    // More money or time is often no choice: where nothing else mends it alone, two things may.
    if menu.remedies.iter().all(|r| r.elsewhere) {
        alone.retain(|c| !matches!(c[..], [Growth::Money | Growth::Weeks]));
        search.pairs(&alone.concat(), &mut menu)?;
    }
    let price = |r: &Remedy| r.cost_usd + r.value_lost_usd;
    menu.remedies
        .sort_by(|a, b| a.beyond_budget_usd.total_cmp(&b.beyond_budget_usd).then(price(a).total_cmp(&price(b))));
    Ok(menu)
}

/// Where the search for the plan found no sum that is enough, and the menu did, the plan names that one as missing.
pub fn agreed(plan: &mut Plan, of: &Outcome, menu: &Menu) {
    let found = menu.remedies.iter().find(|r| r.unit == DOLLARS).filter(|_| of.paid.is_none());
    if let Some(money) = found.filter(|_| of.shortfall != Shortfall::None) {
        (plan.summary.shortfall_usd, plan.summary.shortfall_unknown) = (Some(money.size), false);
        plan.notes.retain(|note| note != ONLY_ITS_BOUND);
    }
}

/// Unit of a sum of money.
const DOLLARS: &str = "USD";

enum Mended {
    Remedy(Remedy),
    Cannot(String),
    Unknown(String),
}

struct RepairSearch<'a> {
    m: &'a Mission,
    of: Option<&'a Outcome>,
    options: Options,
    later: &'a (dyn Fn(u32) -> Option<Mission> + Sync),
    observer: &'a dyn Observer,
}

impl RepairSearch<'_> {
    /// Looks for the smallest size of each change; returns those that are proved not to be enough.
    fn all(&self, list: Vec<Vec<Growth>>, menu: &mut Menu) -> Result<Vec<Vec<Growth>>, Unanswered> {
        let found: Result<Vec<_>, Unanswered> = list.par_iter().map(|c| self.smallest(c)).collect();
        let mut refused = Vec::new();
        for (change, one) in list.into_iter().zip(found?) {
            match one {
                Mended::Remedy(r) => menu.remedies.push(r),
                Mended::Cannot(what) => {
                    menu.cannot.push(what);
                    refused.push(change);
                }
                Mended::Unknown(what) => menu.unknown.push(what),
            }
        }
        Ok(refused)
    }

    /// Many changes of one kind: each alone, unless all of them together are refused.
    fn crowd(&self, words: &str, list: &[Growth], menu: &mut Menu) -> Result<(), Unanswered> {
        if list.is_empty() || self.observer.cancelled() {
            return Ok(());
        }
        let together = list.iter().fold(self.m.clone(), |m, c| c.apply(&m, c.most(&m)));
        if !self.relaxed(&together)? {
            menu.cannot.push(words.to_owned());
            return Ok(());
        }
        let allowed: Result<Vec<bool>, Unanswered> =
            list.par_iter().map(|c| self.allowed(&[*c], c.most(self.m))).collect();
        let promising: Vec<_> = list.iter().zip(allowed?).filter(|(_, a)| *a).map(|(c, _)| vec![*c]).collect();
        if promising.is_empty() {
            menu.cannot.push(words.to_owned());
        }
        self.all(promising, menu)?;
        Ok(())
    }

    /// Two changes that are not enough alone, in equal shares of the most of each.
    fn pairs(&self, alone: &[Growth], menu: &mut Menu) -> Result<(), Unanswered> {
        let pool = &alone[..alone.len().min(POOL)];
        let pairs: Vec<Vec<Growth>> =
            pool.iter().enumerate().flat_map(|(i, a)| pool[i + 1..].iter().map(|b| vec![*a, *b])).collect();
        let allowed: Result<Vec<bool>, Unanswered> = pairs.par_iter().map(|p| self.allowed(p, 1.0)).collect();
        let promising = pairs.into_iter().zip(allowed?).filter(|(_, a)| *a).map(|(p, _)| p).take(PAIRS).collect();
        self.all(promising, menu)?;
        Ok(())
    }

    /// The mission with so much of a change: of one its own size, of two that share of the most of each. None if it cannot be
    /// had.
    fn changed(&self, change: &[Growth], size: f64) -> Option<Mission> {
        match change {
            [Growth::Weeks] => (self.later)(size as u32),
            [one] => Some(one.apply(self.m, size)),
            many => Some(many.iter().fold(self.m.clone(), |m, c| c.apply(&m, size * c.most(self.m)))),
        }
    }

    /// The relaxation allows it: a smaller size that it refuses is proved not to be enough.
    fn allowed(&self, change: &[Growth], size: f64) -> Result<bool, Unanswered> {
        self.changed(change, size).map_or(Ok(false), |changed| self.relaxed(&changed))
    }

    /// The relaxation has a plan; also where the solver cannot tell: only what it refuses is proved.
    fn relaxed(&self, m: &Mission) -> Result<bool, Unanswered> {
        // A relaxation is small: the clock must not turn a proof into a guess.
        let patient = Options { time_limit: None, ..self.options.clone() };
        match full_withdrawal(m, &patient, self.observer, Withdrawal::Relaxed) {
            Ok(found) => Ok(found.is_some()),
            Err(failure) if failure.stopped() && !self.observer.cancelled() => Ok(true),
            Err(failure) => Err(failure.into()),
        }
    }

    fn smallest(&self, change: &[Growth]) -> Result<Mended, Unanswered> {
        let (most, whole) = (most(change, self.m), counted(change));
        let words = |size: f64| words(change, self.m, size);
        if self.observer.cancelled() {
            return Ok(Mended::Unknown(words(most)));
        }
        if let [Growth::Money] = change {
            return self.money();
        }
        let at_least = if whole {
            smallest_whole(most as u32, |n| self.allowed(change, f64::from(n)))?.map(f64::from)
        } else {
            smallest(most, REPAIR, |size| self.allowed(change, size))?
        };
        let Some(at_least) = at_least else { return Ok(Mended::Cannot(words(most))) };
        // Below this the relaxation was refused.
        let step = if whole { 1.0 } else { REPAIR * most };
        let mut tried = 0.0;
        for (i, factor) in LARGER.iter().enumerate() {
            let size = if whole { at_least + i as f64 } else { (at_least * factor).min(most) };
            if size <= tried || size > most {
                continue;
            }
            tried = size;
            let Some(changed) = self.changed(change, size) else { continue };
            match full_withdrawal(&changed, &self.options, self.observer, Withdrawal::Whole) {
                Ok(Some(least)) => {
                    checked(&changed, &least.decisions)?;
                    return Ok(Mended::Remedy(self.priced(change, size, (at_least - step).max(0.0), &least)));
                }
                Ok(None) => {}
                Err(failure) if failure.stopped() => break,
                Err(failure) => return Err(failure.into()),
            }
        }
        Ok(Mended::Unknown(words(tried)))
    }

    /// The money that is missing: as the answer names it, with the withdrawal that it pays for; asked here only where that has none.
    fn money(&self) -> Result<Mended, Unanswered> {
        let words = Growth::Money.words(self.m, 0.0);
        let found = match self.of.map(|of| (of.shortfall, of.paid.clone())) {
            Some(told @ ((Shortfall::NotByMoney, _) | (Shortfall::Missing { .. }, Some(_)))) => told,
            _ => missing_money(self.m, &self.options, self.observer)?,
        };
        match found {
            (Shortfall::NotByMoney, _) => Ok(Mended::Cannot(words)),
            (Shortfall::Missing { usd, bound }, Some(paid)) => Ok(Mended::Remedy(self.sum(usd, bound, &paid)?)),
            _ => Ok(Mended::Unknown(words)),
        }
    }

    fn sum(&self, usd: f64, bound: f64, paid: &Decisions) -> Result<Remedy, Unanswered> {
        let rich = Growth::Money.apply(self.m, 0.0);
        let plan = booked(&rich, paid, &About::unknown(ScenarioRef::of(&rich), ""))?;
        Ok(Remedy {
            what: Growth::Money.words(self.m, 0.0),
            size: usd,
            unit: DOLLARS.into(),
            at_least: bound,
            cost_usd: plan.summary.cost_usd,
            beyond_budget_usd: usd,
            value_lost_usd: plan.summary.equipment_value_lost_usd,
            not_home: not_home(paid),
            elsewhere: true,
        })
    }

    fn priced(&self, change: &[Growth], size: f64, at_least: f64, least: &Least) -> Remedy {
        let budget = self.m.budget.total().map_or(f64::INFINITY, Usd::get);
        let beyond = (least.usd - budget).max(0.0);
        let size = if let [one] = change { one.had(self.m, size) } else { size };
        Remedy {
            what: words(change, self.m, size),
            size,
            unit: if let [one] = change { one.unit(Clock::of(&self.m.calendar)) } else { SHARE }.into(),
            at_least,
            cost_usd: least.usd,
            beyond_budget_usd: beyond,
            value_lost_usd: least.value_lost,
            not_home: not_home(&least.decisions),
            elsewhere: matches!(change, [Growth::Weeks]),
        }
    }
}

/// Loads that stay or are disposed of in place.
fn not_home(d: &Decisions) -> f64 {
    d.disposals.iter().filter(|d| d.method != Method::Transfer).map(|d| d.quantity).fold(0.0, |a, b| a + b)
}

/// The size is a whole number.
fn counted(change: &[Growth]) -> bool {
    matches!(change, [one] if one.counted())
}

/// The largest size that is tried.
fn most(change: &[Growth], m: &Mission) -> f64 {
    if let [one] = change { one.most(m) } else { 1.0 }
}

/// In words, with its size.
fn words(change: &[Growth], m: &Mission, size: f64) -> String {
    match change {
        [one] => one.words(m, size),
        many => many.iter().map(|c| c.words(m, size * c.most(m))).collect::<Vec<_>>().join(" and "),
    }
}
