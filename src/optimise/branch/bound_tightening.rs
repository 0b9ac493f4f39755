//! Narrower windows for the whole search, and a smaller relaxation from them.
//!
//! "Solve short, prove long": with a plan at hand, a closing later than the last one of the plan is excluded when the relaxation
//! with it is no better than the plan. What the windows then decide is taken out of the relaxation, and every solve after that
//! is as short as the plan, not as the mandate. Must not split branches.

use super::windows::intersection;
use super::worker::{Known, Probe};
use super::{RoundResult, Tree, WorkerTask};
use crate::optimise::{Failure, fixing};
use crate::program::presolve::Reduced;
use crate::solve::{self, Basis, From, Relaxed};

/// Gap below which a tail of all windows would be worth proving away. A smaller one saves less: with the square of its share.
const WORTH: f64 = 0.35;
/// Share of the windows from which on the tail comes before moves.
const MUCH: f64 = 0.3;
/// The relaxation is loaded again when this share of its rows is left.
const SMALLER: f64 = 0.9;

impl Tree<'_, '_> {
    /// Proves that no site is open longer than the last of the plan, if that is worth while, and drops the tail.
    pub(super) fn drop_tail(&mut self) -> Result<(), Failure> {
        let (Some((value, x)), Some(root)) = (&self.plan, &self.root) else { return Ok(()) };
        if self.narrowed {
            return Ok(());
        }
        let at = fixing::closures(self.f, x);
        let sites: Vec<usize> = (0..at.len()).filter(|s| self.windows[*s].0 < self.windows[*s].1).collect();
        let end = sites.iter().map(|s| at[*s]).max().unwrap_or(0);
        let length = |(lo, hi): (u32, u32)| f64::from(hi.saturating_sub(lo));
        let all: f64 = sites.iter().map(|s| length(self.windows[*s])).sum();
        let tail: f64 = sites.iter().map(|s| length((end.max(self.windows[*s].0), self.windows[*s].1))).sum();
        // What shortens much is not kept waiting.
        if self.moves_first() && tail < MUCH * all {
            return Ok(());
        }
        if tail == 0.0 || solve::gap(*value, root.objective) > WORTH * (tail / all).powi(2) {
            return Ok(());
        }
        self.narrowed = true;
        let probe = |site: &usize| Probe {
            site: *site,
            windows: self.windows.clone(),
            basis: root.basis.clone(),
            after: end,
            excluded: false,
        };
        let probes: Vec<Probe> = sites.iter().filter(|s| self.windows[**s].1 > end).map(probe).collect();
        let mut excluded = 0;
        for some in probes.chunks(self.workers.len()) {
            for done in self.work(some.iter().cloned().map(WorkerTask::Probe).collect())? {
                match done {
                    RoundResult::Probe(p) if p.excluded => {
                        self.windows[p.site].1 = end;
                        excluded += 1;
                    }
                    _ => {}
                }
            }
        }
        if excluded == 0 {
            return Ok(());
        }
        self.floor = self.floor.min(self.cutoff());
        self.renew()
    }

    /// Takes what the windows decide out of the relaxation, and out of the branches.
    fn renew(&mut self) -> Result<(), Failure> {
        if self.windows.iter().any(|(lo, hi)| lo > hi) {
            // Nothing is below the cutoff.
            self.open.clear();
            return Ok(());
        }
        // Where the arithmetic alone finds nothing left the relaxation decides, as it is loaded.
        let reduced = Reduced::new(&self.f.program, &self.sites.bounds(&self.windows));
        let rows = self.reduced.program.rows().len() as f64;
        if let Some(reduced) = reduced.filter(|r| (r.program.rows().len() as f64) < SMALLER * rows) {
            self.load(reduced)?;
        }
        let windows = &self.windows;
        self.open.retain_mut(|branch| {
            let within = intersection(&branch.windows, windows);
            branch.stale |= within != branch.windows;
            branch.windows = within;
            branch.windows.iter().all(|(lo, hi)| lo <= hi)
        });
        self.root_again()
    }

    fn load(&mut self, reduced: Reduced) -> Result<(), Failure> {
        let reduced = std::sync::Arc::new(reduced);
        let Some(workers) = super::loaded(self.search, &reduced)? else { return Ok(()) };
        let carried = |b: &Basis| b.carried(&self.reduced, &reduced);
        for branch in &mut self.open {
            branch.basis = carried(&branch.basis);
        }
        (self.workers, self.reduced) = (workers, reduced);
        self.plan_again()
    }

    /// The flows of the plan's closures in the relaxation that is loaded now, and their basis. The old basis carried over has
    /// been seen to mislead the simplex.
    pub(super) fn plan_again(&mut self) -> Result<(), Failure> {
        self.near = None;
        let Some((_, x)) = &self.plan else { return Ok(()) };
        let at = fixing::closures(self.f, x);
        let found = self.first_worker(|worker, known| {
            let known = Known { cutoff: f64::INFINITY, ..*known };
            worker.attempt(&known, &at)
        })?;
        self.near = found.as_ref().map(|found| found.basis.clone());
        self.improve(found);
        Ok(())
    }

    /// The relaxation over the narrowed windows: a better bound for all branches.
    fn root_again(&mut self) -> Result<(), Failure> {
        let (cutoff, windows) = (self.cutoff(), self.windows.clone());
        match self.first_worker(|worker, known| worker.relax(known, &windows, From::Nothing))? {
            Relaxed::Optimal(v) => {
                for branch in &mut self.open {
                    branch.bound = branch.bound.max(v.objective);
                    if branch.windows == self.windows {
                        (branch.shares, branch.basis, branch.stale) = (self.sites.shares(&v.x), v.basis.clone(), false);
                    }
                }
                self.windows = self.sites.tightened(&v, &self.windows, cutoff);
                self.root = Some(v);
            }
            Relaxed::Beyond | Relaxed::Infeasible => self.open.clear(),
            Relaxed::Stopped | Relaxed::Unknown => {}
        }
        Ok(())
    }
}
