//! What each command does; the larger ones have their own files.

mod compare;
mod explain;
mod export;
mod frontier;
mod hedge;
mod manual;
mod plan;
mod replan;
mod report;
mod results;
mod score;
mod simulate;
mod verify;

use std::error::Error as _;
use std::path::Path;

use serde_json::json;

use crate::cli::args::{self, Args, Command, Format, Global};
use crate::cli::folder::Folder;
use crate::cli::{ExitStatus, Halt, files, terminal};
use crate::diagnostic::{Diagnostic, Severity, Sources, render};
use crate::locale::{retold, say};
use crate::mission::Mission;
use crate::optimise::{self, Failure};
use crate::plan::result::Plan;
use crate::report::table::Table;
use crate::scenario::risk::Process;
use crate::scenario::{self, Loaded};
use crate::simulate::confidence;
use crate::study::answer::Unanswered;
use results::read_plan;

/// Seconds of the optimiser, where nothing else is asked.
const SECONDS: f64 = 60.0;

pub(super) fn run(args: &Args) -> Result<(), Halt> {
    let g = &args.global;
    terminal::set(g.color);
    let export_only = !matches!(g.format, Format::Text | Format::Json);
    if export_only && !matches!(args.command, Command::Export { .. }) {
        return Err(Halt(
            ExitStatus::Usage,
            say!(
                "error: --format mps, lp, geojson, csv, movement-requests, ics and msproject belong to `drawdown export`"
            ),
        ));
    }
    if g.months.len() > 1 && !matches!(args.command, Command::Compare { .. } | Command::Report { .. }) {
        return Err(Halt(
            ExitStatus::Usage,
            say!("error: several --months belong to `drawdown compare` and `report`; give one"),
        ));
    }
    start_threads(g)?;
    match &args.command {
        Command::Run { scenario, out, alternatives, within } => {
            plan::run(g, scenario, out.as_deref(), *alternatives as usize, *within)
        }
        Command::Compare { scenarios, budgets, base, out } => compare::run(g, scenarios, budgets, base, out.as_deref()),
        Command::Frontier { scenario, step, budgets, out } => {
            frontier::run(g, scenario, *step, budgets, out.as_deref())
        }
        Command::Replan { scenario, status, plan, template, stability, out } => {
            let asked = replan::ToReplan {
                status: status.as_deref(),
                plan: plan.as_ref(),
                template: *template,
                stability: *stability,
                out: out.as_deref(),
            };
            replan::run(g, scenario, &asked)
        }
        Command::Simulate { inputs, runs, seed, plan, replan, shard, precision, measure, forecast, out } => {
            let asked = simulate::ToSimulate {
                runs: *runs,
                seed: *seed,
                plans: plan,
                replan: *replan,
                shard: *shard,
                precision: *precision,
                measure: (*measure).into(),
                forecast: forecast.as_deref(),
                out: out.as_deref(),
            };
            simulate::run(g, inputs, &asked)
        }
        Command::Hedge { inputs, hold, measure, proof, seed, replan, shard, search_only, from, out } => {
            let asked = hedge::ToHedge {
                target: *hold,
                measure: (*measure).into(),
                proof: *proof,
                seed: *seed,
                replan: *replan,
                shard: *shard,
                search_only: *search_only,
                from: from.as_deref(),
                out: out.as_deref(),
            };
            hedge::run(g, inputs, &asked)
        }
        Command::Report { inputs, budgets, proposals, scenario, output, charts, paper } => {
            let asked = report::ToReport {
                inputs,
                budgets,
                proposals,
                scenario: scenario.as_deref(),
                output,
                charts: charts.as_deref(),
                paper: *paper,
            };
            report::run(g, &asked)
        }
        Command::Check { scenarios } => check(g, scenarios),
        Command::Export { scenario, stage, relaxed, by_unit, plan, output } => {
            let (stage, plan) = (*stage as usize, plan.as_deref());
            let asked = export::ToExport { stage, relaxed: *relaxed, by_unit: *by_unit, plan };
            export::run(g, scenario, &asked, output.as_deref())
        }
        Command::Verify { scenario, plan, manifest } => verify::run(g, scenario, plan, manifest.as_deref()),
        Command::Score { forecast, actuals } => score::run(g, forecast, actuals),
        Command::Explain { subject, out } => explain::run(g, subject, out.as_deref()),
        Command::New { dir, workbook } => new(dir, *workbook),
        Command::Schema => terminal::print(&format!("{:#}\n", scenario::json_schema())),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(*shell, &mut args::help::command(), "drawdown", &mut bytes);
            terminal::print(&String::from_utf8_lossy(&bytes))
        }
        Command::Man { out } => manual::run(out.as_deref()),
    }
}

