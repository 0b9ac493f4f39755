//! All replications of a run with what they belong to, as they are written: enough to summarise them without the scenario, to join
//! shards into the very run, and to refuse what does not belong together.
//!
//! Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Code;
use crate::mission::{Calendar, Measured, Milestone, Mission, Period};
use crate::plan::result::Plan;
use crate::simulate::{OVERTIME, Policy, Replication};
use crate::vocabulary;

/// Version of the format.
pub const RECORD_VERSION: u32 = 2;

/// A site of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectSite {
    /// Id in the scenario.
    pub id: String,
    /// For people.
    pub name: String,
    /// Period in which the plan closes it.
    pub planned: Option<u32>,
}

/// Something that has to be gone by a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectMilestone {
    /// The end of its period.
    pub by: Date,
    /// `people`, `cargo`, `sites`.
    pub of: String,
    /// Share, 0 to 1.
    pub share: f64,
}

/// What was simulated: which plan of which scenario, with what it promised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Short name, unlike that of every other case of the run.
    pub label: String,
    /// One line for people.
    pub title: String,
    /// SHA-256 of the scenario's texts and overrides.
    pub digest: String,
    /// SHA-256 of what the plan decides.
    pub plan: String,
    /// What is done when it is late.
    pub policy: Policy,
    /// First day.
    pub start: Date,
    /// Days of a period.
    pub period_days: u32,
    /// Period of the deadline.
    pub deadline: u32,
    /// The last period that a replay could reach.
    pub last: u32,
    /// Period in which the plan ends; null if it leaves something behind.
    pub planned_finish: Option<u32>,
    /// Cost of the plan, dollars.
    pub planned_cost_usd: f64,
    /// Budget, dollars; null without one.
    pub budget_usd: Option<f64>,
    /// Persons at the start.
    pub people_total: f64,
    /// In the order of the scenario.
    pub sites: Vec<SubjectSite>,
    /// In the order of the scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<SubjectMilestone>,
    /// Names for people by the ids of sites, exits, fleets and routes; absent in records of earlier versions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
}

impl Subject {
    /// Of a plan of a mission.
    pub fn new(label: String, m: &Mission, plan: &Plan, policy: Policy) -> Self {
        let complete = plan.sites.iter().all(|s| s.closes_period.is_some());
        let sites =
            plan.sites.iter().map(|s| SubjectSite { id: s.id.clone(), name: s.name.clone(), planned: s.closes_period });
        let end = plan.summary.funded_periods.unwrap_or(m.calendar.periods);
        Self {
            label,
            title: plan.scenario.title.clone(),
            digest: plan.scenario.digest.clone(),
            plan: fingerprint(plan),
            policy,
            start: m.calendar.start,
            period_days: m.calendar.period_days,
            deadline: m.calendar.periods,
            last: if complete { m.calendar.periods + OVERTIME } else { end },
            planned_finish: plan.summary.finished_on.map(|d| m.calendar.period_of(d).0),
            planned_cost_usd: plan.summary.cost_usd,
            budget_usd: plan.summary.budget_usd,
            people_total: plan.summary.people_total,
            sites: sites.collect(),
            milestones: m.rules.milestones.iter().map(|x| milestone(m, x)).collect(),
            names: vocabulary::names(m),
        }
    }

    /// The period that stands for `never`.
    pub const fn never(&self) -> u32 {
        self.last + 1
    }

    /// Last day of a period; none for `never`.
    pub fn day(&self, period: f64) -> Option<Date> {
        let t = period.round().max(0.0) as u32;
        let calendar =
            Calendar { start: self.start, period_days: self.period_days, periods: self.last, mandate_end: None };
        (t <= self.last).then(|| calendar.last_day(Period(t)))
    }
}

fn milestone(m: &Mission, x: &Milestone) -> SubjectMilestone {
    let of = match x.of {
        Measured::People => "people",
        Measured::Cargo => "cargo",
        Measured::Sites => "sites",
    };
    SubjectMilestone { by: m.calendar.last_day(x.by), of: of.into(), share: x.share }
}

