//! What a plan says about itself: stocks, summary, what is left, what the country feels, how well it is proved. All of it
//! follows from its movements and the scenario, so all of it can be found wrong.

use std::collections::BTreeMap;

use crate::audit::Court;
use crate::audit::ledger::{Gone, Ledger};
use crate::id::{Id, KindId, SiteId};
use crate::mission::{Kind, Method, Mission, Node, Objective, Period};
use crate::plan::result::{Plan, SCHEMA_VERSION};
use crate::tolerance::{AUDIT_GAP, AUDIT_LEAST, CENT, DIVISOR, LISTED, NONE_LEFT, NOTHING_LEFT, OPEN};
use crate::units::Items;

pub(super) fn judge(m: &Mission, plan: &Plan, l: &Ledger, spent: f64, court: &mut Court) {
    court.demand("names_and_numbers", plan.schema_version == SCHEMA_VERSION, || {
        format!("schema_version is {}, not {SCHEMA_VERSION}", plan.schema_version)
    });
    let people: Vec<&str> = m.kinds.values().filter(|k| k.is_people()).map(|k| k.key.as_str()).collect();
    court.demand("names_and_numbers", plan.people_classes == people, || "people_classes".into());
    stocks(m, plan, l, court);
    left(m, plan, l, court);
    impact(m, plan, l, court);
    let found = Recomputed::of(m, l, spent);
    summary(m, plan, l, &found, court);
    dates(m, plan, l, court);
    proof(plan, &found, court);
}

fn stocks(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let mut stated: BTreeMap<(&str, &str, u32), f64> = BTreeMap::new();
    for x in &plan.stocks {
        *stated.entry((&x.class, &x.site, x.period)).or_default() += x.quantity;
    }
    for (k, kind) in m.kinds.iter() {
        for (s, site) in m.sites.iter() {
            for t in 0..=l.end {
                let said = stated.remove(&(&kind.key, &site.key, t as u32)).unwrap_or(0.0);
                court.agree("stocks", said, l.stock[k.index()][s.index()][t], || {
                    format!("{} at {} in week {t}", kind.key, site.key)
                });
            }
        }
    }
    for (class, site, t) in stated.into_keys() {
        court.demand("stocks", false, || format!("{class} at {site} in week {t}: there is no such place or week"));
    }
}

/// What is left, by kind and place; the units must be of the mission.
fn left(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let mut stated: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for x in &plan.left {
        *stated.entry((&x.class, &x.place)).or_default() += x.quantity;
        let unit = m.units.values().find(|u| u.key == x.unit);
        let said = unit.is_some_and(|u| {
            m.kinds[u.kind].key == x.class && u.contributor == x.contributor && x.quantity <= u.quantity + AUDIT_LEAST
        });
        court.demand("left", said, || format!("{} of {} at {}", x.quantity, x.unit, x.place));
        let value = unit.map_or(0.0, |u| (Items(x.quantity) * m.kinds[u.kind].value()).get());
        court.usd("left", x.value_usd, value, || format!("value of {} at {}", x.unit, x.place));
    }
    for (k, kind) in m.kinds.iter() {
        for (s, site) in m.sites.iter() {
            let said = stated.remove(&(&kind.key, &site.key)).unwrap_or(0.0);
            // Units with less than a ten-thousandth are not listed.
            let slack = LISTED * m.units.len() as f64;
            let found = l.stock[k.index()][s.index()][l.end];
            court.look("left", (said - found).abs() - slack, found, || {
                format!("{} at {}: {said:.3} stated, {found:.3} found", kind.key, site.key)
            });
        }
    }
    for (class, place) in stated.into_keys() {
        court.demand("left", false, || format!("{class} at {place}: nothing is there"));
    }
}

