//! Result files of any kind, and the scenario that they belong to.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::args::Global;
use crate::cli::commands::{load, loaded, results};
use crate::cli::{ExitStatus, Halt};
use crate::hedge::Hedge;
use crate::locale::say;
use crate::plan::result::{Plan, ScenarioRef};
use crate::report::view::Explanation;
use crate::scenario::{self, Loaded};
use crate::simulate::record::{Record, fingerprint};
use crate::study::compare::Comparison;
use crate::study::frontier::Frontier;
use crate::study::replan::Replan;
use crate::study::score::GradedForecast;

/// What a folder of results is looked through for, the richest first.
const RESULTS: [&str; 7] = [
    "hedge.json",
    "replications.json",
    "comparison.json",
    "frontier.json",
    "replan.json",
    "explanation.json",
    "plan.json",
];

/// A `replications.json` and the plan that stands beside it.
pub(super) struct Replayed {
    pub record: Record,
    pub plan: Plan,
}

/// A result.
pub(super) enum ReadResult {
    Plan(Box<Plan>),
    Comparison(Comparison),
    Frontier(Frontier, Option<ScenarioRef>),
    Simulation(Box<Replayed>),
    Hedge(Box<Hedge>),
    Explanation(Box<Explanation>),
    Replan(Box<Replan>),
    Score(Box<GradedForecast>),
}

/// A scenario with where it was found.
pub(super) struct Base {
    pub loaded: Loaded,
    pub path: PathBuf,
    pub warnings: Vec<String>,
}

/// The result file of a folder; any other path as it is.
pub(super) fn result_in(path: &Path) -> PathBuf {
    let inside = RESULTS.iter().map(|name| path.join(name)).find(|p| p.is_file());
    if path.is_dir() { inside.unwrap_or_else(|| path.to_owned()) } else { path.to_owned() }
}

pub(super) fn is_result(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) || path.is_dir()
}

/// Reads a result and tells by its keys what it is.
pub(super) fn read(path: &Path) -> Result<ReadResult, Halt> {
    let faulty = |what: String| Halt(ExitStatus::Scenario, say!("error: {}: {what}", path.display(), what));
    if path.is_dir() {
        return Err(faulty(say!("none of {} is in this folder", RESULTS.join(", "))));
    }
    let text = scenario::files::text(path, scenario::files::RESULT)
        .map_err(|e| Halt(ExitStatus::Scenario, format!("{}{e}", say!("error: "))))?;
    let json: Value = serde_json::from_str(&text).map_err(|e| faulty(say!("not JSON: {e}", e)))?;
    let has = |key: &str| json.get(key).is_some();
    let broken = |what: String, e: serde_json::Error| faulty(say!("looks like {what}, but: {e}", what, e));
    if has("cases") {
        let record: Record = serde_json::from_str(&text).map_err(|e| broken(say!("a simulation"), e))?;
        return replayed(path, record).map(|s| ReadResult::Simulation(Box::new(s)));
    }
    if has("candidates") {
        return serde_json::from_str(&text)
            .map(|h| ReadResult::Hedge(Box::new(h)))
            .map_err(|e| broken(say!("a hedge"), e));
    }
    if has("entries") {
        return serde_json::from_str(&text).map(ReadResult::Comparison).map_err(|e| broken(say!("a comparison"), e));
    }
    if has("points") {
        let scenario = json.get("scenario").and_then(|s| serde_json::from_value(s.clone()).ok());
        let frontier = serde_json::from_str(&text).map_err(|e| broken(say!("a frontier"), e))?;
        return Ok(ReadResult::Frontier(frontier, scenario));
    }
    if has("weeks_moved") {
        return serde_json::from_str(&text)
            .map(|r| ReadResult::Replan(Box::new(r)))
            .map_err(|e| broken(say!("a replan"), e));
    }
    if has("binding") {
        return explanation(json)
            .map(|e| ReadResult::Explanation(Box::new(e)))
            .map_err(|e| broken(say!("an explanation"), e));
    }
    if has("grades") {
        return serde_json::from_str(&text)
            .map(|s| ReadResult::Score(Box::new(s)))
            .map_err(|e| broken(say!("a graded forecast"), e));
    }
    if has("movements") {
        return results::read_plan(path).map(|p| ReadResult::Plan(Box::new(p)));
    }
    Err(faulty(say!(
        "neither a plan.json nor a comparison.json, frontier.json, replications.json, explanation.json, replan.json, hedge.json or a graded forecast"
    )))
}

/// What `explain --format json` writes.
fn explanation(json: Value) -> Result<Explanation, serde_json::Error> {
    let part = |key: &str| json.get(key).cloned().unwrap_or(Value::Null);
    let (scenario, summary) = (serde_json::from_value(part("scenario"))?, serde_json::from_value(part("summary"))?);
    let repair = serde_json::from_value(part("repair"))?;
    let command = json.get("command").cloned().map_or_else(|| Ok(Vec::new()), serde_json::from_value)?;
    Ok(Explanation { scenario, summary, repair, command, explained: serde_json::from_value(json)? })
}

/// `simulate --out` leaves the plan beside its replications.
fn replayed(path: &Path, record: Record) -> Result<Replayed, Halt> {
    let file = path.with_file_name("plan.json");
    let ReadResult::Plan(plan) = read(&file)? else {
        return Err(Halt(ExitStatus::Scenario, say!("error: {}: not the plan that was replayed", file.display())));
    };
    let planned = record.cases.first().map(|c| c.subject.plan.as_str());
    if planned != Some(fingerprint(&plan).as_str()) {
        let text = say!("error: {} is not the plan of {}", file.display(), path.display());
        return Err(Halt(ExitStatus::Scenario, text));
    }
    Ok(Replayed { record, plan: *plan })
}

/// The scenario of a result: as the user names it, else as the result does.
pub(super) fn scenario_of(
    g: &Global,
    reference: &ScenarioRef,
    given: Option<&Path>,
    result: &Path,
) -> Result<Base, Halt> {
    let own = reference.files.first().map(PathBuf::from).filter(|p| p.is_file());
    if let (None, Some(own), false) = (given, &own, g.allow_outside)
        && !results::near(own, result)
    {
        let text = say!(
            "error: {} names the scenario {}, outside this folder and its own: name it with --scenario FILE, or allow it with --allow-outside",
            result.display(),
            own.display()
        );
        return Err(Halt(ExitStatus::Usage, text));
    }
    let Some(path) = given.map(Path::to_owned).or(own) else {
        let file = reference.files.first().map_or("(not named)", String::as_str);
        return Err(Halt(
            ExitStatus::Usage,
            say!(
                "error: the scenario of this result, {file}, is not found from here: name it with --scenario FILE",
                file
            ),
        ));
    };
    // With the overrides of the result, else with those of the command line.
    let ways = [Global { set: reference.overrides.clone(), budget: None, months: Vec::new(), ..g.clone() }, g.clone()];
    for way in &ways {
        if let Ok(l) = load(way, &path) {
            if l.digest == reference.digest {
                return Ok(Base { loaded: l, path, warnings: Vec::new() });
            }
        }
    }
    let warning = say!(
        "{} is not as it was when this was planned: names, places and assumptions are of the file as it is now, everything else is of the result.",
        path.display()
    );
    Ok(Base { loaded: loaded(&ways[0], &path)?, path, warnings: vec![warning] })
}
