//! A world in which nothing goes wrong: the plan comes out to the dollar, on whatever mission. And forced exits by theory.

use drawdown::id::RouteId;
use drawdown::mission::Mission;
use drawdown::optimise::{Failure, Options, Outcome};
use drawdown::plan::result::Plan;
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::{Case, Policy, Replication, course, replications};

use crate::kit::planned::process;
use crate::kit::{draft, each_of, exact, mission, solve_with};

fn replay(m: &Mission, outcome: &Outcome, list: &[Process]) -> Replication {
    let case = Case { mission: m, decisions: &outcome.decisions, processes: list, policy: Policy::CatchUp };
    replications(&case, 1, &[0], &|_| (), &|| false).remove(0)
}

/// People out by the end of each period, as the plan's movements to exits arrive.
fn people_out(m: &Mission, plan: &Plan) -> Vec<f64> {
    let to_exit = |to: &str| m.exits.values().any(|x| x.key == to);
    let out = |t: u32| -> f64 {
        let gone = plan.movements.iter().filter(|x| x.arrives <= t && to_exit(&x.to));
        gone.filter(|x| plan.people_classes.contains(&x.class)).map(|x| x.quantity).sum()
    };
    (0..=m.calendar.periods).map(out).collect()
}

/// Week by week as many people out as the plan says, but for what rounding leaves.
fn same_people_out(m: &Mission, plan: &Plan, r: &Replication, what: &str) {
    for (t, (is, planned)) in r.people_out.iter().zip(people_out(m, plan)).enumerate() {
        assert!((is - planned).abs() < 0.1, "{what}: {is} people out by week {t}, planned {planned}");
    }
}

/// The decisions themselves: loads, people, lifts, flights and disposals of every week, in any order.
fn same_decisions(m: &Mission, outcome: &Outcome, what: &str) {
    let case = Case { mission: m, decisions: &outcome.decisions, processes: &[], policy: Policy::CatchUp };
    let (is, planned) = (course(&case, 1, 0).decisions, &outcome.decisions);
    let sorted = |list: Vec<String>| {
        let mut list = list;
        list.sort();
        list
    };
    let words = |d: &drawdown::plan::decisions::Decisions| {
        let flows = d.flows.iter().map(|x| format!("{x:?}"));
        let others = d.lifts.iter().map(|x| format!("{x:?}")).chain(d.links.iter().map(|x| format!("{x:?}")));
        sorted(flows.chain(others).chain(d.disposals.iter().map(|x| format!("{x:?}"))).collect())
    };
    assert_eq!(words(&is), words(planned), "{what}");
}

fn compare(m: &Mission, outcome: &Outcome, plan: &Plan, list: &[Process], what: &str) {
    let r = replay(m, outcome, list);
    same_people_out(m, plan, &r, what);
    same_decisions(m, outcome, what);
    let planned: Vec<_> = plan.sites.iter().map(|s| s.closes_period).collect();
    assert_eq!(r.closes, planned, "{what}");
    assert!((r.cost_usd - plan.summary.cost_usd).abs() < 1.0, "{what}: {} for {}", r.cost_usd, plan.summary.cost_usd);
    let (lost, expected) = (r.value_lost_usd, plan.summary.equipment_value_lost_usd);
    assert!((lost - expected).abs() < 1.0, "{what}: {lost} lost, planned {expected}");
    assert!((r.people_left_at_deadline - plan.summary.people_left).abs() < 0.02, "{what}: people left");
    assert_eq!(r.finished, plan.summary.finished_on.map(|d| m.calendar.period_of(d).0), "{what}");
    assert_eq!(r.first_failure, None, "{what}");
    let (hurt, expected) = (r.casualties, plan.summary.expected_casualties);
    assert!((hurt - expected).abs() < 1e-6, "{what}: {hurt} hurt, expected {expected}");
}

