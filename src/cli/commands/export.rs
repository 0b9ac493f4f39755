//! `drawdown export`: the model for other solvers, the plan for other tools.

use std::path::Path;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{as_csv, claimed, failed, loaded, options, plan, read_plan};
use crate::cli::{Exit, Stop, files, terminal};
use crate::dispatch::{Manifest, manifest};
use crate::optimise;
use crate::scenario::Loaded;
use crate::{program, report};

/// What to export.
pub(super) struct Asked<'a> {
    pub stage: usize,
    pub relaxed: bool,
    pub by_unit: bool,
    pub plan: Option<&'a Path>,
}

pub(super) fn run(g: &Global, path: &Path, asked: &Asked, to: Option<&Path>) -> Result<(), Stop> {
    let scenario = loaded(g, path)?;
    match g.format {
        Format::Geojson => {
            to.map_or(Ok(()), files::check)?;
            let (plan, _) = planned(g, &scenario, asked)?;
            let text = format!("{:#}\n", report::render::geojson::features(&scenario.mission, Some(&plan)));
            hand_over(text.as_bytes(), to)
        }
        Format::Csv => {
            let folder = claimed(to)?;
            let (plan, orders) = planned(g, &scenario, asked)?;
            let tables = report::content::plan::of_plan(&plan, &orders);
            let Some(folder) = folder else {
                return match tables.iter().find(|t| t.key == "movements") {
                    Some(t) => hand_over(&t.csv(), None),
                    None => Ok(()),
                };
            };
            folder.write(&tables.iter().map(as_csv).collect::<Vec<_>>(), &[])
        }
        _ => {
            to.map_or(Ok(()), files::check)?;
            model(g, &scenario, asked, to)
        }
    }
}

/// The plan of a file, or a new one. Orders are made from decisions: a plan read from a file has none.
fn planned(g: &Global, scenario: &Loaded, asked: &Asked) -> Result<(crate::plan::result::Plan, Manifest), Stop> {
    if let Some(path) = asked.plan {
        return Ok((read_plan(path)?, Manifest::default()));
    }
    let found = plan::planned(g, scenario)?;
    let orders = manifest(&scenario.mission, &found.outcome.decisions);
    Ok((found.plan, orders))
}

fn model(g: &Global, scenario: &Loaded, asked: &Asked, to: Option<&Path>) -> Result<(), Stop> {
    let stage = asked.stage.min(scenario.mission.stages.len());
    let options = optimise::Options { aggregate: !asked.by_unit, ..options(g) };
    let built = optimise::program(&scenario.mission, &options, stage, asked.relaxed).map_err(|f| failed(&f))?;
    let mut bytes = Vec::new();
    let written = match g.format {
        Format::Lp => program::lp::write(&built, &mut bytes),
        _ => program::mps::write(&built, &mut bytes),
    };
    written.map_err(|e| Stop(Exit::Bug, e.to_string()))?;
    hand_over(&bytes, to)
}

fn hand_over(bytes: &[u8], to: Option<&Path>) -> Result<(), Stop> {
    match to {
        Some(file) => files::write(file, bytes),
        None => terminal::print(&String::from_utf8_lossy(bytes)),
    }
}
