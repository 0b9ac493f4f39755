//! Building the model from the scenario: reading, expanding, writing the rows; with classes and by unit.
//!
//! `cargo bench --bench model -- [--quick] [--only six-months-590m]`
//!
//! `-- dump FOLDER` writes the sets and data of each scenario as JSON, and our seconds for the same rows, for
//! `benches/peers/run.sh`, which builds those rows in other modelling tools and prints the ratios.

#![allow(clippy::print_stdout)]

mod kit;
#[path = "kit/dump.rs"]
mod neutral;

use std::path::Path;

use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::mission::{Mission, Objective};
use drawdown::program::Program;
use drawdown::solve::{self, Request, Unwatched};

fn main() {
    let asked = kit::Asked::read();
    let all: &[&str] =
        if asked.quick { &["six-months-590m"] } else { &["three-months-590m", "six-months-590m", "nine-months-590m"] };
    let names = asked.scenarios(all);
    let times = if asked.quick { 3 } else { 11 };
    if let [word, folder] = &asked.words[..]
        && word == "dump"
    {
        return names.iter().for_each(|n| dump(n, Path::new(folder), times));
    }
    kit::header("Building the model (Mali)");
    println!("Milliseconds, median of {times}.\n");
    let rows: Vec<Vec<String>> = names.iter().flat_map(|n| [row(n, true, times), row(n, false, times)]).collect();
    let head = ["scenario", "columns", "rows", "nonzeros", "read scenario", "expand", "write rows", "all"];
    kit::table(&head, &rows);
}

fn expand(m: &Mission, aggregate: bool) -> Expansion {
    Expansion::new(m, m.calendar.deadline(), aggregate)
}

fn row(name: &str, aggregate: bool, times: usize) -> Vec<String> {
    let (read, m) = kit::timed(times, || kit::mali(name));
    let (expanded, x) = kit::timed(times, || expand(&m, aggregate));
    let (written, f) = kit::timed(times, || {
        let mut f = Formulation::new(&m, x.clone());
        f.minimise(Objective::EconomicCost);
        f
    });
    let parts = [read, expanded, written].map(|s| kit::median(&s) * 1e3);
    let counts = [f.program.columns().len(), f.program.rows().len(), f.program.nonzeros()];
    let mut row = vec![format!("{name}, {}", if aggregate { "classes" } else { "by unit" })];
    row.extend(counts.map(|n| n.to_string()));
    row.extend(parts.map(|ms| format!("{ms:.1}")));
    row.push(format!("{:.1}", parts.iter().sum::<f64>()));
    row
}

/// The data for the peers, and how long we take from the mission to the same rows.
fn dump(name: &str, folder: &Path, times: usize) {
    let m = kit::mali(name);
    let families = neutral::shared();
    let (seconds, f) = kit::timed(times, || {
        let mut f = Formulation::with_families(&m, expand(&m, true), &families);
        f.minimise(Objective::EconomicCost);
        f
    });
    let mut data = neutral::dump(&m, &f);
    data["ours"] = serde_json::json!(kit::median(&seconds));
    data["relaxed"] = serde_json::json!(relaxed(f.program));
    let file = folder.join(format!("{name}.json"));
    std::fs::write(&file, data.to_string()).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    println!("{}", file.display());
}

/// Optimum without whole numbers: the peers' models have to have the same.
fn relaxed(mut program: Program) -> f64 {
    program.relax();
    let backend = solve::backend(None).expect("this build has a solver");
    backend.solve(&program, &Request::default(), &Unwatched).expect("the relaxation is solved").objective
}
