//! Branch and bound over closing windows: the proof.
//!
//! The relaxation stays loaded in a few workers and is solved again from a near basis after each change of a window. Every
//! round does a few jobs side by side: the most promising branches are split, and neighbours of the best plan are tried.
//! Rounds, not threads, decide the order, so the plan does not depend on the machine. The bound is the least over the
//! branches that are open and those that were given up. Must not know what the objective means.
//!
//! `docs/model.md#the-search`

mod bound_tightening;
mod local_search;
mod rounds;
mod truncated_start;
pub(super) mod windows;
mod worker;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use crate::formulation::Formulation;
use crate::optimise::fixing::Closures;
use crate::optimise::search::Search;
use crate::optimise::{Event, Failure, fixing};
use crate::program::presolve::Reduced;
use crate::solve::{self, Basis, From, Relaxed, Solution, Status, Vertex};
use crate::tolerance::{BETTER, DIVISOR, MISSED};
use rounds::{RoundResult, WorkerTask};
use windows::{Sites, Windows};
use worker::{Branch, Expanded, Gains, Half, NodePlan, Worker};

/// Jobs of one round, and copies of the relaxation.
const WORKERS: usize = 4;
/// With more nonzero coefficients a copy is large, and there are fewer.
const LARGE: usize = 1_000_000;
/// A site counts as closed when its relaxed share falls below one of these; the smaller, the later it closes.
const THRESHOLDS: [f64; 4] = [0.5, 0.1, 0.01, 1e-4];

/// How a search ended.
pub(super) enum Searched {
    /// With a plan and a certified bound.
    Plan(Solution),
    /// There is none.
    Infeasible,
    /// The backend cannot do it, or numbers were too close to call: ask the solver.
    Unable,
    /// Stopped before any plan, with what is proved by then: minus infinity if nothing is.
    Stopped(f64),
}

/// What to search for and how long.
pub(super) struct Goal<'a> {
    /// Relative gap at which the search ends.
    pub gap: f64,
    /// Second of the search at which it ends at the latest.
    pub until: f64,
    /// It ends after so many times the work of its first relaxation.
    pub effort: f64,
    /// The same while there is no plan yet.
    pub effort_to_first: f64,
    /// A plan to start from.
    pub known: Option<&'a [f64]>,
}

/// The best whole plan of the formulation's objective.
pub(super) fn best(search: &Search, f: &Formulation, goal: &Goal) -> Result<Searched, Failure> {
    let stop = || search.halted() || search.past(goal.until);
    match Tree::new(search, f, goal, &stop, Sites::new(f).widest())? {
        Ok(mut tree) => tree.run(),
        Err(without) => Ok(without),
    }
}

/// Workers with a copy each of what is left of the relaxation; none if the backend cannot.
fn loaded(search: &Search, reduced: &Arc<Reduced>) -> Result<Option<Vec<Worker>>, Failure> {
    let program = &reduced.program;
    let count = if program.nonzeros() > LARGE { WORKERS / 2 } else { WORKERS };
    let mut workers = Vec::new();
    for _ in 0..count {
        let hot = search.backend.hot(program).map_err(|e| Failure::Solver(e.to_string()))?;
        let Some(hot) = hot else { return Ok(None) };
        workers.push(Worker { hot, reduced: Arc::clone(reduced) });
    }
    Ok(Some(workers))
}

struct Tree<'a, 'm> {
    /// Of everything, not of a part of the windows: its bound counts.
    all: bool,
    search: &'a Search<'a>,
    f: &'a Formulation<'m>,
    gap: f64,
    effort: f64,
    effort_to_first: f64,
    /// Work so far, and that of the first relaxation.
    work: u64,
    first: u64,
    sites: Sites,
    stop: &'a (dyn Fn() -> bool + Sync),
    /// What the workers have loaded.
    reduced: Arc<Reduced>,
    workers: Vec<Worker>,
    open: Vec<Branch>,
    moves: VecDeque<Closures>,
    tried: BTreeSet<Closures>,
    record: Gains,
    /// The best plan.
    plan: Option<(f64, Vec<f64>)>,
    /// Where to start from for its neighbours.
    near: Option<Basis>,
    /// Least bound of what was given up.
    floor: f64,
    root: Option<Vertex>,
    /// Windows outside of which nothing is below the cutoff.
    windows: Windows,
    /// The tail of the windows was looked at.
    narrowed: bool,
    /// Moves since the last one that found a better plan.
    without_gain: usize,
    next: u64,
}

