//! Rounds: what the workers do next, and side by side.
//!
//! The mapping of jobs to workers follows from the jobs alone, so that the plan does not depend on threads. Must not decide what
//! a result means for the tree.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use super::Tree;
use super::windows::Split;
use super::worker::{Branch, Expanded, Known, NodePlan, Probe, Trial, Worker};
use crate::optimise::Failure;
use crate::optimise::fixing::Closures;

/// Jobs of a round that go to neighbours of the best plan while there are any.
const MOVES: usize = 2;
/// Moves in vain, for each site, until they have to share the workers.
const FIRST: usize = 2;
/// With so many columns a move takes seconds and waits for its turn.
const SLOW: usize = 30_000;
/// Dives: from how small a share on a site counts as closed.
const DIVES: [f64; 2] = [0.5, 0.1];

/// Something for one worker.
pub(super) enum WorkerTask {
    Split(Branch),
    Attempt(Closures),
    Dive(Branch, f64),
    Probe(Probe),
    Trial(Arc<Branch>, Split),
}

/// What came of it.
pub(super) enum RoundResult {
    Split(Expanded),
    Attempt(Closures, Option<NodePlan>),
    Dive(Option<NodePlan>),
    Probe(Probe),
    Trial(Option<Trial>),
}

impl Tree<'_, '_> {
    /// What to do next: a few moves while there are any, else and beside them the most promising branches. Without a plan half
    /// of the workers dive from branches that nobody dived from.
    pub(super) fn jobs(&mut self) -> Vec<WorkerTask> {
        let mut jobs = Vec::new();
        let most = if self.moves_first() { self.workers.len() } else { MOVES.min(self.workers.len() - 1) };
        while jobs.len() < most {
            let Some(closures) = self.moves.pop_front() else { break };
            if self.tried.insert(closures.clone()) {
                jobs.push(WorkerTask::Attempt(closures));
            }
        }
        if self.plan.is_none() {
            self.open.sort_by(|a, b| (a.bound, a.id).partial_cmp(&(b.bound, b.id)).unwrap_or(Ordering::Equal));
            if let [root] = &mut self.open[..]
                && !std::mem::replace(&mut root.dived, true)
            {
                // No split is worth as much as a first plan.
                return DIVES.map(|t| WorkerTask::Dive(root.clone(), t)).into();
            }
            for branch in self.open.iter_mut().filter(|b| !b.dived).take(DIVES.len()) {
                branch.dived = true;
                jobs.push(WorkerTask::Dive(branch.clone(), DIVES[0]));
            }
        }
        while jobs.len() < self.workers.len() {
            let Some(branch) = self.most_promising() else { break };
            jobs.push(WorkerTask::Split(branch));
        }
        jobs
    }

    /// Nothing closes the gap as cheaply as a better plan: the likeliest moves come before all else.
    pub(super) fn moves_first(&self) -> bool {
        let small = self.reduced.program.columns().len() < SLOW;
        small && !self.moves.is_empty() && self.without_gain < FIRST * self.windows.len()
    }

    /// Too few branches for all workers: they share the trials of one.
    pub(super) fn few(&self) -> bool {
        self.plan.is_some() && !self.moves_first() && self.open.len() < self.workers.len()
    }

    /// Splits one branch, its trials side by side.
    pub(super) fn split_together(&mut self) -> Result<(), Failure> {
        let Some(branch) = self.most_promising() else { return Ok(()) };
        let mut e = self.first_worker(|worker, known| worker.refreshed(known, branch))?;
        if !e.empty && !e.stopped {
            let (closures, splits) = (e.branch.untried(&self.known()), e.branch.candidates(&self.known()));
            let branch = Arc::new(e.branch.clone());
            let trials = splits.into_iter().map(|split| WorkerTask::Trial(Arc::clone(&branch), split));
            let jobs: Vec<WorkerTask> = trials.chain(closures.map(WorkerTask::Attempt)).collect();
            let mut jobs = jobs.into_iter().peekable();
            while jobs.peek().is_some() {
                let some = jobs.by_ref().take(self.workers.len()).collect();
                for done in self.work(some)? {
                    match done {
                        RoundResult::Trial(Some(trial)) => e.trials.push(trial),
                        RoundResult::Trial(None) => e.stopped = true,
                        other => self.record(other),
                    }
                }
            }
            e.choose(&self.known());
        }
        self.split(e);
        Ok(())
    }

    /// Removes the branch with the least bound, the oldest of equals.
    fn most_promising(&mut self) -> Option<Branch> {
        let order = |b: &Branch| (b.bound, b.id);
        let first = (0..self.open.len())
            .min_by(|a, b| order(&self.open[*a]).partial_cmp(&order(&self.open[*b])).unwrap_or(Ordering::Equal))?;
        Some(self.open.swap_remove(first))
    }

    /// Does some jobs side by side, at most one for each worker.
    pub(super) fn work(&mut self, jobs: Vec<WorkerTask>) -> Result<Vec<RoundResult>, Failure> {
        let mut workers = std::mem::take(&mut self.workers);
        let known = self.known();
        let one = |(worker, job): (&mut Worker, WorkerTask)| match job {
            WorkerTask::Split(branch) => worker.expand(&known, branch).map(RoundResult::Split),
            WorkerTask::Dive(branch, threshold) => worker.dive(&known, &branch, threshold).map(RoundResult::Dive),
            WorkerTask::Trial(branch, split) => worker.trial(&known, &branch, split).map(RoundResult::Trial),
            WorkerTask::Probe(probe) => worker.probe(&known, probe).map(RoundResult::Probe),
            WorkerTask::Attempt(closures) => {
                let found = worker.attempt(&known, &closures)?;
                Ok(RoundResult::Attempt(closures, found))
            }
        };
        let done = if self.search.options.threads == 1 {
            workers.iter_mut().zip(jobs).map(one).collect()
        } else {
            workers.par_iter_mut().zip(jobs).map(one).collect()
        };
        self.workers = workers;
        self.count();
        done
    }

    /// Something for one worker alone.
    pub(super) fn first_worker<T>(&mut self, job: impl FnOnce(&mut Worker, &Known) -> T) -> T {
        let mut workers = std::mem::take(&mut self.workers);
        let done = job(&mut workers[0], &self.known());
        self.workers = workers;
        self.count();
        done
    }

    fn known(&self) -> Known<'_> {
        Known {
            sites: &self.sites,
            tried: &self.tried,
            record: &self.record,
            near: self.near.as_ref(),
            cutoff: self.cutoff(),
            stop: self.stop,
        }
    }
}
