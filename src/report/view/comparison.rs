//! The report of a comparison: the answer as a grid or as lines, the narrative, one table per question.

use crate::locale::{retold, say};
use crate::plan::result::Plan;
use crate::report::chart::{Chart, Dot, Drawing, Series, Time, Tone, Trail};
use crate::report::content::narrative::narrative;
use crate::report::content::{comparison, label};
use crate::report::numbers::{count, date, fixed, money};
use crate::report::view::document::{KeyNumber, ReportSources, Section, View};
use crate::report::view::weeks::{at_sites, running, summed, time};
use crate::report::view::{explorer, provenance};
use crate::study::compare::Comparison;
use crate::tolerance::{DIVISOR, SHOWN};

/// Lines that a reader can tell apart.
const LINES: usize = 6;
/// Lines that differ nowhere by more than this share of their top are drawn once.
const SAME: f64 = 0.02;

/// The report of a comparison; `from` is of the base, if its scenario is known.
pub fn of_comparison(c: &Comparison, from: Option<&ReportSources>) -> View {
    let told = label::comparison(c);
    let c = told.as_ref().unwrap_or(c);
    let plans: Vec<(&str, &Plan)> =
        c.entries.iter().filter_map(|e| e.plan.as_ref().map(|p| (e.label.as_str(), p))).collect();
    let mut view =
        View { title: title(c, &plans), answer: answer(c, &plans), facts: facts(c, &plans), ..View::default() };
    view.explorer = explorer::of_comparison(c, from.map(|f| f.mission));
    view.trust = sure(&plans, from);
    view.warnings = from.map_or_else(Vec::new, |f| f.warnings.clone());
    view.warnings.extend(missing(c));
    view.warnings.extend(notes(&plans));
    let heat = grid(c, &plans);
    let first = if heat.is_empty() { say!("The drawdown") } else { say!("Who gets out, budget by deadline") };
    let charts = if heat.is_empty() { vec![people(&plans)] } else { heat };
    view.sections.push(Section { title: first, charts, ..Section::default() });
    let others = narrative(c);
    if !others.is_empty() {
        view.sections.push(Section { title: say!("What changes"), words: others, ..Section::default() });
    }
    let mut tables = comparison::tables(c).into_iter().filter(|t| !t.rows.is_empty());
    let shown: Vec<_> = tables.by_ref().take(4).collect();
    for table in shown {
        let charts = match table.key.as_str() {
            "outcome" if view.sections[0].charts[0].key != "people" => vec![people(&plans)],
            "money" => vec![trade(&plans), spending(&plans)],
            _ => Vec::new(),
        };
        view.sections.push(Section { title: table.title.clone(), charts, tables: vec![table], ..Section::default() });
    }
    view.sections.push(country(&plans, tables.collect()));
    if let Some(f) = from {
        view.sections.push(provenance::assumptions(f.figures));
    }
    view.sections.push(provenance::provenances(&plans));
    view
}

/// Entries without a plan, with the reason of the first.
fn missing(c: &Comparison) -> Option<String> {
    let failed: Vec<(&str, &str)> =
        c.entries.iter().filter_map(|e| Some((e.label.as_str(), e.failed.as_deref()?))).collect();
    let (_, why) = failed.first()?;
    let labels: Vec<&str> = failed.iter().map(|(l, _)| *l).collect();
    Some(say!("No plan for {}: {why}", labels.join(&say!("; ")), retold(why)))
}

/// What the plans note, each once.
fn notes(plans: &[(&str, &Plan)]) -> Vec<String> {
    let mut by: Vec<(&str, Vec<&str>)> = Vec::new();
    for (label, p) in plans {
        for note in &p.notes {
            match by.iter_mut().find(|(n, _)| n == note) {
                Some((_, labels)) => labels.push(label),
                None => by.push((note, vec![label])),
            }
        }
    }
    by.into_iter().map(|(note, labels)| say!("{}: {}", labels.join(&say!("; ")), retold(note))).collect()
}

