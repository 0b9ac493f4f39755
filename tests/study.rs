//! Each question on variants of the tutorial scenario that can be worked out by hand, and properties that every answer must have.
//!
//! The variants keep only the hub's soldiers: a week's pay of a soldier is 3,000 × 7 × 12 / 365 = $690.41; the hub costs
//! 800,000 × 84 / 365 = $184,109.59 a week, north $69,041.10, east $46,027.40; the charter comes in week 2; the exit `home`
//! takes 300 people a week; a journey home is $1,500; closing costs 20,000 + 10,000 + 50,000.

use crate::kit::some;
use drawdown::audit::audit;
use drawdown::mission::{Mission, Nature, Objective};
use drawdown::optimise::{Options, Silent};
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::scenario;
use drawdown::scenario::status::{Holding, Money, StatusFile, Transit};
use drawdown::study::alternatives::alternatives;
use drawdown::study::answer::{Answer, answer};
use drawdown::study::binding::explain;
use drawdown::study::compare::{CaseQuestion, Variant, compare};
use drawdown::study::frontier::frontier;
use drawdown::study::repair::{Menu, Remedy, menu};
use drawdown::study::replan;

const PAY: f64 = 3000.0 * 84.0 / 365.0;
/// Nobody and nothing outside the hub; north and east close in week 1.
const HUB_ONLY: [&str; 6] = [
    "units.north-soldiers.quantity=0",
    "units.north-containers.quantity=0",
    "units.east-soldiers.quantity=0",
    "units.hub-containers.quantity=0",
    "sites.north.guard=0",
    "sites.east.guard=0",
];

fn mission(set: &[&str]) -> Mission {
    let options = scenario::Overrides { set: set.iter().map(|s| (*s).to_owned()).collect(), ..Default::default() };
    scenario::load_str(scenario::starter(), &options).expect("the scenario loads").mission
}

fn hub(set: &[&str]) -> Mission {
    mission(&[&HUB_ONLY[..], set].concat())
}

fn named(name: &str) -> ScenarioRef {
    ScenarioRef {
        name: name.into(),
        title: name.into(),
        digest: String::new(),
        files: Vec::new(),
        overrides: Vec::new(),
    }
}

fn exact() -> Options {
    Options { gap: 1e-6, ..Options::default() }
}

fn solved(m: &Mission) -> Answer {
    answer(m, &named("t"), &exact(), &Silent).expect("a plan")
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance
}

#[test]
fn least_budget_by_hand() {
    // 300 soldiers: all leave in week 2, the first with a charter. Two weeks of pay 300 × 2 × 690.41 = 414,246.58; the hub two
    // weeks 368,219.18, north and east one 115,068.49; journeys 450,000; closing 80,000. Together 1,427,534.25.
    let by_hand = 300.0 * 2.0 * PAY + (2.0 * 800_000.0 + 300_000.0 + 200_000.0) * 84.0 / 365.0 + 450_000.0 + 80_000.0;
    let m = hub(&[]);
    let budgets = [by_hand - 1.0, by_hand + 1.0];
    let f = frontier(&m, &named("t"), &exact(), 1, &budgets, &Silent).expect("it works");
    assert!(f.points[0].impossible && f.points[0].least_usd.is_none(), "no charter in week 1");
    assert_eq!(f.points.len(), 6);
    for p in &f.points[1..] {
        assert!(near(p.least_usd.expect("a budget"), by_hand, 0.5), "week {}: {:?} {by_hand}", p.period, p.least_usd);
        assert!(near(p.bound_usd.expect("certified"), by_hand, 5.0));
    }
    // A dollar less than that ends by no deadline, and that is proved; a dollar more in week 2.
    assert_eq!((f.earliest[0].period, f.earliest[0].not_before), (None, None));
    assert_eq!(f.earliest[1].period, Some(2));
}

#[test]
fn frontier_is_monotone_in_both_directions() {
    let m = mission(&[]);
    let budgets: Vec<f64> = (0..12).map(|i| 2.5e6 + 0.25e6 * f64::from(i)).collect();
    let f = frontier(&m, &named("t"), &Options::default(), 1, &budgets, &Silent).expect("it works");
    let least: Vec<f64> = f.points.iter().filter_map(|p| p.least_usd).collect();
    assert!(least.len() >= 2 && least.windows(2).all(|w| w[1] <= w[0] + 1e-6), "{least:?}");
    let bounds: Vec<f64> = f.points.iter().filter_map(|p| p.bound_usd).collect();
    assert!(bounds.len() >= 2 && bounds.windows(2).all(|w| w[1] <= w[0] + 1e-6), "{bounds:?}");
    assert!(some(&f.points).iter().all(|p| p.impossible || p.gap.is_some_and(|g| (0.0..0.02).contains(&g))));
    let weeks: Vec<u32> = f.earliest.iter().map(|e| e.period.unwrap_or(u32::MAX)).collect();
    assert!(weeks.windows(2).all(|w| w[1] <= w[0]), "{weeks:?}");
    assert!(weeks[0] == u32::MAX && weeks[11] < 7);
    let lost: Vec<f64> = f.earliest.iter().filter_map(|e| e.value_lost_at_last_usd).collect();
    assert!(lost.len() >= 2 && lost.windows(2).all(|w| w[1] <= w[0] + 1.0), "more money loses no more: {lost:?}");
}

