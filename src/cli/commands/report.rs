//! `drawdown report`: a plan, a comparison, a frontier or a simulation as a page, Markdown, a workbook or a PDF; charts as files.

mod read;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::cli::args::{Global, PaperArg};
use crate::cli::commands::{claimed, compare, loaded, named, plan, results};
use crate::cli::{ExitStatus, Halt, files, folder, terminal};
use crate::dispatch::{Manifest, manifest};
use crate::locale::say;
use crate::plan::result::Plan;
use crate::report::chart::Outline;
use crate::report::content;
use crate::report::numbers::date;
use crate::report::render::pdf;
use crate::report::render::unwritten::Unwritten;
use crate::report::render::{fonts, html, md, picture, svg, xlsx};
use crate::report::view::{self, Chapter, ReportSources, Simulated, View};
use crate::scenario::{self, Loaded};
use crate::simulate::confidence;
use crate::study::compare::{Comparison, Entry};
use crate::vocabulary;
use read::ReadResult;

/// What to report.
pub(super) struct ToReport<'a> {
    pub inputs: &'a [PathBuf],
    pub budgets: &'a [String],
    pub proposals: &'a [String],
    pub scenario: Option<&'a Path>,
    pub output: &'a Path,
    pub charts: Option<&'a Path>,
    pub paper: PaperArg,
}

pub(super) fn run(g: &Global, asked: &ToReport) -> Result<(), Halt> {
    let suffix = asked.output.extension().and_then(|e| e.to_str()).unwrap_or_default().to_lowercase();
    if !["html", "md", "xlsx", "pdf"].contains(&suffix.as_str()) {
        let name = asked.output.display();
        let text = say!("error: -o {name}: the suffix says the format: .html, .md, .xlsx or .pdf", name);
        return Err(Halt(ExitStatus::Usage, text));
    }
    files::check(asked.output)?;
    let charts = claimed(asked.charts)?;
    let mut view = view(g, asked)?;
    view.trust
        .push_str(&format!(" {}", say!("Reported on {} by drawdown {}.", date(today()), env!("CARGO_PKG_VERSION"))));
    let bug = |e: Unwritten| Halt(ExitStatus::Bug, say!("the report: {e}", e));
    let paper = if asked.paper == PaperArg::Letter { pdf::Paper::Letter } else { pdf::Paper::A4 };
    let bytes = match suffix.as_str() {
        "html" => html::render(&view).map_err(bug)?.into_bytes(),
        "md" => md::render(&view).into_bytes(),
        "pdf" => pdf::render(&view, paper).map_err(bug)?,
        _ => xlsx::render(&view).map_err(bug)?,
    };
    files::write(asked.output, &bytes)?;
    if let Some(folder) = charts {
        let mut list = Vec::new();
        for c in view.sections.iter().flat_map(|s| &s.charts) {
            list.push(named(&format!("{}.svg", c.key), svg::draw(c)));
            list.push(named(&format!("{}.png", c.key), picture::png(c).map_err(bug)?));
            list.push(named(&format!("{}.csv", c.key), c.values().csv()));
        }
        folder.add(&list)?;
    }
    for w in &view.warnings {
        terminal::note(&say!("note: {w}", w));
    }
    if let Some(note) = (suffix == "pdf" || asked.charts.is_some()).then(|| fonts::note(view.texts())).flatten() {
        terminal::note(&say!("note: {note}", note));
    }
    files::say_written(asked.output)
}

/// The day of the report; `SOURCE_DATE_EPOCH` stands in for the clock where the same bytes are wanted again.
fn today() -> Date {
    let given = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| s.parse().ok());
    let now = given.and_then(|s| Timestamp::from_second(s).ok()).unwrap_or_else(Timestamp::now);
    Offset::UTC.to_datetime(now).date()
}

/// What the inputs are decides what the report is of.
fn view(g: &Global, asked: &ToReport) -> Result<View, Halt> {
    let proposals = proposals(asked.proposals)?;
    let results: Vec<PathBuf> = asked.inputs.iter().map(|p| read::result_in(&folder::current(p))).collect();
    if !results.iter().any(|p| read::is_result(p)) {
        return of_scenarios(g, asked, &proposals);
    }
    if !results.iter().all(|p| read::is_result(p)) {
        // A folder that was never written looks like a scenario.
        for missing in results.iter().filter(|p| !p.exists()) {
            read::read(missing)?;
        }
        let text =
            say!("error: scenarios and result files do not mix: plan the scenarios first with `drawdown run --out`");
        return Err(Halt(ExitStatus::Usage, text));
    }
    let found = results.iter().map(|p| read::read(p)).collect::<Result<Vec<_>, _>>()?;
    dossier(g, asked, found.into_iter().zip(&results).collect(), &proposals)
}

