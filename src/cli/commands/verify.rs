//! `drawdown verify`: a plan and its orders judged, whoever wrote them.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::audit::{NOT_JUDGED, audit, orders};
use crate::cli::args::Global;
use crate::cli::commands::answer;
use crate::cli::commands::results::{self, read_plan};
use crate::cli::{ExitStatus, Halt, folder};
use crate::locale::{retold, say};
use crate::scenario;

pub(super) fn run(g: &Global, path: &Path, plan: &Path, manifest: Option<&Path>) -> Result<(), Halt> {
    let written = orders_beside(plan, manifest)?;
    let plan = read_plan(plan)?;
    let (scenario, mut notes) = results::scenario_of_plan(g, path, &plan.scenario)?;
    let mut verdict = audit(&scenario.mission, &plan);
    let mut text = verdict.judgement();
    if let Some((file, written)) = written {
        let of_orders = orders::orders(&scenario.mission, &plan, &written);
        text.push_str(&format!("\n{}", say!("Orders, {}:\n{}", file.display(), of_orders.judgement_of_orders())));
        notes.push(say!("with the orders of {}", file.display()));
        verdict = verdict.and(of_orders);
    }
    results::tell(&notes);
    text.push_str(&say!(
        "Not judged, for they take a search: the bounds (export writes the programs for another solver), the missing money, what binds, how sure the plan is.\nNor what it says of its making: the files it was made of, the solver, methods and seconds, its notes, its own verdict."
    ));
    text.push('\n');
    let json = json!({
        "passed": verdict.passed(), "score": verdict.score, "checks": verdict.checks, "notes": notes,
        "not_judged": NOT_JUDGED,
    });
    answer(g, &text, &format!("{json:#}\n"))?;
    if verdict.passed() { Ok(()) } else { Err(Halt(ExitStatus::NoAnswer, String::new())) }
}

/// The orders of a plan: those that are named, or the manifest.json beside it if there is one.
fn orders_beside(plan: &Path, named: Option<&Path>) -> Result<Option<(PathBuf, orders::StatedOrders)>, Halt> {
    let beside = folder::current(&plan.with_file_name("manifest.json"));
    let file = match named {
        Some(file) => file.to_owned(),
        None if beside.is_file() => beside,
        None => return Ok(None),
    };
    let text = scenario::files::text(&file, scenario::files::RESULT)
        .map_err(|e| Halt(ExitStatus::Scenario, format!("{}{e}", say!("error: "))))?;
    let orders = orders::StatedOrders::read(&text)
        .map_err(|e| Halt(ExitStatus::Scenario, say!("error: {}: {what}", file.display(), retold(&e.to_string()))))?;
    Ok(Some((file, orders)))
}