#[test]
fn worth_of_one_more_seat_by_hand() {
    // 620 soldiers at the hub; the guard of 60 stays to the end. Week 2: 300, week 3: 260, week 4: 60. One more through `home`
    // in week 2 leaves a week earlier: a week's pay. In week 3 one more would leave 59 for the guard of 60: worth nothing.
    // So it goes on until week 2 has taken all but the guard: 260 more.
    let m = hub(&["units.hub-soldiers.quantity=620"]);
    let found = solved(&m);
    assert_eq!(found.plan.sites[2].closes_period, Some(4));
    let e = explain(&m, &found, &exact(), &Silent).expect("it works");
    let home = e.binding.iter().find(|b| b.limit.what.starts_with("people through home")).expect("it binds");
    assert_eq!((home.weeks, home.objective.as_str()), ((2, 2), "economic-cost"));
    assert!(near(home.worth, PAY, 0.01), "{}", home.worth);
    assert!(near(home.loss_of_one_less.expect("a plan with one less"), PAY, 0.01), "{:?}", home.loss_of_one_less);
    assert!((200.0..=260.0).contains(&home.holds_to), "{}", home.holds_to);
    // The guard: one fewer leaves in week 3, not 4.
    let guard = e.binding.iter().find(|b| b.limit.what.contains("guard at hub")).expect("it binds");
    assert!(near(guard.worth, PAY, 0.01), "{}", guard.worth);
    assert!(e.binding.len() >= 2 && e.binding.windows(2).all(|w| w[0].worth >= w[1].worth), "dearest first");
}

#[test]
fn closing_a_week_earlier_by_hand() {
    // As above the hub closes in week 4: two weeks take 600 of 620. A week earlier is impossible whatever the others do; 310 a
    // week instead of 300 in weeks 2 and 3 would do: 10 more, found to half a per cent of the 900 that are tried at most.
    let m = hub(&["units.hub-soldiers.quantity=620"]);
    let e = explain(&m, &solved(&m), &exact(), &Silent).expect("it works");
    let hub = e.closings.iter().find(|c| c.site == "hub").expect("it closes");
    assert_eq!((hub.closes, hub.worse_by, hub.proved_impossible), (4, None, true));
    let need = hub.would_take.iter().find(|n| n.what.starts_with("people through home")).expect("the exit would do");
    assert!((10.0..=14.6).contains(&need.amount), "{}", need.amount);
    // With a week of grace the counterfactual has a price: kept open to the end of week 4, 300 soldiers at the hub close it in
    // week 4 only because the scenario says so.
    let kept = hub_kept_open();
    let e = explain(&kept, &solved(&kept), &exact(), &Silent).expect("it works");
    let hub = e.closings.iter().find(|c| c.site == "hub").expect("it closes");
    assert!(hub.worse_by.is_none() && hub.obstacles[0].contains("keeps it open"), "{hub:?}");
}

fn hub_kept_open() -> Mission {
    let mut m = hub(&[]);
    let id = m.sites.ids().last().expect("the hub");
    m.sites[id].keep_open_until = drawdown::mission::Period(3);
    m
}

fn repaired(m: &Mission, later: impl Fn(u32) -> Option<Mission> + Sync) -> Menu {
    // Where the rules contradict each other there is no answer, and a menu.
    let found = answer(m, &named("t"), &Options::default(), &Silent).ok();
    menu(m, found.as_ref().map(|a| &a.outcome), &Options::default(), &later, &Silent).expect("it works")
}

fn remedy<'a>(menu: &'a Menu, part: &str) -> &'a Remedy {
    menu.remedies.iter().find(|r| r.what.contains(part)).unwrap_or_else(|| panic!("no {part} in {menu:#?}"))
}

