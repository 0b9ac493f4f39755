//! The manifest: whole lifts that can be driven as written, and the summary that fits a screen.

use std::collections::BTreeMap;
use std::path::Path;

use crate::kit::{draft, exact, mission, solve, solve_with, tutorial};
use drawdown::dispatch::{Manifest, Order, manifest};
use drawdown::id::Id;
use drawdown::mission::{Mission, Period, Route};
use drawdown::plan::decisions::{Decisions, Flow, Lifts};
use drawdown::plan::from_record;
use drawdown::plan::result::Plan;
use drawdown::report::content::{answer, orders};
use drawdown::report::render::terminal::plan;
use drawdown::scenario;
use jiff::civil::Date;

fn missions() -> Vec<(String, Mission)> {
    let mut list = vec![
        ("tutorial".to_owned(), tutorial(&[])),
        ("two weeks".into(), tutorial(&["calendar.weeks=2"])),
        ("poor".into(), tutorial(&["budget.total=2M"])),
    ];
    list.extend((1..=10).map(|seed| (format!("seed {seed}"), mission(&draft::random(seed).text()))));
    list
}

/// Missions with their plans: the drafts, and a whole mission from its stored plan.
fn planned() -> Vec<(String, Mission, Decisions)> {
    let solved = missions().into_iter().filter_map(|(name, m)| {
        let d = solve_with(&m, &exact()).ok()?.0.decisions;
        Some((name, m, d))
    });
    let mut list: Vec<_> = solved.collect();
    assert!(list.len() > 8, "too few of the missions have a plan");
    list.push(stored());
    list
}

fn stored() -> (String, Mission, Decisions) {
    let options = scenario::Options { budget: Some("590M".into()), ..Default::default() };
    let path = Path::new("scenarios/mali-2023/six-months-590m.toml");
    let m = scenario::load(path, &options).unwrap_or_else(|_| panic!("{} loads", path.display())).mission;
    let text = std::fs::read_to_string("docs/gallery/six-months/plan.json").expect("the stored plan");
    let plan: Plan = serde_json::from_str(&text).expect("a plan");
    let d = from_record::decisions(&m, &plan).expect("a plan of this mission");
    ("stored".into(), m, d)
}

fn route_of<'a>(m: &'a Mission, key: &str) -> &'a Route {
    m.routes.values().find(|r| r.key == key).expect("the route")
}

#[test]
fn orders_can_be_driven_as_written() {
    for (name, m, d) in planned() {
        let orders = manifest(&m, &d);
        assert_eq!(orders, manifest(&m, &d), "{name}: twice the same");
        for o in &orders.orders {
            let route = route_of(&m, &o.route);
            let size = |key: &str| m.kinds.values().find(|k| k.key == key).expect("the kind").size;
            let need = |list: &BTreeMap<String, u64>| list.iter().map(|(k, n)| size(k) * *n as f64).sum::<f64>();
            assert!(need(&o.people) <= route.seats + 1e-6, "{name}: {o:?} has {} seats", route.seats);
            // A load larger than a lift goes alone.
            let alone = o.loads.values().sum::<u64>() == 1;
            assert!(alone || need(&o.loads) <= route.slots + 1e-6, "{name}: {o:?} has {} slots", route.slots);
            assert!(o.people.values().chain(o.loads.values()).all(|n| *n > 0), "{name}: {o:?}");
            assert!(o.people.len() + o.loads.len() > 0, "{name}: an empty lift");
            let period = m.calendar.period_of(o.departs).0;
            assert_eq!(period, o.period, "{name}: {o:?}");
            assert!(o.arrives >= o.departs && o.arrives <= m.calendar.last_day(d.horizon), "{name}: {o:?}");
        }
        followed(&name, &m, &d, &orders);
        counted(&name, &m, &d, &orders);
        limited(&name, &m, &d, &orders);
    }
}

