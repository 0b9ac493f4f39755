//! Alternatives on a terminal: a line for each plan, then the tables and what is firm.

use std::fmt::Write as _;

use crate::report::content::alternatives::{firm, tables};
use crate::report::numbers::{date, money};
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
