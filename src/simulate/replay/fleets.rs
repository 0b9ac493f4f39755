//! Fleets: the share that is there each week, who is late, and the units that are still out when everybody else is.
//!
//! No unit is released before it is back, and those of a fleet with whole lifts are kept and released one by one.

use crate::id::{FleetId, Id, SiteId};
use crate::mission::{Fleet, Period};
use crate::plan::decisions::LinkFlights;
use crate::simulate::replay::Run;
use crate::simulate::replay::capacity::Week;
use crate::tolerance::{REPLAY_NOISE, REPLAY_UNIT};

impl Run<'_> {
    /// Something of what a fleet should have carried by now is late; what is late from `but` does not count.
    pub(super) fn is_late(&self, fleet: FleetId, but: Option<SiteId>) -> bool {
        let of = |i: &usize| {
            let r = &self.g.m.routes[self.orders.pairs[*i].route];
            r.fleet == fleet && Some(r.from) != but
        };
        (0..self.behind.len()).filter(of).any(|i| self.behind[i] > REPLAY_NOISE)
    }

    /// A site that should have closed before `t` still needs the fleet's air link; one to `but` does not count.
    pub(super) fn has_link(&self, fleet: FleetId, t: usize, but: Option<SiteId>) -> bool {
        self.g.m.air_links.iter().any(|l| {
            let i = l.site.index();
            let overdue = self.closes[i].is_none() && self.orders.closes[i].is_some_and(|c| c < t);
            l.fleet == fleet && Some(l.site) != but && t <= l.until.at() && overdue
        })
    }

    /// Share of a fleet that is there: as planned, or as before if anything of it is late and its crew has not left, and never less
    /// than is still out; its base must be open. Then the flights of the air links, which come before all else.
    pub(super) fn keep_fleets(&mut self, t: usize, week: &mut Week) {
        let m = &self.g.m;
        for (id, fleet) in m.fleets.iter() {
            let open = |s: &SiteId| self.closes[s.index()].is_none();
            let standby = if fleet.standby_for.iter().any(open) { fleet.standby } else { 0.0 };
            let out = self.out_share(id, t, None);
            let least = up(fleet, self.orders.fleets[id.index()][t].max(standby).max(out));
            let homeless = fleet.base.is_some_and(|s| self.closes[s.index()].is_some());
            self.fleet_share[id.index()][t] =
                if homeless { 0.0 } else { least.min(self.fleet_share[id.index()][t - 1]) };
        }
        for (id, fleet) in m.fleets.iter() {
            // Units that were attacked are not back yet, so they are not released this week.
            let away = self.lost_days[id.index()][t].0 > 0.0;
            let all = away || self.is_late(id, None) || self.has_link(id, t, None);
            let (now, before) = (self.fleet_share[id.index()][t], self.fleet_share[id.index()][t - 1]);
            let before = if all { before } else { before.min(up(fleet, self.share_for_plan(id, t))) };
            if before <= now {
                continue;
            }
            let more = match fleet.base {
                Some(s) if self.closes[s.index()].is_some() => 0.0,
                Some(s) if fleet.crew.get() > 0.0 => {
                    let at_work = m.fleets.iter().filter(|(_, f)| f.base == Some(s));
                    let at_work: f64 = at_work.map(|(f, x)| x.crew.get() * self.fleet_share[f.index()][t]).sum();
                    (self.crews_there(s, t) - at_work).max(0.0) / fleet.crew.get()
                }
                _ => f64::INFINITY,
            };
            self.fleet_share[id.index()][t] = before.min(down(fleet, now + more));
        }
        self.fly_links(t, week);
    }

    /// Share of a fleet that has as many days free in a period as the plan has then: what left late may still be out, and what goes as
    /// planned would find no unit.
    fn share_for_plan(&self, id: FleetId, t: usize) -> f64 {
        let i = id.index();
        let (planned, all) = (self.orders.fleets[i][t], self.g.m.fleets[id].days[t].get());
        let more = self.away[i][t] - self.orders.away[i][t] - self.away_before[i][t];
        if planned > 0.0 && all > 0.0 && more > REPLAY_NOISE { planned + more / all } else { 0.0 }
    }

    /// Share of a fleet whose units are still out in a period, with what goes in the week before it.
    pub(super) fn out_share(&self, id: FleetId, t: usize, before: Option<&Week>) -> f64 {
        let (m, i) = (&self.g.m, id.index());
        let fleet = &m.fleets[id];
        let (mut days, mut units) = (self.away[i].get(t).copied().unwrap_or(0.0), 0.0);
        if fleet.whole {
            units = self.held[i].get(t).copied().unwrap_or(0.0);
        }
        for (route, r) in m.routes.iter().filter(|(_, r)| r.fleet == id) {
            let lifts = before.map_or(0.0, |week| week.lifts[route.index()]);
            if lifts > 0.0 && fleet.periods_out(r.cycle[t - 1]) > 1 {
                days += lifts * fleet.out_days(r.cycle[t - 1], 1);
                units += if fleet.whole { lifts } else { 0.0 };
            }
        }
        let all = fleet.days.get(t).map_or(0.0, |d| d.get());
        let of_days = if all > 0.0 { days / all } else { 0.0 };
        if units > 0.0 { of_days.max(units / fleet.units) } else { of_days }
    }

    /// Nothing leaves after `t`, and everybody is out at the end of `finished`; units that are not back yet cost until they are. Like
    /// the accounts of a plan, those of a replay that ends in time end with the plan.
    pub(super) fn come_home(&mut self, t: usize, finished: usize) {
        let last = if finished <= self.g.orders.last { self.g.orders.last } else { self.g.last() };
        for t in t + 1..=last {
            for (id, fleet) in self.g.m.fleets.iter() {
                let (i, before) = (id.index(), self.fleet_share[id.index()][t - 1]);
                // Up to the plan's end it says what is still out, by days; after it only periods are known.
                let planned = self.orders.fleets[i].get(t).copied().unwrap_or(0.0);
                let out = || up(fleet, self.out_share(id, t, None).max(planned));
                let share = if self.on_plan { planned } else { out() };
                self.fleet_share[i][t] = share.min(before);
            }
        }
    }

    /// The last period of the accounts of a replay that ends with `finished`: see [`Self::come_home`].
    pub(super) fn accounts_end(&self, finished: Option<u32>) -> u32 {
        let Some(finished) = finished else { return self.g.last() as u32 };
        let back = (finished as usize + 1..=self.g.last()).take_while(|t| self.fleet_share.iter().any(|s| s[*t] > 0.0));
        finished.max(self.g.orders.last as u32).max(back.last().unwrap_or(0) as u32)
    }

    /// The flights of the air links.
    fn fly_links(&mut self, t: usize, week: &mut Week) {
        let m = &self.g.m;
        for (link, l) in m.air_links.iter().enumerate() {
            if t > l.until.at() || self.closes[l.site.index()].is_some() {
                continue;
            }
            let on_time = self.orders.closes[l.site.index()].is_none_or(|c| t <= c);
            let flights = if on_time { self.orders.links[link][t] } else { l.seats.get() / l.seats_per_lift };
            if flights > 0.0 {
                let fleet = &m.fleets[l.fleet];
                week.days[l.fleet.index()] += flights * fleet.out_days(l.cycle, 0);
                self.out_later(l.fleet, t, fleet.periods_out(l.cycle), |later| {
                    flights * fleet.out_days(l.cycle, later)
                });
                self.links.push(LinkFlights { link, period: Period(t as u32), flights });
            }
        }
    }
}

/// A share in whole units, rounded up, of a fleet that keeps whole units.
fn up(fleet: &Fleet, share: f64) -> f64 {
    if fleet.keeps_whole_units() { (share * fleet.units - REPLAY_UNIT).ceil().max(0.0) / fleet.units } else { share }
}

/// The same, rounded down.
fn down(fleet: &Fleet, share: f64) -> f64 {
    if fleet.keeps_whole_units() && share.is_finite() {
        (share * fleet.units + REPLAY_UNIT).floor() / fleet.units
    } else {
        share
    }
}
