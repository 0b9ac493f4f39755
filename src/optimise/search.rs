//! One search: the clock, the observer, the backend, and single solves.
//!
//! Must not know the order of stages.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use crate::mission::Mission;
use crate::optimise::{Ended, Event, Failure, Observer, Options};
use crate::program::Program;
use crate::solve::{self, Backend, Basis, From, Relaxed, Request, Solution, Status, Vertex, Watch};
use crate::tolerance::MISSED;

/// Share of the time that is as good as none: a search leaves it for what follows.
const NEARLY: f64 = 0.25;

/// What all solves of one question share.
pub(super) struct Search<'a> {
    pub mission: &'a Mission,
    pub options: &'a Options,
    pub observer: &'a dyn Observer,
    pub backend: Box<dyn Backend>,
    started: Instant,
    done: Arc<Counted>,
}

/// What was done so far, by all parts of a search.
#[derive(Default)]
struct Counted {
    work: AtomicU64,
    /// The clock has ended some part of it.
    clocked: AtomicBool,
}

impl<'a> Search<'a> {
    pub(super) fn new(mission: &'a Mission, options: &'a Options, observer: &'a dyn Observer) -> Result<Self, Failure> {
        let backend = solve::backend(options.solver.as_deref()).ok_or_else(|| {
            let has: Vec<_> = solve::backends().iter().map(|b| b.name()).collect();
            Failure::NoSuchSolver(options.solver.clone().unwrap_or_default(), has.join(", "))
        })?;
        Ok(Self { mission, options, observer, backend, started: Instant::now(), done: Arc::default() })
    }

    /// The options of a part of this search that may take a share of the time and of the work that are left.
    pub(super) fn share(&self, share: f64) -> Options {
        let time_limit = self.options.time_limit.map(|_| self.seconds() + (self.left() * share).max(0.0));
        let left = |limit: u64| limit.saturating_sub(self.worked()) as f64 * share;
        let work_limit = self.options.work_limit.map(|limit| self.worked() + left(limit) as u64);
        Options { time_limit, work_limit, ..self.options.clone() }
    }

    /// A part of this search: the same clock and count of work, other limits.
    pub(super) fn part(&self, options: &'a Options) -> Result<Self, Failure> {
        let fresh = Self::new(self.mission, options, self.observer)?;
        Ok(Self { started: self.started, done: Arc::clone(&self.done), ..fresh })
    }

    /// The same for another mission.
    pub(super) fn of<'b>(&self, mission: &'b Mission, options: &'b Options) -> Result<Search<'b>, Failure>
    where
        'a: 'b,
    {
        let fresh = Search::new(mission, options, self.observer)?;
        Ok(Search { started: self.started, done: Arc::clone(&self.done), ..fresh })
    }

    pub(super) fn seconds(&self) -> f64 {
        self.started.elapsed().as_secs_f64()
    }

    /// Seconds left; infinite without a limit.
    pub(super) fn left(&self) -> f64 {
        self.options.time_limit.map_or(f64::INFINITY, |limit| limit - self.seconds())
    }

    /// The user or the clock wants the end: asked inside of solves.
    pub(super) fn halted(&self) -> bool {
        self.observer.cancelled() || self.past(f64::INFINITY)
    }

    /// The clock has passed a second of the search, or its end.
    pub(super) fn past(&self, second: f64) -> bool {
        let past = self.left() <= 0.0 || self.seconds() > second;
        if past {
            self.done.clocked.store(true, Ordering::Relaxed);
        }
        past
    }

    /// The user, the clock or the limit of work wants the end: asked between solves, so that the same work is done on a slow and
    /// on a fast machine.
    pub(super) fn over(&self) -> bool {
        self.halted() || self.options.work_limit.is_some_and(|limit| self.worked() >= limit)
    }

    /// A limit has ended the search, or what it left is for what comes afterwards.
    pub(super) fn nearly_over(&self) -> bool {
        self.over() || self.options.time_limit.is_some_and(|limit| self.left() < NEARLY * limit)
    }

    /// Work so far.
    pub(super) fn worked(&self) -> u64 {
        self.done.work.load(Ordering::Relaxed)
    }

    /// Work was done outside of [`Search::solve`].
    pub(super) fn count(&self, work: u64) {
        self.done.work.fetch_add(work, Ordering::Relaxed);
    }

    /// Why a search ends that has not reached its gap.
    pub(super) fn ended(&self) -> Ended {
        if self.observer.cancelled() {
            Ended::User
        } else if self.halted() || self.done.clocked.load(Ordering::Relaxed) {
            Ended::Clock
        } else if self.over() {
            Ended::Work
        } else {
            Ended::Unsettled
        }
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
            start: ask.start.clone(),
            trusting: ask.trusting,
        };
        let watch = Watcher { search: self, quiet: ask.quiet, grace: ask.grace };
        let solution = self.backend.solve(program, &request, &watch).map_err(|e| Failure::Solver(e.to_string()))?;
        self.count(solution.work);
        if solution.status == Status::Lost {
            return Err(Failure::Solver(format!("{} finds no answer in any of its ways", self.backend.name())));
        }
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
            Status::Stopped | Status::Nothing | Status::Lost => Err(self.stopped()),
        }
    }

    /// The optimum of a relaxation, from a basis near it where there is one of as many rows and columns: a change of a few figures is
    /// some hundred pivots then. None where the backend keeps no relaxation or has no certain answer: it has to be asked in another way.
    /// With `grace` seconds at least.
    pub(super) fn near_optimum(
        &self,
        program: &Program,
        near: Option<&Basis>,
        grace: f64,
    ) -> Result<Option<Vertex>, Failure> {
        let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
        let Some(mut hot) = self.backend.hot(program).map_err(solver)? else { return Ok(None) };
        let from = near.filter(|b| b.fits(program)).map_or(From::Decided(None), From::Near);
        let stop = || self.observer.cancelled() || self.left() + grace <= 0.0;
        let relaxed = hot.solve(&[], from, f64::INFINITY, &stop).map_err(solver)?;
        self.count(hot.worked());
        let Relaxed::Optimal(vertex) = relaxed else { return Ok(None) };
        Ok(Some(vertex).filter(|v| program.misses_at(&v.x) <= MISSED))
    }

    /// Why it ended without a plan.
    pub(super) fn stopped(&self) -> Failure {
        match (self.options.time_limit, self.options.work_limit) {
            _ if self.observer.cancelled() => Failure::Interrupted,
            (Some(limit), _) if self.left() <= 0.0 => Failure::TimeLimit(limit),
            (_, Some(limit)) if self.over() => Failure::WorkLimit(limit),
            // A part of the time was over, not all of it.
            (Some(limit), _) => Failure::TimeLimit(limit),
            (None, _) => Failure::Solver("the search ended without an answer".into()),
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
    /// See [`Request::trusting`].
    pub trusting: bool,
}

impl Ask {
    pub(super) fn to(gap: f64) -> Self {
        Self { gap, seconds: f64::INFINITY, start: None, quiet: false, grace: 0.0, trusting: false }
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
