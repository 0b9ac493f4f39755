//! What cases that differ only in money can give each other: a slack budget means the same plan, and more money is never worse.

use crate::mission::{Budget, Mission, Period};
use crate::optimise::{Ended, Options, Outcome, Shortfall, StageOutcome, carried};
use crate::plan::result::Plan;
use crate::study::answer::{Answer, booked};
use crate::study::compare::{Answers, CaseQuestion, Variant};
use crate::tolerance::SHOWN;
use crate::units::Usd;

/// Cases that are the same but for their money, richest first; cases without a question belong to none.
pub(super) fn families(cases: &[Variant]) -> Vec<Vec<usize>> {
    let mut families: Vec<(Mission, Vec<usize>)> = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        let Ok(q) = &case.asked else { continue };
        let bare = without_money(&q.mission);
        match families.iter_mut().find(|(m, _)| *m == bare) {
            Some((_, list)) => list.push(i),
            None => families.push((bare, vec![i])),
        }
    }
    let total = |i: &usize| cases[*i].asked.as_ref().map_or(0.0, |q| total(&q.mission));
    families
        .into_iter()
        .map(|(_, mut list)| {
            list.sort_by(|a, b| total(b).total_cmp(&total(a)));
            list
        })
        .collect()
}

fn without_money(m: &Mission) -> Mission {
    Mission { name: String::new(), title: String::new(), budget: Budget::default(), ..m.clone() }
}

fn total(m: &Mission) -> f64 {
    m.budget.total().map_or(f64::INFINITY, Usd::get)
}

/// At least as much money at every time.
fn covers(rich: &Mission, poor: &Mission) -> bool {
    let released = |m: &Mission, t: u32| m.budget.released(Period(t)).get();
    (1..=rich.calendar.periods).all(|t| released(rich, t) >= released(poor, t))
}

fn question(cases: &[Variant], i: usize) -> Option<&CaseQuestion> {
    cases[i].asked.as_ref().ok()
}

/// Gives poorer cases the plan of the next richer one that was found, as long as their money pays for it at every time: no
/// better one exists under less money than under more, so its certified gap holds as well.
pub(super) fn live_on_richer(cases: &[Variant], family: &[usize], answers: &mut Answers) {
    for pair in family.windows(2) {
        let (rich, poor) = (pair[0], pair[1]);
        let Some(Ok(from)) = &answers[rich] else { return };
        let whole = from.outcome.decisions.horizon == from_deadline(cases, rich)
            && matches!(from.outcome.shortfall, Shortfall::None | Shortfall::NotByMoney)
            && from.outcome.ended == Ended::Proved;
        let (Some(r), Some(p)) = (question(cases, rich), question(cases, poor)) else { return };
        if !whole || answers[poor].is_some() || !covers(&r.mission, &p.mission) {
            return;
        }
        let mut about = crate::optimise::about(p.scenario.clone(), &from.outcome);
        about.notes.push(format!("This is the plan of {}: it keeps within this budget too.", cases[rich].label));
        // The audit decides whether the money lasts.
        let Ok(plan) = booked(&p.mission, &from.outcome.decisions, &about) else { return };
        let shared = Answer { outcome: from.outcome.clone(), plan };
        answers[poor] = Some(Ok(shared));
    }
}

fn from_deadline(cases: &[Variant], i: usize) -> Period {
    question(cases, i).map_or(Period::START, |q| q.mission.calendar.deadline())
}

/// A plan of a smaller budget keeps every rule under a larger one: where the search under the larger one found less within its
/// time, or nothing, it takes that plan.
pub(super) fn pass_on(cases: &[Variant], family: &[usize], answers: &mut Answers) {
    let poorest_first: Vec<usize> = family.iter().rev().copied().collect();
    for (n, &rich) in poorest_first.iter().enumerate() {
        for &poor in &poorest_first[..n] {
            if let Some(taken) = taken(cases, poor, rich, answers) {
                answers[rich] = Some(Ok(taken));
            }
        }
    }
}

fn taken(cases: &[Variant], poor: usize, rich: usize, answers: &Answers) -> Option<Answer> {
    let (p, r) = (question(cases, poor)?, question(cases, rich)?);
    let Some(Ok(from)) = &answers[poor] else { return None };
    let own = match &answers[rich] {
        Some(Ok(own)) => Some(own),
        _ => None,
    };
    if own.is_some_and(|o| rank(&o.plan) <= rank(&from.plan)) || !covers(&r.mission, &p.mission) {
        return None;
    }
    let more = total(&r.mission) - total(&p.mission);
    let mut outcome = own.map_or_else(|| uncertified(&from.outcome, more), |o| revalued(&o.outcome, &from.outcome));
    if from.plan.summary.people_left < SHOWN {
        outcome.shortfall = Shortfall::None;
    }
    let mut about = crate::optimise::about(r.scenario.clone(), &outcome);
    about.notes.push(format!(
        "This is the plan of {}: the search under this budget found none better in its time.",
        cases[poor].label
    ));
    let plan = booked(&r.mission, &from.outcome.decisions, &about).ok()?;
    Some(Answer { outcome, plan })
}