impl<'a, 'm> Tree<'a, 'm> {
    /// Builds the tree; or says why there is none. "Infeasible" by arithmetic alone is left to the solver to confirm.
    fn new(
        search: &'a Search<'a>,
        f: &'a Formulation<'m>,
        goal: &Goal,
        stop: &'a (dyn Fn() -> bool + Sync),
        windows: Windows,
    ) -> Result<Result<Self, Searched>, Failure> {
        let sites = Sites::new(f);
        let Some(reduced) = Reduced::new(&f.program, &sites.bounds(&windows)).map(Arc::new) else {
            return Ok(Err(Searched::Unable));
        };
        let Some(workers) = loaded(search, &reduced)? else { return Ok(Err(Searched::Unable)) };
        Ok(Ok(Self {
            all: true,
            search,
            f,
            gap: goal.gap,
            effort: goal.effort,
            effort_to_first: goal.effort_to_first,
            work: 0,
            first: 0,
            sites,
            stop,
            reduced,
            workers,
            open: Vec::new(),
            moves: VecDeque::new(),
            tried: BTreeSet::new(),
            record: Gains(vec![<[(f64, u32); 2]>::default(); f.mission.sites.len()]),
            plan: goal.known.map(|x| (f.program.objective_at(x), x.to_vec())),
            near: None,
            floor: f64::INFINITY,
            root: None,
            windows,
            narrowed: false,
            without_gain: 0,
            next: 0,
        }))
    }

    fn run(&mut self) -> Result<Searched, Failure> {
        if self.over() {
            return Ok(self.unproved());
        }
        match self.plant_beside_a_short_one()? {
            Relaxed::Optimal(v) => self.root = Some(v),
            // A plan that is known and nothing below its cutoff: it is the best.
            Relaxed::Beyond => {
                let cutoff = self.cutoff();
                return Ok(self.plan.take().map_or(Searched::Unable, |plan| self.answer(plan, cutoff)));
            }
            // Against a plan that is known: the solver has to be asked in another way.
            Relaxed::Infeasible if self.plan.is_some() => return Ok(Searched::Unable),
            Relaxed::Infeasible => return Ok(Searched::Infeasible),
            Relaxed::Unknown => return Ok(Searched::Unable),
            Relaxed::Stopped => return Ok(self.unproved()),
        }
        self.round_root()?;
        while !self.proved() && !self.over() && !self.open.is_empty() {
            self.drop_tail()?;
            if self.few() {
                self.split_together()?;
            } else {
                let jobs = self.jobs();
                for done in self.work(jobs)? {
                    self.record(done);
                }
            }
            self.report();
        }
        let bound = self.bound();
        Ok(match self.plan.take() {
            Some(plan) => self.answer(plan, bound),
            // Without an open branch and with nothing given up there would be no plan at all: that is for the solver to say, not for a clock.
            None if self.over() => Searched::Stopped(if bound.is_finite() { bound } else { f64::NEG_INFINITY }),
            None if self.floor.is_finite() => Searched::Unable,
            None => Searched::Infeasible,
        })
    }

    /// What there is when a limit ends it before its first relaxation.
    fn unproved(&mut self) -> Searched {
        let nothing = f64::NEG_INFINITY;
        self.plan.take().map_or(Searched::Stopped(nothing), |plan| self.answer(plan, nothing))
    }

    /// Takes the work of the workers down.
    fn count(&mut self) {
        let work = self.workers.iter_mut().map(|w| w.hot.worked()).sum();
        self.work += work;
        self.search.count(work);
    }

    fn answer(&self, (objective, x): (f64, Vec<f64>), bound: f64) -> Searched {
        let all = self.open.is_empty() && bound >= objective - (objective.abs() * BETTER).max(DIVISOR) * 1.01;
        let proved = solve::gap(objective, bound) <= self.gap || all;
        let status = if proved { Status::Optimal } else { Status::Stopped };
        Searched::Plan(Solution { status, x, objective, bound: bound.min(objective), duals: Vec::new(), work: 0 })
    }

    /// The relaxation over all windows.
    fn relax_root(&mut self) -> Result<Relaxed, Failure> {
        let windows = self.windows.clone();
        let before = self.work;
        let relaxed = self.first_worker(|worker, known| worker.relax(known, &windows, From::Nothing))?;
        self.first = self.work - before;
        if let Relaxed::Optimal(v) = &relaxed {
            let shares = self.sites.shares(&v.x);
            self.push(v.objective, windows, shares, v.basis.clone(), false);
        }
        Ok(relaxed)
    }

    /// Closures rounded from the relaxation, and those of the known plan.
    fn round_root(&mut self) -> Result<(), Failure> {
        let branch = &self.open[0];
        let mut first: Vec<Closures> =
            THRESHOLDS.iter().map(|t| self.sites.rounded(&branch.shares, &branch.windows, *t)).collect();
        let mut seen = self.tried.clone();
        first.retain(|c| seen.insert(c.clone()));
        if let Some((_, x)) = &self.plan {
            self.moves = local_search::neighbours(&fixing::closures(self.f, x), &self.windows).into();
            self.plan_again()?;
        }
        for some in first.chunks(self.workers.len()) {
            for done in self.work(some.iter().cloned().map(WorkerTask::Attempt).collect())? {
                self.record(done);
            }
        }
        self.report();
        Ok(())
    }