/// Day by day nobody leaves a camp who has not arrived there.
fn followed(name: &str, m: &Mission, d: &Decisions, orders: &Manifest) {
    let mut here: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for u in m.units.values() {
        *here.entry((&m.sites[u.site].key, &m.kinds[u.kind].key)).or_default() += u.quantity.round() as i64;
    }
    let start: i64 = here.values().sum();
    // Day, whether it comes or goes (on one day what comes counts first), place, class, how many.
    let mut events: Vec<(Date, bool, &str, &str, i64)> = Vec::new();
    for o in &orders.orders {
        for (class, n) in o.people.iter().chain(&o.loads) {
            events.push((o.departs, true, &o.from, class, -(*n as i64)));
            events.push((o.arrives, false, &o.to, class, *n as i64));
        }
    }
    for x in &orders.disposals {
        let day = m.calendar.last_day(Period(x.period));
        events.push((day, true, &x.site, &x.class, -(x.quantity as i64)));
        events.push((m.calendar.last_day(d.horizon), false, "disposed of", &x.class, x.quantity as i64));
    }
    events.sort_unstable();
    for (day, _, place, class, n) in events {
        let there = here.entry((place, class)).or_default();
        *there += n;
        assert!(*there >= 0, "{name}: {there} {class} at {place} on {day}");
    }
    assert_eq!(here.values().sum::<i64>(), start, "{name}: nothing is lost, nothing is made");
}

/// Each unit of each movement is on one lift or on the list of what is on none; whole numbers keep the plan's totals.
fn counted(name: &str, m: &Mission, d: &Decisions, orders: &Manifest) {
    let mut planned: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    let mut done: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for f in &d.flows {
        *planned.entry((&m.sites[m.routes[f.route].from].key, &m.kinds[f.kind].key)).or_default() += f.quantity;
    }
    for x in &d.disposals {
        *planned.entry((&m.sites[x.site].key, &m.kinds[x.kind].key)).or_default() += x.quantity;
    }
    let mut lifted = [0_u64; 2];
    for o in &orders.orders {
        for (i, list) in [&o.people, &o.loads].into_iter().enumerate() {
            for (class, n) in list {
                *done.entry((&o.from, class)).or_default() += n;
                lifted[i] += n;
            }
        }
    }
    for x in &orders.disposals {
        *done.entry((&x.site, &x.class)).or_default() += x.quantity;
    }
    for x in &orders.not_lifted {
        assert!(!x.reason.is_empty() && x.quantity > 0);
        *done.entry((&x.from, &x.class)).or_default() += x.quantity;
    }
    for (key, quantity) in &planned {
        let whole = done.get(key).copied().unwrap_or(0) as f64;
        // Two ways into a camp can round to one unit more on the one and less on the other.
        assert!((whole - quantity).abs() <= 2.0, "{name}: {key:?}: {whole} in the orders, {quantity} in the plan");
    }
    assert!(done.keys().all(|key| planned.contains_key(key)), "{name}: what the plan does not move");
    for (kept, lifted) in [&orders.people_kept, &orders.loads_kept].into_iter().zip(lifted) {
        assert_eq!(kept.in_week + kept.late, lifted, "{name}");
        assert_eq!(lifted + kept.not_lifted, kept.planned, "{name}");
        assert_eq!(kept.late > 0, kept.latest_weeks > 0, "{name}");
    }
    assert!(orders.totals_kept <= orders.totals);
}

