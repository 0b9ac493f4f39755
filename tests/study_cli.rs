//! The questions as a user types them: text and JSON carry the same numbers, faults name place and remedy.

use crate::kit::some;
use assert_cmd::Command;
use predicates::str::contains;
use serde_json::Value;

const TUTORIAL: &str = "scenarios/tutorial.toml";

fn output(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_drawdown")).args(args).arg("--quiet").assert().success();
    String::from_utf8(run.get_output().stdout.clone()).expect("text")
}

/// The same question as text and as JSON.
fn both(args: &[&str]) -> (String, Value) {
    let json = output(&[args, &["--format", "json"]].concat());
    (output(args), serde_json::from_str(&json).expect("JSON"))
}

/// As the text writes money.
fn money(v: &Value) -> String {
    format!("${:.1}m", v.as_f64().expect("dollars") / 1e6)
}

#[test]
fn compare_says_the_same_in_text_and_json() {
    let (text, json) = both(&["compare", TUTORIAL, "scenarios/nowhere.toml", "--budgets", "2M,5M", "--base", "2"]);
    for sentence in json["narrative"].as_array().expect("a list") {
        assert!(text.contains(sentence.as_str().expect("words")), "{sentence}");
    }
    // Base is the second: against it the first is told, and the missing files without a plan.
    assert_eq!(json["base"], 1);
    assert!(text.contains("Against tutorial under $5m, tutorial under $2m gets 320 fewer people out"), "{text}");
    assert!(text.contains("nowhere under $2m has no plan"));
    let [first, second] = [0, 1].map(|i| json["entries"][i]["plan"]["summary"].clone());
    for s in [&first, &second] {
        assert!(text.contains(&money(&s["cost_usd"])), "{s}");
    }
    let spent = (first["cost_usd"].as_f64().expect("spent") - second["cost_usd"].as_f64().expect("spent")).abs();
    assert!(text.contains(&format!("costs ${:.1}m less", spent / 1e6)), "{spent}");
    let difference = &json["tables"]["differences"][0];
    assert_eq!(difference["people out"].as_f64().map(f64::round), Some(-320.0));
    assert!(json["tables"]["local_jobs"].is_array() && json["tables"]["air_link_seats"].is_array());
}

#[test]
fn a_grid_is_named_by_what_varies() {
    let text = output(&["compare", TUTORIAL, "--budgets", "1M,5M", "--months", "1,2"]);
    for label in ["$1m in 1 month", "$5m in 1 month", "$1m in 2 months", "$5m in 2 months"] {
        assert!(text.contains(label), "{label}");
    }
    let drawdown = || Command::new(env!("CARGO_BIN_EXE_drawdown"));
    drawdown().args(["compare", TUTORIAL, "--base", "7"]).assert().code(2).stderr(contains("1 (tutorial)"));
    drawdown().args(["compare", TUTORIAL, "--budgets", "much"]).assert().code(2).stderr(contains("191M"));
    drawdown().args(["compare", "nowhere.toml", "elsewhere.toml"]).assert().code(3).stderr(contains("E101"));
}