/// SHA-256 of what a plan decides.
pub fn fingerprint(plan: &Plan) -> String {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    for m in &plan.movements {
        hash.update(format!("{} {} {} {:?};", m.period, m.route, m.class, m.quantity));
    }
    for d in &plan.dispositions {
        hash.update(format!("{} {} {} {} {:?};", d.period, d.site, d.class, d.method, d.quantity));
    }
    for s in &plan.sites {
        hash.update(format!("{} {:?};", s.id, s.closes_period));
    }
    for f in &plan.fleets {
        hash.update(format!("{} {} {:?};", f.period, f.fleet, f.share));
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

/// One case with its replications, in order of their numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecord {
    /// What was simulated.
    pub subject: Subject,
    /// What came out.
    pub replications: Vec<Replication>,
}

/// A run, or a share of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of the format.
    pub schema_version: u32,
    /// Seed of the worlds.
    pub seed: u64,
    /// Worlds of the whole run.
    pub runs: u64,
    /// Words that were typed after `drawdown` to make all of them; absent in what the library makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// Every case has been through the same worlds.
    pub cases: Vec<CaseRecord>,
}

/// Why records cannot be joined: code, which of them (from 0), cause, remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{cause}; {remedy}")]
pub struct Mismatch {
    /// Sort of the fault.
    pub code: Code,
    /// Position of the record at fault.
    pub at: usize,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub remedy: String,
}

impl Record {
    /// Joins the shards of one run into that very run.
    ///
    /// # Errors
    /// If they belong to different runs, overlap, or leave worlds out.
    pub fn join(shards: &[Self]) -> Result<Self, Mismatch> {
        let Some(first) = shards.first() else {
            let cause = "there is nothing to join".to_owned();
            let remedy = "name the replications.json files of all shards".to_owned();
            return Err(Mismatch { code: Code::SHARD, at: 0, cause, remedy });
        };
        for (at, shard) in shards.iter().enumerate().skip(1) {
            first.same_run(shard, at)?;
        }
        let mut joined = first.clone();
        for (i, case) in joined.cases.iter_mut().enumerate() {
            let mut seen: BTreeSet<u64> = BTreeSet::new();
            case.replications.clear();
            for (at, shard) in shards.iter().enumerate() {
                for r in &shard.cases[i].replications {
                    if !seen.insert(r.number) {
                        let cause = format!("world {} is in two of the shards", r.number);
                        let remedy = "name each shard once, and give each job its own --shard i/n".to_owned();
                        return Err(Mismatch { code: Code::OVERLAP, at, cause, remedy });
                    }
                    case.replications.push(r.clone());
                }
            }
            case.replications.sort_by_key(|r| r.number);
            if let Some(missing) = (0..first.runs).find(|n| !seen.contains(n)) {
                let count = first.runs - seen.len() as u64;
                let cause = format!("{count} of {} worlds are missing, the first is {missing}", first.runs);
                let remedy = "name the files of all shards; start an interrupted one again with its --out".to_owned();
                return Err(Mismatch { code: Code::GAP, at: shards.len() - 1, cause, remedy });
            }
        }
        Ok(joined)
    }

    fn same_run(&self, other: &Self, at: usize) -> Result<(), Mismatch> {
        let subjects = |r: &Self, f: fn(&Subject) -> String| r.cases.iter().map(|c| f(&c.subject)).collect::<Vec<_>>();
        let differ = |f: fn(&Subject) -> String| subjects(self, f) != subjects(other, f);
        let cause = if self.seed != other.seed {
            format!("its seed is {}, that of the first is {}", other.seed, self.seed)
        } else if self.runs != other.runs {
            format!("its run has {} worlds, that of the first {}", other.runs, self.runs)
        } else if differ(|s| s.digest.clone()) {
            "it is of another scenario, or of other overrides, than the first".to_owned()
        } else if differ(|s| s.plan.clone()) {
            "it replays another plan than the first".to_owned()
        } else if differ(|s| format!("{:?}", s.policy)) {
            "its policy is another than that of the first".to_owned()
        } else if differ(|s| format!("{s:?}")) {
            "it is of other cases than the first".to_owned()
        } else {
            return Ok(());
        };
        let remedy = "give all shards the same scenario, --runs, --seed, --replan and --plan plan.json".to_owned();
        Err(Mismatch { code: Code::SHARD, at, cause, remedy })
    }
}
