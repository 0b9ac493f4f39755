//! Where to look next: what goes wrong first in the worlds in which a candidate fails says which buffers to change.

use std::collections::BTreeMap;

use crate::hedge::buffers::Buffers;
use crate::hedge::trial::{Tried, holds};
use crate::id::{FleetId, Id, SiteId};
use crate::mission::{Mission, Node};

/// Places that a round looks at.
const PLACES: usize = 4;

/// Neighbours of a candidate, those guided by its failures first.
pub(super) fn neighbours(m: &Mission, trial: &Tried) -> Vec<Buffers> {
    let mut list = Vec::new();
    let open: Vec<SiteId> = m.sites.iter().filter(|(_, s)| !s.closed).map(|(id, _)| id).collect();
    let moved = |sites: &[SiteId], by: i64| -> Buffers {
        let mut closes = trial.closes.clone();
        for s in sites {
            let c = &mut closes[s.index()];
            *c = (i64::from(*c) + by)
                .clamp(i64::from(m.sites[*s].keep_open_until.0.max(1)), i64::from(m.calendar.periods))
                as u32;
        }
        Buffers { earlier: 0, closes: Some(closes), ..trial.buffers.clone() }
    };
    for (site, fleet) in culprits(m, trial) {
        let chain = downstream(m, site);
        list.push(moved(&chain, -1));
        list.push(moved(&[site], -1));
        if let Some(fleet) = fleet.filter(|f| m.fleets[*f].base.is_none()) {
            let mut kept = trial.buffers.kept.clone();
            kept[fleet.index()] += 2;
            list.push(Buffers { kept, ..trial.buffers.clone() });
        }
    }
    list.push(moved(&open, -1));
    list.push(Buffers {
        rates: trial.buffers.rates - 0.05,
        closes: Some(trial.closes.clone()),
        ..trial.buffers.clone()
    });
    // The other way: what is not needed for certainty is money.
    if trial.buffers.rates < 1.0 {
        list.push(Buffers { rates: 1.0, earlier: 0, closes: Some(trial.closes.clone()), ..trial.buffers.clone() });
    }
    let mut last: Vec<SiteId> = open.clone();
    last.sort_by_key(|s| std::cmp::Reverse((trial.closes[s.index()], s.index())));
    last.iter().take(2 * PLACES).for_each(|s| list.push(moved(&[*s], 1)));
    for s in last.iter().take(2 * PLACES) {
        list.push(moved(&[*s], -1));
    }
    list.push(moved(&open, 1));
    list
}

/// All sites closed so many periods before the optimum's end, without the optimiser: those that close later than that close then; and
/// each closes so much earlier.
pub(super) fn shifted(m: &Mission, optimum: &Tried, earlier: u32) -> [Buffers; 2] {
    let last = optimum.buffers.end.saturating_sub(earlier).max(1);
    let with = |closing: &dyn Fn(u32) -> u32| {
        let mut closes = optimum.closes.clone();
        for (id, s) in m.sites.iter().filter(|(_, s)| !s.closed) {
            let c = &mut closes[id.index()];
            *c = closing(*c).max(s.keep_open_until.0).max(1);
        }
        Buffers { earlier, closes: Some(closes), ..optimum.buffers.clone() }
    };
    [with(&|c| c.min(last)), with(&|c| c.saturating_sub(earlier))]
}

/// Sites, with the fleets, at which something went wrong first where the plan failed; the most frequent first.
fn culprits(m: &Mission, trial: &Tried) -> Vec<(SiteId, Option<FleetId>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for f in trial.worlds.iter().filter(|r| !holds(r)).filter_map(|r| r.first_failure.as_ref()) {
        *counts.entry(&f.place).or_default() += 1;
    }
    let mut places: Vec<(&str, usize)> = counts.into_iter().collect();
    places.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let at = |place: &str| {
        let route = m.routes.values().find(|r| r.key == place);
        let site = m.sites.iter().find(|(_, s)| s.key == place).map(|(id, _)| id);
        route.map(|r| (r.from, Some(r.fleet))).or(site.map(|s| (s, None)))
    };
    places.into_iter().filter_map(|(place, _)| at(place)).take(PLACES).collect()
}

/// A site and those that its people and loads go through.
fn downstream(m: &Mission, site: SiteId) -> Vec<SiteId> {
    let mut list = vec![site];
    let mut i = 0;
    while i < list.len() {
        let from = list[i];
        for r in m.routes.values().filter(|r| r.from == from) {
            if let Node::Site(to) = r.to
                && !list.contains(&to)
            {
                list.push(to);
            }
        }
        i += 1;
    }
    list
}
