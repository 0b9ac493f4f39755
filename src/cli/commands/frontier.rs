//! `drawdown frontier`.

use std::path::Path;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{failed, loaded, options, reference, to_json};
use crate::cli::progress::Progress;
use crate::cli::{Exit, Stop, files};
use crate::report;
use crate::scenario;
use crate::study::frontier::frontier;

/// Budgets that are tried when none are given, as shares of the scenario's own.
const SHARES: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

pub(super) fn run(g: &Global, path: &Path, step: u32, budgets: &[String], out: Option<&Path>) -> Result<(), Stop> {
    let scenario = loaded(g, path)?;
    let mut usd = Vec::new();
    for b in budgets {
        let wrong = || Stop(Exit::Usage, format!("error: `{b}` is no budget; write for example 191M"));
        usd.push(scenario::money(b).ok_or_else(wrong)?);
    }
    if let (true, Some(own)) = (usd.is_empty(), scenario.mission.budget.total()) {
        usd = SHARES.iter().map(|s| s * own.get()).collect();
    }
    let progress = Progress::new(g.quiet);
    let found = frontier(&scenario.mission, &options(g), step, &usd, &progress);
    progress.finish();
    let found = found.map_err(|f| failed(&f))?;
    let whole = serde_json::json!({
        "schema_version": 1, "scenario": reference(g, &scenario), "points": found.points, "earliest": found.earliest
    });
    let (text, json) = (report::frontier::text(&found), to_json(&whole)?);
    if let Some(folder) = out {
        files::folder(folder)?;
        files::write(&folder.join("frontier.json"), json.as_bytes())?;
        for table in report::frontier::tables(&found) {
            files::write(&folder.join(format!("{}.csv", table.key)), &table.csv())?;
        }
    }
    files::print(if g.format == Format::Json { &json } else { &text })
}
