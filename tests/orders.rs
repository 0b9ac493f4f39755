//! The manifest: whole lifts that can be driven as written, and the summary that fits a screen.

use std::collections::BTreeMap;

use crate::kit::some;
use crate::kit::{draft, exact, mission, solve, solve_with, tutorial};
use drawdown::dispatch::{Manifest, Order, manifest};
use drawdown::mission::{Mission, Period, Route};
use drawdown::plan::decisions::{Decisions, Flow, Lifts};
use drawdown::report::content::{answer, orders};
use drawdown::report::render::terminal::plan;
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

/// Missions with their plans.
fn planned() -> Vec<(String, Mission, Decisions)> {
    let solved = missions().into_iter().filter_map(|(name, m)| {
        let d = solve_with(&m, &exact()).ok()?.0.decisions;
        Some((name, m, d))
    });
    let list: Vec<_> = solved.collect();
    assert!(list.len() > 8, "too few of the missions have a plan");
    list
}

fn route_of<'a>(m: &'a Mission, key: &str) -> &'a Route {
    m.routes.values().find(|r| r.key == key).expect("the route")
}

#[test]
fn orders_can_be_driven_as_written() {
    for (name, m, d) in planned() {
        let orders = manifest(&m, &d);
        assert_eq!(orders, manifest(&m, &d), "{name}: twice the same");
        for o in some(&orders.orders) {
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
    for (key, quantity) in some(&planned) {
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

/// No unit is in two places, none works before it is there, after it is released, or more of them than there are; routes take no more
/// than they can.
fn limited(name: &str, m: &Mission, d: &Decisions, orders: &Manifest) {
    let days = f64::from(m.calendar.period_days);
    let mut by_unit: BTreeMap<(&str, u32), Vec<&Order>> = BTreeMap::new();
    for o in &orders.orders {
        let fleet = m.fleets.values().find(|f| f.key == o.fleet).expect("a fleet");
        assert_eq!(o.unit.is_some(), fleet.whole, "{name}: {o:?}");
        assert!(o.begins >= fleet.first_day.get() - 1e-6 && o.loads_on <= o.departs, "{name}: {o:?}");
        if let Some(unit) = o.unit {
            by_unit.entry((&o.fleet, unit)).or_default().push(o);
        }
    }
    for ((key, unit), mut lifts) in by_unit {
        let fleet = m.fleets.values().find(|f| f.key == key).expect("a fleet");
        lifts.sort_by(|a, b| a.begins.total_cmp(&b.begins));
        for pair in lifts.windows(2) {
            assert!(pair[1].begins >= pair[0].back - 1e-6, "{name}: {key} {unit}: {:?} {:?}", pair[0], pair[1]);
        }
        for o in lifts {
            let route = route_of(m, &o.route);
            let cycle = route.cycle[o.period as usize].get() * days / fleet.unit_days.get();
            assert!((o.back - o.begins - cycle).abs() < 1e-6, "{name}: {o:?} takes {cycle} days");
        }
    }
    for (id, fleet) in m.fleets.iter().filter(|(_, f)| f.whole) {
        for t in 1..=d.horizon.at() {
            let kept = fleet.days[t].get() * d.fleets[id][t] / fleet.unit_days.get();
            let (from, to) = ((t - 1) as f64 * days + 1e-6, t as f64 * days - 1e-6);
            let of = orders.orders.iter().filter(|o| o.fleet == fleet.key && o.begins < to && o.back > from);
            let out: std::collections::BTreeSet<_> = of.map(|o| o.unit).collect();
            assert!((out.len() as f64) < kept + 1.0, "{name}: {out:?} of {} in week {t}, {kept} are kept", fleet.key);
        }
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
    let text = orders::manifest(&orders, &std::collections::BTreeMap::new());
    assert!(
        text.starts_with("Orders: ") && text.contains("of people") && text.contains("in the week planned"),
        "{text}"
    );
}

/// A plan that was not made here: more lifts than the fleet has units to make them. What finds no unit is listed.
#[test]
fn what_no_unit_can_take_is_listed() {
    let m = tutorial(&["fleets.company.units=1"]);
    let find = |key: &str| m.routes.find(|r| r.key == key).expect("the route");
    let (route, kind) = (find("north-hub"), m.kinds.find(|k| k.key == "soldier").expect("the kind"));
    let mut d = solve(&m).0.decisions;
    // 2 + 3.5 out + 3.5 back: 9 days. Of two lifts of 100 in one week the only unit makes one.
    d.flows = vec![Flow { kind, route, period: Period(1), quantity: 200.0, contingent: None }];
    d.lifts = vec![Lifts { route, period: Period(1), lifts: 2.0 }];
    let fleet = m.routes[route].fleet;
    d.fleets[fleet].iter_mut().skip(1).for_each(|share| *share = 1.0);
    d.disposals.clear();
    let orders = manifest(&m, &d);
    assert_eq!(orders.orders.len(), 1);
    let [missing] = orders.not_lifted.as_slice() else { panic!("{:?}", orders.not_lifted) };
    assert!(missing.reason.contains("no unit"), "{missing:?}");
    let text = orders::manifest(&orders, &std::collections::BTreeMap::new());
    assert!(text.contains(&format!("On no lift: {} people", missing.quantity)), "{text}");
    let back: Manifest = serde_json::from_str(&serde_json::to_string(&orders).expect("JSON")).expect("the same");
    assert_eq!(back, orders);
}

/// The answer first (before it one line where the plan is not proved to be the best), no more than a screen, no line wider than a
/// terminal.
#[test]
fn the_summary_fits_a_screen_and_begins_with_the_answer() {
    let mut seen = 0;
    for (name, m) in missions() {
        let Ok((_, plan)) = solve_with(&m, &exact()) else { continue };
        seen += 1;
        let shown = plan::summary(&plan);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.len() <= 48, "{name}: {} lines\n{shown}", lines.len());
        let answer = answer::answer(&plan);
        let answer: Vec<&str> = answer.lines().collect();
        assert!(lines[2..].starts_with(&answer), "{name}:\n{shown}");
        let wide = lines.iter().skip(2 + answer.len()).find(|l| l.chars().count() > 120);
        assert!(wide.is_none(), "{name}: {wide:?}");
        let unproved = plan.solver.status != "optimal";
        assert_eq!(answer[0].contains("not proved to be the best"), unproved, "{name}: {answer:?}");
        let sentences = &answer[usize::from(unproved)..];
        assert!((1..=2).contains(&sentences.len()), "{name}: {answer:?}");
        assert!(sentences[0].contains("people") || sentences[0].contains("Everybody"), "{name}:\n{shown}");
    }
    assert!(seen > 8, "{seen} missions with a plan are too few");
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
