//! What one worker does with its own copy of the relaxation: try closures, or split a branch in two.
//!
//! Results depend on the job alone, not on the worker or on what it did before: each solve starts from the basis that the
//! job brings. Must not know the tree.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::windows::{OpenShares, Sites, Split, Windows, halves};
use crate::optimise::Failure;
use crate::optimise::fixing::Closures;
use crate::program::presolve::{Decided, Reduced};
use crate::solve::{Basis, From, Hot, Relaxed, Vertex};
use crate::tolerance::{NOISE, WHOLE};

/// Splits that are solved on trial at one branch at most.
const TRIALS: usize = 4;
/// From so many trials on a site's record is believed.
const RELIABLE: u32 = 1;

/// A part of all closures that is not searched yet.
#[derive(Clone)]
pub(super) struct Branch {
    pub id: u64,
    /// Somebody dived from it already.
    pub dived: bool,
    /// Its windows were narrowed since it was relaxed.
    pub stale: bool,
    pub bound: f64,
    pub windows: Windows,
    pub shares: OpenShares,
    pub basis: Basis,
}

/// A plan.
#[derive(Clone)]
pub(super) struct NodePlan {
    pub closures: Closures,
    pub objective: f64,
    pub x: Vec<f64>,
    pub basis: Basis,
}

/// What splitting each site gained so far: sum and number, sooner and later.
#[derive(Clone, Default)]
pub(super) struct Gains(pub Vec<[(f64, u32); 2]>);

impl Gains {
    fn mean(&self, site: usize, half: usize) -> f64 {
        let (sum, n) = self.0[site][half];
        if n > 0 {
            return sum / f64::from(n);
        }
        let all = self.0.iter().map(|r| r[half]).fold((0.0, 0), |(s, n), (a, m)| (s + a, n + m));
        if all.1 > 0 { all.0 / f64::from(all.1) } else { 1.0 }
    }
    fn reliable(&self, site: usize) -> bool {
        self.0[site].iter().all(|(_, n)| *n >= RELIABLE)
    }
}

/// What all workers know in one round.
pub(super) struct Known<'a> {
    pub sites: &'a Sites,
    pub tried: &'a BTreeSet<Closures>,
    pub record: &'a Gains,
    /// Basis of the best plan.
    pub near: Option<&'a Basis>,
    /// Nothing that costs more is of interest.
    pub cutoff: f64,
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// One side of a split.
pub(super) enum Half {
    Open(Windows, Vertex),
    /// Nothing in it is below the cutoff.
    Beyond,
    Infeasible,
    /// The solver could not tell: what holds for the whole holds for it.
    Unknown(Windows),
}

/// A split that was solved.
pub(super) struct Trial {
    pub split: Split,
    pub halves: [Half; 2],
}

impl Trial {
    /// One half holds nothing: the other is the whole.
    fn decided(&self) -> bool {
        self.halves.iter().any(|h| matches!(h, Half::Beyond | Half::Infeasible))
    }
    /// What it gains over the bound of the branch.
    fn value(&self, known: &Known, bound: f64) -> f64 {
        let gain = |h: &Half| match h {
            Half::Open(_, v) => v.objective - bound,
            Half::Unknown(_) => 0.0,
            Half::Beyond | Half::Infeasible => (known.cutoff - bound).min(bound.abs().max(1.0)),
        };
        score(gain(&self.halves[0]), gain(&self.halves[1]))
    }
}

impl Branch {
    /// Its rounding, if nobody tried it.
    pub(super) fn untried(&self, known: &Known) -> Option<Closures> {
        let closures = known.sites.rounded(&self.shares, &self.windows, 0.5);
        (!known.tried.contains(&closures)).then_some(closures)
    }

