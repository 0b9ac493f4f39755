//! A new plan from a reported state: what is left of the mission, the difference to the old plan, how much of it was realised.
//!
//! Must not know files: the caller loads the scenario as it stands from the day after the report.

mod contingents;
mod contradictions;
mod difference;
mod realised;
mod state;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use contradictions::{Contradiction, contradicting, contradictions};
pub use difference::Difference;
pub use realised::{Realised, Standing, realised, template};
pub use state::remaining;

use crate::id::{IdTable, SiteId};
use crate::mission::{Mission, Objective};
use crate::optimise::{Closes, Ended, Observer, Options, Steer, steered};
use crate::plan::accounts::account;
use crate::plan::result::{Plan, ScenarioRef, StageResult, Summary};
use crate::solve::gap;
use crate::study::answer::{Answer, Unanswered, answer, booked};
use crate::tolerance::{GAP_ROUNDING, no_worse_than};

/// A site's closing in both plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// Site id.
    pub site: String,
    /// Day of closing in the old plan; null: not within it.
    pub was: Option<Date>,
    /// In the new plan.
    pub is: Option<Date>,
    /// Reported closed already.
    pub closed: bool,
}

/// The new plan against the old one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Replan {
    /// The new plan, from the day after the report.
    pub plan: Plan,
    /// The old plan's deadline; the new plan's weeks begin on another day and may end up to a week later.
    pub old_deadline: Date,
    /// Site by site.
    pub shifts: Vec<Shift>,
    /// Figures from the report on.
    pub differences: Vec<Difference>,
    /// How much of the old plan was done.
    pub realised: Realised,
    /// How much dearer the new plan was allowed to be for staying near the old one, as a share.
    pub stability: f64,
    /// What staying near the old plan costs (spend and equipment lost), dollars.
    pub stability_usd: f64,
    /// Weeks by which the new plan's closings differ from the old ones, summed over the sites still open.
    pub weeks_moved: u32,
    /// The same for the plan without regard for the old one.
    pub weeks_moved_without: u32,
}