/// How sure all of them are.
fn sure(plans: &[(&str, &Plan)], from: Option<&ReportSources>) -> String {
    let gaps: Vec<f64> = plans.iter().filter_map(|(_, p)| p.solver.gap).collect();
    let (least, most) = gaps.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), g| (a.min(*g), b.max(*g)));
    let proof = match gaps.len() {
        0 => say!("No plan is proven to be near the best"),
        n if n == plans.len() => {
            say!(
                "Certified gaps to the best that any plan could do: {} to {} %",
                fixed(least * 100.0, 1),
                fixed(most * 100.0, 1)
            )
        }
        n => say!(
            "{n} of {} plans have a certified gap to the best, {} % or less",
            n,
            plans.len(),
            fixed(most * 100.0, 1)
        ),
    };
    let broken = plans.iter().filter(|(_, p)| p.checks.iter().any(|c| !c.passed)).count();
    let audit =
        if broken == 0 { say!("the audit found no rule broken") } else { say!("the audit refuses {broken}", broken) };
    let assumed = from.map_or_else(String::new, |f| say!("; {}", provenance::assumed(f.figures)));
    say!("{proof}; {audit}{assumed}.", proof, audit, assumed)
}

fn title(c: &Comparison, plans: &[(&str, &Plan)]) -> String {
    let mut names: Vec<&str> = plans.iter().map(|(_, p)| p.scenario.name.as_str()).collect();
    names.dedup();
    match names[..] {
        [one] => say!("{one}: {} plans compared", one, c.entries.len()),
        _ => say!("{} plans compared", c.entries.len()),
    }
}

/// Which plans end the withdrawal, and the cheapest of them.
fn answer(c: &Comparison, plans: &[(&str, &Plan)]) -> Vec<String> {
    let ends: Vec<_> = plans.iter().filter(|(_, p)| p.summary.finished_on.is_some()).collect();
    let mut out = Vec::new();
    if ends.is_empty() {
        out.push(say!("None of the {} plans gets everybody and everything out by its deadline.", c.entries.len()));
    } else {
        let names: Vec<&str> = ends.iter().map(|(l, _)| *l).collect();
        out.push(say!(
            "{} of {} plans get everybody out by their deadline: {}.",
            ends.len(),
            c.entries.len(),
            names.join(&say!("; "))
        ));
    }
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    if let Some((label, p)) = ends.iter().min_by(|a, b| economic(a.1).total_cmp(&economic(b.1))) {
        out.push(say!("The one that costs least, equipment lost included, is {label}: {} spent, equipment worth {} lost, everything out by {}.", label, money(p.summary.cost_usd), money(p.summary.equipment_value_lost_usd), p.summary.finished_on.map_or_else(String::new, date)));
    } else if let Some((label, p)) =
        plans.iter().min_by(|a, b| a.1.summary.people_left.total_cmp(&b.1.summary.people_left))
    {
        out.push(say!(
            "None leaves fewer people behind than {label}: {} of {}.",
            label,
            count(p.summary.people_left),
            count(p.summary.people_total)
        ));
    }
    out
}

fn facts(c: &Comparison, plans: &[(&str, &Plan)]) -> Vec<KeyNumber> {
    let done = plans.iter().filter(|(_, p)| p.summary.finished_on.is_some());
    let mut facts = vec![KeyNumber::new(
        say!("plans that end in time"),
        say!("{} of {}", done.clone().count(), c.entries.len()),
        say!("everybody and everything out"),
    )];
    if let Some((label, p)) = done.clone().min_by_key(|(_, p)| p.summary.finished_on) {
        facts.push(KeyNumber::new(
            say!("earliest end"),
            p.summary.finished_on.map_or_else(String::new, date),
            (*label).into(),
        ));
    }
    if let Some((label, p)) = done.min_by(|a, b| a.1.summary.cost_usd.total_cmp(&b.1.summary.cost_usd)) {
        facts.push(KeyNumber::new(say!("least spending of these"), money(p.summary.cost_usd), (*label).into()));
    }
    if let Some((label, p)) = plans.iter().max_by(|a, b| a.1.summary.people_left.total_cmp(&b.1.summary.people_left)) {
        facts.push(KeyNumber::new(say!("most people left"), count(p.summary.people_left), (*label).into()));
    }
    facts
}

