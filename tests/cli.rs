//! The commands as a user types them: exit codes, output, files whole or not at all.

use assert_cmd::Command;
use predicates::str::contains;

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

#[test]
fn run_prints_the_answer_and_writes_the_plan() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    drawdown()
        .args(["run", "scenarios/tutorial.toml", "--out"])
        .arg(&out)
        .assert()
        .success()
        .stdout(contains("Everybody is out by"));
    let text = std::fs::read_to_string(out.join("plan.json")).expect("plan.json");
    let plan: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for key in [
        "schema_version",
        "scenario",
        "solver",
        "summary",
        "sites",
        "movements",
        "dispositions",
        "stocks",
        "costs",
        "marginals",
        "checks",
    ] {
        assert!(plan.get(key).is_some(), "{key}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_output_error() {
    drawdown().args(["run", "scenarios/tutorial.toml", "--out", "Cargo.toml/x"]).assert().code(6);
}

#[test]
fn usage_and_scenario_faults_have_their_codes() {
    drawdown().arg("fly").assert().code(2);
    drawdown().args(["run", "scenarios/tutorial.toml", "--gap", "7"]).assert().code(2);
    drawdown().args(["run", "nowhere.toml"]).assert().code(3).stderr(contains("E101"));
    drawdown().args(["check", "Cargo.toml"]).assert().code(3).stderr(contains("E108"));
    drawdown().args(["explain", "E304"]).assert().success().stdout(contains("no way out"));
    drawdown().args(["explain", "E999"]).assert().code(2);
}

#[test]
fn every_shipped_scenario_is_sound() {
    let mut files: Vec<_> =
        std::fs::read_dir("scenarios/mali-2023").expect("scenarios").flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    assert!(files.len() >= 14);
    drawdown().arg("check").args(files).assert().success();
}

#[test]
fn export_writes_mps_and_lp() {
    drawdown()
        .args(["export", "scenarios/tutorial.toml", "--format", "mps"])
        .assert()
        .success()
        .stdout(contains("ROWS"))
        .stdout(contains("guard[hub,w01]"))
        .stdout(contains("flow[soldier,north-hub,w01]"));
    drawdown()
        .args(["export", "scenarios/tutorial.toml", "--format", "mps", "--by-unit"])
        .assert()
        .success()
        .stdout(contains("flow[north-soldiers,north-hub,w01]"));
    drawdown()
        .args(["export", "scenarios/tutorial.toml", "--format", "lp", "--stage", "3"])
        .assert()
        .success()
        .stdout(contains("Subject To"));
}

/// Others of the group can read a plan as far as the user's mask lets them.
#[cfg(unix)]
#[test]
fn written_files_have_the_usual_permissions() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().expect("a folder");
    for (mask, wanted) in [("022", 0o644), ("027", 0o640), ("077", 0o600)] {
        let file = dir.path().join(mask);
        let line = format!("umask {mask}; exec \"$0\" export scenarios/tutorial.toml --format lp --output \"$1\"");
        let program = env!("CARGO_BIN_EXE_drawdown");
        Command::new("sh").args(["-c", &line, program]).arg(&file).assert().success();
        let mode = std::fs::metadata(&file).expect("written").permissions().mode() & 0o777;
        assert_eq!(mode, wanted, "{mode:o} with mask {mask}");
    }
}

