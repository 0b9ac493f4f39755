//! Why a plan is as it is, in words: what binds, why sites close when they do, what would mend what is left.

use std::fmt::Write as _;

use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::report::numbers::{count, dollars, money};
use crate::report::table::{Cell, Table};
use crate::report::text::answer;
use crate::study::binding::{Binding, Counterfactual, Explained};
use crate::study::repair::Menu;

/// The whole explanation.
pub fn text(m: &Mission, plan: &Plan, e: &Explained, menu: Option<&Menu>) -> String {
    let mut out = format!("{}\n\n{}\n\n", plan.scenario.title, answer(plan));
    let _ = writeln!(out, "What binds (one more in every week named, re-solved with the closings as planned):");
    if e.binding.is_empty() {
        let _ = writeln!(out, "  nothing that more of would help, with these closings");
    }
    for b in &e.binding {
        let _ = writeln!(out, "  {}", binding(b));
    }
    let _ = writeln!(out, "\nWhy each site does not close a week earlier (other closings as planned):");
    for c in &e.closings {
        let name = m.sites.values().find(|s| s.key == c.site).map_or(c.site.as_str(), |s| s.name.as_str());
        let _ = writeln!(out, "  {name}, week {}: {}", c.closes, closing(c));
    }
    if let Some(menu) = menu {
        let _ = write!(out, "\n{}", repair(menu));
    }
    out
}

/// One line on a limit.
pub fn binding(b: &Binding) -> String {
    let weeks = if b.weeks.0 == b.weeks.1 {
        format!("week {}", b.weeks.0)
    } else {
        format!("weeks {} to {}", b.weeks.0, b.weeks.1)
    };
    let worth = worth(b.worth, &b.objective);
    if b.limit.unit == "USD" {
        return format!("money ({weeks}): $1m more is {worth}; so up to {}", money(b.holds_to));
    }
    let range = if b.holds_to > 1.0 {
        format!("; so up to {} of them", count(b.holds_to))
    } else {
        "; the second buys less".into()
    };
    format!("{} ({weeks}): one {} more is {worth}{range}", b.limit.what, b.limit.unit)
}

fn worth(v: f64, objective: &str) -> String {
    if objective == "people-left" { format!("{v:.1} more people out") } else { format!("{} saved", dollars(v)) }
}

fn closing(c: &Counterfactual) -> String {
    match c.worse_by {
        Some(v) if v < -0.5 => {
            let worth = worth(-v, &c.objective);
            format!("it could: {worth} (the plan is within its gap, not the very best)")
        }
        Some(v) if c.objective == "people-left" => format!("{v:.1} more people would be left"),
        Some(v) => format!("it would cost {} more", dollars(v)),
        None if c.obstacles.is_empty() => "impossible".into(),
        None => format!("impossible; would have to give: {}", c.obstacles.join("; ")),
    }
}

/// The priced menu.
pub fn repair(menu: &Menu) -> String {
    let columns = ["change", "costs in all", "beyond the budget", "value lost"];
    let mut t = Table::new("repair", "What would mend it: the smallest single changes, each with a plan", &columns);
    for r in &menu.remedies {
        t.push(vec![
            Cell::text(&r.what),
            Cell::Usd(r.cost_usd),
            Cell::Usd(r.beyond_budget_usd),
            Cell::Usd(r.value_lost_usd),
        ]);
    }
    let mut out =
        if menu.remedies.is_empty() { "No single change that was tried mends it.\n".into() } else { t.text() };
    if !menu.cannot.is_empty() {
        let _ = writeln!(out, "\nProved not to be enough alone: {}.", menu.cannot.join("; "));
    }
    if !menu.unknown.is_empty() {
        let _ = writeln!(out, "\nNo plan found in the time, and no proof either: {}.", menu.unknown.join("; "));
    }
    out
}
