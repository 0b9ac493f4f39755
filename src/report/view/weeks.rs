//! A plan week by week: the axis of its charts and sums by period.

use crate::locale::say;
use crate::plan::result::Plan;
use crate::report::chart::{Series, Time};

/// No report shows more periods: a plan edited by hand may name any.
const MOST_PERIODS: u32 = 1_000;

/// The axis from the start to the deadline.
pub(super) fn time(plan: &Plan) -> Time {
    let s = &plan.summary;
    let between = |a: jiff::civil::Date, b: jiff::civil::Date| a.until(b).map_or(0, |x| x.get_days());
    // Any movement after the first period tells how long a period is.
    let told = plan.movements.iter().find(|m| m.period > 1).map(|m| between(s.start, m.date) as u32 / (m.period - 1));
    let days = s.period_days.or(told).filter(|d| *d > 0).unwrap_or(7);
    let periods = ((between(s.start, s.deadline).max(0) as u32 + 1) / days).clamp(1, MOST_PERIODS);
    Time { start: s.start, days, periods }
}

/// Elements of a list by period: 0 to the end of the plan, which is the deadline or where the money ends.
pub(super) fn length(plan: &Plan) -> usize {
    plan.summary.funded_periods.unwrap_or(u32::MAX).min(time(plan).periods) as usize + 1
}

/// Sums by period.
pub(super) fn summed(plan: &Plan, values: impl Iterator<Item = (u32, f64)>) -> Vec<f64> {
    let mut sums = vec![0.0; length(plan)];
    for (t, v) in values {
        if let Some(sum) = sums.get_mut(t as usize) {
            *sum += v;
        }
    }
    sums
}

/// People or loads at the sites by period.
pub(super) fn at_sites(plan: &Plan, people: bool) -> Vec<f64> {
    let here = plan.stocks.iter().filter(|s| plan.people_classes.contains(&s.class) == people);
    summed(plan, here.map(|s| (s.period, s.quantity)))
}

/// Running totals.
pub(super) fn running(mut values: Vec<f64>) -> Vec<f64> {
    for t in 1..values.len() {
        values[t] += values[t - 1];
    }
    values
}

/// The largest few series by total, the rest together.
pub(super) fn largest(mut all: Vec<Series>, most: usize) -> Vec<Series> {
    let total = |s: &Series| s.values.iter().sum::<f64>();
    all.sort_by(|a, b| total(b).total_cmp(&total(a)));
    if all.len() > most {
        let rest = all.split_off(most - 1);
        let length = rest.iter().map(|s| s.values.len()).max().unwrap_or(0);
        let sum = |t: usize| rest.iter().filter_map(|s| s.values.get(t)).sum();
        all.push(Series::line(say!("other"), (0..length).map(sum).collect()));
    }
    all
}
