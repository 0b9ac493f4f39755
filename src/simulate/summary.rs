//! What many replications say: probabilities, percentiles, closing dates, what failed first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::simulate::record::Subject;
use crate::simulate::statistics::{Chance, Percentiles, Z};
use crate::simulate::{Breakdown, Replication};
use crate::tolerance::EVERYBODY;

/// A site's closing over the worlds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Closing {
    /// Site id.
    pub site: String,
    /// For people.
    pub name: String,
    /// Period in the plan.
    pub planned: Option<u32>,
    /// Period in the worlds; never counts as the period after the last.
    pub period: Percentiles,
    /// Worlds in which it closed no later than planned.
    pub on_time: usize,
    /// Worlds in which it closed at all.
    pub closed: usize,
}

/// What went wrong first, and in how many worlds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailureCount {
    /// The process.
    pub process: String,
    /// Route or site.
    pub place: String,
    /// `late`, `left in a hurry`.
    pub what: String,
    /// Worlds.
    pub worlds: usize,
}

/// How often each process was the first to spoil something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Culprit {
    /// The process.
    pub process: String,
    /// Worlds.
    pub worlds: usize,
}

/// The answer for one case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RiskSummary {
    /// Replications.
    pub worlds: usize,
    /// Everybody is out by the deadline.
    pub out_by_deadline: Chance,
    /// Every milestone is kept as well; null without milestones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milestones_kept: Option<Chance>,
    /// Worlds in which each milestone is missed, in the order of the scenario; empty without.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub milestones_missed: Vec<usize>,
    /// It ends within the budget; null without a budget.
    pub within_budget: Option<Chance>,
    /// It ends at all within the overtime.
    pub ends: Chance,
    /// It ends no later than planned; null if the plan itself does not end.
    pub on_time: Option<Chance>,
    /// Nothing ever went wrong.
    pub undisturbed: usize,
    /// Period of the end; never counts as the period after the last.
    pub finish: Percentiles,
    /// Dollars.
    pub cost_usd: Percentiles,
    /// Persons not out at the deadline.
    pub people_left: Percentiles,
    /// People out by the end of each period, from 0 to the deadline.
    pub people_out: Vec<Percentiles>,
    /// Dollars.
    pub value_lost_usd: Percentiles,
    /// Persons.
    pub casualties: Percentiles,
    /// Attacks on lifts.
    pub attacks: Percentiles,
    /// Weeks of a guard too small at sites that are being left.
    pub thin_guard_weeks: Percentiles,
    /// Site by site.
    pub closings: Vec<Closing>,
    /// Most frequent first.
    pub causes: Vec<FailureCount>,
    /// Most frequent first.
    pub culprits: Vec<Culprit>,
    /// The same, of the worlds in which not everybody is out by the deadline.
    pub culprits_of_failure: Vec<Culprit>,
    /// New plans asked for in a world, on average.
    pub replans: f64,
    /// Share of them after which the old plan was followed.
    pub replans_refused: f64,
    /// Worlds that would narrow the interval of the first probability to one point either way.
    pub worlds_for_one_point: u64,
}

