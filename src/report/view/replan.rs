//! The report of a new plan from a reported state: what was realised, what changes, then the new plan.

use crate::locale::say;
use crate::report::content::replan::{realised, stability, tables};
use crate::report::view::document::{ReportSources, Section, View};
use crate::report::view::plan::of_plan;
use crate::study::replan::Replan;

/// The report of a replan.
pub fn of_replan(r: &Replan, from: &ReportSources) -> View {
    let mut view = of_plan(&r.plan, from);
    let lines = |text: String| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let mut words: Vec<String> = lines(realised(&r.realised));
    words.extend::<Vec<String>>(lines(stability(r)));
    let changes = Section {
        title: say!("What was realised, and what changes"),
        words,
        tables: tables(r).into_iter().filter(|t| !t.rows.is_empty()).collect(),
        ..Section::default()
    };
    // The first picture stays on the first screen.
    view.sections.insert(1.min(view.sections.len()), changes);
    view
}