#[test]
fn repair_by_hand() {
    // 620 at the hub and three weeks: while 20 stay the guard of 60 stays, so 60 are left. A week more mends it. So do 320 people through `home` in week 3
    // (notice runs to the end of week 2): 6.67 % more, to a hundredth of the 300 % that are tried: at most 9.67 %.
    let m = hub(&["units.hub-soldiers.quantity=620", "calendar.weeks=3"]);
    let left = solved(&m).plan.summary.people_left;
    assert!(near(left, 60.0, 1e-3), "{left}");
    let menu = repaired(&m, |n| Some(hub(&["units.hub-soldiers.quantity=620", &format!("calendar.weeks={}", 3 + n)])));
    let (week, seats) = (remedy(&menu, "days more"), remedy(&menu, "people through home"));
    assert!(near(week.size, 1.0, 1e-9) && near(week.at_least, 0.0, 1e-9));
    assert!((20.0 / 300.0..=20.0 / 300.0 + 0.031).contains(&seats.size), "{}", seats.size);
    assert!(seats.at_least <= 20.0 / 300.0 && seats.at_least >= 20.0 / 300.0 - 0.031);
    // A week more costs the hub a week: with seats the 620 are paid 620 + 620 + 320 weeks, with the week 60 more.
    let by_hand = |soldier_weeks: f64, hub_weeks: f64| {
        soldier_weeks * PAY + (hub_weeks * 800_000.0 + 500_000.0) * 84.0 / 365.0 + 620.0 * 1500.0 + 80_000.0
    };
    assert!(near(seats.cost_usd, by_hand(620.0 + 620.0 + 320.0, 3.0), 5.0), "{}", seats.cost_usd);
    assert!(near(week.cost_usd, by_hand(620.0 + 620.0 + 320.0 + 60.0, 4.0), 5.0), "{}", week.cost_usd);
    assert!(menu.cannot.iter().any(|c| c == "more money"), "{:?}", menu.cannot);
    assert!(menu.cannot.iter().any(|c| c.contains("Passenger charter")), "more aircraft cannot pass the exit");
    // Cheapest first.
    assert!(seats.cost_usd < week.cost_usd && menu.remedies[0] == *seats);
}

#[test]
fn fewer_loads_home_by_hand() {
    // 300 soldiers and 100 containers that may not be left; the port takes 20 a week and the road takes a week: in three weeks 40
    // arrive. 60 are too many: 60 % must be left behind, found to a hundredth.
    let mut m =
        mission(&[&HUB_ONLY[..3], &HUB_ONLY[4..], &["calendar.weeks=3", "exits.port.loads_per_week=20"]].concat());
    for (_, kind) in m.kinds.iter_mut() {
        if let Nature::Cargo { dispositions, .. } = &mut kind.nature {
            dispositions.clear();
        }
    }
    let found = solved(&m);
    assert!(near(found.plan.summary.cargo_left, 60.0, 0.1), "{}", found.plan.summary.cargo_left);
    let menu = repaired(&m, |_| None);
    let fewer = remedy(&menu, "left behind");
    assert!((0.6..=0.611).contains(&fewer.size), "{}", fewer.size);
    assert!(near(fewer.not_home, 60.0, 1.2), "{}", fewer.not_home);
    // 100 trucks with a cycle of 13 days are all there in the week in which they are needed: the port alone is enough, if it takes 100
    // in one week or 80 in two.
    let port = remedy(&menu, "loads through port");
    assert!(port.what.contains("300 %") || port.what.contains("400 %"), "{port:?}");
}

/// 620 at the hub, three weeks, and both the charter (two flights a week, 300 seats) and the exit take 300 a week: more of one
/// alone is nothing. In week 3 both have to take 320. The charter needs a third flight for that: a second aircraft, for nobody lends half
/// of one. The exit needs 6.67 % more: that is 2.2 % of the 300 % that are tried, found to a hundredth of them.
#[test]
fn where_nothing_is_enough_alone_two_things_are_tried() {
    let m = hub(&["units.hub-soldiers.quantity=620", "calendar.weeks=3", "fleets.charter.days_per_week=3"]);
    let menu = repaired(&m, |_| None);
    for alone in ["Passenger charter", "people through home", "a smaller guard at any one site"] {
        assert!(menu.cannot.iter().any(|c| c.contains(alone) && !c.contains(" and ")), "{alone}: {menu:#?}");
    }
    let both = remedy(&menu, "people through home");
    assert!(both.what.contains("Passenger charter") && both.what.contains(" and "), "{both:?}");
    let exact = (320.0 / 300.0 - 1.0) / 3.0;
    assert!((exact..=exact + 0.011).contains(&both.size) && both.at_least <= exact, "{both:?}");
}

/// Ten containers leave north in week 1, and its clean-up takes a week: it cannot be closed by the end of week 1, but without a
/// clean-up it can.
#[test]
fn a_shorter_clean_up_is_on_the_menu() {
    let m = mission(
        &[
            &HUB_ONLY[..1],
            &HUB_ONLY[2..],
            &["units.north-containers.quantity=10", "sites.north.guard_per_load=0", "sites.north.close_by=2023-07-09"],
        ]
        .concat(),
    );
    let menu = repaired(&m, |_| None);
    let shorter = remedy(&menu, "clean-up at North camp");
    assert!(near(shorter.size, 1.0, 1e-9) && shorter.what.contains("1 week shorter"), "{shorter:?}");
    assert!(menu.cannot.iter().any(|c| c == "more handling at any one site"), "{menu:#?}");
}

