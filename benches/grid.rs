//! The grid that a committee asks for: 3, 6 and 9 months against four budgets, twelve plans in one command.
//!
//! `cargo bench --bench grid -- [--quick] [--seconds 60]`

#![allow(clippy::print_stdout)]

mod kit;

use std::time::Instant;

use drawdown::optimise::{Options, Silent};
use drawdown::plan::result::ScenarioRef;
use drawdown::scenario;
use drawdown::study::compare::{CaseQuestion, Entry, Variant, compare};

fn main() {
    let asked = kit::Asked::read();
    let limit = asked.limit(20.0, 60.0);
    let (months, budgets): (&[u32], &[&str]) =
        if asked.quick { (&[3], &["191M", "764M"]) } else { (&[3, 6, 9], &["191M", "382M", "590M", "764M"]) };
    kit::header("A grid of deadlines and budgets (Mali)");
    let cases: Vec<Variant> = months.iter().flat_map(|m| budgets.iter().map(move |b| case(*m, b))).collect();
    let options = Options { time_limit: Some(limit), threads: kit::THREADS, ..Options::default() };
    let watch = vec![Silent; cases.len()];
    let clock = Instant::now();
    let compared = compare(&cases, 0, &options, &watch);
    let seconds = clock.elapsed().as_secs_f64();
    println!("{} plans in {seconds:.0} s, time limit {limit:.0} s.\n", cases.len());
    let rows: Vec<Vec<String>> = compared.entries.iter().map(row).collect();
    kit::table(&["case", "people left", "cost", "certified gap", "seconds"], &rows);
}

fn case(months: u32, budget: &str) -> Variant {
    let options =
        scenario::Overrides { months: Some(months), budget: Some(budget.to_owned()), ..scenario::Overrides::default() };
    let mission = kit::mali_with("base", &options);
    let reference = ScenarioRef::of(&mission);
    Variant { label: format!("{months} months, ${budget}"), asked: Ok(CaseQuestion { mission, scenario: reference }) }
}

fn row(entry: &Entry) -> Vec<String> {
    let mut row = vec![entry.label.clone()];
    match &entry.plan {
        Some(plan) => row.extend([
            format!("{:.0}", plan.summary.people_left),
            format!("${:.1}m", plan.summary.cost_usd / 1e6),
            kit::percent(plan.solver.gap),
            format!("{:.1}", plan.solver.seconds),
        ]),
        None => row.extend([entry.failed.clone().unwrap_or_default(), "-".into(), "-".into(), "-".into()]),
    }
    row
}
