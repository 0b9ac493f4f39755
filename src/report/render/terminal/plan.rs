//! The summary that fits a screen: the answer in two sentences, then sites, weeks, money, what is left, what binds.

use std::fmt::Write as _;

use crate::locale::{retold, say, word};
use crate::plan::result::Plan;
use crate::report::content::answer::answer;
use crate::report::content::confidence;
use crate::report::content::label::title;
use crate::report::content::liquidation;
use crate::report::content::scarce::{clock, line};
use crate::report::numbers::{count, date, fixed, money};
use crate::tolerance::{DIVISOR, SHOWN};

/// Sites that are listed; the others are counted.
const SITES: usize = 16;
/// Blocks of a chart that fit a line.
const BARS: usize = 42;
const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The whole summary.
pub fn summary(plan: &Plan) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}\n", title(&plan.scenario.title));
    let _ = writeln!(out, "{}", answer(plan));
    for line in liquidation::line(plan).into_iter().chain(confidence::lines(plan)) {
        let _ = writeln!(out, "{line}");
    }
    out.push('\n');
    proof(plan, &mut out);
    sites(plan, &mut out);
    weeks(plan, &mut out);
    costs(plan, &mut out);
    left(plan, &mut out);
    binds(plan, &mut out);
    for note in &plan.notes {
        let _ = writeln!(out, "{}", say!("Note: {note}", retold(note)));
    }
    out
}

fn proof(plan: &Plan, out: &mut String) {
    let gap =
        plan.solver.gap.map_or_else(|| say!("not certified"), |g| say!("certified gap {} %", fixed(g * 100.0, 2)));
    let _ = writeln!(
        out,
        "{} {}, {gap}, {} s, {}",
        plan.solver.name,
        plan.solver.version,
        fixed(plan.solver.seconds, 1),
        word("value", &plan.solver.status)
    );
}

fn sites(plan: &Plan, out: &mut String) {
    let (people, loads) = (say!("people"), say!("loads"));
    let (wide, wider) = (people.chars().count().max(8), loads.chars().count().max(8));
    let _ = writeln!(out, "\n{:<24} {:>12} {people:>wide$} {loads:>wider$}", say!("Site"), say!("closes"));
    let mut list: Vec<_> = plan.sites.iter().collect();
    list.sort_by_key(|s| s.closes_period.unwrap_or(u32::MAX));
    for s in list.iter().take(SITES) {
        let closes = s.closes_on.map_or_else(|| say!("stays open"), date);
        let name: String = s.name.chars().take(24).collect();
        let (people, loads) = (count(s.people_start), count(s.cargo_start));
        let _ = writeln!(out, "{name:<24} {closes:>12} {people:>wide$} {loads:>wider$}");
    }
    if list.len() > SITES {
        let _ = writeln!(out, "{}", say!("and {} more", list.len() - SITES));
    }
}

/// Small charts of people and loads at the sites, one block per period.
fn weeks(plan: &Plan, out: &mut String) {
    let periods = plan.costs.iter().map(|c| c.period).chain(plan.stocks.iter().map(|s| s.period)).max().unwrap_or(0);
    let people: Vec<&str> = people_classes(plan);
    let _ = writeln!(out);
    let labels = [(say!("people"), true), (say!("loads"), false)];
    let wide = labels.iter().map(|(l, _)| l.chars().count()).max().unwrap_or(0).max(7);
    for (label, wanted) in labels {
        let series: Vec<f64> = (0..=periods)
            .map(|t| {
                let here = plan.stocks.iter().filter(|s| s.period == t);
                here.filter(|s| people.contains(&s.class.as_str()) == wanted).map(|s| s.quantity).sum()
            })
            .collect();
        let top = series.iter().copied().fold(DIVISOR, f64::max);
        // Long calendars show every second block, every third: the line fits 80 columns.
        let shown = series.iter().step_by(series.len().div_ceil(BARS));
        let bar: String = shown.map(|v| BLOCKS[((v / top * 8.0).ceil() as usize).min(8)]).collect();
        let _ = writeln!(
            out,
            "{label:<wide$}{:>7} |{bar}| {:<7} {}",
            count(series[0]),
            count(series[series.len() - 1]),
            say!("{} 0 to {periods}", word("unit", clock(plan).unit()), periods)
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
    let list: Vec<String> = by.iter().map(|(k, usd)| format!("{} {}", word("value", k), money(*usd))).collect();
    let s = &plan.summary;
    let budget = s.budget_usd.map_or_else(|| say!("no budget"), |b| say!("budget {}", money(b)));
    let _ = writeln!(out, "\n{}", say!("Money: {} spent, {budget}", money(s.cost_usd), budget));
    for line in list.chunks(5) {
        let _ = writeln!(out, "  {}", line.join(", "));
    }
}

fn left(plan: &Plan, out: &mut String) {
    let s = &plan.summary;
    let gone: Vec<String> = s
        .cargo_disposed
        .iter()
        .filter(|(_, n)| **n >= SHOWN)
        .map(|(method, n)| format!("{} {}", word("value", method), count(*n)))
        .collect();
    let gone = if gone.is_empty() { say!("nothing") } else { gone.join(", ") };
    let _ = writeln!(
        out,
        "{}",
        say!(
            "Left: {} people, {} loads; disposed of: {gone}; value lost {}",
            count(s.people_left),
            count(s.cargo_left),
            gone,
            money(s.equipment_value_lost_usd)
        )
    );
    if s.people_left >= SHOWN {
        let mut places: Vec<(String, f64)> = Vec::new();
        for l in plan.left.iter().filter(|l| plan.people_classes.contains(&l.class)) {
            match places.iter_mut().find(|(p, _)| *p == l.place) {
                Some(found) => found.1 += l.quantity,
                None => places.push((l.place.clone(), l.quantity)),
            }
        }
        places.sort_by(|a, b| b.1.total_cmp(&a.1));
        let list: Vec<String> = places.iter().take(6).map(|(p, n)| format!("{p} {}", count(*n))).collect();
        let _ = writeln!(out, "  {}", say!("people left at: {}", list.join(", ")));
    }
}

fn binds(plan: &Plan, out: &mut String) {
    if plan.marginals.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "{}",
        say!(
            "What binds (solved again with one more in every {} named, closings as planned):",
            word("unit", clock(plan).unit())
        )
    );
    for m in plan.marginals.iter().take(5) {
        let _ = writeln!(out, "  {}", line(m, clock(plan)));
    }
}
