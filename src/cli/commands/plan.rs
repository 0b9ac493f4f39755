//! `drawdown run`.

use std::path::Path;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{loaded, options, reference, to_json, unanswered};
use crate::cli::progress::Progress;
use crate::cli::{Stop, files};
use crate::dispatch::manifest;
use crate::plan::accounts::About;
use crate::report;
use crate::scenario::Loaded;
use crate::study::alternatives::{Alternatives, alternatives};
use crate::study::answer::{Answer, answer};

pub(super) fn run(g: &Global, path: &Path, out: Option<&Path>, alternatives: usize, within: f64) -> Result<(), Stop> {
    let scenario = loaded(g, path)?;
    let found = planned(g, &scenario)?;
    let mut text = report::render::terminal::plan::summary(&found.plan);
    let mut json = to_json(&found.plan)?;
    let others = if alternatives > 0 { Some(others(g, &scenario, &found, alternatives, within)?) } else { None };
    if let Some(others) = &others {
        text.push_str(&format!("\n{}", report::render::terminal::alternatives::text(others)));
        // The plan keeps its place: other programs read it there.
        let mut whole = serde_json::to_value(&found.plan).unwrap_or_default();
        whole["alternatives"] = serde_json::to_value(others).unwrap_or_default();
        json = to_json(&whole)?;
    }
    if let Some(folder) = out {
        write_all(folder, &scenario, &found, &mut text)?;
        if let Some(others) = &others {
            files::write(&folder.join("alternatives.json"), to_json(others)?.as_bytes())?;
            for table in report::content::alternatives::tables(others) {
                files::write(&folder.join(format!("{}.csv", table.key)), &table.csv())?;
            }
        }
    }
    files::print(if g.format == Format::Json { &json } else { &text })
}

fn others(g: &Global, scenario: &Loaded, found: &Answer, count: usize, within: f64) -> Result<Alternatives, Stop> {
    let progress = Progress::new(g.quiet);
    let about = About::from_outcome(reference(g, scenario), &found.outcome);
    let others = alternatives(&scenario.mission, found, &about, &options(g), count, within, &progress);
    progress.finish();
    others.map_err(|why| unanswered(&why))
}

/// Plans with a progress line.
pub(super) fn planned(g: &Global, scenario: &Loaded) -> Result<Answer, Stop> {
    let progress = Progress::new(g.quiet);
    let found = answer(&scenario.mission, &reference(g, scenario), &options(g), &progress);
    progress.finish();
    found.map_err(|why| unanswered(&why))
}

fn write_all(folder: &Path, scenario: &Loaded, found: &Answer, text: &mut String) -> Result<(), Stop> {
    files::folder(folder)?;
    let orders = manifest(&scenario.mission, &found.outcome.decisions);
    text.push_str(&format!("\n{}", report::content::orders::manifest(&orders)));
    files::write(&folder.join("plan.json"), to_json(&found.plan)?.as_bytes())?;
    files::write(&folder.join("summary.txt"), text.as_bytes())?;
    files::write(&folder.join("manifest.json"), to_json(&orders)?.as_bytes())?;
    for table in report::content::plan::of_plan(&found.plan, &orders) {
        files::write(&folder.join(format!("{}.csv", table.key)), &table.csv())?;
    }
    Ok(())
}