/// To each week the lifts of a fleet have taken no more days than it has had and still had for their way back; routes and exits
/// take no more than they can.
fn limited(name: &str, m: &Mission, d: &Decisions, orders: &Manifest) {
    for (id, fleet) in m.fleets.iter().filter(|(_, f)| f.days.iter().skip(1).all(|x| x.get().is_finite())) {
        let said = orders.fleets.iter().find(|f| f.fleet == fleet.key).expect("a fleet with a limit is named");
        let kept = |t: u32| {
            let flown = d.links.iter().filter(|l| l.period.0 == t && m.air_links[l.link].fleet == id);
            let flown: f64 = flown.map(|l| l.flights * m.air_links[l.link].cycle.get()).sum();
            (fleet.days[t as usize].get() * d.fleets[id][t as usize] - flown).max(0.0)
        };
        let mut used = 0.0;
        // From the end: what leaves late must find its days in the weeks that are left.
        let mut has = said.days_beyond;
        for t in (1..=d.horizon.0).rev() {
            let on = orders.orders.iter().filter(|o| o.period == t && o.fleet == fleet.key);
            used += on.map(|o| days(m, o)).sum::<f64>();
            has += kept(t);
            assert!(used <= has + 1e-3, "{name}: {} needs {used} days from week {t}, it has {has}", fleet.key);
        }
        assert!((used - said.days_used).abs() < 1e-3, "{name}: {said:?}, {used} days in the orders");
        let beyond: f64 = (1..=d.horizon.0).map(|t| fleet.days[t as usize].get() * fleet.present - kept(t)).sum();
        let homeward = 8.0 * fleet.days[d.horizon.at()].get();
        assert!(said.days_beyond <= beyond + homeward + 1e-3, "{name}: {said:?}");
    }
    let mut lifts: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for o in &orders.orders {
        lifts.entry(&o.route).or_insert_with(|| vec![0.0; d.horizon.at() + 1])[o.period as usize] += 1.0;
    }
    for (key, made) in lifts {
        let route = route_of(m, key);
        for t in 1..=d.horizon.at() {
            let most = route.max_lifts[t];
            assert!(made[t] < most + 1.0, "{name}: {key}, week {t}: {} lifts of {most}", made[t]);
        }
    }
}

/// Fleet days of a lift, out and back.
fn days(m: &Mission, o: &Order) -> f64 {
    let route = route_of(m, &o.route);
    let need: f64 =
        o.loads.iter().map(|(k, n)| m.kinds.values().find(|x| x.key == *k).expect("a kind").size * *n as f64).sum();
    route.cycle[o.period as usize].get() * (need / route.slots.max(1e-9)).max(1.0)
}

/// Three convoys of 4 days each by a company of 14 days a week, one by one, on paper: the camp's 40 loads fit one convoy.
#[test]
fn the_tutorial_by_hand() {
    let m = tutorial(&[]);
    let d = solve(&m).0.decisions;
    let orders = manifest(&m, &d);
    // 200 + 120 soldiers drive to the hub and 620 fly home; nobody is late and nobody stays.
    assert_eq!(orders.people_kept.planned, 200 + 120 + 620, "{:?}", orders.people_kept);
    assert_eq!(orders.people_kept.not_lifted + orders.loads_kept.not_lifted, 0, "{:?}", orders.not_lifted);
    assert!(orders.not_lifted.is_empty() && orders.never_sent == 0.0);
    let home = |o: &&Order| o.route == "hub-home";
    let flown: u64 = orders.orders.iter().filter(home).flat_map(|o| o.people.values()).sum();
    assert_eq!(flown, 620);
    // 150 seats: five flights at least; two a week are all that the airport takes.
    assert!(orders.orders.iter().filter(home).count() >= 5);
    for t in 1..=6 {
        let week: u64 = orders.orders.iter().filter(|o| home(o) && o.period == t).flat_map(|o| o.people.values()).sum();
        assert!(week <= 300, "{week} fly in week {t}");
    }
    let text = orders::manifest(&orders);
    assert!(
        text.starts_with("Orders: ") && text.contains("of people") && text.contains("in the week planned"),
        "{text}"
    );
}

