//! `drawdown simulate` as a user types it: shards, interruption, several plans, precision, bad input.

use std::path::Path;
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

use crate::kit;

const TUTORIAL: &str = "scenarios/tutorial.toml";

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

fn plan(dir: &Path) -> String {
    drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(dir).assert().success();
    dir.join("plan.json").display().to_string()
}

fn simulate(plan: &str, out: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
    drawdown().args(["simulate", TUTORIAL, "--plan", plan, "--out"]).arg(out).args(more).assert()
}

fn said(a: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&a.get_output().stderr).into_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

const FILES: [&str; 6] =
    ["replications.json", "replications.csv", "closings.csv", "people_out.csv", "summary.txt", "summary.json"];

fn assert_same(a: &Path, b: &Path) {
    for file in FILES {
        assert!(read(&a.join(file)) == read(&b.join(file)), "{file} differs");
    }
}

/// The recipe of docs/simulation.md with local processes in place of a cluster's.
#[test]
fn shards_join_into_the_very_run() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = plan(dir.path());
    let shard = |i: u32| {
        Process::new(env!("CARGO_BIN_EXE_drawdown"))
            .args(["simulate", TUTORIAL, "--plan", &plan, "--runs", "90", "--replan", "2", "--quiet"])
            .args(["--shard", &format!("{i}/3"), "--out"])
            .arg(dir.path().join(format!("shard-{i}")))
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    for mut child in [shard(1), shard(2), shard(3)] {
        assert!(child.wait().expect("it ends").success());
    }
    let file = |i: u32| dir.path().join(format!("shard-{i}/replications.json"));
    let (merged, whole) = (dir.path().join("merged"), dir.path().join("whole"));
    drawdown()
        .args(["simulate", "merge"])
        .args([file(2), file(3), file(1)])
        .arg("--out")
        .arg(&merged)
        .assert()
        .success();
    simulate(&plan, &whole, &["--runs", "90", "--replan", "2", "--threads", "1"]).success();
    assert_same(&merged, &whole);
    // What does not belong together is refused, with its code.
    let refused = drawdown().args(["simulate", "merge"]).args([file(1), file(2)]).assert().code(3);
    kit::told("E504", &said(&refused), dir.path());
    let refused = drawdown().args(["simulate", "merge"]).args([file(1), file(2), file(2), file(3)]).assert().code(3);
    kit::told("E503", &said(&refused), dir.path());
    let other = dir.path().join("other");
    simulate(&plan, &other, &["--runs", "90", "--replan", "2", "--shard", "2/3", "--seed", "9"]).success();
    let wrong = other.join("replications.json");
    let refused =
        drawdown().args(["simulate", "merge"]).args([&file(1), &wrong]).assert().code(3).stderr(contains("seed is 9"));
    kit::told("E502", &said(&refused), dir.path());
    let refused = drawdown().args(["simulate", "merge", &plan]).assert().code(3);
    kit::told("E505", &said(&refused), dir.path());
    drawdown().args(["simulate", "merge", "nowhere.json"]).assert().code(3).stderr(contains("E101"));
    drawdown().args(["simulate", "merge"]).assert().code(2).stderr(contains("nothing to join"));
    // Another scenario: the plan still holds in it, but its shards are of another run.
    drawdown()
        .args(["simulate", TUTORIAL, "--plan", &plan, "--set", "risk.processes.attacks.per_lift=0.9", "--runs", "90"])
        .args(["--replan", "2", "--shard", "2/3", "--out"])
        .arg(dir.path().join("changed"))
        .assert()
        .success();
    let changed = dir.path().join("changed/replications.json");
    drawdown()
        .args(["simulate", "merge"])
        .args([&file(1), &changed])
        .assert()
        .code(3)
        .stderr(contains("another scenario"));
}

