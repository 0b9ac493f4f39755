//! What the tests share: solving a mission and passing its plan through the audit, and small random missions from a seed.
//!
//! Must not know what is tested.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part")]

pub mod draft;
pub mod generate;
pub mod missions;
pub mod planned;
pub mod tools;

use drawdown::audit::audit;
use drawdown::mission::{Mission, Objective};
use drawdown::optimise::{Failure, Options, Outcome, Silent, StageOutcome, optimise};
use drawdown::plan::accounts::account;
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::scenario;

/// Whether as many random missions are tried as in CI: a part of them takes minutes, all of them half an hour.
pub fn is_wide() -> bool {
    std::env::var_os("DRAWDOWN_WIDE").is_some()
}

/// Of the random missions of a test those that are tried.
pub fn share(all: u64) -> u64 {
    if is_wide() { all } else { all / 8 }
}

/// Every one in CI, else each of so many: for loops over what is alike, where a part shows most of what there is to see.
pub fn each_of(apart: usize) -> usize {
    if is_wide() { 1 } else { apart }
}

/// The tutorial with overrides.
pub fn tutorial(set: &[&str]) -> Mission {
    let options = scenario::Overrides { set: set.iter().map(|s| (*s).to_owned()).collect(), ..Default::default() };
    scenario::load_str(scenario::starter(), &options).expect("the tutorial loads").mission
}

/// The mission of a text.
pub fn mission(text: &str) -> Mission {
    match scenario::load_str(text, &scenario::Overrides::default()) {
        Ok(loaded) => loaded.mission,
        Err(r) => panic!("{}\n{text}", drawdown::diagnostic::render(&r.diagnostics, &r.sources, false)),
    }
}

/// Solved to the last digit; the plan is booked and audited.
pub fn solve(m: &Mission) -> (Outcome, Plan) {
    solve_with(m, &exact()).expect("a plan")
}

/// Options that leave no gap.
pub fn exact() -> Options {
    Options { gap: 0.0, ..Options::default() }
}

/// Solved, booked, audited.
pub fn solve_with(m: &Mission, options: &Options) -> Result<(Outcome, Plan), Failure> {
    let outcome = optimise(m, options, &Silent)?;
    let scenario = ScenarioRef::of(m);
    let plan = account(m, &outcome.decisions, &drawdown::optimise::about(scenario, &outcome));
    let verdict = audit(m, &plan);
    assert!(verdict.passed(), "{}", verdict.judgement());
    Ok((outcome, plan))
}

/// How one stage ended.
pub fn stage(outcome: &Outcome, objective: Objective) -> &StageOutcome {
    outcome.stages.iter().find(|s| s.objective == objective).expect("the stage was solved")
}

/// The optimum of a stage: at no gap its certified bound, whatever later stages do with the tolerance.
pub fn optimum(outcome: &Outcome, objective: Objective) -> f64 {
    stage(outcome, objective).bound.expect("certified")
}

/// Equal to `relative`, and to a thousandth of a person, load or dollar.
pub fn same(a: f64, b: f64, relative: f64) -> bool {
    (a - b).abs() <= relative * a.abs().max(b.abs()) + 1e-3
}

/// A stored expectation against what is found; `UPDATE=1 cargo test` writes it anew: read the difference before you commit it.
pub fn expected(path: &str, found: &str) {
    if update() {
        std::fs::write(path, found).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    let stored = std::fs::read_to_string(path).unwrap_or_default();
    assert!(stored == found, "{path} is not what is found; UPDATE=1 writes it anew. Found:\n{found}");
}

/// The items of a list that has some: a loop over nothing, and `all` of nothing, would prove nothing.
#[track_caller]
pub fn some<I: IntoIterator>(list: I) -> Vec<I::Item> {
    let list: Vec<I::Item> = list.into_iter().collect();
    assert!(!list.is_empty(), "nothing to look at");
    list
}

/// What is told of a fault against its stored text, tests/golden/errors/CODE.txt; the folder of the test is left out.
pub fn told(code: &str, said: &str, folder: &std::path::Path) {
    let shown = said.replace(&format!("{}/", folder.display()), "");
    assert!(shown.contains(&format!("[{code}]")), "{code} is not told:\n{shown}");
    expected(&format!("tests/golden/errors/{code}.txt"), &shown);
}

/// The one switch that writes all stored expectations anew: `UPDATE=1`.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|v| v == "1")
}