/// Plans among several results are one part, compared; every other result is a part of its own, the plans first.
fn dossier(g: &Global, asked: &ToReport, found: Vec<(ReadResult, &PathBuf)>, proposals: &[f64]) -> Result<View, Halt> {
    let (plans, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|(f, _)| matches!(f, ReadResult::Plan(_)));
    let mut parts = Vec::new();
    if let [(ReadResult::Plan(plan), path)] = &plans[..] {
        let one = ReadResult::Plan(plan.clone());
        parts.push(Chapter { name: say!("The plan"), view: of_found(g, asked, one, path, proposals)? });
    } else if !plans.is_empty() {
        let paths: Vec<PathBuf> = plans.iter().map(|(_, p)| (*p).clone()).collect();
        let entry = |f| match f {
            ReadResult::Plan(p) => {
                Some(Entry { label: p.scenario.name.clone(), plan: Some(*p), failed: None, why: None })
            }
            _ => None,
        };
        let mut entries: Vec<Entry> = plans.into_iter().filter_map(|(f, _)| entry(f)).collect();
        compare::distinct(&mut entries, &paths);
        let view = of_comparison(g, asked, &Comparison { base: 0, entries }, proposals)?;
        parts.push(Chapter { name: say!("The plans compared"), view });
    }
    for (one, path) in others {
        let name = match &one {
            ReadResult::Plan(_) => say!("The plan"),
            ReadResult::Comparison(_) => say!("Plans compared"),
            ReadResult::Frontier(..) => say!("What each deadline costs"),
            ReadResult::Simulation(_) => say!("Risk"),
            ReadResult::Hedge(_) => say!("The plan that holds"),
            ReadResult::Explanation(_) => say!("Why the plan is as it is"),
            ReadResult::Replan(_) => say!("The plan from the report on"),
            ReadResult::Score(_) => say!("The forecast graded"),
        };
        parts.push(Chapter { name, view: of_found(g, asked, one, path, proposals)? });
    }
    Ok(view::of_parts(parts))
}

fn of_found(g: &Global, asked: &ToReport, found: ReadResult, path: &Path, proposals: &[f64]) -> Result<View, Halt> {
    match found {
        ReadResult::Plan(mut plan) => {
            let base = read::scenario_of(g, &plan.scenario, asked.scenario, path)?;
            name(&mut plan, &base);
            Ok(view::of_plan(&plan, &sources(&base, None, proposals)))
        }
        ReadResult::Comparison(c) => of_comparison(g, asked, &c, proposals),
        ReadResult::Hedge(h) => Ok(view::of_hedge(&h)),
        ReadResult::Score(s) => Ok(view::of_score(&s)),
        ReadResult::Frontier(f, scenario) => Ok(view::of_frontier(&f, scenario.as_ref())),
        ReadResult::Explanation(e) => {
            let base = read::scenario_of(g, &e.scenario, asked.scenario, path)?;
            Ok(view::of_explanation(&e, &base.loaded.mission))
        }
        ReadResult::Replan(mut r) => {
            let base = read::scenario_of(g, &r.plan.scenario, asked.scenario, path)?;
            name(&mut r.plan, &base);
            Ok(view::of_replan(&r, &sources(&base, None, proposals)))
        }
        ReadResult::Simulation(mut s) => {
            let base = read::scenario_of(g, &s.plan.scenario, asked.scenario, path)?;
            name(&mut s.plan, &base);
            for case in s.record.cases.iter_mut().filter(|c| c.subject.names.is_empty()) {
                case.subject.names = vocabulary::names(&base.loaded.mission);
            }
            let Some(risk) = content::risk::risk(&s.record).filter(|r| !r.cases.is_empty()) else {
                return Err(Halt(ExitStatus::Scenario, say!("error: {}: no replication is in it", path.display())));
            };
            let what = Simulated { plan: &s.plan, risk: &risk, record: &s.record };
            Ok(view::of_simulation(&what, &sources(&base, None, proposals)))
        }
    }
}

