//! The answer as it is written to `hedge.json`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::hedge::bound::Bound;
use crate::hedge::choice::Chosen;
use crate::hedge::foresight::Foresight;
use crate::hedge::reserve::{Reserve, money};
use crate::hedge::trial::{Tried, holds, suffices};
use crate::hedge::{End, Measure, Question};
use crate::mission::Period;
use crate::plan::result::{Plan, ScenarioRef};
use crate::simulate::confidence::of_worlds;
use crate::simulate::record::Subject;
use crate::simulate::statistics::{Chance, Percentiles};
use crate::simulate::{Policy, Replication};
use crate::vocabulary;

/// Version of the format.
pub const HEDGE_VERSION: u32 = 1;

/// What was reached, in fresh worlds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Achieved {
    /// Share of the worlds in which everybody is out by the deadline.
    pub probability: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Worlds.
    pub worlds: u64,
    /// Seed of the worlds.
    pub seed: u64,
    /// The plan was not chosen in them.
    #[serde(default = "yes")]
    pub fresh: bool,
}

fn yes() -> bool {
    true
}

/// What is to be expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    /// Spending, dollars.
    pub cost_usd: f64,
    /// Value of equipment lost, dollars.
    pub value_lost_usd: f64,
    /// Hurt or killed.
    pub casualties: f64,
}

/// A plan in the worlds in which candidates are compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// What it keeps in reserve, in words.
    pub buffers: String,
    /// Share of the worlds in which everybody is out by the deadline, with its 95 % interval.
    pub holds: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Mean spending, dollars.
    pub cost_usd: f64,
    /// Mean value of equipment lost, dollars.
    pub value_lost_usd: f64,
    /// Mean of the hurt or killed.
    pub casualties: f64,
    /// 95 % of the worlds cost no more, dollars.
    pub cost_p95_usd: f64,
    /// Money that is enough, with everybody out in time, in the share of the worlds asked for; null if there are not so many.
    pub suffices_usd: Option<f64>,
    /// Last day of the plan's last closing.
    pub ends: Date,
    /// Worlds.
    pub worlds: u64,
    /// The answer.
    pub chosen: bool,
}

/// A point of the curve: a candidate that nothing beats at its certainty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The candidate.
    pub candidate: Candidate,
    /// File of its plan beside `hedge.json`.
    pub plan: String,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hedge {
    /// Version of the format.
    pub schema_version: u32,
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// Probability that was asked for.
    pub target: f64,
    /// What holding means.
    pub measure: Measure,
    /// What is done when the plan is late.
    pub policy: Policy,
    /// What was reached.
    pub achieved: Achieved,
    /// What is to be expected, in the worlds of the proof.
    pub mean: Mean,
    /// 80 % of the worlds cost no more, dollars.
    pub cost_p80_usd: f64,
    /// 95 % do.
    pub cost_p95_usd: f64,
    /// Money that is enough, with everybody out in time, in the share of the worlds asked for; null if there are not so many.
    pub suffices_usd: Option<f64>,
    /// 95 % of the worlds in which it holds cost no more, dollars; null where there are none.
    #[serde(default)]
    pub cost_p95_held_usd: Option<f64>,
    /// What any plan comes to at least; null if the time was too short.
    pub bound: Option<Bound>,
    /// Whether the time is enough for a planner who knows the world; null if the optimum is sure enough.
    #[serde(default)]
    pub foresight: Option<Foresight>,
    /// Mean spending and loss beyond the bound, as a share of the plan's; null without a bound.
    pub gap: Option<f64>,
    /// What is kept in reserve, and for what.
    pub reserve: Vec<Reserve>,
    /// Every plan that was tried in all worlds; the optimum first.
    pub candidates: Vec<Candidate>,
    /// Certainty against money.
    pub curve: Vec<CurvePoint>,
    /// What was not done because the clock or the user ended the work, in sentences; empty if all was.
    #[serde(default)]
    pub unfinished: Vec<String>,
    /// Words that were typed after `drawdown` to make it; absent in what the library makes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub command: Vec<String>,
    /// Names for people by the ids of sites, exits, fleets and routes; absent in results of earlier versions.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    /// The hedged plan.
    #[serde(skip)]
    pub plan: Option<Box<Plan>>,
    /// The plans of the curve.
    #[serde(skip)]
    pub plans: Vec<Plan>,
}

impl Hedge {
    /// The optimum, which knows no risk.
    pub fn optimum(&self) -> Option<&Candidate> {
        self.candidates.first()
    }
    /// The answer in the worlds in which candidates are compared.
    pub fn chosen(&self) -> Option<&Candidate> {
        self.candidates.iter().find(|c| c.chosen)
    }
    /// Not even planners who know their world are out in time in so many of them: no plan holds.
    pub fn is_out_of_reach(&self) -> bool {
        self.foresight.as_ref().is_some_and(|f| f.high < self.target)
    }
    /// Fresh worlds say that it is sure enough.
    pub fn is_reached(&self) -> bool {
        self.achieved.probability >= self.target
    }
}

