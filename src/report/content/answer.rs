//! The answer of a plan in two sentences.

use crate::plan::result::Plan;
use crate::report::content::scarce::{clock, short};
use crate::report::numbers::{count, date, money};

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
        (Some(day), Some(period)) => format!(
            "{under} the mission is out of money on {} ({}); {} of {} people are still in the mission area.",
            date(day),
            clock(plan).at(period),
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
    let waiting = match s.unfunded_presence_usd {
        Some(usd) if usd >= 5e4 => {
            format!(
                " To pay and house them there until {} would cost {}, which no money covers.",
                date(s.deadline),
                money(usd)
            )
        }
        _ => String::new(),
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
    format!("{first}{waiting}\n{second}").trim_end().to_owned()
}

pub(crate) fn decimals(n: f64) -> String {
    if n >= 100.0 { count(n) } else { format!("{n:.1}") }
}
