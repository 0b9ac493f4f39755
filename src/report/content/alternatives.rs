//! Plans of nearly the same cost, side by side: tables, and what is firm in all of them.

use crate::locale::say;
use crate::report::table::{Cell, Table};
use crate::study::alternatives::Alternatives;

/// What all plans share.
pub(crate) fn firm(a: &Alternatives) -> String {
    let list = |keys: Vec<&str>| if keys.is_empty() { say!("none") } else { keys.join(", ") };
    let closings = list(a.closings.iter().filter(|c| c.firm).map(|c| c.site.as_str()).collect());
    let routes = list(a.routes.iter().filter(|r| r.firm).map(|r| r.route.as_str()).collect());
    let order: Vec<String> = a.firm_order.iter().map(|(x, y)| say!("{x} before {y}", x, y)).collect();
    let order = list(order.iter().map(String::as_str).collect());
    format!(
        "{}\n",
        say!(
            "Firm in all {} plans found. Closing weeks: {closings}. Order: {order}. Routes: {routes}.\nThe rest is open to negotiation at this cost.",
            a.plans.len(),
            closings,
            order,
            routes
        )
    )
}

/// Closing weeks and lifts, plan by plan.
pub fn tables(a: &Alternatives) -> Vec<Table> {
    let mut heads = vec![say!("best")];
    heads.extend((1..a.plans.len()).map(|i| say!("alternative {i}", i)));
    heads.push(say!("firm"));
    let firm = |f: bool| if f { Cell::Text(say!("yes")) } else { Cell::Blank };
    let mut closings = Table::new("alternatives_closings", &say!("Closing week of each site"), &[]);
    closings.columns = std::iter::once(say!("site")).chain(heads.clone()).collect();
    for c in &a.closings {
        let weeks =
            c.closes.iter().map(|w| w.map_or_else(|| Cell::Text(say!("stays open")), |w| Cell::Count(w.into())));
        closings.push(std::iter::once(Cell::text(&c.site)).chain(weeks).chain([firm(c.firm)]).collect());
    }
    let mut routes = Table::new("alternatives_routes", &say!("Lifts on each route"), &[]);
    routes.columns = std::iter::once(say!("route")).chain(heads).collect();
    for r in &a.routes {
        let lifts = r.lifts.iter().map(|l| Cell::Number(*l));
        routes.push(std::iter::once(Cell::text(&r.route)).chain(lifts).chain([firm(r.firm)]).collect());
    }
    vec![closings, routes]
}
