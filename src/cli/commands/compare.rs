//! `drawdown compare`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{loaded, options, reference, to_json};
use crate::cli::progress::Progress;
use crate::cli::{Exit, Stop, files};
use crate::report::content::{comparison, narrative::narrative};
use crate::report::numbers;
use crate::report::render::terminal;
use crate::scenario;
use crate::study::compare::{Case, Comparison, Question, compare};

pub(super) fn run(
    g: &Global,
    paths: &[PathBuf],
    budgets: &[String],
    base: &str,
    out: Option<&Path>,
) -> Result<(), Stop> {
    let compared = compared(g, paths, budgets, base)?;
    let text = terminal::comparison::text(&compared);
    let json = as_json(&compared)?;
    if let Some(folder) = out {
        files::folder(folder)?;
        files::write(&folder.join("comparison.json"), json.as_bytes())?;
        files::write(&folder.join("summary.txt"), text.as_bytes())?;
        for table in comparison::tables(&compared) {
            files::write(&folder.join(format!("{}.csv", table.key)), &table.csv())?;
        }
    }
    files::print(if g.format == Format::Json { &json } else { &text })?;
    if compared.entries.iter().all(|e| e.plan.is_none()) {
        return Err(Stop(Exit::NoAnswer, "error: none of the scenarios has a plan".into()));
    }
    Ok(())
}

/// Loads and plans all cases. A scenario with faults is an entry without a plan, unless none is left without faults.
pub(super) fn compared(g: &Global, paths: &[PathBuf], budgets: &[String], base: &str) -> Result<Comparison, Stop> {
    let cases = cases(g, paths, budgets)?;
    let labels: Vec<String> = cases.iter().map(|c| c.label.clone()).collect();
    let base = position(base, &labels)?;
    if let Some(why) =
        cases.iter().find_map(|c| c.asked.as_ref().err()).filter(|_| cases.iter().all(|c| c.asked.is_err()))
    {
        return Err(Stop(Exit::Scenario, why.clone()));
    }
    let progress = Progress::many(g.quiet, &labels);
    let compared = compare(&cases, base, &options(g), &progress);
    progress.iter().for_each(Progress::finish);
    Ok(compared)
}

/// The base by its position from 1 or by its label.
fn position(base: &str, labels: &[String]) -> Result<usize, Stop> {
    let by_number = base.parse::<usize>().ok().filter(|n| (1..=labels.len()).contains(n)).map(|n| n - 1);
    by_number.or_else(|| labels.iter().position(|l| l.eq_ignore_ascii_case(base.trim()))).ok_or_else(|| {
        let list = labels.iter().enumerate().map(|(i, l)| format!("{} ({l})", i + 1)).collect::<Vec<_>>().join(", ");
        Stop(Exit::Usage, format!("error: --base {base}: there are {list}"))
    })
}

fn cases(g: &Global, paths: &[PathBuf], budgets: &[String]) -> Result<Vec<Case>, Stop> {
    for b in budgets.iter().chain(&g.budget) {
        if scenario::money(b).is_none() {
            return Err(Stop(Exit::Usage, format!("error: `{b}` is no budget; write for example 191M")));
        }
    }
    let or_own = |list: Vec<Option<String>>| if list.is_empty() { vec![None] } else { list };
    let budgets = or_own(budgets.iter().map(|b| Some(b.clone())).collect());
    let months = if g.months.is_empty() { vec![None] } else { g.months.iter().map(|m| Some(*m)).collect() };
    let mut cases: Vec<Case> = Vec::new();
    for path in paths {
        for month in &months {
            for budget in &budgets {
                let cell = Global {
                    months: month.iter().copied().collect(),
                    budget: budget.clone().or_else(|| g.budget.clone()),
                    ..g.clone()
                };
                let asked = loaded(&cell, path)
                    .map(|l| Question { scenario: reference(&cell, &l), mission: l.mission })
                    .map_err(|stop| stop.1.trim_end().to_owned());
                let name = match &asked {
                    Ok(q) => q.mission.name.clone(),
                    Err(_) => path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned()),
                };
                let varied = (budgets.len() > 1).then_some(budget.as_deref()).flatten();
                let label = label(&name, paths.len() > 1, varied, (months.len() > 1).then_some(*month).flatten());
                cases.push(Case { label: unlike(label, &cases), asked });
            }
        }
    }
    Ok(cases)
}

/// What tells a case from the others: `$191m in 6 months`, `niger-closed under $191m`.
fn label(name: &str, named: bool, budget: Option<&str>, months: Option<u32>) -> String {
    let money = budget.and_then(scenario::money).map(numbers::amount);
    let time = months.map(|n| if n == 1 { "1 month".to_owned() } else { format!("{n} months") });
    match (money, time) {
        (None, None) => name.to_owned(),
        (Some(m), None) if named => format!("{name} under {m}"),
        (None, Some(t)) if named => format!("{name} in {t}"),
        (Some(m), Some(t)) if named => format!("{name} under {m} in {t}"),
        (Some(m), Some(t)) => format!("{m} in {t}"),
        (Some(one), None) | (None, Some(one)) => one,
    }
}

/// The same label twice would be the same column twice.
fn unlike(label: String, cases: &[Case]) -> String {
    let taken = |l: &str| cases.iter().any(|c| c.label == l);
    if !taken(&label) {
        return label;
    }
    (2..=cases.len() + 1).map(|n| format!("{label} ({n})")).find(|l| !taken(l)).unwrap_or(label)
}

fn as_json(c: &Comparison) -> Result<String, Stop> {
    let tables: serde_json::Map<_, _> = comparison::tables(c).iter().map(|t| (t.key.clone(), t.json())).collect();
    to_json(
        &json!({"schema_version": 1, "base": c.base, "entries": c.entries, "tables": tables, "narrative": narrative(c)}),
    )
}
