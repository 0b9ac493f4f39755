//! `drawdown replan`.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::json;

use crate::cli::args::Global;
use crate::cli::commands::{
    as_csv, claimed, deliver, loaded, named, next, options, plan, read_plan, results, say_how_sure, summary_file,
    to_json, unanswered,
};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt, files, terminal};
use crate::diagnostic::{Code, Diagnostic, render};
use crate::locale::say;
use crate::plan::result::Plan;
use crate::report;
use crate::scenario::Loaded;
use crate::scenario::status::{self, StatusFile};
use crate::study::grid;
use crate::study::replan;

/// What was asked.
pub(super) struct ToReplan<'a> {
    pub status: Option<&'a Path>,
    pub plan: Option<&'a PathBuf>,
    pub template: Option<Date>,
    pub stability: f64,
    pub out: Option<&'a Path>,
}

pub(super) fn run(g: &Global, path: &Path, asked: &ToReplan) -> Result<(), Halt> {
    let start = loaded(g, path)?;
    if let Some(day) = asked.template {
        asked.out.map_or(Ok(()), files::check)?;
        let old = old_plan(g, &start, asked)?;
        let text = replan::template(&start.mission, &old, day).to_toml();
        return match asked.out {
            Some(file) => {
                files::write(file, text.as_bytes())?;
                let plan = asked.plan.map(|p| format!(" --plan {}", p.display())).unwrap_or_default();
                next(g, &[format!("replan {} --status {}{plan} --out replan", path.display(), file.display())]);
                Ok(())
            }
            None => terminal::print(&text),
        };
    }
    let Some(file) = asked.status else {
        return Err(Halt(ExitStatus::Usage, say!("error: give --status FILE, or --template DATE to write one")));
    };
    let reported = status::read(file)
        .map_err(|r| Halt(ExitStatus::Scenario, render(&r.diagnostics, &r.sources, terminal::stderr_colored())))?;
    let faults: Vec<Diagnostic> = replan::contradicting(&start.mission, &reported.status)
        .into_iter()
        .map(|c| {
            let fault =
                Diagnostic::error(Code::STATUS, c.what).at(reported.place(c.part, c.row), say!("reported here"));
            fault.remedy(say!("correct the report, or the scenario"))
        })
        .collect();
    if !faults.is_empty() {
        return Err(Halt(ExitStatus::Scenario, render(&faults, &reported.sources, terminal::stderr_colored())));
    }
    let status = reported.status;
    let folder = claimed(asked.out)?;
    let old = old_plan(g, &start, asked)?;
    results::tell(&results::differences(&start, &old.scenario));
    let rest = from_day_after(g, path, &start, &status)?;
    let mission = replan::remaining(&rest.mission, &status);
    let realised = replan::realised(&start.mission, &old, &status);
    let progress = Progress::new(g);
    let reference = grid::reference(&rest);
    let found = replan::replan(&mission, &reference, &old, realised, asked.stability, &options(g), &progress);
    progress.finish();
    let mut found = found.map_err(|why| unanswered(&why))?;
    say_how_sure(g, &mission, &rest.risk, &mut found.plan);
    found.plan.solver.command.clone_from(&g.typed);
    let mut text = report::render::terminal::replan::text(&found);
    if asked.plan.is_none() {
        text.push_str(&format!("\n{}\n", say!("The old plan was made from the start of this same scenario, with all it knows now; --plan names the plan in force.")));
    }
    let json = to_json(&json!({"schema_version": 1, "plan": found.plan, "old_deadline": found.old_deadline,
        "shifts": found.shifts, "differences": found.differences, "realised": found.realised,
        "stability": found.stability, "stability_usd": found.stability_usd, "weeks_moved": found.weeks_moved,
        "weeks_moved_without": found.weeks_moved_without}))?;
    let mut list =
        vec![named("replan.json", json.as_bytes()), named("plan.json", to_json(&found.plan)?), summary_file(&text)];
    list.extend(report::content::replan::records(&found).iter().map(as_csv));
    deliver(g, folder, &list, &text, &json)?;
    if let Some(out) = asked.out {
        next(g, &[format!("report {} -o replan.html", out.join("replan.json").display())]);
    }
    Ok(())
}

fn old_plan(g: &Global, start: &Loaded, asked: &ToReplan) -> Result<Plan, Halt> {
    match asked.plan {
        Some(file) => read_plan(file),
        None => plan::planned(g, start).map(|found| found.plan),
    }
}

/// The scenario from the day after the report to the same deadline: dates in the files keep their meaning.
fn from_day_after(g: &Global, path: &Path, start: &Loaded, status: &StatusFile) -> Result<Loaded, Halt> {
    let day = status.day().and_then(|d| d.tomorrow().ok());
    let day = day.ok_or_else(|| Halt(ExitStatus::Scenario, say!("error: as_of is no date")))?;
    let c = &start.mission.calendar;
    let mut rest = g.clone();
    rest.months.clear();
    rest.set.push(format!("calendar.start={day}"));
    rest.set.push(format!("calendar.deadline={}", c.last_day(c.deadline())));
    let mut loaded = loaded(&rest, path)?;
    // In English, as every title in a record; start and deadline are the report's, and no change of the user's.
    loaded.mission.title = format!("{}, from {}", start.mission.title, day.strftime("%-d %b %Y"));
    Ok(loaded)
}
