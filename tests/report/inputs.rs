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
    assert!(text.contains("drawdown run scenarios/tutorial.toml --budget 2M"), "{text}");
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
    assert!(
        text.contains("1 of 4 plans bring everybody and everything out in time") && text.contains("$2.0m by"),
        "{text}"
    );
    drawdown().args(["frontier", "scenarios/tutorial.toml", "--quiet", "--out"]).arg(&frontier).assert().success();
    let text = report(&[&frontier.join("frontier.json")], &[]);
    assert!(text.contains("A full withdrawal needs") && text.contains("Three camps in six weeks"), "{text}");
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
    for what in ["40 random worlds", "seed 7", "The last site is to close on", "road-held", "--runs 40 --seed 7"] {
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
    // A folder that no command has written yet is named.
    let never = dir.path().join("never");
    drawdown()
        .arg("report")
        .args([&file, &never])
        .args(["-o", "r.md"])
        .assert()
        .code(3)
        .stderr(contains("never: no such"));
}

/// The files of a plan that fails, its explanation, its simulation and a frontier.
pub(super) fn mixed(dir: &Path) -> Vec<std::path::PathBuf> {
    let tutorial = "scenarios/tutorial.toml";
    let (plan, sim, front) = (dir.join("plan"), dir.join("sim"), dir.join("front"));
    drawdown().args(["run", tutorial, "--budget", "2M", "--quiet", "--out"]).arg(&plan).assert().success();
    let simulated = ["simulate", tutorial, "--runs", "30", "--seed", "5", "--quiet", "--out"];
    drawdown().args(simulated).arg(&sim).assert().success();
    drawdown().args(["frontier", tutorial, "--quiet", "--out"]).arg(&front).assert().success();
    let why = dir.join("why");
    drawdown().args(["explain", tutorial, "--budget", "2M", "--quiet", "--out"]).arg(&why).assert().success();
    vec![
        plan.join("plan.json"),
        why.join("explanation.json"),
        sim.join("replications.json"),
        front.join("frontier.json"),
    ]
}

#[test]
fn any_mix_of_results_is_one_dossier() {
    let dir = tempfile::tempdir().expect("a folder");
    let inputs = mixed(dir.path());
    let paths: Vec<&Path> = inputs.iter().map(std::path::PathBuf::as_path).collect();
    let text = report(&paths, &[]);
    let (brief, rest) = text.split_once("## Contents").expect("contents");
    let parts = ["1. The plan", "2. Why the plan is as it is", "3. Risk", "4. What each deadline costs"];
    let mut from = 0;
    for part in parts {
        let (number, name) = part.split_once(". ").expect("a number");
        assert!(brief.contains(&format!("{name}: ")), "{name} is not in the brief:\n{brief}");
        let head = format!("# {number}. {name}");
        let at = rest.find(&head).unwrap_or_else(|| panic!("{head} does not head a part:\n{rest:.3000}"));
        assert!(at > from, "{head} is out of order");
        from = at;
    }
    for said in
        ["What binds, dearest first", "What would mend it", "30 random worlds", "Least budget of a full withdrawal"]
    {
        assert!(rest.contains(said), "{said} is missing");
    }
    for suffix in ["html", "pdf", "xlsx"] {
        let file = dir.path().join(format!("dossier.{suffix}"));
        drawdown().arg("report").args(&inputs).arg("-o").arg(&file).assert().success();
        assert!(std::fs::metadata(&file).expect("a file").len() < 5_000_000);
    }
    let Some(pages) = crate::kit::tools::pdf_pages(&dir.path().join("dossier.pdf"), "contents of the dossier") else {
        return;
    };
    let contents = pages[0].split("Contents").nth(1).expect("contents on the first page");
    for part in parts {
        let line = contents.lines().find(|l| l.trim().starts_with(part)).expect("a line for each part");
        let page: usize = line.split_whitespace().last().and_then(|n| n.parse().ok()).expect("a number of a page");
        let begins = pages[page - 1].lines().find(|l| !l.trim().is_empty()).expect("a line");
        assert!(begins.trim().starts_with(part), "page {page} begins with {begins}, not with {part}");
    }
}
