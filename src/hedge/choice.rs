//! Which candidate is the answer: the cheapest that is sure enough, proved in worlds that it was not chosen in; and the curve.

use std::collections::BTreeMap;

use crate::hedge::known::{KnownWorlds, ShardNumber, falls_to};
use crate::hedge::trial::{Tried, holds, replay};
use crate::hedge::{End, Measure, News, Question, Stopwatch};
use crate::optimise::Observer;
use crate::simulate::Replication;
use crate::simulate::statistics::Chance;

/// Certainties of the curve.
const LEVELS: [f64; 6] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
/// Candidates whose proof is tried at most.
const PROOFS: usize = 3;
/// Worlds of a proof between two looks at what it says so far.
const LOOK: usize = 250;
/// Worlds after which a plan may be given up.
const CLEAR: usize = 500;
/// Share of the time after which the proof ends, and what it has in any case.
const PROOF_TIME: f64 = 0.7;
const LEAST: f64 = 0.1;

/// The answer with its proof.
pub(super) struct Chosen {
    /// Position among the trials.
    pub at: usize,
    /// Its worlds.
    pub proof: Vec<Replication>,
    /// They are worlds that it was not chosen in.
    pub fresh: bool,
}

/// The best candidate: surely sure enough and cheapest; else sure enough; else the surest. The optimum, if it is sure enough, needs no
/// buffer.
pub(super) fn best(q: &Question, trials: &[Tried]) -> usize {
    order(q, trials).first().copied().unwrap_or(0)
}

fn order(q: &Question, trials: &[Tried]) -> Vec<usize> {
    let key = |i: &usize| {
        let t = &trials[*i];
        let chance = t.chance(usize::MAX);
        let value = t.value(q.measure, q.target, usize::MAX);
        let class = match q.measure {
            Measure::Budget => u8::from(!value.is_finite()) * 2,
            Measure::Out if chance.low >= q.target => u8::from(*i > 0 && optimum_holds(q, trials)),
            Measure::Out if chance.share >= q.target => 1,
            Measure::Out => 2,
        };
        // Among those that are not sure enough the surest comes first.
        let first = if class == 2 { -chance.share } else { value };
        (class, first, value)
    };
    let mut list: Vec<usize> = (0..trials.len()).collect();
    let keys: Vec<_> = list.iter().map(key).collect();
    list.sort_by(|a, b| {
        let (x, y) = (keys[*a], keys[*b]);
        x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)).then(x.2.total_cmp(&y.2)).then(a.cmp(b))
    });
    list
}

fn optimum_holds(q: &Question, trials: &[Tried]) -> bool {
    trials[0].chance(usize::MAX).low >= q.target
}

/// Proves the best in fresh worlds, as many as the time allows; if they say that it is not sure enough after all, a surer one.
pub(super) fn choose(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    trials: &[Tried],
    told: &(dyn Fn(&News) + Sync),
    known: &KnownWorlds,
) -> Chosen {
    let end = clock.end_with(observer, PROOF_TIME, LEAST);
    let mut surest: Option<(f64, Chosen)> = None;
    let mut least = -1.0;
    let mut tried = 0;
    for at in order(q, trials) {
        let share = trials[at].chance(usize::MAX).share;
        if tried >= PROOFS || (tried > 0 && (share <= least || end.reached())) {
            continue;
        }
        tried += 1;
        least = share;
        let best = Some((share, trials[at].value(q.measure, q.target, usize::MAX)));
        told(&News { doing: "it is proved in fresh worlds".into(), best, bound: None });
        // Half of what is left: if it fails there is time for another.
        let half = clock.end(observer, f64::midpoint(clock.used(), end.share));
        let proof = proved(q, known, (at, &trials[at]), Vec::new(), &half);
        if proof.is_empty() {
            continue;
        }
        let found = share_that_holds(&proof);
        if surest.as_ref().is_none_or(|(s, _)| found > *s) {
            surest = Some((found, Chosen { at, proof, fresh: true }));
        }
        if found >= q.target {
            break;
        }
    }
    // Stopped: the worlds that it was chosen in are all there is.
    let unproved = || {
        let at = best(q, trials);
        Chosen { at, proof: trials[at].worlds.clone(), fresh: false }
    };
    let mut chosen = surest.map_or_else(unproved, |(_, chosen)| chosen);
    if chosen.fresh {
        chosen.proof = proved(q, known, (chosen.at, &trials[chosen.at]), chosen.proof, &end);
    }
    chosen
}

