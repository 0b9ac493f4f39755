//! What many replications say: probabilities, percentiles, closing dates, what failed first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::mission::{Mission, Period};
use crate::simulate::Replication;

/// Percentiles of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// 5 % lie below.
    pub p5: f64,
    /// Half lie below.
    pub p50: f64,
    /// 80 % lie below.
    pub p80: f64,
    /// 95 % lie below.
    pub p95: f64,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Replications.
    pub runs: usize,
    /// Share in which everybody is out by the deadline, with its 95 % interval (Wilson).
    pub out_by_deadline: (f64, f64, f64),
    /// Share that finishes within the budget, with its interval; null without a budget.
    pub within_budget: Option<(f64, f64, f64)>,
    /// Finish as a period; those that never finish count as the last period.
    pub finish: Spread,
    /// Dollars.
    pub cost_usd: Spread,
    /// Persons not out at the deadline.
    pub people_left: Spread,
    /// Dollars.
    pub value_lost_usd: Spread,
    /// Persons.
    pub casualties: Spread,
    /// Site, planned period, percentiles of the closing period.
    pub closings: Vec<(String, Option<u32>, Spread)>,
    /// What failed first, and in how many replications; most frequent first.
    pub first_failures: Vec<(String, usize)>,
}

/// Summarises; none without replications. `periods` is the last that a replay could reach.
pub fn summarise(m: &Mission, planned: &[Option<u32>], list: &[Replication], periods: u32) -> Option<Summary> {
    if list.is_empty() {
        return None;
    }
    let of = |f: &dyn Fn(&Replication) -> f64| spread(list.iter().map(f).collect());
    let share = |f: &dyn Fn(&Replication) -> bool| wilson(list.iter().filter(|r| f(r)).count(), list.len());
    let closings = m.sites.values().enumerate().map(|(i, s)| {
        let at = |r: &Replication| f64::from(r.closes.get(i).copied().flatten().unwrap_or(periods));
        (s.key.clone(), planned.get(i).copied().flatten(), of(&at))
    });
    let mut failures: BTreeMap<&str, usize> = BTreeMap::new();
    list.iter().filter_map(|r| r.first_failure.as_deref()).for_each(|f| *failures.entry(f).or_default() += 1);
    let mut first_failures: Vec<(String, usize)> = failures.into_iter().map(|(k, n)| (k.to_owned(), n)).collect();
    first_failures.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let budget = m.budget.total().map(crate::units::Usd::get);
    Some(Summary {
        runs: list.len(),
        out_by_deadline: share(&|r| r.people_left_at_deadline < 0.5),
        within_budget: budget.map(|b| share(&|r| r.cost_usd <= b && r.finished.is_some())),
        finish: of(&|r| f64::from(r.finished.unwrap_or(periods))),
        cost_usd: of(&|r| r.cost_usd),
        people_left: of(&|r| r.people_left_at_deadline),
        value_lost_usd: of(&|r| r.value_lost_usd),
        casualties: of(&|r| r.casualties),
        closings: closings.collect(),
        first_failures,
    })
}

/// Last day of a period that percentiles may give as a fraction.
pub fn day(m: &Mission, period: f64) -> jiff::civil::Date {
    m.calendar.last_day(Period(period.round().max(0.0) as u32))
}

fn spread(mut v: Vec<f64>) -> Spread {
    v.sort_by(f64::total_cmp);
    let n = v.len() as f64;
    let mean = v.iter().sum::<f64>() / n;
    let variance = v.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
    let at = |p: f64| v[((p * n).ceil() as usize).clamp(1, v.len()) - 1];
    Spread { mean, standard_error: (variance / n).sqrt(), p5: at(0.05), p50: at(0.5), p80: at(0.8), p95: at(0.95) }
}

/// A share with its 95 % interval by Wilson.
fn wilson(hits: usize, n: usize) -> (f64, f64, f64) {
    let (p, n, z) = (hits as f64 / n as f64, n as f64, 1.959_964);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    (p, (middle - half).max(0.0), (middle + half).min(1.0))
}
