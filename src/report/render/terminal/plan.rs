//! The summary that fits a screen: the answer in two sentences, then sites, weeks, money, what is left, what binds.

use std::fmt::Write as _;

use crate::dispatch::{Manifest, Order};
use crate::plan::result::{Marginal, Plan};
use crate::report::numbers::{count, date, dollars, money};

/// Sites that are listed; the others are counted.
const SITES: usize = 16;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The whole summary.
pub fn summary(plan: &Plan) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", plan.scenario.title);
    let _ = writeln!(out, "{}\n", answer(plan));
    proof(plan, &mut out);
    sites(plan, &mut out);
    weeks(plan, &mut out);
    costs(plan, &mut out);
    left(plan, &mut out);
    binds(plan, &mut out);
    for note in &plan.notes {
        let _ = writeln!(out, "Note: {note}");
    }
    out
}

/// The answer in two sentences, computed from the plan.
pub fn answer(plan: &Plan) -> String {
    let s = &plan.summary;
    let under = s.budget_usd.map_or_else(|| "Without a limit of money".into(), |b| format!("Under {}", money(b)));
    if let Some(finished) = s.finished_on {
        let disposed: f64 = s.cargo_disposed.values().sum();
        let lost = if s.equipment_value_lost_usd >= 5e4 {
            format!(", and equipment worth {} is lost", money(s.equipment_value_lost_usd))
        } else {
            String::new()
        };
        let of = s.budget_usd.map_or_else(String::new, |b| format!(" of {}", money(b)));
        return format!(
            "Everybody is out by {} (deadline {}), for {}{of}.\n{} of {} loads go home, {} are disposed of in place{lost}.",
            date(finished),
            date(s.deadline),
            money(s.cost_usd),
            count(s.cargo_out),
            count(s.cargo_total),
            count(disposed)
        );
    }
    let first = match (s.funded_until, s.funded_periods) {
        (Some(day), Some(week)) => format!(
            "{under} the mission is out of money on {} (week {week}); {} of {} people are still in the mission area.",
            date(day),
            count(s.people_left),
            count(s.people_total)
        ),
        _ => format!(
            "{under}, {} of {} people and {} of {} loads are still in the mission area on {}.",
            count(s.people_left),
            count(s.people_total),
            count(s.cargo_left),
            count(s.cargo_total),
            date(s.deadline)
        ),
    };
    let second = match s.shortfall_usd {
        Some(usd) if usd > 0.0 => format!(
            "A full withdrawal by {} needs about {}: {} more.",
            date(s.deadline),
            money(s.budget_usd.unwrap_or(0.0) + usd),
            money(usd)
        ),
        Some(_) => String::new(),
        None => format!("No money would bring everybody out by {}: {}.", date(s.deadline), short(plan)),
    };
    format!("{first}\n{second}").trim_end().to_owned()
}

/// What is short whatever the money: the limits that keep most people from leaving.
fn short(plan: &Plan) -> String {
    let keeps = plan.marginals.iter().filter(|m| m.objective == "people-left" && m.family != "budget" && m.worth > 0.0);
    let mut by: Vec<(&str, Vec<&str>)> = Vec::new();
    for m in keeps.take(4) {
        match by.iter_mut().find(|(family, _)| *family == m.family) {
            Some((_, of)) => of.push(&m.entity),
            None => by.push((&m.family, vec![&m.entity])),
        }
    }
    if by.is_empty() {
        return "the lift or the time is short".into();
    }
    let words = by.iter().map(|(family, of)| format!("the {} of {}", family.replace('_', " "), of.join(", ")));
    format!("short is {}, or the time", words.collect::<Vec<_>>().join(" and "))
}