fn impact(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let mut rows: BTreeMap<(&str, u32), _> = plan.impact.iter().map(|x| ((x.site.as_str(), x.period), x)).collect();
    court.demand("impact", rows.len() == plan.impact.len(), || "a site and week occur twice".into());
    for (id, site) in m.sites.iter() {
        for t in 0..=l.end {
            let place = || format!("{} in week {t}", site.key);
            let Some(row) = rows.remove(&(site.key.as_str(), t as u32)) else {
                court.demand("impact", false, || format!("{} is missing", place()));
                continue;
            };
            let open = l.open(id, t);
            let links = m.air_links.iter().enumerate().filter(|(_, k)| k.site == id);
            let seats: f64 = links.map(|(i, k)| l.flights[i][t] * k.seats_per_lift).sum();
            court.demand("impact", row.open == (open > OPEN), || format!("{} open or not", place()));
            court.agree("impact", row.armed, l.sum(m, id, t, Kind::is_armed), || format!("armed at {}", place()));
            court.agree("impact", row.air_link_seats, seats, || format!("seats to {}", place()));
            court.agree("impact", row.local_jobs, site.national_staff.get() * open, || format!("jobs at {}", place()));
        }
    }
    for (site, t) in rows.into_keys() {
        court.demand("impact", false, || format!("{site} in week {t}: there is no such place or week"));
    }
}

/// The figures of the summary, found again.
struct Recomputed {
    people: [f64; 3],
    cargo: [f64; 3],
    sensitive_lost: f64,
    value_lost: f64,
    proceeds: f64,
    spent: f64,
    casualties: f64,
    lifts: f64,
    /// Person- and load-periods at sites and on the way, without what was on the way at the start.
    time: f64,
}

impl Recomputed {
    fn of(m: &Mission, l: &Ledger, spent: f64) -> Self {
        let total = |people: bool| -> f64 {
            m.units.values().filter(|u| m.kinds[u.kind].is_people() == people).map(|u| u.quantity).sum()
        };
        let out = |people: bool| -> f64 {
            let done = l.moves.iter().filter(|x| m.kinds[x.kind].is_people() == people && x.arrive <= l.end);
            done.filter(|x| matches!(m.routes[x.route].to, Node::Exit(_))).map(|x| x.quantity).sum()
        };
        let disposed: f64 = l.gone.iter().map(|x| x.quantity).sum();
        let left = |k: KindId| l.stock[k.index()].iter().map(|x| x[l.end]).sum::<f64>() + l.way[k.index()][l.end];
        let of = |keep: fn(&Kind) -> bool, each: &dyn Fn(&Kind) -> f64| -> f64 {
            m.kinds.iter().filter(|(_, kind)| keep(kind)).map(|(k, kind)| left(k) * each(kind)).sum()
        };
        let gone = |each: &dyn Fn(&Gone, &Kind) -> f64| -> f64 {
            l.gone.iter().map(|x| x.quantity * each(x, &m.kinds[x.kind])).sum()
        };
        let terms = |x: &Gone, kind: &Kind| kind.dispositions().iter().find(|d| d.method == x.method).cloned();
        let unsafe_way =
            |x: &Gone, kind: &Kind| f64::from(u8::from(kind.is_sensitive() && x.method != Method::Transfer));
        let on_lifts = |each: &dyn Fn(&crate::mission::Route, usize) -> f64| -> f64 {
            let one =
                |(r, x): (crate::id::RouteId, _)| (1..=l.end).map(|t| l.lifts[r.index()][t] * each(x, t)).sum::<f64>();
            m.routes.iter().map(one).sum()
        };
        let waits: f64 = l.stock.iter().flatten().map(|at| at[1..=l.end].iter().sum::<f64>()).sum();
        let travels: f64 = l.moves.iter().map(|x| x.quantity * x.arrive.saturating_sub(x.start) as f64).sum();
        Self {
            time: waits + travels,
            people: [total(true), out(true), total(true) - out(true)],
            cargo: [total(false), out(false), total(false) - out(false) - disposed],
            sensitive_lost: gone(&unsafe_way) + of(Kind::is_sensitive, &|_| 1.0),
            value_lost: gone(&|x, kind| kind.value().get() * terms(x, kind).map_or(1.0, |d| d.value_lost))
                + of(|k| !k.is_people(), &|kind| kind.value().get()),
            proceeds: gone(&|x, kind| terms(x, kind).map_or(0.0, |d| d.proceeds.get())),
            spent,
            casualties: on_lifts(&|x, t| x.casualties[t]),
            lifts: on_lifts(&|_, _| 1.0),
        }
    }
}

