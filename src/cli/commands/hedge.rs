//! `drawdown hedge`: the cheapest plan that holds with a probability.

mod shards;

use std::path::{Path, PathBuf};

use crate::cli::args::Global;
use crate::cli::commands::{
    Named, as_csv, claimed, deliver, failed, loaded, named, next, options, summary_file, to_json,
};
use crate::cli::folder::Folder;
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, terminal};
use crate::diagnostic::{Code, Diagnostic, Sources, render};
use crate::hedge::{self, Hedge, HedgeTerms, Measure, News, Question, Shard, ShardNumber, Unhedged};
use crate::locale::{retold, say};
use crate::report::content::hedge as said;
use crate::scenario::Loaded;
use crate::simulate::Policy;
use crate::study::grid;

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
    pub shard: Option<ShardNumber>,
    pub search_only: bool,
    pub from: Option<&'a Path>,
    pub out: Option<&'a Path>,
}

pub(super) fn run(g: &Global, inputs: &[PathBuf], asked: &ToHedge) -> Result<(), Halt> {
    if inputs[0].as_os_str() == "merge" {
        return shards::merge(g, &inputs[1..], asked.out);
    }
    let [path] = inputs else {
        let text = say!(
            "error: one scenario at a time; to join shards write `hedge merge shard-1/shard.json shard-2/shard.json ...`"
        );
        return Err(Halt(ExitStatus::Usage, text));
    };
    if g.worlds == Some(0) {
        return Err(Halt(ExitStatus::Usage, say!("error: --worlds 0: without worlds there is nothing to hold in")));
    }
    let scenario = loaded(g, path)?;
    if scenario.risk.is_empty() {
        let d = Diagnostic::error(Code::NO_RISK, say!("{} has no [[risk.processes]]", path.display()));
        let d = d.remedy(say!("add some; docs/simulation.md says how"));
        return Err(Halt(ExitStatus::Scenario, render(&[d], &Sources::default(), terminal::stderr_colored())));
    }
    let wanted = HedgeTerms {
        target: asked.target,
        measure: asked.measure,
        worlds: g.worlds.unwrap_or(WORLDS),
        proof: asked.proof,
        seed: asked.seed,
        policy: asked.replan.map_or(Policy::CatchUp, |every| Policy::Replan { every }),
        gap: g.gap,
        solver: g.solver.clone(),
    };
    let question = question(g, &scenario, &wanted);
    let from = asked.from.map(|path| shards::search(path, &question)).transpose()?;
    let folder = claimed(asked.out)?;
    let progress = Progress::new(g);
    let told = |news: &News| progress.tell(line(news, question.seconds));
    if asked.search_only || asked.shard.is_some() {
        let part = hedge::shard(&question, &progress, &told, from, asked.shard);
        progress.finish();
        let part = part.map(|shard| Shard { command: g.typed.clone(), ..shard });
        return shards::deliver_shard(g, folder, &part.map_err(|why| refused(&why))?);
    }
    let found = match &from {
        Some(search) => hedge::conclude(&question, &progress, &told, search, &hedge::KnownWorlds::default()),
        None => hedge::hedge(&question, &progress, &told),
    };
    progress.finish();
    show(g, &scenario, asked.out, folder, found.map_err(|why| refused(&why))?)
}

/// The question of options and scenario.
fn question<'a>(g: &Global, scenario: &'a Loaded, asked: &HedgeTerms) -> Question<'a> {
    let mut options = options(g);
    // One thread for each plan, several plans at once: the same on any machine.
    options.threads = 1;
    (options.gap, options.solver) = (asked.gap, asked.solver.clone());
    Question {
        mission: &scenario.mission,
        processes: &scenario.risk,
        scenario: grid::reference(scenario),
        options,
        target: asked.target,
        measure: asked.measure,
        worlds: asked.worlds,
        proof: asked.proof,
        seed: asked.seed,
        policy: asked.policy,
        seconds: g.time_limit.unwrap_or(SECONDS),
    }
}

fn refused(why: &Unhedged) -> Halt {
    match why {
        Unhedged::Failure(failure) => failed(failure),
        Unhedged::Incomplete => Halt(ExitStatus::NoAnswer, format!("{}{}", say!("error: "), retold(&why.to_string()))),
        Unhedged::Refused(_) => Halt(ExitStatus::Bug, format!("{}{}", say!("error: "), retold(&why.to_string()))),
    }
}

/// Prints the answer, and writes it.
fn show(
    g: &Global,
    scenario: &Loaded,
    out: Option<&Path>,
    folder: Option<Folder>,
    mut found: Hedge,
) -> Result<(), Halt> {
    found.command.clone_from(&g.typed);
    for plan in found.plan.as_deref_mut().into_iter().chain(&mut found.plans) {
        plan.solver.command.clone_from(&g.typed);
    }
    let text = said::text(&scenario.mission.title, &found);
    let json = to_json(&found)?;
    deliver(g, folder, &files(&found, &text, &json)?, &text, &json)?;
    if let Some(folder) = out {
        next(g, &[format!("report {} -o hedge.html", folder.join("hedge.json").display())]);
    }
    Ok(())
}

fn files(found: &Hedge, text: &str, json: &str) -> Result<Vec<Named>, Halt> {
    let mut list = vec![named("hedge.json", json.as_bytes()), summary_file(text)];
    if let Some(plan) = &found.plan {
        list.push(named("plan.json", to_json(plan)?.into_bytes()));
    }
    for (point, plan) in found.curve.iter().zip(&found.plans) {
        list.push(named(&point.plan, to_json(plan)?.into_bytes()));
    }
    list.extend(said::records(found).iter().map(as_csv));
    Ok(list)
}

/// `all sites close earlier: best holds in 96 %, expect $446.2m; at least $380.1m; ends at 600 s at the latest`.
fn line(news: &News, seconds: f64) -> String {
    use crate::report::numbers::{fixed, money};
    let mut out = crate::locale::retold(&news.doing);
    if let Some((holds, usd)) = news.best {
        out.push_str(&say!(
            ": best holds in {} %, {}",
            fixed(holds * 100.0, 0),
            if usd.is_finite() { money(usd) } else { say!("no sum is enough") }
        ));
    }
    if let Some(bound) = news.bound {
        out.push_str(&say!("; at least {}", money(bound)));
    }
    // The end, not what is left: a line may stand for minutes.
    out + &say!("; ends at {} s at the latest", fixed(seconds, 0))
}
