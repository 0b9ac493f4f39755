//! What binds, in words: the same in the summary, the reports, the comparison and the explanation.
//!
//! Must not know where the worth comes from.

use crate::locale::{retold, say, word};
use crate::plan::result::{LeftResult, Marginal, Plan};
use crate::program::{Family, Part};
use crate::report::numbers::{count, dollars, fixed};
use crate::tolerance::SHOWN;
use crate::vocabulary::{self, Clock};

/// Limits that are named as short.
const SHORT: usize = 2;
/// The others are named if they are worth this share of the first.
const NEAR: f64 = 0.5;

/// The periods of a plan; weeks where it does not say.
pub(crate) fn clock(plan: &Plan) -> Clock {
    Clock::new(plan.summary.period_days.unwrap_or(7))
}

/// A limit's name: `people through the port`.
pub(crate) fn name(m: &Marginal) -> String {
    let of = if m.name.is_empty() { &m.entity } else { &m.name };
    let (family, part) = (Family::from_key(&m.family), Part::from_key(&m.part));
    // Of results of other versions only the words are left.
    family.map_or_else(
        || say!("{} of {of}", m.family.replace('_', " "), of),
        |family| retold(&vocabulary::limit(family, part.unwrap_or_default(), of)),
    )
}

/// What one more is: `one load a week more`, `$1m more`, `one armed person fewer`.
pub(crate) fn one_more(unit: &str) -> String {
    match (unit, unit.strip_suffix(" fewer")) {
        ("USD", _) => say!("$1m more"),
        (_, Some(less)) => say!("one {less} fewer", word("one", less)),
        _ => say!("one {unit} more", word("one", unit)),
    }
}

/// An improvement: `3.0 more people out`, `$22,095 saved`.
pub(crate) fn gain(worth: f64, objective: &str) -> String {
    if objective == "people-left" { say!("{} more people out", some(worth)) } else { say!("{} saved", dollars(worth)) }
}

fn some(n: f64) -> String {
    if n >= 100.0 { count(n) } else { fixed(n, 1) }
}

/// One line on what one more is worth.
pub fn line(m: &Marginal, clock: Clock) -> String {
    let (first, last) = (m.periods.first().copied().unwrap_or(0), m.periods.last().copied().unwrap_or(0));
    let when = retold(&clock.span(first, last));
    say!("{} ({when}): {} is {}", name(m), when, one_more(&m.unit), gain(m.worth, &m.objective))
}

/// What limits a plan first: money that ends, else what one more of is worth most.
pub fn bottleneck(plan: &Plan) -> Option<String> {
    if plan.summary.funded_until.is_some() {
        return Some(say!("money"));
    }
    match keeping(plan)[..] {
        [first, ..] => Some(of_guard(plan, first).unwrap_or_else(|| name(first))),
        [] => plan.marginals.first().map(name),
    }
}

/// What is short whatever the money: the limits that keep most people from leaving.
pub(crate) fn what_is_scarce(plan: &Plan) -> String {
    let list = keeping(plan);
    let Some(first) = list.first() else { return say!("the lift or the time is short") };
    let near = list.iter().filter(|m| m.worth >= NEAR * first.worth).take(SHORT);
    let near = near.map(|m| of_guard(plan, m).unwrap_or_else(|| name(m)));
    say!("the limit is {} (or the time)", near.collect::<Vec<_>>().join(&format!(" {} ", say!("and"))))
}

/// The limits that keep people from leaving, those that keep most first. A guard that is one smaller lets that one leave and nobody else:
/// it is named only where nothing else is short.
fn keeping(plan: &Plan) -> Vec<&Marginal> {
    let keeps = plan.marginals.iter().filter(|m| m.objective == "people-left" && m.family != Family::Budget.key());
    let (guards, others): (Vec<_>, Vec<_>) = keeps.partition(|m| m.family == Family::Guard.key());
    if others.is_empty() { guards } else { others }
}

/// A guard stays as long as loads are at its site, or its site is open for another reason: that is what is short, not the guard.
fn of_guard(plan: &Plan, m: &Marginal) -> Option<String> {
    if m.family != Family::Guard.key() {
        return None;
    }
    let loads = |l: &&LeftResult| l.place == m.entity && !plan.people_classes.contains(&l.class);
    let left: f64 = plan.left.iter().filter(loads).map(|l| l.quantity).sum();
    let of = if m.name.is_empty() { &m.entity } else { &m.name };
    if left >= SHOWN {
        return Some(say!("the loads still at {of}, which its guard stays with", of));
    }
    let open = plan.sites.iter().any(|s| s.id == m.entity && s.closes_on.is_none());
    open.then(|| say!("what keeps {of} open, for its guard stays until it closes", of))
}