    /// Splits worth a trial, the most promising first; one alone if its record is believed.
    pub(super) fn candidates(&self, known: &Known) -> Vec<Split> {
        let mut splits = known.sites.splits(&self.shares, &self.windows);
        let estimate = |s: &Split| {
            let trust = if known.record.reliable(s.site) { 1.0 } else { 1.0 + s.fraction };
            trust * score(known.record.mean(s.site, 0), known.record.mean(s.site, 1))
        };
        splits.sort_by(|x, y| estimate(y).total_cmp(&estimate(x)));
        let unsure = splits.iter().skip(1).take(TRIALS - 1).take_while(|s| !known.record.reliable(s.site)).count();
        splits.truncate(1 + unsure);
        splits
    }
}

/// What came of a branch.
pub(super) struct Expanded {
    pub branch: Branch,
    /// Closures that were tried on the way, and the plan if they make one.
    pub tried: Option<(Closures, Option<NodePlan>)>,
    /// The last is the one to go on with. Empty: nothing is fractional.
    pub trials: Vec<Trial>,
    /// Nothing in it is below the cutoff.
    pub empty: bool,
    pub stopped: bool,
}

/// A question: can a site close later in a plan below the cutoff?
#[derive(Clone)]
pub(super) struct Probe {
    pub site: usize,
    /// The windows of all sites, and a basis for them.
    pub windows: Windows,
    pub basis: Basis,
    pub after: u32,
    /// The answer.
    pub excluded: bool,
}

impl Expanded {
    /// Puts the split to go on with last: one that decides, else the one that gains most.
    pub(super) fn choose(&mut self, known: &Known) {
        let bound = self.branch.bound;
        let worth = |t: &Trial| (t.decided(), t.value(known, bound));
        let better = |a: &Trial, b: &Trial| worth(a).partial_cmp(&worth(b)).unwrap_or(Ordering::Equal);
        if let Some(best) = (0..self.trials.len()).rev().max_by(|a, b| better(&self.trials[*a], &self.trials[*b])) {
            let last = self.trials.len() - 1;
            self.trials.swap(best, last);
        }
    }
}

/// The relaxation as loaded by one worker.
pub(super) struct Worker {
    pub hot: Box<dyn Hot>,
    pub reduced: Arc<Reduced>,
}

impl Worker {
    pub(super) fn relax(&mut self, known: &Known, windows: &Windows, from: From) -> Result<Relaxed, Failure> {
        let mut bounds = Vec::new();
        for (col, lower, upper) in known.sites.bounds(windows) {
            match self.reduced.column(col) {
                Ok(col) => bounds.push((col, lower, upper)),
                Err(Decided(v)) if v < lower - WHOLE || v > upper + WHOLE => return Ok(Relaxed::Infeasible),
                Err(_) => {}
            }
        }
        let relaxed = self.hot.solve(&bounds, from, known.cutoff, known.stop);
        let relaxed = relaxed.map_err(|e| Failure::Solver(e.to_string()))?;
        Ok(match relaxed {
            Relaxed::Optimal(v) => Relaxed::Optimal(Vertex {
                x: self.reduced.restored(&v.x, |decided| decided),
                reduced: self.reduced.restored(&v.reduced, |_| 0.0),
                ..v
            }),
            other => other,
        })
    }

    /// The best plan with these closures, if it is below the cutoff. The basis of a relaxation is farther away than nothing.
    pub(super) fn attempt(&mut self, known: &Known, closures: &Closures) -> Result<Option<NodePlan>, Failure> {
        Ok(match self.relax(known, &known.sites.only(closures), From::Decided(known.near))? {
            Relaxed::Optimal(v) => {
                Some(NodePlan { closures: closures.clone(), objective: v.objective, x: v.x, basis: v.basis })
            }
            _ => None,
        })
    }

    /// Tries the branch's rounding, then splits it where that lifts both halves most.
    pub(super) fn expand(&mut self, known: &Known, branch: Branch) -> Result<Expanded, Failure> {
        let mut done = self.refreshed(known, branch)?;
        if done.empty || done.stopped {
            return Ok(done);
        }
        if let Some(closures) = done.branch.untried(known) {
            let found = self.attempt(known, &closures)?;
            done.tried = Some((closures, found));
        }
        for split in done.branch.candidates(known) {
            let Some(trial) = self.trial(known, &done.branch, split)? else {
                done.stopped = true;
                return Ok(done);
            };
            let decided = trial.decided();
            done.trials.push(trial);
            if decided {
                break;
            }
        }
        done.choose(known);
        Ok(done)
    }

