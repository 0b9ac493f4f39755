//! `drawdown simulate`: all replications, a shard of them, or shards joined.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{loaded, plan, to_json};
use crate::cli::progress::Progress;
use crate::cli::{Exit, Stop, files};
use crate::mission::Mission;
use crate::plan::decisions::Decisions;
use crate::plan::optimise::{Event, Observer as _};
use crate::plan::result::Plan;
use crate::report;
use crate::scenario::risk::{Process, processes};
use crate::simulate::{OVERTIME, Replication, replications, summary::summarise};

/// What was asked.
pub(super) struct Asked<'a> {
    pub runs: u64,
    pub seed: u64,
    pub shard: Option<(u64, u64)>,
    pub out: Option<&'a Path>,
}

/// Replications with what they belong to: shards of another seed, scenario or plan do not mix.
#[derive(Serialize, Deserialize)]
struct Shard {
    schema_version: u32,
    digest: String,
    seed: u64,
    scenario: String,
    runs: u64,
    /// SHA-256 of the plan's movements and closings.
    plan: String,
    arguments: Vec<String>,
    replications: Vec<Replication>,
    #[serde(rename = "plan_json")]
    whole_plan: Plan,
}

pub(super) fn run(g: &Global, inputs: &[PathBuf], asked: &Asked) -> Result<(), Stop> {
    if inputs[0].as_os_str() == "merge" {
        return merge(g, &inputs[1..], asked.out);
    }
    let [path] = inputs else {
        return Err(Stop(Exit::Usage, "error: simulate takes one scenario (or `merge` and files)".into()));
    };
    let scenario = loaded(g, path)?;
    let risk = processes(scenario.risk.as_ref(), &scenario.mission).map_err(|faults| {
        let list: Vec<String> = faults.iter().map(|f| format!("error: {}: {f}", path.display())).collect();
        Stop(Exit::Scenario, list.join("\n"))
    })?;
    if risk.is_empty() {
        let text = format!(
            "error: {} has no [[risk.processes]]: there is nothing to simulate; docs/simulation.md says how to write them",
            path.display()
        );
        return Err(Stop(Exit::Scenario, text));
    }
    let found = plan::planned(g, &scenario)?;
    let wanted: Vec<u64> = match asked.shard {
        Some((i, n)) => (0..asked.runs).filter(|k| k % n == i - 1).collect(),
        None => (0..asked.runs).collect(),
    };
    let mut shard = Shard {
        schema_version: 1,
        digest: scenario.digest.clone(),
        seed: asked.seed,
        scenario: path.display().to_string(),
        runs: asked.runs,
        plan: fingerprint(&found.plan),
        arguments: found.plan.scenario.overrides.clone(),
        replications: kept(asked, &scenario.digest, &fingerprint(&found.plan)),
        whole_plan: found.plan.clone(),
    };
    let whole = replay(g, &scenario.mission, &found.outcome.decisions, &risk, &wanted, &mut shard);
    if let Some(folder) = asked.out {
        files::folder(folder)?;
        files::write(&folder.join("replications.json"), to_json(&shard)?.as_bytes())?;
        files::write(&folder.join("replications.csv"), &report::risk::replications(&shard.replications).csv())?;
    }
    show(g, &scenario.mission, &shard, asked.out)?;
    if !whole {
        return Err(Stop(
            Exit::Done,
            "interrupted: the replications so far are counted; start again with the same --out to go on".into(),
        ));
    }
    Ok(())
}

/// Runs what is missing; false if interrupted.
fn replay(g: &Global, m: &Mission, d: &Decisions, risk: &[Process], wanted: &[u64], shard: &mut Shard) -> bool {
    shard.replications.retain(|r| wanted.contains(&r.number));
    let done: Vec<u64> = shard.replications.iter().map(|r| r.number).collect();
    let missing: Vec<u64> = wanted.iter().copied().filter(|k| !done.contains(k)).collect();
    let progress = Progress::new(g.quiet);
    let count = AtomicU64::new(done.len() as u64);
    let told = || {
        let n = count.fetch_add(1, Ordering::Relaxed) + 1;
        if n.is_multiple_of(10) {
            progress.event(Event::Note(format!("{n} of {} worlds", wanted.len())));
        }
    };
    let fresh = replications(m, d, risk, shard.seed, &missing, &told, &|| progress.cancelled());
    progress.finish();
    shard.replications.extend(fresh);
    shard.replications.sort_by_key(|r| r.number);
    shard.replications.len() == wanted.len()
}