    fn record(&mut self, done: RoundResult) {
        match done {
            RoundResult::Attempt(closures, found) => {
                self.tried.insert(closures);
                self.without_gain += 1;
                self.improve(found);
            }
            RoundResult::Dive(found) => self.improve(found),
            RoundResult::Split(e) => self.split(e),
            RoundResult::Probe(_) | RoundResult::Trial(_) => {}
        }
    }

    fn split(&mut self, e: Expanded) {
        if let Some((closures, found)) = e.tried {
            self.tried.insert(closures);
            self.improve(found);
        }
        let cutoff = self.cutoff();
        if e.empty {
            self.floor = self.floor.min(cutoff);
            return;
        }
        for trial in &e.trials {
            for (side, half) in trial.halves.iter().enumerate() {
                if let Half::Open(_, v) = half {
                    let record = &mut self.record.0[trial.split.site][side];
                    *record = (record.0 + (v.objective - e.branch.bound).max(0.0), record.1 + 1);
                }
            }
        }
        if e.stopped {
            self.open.push(e.branch);
            return;
        }
        let Some(trial) = e.trials.into_iter().next_back() else {
            // Whole already: its plan was tried, and nothing else is in it.
            self.floor = self.floor.min(e.branch.bound);
            return;
        };
        for half in trial.halves {
            match half {
                Half::Open(windows, v) if v.objective < cutoff => {
                    let shares = self.sites.shares(&v.x);
                    let bound = v.objective.max(e.branch.bound);
                    self.push(bound, windows, shares, v.basis, false);
                }
                Half::Open(..) | Half::Beyond => self.floor = self.floor.min(cutoff),
                Half::Unknown(windows) => {
                    let (shares, basis) = (e.branch.shares.clone(), e.branch.basis.clone());
                    self.push(e.branch.bound, windows, shares, basis, true);
                }
                Half::Infeasible => {}
            }
        }
    }

    fn push(&mut self, bound: f64, windows: Windows, shares: windows::OpenShares, basis: Basis, stale: bool) {
        self.open.push(Branch { id: self.next, dived: false, stale, bound, windows, shares, basis });
        self.next += 1;
    }

    /// A better plan: its neighbours are tried next, and branches that cannot be better are given up.
    fn improve(&mut self, found: Option<NodePlan>) {
        let Some(found) = found else { return };
        // A point of the solver that misses rows of the whole program is no plan.
        if self.f.program.misses_at(&found.x) > MISSED {
            return;
        }
        if self.plan.as_ref().is_some_and(|(objective, _)| found.objective >= *objective) {
            return;
        }
        self.plan = Some((found.objective, found.x));
        self.without_gain = 0;
        self.near = Some(found.basis);
        let cutoff = self.cutoff();
        if let Some(root) = &self.root {
            self.windows = self.sites.tightened(root, &self.windows, cutoff);
            self.floor = self.floor.min(cutoff);
        }
        self.moves = local_search::neighbours(&found.closures, &self.windows).into();
        let kept: Vec<Branch> = std::mem::take(&mut self.open).into_iter().filter(|b| b.bound < cutoff).collect();
        self.open = kept;
    }

    fn over(&self) -> bool {
        let times = self.work as f64 / self.first.max(1) as f64;
        (self.stop)()
            || self.search.over()
            || times > if self.plan.is_none() { self.effort_to_first } else { self.effort }
    }

    /// Nothing at or above this is of interest.
    fn cutoff(&self) -> f64 {
        self.plan.as_ref().map_or(f64::INFINITY, |(v, _)| v - (v.abs() * BETTER).max(DIVISOR))
    }

    /// No plan is below this.
    fn bound(&self) -> f64 {
        self.open.iter().map(|b| b.bound).fold(self.floor, f64::min)
    }

    fn proved(&self) -> bool {
        self.plan.as_ref().is_some_and(|(v, _)| solve::gap(*v, self.bound()) <= self.gap)
    }

    fn report(&self) {
        let incumbent = self.plan.as_ref().map(|(v, _)| *v);
        let bound = Some(self.bound()).filter(|b| b.is_finite() && self.all);
        let gap = incumbent.zip(bound).map(|(v, b)| solve::gap(v, b.min(v)));
        self.search.tell(Event::Progress { incumbent, bound, gap, seconds: self.search.seconds() });
    }
}
