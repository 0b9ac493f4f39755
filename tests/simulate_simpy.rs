//! An independent discrete-event simulation of a small case, written in SimPy (tests/simpy), agrees in distribution.

use crate::kit::planned::{TWO_CONVOYS, process};
use drawdown::mission::{Mission, Period};
use drawdown::plan::decisions::{Decisions, Flow, Lifts};
use drawdown::scenario;
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::{Case, Policy, Replication, replications};
use serde_json::Value;

const RUNS: u64 = 4000;

/// The plan that the script has: two full convoys a week, the rest in the fourth.
fn plan(m: &Mission) -> Decisions {
    let ids: Vec<_> = m.kinds.ids().collect();
    let route = m.routes.ids().next().expect("a road");
    let weeks = [(1, 120.0, 40.0), (2, 120.0, 40.0), (3, 120.0, 40.0), (4, 40.0, 0.0)];
    let flow = |(t, people, loads): (u32, f64, f64)| {
        [(ids[0], people), (ids[1], loads)].map(|(kind, quantity)| Flow {
            kind,
            route,
            period: Period(t),
            quantity,
            contingent: None,
        })
    };
    Decisions {
        horizon: Period(5),
        flows: weeks.into_iter().flat_map(flow).filter(|f| f.quantity > 0.0).collect(),
        lifts: weeks.iter().map(|(t, p, _)| Lifts { route, period: Period(*t), lifts: p / 60.0 }).collect(),
        disposals: vec![],
        closes: [Some(Period(4))].into_iter().collect(),
        fleets: [vec![0.0, 1.0, 1.0, 1.0, 1.0, 0.0]].into_iter().collect(),
        links: vec![],
    }
}

fn ours(per_month: f64) -> Vec<Replication> {
    let m = scenario::load_str(TWO_CONVOYS, &scenario::Overrides::default()).expect("it loads").mission;
    let d = plan(&m);
    let road = vec!["road".to_owned()];
    let list = [
        Process { routes: road.clone(), per_month, days: [2.0, 10.0], ..process("held", Effect::Closure) },
        Process {
            routes: road,
            per_lift: 0.25,
            wounded: 2.0,
            delay_days: [0.5, 2.0],
            ..process("attack", Effect::Attack)
        },
    ];
    let case = Case { mission: &m, decisions: &d, processes: &list, policy: Policy::CatchUp };
    replications(&case, 1, &(0..RUNS).collect::<Vec<_>>(), &|_| (), &|| false)
}

fn values(data: &Value, name: &str) -> Vec<f64> {
    let pairs = data[name].as_array().expect("counts");
    let mut list = Vec::new();
    for pair in pairs {
        let n = pair[1].as_u64().expect("a count") as usize;
        list.extend(std::iter::repeat_n(pair[0].as_f64().expect("a value"), n));
    }
    list
}

/// Largest distance of the two distribution functions.
fn distance(mut a: Vec<f64>, mut b: Vec<f64>) -> f64 {
    a.sort_by(f64::total_cmp);
    b.sort_by(f64::total_cmp);
    let below = |list: &[f64], x: f64| list.partition_point(|v| *v <= x) as f64 / list.len() as f64;
    a.iter().chain(&b).map(|x| (below(&a, *x) - below(&b, *x)).abs()).fold(0.0, f64::max)
}

fn mean(list: &[f64]) -> f64 {
    list.iter().sum::<f64>() / list.len() as f64
}

fn measures(list: &[Replication]) -> [(&'static str, Vec<f64>); 4] {
    let of = |f: &dyn Fn(&Replication) -> f64| list.iter().map(f).collect::<Vec<f64>>();
    [
        ("finished", of(&|r| f64::from(r.finished.unwrap_or(32)))),
        ("left", of(&|r| (r.people_left_at_deadline * 100.0).round() / 100.0)),
        ("attacks", of(&|r| r.attacks)),
        ("casualties", of(&|r| r.casualties)),
    ]
}

/// Two samples of 4,000 of one distribution are farther apart than 1.95 × sqrt(2 / 4000) = 0.0436 once in a thousand times
/// (Kolmogorov and Smirnov; with ties less often).
#[test]
fn simpy_agrees_in_distribution() {
    let text = std::fs::read_to_string("tests/simpy/two_convoys.json").expect("the test data");
    let data: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(data["runs"].as_u64(), Some(RUNS));
    let most = 1.95 * (2.0 / RUNS as f64).sqrt();
    for (name, ours) in measures(&ours(1.5)) {
        let theirs = values(&data, name);
        let spread = |v: &[f64]| v.iter().map(|x| (x - mean(v)).powi(2)).sum::<f64>() / v.len() as f64;
        let error = 3.3 * ((spread(&ours) + spread(&theirs)) / RUNS as f64).sqrt();
        let (a, b) = (mean(&ours), mean(&theirs));
        assert!((a - b).abs() < error, "{name}: mean {a} against {b} of SimPy, at most {error} apart");
        let far = distance(ours, theirs);
        assert!(far < most, "{name}: {far} apart, at most {most}");
    }
}

/// The comparison is sharp enough to see a fifth more spells.
#[test]
fn a_wrong_hazard_is_noticed() {
    let text = std::fs::read_to_string("tests/simpy/two_convoys.json").expect("the test data");
    let data: Value = serde_json::from_str(&text).expect("JSON");
    let [(name, ours), ..] = measures(&ours(1.8));
    assert!(distance(ours, values(&data, name)) > 1.95 * (2.0 / RUNS as f64).sqrt());
}
