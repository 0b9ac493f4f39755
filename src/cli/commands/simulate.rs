//! `drawdown simulate`: all replications of one or several cases, a shard of them, or shards joined.

mod cases;
mod journal;
mod merge;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::cli::args::Global;
use crate::cli::commands::{Named, answer, as_csv, claimed, deliver, named, next, summary_file, to_json};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, terminal};
use crate::cli::{files, folder};
use crate::diagnostic::{Diagnostic, Sources, render};
use crate::locale::say;
use crate::optimise::Observer as _;
use crate::report;
use crate::simulate::forecast::{Forecast, Made};
use crate::simulate::precision::{BATCH, PreciseMeasure};
use crate::simulate::record::{CaseRecord, RECORD_VERSION, Record};
use crate::simulate::{Case, Replication, replications};

use cases::Prepared;
use journal::Journal;

/// What was asked.
pub(super) struct ToSimulate<'a> {
    pub runs: u64,
    pub seed: u64,
    pub plans: &'a [PathBuf],
    pub replan: Option<u32>,
    pub shard: Option<(u64, u64)>,
    pub precision: Option<f64>,
    pub measure: PreciseMeasure,
    pub forecast: Option<&'a Path>,
    pub out: Option<&'a Path>,
}

pub(super) fn run(g: &Global, inputs: &[PathBuf], asked: &ToSimulate) -> Result<(), Halt> {
    if inputs[0].as_os_str() == "merge" {
        return merge::run(g, &inputs[1..], asked.out);
    }
    if asked.precision.is_some() && asked.shard.is_some() {
        let text = say!("error: --precision looks at all worlds so far, a shard has only its own; give one of the two");
        return Err(Halt(ExitStatus::Usage, text));
    }
    asked.forecast.map_or(Ok(()), files::check)?;
    // Owned until the end: two runs in one folder would mix their worlds.
    let owned = claimed(asked.out)?;
    let prepared = cases::prepare(g, inputs, asked)?;
    let mut record = Record {
        schema_version: RECORD_VERSION,
        seed: asked.seed,
        runs: asked.runs,
        command: g.typed.clone(),
        cases: Vec::new(),
    };
    record.cases =
        prepared.cases.iter().map(|c| CaseRecord { subject: c.subject.clone(), replications: vec![] }).collect();
    let journal = asked.out.map(|path| Journal::open(path, &mut record)).transpose()?;
    let whole = simulated(g, &prepared, asked, &mut record, journal.as_ref())?;
    if whole && record.cases.iter().all(|c| c.replications.is_empty()) {
        return nothing(g, owned, asked, &record);
    }
    if let Some(path) = asked.forecast {
        foretell(path, asked, &prepared, &record)?;
    }
    let plans = cases::plans(asked, prepared.cases.len());
    show(g, &record, owned, &plans)?;
    journal.map_or(Ok(()), Journal::remove)?;
    if !whole {
        let hint = if asked.out.is_some() {
            say!("start again with the same --out to go on")
        } else {
            say!("with --out DIR it could go on")
        };
        return Err(Halt(ExitStatus::Done, say!("interrupted: the worlds so far are counted; {hint}", hint)));
    }
    // A part of the worlds is no answer yet: it waits for the others.
    if let Some(out) = asked.out.filter(|_| asked.shard.is_none()) {
        next(g, &[format!("report {} -o risk.html", out.display())]);
    }
    Ok(())
}

/// Writes the forecast: of one case, of whole runs.
fn foretell(path: &Path, asked: &ToSimulate, prepared: &Prepared, record: &Record) -> Result<(), Halt> {
    let [case] = &record.cases[..] else {
        let text = say!("error: --forecast is of one plan; give one scenario, one --plan and no --replan");
        return Err(Halt(ExitStatus::Usage, text));
    };
    let scenario = &prepared.scenarios[prepared.cases[0].scenario].mission.name;
    let today = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date();
    let made = Made { on: today, by: env!("CARGO_PKG_VERSION"), scenario, seed: asked.seed };
    let Some(forecast) = Forecast::of(&case.subject, &case.replications, &made) else { return Ok(()) };
    files::write(path, to_json(&forecast)?.as_bytes())
}

/// A fault of the simulation as every fault is shown.
fn fault(_: &Global, exit: ExitStatus, diagnostic: Diagnostic) -> Halt {
    Halt(exit, render(&[diagnostic], &Sources::default(), terminal::stderr_colored()))
}