#[test]
fn money_in_the_menu_is_the_shortfall() {
    let m = mission(&["budget.total=2M"]);
    let menu = repaired(&m, |n| Some(mission(&["budget.total=2M", &format!("calendar.weeks={}", 6 + n)])));
    let money = remedy(&menu, "more money");
    assert!(money.at_least <= money.size && money.size > 0.0);
    // With that much more everybody gets out; with less than is proved too little not.
    let with = |more: f64| solved(&mission(&[&format!("budget.total={}", 2e6 + more)])).plan.summary.people_left;
    assert!(with(money.size + 1.0) < 0.5 && with(money.at_least - 1000.0) > 0.5);
}

/// Two ferries of 60 seats are away for 13 days (a day of loading, six there, six back): in eight weeks each leaves four times, the last
/// time in week 7 or 8, so 480 of 700 are out. A third one takes 240: all but the one who stays with the open camp. A day more a week is
/// no voyage more. From week 5 on (notice) a ferry leaves twice, with 120: two more are needed for the 220.
const FERRIES: &str = r#"
format = 1
name = "ferries"
[calendar]
start = 2024-01-01
weeks = 8
[[kinds]]
id = "soldier"
nature = "people"
pay_per_month = 3000
[[sites]]
id = "camp"
running_per_month = "100k"
[[exits]]
id = "home"
kind = "airport"
people_per_week = 1000
[[fleets]]
id = "ferries"
units = 2
seats = 60
loading = 1
speed_per_day = 100
per_lift = 5000
[[routes]]
id = "sea"
from = "camp"
to = "home"
mode = "sea"
fleet = "ferries"
km = 600
[[units]]
id = "all"
site = "camp"
kind = "soldier"
quantity = 700
"#;

#[test]
fn a_ferry_more_binds_where_a_day_more_is_nothing() {
    let m = crate::kit::mission(FERRIES);
    let found = solved(&m);
    assert!(near(found.plan.summary.people_left, 220.0, 1e-6), "{}", found.plan.summary.people_left);
    let e = explain(&m, &found, &exact(), &Silent).expect("it works");
    let b = e.binding.first().expect("it binds");
    assert_eq!((b.limit.what.as_str(), b.limit.unit.as_str(), b.weeks), ("number of ferries", "unit", (1, 8)));
    assert!(near(b.worth, 219.0, 1e-6) && near(b.loss_of_one_less.expect("a plan"), 240.0, 1e-6), "{b:?}");
    let menu = repaired(&m, |_| None);
    let more = remedy(&menu, "more units of ferries");
    assert!(more.what.starts_with("2 more") && near(more.size, 1.0, 1e-9), "{more:?}");
    assert!(!menu.cannot.iter().any(|c| c.contains("ferries")), "{:?}", menu.cannot);
}

/// Of 100 containers in a camp two a week are packed: at the end its guard is there because the containers are. A guard of one fewer would be
/// one person more out, and no answer: the summary, what binds first and the comparison name the loads.
#[test]
fn a_guard_that_stays_with_loads_is_not_what_is_short() {
    use drawdown::report::content::{answer, scarce};
    let mut m = mission(&[
        "sites.north.handling_per_week=2",
        "units.north-containers.quantity=100",
        "sites.north.guard_per_load=0",
    ]);
    for (_, kind) in m.kinds.iter_mut() {
        if let Nature::Cargo { dispositions, .. } = &mut kind.nature {
            dispositions.clear();
        }
    }
    m.budget.tranches = None;
    let plan = solved(&m).plan;
    assert!(plan.summary.people_left > 0.5 && plan.summary.cargo_left > 0.5);
    let short = "the loads still at North camp, which its guard stays with";
    assert_eq!(scarce::bottleneck(&plan).as_deref(), Some(short));
    assert!(answer::answer(&plan).contains(short), "{}", answer::answer(&plan));
}

/// One camp of 100 with a guard of 10, 20 loads, a road for all of them in a week.
fn camp(weeks: u32, site: &str, rest: &str) -> Mission {
    crate::kit::mission(&format!(
        r#"
format = 1
name = "camp"
[calendar]
start = 2024-01-01
weeks = {weeks}
[[kinds]]
id = "soldier"
nature = "people"
armed = true
[[kinds]]
id = "box"
nature = "cargo"
[[sites]]
id = "camp"
name = "Camp"
guard = 10
{site}
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
loads_per_week = 1000
[[fleets]]
id = "bus"
units = 5
seats = 50
slots = 10
loading = 0.5
speed_per_day = 1000
[[routes]]
id = "road"
from = "camp"
to = "home"
mode = "road"
fleet = "bus"
km = 100
[[units]]
id = "people"
site = "camp"
kind = "soldier"
quantity = 100
[[units]]
id = "boxes"
site = "camp"
kind = "box"
quantity = 20
{rest}
"#
    ))
}

