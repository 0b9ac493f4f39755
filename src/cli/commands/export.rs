//! `drawdown export`: the model for other solvers, the plan for other tools.

use std::path::Path;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{as_csv, claimed, failed, loaded, options, plan, read_plan, results};
use crate::cli::{ExitStatus, Halt, files, terminal};
use crate::dispatch::{Manifest, manifest};
use crate::locale::say;
use crate::optimise;
use crate::plan::from_record;
use crate::plan::result::Plan;
use crate::scenario::Loaded;
use crate::{program, report};

/// What to export.
pub(super) struct ToExport<'a> {
    pub stage: usize,
    pub relaxed: bool,
    pub by_unit: bool,
    pub plan: Option<&'a Path>,
}

pub(super) fn run(g: &Global, path: &Path, asked: &ToExport, to: Option<&Path>) -> Result<(), Halt> {
    let given = asked.plan.map(read_plan).transpose()?;
    let scenario = match &given {
        Some(plan) => {
            let (scenario, notes) = results::scenario_of_plan(g, path, &plan.scenario)?;
            results::tell(&notes);
            scenario
        }
        None => loaded(g, path)?,
    };
    match g.format {
        Format::Geojson => {
            to.map_or(Ok(()), files::check)?;
            let (plan, _) = planned(g, &scenario, given)?;
            let text = format!("{:#}\n", report::render::geojson::features(&scenario.mission, Some(&plan)));
            let text = terminal::harmless_json(&text);
            hand_over(text.as_bytes(), to)
        }
        Format::MovementRequests | Format::Ics | Format::Msproject => {
            to.map_or(Ok(()), files::check)?;
            let (plan, orders) = planned(g, &scenario, given)?;
            hand_over(&for_others(g.format, &scenario, &plan, &orders)?, to)
        }
        Format::Csv => {
            let folder = claimed(to)?;
            let (plan, orders) = planned(g, &scenario, given)?;
            let tables = report::content::plan::of_plan(&plan, &orders);
            let Some(folder) = folder else {
                return match tables.iter().find(|t| t.key == "movements") {
                    Some(t) => hand_over(&t.csv(), None),
                    None => Ok(()),
                };
            };
            folder.add(&tables.iter().map(as_csv).collect::<Vec<_>>())
        }
        _ => {
            to.map_or(Ok(()), files::check)?;
            model(g, &scenario, asked, to)
        }
    }
}

/// The plan of a file, or a new one, with its orders.
fn planned(g: &Global, scenario: &Loaded, given: Option<Plan>) -> Result<(Plan, Manifest), Halt> {
    if let Some(plan) = given {
        let decisions = from_record::decisions(&scenario.mission, &plan).map_err(|what| {
            Halt(ExitStatus::Scenario, say!("error: the plan does not fit the scenario: {what}", what))
        })?;
        let orders = manifest(&scenario.mission, &decisions);
        return Ok((plan, orders));
    }
    let found = plan::planned(g, scenario)?;
    let orders = manifest(&scenario.mission, &found.outcome.decisions);
    Ok((found.plan, orders))
}

/// The orders for who carries them out.
fn for_others(format: Format, scenario: &Loaded, plan: &Plan, orders: &Manifest) -> Result<Vec<u8>, Halt> {
    let m = &scenario.mission;
    match format {
        Format::MovementRequests => Ok(report::content::requests::requests(m, orders).csv()),
        Format::Ics => Ok(report::render::ics::calendar(m, plan, orders).into_bytes()),
        _ => report::render::msproject::project(m, plan).map_err(|e| Halt(ExitStatus::Bug, e.to_string())),
    }
}

fn model(g: &Global, scenario: &Loaded, asked: &ToExport, to: Option<&Path>) -> Result<(), Halt> {
    let stage = asked.stage.min(scenario.mission.stages.len());
    let options = optimise::Options { aggregate: !asked.by_unit, ..options(g) };
    let built = optimise::program(&scenario.mission, &options, stage, asked.relaxed).map_err(|f| failed(&f))?;
    let mut bytes = Vec::new();
    let written = match g.format {
        Format::Lp => program::lp::write(&built, &mut bytes),
        _ => program::mps::write(&built, &mut bytes),
    };
    written.map_err(|e| Halt(ExitStatus::Bug, e.to_string()))?;
    hand_over(&bytes, to)
}

fn hand_over(bytes: &[u8], to: Option<&Path>) -> Result<(), Halt> {
    match to {
        Some(file) => files::write(file, bytes),
        None => terminal::print(&String::from_utf8_lossy(bytes)),
    }
}
