//! Plans that hold: the cheapest plan that brings everybody out in time with a given probability.
//!
//! Candidates come from the optimiser with buffers; they are raced in common random worlds and improved by what goes wrong first; the
//! chosen one is proved in fresh worlds. From below, planners who know their world bound what any plan can do. Must not know files.
//!
//! Each part has its share of the time, keeps to it within its batches, and leaves what it has: there is an answer at any time limit.
//! The same seed gives the same plan on any number of threads, unless the clock ends the search.

pub mod bound;
mod buffers;
mod choice;
pub mod foresight;
mod known;
mod measure;
mod neighbours;
pub mod record;
pub mod reserve;
mod search;
pub mod shard;
mod trial;
mod unfinished;

use std::time::Instant;

use crate::audit::audit;
use crate::mission::Mission;
use crate::optimise::{Failure, Observer, Options, optimise};
use crate::plan::accounts::{About, account};
use crate::plan::decisions::Decisions;
use crate::plan::result::{Plan, ScenarioRef};
use crate::scenario::risk::Process;
use crate::simulate::Policy;
use crate::tolerance::DIVISOR;

pub use known::{KnownWorlds, ShardNumber};
pub use measure::Measure;
pub use record::Hedge;
pub use search::TriedPlans;
pub use shard::{HedgeTerms, Shard};

/// Share of the time that the optimum may take: of ten minutes one, so that the first hedged plan follows within the second.
const OPTIMUM: f64 = 0.1;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The mission.
    pub mission: &'a Mission,
    /// What can go wrong.
    pub processes: &'a [Process],
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// Of the optimiser.
    pub options: Options,
    /// Probability with which the plan has to hold.
    pub target: f64,
    /// What holding means, and what is to be small.
    pub measure: Measure,
    /// Worlds in which candidates are compared.
    pub worlds: u64,
    /// Fresh worlds in which the chosen plan is proved.
    pub proof: u64,
    /// Seed of the worlds; those of the proof have the next.
    pub seed: u64,
    /// What is done when a plan is late: in the proof, and in the last comparison.
    pub policy: Policy,
    /// Seconds for everything.
    pub seconds: f64,
}

/// News of the search.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// What is being done.
    pub doing: String,
    /// Share of the worlds in which the best plan so far holds, and what it comes to on average, dollars.
    pub best: Option<(f64, f64)>,
    /// What any plan comes to at least on average, dollars.
    pub bound: Option<f64>,
}

/// Why there is no hedged plan.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unhedged {
    /// The optimiser failed.
    #[error("{0}")]
    Failure(#[from] Failure),
    /// Even without risk not everybody gets out.
    #[error(
        "no plan gets everybody out by the deadline even if nothing goes wrong: `drawdown explain` says what would mend it"
    )]
    Incomplete,
    /// The audit refuses the optimiser's plan.
    #[error("the audit refuses the plan; this is a bug of drawdown:\n{0}")]
    Refused(String),
}

/// What hears of progress.
type Told<'a> = &'a (dyn Fn(&News) + Sync);

/// Looks for the cheapest plan that holds; `told` hears of progress.
///
/// # Errors
/// See [`Unhedged`].
pub fn hedge(q: &Question, observer: &dyn Observer, told: Told) -> Result<Hedge, Unhedged> {
    let clock = Stopwatch::starting(q);
    let found = searched(q, &clock, observer, told)?;
    concluded(q, &clock, observer, told, &found, &KnownWorlds::default())
}

/// Only the search, or with a share the share of the rest as well; the search is not repeated where it is given.
///
/// # Errors
/// See [`Unhedged`].
pub fn shard(
    q: &Question,
    observer: &dyn Observer,
    told: Told,
    from: Option<TriedPlans>,
    share: Option<ShardNumber>,
) -> Result<Shard, Unhedged> {
    let clock = Stopwatch::starting(q);
    let found = from.map_or_else(|| searched(q, &clock, observer, told), Ok)?;
    let known = share.map_or_else(KnownWorlds::default, |share| {
        let proofs = choice::share_of_proof(q, &clock, observer, &found.trials, told, share);
        let [economic, spending] = bound::share_of_bound(q, &clock, observer, &found.trials, share);
        KnownWorlds { proofs, economic, spending }
    });
    let (scenario, asked) = (q.scenario.clone(), HedgeTerms::of(q));
    Ok(Shard { schema_version: shard::SHARD_VERSION, scenario, asked, share, found, known, command: Vec::new() })
}

/// The answer of a search, of which some is known already.
///
/// # Errors
/// See [`Unhedged`].
pub fn conclude(
    q: &Question,
    observer: &dyn Observer,
    told: Told,
    found: &TriedPlans,
    known: &KnownWorlds,
) -> Result<Hedge, Unhedged> {
    concluded(q, &Stopwatch::starting(q), observer, told, found, known)
}

