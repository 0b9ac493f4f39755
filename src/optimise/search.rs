//! One search: the clock, the observer, the backend, and single solves.
//!
//! Must not know the order of stages.

use std::time::Instant;

use crate::mission::Mission;
use crate::optimise::{Event, Failure, Observer, Options};
use crate::program::Program;
use crate::solve::{self, Backend, Request, Solution, Status, Watch};

/// What all solves of one question share.
pub(super) struct Search<'a> {
    pub mission: &'a Mission,
    pub options: &'a Options,
    pub observer: &'a dyn Observer,
    pub backend: Box<dyn Backend>,
    started: Instant,
}

impl<'a> Search<'a> {
    pub(super) fn new(mission: &'a Mission, options: &'a Options, observer: &'a dyn Observer) -> Result<Self, Failure> {
        let backend = solve::backend(options.solver.as_deref()).ok_or_else(|| {
            let has: Vec<_> = solve::backends().iter().map(|b| b.name()).collect();
            Failure::NoSuchSolver(options.solver.clone().unwrap_or_default(), has.join(", "))
        })?;
        Ok(Self { mission, options, observer, backend, started: Instant::now() })
    }

    pub(super) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Seconds left; infinite without a limit.
    pub(super) fn left(&self) -> f64 {
        self.options.time_limit.map_or(f64::INFINITY, |limit| limit - self.seconds())
    }

    /// The user or the clock wants the end.
    pub(super) fn over(&self) -> bool {
        self.observer.cancelled() || self.left() <= 0.0
    }

    /// Another event.
    pub(super) fn tell(&self, event: Event) {
        self.observer.event(event);
    }

    /// Minimises a program to `gap`, for at most `seconds`, from `start`; tells of progress unless `quiet`.
    pub(super) fn solve(&self, program: &Program, ask: &Ask) -> Result<Solution, Failure> {
        let limit = self.left().max(ask.grace).min(ask.seconds);
        let request = Request {
            gap: ask.gap,
            time_limit: limit.is_finite().then_some(limit.max(0.1)),
            threads: self.options.threads,
            start: ask.start.clone(),
        };
        let watch = Watcher { search: self, quiet: ask.quiet, grace: ask.grace };
        let solution = self.backend.solve(program, &request, &watch).map_err(|e| Failure::Solver(e.to_string()))?;
        Ok(solution)
    }

    /// The relaxation: whole numbers may be fractions. None if even that is impossible.
    pub(super) fn relaxed(&self, program: &Program) -> Result<Option<Solution>, Failure> {
        self.relaxed_within(program, 0.0)
    }

    /// The same with `grace` seconds at least.
    pub(super) fn relaxed_within(&self, program: &Program, grace: f64) -> Result<Option<Solution>, Failure> {
        let mut relaxed = program.clone();
        relaxed.relax();
        let s = self.solve(&relaxed, &Ask { quiet: true, grace, ..Ask::to(0.0) })?;
        match s.status {
            Status::Optimal => Ok(Some(s)),
            Status::Infeasible => Ok(None),
            Status::Stopped | Status::Nothing => Err(self.stopped()),
        }
    }

    /// A failure of a part of this search, whose time was a share of this one's.
    pub(super) fn in_its_own_time(&self, failure: Failure) -> Failure {
        if matches!(failure, Failure::TimeLimit(_)) { self.stopped() } else { failure }
    }

    /// Why it ended without a plan.
    pub(super) fn stopped(&self) -> Failure {
        match self.options.time_limit {
            Some(limit) if !self.observer.cancelled() => Failure::TimeLimit(limit),
            _ => Failure::Interrupted,
        }
    }
}

/// How to solve one program.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub gap: f64,
    pub seconds: f64,
    pub start: Option<Vec<f64>>,
    pub quiet: bool,
    /// Seconds granted beyond the limit.
    pub grace: f64,
}

impl Ask {
    pub(super) fn to(gap: f64) -> Self {
        Self { gap, seconds: f64::INFINITY, start: None, quiet: false, grace: 0.0 }
    }
}

struct Watcher<'a> {
    search: &'a Search<'a>,
    quiet: bool,
    grace: f64,
}

impl Watch for Watcher<'_> {
    fn progress(&self, incumbent: f64, bound: f64) -> bool {
        if !self.quiet {
            let some = |v: f64| (v.is_finite() && v.abs() < 1e29).then_some(v);
            let (incumbent, bound) = (some(incumbent), some(bound));
            let gap = incumbent.zip(bound).map(|(i, b)| solve::gap(i, b));
            self.search.tell(Event::Progress { incumbent, bound, gap, seconds: self.search.seconds() });
        }
        self.search.observer.cancelled() || self.search.left() + self.grace <= 0.0
    }
}
