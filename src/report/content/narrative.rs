//! What a delegate could read aloud: every sentence is computed from the plans, and one whose premise does not hold is not
//! written.

use crate::locale::{retold, say};
use crate::plan::result::{Plan, SiteResult, Summary};
use crate::report::content::confidence;
use crate::report::content::digest::{alone, digest, list};
use crate::report::content::scarce::bottleneck;
use crate::report::content::weekly::Weekly;
use crate::report::numbers::{count, date, fixed, money};
use crate::study::compare::Comparison;
use crate::tolerance::SHOWN;

/// A shift of a site's closing below so many weeks is not told.
const WEEKS: i64 = 2;
/// Dollars below which nobody speaks of a difference.
const CENTS: f64 = 5e4;
/// Expected casualties, and share of seats or jobs, that are worth a sentence.
const CASUALTIES: f64 = 0.5;
const SHARE: f64 = 0.05;

/// More cases than so many are a grid: told as a whole, each of them in the tables.
const READ_ALOUD: usize = 4;

/// The base in a paragraph, then one paragraph per entry against it; last what has no plan. Of a grid, what its plans have in common
/// and where they part, in a few sentences.
pub fn narrative(c: &Comparison) -> Vec<String> {
    if c.entries.len() > READ_ALOUD {
        return digest(c);
    }
    let mut all = Vec::new();
    if let Some((entry, base)) = c.entries.get(c.base).and_then(|e| e.plan.as_ref().map(|p| (e, p))) {
        all.push(alone(&entry.label, base));
        let others = c.others().filter_map(|e| e.plan.as_ref().map(|p| (e, p)));
        all.extend(others.map(|(e, p)| paragraph(&entry.label, base, &e.label, p)));
    } else if let Some(e) = c.entries.get(c.base) {
        all.push(say!("{} is the base of this comparison and has no plan: no differences can be told.", e.label));
        all.extend(c.others().filter_map(|e| e.plan.as_ref().map(|p| alone(&e.label, p))));
    }
    all.extend(confidence::paragraph(c));
    let failed = c.entries.iter().filter_map(|e| e.failed.as_ref().map(|why| (&e.label, why)));
    all.extend(failed.map(|(label, why)| say!("{label} has no plan: {}", label, retold(why).trim_end_matches('.'))));
    all
}

fn paragraph(base_label: &str, base: &Plan, label: &str, plan: &Plan) -> String {
    let (a, b) = (&base.summary, &plan.summary);
    if let Some(open) = unsettled(base_label, base, label, plan) {
        return open;
    }
    let mut parts = Vec::new();
    people(a, b, &mut parts);
    cargo(a, b, &mut parts);
    if (b.cost_usd - a.cost_usd).abs() >= CENTS {
        let more = if b.cost_usd > a.cost_usd { say!("more") } else { say!("less") };
        parts.push(say!("costs {} {more}", money((b.cost_usd - a.cost_usd).abs()), more));
    }
    let moved = closings(base, plan);
    let mut sentences = Vec::new();
    if parts.is_empty() {
        let same = say!("gets the same people and loads out for the same money");
        sentences.push(say!("Against {base_label}, {label} {same}.", base_label, label, same));
    } else {
        sentences.push(say!("Against {base_label}, {label} {}.", base_label, label, list(&parts)));
    }
    sentences.extend(moved);
    sentences.extend(finish(base_label, a, b));
    sentences.extend(country(base, plan));
    sentences.extend(bottlenecks(base, plan));
    sentences.extend(open_question(base_label, base, label, plan));
    sentences.join(" ")
}

fn people(a: &Summary, b: &Summary, parts: &mut Vec<String>) {
    let more = b.people_out - a.people_out;
    if more.abs() >= 1.0 {
        let word = if more > 0.0 { say!("more") } else { say!("fewer") };
        parts.push(say!("gets {} {word} people out", count(more.abs()), word));
    }
}

fn cargo(a: &Summary, b: &Summary, parts: &mut Vec<String>) {
    let more = b.cargo_out - a.cargo_out;
    let saved = a.equipment_value_lost_usd - b.equipment_value_lost_usd;
    if more.abs() >= 1.0 {
        let word = if more > 0.0 { say!("more") } else { say!("fewer") };
        parts.push(say!("brings home {} {word} loads", count(more.abs()), word));
    }
    if saved.abs() >= CENTS {
        let word = if saved > 0.0 { say!("saves") } else { say!("loses") };
        parts.push(say!("{word} equipment worth {}", word, money(saved.abs())));
    }
}