pub(super) struct Parts<'a> {
    pub plan: Plan,
    pub trials: &'a [Tried],
    pub chosen: Chosen,
    pub reserve: Vec<Reserve>,
    pub bound: Option<Bound>,
    pub foresight: Option<Foresight>,
    pub curve: Vec<(f64, usize)>,
    pub points: Vec<Plan>,
}

pub(super) fn record(q: &Question, end: &End, parts: Parts) -> Hedge {
    let Parts { mut plan, trials, chosen, mut reserve, bound, foresight, curve, mut points } = parts;
    let proof = &chosen.proof;
    let chance = Chance::of(proof.iter().filter(|r| holds(r)).count(), proof.len().max(1));
    let costs = Percentiles::of(proof.iter().map(|r| r.cost_usd).collect());
    let mean = |f: fn(&Replication) -> f64| proof.iter().map(f).sum::<f64>() / proof.len().max(1) as f64;
    let proof_seed = if chosen.fresh { q.seed.wrapping_add(1) } else { q.seed };
    sure(q, &mut plan, proof, proof_seed);
    reserve.push(money(q, end, plan.summary.cost_usd, &chosen, &trials[chosen.at]));
    let enough = suffices(proof, q.target);
    let held: Vec<f64> = proof.iter().filter(|r| holds(r)).map(|r| r.cost_usd).collect();
    let numbers = trials[chosen.at].worlds.len().max(1) as f64;
    let mean_here = trials[chosen.at].worlds.iter().map(super::trial::economic).sum::<f64>() / numbers;
    let mut named = Vec::new();
    for (i, ((share, at), point)) in curve.iter().zip(&mut points).enumerate() {
        sure(q, point, &trials[*at].worlds, q.seed);
        let name =
            if *at == 0 { "plan-optimum.json".to_owned() } else { format!("plan-{}-{:.0}.json", i + 1, share * 100.0) };
        named.push(CurvePoint { candidate: candidate(q, &trials[*at], *at == chosen.at), plan: name });
    }
    Hedge {
        schema_version: HEDGE_VERSION,
        scenario: q.scenario.clone(),
        target: q.target,
        measure: q.measure,
        policy: q.policy,
        achieved: Achieved {
            probability: chance.share,
            low: chance.low,
            high: chance.high,
            worlds: proof.len() as u64,
            seed: proof_seed,
            fresh: chosen.fresh,
        },
        mean: Mean {
            cost_usd: mean(|r| r.cost_usd),
            value_lost_usd: mean(|r| r.value_lost_usd),
            casualties: mean(|r| r.casualties),
        },
        cost_p80_usd: costs.p80,
        cost_p95_usd: costs.p95,
        suffices_usd: Some(enough).filter(|e| e.is_finite()),
        cost_p95_held_usd: (!held.is_empty()).then(|| Percentiles::of(held).p95),
        gap: bound.as_ref().map(|b| b.beyond_usd / mean_here),
        bound,
        foresight,
        reserve,
        candidates: trials.iter().enumerate().map(|(i, t)| candidate(q, t, i == chosen.at)).collect(),
        curve: named,
        unfinished: Vec::new(),
        command: Vec::new(),
        names: vocabulary::names(q.mission),
        plan: Some(Box::new(plan)),
        plans: points,
    }
}

fn sure(q: &Question, plan: &mut Plan, worlds: &[Replication], seed: u64) {
    let mut subject = Subject::new(q.mission.name.clone(), q.mission, plan, q.policy);
    subject.label = "hedged".into();
    // The weeks in between are not kept.
    let worlds: Vec<Replication> = worlds.to_vec();
    plan.summary.confidence = of_worlds(&subject, plan, &worlds, seed);
}

fn candidate(q: &Question, t: &Tried, chosen: bool) -> Candidate {
    let chance = t.chance(usize::MAX);
    let mean = |f: fn(&Replication) -> f64| t.worlds.iter().map(f).sum::<f64>() / t.worlds.len().max(1) as f64;
    let last = t.closes.iter().copied().max().unwrap_or(0).min(q.mission.calendar.periods);
    Candidate {
        buffers: t.buffers.words(q.mission),
        holds: chance.share,
        low: chance.low,
        high: chance.high,
        cost_usd: mean(|r| r.cost_usd),
        value_lost_usd: mean(|r| r.value_lost_usd),
        casualties: mean(|r| r.casualties),
        cost_p95_usd: Percentiles::of(t.worlds.iter().map(|r| r.cost_usd).collect()).p95,
        suffices_usd: Some(suffices(&t.worlds, q.target)).filter(|s| s.is_finite()),
        ends: q.mission.calendar.last_day(Period(last)),
        worlds: t.worlds.len() as u64,
        chosen,
    }
}