/// How far the orders keep the plan: what leaves in its week, what is late, what is on no lift, whether the fleets suffice.
pub fn manifest(orders: &Manifest) -> String {
    let mut fleets: Vec<(&str, usize)> = Vec::new();
    for o in &orders.orders {
        match fleets.iter_mut().find(|(f, _)| *f == o.fleet) {
            Some(found) => found.1 += 1,
            None => fleets.push((&o.fleet, 1)),
        }
    }
    fleets.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let list: Vec<String> = fleets.iter().map(|(f, n)| format!("{} of {f}", count(*n as f64))).collect();
    let sorties = orders.orders.iter().filter(|o| o.mode == "air" || o.mode == "helicopter").count();
    // One load on the road and nobody with it is a truck, whatever its fleet is called.
    let alone = |o: &&Order| o.mode == "road" && o.people.is_empty() && o.loads.values().sum::<u64>() == 1;
    let trucks = orders.orders.iter().filter(alone).count();
    let single = if trucks == 0 { String::new() } else { format!(", {} single trucks", count(trucks as f64)) };
    let (people, loads) = (&orders.people_kept, &orders.loads_kept);
    let latest = match people.latest_weeks.max(loads.latest_weeks) {
        0 => String::new(),
        1 => ", the last one a week late".into(),
        n => format!(", the last one {n} weeks late"),
    };
    let beyond: f64 = orders.fleets.iter().map(|f| f.days_beyond).sum();
    let fleet = if beyond < 0.05 {
        "no fleet is overbooked".into()
    } else {
        format!("fleets must stay {} fleet days longer than the plan keeps them", decimals(beyond))
    };
    let never = if people.not_lifted + loads.not_lifted > 0 {
        let (people, loads) = (count(people.not_lifted as f64), count(loads.not_lifted as f64));
        format!(" On no lift: {people} people and {loads} loads (manifest.json says why).\n")
    } else {
        String::new()
    };
    format!(
        "Orders: {} convoys{single} and {} sorties; {} of people and {} of loads leave in the week planned{latest}; {fleet}.\n\
         {never} By fleet: {}. Lifts in the plan: {}.\n",
        count((orders.orders.len() - sorties - trucks) as f64),
        count(sorties as f64),
        percent(people.in_week, people.planned),
        percent(loads.in_week, loads.planned),
        if list.is_empty() { "none".into() } else { list.join(", ") },
        count(orders.lifts_planned.ceil()),
    )
}

/// Rounded down, so that 100 % means all.
fn percent(part: u64, whole: u64) -> String {
    format!("{} %", (part * 100).checked_div(whole).unwrap_or(100))
}

fn proof(plan: &Plan, out: &mut String) {
    let gap = plan.solver.gap.map_or_else(|| "not certified".into(), |g| format!("certified gap {:.2} %", g * 100.0));
    let _ = writeln!(
        out,
        "{} {}, {gap}, {:.1} s, {}",
        plan.solver.name, plan.solver.version, plan.solver.seconds, plan.solver.status
    );
}

fn sites(plan: &Plan, out: &mut String) {
    let _ = writeln!(out, "\n{:<24} {:>12} {:>8} {:>8}", "Site", "closes", "people", "loads");
    let mut list: Vec<_> = plan.sites.iter().collect();
    list.sort_by_key(|s| s.closes_period.unwrap_or(u32::MAX));
    for s in list.iter().take(SITES) {
        let closes = s.closes_on.map_or_else(|| "stays open".into(), date);
        let name: String = s.name.chars().take(24).collect();
        let _ = writeln!(out, "{name:<24} {closes:>12} {:>8} {:>8}", count(s.people_start), count(s.cargo_start));
    }
    if list.len() > SITES {
        let _ = writeln!(out, "and {} more", list.len() - SITES);
    }
}

/// Small charts of people and loads at the sites, one block per period.
fn weeks(plan: &Plan, out: &mut String) {
    let periods = plan.costs.iter().map(|c| c.period).chain(plan.stocks.iter().map(|s| s.period)).max().unwrap_or(0);
    let people: Vec<&str> = people_classes(plan);
    let _ = writeln!(out);
    for (label, wanted) in [("people", true), ("loads", false)] {
        let series: Vec<f64> = (0..=periods)
            .map(|t| {
                let here = plan.stocks.iter().filter(|s| s.period == t);
                here.filter(|s| people.contains(&s.class.as_str()) == wanted).map(|s| s.quantity).sum()
            })
            .collect();
        let top = series.iter().copied().fold(1e-9, f64::max);
        let bar: String = series.iter().map(|v| BLOCKS[((v / top * 8.0).ceil() as usize).min(8)]).collect();
        let _ = writeln!(
            out,
            "{label:<7}{:>7} |{bar}| {:<7} week 0 to {periods}",
            count(series[0]),
            count(series[series.len() - 1])
        );
    }
}