/// A grid is told as a whole: a delegate reads ten sentences, the cases stand in the tables.
#[test]
fn a_grid_is_told_in_ten_sentences_at_most() {
    let json = both(&["compare", TUTORIAL, "--budgets", "1M,2M,5M", "--months", "1,2,3"]).1;
    let told: Vec<&str> = json["narrative"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!((3..=10).contains(&told.len()), "{told:#?}");
    // What is told is what the plans say: those with nobody left are named, the others are not.
    let entries = json["entries"].as_array().expect("entries");
    let all_out: Vec<bool> =
        entries.iter().map(|e| e["plan"]["summary"]["people_left"].as_f64().expect("a number") < 0.5).collect();
    assert_eq!(entries.len(), 9);
    let out = all_out.iter().filter(|o| **o).count();
    assert!(out > 0 && out <= 3, "the test wants some of both: {all_out:?}");
    assert!(told[0].starts_with(&format!("Of 9 cases, {out} bring everybody out in time:")), "{}", told[0]);
    for (entry, out) in entries.iter().zip(all_out) {
        assert_eq!(told[0].contains(entry["label"].as_str().expect("a label")), out, "{}", told[0]);
    }
}

#[test]
fn explain_says_the_same_in_text_and_json() {
    let (text, json) = both(&["explain", TUTORIAL, "--budget", "4.5M"]);
    let binding = json["binding"].as_array().expect("a list");
    assert!(!binding.is_empty());
    for b in binding {
        let line = text.lines().find(|l| l.contains(b["limit"]["what"].as_str().expect("words")));
        let line = line.unwrap_or_else(|| panic!("{b} is not in the text"));
        let worth = b["worth"].as_f64().expect("dollars");
        let shown = if worth >= 1e5 { format!("${:.1}m saved", worth / 1e6) } else { " saved".to_owned() };
        assert!(line.contains(&shown), "{line} {worth}");
    }
    for c in json["closings"].as_array().expect("a list") {
        assert!(text.contains(&format!(", week {}: ", c["closes"])), "{c}");
    }
}

#[test]
fn repair_is_offered_when_somebody_is_left() {
    let (text, json) = both(&["explain", TUTORIAL, "--set", "calendar.weeks=3"]);
    let remedies = json["repair"]["remedies"].as_array().expect("a list");
    assert!(!remedies.is_empty());
    for r in remedies {
        let line = text.lines().find(|l| l.contains(r["what"].as_str().expect("words"))).expect("a line");
        assert!(line.contains(&money(&r["cost_usd"])), "{line}");
    }
    for c in some(json["repair"]["cannot"].as_array().expect("a list")) {
        assert!(text.contains(c.as_str().expect("words")));
    }
    let (_, whole) = both(&["explain", TUTORIAL]);
    assert!(whole["repair"].is_null(), "nobody is left: nothing to mend");
}

#[test]
fn frontier_writes_table_csv_json_and_plot() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().to_str().expect("a path");
    let (text, json) = both(&["frontier", TUTORIAL, "--step", "1", "--budgets", "3.5M,5M", "--out", out]);
    for p in some(json["points"].as_array().expect("a list").iter().filter(|p| !p["least_usd"].is_null())) {
        assert!(text.contains(&money(&p["least_usd"])) && p["gap"].is_f64(), "{p}");
    }
    // The legend has one letter of each bar; a deadline with a plan has its bar.
    let bars = text.lines().filter(|l| l.contains("███")).count();
    let planned = json["points"].as_array().expect("a list").iter().filter(|p| !p["least_usd"].is_null()).count();
    assert!(bars == planned && text.contains("impossible at any budget"), "{text}");
    let csv = std::fs::read_to_string(dir.path().join("least_budget.csv")).expect("a table");
    assert_eq!(csv.lines().count(), 7);
    assert!(dir.path().join("earliest.csv").exists() && dir.path().join("frontier.json").exists());
}

#[test]
fn alternatives_keep_the_plan_in_its_place() {
    let (text, json) = both(&["run", TUTORIAL, "--alternatives", "2", "--within", "5%"]);
    assert!(json["summary"]["people_out"].is_number() && json["movements"].is_array(), "plan.json's own keys");
    let plans = json["alternatives"]["plans"].as_array().expect("a list");
    assert_eq!(plans[0]["summary"], json["summary"]);
    assert!(plans.len() >= 2);
    assert!(text.contains(&format!("Firm in all {} plans", plans.len())), "{text}");
}

#[test]
fn replan_from_a_template_and_refusals() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = |name: &str| dir.path().join(name).to_str().expect("a path").to_owned();
    let (old, status) = (path("old"), path("status.toml"));
    output(&["run", TUTORIAL, "--out", &old]);
    let plan = format!("{old}/plan.json");
    output(&["replan", TUTORIAL, "--template", "2023-07-18", "--plan", &plan, "--out", &status]);
    let (text, json) = both(&["replan", TUTORIAL, "--status", &status, "--plan", &plan]);
    let done = &json["realised"];
    assert_eq!(done["planned_by"], "2023-07-16");
    let gone = done["people_reported"].as_f64().expect("people");
    assert!(text.contains(&format!("{gone:.0} of ")) && text.contains("(100 %)"), "{text}");
    assert_eq!(json["plan"]["summary"]["start"], "2023-07-17");
    // A soldier too many, and a closed site with soldiers: place and remedy for both.
    let bad = std::fs::read_to_string(&status).expect("it is there");
    let bad = bad.replacen("quantity = ", "quantity = 9", 1).replace("closed = [", "closed = [\"hub\", ");
    std::fs::write(&status, bad).expect("it is written");
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
        .args(["replan", TUTORIAL, "--status", &status, "--plan", &plan])
        .assert()
        .code(3)
        .stderr(contains("holdings rows"))
        .stderr(contains("never reopens"));
}

#[test]
fn the_state_of_september_2023_is_sound() {
    let base = "scenarios/mali-2023";
    let status = drawdown::scenario::status::read_status(format!("{base}/status/2023-09-24.toml").as_ref());
    let status = status.expect("it reads");
    let loaded = drawdown::scenario::load(
        format!("{base}/northern-road-held.toml").as_ref(),
        &drawdown::scenario::Overrides::default(),
    );
    let mission = loaded.expect("it loads").mission;
    assert_eq!(drawdown::study::replan::contradictions(&mission, &status), Vec::<String>::new());
    // Sourced: 3,276 uniformed and 91 civilians had gone by 20 September; 72 a day in the four days after.
    let people: f64 =
        status.holdings.iter().filter(|h| ["soldier", "civilian"].contains(&h.kind.as_str())).map(|h| h.quantity).sum();
    let gone = mission.people_total().get() - people;
    assert!((gone - (3276.0 + 91.0 + 4.0 * 72.0)).abs() <= 1.0, "{gone}");
    assert_eq!(status.closed.len(), 4);
}
