//! Where a plan happens: the map, and what moves on each route.

use crate::locale::{say, word};
use crate::mission::{Node, Route};
use crate::plan::result::Plan;
use crate::report::chart::{Atlas, Chart, Drawing, Link, Spot};
use crate::report::numbers::count;
use crate::report::table::{Cell, Table};
use crate::report::view::document::{ReportSources, Section};
use crate::report::view::weeks::{summed, time};
use crate::tolerance::SHOWN;

/// Through which exit most people leave, for the head of the map.
fn gateways(plan: &Plan, from: &ReportSources) -> String {
    let mut by: Vec<(&str, f64)> = Vec::new();
    for x in from.mission.exits.values() {
        let people = plan.movements.iter().filter(|v| v.to == x.key && plan.people_classes.contains(&v.class));
        by.push((&x.name, people.map(|v| v.quantity).sum()));
    }
    let total: f64 = by.iter().map(|(_, n)| n).sum();
    match by.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)) {
        Some((name, n)) if n >= SHOWN => say!("{} of {} people leave by {name}", count(n), count(total), name),
        _ => say!("Sites by people, routes by what moves"),
    }
}

pub(super) fn section(plan: &Plan, from: &ReportSources) -> Section {
    let time = time(plan);
    let atlas = atlas(plan, from);
    let mut routes = Table::new(
        "routes",
        &say!("What moves on each route"),
        &["route", "mode", "people", "loads", "lifts", "first week", "last week"],
    );
    for r in from.mission.routes.values() {
        let here: Vec<_> = plan.movements.iter().filter(|v| v.route == r.key).collect();
        let (Some(first), Some(last)) = (here.iter().map(|v| v.period).min(), here.iter().map(|v| v.period).max())
        else {
            continue;
        };
        let sum = |people: bool| -> f64 {
            here.iter()
                .filter(|v| plan.people_classes.contains(&v.class) == people)
                .map(|v| v.quantity)
                .fold(0.0, |a, b| a + b)
        };
        let lifts = plan.lifts.iter().filter(|l| l.route == r.key).map(|l| l.lifts).fold(0.0, |a, b| a + b);
        routes.push(vec![
            Cell::Text(named(from, r)),
            Cell::Text(word("value", r.mode.key())),
            Cell::Count(sum(true)),
            Cell::Count(sum(false)),
            Cell::Number(lifts),
            Cell::Count(first.into()),
            Cell::Count(last.into()),
        ]);
    }
    let moving = routes.rows.len();
    let mut charts = Vec::new();
    if atlas.spots.iter().any(|s| !s.exit) {
        let end = plan.sites.iter().filter_map(|s| s.closes_period).max().unwrap_or(time.periods).max(1);
        let mut at: Vec<u32> = (0..6).map(|i| (f64::from(i) * f64::from(end) / 5.0).round() as u32).collect();
        at.dedup();
        let alt = say!(
            "Map of {} sites sized by people and {moving} routes by what moves on them; the tables below have the figures.",
            plan.sites.len(),
            moving
        );
        charts.push(Chart {
            key: "map".into(),
            title: gateways(plan, from),
            alt: alt.clone(),
            figure: Drawing::Map { time, atlas: atlas.clone() },
        });
        charts.push(Chart {
            key: "maps".into(),
            title: say!("The same in single {}s", time.unit()),
            alt,
            figure: Drawing::Maps { time, atlas, at },
        });
    }
    Section { title: say!("Where"), charts, tables: vec![routes], ..Section::default() }
}

/// A route without a name of its own is told by its ends.
fn named(from: &ReportSources, r: &Route) -> String {
    let m = from.mission;
    if r.name != r.key {
        let shared = m.routes.values().any(|o| o.key != r.key && o.name == r.name);
        return if shared { format!("{} ({})", r.name, r.key) } else { r.name.clone() };
    }
    let ends = say!("{} to {}", m.sites[r.from].name, from.name(m.node_key(r.to)));
    // Two roads between the same places are told apart by the names that the scenario gives them.
    let twin = |o: &Route| o.key != r.key && o.name == o.key && o.from == r.from && o.to == r.to;
    if m.routes.values().any(twin) { format!("{ends} ({})", r.key) } else { ends }
}

fn atlas(plan: &Plan, from: &ReportSources) -> Atlas {
    let m = from.mission;
    let mut spots = Vec::new();
    for s in m.sites.values() {
        let Some((lat, lon)) = s.position else { continue };
        let here = plan.stocks.iter().filter(|x| x.site == s.key && plan.people_classes.contains(&x.class));
        let people = summed(plan, here.map(|x| (x.period, x.quantity)));
        spots.push(Spot { name: s.name.clone(), lon, lat, people, exit: false, note: String::new() });
    }
    for x in m.exits.values() {
        let Some((lat, lon)) = x.position else { continue };
        let here = || plan.movements.iter().filter(|v| v.to == x.key);
        if here().next().is_some() {
            let sum = |people: bool| -> f64 {
                let mine = here().filter(|v| plan.people_classes.contains(&v.class) == people);
                mine.map(|v| v.quantity).sum()
            };
            let parts = [(sum(true), say!("people")), (sum(false), say!("loads"))];
            let parts: Vec<String> =
                parts.iter().filter(|(n, _)| *n >= SHOWN).map(|(n, what)| format!("{} {what}", count(*n))).collect();
            let note = parts.join(", ");
            spots.push(Spot { name: x.name.clone(), lon, lat, people: Vec::new(), exit: true, note });
        }
    }
    let mut links = Vec::new();
    for r in m.routes.values() {
        let to = match r.to {
            Node::Site(s) => m.sites[s].position,
            Node::Exit(x) => m.exits[x].position,
        };
        let (Some(a), Some(b)) = (m.sites[r.from].position, to) else { continue };
        let moved = plan.movements.iter().filter(|x| x.route == r.key);
        let flow = summed(plan, moved.map(|x| (x.period, x.quantity)));
        let air = !matches!(r.mode, crate::mission::Mode::Road | crate::mission::Mode::Rail);
        links.push(Link {
            name: format!("{}, {}", named(from, r), word("value", r.mode.key())),
            ends: [(a.1, a.0), (b.1, b.0)],
            flow,
            air,
        });
    }
    Atlas { outlines: from.outlines.clone(), spots, links }
}