/// Runs what is missing; false if interrupted.
fn simulated(
    g: &Global,
    prepared: &Prepared,
    asked: &ToSimulate,
    record: &mut Record,
    journal: Option<&Journal>,
) -> Result<bool, Halt> {
    let mine = |n: &u64| asked.shard.is_none_or(|(i, of)| n % of == i - 1);
    let batch = if asked.precision.is_some() { BATCH } else { asked.runs };
    let total = (0..asked.runs).filter(mine).count() * record.cases.len();
    let progress = Progress::counted(g, total as u64);
    let trouble: Mutex<Option<Halt>> = Mutex::new(None);
    let mut done = 0;
    while done < asked.runs && !progress.cancelled() {
        let until = (done + batch).min(asked.runs);
        for (i, case) in prepared.cases.iter().enumerate() {
            let kept = &record.cases[i].replications;
            let has = |n: &u64| kept.binary_search_by_key(n, |r| r.number).is_ok();
            let missing: Vec<u64> = (done..until).filter(mine).filter(|n| !has(n)).collect();
            progress.advance(((done..until).filter(mine).count() - missing.len()) as u64);
            let told = |r: &Replication| {
                progress.advance(1);
                if let Some(Err(stop)) = journal.map(|j| j.note(i, r)) {
                    trouble.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(stop);
                }
            };
            let stop = || progress.cancelled() || trouble.lock().is_ok_and(|t| t.is_some());
            let scenario = &prepared.scenarios[case.scenario];
            let case = Case {
                mission: &scenario.mission,
                decisions: &case.decisions,
                processes: &scenario.risk,
                policy: case.subject.policy,
            };
            let fresh = replications(&case, asked.seed, &missing, &told, &stop);
            record.cases[i].replications.extend(fresh);
            record.cases[i].replications.sort_by_key(|r| r.number);
        }
        done = until;
        if enough(asked, record, done) {
            break;
        }
    }
    progress.finish();
    if let Some(stop) = trouble.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(stop);
    }
    if asked.precision.is_some() && !progress.cancelled() {
        // A folder may hold more worlds than the precision needs: the answer is that of a run from scratch.
        record.runs = done;
        record.cases.iter_mut().for_each(|c| c.replications.retain(|r| r.number < done));
    }
    let wanted = (0..record.runs).filter(mine).count();
    let whole = record
        .cases
        .iter()
        .all(|c| c.replications.iter().filter(|r| r.number < record.runs && mine(&r.number)).count() == wanted);
    record.cases.iter_mut().for_each(|c| c.replications.retain(|r| r.number < asked.runs && mine(&r.number)));
    Ok(whole)
}

fn enough(asked: &ToSimulate, record: &Record, done: u64) -> bool {
    let Some(wanted) = asked.precision else { return false };
    record.cases.iter().all(|c| {
        let until = c.replications.partition_point(|r| r.number < done);
        asked.measure.half_width(&c.subject, &c.replications[..until]) <= wanted
    })
}

/// A shard to which no world falls: an answer with nothing in it, which can be merged like any other.
fn nothing(g: &Global, owned: Option<folder::Folder>, asked: &ToSimulate, record: &Record) -> Result<(), Halt> {
    let (i, of) = asked.shard.unwrap_or((1, 1));
    let text = format!(
        "{}\n",
        say!("No world falls to shard {i}/{of} of {} worlds; the other shards have them all.", i, of, asked.runs)
    );
    deliver(g, owned, &whole_files(record)?, &text, &to_json(record)?)
}

/// Prints the answer, and writes it with the replications; `plans` are in the folder already.
fn show(g: &Global, record: &Record, owned: Option<folder::Folder>, plans: &[String]) -> Result<(), Halt> {
    let Some(risk) = report::content::risk::risk(record) else {
        return Err(Halt(ExitStatus::Interrupted, say!("interrupted before the first replication")));
    };
    let (text, json) = (report::render::terminal::risk::text(&risk), to_json(&risk)?);
    // A million worlds take a minute to be written out: only where there is a folder for them.
    let written = owned.map_or(Ok(()), |folder| {
        let mut list = whole_files(record)?;
        list.push(summary_file(&text));
        list.push(named("summary.json", json.as_bytes()));
        list.push(as_csv(&report::content::worlds::people_out(&risk)));
        folder.write(&list, plans)
    });
    answer(g, &text, &json)?;
    written
}

/// The replications as files.
fn whole_files(record: &Record) -> Result<Vec<Named>, Halt> {
    Ok(vec![
        named("replications.json", to_json(record)?),
        named("replications.csv", report::content::worlds::replications(record).csv()),
        named("closings.csv", report::content::worlds::closings_by_world(record).csv()),
    ])
}
