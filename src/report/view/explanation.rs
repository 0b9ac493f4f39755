//! The report of an explanation: what binds, why sites close when they do, what would mend what is left.

use crate::locale::{retold, say, word};
use crate::mission::Mission;
use crate::plan::result::{ScenarioRef, Summary};
use crate::report::content::explanation::{binding, closing, more_money, name, repair_table};
use crate::report::content::label::title;
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{Section, View};
use crate::report::view::provenance;
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
    /// Words that were typed after `drawdown` to make it; none in what the library makes.
    pub command: Vec<String>,
}

/// The report of an explanation.
pub fn of_explanation(e: &Explanation, m: &Mission) -> View {
    let clock = Clock::of(&m.calendar);
    let mut view = View { title: say!("{}: why the plan is as it is", title(&e.scenario.title)), ..View::default() };
    view.answer.push(match e.explained.binding.first() {
        Some(b) => say!("What binds most: {}.", binding(b, clock)),
        None => say!("With the closings as planned, more of no limit would help."),
    });
    if let Some(best) = e.repair.as_ref().and_then(|r| r.remedies.first()) {
        view.answer.push(say!(
            "The cheapest single change that mends it: {} ({}).",
            retold(&best.what),
            money(best.cost_usd)
        ));
    } else if let Some(day) = e.summary.finished_on {
        view.answer.push(say!("Everybody is out by {}; nothing needs to be mended.", date(day)));
    } else {
        view.answer
            .push(say!("{} people are left; no single change is known to mend it.", count(e.summary.people_left)));
    }
    let lines =
        e.explained.binding.iter().map(|b| binding(b, clock)).chain(e.explained.more_money.iter().map(more_money));
    view.sections.push(Section {
        title: say!("What binds, dearest first (each solved again)"),
        words: lines.collect(),
        ..Section::default()
    });
    let mut closings = Table::new(
        "closing_reasons",
        &say!("Why each site does not close a {} earlier", word("unit", clock.unit())),
        &["site", "closes at the end of", "earlier by one"],
    );
    for c in &e.explained.closings {
        closings.push(vec![
            Cell::text(name(m, &c.site)),
            Cell::Text(retold(&clock.at(c.closes))),
            Cell::text(closing(m, c)),
        ]);
    }
    if !closings.rows.is_empty() {
        let title = say!("Why each site closes when it does");
        view.sections.push(Section { title, tables: vec![closings], ..Section::default() });
    }
    if let Some(menu) = &e.repair {
        view.sections.push(repair(menu));
    }
    view.sections.push(provenance::made(&e.command, "explain", &e.scenario));
    view
}

fn repair(menu: &Menu) -> Section {
    let lists = [
        (say!("Proved not to be enough alone"), &menu.cannot),
        (say!("No plan found in the time, and no proof either"), &menu.unknown),
        (say!("Nothing to change"), &menu.nothing_to_change),
    ];
    let lists = lists.iter().filter(|(_, list)| !list.is_empty());
    let words = lists
        .map(|(title, list)| {
            say!("{}: {}.", title, list.iter().map(|w| retold(w)).collect::<Vec<_>>().join(&say!("; ")))
        })
        .collect();
    let table = repair_table(menu);
    let tables = if table.rows.is_empty() { Vec::new() } else { vec![table] };
    Section { title: say!("What would mend it"), words, tables, ..Section::default() }
}