    /// The branch, relaxed again if its windows were narrowed.
    pub(super) fn refreshed(&mut self, known: &Known, branch: Branch) -> Result<Expanded, Failure> {
        let mut done = Expanded { branch, tried: None, trials: Vec::new(), empty: false, stopped: false };
        let b = &mut done.branch;
        if b.stale {
            match self.relax(known, &b.windows, From::Near(&b.basis))? {
                Relaxed::Optimal(v) => {
                    b.bound = b.bound.max(v.objective);
                    b.windows = known.sites.tightened(&v, &b.windows, known.cutoff);
                    (b.shares, b.basis, b.stale) = (known.sites.shares(&v.x), v.basis, false);
                }
                Relaxed::Beyond | Relaxed::Infeasible => done.empty = true,
                Relaxed::Stopped => done.stopped = true,
                Relaxed::Unknown => {}
            }
        }
        Ok(done)
    }

    /// Both halves of a split; none if stopped.
    pub(super) fn trial(&mut self, known: &Known, branch: &Branch, split: Split) -> Result<Option<Trial>, Failure> {
        let mut sides = Vec::with_capacity(2);
        for windows in halves(&branch.windows, split) {
            sides.push(match self.relax(known, &windows, From::Near(&branch.basis))? {
                Relaxed::Optimal(v) => Half::Open(known.sites.tightened(&v, &windows, known.cutoff), v),
                Relaxed::Beyond => Half::Beyond,
                Relaxed::Infeasible => Half::Infeasible,
                Relaxed::Unknown => Half::Unknown(windows),
                Relaxed::Stopped => return Ok(None),
            });
        }
        Ok(<[Half; 2]>::try_from(sides).ok().map(|halves| Trial { split, halves }))
    }

    /// Follows the relaxation from a branch to whole closures: the least fractional site closes where its share falls below
    /// `threshold`; if that cannot be, later or else sooner. For a first plan where rounding all sites at once fails.
    pub(super) fn dive(&mut self, known: &Known, branch: &Branch, threshold: f64) -> Result<Option<NodePlan>, Failure> {
        let (mut windows, mut shares, mut basis) =
            (branch.windows.clone(), branch.shares.clone(), branch.basis.clone());
        while let Some(split) = known.sites.splits(&shares, &windows).pop() {
            let at = known.sites.rounded(&shares, &windows, threshold)[split.site];
            let (lo, hi) = windows[split.site];
            let tries = [(at, at), (at + 1, hi), (lo, at.saturating_sub(1))];
            let mut taken = false;
            for window in tries.into_iter().filter(|w| w.0 <= w.1) {
                let mut narrower = windows.clone();
                narrower[split.site] = window;
                if let Relaxed::Optimal(v) = self.relax(known, &narrower, From::Near(&basis))? {
                    (windows, shares, basis) = (narrower, known.sites.shares(&v.x), v.basis);
                    taken = true;
                    break;
                }
            }
            if !taken || (known.stop)() {
                return Ok(None);
            }
        }
        let closures = known.sites.rounded(&shares, &windows, 0.5);
        self.attempt(known, &closures)
    }

    /// Answers a probe.
    pub(super) fn probe(&mut self, known: &Known, mut probe: Probe) -> Result<Probe, Failure> {
        let mut windows = probe.windows.clone();
        windows[probe.site].0 = probe.after + 1;
        let relaxed = self.relax(known, &windows, From::Glance(&probe.basis))?;
        probe.excluded = matches!(relaxed, Relaxed::Beyond | Relaxed::Infeasible);
        Ok(probe)
    }
}

/// Both halves should gain: the product, so that neither is forgotten.
fn score(sooner: f64, later: f64) -> f64 {
    sooner.max(NOISE) * later.max(NOISE)
}
