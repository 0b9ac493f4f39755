//! Which plans of which scenarios are simulated under which policies.

use std::path::{Path, PathBuf};

use crate::audit::audit;
use crate::cli::args::Global;
use crate::cli::commands::simulate::{ToSimulate, fault};
use crate::cli::commands::{loaded, plan, read_plan, results, to_json};
use crate::cli::{ExitStatus, Halt, files};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::say;
use crate::mission::Objective;
use crate::plan::decisions::Decisions;
use crate::plan::from_record;
use crate::plan::result::Plan;
use crate::scenario::Loaded;
use crate::simulate::record::{Subject, fingerprint};
use crate::simulate::{OVERTIME, Policy};
use crate::tolerance::ROUNDING;

/// Everything that is simulated.
pub(super) struct Prepared {
    pub scenarios: Vec<Loaded>,
    pub cases: Vec<PreparedCase>,
}

/// One plan under one policy.
pub(super) struct PreparedCase {
    /// Position of its scenario.
    pub scenario: usize,
    pub decisions: Decisions,
    pub subject: Subject,
}

pub(super) fn prepare(g: &Global, inputs: &[PathBuf], asked: &ToSimulate) -> Result<Prepared, Halt> {
    let pairs: Vec<(usize, Option<&PathBuf>)> = match (inputs.len(), asked.plans.len()) {
        (n, 0) => (0..n).map(|i| (i, None)).collect(),
        (1, _) => asked.plans.iter().map(|p| (0, Some(p))).collect(),
        (n, k) if n == k => (0..n).map(|i| (i, Some(&asked.plans[i]))).collect(),
        (n, k) => {
            let text =
                say!("error: {n} scenarios and {k} plans: give one scenario, or one --plan for each scenario", n, k);
            return Err(Halt(ExitStatus::Usage, text));
        }
    };
    let scenarios: Vec<Loaded> = inputs.iter().map(|path| loaded(g, path)).collect::<Result<_, _>>()?;
    for (s, path) in scenarios.iter().zip(inputs) {
        if s.risk.is_empty() {
            let d = Diagnostic::error(Code::NO_RISK, say!("{} has no [[risk.processes]]", path.display()));
            return Err(fault(g, ExitStatus::Scenario, d.remedy(say!("add some; docs/simulation.md says how"))));
        }
    }
    let mut cases = Vec::new();
    for (number, (i, path)) in pairs.iter().enumerate() {
        let scenario = &scenarios[*i];
        let planned = match path {
            Some(path) => {
                let found = from_file(g, &inputs[*i], scenario, path)?;
                keep(g, &found.0, asked.out, number)?;
                found
            }
            None => kept_or_new(g, scenario, asked.out, number)?,
        };
        let name = label(scenario, *path, pairs.len(), &cases);
        let policies = [Some(Policy::CatchUp), asked.replan.map(|every| Policy::Replan { every })];
        for policy in policies.into_iter().flatten() {
            let label = match policy {
                Policy::CatchUp => name.clone(),
                Policy::Replan { every } => say!("{name}, planned anew every {every} weeks", name, every),
            };
            let subject = Subject::new(label, &scenario.mission, &planned.0, policy);
            cases.push(PreparedCase { scenario: *i, decisions: planned.1.clone(), subject });
        }
    }
    Ok(Prepared { scenarios, cases })
}

/// The scenario's name; of several plans of one scenario with the plan's folder and file; numbered if that is not enough.
fn label(scenario: &Loaded, plan: Option<&PathBuf>, of: usize, before: &[PreparedCase]) -> String {
    let name = match plan {
        Some(path) if of > 1 => say!("{} with {}", scenario.mission.name, path.display()),
        _ => scenario.mission.name.clone(),
    };
    let taken = |n: &str| before.iter().any(|c| c.subject.label == n);
    let mut label = name.clone();
    let mut i = 2;
    while taken(&label) {
        label = format!("{name} ({i})");
        i += 1;
    }
    label
}

/// File of the plan of a case.
fn plan_file(number: usize) -> String {
    if number == 0 { "plan.json".to_owned() } else { format!("plan-{}.json", number + 1) }
}

/// The plans in the output folder that belong to this run.
pub(super) fn plans(asked: &ToSimulate, cases: usize) -> Vec<String> {
    let there = |name: &String| asked.out.is_some_and(|folder| folder.join(name).is_file());
    (0..cases).map(plan_file).filter(there).collect()
}

