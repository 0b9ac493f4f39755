//! `drawdown run`.

use std::path::Path;

use crate::audit::orders;
use crate::cli::Halt;
use crate::cli::args::Global;
use crate::cli::commands::{
    Named, as_csv, claimed, deliver, loaded, named, next, options, say_how_sure, summary_file, to_json, unanswered,
    warn,
};
use crate::cli::progress::Progress;
use crate::dispatch::manifest;
use crate::locale::say;
use crate::report;
use crate::report::numbers::count;
use crate::scenario::Loaded;
use crate::study::alternatives::{Alternatives, alternatives};
use crate::study::answer::{Answer, answer};
use crate::study::grid;
use crate::vocabulary;

pub(super) fn run(g: &Global, path: &Path, out: Option<&Path>, alternatives: usize, within: f64) -> Result<(), Halt> {
    let scenario = loaded(g, path)?;
    warn(&scenario);
    let folder = claimed(out)?;
    let found = planned(g, &scenario)?;
    let mut text = report::render::terminal::plan::summary(&found.plan);
    let mut json = to_json(&found.plan)?;
    let others = if alternatives > 0 { Some(others(g, &scenario, &found, alternatives, within)?) } else { None };
    if let Some(others) = &others {
        text.push_str(&format!("\n{}", report::render::terminal::alternatives::text(others)));
        // The plan keeps its place: other programs read it there.
        let mut whole = serde_json::to_value(&found.plan).unwrap_or_default();
        whole["alternatives"] = serde_json::to_value(others).unwrap_or_default();
        json = to_json(&whole)?;
    }
    let mut list = Vec::new();
    if folder.is_some() {
        list = all(&scenario, &found, &mut text)?;
        if let Some(others) = &others {
            list.push(named("alternatives.json", to_json(others)?));
            list.extend(report::content::alternatives::tables(others).iter().map(as_csv));
        }
    }
    deliver(g, folder, &list, &text, &json)?;
    let result = out.unwrap_or(path).display();
    next(
        g,
        &[
            format!("explain {}   ({})", path.display(), say!("what binds, what would mend it")),
            format!("report {result} -o report.html"),
        ],
    );
    Ok(())
}

fn others(g: &Global, scenario: &Loaded, found: &Answer, count: usize, within: f64) -> Result<Alternatives, Halt> {
    let progress = Progress::new(g);
    let about = crate::optimise::about(grid::reference(scenario), &found.outcome);
    let others = alternatives(&scenario.mission, found, &about, &options(g), count, within, &progress);
    progress.finish();
    let mut others = others.map_err(|why| unanswered(&why))?;
    for plan in &mut others.plans {
        plan.solver.command.clone_from(&g.typed);
        say_how_sure(g, &scenario.mission, &scenario.risk, plan);
    }
    Ok(others)
}

/// Plans with a progress line.
pub(super) fn planned(g: &Global, scenario: &Loaded) -> Result<Answer, Halt> {
    let progress = Progress::new(g);
    let found = answer(&scenario.mission, &grid::reference(scenario), &options(g), &progress);
    progress.finish();
    let mut found = found.map_err(|why| unanswered(&why))?;
    found.plan.solver.command.clone_from(&g.typed);
    say_how_sure(g, &scenario.mission, &scenario.risk, &mut found.plan);
    Ok(found)
}

/// All files of a plan, the record first; what the orders say goes into the summary too.
fn all(scenario: &Loaded, found: &Answer, text: &mut String) -> Result<Vec<Named>, Halt> {
    let orders = manifest(&scenario.mission, &found.outcome.decisions);
    let written = to_json(&orders)?;
    text.push_str(&format!("\n{}", report::content::orders::manifest(&orders, &vocabulary::names(&scenario.mission))));
    text.push_str(&broken(scenario, found, &written));
    let mut list = vec![named("plan.json", to_json(&found.plan)?), summary_file(text), named("manifest.json", written)];
    list.extend(report::content::plan::of_plan(&found.plan, &orders).iter().map(as_csv));
    Ok(list)
}

/// The orders are judged as `verify` judges them, before anybody reads that they keep the plan: what a search leaves in fractions of people
/// and loads may not be whole on its lifts.
fn broken(scenario: &Loaded, found: &Answer, written: &str) -> String {
    let Ok(stated) = orders::StatedOrders::read(written) else { return String::new() };
    let verdict = orders::orders(&scenario.mission, &found.plan, &stated);
    let places: u64 = verdict.checks.iter().map(|c| c.broken).sum();
    if verdict.passed() {
        return String::new();
    }
    format!(
        " {}\n",
        say!(
            "The orders do not keep the plan in {} places: it moves fractions of people or loads, for no plan in whole ones was found; `drawdown verify` names the places, more time may find one.",
            count(places as f64)
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimise::{Options, Silent};
    use crate::scenario::{self, Overrides};

    /// Orders that keep the plan say nothing; without one of their lifts they say so.
    #[test]
    fn orders_that_do_not_keep_the_plan_say_so() {
        let scenario =
            scenario::load(Path::new("scenarios/tutorial.toml"), &Overrides::default()).expect("it is there");
        let found =
            answer(&scenario.mission, &grid::reference(&scenario), &Options::default(), &Silent).expect("a plan");
        let mut orders = manifest(&scenario.mission, &found.outcome.decisions);
        let judged = |orders: &_| broken(&scenario, &found, &serde_json::to_string(orders).expect("JSON"));
        assert_eq!(judged(&orders), "");
        orders.orders.pop();
        assert!(judged(&orders).contains("do not keep the plan in"), "{}", judged(&orders));
    }
}
