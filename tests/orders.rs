//! The manifest: whole lifts that can be driven as written, and the summary that fits a screen.

mod kit;

use std::collections::BTreeMap;

use drawdown::mission::Mission;
use drawdown::plan::manifest::manifest;
use drawdown::plan::optimise::Outcome;
use drawdown::report::text;
use kit::{draft, exact, mission, solve, solve_with, tutorial};

fn missions() -> Vec<(String, Mission)> {
    let mut list = vec![
        ("tutorial".to_owned(), tutorial(&[])),
        ("two weeks".into(), tutorial(&["calendar.weeks=2"])),
        ("poor".into(), tutorial(&["budget.total=2M"])),
    ];
    list.extend((1..=10).map(|seed| (format!("seed {seed}"), mission(&draft::random(seed).text()))));
    list
}

#[test]
fn orders_can_be_driven_as_written() {
    for (name, m) in missions() {
        let Ok((outcome, _)) = solve_with(&m, &exact()) else { continue };
        let orders = manifest(&m, &outcome.decisions);
        for o in &orders.orders {
            let route = m.routes.values().find(|r| r.key == o.route).expect("the route");
            let size = |key: &str| m.kinds.values().find(|k| k.key == key).expect("the kind").size;
            let need = |list: &BTreeMap<String, u64>| list.iter().map(|(k, n)| size(k) * *n as f64).sum::<f64>();
            assert!(need(&o.people) <= route.seats + 1e-6, "{name}: {o:?} has {} seats", route.seats);
            // A load larger than a lift goes alone.
            let alone = o.loads.values().sum::<u64>() == 1;
            assert!(alone || need(&o.loads) <= route.slots + 1e-6, "{name}: {o:?} has {} slots", route.slots);
            assert!(o.people.values().chain(o.loads.values()).sum::<u64>() > 0, "{name}: an empty lift");
            let period = m.calendar.period_of(o.departs).0;
            assert_eq!(period, o.period, "{name}: {o:?}");
            assert!(o.arrives >= o.departs);
        }
        followed(&name, &m, &outcome, &orders);
    }
}

/// Week by week nobody leaves a camp who is not there, and in the end each route has carried what the plan says, to a unit.
fn followed(name: &str, m: &Mission, outcome: &Outcome, orders: &drawdown::plan::manifest::Manifest) {
    let mut here: BTreeMap<(String, String), i64> = BTreeMap::new();
    for u in m.units.values() {
        let key = (m.sites[u.site].key.clone(), m.kinds[u.kind].key.clone());
        *here.entry(key).or_default() += u.quantity.round() as i64;
    }
    let mut arriving: Vec<(u32, String, String, i64)> = Vec::new();
    for t in 1..=outcome.decisions.horizon.0 {
        for o in orders.orders.iter().filter(|o| o.period == t) {
            let route = m.routes.values().find(|r| r.key == o.route).expect("the route");
            let arrive = t + route.transit(drawdown::mission::Period(t), m.calendar.period_days);
            for (class, n) in o.people.iter().chain(&o.loads) {
                *here.entry((o.from.clone(), class.clone())).or_default() -= *n as i64;
                arriving.push((arrive, o.to.clone(), class.clone(), *n as i64));
            }
        }
        for d in orders.disposals.iter().filter(|d| d.period == t) {
            *here.entry((d.site.clone(), d.class.clone())).or_default() -= d.quantity as i64;
        }
        for ((site, class), n) in &here {
            assert!(*n >= 0, "{name}: {n} {class} at {site} in week {t}");
        }
        for (_, to, class, n) in arriving.iter().filter(|a| a.0 == t) {
            *here.entry((to.clone(), class.clone())).or_default() += n;
        }
    }
    let mut planned: BTreeMap<String, f64> = BTreeMap::new();
    for f in &outcome.decisions.flows {
        *planned.entry(m.kinds[f.kind].key.clone()).or_default() += f.quantity;
    }
    for (class, quantity) in planned {
        let sent: u64 = orders
            .orders
            .iter()
            .flat_map(|o| o.people.iter().chain(&o.loads))
            .filter(|(k, _)| **k == class)
            .map(|(_, n)| n)
            .sum();
        // What waited for a full lift until the plan's last week is on no lift; the manifest says how much.
        let slack = m.routes.len() as f64 + 2.0 * orders.never_sent;
        assert!((sent as f64 - quantity).abs() <= slack, "{name}: {sent} of {class} on lifts, {quantity} in the plan");
    }
}

/// The answer first, no more than a screen, no line wider than a terminal.
#[test]
fn the_summary_fits_a_screen_and_begins_with_the_answer() {
    for (name, m) in missions() {
        let Ok((_, plan)) = solve_with(&m, &exact()) else { continue };
        let shown = text::summary(&plan);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines.len() <= 48, "{name}: {} lines\n{shown}", lines.len());
        let wide = lines.iter().skip(4).find(|l| l.chars().count() > 120);
        assert!(wide.is_none(), "{name}: {wide:?}");
        assert!(lines[2].contains("people") || lines[2].contains("Everybody"), "{name}:\n{shown}");
        let answer = text::answer(&plan);
        assert!((1..=2).contains(&answer.lines().count()), "{name}: {answer}");
    }
}

#[test]
fn the_summary_says_what_is_short() {
    let hasty = solve(&tutorial(&["calendar.weeks=2", "budget.total=100M"])).1;
    let answer = text::answer(&hasty);
    assert!(answer.contains("320 of 620 people"), "{answer}");
    assert!(answer.contains("No money") && answer.contains("exit capacity of home"), "{answer}");
    let poor = solve(&tutorial(&["budget.total=2M"])).1;
    let answer = text::answer(&poor);
    assert!(
        answer.contains("out of money on") && answer.contains("people are still") && answer.contains("more."),
        "{answer}"
    );
    let shown = text::summary(&poor);
    assert!(shown.contains("Left: ") && shown.contains("people left at:") && shown.contains("value lost"), "{shown}");
}
