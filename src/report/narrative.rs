//! What a delegate could read aloud: every sentence is computed from the plans, and one whose premise does not hold is not
//! written.

use crate::plan::result::{Plan, Summary};
use crate::report::numbers::{count, date, money};
use crate::study::compare::Comparison;

/// A shift of a site's closing below so many weeks is not told.
const WEEKS: i64 = 2;

/// One paragraph per entry against the base.
pub fn narrative(c: &Comparison) -> Vec<String> {
    let Some(base) = c.base_plan() else { return Vec::new() };
    let label = &c.entries[c.base].label;
    let others = c.entries.iter().enumerate().filter(|(i, _)| *i != c.base);
    others.filter_map(|(_, e)| e.plan.as_ref().map(|p| paragraph(label, base, &e.label, p))).collect()
}

fn paragraph(base_label: &str, base: &Plan, label: &str, plan: &Plan) -> String {
    let (a, b) = (&base.summary, &plan.summary);
    let mut parts = Vec::new();
    people(a, b, &mut parts);
    cargo(a, b, &mut parts);
    closings(base, plan, &mut parts);
    if (b.cost_usd - a.cost_usd).abs() >= 5e4 {
        let more = if b.cost_usd > a.cost_usd { "more" } else { "less" };
        parts.push(format!("costs {} {more}", money((b.cost_usd - a.cost_usd).abs())));
    }
    finish(a, b, &mut parts);
    if parts.is_empty() {
        return format!("Against {base_label}, {label} changes nothing that counts.");
    }
    let mut text = format!("Against {base_label}, {label} {}.", list(&parts));
    if let (Some(was), Some(is)) = (bottleneck(base), bottleneck(plan)) {
        if was != is {
            text.push_str(&format!(" The first bottleneck moves from {was} to {is}."));
        }
    }
    text
}

fn people(a: &Summary, b: &Summary, parts: &mut Vec<String>) {
    let more = b.people_out - a.people_out;
    if more.abs() >= 1.0 {
        let word = if more > 0.0 { "more" } else { "fewer" };
        parts.push(format!("gets {} {word} people out", count(more.abs())));
    }
}

fn cargo(a: &Summary, b: &Summary, parts: &mut Vec<String>) {
    let more = b.cargo_out - a.cargo_out;
    if more.abs() >= 1.0 {
        let word = if more > 0.0 { "more" } else { "fewer" };
        parts.push(format!("brings home {} {word} loads", count(more.abs())));
    }
    let saved = a.equipment_value_lost_usd - b.equipment_value_lost_usd;
    if saved.abs() >= 5e4 {
        let word = if saved > 0.0 { "saves" } else { "loses" };
        parts.push(format!("{word} equipment worth {}", money(saved.abs())));
    }
}

/// The site whose closing moves most.
fn closings(base: &Plan, plan: &Plan, parts: &mut Vec<String>) {
    let moved = plan.sites.iter().filter_map(|s| {
        let before = base.sites.iter().find(|x| x.id == s.id)?;
        Some((&s.name, i64::from(s.closes_period?) - i64::from(before.closes_period?)))
    });
    if let Some((name, weeks)) = moved.max_by_key(|(_, weeks)| weeks.abs()).filter(|(_, w)| w.abs() >= WEEKS) {
        let word = if weeks < 0 { "earlier" } else { "later" };
        parts.push(format!("closes {name} {} weeks {word}", weeks.abs()));
    }
    let more = i64::from(plan.summary.sites_closed) - i64::from(base.summary.sites_closed);
    if more != 0 {
        let word = if more > 0 { "more" } else { "fewer" };
        parts.push(format!("closes {} {word} sites", more.abs()));
    }
}

fn finish(a: &Summary, b: &Summary, parts: &mut Vec<String>) {
    match (a.finished_on, b.finished_on) {
        (Some(was), Some(is)) if was != is => {
            let days = was.until(is).map_or(0, |s| s.get_days());
            let word = if days < 0 { "earlier" } else { "later" };
            parts.push(format!("ends {} days {word}, on {}", days.abs(), date(is)));
        }
        (None, Some(is)) => parts.push(format!("ends the withdrawal, on {}", date(is))),
        (Some(_), None) => parts.push("does not end the withdrawal".into()),
        _ => {}
    }
}

/// What limits a plan first: money that ends, else what one more of is worth most.
pub fn bottleneck(plan: &Plan) -> Option<String> {
    if plan.summary.funded_until.is_some() {
        return Some("money".into());
    }
    plan.marginals.first().map(|m| format!("{} of {}", m.family.replace('_', " "), m.entity))
}

fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
