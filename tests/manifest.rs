//! The audit of orders: those of a plan pass, and those in which anything is changed do not.

use assert_cmd::Command;
use drawdown::audit::orders::{StatedOrders, orders};
use drawdown::dispatch::manifest;
use drawdown::mission::Mission;
use drawdown::plan::result::Plan;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::{Value, json};

use crate::audit::{changes, everything, family, leaves};
use crate::kit::{draft, each_of, exact, mission, solve, solve_with, tutorial};

/// Another unit of the fleet may be free as well: that is another manifest, and a good one.
const MAY_DIFFER: [&str; 1] = ["orders/unit"];

fn written(m: &Mission, plan: &Plan) -> Value {
    let d = drawdown::plan::from_record::decisions(m, plan).expect("the plan fits");
    serde_json::to_value(manifest(m, &d)).expect("JSON")
}

/// The rules that are broken; the manifest itself if it is not one.
fn broken(m: &Mission, plan: &Plan, written: &Value) -> Vec<String> {
    match StatedOrders::read(&written.to_string()) {
        Ok(read) => {
            let verdict = orders(m, plan, &read);
            let faulty = verdict.checks.into_iter().filter(|c| !c.passed);
            faulty.map(|c| format!("{}: {}", c.rule, c.examples.join("; "))).collect()
        }
        Err(what) => vec![what.to_string()],
    }
}

fn with_contingents() -> Mission {
    tutorial(&["contingents=[{contributor=\"A\",rear=0.1,slack_weeks=1}]"])
}

#[test]
fn the_orders_of_plans_pass() {
    let mut missions = vec![("tutorial".to_owned(), tutorial(&[])), ("poor".into(), tutorial(&["budget.total=2M"]))];
    missions.push(("everything".into(), everything()));
    missions.push(("days".into(), tutorial(&["calendar.period_days=1"])));
    missions.push(("contingents".into(), with_contingents()));
    missions.extend(
        (1..=12).step_by(each_of(4)).map(|seed| (format!("seed {seed}"), mission(&draft::random(seed).text()))),
    );
    let mut lifts = 0;
    for (name, m) in missions {
        let Ok((_, plan)) = solve_with(&m, &exact()) else { continue };
        let json = written(&m, &plan);
        lifts += json["orders"].as_array().map_or(0, Vec::len);
        assert_eq!(broken(&m, &plan, &json), Vec::<String>::new(), "{name}");
    }
    assert!(lifts > 100, "{lifts} lifts are too few");
}

#[test]
fn no_figure_of_the_orders_can_be_changed_unnoticed() {
    for m in [everything(), with_contingents()] {
        let (_, plan) = solve(&m);
        let good = written(&m, &plan);
        let mut paths = Vec::new();
        leaves(&good, "", &mut paths);
        let mut tried = 0;
        let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for path in paths {
            let family = family(&path);
            let times = seen.entry(family.clone()).or_default();
            *times += 1;
            if MAY_DIFFER.contains(&family.as_str()) || *times > 12 / each_of(3) {
                continue;
            }
            let value = good.pointer(&path).expect("a leaf").clone();
            for other in changes(&value).into_iter().filter(|other| *other != value) {
                let mut bad = good.clone();
                *bad.pointer_mut(&path).expect("a leaf") = other.clone();
                tried += 1;
                assert!(!broken(&m, &plan, &bad).is_empty(), "{path}: {value} became {other} unnoticed");
            }
        }
        assert!(tried > 150 / each_of(3), "{tried} changes are too few");
    }
}

