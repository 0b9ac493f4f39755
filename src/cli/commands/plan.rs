//! `drawdown run`.

use std::path::Path;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{loaded, options, reference, to_json, unanswered};
use crate::cli::progress::Progress;
use crate::cli::{Stop, files};
use crate::plan::manifest::manifest;
use crate::report;
use crate::scenario::Loaded;
use crate::study::answer::{Answer, answer};

pub(super) fn run(g: &Global, path: &Path, out: Option<&Path>) -> Result<(), Stop> {
    let scenario = loaded(g, path)?;
    let found = planned(g, &scenario)?;
    let text = report::text::summary(&found.plan);
    let json = to_json(&found.plan)?;
    if let Some(folder) = out {
        write_all(folder, &scenario, &found, &text)?;
    }
    files::print(if g.format == Format::Json { &json } else { &text })
}

/// Plans with a progress line.
pub(super) fn planned(g: &Global, scenario: &Loaded) -> Result<Answer, Stop> {
    let progress = Progress::new(g.quiet);
    let found = answer(&scenario.mission, &reference(g, scenario), &options(g), &progress);
    progress.finish();
    found.map_err(|why| unanswered(&why))
}

fn write_all(folder: &Path, scenario: &Loaded, found: &Answer, text: &str) -> Result<(), Stop> {
    files::folder(folder)?;
    let orders = manifest(&scenario.mission, &found.outcome.decisions);
    files::write(&folder.join("plan.json"), to_json(&found.plan)?.as_bytes())?;
    files::write(&folder.join("summary.txt"), text.as_bytes())?;
    files::write(&folder.join("manifest.json"), to_json(&orders)?.as_bytes())?;
    for table in report::tables::of_plan(&found.plan, &orders) {
        files::write(&folder.join(format!("{}.csv", table.key)), &table.csv())?;
    }
    Ok(())
}
