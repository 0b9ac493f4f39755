//! Time to a first plan and to certified gaps of 5 to 0.1 %: ours against plain HiGHS on the same model written out with
//! classes, without `implied`, and by unit. Medians over the Mali scenarios in which everything can leave.
//!
//! `cargo bench --bench gaps -- [--quick] [--seconds 60] [--only six-months-590m,troops-first] [ours]`
//!
//! `-- ours` leaves HiGHS out. `-- dump FOLDER` writes the models as MPS and our times as JSON, for `benches/peers/plain_highs.py`,
//! which runs HiGHS from another source, with its own settings.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod kit;

use std::path::Path;

use drawdown::program::mps;
use kit::{Asked, Trace, WRITTEN, Written};

/// Gaps of the table.
const GAPS: [f64; 5] = [0.05, 0.02, 0.01, 0.005, 0.001];
/// What the columns are: the first plan and each gap.
const REACHED: [&str; 6] = ["first plan", "5 %", "2 %", "1 %", "0.5 %", "0.1 %"];

/// One scenario: seconds to the first plan and to each gap, and the last gap; by contestant, ours first.
struct Run {
    scenario: String,
    reached: Vec<[Option<f64>; 6]>,
    last: Vec<Option<f64>>,
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
    let against = if asked.words.iter().any(|w| w == "ours") { &[] } else { &WRITTEN[..] };
    kit::header("Time to a plan and to its proof, against plain HiGHS");
    println!("Seconds; at most {limit:.0} for each run.\n");
    kit::head(&[&["scenario", "who"][..], &REACHED, &["gap at the end"]].concat());
    let mut runs = Vec::new();
    for run in names.iter().filter_map(|n| run(n, against, limit)) {
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
    let mut names = vec!["to".to_owned(), "ours".to_owned()];
    names.extend(against.iter().map(|w| w.name.to_owned()));
    names.extend(against.iter().map(|w| w.name.replace("HiGHS, ", "times sooner, ")));
    kit::table(&names.iter().map(String::as_str).collect::<Vec<_>>(), &medians(&runs, limit));
}

fn run(name: &str, against: &[Written], limit: f64) -> Option<Run> {
    let mission = kit::mali(name);
    let least = GAPS[GAPS.len() - 1];
    let (ours, outcome) = Trace::of(&mission, least, limit);
    if let Err(failure) = outcome {
        eprintln!("{name}: {failure}");
    }
    let mut traces = vec![ours];
    for written in against {
        traces.push(kit::plain(&mission, *written, least, limit)?);
    }
    let reached = traces.iter().map(reached).collect();
    Some(Run { scenario: name.to_owned(), reached, last: traces.iter().map(Trace::gap).collect() })
}

fn reached(t: &Trace) -> [Option<f64>; 6] {
    let mut all = [t.first_plan(); 6];
    for (seconds, gap) in all[1..].iter_mut().zip(GAPS) {
        *seconds = t.reached(gap);
    }
    all
}

fn dump(names: &[String], folder: &Path, limit: f64) {
    let mut ours = serde_json::Map::new();
    for name in names {
        let mission = kit::mali(name);
        for written in WRITTEN {
            let mut bytes = Vec::new();
            mps::write(&kit::whole_program(&mission, written), &mut bytes).expect("memory takes it");
            let file = folder.join(format!("{name}{}.mps", written.suffix));
            std::fs::write(&file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        }
        let (trace, _) = Trace::of(&mission, GAPS[GAPS.len() - 1], limit);
        ours.insert(
            name.to_owned(),
            serde_json::json!({"reached": reached(&trace), "limit": limit, "gap": trace.gap()}),
        );
    }
    let file = folder.join("ours.json");
    let text = serde_json::Value::Object(ours).to_string();
    std::fs::write(&file, text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
}

fn rows(run: &Run, limit: f64) -> Vec<Vec<String>> {
    let row = |i: usize| {
        let (name, who) = if i == 0 { (run.scenario.clone(), "ours") } else { (String::new(), WRITTEN[i - 1].name) };
        let mut row = vec![name, who.to_owned()];
        row.extend(run.reached[i].iter().map(|s| kit::seconds(*s, limit)));
        row.push(kit::percent(run.last[i]));
        row
    };
    (0..run.reached.len()).map(row).collect()
}

fn medians(runs: &[Run], limit: f64) -> Vec<Vec<String>> {
    let contestants = runs.first().map_or(0, |r| r.reached.len());
    let row = |g: usize| {
        // A stopped run is at least as slow as its limit: the median stays right as long as it is not one itself.
        let of = |who: usize| {
            let all: Vec<f64> = runs.iter().map(|r| r.reached[who][g].unwrap_or(f64::INFINITY)).collect();
            Some(kit::median(&all)).filter(|m| m.is_finite())
        };
        let all: Vec<Option<f64>> = (0..contestants).map(of).collect();
        let mut row = vec![REACHED[g].to_owned()];
        row.extend(all.iter().map(|s| kit::seconds(*s, limit)));
        row.extend(all.iter().skip(1).map(|theirs| kit::sooner(all[0], *theirs, limit)));
        row
    };
    (0..REACHED.len()).map(row).collect()
}