/// Changes of more than one figure, as a person makes them.
#[test]
fn what_people_change_is_noticed() {
    let m = everything();
    let (_, plan) = solve(&m);
    let good = written(&m, &plan);
    let list = |v: &Value, key: &str| v[key].as_array().expect("a list").len();
    let noticed = |what: &str, rule: &str, change: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        change(&mut bad);
        assert_ne!(bad, good, "{what} changes nothing");
        let found = broken(&m, &plan, &bad);
        assert!(found.iter().any(|f| f.starts_with(rule)), "{what}: {rule} among {found:?}");
    };
    let orders = |v: &mut Value| v["orders"].as_array_mut().expect("orders").clone();
    for i in 0..list(&good, "orders") {
        noticed("a lift that is not made", "orders_complete", &|v| {
            v["orders"].as_array_mut().expect("orders").remove(i);
        });
        noticed("a lift that is made twice", "orders_complete", &|v| {
            let again = orders(v)[i].clone();
            v["orders"].as_array_mut().expect("orders").push(again);
        });
        noticed("a lift a week later", "orders_week", &|v| {
            let o = &mut v["orders"][i];
            o["begins"] = json!(o["begins"].as_f64().expect("a number") + 7.0);
            o["back"] = json!(o["back"].as_f64().expect("a number") + 7.0);
        });
        noticed("a unit that there is not", "orders_units", &|v| v["orders"][i]["unit"] = json!(99));
        noticed("nobody and nothing on it", "orders_room", &|v| {
            v["orders"][i]["people"] = json!({});
            v["orders"][i]["loads"] = json!({});
            v["orders"][i]["contents"] = json!([]);
        });
    }
    for i in 0..list(&good, "disposals") {
        noticed("a disposal that is not ordered", "orders_complete", &|v| {
            v["disposals"].as_array_mut().expect("disposals").remove(i);
        });
    }
    // Two lifts of one fleet that begin at different times and overlap: both by the unit of the first.
    let busy = |v: &Value| {
        let all = v["orders"].as_array().expect("orders").clone();
        let f = |o: &Value, key: &str| o[key].as_f64().expect("a number");
        (0..all.len()).flat_map(|i| (0..all.len()).map(move |j| (i, j))).find(|(i, j)| {
            let (a, b) = (&all[*i], &all[*j]);
            i != j
                && a["fleet"] == b["fleet"]
                && a["unit"] != b["unit"]
                && f(a, "begins") < f(b, "back")
                && f(b, "begins") < f(a, "back")
        })
    };
    let (i, j) = busy(&good).expect("two lifts at a time");
    noticed("a unit in two places", "orders_units", &|v| v["orders"][j]["unit"] = v["orders"][i]["unit"].clone());
    // A closed site: the plan is another one then, the orders the same.
    let mut closed = plan.clone();
    let first = good["orders"][0]["from"].as_str().expect("a site").to_owned();
    let day = closed.summary.start;
    closed.sites.iter_mut().filter(|s| s.id == first).for_each(|s| s.closes_on = Some(day));
    assert!(broken(&m, &closed, &good).iter().any(|f| f.starts_with("orders_open")));
}

#[test]
fn verify_judges_the_orders_beside_a_plan() {
    let dir = tempfile::tempdir().expect("a folder");
    let drawdown = || Command::new(env!("CARGO_BIN_EXE_drawdown"));
    let at = |name: &str| dir.path().join(name);
    let scenario = "scenarios/tutorial.toml";
    drawdown().args(["run", scenario, "--worlds", "0", "--quiet", "--out"]).arg(dir.path()).assert().success();
    drawdown().args(["verify", scenario]).arg(at("plan.json")).assert().success().stdout(contains("the orders hold"));
    let text = std::fs::read_to_string(at("manifest.json")).expect("orders");
    let mut json: Value = serde_json::from_str(&text).expect("JSON");
    json["orders"].as_array_mut().expect("orders").remove(0);
    std::fs::write(at("edited.json"), json.to_string()).expect("written");
    let verify = |file: &str| {
        let mut command = drawdown();
        command.args(["verify", scenario]).arg(at("plan.json")).arg("--manifest").arg(at(file));
        command
    };
    verify("edited.json").assert().code(4).stdout(contains("orders_complete").and(contains("the orders do not hold")));
    let found = verify("edited.json").args(["--format", "json"]).output().expect("it runs");
    let found: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    assert_eq!(found["passed"], json!(false));
    std::fs::write(at("odd.json"), "{\"orders\": 3}").expect("written");
    verify("odd.json").assert().code(3).stderr(contains("not a manifest.json"));
    verify("none.json").assert().code(3);
    std::fs::remove_file(at("manifest.json")).expect("removed");
    let alone = drawdown().args(["verify", scenario]).arg(at("plan.json")).assert().success();
    assert!(!String::from_utf8_lossy(&alone.get_output().stdout).contains("orders"));
}