#[test]
fn a_calm_replay_is_the_plan_to_the_dollar() {
    let mut compared = 0;
    for seed in (1..=40).step_by(each_of(3)) {
        let m = mission(&draft::random(seed).text());
        match solve_with(&m, &exact()) {
            Ok((outcome, plan)) => compare(&m, &outcome, &plan, &[], &format!("seed {seed}")),
            Err(Failure::Conflict(_)) => continue,
            Err(failure) => panic!("seed {seed}: {failure}"),
        }
        compared += 1;
    }
    assert!(compared >= 25 / each_of(3), "{compared} plans are too few");
}

/// Every lift loses a ten thousandth of its loads, so that no week is carried out to the letter and the rules of the replay dispatch
/// them all: guards that relieve each other in one week, clean-ups, closings that wait for each other, fleets with their crews.
#[test]
fn the_rules_of_the_replay_carry_out_a_plan() {
    let mut compared = 0;
    for seed in (1..=40).step_by(each_of(3)) {
        let m = mission(&draft::random(seed).text());
        let Ok((outcome, plan)) = solve_with(&m, &exact()) else { continue };
        // A plan that runs out of money leaves things behind by design; what is lost there is not missed.
        if plan.summary.finished_on.is_none() {
            continue;
        }
        let r = replay(&m, &outcome, &[scratch(&m)]);
        let planned: Vec<_> = plan.sites.iter().map(|s| s.closes_period).collect();
        assert_eq!(r.closes, planned, "seed {seed}");
        let apart = (r.cost_usd / plan.summary.cost_usd - 1.0).abs();
        assert!(apart < 1e-3, "seed {seed}: {} for {}", r.cost_usd, plan.summary.cost_usd);
        assert!(r.people_left_at_deadline < 0.02, "seed {seed}: {} people left", r.people_left_at_deadline);
        same_people_out(&m, &plan, &r, &format!("seed {seed}"));
        compared += 1;
    }
    assert!(compared >= 15 / each_of(3), "{compared} plans are too few");
}

fn scratch(m: &Mission) -> Process {
    Process {
        routes: m.routes.values().map(|r| r.key.clone()).collect(),
        per_lift: 1.0,
        loss: [1e-4, 1e-4],
        ..process("scratch", Effect::Attack)
    }
}

/// Two sites that may not close before each other close together; a camp without cargo waits for no clean-up. Four weeks, one bus of
/// 30 seats to the border for each camp.
const TWINS: &str = r#"
format = 1
name = "twins"
[calendar]
start = 2023-07-03
weeks = 4
[[kinds]]
id = "soldier"
nature = "people"
armed = true
pay_per_month = 3000
[[kinds]]
id = "box"
nature = "cargo"
value = 10000
[[kinds.dispositions]]
method = "abandon"
[[sites]]
id = "left"
running_per_month = "100k"
guard = 10
cleanup = 14
closes_before = ["right"]
[[sites]]
id = "right"
running_per_month = "100k"
guard = 10
cleanup = 7
closes_before = ["left"]
[[exits]]
id = "border"
kind = "border"
people_per_week = 100
loads_per_week = 100
[[fleets]]
id = "buses"
units = 2
seats = 30
slots = 5
loading = 6
speed_per_day = 100000
[[routes]]
id = "left-border"
from = "left"
to = "border"
mode = "road"
fleet = "buses"
km = 100
max_lifts_per_week = 1
[[routes]]
id = "right-border"
from = "right"
to = "border"
mode = "road"
fleet = "buses"
km = 100
max_lifts_per_week = 1
[[units]]
id = "left-soldiers"
site = "left"
kind = "soldier"
quantity = 30
[[units]]
id = "right-soldiers"
site = "right"
kind = "soldier"
quantity = 30
[[units]]
id = "right-boxes"
site = "right"
kind = "box"
quantity = 5
"#;

/// The boxes leave the right camp in week 1, its clean-up ends with week 2: both close then, the left one without a clean-up of its
/// own, for it never had cargo.
#[test]
fn sites_that_wait_for_each_other_close_together() {
    let m = mission(TWINS);
    let (outcome, plan) = solve_with(&m, &exact()).expect("a plan");
    assert_eq!(plan.sites.iter().map(|s| s.closes_period).collect::<Vec<_>>(), [Some(2), Some(2)]);
    for list in [vec![], vec![scratch(&m)]] {
        let r = replay(&m, &outcome, &list);
        assert_eq!((r.closes, r.finished, r.people_left_at_deadline), (vec![Some(2), Some(2)], Some(2), 0.0));
    }
}

