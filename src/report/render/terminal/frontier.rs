//! A frontier on a terminal: the answer, a plot of blocks, the tables.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::content::frontier::{answer, tables};
use crate::report::numbers::{date, money};
use crate::study::frontier::{Frontier, Point};

const WIDTH: f64 = 44.0;

/// The answer, plot and tables.
pub fn text(f: &Frontier) -> String {
    let mut out = answer(f);
    plot(f, &mut out);
    for table in tables(f) {
        let _ = write!(out, "\n{}", table.text());
    }
    out.push_str(&format!("\n{}\n", say!("All money is taken to be there from the start; `run` knows the tranches.")));
    out
}

/// One bar per deadline: what a withdrawal needs at least, and on top what the best plan spends.
fn plot(f: &Frontier, out: &mut String) {
    let spent = |p: &Point| p.best.map_or(0.0, |b| b.spent_usd).max(p.least_usd.unwrap_or(0.0));
    let top = f.points.iter().map(spent).fold(1.0, f64::max);
    let wide = f.points.iter().map(|p| date(p.deadline).chars().count()).max().unwrap_or(0);
    for p in &f.points {
        let blocks = |usd: f64| (usd / top * WIDTH).round() as usize;
        let least = p.least_usd.map_or(0, blocks);
        let more = blocks(spent(p)).saturating_sub(least);
        let words = match (p.least_usd, p.best) {
            (Some(usd), Some(b)) if more > 0 => say!("{} to {}", money(usd), money(b.spent_usd)),
            (Some(usd), _) => money(usd),
            (None, Some(b)) => say!("at most {}", money(b.spent_usd)),
            (None, None) if p.impossible => say!("impossible at any budget"),
            (None, None) => say!("none found in the time"),
        };
        let _ = writeln!(out, "{:>wide$} {}{} {words}", date(p.deadline), "█".repeat(least), "░".repeat(more));
    }
    let _ = writeln!(out, "{:>wide$} {}", "", say!("█ least budget  ░ what the best plan spends on top"));
}
