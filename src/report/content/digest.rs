//! A grid of plans in at most ten sentences: who brings everybody out, for how much, what the others leave; each case stands
//! in the tables.
//!
//! Speaks of the plans that were found; what is not proved is said to be so.

use crate::locale::{retold, say};
use crate::plan::result::Plan;
use crate::report::content::confidence;
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::study::compare::Comparison;
use crate::tolerance::{SHOWN, TOLD_GAP};

/// Dollars below which nobody speaks of equipment lost.
const CENTS: f64 = 5e4;
/// Casualties that are worth a sentence.
const CASUALTIES: f64 = 0.5;
/// So many labels are named; more are counted.
const NAMED: usize = 3;

type LabelledPlan<'a> = (&'a str, &'a Plan);

/// The sentences of a grid.
pub(super) fn digest(c: &Comparison) -> Vec<String> {
    let cases: Vec<LabelledPlan> =
        c.entries.iter().filter_map(|e| Some((e.label.as_str(), e.plan.as_ref()?))).collect();
    let (done, open): (Vec<LabelledPlan>, Vec<LabelledPlan>) =
        cases.iter().partition(|(_, p)| p.summary.people_left < SHOWN);
    let mut out = vec![ended(&done, c.entries.len())];
    out.extend(cheapest(&done));
    out.extend(first(&done));
    out.extend(nearest(&open));
    out.extend(alike(&cases));
    out.extend(equipment(&cases));
    out.extend(hurt(&done));
    out.extend(sure(&done));
    out.extend(unproved(&cases));
    let failed = c.entries.iter().filter_map(|e| e.failed.as_ref().map(|why| (&e.label, why)));
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for (label, why) in failed {
        let why = retold(why).trim_end_matches('.').to_owned();
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, labels)) => labels.push(label.clone()),
            None => reasons.push((why, vec![label.clone()])),
        }
    }
    out.extend(reasons.into_iter().map(|(why, labels)| say!("No plan for {}: {why}", named(labels), why)));
    out
}

fn ended(done: &[LabelledPlan], all: usize) -> String {
    match done {
        [] => say!("None of the {all} cases has a plan that brings everybody out in time.", all),
        _ if done.len() == all => say!("Each of the {all} cases has a plan that brings everybody out in time.", all),
        _ => {
            let labels = named(done.iter().map(|(l, _)| (*l).to_owned()).collect());
            say!("Of {all} cases, {} bring everybody out in time: {labels}.", all, done.len(), labels)
        }
    }
}

/// Spending and equipment lost.
fn economic(p: &Plan) -> f64 {
    p.summary.cost_usd + p.summary.equipment_value_lost_usd
}

fn cheapest(done: &[LabelledPlan]) -> Option<String> {
    let (label, plan) = done.iter().min_by(|a, b| economic(a.1).total_cmp(&economic(b.1)))?;
    let told = alone(label, plan);
    Some(if done.len() > 1 { say!("The cheapest of these, equipment lost included. {told}", told) } else { told })
}

fn first(done: &[LabelledPlan]) -> Option<String> {
    let day = |c: &&LabelledPlan| c.1.summary.finished_on;
    let ended = || done.iter().filter(|c| c.1.summary.finished_on.is_some());
    let (first, last) = (ended().min_by_key(day)?, ended().max_by_key(day)?);
    let (a, b) = (first.1.summary.finished_on?, last.1.summary.finished_on?);
    let cost = |p: &Plan| money(p.summary.cost_usd);
    (a != b).then(|| {
        say!(
            "{} ends first, on {}, for {}; {} last, on {}, for {}.",
            first.0,
            date(a),
            cost(first.1),
            last.0,
            date(b),
            cost(last.1)
        )
    })
}

/// Of those that leave people behind, who leaves the fewest and who the most.
fn nearest(open: &[LabelledPlan]) -> Option<String> {
    let left = |c: &&LabelledPlan| c.1.summary.people_left;
    let fewest = open.iter().min_by(|a, b| left(a).total_cmp(&left(b)))?;
    let most = open.iter().max_by(|a, b| left(a).total_cmp(&left(b)))?;
    let total = count(fewest.1.summary.people_total);
    Some(if left(&most) - left(&fewest) < SHOWN {
        say!("Each of the others leaves {} of {total} people in the mission area.", count(left(&fewest)), total)
    } else {
        let (low, high) = (count(left(&fewest)), count(left(&most)));
        say!(
            "Of the others {} leaves the fewest people in the mission area, {low} of {total}, and {} the most, {high}.",
            fewest.0,
            low,
            total,
            most.0,
            high
        )
    })
}

/// The most cases that come to the same.
fn alike(cases: &[LabelledPlan]) -> Option<String> {
    let same = |a: &Plan, b: &Plan| {
        let (a, b) = (&a.summary, &b.summary);
        (a.people_out - b.people_out).abs() < SHOWN
            && (a.cargo_out - b.cargo_out).abs() < SHOWN
            && (a.cost_usd - b.cost_usd).abs() < CENTS
            && a.finished_on == b.finished_on
    };
    let groups = cases.iter().map(|one| cases.iter().filter(|other| same(one.1, other.1)).collect::<Vec<_>>());
    let largest = groups.fold(Vec::new(), |best, g| if g.len() > best.len() { g } else { best });
    (largest.len() > 1 && largest.len() < cases.len()).then(|| {
        let labels = largest.iter().map(|(l, _)| (*l).to_owned()).collect();
        say!("{} come to the same.", named(labels))
    })
}