/// Killed, not asked: what had finished is there, is not run again, and the result is that of a run in one go.
#[test]
fn a_killed_run_goes_on_without_loss() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = plan(dir.path());
    let out = dir.path().join("out");
    let arguments = ["--runs", "4000", "--seed", "3"];
    let mut child = Process::new(env!("CARGO_BIN_EXE_drawdown"))
        .args(["simulate", TUTORIAL, "--plan", &plan, "--threads", "1", "--quiet", "--out"])
        .arg(&out)
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let journal = out.join("journal.jsonl");
    let lines = || std::fs::read_to_string(&journal).map_or(0, |t| t.lines().count());
    for _ in 0..20_000 {
        if lines() > 20 || child.try_wait().expect("a child").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it has ended");
    assert!(!out.join("replications.json").exists(), "it ended before it could be killed");
    let finished = lines() - 1;
    assert!(finished >= 19);
    // A sign on one finished replication, and a line cut short: the first must come through, the second be run again.
    let text = read(&journal);
    let marked = text.replacen("\"attacks\":", "\"attacks\":777", 1);
    std::fs::write(&journal, &marked[..marked.len() - 10]).expect("written");
    simulate(&plan, &out, &arguments).success();
    let resumed = read(&out.join("replications.json"));
    assert_eq!(resumed.matches("\"attacks\": 777").count(), 1, "a finished replication was run again");
    assert!(!journal.exists());
    let whole = dir.path().join("whole");
    simulate(&plan, &whole, &arguments).success();
    let unmarked = resumed.replacen("\"attacks\": 777", "\"attacks\": ", 1);
    assert!(unmarked == read(&whole.join("replications.json")), "the resumed run differs");
    // More worlds later: only the new ones are run. Another seed in the same folder is refused.
    simulate(&plan, &out, &["--runs", "4010", "--seed", "3"]).success().stdout(contains("4,010 worlds"));
    assert_eq!(read(&out.join("replications.json")).matches("\"attacks\": 777").count(), 1);
    let refused = simulate(&plan, &out, &["--runs", "10", "--seed", "4"]).code(6);
    kit::told("E506", &said(&refused), dir.path());
}

#[test]
fn the_text_is_an_answer_and_json_has_its_numbers() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = plan(dir.path());
    let out = dir.path().join("out");
    simulate(&plan, &out, &["--runs", "200", "--replan", "2"])
        .success()
        .stdout(contains("of 200 worlds"))
        .stdout(contains("everybody is out by 13 Aug 2023"))
        .stdout(contains("The first thing to go wrong is most often"))
        .stdout(contains("in the same 200 worlds"));
    let json: serde_json::Value = serde_json::from_str(&read(&out.join("summary.json"))).expect("JSON");
    let first = &json["cases"][0]["summary"];
    let worlds = first["out_by_deadline"]["worlds"].as_u64().expect("a count");
    assert!(read(&out.join("summary.txt")).contains(&format!("In {worlds} of 200 worlds")));
    assert!(first["causes"][0]["worlds"].as_u64() > Some(0));
    assert_eq!(json["differences"][0]["difference"]["worlds"], 200);
    let rows = read(&out.join("replications.csv")).lines().count();
    assert_eq!(rows, 1 + 2 * 200);
}

#[test]
fn precision_ends_the_run_early_whatever_the_threads() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = plan(dir.path());
    let asked = ["--runs", "100000", "--precision", "5%", "--measure", "out"];
    let (one, two) = (dir.path().join("1"), dir.path().join("2"));
    simulate(&plan, &one, &[&asked[..], &["--threads", "1"]].concat()).success();
    simulate(&plan, &two, &[&asked[..], &["--threads", "2"]].concat()).success();
    assert_same(&one, &two);
    let json: serde_json::Value = serde_json::from_str(&read(&one.join("summary.json"))).expect("JSON");
    let runs = json["runs"].as_u64().expect("a count");
    assert!((100..2000).contains(&runs) && runs.is_multiple_of(100), "{runs}");
    let c = &json["cases"][0]["summary"]["out_by_deadline"];
    assert!(c["high"].as_f64().expect("high") - c["low"].as_f64().expect("low") <= 0.1);
}

#[test]
fn several_plans_meet_the_same_worlds() {
    let dir = tempfile::tempdir().expect("a folder");
    let plan = plan(dir.path());
    let again = dir.path().join("again.json");
    std::fs::copy(&plan, &again).expect("a copy");
    // The same plan twice: no difference in any world.
    simulate(&plan, &dir.path().join("out"), &["--runs", "50", "--plan", &again.display().to_string()])
        .success()
        .stdout(contains("cost: no difference"))
        .stdout(contains("end: no difference"));
}

