//! How far the worth of what binds holds: one unit less, and more until each buys less, solved again.
//!
//! Closures stay as planned in every re-solve, so a worth is that of the week-by-week plan around them.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::mission::Mission;
use crate::optimise::{Failure, Observer, Options};
use crate::plan::result::Marginal;
use crate::study::answer::{Answer, Unanswered, answer};
use crate::study::change::{Change, Lever, Words};
use crate::study::closing::{Counterfactual, counterfactual};
use crate::study::context::Context;
use crate::tolerance::SHOWN;

/// Limits that are looked at, dearest first.
const LIMITS: usize = 8;
/// A worth holds as long as each unit buys at least this share of what the first one did.
const HOLDS: f64 = 0.9;
/// The range of a worth is looked for up to so many units, growing by `GROWTH`, then halved so often.
const FARTHEST: f64 = 256.0;
const GROWTH: f64 = 4.0;
const HALVINGS: u32 = 3;
/// More money that is tried when the money ends early, as shares of the budget.
const MORE_MONEY: [f64; 2] = [0.02, 0.1];

/// A limit that binds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// What and in which unit.
    pub limit: Words,
    /// First and last week in which it has a price.
    pub weeks: (u32, u32),
    /// `people-left` (persons) or `economic-cost` (dollars).
    pub objective: String,
    /// Improvement by one unit more in each of those weeks (for money: by $1m), re-solved; positive is better. What the unit
    /// itself costs is not counted.
    pub worth: f64,
    /// Worsening by one unit less in each of those weeks, re-solved; positive is worse; null if the closings cannot be kept
    /// with one unit less.
    pub loss_of_one_less: Option<f64>,
    /// Up to how many units more each buys at least nine tenths of the first, re-solved: the last amount that did.
    pub holds_to: f64,
    /// The least amount tried that buys less; null if even the most tried holds.
    pub fades_at: Option<f64>,
}

/// What more money buys when it ends before the deadline: planned anew, closings and end of money free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoreMoney {
    /// Dollars more, from the start.
    pub usd: f64,
    /// People out beyond the plan's; null if no plan was found in the time.
    pub people: Option<f64>,
    /// Last day that the money pays for; null if it lasts.
    pub funded_until: Option<jiff::civil::Date>,
    /// Nobody is left.
    pub everybody: bool,
}

/// All that explains a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// Limits, dearest first.
    pub binding: Vec<Binding>,
    /// Only where the money ends early.
    pub more_money: Vec<MoreMoney>,
    /// Site by site, those that close.
    pub closings: Vec<Counterfactual>,
    /// Sites that stay open to the end of the plan.
    pub stay_open: Vec<String>,
}

/// Explains a plan of this mission.
///
/// # Errors
/// See [`Unanswered`].
pub fn explain(m: &Mission, of: &Answer, options: &Options, observer: &dyn Observer) -> Result<Explained, Unanswered> {
    let context = Context::new(m, &of.outcome, options)?;
    let context = context.ok_or_else(|| Failure::Solver("the plan's own closings could not be solved again".into()))?;
    let prices: Vec<_> = of.outcome.marginals.iter().filter_map(|p| Change::of(m, p).map(|c| (p, c))).collect();
    let limits: Result<Vec<_>, Unanswered> = prices
        .par_iter()
        .take(LIMITS)
        .filter(|_| !observer.cancelled())
        .map(|(price, change)| binding(&context, change, price))
        .collect();
    let mut found: Vec<Binding> = limits?.into_iter().filter(|b| b.worth > 0.0).collect();
    found.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let sites: Vec<_> = m.sites.ids().filter(|s| context.closes[*s].is_some_and(|t| t.0 > 1)).collect();
    let closings: Result<Vec<_>, Unanswered> =
        sites.par_iter().filter(|_| !observer.cancelled()).map(|s| counterfactual(&context, *s)).collect();
    let open = m.sites.iter().filter(|(s, _)| context.closes[*s].is_none()).map(|(_, s)| s.name.clone());
    let stay_open = open.collect();
    let more_money = if of.plan.summary.funded_until.is_some() {
        let more: Result<Vec<_>, Unanswered> =
            MORE_MONEY.par_iter().map(|share| more_money(m, of, options, *share, observer)).collect();
        more?.into_iter().flatten().collect()
    } else {
        Vec::new()
    };
    Ok(Explained { binding: found, more_money, closings: closings?, stay_open })
}

fn more_money(
    m: &Mission,
    of: &Answer,
    options: &Options,
    share: f64,
    observer: &dyn Observer,
) -> Result<Option<MoreMoney>, Unanswered> {
    let Some(budget) = m.budget.total() else { return Ok(None) };
    let usd = (budget.get() * share / 1e5).ceil() * 1e5;
    let change = Change { lever: Lever::Money, amount: usd, first: 1, last: m.calendar.periods };
    let found = match answer(&change.apply(m), &of.plan.scenario, options, observer) {
        Ok(found) => found,
        Err(Unanswered::Failure(failure)) if failure.stopped() => {
            return Ok(Some(MoreMoney { usd, people: None, funded_until: None, everybody: false }));
        }
        Err(why) => return Err(why),
    };
    let (was, is) = (&of.plan.summary, &found.plan.summary);
    Ok(Some(MoreMoney {
        usd,
        // The plan itself keeps within more money too.
        people: Some((is.people_out - was.people_out).max(0.0)),
        funded_until: is.funded_until,
        everybody: is.people_left < SHOWN,
    }))
}

/// One limit, re-solved with one unit more, one less, and more until each buys less.
fn binding(context: &Context, change: &Change, price: &Marginal) -> Result<Binding, Unanswered> {
    let each = |n: f64| -> Result<Option<f64>, Unanswered> {
        let more = Change { amount: change.amount * n, ..*change };
        Ok(context.with(&more)?.map(|v| (context.value - v) / n))
    };
    let worth = price.worth;
    let less = each(-1.0)?;
    let holds = |n: f64| -> Result<bool, Unanswered> { Ok(each(n)?.is_some_and(|w| w >= worth * HOLDS)) };
    let (mut good, mut bad) = (1.0, None);
    while worth > 0.0 && good < FARTHEST && bad.is_none() {
        let next = good * GROWTH;
        if holds(next)? {
            good = next;
        } else {
            bad = Some(next);
        }
    }
    for _ in 0..HALVINGS {
        let Some(b) = bad else { break };
        let middle = f64::midpoint(good, b);
        let middle = if change.counted() { middle.floor() } else { middle };
        if middle <= good {
            break;
        }
        if holds(middle)? {
            good = middle;
        } else {
            bad = Some(middle);
        }
    }
    Ok(Binding {
        limit: change.words(context.m),
        weeks: (change.first, change.last),
        objective: context.objective.key().to_owned(),
        worth,
        // Per unit more it is the gain; per unit less the same sign convention gives the loss.
        loss_of_one_less: less,
        holds_to: change.amount * good,
        fades_at: bad.map(|b| change.amount * b),
    })
}
