//! A new plan from a reported state: what is left of the mission, the difference to the old plan, how much of it was realised.
//!
//! Must not know files: the caller loads the scenario as it stands from the day after the report.

use jiff::civil::Date;
use serde::Serialize;

use crate::id::{Id, SiteId, Table};
use crate::mission::{Mission, Objective, Tranche, Unit};
use crate::plan::accounts::About;
use crate::plan::optimise::{Closes, Failure, Observer, Options, Steer, steered};
use crate::plan::result::{Plan, ScenarioRef};
use crate::scenario::status::{Holding, Money, Status};
use crate::study::answer::{Answer, Unanswered, answer, booked};
use crate::units::Usd;

/// A site's closing in both plans.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shift {
    /// Site id.
    pub site: String,
    /// Day of closing in the old plan; null: not within it.
    pub was: Option<Date>,
    /// In the new plan.
    pub is: Option<Date>,
    /// Reported closed already.
    pub closed: bool,
}

/// Planned and reported until the day of the report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Realised {
    /// Persons that the old plan had taken away from the sites by then.
    pub people_planned: f64,
    /// Persons that the report says have gone.
    pub people_reported: f64,
    /// The same for loads.
    pub loads_planned: f64,
    /// The same for loads.
    pub loads_reported: f64,
}

/// The new plan against the old one.
#[derive(Debug, Clone, Serialize)]
pub struct Replan {
    /// The new plan, from the day after the report.
    pub plan: Plan,
    /// Site by site.
    pub shifts: Vec<Shift>,
    /// How much of the old plan was done.
    pub realised: Realised,
    /// What staying near the old plan costs (spend and equipment lost), dollars.
    pub stability_usd: f64,
}

/// What a status contradicts, with place and remedy; empty if nothing. `start` is the mission at its beginning.
pub fn contradictions(start: &Mission, status: &Status) -> Vec<String> {
    let mut faults = Vec::new();
    let site = |key: &str| start.sites.values().any(|s| s.key == key);
    let known = |key: &str| start.kinds.values().any(|k| k.key == key);
    for (i, h) in status.holdings.iter().enumerate() {
        let place = format!("holdings row {} ({} {} at {})", i + 1, h.quantity, h.kind, h.site);
        check_row(&place, site(&h.site), known(&h.kind), h.quantity, &mut faults);
        if status.closed.contains(&h.site) && h.quantity > 0.0 {
            faults.push(format!(
                "{place}: the site is in `closed`; a closed site never reopens: empty the row or take it off `closed`"
            ));
        }
    }
    for (i, t) in status.in_transit.iter().enumerate() {
        let place = format!("in_transit row {} ({} {} to {})", i + 1, t.quantity, t.kind, t.to);
        let to = site(&t.to) || start.exits.values().any(|x| x.key == t.to);
        check_row(&place, to, known(&t.kind), t.quantity, &mut faults);
    }
    for key in status.closed.iter().filter(|k| !site(k)) {
        faults.push(format!("closed: there is no site `{key}` in the scenario"));
    }
    for s in start.sites.values().filter(|s| s.closed && !status.closed.contains(&s.key)) {
        faults.push(format!("closed: {} is closed in the scenario and may not reopen: add it", s.key));
    }
    for (id, kind) in start.kinds.iter() {
        let had: f64 = start.units.values().filter(|u| u.kind == id).map(|u| u.quantity).sum();
        let has = reported(status, &kind.key);
        if has > had + 1e-6 {
            faults.push(format!(
                "holdings and in_transit: {has} {} are reported, the scenario began with {had}: correct the quantities",
                kind.key
            ));
        }
    }
    match status.day() {
        None => faults.push(format!("as_of: `{}` is no date; write for example 2023-09-24", status.as_of)),
        Some(day) if day < start.calendar.start => {
            faults.push(format!("as_of: {day} is before the mission's start {}", start.calendar.start));
        }
        Some(day) if day >= start.calendar.last_day(start.calendar.deadline()) => {
            faults.push(format!(
                "as_of: {day} is not before the deadline; give a later one with --months or --set calendar.deadline=…"
            ));
        }
        Some(_) => {}
    }
    match (status.spent_usd(), start.budget.total()) {
        (None, _) => faults.push("spent: no amount of money; write for example \"270M\"".into()),
        (Some(spent), Some(b)) if spent > b.get() => {
            faults.push(format!("spent: {spent} is more than the whole budget {}; raise --budget", b.get()));
        }
        _ => {}
    }
    faults
}

