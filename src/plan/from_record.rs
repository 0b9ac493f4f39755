//! A `plan.json` back to decisions, by the names in it: the reverse of the bookkeeping, for plans from files.
//!
//! Must not judge them: the audit does.

use std::collections::BTreeMap;

use crate::id::{Id, IdTable};
use crate::mission::{Method, Mission, Period};
use crate::plan::decisions::{Decisions, Disposal, Flow, Lifts, LinkFlights};
use crate::plan::result::Plan;

fn by_key<K: Id, V>(table: &IdTable<K, V>, key: impl Fn(&V) -> &str) -> BTreeMap<String, K> {
    table.iter().map(|(id, v)| (key(v).to_owned(), id)).collect()
}

/// What a plan decides.
///
/// # Errors
/// The first name, week or quantity in it that the mission does not know.
pub fn decisions(m: &Mission, plan: &Plan) -> Result<Decisions, String> {
    let last = plan.summary.funded_periods.unwrap_or(m.calendar.periods);
    if last == 0 || last > m.calendar.periods {
        return Err(format!("it ends in week {last}, the mission has {} weeks", m.calendar.periods));
    }
    let (sites, kinds) = (by_key(&m.sites, |s| &s.key), by_key(&m.kinds, |k| &k.key));
    let (routes, fleets) = (by_key(&m.routes, |r| &r.key), by_key(&m.fleets, |f| &f.key));
    let unknown = |what: &str, name: &str| format!("there is no {what} `{name}` in the scenario");
    let week = |t: u32| {
        let within = (1..=last).contains(&t);
        if within { Ok(Period(t)) } else { Err(format!("week {t} is outside the plan's weeks 1 to {last}")) }
    };
    let amount = |q: f64| {
        if q >= 0.0 && q.is_finite() { Ok(q) } else { Err(format!("{q} is not a quantity")) }
    };
    let mut flows = Vec::new();
    for x in &plan.movements {
        let kind = *kinds.get(&x.class).ok_or_else(|| unknown("kind", &x.class))?;
        let route = *routes.get(&x.route).ok_or_else(|| unknown("route", &x.route))?;
        flows.push(Flow { kind, route, period: week(x.period)?, quantity: amount(x.quantity)? });
    }
    let mut disposals = Vec::new();
    for x in &plan.dispositions {
        let kind = *kinds.get(&x.class).ok_or_else(|| unknown("kind", &x.class))?;
        let site = *sites.get(&x.site).ok_or_else(|| unknown("site", &x.site))?;
        let method = Method::from_key(&x.method).ok_or_else(|| unknown("method", &x.method))?;
        disposals.push(Disposal { kind, site, method, period: week(x.period)?, quantity: amount(x.quantity)? });
    }
    let mut lifts = Vec::new();
    for x in &plan.lifts {
        let route = *routes.get(&x.route).ok_or_else(|| unknown("route", &x.route))?;
        lifts.push(Lifts { route, period: week(x.period)?, lifts: amount(x.lifts)? });
    }
    let mut kept = vec![vec![0.0; last as usize + 1]; m.fleets.len()];
    for x in &plan.fleets {
        let fleet = *fleets.get(&x.fleet).ok_or_else(|| unknown("fleet", &x.fleet))?;
        kept[fleet.index()][week(x.period)?.at()] = amount(x.share)?;
    }
    let mut links = Vec::new();
    for x in &plan.air_links {
        let link = m.air_links.iter().position(|l| l.key == x.link).ok_or_else(|| unknown("air link", &x.link))?;
        links.push(LinkFlights { link, period: week(x.period)?, flights: amount(x.flights)? });
    }
    let mut closes = vec![None; m.sites.len()];
    for x in &plan.sites {
        let site = *sites.get(&x.id).ok_or_else(|| unknown("site", &x.id))?;
        closes[site.index()] = x.closes_period.filter(|t| *t <= last).map(Period);
    }
    flows.sort_by_key(|f| (f.period, f.route, f.kind));
    disposals.sort_by_key(|d| (d.period, d.site, d.kind, d.method));
    Ok(Decisions {
        horizon: Period(last),
        flows,
        lifts,
        disposals,
        closes: closes.into_iter().collect(),
        fleets: kept.into_iter().collect(),
        links,
    })
}
