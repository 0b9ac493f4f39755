//! An explanation on a terminal.

use std::fmt::Write as _;

use crate::locale::{retold, say, word};
use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::report::content::answer::answer;
use crate::report::content::explanation::{binding, closing, more_money, name, repair_table};
use crate::report::content::label::title;
use crate::study::binding::Explained;
use crate::study::repair::Menu;
use crate::vocabulary::Clock;

/// The whole explanation.
pub fn text(m: &Mission, plan: &Plan, e: &Explained, menu: Option<&Menu>) -> String {
    let clock = Clock::of(&m.calendar);
    let mut out = format!("{}\n\n{}\n\n", title(&plan.scenario.title), answer(plan));
    let _ = writeln!(
        out,
        "{}",
        say!("What binds, dearest first. Each was solved again with the closings as planned: one unit more in")
    );
    let _ = writeln!(
        out,
        "{}",
        say!(
            "every {} named, before what that unit itself costs; one unit less; and how far the worth holds.",
            word("unit", clock.unit())
        )
    );
    if e.binding.is_empty() {
        let _ = writeln!(out, "  {}", say!("nothing that more of would help, with these closings"));
    }
    for b in &e.binding {
        let _ = writeln!(out, "  {}", binding(b, clock));
    }
    for more in &e.more_money {
        let _ = writeln!(out, "  {}", more_money(more));
    }
    if !e.closings.is_empty() {
        let _ = writeln!(
            out,
            "\n{}",
            say!(
                "Why each site does not close a {} earlier (solved again, other closings as planned):",
                word("unit", clock.unit())
            )
        );
    }
    for c in &e.closings {
        let place = format!("{}, {}", name(m, &c.site), retold(&clock.at(c.closes)));
        let _ = writeln!(out, "  {}", say!("{}: {}", place, closing(m, c)));
    }
    if !e.stay_open.is_empty() {
        let _ = writeln!(out, "\n{}", say!("Open to the end of the plan: {}.", e.stay_open.join(", ")));
    }
    if let Some(menu) = menu {
        let _ = write!(out, "\n{}", repair(menu));
    }
    out
}

/// The priced menu.
pub fn repair(menu: &Menu) -> String {
    let mut out = if menu.remedies.is_empty() {
        format!("{}\n", say!("No change that was tried, single or in pairs, is known to mend it."))
    } else {
        format!(
            "{}\n",
            say!(
                "{}(The plan of least spending with each change: equipment is given up where that is cheaper.)",
                repair_table(menu).text()
            )
        )
    };
    let lists = [
        (say!("Proved not to be enough alone:"), &menu.cannot),
        (say!("No plan found in the time, and no proof either:"), &menu.unknown),
        (say!("Nothing to change:"), &menu.nothing_to_change),
    ];
    for (title, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
        let _ = writeln!(out, "\n{title}");
        list.iter().for_each(|what| {
            let _ = writeln!(out, "  {}", retold(what));
        });
    }
    out
}
