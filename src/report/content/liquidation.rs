//! What goes on after operations, in words and as a table.

use crate::locale::say;
use crate::plan::result::Plan;
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::tolerance::SHOWN;

/// One sentence; none where no site goes on.
pub fn line(plan: &Plan) -> Option<String> {
    let l = plan.liquidation.as_ref()?;
    let names: Vec<&str> = l.sites.iter().map(|s| s.name.as_str()).collect();
    let until = l.sites.iter().map(|s| s.until).max().map_or_else(String::new, date);
    let under = match l.budget_usd {
        Some(b) if b + 0.5 < l.cost_usd => {
            say!("{} of a budget of its own, {} too little", money(b), money(l.cost_usd - b))
        }
        Some(b) => say!("of a budget of its own, {}", money(b)),
        None => say!("beside the mission's budget"),
    };
    let loads = if l.loads >= SHOWN { format!(" {}", say!("and {} loads", count(l.loads))) } else { String::new() };
    Some(say!(
        "Liquidation: {} people{loads}, not counted above, stay at {} until {until} at the earliest, for {} {under}.",
        count(l.people),
        loads,
        listed(&names),
        until,
        money(l.cost_usd),
        under
    ))
}

fn listed(names: &[&str]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => say!("{} and {last}", all.join(", "), last),
        _ => names.concat(),
    }
}

/// Site by site.
pub fn table(plan: &Plan) -> Option<Table> {
    let l = plan.liquidation.as_ref()?;
    let mut t = Table::new(
        "liquidation",
        &say!("Liquidation"),
        &["site", "from", "until at the earliest", "people", "armed", "loads", "cost"],
    );
    for s in &l.sites {
        t.push(vec![
            Cell::text(&s.name),
            Cell::day(s.from),
            Cell::Date(s.until),
            Cell::Count(s.people),
            Cell::Count(s.guard),
            Cell::Count(s.loads),
            Cell::Usd(s.cost_usd),
        ]);
    }
    Some(t)
}
