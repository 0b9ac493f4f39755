//! The frontier as tables and as a plot of blocks.

use std::fmt::Write as _;

use crate::report::numbers::{date, money};
use crate::report::table::{Cell, Table};
use crate::study::frontier::Frontier;

const WIDTH: f64 = 40.0;

/// Both curves as tables.
pub fn tables(f: &Frontier) -> Vec<Table> {
    let columns = ["deadline", "week", "least budget", "certified bound", "gap", "value lost"];
    let mut points = Table::new("least_budget", "Least budget of a full withdrawal by deadline", &columns);
    for p in &f.points {
        points.push(vec![
            Cell::Date(p.deadline),
            Cell::Count(p.period.into()),
            if p.impossible { Cell::text("impossible") } else { Cell::usd(p.least_usd) },
            Cell::usd(p.bound_usd),
            p.gap.map_or(Cell::Blank, Cell::Share),
            Cell::usd(p.value_lost_usd),
        ]);
    }
    let mut earliest =
        Table::new("earliest", "Earliest end by budget", &["budget", "earliest end", "week", "value lost"]);
    for e in &f.earliest {
        earliest.push(vec![
            Cell::Usd(e.budget_usd),
            e.deadline.map_or_else(|| Cell::text("none"), Cell::Date),
            e.period.map_or(Cell::Blank, |p| Cell::Count(p.into())),
            Cell::usd(e.value_lost_usd),
        ]);
    }
    vec![points, earliest]
}

/// Plot, tables and the answer.
pub fn text(f: &Frontier) -> String {
    let mut out = String::new();
    let first = f.points.iter().find(|p| p.least_usd.is_some());
    let cheapest = f.points.iter().rev().find(|p| p.least_usd.is_some());
    let _ = match (first, cheapest) {
        (Some(a), Some(b)) => writeln!(
            out,
            "The earliest full withdrawal found is by {} and needs {}; by {} it needs {}.\n",
            date(a.deadline),
            money(a.least_usd.unwrap_or(0.0)),
            date(b.deadline),
            money(b.least_usd.unwrap_or(0.0))
        ),
        _ => writeln!(out, "No full withdrawal was found by any of these deadlines.\n"),
    };
    let top = f.points.iter().filter_map(|p| p.least_usd).fold(1.0, f64::max);
    for p in &f.points {
        let bar = p.least_usd.map_or(0.0, |usd| (usd / top * WIDTH).round());
        let words = match p.least_usd {
            Some(usd) => money(usd),
            None if p.impossible => "impossible at any budget".into(),
            None => "none found in the time".into(),
        };
        let _ = writeln!(out, "{:>12} {} {words}", date(p.deadline), "█".repeat(bar as usize));
    }
    for table in tables(f) {
        let _ = write!(out, "\n{}", table.text());
    }
    out
}
