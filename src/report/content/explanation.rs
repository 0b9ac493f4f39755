//! Why a plan is as it is, in words: what binds, why sites close when they do, what would mend what is left.

use crate::locale::{retold, say, word};
use crate::mission::Mission;
use crate::report::content::scarce::{gain, one_more};
use crate::report::numbers::{count, date, dollars, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::study::binding::{Binding, MoreMoney};
use crate::study::closing::{Counterfactual, Need};
use crate::study::repair::{Menu, Remedy};
use crate::tolerance::{EXACT, SHOWN, SHOWN_TENTH, WORTHLESS};
use crate::vocabulary::Clock;

pub(crate) fn name<'a>(m: &'a Mission, key: &'a str) -> &'a str {
    m.sites.values().find(|s| s.key == key).map_or(key, |s| s.name.as_str())
}

/// One line on a limit.
pub fn binding(b: &Binding, clock: Clock) -> String {
    let when = retold(&clock.span(b.weeks.0, b.weeks.1));
    let gain = gain(b.worth, &b.objective);
    let money_like = b.limit.unit == "USD";
    let less = less(b);
    // What was tried and held: no more than that.
    let shown = |n: f64| if money_like { money(n) } else { amount(n, false) };
    let range = match b.fades_at {
        None => say!("; every unit up to {} more buys as much", shown(b.holds_to)),
        Some(_) if b.holds_to <= if money_like { 1e6 } else { 1.0 } => say!("; the next buys less"),
        Some(_) => say!("; so up to {} more, then less", shown(b.holds_to)),
    };
    if money_like {
        return say!("money ({when}): $1m more is {gain}{}{range}", when, gain, less, range);
    }
    say!(
        "{} ({when}): {} is {gain}{less}{range}",
        retold(&b.limit.what),
        when,
        one_more(&b.limit.unit),
        gain,
        less,
        range
    )
}

/// What one unit less would cost; of what is counted the other way, one unit more.
fn less(b: &Binding) -> String {
    let one = match b.limit.unit.as_str() {
        "USD" => say!("$1m less"),
        unit if unit.ends_with(" fewer") => say!("one more"),
        _ => say!("one less"),
    };
    match b.loss_of_one_less {
        Some(v) if v > SHOWN_TENTH => say!("; {one} costs {}", one, loss(v, &b.objective)),
        Some(_) => say!("; {one} costs nothing", one),
        None => say!("; with {one} these closings cannot be kept", one),
    }
}

pub(crate) fn more_money(more: &MoreMoney) -> String {
    let lasts = match (more.everybody, more.funded_until) {
        (true, _) => say!("and nobody is left"),
        (false, Some(day)) => say!("and the money lasts to {}", date(day)),
        (false, None) => say!("and the money lasts to the deadline"),
    };
    let Some(people) = more.people else {
        return say!("money: under {} more no plan was found in the time", money(more.usd));
    };
    say!("money: {} more is {} more people out {lasts} (planned anew)", money(more.usd), count(people), lasts)
}

fn loss(v: f64, objective: &str) -> String {
    if objective == "people-left" { say!("{v} people", fixed(v, 1)) } else { dollars(v) }
}

/// An amount, rounded to the side on which what is said of it is true: up where so much is enough, down where so much was tried.
fn amount(n: f64, up: bool) -> String {
    let whole = |n: f64| if up { (n - EXACT).ceil() } else { (n + EXACT).floor() };
    if n >= 10.0 { count(whole(n)) } else { fixed(whole(n * 10.0) / 10.0, 1) }
}

pub(crate) fn closing(m: &Mission, c: &Counterfactual) -> String {
    let with = if c.with.is_empty() {
        String::new()
    } else {
        let names: Vec<&str> = c.with.iter().map(|s| name(m, s)).collect();
        say!(
            ", with {} a {} earlier too",
            names.join(&format!(" {} ", say!("and"))),
            word("unit", Clock::of(&m.calendar).unit())
        )
    };
    match c.worse_by {
        Some(v) if v < -SHOWN => {
            let worth = gain(-v, &c.objective);
            say!("it could{with}: {worth} (the plan is within its certified gap, not the very best)", with, worth)
        }
        Some(v) if c.objective == "people-left" && v < SHOWN_TENTH => {
            say!("it could{with}: nobody more would be left", with)
        }
        Some(v) if c.objective == "people-left" => say!("{v} more people would be left{with}", fixed(v, 1), with),
        Some(v) => say!("it would cost {} more{with}", dollars(v.max(0.0)), with),
        None => impossible(c, &with, Clock::of(&m.calendar)),
    }
}

fn impossible(c: &Counterfactual, with: &str, clock: Clock) -> String {
    let proof = if c.proved_impossible {
        say!("impossible, whenever the others close (proved)")
    } else {
        say!("impossible with the other closings as planned")
    };
    if !c.would_take.is_empty() {
        let list: Vec<String> = c.would_take.iter().map(|n| need(n, clock)).collect();
        return say!("{proof}; it would take {}{with}", proof, list.join(&format!(", {} ", say!("or"))), with);
    }
    if c.obstacles.is_empty() {
        return proof;
    }
    say!("{}: {}", proof, c.obstacles.iter().map(|o| retold(o)).collect::<Vec<_>>().join(&say!("; ")))
}

fn need(n: &Need, clock: Clock) -> String {
    let one = (n.amount - 1.0).abs() < SHOWN_TENTH;
    let unit = if one {
        n.unit.clone()
    } else {
        // The first word is what is counted: `loads a week`.
        match n.unit.split_once(' ') {
            Some((first, rest)) if first != "armed" => format!("{first}s {rest}"),
            Some(_) => n.unit.replace("person", "persons"),
            None => format!("{}s", n.unit),
        }
    };
    let (what, unit) = (retold(&n.what), word("unit", &unit));
    if n.unit.ends_with("fewer") || n.unit.ends_with("later") {
        return format!("{what} ({} {unit})", fixed(n.amount.ceil(), 0));
    }
    let when = retold(&clock.span(n.weeks.0, n.weeks.1));
    let shown = if n.unit == "unit" { fixed(n.amount, 0) } else { amount(n.amount, true) };
    say!("{} {unit} more for the {what} ({when})", shown, unit, what, when)
}

/// The priced menu as a table.
pub fn repair_table(menu: &Menu) -> Table {
    let columns = ["change", "proved too little", "costs in all", "beyond the budget", "value lost", "loads given up"];
    let mut t =
        Table::new("repair", &say!("What would mend it: the smallest changes, each with an audited plan"), &columns);
    for r in &menu.remedies {
        t.push(vec![
            Cell::Text(retold(&r.what)),
            Cell::text(too_little(r)),
            Cell::Usd(r.cost_usd),
            Cell::Usd(r.beyond_budget_usd),
            Cell::Usd(r.value_lost_usd),
            Cell::Count(r.not_home),
        ]);
    }
    t
}

/// The size up to which a change is proved not to be enough.
fn too_little(r: &Remedy) -> String {
    match r.unit.as_str() {
        _ if r.at_least <= WORTHLESS => say!("none"),
        "USD" => money(r.at_least),
        "share" => percent(r.at_least, 0),
        unit if fixed(r.at_least, 0) == "1" => format!("1 {}", word("unit", unit)),
        unit => format!("{} {}", fixed(r.at_least, 0), word("unit", &format!("{unit}s"))),
    }
}