/// Ten loads a week are packed, so the last leave in week 2, and two weeks of clean-up end in week 4, a week after the deadline: the
/// guard of 10 is there because the camp is open. A week of clean-up less is 10 more people out, and so everybody.
#[test]
fn a_clean_up_that_is_not_done_is_what_is_short() {
    use drawdown::report::content::{answer, scarce};
    let m = camp(3, "handling_per_week = 10\ncleanup = 14", "");
    let found = solved(&m);
    assert!(near(found.plan.summary.people_left, 10.0, 1e-6), "{:?}", found.plan.summary);
    assert_eq!(scarce::bottleneck(&found.plan).as_deref(), Some("clean-up at Camp"));
    let told = answer::answer(&found.plan);
    assert!(told.contains("the limit is clean-up at Camp"), "{told}");
    let e = explain(&m, &found, &exact(), &Silent).expect("it works");
    let b = e.binding.first().expect("it binds");
    assert_eq!((b.limit.what.as_str(), b.limit.unit.as_str()), ("clean-up at Camp", "week fewer"));
    assert!(near(b.worth, 10.0, 1e-6) && b.loss_of_one_less.is_none(), "{b:?}");
}

/// Two such camps without clean-up, of which one may close a week, in one week: a guard of 10 stays in the other, and is not what is short.
#[test]
fn a_guard_that_stays_with_an_open_site_is_not_what_is_short() {
    use drawdown::report::content::scarce;
    let second = r#"
[[sites]]
id = "second"
name = "Second"
guard = 10
[[routes]]
id = "other"
from = "second"
to = "home"
mode = "road"
fleet = "bus"
km = 100
[[units]]
id = "others"
site = "second"
kind = "soldier"
quantity = 20
[rules]
max_closings_per_week = 1
"#;
    let found = solved(&camp(1, "", second));
    assert!(near(found.plan.summary.people_left, 10.0, 1e-6), "{:?}", found.plan.summary);
    let short = scarce::bottleneck(&found.plan).expect("something is");
    assert!(
        short.starts_with("what keeps ") && short.ends_with(" open, for its guard stays until it closes"),
        "{short}"
    );
}

/// 250 of a camp have to pass a hub in three nights (weeks 1 to 3), its guard of 5 among them: 3 beds >= 250, 83.3 beds instead of 60,
/// 38.9 % more, found to a hundredth of the 300 % that are tried.
#[test]
fn more_beds_are_on_the_menu() {
    let m = crate::kit::mission(
        r#"
format = 1
name = "beds"
[calendar]
start = 2024-01-01
weeks = 4
[[kinds]]
id = "soldier"
nature = "people"
armed = true
[[sites]]
id = "camp"
guard = 5
[[sites]]
id = "hub"
name = "Hub"
hub = true
beds = 60
guard = 5
[[exits]]
id = "home"
kind = "airport"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 8
seats = 50
loading = 0.5
speed_per_day = 1000
[[fleets]]
id = "plane"
units = 4
seats = 100
loading = 0.5
speed_per_day = 1000
[[routes]]
id = "road"
from = "camp"
to = "hub"
mode = "road"
fleet = "bus"
km = 100
[[routes]]
id = "air"
from = "hub"
to = "home"
mode = "air"
fleet = "plane"
km = 500
[[units]]
id = "people"
site = "camp"
kind = "soldier"
quantity = 250
[[units]]
id = "staff"
site = "hub"
kind = "soldier"
quantity = 20
"#,
    );
    let menu = repaired(&m, |_| None);
    let beds = remedy(&menu, "more beds at Hub");
    let least = 250.0 / 3.0 / 60.0 - 1.0;
    assert!(beds.size >= least - 1e-6 && beds.size <= least + 0.031 && beds.at_least <= least, "{beds:?}");
}

fn case(label: &str, set: &[&str]) -> Variant {
    Variant { label: label.into(), asked: Ok(CaseQuestion { mission: mission(set), scenario: named(label) }) }
}

