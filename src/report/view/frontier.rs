//! The report of a frontier: what each deadline costs at least, and which budget reaches it.

use crate::locale::say;
use crate::plan::result::ScenarioRef;
use crate::report::chart::{Bar, Chart, Drawing, Tone};
use crate::report::content::frontier;
use crate::report::numbers::{date, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{KeyNumber, Section, View};
use crate::report::view::provenance;
use crate::study::frontier::{Frontier, Point};

/// Columns that a picture has room for.
const COLUMNS: usize = 8;

/// The report of a frontier; `scenario` as the frontier's file names it, if it does.
pub fn of_frontier(f: &Frontier, scenario: Option<&ScenarioRef>) -> View {
    let title =
        scenario.map_or_else(|| say!("What each deadline costs"), |s| say!("{}: what each deadline costs", s.title));
    let found: Vec<(&Point, f64)> = f.points.iter().filter_map(|p| Some((p, p.least_usd?))).collect();
    let mut view = View { title, ..View::default() };
    match (found.first(), found.last()) {
        (Some((a, dear)), Some((b, cheap))) => {
            view.answer = vec![
                say!("The earliest full withdrawal found is by {} and needs {}.", date(a.deadline), money(*dear)),
                say!("By {} it needs {}.", date(b.deadline), money(*cheap)),
            ];
            view.facts = vec![
                KeyNumber::new(say!("earliest end found"), date(a.deadline), say!("for {}", money(*dear))),
                KeyNumber::new(say!("least budget found"), money(*cheap), say!("by {}", date(b.deadline))),
            ];
        }
        _ => view.answer = vec![say!("No full withdrawal was found by any of these deadlines.")],
    }
    if let Some(p) = f.points.iter().rev().find(|p| p.impossible) {
        view.facts.push(KeyNumber::new(say!("impossible by"), date(p.deadline), say!("at any budget")));
    }
    let worst = f.points.iter().filter_map(|p| p.gap).fold(0.0, f64::max);
    view.facts.push(KeyNumber::new(
        say!("worst gap"),
        percent(worst, 1),
        say!("of a least budget to its certified bound"),
    ));
    view.trust =
        say!("A certified bound says that less money is not enough; the widest gap is {} %.", fixed(worst * 100.0, 1));
    let mut charts: Vec<Chart> = heat(f).into_iter().collect();
    charts.push(curve(&found));
    view.sections.push(Section { title: say!("Budget by deadline"), charts, ..Section::default() });
    for table in frontier::tables(f).into_iter().filter(|t| !t.rows.is_empty()) {
        view.sections.push(Section { title: table.title.clone(), tables: vec![table], ..Section::default() });
    }
    view.sections.push(provenance(scenario));
    view
}

/// Of many deadlines the first, the last and some between.
fn thinned(points: &[Point]) -> Vec<&Point> {
    let n = points.len();
    if n <= COLUMNS {
        return points.iter().collect();
    }
    (0..COLUMNS).map(|i| &points[i * (n - 1) / (COLUMNS - 1)]).collect()
}

/// Whether each budget reaches each deadline.
fn heat(f: &Frontier) -> Option<Chart> {
    let mut budgets: Vec<f64> = f.earliest.iter().map(|e| e.budget_usd).collect();
    budgets.sort_by(f64::total_cmp);
    budgets.dedup();
    let points = thinned(&f.points);
    if budgets.is_empty() || points.is_empty() {
        return None;
    }
    let field = |b: f64, p: &Point| match (p.least_usd, p.bound_usd) {
        _ if p.impossible => (Tone::Share(0.0), say!("impossible")),
        (Some(least), _) if b >= least => (Tone::Share(1.0), say!("{} spare", money(b - least))),
        (least, Some(bound)) if b < bound => (Tone::Share(0.25), say!("{} short", money(least.unwrap_or(bound) - b))),
        _ => (Tone::Open, say!("not decided")),
    };
    let rows: Vec<(String, Vec<(Tone, String)>)> =
        budgets.iter().map(|b| (money(*b), points.iter().map(|p| field(*b, p)).collect())).collect();
    let columns: Vec<String> = points.iter().map(|p| date(p.deadline)).collect();
    let alt = rows.iter().flat_map(|(b, fields)| {
        fields.iter().zip(&columns).map(move |((_, words), d)| say!("{b} by {d}: {words}", b, d, words))
    });
    Some(Chart {
        key: "frontier_heat".into(),
        title: say!("Does the budget reach the deadline?"),
        alt: alt.collect::<Vec<_>>().join(&say!("; ")),
        figure: Drawing::Heat { across: say!("deadline; rows: budget"), goal: true, columns, rows: rows.clone() },
    })
}

fn curve(found: &[(&Point, f64)]) -> Chart {
    let bars: Vec<Bar> =
        found.iter().map(|(p, usd)| Bar { name: date(p.deadline), value: *usd, label: money(*usd) }).collect();
    Chart {
        key: "frontier".into(),
        title: say!("Least budget of a full withdrawal, by deadline"),
        alt: bars.iter().map(|b| say!("{}: {}", b.name, b.label)).collect::<Vec<_>>().join(&say!("; ")),
        figure: Drawing::Bars { bars },
    }
}

fn provenance(scenario: Option<&ScenarioRef>) -> Section {
    let mut t = Table::new("provenance", &say!("Where this is from"), &["what", "is"]);
    t.push(vec![Cell::text("drawdown"), Cell::text(env!("CARGO_PKG_VERSION"))]);
    if let Some(s) = scenario {
        t.push(vec![Cell::Text(say!("files")), Cell::Text(s.files.join(", "))]);
        t.push(vec![Cell::Text(say!("SHA-256 of all inputs")), Cell::text(&s.digest)]);
        t.push(vec![Cell::Text(say!("command that makes it again")), Cell::Text(provenance::command("frontier", s))]);
    }
    Section { title: say!("Provenance"), tables: vec![t], ..Section::default() }
}