fn summary(m: &Mission, plan: &Plan, l: &Ledger, found: &Recomputed, court: &mut Court) {
    let s = &plan.summary;
    let closed = l.closes.iter().filter(|c| **c <= l.end).count();
    let quantities = [
        ("people_total", s.people_total, found.people[0]),
        ("people_out", s.people_out, found.people[1]),
        ("people_left", s.people_left, found.people[2]),
        ("cargo_total", s.cargo_total, found.cargo[0]),
        ("cargo_out", s.cargo_out, found.cargo[1]),
        ("cargo_left", s.cargo_left, found.cargo[2]),
        ("sensitive_lost", s.sensitive_lost, found.sensitive_lost),
        ("expected_casualties", s.expected_casualties, found.casualties),
        ("lifts", s.lifts, found.lifts),
        ("sites_closed", f64::from(s.sites_closed), closed as f64),
    ];
    for (name, said, found) in quantities {
        court.agree("summary", said, found, || name.into());
    }
    // A thousandth of a load that is left counts as none: so much of its value may be missing.
    let dearest = m.kinds.values().map(|k| k.value().get()).fold(0.0, f64::max);
    let slack = NONE_LEFT * dearest * m.kinds.len() as f64;
    let value = found.value_lost;
    court.look_usd("summary", (s.equipment_value_lost_usd - value).abs() - slack, value, || {
        format!("equipment_value_lost_usd: {:.0} stated, {value:.0} found", s.equipment_value_lost_usd)
    });
    court.usd("summary", s.proceeds_usd, found.proceeds, || "proceeds_usd".into());
    court.usd("summary", s.cost_usd, found.spent, || "cost_usd".into());
    if let Some(said) = s.unfunded_presence_usd {
        court.usd("summary", said, super::money::unfunded(m, l).get(), || "unfunded_presence_usd".into());
    }
    // What is released after the deadline pays for nothing.
    let budget = m.budget.total().map(|_| m.budget.released(m.calendar.deadline()).get());
    court.demand("summary", s.budget_usd.is_some() == budget.is_some(), || "budget_usd".into());
    let (said, given) = (s.budget_usd.unwrap_or(0.0), budget.unwrap_or(0.0));
    court.demand("summary", (said - given).abs() < CENT, || format!("budget_usd: {said} stated, {given} found"));
    let mut disposed: BTreeMap<&str, f64> = Method::ALL.iter().map(|x| (x.key(), 0.0)).collect();
    for x in &l.gone {
        *disposed.entry(x.method.key()).or_default() += x.quantity;
    }
    court.demand("summary", disposed.keys().eq(s.cargo_disposed.keys()), || "methods of cargo_disposed".into());
    for (method, quantity) in disposed {
        let said = s.cargo_disposed.get(method).copied().unwrap_or(0.0);
        court.agree("summary", said, quantity, || format!("cargo_disposed by {method}"));
    }
    // How much is missing needs a search; that nothing is missing does not.
    let enough = found.people[2] < NONE_LEFT || s.shortfall_usd != Some(0.0) || s.budget_usd.is_none();
    let whole = found.people[2] >= NONE_LEFT || s.shortfall_usd == Some(0.0);
    court.demand("summary", enough && whole, || "shortfall_usd does not fit people_left".into());
    court.demand("summary", s.shortfall_usd.is_none_or(|x| x >= 0.0), || "shortfall_usd is negative".into());
}