#[test]
fn a_failing_case_does_not_sink_the_rest_and_slack_budgets_share_a_plan() {
    let broken = Variant { label: "broken".into(), asked: Err("error: no such file".into()) };
    // The hub must be open to the deadline and closed in week 1: no plan of any length.
    let mut hopeless = mission(&[]);
    let hub = hopeless.sites.ids().last().expect("the hub");
    hopeless.sites[hub].keep_open_until = hopeless.calendar.deadline();
    hopeless.sites[hub].close_by = Some(drawdown::mission::Period(1));
    let hopeless = Variant {
        label: "hopeless".into(),
        asked: Ok(CaseQuestion { mission: hopeless, scenario: named("hopeless") }),
    };
    let cases = [
        case("2M", &["budget.total=2M"]),
        broken,
        case("9M", &["budget.total=9M"]),
        hopeless,
        case("5M", &["budget.total=5M"]),
    ];
    let watch = vec![Silent; cases.len()];
    let c = compare(&cases, 0, &Options::default(), &watch);
    let plan = |i: usize| -> &Plan { c.entries[i].plan.as_ref().expect("a plan") };
    assert!(c.entries[1].failed.as_deref() == Some("error: no such file") && c.entries[1].plan.is_none());
    assert!(c.entries[3].failed.is_some() && c.entries[3].plan.is_none(), "{:?}", c.entries[3].failed);
    assert!(plan(0).summary.people_left > 0.0);
    // 9M is planned; its plan costs less than 5M: it is the plan of 5M too, word for word but for the budget.
    assert!(plan(4).notes.iter().any(|n| n.contains("the plan of 9M")), "{:?}", plan(4).notes);
    assert_eq!(plan(4).movements, plan(2).movements);
    assert_eq!((plan(4).summary.budget_usd, plan(2).summary.budget_usd), (Some(5e6), Some(9e6)));
    // The plan of 9M does not keep within 2M: planned anew.
    assert!(plan(0).notes.iter().all(|n| !n.contains("the plan of")));
    for (i, set) in [(0, "budget.total=2M"), (2, "budget.total=9M"), (4, "budget.total=5M")] {
        assert!(audit(&mission(&[set]), plan(i)).passed());
    }
}

#[test]
fn alternatives_stay_within_and_firm_means_all() {
    let m = mission(&[]);
    let best = solved(&m);
    let about = drawdown::optimise::about(named("t"), &best.outcome);
    let within = 0.05;
    let a = alternatives(&m, &best, &about, &exact(), 2, within, &Silent).expect("it works");
    assert!(a.plans.len() >= 2, "there is another plan within 5 %");
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    let limit = best.outcome.stages.iter().find(|s| s.objective == Objective::EconomicCost).expect("a stage").value;
    for p in &a.plans {
        assert!(economic(p) <= limit * (1.0 + within) + 1.0 && p.summary.people_left < 1e-3);
        assert!(audit(&m, p).passed());
    }
    let weeks = |p: &Plan| p.sites.iter().map(|s| s.closes_period).collect::<Vec<_>>();
    assert!(weeks(&a.plans[0]) != weeks(&a.plans[1]) || a.plans[0].lifts != a.plans[1].lifts);
    for (i, spread) in some(&a.closings).into_iter().enumerate() {
        let all: Vec<_> = a.plans.iter().map(|p| p.sites[i].closes_period).collect();
        assert_eq!(spread.closes, all);
        assert_eq!(spread.firm, all.iter().all(|w| *w == all[0]));
    }
    for (first, second) in &a.firm_order {
        let week = |p: &Plan, id: &str| p.sites.iter().find(|s| s.id == id).and_then(|s| s.closes_period);
        assert!(a.plans.iter().all(|p| week(p, first) < week(p, second)));
    }
}

/// Two weeks of the plan as they were foreseen.
fn foreseen() -> (Mission, Answer, StatusFile) {
    let m = mission(&[]);
    let old = solved(&m);
    let status = replan::template(&m, &old.plan, "2023-07-18".parse().expect("a date"));
    (m, old, status)
}

fn rest(status: &StatusFile) -> Mission {
    let start = format!("calendar.start={}", status.day().and_then(|d| d.tomorrow().ok()).expect("a day"));
    let options = scenario::Overrides { set: vec![start, "calendar.deadline=2023-08-13".into()], ..Default::default() };
    // The starter says `weeks`; a deadline takes its place.
    let text = scenario::starter().replace("weeks = 6 ", "deadline = 2023-08-13 #");
    scenario::load_str(&text, &options).expect("the rest loads").mission
}

#[test]
fn a_plan_that_was_kept_is_planned_on() {
    let (m, old, status) = foreseen();
    assert_eq!(status.as_of, "2023-07-16", "the last whole week by then");
    assert_eq!(replan::contradictions(&m, &status), Vec::<String>::new());
    let mission = replan::remaining(&rest(&status), &status);
    let (Money::Usd(spent), Some(left)) = (&status.spent, mission.budget.total()) else { panic!("money") };
    assert!(near(spent + left.get(), 5e6, 1.0), "what is spent is no longer there");
    let realised = replan::realised(&m, &old.plan, &status);
    assert!(near(realised.people_reported, realised.people_planned, 2.0), "whole persons: {realised:?}");
    let r = replan::replan(&mission, &named("t"), &old.plan, realised, 0.01, &exact(), &Silent).expect("it works");
    assert!(audit(&mission, &r.plan).passed() && r.plan.summary.people_left < 1e-3);
    assert_eq!((r.weeks_moved, r.weeks_moved_without), (0, 0), "{:?}", r.shifts);
    let spending = r.differences.iter().find(|d| d.what == "spending").expect("a row");
    assert!(near(spending.is, spending.was, 1.0), "to the dollar: {spending:?}");
}

