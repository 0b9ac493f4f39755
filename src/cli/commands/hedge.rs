//! `drawdown hedge`: the cheapest plan that holds with a probability.

use std::path::Path;

use crate::cli::args::Global;
use crate::cli::commands::{Named, as_csv, claimed, deliver, failed, loaded, named, next, options, simulate, to_json};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, terminal};
use crate::diagnostic::{Code, Diagnostic, Sources, render};
use crate::hedge::{Hedge, Measure, News, Question, Unhedged, hedge};
use crate::optimise::{Event, Observer as _};
use crate::report::content::hedge as said;
use crate::simulate::Policy;

/// Worlds in which candidates are compared, where nothing else is asked.
const WORLDS: u64 = 1000;
/// Seconds for everything, where nothing else is asked.
const SECONDS: f64 = 600.0;

/// What was asked.
pub(super) struct ToHedge<'a> {
    pub target: f64,
    pub measure: Measure,
    pub proof: u64,
    pub seed: u64,
    pub replan: Option<u32>,
    pub out: Option<&'a Path>,
}

pub(super) fn run(g: &Global, path: &Path, asked: &ToHedge) -> Result<(), Halt> {
    if g.worlds == Some(0) {
        return Err(Halt(ExitStatus::Usage, "error: --worlds 0: without worlds there is nothing to hold in".into()));
    }
    let scenario = loaded(g, path)?;
    if scenario.risk.is_empty() {
        let d = Diagnostic::error(Code::NO_RISK, format!("{} has no [[risk.processes]]", path.display()));
        let d = d.remedy("add some; docs/simulation.md says how");
        return Err(Halt(ExitStatus::Scenario, render(&[d], &Sources::default(), terminal::stderr_colored())));
    }
    let folder = claimed(asked.out)?;
    let seconds = g.time_limit.unwrap_or(SECONDS);
    let mut options = options(g);
    // One thread for each plan, several plans at once: the same on any machine.
    options.threads = 1;
    let question = Question {
        mission: &scenario.mission,
        processes: &scenario.risk,
        scenario: scenario.reference(),
        options,
        target: asked.target,
        measure: asked.measure,
        worlds: g.worlds.unwrap_or(WORLDS),
        proof: asked.proof,
        seed: asked.seed,
        policy: asked.replan.map_or(Policy::CatchUp, |every| Policy::Replan { every }),
        seconds,
    };
    let progress = Progress::new(g);
    let told = |news: &News| progress.event(Event::Note(line(news)));
    let found = simulate::pooled(g, || hedge(&question, &progress, &told))?;
    progress.finish();
    let found = found.map_err(|why| match &why {
        Unhedged::Failure(failure) => failed(failure),
        Unhedged::Incomplete => Halt(ExitStatus::NoAnswer, format!("error: {why}")),
        Unhedged::Refused(_) => Halt(ExitStatus::Bug, format!("error: {why}")),
    })?;
    let text = said::text(&scenario.mission.title, &found);
    let json = to_json(&found)?;
    deliver(g, folder, &files(&found, &text, &json)?, &text, &json)?;
    if let Some(folder) = asked.out {
        next(g, &[format!("report {} -o hedge.html", folder.join("hedge.json").display())]);
    }
    Ok(())
}

fn files(found: &Hedge, text: &str, json: &str) -> Result<Vec<Named>, Halt> {
    let mut list = vec![named("hedge.json", json.as_bytes()), named("summary.txt", text.as_bytes())];
    if let Some(plan) = &found.plan {
        list.push(named("plan.json", to_json(plan)?.into_bytes()));
    }
    for (point, plan) in found.curve.iter().zip(&found.plans) {
        list.push(named(&point.plan, to_json(plan)?.into_bytes()));
    }
    list.extend(said::tables(found).iter().map(as_csv));
    Ok(list)
}

/// `all sites close earlier: best holds in 96 %, expect $446.2m; at least $380.1m; 312 s left`.
fn line(news: &News) -> String {
    use crate::report::numbers::money;
    let mut out = news.doing.clone();
    if let Some((holds, usd)) = news.best {
        out.push_str(&format!(
            ": best holds in {:.0} %, {}",
            holds * 100.0,
            if usd.is_finite() { money(usd) } else { "no sum is enough".into() }
        ));
    }
    if let Some(bound) = news.bound {
        out.push_str(&format!("; at least {}", money(bound)));
    }
    out + &format!("; {:.0} s left", news.left.max(0.0))
}