/// Replications of an earlier start with the same scenario, seed and plan.
fn kept(asked: &Asked, digest: &str, plan: &str) -> Vec<Replication> {
    let Some(folder) = asked.out else { return Vec::new() };
    let Ok(text) = std::fs::read_to_string(folder.join("replications.json")) else { return Vec::new() };
    match serde_json::from_str::<Shard>(&text) {
        Ok(s) if s.digest == digest && s.seed == asked.seed && s.plan == plan => s.replications,
        _ => Vec::new(),
    }
}

fn fingerprint(plan: &Plan) -> String {
    use sha2::Digest as _;
    let mut hash = sha2::Sha256::new();
    for m in &plan.movements {
        hash.update(format!("{} {} {} {:.3};", m.period, m.route, m.class, m.quantity));
    }
    for s in &plan.sites {
        hash.update(format!("{} {:?};", s.id, s.closes_period));
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

fn merge(g: &Global, paths: &[PathBuf], out: Option<&Path>) -> Result<(), Stop> {
    let mut joined: Option<Shard> = None;
    let mut all: BTreeMap<u64, Replication> = BTreeMap::new();
    for path in paths {
        let wrong = |what: String| Stop(Exit::Scenario, format!("error: {}: {what}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let shard: Shard = serde_json::from_str(&text).map_err(|e| wrong(format!("no replications.json: {e}")))?;
        if let Some(first) = &joined {
            let same = [
                (first.seed == shard.seed, "the seed"),
                (first.digest == shard.digest, "the scenario"),
                (first.plan == shard.plan, "the plan"),
                (first.runs == shard.runs, "the number of runs"),
            ];
            if let Some((_, what)) = same.iter().find(|(ok, _)| !ok) {
                return Err(wrong(format!(
                    "{what} is not that of {}; shards of one run only can be merged",
                    paths[0].display()
                )));
            }
        }
        all.extend(shard.replications.iter().map(|r| (r.number, r.clone())));
        joined.get_or_insert(shard);
    }
    let Some(mut shard) = joined else {
        return Err(Stop(Exit::Usage, "error: simulate merge takes the replications.json files of shards".into()));
    };
    shard.replications = all.into_values().collect();
    let cell = Global { set: shard.arguments.clone(), budget: None, months: Vec::new(), ..g.clone() };
    let scenario = loaded(&cell, Path::new(&shard.scenario))?;
    if let Some(folder) = out {
        files::folder(folder)?;
        files::write(&folder.join("replications.json"), to_json(&shard)?.as_bytes())?;
        files::write(&folder.join("replications.csv"), &report::risk::replications(&shard.replications).csv())?;
    }
    show(g, &scenario.mission, &shard, out)
}

fn show(g: &Global, m: &Mission, shard: &Shard, out: Option<&Path>) -> Result<(), Stop> {
    let planned: Vec<Option<u32>> = shard.whole_plan.sites.iter().map(|s| s.closes_period).collect();
    let Some(summary) = summarise(m, &planned, &shard.replications, m.calendar.periods + OVERTIME) else {
        return Err(Stop(Exit::Interrupted, "interrupted before the first replication".into()));
    };
    let text = report::risk::text(m, &shard.whole_plan, &summary);
    if let Some(folder) = out {
        files::write(&folder.join("summary.txt"), text.as_bytes())?;
    }
    let json = to_json(&json!({"schema_version": 1, "seed": shard.seed, "digest": shard.digest, "summary": summary}))?;
    files::print(if g.format == Format::Json { &json } else { &text })
}