/// People, loads and units are on the road at the end of the first week. They are there, and free, when the plan says, and are paid
/// once: what is spent and what the rest costs is what the plan costs, to the dollar.
#[test]
fn what_is_on_the_road_is_paid_once_and_is_not_free() {
    let (m, old) = (mission(&[]), solved(&mission(&[])));
    let status = replan::template(&m, &old.plan, "2023-07-09".parse().expect("a date"));
    assert!(!status.in_transit.is_empty() && status.in_transit.iter().all(|t| t.arrives.is_some()), "{status:?}");
    // North packs 30 loads a week, and none has left; in the second week all 40 go.
    let packed: Vec<_> = status.site_work.iter().map(|x| (x.site.as_str(), x.prepared)).collect();
    assert_eq!(packed, [("north", 30.0)]);
    // The convoy of week 1 is out for 13.6 days (docs/tutorial.md), that is 6.6 days more.
    let out: Vec<_> = status.out.iter().filter(|x| x.fleet == "company").map(|x| (x.units, x.back_in_days)).collect();
    assert!(out.len() == 1 && out[0].0 == 1.0 && near(out[0].1, 6.6, 1e-6), "{out:?}");
    let left = replan::remaining(&rest(&status), &status);
    let again = solved(&left);
    let Money::Usd(spent) = status.spent else { panic!("dollars") };
    let total = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    assert!(near(spent + total(&again.plan), total(&old.plan), 2.0), "{spent} and {}", total(&again.plan));
    // Were they free and there at once, the rest would be cheaper than it can be.
    let forgetful = StatusFile {
        out: vec![],
        site_work: vec![],
        in_transit: status.in_transit.iter().map(|t| Transit { arrives: None, ..t.clone() }).collect(),
        ..status.clone()
    };
    let wrong = solved(&replan::remaining(&rest(&forgetful), &forgetful));
    assert!(!near(total(&wrong.plan), total(&again.plan), 1000.0), "{}", total(&wrong.plan));
    // A unit more than the fleet has is refused.
    let mut bad = status.clone();
    bad.out[0].units = 1000.0;
    assert!(replan::contradictions(&m, &bad).iter().any(|c| c.contains("are there")), "{bad:?}");
}

/// The same of random missions, at the end of the first or second week.
#[test]
fn a_plan_that_is_kept_costs_what_it_says() {
    use crate::kit::{draft, each_of, exact, mission};
    let mut tried = 0;
    for seed in (1..=30).step_by(each_of(2)) {
        let text = draft::random(seed).text();
        let m = mission(&text);
        // What counts from the report on is another rule then.
        if m.rules.sequence.is_some() {
            continue;
        }
        let Ok(old) = answer(&m, &named("t"), &exact(), &Silent) else { continue };
        let day = m.calendar.last_day(drawdown::mission::Period(1 + u32::from(seed % 2 == 0)));
        let last = m.calendar.last_day(m.calendar.deadline());
        if old.plan.summary.people_left > 0.5 || day >= last {
            continue;
        }
        let status = replan::template(&m, &old.plan, day);
        let next = day.tomorrow().expect("a day");
        let set = vec![format!("calendar.start={next}"), format!("calendar.deadline={last}")];
        let Ok(rest) = scenario::load_str(&text, &scenario::Overrides { set, ..Default::default() }) else { continue };
        let left = replan::remaining(&rest.mission, &status);
        let again = answer(&left, &named("t"), &exact(), &Silent);
        let again = again.unwrap_or_else(|e| panic!("seed {seed}: the rest of a plan is a plan: {e}"));
        let Money::Usd(spent) = status.spent else { panic!("dollars") };
        let total = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
        let lost: f64 = old.plan.dispositions.iter().filter(|x| x.date <= day).map(|x| x.value_lost_usd).sum();
        let (now, planned) = (spent + lost + total(&again.plan), total(&old.plan));
        assert!(near(now, planned, 2.0), "seed {seed}: {now}, planned {planned}");
        tried += 1;
    }
    assert!(tried >= 7 / each_of(2), "{tried} tried");
}

#[test]
fn behind_the_plan_is_told_by_how_much_and_stability_has_its_price() {
    let (m, old, mut status) = foreseen();
    // By hand: the report takes 100 soldiers who should have gone back to the hub.
    let at_hub = |h: &&mut Holding| h.site == "hub" && h.kind == "soldier";
    status.holdings.iter_mut().find(at_hub).expect("soldiers at the hub").quantity += 100.0;
    let done = replan::realised(&m, &old.plan, &status);
    assert!(near(done.people_planned - done.people_reported, 100.0, 2.0), "{done:?}");
    let mission = replan::remaining(&rest(&status), &status);
    let free = replan::replan(&mission, &named("t"), &old.plan, done.clone(), 0.0, &exact(), &Silent).expect("a plan");
    let near_old = replan::replan(&mission, &named("t"), &old.plan, done, 0.10, &exact(), &Silent).expect("a plan");
    assert!(near(free.stability_usd, 0.0, 1e-6) && free.weeks_moved == free.weeks_moved_without);
    assert!(near_old.weeks_moved <= free.weeks_moved);
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    assert!(economic(&near_old.plan) <= economic(&free.plan) * 1.101);
}

