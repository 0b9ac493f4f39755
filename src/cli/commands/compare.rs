//! `drawdown compare`.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::commands::{
    as_csv, claimed, deliver, loaded, named, next, options, results, say_how_sure, summary_file, to_json,
};
use crate::cli::progress::Progress;
use crate::cli::{ExitStatus, Halt};
use crate::locale::say;
use crate::report::content::{comparison, label::label, label::told, narrative::narrative};
use crate::report::render::terminal;
use crate::scenario;
use crate::scenario::risk::Process;
use crate::study::compare::{CaseQuestion, Comparison, Entry, Variant, Why, compare};
use crate::study::grid;

pub(super) fn run(
    g: &Global,
    paths: &[PathBuf],
    budgets: &[String],
    base: &str,
    out: Option<&Path>,
) -> Result<(), Halt> {
    let (plans, scenarios): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|p| is_plan(p));
    let mut made = made(&plans)?;
    if scenarios.is_empty() && !budgets.is_empty() {
        return Err(Halt(ExitStatus::Usage, say!("error: --budgets is of scenarios, and only plans are given")));
    }
    let waiting = if scenarios.is_empty() { Waiting::default() } else { asked(g, &scenarios, budgets, "1")? };
    let labels: Vec<String> = waiting.labels.iter().chain(made.iter().map(|e| &e.label)).cloned().collect();
    let base = position(base, &labels)?;
    let folder = claimed(out)?;
    let mut compared = waiting.answered(g);
    compared.entries.append(&mut made);
    compared.base = base;
    let text = terminal::comparison::text(&compared);
    let json = as_json(&compared)?;
    let mut list = vec![named("comparison.json", json.as_bytes()), summary_file(&text)];
    list.extend(comparison::tables(&compared).iter().map(as_csv));
    deliver(g, folder, &list, &text, &json)?;
    if let Some(folder) = out.filter(|_| compared.entries.iter().any(|e| e.plan.is_some())) {
        next(g, &[format!("report {} -o comparison.html", folder.display())]);
    }
    none_has_a_plan(&compared).map_or(Ok(()), Err)
}

/// A plan.json, or the folder of a result with one: of `run`, `hedge` or `replan`.
fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) || path.join("plan.json").is_file()
}

/// Plans that are there already, as entries beside those that are still to be made.
fn made(paths: &[PathBuf]) -> Result<Vec<Entry>, Halt> {
    let one = |path: &PathBuf| -> Result<Entry, Halt> {
        let file = if path.is_dir() { path.join("plan.json") } else { path.clone() };
        let plan = results::read_plan(&file)?;
        Ok(Entry { label: plan.scenario.name.clone(), plan: Some(plan), failed: None, why: None })
    };
    let mut entries = paths.iter().map(one).collect::<Result<Vec<_>, _>>()?;
    distinct(&mut entries, paths);
    Ok(entries)
}

/// Plans of one name are told apart by their files.
pub(super) fn distinct(entries: &mut [Entry], paths: &[PathBuf]) {
    let names: Vec<String> = entries.iter().map(|e| e.label.clone()).collect();
    for (i, (e, path)) in entries.iter_mut().zip(paths).enumerate() {
        if names.iter().filter(|n| **n == names[i]).count() > 1 {
            e.label = format!("{} ({})", names[i], path.display());
        }
    }
}

/// No case has a plan: the gravest reason gives the exit code, and a search that was stopped is no proof that there is none.
fn none_has_a_plan(compared: &Comparison) -> Option<Halt> {
    let why = |w: Why| compared.entries.iter().any(|e| e.why == Some(w));
    if compared.entries.iter().any(|e| e.plan.is_some()) {
        return None;
    }
    let (exit, text) = if why(Why::Bug) {
        (ExitStatus::Bug, say!("a plan was refused by the audit"))
    } else if why(Why::Interrupted) {
        (ExitStatus::Interrupted, say!("interrupted before any scenario had a plan"))
    } else if why(Why::TimeLimit) {
        (
            ExitStatus::Solver,
            say!("no scenario has a plan yet: the time limit ended the search; give more with --time-limit"),
        )
    } else if why(Why::Solver) {
        (ExitStatus::Solver, say!("no scenario has a plan: the solver failed"))
    } else if why(Why::NoSuchSolver) {
        (ExitStatus::Usage, say!("there is no such solver in this build"))
    } else {
        (ExitStatus::NoAnswer, say!("none of the scenarios has a plan"))
    };
    Some(Halt(exit, format!("{}{text}", say!("error: "))))
}

/// Cases that are loaded and wait to be planned.
#[derive(Default)]
pub(super) struct Waiting {
    cases: Vec<Variant>,
    /// What can go wrong in each.
    risks: Vec<Vec<Process>>,
    labels: Vec<String>,
    base: usize,
}

impl Waiting {
    /// Plans them all.
    pub(super) fn answered(&self, g: &Global) -> Comparison {
        let progress = Progress::many(g, &self.labels.iter().map(|l| told(l)).collect::<Vec<_>>());
        let mut compared = compare(&self.cases, self.base, &options(g), &progress);
        progress.iter().for_each(Progress::finish);
        for (entry, (case, risk)) in compared.entries.iter_mut().zip(self.cases.iter().zip(&self.risks)) {
            if let (Some(plan), Ok(asked)) = (&mut entry.plan, &case.asked) {
                plan.solver.command.clone_from(&g.typed);
                say_how_sure(g, &asked.mission, risk, plan);
            }
        }
        compared
    }
}

