//! The frontier: the least budget of a full withdrawal for each deadline, and the earliest end for each budget.
//!
//! Monotone by construction: a plan for a deadline is a plan for every later one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::mission::{Mission, Objective, Period, Tranche};
use crate::plan::optimise::{Closes, Event, Failure, Least, Observer, Options, fixed, least_spending};
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
    /// No plan of any cost reaches this deadline.
    pub impossible: bool,
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
    /// Value of equipment lost then, dollars.
    pub value_lost_usd: Option<f64>,
}

/// Both curves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frontier {
    /// By deadline.
    pub points: Vec<Point>,
    /// By budget.
    pub earliest: Vec<Earliest>,
}

/// Works from the mission's deadline down to the first period, `step` periods at a time; the budget of the mission does not
/// count. `budgets` in dollars.
///
/// # Errors
/// See [`Failure`]; a point that the clock cuts off keeps what was found for it.
pub fn frontier(
    m: &Mission,
    options: &Options,
    step: u32,
    budgets: &[f64],
    observer: &dyn Observer,
) -> Result<Frontier, Failure> {
    let last = m.calendar.periods;
    let mut deadlines: Vec<u32> = (1..=last).rev().step_by(step.max(1) as usize).collect();
    deadlines.reverse();
    let clock = std::time::Instant::now();
    let (mut points, mut closes): (Vec<Point>, Vec<Option<Closes>>) = (Vec::new(), Vec::new());
    let mut best: Option<(Least, Closes)> = None;
    for (i, &period) in deadlines.iter().enumerate() {
        if observer.cancelled() {
            break;
        }
        observer.event(Event::Stage { number: i + 1, of: deadlines.len(), what: format!("deadline week {period}") });
        let left = options.time_limit.map(|limit| (limit - clock.elapsed().as_secs_f64()).max(0.5));
        let share =
            Options { time_limit: left.map(|l| (l / (deadlines.len() - i) as f64).max(1.0)), ..options.clone() };
        let mut shorter = m.clone();
        shorter.calendar.periods = period;
        let near = best.as_ref().map(|(_, closes)| closes);
        let (found, impossible) = match least_spending(&shorter, &share, observer, near) {
            Ok(None) => (None, true),
            Ok(found) => (found, false),
            Err(Failure::TimeLimit(_) | Failure::Interrupted) => (None, false),
            Err(failure) => return Err(failure),
        };
        let bound = found.as_ref().map(|f| f.bound);
        if let Some(f) = found {
            if best.as_ref().is_none_or(|(b, _)| f.usd <= b.usd) {
                let closes = f.decisions.closes.clone();
                best = Some((f, closes));
            }
        }
        let usd = best.as_ref().map(|(b, _)| b.usd);
        closes.push(best.as_ref().map(|(_, closes)| closes.clone()));
        points.push(Point {
            period,
            deadline: m.calendar.last_day(Period(period)),
            least_usd: usd,
            bound_usd: bound,
            gap: usd.zip(bound).map(|(u, b)| crate::solve::gap(u, b)),
            value_lost_usd: best.as_ref().map(|(b, _)| b.value_lost),
            impossible,
        });
    }
    certify(&mut points);
    let earliest: Result<Vec<_>, Failure> =
        budgets.iter().map(|b| earliest(m, options, *b, &points, &closes)).collect();
    Ok(Frontier { points, earliest: earliest? })
}

/// Less than the least of a later deadline is not enough for an earlier one either.
fn certify(points: &mut [Point]) {
    let mut floor: Option<f64> = None;
    for p in points.iter_mut().rev().filter(|p| !p.impossible) {
        let bound = match (p.bound_usd, floor) {
            (Some(b), Some(f)) => Some(b.max(f)),
            (b, f) => b.or(f),
        };
        p.bound_usd = bound;
        p.gap = p.least_usd.zip(bound).map(|(u, b)| crate::solve::gap(u, b));
        floor = bound;
    }
}

/// The first deadline that the budget pays for, and what a plan with its closings still loses when the whole budget is spent well.
fn earliest(
    m: &Mission,
    options: &Options,
    budget: f64,
    points: &[Point],
    closes: &[Option<Closes>],
) -> Result<Earliest, Failure> {
    let found = points.iter().position(|p| p.least_usd.is_some_and(|usd| usd <= budget));
    let Some(i) = found else {
        return Ok(Earliest { budget_usd: budget, deadline: None, period: None, value_lost_usd: None });
    };
    let mut paid = m.clone();
    paid.calendar.periods = points[i].period;
    paid.budget.tranches = Some(vec![Tranche { from: Period(1), amount: Usd(budget) }]);
    let options = Options { time_limit: None, ..options.clone() };
    let plan = match &closes[i] {
        Some(c) => fixed(&paid, &options, c, Period(points[i].period), Objective::EconomicCost, Some(0.0))?,
        None => None,
    };
    Ok(Earliest {
        budget_usd: budget,
        deadline: Some(points[i].deadline),
        period: Some(points[i].period),
        value_lost_usd: plan.map(|p| (p.value - p.spent).max(0.0)).or(points[i].value_lost_usd),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::optimise::Silent;
    use crate::scenario;

    #[test]
    fn later_is_never_dearer() {
        let m = scenario::load_str(scenario::starter(), &scenario::Options::default()).expect("it loads").mission;
        let f =
            frontier(&m, &Options { gap: 1e-6, ..Options::default() }, 1, &[1e6, 3e6, 1e9], &Silent).expect("it works");
        assert_eq!(f.points.len(), 6);
        assert!(f.points[0].impossible && f.points[0].least_usd.is_none());
        let usd: Vec<f64> = f.points.iter().filter_map(|p| p.least_usd).collect();
        assert!(usd.len() >= 2 && usd.windows(2).all(|w| w[1] <= w[0] + 1e-6), "{usd:?}");
        assert!(f.points.iter().filter_map(|p| p.gap).all(|g| g < 1e-5));
        let dates: Vec<Option<u32>> = f.earliest.iter().map(|e| e.period).collect();
        assert_eq!(dates[0], None);
        assert!(dates[2].is_some() && dates[1].is_none_or(|d| dates[2].is_some_and(|e| e <= d)));
    }
}
