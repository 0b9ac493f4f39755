//! Flows of kinds given back to the units: first in the file, first out. A fixed rule, so that two runs agree.
//!
//! Must not know costs. A unit's things mix with others of its kind at every site they pass; the queue at each site keeps
//! the order in which units stand in the file.

use crate::id::{Id, KindId, SiteId, UnitId};
use crate::mission::{Mission, Node, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::LeftResult;
use crate::tolerance::{LISTED, NOISE};
use crate::units::Items;

/// A unit's part in a move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Whose.
    pub unit: UnitId,
    /// Position in [`Decisions::flows`].
    pub flow: usize,
    /// Persons or loads.
    pub quantity: f64,
}

/// Follows all flows and disposals unit by unit.
pub struct Units {
    /// Parts of flows, in order of flows.
    pub shares: Vec<Share>,
    /// `at[site]`: unit and quantity at the end of the plan.
    at: Vec<Vec<(UnitId, f64)>>,
    /// What is still on the way at the end: unit, flow, quantity.
    way: Vec<Share>,
}

/// Gives flows back to units.
pub fn units(m: &Mission, d: &Decisions) -> Units {
    let mut u = Units { shares: Vec::new(), at: vec![Vec::new(); m.sites.len()], way: Vec::new() };
    for (id, unit) in m.units.iter() {
        u.at[unit.site.index()].push((id, unit.quantity));
    }
    let mut arriving: Vec<Vec<(SiteId, UnitId, f64)>> = vec![Vec::new(); d.horizon.at() + 1];
    for t in (1..=d.horizon.0).map(Period) {
        for (i, f) in d.flows.iter().enumerate().filter(|(_, f)| f.period == t) {
            let route = &m.routes[f.route];
            let arrive = t.later(route.transit(t, m.calendar.period_days));
            for (unit, quantity) in u.take(m, route.from, f.kind, f.quantity) {
                let share = Share { unit, flow: i, quantity };
                u.shares.push(share);
                match route.to {
                    _ if arrive > d.horizon => u.way.push(share),
                    Node::Site(s) => arriving[arrive.at()].push((s, unit, quantity)),
                    Node::Exit(_) => {}
                }
            }
        }
        for x in d.disposals.iter().filter(|x| x.period == t) {
            u.take(m, x.site, x.kind, x.quantity);
        }
        for (site, unit, quantity) in std::mem::take(&mut arriving[t.at()]) {
            let queue = &mut u.at[site.index()];
            match queue.iter_mut().find(|(id, _)| *id == unit) {
                Some(found) => found.1 += quantity,
                None => queue.push((unit, quantity)),
            }
            queue.sort_by_key(|(id, _)| *id);
        }
    }
    u
}

impl Units {
    fn take(&mut self, m: &Mission, site: SiteId, kind: KindId, quantity: f64) -> Vec<(UnitId, f64)> {
        let mut rest = quantity;
        let mut taken = Vec::new();
        for (unit, here) in self.at[site.index()].iter_mut().filter(|(id, _)| m.units[*id].kind == kind) {
            let q = rest.min(*here);
            if q > NOISE {
                *here -= q;
                rest -= q;
                taken.push((*unit, q));
            }
        }
        taken
    }
}

/// What is left at the end, unit by unit.
pub(super) fn left(m: &Mission, d: &Decisions) -> Vec<LeftResult> {
    let u = units(m, d);
    let mut list = Vec::new();
    let mut push = |unit: UnitId, place: &str, quantity: f64| {
        if quantity > LISTED {
            let (held, kind) = (&m.units[unit], &m.kinds[m.units[unit].kind]);
            list.push(LeftResult {
                unit: held.key.clone(),
                contributor: held.contributor.clone(),
                class: kind.key.clone(),
                place: place.to_owned(),
                quantity,
                value_usd: (Items(quantity) * kind.value()).get(),
            });
        }
    };
    for (site, s) in m.sites.iter() {
        for (unit, quantity) in &u.at[site.index()] {
            push(*unit, &s.key, *quantity);
        }
    }
    for share in &u.way {
        push(share.unit, &m.routes[d.flows[share.flow].route].key, share.quantity);
    }
    list
}
