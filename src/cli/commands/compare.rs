//! `drawdown compare`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::{Format, Global};
use crate::cli::commands::{loaded, options, reference, to_json};
use crate::cli::progress::Progress;
use crate::cli::{Exit, Stop, files};
use crate::report::{comparison, narrative::narrative, numbers};
use crate::study::compare::{Case, Comparison, compare};
use crate::{scenario, units::Usd};

pub(super) fn run(
    g: &Global,
    paths: &[PathBuf],
    budgets: &[String],
    base: usize,
    out: Option<&Path>,
) -> Result<(), Stop> {
    let compared = compared(g, paths, budgets, base)?;
    let text = comparison::text(&compared);
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
        return Err(Stop(Exit::NoAnswer, String::new()));
    }
    Ok(())
}

/// Loads and plans all cases.
pub(super) fn compared(g: &Global, paths: &[PathBuf], budgets: &[String], base: usize) -> Result<Comparison, Stop> {
    let cases = cases(g, paths, budgets)?;
    if base == 0 || base > cases.len() {
        return Err(Stop(Exit::Usage, format!("error: --base {base}: there are scenarios 1 to {}", cases.len())));
    }
    let labels: Vec<String> = cases.iter().map(|c| c.label.clone()).collect();
    let progress = Progress::many(g.quiet, &labels);
    let compared = compare(&cases, base - 1, &options(g), &progress);
    progress.iter().for_each(Progress::finish);
    Ok(compared)
}

fn cases(g: &Global, paths: &[PathBuf], budgets: &[String]) -> Result<Vec<Case>, Stop> {
    for b in budgets {
        if scenario::money(b).is_none() {
            return Err(Stop(Exit::Usage, format!("error: `{b}` is no budget; write for example 191M")));
        }
    }
    let grid = !budgets.is_empty() || g.months.len() > 1;
    let or_own = |list: Vec<Option<String>>| if list.is_empty() { vec![None] } else { list };
    let budgets = or_own(budgets.iter().map(|b| Some(b.clone())).collect());
    let months = if g.months.is_empty() { vec![None] } else { g.months.iter().map(|m| Some(*m)).collect() };
    let mut cases = Vec::new();
    for path in paths {
        for month in &months {
            for budget in &budgets {
                let cell = Global {
                    months: month.iter().copied().collect(),
                    budget: budget.clone().or_else(|| g.budget.clone()),
                    ..g.clone()
                };
                let l = loaded(&cell, path)?;
                let label = if grid { label(&l.mission, paths.len() > 1) } else { l.mission.name.clone() };
                let scenario = reference(&cell, &l);
                cases.push(Case { label, mission: l.mission, scenario });
            }
        }
    }
    Ok(cases)
}

/// `$191.0m, 26 weeks`.
fn label(m: &crate::mission::Mission, named: bool) -> String {
    let money = m.budget.total().map_or_else(|| "no limit".into(), |b: Usd| numbers::money(b.get()));
    let name = if named { format!("{}: ", m.name) } else { String::new() };
    format!("{name}{money}, {} weeks", m.calendar.periods * m.calendar.period_days / 7)
}

fn as_json(c: &Comparison) -> Result<String, Stop> {
    let tables: serde_json::Map<_, _> = comparison::tables(c).iter().map(|t| (t.key.clone(), t.json())).collect();
    to_json(
        &json!({"schema_version": 1, "base": c.base, "entries": c.entries, "tables": tables, "narrative": narrative(c)}),
    )
}
