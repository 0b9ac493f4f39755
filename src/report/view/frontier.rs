//! The report of a frontier: what each deadline costs at least, and which budget reaches it.

use crate::locale::say;
use crate::plan::result::ScenarioRef;
use crate::report::chart::{Bar, Chart, Dot, Drawing, Tone, Trail};
use crate::report::content::frontier;
use crate::report::content::label::title;
use crate::report::numbers::{date, fixed, money, percent};
use crate::report::table::Table;
use crate::report::view::document::{KeyNumber, Section, View};
use crate::report::view::provenance;
use crate::study::frontier::{Frontier, Point};

/// Columns of the table of least budgets that are about these, and about the best plans: together no page has room for them.
const LEAST: [&str; 7] = ["deadline", "week", "least budget", "certified bound", "gap", "value lost", "least holds"];
const BEST: [&str; 6] = ["deadline", "week", "best plan spends", "best plan loses", "gap of the best", "best holds"];

/// Columns that a picture has room for.
const COLUMNS: usize = 8;

/// The report of a frontier; `scenario` as the frontier's file names it, if it does.
pub fn of_frontier(f: &Frontier, scenario: Option<&ScenarioRef>) -> View {
    let title = scenario
        .map_or_else(|| say!("What each deadline costs"), |s| say!("{}: what each deadline costs", title(&s.title)));
    let found: Vec<(&Point, f64)> = f.points.iter().filter_map(|p| Some((p, p.least_usd?))).collect();
    let mut view = View { title, ..View::default() };
    match (found.first(), found.last()) {
        (Some((a, dear)), Some((b, cheap))) => {
            view.answer =
                vec![say!("The earliest full withdrawal found is by {} and needs {}.", date(a.deadline), money(*dear))];
            if a.period < b.period {
                view.answer.push(say!("By {} it needs {}.", date(b.deadline), money(*cheap)));
            }
            view.facts = vec![
                KeyNumber::new(say!("earliest end found"), date(a.deadline), say!("for {}", money(*dear))),
                KeyNumber::new(say!("least budget found"), money(*cheap), say!("by {}", date(b.deadline))),
            ];
        }
        _ => view.answer = vec![frontier::without_least(f)],
    }
    if let Some(p) = f.points.iter().rev().find(|p| p.impossible) {
        view.facts.push(KeyNumber::new(say!("impossible by"), date(p.deadline), say!("at any budget")));
    }
    view.trust = say!("No least budget was found, so none is certified.");
    if let Some(worst) = f.points.iter().filter_map(|p| p.gap).reduce(f64::max) {
        view.facts.push(KeyNumber::new(
            say!("worst gap"),
            percent(worst, 1),
            say!("of a least budget to its certified bound"),
        ));
        view.trust = say!(
            "A certified bound says that less money is not enough; the widest gap is {} %.",
            fixed(worst * 100.0, 1)
        );
    }
    let mut charts: Vec<Chart> = heat(f).into_iter().collect();
    charts.extend(trade(f));
    charts.extend(curve(&found));
    view.sections.push(Section { title: say!("Budget by deadline"), charts, ..Section::default() });
    let tables = frontier::tables(f).into_iter().filter(|t| !t.rows.is_empty());
    let tables = tables.flat_map(|t| match t.key.as_str() {
        "least_budget" => vec![
            t.only(&LEAST).without_blanks(),
            Table {
                title: say!("Best plan by deadline where money does not limit"),
                key: "best_plan".into(),
                ..t.only(&BEST)
            },
        ],
        _ => vec![t],
    });
    view.sections.push(Section { title: say!("In figures"), tables: tables.collect(), ..Section::default() });
    view.sections.extend(scenario.map(|s| provenance::made(&f.command, "frontier", s)));
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
        title: reaches(&budgets, &f.points),
        alt: alt.collect::<Vec<_>>().join(&say!("; ")),
        figure: Drawing::Heat { across: say!("deadline; rows: budget"), goal: true, columns, rows: rows.clone() },
    })
}

