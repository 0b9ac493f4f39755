//! Which candidate is the answer: the cheapest that is sure enough, proved in worlds that it was not chosen in; and the curve.

use crate::hedge::trial::{Trial, holds, replay};
use crate::hedge::{Clock, Measure, Question};
use crate::optimise::Observer;
use crate::simulate::Replication;

/// Certainties of the curve.
const LEVELS: [f64; 6] = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
/// Candidates whose proof is tried at most.
const PROOFS: usize = 3;
/// Worlds of a proof at a time, the fewest of a proof that the clock ends, and the share of the time after which it does.
const BATCH: usize = 500;
const LEAST_PROOF: usize = 1000;
const PROOF_TIME: f64 = 0.85;

/// The answer with its proof.
pub(super) struct Chosen {
    /// Position among the trials.
    pub at: usize,
    /// Fresh worlds.
    pub proof: Vec<Replication>,
}

/// The best candidate: surely sure enough and cheapest; else sure enough; else the surest. The optimum, if it is sure enough, needs no
/// buffer.
pub(super) fn best(q: &Question, trials: &[Trial]) -> usize {
    order(q, trials).first().copied().unwrap_or(0)
}

fn order(q: &Question, trials: &[Trial]) -> Vec<usize> {
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

fn optimum_holds(q: &Question, trials: &[Trial]) -> bool {
    trials[0].chance(usize::MAX).low >= q.target
}

/// Proves the best in fresh worlds; if they say that it is not sure enough after all, a surer one.
pub(super) fn choose(q: &Question, clock: &Clock, observer: &dyn Observer, trials: &[Trial]) -> Chosen {
    let numbers: Vec<u64> = (0..q.proof.max(1)).collect();
    let stop = || observer.cancelled();
    let mut surest: Option<(f64, Chosen)> = None;
    let mut least = -1.0;
    let mut tried = 0;
    for at in order(q, trials) {
        let share = trials[at].chance(usize::MAX).share;
        if tried >= PROOFS || (tried > 0 && (share <= least || clock.past(0.8))) {
            continue;
        }
        tried += 1;
        least = share;
        let mut proof = proved(q, clock, &trials[at], &numbers, &stop);
        if proof.is_empty() {
            // Stopped: the worlds that it was chosen in are all there is.
            proof.clone_from(&trials[at].worlds);
        }
        let found = proof.iter().filter(|r| holds(r)).count() as f64 / proof.len().max(1) as f64;
        let better = surest.as_ref().is_none_or(|(s, _)| found > *s);
        if better {
            surest = Some((found, Chosen { at, proof }));
        }
        if found >= q.target {
            break;
        }
    }
    surest.map_or(Chosen { at: 0, proof: trials[0].worlds.clone() }, |(_, c)| c)
}

/// Fresh worlds, batch by batch: the clock may end the proof, but not before there is one worth its name.
fn proved(
    q: &Question,
    clock: &Clock,
    trial: &Trial,
    numbers: &[u64],
    stop: &(dyn Fn() -> bool + Sync),
) -> Vec<Replication> {
    let mut proof = Vec::new();
    for batch in numbers.chunks(BATCH) {
        if proof.len() >= LEAST_PROOF && clock.past(PROOF_TIME) {
            break;
        }
        let fresh = replay(q, &trial.decisions, q.policy, q.seed.wrapping_add(1), batch, stop);
        if fresh.len() < batch.len() {
            break;
        }
        proof.extend(fresh);
    }
    proof
}

/// Candidates that nothing beats: at each level of certainty the cheapest; the optimum first.
pub(super) fn curve(trials: &[Trial], measure: Measure) -> Vec<(f64, usize)> {
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