#[test]
fn a_status_that_contradicts_the_scenario_is_refused() {
    type Twist = fn(&mut StatusFile);
    let (m, _, good) = foreseen();
    let twists: [(&str, Twist); 13] = [
        ("more than the 620", |s| s.holdings[0].quantity += 1000.0),
        ("never reopens", |s| s.closed.push(s.holdings[0].site.clone())),
        ("there is no site `nowhere`; the scenario has north, east, hub", |s| s.holdings[0].site = "nowhere".into()),
        ("there is no kind `ghost`", |s| s.holdings[0].kind = "ghost".into()),
        ("zero or more", |s| s.holdings[0].quantity = -1.0),
        ("zero or more", |s| s.holdings[0].quantity = f64::NAN),
        ("say the same thing", |s| s.holdings.push(s.holdings[0].clone())),
        ("is no date", |s| s.as_of = "last Sunday".into()),
        ("before the mission's start", |s| s.as_of = "2022-07-16".into()),
        ("not before the deadline", |s| s.as_of = "2023-08-13".into()),
        ("more than the whole budget", |s| s.spent = Money::Text("50M".into())),
        ("nothing arrives at a closed site", |s| {
            s.closed = vec!["east".into()];
            s.in_transit = vec![Transit {
                to: "east".into(),
                kind: "soldier".into(),
                quantity: 1.0,
                arrives: None,
                contingent: None,
            }];
        }),
        ("there is no such fleet", |s| {
            s.fleets = vec![drawdown::scenario::status::FleetShare { fleet: "navy".into(), share: 0.5 }];
        }),
    ];
    for (said, twist) in twists {
        let mut bad = good.clone();
        twist(&mut bad);
        let faults = replan::contradictions(&m, &bad);
        assert!(faults.iter().any(|f| f.contains(said)), "{said}: {faults:?}");
    }
}

#[test]
fn a_written_status_is_read_back() {
    let (_, _, status) = foreseen();
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("status.toml");
    std::fs::write(&file, status.to_toml()).expect("it is written");
    assert_eq!(scenario::status::read_status(&file), Ok(status));
}

/// Two planes' worth of days, but seats of one: what `run` says of a limit is what `explain` finds, to the cent, and no limit is
/// told beyond the time in which there is anything to limit.
#[test]
fn what_binds_has_one_answer() {
    let sets: [&[&str]; 3] = [&["budget.total=20M"], &["budget.total=3M"], &["calendar.weeks=3", "budget.total=20M"]];
    for set in sets {
        let m = mission(set);
        let found = solved(&m);
        let e = explain(&m, &found, &exact(), &Silent).expect("it works");
        assert!(!e.binding.is_empty(), "{set:?}");
        for (told, b) in found.plan.marginals.iter().zip(&e.binding) {
            assert_eq!(
                (told.worth, told.objective.as_str()),
                (b.worth, b.objective.as_str()),
                "{set:?}: {}",
                b.limit.what
            );
            assert_eq!((told.periods.first(), told.periods.last()), (Some(&b.weeks.0), Some(&b.weeks.1)));
        }
        for told in &found.plan.marginals {
            let last = told.periods.last().copied().unwrap_or(0) as usize;
            if let Some(fleet) = m.fleets.iter().find(|(_, f)| told.family == "in_flight" && f.key == told.entity) {
                assert!(found.outcome.decisions.fleets[fleet.0][last] > 0.0, "{told:?} after its release");
            }
            if let Some(site) = found.plan.sites.iter().find(|s| s.id == told.entity) {
                assert!(site.closes_period.is_none_or(|c| last as u32 <= c), "{told:?} after its closing");
            }
        }
    }
}

/// Loads that are sensitive but worth little: to abandon them and close earlier would save money, and is no saving.
#[test]
fn no_question_is_answered_at_the_cost_of_an_earlier_stage() {
    let m = mission(&["kinds.container.sensitive=true", "kinds.container.value=100", "budget.total=20M"]);
    let found = answer(&m, &named("t"), &Options { gap: 0.0, ..exact() }, &Silent).expect("a plan");
    let e = explain(&m, &found, &exact(), &Silent).expect("it works");
    let lost = found.plan.summary.sensitive_lost;
    assert!(lost < 1e-6, "all of them can leave: {lost}");
    assert!(!e.closings.is_empty());
    for c in e.closings.iter().filter(|c| c.objective == "economic-cost") {
        assert!(c.worse_by.is_none_or(|v| v >= -0.5), "the plan is the best to the cent: {c:?}");
    }
}
