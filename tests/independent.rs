//! A plan recomputed by a stranger: `independent/recompute.py` reads the scenario files and plan.json by their documentation and
//! follows every movement. It shares no line with drawdown. Needs `python3` (3.11); says so where it is missing.

use std::path::Path;
use std::process::Command;

use crate::kit::each_of;
use crate::kit::tools::python;

/// Mali needs a plan here, not a proof.
fn run(scenario: &Path, out: &Path) {
    let done = Command::new(env!("CARGO_BIN_EXE_drawdown"))
        .arg("run")
        .arg(scenario)
        .args(["--quiet", "--gap", "0.1", "--time-limit", "600", "--out"])
        .arg(out)
        .output()
        .expect("it runs");
    assert!(done.status.success(), "{}: {}", scenario.display(), String::from_utf8_lossy(&done.stderr));
}

/// What the stranger says, and whether all agrees.
fn recomputed(scenario: &Path, plan: &Path) -> Option<(bool, String)> {
    let said = python("tomllib", "the plan recomputed")?
        .arg("tests/independent/recompute.py")
        .arg(scenario)
        .arg(plan)
        .output()
        .expect("it runs");
    assert!(said.stderr.is_empty(), "{}", String::from_utf8_lossy(&said.stderr));
    Some((said.status.success(), String::from_utf8_lossy(&said.stdout).into_owned()))
}

#[test]
fn a_stranger_finds_the_same_figures() {
    let dir = tempfile::tempdir().expect("a folder");
    for scenario in
        ["scenarios/tutorial.toml", "scenarios/mali-2023/six-months-590m.toml"].into_iter().step_by(each_of(2))
    {
        let out = dir.path().join("out");
        run(Path::new(scenario), &out);
        let Some((agrees, told)) = recomputed(Path::new(scenario), &out.join("plan.json")) else { return };
        assert!(agrees, "{scenario}:\n{told}");
    }
}

/// Random missions, and that the stranger is not blind: a plan with one figure changed is refused.
#[test]
fn a_stranger_agrees_on_random_missions_and_is_not_blind() {
    let dir = tempfile::tempdir().expect("a folder");
    let (scenario, out) = (dir.path().join("draft.toml"), dir.path().join("out"));
    let mut looked = 0;
    for seed in (1..=12).step_by(each_of(3)) {
        std::fs::write(&scenario, crate::kit::draft::random(seed).text()).expect("written");
        if drawdown::scenario::load(&scenario, &drawdown::scenario::Overrides::default()).is_err() {
            continue;
        }
        run(&scenario, &out);
        let plan = out.join("plan.json");
        let Some((agrees, told)) = recomputed(&scenario, &plan) else { return };
        assert!(agrees, "seed {seed}:\n{told}");
        let text = std::fs::read_to_string(&plan).expect("it is there");
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let quantity = value["movements"][0]["quantity"].as_f64().expect("a quantity");
        value["movements"][0]["quantity"] = (quantity + 1.0).into();
        std::fs::write(&plan, value.to_string()).expect("written");
        let Some((agrees, told)) = recomputed(&scenario, &plan) else { return };
        assert!(!agrees, "seed {seed}: one person more went unnoticed:\n{told}");
        looked += 1;
    }
    assert!(looked >= 8 / each_of(4), "{looked} missions are too few");
}
