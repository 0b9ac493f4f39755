//! The tutorial scenario: figures that can be worked out by hand, and properties that must hold of any plan.

use crate::kit::{self, solve, some, tutorial as mission};
use drawdown::audit::audit;
use drawdown::optimise::{Options, Shortfall};
use drawdown::plan::result::Plan;

type Change = fn(&mut Plan);

#[test]
fn everybody_leaves_and_the_books_balance() {
    let m = mission(&[]);
    let (outcome, plan) = solve(&m);
    let s = &plan.summary;
    // 200 + 120 + 300 soldiers, 40 + 100 containers.
    assert!((s.people_total - 620.0).abs() < 1e-9 && (s.cargo_total - 140.0).abs() < 1e-9);
    assert!(s.people_left == 0.0 && (s.people_out - 620.0).abs() < 1e-3);
    let disposed: f64 = s.cargo_disposed.values().sum();
    assert!((s.cargo_out + s.cargo_left + disposed - 140.0).abs() < 1e-3);
    // The last person cannot leave before week 3: the charter comes in week 2 and takes 300 a week, 620 need three weeks.
    assert!(some(&plan.sites).iter().all(|site| site.closes_period.is_some()));
    assert!(plan.sites.iter().find(|s| s.id == "hub").and_then(|s| s.closes_period).expect("closes") >= 4);
    // What the books say is what the optimiser minimised: spending plus value lost.
    let economic = outcome.stages[2].value;
    let booked = s.cost_usd + s.equipment_value_lost_usd;
    assert!((economic - booked).abs() < 1e-6 * booked, "{economic} {booked}");
    // Nobody is cheaper than the journeys: 620 × 1,500.
    assert!(s.cost_usd > 620.0 * 1500.0);
}

#[test]
fn aggregation_changes_no_objective() {
    let m = mission(&[]);
    let together = solve(&m).0;
    let apart = kit::solve_with(&m, &Options { gap: 0.0, aggregate: false, ..Options::default() }).expect("a plan").0;
    // The bound of the economic stage is the optimum at gap 0, whatever the later stages do with the tolerance.
    let (a, b) = (together.stages[2].bound.expect("certified"), apart.stages[2].bound.expect("certified"));
    assert!((a - b).abs() < 1e-5 * a, "{a} {b}");
}

#[test]
fn more_money_or_time_is_never_worse() {
    let mut before = f64::INFINITY;
    for budget in ["1M", "1.5M", "2M", "3M", "4M", "8M"] {
        let set = format!("budget.total={budget}");
        let left = solve(&mission(&[&set])).1.summary.people_left;
        assert!(left <= before + 1e-3, "{budget}: {left} > {before}");
        before = left;
    }
    assert!(before == 0.0);
    let mut before = f64::INFINITY;
    for weeks in 1..=6 {
        let left = solve(&mission(&[&format!("calendar.weeks={weeks}")])).1.summary.people_left;
        assert!(left <= before + 1e-3, "{weeks} weeks: {left} > {before}");
        before = left;
    }
    assert!(before == 0.0);
}

#[test]
fn short_of_money_or_of_lift() {
    let poor = solve(&mission(&["budget.total=2M"]));
    assert!(poor.1.summary.people_left > 0.0 && poor.1.summary.funded_periods.is_some());
    let Shortfall::Missing { usd, bound } = poor.0.shortfall else { panic!("money is short") };
    assert!(bound <= usd + 1.0);
    // With the shortfall added everybody gets out.
    let total = format!("budget.total={}", 2e6 + usd + 1.0);
    assert!(solve(&mission(&[&total])).1.summary.people_left == 0.0);
    // The charter takes nobody in week 1 and 300 in week 2: of 620, 320 are left after two weeks at any budget.
    let hasty = solve(&mission(&["calendar.weeks=2", "budget.total=100M"]));
    assert!((hasty.1.summary.people_left - 320.0).abs() < 1e-3);
    assert_eq!(hasty.0.shortfall, Shortfall::NotByMoney);
    assert!(hasty.0.short_of.iter().any(|m| m.entity == "home"));
}

#[test]
fn the_same_input_gives_the_same_plan() {
    let m = mission(&[]);
    assert_eq!(solve(&m).0.decisions, solve(&m).0.decisions);
}

#[test]
fn the_audit_notices_a_change_of_any_figure() {
    let m = mission(&[]);
    let good = solve(&m).1;
    let changes: [(&str, Change); 14] = [
        ("quantity", |p| p.movements[0].quantity += 5.0),
        ("negative", |p| p.movements[0].quantity = -1.0),
        ("nan", |p| p.movements[0].quantity = f64::NAN),
        ("period", |p| p.movements[0].period += 1),
        ("route", |p| p.movements[0].route = "nowhere".into()),
        ("class", |p| p.movements[0].class = "ghost".into()),
        ("from", |p| p.movements[0].from = "hub2".into()),
        ("closing", |p| p.sites[0].closes_period = Some(1)),
        ("lifts", |p| p.lifts[0].lifts *= 0.5),
        ("fleet", |p| p.fleets[0].share = 0.0),
        ("stock", |p| p.stocks[3].quantity += 2.0),
        ("cost", |p| p.costs[0].usd *= 1.01),
        ("people out", |p| p.summary.people_out -= 3.0),
        ("spending", |p| p.summary.cost_usd *= 0.99),
    ];
    for (what, change) in changes {
        let mut bad = good.clone();
        change(&mut bad);
        assert!(!audit(&m, &bad).passed(), "{what} went unnoticed");
    }
}

/// Under $1m the money of the tutorial ends after week 1 of 6 with all 620 there and the three sites open: five weeks of their pay
/// (620 × 3,000 a month), of the containers' nothing (abandoned), of the sites 1.3m a month; a week is 84 / 365 of a month.
#[test]
fn what_those_left_cost_until_the_deadline_by_hand() {
    let plan = solve(&mission(&["budget.total=1M"])).1;
    let s = &plan.summary;
    assert_eq!((s.funded_periods, s.people_left.round(), s.sites_closed), (Some(1), 620.0, 0));
    let by_hand = 5.0 * (620.0 * 3000.0 + 800_000.0 + 300_000.0 + 200_000.0) * 84.0 / 365.0;
    let said = s.unfunded_presence_usd.expect("it says");
    assert!((said - by_hand).abs() < 1.0, "{said} is not {by_hand}");
    let lasting = solve(&mission(&["budget.total=20M"])).1;
    assert_eq!(lasting.summary.unfunded_presence_usd, Some(0.0));
}