/// Two fields of budget by deadline, if the entries make up a whole grid: people, and equipment lost.
fn grid(c: &Comparison, plans: &[(&str, &Plan)]) -> Vec<Chart> {
    let mut budgets: Vec<f64> = plans.iter().filter_map(|(_, p)| p.summary.budget_usd).collect();
    budgets.sort_by(f64::total_cmp);
    budgets.dedup();
    let mut deadlines: Vec<_> = plans.iter().map(|(_, p)| p.summary.deadline).collect();
    deadlines.sort();
    deadlines.dedup();
    let fields = budgets.len() * deadlines.len();
    if fields != c.entries.len() || plans.len() < 4 {
        return Vec::new();
    }
    let find =
        |b: f64, d| plans.iter().find(|(_, p)| p.summary.budget_usd == Some(b) && p.summary.deadline == d).map(|x| x.1);
    let most = plans.iter().map(|(_, p)| p.summary.equipment_value_lost_usd).fold(1.0, f64::max);
    let people = |p: &Plan| {
        let s = &p.summary;
        match s.finished_on {
            Some(day) => (Tone::Share(1.0), say!("all out {}", date(day))),
            None if s.people_left < SHOWN => (Tone::Share(0.79), say!("people out, {} loads not", count(s.cargo_left))),
            None => (
                Tone::Share((s.people_out / s.people_total.max(1.0) * 0.79).min(0.79)),
                say!("{} people left", count(s.people_left)),
            ),
        }
    };
    let lost = |p: &Plan| {
        let v = p.summary.equipment_value_lost_usd;
        (Tone::Share(1.0 - v / most), say!("{} lost", money(v)))
    };
    let rows = |field: &dyn Fn(&Plan) -> (Tone, String)| {
        let row = |b: &f64| {
            let fields = deadlines.iter().map(|d| find(*b, *d).map_or((Tone::Open, say!("none found")), field));
            (money(*b), fields.collect())
        };
        budgets.iter().map(row).collect::<Vec<_>>()
    };
    let columns: Vec<String> = deadlines.iter().map(|d| date(*d)).collect();
    let chart = |key: &str, title: String, goal: bool, rows: Vec<(String, Vec<(Tone, String)>)>| Chart {
        key: key.into(),
        title,
        alt: rows
            .iter()
            .flat_map(|(b, fields)| {
                fields.iter().zip(&columns).map(move |((_, w), d)| say!("{b} by {d}: {w}", b, d, w))
            })
            .collect::<Vec<_>>()
            .join(&say!("; ")),
        figure: Drawing::Heat { across: say!("deadline; rows: budget"), goal, columns: columns.clone(), rows },
    };
    vec![
        chart("outcome_grid", ended(plans), true, rows(&people)),
        chart("lost_grid", losses(plans), false, rows(&lost)),
    ]
}

/// How many plans reach the goal, for the head of the grid.
fn ended(plans: &[(&str, &Plan)]) -> String {
    let n = plans.iter().filter(|(_, p)| p.summary.finished_on.is_some()).count();
    say!("{n} of {} plans bring everybody and everything out in time", n, plans.len())
}

/// From which plan to which the loss of equipment runs.
fn losses(plans: &[(&str, &Plan)]) -> String {
    let lost = |p: &Plan| p.summary.equipment_value_lost_usd;
    let least = plans.iter().min_by(|a, b| lost(a.1).total_cmp(&lost(b.1)));
    let most = plans.iter().max_by(|a, b| lost(a.1).total_cmp(&lost(b.1)));
    match (least, most) {
        (Some((a, p)), Some((b, q))) if lost(q) - lost(p) >= 5e4 => {
            say!("Equipment lost: {} with {}, {} with {}", money(lost(p)), a, money(lost(q)), b)
        }
        _ => say!("All plans lose about as much equipment"),
    }
}

/// Money against equipment, each plan a point; those that miss their deadline are marked by their shape.
fn trade(plans: &[(&str, &Plan)]) -> Chart {
    let dot = |(label, p): &(&str, &Plan)| {
        let s = &p.summary;
        let holds = s.confidence.as_ref().map(|c| fixed(c.holds * 100.0, 0));
        let label = holds.map_or_else(|| (*label).to_owned(), |h| say!("{label}, holds in {} %", label, h));
        Dot { x: s.cost_usd / 1e6, y: s.equipment_value_lost_usd / 1e6, label }
    };
    let of = |ends: bool| plans.iter().filter(move |(_, p)| p.summary.finished_on.is_some() == ends).map(dot).collect();
    let trails = vec![
        Trail { name: say!("everything out in time"), dots: of(true), joined: false },
        Trail { name: say!("fails: people or loads stay"), dots: of(false), joined: false },
    ];
    let words =
        |t: &Trail, d: &Dot| say!("{}: {}, {} spent, {} lost", t.name, d.label, money(d.x * 1e6), money(d.y * 1e6));
    let alt: Vec<String> = trails.iter().flat_map(|t| t.dots.iter().map(|d| words(t, d))).collect();
    Chart {
        key: "trade".into(),
        title: losses(plans),
        alt: alt.join(&say!("; ")),
        figure: Drawing::Scatter { across: say!("spending, $ million"), up: say!("equipment lost, $ million"), trails },
    }
}

