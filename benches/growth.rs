//! How cost grows: generated missions of 5 to 100 sites and 13 to 52 weeks: size of the model, time to a first plan and to a
//! certified 2 %, peak memory, gap at the limit.
//!
//! `cargo bench --bench growth -- [--quick] [--seconds 60] [--only 50x52,100x52] [seed]`
//!
//! Each size runs in a process of its own, so that its peak memory is its own. `-- parts 50 52` or `-- parts
//! six-months-590m` times single relaxations of one mission instead: where a search spends its time.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod kit;
#[path = "kit/parts.rs"]
mod single;

use std::process::Command;

use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::mission::Mission;
use drawdown::scenario;
use kit::generate::{Size, scenario as generated};
use kit::{Asked, Trace};

const SITES: [usize; 5] = [5, 13, 25, 50, 100];
const WEEKS: [usize; 4] = [13, 26, 39, 52];
const GAP: f64 = 0.02;

fn main() {
    let asked = Asked::read();
    let limit = asked.limit(8.0, 60.0);
    if let [word, sites, weeks, seed] = &asked.words[..]
        && word == "one"
    {
        let number = |text: &String| text.parse().expect("a number");
        let size = Size { sites: number(sites), weeks: number(weeks), seed: number(seed) as u64 };
        return println!("{}", one(size, limit).join("\t"));
    }
    match &asked.words[..] {
        [word, name] if word == "parts" => return parts(&asked, name, &kit::mali(name)),
        [word, sites, weeks] if word == "parts" => {
            let number = |text: &String| text.parse().expect("a number");
            let mission = generated_mission(Size { sites: number(sites), weeks: number(weeks), seed: 1 });
            return parts(&asked, &format!("{sites} sites, {weeks} weeks"), &mission);
        }
        _ => {}
    }
    let seed = asked.words.first().map_or("1", String::as_str);
    kit::header("Growth (generated missions)");
    println!("Seed {seed}; gap asked 2 %, at most {limit:.0} s for each; seconds, built model included.\n");
    let names =
        ["sites × weeks", "columns", "rows", "nonzeros", "built", "first plan", "2 %", "gap at the end", "peak MiB"];
    kit::head(&names);
    for sites in SITES {
        for weeks in WEEKS {
            let small = sites <= 13 && weeks == 13;
            if asked.wants(&format!("{sites}x{weeks}")) && (small || !asked.quick) {
                kit::line(&apart(&asked, sites, weeks, seed));
            }
        }
    }
    println!();
}

/// One size in a process of its own.
fn apart(asked: &Asked, sites: usize, weeks: usize, seed: &str) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["one", &sites.to_string(), &weeks.to_string(), seed]);
    if asked.quick {
        command.arg("--quick");
    }
    if let Some(seconds) = asked.seconds {
        command.args(["--seconds", &seconds.to_string()]);
    }
    let done = command.output().expect("this program runs");
    let text = String::from_utf8_lossy(&done.stdout);
    if done.status.success() {
        return text.trim().split('\t').map(str::to_owned).collect();
    }
    eprintln!("{}", String::from_utf8_lossy(&done.stderr));
    let mut row = vec![format!("{sites} × {weeks}")];
    row.resize(9, "failed".into());
    row
}

/// Single relaxations of one size.
fn parts(asked: &Asked, what: &str, mission: &Mission) {
    let limit = asked.limit(20.0, 120.0);
    kit::header("Single relaxations");
    println!("{what}; at most {limit:.0} s for each.\n");
    let rows: Vec<Vec<String>> = single::parts(mission, limit)
        .into_iter()
        .map(|p| {
            let processor = p.processor.map_or_else(|| "-".into(), |s| format!("{s:.2}"));
            vec![p.what, format!("{:.2}", p.seconds), processor, p.how]
        })
        .collect();
    kit::table(&["what", "seconds", "processor seconds", "optimum"], &rows);
}

fn generated_mission(size: Size) -> Mission {
    let text = generated(size).expect("the size is in range");
    scenario::load_str(&text, &scenario::Overrides::default()).expect("generated missions load").mission
}

fn one(size: Size, limit: f64) -> Vec<String> {
    let mission = generated_mission(size);
    let write = || Formulation::new(&mission, Expansion::new(&mission, mission.calendar.deadline(), true));
    let (built, f) = kit::timed(1, write);
    let counts = [f.program.columns().len(), f.program.rows().len(), f.program.nonzeros()];
    drop(f);
    let mut row = vec![format!("{} × {}", size.sites, size.weeks)];
    row.extend(counts.map(|n| n.to_string()));
    row.push(format!("{:.2}", built[0]));
    let (trace, outcome) = Trace::of(&mission, GAP, limit);
    row.extend([trace.first_plan(), trace.reached(GAP)].map(|s| kit::seconds(s, limit)));
    row.push(outcome.err().map_or_else(|| kit::percent(trace.gap()), |failure| failure.to_string()));
    row.push(kit::peak_mib().map_or_else(|| "-".into(), |m| format!("{m:.0}")));
    row
}
