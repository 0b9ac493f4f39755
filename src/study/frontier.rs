//! The frontier: the least budget of a full withdrawal for each deadline, and the earliest end for each budget.
//!
//! Two curves by deadline: the least money with which everybody leaves (equipment is given up wherever that is cheaper), and
//! the plan of least spending plus equipment lost when money does not limit. A plan for a deadline is a plan for every later one,
//! so both curves fall. A bound holds for the plans that end by one of the deadlines so far: a plan that ends sooner may be cheaper
//! than one that is made for the later deadline, because units that are still on their way home at its end are not paid any more.

use std::time::Instant;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mission::{Budget, Mission, Objective, Period, Tranche};
use crate::optimise::{Closes, Event, Observer, Options, fixed, least_spending};
use crate::plan::result::{Confidence, Plan, ScenarioRef};
use crate::study::answer::{Unanswered, answer, checked, checked_plan};
use crate::study::audited::checked_estimate;
use crate::tolerance::{NONE_LEFT, SHOWN};
use crate::units::Usd;

/// The least budget for one deadline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The deadline as a period.
    pub period: u32,
    /// Its last day.
    pub deadline: Date,
    /// Least budget found, dollars; null if no money would do (or none was found in time).
    pub least_usd: Option<f64>,
    /// Certified: less is not enough; null if no money would do.
    pub bound_usd: Option<f64>,
    /// Relative gap of the two.
    pub gap: Option<f64>,
    /// Value of equipment lost by the cheapest plan, dollars.
    pub value_lost_usd: Option<f64>,
    /// The plan of least spending and equipment lost together when money does not limit; null if none was found.
    pub best: Option<Unlimited>,
    /// No plan of any cost reaches this deadline: proved.
    pub impossible: bool,
    /// How sure the cheapest plan is; absent where the scenario has no risk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The same of the best plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best_confidence: Option<Confidence>,
}

/// The best plan when money does not limit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Unlimited {
    /// Spending, dollars: more money than this buys nothing.
    pub spent_usd: f64,
    /// Value of equipment lost, dollars.
    pub value_lost_usd: f64,
    /// Certified: spending and loss together are not less than this, dollars; null if nothing is certified.
    pub bound_usd: Option<f64>,
    /// Relative gap of the sum; null if nothing is certified.
    pub gap: Option<f64>,
    /// Sensitive loads lost: no plan for this deadline loses fewer, and the money comes after that.
    #[serde(default)]
    pub sensitive_lost: f64,
}

impl Unlimited {
    /// What is minimised.
    pub const fn total(&self) -> f64 {
        self.spent_usd + self.value_lost_usd
    }
}

/// The earliest end for one budget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earliest {
    /// Dollars.
    pub budget_usd: f64,
    /// Earliest deadline on the frontier that it pays for; null if none.
    pub deadline: Option<Date>,
    /// That deadline as a period.
    pub period: Option<u32>,
    /// Every earlier deadline asked for is certified to need more than the budget; else the first that may not.
    pub not_before: Option<Date>,
    /// Value of equipment lost when ending then, dollars.
    pub value_lost_usd: Option<f64>,
    /// Value of equipment lost when the last deadline asked for is used instead, dollars.
    pub value_lost_at_last_usd: Option<f64>,
}

/// Both curves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// Periods between deadlines.
    pub step: u32,
    /// By deadline.
    pub points: Vec<Point>,
    /// By budget.
    pub earliest: Vec<Earliest>,
    /// Words that were typed after `drawdown` to make it; absent in what the library makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// The cheapest plan and the best of each point, for who asks how sure they are.
    #[serde(skip)]
    pub plans: Vec<[Option<Plan>; 2]>,
}

/// What the walk along the deadlines has found so far.
#[derive(Default)]
struct Walk {
    points: Vec<Point>,
    /// Closings of the cheapest plan and of the best, point by point.
    closes: Vec<[Option<Closes>; 2]>,
    /// The plans themselves.
    plans: Vec<[Option<Plan>; 2]>,
    least_plan: Option<Plan>,
    best_plan: Option<Plan>,
    least: Option<(f64, f64, Closes)>,
    best: Option<(Unlimited, Closes)>,
    floors: Floors,
}

/// What is proved of the deadlines so far.
#[derive(Default)]
struct Floors {
    /// Least spending at each deadline that is not impossible; none where the clock ended the proof.
    least: Vec<Option<f64>>,
    /// The same of spending and loss, with the sensitive loads that are lost at least.
    best: Vec<(f64, Option<f64>)>,
}

impl Floors {
    /// Dollars that every full withdrawal by one of the deadlines so far costs.
    fn least(&self) -> Option<f64> {
        lowest(self.least.iter().copied())
    }