fn load(g: &Global, path: &Path) -> Result<Loaded, (Vec<Diagnostic>, Sources)> {
    let options = scenario::Overrides {
        set: g.set.clone(),
        budget: g.budget.clone(),
        months: g.months.first().copied(),
        allow_outside: g.allow_outside,
        // Another solver finds the smallest conflict in a program that has no plan.
        contradictions: matches!(g.format, Format::Mps | Format::Lp),
    };
    scenario::load(path, &options).map_err(|r| (r.diagnostics, r.sources))
}

/// Says with a plan how sure it is, where the scenario has risk.
fn say_how_sure(g: &Global, mission: &Mission, risk: &[Process], plan: &mut Plan) {
    let worlds = g.worlds.unwrap_or(confidence::WORLDS);
    plan.summary.confidence = confidence::confidence(mission, plan, risk, worlds, confidence::SEED);
}

/// Loads, or stops with all faults.
fn loaded(g: &Global, path: &Path) -> Result<Loaded, Halt> {
    load(g, path)
        .map_err(|(faults, sources)| Halt(ExitStatus::Scenario, render(&faults, &sources, terminal::stderr_colored())))
}

/// What the user should know of a scenario that can be solved.
fn warn(scenario: &Loaded) {
    let text = render(&scenario.warnings, &scenario.sources, terminal::stderr_colored());
    if !text.is_empty() {
        terminal::note(text.trim_end());
    }
}

fn options(g: &Global) -> optimise::Options {
    optimise::Options {
        gap: g.gap,
        time_limit: g.time_limit.or(Some(SECONDS)),
        work_limit: g.work_limit,
        threads: threads(g),
        solver: g.solver.clone(),
        aggregate: true,
    }
}

/// As many threads as were asked for, and no more than the machine can run: more only cost memory.
fn threads(g: &Global) -> usize {
    let useful = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    g.threads.min(useful)
}

/// Starts the threads of all that is done side by side. Here, and not when the first is needed: where the system gives none that is an
/// answer, not a panic.
fn start_threads(g: &Global) -> Result<(), Halt> {
    let started = rayon::ThreadPoolBuilder::new().num_threads(threads(g)).build_global();
    match started {
        // Without a cause of the system they are there already.
        Err(e) if e.source().is_some() => {
            Err(Halt(ExitStatus::Solver, say!("error: cannot start {} threads: {e}", threads(g), e)))
        }
        _ => Ok(()),
    }
}

/// Takes possession of an output folder before long work begins.
fn claimed(out: Option<&Path>) -> Result<Option<Folder>, Halt> {
    out.map(Folder::claim).transpose()
}

/// One file of a result: its name in the folder and its bytes.
type Named = (String, Vec<u8>);

/// A file of a result.
fn named(name: &str, bytes: impl Into<Vec<u8>>) -> Named {
    (name.to_owned(), bytes.into())
}

/// The summary as a file: it is shown on terminals, so names cannot steer them there either.
fn summary_file(text: &str) -> Named {
    named("summary.txt", terminal::harmless(text))
}

/// A table of a result as a file.
fn as_csv(table: &Table) -> Named {
    named(&format!("{}.csv", table.key), table.csv())
}

/// Writes a result and prints the answer; the answer is printed also if the folder takes nothing any more.
fn deliver(g: &Global, folder: Option<Folder>, list: &[Named], text: &str, json: &str) -> Result<(), Halt> {
    let written = folder.map_or(Ok(()), |f| f.write(list, &[]));
    answer(g, text, json)?;
    written
}