/// Exits at a rate are a Poisson process on the days on which they can happen: none of them in a share exp(-rate × days) of the
/// worlds, so the more often they come the less often nothing happens. (Only the first used to count: one before the season hid
/// those in it, and a higher rate made the season safer.)
#[test]
fn forced_exits_come_as_often_as_their_rate_says() {
    let s = crate::kit::planned::planned(crate::kit::planned::TWO_CONVOYS);
    // The last two weeks of the plan's four, in which 14 days the camp is still there.
    let season = ("2023-07-17".parse().expect("a date"), "2023-07-30".parse().expect("a date"));
    let n = 4000;
    for per_month in [0.5, 2.0, 6.0] {
        let exit = Process {
            sites: vec!["camp".into()],
            per_month,
            dates: vec![season],
            loss: [0.0, 0.0],
            ..process("exit", Effect::ForcedExit)
        };
        let list = [exit];
        let case = crate::kit::planned::case(&s, &list, Policy::CatchUp);
        let worlds = replications(&case, 5, &(0..n).collect::<Vec<u64>>(), &|_| (), &|| false);
        let left = |r: &&Replication| r.first_failure.as_ref().is_some_and(|f| f.what == "left in a hurry");
        let found = worlds.iter().filter(left).count() as f64 / n as f64;
        let exact = 1.0 - (-14.0 * per_month / (365.0 / 12.0)).exp();
        let half = 3.3 * (exact * (1.0 - exact) / n as f64).sqrt();
        assert!((found - exact).abs() < half, "{per_month} a month: {found} for {exact} ± {half}");
    }
}

/// A tenth of the loads is lost on the first day of each of three dates: on 3 July, the day after that date ends, and a day in the week
/// after. Of 40 boxes in a camp that nothing leaves 0.9³ are there then, 29.16; the one that began before the mission took none.
#[test]
fn forced_exits_with_dates_all_count() {
    let m = mission(
        "format = 1\nname = \"three-exits\"\n[calendar]\nstart = 2023-07-03\nweeks = 3\n\
         [[kinds]]\nid = \"guard\"\nnature = \"people\"\narmed = true\npay_per_month = 1\n\
         [[kinds]]\nid = \"box\"\nnature = \"cargo\"\nvalue = 1000\n\
         dispositions = [{ method = \"abandon\", cost = 100000, max_share = 0.01 }]\n\
         [[sites]]\nid = \"camp\"\nrunning_per_month = 100\nkeep_open_until = 2023-07-23\nguard_per_load = 0.1\n\
         [[exits]]\nid = \"border\"\nkind = \"border\"\npeople_per_week = 1000\n\
         [[fleets]]\nid = \"bus\"\nunits = 1\nseats = 20\nloading = 1\nspeed_per_day = 1000\n\
         [[routes]]\nid = \"road\"\nfrom = \"camp\"\nto = \"border\"\nmode = \"road\"\nfleet = \"bus\"\nkm = 1\n\
         [[units]]\nid = \"guards\"\nsite = \"camp\"\nkind = \"guard\"\nquantity = 10\n\
         [[units]]\nid = \"boxes\"\nsite = \"camp\"\nkind = \"box\"\nquantity = 40\n",
    );
    let (outcome, _) = solve_with(&m, &exact()).expect("a plan");
    let dates = [
        ("2023-06-01", "2023-07-02"),
        ("2023-07-03", "2023-07-05"),
        ("2023-07-06", "2023-07-20"),
        ("2023-07-12", "2023-07-12"),
    ];
    let date = |text: &str| text.parse().expect("a date");
    let exit = Process {
        sites: vec!["camp".into()],
        dates: dates.iter().map(|(from, to)| (date(from), date(to))).collect(),
        loss: [0.1, 0.1],
        ..process("exit", Effect::ForcedExit)
    };
    let case = Case { mission: &m, decisions: &outcome.decisions, processes: &[exit], policy: Policy::CatchUp };
    let lost: f64 = course(&case, 1, 0).decisions.disposals.iter().map(|d| d.quantity).sum();
    assert!((lost - 40.0 * (1.0 - 0.9_f64.powi(3))).abs() < 1e-6, "{lost}");
}