fn searched(q: &Question, clock: &Stopwatch, observer: &dyn Observer, told: Told) -> Result<TriedPlans, Unhedged> {
    let options = Options { time_limit: Some((q.seconds * OPTIMUM).max(1.0)), ..q.options.clone() };
    let mut outcome = optimise(q.mission, &options, observer)?;
    if outcome.decisions.closes.values().any(Option::is_none) {
        return Err(Unhedged::Incomplete);
    }
    // How long it took is no part of the answer: the same question has the same answer, byte for byte.
    outcome.seconds = 0.0;
    outcome.stages.iter_mut().for_each(|s| s.seconds = 0.0);
    let base = booked(q, &outcome.decisions, &crate::optimise::about(q.scenario.clone(), &outcome))?;
    let mut search = search::HedgeSearch::new(q, clock, observer, told, &base, outcome.decisions.clone());
    search.run();
    Ok(search.finish(&outcome, base))
}

fn concluded(
    q: &Question,
    clock: &Stopwatch,
    observer: &dyn Observer,
    told: Told,
    found: &TriedPlans,
    known: &KnownWorlds,
) -> Result<Hedge, Unhedged> {
    let trials = &found.trials;
    let chosen = choice::choose(q, clock, observer, trials, told, known);
    let bound = bound::bound(q, clock, observer, trials, chosen.at, told, known);
    let reserve = reserve::reserve(q, clock, observer, &trials[0], &trials[chosen.at]);
    let plan = plan_of(q, found, chosen.at)?;
    let curve = choice::curve(trials, q.measure);
    let points = curve.iter().map(|(_, at)| plan_of(q, found, *at)).collect::<Result<_, _>>()?;
    let ended = clock.end(observer, 1.0);
    let foresight = foresight::foresight(q, &found.first_steps, &|i| trials.iter().any(|t| t.held_in(i)));
    let parts = record::Parts { plan, trials, chosen, reserve, bound, foresight, curve, points };
    let mut hedge = record::record(q, &ended, parts);
    hedge.unfinished = unfinished::unfinished(q, observer.cancelled(), found, &hedge);
    Ok(hedge)
}

/// Time that has been used.
pub(crate) struct Stopwatch {
    start: Instant,
    seconds: f64,
}

impl Stopwatch {
    fn starting(q: &Question) -> Self {
        Self { start: Instant::now(), seconds: q.seconds }
    }
    /// Share of all the time that has been used.
    fn used(&self) -> f64 {
        self.start.elapsed().as_secs_f64() / self.seconds.max(DIVISOR)
    }
    /// A share of all the time has been used.
    fn past(&self, share: f64) -> bool {
        self.used() > share
    }
    /// The end of a part of the work that may go on until a share of the time has been used.
    fn end<'a>(&'a self, observer: &'a dyn Observer, share: f64) -> End<'a> {
        End { clock: self, observer, share }
    }
    /// The same, with a little even where the parts before took longer than theirs.
    fn end_with<'a>(&'a self, observer: &'a dyn Observer, share: f64, least: f64) -> End<'a> {
        self.end(observer, share.max(self.used() + least))
    }
}

/// When a part of the work has to end.
#[derive(Clone, Copy)]
pub(crate) struct End<'a> {
    clock: &'a Stopwatch,
    observer: &'a dyn Observer,
    share: f64,
}

impl End<'_> {
    fn reached(&self) -> bool {
        self.observer.cancelled() || self.clock.past(self.share)
    }
    /// Seconds until then, not less than a tenth.
    fn seconds(&self) -> f64 {
        ((self.share - self.clock.used()) * self.clock.seconds).max(0.1)
    }
}

/// A candidate, booked. Nothing is certified of a hedged plan but what the bound says.
fn plan_of(q: &Question, found: &TriedPlans, at: usize) -> Result<Plan, Unhedged> {
    let trial = &found.trials[at];
    if trial.buffers.is_none() {
        return Ok((*found.base).clone());
    }
    let mut solver = found.base.solver.clone();
    solver.gap = None;
    solver.status = "hedged".into();
    let mut notes = found.base.notes.clone();
    notes.push(format!("Hedged: {}.", trial.buffers.words(q.mission)));
    let about = About { solver, notes, shortfall_usd: Some(0.0), ..About::unknown(q.scenario.clone(), "hedged") };
    booked(q, &trial.decisions, &about)
}

fn booked(q: &Question, decisions: &Decisions, about: &About) -> Result<Plan, Unhedged> {
    let mut plan = account(q.mission, decisions, about);
    let verdict = audit(q.mission, &plan);
    if !verdict.passed() {
        return Err(Unhedged::Refused(verdict.judgement()));
    }
    plan.checks = verdict.checks;
    Ok(plan)
}