/// Summarises; none without replications.
pub fn summarise(subject: &Subject, list: &[Replication]) -> Option<RiskSummary> {
    if list.is_empty() {
        return None;
    }
    let n = list.len();
    let of = |f: &dyn Fn(&Replication) -> f64| Percentiles::of(list.iter().map(f).collect());
    let chance = |f: &dyn Fn(&Replication) -> bool| Chance::of(list.iter().filter(|r| f(r)).count(), n);
    let out = chance(&|r| r.people_left_at_deadline < EVERYBODY);
    let replans: f64 = list.iter().map(|r| f64::from(r.replans)).sum();
    let refused: f64 = list.iter().map(|r| f64::from(r.replans_refused)).sum();
    let failures: Vec<&Breakdown> = list.iter().filter_map(|r| r.first_failure.as_ref()).collect();
    // Of one world nothing is known of the spread: the share of greatest variance is taken.
    let least = 1.0 / n.max(2) as f64;
    let p = out.share.clamp(least, 1.0 - least);
    Some(RiskSummary {
        worlds: n,
        out_by_deadline: out,
        milestones_kept: (!subject.milestones.is_empty()).then(|| chance(&|r| r.holds(0.0))),
        milestones_missed: (0..subject.milestones.len())
            .map(|i| list.iter().filter(|r| r.milestones_missed.contains(&i)).count())
            .collect(),
        within_budget: subject.budget_usd.map(|b| chance(&|r| r.cost_usd <= b && r.finished.is_some())),
        ends: chance(&|r| r.finished.is_some()),
        on_time: subject.planned_finish.map(|t| chance(&|r| r.finished.is_some_and(|f| f <= t))),
        undisturbed: n - failures.len(),
        finish: of(&|r| f64::from(r.finished.unwrap_or(subject.never()))),
        cost_usd: of(&|r| r.cost_usd),
        people_left: of(&|r| r.people_left_at_deadline),
        people_out: (0..=subject.deadline.min(subject.last) as usize)
            .map(|t| of(&|r| r.people_out.get(t).or(r.people_out.last()).copied().unwrap_or(0.0)))
            .collect(),
        value_lost_usd: of(&|r| r.value_lost_usd),
        casualties: of(&|r| r.casualties),
        attacks: of(&|r| r.attacks),
        thin_guard_weeks: of(&|r| f64::from(r.thin_guard_weeks)),
        closings: closings(subject, list),
        causes: causes(&failures),
        culprits: culprits(&failures),
        culprits_of_failure: culprits(
            &list
                .iter()
                .filter(|r| r.people_left_at_deadline >= EVERYBODY)
                .filter_map(|r| r.first_failure.as_ref())
                .collect::<Vec<_>>(),
        ),
        replans: replans / n as f64,
        replans_refused: if replans > 0.0 { refused / replans } else { 0.0 },
        worlds_for_one_point: (Z * Z * p * (1.0 - p) / 1e-4).ceil() as u64,
    })
}

fn closings(subject: &Subject, list: &[Replication]) -> Vec<Closing> {
    let one = |(i, s): (usize, &crate::simulate::record::SubjectSite)| {
        let at = |r: &Replication| r.closes.get(i).copied().flatten();
        Closing {
            site: s.id.clone(),
            name: s.name.clone(),
            planned: s.planned,
            period: Percentiles::of(list.iter().map(|r| f64::from(at(r).unwrap_or(subject.never()))).collect()),
            on_time: list.iter().filter(|r| at(r).is_some_and(|t| s.planned.is_some_and(|p| t <= p))).count(),
            closed: list.iter().filter(|r| at(r).is_some()).count(),
        }
    };
    subject.sites.iter().enumerate().map(one).collect()
}

fn causes(failures: &[&Breakdown]) -> Vec<FailureCount> {
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for f in failures {
        *counts.entry((&f.process, &f.place, &f.what)).or_default() += 1;
    }
    let cause = |((process, place, what), worlds): ((&str, &str, &str), usize)| FailureCount {
        process: process.to_owned(),
        place: place.to_owned(),
        what: what.to_owned(),
        worlds,
    };
    let mut list: Vec<FailureCount> = counts.into_iter().map(cause).collect();
    list.sort_by_key(|c| std::cmp::Reverse(c.worlds));
    list
}

fn culprits(failures: &[&Breakdown]) -> Vec<Culprit> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for f in failures {
        *counts.entry(&f.process).or_default() += 1;
    }
    let mut list: Vec<Culprit> =
        counts.into_iter().map(|(process, worlds)| Culprit { process: process.to_owned(), worlds }).collect();
    list.sort_by_key(|c| std::cmp::Reverse(c.worlds));
    list
}