/// Results of earlier versions name what fails first by ids alone: the scenario knows the names.
fn name(plan: &mut Plan, base: &read::Base) {
    if let Some(first) = plan.summary.confidence.as_mut().and_then(|c| c.fails_first.as_mut()) {
        confidence::name(first, &vocabulary::names(&base.loaded.mission));
    }
}

fn of_comparison(g: &Global, asked: &ToReport, c: &Comparison, proposals: &[f64]) -> Result<View, Halt> {
    let reference = c.base_plan().or_else(|| c.entries.iter().find_map(|e| e.plan.as_ref()));
    let Some(plan) = reference else { return Ok(view::of_comparison(c, None)) };
    // Without its scenario a comparison only lacks the register of figures.
    let result = asked.inputs.first().map_or_else(|| Path::new("."), PathBuf::as_path);
    match read::scenario_of(g, &plan.scenario, asked.scenario, result) {
        Ok(base) => Ok(view::of_comparison(c, Some(&sources(&base, None, proposals)))),
        Err(stop) if asked.scenario.is_some() => Err(stop),
        Err(Halt(_, why)) => {
            let why = why.strip_prefix(&say!("error: ")).unwrap_or(&why);
            terminal::note(&say!("note: {note}", why));
            Ok(view::of_comparison(c, None))
        }
    }
}

fn of_scenarios(g: &Global, asked: &ToReport, proposals: &[f64]) -> Result<View, Halt> {
    if asked.inputs.len() > 1 || asked.budgets.len() > 1 || g.months.len() > 1 {
        let compared = compare::asked(g, asked.inputs, asked.budgets, "1")?.answered(g);
        return of_comparison(g, asked, &compared, proposals);
    }
    let input = asked.inputs[0].as_path();
    let cell = match asked.budgets {
        [one] => Global { budget: Some(one.clone()), ..g.clone() },
        _ => g.clone(),
    };
    let loaded = loaded(&cell, input)?;
    let found = plan::planned(&cell, &loaded)?;
    let orders = manifest(&loaded.mission, &found.outcome.decisions);
    let base = read::Base { loaded, path: input.to_owned(), warnings: Vec::new() };
    Ok(view::of_plan(&found.plan, &sources(&base, Some(&orders), proposals)))
}

fn sources<'a>(base: &'a read::Base, manifest: Option<&'a Manifest>, proposals: &'a [f64]) -> ReportSources<'a> {
    let Loaded { mission, figures, .. } = &base.loaded;
    ReportSources {
        mission,
        figures,
        outlines: outlines(&base.path),
        manifest,
        proposals,
        warnings: base.warnings.clone(),
    }
}

fn proposals(list: &[String]) -> Result<Vec<f64>, Halt> {
    results::whole_amounts(list)?;
    let one = |text: &String| {
        let wrong =
            || Halt(ExitStatus::Usage, say!("error: --proposals: `{text}` is no budget; write for example 191M", text));
        scenario::money(text).ok_or_else(wrong)
    };
    list.iter().map(one).collect()
}

/// Bytes of an outline that are read.
const OUTLINE: u64 = 50_000_000;

/// Outlines from `outline.geojson` beside the scenario, if there is one: polygons only, anything else is left out.
fn outlines(path: &Path) -> Vec<Outline> {
    let file = path.parent().unwrap_or_else(|| Path::new(".")).join("outline.geojson");
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    // A link may not lead out of the scenario's folder.
    let text =
        if scenario::files::within(&file, folder) { scenario::files::text(&file, OUTLINE) } else { return Vec::new() };
    let Ok(text) = text else { return Vec::new() };
    let Ok(json) = serde_json::from_str::<serde_json::Value>(&text) else { return Vec::new() };
    let features = json["features"].as_array().cloned().unwrap_or_default();
    let outline = |f: &serde_json::Value| -> Option<Outline> {
        let points = f["geometry"]["coordinates"][0].as_array()?;
        let ring = points.iter().map(|p| Some((p[0].as_f64()?, p[1].as_f64()?))).collect::<Option<_>>()?;
        Some(Outline { name: f["properties"]["name"].as_str().unwrap_or_default().to_owned(), ring })
    };
    features.iter().filter_map(outline).collect()
}
