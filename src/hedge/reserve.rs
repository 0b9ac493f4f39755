//! What the reserve is for: which buffers the chosen plan has beyond the optimum, what they answer, and what taking one away would do,
//! from worlds that both have been through.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::hedge::buffers::{Buffers, GIVEN};
use crate::hedge::choice::Chosen;
use crate::hedge::trial::{Tried, economic, holds, in_batches, replay};
use crate::hedge::{End, Question, Stopwatch};
use crate::id::Id;
use crate::optimise::Observer;
use crate::plan::decisions::Decisions;
use crate::simulate::statistics::{Chance, Percentiles};
use crate::simulate::{Case, Policy, Replication};

/// Worlds in which a buffer is taken away.
const WORLDS: usize = 300;
/// Share of the time after which no more buffers are looked at.
const TIME: f64 = 0.95;

/// Something that is kept in reserve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reserve {
    /// `site`, `fleet`, `rates`, `money`.
    pub kind: String,
    /// Id of the site or fleet; empty for the others.
    pub entity: String,
    /// How much more than in the optimum.
    pub amount: f64,
    /// `periods`, `share`, `usd`.
    pub unit: String,
    /// What it answers, the most frequent first.
    pub purpose: Vec<Purpose>,
    /// The plan without it; null if there is none, or the time was too short to look.
    pub without: Option<Without>,
}

/// What a reserve answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Purpose {
    /// The process.
    pub process: String,
    /// Worlds in which it made the optimum fail first, and the chosen plan held.
    pub worlds: usize,
    /// What the plan would cost less on average if the process did not exist, dollars; null where that was not asked, or the time was up.
    pub cost_usd: Option<f64>,
}

/// A plan without one of its buffers, in the same worlds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Without {
    /// Share of the worlds in which it holds.
    pub holds: f64,
    /// How much less often than with the buffer.
    pub less_often: f64,
    /// Spending and loss more than with the buffer, dollars on average.
    pub more_usd: f64,
    /// Worlds.
    pub worlds: usize,
}

pub(super) fn reserve(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    base: &Tried,
    chosen: &Tried,
) -> Vec<Reserve> {
    let end = clock.end(observer, TIME);
    let mut list = Vec::new();
    let saved: Vec<&Replication> =
        base.worlds.iter().zip(&chosen.worlds).filter(|(b, c)| !holds(b) && holds(c)).map(|(b, _)| b).collect();
    let m = q.mission;
    for (id, s) in m.sites.iter() {
        let (was, is) = (base.closes[id.index()], chosen.closes[id.index()]);
        if is >= was {
            continue;
        }
        let here = |place: &str| s.key == place || m.routes.values().any(|r| r.key == place && r.from == id);
        let mut closes = chosen.closes.clone();
        closes[id.index()] = was;
        let without = Buffers { earlier: 0, closes: Some(closes), ..chosen.buffers.clone() };
        list.push(Reserve {
            kind: "site".into(),
            entity: s.key.clone(),
            amount: f64::from(was - is),
            unit: "periods".into(),
            purpose: purposes(&saved, here),
            without: taken_away(q, &end, chosen, &without),
        });
    }
    for (id, f) in m.fleets.iter().filter(|(id, _)| chosen.buffers.kept[id.index()] > 0) {
        let mut without = chosen.buffers.clone();
        without.kept[id.index()] = 0;
        without.earlier = 0;
        without.closes = Some(chosen.closes.clone());
        let by = |place: &str| m.routes.values().any(|r| r.key == place && r.fleet == id);
        list.push(Reserve {
            kind: "fleet".into(),
            entity: f.key.clone(),
            amount: f64::from(chosen.buffers.kept[id.index()]),
            unit: "periods".into(),
            purpose: purposes(&saved, by),
            without: taken_away(q, &end, chosen, &without),
        });
    }
    if chosen.buffers.rates < 1.0 {
        let without = Buffers { earlier: 0, rates: 1.0, closes: Some(chosen.closes.clone()), ..chosen.buffers.clone() };
        list.push(Reserve {
            kind: "rates".into(),
            entity: String::new(),
            amount: 1.0 - chosen.buffers.rates,
            unit: "share".into(),
            purpose: purposes(&saved, |_| true),
            without: taken_away(q, &end, chosen, &without),
        });
    }
    list
}