fn share_that_holds(list: &[Replication]) -> f64 {
    list.iter().filter(|r| holds(r)).count() as f64 / list.len().max(1) as f64
}

/// Fresh worlds after those of `proof`; no more of them once it is clear that the plan is not sure enough.
fn proved(
    q: &Question,
    known: &KnownWorlds,
    candidate: (usize, &Tried),
    mut proof: Vec<Replication>,
    end: &End,
) -> Vec<Replication> {
    let numbers: Vec<u64> = (proof.len() as u64..q.proof.max(1)).collect();
    for part in numbers.chunks(LOOK) {
        let fresh = fresh(q, known, candidate, part, end);
        let whole = fresh.len() == part.len();
        proof.extend(fresh);
        let held = proof.iter().filter(|r| holds(r)).count();
        if !whole || (proof.len() >= CLEAR && Chance::of(held, proof.len()).high < q.target) {
            break;
        }
    }
    proof
}

/// Fresh worlds of these numbers: those that are known, the others replayed; the first of them, without a gap.
fn fresh(
    q: &Question,
    known: &KnownWorlds,
    (at, trial): (usize, &Tried),
    numbers: &[u64],
    end: &End,
) -> Vec<Replication> {
    let missing: Vec<u64> = numbers.iter().copied().filter(|n| known.world(at, *n).is_none()).collect();
    let seed = q.seed.wrapping_add(1);
    let list = if missing.is_empty() { Vec::new() } else { replay(q, &trial.decisions, q.policy, seed, &missing, end) };
    let replayed = |n: u64| list.binary_search_by_key(&n, |r| r.number).ok().map(|i| list[i].clone());
    numbers.iter().map_while(|n| known.world(at, *n).cloned().or_else(|| replayed(*n))).collect()
}

/// A share of the worlds in which [`choose`] will prove candidates, by candidate: a surer one as well where the share says that the
/// one before it is not sure enough.
pub(super) fn share_of_proof(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    trials: &[Tried],
    told: &(dyn Fn(&News) + Sync),
    share: ShardNumber,
) -> BTreeMap<usize, Vec<Replication>> {
    let end = clock.end_with(observer, PROOF_TIME, LEAST);
    let mine: Vec<u64> = (0..q.proof.max(1)).filter(|n| falls_to(share, *n)).collect();
    let mut proofs = BTreeMap::new();
    let mut least = -1.0;
    for at in order(q, trials) {
        let here = trials[at].chance(usize::MAX).share;
        if proofs.len() >= PROOFS || here <= least || end.reached() {
            continue;
        }
        least = here;
        let best = Some((here, trials[at].value(q.measure, q.target, usize::MAX)));
        told(&News { doing: "a share of the proof".into(), best, bound: None });
        let worlds = replay(q, &trials[at].decisions, q.policy, q.seed.wrapping_add(1), &mine, &end);
        let enough = share_that_holds(&worlds) >= q.target;
        proofs.insert(at, worlds);
        if enough {
            break;
        }
    }
    proofs
}

/// Candidates that nothing beats: at each level of certainty the cheapest; the optimum first.
pub(super) fn curve(trials: &[Tried], measure: Measure) -> Vec<(f64, usize)> {
    let share = |i: usize| trials[i].chance(usize::MAX).share;
    let mut list = vec![(share(0), 0)];
    for level in LEVELS {
        let value = |i: &usize| trials[*i].value(measure, level, usize::MAX);
        let sure = (0..trials.len()).filter(|i| share(*i) >= level);
        if let Some(at) = sure.min_by(|a, b| value(a).total_cmp(&value(b)).then(a.cmp(b))) {
            if !list.iter().any(|(_, known)| *known == at) {
                list.push((share(at), at));
            }
        }
    }
    let surest = (0..trials.len()).max_by(|a, b| share(*a).total_cmp(&share(*b)).then(b.cmp(a))).unwrap_or(0);
    if !list.iter().any(|(_, known)| *known == surest) {
        list.push((share(surest), surest));
    }
    list.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    list
}
