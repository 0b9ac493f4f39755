//! Several scenarios side by side: solved in parallel, each on its own; one that fails does not sink the rest.
//!
//! Cases that differ in nothing but money share their work: the richest is planned first, its plan serves every poorer case whose
//! money it keeps within, and only the others are planned anew. Must not know files.

mod share;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::mission::Mission;
use crate::optimise::{Failure, Observer, Options};
use crate::plan::result::{Plan, ScenarioRef};
use crate::study::answer::{Answer, Unanswered, answer};

/// What is asked of one case.
#[derive(Debug, Clone)]
pub struct CaseQuestion {
    /// The mission.
    pub mission: Mission,
    /// Where it is from.
    pub scenario: ScenarioRef,
}

/// A scenario to compare.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Short name in tables: `$191m in 6 months`; different for each case.
    pub label: String,
    /// The question, or why there is none (a file with faults).
    pub asked: Result<CaseQuestion, String>,
}

/// One column of a comparison.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Short name.
    pub label: String,
    /// The plan; null if there is none.
    pub plan: Option<Plan>,
    /// Why there is none.
    pub failed: Option<String>,
    /// The same as one of a few kinds.
    #[serde(default)]
    pub why: Option<Why>,
}

/// Kinds of reasons for having no plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The scenario has faults.
    Scenario,
    /// Its rules contradict each other.
    Contradiction,
    /// The time limit ended before a plan was found.
    TimeLimit,
    /// The user ended it before.
    Interrupted,
    /// The solver failed.
    Solver,
    /// No such solver is in this build.
    NoSuchSolver,
    /// The audit refuses the plan.
    Bug,
}

impl From<&Unanswered> for Why {
    fn from(why: &Unanswered) -> Self {
        match why {
            Unanswered::Refused(_) => Self::Bug,
            Unanswered::Failure(Failure::Conflict(_)) => Self::Contradiction,
            Unanswered::Failure(Failure::TimeLimit(_) | Failure::WorkLimit(_)) => Self::TimeLimit,
            Unanswered::Failure(Failure::Interrupted) => Self::Interrupted,
            Unanswered::Failure(Failure::Solver(_)) => Self::Solver,
            Unanswered::Failure(Failure::NoSuchSolver(..)) => Self::NoSuchSolver,
        }
    }
}

/// Scenarios side by side.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Comparison {
    /// Position of the entry that the others are compared with, from 0.
    pub base: usize,
    /// In the order asked.
    pub entries: Vec<Entry>,
}

impl Comparison {
    /// The plan of the base, if it has one.
    pub fn base_plan(&self) -> Option<&Plan> {
        self.entries.get(self.base).and_then(|e| e.plan.as_ref())
    }
    /// All entries but the base.
    pub fn others(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().enumerate().filter(|(i, _)| *i != self.base).map(|(_, e)| e)
    }
}

/// An answer for each case; none yet where it is still to be found.
type Answers = Vec<Option<Result<Answer, Unanswered>>>;

/// Plans all cases, as many at once as there are threads; `watch` has an observer for each. Each has the time limit to itself, from
/// when its turn comes.
pub fn compare(cases: &[Variant], base: usize, options: &Options, watch: &[impl Observer]) -> Comparison {
    let families = share::families(cases);
    let mut answers: Answers = cases.iter().map(|_| None).collect();
    // The richest of each family first: the others may live on its plan.
    let first: Vec<usize> = families.iter().filter_map(|f| f.first().copied()).collect();
    // One thread for each case when several run side by side; the same in both waves, the solver keeps its first number.
    let options = &Options { threads: if cases.len() > 1 { 1 } else { options.threads }, ..options.clone() };
    wave(cases, &first, options, watch, &mut answers);
    for family in &families {
        share::live_on_richer(cases, family, &mut answers);
    }
    let rest: Vec<usize> = families.iter().flatten().copied().filter(|i| answers[*i].is_none()).collect();
    wave(cases, &rest, options, watch, &mut answers);
    for family in &families {
        share::pass_on(cases, family, &mut answers);
    }
    share::carry_over(cases, options, &mut answers);
    let entries = cases.iter().zip(answers).map(|(case, found)| entry(case, found));
    Comparison { base, entries: entries.collect() }
}

/// Plans some of the cases side by side.
fn wave(cases: &[Variant], which: &[usize], each: &Options, watch: &[impl Observer], answers: &mut Answers) {
    let solve = |i: &usize| {
        let found = cases[*i].asked.as_ref().ok().map(|q| answer(&q.mission, &q.scenario, each, &watch[*i]));
        (*i, found)
    };
    let found: Vec<_> = which.par_iter().map(solve).collect();
    for (i, one) in found {
        answers[i] = one;
    }
}

fn entry(case: &Variant, found: Option<Result<Answer, Unanswered>>) -> Entry {
    let (plan, failed, why) = match (&case.asked, found) {
        (Err(faults), _) => (None, Some(faults.clone()), Some(Why::Scenario)),
        (Ok(_), Some(Ok(a))) => (Some(a.plan), None, None),
        (Ok(_), Some(Err(e))) => (None, Some(e.to_string()), Some(Why::from(&e))),
        (Ok(_), None) => (None, Some("not planned".to_owned()), Some(Why::Interrupted)),
    };
    Entry { label: case.label.clone(), plan, failed, why }
}