/// The command that a report names makes the same plan again, with the options of its search.
#[test]
fn the_command_of_a_report_makes_the_plan_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (first, again) = (dir.path().join("first"), dir.path().join("again"));
    let scenario =
        ["run", "scenarios/tutorial.toml", "--budget", "4.5M", "--months", "2", "--set", "sites.hub.guard=70"];
    let asked = ["--gap", "0.002", "--time-limit", "50", "--worlds", "20", "--quiet", "--out"];
    drawdown().args(scenario).args(asked).arg(&first).assert().success();
    let page = dir.path().join("page.md");
    drawdown().args(["report", "--allow-outside"]).arg(&first).arg("-o").arg(&page).assert().success();
    let page = std::fs::read_to_string(&page).expect("it is written");
    let row = page.lines().find(|l| l.contains("command that makes it again")).expect("the command");
    let words: Vec<&str> = row.trim_matches([' ', '|']).split(" | ").last().expect("it").trim().split(' ').collect();
    assert_eq!(words[0], "drawdown", "{row}");
    assert!(words.windows(2).any(|w| w == ["--gap", "0.002"]), "{row}");
    drawdown().args(&words[1..]).args(["--quiet", "--out"]).arg(&again).assert().success();
    let plan = |folder: &std::path::Path| -> serde_json::Value {
        let text = std::fs::read_to_string(folder.join("plan.json")).expect("a plan");
        let mut plan: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        plan["solver"]["seconds"] = 0.into();
        plan["stages"].as_array_mut().expect("stages").iter_mut().for_each(|s| s["seconds"] = 0.into());
        plan
    };
    let (first, again) = (plan(&first), plan(&again));
    assert_eq!(first["scenario"]["digest"], again["scenario"]["digest"]);
    for part in ["solver", "summary", "movements", "lifts", "stages", "marginals"] {
        assert_eq!(first[part], again[part], "{part}");
    }
}

/// A result, its seconds apart.
fn result(file: &std::path::Path) -> serde_json::Value {
    fn still(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.remove("seconds");
                map.values_mut().for_each(still);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(still),
            _ => (),
        }
    }
    let text = std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut value = serde_json::from_str(&text).expect("JSON");
    still(&mut value);
    value
}

/// Whatever the result, its report has the command with every option that was typed, and it makes the very result.
#[test]
fn the_command_in_each_report_makes_the_result_again() {
    const TUTORIAL: &str = "scenarios/tutorial.toml";
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name).to_str().expect("a path").to_owned();
    let (old, status) = (at("old"), at("status.toml"));
    drawdown().args(["run", TUTORIAL, "--quiet", "--out", &old]).assert().success();
    let plan = format!("{old}/plan.json");
    drawdown()
        .args(["replan", TUTORIAL, "--template", "2023-07-18", "--plan", &plan, "--out", &status])
        .assert()
        .success();
    let cases: [(&str, Vec<&str>); 6] = [
        (
            "frontier.json",
            vec![
                "frontier",
                TUTORIAL,
                "--step",
                "3",
                "--budgets",
                "3M,5M",
                "--gap=0.02",
                "--set",
                "sites.hub.guard=70",
            ],
        ),
        (
            "replications.json",
            vec!["simulate", TUTORIAL, "--seed", "7", "--precision", "4", "--replan", "3", "--plan", &plan],
        ),
        (
            "hedge.json",
            vec![
                "hedge", TUTORIAL, "--hold", "80%", "--worlds", "40", "--proof", "60", "--seed", "3", "--budget", "6M",
            ],
        ),
        ("replan.json", vec!["replan", TUTORIAL, "--status", &status, "--plan", &plan, "--stability", "3%"]),
        ("explanation.json", vec!["explain", TUTORIAL, "--budget", "2M", "--months", "2"]),
        ("comparison.json", vec!["compare", TUTORIAL, "--budgets", "2M,5M", "--months", "1,2", "--base", "2"]),
    ];
    for (file, typed) in &cases {
        let (first, again, page) = (at(&format!("first-{file}")), at(&format!("again-{file}")), at("page.md"));
        drawdown().args(typed).args(["--quiet", "--threads", "1", "--out", &first]).assert().success();
        let (folder, page) = (std::path::Path::new(&first), std::path::Path::new(&page));
        drawdown().args(["report", "--allow-outside", &first, "-o"]).arg(page).assert().success();
        let page = std::fs::read_to_string(page).expect("it is written");
        let told = page.lines().find(|l| l.contains("command that makes")).unwrap_or_else(|| panic!("{file}"));
        let told = &told[told.find("drawdown ").expect("a command")..];
        let words: Vec<&str> = told.trim_end_matches([' ', '|']).split(' ').skip(1).collect();
        assert_eq!(&words, typed, "{file}");
        drawdown().args(&words).args(["--quiet", "--out", &again]).assert().success();
        assert!(result(&folder.join(file)) == result(&std::path::Path::new(&again).join(file)), "{file} differs");
    }
}
