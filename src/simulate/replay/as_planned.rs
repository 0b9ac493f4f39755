//! Weeks in which nothing stands in the plan's way: the plan is carried out to the letter, by its own figures.
//!
//! So without disruption the plan itself comes out, whatever rules it keeps. The first week that cannot be carried out as planned
//! is dispatched by the rules of the replay, and so are all after it. Must not know those rules.

use crate::id::{Id, RouteId};
use crate::mission::Period;
use crate::plan::decisions::LinkFlights;
use crate::simulate::replay::Run;
use crate::simulate::replay::capacity::Week;
use crate::tolerance::with_room;

impl Run<'_> {
    /// Carries out the week as planned, up to what is attacked on the way; false, and nothing done, if something is in the way.
    pub(super) fn carry_out(&mut self, t: usize) -> bool {
        let m = &self.g.m;
        let hurried = m.sites.ids().any(|s| self.w.left[s.index()][t].is_some() && self.closes[s.index()].is_none());
        if hurried || !self.has_room(t) {
            return false;
        }
        let mut week = Week::new(m);
        for i in 0..self.owed.len() {
            let k = &self.orders.tasks[i];
            let (site, kind, method, quantity) = (k.site, k.kind, k.method, k.quantity[t]);
            if quantity > 0.0 {
                self.discard(site, kind, method, t, quantity);
            }
        }
        for i in 0..self.orders.pairs.len() {
            let quantity = self.orders.pairs[i].flow[t];
            if quantity > 0.0 {
                self.depart(i, t, quantity, &mut week);
            }
        }
        for (link, flights) in self.orders.links.iter().enumerate() {
            if flights[t] > 0.0 {
                self.links.push(LinkFlights { link, period: Period(t as u32), flights: flights[t] });
            }
        }
        for (fleet, share) in self.orders.fleets.iter().enumerate() {
            self.fleet_share[fleet][t] = share[t];
        }
        let lifts: Vec<f64> = self.orders.lifts.iter().map(|by_week| by_week[t]).collect();
        self.drive(t, &lifts);
        for (site, kind, quantity) in std::mem::take(&mut self.arriving[t]) {
            self.stock[site.index()][kind.index()] += quantity;
        }
        for (site, closes) in self.orders.closes.iter().enumerate() {
            if *closes == Some(t) {
                self.closes[site] = Some(t as u32);
            }
        }
        true
    }

    /// The world leaves the capacities that the plan uses this week.
    fn has_room(&mut self, t: usize) -> bool {
        let m = &self.g.m;
        let fleet_of = |r: usize| m.routes[RouteId::from_index(r)].fleet.index();
        let tight: Vec<bool> =
            (0..m.fleets.len()).map(|f| self.lost_days[f][t].0 > 0.0 || self.w.fleets[f][t].0 < 1.0).collect();
        let touched = |r: usize| self.w.open[r][t] < 1.0 || tight[fleet_of(r)];
        let slow = m.sites.ids().any(|s| self.w.handling[s.index()][t].0 < 1.0);
        let held = self.w.exits.iter().any(|by_week| by_week[t] < 1.0);
        if !slow && !held && !(0..m.routes.len()).any(touched) {
            return true;
        }
        let before = self.fleet_share.iter().map(|s| s[t]).collect::<Vec<_>>();
        for (fleet, share) in self.orders.fleets.iter().enumerate() {
            self.fleet_share[fleet][t] = share[t];
        }
        let fits = self.lifts_fit(t, &touched) && self.loads_fit(t);
        for (fleet, share) in before.into_iter().enumerate() {
            self.fleet_share[fleet][t] = share;
        }
        fits
    }

    /// The plan's own lifts, on routes that are partly closed and of fleets that miss days.
    fn lifts_fit(&self, t: usize, touched: &dyn Fn(usize) -> bool) -> bool {
        let m = &self.g.m;
        let mut days = vec![0.0; m.fleets.len()];
        for (link, l) in m.air_links.iter().enumerate() {
            days[l.fleet.index()] += self.orders.links[link][t] * m.fleets[l.fleet].out_days(l.cycle, 0);
        }
        for (id, r) in m.routes.iter() {
            days[r.fleet.index()] += self.orders.lifts[id.index()][t] * m.fleets[r.fleet].out_days(r.cycle[t], 0);
        }
        let enough = |(f, used): (usize, &f64)| {
            let fleet = &m.fleets[crate::id::FleetId::from_index(f)];
            let (lost, factor) = (self.lost_days[f][t].0, self.w.fleets[f][t].0);
            let there = fleet.days[t].get() * factor * self.fleet_share[f][t] - self.away[f][t];
            (lost <= 0.0 && factor >= 1.0) || *used <= with_room(there - lost)
        };
        days.iter().enumerate().all(enough)
            && m.routes.iter().filter(|(id, _)| touched(id.index())).all(|(id, r)| {
                let lifts = self.orders.lifts[id.index()][t];
                let open = self.w.open[id.index()][t];
                let others = days[r.fleet.index()] - lifts * m.fleets[r.fleet].out_days(r.cycle[t], 0);
                // The plan's own lifts begin in time; the road is all that is in question.
                let most = self.most_lifts(id.index(), t, others, 0.0);
                lifts <= 0.0 || open >= 1.0 || lifts <= with_room(most)
            })
    }

    /// What the plan sends past slow handling and held exits.
    fn loads_fit(&self, t: usize) -> bool {
        let m = &self.g.m;
        let mut week = Week::new(m);
        for k in self.orders.tasks.iter().filter(|k| k.method != crate::mission::Method::Abandon) {
            week.handled[k.site.index()] += k.quantity[t];
        }
        for p in self.orders.pairs.iter().filter(|p| p.flow[t] > 0.0) {
            let (r, people) = (&m.routes[p.route], m.kinds[p.kind].is_people());
            if !people {
                week.handled[r.from.index()] += p.flow[t];
            }
            let crate::mission::Node::Exit(exit) = r.to else { continue };
            if self.w.exits[exit.index()][t] < 1.0 {
                let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
                if self.exit_left(exit, (t, arrive), people, &week) < p.flow[t] {
                    return false;
                }
                week.tried.push((exit, arrive, people, p.flow[t]));
            }
        }
        m.sites.iter().all(|(id, s)| {
            let factor = self.w.handling[id.index()][t].0;
            factor >= 1.0 || {
                let ready = self.prepared[id.index()] + s.handling[t].get() * factor;
                week.handled[id.index()] <= with_room(ready)
            }
        })
    }

    /// What a week as planned leaves to the next ones.
    pub(super) fn carry_plan_over(&mut self, t: usize, week: &mut Week) {
        let m = &self.g.m;
        for k in self.orders.tasks.iter().filter(|k| k.method != crate::mission::Method::Abandon) {
            week.handled[k.site.index()] += k.quantity[t];
        }
        for p in self.orders.pairs.iter().filter(|p| p.flow[t] > 0.0 && !m.kinds[p.kind].is_people()) {
            week.handled[m.routes[p.route].from.index()] += p.flow[t];
        }
        for route in 0..m.routes.len() {
            week.lifts[route] = self.orders.lifts[route][t];
        }
        for (link, l) in m.air_links.iter().enumerate() {
            let (flights, fleet) = (self.orders.links[link][t], &m.fleets[l.fleet]);
            self.out_later(l.fleet, t, fleet.periods_out(l.cycle), |later| flights * fleet.out_days(l.cycle, later));
        }
        self.carry_over(t, week);
    }
}
