//! Arrivals, and sites that close: when their time has come, they are empty, nothing more comes to them and the clean-up is done.

use crate::id::{Id, KindId, SiteId};
use crate::mission::Node;
use crate::simulate::replay::Run;
use crate::simulate::replay::capacity::Week;
use crate::tolerance::{REPLAY_EMPTY, REPLAY_NOISE, ROUNDING};

/// What the orders can still bring where.
pub(super) struct Reach {
    /// By site: something comes yet.
    pub inbound: Vec<bool>,
    /// `here[kind][site]`: of the kind something is there or comes yet.
    pub here: Vec<Vec<bool>>,
}

impl Run<'_> {
    /// Follows what is at the sites or on the way along the orders that are not yet carried out.
    pub(super) fn reach(&self, t: usize) -> Reach {
        let m = &self.g.m;
        let mut inbound = vec![false; m.sites.len()];
        let mut here = vec![vec![false; m.sites.len()]; m.kinds.len()];
        for (site, kinds) in self.stock.iter().enumerate() {
            kinds.iter().enumerate().filter(|(_, q)| **q > REPLAY_EMPTY).for_each(|(k, _)| here[k][site] = true);
        }
        for (site, kind, _) in self.arriving[t.min(self.arriving.len() - 1)..].iter().flatten().chain(&self.waiting) {
            here[kind.index()][site.index()] = true;
            inbound[site.index()] = true;
        }
        let mut changed = true;
        while changed {
            changed = false;
            for (i, p) in self.orders.pairs.iter().enumerate() {
                let r = &m.routes[p.route];
                let Node::Site(to) = r.to else { continue };
                let later = if self.pulled[r.from.index()] { 0.0 } else { p.later[t] };
                if here[p.kind.index()][r.from.index()] && self.due[i] + later > REPLAY_EMPTY {
                    inbound[to.index()] = true;
                    changed |= !here[p.kind.index()][to.index()];
                    here[p.kind.index()][to.index()] = true;
                }
            }
        }
        Reach { inbound, here }
    }

    /// People and loads go in as far as there is room, people of the most urgent kinds first; the rest waits outside.
    pub(super) fn arrive(&mut self, t: usize) {
        let mut coming = std::mem::take(&mut self.waiting);
        coming.append(&mut self.arriving[t]);
        coming.sort_by_key(|(s, k, _)| (*s, self.g.urgency.rank(*k)));
        for (site, kind, q) in coming {
            let most = self.place_left(site, kind);
            let goes_in = q.min(most);
            self.stock[site.index()][kind.index()] += goes_in;
            if q - goes_in > REPLAY_NOISE {
                self.waiting.push((site, kind, q - goes_in));
            }
        }
    }

    fn place_left(&self, site: SiteId, kind: KindId) -> f64 {
        let m = &self.g.m;
        let people = m.kinds[kind].is_people();
        let s = &m.sites[site];
        let limit = if people { s.beds.get() } else { s.yard.get() };
        if !limit.is_finite() {
            return f64::INFINITY;
        }
        let of = || m.kinds.iter().filter(|(_, k)| k.is_people() == people);
        let at_start: f64 = of().map(|(k, _)| m.initial(k, site)).sum();
        let here: f64 = of().map(|(k, _)| self.stock[site.index()][k.index()]).sum();
        (limit.max(at_start) * (1.0 + ROUNDING) + REPLAY_NOISE - here).max(0.0)
    }

    /// The sites that can close but for their people: the time has come, no cargo, nothing more comes, clean-up done, no fleet needs
    /// them, and every site that closes no later than they do is closed or can close as well (two may wait for each other).
    pub(super) fn may_close(&self, t: usize, inbound: &[bool], week: Option<&Week>) -> Vec<bool> {
        let m = &self.g.m;
        let mut may: Vec<bool> = m.sites.ids().map(|site| self.is_done(site, t, inbound, week)).collect();
        let mut changed = true;
        while changed {
            changed = false;
            for site in m.sites.ids().filter(|s| self.waits(*s, &may)).collect::<Vec<_>>() {
                changed |= std::mem::take(&mut may[site.index()]);
            }
        }
        self.keep_pace(t, &mut may);
        may
    }

    /// No more sites close in a period, and no more are in their handover at the same time, than the mission can serve: those go first
    /// that were to close first, the others wait.
    fn keep_pace(&self, t: usize, may: &mut [bool]) {
        let rules = &self.g.m.rules;
        let limit = |most: Option<f64>| most.map_or(usize::MAX, |most| most.floor().max(1.0) as usize);
        let (a_period, at_once) = (limit(rules.closings_per_period), limit(rules.sites_at_once));
        if (a_period, at_once) == (usize::MAX, usize::MAX) {
            return;
        }
        let mut sites: Vec<usize> = (0..may.len()).filter(|i| may[*i]).collect();
        sites.sort_by_key(|i| self.orders.closes[*i]);
        // Periods of handover of the sites that are closed, or close now.
        let mut busy: Vec<(usize, usize)> =
            self.closes.iter().enumerate().filter_map(|(i, c)| c.map(|c| self.handover(i, c as usize))).collect();
        let mut now = 0;
        for i in sites {
            let (from, to) = self.handover(i, t);
            let at = |u: usize| busy.iter().filter(|(a, b)| (*a..=*b).contains(&u)).count();
            if now >= a_period || (from..=to).any(|u| at(u) >= at_once) {
                may[i] = false;
            } else {
                now += 1;
                busy.push((from, to));
            }
        }
    }

    /// The periods in which a site that closes in `t` is handed over: its clean-up, or only the last one where there is none.
    fn handover(&self, site: usize, t: usize) -> (usize, usize) {
        let cleanup = if self.left[site] { 0 } else { self.g.m.sites[SiteId::from_index(site)].cleanup };
        ((t + 1).saturating_sub(cleanup.max(1) as usize).max(1), t)
    }

    /// A site that has to close no later than this one is open, and not among those that `close` now.
    pub(super) fn waits(&self, site: SiteId, close: &[bool]) -> bool {
        let gone = |other: SiteId| self.closes[other.index()].is_some() || close[other.index()];
        self.g.m.sites.iter().any(|(o, s)| s.closes_before.contains(&site) && !gone(o))
    }

    fn is_done(&self, site: SiteId, t: usize, inbound: &[bool], week: Option<&Week>) -> bool {
        let m = &self.g.m;
        let i = site.index();
        let Some(planned) = self.orders.closes[i] else { return false };
        if self.closes[i].is_some() || inbound[i] || (t < planned && !self.left[i]) {
            return false;
        }
        let cargo = m.kinds.iter().any(|(k, x)| !x.is_people() && self.stock[i][k.index()] >= REPLAY_EMPTY);
        let cleanup = m.sites[site].cleanup as usize;
        let clean = self.left[i] || self.last_cargo[i].is_none_or(|last| t >= last + cleanup);
        let based = m.fleets.iter().filter(|(_, f)| f.base == Some(site));
        let mut out = based.map(|(id, _)| self.out_share(id, t + 1, week));
        !cargo && clean && self.crews(site, t, Some(site), week) < REPLAY_EMPTY && out.all(|share| share < REPLAY_EMPTY)
    }

    pub(super) fn close(&mut self, t: usize) {
        let reach = self.reach(t);
        // What nothing can come for any more is not due.
        for (i, p) in self.orders.pairs.iter().enumerate() {
            if !reach.here[p.kind.index()][self.g.m.routes[p.route].from.index()] {
                (self.due[i], self.behind[i]) = (0.0, 0.0);
            }
        }
        for (i, k) in self.orders.tasks.iter().enumerate() {
            if !reach.here[k.kind.index()][k.site.index()] {
                self.owed[i] = 0.0;
            }
        }
        let mut closing = self.may_close(t, &reach.inbound, None);
        for (site, kinds) in self.stock.iter().enumerate() {
            closing[site] &= kinds.iter().all(|q| *q < REPLAY_EMPTY);
        }
        while let Some(site) = self.g.m.sites.ids().find(|s| closing[s.index()] && self.waits(*s, &closing)) {
            closing[site.index()] = false;
        }
        for (site, _) in closing.iter().enumerate().filter(|(_, now)| **now) {
            self.closes[site] = Some(t as u32);
        }
    }
}
