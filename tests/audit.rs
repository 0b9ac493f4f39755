//! The audit: a good plan passes, and a plan with any one figure changed does not.

use crate::kit::{mission, solve, tutorial};
use assert_cmd::Command;
use drawdown::audit::{NOT_JUDGED, audit};
use drawdown::mission::Mission;
use drawdown::plan::result::Plan;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::{Value, json};

/// Fleets that cost something while kept: that a free one is kept longer is no fault of a plan.
const DEAR: [&str; 2] = ["fleets.charter.standing_per_month=10000", "fleets.trucks.standing_per_month=1000"];

/// A mission with every rule: hub, base and crew, tranches, clean-up, medical cover, sequence, air link, order and dates of
/// closing, handling, guards for loads, dispositions with a limit.
pub(crate) fn everything() -> Mission {
    let set = [
        "rules.sequence={order=\"troops-first\",slack=0.2}",
        "sites.north.medical=[\"hub\"]",
        "sites.east.closes_before=[\"hub\"]",
        "sites.east.keep_open_until=2023-07-12",
        "sites.hub.close_by=2023-08-13",
        "sites.hub.national_staff=30",
        "sites.hub.national_pay_per_month=500",
        "sites.hub.separation=2000",
        "kinds.container.reimbursement_per_month=100",
        "kinds.container.dispositions=[{method=\"sell\",cost=10,proceeds=900,max_share=0.1},{method=\"destroy\"}]",
        "routes.north-hub.casualties_per_lift=0.02",
        "air_links=[{id=\"l\",fleet=\"charter\",site=\"hub\",seats_per_week=10,until=2023-08-01,seats_per_flight=20,per_flight=900}]",
        "fleets.charter.available_from=2023-07-03",
        DEAR[0],
        DEAR[1],
        "budget={tranches=[{date=2023-07-03,amount=3000000},{date=2023-07-17,amount=3000000}]}",
    ];
    tutorial(&set)
}

/// Changes of one value that make it another one.
pub(crate) fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(n) => {
            let n = n.as_f64().expect("a number");
            let step = (n.abs() * 0.01).max(1.0);
            let small = n.fract() == 0.0 && (0.0..1e5).contains(&n);
            if small { vec![json!(n + step.ceil()), json!(n + 1.0)] } else { vec![json!(n + step)] }
        }
        Value::String(s) if s.parse::<jiff::civil::Date>().is_ok() => vec![json!("2023-07-05"), json!("2031-01-01")],
        Value::String(s) => vec![json!(format!("{s}x")), json!("")],
        Value::Bool(b) => vec![json!(!b)],
        Value::Null => vec![json!(1), json!("2023-07-05")],
        Value::Array(_) | Value::Object(_) => Vec::new(),
    }
}

/// Every leaf with its path.
pub(crate) fn leaves(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(k, v)| leaves(v, &format!("{path}/{k}"), out)),
        Value::Array(list) => list.iter().enumerate().for_each(|(i, v)| leaves(v, &format!("{path}/{i}"), out)),
        _ => out.push(path.to_owned()),
    }
}

/// The path without positions and the first stroke.
pub(crate) fn family(path: &str) -> String {
    path.split('/').filter(|p| !p.is_empty() && p.parse::<usize>().is_err()).collect::<Vec<_>>().join("/")
}

/// Everything but what `verify` itself names as not judged.
fn judged(path: &str) -> bool {
    let family = family(path).replace('/', ".");
    !NOT_JUDGED.iter().any(|x| family == *x || family.starts_with(&format!("{x}.")))
}

/// Whole numbers stay whole: the format demands it of weeks.
fn numbers_as_they_were(old: &Value, new: Value) -> Value {
    match (old, new.as_f64()) {
        (Value::Number(o), Some(n)) if !o.is_f64() && n >= 0.0 => json!(n as u64),
        _ => new,
    }
}

/// `verify` says which keys it does not judge, and those are keys that a plan has.
#[test]
fn verify_names_what_it_does_not_judge() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("plan.json");
    let plan = serde_json::to_value(solve(&tutorial(&["budget.total=2M"])).1).expect("JSON");
    std::fs::write(&file, plan.to_string()).expect("written");
    let words = ["verify", "scenarios/tutorial.toml", "--format", "json", "--set", "budget.total=2M"];
    let out = drawdown().args(words).arg(&file).output().expect("it runs");
    let told: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(told["not_judged"], json!(NOT_JUDGED));
    for key in NOT_JUDGED {
        let mut here = vec![&plan];
        for part in key.split('.') {
            let below = |v: &&Value| v.get(part).or_else(|| v.get(0).and_then(|first| first.get(part))).is_some();
            here.retain(|v| below(v));
            here = here.iter().map(|v| v.get(part).unwrap_or_else(|| &v[0][part])).collect();
        }
        // How sure a plan is takes worlds, which were not asked for here.
        assert!(!here.is_empty() || key == "summary.confidence", "no plan has {key}");
    }
}

