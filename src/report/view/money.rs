//! Spending by heading, against what is released and against the budgets under discussion.

use crate::locale::{say, word};
use crate::mission::Period;
use crate::plan::result::Plan;
use crate::report::chart::{Chart, Drawing, Series};
use crate::report::content::liquidation;
use crate::report::numbers::{date, money};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{ReportSources, Section};
use crate::report::view::weeks::{largest, running, summed, time};
use crate::tolerance::DIVISOR;

pub(super) fn section(plan: &Plan, from: &ReportSources) -> Section {
    let mut tables = vec![headings(plan)];
    if let Some(t) = tranches(plan, from) {
        tables.push(t);
    }
    tables.extend(liquidation::table(plan));
    if !from.proposals.is_empty() {
        tables.push(proposals(plan, from.proposals));
    }
    Section { title: say!("Money"), charts: vec![total(plan, from), weekly(plan)], tables, ..Section::default() }
}

fn spent(plan: &Plan) -> Vec<f64> {
    running(summed(plan, plan.costs.iter().map(|c| (c.period, c.usd))))
}

fn categories(plan: &Plan) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for c in &plan.costs {
        if !names.contains(&c.category.as_str()) {
            names.push(&c.category);
        }
    }
    names
}

fn total(plan: &Plan, from: &ReportSources) -> Chart {
    let time = time(plan);
    let millions = |v: Vec<f64>| v.into_iter().map(|x| x / 1e6).collect::<Vec<_>>();
    let sums = spent(plan);
    let half = sums.iter().position(|s| *s >= plan.summary.cost_usd / 2.0).unwrap_or(0);
    let half = date(time.day(half as u32));
    let title = match plan.summary.budget_usd {
        Some(b) => say!("{} of {} is spent, half of it by {half}", money(plan.summary.cost_usd), money(b), half),
        None => say!("{} is spent, half of it by {half}", money(plan.summary.cost_usd), half),
    };
    let mut series = vec![Series::line(say!("spent so far"), millions(sums))];
    if from.mission.budget.total().is_some() {
        let released = (0..=time.periods).map(|t| from.mission.budget.released(Period(t.max(1))).get()).collect();
        series.push(Series::step(say!("released so far"), millions(released)));
    }
    for p in from.proposals.iter().filter(|p| from.mission.budget.total().is_none_or(|b| (b.get() - **p).abs() > 1.0)) {
        series.push(Series::step(say!("proposal of {}", money(*p)), vec![p / 1e6; time.periods as usize + 1]));
    }
    Chart {
        key: "spending".into(),
        title,
        alt: say!("Spending adds up to {}.", money(plan.summary.cost_usd)),
        figure: Drawing::Lines { time, unit: say!("$ million"), bands: Vec::new(), series, marks: Vec::new() },
    }
}

fn weekly(plan: &Plan) -> Chart {
    let time = time(plan);
    let one = |name: &str| {
        let here = plan.costs.iter().filter(|c| c.category == name);
        Series::line(word("value", name), summed(plan, here.map(|c| (c.period, c.usd / 1e6))))
    };
    let layers = largest(categories(plan).into_iter().map(one).collect(), 7);
    Chart {
        key: "spending_by_heading".into(),
        title: dearest(plan),
        alt: say!("The table below has the totals by heading."),
        figure: Drawing::Stack { time, unit: say!("$ million a {}", time.unit()), layers, limits: Vec::new() },
    }
}

/// The heading that takes most, for the head of the picture.
fn dearest(plan: &Plan) -> String {
    let of = |k: &str| plan.costs.iter().filter(|c| c.category == k).map(|c| c.usd).sum::<f64>();
    match categories(plan).into_iter().max_by(|a, b| of(a).total_cmp(&of(b))) {
        Some(k) => {
            say!("Most is spent on {}: {} of {}", word("value", k), money(of(k)), money(plan.summary.cost_usd))
        }
        None => say!("Nothing is spent"),
    }
}

fn headings(plan: &Plan) -> Table {
    let mut by: Vec<(&str, f64)> = categories(plan)
        .into_iter()
        .map(|k| (k, plan.costs.iter().filter(|c| c.category == k).map(|c| c.usd).sum()))
        .collect();
    by.sort_by(|a, b| b.1.total_cmp(&a.1));
    let total: f64 = by.iter().map(|(_, usd)| usd).sum();
    let mut t = Table::new("spending", &say!("Spending by heading"), &["heading", "spent", "share"]);
    for (k, usd) in by {
        t.push(vec![Cell::Text(word("value", k)), Cell::Usd(usd), Cell::Share(usd / total.max(DIVISOR))]);
    }
    t.push(vec![Cell::Text(say!("all")), Cell::Usd(total), Cell::Share(1.0)]);
    t
}

/// The money that is spent by each release of budget.
fn tranches(plan: &Plan, from: &ReportSources) -> Option<Table> {
    let list = from.mission.budget.tranches.as_ref().filter(|l| l.len() > 1)?;
    let mut t = Table::new(
        "tranches",
        &say!("Releases of budget"),
        &["from", "released", "released so far", "spent before", "spare then"],
    );
    let (spent, mut sum) = (spent(plan), 0.0);
    for x in list {
        let before = spent.get(x.from.at().saturating_sub(1)).or(spent.last()).copied().unwrap_or(0.0);
        let spare = sum - before;
        sum += x.amount.get();
        t.push(vec![
            Cell::Date(from.mission.calendar.first_day(x.from)),
            Cell::Usd(x.amount.get()),
            Cell::Usd(sum),
            Cell::Usd(before),
            Cell::Usd(spare),
        ]);
    }
    Some(t)
}

/// How far each proposal would carry this plan.
fn proposals(plan: &Plan, list: &[f64]) -> Table {
    let mut t = Table::new(
        "proposals",
        &say!("This plan under each budget proposed"),
        &["proposal", "pays for all of it", "spare or short", "this plan's money lasts until"],
    );
    let (spent, time) = (spent(plan), time(plan));
    for p in list {
        let over = spent.iter().position(|s| s > p);
        let pays = over.is_none();
        let until = over.map_or_else(|| say!("to the end"), |t| date(time.day(t.saturating_sub(1) as u32)));
        t.push(vec![
            Cell::Usd(*p),
            Cell::text(if pays { say!("yes") } else { say!("no") }),
            Cell::Usd(p - plan.summary.cost_usd),
            Cell::Text(until),
        ]);
    }
    t
}