/// The sites whose closing moves most in each direction, and how many more sites close.
fn closings(base: &Plan, plan: &Plan) -> Vec<String> {
    let before = |s: &SiteResult| base.sites.iter().find(|x| x.id == s.id).and_then(|x| x.closes_on);
    let moved = plan.sites.iter().filter_map(|s| {
        let days = before(s)?.until(s.closes_on?).ok()?.get_days();
        Some((&s.name, i64::from(days) / 7))
    });
    let moved: Vec<_> = moved.filter(|(_, weeks)| weeks.abs() >= WEEKS).collect();
    let latest = moved.iter().filter(|(_, w)| *w > 0).max_by_key(|(_, w)| *w);
    let earliest = moved.iter().filter(|(_, w)| *w < 0).min_by_key(|(_, w)| *w);
    let told = [(latest, say!("later")), (earliest, say!("earlier"))];
    let parts: Vec<String> = told
        .into_iter()
        .filter_map(|(found, word)| found.map(|(name, w)| say!("{name} closes {} weeks {word}", name, w.abs(), word)))
        .collect();
    let mut sentences = Vec::new();
    if !parts.is_empty() {
        let rest = moved.len() - parts.len();
        let others = match rest {
            0 => String::new(),
            1 => say!("; one other closing moves by two weeks or more"),
            n => say!("; {n} other closings move by two weeks or more", n),
        };
        sentences.push(format!("{}{others}.", list(&parts)));
    }
    let (was, is) = (base.summary.sites_closed, plan.summary.sites_closed);
    if was != is {
        sentences.push(say!("It closes {is} of {} sites instead of {was}.", is, plan.sites.len(), was));
    }
    sentences
}

fn finish(base: &str, a: &Summary, b: &Summary) -> Option<String> {
    match (a.finished_on, b.finished_on) {
        (Some(was), Some(is)) if was != is => {
            let days = was.until(is).map_or(0, |s| s.get_days());
            let word = if days < 0 { say!("earlier") } else { say!("later") };
            Some(say!("The withdrawal ends {} days {word}, on {}.", days.abs(), word, date(is)))
        }
        (None, Some(is)) => Some(say!("The withdrawal ends on {}; under {base} it does not.", date(is), base)),
        (Some(was), None) => Some(say!("The withdrawal does not end; under {base} it does, on {}.", base, date(was))),
        _ => match (a.funded_until, b.funded_until) {
            (Some(was), Some(is)) if was != is => {
                Some(say!("The money lasts to {} instead of {}.", date(is), date(was)))
            }
            (Some(was), None) => Some(say!("The money lasts to the end; under {base} it ends on {}.", base, date(was))),
            (None, Some(is)) => Some(say!("The money ends on {}; under {base} it lasts.", date(is), base)),
            _ => None,
        },
    }
}

/// Casualties, seats for others, local jobs.
fn country(base: &Plan, plan: &Plan) -> Vec<String> {
    let mut sentences = Vec::new();
    let more = confidence::casualties(plan) - confidence::casualties(base);
    if more.abs() >= CASUALTIES {
        let word = if more > 0.0 { say!("more") } else { say!("fewer") };
        sentences.push(say!("It puts {} {word} casualties at risk on the roads.", fixed(more.abs(), 1), word));
    }
    for (what, words) in [
        (Weekly::Seats, say!("seats for others on the air links")),
        (Weekly::Jobs, say!("weeks of work for local staff")),
    ] {
        let (was, is) = (what.total(base), what.total(plan));
        if (is - was).abs() >= SHARE * was.max(is).max(1.0) {
            let word = if is > was { say!("more") } else { say!("fewer") };
            sentences.push(say!("It means {} {word} {words}.", count((is - was).abs()), word, words));
        }
    }
    sentences
}

fn bottlenecks(base: &Plan, plan: &Plan) -> Option<String> {
    let (was, is) = (bottleneck(base)?, bottleneck(plan)?);
    (was != is).then(|| say!("The first bottleneck moves from {was} to {is}.", was, is))
}

/// Who gets more people out, where the proofs of the two plans do not settle it: then nothing of the difference is told as a fact.
fn unsettled(base_label: &str, base: &Plan, label: &str, plan: &Plan) -> Option<String> {
    let left = |p: &Plan| p.summary.people_left;
    let (low, high, worse) = if left(base) <= left(plan) { (base, plan, label) } else { (plan, base, base_label) };
    let bound = high.stages.iter().find(|s| s.objective == "people-left").and_then(|s| s.bound);
    let differs = left(high) - left(low) >= SHOWN;
    let open = bound.is_none_or(|b| b < left(low) + SHOWN) && high.solver.status != "optimal";
    (differs && open).then(|| {
        let could = bound.map_or_else(
            || say!("nothing is proved about it"),
            |b| say!("a plan for it might leave as few as {}", count(b.max(0.0))),
        );
        say!("Between {base_label} and {label} the search settles nothing: the plan found for {worse} leaves {} more people, but it is not proved, and {could}.", base_label, label, worse, count(left(high) - left(low)), could)
    })
}

/// A difference in cost that the proofs of the two plans do not settle is said to be open.
fn open_question(base_label: &str, base: &Plan, label: &str, plan: &Plan) -> Option<String> {
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    let comparable = (base.summary.people_left - plan.summary.people_left).abs() < SHOWN
        && (base.summary.sensitive_lost - plan.summary.sensitive_lost).abs() < SHOWN;
    let (low, high) = if economic(base) <= economic(plan) { (base, plan) } else { (plan, base) };
    let dearer = if economic(base) <= economic(plan) { label } else { base_label };
    let differs = economic(high) - economic(low) >= CENTS;
    let bound = high.solver.bound?;
    (comparable && differs && bound < economic(low)).then(|| {
        say!("The two differ by {} in spending and equipment lost together, which the search does not settle: a plan for {dearer} could cost as little as {}.", money(economic(high) - economic(low)), dearer, money(bound))
    })
}