#[test]
fn bad_input_is_told_with_code_cause_and_remedy() {
    let dir = tempfile::tempdir().expect("a folder");
    let usage = |arguments: &[&str], what: &str| {
        drawdown().args(["simulate", TUTORIAL]).args(arguments).assert().code(2).stderr(contains(what.to_owned()));
    };
    usage(&["--runs", "0"], "no world gives no answer");
    usage(&["--runs", "1000000000"], "give 1 to 1,000,000 worlds");
    usage(&["--shard", "3/2"], "1 <= i <= n");
    usage(&["--shard", "0/2"], "1 <= i <= n");
    usage(&["--replan", "0"], "0 is not in 1..=520");
    usage(&["--precision", "5%", "--shard", "1/2"], "give one of the two");
    let calm = dir.path().join("calm.toml");
    let text = std::fs::read_to_string(TUTORIAL).expect("the tutorial");
    let (mission, risk) = text.split_once("[[risk.processes]]").expect("risk");
    std::fs::write(&calm, mission).expect("written");
    let refused = drawdown().arg("simulate").arg(&calm).assert().code(3).stderr(contains("docs/simulation.md"));
    kit::told("E501", &said(&refused), dir.path());
    let wrong = |old: &str, new: &str, code: &str, what: &str| {
        let file = dir.path().join("wrong.toml");
        std::fs::write(&file, format!("{mission}[[risk.processes]]{}", risk.replacen(old, new, 1))).expect("written");
        drawdown()
            .arg("check")
            .arg(&file)
            .assert()
            .code(3)
            .stderr(contains(code.to_owned()).and(contains(what.to_owned())).and(contains("wrong.toml:")));
    };
    wrong("\"north-hub\", ", "\"north-hbu\", ", "E301", "did you mean `north-hub`?");
    wrong("effect = \"closure\"", "effect = \"closing\"", "E209", "did you mean `closure`?");
    wrong("days = [3, 12]", "days = [12, 3]", "E205", "[least, most]");
    wrong("days = [3, 12]", "days = 3", "E201", "[least, most]");
    wrong("days = [3, 12]", "", "E205", "have no length");
    wrong("per_lift = 0.2", "per_lift = 1.2", "E205", "not between 0 and 1");
    wrong("per_lift = 0.2", "per_lfit = 0.2", "E108", "did you mean `per_lift`?");
    wrong("id = \"attacks\"", "id = \"road-held\"", "E302", "twice");
    wrong("routes = [\"north-hub\", \"east-hub\"]", "", "E205", "hits nothing");
    let plan = plan(dir.path());
    let broken = dir.path().join("broken.json");
    std::fs::write(&broken, read(Path::new(&plan)).replace("north-hub", "north-moon")).expect("written");
    let refused =
        drawdown().args(["simulate", TUTORIAL, "--plan"]).arg(&broken).assert().code(3).stderr(contains("north-moon"));
    kit::told("E507", &said(&refused), dir.path());
}

/// A convoy company of which each world has a fifth to all, where the plan counts with all: it is what fails first, and people read its
/// name and those of the places that it goes between; programs find the ids.
#[test]
fn what_goes_wrong_first_is_told_by_names() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = read(Path::new(TUTORIAL));
    let calm = text.split("# What can go wrong").next().expect("a mission");
    let company = "name = \"Combat convoy company\"\n";
    let unsure = format!("{company}utilisation = 1.0\nutilisation_range = [0.2, 1.0]\n");
    let scenario = dir.path().join("unsure.toml");
    std::fs::write(&scenario, calm.replacen(company, &unsure, 1)).expect("written");
    let run = |more: &[&str]| {
        let done =
            drawdown().arg("run").arg(&scenario).args(["--quiet", "--worlds", "50"]).args(more).assert().success();
        String::from_utf8_lossy(&done.get_output().stdout).into_owned()
    };
    let line = |text: &str, start: &str| {
        let found = text.lines().find(|l| l.starts_with(start)).unwrap_or_else(|| panic!("no {start} in {text}"));
        found.to_owned()
    };
    let out = dir.path().join("out");
    let named = |line: &str| line.contains("Combat convoy company (") && line.contains(" – ") && !line.contains("-hub");
    let told = line(&run(&["--out", &out.display().to_string()]), "What goes wrong first is most often the rate of ");
    assert!(named(&told) && told.contains("% of the worlds"), "{told}");
    let french = line(&run(&["--lang", "fr"]), "Ce qui tourne mal en premier");
    assert!(named(&french), "{french}");
    let plan: serde_json::Value = serde_json::from_str(&read(&out.join("plan.json"))).expect("JSON");
    let first = &plan["summary"]["confidence"]["fails_first"];
    assert_eq!(first["process"], "utilisation of company");
    assert!(first["place"].as_str().is_some_and(|p| p.ends_with("-hub")), "{first}");
    assert_eq!(first["names"]["company"], "Combat convoy company");
    let mut simulated = drawdown();
    simulated.arg("simulate").arg(&scenario).args(["--runs", "50", "--quiet", "--plan"]);
    let simulated = simulated_text(simulated.arg(out.join("plan.json")));
    let told = line(&simulated, "The first thing to go wrong is most often the rate of ");
    assert!(named(&told), "{told}");

    // A plan of an earlier version has no names: its report takes them from the scenario.
    let mut old = plan;
    old["summary"]["confidence"]["fails_first"].as_object_mut().expect("an object").remove("names");
    let (old_plan, page) = (dir.path().join("old.json"), dir.path().join("old.md"));
    std::fs::write(&old_plan, old.to_string()).expect("written");
    drawdown().arg("report").arg(&old_plan).arg("-o").arg(&page).assert().success();
    let told = line(&read(&page), "What goes wrong first is most often the rate of ");
    assert!(named(&told), "{told}");
}

fn simulated_text(command: &mut Command) -> String {
    String::from_utf8_lossy(&command.assert().success().get_output().stdout).into_owned()
}