/// Plans what is left; then, within `stability` (a share of the economic cost), as near as possible to the old closings.
///
/// # Errors
/// See [`Unanswered`].
pub fn replan(
    m: &Mission,
    scenario: &ScenarioRef,
    old: &Plan,
    realised: Realised,
    stability: f64,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Replan, Unanswered> {
    let best = answer(m, scenario, options, observer)?;
    let old_closes = closes_of(m, old);
    let weeks = |plan: &Plan| moved(m, &closes_of(m, plan), &old_closes);
    let without = weeks(&best.plan);
    let near = match near_old(m, scenario, &best, &old_closes, stability, options, observer) {
        Ok(found) => found.filter(|p| weeks(p) < without),
        Err(Unanswered::Failure(failure)) if failure.stopped() => None,
        Err(why) => return Err(why),
    };
    let plan = near.unwrap_or_else(|| best.plan.clone());
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    let shifts = m.sites.values().map(|s| {
        let day = |p: &Plan| p.sites.iter().find(|x| x.id == s.key).and_then(|x| x.closes_on);
        Shift { site: s.key.clone(), was: day(old), is: if s.closed { None } else { day(&plan) }, closed: s.closed }
    });
    Ok(Replan {
        old_deadline: old.summary.deadline,
        shifts: shifts.collect(),
        differences: difference::differences(old, realised.planned_period, &plan),
        realised,
        stability,
        stability_usd: (economic(&plan) - economic(&best.plan)).max(0.0),
        weeks_moved: weeks(&plan),
        weeks_moved_without: without,
        plan,
    })
}

fn near_old(
    m: &Mission,
    scenario: &ScenarioRef,
    best: &Answer,
    old: &Closes,
    stability: f64,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Option<Plan>, Unanswered> {
    let value = |o: Objective| best.outcome.stages.iter().find(|s| s.objective == o).map_or(f64::INFINITY, |s| s.value);
    let economic = value(Objective::EconomicCost);
    if stability <= 0.0 || !economic.is_finite() {
        return Ok(None);
    }
    // Whatever the scenario puts before the cost stays as good as it is: people, sensitive loads, casualties.
    let before = best.outcome.stages.iter().take_while(|s| s.objective != Objective::EconomicCost);
    let mut at_most: Vec<_> = before.map(|s| (s.objective, s.value)).collect();
    at_most.push((Objective::EconomicCost, economic * (1.0 + stability)));
    let d = &best.outcome.decisions;
    let others = std::slice::from_ref(old);
    let steer = Steer { others, away: false, from: &d.closes, at_most: &at_most };
    let share = Options { time_limit: options.time_limit.map(|l| l / 2.0), ..options.clone() };
    let Some(found) = steered(m, &share, observer, d.horizon, &steer)? else { return Ok(None) };
    let mut about = crate::optimise::about(scenario.clone(), &best.outcome);
    about.notes.push(format!("Near the old plan, within {:.1} % of the best cost.", stability * 100.0));
    // What is proved of the best plan is proved of this one too, but this one is not as good: its stages say how far it may be.
    about.stages.retain(|x| x.method == "mip");
    let summary = account(m, &found, &about).summary;
    restate(&mut about.stages, &summary);
    about.solver.gap = worst_gap(&about.stages);
    let cost = about.stages.iter().find(|x| x.objective == Objective::EconomicCost.key());
    about.solver.bound = cost.and_then(|x| x.bound);
    if about.solver.status == Ended::Proved.key() && about.solver.gap.is_none_or(|g| g > options.gap + GAP_ROUNDING) {
        Ended::Unsettled.key().clone_into(&mut about.solver.status);
    }
    booked(m, &found, &about).map(Some)
}

/// What a plan comes to by an objective; none for how soon everybody is out, which the summary does not say.
fn worth(s: &Summary, objective: &str) -> Option<f64> {
    match Objective::from_key(objective)? {
        Objective::PeopleLeft => Some(s.people_left),
        Objective::SensitiveLost => Some(s.sensitive_lost),
        Objective::EconomicCost => Some(s.cost_usd + s.equipment_value_lost_usd),
        Objective::Casualties => Some(s.expected_casualties),
        Objective::Earliness => None,
    }
}

/// Gives the stages the plan's figures, and of their bounds those that are below them; stages without a figure go.
fn restate(stages: &mut Vec<StageResult>, summary: &Summary) {
    stages.retain_mut(|x| {
        let Some(value) = worth(summary, &x.objective) else { return false };
        x.value = value;
        x.bound = x.bound.filter(|b| *b <= no_worse_than(value));
        x.gap = x.bound.map(|b| gap(value, b));
        true
    });
}

/// The worst gap of the stages over all closings; none where one of them has no bound.
fn worst_gap(stages: &[StageResult]) -> Option<f64> {
    stages.iter().filter(|x| x.method == "mip").try_fold(0.0, |worst: f64, x| Some(worst.max(x.gap?)))
}

/// The old plan's closings in the periods of the rest of the mission; what it would have closed by now is due at once.
fn closes_of(m: &Mission, old: &Plan) -> Closes {
    let mut closes = IdTable::new();
    for s in m.sites.values() {
        let day = old.sites.iter().find(|x| x.id == s.key).and_then(|x| x.closes_on);
        let due = day.map(|d| m.calendar.period_of(d).max(crate::mission::Period(1)));
        let _: SiteId = closes.push(due.filter(|t| *t <= m.calendar.deadline()));
    }
    closes
}

/// Weeks by which closings differ, summed over the sites still open.
fn moved(m: &Mission, a: &Closes, b: &Closes) -> u32 {
    let never = m.calendar.periods + 1;
    let week = |c: &Closes, s| c[s].map_or(never, |t: crate::mission::Period| t.0);
    m.sites.iter().filter(|(_, x)| !x.closed).map(|(s, _)| week(a, s).abs_diff(week(b, s))).sum()
}