    /// Dollars that those cost, spending and loss, that lose no more sensitive loads than `lost`.
    fn best(&self, lost: f64) -> Option<f64> {
        lowest(self.best.iter().filter(|(least, _)| *least <= lost + NONE_LEFT).map(|(_, bound)| *bound))
    }
}

/// The lowest; none if one is not known or there are none.
fn lowest(bounds: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    bounds.reduce(|a, b| Some(a?.min(b?))).flatten()
}

/// Works from the first deadline to the mission's own, `step` periods apart; the budget of the mission does not count: all
/// money is there from the start. `budgets` in dollars.
///
/// # Errors
/// See [`Unanswered`]; a point that the clock cuts off keeps what was found for it.
pub fn frontier(
    m: &Mission,
    scenario: &ScenarioRef,
    options: &Options,
    step: u32,
    budgets: &[f64],
    observer: &dyn Observer,
) -> Result<Frontier, Unanswered> {
    let step = step.max(1);
    let mut deadlines: Vec<u32> = (1..=m.calendar.periods).rev().step_by(step as usize).collect();
    deadlines.reverse();
    let clock = Instant::now();
    let mut walk = Walk::default();
    for (i, &period) in deadlines.iter().enumerate() {
        if observer.cancelled() {
            break;
        }
        observer.event(Event::Stage {
            number: i + 1,
            of: deadlines.len(),
            what: format!("deadline week {period}"),
            objective: None,
        });
        let left = options.time_limit.map(|limit| (limit - clock.elapsed().as_secs_f64()).max(0.5));
        // Half of a point's share for each curve.
        let share = left.map(|l| (l / (deadlines.len() - i) as f64 / 2.0).max(1.0));
        let options = Options { time_limit: share, ..options.clone() };
        let rich = Mission { budget: Budget::default(), ..m.clone() };
        walk.step(&shortened(&rich, period), scenario, &options, observer)?;
    }
    let earliest: Result<Vec<_>, Unanswered> = budgets.iter().map(|b| earliest(m, options, *b, &walk)).collect();
    let plans = std::mem::take(&mut walk.plans);
    Ok(Frontier { step, points: walk.points, earliest: earliest?, command: Vec::new(), plans })
}

fn shortened(m: &Mission, period: u32) -> Mission {
    let mut shorter = m.clone();
    shorter.calendar.periods = period;
    shorter
}

impl Walk {
    fn step(
        &mut self,
        m: &Mission,
        scenario: &ScenarioRef,
        options: &Options,
        observer: &dyn Observer,
    ) -> Result<(), Unanswered> {
        let near = self.least.as_ref().map(|(_, _, closes)| closes);
        let (found, impossible) = match least_spending(m, options, observer, near) {
            Ok(found) => (found.clone(), found.is_none()),
            Err(failure) if failure.stopped() => (None, false),
            Err(failure) => return Err(failure.into()),
        };
        if !impossible {
            self.floors.least.push(found.as_ref().map(|f| f.bound));
        }
        if let Some(f) = found {
            checked(m, &f.decisions)?;
            if self.least.as_ref().is_none_or(|(usd, ..)| f.usd <= *usd) {
                self.least_plan = checked_plan(m, &f.decisions);
                self.least = Some((f.usd, f.value_lost, f.decisions.closes));
            }
        }
        if !impossible {
            let floor = self.better(m, scenario, options, observer)?;
            self.floors.best.push(floor);
        }
        self.closes.push([self.least.as_ref().map(|l| l.2.clone()), self.best.as_ref().map(|b| b.1.clone())]);
        self.plans.push([self.least_plan.clone(), self.best_plan.clone()]);
        let (least_usd, bound_usd) = (self.least.as_ref().map(|l| l.0), self.floors.least());
        self.points.push(Point {
            confidence: None,
            best_confidence: None,
            period: m.calendar.periods,
            deadline: m.calendar.last_day(m.calendar.deadline()),
            least_usd,
            bound_usd,
            gap: least_usd.zip(bound_usd).map(|(usd, bound)| crate::solve::gap(usd, bound)),
            value_lost_usd: self.least.as_ref().map(|l| l.1),
            best: self.best.as_ref().map(|(b, _)| {
                let bound_usd = self.floors.best(b.sensitive_lost);
                Unlimited { bound_usd, gap: bound_usd.map(|bound| crate::solve::gap(b.total(), bound)), ..*b }
            }),
            impossible: impossible && self.least.is_none(),
        });
        Ok(())
    }