/// The money beyond the plan's own sum that suffices in 95 of 100 worlds, and what each process takes of it.
pub(super) fn money(q: &Question, end: &End, planned_usd: f64, chosen: &Chosen, trial: &Tried) -> Reserve {
    let p95 = Percentiles::of(chosen.proof.iter().map(|r| r.cost_usd).collect()).p95;
    let few: Vec<u64> = (0..WORLDS.min(trial.worlds.len()) as u64).collect();
    let mean = |list: &[Replication]| list.iter().map(|r| r.cost_usd).sum::<f64>() / list.len().max(1) as f64;
    let with = mean(&trial.worlds[..few.len()]);
    let purpose = q.processes.iter().enumerate().map(|(i, p)| {
        let others: Vec<_> = q.processes.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, p)| p.clone()).collect();
        let case =
            Case { mission: q.mission, decisions: &trial.decisions, processes: &others, policy: Policy::CatchUp };
        // Each process is a few hundred worlds more: not where the time is up.
        let list = in_batches(&case, q.seed, &few, end);
        let whole = list.len() == few.len() && !few.is_empty();
        let first = |r: &&Replication| r.first_failure.as_ref().is_some_and(|f| f.process == p.id);
        Purpose {
            process: p.id.clone(),
            worlds: trial.worlds.iter().filter(first).count(),
            cost_usd: whole.then(|| with - mean(&list)),
        }
    });
    let mut purpose: Vec<Purpose> = purpose.collect();
    purpose.sort_by(|a, b| b.cost_usd.unwrap_or(0.0).total_cmp(&a.cost_usd.unwrap_or(0.0)));
    Reserve {
        kind: "money".into(),
        entity: String::new(),
        amount: p95 - planned_usd,
        unit: "usd".into(),
        purpose,
        without: None,
    }
}

/// Processes that made the optimum fail first at some places, in the worlds that the chosen plan saved.
fn purposes(saved: &[&Replication], at: impl Fn(&str) -> bool) -> Vec<Purpose> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for f in saved.iter().filter_map(|r| r.first_failure.as_ref()).filter(|f| at(&f.place)) {
        *counts.entry(&f.process).or_default() += 1;
    }
    let one = |(process, worlds): (&str, usize)| Purpose { process: process.to_owned(), worlds, cost_usd: None };
    let mut list: Vec<Purpose> = counts.into_iter().map(one).collect();
    list.sort_by_key(|p| std::cmp::Reverse(p.worlds));
    list
}

fn taken_away(q: &Question, end: &End, with: &Tried, b: &Buffers) -> Option<Without> {
    let n = WORLDS.min(with.worlds.len());
    // A plan takes its time: none is begun that would end after the end.
    if end.seconds() < q.seconds * GIVEN {
        return None;
    }
    let decisions: Decisions = b.plan(q, &with.decisions, f64::INFINITY, end)?;
    let numbers: Vec<u64> = (0..n as u64).collect();
    let worlds = replay(q, &decisions, Policy::CatchUp, q.seed, &numbers, end);
    if worlds.len() < n || n == 0 {
        return None;
    }
    let chance = Chance::of(worlds.iter().filter(|r| holds(r)).count(), n);
    let mean = |list: &[Replication]| list.iter().take(n).map(economic).sum::<f64>() / n as f64;
    Some(Without {
        holds: chance.share,
        less_often: with.chance(n).share - chance.share,
        more_usd: mean(&worlds) - mean(&with.worlds),
        worlds: n,
    })
}
