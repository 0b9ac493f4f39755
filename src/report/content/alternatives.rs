//! Plans of nearly the same cost, side by side.

use std::fmt::Write as _;

use crate::report::numbers::{date, money};
use crate::report::table::{Cell, Table};
use crate::study::alternatives::Alternatives;

/// Closings, routes and what is firm.
pub fn text(a: &Alternatives) -> String {
    let mut out = String::new();
    let found = a.plans.len() - 1;
    let within = format!("{:.1} % of the best cost", a.within * 100.0);
    if found == 0 {
        return format!(
            "No other plan was found within {within} in the time; that is no proof that there is none. More --time-limit or --within may find one.\n"
        );
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
    if found < a.asked {
        let _ =
            writeln!(out, "{found} of {} asked for: none farther away was found within {within} in the time.", a.asked);
    }
    for t in tables(a) {
        let _ = write!(out, "\n{}", t.text());
    }
    let _ = write!(out, "\n{}", firm(a));
    out
}

/// What all plans share.
fn firm(a: &Alternatives) -> String {
    let list = |keys: Vec<&str>| if keys.is_empty() { "none".to_owned() } else { keys.join(", ") };
    let closings = list(a.closings.iter().filter(|c| c.firm).map(|c| c.site.as_str()).collect());
    let routes = list(a.routes.iter().filter(|r| r.firm).map(|r| r.route.as_str()).collect());
    let order: Vec<String> = a.firm_order.iter().map(|(x, y)| format!("{x} before {y}")).collect();
    let order = list(order.iter().map(String::as_str).collect());
    format!(
        "Firm in all {} plans found. Closing weeks: {closings}. Order: {order}. Routes: {routes}.\nThe rest is open to negotiation at this cost.\n",
        a.plans.len()
    )
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
        let weeks = c.closes.iter().map(|w| w.map_or_else(|| Cell::text("stays open"), |w| Cell::Count(w.into())));
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