/// Loads all cases. A scenario with faults is an entry without a plan, unless none is left without faults.
pub(super) fn asked(g: &Global, paths: &[PathBuf], budgets: &[String], base: &str) -> Result<Waiting, Halt> {
    let (cases, risks) = cases(g, paths, budgets)?;
    let labels: Vec<String> = cases.iter().map(|c| c.label.clone()).collect();
    let base = position(base, &labels)?;
    if let Some(why) =
        cases.iter().find_map(|c| c.asked.as_ref().err()).filter(|_| cases.iter().all(|c| c.asked.is_err()))
    {
        return Err(Halt(ExitStatus::Scenario, why.clone()));
    }
    Ok(Waiting { cases, risks, labels, base })
}

/// The base by its position from 1 or by its label.
fn position(base: &str, labels: &[String]) -> Result<usize, Halt> {
    let by_number = base.parse::<usize>().ok().filter(|n| (1..=labels.len()).contains(n)).map(|n| n - 1);
    by_number.or_else(|| labels.iter().position(|l| l.eq_ignore_ascii_case(base.trim()))).ok_or_else(|| {
        let list = labels.iter().enumerate().map(|(i, l)| format!("{} ({l})", i + 1)).collect::<Vec<_>>().join(", ");
        Halt(ExitStatus::Usage, say!("error: --base {base}: there are {list}", base, list))
    })
}

/// The cases, and what can go wrong in each.
fn cases(g: &Global, paths: &[PathBuf], budgets: &[String]) -> Result<(Vec<Variant>, Vec<Vec<Process>>), Halt> {
    results::whole_amounts(budgets)?;
    for b in budgets.iter().chain(&g.budget) {
        if scenario::money(b).is_none() {
            return Err(Halt(ExitStatus::Usage, say!("error: `{b}` is no budget; write for example 191M", b)));
        }
    }
    let Some(cells) = grid::cells(paths.len(), &g.months, budgets) else {
        let text = say!("error: more than {} cases: give fewer scenarios, budgets or months at a time", grid::MOST);
        return Err(Halt(ExitStatus::Usage, text));
    };
    let (mut cases, mut risks, mut labels) = (Vec::new(), Vec::new(), Vec::new());
    for cell in &cells {
        let path = &paths[cell.scenario];
        let own = Global {
            months: cell.months.into_iter().collect(),
            budget: cell.budget.clone().or_else(|| g.budget.clone()),
            ..g.clone()
        };
        let loaded = loaded(&own, path);
        risks.push(loaded.as_ref().map_or_else(|_| Vec::new(), |l| l.risk.clone()));
        let asked = loaded
            .map(|l| CaseQuestion { scenario: grid::reference(&l), mission: l.mission })
            .map_err(|stop| stop.1.trim_end().to_owned());
        let name = match &asked {
            Ok(q) => q.mission.name.clone(),
            Err(_) => path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned()),
        };
        let budget = cell.budget.as_deref().filter(|_| budgets.len() > 1).and_then(scenario::money);
        let months = cell.months.filter(|_| g.months.len() > 1);
        let label = grid::unlike(label(&name, paths.len() > 1, budget, months), &labels);
        labels.push(label.clone());
        cases.push(Variant { label, asked });
    }
    Ok((cases, risks))
}

fn as_json(c: &Comparison) -> Result<String, Halt> {
    let tables: serde_json::Map<_, _> = comparison::tables(c).iter().map(|t| (t.key.clone(), t.json())).collect();
    to_json(
        &json!({"schema_version": 1, "base": c.base, "entries": c.entries, "tables": tables, "narrative": narrative(c)}),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_was_stopped_is_no_proof_that_there_is_no_plan() {
        let code = |list: &[Why]| {
            let entry =
                |w: &Why| Entry { label: String::new(), plan: None, failed: Some(String::new()), why: Some(*w) };
            let compared = Comparison { base: 0, entries: list.iter().map(entry).collect() };
            none_has_a_plan(&compared).map(|stop| stop.0)
        };
        assert_eq!(code(&[Why::TimeLimit, Why::TimeLimit]), Some(ExitStatus::Solver));
        assert_eq!(code(&[Why::Contradiction, Why::Scenario]), Some(ExitStatus::NoAnswer));
        assert_eq!(code(&[Why::Contradiction, Why::TimeLimit]), Some(ExitStatus::Solver));
        assert_eq!(code(&[Why::Interrupted, Why::TimeLimit]), Some(ExitStatus::Interrupted));
        assert_eq!(code(&[Why::Bug, Why::Interrupted]), Some(ExitStatus::Bug));
    }

    #[test]
    fn plans_of_one_name_get_distinct_labels() {
        let entry = |l: &str| Entry { label: l.into(), plan: None, failed: None, why: None };
        let mut entries = vec![entry("a"), entry("a"), entry("b")];
        distinct(&mut entries, &["x.json".into(), "y.json".into(), "z.json".into()]);
        let labels: Vec<&str> = entries.iter().map(|e| e.label.as_str()).collect();
        assert_eq!(labels, ["a (x.json)", "a (y.json)", "b"]);
    }
}
