//! Plans of nearly the same cost, side by side.

use std::fmt::Write as _;

use crate::report::numbers::{date, money};
use crate::report::table::{Cell, Table};
use crate::study::alternatives::Alternatives;

/// Closings, routes and what is firm.
pub fn text(a: &Alternatives) -> String {
    let mut out = String::new();
    let found = a.plans.len() - 1;
    if found == 0 {
        return "No other plan within that cost closes its sites at other times.\n".into();
    }
    for (i, p) in a.plans.iter().enumerate() {
        let name = if i == 0 { "The plan".to_owned() } else { format!("Alternative {i}") };
        let s = &p.summary;
        let end = s.finished_on.map_or_else(|| "does not end".into(), |d| format!("ends {}", date(d)));
        let _ = writeln!(
            out,
            "{name}: {} spent, {} of equipment lost, {end}",
            money(s.cost_usd),
            money(s.equipment_value_lost_usd)
        );
    }
    for t in tables(a) {
        let _ = write!(out, "\n{}", t.text());
    }
    let firm: Vec<&str> = a.closings.iter().filter(|c| c.firm).map(|c| c.site.as_str()).collect();
    let firm = if firm.is_empty() { "no closing".to_owned() } else { firm.join(", ") };
    let _ = writeln!(out, "\nFirm in all {} plans: {firm}. The rest is a matter of taste.", a.plans.len());
    out
}

/// Closing weeks and lifts, plan by plan.
pub fn tables(a: &Alternatives) -> Vec<Table> {
    let mut heads = vec!["best".to_owned()];
    heads.extend((1..a.plans.len()).map(|i| format!("alternative {i}")));
    heads.push("firm".into());
    let firm = |f: bool| Cell::text(if f { "yes" } else { "" });
    let mut closings = Table::new("alternatives_closings", "Closing week of each site", &[]);
    closings.columns = std::iter::once("site".to_owned()).chain(heads.clone()).collect();
    for c in &a.closings {
        let weeks = c.closes.iter().map(|w| w.map_or(Cell::Blank, |w| Cell::Count(w.into())));
        closings.push(std::iter::once(Cell::text(&c.site)).chain(weeks).chain([firm(c.firm)]).collect());
    }
    let mut routes = Table::new("alternatives_routes", "Lifts on each route", &[]);
    routes.columns = std::iter::once("route".to_owned()).chain(heads).collect();
    for r in &a.routes {
        let lifts = r.lifts.iter().map(|l| Cell::Number(*l));
        routes.push(std::iter::once(Cell::text(&r.route)).chain(lifts).chain([firm(r.firm)]).collect());
    }
    vec![closings, routes]
}