fn check_row(place: &str, site: bool, kind: bool, quantity: f64, faults: &mut Vec<String>) {
    if !site {
        faults.push(format!("{place}: there is no such place in the scenario"));
    }
    if !kind {
        faults.push(format!("{place}: there is no such kind in the scenario"));
    }
    if !(quantity >= 0.0 && quantity.is_finite()) {
        faults.push(format!("{place}: a quantity is zero or more"));
    }
}

/// Of a kind at the sites and on the way to sites or exits.
fn reported(status: &Status, kind: &str) -> f64 {
    let here = status.holdings.iter().filter(|h| h.kind == kind).map(|h| h.quantity);
    here.chain(status.in_transit.iter().filter(|t| t.kind == kind).map(|t| t.quantity)).sum()
}

/// The mission that is left. `rest` is the scenario from the day after the report on; what is on the way to a site counts as
/// there from the first day, what is on the way to an exit as out.
pub fn remaining(rest: &Mission, status: &Status) -> Mission {
    let mut m = rest.clone();
    m.units = Table::new();
    let inbound =
        status.in_transit.iter().map(|t| Holding { site: t.to.clone(), kind: t.kind.clone(), quantity: t.quantity });
    for (i, h) in status.holdings.iter().cloned().chain(inbound).enumerate() {
        let site = rest.sites.iter().find(|(_, s)| s.key == h.site).map(|(id, _)| id);
        let kind = rest.kinds.iter().find(|(_, k)| k.key == h.kind).map(|(id, _)| id);
        if let (Some(site), Some(kind), true) = (site, kind, h.quantity > 0.0) {
            let key = format!("{}-{}-{}", h.site, h.kind, i + 1);
            m.units.push(Unit { key, contributor: String::new(), site, kind, quantity: h.quantity });
        }
    }
    for (_, s) in m.sites.iter_mut() {
        s.closed |= status.closed.contains(&s.key);
    }
    if let (Some(list), Some(spent)) = (&mut m.budget.tranches, status.spent_usd()) {
        take_spent(list, spent);
    }
    m
}

/// What is spent comes off the earliest releases.
fn take_spent(tranches: &mut [Tranche], spent: f64) {
    tranches.sort_by_key(|t| t.from);
    let mut rest = spent;
    for t in tranches {
        let used = rest.min(t.amount.get());
        t.amount = Usd(t.amount.get() - used);
        rest -= used;
    }
}