fn dates(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let (s, c) = (&plan.summary, &m.calendar);
    let mut demand = |name: &str, kept: bool| court.demand("summary", kept, || name.to_owned());
    demand("period_days", s.period_days.is_none_or(|days| days == c.period_days));
    demand("start", s.start == c.start);
    demand("deadline", s.deadline == c.last_day(c.deadline()));
    let short = l.end < c.periods as usize;
    demand("funded_periods", s.funded_periods == short.then_some(l.end as u32));
    demand("funded_until", s.funded_until == short.then(|| c.last_day(Period(l.end as u32))));
    let nobody = |t: usize| -> bool {
        let here = |k: KindId| l.stock[k.index()].iter().map(|x| x[t]).sum::<f64>() + l.way[k.index()][t];
        m.kinds.ids().all(|k| here(k) < NOTHING_LEFT) && m.sites.ids().all(|site: SiteId| l.open(site, t) < OPEN)
    };
    let finished = (0..=l.end).find(|t| nobody(*t)).map(|t| c.last_day(Period(t as u32)));
    demand("finished_on", s.finished_on == finished);
}

/// What the stages state is what the plan comes to, and no plan is better than a bound that is certified for all plans. (Bounds of
/// method `lp` hold for some closings only.) What the solver states is the worst of them: the bounds themselves are not judged here.
fn proof(plan: &Plan, found: &Recomputed, court: &mut Court) {
    for stage in &plan.stages {
        let figure = match Objective::from_key(&stage.objective) {
            Some(Objective::PeopleLeft) => found.people[2],
            Some(Objective::SensitiveLost) => found.sensitive_lost,
            Some(Objective::EconomicCost) => found.spent + found.value_lost,
            Some(Objective::Casualties) => found.casualties,
            Some(Objective::Earliness) => found.time,
            None => {
                court.demand("proof", false, || format!("there is no objective {}", stage.objective));
                continue;
            }
        };
        // The stage's own sum is over columns, before what is next to nothing is left out.
        court.look("proof", (stage.value - figure).abs() / 10.0, figure, || {
            format!("{}: {:.3} is stated, {figure:.3} is found", stage.objective, stage.value)
        });
        let Some(bound) = stage.bound else {
            court.demand("proof", stage.gap.is_none(), || format!("{} has a gap and no bound", stage.objective));
            continue;
        };
        if stage.method == "mip" {
            // Ten times the rounding of the figure: the bound is the solver's.
            court.look("proof", (bound - figure) / 10.0, figure, || {
                format!("{}: {figure:.3} is better than the certified bound {bound:.3}", stage.objective)
            });
        }
        let gap = if stage.value <= bound { 0.0 } else { (stage.value - bound) / stage.value.abs().max(DIVISOR) };
        let said = stage.gap.is_none_or(|g| (g - gap).abs() <= AUDIT_GAP);
        court.demand("proof", said, || format!("gap of {}: {gap:.5} found", stage.objective));
    }
    solver(plan, court);
}

/// The gap of the whole plan is the largest of its certified stages, none if one of them has none; its bound is that of the cost.
fn solver(plan: &Plan, court: &mut Court) {
    if plan.stages.is_empty() {
        return;
    }
    let gaps = plan.stages.iter().filter(|s| s.method == "mip").map(|s| s.gap.unwrap_or(f64::INFINITY));
    let gap = Some(gaps.fold(0.0, f64::max)).filter(|g| g.is_finite());
    let same = match (plan.solver.gap, gap) {
        (Some(said), Some(gap)) => (said - gap).abs() <= AUDIT_GAP,
        (said, gap) => said.is_none() && gap.is_none(),
    };
    court.demand("proof", same, || format!("solver.gap: {gap:?} is the largest of the stages"));
    let cost = plan.stages.iter().find(|s| s.objective == Objective::EconomicCost.key()).and_then(|s| s.bound);
    let same = plan.solver.bound == cost;
    court.demand("proof", same, || format!("solver.bound: {cost:?} is that of the cost"));
}
