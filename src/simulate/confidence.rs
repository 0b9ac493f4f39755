//! How sure a plan is, in the few figures that stand beside it wherever it is shown.
//!
//! Must not know who asks.

use std::collections::BTreeMap;

use crate::mission::Mission;
use crate::plan::from_record;
use crate::plan::result::{Confidence, FailsFirst, Plan};
use crate::scenario::risk::Process;
use crate::simulate::record::Subject;
use crate::simulate::statistics::Chance;
use crate::simulate::summary::summarise;
use crate::simulate::{Case, Policy, Replication, replications};

/// Worlds that a plan is tried in where nothing else is asked: known to five points either way, in well under a second.
pub const WORLDS: u64 = 300;
/// Seed of those worlds.
pub const SEED: u64 = 1;

/// Replays a plan; none if there is nothing that can go wrong, no world is asked for, or the plan is not one of this mission.
pub fn confidence(m: &Mission, plan: &Plan, processes: &[Process], worlds: u64, seed: u64) -> Option<Confidence> {
    if processes.is_empty() || worlds == 0 {
        return None;
    }
    let decisions = from_record::decisions(m, plan).ok()?;
    let case = Case { mission: m, decisions: &decisions, processes, policy: Policy::CatchUp };
    let numbers: Vec<u64> = (0..worlds).collect();
    let list = replications(&case, seed, &numbers, &|_| (), &|| false);
    let subject = Subject::new(m.name.clone(), m, plan, Policy::CatchUp);
    of_worlds(&subject, plan, &list, seed)
}

/// The figures of a list of worlds; none of an empty one.
pub fn of_worlds(subject: &Subject, plan: &Plan, list: &[Replication], seed: u64) -> Option<Confidence> {
    let s = summarise(subject, list)?;
    // No more people are left than the plan itself leaves.
    let held = list.iter().filter(|r| r.holds(plan.summary.people_left)).count();
    let chance = Chance::of(held, list.len());
    // A plan that leaves something behind ends when it says: there is no other end to wait for.
    let ends = plan.summary.finished_on.is_some();
    let day = |p: f64| subject.day(p).filter(|_| ends);
    Some(Confidence {
        holds: chance.share,
        low: chance.low,
        high: chance.high,
        worlds: list.len() as u64,
        seed,
        finished_p80: day(s.finish.p80),
        finished_p95: day(s.finish.p95),
        cost_mean_usd: s.cost_usd.mean,
        cost_p80_usd: s.cost_usd.p80,
        cost_p95_usd: s.cost_usd.p95,
        value_lost_mean_usd: s.value_lost_usd.mean,
        casualties_mean: s.casualties.mean,
        people_left_mean: s.people_left.mean,
        within_budget: s.within_budget.filter(|_| ends).map(|c| c.share),
        fails_first: s.causes.first().map(|c| {
            let mut first = FailsFirst {
                process: c.process.clone(),
                place: c.place.clone(),
                share: c.worlds as f64 / list.len() as f64,
                names: BTreeMap::new(),
            };
            name(&mut first, &subject.names);
            first
        }),
    })
}

/// Gives the ids of what fails first the names that they have among others; those that it brought along are kept.
pub fn name(first: &mut FailsFirst, names: &BTreeMap<String, String>) {
    // The id of a rate that is drawn ends with that of the row that it was made of.
    let rate = first.process.split_once(" of ").map_or("", |(_, of)| of);
    let ids = [first.place.as_str(), rate];
    let found: Vec<(String, String)> =
        ids.iter().filter_map(|id| Some(((*id).to_owned(), names.get(*id)?.clone()))).collect();
    for (id, name) in found {
        first.names.entry(id).or_insert(name);
    }
}