/// Spells of any length begin as often as `per_month` says; the road is closed on a share 1 - exp(-rate × mean length) of the days
/// (in the long run: Poisson arrivals, each with its own length). Of a bus that goes every day of a year, that share stays at home.
#[test]
fn spells_come_as_often_as_their_rate_says() {
    let text = crate::kit::planned::ONE_ROAD
        .replace("weeks = 2", "period_days = 1\ndeadline = 2024-06-29")
        .replace("loading = 6.9", "loading = 0.99")
        .replace("seats = 100", "seats = 1")
        .replace("quantity = 100", "quantity = 200");
    let m = mission(&text);
    let d = one_a_day(&m, 200);
    let held =
        Process { routes: vec!["road".into()], per_month: 0.25, days: [5.0, 40.0], ..process("held", Effect::Closure) };
    let list = [held];
    let case = Case { mission: &m, decisions: &d, processes: &list, policy: Policy::CatchUp };
    let worlds = replications(&case, 3, &(0..1500).collect::<Vec<u64>>(), &|_| (), &|| false);
    // People out by day 120, of 120: the share of open days, by then long after the start (a spell lasts 40 days at most).
    let open: Vec<f64> = worlds.iter().map(|r| r.people_out[120] - r.people_out[60]).collect();
    let mean = open.iter().sum::<f64>() / open.len() as f64 / 60.0;
    let exact = (-0.25 * 22.5 / (365.0 / 12.0_f64)).exp();
    let spread = (open.iter().map(|x| (x / 60.0 - mean).powi(2)).sum::<f64>() / open.len() as f64).sqrt();
    let half = 3.3 * spread / (open.len() as f64).sqrt();
    assert!((mean - exact).abs() < half, "{mean} for {exact} ± {half}");
}

/// The bus of a camp takes one person a day.
fn one_a_day(m: &Mission, people: u32) -> drawdown::plan::decisions::Decisions {
    use drawdown::mission::Period;
    use drawdown::plan::decisions::{Decisions, Flow, Lifts};
    let (kind, route) = (m.kinds.ids().next().expect("people"), m.routes.ids().next().expect("a road"));
    let last = m.calendar.periods as usize;
    Decisions {
        horizon: Period(m.calendar.periods),
        flows: (1..=people).map(|t| Flow { kind, route, period: Period(t), quantity: 1.0, contingent: None }).collect(),
        lifts: (1..=people).map(|t| Lifts { route, period: Period(t), lifts: 1.0 }).collect(),
        disposals: vec![],
        closes: [Some(Period(people))].into_iter().collect(),
        fleets: [[vec![0.0], vec![1.0; people as usize], vec![0.0; last - people as usize]].concat()]
            .into_iter()
            .collect(),
        links: vec![],
    }
}

/// More attacks, in the same worlds: never fewer people left, never an earlier end, on average. A fleet whose lifts were attacked is
/// not released while it is not back; before, luck in the first weeks released it and the first attack after that could not be made
/// good, so that attacks on every lift were better than attacks on some.
#[test]
fn more_attacks_are_never_better() {
    let s = crate::kit::planned::planned(&crate::kit::planned::TWO_CONVOYS.replace("weeks = 5", "weeks = 4"));
    let worse = |per_lift: f64| {
        let attack = Process {
            routes: vec!["road".into()],
            per_lift,
            wounded: 1.0,
            delay_days: [1.0, 3.0],
            ..process("attack", Effect::Attack)
        };
        let list = [attack];
        let case = crate::kit::planned::case(&s, &list, Policy::CatchUp);
        let worlds = replications(&case, 2, &(0..600).collect::<Vec<u64>>(), &|_| (), &|| false);
        let mean = |f: &dyn Fn(&Replication) -> f64| worlds.iter().map(f).sum::<f64>() / 600.0;
        [mean(&|r| r.people_left_at_deadline), mean(&|r| r.finished.map_or(99.0, f64::from)), mean(&|r| r.casualties)]
    };
    let steps = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(worse);
    for pair in steps.windows(2) {
        assert!(pair[0].iter().zip(pair[1]).all(|(less, more)| *less <= more + 1e-9), "{steps:?}");
    }
    assert!(steps[5][2] > steps[1][2], "{steps:?}");
}

