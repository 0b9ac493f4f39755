//! What binds, and what one more of it buys: shadow prices only say where to look, a re-solve says what it is worth.
//!
//! Closures stay as planned in every re-solve, so a worth is that of the week-by-week plan around them.

use rayon::prelude::*;
use serde::Serialize;

use crate::id::SiteId;
use crate::mission::{Mission, Objective, Period};
use crate::plan::optimise::{Closes, Failure, Options, fixed, obstacles};
use crate::study::answer::Answer;
use crate::study::change::{Change, Words};

/// Limits that are looked at, dearest first.
const LIMITS: usize = 8;
/// Multiples of one more that are tried for the range in which the worth holds.
const STEPS: [f64; 3] = [1.0, 4.0, 16.0];
/// A worth holds as long as each unit buys at least this share of what the first one did.
const HOLDS: f64 = 0.9;

/// A limit that binds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Binding {
    /// What and in which unit.
    pub limit: Words,
    /// First and last week in which it has a price.
    pub weeks: (u32, u32),
    /// `people-left` (persons) or `economic-cost` (dollars).
    pub objective: String,
    /// Improvement by one unit more in each of those weeks (for money: by $1m), re-solved; positive is better.
    pub worth: f64,
    /// What the shadow price alone promised.
    pub shadow_price: f64,
    /// Up to how many units more each buys at least nine tenths of the first; of the amounts tried.
    pub holds_to: f64,
}

/// Why a site does not close a week earlier.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Counterfactual {
    /// Site id.
    pub site: String,
    /// Week in which it closes.
    pub closes: u32,
    /// Change of the objective if it closed a week earlier, other closings as planned; null if that is impossible.
    pub worse_by: Option<f64>,
    /// `people-left` or `economic-cost`.
    pub objective: String,
    /// What would have to give, if it is impossible.
    pub obstacles: Vec<String>,
}

/// All that explains a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// Limits, dearest first.
    pub binding: Vec<Binding>,
    /// Site by site.
    pub closings: Vec<Counterfactual>,
}

/// Explains a plan of this mission.
///
/// # Errors
/// See [`Failure`].
pub fn explain(m: &Mission, answer: &Answer, options: &Options) -> Result<Explained, Failure> {
    let ground = Ground::new(m, answer, options)?;
    let binding: Result<Vec<_>, Failure> = answer
        .outcome
        .marginals
        .par_iter()
        .take(LIMITS)
        .filter_map(|price| Change::of(m, price).map(|change| (price, change)))
        .map(|(price, change)| ground.binding(&change, price.worth_all))
        .collect();
    let sites: Vec<SiteId> = m.sites.ids().collect();
    let closings: Result<Vec<_>, Failure> = sites.par_iter().map(|s| ground.closing(*s)).collect();
    let mut binding: Vec<Binding> = binding?.into_iter().filter(|b| b.worth > 0.0).collect();
    binding.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    Ok(Explained { binding, closings: closings?.into_iter().flatten().collect() })
}

/// The plan's closures, and the best value with them.
struct Ground<'a> {
    m: &'a Mission,
    options: Options,
    closes: &'a Closes,
    horizon: Period,
    objective: Objective,
    people: Option<f64>,
    value: f64,
}

impl<'a> Ground<'a> {
    fn new(m: &'a Mission, answer: &'a Answer, options: &Options) -> Result<Self, Failure> {
        let left = answer.plan.summary.people_left;
        let d = &answer.outcome.decisions;
        let objective = if left > 0.5 { Objective::PeopleLeft } else { Objective::EconomicCost };
        let people = (left <= 0.5).then_some(left);
        // The clock was for the plan; these are small programs.
        let options = Options { time_limit: None, ..options.clone() };
        let mut ground = Self { m, options, closes: &d.closes, horizon: d.horizon, objective, people, value: 0.0 };
        ground.value =
            ground.solve(m, ground.closes)?.ok_or_else(|| Failure::Conflict(vec!["the plan's own closings".into()]))?;
        Ok(ground)
    }

    fn solve(&self, m: &Mission, closes: &Closes) -> Result<Option<f64>, Failure> {
        let found = fixed(m, &self.options, closes, self.horizon, self.objective, self.people)?;
        Ok(found.map(|f| f.value))
    }

    fn binding(&self, change: &Change, shadow: f64) -> Result<Binding, Failure> {
        let (mut worth, mut holds_to) = (0.0, 0.0);
        for step in STEPS {
            let more = Change { amount: change.amount * step, ..*change };
            let Some(value) = self.solve(&more.apply(self.m), self.closes)? else { break };
            let each = (self.value - value) / step;
            if step == 1.0 {
                worth = each;
            }
            if each < worth * HOLDS || each <= 0.0 {
                break;
            }
            holds_to = change.amount * step;
        }
        Ok(Binding {
            limit: change.words(self.m),
            weeks: (change.first, change.last),
            objective: self.objective.key().to_owned(),
            worth,
            shadow_price: shadow * change.amount,
            holds_to,
        })
    }

    fn closing(&self, site: SiteId) -> Result<Option<Counterfactual>, Failure> {
        let Some(t) = self.closes[site].filter(|t| t.0 > 1) else { return Ok(None) };
        let mut closes = self.closes.clone();
        closes[site] = Some(t.previous());
        let value = if t.previous() > self.m.sites[site].keep_open_until { self.solve(self.m, &closes)? } else { None };
        let obstacles = match value {
            Some(_) => Vec::new(),
            None if t.previous() <= self.m.sites[site].keep_open_until => {
                vec!["the scenario keeps it open until then".into()]
            }
            None => obstacles(self.m, &self.options, &closes, self.horizon, self.people)?,
        };
        Ok(Some(Counterfactual {
            site: self.m.sites[site].key.clone(),
            closes: t.0,
            worse_by: value.map(|v| v - self.value),
            objective: self.objective.key().to_owned(),
            obstacles,
        }))
    }
}
