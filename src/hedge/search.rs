//! The search from above: the optimum's closings brought forward, one knob, then buffers site by site, raced in common random worlds.
//!
//! Decides in the order in which candidates are made, never by who is ready first.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::hedge::buffers::{Buffers, sensitive_lost};
use crate::hedge::foresight::in_worlds;
use crate::hedge::neighbours::{neighbours, shifted};
use crate::hedge::trial::Tried;
use crate::hedge::{End, Measure, News, Question, Stopwatch};
use crate::optimise::{Ended, Observer, Outcome};
use crate::plan::decisions::Decisions;
use crate::plan::result::Plan;
use crate::tolerance::{DIVISOR, EXACT};

/// Worlds after which what is clearly worse is dropped.
const FIRST: u64 = 100;
/// Settings of the one knob that are tried at most: periods before the optimum's end.
const KNOBS: u32 = 8;
/// Periods by which the optimum's own closings are brought forward at most.
const EARLIER: u32 = 6;
/// Periods by which all fleets of the optimum are kept longer.
const KEPT: [u32; 2] = [2, 4];
/// Shares of the rates that are planned with.
const RATES: [f64; 3] = [0.9, 0.8, 0.7];
/// Rounds of the local search at most.
const ROUNDS: usize = 12;
/// Neighbours at a time.
const FEW: usize = 8;
/// Share of the time that one candidate's worlds may take: on a slow machine they are fewer.
const COMPARISON: f64 = 0.03;
/// Share of the time after which the trial of the optimum, the first hedged plan, the look at what is possible, the knobs and the local
/// search end.
const BASE_TIME: f64 = 0.15;
const FIRST_TIME: f64 = 0.25;
const FORESIGHT_TIME: f64 = 0.32;
const KNOB_TIME: f64 = 0.45;
const SEARCH_TIME: f64 = 0.55;
/// What those that there is no answer without have in any case.
const LEAST: f64 = 0.05;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriedPlans {
    /// The optimum, booked.
    pub(super) base: Box<Plan>,
    /// It is proved to be one.
    pub(super) proved: bool,
    /// Its gap.
    pub(super) gap: Option<f64>,
    /// The clock or the user ended the search.
    pub(super) cut: bool,
    /// By world: the position of the first day by which a planner who knows it can have everybody out.
    #[serde(default)]
    pub(super) first_steps: Vec<usize>,
    /// Every plan that went through all worlds, the optimum first.
    pub(super) trials: Vec<Tried>,
}

impl TriedPlans {
    /// Plans that went through all worlds.
    pub fn plans(&self) -> usize {
        self.trials.len()
    }
}

pub(super) struct HedgeSearch<'a> {
    q: &'a Question<'a>,
    clock: &'a Stopwatch,
    observer: &'a dyn Observer,
    told: &'a (dyn Fn(&News) + Sync),
    /// The optimum first.
    trials: Vec<Tried>,
    /// See [`TriedPlans`].
    first_steps: Vec<usize>,
    /// Closings and buffers that have been tried.
    seen: Vec<Buffers>,
    /// Sensitive loads that the optimum gives up.
    sensitive: f64,
    /// Worlds in which candidates are compared.
    worlds: u64,
    /// The time did not do for all that was to be tried.
    cut: bool,
}

impl<'a> HedgeSearch<'a> {
    pub(super) fn new(
        q: &'a Question<'a>,
        clock: &'a Stopwatch,
        observer: &'a dyn Observer,
        told: &'a (dyn Fn(&News) + Sync),
        base: &Plan,
        decisions: Decisions,
    ) -> Self {
        let end = base.sites.iter().filter_map(|s| s.closes_period).max().unwrap_or(q.mission.calendar.periods);
        let none = Buffers::none(q.mission, end);
        let sensitive = sensitive_lost(q.mission, &decisions);
        let trials = vec![Tried::new(none.clone(), decisions)];
        Self {
            q,
            clock,
            observer,
            told,
            trials,
            first_steps: Vec::new(),
            seen: vec![none],
            sensitive,
            worlds: q.worlds.max(1),
            cut: false,
        }
    }