/// Leaves a plan of a file beside its replications: a report of them needs it.
fn keep(g: &Global, plan: &Plan, out: Option<&Path>, number: usize) -> Result<(), Halt> {
    let Some(file) = out.map(|folder| folder.join(plan_file(number))) else { return Ok(()) };
    if file.exists() {
        if fingerprint(&read_plan(&file)?) == fingerprint(plan) {
            return Ok(());
        }
        let d = Diagnostic::error(Code::OTHER_RUN, say!("{} is another plan", file.display()));
        return Err(fault(g, ExitStatus::Output, d.remedy(say!("choose another --out, or remove this folder"))));
    }
    files::write(&file, to_json(plan)?.as_bytes())
}

/// The plan that an earlier start left in the folder, else a new one, left there: shards and restarts replay the same plan.
fn kept_or_new(g: &Global, scenario: &Loaded, out: Option<&Path>, number: usize) -> Result<(Plan, Decisions), Halt> {
    let file = out.map(|folder| folder.join(plan_file(number)));
    if let Some(file) = file.as_deref().filter(|f| f.exists()) {
        let plan = read_plan(file)?;
        if plan.scenario.digest == scenario.digest {
            return recalled(g, scenario, plan, file);
        }
        let d = Diagnostic::error(Code::OTHER_RUN, say!("{} is a plan of another scenario", file.display()));
        return Err(fault(g, ExitStatus::Output, d.remedy(say!("choose another --out, or remove this folder"))));
    }
    let found = plan::planned(g, scenario)?;
    if let Some(file) = file {
        files::write(&file, to_json(&found.plan)?.as_bytes())?;
    }
    Ok((found.plan, found.outcome.decisions))
}

/// A plan from a file. One that was made for another deadline is judged in the mission with that deadline, then tried in this one.
fn from_file(g: &Global, input: &Path, scenario: &Loaded, file: &Path) -> Result<(Plan, Decisions), Halt> {
    let mut plan = read_plan(file)?;
    results::tell(&results::differences(scenario, &plan.scenario));
    let of = |l: &Loaded| l.mission.calendar.last_day(l.mission.calendar.deadline());
    let other = if plan.summary.deadline == of(scenario) {
        None
    } else {
        let mut own = g.clone();
        own.months.clear();
        own.set.push(format!("calendar.deadline={}", plan.summary.deadline));
        Some(loaded(&own, input)?).filter(|l| of(l) == plan.summary.deadline)
    };
    // The plan of one scenario may be tried in the worlds of another that extends it.
    plan.scenario.digest.clone_from(&scenario.digest);
    plan.scenario.title.clone_from(&scenario.mission.title);
    plan.summary.budget_usd = scenario.mission.budget.total().map(crate::units::Usd::get);
    // Attacks are of the scenario in which it is tried.
    let judge = other.as_ref().unwrap_or(scenario);
    let casualties = |l: &crate::plan::result::LiftResult| {
        let route = judge.mission.routes.values().find(|r| r.key == l.route);
        l.lifts * route.and_then(|r| r.casualties.get(l.period as usize)).copied().unwrap_or(0.0)
    };
    plan.summary.expected_casualties = plan.lifts.iter().map(casualties).sum();
    let now = plan.summary.expected_casualties;
    for stage in plan.stages.iter_mut().filter(|s| s.objective == Objective::Casualties.key()) {
        let before = std::mem::replace(&mut stage.value, now);
        if (before - now).abs() <= ROUNDING * now.abs().max(1.0) {
            continue;
        }
        // What was proved was proved of other attacks.
        (stage.bound, stage.gap) = (None, None);
        if stage.method == "mip" {
            plan.solver.gap = None;
        }
    }
    let (plan, decisions) = recalled(g, judge, plan, file)?;
    let reach = scenario.mission.calendar.periods + OVERTIME;
    if decisions.horizon.0 > reach {
        let what = say!("{}: it runs to week {}, a replay to week {reach}", file.display(), decisions.horizon.0, reach);
        return Err(fault(
            g,
            ExitStatus::Scenario,
            Diagnostic::error(Code::NOT_PLAN, what).remedy(say!("choose a later deadline")),
        ));
    }
    Ok((plan, decisions))
}

fn recalled(g: &Global, scenario: &Loaded, plan: Plan, file: &Path) -> Result<(Plan, Decisions), Halt> {
    let unfit = |what: String| {
        let d = Diagnostic::error(Code::NOT_PLAN, say!("{}: {}", file.display(), what));
        fault(g, ExitStatus::Scenario, d.remedy(say!("see drawdown verify SCENARIO {}", file.display())))
    };
    let decisions = from_record::decisions(&scenario.mission, &plan).map_err(|e| unfit(e.to_string()))?;
    let verdict = audit(&scenario.mission, &plan);
    if let Some(broken) = verdict.checks.iter().find(|c| !c.passed) {
        let example = broken.examples.first().map_or("", String::as_str);
        return Err(unfit(say!("the plan breaks the rule {} of this scenario: {example}", broken.rule, example)));
    }
    Ok((plan, decisions))
}