/// The same over random missions. Sites take turns by simple rules (`max_sites_at_once`), and in a single mission a worse week may
/// let another site go first that has fewer people to keep: one of them gains by that, less than half a per cent of its people. Together
/// they lose at each step.
#[test]
fn over_missions_more_attacks_are_worse() {
    const WORLDS: u64 = 60;
    let rates = [0.0, 0.3, 0.6, 1.0];
    let (mut all, mut tried) = ([0.0; 4], 0);
    for seed in (3005..3021).step_by(each_of(2)) {
        let Ok(loaded) =
            drawdown::scenario::load_str(&crate::kit::missions::wide(seed), &drawdown::scenario::Overrides::default())
        else {
            continue;
        };
        let m = loaded.mission;
        let options = Options { work_limit: Some(20_000_000), ..Options::default() };
        let Ok((outcome, plan)) = crate::kit::solve_with(&m, &options) else { continue };
        let roads = m.routes.values().filter(|r| r.mode == drawdown::mission::Mode::Road).map(|r| r.key.clone());
        let roads: Vec<String> = roads.collect();
        let left = rates.map(|per_lift| {
            let list = [Process {
                routes: roads.clone(),
                per_lift,
                delay_days: [1.0, 3.0],
                ..process("attack", Effect::Attack)
            }];
            let case = Case { mission: &m, decisions: &outcome.decisions, processes: &list, policy: Policy::CatchUp };
            let worlds = replications(&case, 2, &(0..WORLDS).collect::<Vec<u64>>(), &|_| (), &|| false);
            worlds.iter().map(|r| r.people_left_at_deadline).sum::<f64>() / WORLDS as f64
        });
        for (one, two) in left.windows(2).map(|w| (w[0], w[1])) {
            assert!(two >= one - 0.005 * plan.summary.people_total, "seed {seed}: {left:?}");
        }
        all.iter_mut().zip(left).for_each(|(sum, one)| *sum += one);
        tried += 1;
    }
    assert!(tried >= 6 / each_of(2) && all.windows(2).all(|w| w[0] < w[1]), "{tried} missions: {all:?}");
}

/// Two buses, counted in parts. One goes from the left camp for ten days and a half in week 1; of the fleet a quarter is kept in week 3, for a
/// bus that goes from the right camp for three days and a half. Where the left road is closed in week 1, its bus goes in week 2 and takes
/// that quarter in week 3: a quarter more is kept, and the right camp is empty in time.
#[test]
fn what_goes_late_takes_no_days_from_what_goes_as_planned() {
    use drawdown::id::Id as _;
    use drawdown::mission::Period;
    use drawdown::plan::decisions::{Decisions, Flow, Lifts};
    let camp = |id: &str, km: u32| {
        format!(
            "[[sites]]\nid = \"{id}\"\nrunning_per_month = 100\n\
             [[routes]]\nid = \"{id}-road\"\nfrom = \"{id}\"\nto = \"border\"\nmode = \"road\"\nfleet = \"buses\"\nkm = {km}\n\
             [[units]]\nid = \"{id}-people\"\nsite = \"{id}\"\nkind = \"people\"\nquantity = 20\n"
        )
    };
    let m = mission(&format!(
        "format = 1\nname = \"two-buses\"\n[calendar]\nstart = 2023-07-03\nweeks = 3\n\
         [[kinds]]\nid = \"people\"\nnature = \"people\"\npay_per_month = 1\n\
         [[exits]]\nid = \"border\"\nkind = \"border\"\npeople_per_week = 100\n\
         [[fleets]]\nid = \"buses\"\nunits = 2\nseats = 20\nwhole = false\nloading = 0.5\nspeed_per_day = 100\n{}{}",
        camp("left", 500),
        camp("right", 150)
    ));
    let (people, left, right) = (m.kinds.ids().next().expect("people"), RouteId::from_index(0), RouteId::from_index(1));
    let flow = |route, t| Flow { kind: people, route, period: Period(t), quantity: 20.0, contingent: None };
    let lift = |route, t| Lifts { route, period: Period(t), lifts: 1.0 };
    let plan = Decisions {
        horizon: Period(3),
        flows: vec![flow(left, 1), flow(right, 3)],
        lifts: vec![lift(left, 1), lift(right, 3)],
        disposals: vec![],
        closes: [Some(Period(1)), Some(Period(3))].into_iter().collect(),
        fleets: [vec![0.0, 0.5, 0.25, 0.25]].into_iter().collect(),
        links: vec![],
    };
    let closed = Process {
        routes: vec!["left-road".into()],
        dates: vec![("2023-07-03".parse().expect("a date"), "2023-07-09".parse().expect("a date"))],
        ..process("closed", Effect::Closure)
    };
    let case = Case { mission: &m, decisions: &plan, processes: &[closed], policy: Policy::CatchUp };
    let r = replications(&case, 1, &[0], &|_| (), &|| false).remove(0);
    assert_eq!((r.closes, r.people_left_at_deadline), (vec![Some(2), Some(3)], 0.0));
}

