//! The search from above: one knob first, then buffers site by site, raced in common random worlds.
//!
//! Decides in the order in which candidates are made, never by who is ready first.

use rayon::prelude::*;

use crate::hedge::buffers::{Buffers, sensitive_lost};
use crate::hedge::moves::neighbours;
use crate::hedge::trial::Trial;
use crate::hedge::{Clock, Measure, News, Question};
use crate::optimise::Observer;
use crate::plan::decisions::Decisions;
use crate::plan::result::Plan;

/// Worlds after which what is clearly worse is dropped.
const FIRST: u64 = 100;
/// Settings of the one knob that are tried at most: periods before the optimum's end.
const KNOBS: u32 = 8;
/// Shares of the rates that are planned with.
const RATES: [f64; 3] = [0.9, 0.8, 0.7];
/// Rounds of the local search at most.
const ROUNDS: usize = 12;
/// Share of the time after which the knobs, and then the local search, end.
const KNOB_TIME: f64 = 0.35;
const SEARCH_TIME: f64 = 0.55;

pub(super) struct Search<'a> {
    q: &'a Question<'a>,
    clock: &'a Clock,
    observer: &'a dyn Observer,
    told: &'a (dyn Fn(&News) + Sync),
    /// The optimum first.
    trials: Vec<Trial>,
    /// Closings and buffers that have been tried.
    seen: Vec<Buffers>,
    /// Sensitive loads that the optimum gives up.
    sensitive: f64,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        q: &'a Question<'a>,
        clock: &'a Clock,
        observer: &'a dyn Observer,
        told: &'a (dyn Fn(&News) + Sync),
        base: &Plan,
        decisions: Decisions,
    ) -> Self {
        let end = base.sites.iter().filter_map(|s| s.closes_period).max().unwrap_or(q.mission.calendar.periods);
        let none = Buffers::none(q.mission, end);
        let sensitive = sensitive_lost(q.mission, &decisions);
        let trials = vec![Trial::new(none.clone(), decisions)];
        Self { q, clock, observer, told, trials, seen: vec![none], sensitive }
    }

    fn stop(&self) -> bool {
        self.observer.cancelled()
    }

    pub(super) fn run(&mut self) {
        let cancelled = || self.observer.cancelled();
        self.trials[0].replay_to(self.q, self.q.worlds.max(FIRST), &cancelled);
        self.tell("the optimum is tried");
        // Where the optimum is sure enough nothing has to be bought.
        if self.q.measure == Measure::Out && self.trials[0].chance(usize::MAX).low >= self.q.target {
            self.knobs(2);
            return;
        }
        self.knobs(KNOBS);
        for _ in 0..ROUNDS {
            if self.stop() || self.clock.past(SEARCH_TIME) {
                break;
            }
            let from = self.best();
            let list = neighbours(self.q.mission, &self.trials[from]);
            self.tell("closings are moved by what goes wrong first");
            self.race(list, SEARCH_TIME);
            if self.best() == from {
                break;
            }
        }
    }

    /// All sites earlier; all rates lower: the optimiser plans anew with each.
    fn knobs(&mut self, most: u32) {
        let none = self.trials[0].buffers.clone();
        let mut list: Vec<Buffers> =
            (1..=most.min(none.end.saturating_sub(1))).map(|earlier| Buffers { earlier, ..none.clone() }).collect();
        // Two at a time: the first hedged plan is wanted early.
        while !list.is_empty() && !self.stop() && !self.clock.past(KNOB_TIME) {
            let rest = list.split_off(list.len().min(2));
            let before = self.trials.len();
            self.tell("all sites close earlier");
            self.race(std::mem::replace(&mut list, rest), KNOB_TIME);
            let enough = |t: &Trial| t.chance(FIRST as usize).share >= 1.0 - 1e-9;
            if self.trials[before..].iter().any(enough) {
                break;
            }
        }
        if !self.clock.past(KNOB_TIME) && !self.stop() {
            self.tell("rates are planned below their mean");
            self.race(RATES.iter().map(|rates| Buffers { rates: *rates, ..none.clone() }).collect(), KNOB_TIME);
        }
    }

    /// Plans each, tries it in the first worlds, and what is not clearly worse than the best so far in all of them.
    fn race(&mut self, list: Vec<Buffers>, share: f64) {
        let fresh: Vec<Buffers> = list.into_iter().filter(|b| !self.seen.contains(b) && b.rates > 0.3).collect();
        self.seen.extend(fresh.iter().cloned());
        let (q, sensitive, clock) = (self.q, self.sensitive, self.clock);
        let cancelled = || self.observer.cancelled();
        let one = |b: Buffers| {
            if cancelled() || clock.past(share) {
                return None;
            }
            let d = b.plan(q.mission, &q.options, sensitive)?;
            let passed = crate::audit::audit(q.mission, &crate::plan::accounts::account(q.mission, &d, &nameless(q)));
            passed.passed().then(|| Trial::new(b, d))
        };
        let mut tried: Vec<Trial> = fresh.into_par_iter().filter_map(one).collect();
        for t in tried.iter_mut().take_while(|_| !clock.past(share)) {
            t.replay_to(q, FIRST, &cancelled);
        }
        for mut t in tried {
            if clock.past(share) {
                break;
            }
            if t.worlds.len() < FIRST as usize || self.is_known(&t) {
                continue;
            }
            let best = &self.trials[self.best()];
            let sure = best.chance(usize::MAX).share >= q.target;
            let dearer = q.measure == Measure::Out && t.more_than(best, FIRST as usize).low > 0.0;
            let weaker = t.chance(FIRST as usize).share <= best.chance(FIRST as usize).share;
            let hopeless = t.chance(FIRST as usize).high < q.target;
            // Dearer and no surer is of no use to anybody; surer and dearer is a point of the curve.
            if (dearer && weaker) || (sure && hopeless && t.more_than(best, FIRST as usize).high > 0.0) {
                continue;
            }
            t.replay_to(q, q.worlds.max(FIRST), &cancelled);
            if t.worlds.len() as u64 >= q.worlds {
                self.trials.push(t);
            }
        }
    }

    /// The same plan under another name.
    fn is_known(&self, t: &Trial) -> bool {
        let same = |o: &Trial| {
            o.closes == t.closes
                && o.worlds.iter().zip(&t.worlds).all(|(a, b)| {
                    (a.cost_usd - b.cost_usd).abs() < 1.0 && (a.value_lost_usd - b.value_lost_usd).abs() < 1.0
                })
        };
        self.trials.iter().any(same)
    }

    /// Position of the best so far.
    fn best(&self) -> usize {
        crate::hedge::choice::best(self.q, &self.trials)
    }

    fn tell(&self, doing: &str) {
        let best = &self.trials[self.best()];
        let n = best.worlds.len();
        let best = Some((best.chance(n).share, best.value(self.q.measure, self.q.target, n)));
        (self.told)(&News { doing: doing.into(), best, bound: None, left: self.clock.left() });
    }

    pub(super) fn finish(self) -> Vec<Trial> {
        self.trials
    }
}

/// For the audit of a candidate, which has no name yet.
fn nameless(q: &Question) -> crate::plan::accounts::About {
    crate::plan::accounts::About {
        scenario: q.scenario.clone(),
        solver: crate::plan::result::SolverRef {
            name: String::new(),
            version: String::new(),
            seconds: 0.0,
            gap: None,
            bound: None,
            status: "hedged".into(),
        },
        stages: Vec::new(),
        shortfall_usd: Some(0.0),
        shortfall_unknown: false,
        marginals: Vec::new(),
        notes: Vec::new(),
    }
}
