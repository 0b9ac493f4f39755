//! The answer of a plan in two sentences, and what one more of a limit is worth.

use crate::plan::result::{Marginal, Plan};
use crate::report::numbers::{count, date, dollars, money};

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

pub(crate) fn decimals(n: f64) -> String {
    if n >= 100.0 { count(n) } else { format!("{n:.1}") }
}