/// The closings of each plan are tried in every case that did worse: more time, lift or routes are never worse than less.
pub(super) fn carry_over(cases: &[Variant], options: &Options, answers: &mut Answers) {
    for to in 0..cases.len() {
        for from in (0..cases.len()).filter(|from| *from != to) {
            if let Some(better) = carried_over(cases, from, to, options, answers) {
                answers[to] = Some(Ok(better));
            }
        }
    }
}

fn carried_over(cases: &[Variant], from: usize, to: usize, options: &Options, answers: &Answers) -> Option<Answer> {
    let (f, t) = (question(cases, from)?, question(cases, to)?);
    let (Some(Ok(source)), own) = (&answers[from], answers[to].as_ref().and_then(|a| a.as_ref().ok())) else {
        return None;
    };
    let same_sites = f.mission.sites.values().map(|s| &s.key).eq(t.mission.sites.values().map(|s| &s.key));
    if !same_sites || own.is_some_and(|o| rank(&o.plan) <= rank(&source.plan)) {
        return None;
    }
    if let Some(whole) = whole_plan(cases, from, to, source, own) {
        return Some(whole);
    }
    let deadline = t.mission.calendar.deadline();
    let mut ends = vec![deadline];
    ends.extend(Some(source.outcome.decisions.horizon).filter(|h| *h < deadline && h.0 > 0));
    let options = Options { time_limit: options.time_limit.map(|s| s.min(SECONDS)), ..options.clone() };
    for end in ends {
        let Ok(Some((decisions, stages))) = carried(&t.mission, &options, &source.outcome.decisions.closes, end) else {
            continue;
        };
        let other = Outcome { decisions, stages, ..source.outcome.clone() };
        let mut outcome = own.map_or_else(|| uncertified(&other, f64::INFINITY), |o| revalued(&o.outcome, &other));
        let mut about = crate::optimise::about(t.scenario.clone(), &outcome);
        about.notes.push(format!(
            "Its closings are those of {}: the search here found none better in its time.",
            cases[from].label
        ));
        let Ok(plan) = booked(&t.mission, &outcome.decisions, &about) else { continue };
        if own.is_none_or(|o| rank(&plan) < rank(&o.plan)) {
            if plan.summary.people_left < SHOWN {
                outcome.shortfall = Shortfall::None;
            }
            return Some(Answer { outcome, plan });
        }
    }
    None
}

/// The plan of another case as it is, where it keeps the rules here as well (the audit decides) and is better than the own one.
fn whole_plan(cases: &[Variant], from: usize, to: usize, source: &Answer, own: Option<&Answer>) -> Option<Answer> {
    let (f, t) = (question(cases, from)?, question(cases, to)?);
    let decisions = &source.outcome.decisions;
    let deadline = t.mission.calendar.deadline();
    // A plan that left people behind did so for the money and the time it had there.
    let done = source.plan.summary.people_left < SHOWN && decisions.horizon <= deadline;
    if !done || !same_things(&f.mission, &t.mission) {
        return None;
    }
    let mut outcome =
        own.map_or_else(|| uncertified(&source.outcome, f64::INFINITY), |o| revalued(&o.outcome, &source.outcome));
    outcome.shortfall = Shortfall::None;
    // A plan that ends before the deadline would be one that runs out of money.
    outcome.decisions = decisions.lasting(deadline);
    let mut about = crate::optimise::about(t.scenario.clone(), &outcome);
    about
        .notes
        .push(format!("This is the plan of {}: the search here found none better in its time.", cases[from].label));
    let plan = booked(&t.mission, &outcome.decisions, &about).ok()?;
    own.is_none_or(|o| rank(&plan) < rank(&o.plan)).then_some(Answer { outcome, plan })
}

/// The same places, ways, fleets, kinds, units and contingents in the same order, and periods of one length from one day on: numbers in decisions mean the
/// same in both.
fn same_things(a: &Mission, b: &Mission) -> bool {
    let things = |m: &Mission| {
        let sites = m.sites.values().map(|x| x.key.clone());
        let exits = m.exits.values().map(|x| x.key.clone());
        let routes = m.routes.values().map(|x| x.key.clone());
        let fleets = m.fleets.values().map(|x| x.key.clone());
        let kinds = m.kinds.values().map(|x| x.key.clone());
        let units = m.units.values().map(|x| x.key.clone());
        let links = m.air_links.iter().map(|x| x.key.clone());
        let contingents = m.rules.contingents.values().map(|x| x.key.clone());
        [
            sites.collect(),
            exits.collect(),
            routes.collect(),
            fleets.collect(),
            kinds.collect(),
            units.collect(),
            contingents.collect(),
            links.collect::<Vec<String>>(),
        ]
    };
    (a.calendar.start, a.calendar.period_days) == (b.calendar.start, b.calendar.period_days) && things(a) == things(b)
}