/// A flow of less than a lift a week waits until a lift is full if the fleet has no days to spare.
#[test]
fn a_scarce_fleet_waits_for_full_lifts() {
    let m = tutorial(&["sites.north.handling_per_week=60"]);
    let find = |key: &str| m.routes.find(|r| r.key == key).expect("the route");
    let (north, container) = (find("north-hub"), m.kinds.find(|k| k.key == "container").expect("the kind"));
    let flow = |week, quantity| Flow { kind: container, route: north, period: Period(week), quantity };
    let lifts = |week, lifts| Lifts { route: north, period: Period(week), lifts };
    let mut d = solve(&m).0.decisions;
    // 2 + 3.5 out + 3.5 back: 9 of the 14 fleet days make a lift; a quarter of the fleet has 3.5 a week.
    d.flows = vec![flow(1, 13.4), flow(2, 13.3), flow(3, 13.3)];
    d.lifts = vec![lifts(1, 0.3), lifts(2, 0.3), lifts(3, 0.3)];
    d.disposals.clear();
    let fleet = m.routes[north].fleet;
    d.fleets[fleet] = std::iter::once(0.0).chain([0.25; 3]).chain([0.0; 3]).collect();
    d.fleets[fleet].resize(d.horizon.at() + 1, 0.0);
    let orders = manifest(&m, &d);
    let loads: Vec<(u32, u64)> = orders.orders.iter().map(|o| (o.period, o.loads["container"])).collect();
    assert_eq!(loads, [(3, 40)], "one convoy with all of them in the last week");
    assert_eq!((orders.loads_kept.in_week, orders.loads_kept.late, orders.loads_kept.latest_weeks), (13, 27, 2));
    // The third week has 3.5 of its 9 days; the rest is after the release.
    assert!((orders.fleets[fleet.index()].days_beyond - 5.5).abs() < 1e-6, "{:?}", orders.fleets);
    assert!(orders::manifest(&orders).contains("longer than the plan keeps"), "{}", orders::manifest(&orders));
}

#[test]
fn what_no_lift_can_take_is_listed() {
    let m = tutorial(&["routes.north-hub.max_lifts_per_week=0.1"]);
    let (north, kind) = (m.routes.find(|r| r.key == "north-hub"), m.kinds.find(|k| k.key == "soldier"));
    let (route, kind) = (north.expect("the route"), kind.expect("the kind"));
    let mut d = solve(&tutorial(&[])).0.decisions;
    d.flows = vec![Flow { kind, route, period: Period(1), quantity: 12.0 }];
    d.lifts.clear();
    d.disposals.clear();
    let orders = manifest(&m, &d);
    assert!(orders.orders.is_empty());
    let [missing] = orders.not_lifted.as_slice() else { panic!("{:?}", orders.not_lifted) };
    assert_eq!((missing.quantity, missing.reason.as_str()), (12, "the route takes no more lifts"));
    assert!(orders::manifest(&orders).contains("On no lift: 12 people"), "{}", orders::manifest(&orders));
    let back: Manifest = serde_json::from_str(&serde_json::to_string(&orders).expect("JSON")).expect("the same");
    assert_eq!(back, orders);
}

/// The answer first, no more than a screen, no line wider than a terminal.
#[test]
fn the_summary_fits_a_screen_and_begins_with_the_answer() {
    for (name, m) in missions() {
        let Ok((_, plan)) = solve_with(&m, &exact()) else { continue };
        let shown = plan::summary(&plan);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.len() <= 48, "{name}: {} lines\n{shown}", lines.len());
        let wide = lines.iter().skip(4).find(|l| l.chars().count() > 120);
        assert!(wide.is_none(), "{name}: {wide:?}");
        assert!(lines[2].contains("people") || lines[2].contains("Everybody"), "{name}:\n{shown}");
        let answer = answer::answer(&plan);
        assert!((1..=2).contains(&answer.lines().count()), "{name}: {answer}");
    }
}

#[test]
fn the_summary_says_what_is_short() {
    let hasty = solve(&tutorial(&["calendar.weeks=2", "budget.total=100M"])).1;
    let answer = answer::answer(&hasty);
    assert!(answer.contains("320 of 620 people"), "{answer}");
    assert!(answer.contains("No money") && answer.contains("the limit is people through home"), "{answer}");
    let poor = solve(&tutorial(&["budget.total=2M"])).1;
    let answer = answer::answer(&poor);
    assert!(
        answer.contains("out of money on") && answer.contains("people are still") && answer.contains("more."),
        "{answer}"
    );
    let shown = plan::summary(&poor);
    assert!(shown.contains("Left: ") && shown.contains("people left at:") && shown.contains("value lost"), "{shown}");
}
