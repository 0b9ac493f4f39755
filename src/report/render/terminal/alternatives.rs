//! Alternatives on a terminal: a line for each plan, then the tables and what is firm.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::content::alternatives::{firm, tables};
use crate::report::numbers::{date, fixed, money};
use crate::study::alternatives::Alternatives;

/// Closings, routes and what is firm.
pub fn text(a: &Alternatives) -> String {
    let mut out = String::new();
    let found = a.plans.len() - 1;
    let within = say!("{} % of the best cost", fixed(a.within * 100.0, 1));
    if found == 0 {
        return format!(
            "{}\n",
            say!(
                "No other plan was found within {within} in the time; that is no proof that there is none. More --time-limit or --within may find one.",
                within
            )
        );
    }
    for (i, p) in a.plans.iter().enumerate() {
        let name = if i == 0 { say!("The plan") } else { say!("Alternative {i}", i) };
        let s = &p.summary;
        let end = s.finished_on.map_or_else(|| say!("does not end"), |d| say!("ends {}", date(d)));
        let _ = writeln!(
            out,
            "{}",
            say!(
                "{name}: {} spent, {} of equipment lost, {end}",
                name,
                money(s.cost_usd),
                money(s.equipment_value_lost_usd),
                end
            )
        );
    }
    if found < a.asked {
        let _ = writeln!(
            out,
            "{}",
            say!(
                "{found} of {} asked for: none farther away was found within {within} in the time.",
                found,
                a.asked,
                within
            )
        );
    }
    for t in tables(a) {
        let _ = write!(out, "\n{}", t.text());
    }
    let _ = write!(out, "\n{}", firm(a));
    out
}