/// Seconds for trying the closings of another case, at most.
const SECONDS: f64 = 10.0;

/// Another plan's outcome where nothing is certified: its bounds and prices are for less money, by `more` dollars.
fn uncertified(from: &Outcome, more: f64) -> Outcome {
    let mut outcome = Outcome { gap: None, ended: Ended::Unsettled, marginals: Vec::new(), paid: None, ..from.clone() };
    match &mut outcome.shortfall {
        Shortfall::Missing { usd, bound } if more.is_finite() => {
            (*usd, *bound) = ((*usd - more).max(0.0), (*bound - more).max(0.0));
        }
        shortfall => *shortfall = Shortfall::Unknown,
    }
    for stage in &mut outcome.stages {
        (stage.bound, stage.gap) = (None, None);
    }
    outcome
}

/// The stages of one search with the values that another plan reaches.
fn revalued(own: &Outcome, from: &Outcome) -> Outcome {
    let mut outcome = Outcome { decisions: from.decisions.clone(), ..own.clone() };
    for stage in &mut outcome.stages {
        if let Some(better) = from.stages.iter().find(|s| s.objective == stage.objective) {
            stage.value = better.value;
            stage.gap = stage.bound.map(|b| crate::solve::gap(stage.value, b));
        }
    }
    // A search that was stopped before its last stages knows nothing of them.
    let ran = |s: &StageOutcome| outcome.stages.iter().any(|o| o.objective == s.objective);
    let all = from.stages.iter().all(ran);
    outcome.gap = if all { StageOutcome::worst_gap(&outcome.stages) } else { None };
    outcome
}

/// Better plans first; differences within rounding are none.
fn rank(plan: &Plan) -> (i64, i64, i64) {
    let s = &plan.summary;
    let economic = s.cost_usd + s.equipment_value_lost_usd;
    ((s.people_left * 10.0) as i64, (s.sensitive_lost * 10.0) as i64, (economic / 1e3) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimise::Silent;
    use crate::scenario::{self, Overrides};
    use crate::study::answer::answer;

    fn case(weeks: &str) -> Variant {
        let set = Overrides { set: vec![format!("calendar.weeks={weeks}")], ..Overrides::default() };
        let loaded = scenario::load("scenarios/tutorial.toml".as_ref(), &set).expect("it is there");
        let scenario = crate::study::grid::reference(&loaded);
        Variant { label: format!("{weeks} weeks"), asked: Ok(CaseQuestion { mission: loaded.mission, scenario }) }
    }

    /// Six weeks' plan, as it is, does for eight weeks where the search there found nothing; not the other way round, for the longer one
    /// may still be under way when six weeks are over.
    #[test]
    fn a_plan_of_less_time_is_one_of_more() {
        let cases = [case("6"), case("8")];
        let solved = |i: usize| {
            let q = question(&cases, i).expect("a question");
            answer(&q.mission, &q.scenario, &Options::default(), &Silent).expect("a plan")
        };
        let six = solved(0);
        let longer = whole_plan(&cases, 0, 1, &six, None).expect("it keeps the rules");
        assert_eq!(longer.outcome.decisions.flows, six.outcome.decisions.flows);
        // It lasts to the later deadline, so nobody reads that its money ends.
        assert_eq!(longer.outcome.decisions.horizon, Period(8));
        assert_eq!(
            (longer.plan.summary.funded_until, longer.plan.summary.finished_on),
            (None, six.plan.summary.finished_on)
        );
        assert_eq!(longer.plan.summary.people_left, 0.0);
        assert!(longer.outcome.gap.is_none() && longer.plan.checks.iter().all(|c| c.passed));
        assert!((longer.plan.summary.cost_usd - six.plan.summary.cost_usd).abs() < 1.0);
        // What is as good is kept.
        assert!(whole_plan(&cases, 0, 1, &six, Some(&longer)).is_none());
        let eight = solved(1);
        assert!(whole_plan(&cases, 1, 0, &eight, None).is_none());
    }

    /// A number of a contingent means nothing in a mission without contingents.
    #[test]
    fn other_contingents_are_other_things() {
        let loaded = scenario::load("tests/golden/mission.toml".as_ref(), &Overrides::default()).expect("it is there");
        let mut without = loaded.mission.clone();
        assert!(same_things(&loaded.mission, &without));
        without.rules.contingents = loaded.mission.rules.contingents.iter().skip(1).map(|(_, c)| c.clone()).collect();
        assert!(!same_things(&loaded.mission, &without));
    }
}