/// One world is a world: nothing is known of the spread, and nothing breaks.
#[test]
fn one_world_is_summarised() {
    let s = crate::kit::planned::tutorial();
    let list = [process("idle", Effect::Price)];
    let case = crate::kit::planned::case(&s, &list, Policy::CatchUp);
    let worlds = replications(&case, 1, &[0], &|_| (), &|| false);
    let subject = drawdown::simulate::record::Subject::new("one".into(), &s.mission, &s.plan, Policy::CatchUp);
    let summary = drawdown::simulate::summary::summarise(&subject, &worlds).expect("one world");
    assert_eq!((summary.worlds, summary.out_by_deadline.share), (1, 1.0));
    assert!(summary.out_by_deadline.low < 0.3 && summary.worlds_for_one_point > 1000, "{summary:?}");
}

/// One bus of 20 seats that comes once a week takes 100 people out in five weeks. If half of its lifts move, it comes every other week: in
/// weeks 1, 3, 5, 7 and 9; if a seventh of them do, never before half a lift has been gathered: the first in week 4 (half, and four sevenths),
/// then after seven weeks each.
#[test]
fn a_share_below_one_lift_waits_until_it_is_one() {
    let m = mission(
        "format = 1\nname = \"one-bus\"\n[calendar]\nstart = 2023-07-03\nweeks = 6\n\
         [[kinds]]\nid = \"people\"\nnature = \"people\"\npay_per_month = 1\n\
         [[sites]]\nid = \"camp\"\nrunning_per_month = 100\n\
         [[exits]]\nid = \"border\"\nkind = \"border\"\npeople_per_week = 1000\n\
         [[fleets]]\nid = \"bus\"\nunits = 1\nseats = 20\nloading = 6\nspeed_per_day = 1000000\n\
         [[routes]]\nid = \"road\"\nfrom = \"camp\"\nto = \"border\"\nmode = \"road\"\nfleet = \"bus\"\nkm = 1\n\
         [[units]]\nid = \"all\"\nsite = \"camp\"\nkind = \"people\"\nquantity = 100\n",
    );
    let (outcome, plan) = solve_with(&m, &exact()).expect("a plan");
    assert_eq!(plan.sites[0].closes_period, Some(5));
    let weeks = |capacity: f64| -> Vec<usize> {
        let slow = Process {
            routes: vec!["road".into()],
            at_start: 1.0,
            days: [400.0, 400.0],
            capacity,
            ..process("slow", Effect::Closure)
        };
        let out = replay(&m, &outcome, &[slow]).people_out;
        (1..out.len()).filter(|t| out[*t] > out[*t - 1] + 1.0).collect()
    };
    assert_eq!(weeks(0.5), [1, 3, 5, 7, 9]);
    assert_eq!(weeks(1.0 / 7.0), [4, 11, 18, 25, 32]);
    assert_eq!(weeks(0.0), Vec::<usize>::new());
}
