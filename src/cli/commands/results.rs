//! Results of earlier runs at every door: read whole and bounded, and held against the scenario that they are used with.
//!
//! What differs (version, scenario, overrides) is told, never passed over.

use std::path::Path;

use crate::cli::args::Global;
use crate::cli::commands::{load, loaded};
use crate::cli::{ExitStatus, Halt, folder, terminal};
use crate::locale::say;
use crate::plan::result::{Plan, SCHEMA_VERSION, ScenarioRef};
use crate::scenario::{self, Loaded};

/// A plan.json, whoever wrote it.
pub(super) fn read_plan(path: &Path) -> Result<Plan, Halt> {
    let faulty = |what: String| Halt(ExitStatus::Scenario, say!("error: {}: {what}", path.display(), what));
    let text = scenario::files::text(&folder::current(path), scenario::files::RESULT)
        .map_err(|e| Halt(ExitStatus::Scenario, format!("{}{e}", say!("error: "))))?;
    let plan: Plan = serde_json::from_str(&text).map_err(|e| faulty(say!("not a plan.json: {e}", e)))?;
    if plan.schema_version != SCHEMA_VERSION {
        let read =
            say!("version {} of the format; this drawdown reads {SCHEMA_VERSION}", plan.schema_version, SCHEMA_VERSION);
        return Err(faulty(say!("{read}: plan anew", read)));
    }
    Ok(plan)
}

/// Options without overrides: the scenario as its file has it.
fn bare(g: &Global) -> bool {
    g.set.is_empty() && g.budget.is_none() && g.months.is_empty()
}

/// The scenario of a plan: with the plan's own overrides unless others are given, and a word on what is not as it was.
pub(super) fn scenario_of_plan(g: &Global, path: &Path, of: &ScenarioRef) -> Result<(Loaded, Vec<String>), Halt> {
    let own = Global { set: of.overrides.clone(), ..g.clone() };
    if bare(g)
        && let Ok(as_planned) = load(&own, path)
        && (as_planned.digest == of.digest || load(g, path).is_err())
    {
        let mut notes = differences(&as_planned, of);
        if !of.overrides.is_empty() {
            notes.insert(0, say!("with the overrides of the plan: {}", of.overrides.join(", ")));
        }
        return Ok((as_planned, notes));
    }
    let now = loaded(g, path)?;
    let notes = differences(&now, of);
    Ok((now, notes))
}

/// What is not as it was when a result was made: one sentence, or none.
pub(super) fn differences(now: &Loaded, of: &ScenarioRef) -> Vec<String> {
    // A plan written by hand names no digest.
    if of.digest.is_empty() || now.digest == of.digest {
        return Vec::new();
    }
    let file = now.files.first().map_or("the scenario", String::as_str);
    if of.name != now.mission.name {
        return vec![say!(
            "the plan was made for the scenario `{}`, this is `{}` ({file})",
            of.name,
            now.mission.name,
            file
        )];
    }
    let made = if of.overrides.is_empty() {
        String::new()
    } else {
        format!(" {}", say!("(made with {})", of.overrides.join(", ")))
    };
    vec![say!(
        "{file} with these options is not the scenario that the plan was made for{made}: its digest is another",
        file,
        made
    )]
}

/// Refuses a list of amounts in which a decimal comma was taken for the end of one.
pub(super) fn whole_amounts(amounts: &[String]) -> Result<(), Halt> {
    let Some(cut) = scenario::cut_decimal(amounts) else { return Ok(()) };
    let text = say!(
        "error: `{cut}`: a comma stands between two amounts of the list; write a decimal with a point, for example 1.5M",
        cut
    );
    Err(Halt(ExitStatus::Usage, text))
}

/// Tells notes on stderr.
pub(super) fn tell(notes: &[String]) {
    for n in notes {
        terminal::note(&say!("note: {n}", n));
    }
}

/// A result may only lead to scenarios of the working folder, or near the result: it may be a stranger's.
pub(super) fn near(path: &Path, result: &Path) -> bool {
    let folder = result.parent().unwrap_or_else(|| Path::new("."));
    let above = folder.join("..");
    [Path::new("."), folder, &above].into_iter().any(|f| scenario::files::within(path, f))
}