/// What the field of budgets and deadlines says: the least of the budgets that ends it.
fn reaches(budgets: &[f64], points: &[Point]) -> String {
    let first = |b: f64| points.iter().find(|p| p.least_usd.is_some_and(|least| b >= least));
    match budgets.iter().find_map(|b| first(*b).map(|p| (*b, p))) {
        Some((b, p)) => say!("Of these budgets {} is the least that ends it, by {}", money(b), date(p.deadline)),
        None => say!("None of these budgets is known to reach a deadline"),
    }
}

/// Money against the equipment that is lost, and how sure it is: for each deadline the cheapest plan and the best one.
fn trade(f: &Frontier) -> Option<Chart> {
    let dot = |p: &Point, usd: f64, lost: f64, holds: Option<f64>| Dot {
        x: usd / 1e6,
        y: lost / 1e6,
        label: match holds {
            Some(share) => say!("{}, holds in {} %", date(p.deadline), fixed(share * 100.0, 0)),
            None => date(p.deadline),
        },
    };
    let least = f
        .points
        .iter()
        .filter_map(|p| Some(dot(p, p.least_usd?, p.value_lost_usd?, p.confidence.as_ref().map(|c| c.holds))));
    let best = f.points.iter().filter_map(|p| {
        let b = p.best.as_ref()?;
        Some(dot(p, b.spent_usd, b.value_lost_usd, p.best_confidence.as_ref().map(|c| c.holds)))
    });
    let trails = vec![
        Trail { name: say!("least money that ends it"), dots: least.collect(), joined: true },
        Trail { name: say!("best plan where money does not limit"), dots: best.collect(), joined: true },
    ];
    let trails: Vec<Trail> = trails.into_iter().filter(|t| !t.dots.is_empty()).collect();
    let words =
        |t: &Trail, d: &Dot| say!("{}: {}, {} spent, {} lost", t.name, d.label, money(d.x * 1e6), money(d.y * 1e6));
    let alt: Vec<String> = trails.iter().flat_map(|t| t.dots.iter().map(|d| words(t, d))).collect();
    let last = f.points.iter().rev().find_map(|p| Some((p, p.least_usd?, p.value_lost_usd?, p.best?)));
    let title = match last {
        Some((p, least, lost, best)) if lost - best.value_lost_usd >= SHOWN_USD => say!(
            "{} more than the least budget saves equipment worth {} by {}",
            money((best.spent_usd - least).max(0.0)),
            money(lost - best.value_lost_usd),
            date(p.deadline)
        ),
        Some((p, ..)) => say!("By {} the least budget already saves what can be saved", date(p.deadline)),
        None => say!("Spending against equipment lost, by deadline"),
    };
    (!trails.is_empty()).then(|| Chart {
        key: "frontier_trade".into(),
        title,
        alt: alt.join(&say!("; ")),
        figure: Drawing::Scatter { across: say!("spending, $ million"), up: say!("equipment lost, $ million"), trails },
    })
}

/// A sum that shows in a tenth of a million.
const SHOWN_USD: f64 = 5e4;

fn curve(found: &[(&Point, f64)]) -> Option<Chart> {
    let ((first, dear), (last, cheap)) = (found.first()?, found.last()?);
    let title = if first.period < last.period && dear - cheap >= SHOWN_USD {
        say!("Waiting from {} to {} saves {}", date(first.deadline), date(last.deadline), money(dear - cheap))
    } else {
        say!("A full withdrawal needs {} at least by {}", money(*cheap), date(last.deadline))
    };
    let bars: Vec<Bar> =
        found.iter().map(|(p, usd)| Bar { name: date(p.deadline), value: *usd, label: money(*usd) }).collect();
    Some(Chart {
        key: "frontier".into(),
        title,
        alt: bars.iter().map(|b| say!("{}: {}", b.name, b.label)).collect::<Vec<_>>().join(&say!("; ")),
        figure: Drawing::Bars { bars },
    })
}
