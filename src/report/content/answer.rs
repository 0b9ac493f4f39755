//! The answer of a plan in two sentences.

use crate::locale::{retold, say};
use crate::plan::result::Plan;
use crate::report::content::scarce::{clock, what_is_scarce};
use crate::report::numbers::{count, date, fixed, money};
use crate::tolerance::SHOWN;

/// The answer in two sentences, computed from the plan; before them, how far it may be from the best if that is not proved.
pub fn answer(plan: &Plan) -> String {
    match standing(plan) {
        Some(standing) => format!("{standing}\n{}", sentences(plan)),
        None => sentences(plan),
    }
}

/// What a search that was stopped leaves open; nothing of a plan that is proved or whose maker says nothing.
pub fn standing(plan: &Plan) -> Option<String> {
    let why = match plan.solver.status.as_str() {
        "time_limit" => say!("when the time limit ended the search"),
        "work_limit" => say!("when the work limit ended the search"),
        "interrupted" => say!("when the search was interrupted"),
        "not_proved" => say!("by a search that could not settle the rest"),
        _ => return None,
    };
    let bound = |objective: &str| plan.stages.iter().find(|x| x.objective == objective)?.bound;
    let s = &plan.summary;
    let people = bound("people-left").map(|b| (s.people_left - b).max(0.0));
    let economic = s.cost_usd + s.equipment_value_lost_usd;
    let far = match (people, bound("economic-cost")) {
        (None, _) => say!("how far it is from the best is not known"),
        (Some(n), _) if n >= SHOWN => say!("as many as {} more people might get out", count(n)),
        (_, Some(b)) if economic > 0.0 => say!(
            "spending and equipment lost together might be up to {} % lower",
            // Rounded up: what is not proved is more than nothing.
            fixed((((economic - b) / economic * 1000.0).ceil() / 10.0).max(0.1), 1)
        ),
        _ => say!("how much cheaper it could be is not known"),
    };
    Some(say!("The best plan found {why}, not proved to be the best: {far}.", why, far))
}

/// The money does not pay for another week like the last one.
fn spent_up(plan: &Plan) -> bool {
    let last = plan.summary.funded_periods.unwrap_or(0);
    let week: f64 = plan.costs.iter().filter(|c| c.period == last).map(|c| c.usd).sum();
    plan.solver.status == "optimal" || plan.summary.budget_usd.is_none_or(|b| b - plan.summary.cost_usd < week)
}

fn sentences(plan: &Plan) -> String {
    let s = &plan.summary;
    let under = s.budget_usd.map_or_else(|| say!("Without a limit of money"), |b| say!("Under {}", money(b)));
    if let Some(finished) = s.finished_on {
        let disposed: f64 = s.cargo_disposed.values().sum();
        let lost = if s.equipment_value_lost_usd >= 5e4 {
            say!(", and equipment worth {} is lost", money(s.equipment_value_lost_usd))
        } else {
            String::new()
        };
        let of = s.budget_usd.map_or_else(String::new, |b| format!(" {}", say!("of {}", money(b))));
        return say!(
            "Everybody is out by {} (deadline {}), for {}{of}.\n{} of {} loads go home, {} are disposed of in place{lost}.",
            date(finished),
            date(s.deadline),
            money(s.cost_usd),
            of,
            count(s.cargo_out),
            count(s.cargo_total),
            count(disposed),
            lost
        );
    }
    let first = match (s.funded_until, s.funded_periods) {
        (Some(day), Some(period)) if !spent_up(plan) => say!(
            "{under} no plan was found that lasts longer than {} ({}), with {} of {} people still in the mission area and {} unspent.",
            under,
            date(day),
            retold(&clock(plan).at(period)),
            count(s.people_left),
            count(s.people_total),
            money(s.budget_usd.unwrap_or(0.0) - s.cost_usd)
        ),
        (Some(day), Some(period)) => say!(
            "{under} the mission is out of money on {} ({}); {} of {} people are still in the mission area.",
            under,
            date(day),
            retold(&clock(plan).at(period)),
            count(s.people_left),
            count(s.people_total)
        ),
        _ => say!(
            "{under}, {} of {} people and {} of {} loads are still in the mission area on {}.",
            under,
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
                " {}",
                say!(
                    "To pay and house them there until {} would cost {}, which no money covers.",
                    date(s.deadline),
                    money(usd)
                )
            )
        }
        _ => String::new(),
    };
    let second = match s.shortfall_usd {
        Some(usd) if usd > 0.0 => say!(
            "A full withdrawal by {} needs about {}: {} more.",
            date(s.deadline),
            money(s.budget_usd.unwrap_or(0.0) + usd),
            money(usd)
        ),
        Some(_) => String::new(),
        None if s.shortfall_unknown => say!("Whether more money would bring everybody out is not known yet."),
        None => say!("No money would bring everybody out by {}: {}.", date(s.deadline), what_is_scarce(plan)),
    };
    format!("{first}{waiting}\n{second}").trim_end().to_owned()
}

pub(crate) fn decimals(n: f64) -> String {
    if n >= 100.0 { count(n) } else { fixed(n, 1) }
}
