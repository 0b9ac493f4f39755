//! What one worker does with its own copy of the relaxation: try closures, or split a branch in two.
//!
//! Results depend on the job alone, not on the worker or on what it did before: each solve starts from the basis that the
//! job brings. Must not know the tree.

use std::collections::BTreeSet;

use super::windows::{Shares, Sites, Split, Windows, halves};
use crate::plan::optimise::Failure;
use crate::plan::optimise::start::Closures;
use crate::solve::{Basis, From, Hot, Relaxed, Vertex};

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
    pub bound: f64,
    pub windows: Windows,
    pub shares: Shares,
    pub basis: Basis,
}

/// A plan.
#[derive(Clone)]
pub(super) struct Found {
    pub closures: Closures,
    pub objective: f64,
    pub x: Vec<f64>,
    pub basis: Basis,
}

/// What splitting each site gained so far: sum and number, sooner and later.
#[derive(Clone, Default)]
pub(super) struct Record(pub Vec<[(f64, u32); 2]>);

impl Record {
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
    pub record: &'a Record,
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

/// What came of a branch.
pub(super) struct Expanded {
    pub branch: Branch,
    /// Closures that were tried on the way, and the plan if they make one.
    pub tried: Option<(Closures, Option<Found>)>,
    /// Split, both halves, for the record; the last is the one to go on with. Empty: nothing is fractional.
    pub trials: Vec<(Split, [Half; 2])>,
    pub stopped: bool,
}

pub(super) struct Worker(pub Box<dyn Hot>);

impl Worker {
    pub(super) fn relax(&mut self, known: &Known, windows: &Windows, from: From) -> Result<Relaxed, Failure> {
        let bounds = known.sites.bounds(windows);
        self.0.solve(&bounds, from, known.cutoff, known.stop).map_err(|e| Failure::Solver(e.to_string()))
    }

    /// The best plan with these closures, if it is below the cutoff.
    pub(super) fn attempt(&mut self, known: &Known, closures: &Closures, from: From) -> Result<Option<Found>, Failure> {
        Ok(match self.relax(known, &known.sites.only(closures), from)? {
            Relaxed::Optimal(v) => {
                Some(Found { closures: closures.clone(), objective: v.objective, x: v.x, basis: v.basis })
            }
            _ => None,
        })
    }

    /// Tries the branch's rounding, then splits it where that lifts both halves most.
    pub(super) fn expand(&mut self, known: &Known, branch: Branch) -> Result<Expanded, Failure> {
        let mut done = Expanded { branch, tried: None, trials: Vec::new(), stopped: false };
        let b = &done.branch;
        let closures = known.sites.rounded(&b.shares, &b.windows, 0.5);
        if !known.tried.contains(&closures) {
            let found = self.attempt(known, &closures, From::Near(&b.basis))?;
            done.tried = Some((closures, found));
        }
        let mut splits = known.sites.splits(&b.shares, &b.windows);
        let estimate = |s: &Split| {
            let trust = if known.record.reliable(s.site) { 1.0 } else { 1.0 + s.fraction };
            trust * score(known.record.mean(s.site, 0), known.record.mean(s.site, 1))
        };
        splits.sort_by(|x, y| estimate(y).total_cmp(&estimate(x)));
        let mut best: Option<(f64, usize)> = None;
        for (i, split) in splits.into_iter().take(TRIALS).enumerate() {
            if i > 0 && known.record.reliable(split.site) {
                break;
            }
            let b = &done.branch;
            let Some(sides) = self.halves(known, b, split)? else {
                done.stopped = true;
                return Ok(done);
            };
            let gain = |h: &Half| match h {
                Half::Open(_, v) => v.objective - b.bound,
                Half::Unknown(_) => 0.0,
                Half::Beyond | Half::Infeasible => (known.cutoff - b.bound).min(b.bound.abs().max(1.0)),
            };
            let value = score(gain(&sides[0]), gain(&sides[1]));
            let decided = sides.iter().any(|h| matches!(h, Half::Beyond | Half::Infeasible));
            done.trials.push((split, sides));
            if best.is_none_or(|(v, _)| value > v) || decided {
                best = Some((value, i));
            }
            if decided {
                break;
            }
        }
        if let Some((_, i)) = best {
            let last = done.trials.len() - 1;
            done.trials.swap(i, last);
        }
        Ok(done)
    }

    /// Follows the relaxation from a branch to whole closures: the least fractional site takes the half it leans to, or the
    /// other one if that is empty. For a first plan where rounding all sites at once fails.
    pub(super) fn dive(&mut self, known: &Known, branch: &Branch) -> Result<Option<Found>, Failure> {
        let (mut windows, mut shares, mut basis) =
            (branch.windows.clone(), branch.shares.clone(), branch.basis.clone());
        while let Some(split) = known.sites.splits(&shares, &windows).pop() {
            let [sooner, later] = halves(&windows, split);
            let leaning = known.sites.share(&shares, split) < 0.5;
            let order = if leaning { [sooner, later] } else { [later, sooner] };
            let mut taken = false;
            for half in order {
                if let Relaxed::Optimal(v) = self.relax(known, &half, From::Near(&basis))? {
                    (windows, shares, basis) = (half, known.sites.shares(&v.x), v.basis);
                    taken = true;
                    break;
                }
            }
            if !taken || (known.stop)() {
                return Ok(None);
            }
        }
        let closures = known.sites.rounded(&shares, &windows, 0.5);
        self.attempt(known, &closures, From::Near(&basis))
    }

    fn halves(&mut self, known: &Known, branch: &Branch, split: Split) -> Result<Option<[Half; 2]>, Failure> {
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
        Ok(<[Half; 2]>::try_from(sides).ok())
    }
}

/// Both halves should gain: the product, so that neither is forgotten.
fn score(sooner: f64, later: f64) -> f64 {
    sooner.max(1e-6) * later.max(1e-6)
}