#[test]
fn no_figure_can_be_changed_unnoticed() {
    for m in [everything(), tutorial(&["budget.total=2M", DEAR[0], DEAR[1]])] {
        let good = serde_json::to_value(solve(&m).1).expect("JSON");
        let mut paths = Vec::new();
        leaves(&good, "", &mut paths);
        let paths: Vec<_> = paths.into_iter().filter(|p| judged(p)).collect();
        assert!(paths.len() > 200, "{} leaves are too few", paths.len());
        let mut silent = std::collections::BTreeSet::new();
        for path in &paths {
            let old = good.pointer(path).expect("a leaf");
            // What is lost may differ by a thousandth of a load of each kind.
            let lost = path.ends_with("equipment_value_lost_usd");
            let tries = if lost { vec![json!(old.as_f64().expect("dollars") + 1000.0)] } else { changes(old) };
            for new in tries.into_iter().map(|new| numbers_as_they_were(old, new)).filter(|new| new != old) {
                let mut bad = good.clone();
                *bad.pointer_mut(path).expect("a leaf") = new.clone();
                // What is no plan any more is refused before it is judged.
                let Ok(plan) = serde_json::from_value::<Plan>(bad) else { continue };
                let verdict = audit(&m, &plan);
                if verdict.passed() {
                    silent.insert(format!("{}: {old} to {new}", family(path)));
                } else {
                    assert!(verdict.score < 1.0);
                    assert!(verdict.checks.iter().any(|c| !c.passed && !c.examples.is_empty()), "{path}: no words");
                }
            }
        }
        assert!(silent.is_empty(), "unnoticed: {silent:#?}");
    }
}

/// Rows taken away, repeated or made up.
#[test]
fn no_row_can_be_dropped_repeated_or_invented() {
    let m = everything();
    let good = serde_json::to_value(solve(&m).1).expect("JSON");
    for list in ["sites", "movements", "dispositions", "stocks", "costs", "lifts", "fleets", "air_links", "impact"] {
        let rows = good[list].as_array().expect("a list");
        for i in 0..rows.len() {
            for again in [false, true] {
                let mut bad = good.clone();
                let rows = bad[list].as_array_mut().expect("a list");
                if again {
                    rows.push(rows[i].clone());
                } else {
                    rows.remove(i);
                }
                let plan: Plan = serde_json::from_value(bad).expect("still a plan");
                // A row of zero says nothing.
                let zero = ["quantity", "usd", "lifts", "share"].iter().any(|k| rows_are_zero(&good[list][i], k));
                let told = format!("{list} {i}, {}", if again { "twice" } else { "gone" });
                assert!(zero || !audit(&m, &plan).passed(), "{told}: {}", good[list][i]);
            }
        }
    }
}

fn rows_are_zero(row: &Value, key: &str) -> bool {
    row[key].as_f64().is_some_and(|n| n.abs() < 1e-3)
}

type Break = fn(&mut Plan);

/// Breaks of each rule by hand, and the rule that must say so.
#[test]
fn each_rule_is_named_when_it_is_broken() {
    let m = everything();
    let good = solve(&m).1;
    let breaks: [(&str, Break); 14] = [
        ("beds", |p| {
            p.movements.iter_mut().for_each(|x| {
                if x.to == "hub" {
                    x.quantity *= 20.0;
                }
            });
        }),
        ("yard", |p| {
            p.movements.iter_mut().for_each(|x| {
                if x.class == "container" && x.to == "hub" {
                    x.quantity *= 20.0;
                }
            });
        }),
        ("guard", |p| {
            p.movements.iter_mut().for_each(|x| {
                if x.from == "north" && x.class == "soldier" {
                    x.quantity *= 1.5;
                    x.period = 1;
                }
            });
        }),
        ("handling", |p| {
            p.movements.iter_mut().for_each(|x| {
                if x.class == "container" {
                    x.quantity *= 9.0;
                }
            });
        }),
        ("lift_capacity", |p| p.lifts.iter_mut().for_each(|x| x.lifts *= 0.5)),
        ("route_capacity", |p| p.lifts.iter_mut().for_each(|x| x.lifts *= 50.0)),
        ("in_flight", |p| p.fleets.iter_mut().for_each(|x| x.share *= 0.1)),
        ("exit_capacity", |p| {
            p.movements.iter_mut().for_each(|x| {
                if x.to == "home" {
                    x.quantity *= 3.0;
                }
            });
        }),
        ("inflow_open", |p| p.sites.iter_mut().for_each(|x| x.closes_period = Some(2))),
        ("closures", |p| {
            p.sites.iter_mut().for_each(|x| {
                if x.id == "east" {
                    x.closes_period = Some(1);
                }
            });
        }),
        ("medical_cover", |p| {
            p.sites.iter_mut().for_each(|x| {
                if x.id == "hub" {
                    x.closes_period = Some(1);
                }
            });
        }),
        ("air_link", |p| p.air_links.clear()),
        ("sequence", |p| p.movements.retain(|x| x.class != "soldier")),
        ("budget", |p| p.movements.iter_mut().for_each(|x| x.quantity *= 4.0)),
    ];
    for (rule, change) in breaks {
        let mut bad = good.clone();
        change(&mut bad);
        let verdict = audit(&m, &bad);
        let broken: Vec<_> = verdict.checks.iter().filter(|c| !c.passed).map(|c| c.rule.as_str()).collect();
        assert!(broken.contains(&rule), "{rule} is not among the broken: {broken:?}");
    }
}

