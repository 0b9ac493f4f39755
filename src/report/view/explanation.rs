//! The report of an explanation: what binds, why sites close when they do, what would mend what is left.

use crate::mission::Mission;
use crate::plan::result::{ScenarioRef, Summary};
use crate::report::content::explanation::{binding, closing, more_money, name, repair_table};
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{Section, View};
use crate::study::binding::Explained;
use crate::study::repair::Menu;
use crate::vocabulary::Clock;

/// What an explanation is made from.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// Of which scenario.
    pub scenario: ScenarioRef,
    /// Of which plan.
    pub summary: Summary,
    /// What binds, and the closings.
    pub explained: Explained,
    /// What would mend it, if something is left.
    pub repair: Option<Menu>,
}

/// The report of an explanation.
pub fn of_explanation(e: &Explanation, m: &Mission) -> View {
    let clock = Clock::of(&m.calendar);
    let mut view = View { title: format!("{}: why the plan is as it is", e.scenario.title), ..View::default() };
    view.answer.push(match e.explained.binding.first() {
        Some(b) => format!("What binds most: {}.", binding(b, clock)),
        None => "With the closings as planned, more of no limit would help.".into(),
    });
    if let Some(best) = e.repair.as_ref().and_then(|r| r.remedies.first()) {
        view.answer.push(format!(
            "The cheapest single change that mends it: {} ({}).",
            best.what,
            money(best.cost_usd)
        ));
    } else if let Some(day) = e.summary.finished_on {
        view.answer.push(format!("Everybody is out by {}; nothing needs to be mended.", date(day)));
    } else {
        view.answer
            .push(format!("{} people are left; no single change is known to mend it.", count(e.summary.people_left)));
    }
    let lines =
        e.explained.binding.iter().map(|b| binding(b, clock)).chain(e.explained.more_money.iter().map(more_money));
    view.sections.push(Section {
        title: "What binds, dearest first (each solved again)".into(),
        words: lines.collect(),
        ..Section::default()
    });
    let mut closings = Table::new(
        "closing_reasons",
        &format!("Why each site does not close a {} earlier", clock.unit()),
        &["site", "closes at the end of", "earlier by one"],
    );
    for c in &e.explained.closings {
        closings.push(vec![Cell::text(name(m, &c.site)), Cell::Text(clock.at(c.closes)), Cell::text(closing(m, c))]);
    }
    if !closings.rows.is_empty() {
        let title = "Why each site closes when it does".into();
        view.sections.push(Section { title, tables: vec![closings], ..Section::default() });
    }
    if let Some(menu) = &e.repair {
        view.sections.push(repair(menu));
    }
    view
}

fn repair(menu: &Menu) -> Section {
    let lists = [
        ("Proved not to be enough alone", &menu.cannot),
        ("No plan found in the time, and no proof either", &menu.unknown),
        ("Nothing to change", &menu.nothing_to_change),
    ];
    let lists = lists.iter().filter(|(_, list)| !list.is_empty());
    let words = lists.map(|(title, list)| format!("{title}: {}.", list.join("; "))).collect();
    let table = repair_table(menu);
    let tables = if table.rows.is_empty() { Vec::new() } else { vec![table] };
    Section { title: "What would mend it".into(), words, tables, ..Section::default() }
}
