//! The simulation against the plan and against itself.

use drawdown::plan::accounts::{About, account};
use drawdown::plan::optimise::{Options, Outcome, Silent, optimise};
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::{Replication, replications};
use drawdown::{mission::Mission, scenario};

fn tutorial() -> (Mission, Outcome, Plan) {
    let m = scenario::load_str(scenario::starter(), &scenario::Options::default()).expect("it loads").mission;
    let outcome = optimise(&m, &Options::default(), &Silent).expect("it has a plan");
    let reference = ScenarioRef {
        name: m.name.clone(),
        title: m.title.clone(),
        digest: String::new(),
        files: vec![],
        overrides: vec![],
    };
    let plan = account(&m, &outcome.decisions, &About::from_outcome(reference, &outcome));
    (m, outcome, plan)
}

fn process(id: &str, effect: Effect) -> Process {
    Process {
        id: id.into(),
        effect,
        routes: vec![],
        exits: vec![],
        modes: vec![],
        sites: vec![],
        per_month: 0.0,
        at_start: 0.0,
        days: [0.0, 0.0],
        capacity: 0.0,
        per_lift: 0.0,
        delay_days: [0.0, 0.0],
        wounded: 0.0,
        killed: 0.0,
        loss: [0.0, 0.0],
        factor: [1.0, 1.0],
        source: String::new(),
        quality: String::new(),
    }
}

fn run(m: &Mission, outcome: &Outcome, list: &[Process], seed: u64, n: u64) -> Vec<Replication> {
    replications(m, &outcome.decisions, list, seed, &(0..n).collect::<Vec<_>>(), &|| (), &|| false)
}

#[test]
fn without_disruption_the_plan_comes_out() {
    let (m, outcome, plan) = tutorial();
    let r = &run(&m, &outcome, &[], 1, 1)[0];
    let finish = m.calendar.period_of(plan.summary.finished_on.expect("it ends"));
    assert_eq!(r.finished, Some(finish.0));
    assert_eq!(r.closes, plan.sites.iter().map(|s| s.closes_period).collect::<Vec<_>>());
    assert!((r.cost_usd - plan.summary.cost_usd).abs() < 1.0, "{} against {}", r.cost_usd, plan.summary.cost_usd);
    assert!((r.value_lost_usd - plan.summary.equipment_value_lost_usd).abs() < 1.0);
    assert_eq!((r.people_left_at_deadline, r.casualties, r.first_failure.as_deref()), (0.0, 0.0, None));
}

#[test]
fn the_same_seed_gives_the_same_worlds_in_any_order() {
    let (m, outcome, _) = tutorial();
    let held = Process {
        routes: vec!["north-hub".into()],
        per_month: 1.0,
        days: [3.0, 9.0],
        ..process("held", Effect::Closure)
    };
    let list = [held.clone()];
    let all = run(&m, &outcome, &list, 7, 50);
    let some = replications(&m, &outcome.decisions, &list, 7, &[41, 3], &|| (), &|| false);
    assert_eq!((&some[0], &some[1]), (&all[41], &all[3]));
    assert_ne!(run(&m, &outcome, &list, 8, 50), all);
    // Another process that does nothing disturbs nothing.
    let with = [process("idle", Effect::Price), held];
    assert_eq!(run(&m, &outcome, &with, 7, 50), all);
}

#[test]
fn more_hazard_is_never_better_on_average() {
    let (m, outcome, _) = tutorial();
    let held = |per_month: f64| Process {
        routes: vec!["north-hub".into(), "hub-home".into()],
        per_month,
        days: [5.0, 15.0],
        ..process("held", Effect::Closure)
    };
    let mean = |rate: f64| {
        let list = run(&m, &outcome, &[held(rate)], 3, 300);
        list.iter().map(|r| f64::from(r.finished.unwrap_or(99))).sum::<f64>() / 300.0
    };
    let (calm, rough) = (mean(0.2), mean(2.0));
    assert!(rough > calm, "{rough} against {calm}");
}

/// The attacks on L lifts with probability p each have mean L·p and variance L·p·(1 − p): here the plan's lifts from the north.
#[test]
fn attacks_have_their_mean() {
    let (m, outcome, plan) = tutorial();
    let attack =
        Process { routes: vec!["north-hub".into()], per_lift: 0.3, wounded: 2.0, ..process("attack", Effect::Attack) };
    let n = 4000;
    let list = run(&m, &outcome, &[attack], 11, n);
    let lifts: f64 = plan.lifts.iter().filter(|l| l.route == "north-hub").map(|l| l.lifts).sum();
    let mean = list.iter().map(|r| r.attacks).sum::<f64>() / n as f64;
    let error = 4.0 * (lifts * 0.3 * 0.7 / n as f64).sqrt();
    assert!((mean - lifts * 0.3).abs() < error, "{mean} against {} ± {error}", lifts * 0.3);
    let hurt = list.iter().map(|r| r.casualties).sum::<f64>() / n as f64;
    assert!((hurt - mean * 2.0).abs() < 0.15, "{hurt} against {}", mean * 2.0);
}