/// Prints an answer in the format that was asked for.
fn answer(g: &Global, text: &str, json: &str) -> Result<(), Halt> {
    if g.format == Format::Json { terminal::print(json) } else { terminal::show(text) }
}

/// Suggests what to do with an answer, where nobody asked for quiet.
fn next(g: &Global, commands: &[String]) {
    if g.format == Format::Text && !g.quiet {
        let list: Vec<String> = commands.iter().map(|c| format!("  drawdown {c}")).collect();
        terminal::note(&say!("Next:\n{}", list.join("\n")));
    }
}

fn failed(failure: &Failure) -> Halt {
    let code = match failure {
        Failure::Conflict(_) => ExitStatus::NoAnswer,
        Failure::Interrupted => ExitStatus::Interrupted,
        Failure::NoSuchSolver(..) => ExitStatus::Usage,
        Failure::TimeLimit(_) | Failure::WorkLimit(_) | Failure::Solver(_) => ExitStatus::Solver,
    };
    Halt(code, format!("{}{}", say!("error: "), retold(&failure.to_string())))
}

fn unanswered(why: &Unanswered) -> Halt {
    match why {
        Unanswered::Failure(failure) => failed(failure),
        Unanswered::Refused(_) => Halt(ExitStatus::Bug, format!("{}{why}", say!("error: "))),
    }
}

fn to_json(plan: &impl serde::Serialize) -> Result<String, Halt> {
    let text = serde_json::to_string_pretty(plan)
        .map_err(|e| Halt(ExitStatus::Bug, say!("the plan cannot be written: {e}", e)))?;
    Ok(terminal::harmless_json(&text) + "\n")
}

fn check(g: &Global, paths: &[std::path::PathBuf]) -> Result<(), Halt> {
    let (mut list, mut text, mut faults) = (Vec::new(), String::new(), String::new());
    let mut bad = false;
    for path in paths {
        let (diagnostics, sources) = match load(g, path) {
            Ok(l) => (l.warnings, l.sources),
            Err(rejected) => rejected,
        };
        let broken = diagnostics.iter().any(|d| d.severity == Severity::Error);
        bad |= broken;
        if !broken {
            text.push_str(&format!("{}\n", say!("{}: ok", path.display())));
        }
        faults.push_str(&render(&diagnostics, &sources, terminal::stderr_colored()));
        list.extend(diagnostics.iter().map(|d| as_json(d, &sources, path)));
    }
    if g.format == Format::Json {
        terminal::print(&terminal::harmless_json(&format!("{:#}\n", json!(list))))?;
        faults.clear();
    } else {
        terminal::show(&text)?;
    }
    if bad {
        return Err(Halt(ExitStatus::Scenario, faults));
    }
    if !faults.is_empty() {
        terminal::note(&faults);
    }
    Ok(())
}

fn as_json(d: &Diagnostic, sources: &Sources, path: &Path) -> serde_json::Value {
    let place = d.places.first().map(|(p, _)| (sources.name(p.file).to_owned(), sources.line_column(p)));
    let (file, (line, column)) = place.unwrap_or_else(|| (path.display().to_string(), (0, 0)));
    let severity = if d.severity == Severity::Error { "error" } else { "warning" };
    json!({"code": d.code.key(), "severity": severity, "file": file, "line": line, "column": column,
           "message": d.message, "remedy": d.remedy})
}

fn new(dir: &Path, workbook: bool) -> Result<(), Halt> {
    let occupied = dir.is_file() || std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        return Err(Halt(ExitStatus::Output, say!("error: {} exists and is not an empty folder", dir.display())));
    }
    let file = dir.join("scenario.toml");
    Folder::make(dir)?;
    if workbook {
        let bytes =
            scenario::workbook::template().map_err(|e| Halt(ExitStatus::Bug, say!("error: the workbook: {e}", e)))?;
        files::write(&dir.join("mission.xlsx"), &bytes)?;
        files::write(&file, scenario::workbook::template_scenario().as_bytes())?;
    } else {
        files::write(&file, scenario::starter().as_bytes())?;
    }
    terminal::show(&format!("{}\n", say!("{} is written; next: drawdown run {}", file.display(), file.display())))
}
