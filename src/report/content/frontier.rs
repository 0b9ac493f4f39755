//! What a frontier says: the answer in words, and both curves as tables.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::numbers::{date, fixed, money};
use crate::report::table::{Cell, Table};
use crate::study::frontier::{Frontier, Point, Unlimited};

/// Both curves as tables.
pub fn tables(f: &Frontier) -> Vec<Table> {
    let columns = [
        "deadline",
        "week",
        "least budget",
        "certified bound",
        "gap",
        "value lost",
        "best plan spends",
        "best plan loses",
        "gap of the best",
        "least holds",
        "best holds",
    ];
    let mut points = Table::new("least_budget", &say!("Least budget of a full withdrawal by deadline"), &columns);
    for p in &f.points {
        let best = |of: &dyn Fn(&Unlimited) -> Option<f64>| p.best.as_ref().and_then(of);
        points.push(vec![
            Cell::Date(p.deadline),
            Cell::Count(p.period.into()),
            p.least_usd.map_or_else(|| Cell::text(words(p)), Cell::Usd),
            Cell::usd(p.bound_usd),
            p.gap.map_or(Cell::Blank, Cell::Share),
            Cell::usd(p.value_lost_usd),
            Cell::usd(best(&|b| Some(b.spent_usd))),
            Cell::usd(best(&|b| Some(b.value_lost_usd))),
            best(&|b| b.gap).map_or(Cell::Blank, Cell::Share),
            p.confidence.as_ref().map_or(Cell::Blank, |c| Cell::Share(c.holds)),
            p.best_confidence.as_ref().map_or(Cell::Blank, |c| Cell::Share(c.holds)),
        ]);
    }
    let columns = ["budget", "earliest end", "week", "proved: not before", "value lost then", "value lost by the last"];
    let mut earliest = Table::new("earliest", &say!("Earliest end by budget{}", resolution(f)), &columns);
    for e in &f.earliest {
        earliest.push(vec![
            Cell::Usd(e.budget_usd),
            e.deadline.map_or_else(|| Cell::Text(say!("none found")), Cell::Date),
            e.period.map_or(Cell::Blank, |p| Cell::Count(p.into())),
            e.not_before.map_or_else(|| Cell::Text(say!("never by these")), Cell::Date),
            Cell::usd(e.value_lost_usd),
            Cell::usd(e.value_lost_at_last_usd),
        ]);
    }
    vec![points, earliest]
}

fn resolution(f: &Frontier) -> String {
    if f.step > 1 { format!(" {}", say!("(of the deadlines above, {} weeks apart)", f.step)) } else { String::new() }
}

fn words(p: &Point) -> String {
    if p.impossible { say!("impossible") } else { say!("none found") }
}

/// What is said where no least budget was found: a plan that money does not limit may have been, and what it spends is enough.
pub(crate) fn without_least(f: &Frontier) -> String {
    let best = f.points.iter().find_map(|p| Some((p.deadline, p.best?.spent_usd)));
    best.map_or_else(
        || say!("No full withdrawal was found by any of these deadlines."),
        |(by, usd)| {
            say!(
                "A full withdrawal by {} was found that spends {}; whether less is enough was not found out in the time.",
                date(by),
                money(usd)
            )
        },
    )
}

/// The answer in words.
pub(crate) fn answer(f: &Frontier) -> String {
    let mut out = String::new();
    let found = || f.points.iter().filter(|p| p.least_usd.is_some());
    if let Some(p) = f.points.iter().rev().find(|p| p.impossible) {
        let _ =
            writeln!(out, "{}", say!("By {} a full withdrawal is impossible at any budget: proved.", date(p.deadline)));
    }
    let Some((first, last)) = found().next().zip(found().next_back()) else {
        out.push_str(&format!("{}\n\n", without_least(f)));
        return out;
    };
    let needs = |p: &Point| money(p.least_usd.unwrap_or(0.0));
    let _ = write!(out, "{}", say!("The earliest found is by {} and needs {}", date(first.deadline), needs(first)));
    if first.period < last.period {
        let _ = write!(out, "{}", say!("; by {} it needs {}", date(last.deadline), needs(last)));
    }
    out.push_str(".\n");
    let given_up = last.value_lost_usd.unwrap_or(0.0);
    if let Some(best) = last.best.filter(|_| given_up >= 5e4) {
        let proof = best.gap.map_or_else(
            || say!("not certified"),
            |g| say!("spending and loss together within {} % of the least", fixed(g * 100.0, 1)),
        );
        let _ = writeln!(
            out,
            "{}",
            say!(
                "So little gives up equipment worth {}. The best plan found by {} spends {} and gives up {} ({proof}).",
                money(given_up),
                date(last.deadline),
                money(best.spent_usd),
                money(best.value_lost_usd),
                proof
            )
        );
    }
    out.push('\n');
    out
}
