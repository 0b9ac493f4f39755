//! Time to a first plan and to certified gaps of 5, 2 and 1 %: ours against plain HiGHS on the same model written out, with
//! classes and by unit. Medians over the Mali scenarios in which everything can leave.
//!
//! `cargo bench --bench gaps -- [--quick] [--seconds 60] [--only six-months-590m,troops-first]`
//!
//! `-- dump FOLDER` writes the models as MPS and our times as JSON, for `benches/peers/plain_highs.py`, which runs HiGHS from
//! another source, with its own settings.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod kit;

use std::path::Path;

use drawdown::program::mps;
use kit::{Asked, Trace};

/// Gaps of the table.
const GAPS: [f64; 3] = [0.05, 0.02, 0.01];

/// One scenario: seconds to the first plan and to each gap, and the last gap; by contestant.
struct Run {
    scenario: String,
    reached: [[Option<f64>; 4]; 3],
    last: [Option<f64>; 3],
}

fn main() {
    let asked = Asked::read();
    let limit = asked.limit(20.0, 60.0);
    let default = if asked.quick { &kit::ALL_OUT[..1] } else { &kit::ALL_OUT[..] };
    let names = asked.scenarios(default);
    if let [word, folder] = &asked.words[..]
        && word == "dump"
    {
        return dump(&names, Path::new(folder), limit);
    }
    kit::header("Time to a plan and to its proof, against plain HiGHS");
    println!("Seconds; at most {limit:.0} for each run.\n");
    kit::head(&["scenario", "who", "first plan", "5 %", "2 %", "1 %", "gap at the end"]);
    let mut runs = Vec::new();
    for run in names.iter().filter_map(|n| run(n, limit)) {
        for row in rows(&run, limit) {
            kit::line(&row);
        }
        runs.push(run);
    }
    println!();
    println!(
        "Medians over {} scenarios, and how many times sooner we are (a run that was stopped counts as its limit).\n",
        runs.len()
    );
    kit::table(
        &["to", "ours", "HiGHS, classes", "HiGHS, by unit", "against classes", "against by unit"],
        &medians(&runs, limit),
    );
}

fn run(name: &str, limit: f64) -> Option<Run> {
    let mission = kit::mali(name);
    let least = GAPS[GAPS.len() - 1];
    let (ours, outcome) = Trace::of(&mission, least, limit);
    if let Err(failure) = outcome {
        eprintln!("{name}: {failure}");
    }
    let traces = [ours, kit::plain(&mission, true, least, limit)?, kit::plain(&mission, false, least, limit)?];
    let reached = traces.each_ref().map(reached);
    Some(Run { scenario: name.to_owned(), reached, last: traces.each_ref().map(Trace::gap) })
}

fn reached(t: &Trace) -> [Option<f64>; 4] {
    [t.first_plan(), t.reached(GAPS[0]), t.reached(GAPS[1]), t.reached(GAPS[2])]
}

fn dump(names: &[String], folder: &Path, limit: f64) {
    let mut ours = serde_json::Map::new();
    for name in names {
        let mission = kit::mali(name);
        for (aggregate, suffix) in [(true, ""), (false, "-by-unit")] {
            let mut bytes = Vec::new();
            mps::write(&kit::whole_program(&mission, aggregate), &mut bytes).expect("memory takes it");
            let file = folder.join(format!("{name}{suffix}.mps"));
            std::fs::write(&file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        }
        let (trace, _) = Trace::of(&mission, GAPS[2], limit);
        ours.insert(name.to_owned(), serde_json::json!({"reached": reached(&trace), "limit": limit}));
    }
    let file = folder.join("ours.json");
    let text = serde_json::Value::Object(ours).to_string();
    std::fs::write(&file, text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
}

fn rows(run: &Run, limit: f64) -> Vec<Vec<String>> {
    let who = ["ours", "HiGHS, classes", "HiGHS, by unit"];
    let row = |i: usize| {
        let mut row = vec![if i == 0 { run.scenario.clone() } else { String::new() }, who[i].to_owned()];
        row.extend(run.reached[i].iter().map(|s| kit::seconds(*s, limit)));
        row.push(kit::percent(run.last[i]));
        row
    };
    (0..who.len()).map(row).collect()
}

fn medians(runs: &[Run], limit: f64) -> Vec<Vec<String>> {
    let what = ["first plan", "5 %", "2 %", "1 %"];
    let row = |g: usize| {
        // A stopped run is at least as slow as its limit: the median stays right as long as it is not one itself.
        let of = |who: usize| {
            let all: Vec<f64> = runs.iter().map(|r| r.reached[who][g].unwrap_or(f64::INFINITY)).collect();
            Some(kit::median(&all)).filter(|m| m.is_finite())
        };
        let (ours, classes, by_unit) = (of(0), of(1), of(2));
        let mut row = vec![what[g].to_owned()];
        row.extend([ours, classes, by_unit].map(|s| kit::seconds(s, limit)));
        row.extend([classes, by_unit].map(|theirs| kit::sooner(ours, theirs, limit)));
        row
    };
    (0..what.len()).map(row).collect()
}