fn people_classes(plan: &Plan) -> Vec<&str> {
    plan.people_classes.iter().map(String::as_str).collect()
}

fn costs(plan: &Plan, out: &mut String) {
    let mut by: Vec<(String, f64)> = Vec::new();
    for c in &plan.costs {
        match by.iter_mut().find(|(k, _)| *k == c.category) {
            Some(found) => found.1 += c.usd,
            None => by.push((c.category.clone(), c.usd)),
        }
    }
    by.sort_by(|a, b| b.1.total_cmp(&a.1));
    let list: Vec<String> = by.iter().map(|(k, usd)| format!("{k} {}", money(*usd))).collect();
    let s = &plan.summary;
    let budget = s.budget_usd.map_or_else(|| "no budget".into(), |b| format!("budget {}", money(b)));
    let _ = writeln!(out, "\nMoney: {} spent, {budget}", money(s.cost_usd));
    for line in list.chunks(5) {
        let _ = writeln!(out, "  {}", line.join(", "));
    }
}

fn left(plan: &Plan, out: &mut String) {
    let s = &plan.summary;
    let gone: Vec<String> = s
        .cargo_disposed
        .iter()
        .filter(|(_, n)| **n >= 0.5)
        .map(|(method, n)| format!("{method} {}", count(*n)))
        .collect();
    let gone = if gone.is_empty() { "nothing".into() } else { gone.join(", ") };
    let _ = writeln!(
        out,
        "Left: {} people, {} loads; disposed of: {gone}; value lost {}",
        count(s.people_left),
        count(s.cargo_left),
        money(s.equipment_value_lost_usd)
    );
    if s.people_left >= 0.5 {
        let mut places: Vec<(String, f64)> = Vec::new();
        for l in plan.left.iter().filter(|l| plan.people_classes.contains(&l.class)) {
            match places.iter_mut().find(|(p, _)| *p == l.place) {
                Some(found) => found.1 += l.quantity,
                None => places.push((l.place.clone(), l.quantity)),
            }
        }
        places.sort_by(|a, b| b.1.total_cmp(&a.1));
        let list: Vec<String> = places.iter().take(6).map(|(p, n)| format!("{p} {}", count(*n))).collect();
        let _ = writeln!(out, "  people left at: {}", list.join(", "));
    }
}

fn binds(plan: &Plan, out: &mut String) {
    if plan.marginals.is_empty() {
        return;
    }
    let _ =
        writeln!(out, "What binds (price of the first unit, closures as planned; `drawdown explain` solves again):");
    for m in plan.marginals.iter().take(5) {
        let _ = writeln!(out, "  {}", worth(m));
    }
}

/// One line on what one more is worth.
pub fn worth(m: &Marginal) -> String {
    let what = if m.objective == "people-left" {
        format!("{} more people out", decimals(m.worth))
    } else {
        format!("{} saved", dollars(m.worth))
    };
    let (first, last) = (m.periods.first().copied().unwrap_or(0), m.periods.last().copied().unwrap_or(0));
    let when = if first == last { format!("week {first}") } else { format!("weeks {first}-{last}") };
    if m.family == "budget" {
        return format!("money ({when}): $1m more is {} more people out", decimals(m.worth * 1e6));
    }
    format!("{} of {} ({when}): one more {} is {what}", m.family.replace('_', " "), m.entity, m.unit)
}

fn decimals(n: f64) -> String {
    if n >= 100.0 { count(n) } else { format!("{n:.1}") }
}
