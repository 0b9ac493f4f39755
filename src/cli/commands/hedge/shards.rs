//! `drawdown hedge --shard`, `--search-only`, `--from` and `merge`: one answer by several processes.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::commands::hedge::{line, question, refused, show};
use crate::cli::commands::{answer, claimed, load, named, results, to_json};
use crate::cli::folder::Folder;
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, terminal};
use crate::diagnostic::{Code, Diagnostic, Sources, render};
use crate::hedge::shard::SHARD_VERSION;
use crate::hedge::{self, HedgeTerms, News, Question, Shard, TriedPlans};
use crate::locale::say;
use crate::scenario::files;

/// Writes a shard, or a search, and says what to do with it.
pub(super) fn deliver_shard(g: &Global, folder: Option<Folder>, shard: &Shard) -> Result<(), Halt> {
    let plans = shard.found.plans();
    let (name, text, summary) = match shard.share {
        Some((i, n)) => (
            "shard.json",
            format!(
                "{}\n",
                say!(
                    "Shard {i} of {n}: {plans} plans were tried, {} fresh worlds replayed. When all shards are there: `drawdown hedge merge` with their shard.json.",
                    i,
                    n,
                    plans,
                    shard.known.worlds()
                )
            ),
            json!({ "shard": i, "of": n, "plans": plans, "worlds": shard.known.worlds() }),
        ),
        None => (
            "search.json",
            format!(
                "{}\n",
                say!("{plans} plans were tried. Shards go on from here with `--from` and this search.json.", plans)
            ),
            json!({ "plans": plans }),
        ),
    };
    let written = folder.map_or(Ok(()), |f| f.write(&[named(name, to_json(shard)?)], &[]));
    answer(g, &text, &to_json(&summary)?)?;
    written
}

/// The search of a file, for this question.
pub(super) fn search(path: &Path, q: &Question) -> Result<TriedPlans, Halt> {
    let shard = read(path)?;
    let what = if shard.scenario.digest != q.scenario.digest {
        "its search is of another scenario, or of other overrides"
    } else if shard.asked != HedgeTerms::of(q) {
        "its search was asked with other options"
    } else {
        return Ok(shard.found);
    };
    let d = Diagnostic::error(Code::SHARD, format!("{}: {what}", path.display()));
    Err(fault(d.remedy("give --hold, --measure, --worlds, --proof, --seed, --replan and --gap as for the search")))
}

/// Joins shards.
pub(super) fn merge(g: &Global, paths: &[PathBuf], out: Option<&Path>) -> Result<(), Halt> {
    let shards: Vec<Shard> = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
    let joined = Shard::join(&shards).map_err(|m| {
        let place = paths.get(m.at).map_or_else(|| "merge".to_owned(), |p| p.display().to_string());
        let stop = fault(Diagnostic::error(m.code, format!("{place}: {}", m.cause)).remedy(m.remedy));
        if paths.is_empty() { Halt(ExitStatus::Usage, stop.1) } else { stop }
    });
    let (found, known) = joined?;
    let first = &shards[0];
    let path = PathBuf::from(first.scenario.files.first().map_or("", String::as_str));
    if !g.allow_outside && !results::near(&path, &paths[0]) {
        let (shard, path) = (paths[0].display(), path.display());
        let text = say!(
            "error: {shard} names the scenario {path}, outside this folder and its own: allow it with --allow-outside",
            shard,
            path
        );
        return Err(Halt(ExitStatus::Usage, text));
    }
    let own = Global { set: first.scenario.overrides.clone(), budget: None, months: Vec::new(), ..g.clone() };
    let scenario = load(&own, &path).map_err(|(faults, sources)| {
        Halt(ExitStatus::Scenario, render(&faults, &sources, terminal::stderr_colored()))
    })?;
    if scenario.digest != first.scenario.digest {
        let d = Diagnostic::error(Code::SHARD, say!("{} is not any more what the shards were made of", path.display()));
        return Err(fault(d.remedy("put the scenario back as it was, or start the shards anew")));
    }
    let folder = claimed(out)?;
    let question = question(g, &scenario, &first.asked);
    let progress = Progress::new(g);
    let told = |news: &News| progress.tell(line(news, question.seconds));
    let answer = hedge::conclude(&question, &progress, &told, &found, &known);
    progress.finish();
    // What one process would have been asked.
    let g = &Global { typed: first.command.clone(), ..g.clone() };
    show(g, &scenario, out, folder, answer.map_err(|why| refused(&why))?)
}

fn read(path: &Path) -> Result<Shard, Halt> {
    let wrong = |code: Code, what: String| {
        let remedy = "name a shard.json or search.json that `hedge --out DIR` wrote";
        fault(Diagnostic::error(code, format!("{}: {what}", path.display())).remedy(remedy))
    };
    let text =
        files::text(path, files::RESULT).map_err(|e| fault(Diagnostic::error(e.code, e.message).remedy(e.remedy)))?;
    let shard: Shard = serde_json::from_str(&text).map_err(|e| wrong(Code::NOT_RECORD, e.to_string()))?;
    if shard.schema_version != SHARD_VERSION {
        let what =
            say!("version {} of the format; this drawdown reads {SHARD_VERSION}", shard.schema_version, SHARD_VERSION);
        return Err(wrong(Code::NOT_RECORD, what));
    }
    Ok(shard)
}

fn fault(d: Diagnostic) -> Halt {
    Halt(ExitStatus::Scenario, render(&[d], &Sources::default(), terminal::stderr_colored()))
}