    /// Looks for a better plan without a limit of money; what is proved of this deadline.
    fn better(
        &mut self,
        m: &Mission,
        scenario: &ScenarioRef,
        options: &Options,
        observer: &dyn Observer,
    ) -> Result<(f64, Option<f64>), Unanswered> {
        const UNKNOWN: (f64, Option<f64>) = (0.0, None);
        let found = match answer(m, scenario, options, observer) {
            Ok(found) => found,
            Err(Unanswered::Failure(failure)) if failure.stopped() => return Ok(UNKNOWN),
            Err(why) => return Err(why),
        };
        let s = &found.plan.summary;
        if s.people_left >= SHOWN || s.finished_on.is_none() {
            return Ok(UNKNOWN);
        }
        let new = Unlimited {
            spent_usd: s.cost_usd,
            value_lost_usd: s.equipment_value_lost_usd,
            bound_usd: found.plan.solver.bound,
            gap: None,
            sensitive_lost: s.sensitive_lost,
        };
        let sensitive = found.outcome.stages.iter().find(|s| s.objective == Objective::SensitiveLost);
        let floor = (sensitive.and_then(|s| s.bound).unwrap_or(0.0), new.bound_usd);
        // First what is lost of the sensitive loads, then the money: as in every plan.
        let better = |b: &Unlimited| {
            new.sensitive_lost < b.sensitive_lost - NONE_LEFT
                || (new.sensitive_lost <= b.sensitive_lost + NONE_LEFT && new.total() <= b.total())
        };
        if self.best.as_ref().is_none_or(|(b, _)| better(b)) {
            self.best = Some((new, found.outcome.decisions.closes));
            self.best_plan = Some(found.plan);
        }
        Ok(floor)
    }
}

/// The first deadline that the budget pays for, and what is lost then and at the last deadline when the budget is spent well.
fn earliest(m: &Mission, options: &Options, budget: f64, walk: &Walk) -> Result<Earliest, Unanswered> {
    let points = &walk.points;
    let found = points.iter().position(|p| p.least_usd.is_some_and(|usd| usd <= budget));
    let open = points.iter().find(|p| !p.impossible && p.bound_usd.is_none_or(|b| b <= budget));
    let lost = |i: usize| -> Result<Option<f64>, Unanswered> {
        let mut paid = shortened(m, points[i].period);
        paid.budget.tranches = Some(vec![Tranche { from: Period(1), amount: Usd(budget) }]);
        let options = Options { time_limit: None, ..options.clone() };
        let mut least: Option<f64> = None;
        for closes in walk.closes[i].iter().flatten() {
            let period = Period(points[i].period);
            let Some(plan) = fixed(&paid, &options, closes, period, Objective::EconomicCost, Some(0.0))? else {
                continue;
            };
            checked_estimate(&paid, &plan.decisions)?;
            let lost = (plan.value - plan.spent).max(0.0);
            least = Some(least.map_or(lost, |l| l.min(lost)));
        }
        Ok(least)
    };
    Ok(Earliest {
        budget_usd: budget,
        deadline: found.map(|i| points[i].deadline),
        period: found.map(|i| points[i].period),
        not_before: open.map(|p| p.deadline),
        value_lost_usd: found.map(&lost).transpose()?.flatten(),
        value_lost_at_last_usd: found.map(|_| lost(points.len() - 1)).transpose()?.flatten(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimise::Silent;
    use crate::scenario;

    #[test]
    fn later_is_never_dearer() {
        let m = scenario::load_str(scenario::starter(), &scenario::Overrides::default()).expect("it loads").mission;
        let scenario = ScenarioRef {
            name: "t".into(),
            title: String::new(),
            digest: String::new(),
            files: Vec::new(),
            overrides: Vec::new(),
        };
        let options = Options { gap: 1e-6, ..Options::default() };
        let f = frontier(&m, &scenario, &options, 1, &[1e6, 3e6, 1e9], &Silent).expect("it works");
        assert_eq!(f.points.len(), 6);
        assert!(f.points[0].impossible && f.points[0].least_usd.is_none());
        let usd: Vec<f64> = f.points.iter().filter_map(|p| p.least_usd).collect();
        assert!(usd.len() >= 2 && usd.windows(2).all(|w| w[1] <= w[0] + 1e-6), "{usd:?}");
        assert!(f.points.iter().filter_map(|p| p.gap).all(|g| g < 1e-5));
        let total: Vec<f64> = f.points.iter().filter_map(|p| p.best.map(|b| b.total())).collect();
        assert!(total.len() == usd.len() && total.windows(2).all(|w| w[1] <= w[0] + 1e-6), "{total:?}");
        assert!(f.points.iter().filter_map(|p| p.best?.gap).all(|g| g < 1e-2));
        let dates: Vec<Option<u32>> = f.earliest.iter().map(|e| e.period).collect();
        assert_eq!(dates[0], None);
        assert!(dates[2].is_some() && dates[1].is_none_or(|d| dates[2].is_some_and(|e| e <= d)));
    }
}