/// Plans what is left; then, within `stability` (a share of the economic cost), as near as possible to the old closings.
///
/// # Errors
/// See [`Unanswered`].
pub fn replan(
    m: &Mission,
    scenario: &ScenarioRef,
    old: &Plan,
    realised: Realised,
    stability: f64,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Replan, Unanswered> {
    let best = answer(m, scenario, options, observer)?;
    let old_closes = closes_of(m, old);
    let plan = match near_old(m, scenario, &best, &old_closes, stability, options, observer) {
        Ok(Some(plan)) => plan,
        Ok(None) | Err(Unanswered::Failure(Failure::TimeLimit(_) | Failure::Interrupted)) => best.plan.clone(),
        Err(why) => return Err(why),
    };
    let economic = |p: &Plan| p.summary.cost_usd + p.summary.equipment_value_lost_usd;
    let shifts = m.sites.values().map(|s| {
        let day = |p: &Plan| p.sites.iter().find(|x| x.id == s.key).and_then(|x| x.closes_on);
        Shift { site: s.key.clone(), was: day(old), is: if s.closed { None } else { day(&plan) }, closed: s.closed }
    });
    Ok(Replan { shifts: shifts.collect(), realised, stability_usd: economic(&plan) - economic(&best.plan), plan })
}

fn near_old(
    m: &Mission,
    scenario: &ScenarioRef,
    best: &Answer,
    old: &Closes,
    stability: f64,
    options: &Options,
    observer: &dyn Observer,
) -> Result<Option<Plan>, Unanswered> {
    let value = |o: Objective| best.outcome.stages.iter().find(|s| s.objective == o).map_or(f64::INFINITY, |s| s.value);
    let economic = value(Objective::EconomicCost);
    if stability <= 0.0 || !economic.is_finite() {
        return Ok(None);
    }
    let at_most = [value(Objective::PeopleLeft), value(Objective::SensitiveLost), economic * (1.0 + stability)];
    let d = &best.outcome.decisions;
    let others = std::slice::from_ref(old);
    let steer = Steer { others, away: false, from: &d.closes, at_most };
    let share = Options { time_limit: options.time_limit.map(|l| l / 2.0), ..options.clone() };
    let Some(found) = steered(m, &share, observer, d.horizon, &steer)? else { return Ok(None) };
    let mut about = About::from_outcome(scenario.clone(), &best.outcome);
    about.notes.push(format!("Near the old plan, within {:.1} % of the best cost.", stability * 100.0));
    booked(m, &found, &about).map(Some)
}

/// The old plan's closings in the periods of the rest of the mission.
fn closes_of(m: &Mission, old: &Plan) -> Closes {
    let mut closes = Table::new();
    for s in m.sites.values() {
        let day = old.sites.iter().find(|x| x.id == s.key).and_then(|x| x.closes_on);
        let _: SiteId =
            closes.push(day.map(|d| m.calendar.period_of(d)).filter(|t| t.0 >= 1 && *t <= m.calendar.deadline()));
    }
    debug_assert_eq!(closes.len(), m.sites.ids().map(Id::index).count());
    closes
}

/// Planned against reported departures until the day of the report; `start` is the mission at its beginning.
pub fn realised(start: &Mission, old: &Plan, status: &Status) -> Realised {
    let after = status.day().and_then(|d| d.tomorrow().ok());
    let period = after.map_or(0, |d| start.calendar.period_of(d).0.saturating_sub(1));
    let gone = |people: bool| -> (f64, f64) {
        let of = |class: &String| old.people_classes.contains(class) == people;
        let total = if people { start.people_total().get() } else { start.cargo_total().get() };
        let planned: f64 = old.stocks.iter().filter(|s| s.period == period && of(&s.class)).map(|s| s.quantity).sum();
        let here: f64 = status.holdings.iter().filter(|h| of(&h.kind)).map(|h| h.quantity).sum();
        (total - planned, total - here)
    };
    let ((people_planned, people_reported), (loads_planned, loads_reported)) = (gone(true), gone(false));
    Realised { people_planned, people_reported, loads_planned, loads_reported }
}

/// A status as a plan foresees it at the end of the last whole period before a day.
pub fn template(m: &Mission, plan: &Plan, day: Date) -> Status {
    let period = m.calendar.period_of(day.tomorrow().unwrap_or(day)).0.saturating_sub(1);
    let as_of = m.calendar.last_day(crate::mission::Period(period));
    let at = plan.stocks.iter().filter(|s| s.period == period && s.quantity >= 0.5);
    let spent: f64 = plan.costs.iter().filter(|c| c.period <= period).map(|c| c.usd).sum();
    let closed = plan.sites.iter().filter(|s| s.closes_period.is_some_and(|p| p <= period));
    let moving = plan.movements.iter().filter(|x| x.period <= period && x.arrives > period && x.quantity >= 0.5);
    Status {
        as_of: as_of.to_string(),
        spent: Money::Usd(spent.round()),
        closed: closed.map(|s| s.id.clone()).collect(),
        holdings: at
            .map(|s| Holding { site: s.site.clone(), kind: s.class.clone(), quantity: s.quantity.round() })
            .collect(),
        in_transit: moving
            .map(|x| crate::scenario::status::Transit {
                to: x.to.clone(),
                kind: x.class.clone(),
                quantity: x.quantity.round(),
            })
            .collect(),
    }
}
