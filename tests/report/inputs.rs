//! `drawdown report` takes whatever drawdown wrote: a scenario, a plan or several, a comparison, a frontier, a simulation.

use std::path::Path;

use assert_cmd::Command;
use predicates::str::contains;

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

fn report(inputs: &[&Path], more: &[&str]) -> String {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("r.md");
    drawdown().arg("report").args(inputs).args(more).arg("-o").arg(&file).assert().success();
    std::fs::read_to_string(file).expect("a report")
}

/// A scenario of the tutorial that has what a simulation needs.
fn risky(dir: &Path) -> std::path::PathBuf {
    let file = dir.join("risky.toml");
    let text = std::fs::read_to_string("scenarios/tutorial.toml").expect("the tutorial");
    std::fs::write(&file, text).expect("written");
    file
}

#[test]
fn a_plan_finds_its_scenario() {
    let dir = tempfile::tempdir().expect("a folder");
    drawdown()
        .args(["run", "scenarios/tutorial.toml", "--budget", "2M", "--quiet", "--out"])
        .arg(dir.path())
        .assert()
        .success();
    let plan = dir.path().join("plan.json");
    let text = report(&[&plan], &[]);
    assert!(text.contains("# tutorial: $2m, 6 weeks") && text.contains("Figures by what they rest on"));
    assert!(!text.contains("Read first"), "the digest is that of the plan:\n{text}");
    assert!(text.contains("--set budget.total=2M"), "{text}");
    // The folder will do, and two plans are a comparison.
    assert_eq!(report(&[dir.path()], &[]), text);
    let other = tempfile::tempdir().expect("a folder");
    drawdown().args(["run", "scenarios/tutorial.toml", "--quiet", "--out"]).arg(other.path()).assert().success();
    let both = report(&[&plan, &other.path().join("plan.json")], &[]);
    assert!(both.contains("1 of 2 plans get everybody out"), "{both}");
    // A scenario that changed since is said so first.
    let changed = dir.path().join("changed.toml");
    let text = std::fs::read_to_string("scenarios/tutorial.toml").expect("the tutorial");
    std::fs::write(&changed, text.replace("loads_per_week = 100", "loads_per_week = 90")).expect("written");
    let told = report(&[&plan], &["--scenario", changed.to_str().expect("a path")]);
    assert!(told.contains("Read first") && told.contains("is not as it was"), "{told}");
}

#[test]
fn a_comparison_and_a_frontier_from_their_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let (compared, frontier) = (dir.path().join("c"), dir.path().join("f"));
    drawdown()
        .args(["compare", "scenarios/tutorial.toml", "--budgets", "2M,5M", "--months", "1,2", "--quiet", "--out"])
        .arg(&compared)
        .assert()
        .success();
    let text = report(&[&compared], &[]);
    assert!(text.contains("People, by budget and deadline") && text.contains("$2.0m by"), "{text}");
    drawdown().args(["frontier", "scenarios/tutorial.toml", "--quiet", "--out"]).arg(&frontier).assert().success();
    let text = report(&[&frontier.join("frontier.json")], &[]);
    assert!(
        text.contains("Does the budget reach the deadline?") && text.contains("Three camps in six weeks"),
        "{text}"
    );
}

#[test]
fn a_simulation_from_its_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = risky(dir.path());
    let out = dir.path().join("s");
    drawdown()
        .arg("simulate")
        .arg(&file)
        .args(["--runs", "40", "--seed", "7", "--quiet", "--out"])
        .arg(&out)
        .assert()
        .success();
    let text = report(&[&out], &[]);
    for what in [
        "40 random worlds",
        "seed 7",
        "Sites still open, planned and in the random worlds",
        "road-held",
        "--runs 40 --seed 7",
    ] {
        assert!(text.contains(what), "{what} not in\n{text}");
    }
    // The shares are those of the simulation itself.
    let said = std::fs::read_to_string(out.join("summary.json")).expect("a summary");
    let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let chance = &said["cases"][0]["summary"]["out_by_deadline"];
    let percent = |key: &str| format!("{:.0}", chance[key].as_f64().expect("a share") * 100.0);
    let share = format!("{} % (95 % interval {} to {} %)", percent("share"), percent("low"), percent("high"));
    assert!(text.contains(&share), "{share} not in\n{text}");
}

#[test]
fn what_cannot_be_reported_is_said() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("x.json");
    std::fs::write(&file, "{\"a\": 1}").expect("written");
    drawdown().arg("report").arg(&file).args(["-o", "r.html"]).assert().code(3).stderr(contains("neither a plan.json"));
    drawdown().arg("report").arg(dir.path().join("none.json")).args(["-o", "r.html"]).assert().code(3);
    drawdown().args(["report", "scenarios/tutorial.toml", "-o", "r.docx"]).assert().code(2).stderr(contains(".pdf"));
    drawdown().args(["report", "scenarios/tutorial.toml", "--proposals", "x", "-o", "r.md"]).assert().code(2);
    drawdown()
        .arg("report")
        .arg(&file)
        .arg("scenarios/tutorial.toml")
        .args(["-o", "r.md"])
        .assert()
        .code(2)
        .stderr(contains("do not mix"));
}
