//! Who has to stay: the guard of an open site, the crews of the fleets that work from it, who packs what is still there. No guard,
//! no site.

use crate::id::{FleetId, Id, SiteId};
use crate::mission::{Kind, Node, Period};
use crate::simulate::replay::capacity::Week;
use crate::simulate::replay::{Run, late};
use crate::tolerance::{REPLAY_EMPTY, REPLAY_NOISE};
use crate::units::Loads;

impl Run<'_> {
    /// First the people who are free to go whatever happens to the cargo this week.
    pub(super) fn release(&mut self, t: usize, week: &mut Week) {
        for i in 0..self.orders.pairs.len() {
            let kind = &self.g.m.kinds[self.orders.pairs[i].kind];
            if kind.is_armed() {
                let site = self.g.m.routes[self.orders.pairs[i].route].from;
                // Whether the fleets based here are late is not known before the cargo has gone.
                let free = self.free(site, t, self.crews_at_most(site, t));
                if free > REPLAY_NOISE {
                    self.send(i, t, free, week);
                }
            } else if kind.is_people() {
                self.send(i, t, f64::INFINITY, week);
                self.behind[i] = late(self.due[i]);
            }
        }
    }

    /// Then, with the cargo gone as far as it goes, the last ones of sites that can close, and of the others those who need not
    /// stay. Where the last ones do not all find a seat in one week they leave in waves: otherwise a guard larger than a week's
    /// seats would stay for ever. Weeks with less than the guard are counted.
    ///
    /// Returns the sites that can close but for their people.
    pub(super) fn relieve(&mut self, t: usize, week: &mut Week) -> Vec<bool> {
        let inbound = self.reach(t).inbound;
        let leaving = self.may_close(t, &inbound, Some(week));
        // Those that have not been looked at yet are taken to find their seats.
        let mut closing = leaving.clone();
        for site in self.g.upstream_first.clone() {
            if self.closes[site.index()].is_some() {
                continue;
            }
            let may = leaving[site.index()];
            closing[site.index()] = may && self.all_fit(site, t, week) && !self.waits(site, &closing);
            for i in 0..self.orders.pairs.len() {
                if self.is_guard(i, site) {
                    let limit = self.spared(site, t, may, closing[site.index()], week);
                    self.send(i, t, limit, week);
                    self.behind[i] = late(self.due[i]);
                }
            }
        }
        leaving
    }

    /// Last, what was late when the week began takes what is spare: nothing that is on time has to wait for it. Then the sites whose
    /// last people are fewer than a guard are counted.
    pub(super) fn divert_all(&mut self, t: usize, leaving: &[bool], week: &mut Week) {
        for i in 0..self.orders.pairs.len() {
            let site = self.g.m.routes[self.orders.pairs[i].route].from;
            let limit = if self.is_guard(i, site) {
                self.spared(site, t, leaving[site.index()], false, week)
            } else {
                f64::INFINITY
            };
            self.divert(i, t, limit, week);
            self.behind[i] = late(self.due[i]);
        }
        for site in self.g.m.sites.ids().filter(|s| leaving[s.index()]) {
            let short = self.g.m.sites[site].guard_at(Period(t as u32)).get() - self.at_end(site, t, Kind::is_armed);
            if short > 5.0 * REPLAY_EMPTY && self.at_end(site, t, Kind::is_people) > REPLAY_EMPTY {
                self.thin[site.index()] = true;
                self.thin_weeks += 1;
            }
        }
    }

    fn is_guard(&self, pair: usize, site: SiteId) -> bool {
        let p = &self.orders.pairs[pair];
        self.g.m.routes[p.route].from == site && self.g.m.kinds[p.kind].is_armed()
    }

    /// Armed people who may go now that the cargo has gone as far as it goes: all if everybody leaves together, all but the crews
    /// that carry the rest if they leave in waves, else those who need not stay.
    fn spared(&self, site: SiteId, t: usize, leaving: bool, together: bool, week: &Week) -> f64 {
        match (leaving, together) {
            (true, true) => f64::INFINITY,
            (true, false) => self.at_end(site, t, Kind::is_armed) - self.crews_of_the_last(site, t),
            (false, _) => self.free(site, t, self.crews(site, t, None, Some(week))),
        }
    }

    /// Armed people at a site beyond those who have to be there at the end of the week, of whom `crews` for the fleets.
    fn free(&self, site: SiteId, t: usize, crews: f64) -> f64 {
        let s = &self.g.m.sites[site];
        let (armed, cargo) = (self.at_end(site, t, Kind::is_armed), self.at_end(site, t, |k| !k.is_people()));
        let unarmed = self.at_end(site, t, |k| k.is_people() && !k.is_armed());
        let needed = (s.guard_at(Period(t as u32)).get() + crews)
            .max((s.guard_per_load * Loads(cargo)).get())
            .max(s.guard_per_person * unarmed);
        // Rounding of the solver must not keep anybody.
        armed - needed + REPLAY_EMPTY
    }

    /// Crews of the fleets that work from a site in the next week; what is late from `but`, or flies to it, does not keep
    /// them.
    pub(super) fn crews(&self, site: SiteId, t: usize, but: Option<SiteId>, week: Option<&Week>) -> f64 {
        self.crews_if(site, t, week, |fleet| self.is_late(fleet, but) || self.has_link(fleet, t + 1, but))
    }

    /// The same, if nothing more went this week of what is due, but for the armed people of the site itself.
    fn crews_at_most(&self, site: SiteId, t: usize) -> f64 {
        self.crews_if(site, t, None, |fleet| {
            let waits = |(i, due): (usize, &f64)| {
                *due > REPLAY_EMPTY
                    && self.g.m.routes[self.orders.pairs[i].route].fleet == fleet
                    && !self.is_guard(i, site)
            };
            let kept = self.is_late(fleet, None) || self.has_link(fleet, t + 1, None);
            kept || self.due.iter().enumerate().any(waits)
        })
    }

    /// Crews of the fleets based at a site that carry its last people, who leave in waves.
    fn crews_of_the_last(&self, site: SiteId, t: usize) -> f64 {
        self.crews_if(site, t, None, |fleet| {
            let waits = |(i, due): (usize, &f64)| {
                let r = &self.g.m.routes[self.orders.pairs[i].route];
                *due > REPLAY_EMPTY && r.fleet == fleet && r.from == site
            };
            self.due.iter().enumerate().any(waits)
        })
    }

    /// Crews of the fleets that work from a site in the next week: as planned; of all that is there, where the fleet is `late`; and of
    /// the units that are still out then, with those of this week's lifts.
    pub(super) fn crews_if(&self, site: SiteId, t: usize, week: Option<&Week>, late: impl Fn(FleetId) -> bool) -> f64 {
        let next = |fleet: FleetId| {
            let planned = self.orders.fleets[fleet.index()].get(t + 1).copied().unwrap_or(0.0);
            let least = planned.max(self.out_share(fleet, t + 1, week));
            if late(fleet) { least.max(self.fleet_share[fleet.index()][t]) } else { least }
        };
        let based = self.g.m.fleets.iter().filter(|(_, f)| f.base == Some(site));
        based.map(|(id, f)| f.crew_in(crate::mission::Period(t as u32 + 1)).get() * next(id)).sum()
    }

    /// Armed people at a site who are there for the fleets, at the end of the week before: all beyond the guard.
    pub(super) fn crews_there(&self, site: SiteId, t: usize) -> f64 {
        let m = &self.g.m;
        let guard =
            if self.thin[site.index()] { 0.0 } else { m.sites[site].guard_at(Period(t as u32).previous()).get() };
        let armed = m.kinds.iter().filter(|(_, k)| k.is_armed()).map(|(k, _)| self.stock[site.index()][k.index()]);
        (armed.sum::<f64>() - guard).max(0.0)
    }

    /// At a site at the end of the week, with what arrives by then.
    fn at_end(&self, site: SiteId, t: usize, keep: impl Fn(&Kind) -> bool) -> f64 {
        let here = self.g.m.kinds.iter().filter(|(_, k)| keep(k)).map(|(k, _)| self.stock[site.index()][k.index()]);
        let coming = self.arriving[t].iter().filter(|(s, k, _)| *s == site && keep(&self.g.m.kinds[*k])).map(|x| x.2);
        here.chain(coming).sum()
    }

    /// All people still at a site find a seat this week: tried on a copy of the week.
    fn all_fit(&self, site: SiteId, t: usize, week: &Week) -> bool {
        let m = &self.g.m;
        let mut week = week.clone();
        let mut here = self.stock[site.index()].clone();
        for i in (0..self.orders.pairs.len()).filter(|i| self.is_people(*i)) {
            let (route, kind) = (self.orders.pairs[i].route, self.orders.pairs[i].kind);
            let r = &m.routes[route];
            if r.from != site {
                continue;
            }
            let q = self.due[i].min(here[kind.index()]);
            if q <= REPLAY_NOISE / 10.0 {
                continue;
            }
            if self.room(i, t, &week).0 < q - REPLAY_EMPTY {
                return false;
            }
            week.load(m, route, kind, q, t);
            if let Node::Exit(x) = r.to {
                let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
                week.tried.push((x, arrive, true, q));
            }
            here[kind.index()] -= q;
        }
        m.kinds.iter().filter(|(_, k)| k.is_people()).all(|(k, _)| here[k.index()] < REPLAY_EMPTY)
    }
}
