//! The mission that is left: what a status reports, put in the place of the holdings, the money and the fleets at the start.
//!
//! Knows nothing of how it is planned. The caller loads the scenario as it stands from the day after the report.

use std::collections::BTreeSet;

use crate::id::{ContingentId, Id, IdTable, KindId};
use crate::mission::{Mission, Nature, Period, Unit, UnitsOut};
use crate::scenario::status::{Holding, StatusFile, Transit};
use crate::tolerance::EXACT;
use crate::units::{Days, Loads, Usd};

/// The mission that is left. `rest` is the scenario from the day after the report on. What is on the way to a site is there from the
/// end of the period in which it arrives, and is paid until then; without a day it counts as there. What is on the way to an exit is
/// out, and takes of what the exit can take when it arrives. Units that are out are back when the report says.
pub fn remaining(rest: &Mission, status: &StatusFile) -> Mission {
    let mut m = rest.clone();
    m.units = IdTable::new();
    let arrival = |t: &Transit| t.day().map_or(Period::START, |day| rest.calendar.period_of(day));
    let here = status.holdings.iter().map(|h| (h.clone(), Period::START));
    let inbound = status.in_transit.iter().map(|t| (as_holding(t), arrival(t)));
    for (i, (h, arrives)) in here.chain(inbound).enumerate() {
        let site = rest.sites.iter().find(|(_, s)| s.key == h.site).map(|(id, _)| id);
        let kind = rest.kinds.iter().find(|(_, k)| k.key == h.kind).map(|(id, _)| id);
        if let (Some(site), Some(kind), true) = (site, kind, h.quantity > 0.0) {
            let key = format!("{}-{}-{}", h.site, h.kind, i + 1);
            let contingent = h.contingent.and_then(|name| rest.rules.contingents.find(|c| c.key == name));
            let contributor = contributors(rest, kind, contingent);
            m.units.push(Unit { key, contributor, site, kind, arrives, quantity: h.quantity, contingent });
        }
    }
    contingents(&mut m, rest);
    quotas(&mut m, rest);
    for (_, s) in m.sites.iter_mut() {
        for x in status.site_work.iter().filter(|x| x.site == s.key) {
            s.prepared = Loads(x.prepared.max(0.0));
            let periods = (x.clean_up / f64::from(rest.calendar.period_days) - EXACT).ceil().clamp(0.0, 1e6);
            s.keep_open_until = s.keep_open_until.max(Period(periods as u32).min(rest.calendar.deadline()));
        }
        s.closed |= status.closed.contains(&s.key);
    }
    to_exits(&mut m, status, &arrival);
    for (_, f) in m.fleets.iter_mut() {
        let out = status.out.iter().filter(|x| x.fleet == f.key && x.units > 0.0 && x.back_in_days > 0.0);
        f.out = out.map(|x| UnitsOut { units: x.units, back: Days(x.back_in_days) }).collect();
        if let Some(kept) = status.fleets.iter().find(|x| x.fleet == f.key) {
            f.present = kept.share.clamp(0.0, 1.0);
        }
    }
    if let Some(spent) = status.spent_usd() {
        m.budget = m.budget.remaining(Period::START, Usd(spent));
    }
    m
}

/// Whose a holding is: the contributors that its contingent, or what is in none, has units of this kind from in the scenario. A report does not
/// say more.
fn contributors(rest: &Mission, kind: KindId, contingent: Option<ContingentId>) -> String {
    let own = rest.units.values().filter(|u| u.contingent == contingent);
    let of: BTreeSet<&str> = own.filter(|u| contingent.is_some() || u.kind == kind).map(|u| &*u.contributor).collect();
    of.into_iter().collect::<Vec<_>>().join(", ")
}

/// What is on the way to a site, as if it were there.
fn as_holding(t: &Transit) -> Holding {
    Holding { site: t.to.clone(), kind: t.kind.clone(), quantity: t.quantity, contingent: t.contingent.clone() }
}

/// What a site may dispose of is the share that it was of what the site has now: a status does not say what went this way.
fn quotas(m: &mut Mission, rest: &Mission) {
    let at = |x: &Mission, kind, site: usize| -> f64 {
        x.units.values().filter(|u| u.kind == kind && u.site.index() == site).map(|u| u.quantity).sum()
    };
    let kinds: Vec<_> = rest.kinds.ids().collect();
    for kind in kinds {
        let share = |site: usize| match at(rest, kind, site) {
            first if first > 0.0 => at(m, kind, site) / first,
            _ => 0.0,
        };
        let shares: Vec<f64> = (0..rest.sites.len()).map(share).collect();
        let Nature::Cargo { dispositions, .. } = &mut m.kinds[kind].nature else { continue };
        for (most, share) in dispositions.iter_mut().flat_map(|d| d.by_site.iter_mut().zip(&shares)) {
            if most.is_finite() {
                *most *= share.min(1.0);
            }
        }
    }
}

/// Of the contingents, what the report does not have any more is gone.
fn contingents(m: &mut Mission, rest: &Mission) {
    let of = |x: &Mission, id, people: bool| -> f64 {
        let ours = x.units.values().filter(|u| u.contingent == Some(id) && x.kinds[u.kind].is_people() == people);
        ours.map(|u| u.quantity).sum()
    };
    let gone = |id, people| (of(rest, id, people) - of(m, id, people)).max(0.0);
    let all: Vec<(f64, f64)> = rest.rules.contingents.ids().map(|id| (gone(id, true), gone(id, false))).collect();
    for ((_, c), (people, loads)) in m.rules.contingents.iter_mut().zip(all) {
        (c.people_gone, c.loads_gone) = (people, loads);
    }
}

/// What is on the way to an exit takes of what the exit can take when it arrives.
fn to_exits(m: &mut Mission, status: &StatusFile, arrival: &dyn Fn(&Transit) -> Period) {
    for t in &status.in_transit {
        let people = m.kinds.values().any(|k| k.key == t.kind && k.is_people());
        if let Some((_, x)) = m.exits.iter_mut().find(|(_, x)| x.key == t.to) {
            x.expect(people, arrival(t), t.quantity);
        }
    }
}