fn equipment(cases: &[LabelledPlan]) -> Option<String> {
    let lost = |c: &&LabelledPlan| c.1.summary.equipment_value_lost_usd;
    let least = cases.iter().min_by(|a, b| lost(a).total_cmp(&lost(b)))?;
    let most = cases.iter().max_by(|a, b| lost(a).total_cmp(&lost(b)))?;
    (lost(&most) - lost(&least) >= CENTS).then(|| {
        say!("Equipment lost: from {} ({}) to {} ({}).", money(lost(&least)), least.0, money(lost(&most)), most.0)
    })
}

fn hurt(done: &[LabelledPlan]) -> Option<String> {
    let hurt = |c: &&LabelledPlan| confidence::casualties(c.1);
    let least = done.iter().min_by(|a, b| hurt(a).total_cmp(&hurt(b)))?;
    let most = done.iter().max_by(|a, b| hurt(a).total_cmp(&hurt(b)))?;
    (hurt(&most) - hurt(&least) >= CASUALTIES).then(|| {
        let (low, high) = (fixed(hurt(&least), 1), fixed(hurt(&most), 1));
        say!("Hurt or killed where everybody gets out: from {low} ({}) to {high} ({}).", low, least.0, high, most.0)
    })
}

/// How sure those plans are that bring everybody out; a plan that brings nobody out keeps its word easily.
fn sure(done: &[LabelledPlan]) -> Option<String> {
    let held = |c: &LabelledPlan| c.1.summary.confidence.as_ref().map(|s| (s.holds, s.worlds));
    let known: Vec<(&LabelledPlan, f64, u64)> = done.iter().filter_map(|c| held(c).map(|(h, w)| (c, h, w))).collect();
    let (most, high, worlds) = known.iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    let (least, low, _) = known.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    let worlds = count(*worlds as f64);
    Some(if known.len() > 1 && high > low {
        let (high, low) = (percent(*high, 0), percent(*low, 0));
        say!(
            "In {worlds} random worlds {} is the surest of them and holds in {high}, {} the least sure, in {low}.",
            worlds,
            most.0,
            high,
            least.0,
            low
        )
    } else {
        let high = percent(*high, 0);
        say!(
            "In {worlds} random worlds {} holds in {high}.",
            worlds,
            list(&known.iter().map(|(c, ..)| c.0.to_owned()).collect::<Vec<_>>()),
            high
        )
    })
}

/// What the search has not settled.
fn unproved(cases: &[LabelledPlan]) -> Option<String> {
    let open: Vec<Option<f64>> =
        cases.iter().map(|(_, p)| p.solver.gap).filter(|gap| gap.is_none_or(|g| g > TOLD_GAP)).collect();
    let worst = open.iter().flatten().copied().max_by(f64::total_cmp);
    let n = open.len();
    match worst {
        _ if open.is_empty() => None,
        None => Some(say!("Of {n} of these plans nothing is proved.", n)),
        Some(worst) => {
            let worst = percent(worst, 1);
            Some(say!("{n} of these plans are not proved to be the best to 1 %: the gap is up to {worst}.", n, worst))
        }
    }
}

/// Names that fit in a sentence, or their number.
fn named(mut labels: Vec<String>) -> String {
    if labels.len() > NAMED {
        let more = labels.len() - NAMED;
        labels.truncate(NAMED);
        labels.push(say!("{more} more", more));
    }
    list(&labels)
}

/// What one plan reaches.
pub(super) fn alone(label: &str, plan: &Plan) -> String {
    let s = &plan.summary;
    let loads = say!("{} of {} loads go home", count(s.cargo_out), count(s.cargo_total));
    let lost = if s.equipment_value_lost_usd >= CENTS {
        format!(" {}", say!("and equipment worth {} is lost", money(s.equipment_value_lost_usd)))
    } else {
        String::new()
    };
    let end = match (s.finished_on, s.funded_until) {
        (Some(day), _) => say!("everybody is out by {} for {}", date(day), money(s.cost_usd)),
        (None, Some(day)) => say!(
            "the money ends on {} with {} of {} people still in the mission area",
            date(day),
            count(s.people_left),
            count(s.people_total)
        ),
        (None, None) if s.people_left >= SHOWN => say!(
            "{} of {} people are still in the mission area on {}, for {} spent",
            count(s.people_left),
            count(s.people_total),
            date(s.deadline),
            money(s.cost_usd)
        ),
        (None, None) => say!("everybody is out, for {}, but the mission is not wound up", money(s.cost_usd)),
    };
    say!("Under {label}, {end}; {loads}{lost}.", label, end, loads, lost)
}

/// `a, b and c`.
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => say!("{} and {last}", most.join(", "), last),
    }
}
