//! What all benchmarks share: options, the machine, Markdown tables, medians, peak memory, and the trace of a search.
//!
//! Must not know what is measured.

// Every benchmark takes only a part of it.
#![allow(dead_code, unused_imports, clippy::print_stdout)]

#[path = "../../tests/kit/generate.rs"]
pub(crate) mod generate;
mod machine;
mod trace;

pub(crate) use machine::{header, peak_mib, processor_seconds};
pub(crate) use trace::{Trace, WRITTEN, Written, plain, whole_program};

use std::path::Path;
use std::time::Instant;

use drawdown::mission::Mission;
use drawdown::scenario;

/// The Mali scenarios in which everything can leave: all of them ask the same question, the least economic cost.
pub(crate) const ALL_OUT: [&str; 8] = [
    "six-months-590m",
    "nine-months-590m",
    "six-months-764m",
    "nine-months-764m",
    "niger-closed",
    "northern-road-held",
    "troops-first",
    "assets-first",
];

/// What was asked on the command line after `--`.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// A small version: is everything in order?
    pub(crate) quick: bool,
    /// Seconds for one search.
    pub(crate) seconds: Option<f64>,
    /// Only these scenarios or sizes.
    pub(crate) only: Vec<String>,
    /// Words that belong to one benchmark.
    pub(crate) words: Vec<String>,
}

impl Asked {
    /// Reads the command line; cargo's own `--bench` is passed over.
    ///
    /// # Panics
    /// If an option has no value.
    pub(crate) fn read() -> Self {
        let mut asked = Self { quick: false, seconds: None, only: Vec::new(), words: Vec::new() };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--bench" => {}
                "--quick" => asked.quick = true,
                "--seconds" => asked.seconds = words.next().and_then(|s| s.parse().ok()),
                "--only" => asked.only = words.next().expect("--only a,b").split(',').map(str::to_owned).collect(),
                _ => asked.words.push(word),
            }
        }
        asked
    }
    /// Seconds for one search: as asked, or one of the defaults.
    pub(crate) fn limit(&self, quick: f64, full: f64) -> f64 {
        self.seconds.unwrap_or(if self.quick { quick } else { full })
    }
    /// The scenarios asked for by name, or else the usual ones.
    pub(crate) fn scenarios(&self, usual: &[&str]) -> Vec<String> {
        if self.only.is_empty() { usual.iter().map(|n| (*n).to_owned()).collect() } else { self.only.clone() }
    }
    /// Is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|n| n == name)
    }
}

/// Threads of a search that is measured alone.
pub(crate) const THREADS: usize = 2;

/// One of the Mali scenarios.
///
/// # Panics
/// If it does not load.
pub(crate) fn mali(name: &str) -> Mission {
    mali_with(name, &scenario::Overrides::default())
}

/// The same with overrides.
///
/// # Panics
/// If it does not load.
pub(crate) fn mali_with(name: &str, options: &scenario::Overrides) -> Mission {
    let path = format!("{}/scenarios/mali-2023/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    scenario::load(Path::new(&path), options).unwrap_or_else(|r| panic!("{path}: {:?}", r.diagnostics)).mission
}

/// Seconds of each of `times` runs, shortest first, and what the last one made.
///
/// # Panics
/// With no run at all.
pub(crate) fn timed<T>(times: usize, mut run: impl FnMut() -> T) -> (Vec<f64>, T) {
    let mut seconds = Vec::new();
    let mut made = None;
    for _ in 0..times {
        let clock = Instant::now();
        made = Some(std::hint::black_box(run()));
        seconds.push(clock.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    (seconds, made.expect("at least one run"))
}

/// The middle value; of an even number the lower one of the two, so that it is one that was measured.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

/// Seconds for a table; `> limit` where it was not reached.
pub(crate) fn seconds(value: Option<f64>, limit: f64) -> String {
    value.map_or_else(|| format!("> {limit:.0}"), |s| if s < 1.0 { format!("{s:.2}") } else { format!("{s:.1}") })
}

/// How many times sooner: `≥` where the slower one was stopped before it got there, `≤` where ours was.
pub(crate) fn sooner(ours: Option<f64>, theirs: Option<f64>, limit: f64) -> String {
    match (ours, theirs) {
        (Some(a), Some(b)) => format!("{:.1} ×", b / a),
        (Some(a), None) => format!("≥ {:.1} ×", limit / a),
        (None, Some(b)) => format!("≤ {:.2} ×", b / limit),
        (None, None) => "neither".into(),
    }
}

/// Per cent for a table.
pub(crate) fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "-".into(), |v| format!("{:.2} %", v * 100.0))
}

/// Prints a Markdown table; the first column to the left, the others to the right.
pub(crate) fn table(names: &[&str], rows: &[Vec<String>]) {
    head(names);
    for row in rows {
        line(row);
    }
    println!();
}

/// The head of a table whose lines come one by one.
pub(crate) fn head(names: &[&str]) {
    println!("| {} |", names.join(" | "));
    println!("|---|{}", "---:|".repeat(names.len().saturating_sub(1)));
}

/// One line of it.
pub(crate) fn line(row: &[String]) {
    println!("| {} |", row.join(" | "));
}
