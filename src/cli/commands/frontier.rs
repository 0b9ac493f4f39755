//! `drawdown frontier`.

use std::path::Path;

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::commands::{
    as_csv, claimed, deliver, loaded, named, next, options, results, say_how_sure, summary_file, to_json, unanswered,
};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt};
use crate::locale::say;
use crate::mission::Budget;
use crate::report;
use crate::scenario::{self, Loaded};
use crate::study::frontier::{Frontier, frontier};
use crate::study::grid;

/// Budgets that are tried when none are given, as shares of the scenario's own.
const SHARES: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

pub(super) fn run(g: &Global, path: &Path, step: u32, budgets: &[String], out: Option<&Path>) -> Result<(), Halt> {
    let scenario = loaded(g, path)?;
    results::whole_amounts(budgets)?;
    let mut usd = Vec::new();
    for b in budgets {
        let wrong = || Halt(ExitStatus::Usage, say!("error: `{b}` is no budget; write for example 191M", b));
        usd.push(scenario::money(b).ok_or_else(wrong)?);
    }
    if let (true, Some(own)) = (usd.is_empty(), scenario.mission.budget.total()) {
        usd = SHARES.iter().map(|s| s * own.get()).collect();
    }
    let folder = claimed(out)?;
    let progress = Progress::new(g);
    let about = grid::reference(&scenario);
    let found = frontier(&scenario.mission, &about, &options(g), step, &usd, &progress);
    progress.finish();
    let mut found = found.map_err(|why| unanswered(&why))?;
    how_sure(g, &scenario, &mut found);
    let text = format!(
        "{}\n\n{}",
        report::content::label::title(&scenario.mission.title),
        report::render::terminal::frontier::text(&found)
    );
    let json = to_json(&json!({"schema_version": 1, "scenario": about, "step": found.step, "points": found.points,
        "earliest": found.earliest, "command": g.typed}))?;
    let mut list = vec![named("frontier.json", json.as_bytes()), summary_file(&text)];
    list.extend(report::content::frontier::tables(&found).iter().map(as_csv));
    deliver(g, folder, &list, &text, &json)?;
    if let Some(folder) = out {
        next(g, &[format!("report {} -o frontier.html", folder.display())]);
    }
    Ok(())
}

/// How sure the plans of each point are; all money is there from the start, as in the frontier itself.
fn how_sure(g: &Global, scenario: &Loaded, found: &mut Frontier) {
    for (point, [least, best]) in found.points.iter_mut().zip(&mut found.plans) {
        let mut mission = scenario.mission.clone();
        mission.budget = Budget::default();
        mission.calendar.periods = point.period;
        for (plan, into) in [(least, &mut point.confidence), (best, &mut point.best_confidence)] {
            if let Some(plan) = plan {
                say_how_sure(g, &mission, &scenario.risk, plan);
                into.clone_from(&plan.summary.confidence);
            }
        }
    }
}
