//! Flows of kinds given back to the units: first in the file, first out. A fixed rule, so that two runs agree.
//!
//! Must not know costs. A unit's things mix with others of its kind at every site they pass; the queue at each site keeps
//! the order in which units stand in the file. What a plan moves of a contingent is of its units.

use crate::id::{ContingentId, Id, KindId, SiteId, UnitId};
use crate::mission::{Mission, Node, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::LeftResult;
use crate::tolerance::{LISTED, NOISE};
use crate::units::Items;

/// A unit's part in a move or a disposal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Whose.
    pub unit: UnitId,
    /// Position in [`Decisions::flows`], or in [`Decisions::disposals`].
    pub of: usize,
    /// Persons or loads.
    pub quantity: f64,
}

/// Follows all flows and disposals unit by unit.
pub struct Units {
    /// Parts of flows, in order of flows.
    pub shares: Vec<Share>,
    /// Parts of disposals, in order of disposals.
    pub disposed: Vec<Share>,
    /// `at[site]`: unit and quantity at the end of the plan.
    at: Vec<Vec<(UnitId, f64)>>,
    /// What is still on the way at the end.
    way: Vec<Share>,
}

/// Gives flows back to units.
pub fn units(m: &Mission, d: &Decisions) -> Units {
    from(m, d, |unit| m.units[unit].quantity)
}

/// The same, with so much of each unit at the start.
pub fn from(m: &Mission, d: &Decisions, start: impl Fn(UnitId) -> f64) -> Units {
    let (shares, disposed, way) = (Vec::new(), Vec::new(), Vec::new());
    let mut u = Units { shares, disposed, at: vec![Vec::new(); m.sites.len()], way };
    let mut arriving: Vec<Vec<(SiteId, UnitId, f64)>> = vec![Vec::new(); d.horizon.at() + 1];
    for (id, unit) in m.units.iter() {
        match arriving.get_mut(unit.arrives.at()) {
            Some(list) if unit.arrives > Period::START => list.push((unit.site, id, start(id))),
            // What does not arrive within the plan counts as where it goes.
            _ => u.at[unit.site.index()].push((id, start(id))),
        }
    }
    for t in (1..=d.horizon.0).map(Period) {
        for (i, f) in d.flows.iter().enumerate().filter(|(_, f)| f.period == t) {
            let route = &m.routes[f.route];
            let arrive = t.later(route.transit(t, m.calendar.period_days));
            for (unit, quantity) in u.take(m, route.from, (f.kind, f.contingent), f.quantity) {
                let share = Share { unit, of: i, quantity };
                u.shares.push(share);
                match route.to {
                    _ if arrive > d.horizon => u.way.push(share),
                    Node::Site(s) => arriving[arrive.at()].push((s, unit, quantity)),
                    Node::Exit(_) => {}
                }
            }
        }
        for (i, x) in d.disposals.iter().enumerate().filter(|(_, x)| x.period == t) {
            let taken = u.take(m, x.site, (x.kind, x.contingent), x.quantity);
            u.disposed.extend(taken.into_iter().map(|(unit, quantity)| Share { unit, of: i, quantity }));
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
    u.shares.sort_by_key(|s| s.of);
    u.disposed.sort_by_key(|s| s.of);
    u
}

impl Units {
    /// Takes a quantity of a kind from a site: of the contingent's units, or of those of none. Where a move does not say whose it is,
    /// of any.
    fn take(
        &mut self,
        m: &Mission,
        site: SiteId,
        (kind, contingent): (KindId, Option<ContingentId>),
        quantity: f64,
    ) -> Vec<(UnitId, f64)> {
        let mut rest = quantity;
        let mut taken = Vec::new();
        for own in [true, false] {
            let here = self.at[site.index()].iter_mut().filter(|(id, _)| m.units[*id].kind == kind);
            for (unit, here) in here.filter(|(id, _)| (m.units[*id].contingent == contingent) == own) {
                let q = rest.min(*here);
                if q > NOISE {
                    *here -= q;
                    rest -= q;
                    taken.push((*unit, q));
                }
            }
            if contingent.is_some() {
                break;
            }
        }
        taken
    }
}

/// Whose the parts of one move or disposal are: contributor, contingent and quantity, in the order of the file; they add up to
/// `quantity`. None at all if what is moved is a solver's noise that no unit has.
pub(super) fn whose<'m>(m: &'m Mission, shares: &[Share], of: usize, quantity: f64) -> Vec<Whose<'m>> {
    let first = shares.partition_point(|s| s.of < of);
    let mut list: Vec<Whose> = Vec::new();
    for share in shares[first..].iter().take_while(|s| s.of == of) {
        let unit = &m.units[share.unit];
        let contingent = unit.contingent.map(|c| m.rules.contingents[c].key.as_str());
        let whose = Whose { contributor: &unit.contributor, contingent, quantity: share.quantity };
        let same = |w: &&mut Whose| (w.contributor, w.contingent) == (whose.contributor, whose.contingent);
        match list.iter_mut().find(same) {
            Some(found) => found.quantity += share.quantity,
            None => list.push(whose),
        }
    }
    if list.is_empty() && quantity > LISTED {
        list.push(Whose { contributor: "", contingent: None, quantity });
    }
    let sum: f64 = list.iter().map(|w| w.quantity).sum();
    if let Some(last) = list.last_mut() {
        last.quantity += quantity - sum;
    }
    list
}

/// A contributor's part in a move or a disposal.
pub(super) struct Whose<'m> {
    pub contributor: &'m str,
    pub contingent: Option<&'m str>,
    pub quantity: f64,
}

/// What is left at the end, unit by unit.
pub(super) fn left(m: &Mission, d: &Decisions, u: &Units) -> Vec<LeftResult> {
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
        push(share.unit, &m.routes[d.flows[share.of].route].key, share.quantity);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    /// What a solver leaves over, a millionth of a load that no unit has any more, is nobody's and no row of a plan; a load is one.
    #[test]
    fn noise_is_no_row() {
        let loaded = scenario::load_str(scenario::starter(), &scenario::Overrides::default()).expect("the tutorial");
        assert!(whose(&loaded.mission, &[], 0, 1.000_001e-6).is_empty());
        assert_eq!(whose(&loaded.mission, &[], 0, 1.0).len(), 1);
        let own = [Share { unit: loaded.mission.units.ids().next().expect("a unit"), of: 0, quantity: 1.0 }];
        let parts = whose(&loaded.mission, &own, 0, 1.000_001);
        assert!(parts.len() == 1 && (parts[0].quantity - 1.000_001).abs() < 1e-12);
    }
}
