//! A `plan.json` back to decisions, by the names in it: the reverse of the bookkeeping, for plans from files.
//!
//! Must not judge them: the audit does.

use std::collections::BTreeMap;

use crate::id::{Id, IdTable};
use crate::mission::{Method, Mission, Period};
use crate::plan::decisions::{Decisions, Disposal, Flow, Lifts, LinkFlights};
use crate::plan::result::Plan;

/// Why a record has no decisions in a mission: the first thing in it that the mission does not know.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// Its length.
    #[error("it ends in week {last}, the mission has {weeks} weeks")]
    Length {
        /// Its last week.
        last: u32,
        /// The mission's.
        weeks: u32,
    },
    /// A name.
    #[error("there is no {what} `{name}` in the scenario")]
    Unknown {
        /// Of what.
        what: &'static str,
        /// As it is written.
        name: String,
    },
    /// A week, from 1.
    #[error("week {week} is outside the plan's weeks 1 to {last}")]
    Week {
        /// As it is written.
        week: u32,
        /// The plan's last.
        last: u32,
    },
    /// A quantity, in units of its kind, lifts, or a share of a fleet.
    #[error("{0} is not a quantity")]
    Quantity(f64),
}

fn by_key<K: Id, V>(table: &IdTable<K, V>, key: impl Fn(&V) -> &str) -> BTreeMap<String, K> {
    table.iter().map(|(id, v)| (key(v).to_owned(), id)).collect()
}

/// What a plan decides.
///
/// # Errors
/// The first name, week or quantity in it that the mission does not know.
pub fn decisions(m: &Mission, plan: &Plan) -> Result<Decisions, Unfit> {
    let last = plan.summary.funded_periods.unwrap_or(m.calendar.periods);
    if last == 0 || last > m.calendar.periods {
        return Err(Unfit::Length { last, weeks: m.calendar.periods });
    }
    let (sites, kinds) = (by_key(&m.sites, |s| &s.key), by_key(&m.kinds, |k| &k.key));
    let (routes, fleets) = (by_key(&m.routes, |r| &r.key), by_key(&m.fleets, |f| &f.key));
    let unknown = |what: &'static str, name: &str| Unfit::Unknown { what, name: name.to_owned() };
    let week = |t: u32| {
        let within = (1..=last).contains(&t);
        if within { Ok(Period(t)) } else { Err(Unfit::Week { week: t, last }) }
    };
    let amount = |q: f64| {
        if q >= 0.0 && q.is_finite() { Ok(q) } else { Err(Unfit::Quantity(q)) }
    };
    let contingents = by_key(&m.rules.contingents, |c| &c.key);
    let whose = |name: &Option<String>| match name {
        Some(name) => contingents.get(name).copied().map(Some).ok_or_else(|| unknown("contingent", name)),
        None => Ok(None),
    };
    // A record has a row for each contributor, a decision does not tell them apart.
    let mut flows: Vec<Flow> = Vec::new();
    for x in &plan.movements {
        let kind = *kinds.get(&x.class).ok_or_else(|| unknown("kind", &x.class))?;
        let route = *routes.get(&x.route).ok_or_else(|| unknown("route", &x.route))?;
        let (period, contingent) = (week(x.period)?, whose(&x.contingent)?);
        let flow = Flow { kind, route, period, quantity: amount(x.quantity)?, contingent };
        match flows.iter_mut().rev().take_while(|f| f.period == period).find(|f| f.same(&flow)) {
            Some(found) => found.quantity += flow.quantity,
            None => flows.push(flow),
        }
    }
    let mut disposals: Vec<Disposal> = Vec::new();
    for x in &plan.dispositions {
        let kind = *kinds.get(&x.class).ok_or_else(|| unknown("kind", &x.class))?;
        let site = *sites.get(&x.site).ok_or_else(|| unknown("site", &x.site))?;
        let method = Method::from_key(&x.method).ok_or_else(|| unknown("method", &x.method))?;
        let (period, contingent) = (week(x.period)?, whose(&x.contingent)?);
        let disposal = Disposal { kind, site, method, period, quantity: amount(x.quantity)?, contingent };
        match disposals.iter_mut().rev().take_while(|d| d.period == period).find(|d| d.same(&disposal)) {
            Some(found) => found.quantity += disposal.quantity,
            None => disposals.push(disposal),
        }
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
    flows.sort_by_key(|f| (f.period, f.route, f.kind, f.contingent));
    disposals.sort_by_key(|d| (d.period, d.site, d.kind, d.method, d.contingent));
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
