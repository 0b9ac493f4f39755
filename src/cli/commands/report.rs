//! `drawdown report`: one plan or a comparison, as HTML, Markdown or a workbook; charts as SVG files on request.

use std::path::{Path, PathBuf};

use crate::cli::args::Global;
use crate::cli::commands::{compare, loaded, plan, read_plan};
use crate::cli::{Exit, Stop, files};
use crate::plan::manifest::{Manifest, manifest};
use crate::plan::result::Plan;
use crate::report::view::{self, Sources, View};
use crate::report::{chart, html, markdown, xlsx};
use crate::scenario::Loaded;
use crate::study::compare::{Comparison, Entry};

/// What to report.
pub(super) struct Asked<'a> {
    pub inputs: &'a [PathBuf],
    pub budgets: &'a [String],
    pub scenario: Option<&'a Path>,
    pub output: &'a Path,
    pub charts: Option<&'a Path>,
}

pub(super) fn run(g: &Global, asked: &Asked) -> Result<(), Stop> {
    let kind = asked.output.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    if !["html", "md", "xlsx"].contains(&kind.as_str()) {
        let text = format!("error: -o {}: the suffix says the format: .html, .md or .xlsx", asked.output.display());
        return Err(Stop(Exit::Usage, text));
    }
    let view = view(g, asked)?;
    let bug = |e: String| Stop(Exit::Bug, format!("the report: {e}"));
    let bytes = match kind.as_str() {
        "html" => html::render(&view).map_err(bug)?.into_bytes(),
        "md" => markdown::render(&view).into_bytes(),
        _ => xlsx::render(&view).map_err(bug)?,
    };
    files::write(asked.output, &bytes)?;
    if let Some(folder) = asked.charts {
        files::folder(folder)?;
        for c in view.sections.iter().flat_map(|s| &s.charts) {
            files::write(&folder.join(format!("{}.svg", c.key)), chart::svg::draw(c).as_bytes())?;
        }
    }
    files::print(&format!("{} is written\n", asked.output.display()))
}

fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
}

fn view(g: &Global, asked: &Asked) -> Result<View, Stop> {
    let several = asked.inputs.len() > 1 || asked.budgets.len() > 1 || g.months.len() > 1;
    if several {
        let plans = asked.inputs.iter().all(|p| is_plan(p));
        let compared =
            if plans { of_files(asked.inputs)? } else { compare::compared(g, asked.inputs, asked.budgets, "1")? };
        return Ok(view::of_comparison(&compared));
    }
    let input = asked.inputs[0].as_path();
    if is_plan(input) {
        let plan = read_plan(input)?;
        let Some(scenario) = asked.scenario else {
            return Err(Stop(
                Exit::Usage,
                "error: for the report of a plan.json name its scenario too: --scenario FILE".into(),
            ));
        };
        let l = loaded(g, scenario)?;
        return Ok(of_plan(&plan, &l, scenario, &Manifest::default()));
    }
    let cell = match asked.budgets {
        [one] => Global { budget: Some(one.clone()), ..g.clone() },
        _ => g.clone(),
    };
    let l = loaded(&cell, input)?;
    let found = plan::planned(&cell, &l)?;
    let orders = manifest(&l.mission, &found.outcome.decisions);
    Ok(of_plan(&found.plan, &l, input, &orders))
}

fn of_plan(plan: &Plan, l: &Loaded, path: &Path, orders: &Manifest) -> View {
    let sources = Sources { mission: &l.mission, figures: &l.figures, rings: outline(path), manifest: orders };
    view::of_plan(plan, &sources)
}

fn of_files(paths: &[PathBuf]) -> Result<Comparison, Stop> {
    let one = |p: &PathBuf| -> Result<Entry, Stop> {
        let plan = read_plan(p)?;
        Ok(Entry { label: plan.scenario.name.clone(), plan: Some(plan), failed: None })
    };
    Ok(Comparison { base: 0, entries: paths.iter().map(one).collect::<Result<_, _>>()? })
}

/// Outlines from `outline.geojson` beside the scenario, if there is one: polygons only, anything else is left out.
fn outline(scenario: &Path) -> Vec<Vec<(f64, f64)>> {
    let file = scenario.parent().unwrap_or_else(|| Path::new(".")).join("outline.geojson");
    let Ok(text) = std::fs::read_to_string(file) else { return Vec::new() };
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else { return Vec::new() };
    let features = json["features"].as_array().cloned().unwrap_or_default();
    let ring = |f: &serde_json::Value| -> Option<Vec<(f64, f64)>> {
        let points = f["geometry"]["coordinates"][0].as_array()?;
        points.iter().map(|p| Some((p[0].as_f64()?, p[1].as_f64()?))).collect()
    };
    features.iter().filter_map(ring).collect()
}