/// A camp with a clean-up of two weeks that empties in week 1 may not close in week 1 or 2.
#[test]
fn clean_up_counts_from_the_start() {
    let m = tutorial(&["sites.north.cleanup=14", "units.north-containers.quantity=4"]);
    let mut plan = solve(&m).1;
    let north = plan.sites.iter_mut().find(|s| s.id == "north").expect("the camp");
    assert!(north.closes_period.is_some_and(|t| t >= 2));
    north.closes_period = Some(1);
    let verdict = audit(&m, &plan);
    assert!(verdict.judgement().contains("cargo at north in week 0, within the clean-up"), "{}", verdict.judgement());
}

/// What may be sold at the hub only, half of what it has, is neither sold elsewhere nor beyond that.
#[test]
fn a_method_of_some_sites_is_kept_to_them() {
    let sell = "kinds.container.dispositions=[{method=\"sell\",proceeds=900,sites=[\"hub\"],max_share_of_site=0.5},{method=\"destroy\"}]";
    let m = tutorial(&[sell, "units.hub-containers.quantity=20", "routes.hub-port.max_lifts_per_week=1"]);
    let hub: f64 = 20.0;
    let good = solve(&m).1;
    let sold = |p: &Plan| p.dispositions.iter().filter(|x| x.method == "sell").map(|x| x.quantity).sum::<f64>();
    assert!(sold(&good) > 0.0 && sold(&good) <= hub / 2.0 + 1e-6, "{} sold", sold(&good));
    assert!(good.dispositions.iter().all(|x| x.method != "sell" || x.site == "hub"));
    for change in
        [(|p: &mut Plan| p.dispositions.iter_mut().for_each(|x| x.site = "north".into())) as fn(&mut Plan), |p| {
            p.dispositions.iter_mut().for_each(|x| x.quantity *= 3.0);
        }]
    {
        let mut bad = good.clone();
        change(&mut bad);
        let broken = audit(&m, &bad).judgement();
        assert!(broken.contains("container by sell at"), "{broken}");
    }
}

/// A mission without loads has no sequence to keep.
#[test]
fn without_loads_there_is_no_sequence() {
    let m = mission(
        &drawdown::scenario::starter()
            .replace("kind = \"container\"\nquantity = ", "kind = \"container\"\nquantity = 0 #"),
    );
    assert!(m.cargo_total().get() == 0.0);
    solve(&Mission { rules: everything().rules, ..m });
}

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

/// What is no plan is refused with its place, what is a bad plan is judged, and nothing is a bug (exit code 1).
#[test]
fn verify_judges_or_refuses_whatever_it_is_given() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("plan.json");
    let good = serde_json::to_string(&solve(&tutorial(&[])).1).expect("JSON");
    let verify = |text: &[u8]| {
        std::fs::write(&file, text).expect("written");
        drawdown().args(["verify", "scenarios/tutorial.toml"]).arg(&file).assert()
    };
    // What takes a search is not found again, and it says so.
    let told = contains("the plan holds").and(contains("Not judged")).and(contains("the missing money"));
    verify(good.as_bytes()).success().stdout(told);
    let quantity = good.find("\"quantity\":").expect("a quantity") + 11;
    let with = |number: &str| {
        let end = quantity + good[quantity..].find([',', '}']).expect("its end");
        format!("{}{number}{}", &good[..quantity], &good[end..])
    };
    verify(with("-5").as_bytes()).code(4).stdout(contains("BROKEN"));
    verify(with("1e300").as_bytes()).code(4).stdout(contains("BROKEN"));
    for number in ["NaN", "1e400", "\"many\"", "null"] {
        verify(with(number).as_bytes()).code(3).stderr(contains("line 1"));
    }
    verify(good.replacen("\"movements\"", "\"movement\"", 1).as_bytes()).code(3).stderr(contains("movements"));
    verify(b"").code(3);
    verify(&[0xff, 0xfe, 0x00]).code(3);
    verify("[".repeat(100_000).as_bytes()).code(3);
    verify(&vec![b' '; 60_000_000]).code(3);
    drawdown().args(["verify", "scenarios/tutorial.toml", "src"]).assert().code(3);
    drawdown()
        .args(["verify", "scenarios/tutorial.toml", "nowhere.json"])
        .assert()
        .code(3)
        .stderr(contains("nowhere.json"));
    // A thousand times the same movement is read and judged.
    let value: Value = serde_json::from_str(&good).expect("JSON");
    let mut many = value.clone();
    let row = value["movements"][0].clone();
    many["movements"] = Value::Array(vec![row; 200_000]);
    verify(many.to_string().as_bytes()).code(4).stdout(contains("BROKEN"));
}