/// The longest axis of all plans.
fn axis(plans: &[(&str, &Plan)]) -> Option<Time> {
    plans.iter().map(|(_, p)| time(p)).max_by_key(|t| t.periods)
}

/// Plans whose lines can be told apart: of those nearly the same the first, named for all of them by its own label.
fn apart<'a>(plans: &[(&'a str, &Plan)], values: &dyn Fn(&Plan) -> Vec<f64>) -> Vec<(&'a str, Vec<f64>, bool)> {
    let mut kept: Vec<(&str, Vec<f64>, bool)> = Vec::new();
    for (label, plan) in plans {
        let line = values(plan);
        let most = line.iter().copied().fold(DIVISOR, f64::max);
        let same = |other: &Vec<f64>| {
            other.len() == line.len() && other.iter().zip(&line).all(|(a, b)| (a - b).abs() < SAME * most)
        };
        if !kept.iter().any(|(_, other, _)| same(other)) {
            kept.push((label, line, plan.summary.finished_on.is_some()));
        }
    }
    kept.truncate(LINES);
    kept
}

fn of_each(key: &str, title: &str, unit: String, plans: &[(&str, &Plan)], values: &dyn Fn(&Plan) -> Vec<f64>) -> Chart {
    let lines = apart(plans, values);
    let some = if lines.len() < plans.len() { format!(" {}", say!("(plans that differ)")) } else { String::new() };
    let labels: Vec<&str> = lines.iter().map(|(l, _, _)| *l).collect();
    let alt = say!(
        "One line for each of: {}. Marked as failing: whose deadline is missed. The tables have the figures of all.",
        labels.join(&say!("; "))
    );
    let series: Vec<Series> = lines
        .into_iter()
        .map(|(l, v, ends)| Series::line(if ends { l.to_owned() } else { say!("{l} (fails)", l) }, v))
        .collect();
    let time = axis(plans).unwrap_or(Time { start: jiff::civil::Date::ZERO, days: 7, periods: 1 });
    Chart {
        key: key.into(),
        title: format!("{title}{some}"),
        alt,
        figure: Drawing::Lines { time, unit, bands: Vec::new(), series, marks: Vec::new() },
    }
}

fn people(plans: &[(&str, &Plan)]) -> Chart {
    let left = |p: &Plan| p.summary.people_left;
    let most = plans.iter().rev().max_by(|a, b| left(a.1).total_cmp(&left(b.1)));
    let title = match most.filter(|(_, p)| left(p) >= SHOWN) {
        Some((label, p)) => say!("{} people stay with {label}", count(left(p)), label),
        None => say!("With every plan all people leave the sites"),
    };
    of_each("people", &title, say!("people"), plans, &|p| at_sites(p, true))
}

fn spending(plans: &[(&str, &Plan)]) -> Chart {
    let spent = |p: &Plan| running(summed(p, p.costs.iter().map(|c| (c.period, c.usd / 1e6))));
    let cost = |p: &Plan| p.summary.cost_usd;
    let least = plans.iter().min_by(|a, b| cost(a.1).total_cmp(&cost(b.1)));
    let most = plans.iter().max_by(|a, b| cost(a.1).total_cmp(&cost(b.1)));
    let title = match (least, most) {
        (Some((a, p)), Some((b, q))) if cost(q) - cost(p) >= 5e4 => {
            say!("Spending: {} with {}, {} with {}", money(cost(p)), a, money(cost(q)), b)
        }
        _ => say!("All plans spend about as much"),
    };
    of_each("spending", &title, say!("$ million"), plans, &spent)
}

fn country(plans: &[(&str, &Plan)], tables: Vec<crate::report::table::Table>) -> Section {
    let armed = |p: &Plan| summed(p, p.impact.iter().map(|i| (i.period, i.armed)));
    let chart = of_each("presence", &say!("Armed presence at the sites"), say!("armed people"), plans, &armed);
    Section {
        title: say!("What the departure means for the country"),
        charts: vec![chart],
        tables,
        ..Section::default()
    }
}