    fn end(&self, share: f64) -> End<'a> {
        self.clock.end(self.observer, share)
    }

    pub(super) fn run(&mut self) {
        self.optimum();
        // Where the optimum is sure enough nothing has to be bought.
        if self.q.measure == Measure::Out && self.trials[0].chance(usize::MAX).low >= self.q.target {
            self.knobs(2);
            return;
        }
        self.start_with_known_closings();
        let end = self.clock.end_with(self.observer, FORESIGHT_TIME, LEAST);
        self.first_steps = in_worlds(self.q, &|i| self.trials[0].held_in(i), &end, self.told);
        self.knobs(KNOBS);
        let end = self.clock.end_with(self.observer, SEARCH_TIME, LEAST);
        for _ in 0..ROUNDS {
            let from = self.best();
            let list = neighbours(self.q.mission, &self.trials[from]);
            self.tell("closings are moved by what goes wrong first");
            // The most promising first, a few at a time.
            for few in list.chunks(FEW) {
                self.race(few.to_vec(), &end);
            }
            if self.best() == from || end.reached() {
                break;
            }
        }
    }

    /// Tries the optimum, and from its first worlds sees in how many the candidates can be compared.
    fn optimum(&mut self) {
        let (q, end) = (self.q, self.clock.end_with(self.observer, BASE_TIME, LEAST));
        let began = self.clock.used();
        self.trials[0].replay_to(q, FIRST.min(self.worlds), &end);
        let tried = self.trials[0].worlds.len().max(1) as f64;
        let each = ((self.clock.used() - began) / tried).max(DIVISOR);
        self.worlds = self.worlds.min((COMPARISON / each) as u64).max(FIRST.min(self.worlds));
        self.trials[0].replay_to(q, self.worlds, &end);
        self.worlds = self.trials[0].worlds.len() as u64;
        self.tell("the optimum is tried");
    }

    /// The first hedged plans: the optimum with its fleets kept, which needs no program; then its own closings, earlier: a small one each.
    /// Two at a time, so that there is one soon.
    fn start_with_known_closings(&mut self) {
        let end = self.clock.end_with(self.observer, FIRST_TIME, LEAST);
        let optimum = self.trials[0].clone();
        self.race(KEPT.map(|periods| optimum.buffers.keeping(self.q.mission, periods)).to_vec(), &end);
        self.tell("the optimum's fleets are kept longer");
        let most = optimum.buffers.end.saturating_sub(1);
        for earlier in (1..=EARLIER).filter(|e| *e <= most) {
            if self.trials[self.best()].chance(usize::MAX).low >= self.q.target {
                break;
            }
            self.race(shifted(self.q.mission, &optimum, earlier).to_vec(), &end);
            self.tell("the optimum's closings are brought forward");
        }
    }

    /// All sites earlier; all rates lower: the optimiser plans anew with each.
    fn knobs(&mut self, most: u32) {
        let end = self.end(KNOB_TIME);
        let none = self.trials[0].buffers.clone();
        let list: Vec<Buffers> =
            (1..=most.min(none.end.saturating_sub(1))).map(|earlier| Buffers { earlier, ..none.clone() }).collect();
        for two in list.chunks(2) {
            let before = self.trials.len();
            self.tell("all sites close earlier");
            self.race(two.to_vec(), &end);
            let enough = |t: &Tried| t.chance(FIRST as usize).share >= 1.0 - EXACT;
            if self.trials[before..].iter().any(enough) {
                break;
            }
        }
        self.tell("rates are planned below their mean");
        self.race(RATES.iter().map(|rates| Buffers { rates: *rates, ..none.clone() }).collect(), &end);
    }

    /// Plans each, tries it in the first worlds, and what is not clearly worse than the best so far in all of them.
    fn race(&mut self, list: Vec<Buffers>, end: &End) {
        let fresh: Vec<Buffers> = list.into_iter().filter(|b| !self.seen.contains(b) && b.rates > 0.3).collect();
        if fresh.is_empty() {
            return;
        }
        if end.reached() {
            self.cut = true;
            return;
        }
        self.seen.extend(fresh.iter().cloned());
        let (q, sensitive, first) = (self.q, self.sensitive, FIRST.min(self.worlds));
        let optimum = &self.trials[0].decisions;
        let one = |b: Buffers| b.plan(q, optimum, sensitive, end).map(|d| Tried::new(b, d));
        let tried: Vec<Tried> = fresh.into_par_iter().filter_map(one).collect();
        for mut t in tried {
            t.replay_to(q, first, end);
            if (t.worlds.len() as u64) < first || self.is_known(&t) || !self.is_worth_more(&t) {
                continue;
            }
            t.replay_to(q, self.worlds, end);
            if t.worlds.len() as u64 >= self.worlds {
                self.trials.push(t);
            }
        }
        self.cut |= end.reached();
    }

    /// Not yet clearly worse than the best so far.
    fn is_worth_more(&self, t: &Tried) -> bool {
        let (q, first) = (self.q, FIRST as usize);
        let best = &self.trials[self.best()];
        let sure = best.chance(usize::MAX).share >= q.target;
        let dearer = q.measure == Measure::Out && t.more_than(best, first).low > 0.0;
        let weaker = t.chance(first).share <= best.chance(first).share;
        let hopeless = t.chance(first).high < q.target;
        // Dearer and no surer is of no use to anybody; surer and dearer is a point of the curve.
        !((dearer && weaker) || (sure && hopeless && t.more_than(best, first).high > 0.0))
    }

    /// The same plan under another name.
    fn is_known(&self, t: &Tried) -> bool {
        let same = |o: &Tried| {
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
        (self.told)(&News { doing: doing.into(), best, bound: None });
    }

    /// What was tried; `optimum` made the first of them.
    pub(super) fn finish(self, optimum: &Outcome, base: Plan) -> TriedPlans {
        TriedPlans {
            base: Box::new(base),
            proved: optimum.ended == Ended::Proved,
            gap: optimum.gap,
            cut: self.cut,
            first_steps: self.first_steps,
            trials: self.trials,
        }
    }
}
