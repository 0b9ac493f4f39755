//! Several scenarios side by side: solved in parallel, each on its own; one that fails does not sink the rest.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::mission::{Budget, Mission, Period};
use crate::plan::accounts::About;
use crate::plan::optimise::{Observer, Options, Outcome};
use crate::plan::result::{Plan, ScenarioRef};
use crate::study::answer::{Answer, Unanswered, answer, booked};

/// A scenario to compare.
#[derive(Debug, Clone)]
pub struct Case {
    /// Short name in tables: `$191m, 6 months`.
    pub label: String,
    /// The mission.
    pub mission: Mission,
    /// Where it is from.
    pub scenario: ScenarioRef,
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
}

/// Scenarios side by side.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Comparison {
    /// Position of the entry that the others are compared with.
    pub base: usize,
    /// In the order asked.
    pub entries: Vec<Entry>,
}

impl Comparison {
    /// The plan of the base, if it has one.
    pub fn base_plan(&self) -> Option<&Plan> {
        self.entries.get(self.base).and_then(|e| e.plan.as_ref())
    }
}

/// All cases may take so many times the time limit of one, however many they are.
const TIMES_ONE: f64 = 4.0;

/// Plans all cases, as many at once as there are threads; `watch` has an observer for each.
pub fn compare(cases: &[Case], base: usize, options: &Options, watch: &[impl Observer]) -> Comparison {
    let at_once =
        if options.threads > 0 { options.threads } else { rayon::current_num_threads() }.min(cases.len()).max(1);
    let share = TIMES_ONE * at_once as f64 / cases.len().max(1) as f64;
    let each = Options {
        time_limit: options.time_limit.map(|limit| limit * share.min(1.0)),
        // One thread for each case: the cases themselves run side by side.
        threads: if cases.len() > 1 { 1 } else { options.threads },
        ..options.clone()
    };
    let solve = |i: usize| answer(&cases[i].mission, &cases[i].scenario, &each, &watch[i]);
    let mut answers: Vec<Result<Answer, Unanswered>> = (0..cases.len()).into_par_iter().map(solve).collect();
    pass_on(cases, &mut answers);
    let entries = cases.iter().zip(answers).map(|(case, answer)| match answer {
        Ok(a) => Entry { label: case.label.clone(), plan: Some(a.plan), failed: None },
        Err(why) => Entry { label: case.label.clone(), plan: None, failed: Some(why.to_string()) },
    });
    Comparison { base, entries: entries.collect() }
}

/// A plan of a smaller budget keeps every rule under a larger one: where the search under the larger one found less within its
/// time, it takes that plan.
fn pass_on(cases: &[Case], answers: &mut [Result<Answer, Unanswered>]) {
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by(|a, b| total(&cases[*a].mission).total_cmp(&total(&cases[*b].mission)));
    for (n, &rich) in order.iter().enumerate() {
        for &poor in &order[..n] {
            let better = match (&answers[poor], &answers[rich]) {
                (Ok(p), Ok(r)) => rank(&p.plan) < rank(&r.plan) && covers(&cases[rich].mission, &cases[poor].mission),
                _ => false,
            };
            if !better {
                continue;
            }
            let (Ok(from), Ok(to)) = (&answers[poor], &answers[rich]) else { continue };
            let outcome = Outcome { decisions: from.outcome.decisions.clone(), ..to.outcome.clone() };
            let mut about =
                About::from_outcome(cases[rich].scenario.clone(), &revalued(outcome.clone(), &from.outcome));
            about.notes.push(format!(
                "This is the plan of {}: the search under this budget found none better in its time.",
                cases[poor].label
            ));
            if let Ok(plan) = booked(&cases[rich].mission, &outcome.decisions, &about) {
                answers[rich] = Ok(Answer { outcome, plan });
            }
        }
    }
}

/// The stages of one search with the values that another plan reaches.
fn revalued(mut outcome: Outcome, from: &Outcome) -> Outcome {
    for stage in &mut outcome.stages {
        if let Some(better) = from.stages.iter().find(|s| s.objective == stage.objective) {
            stage.value = better.value;
            stage.gap = stage.bound.map(|b| crate::solve::gap(stage.value, b));
        }
    }
    let certified = outcome.stages.iter().filter(|s| s.all_closures).filter_map(|s| s.gap);
    outcome.gap = Some(certified.fold(0.0, f64::max));
    outcome
}

fn total(m: &Mission) -> f64 {
    m.budget.total().map_or(f64::INFINITY, crate::units::Usd::get)
}

/// Better plans first; differences within rounding are none.
fn rank(plan: &Plan) -> (i64, i64, i64) {
    let s = &plan.summary;
    let economic = s.cost_usd + s.equipment_value_lost_usd;
    ((s.people_left * 10.0) as i64, (s.sensitive_lost * 10.0) as i64, (economic / 1e3) as i64)
}

/// The same mission with at least as much money at every time.
fn covers(rich: &Mission, poor: &Mission) -> bool {
    let bare =
        |m: &Mission| Mission { name: String::new(), title: String::new(), budget: Budget::default(), ..m.clone() };
    let released = |m: &Mission, t: u32| m.budget.released(Period(t)).get();
    bare(rich) == bare(poor) && (1..=rich.calendar.periods).all(|t| released(rich, t) >= released(poor, t))
}
