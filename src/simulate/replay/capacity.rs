//! What still fits this week: lifts, fleet days, handling, exits, room at the next site.

use crate::id::{ExitId, FleetId, Id, SiteId};
use crate::mission::{Mission, Node, Period, Route};
use crate::plan::decisions::LinkFlights;
use crate::simulate::replay::{NOISE, Run};

/// What one week has used so far.
#[derive(Clone)]
pub(super) struct Week {
    /// Seats by route.
    pub people: Vec<f64>,
    /// Slots by route.
    pub cargo: Vec<f64>,
    /// Lifts by route.
    pub lifts: Vec<f64>,
    /// Fleet days by fleet, air links included.
    pub days: Vec<f64>,
    /// Loads by site.
    pub handled: Vec<f64>,
    /// Tried, not sent: exit, arrival, of people, quantity.
    pub tried: Vec<(ExitId, usize, bool, f64)>,
}

impl Week {
    pub(super) fn new(m: &Mission) -> Self {
        let routes = vec![0.0; m.routes.len()];
        Self {
            people: routes.clone(),
            cargo: routes.clone(),
            lifts: routes,
            days: vec![0.0; m.fleets.len()],
            handled: vec![0.0; m.sites.len()],
            tried: Vec::new(),
        }
    }

    /// Books a quantity (seats or slots) on a route's lifts.
    pub(super) fn load(&mut self, route: usize, r: &Route, people: bool, size: f64, t: usize) {
        let (used, per_lift) = if people { (&mut self.people, r.seats) } else { (&mut self.cargo, r.slots) };
        used[route] += size;
        let needed = used[route] / per_lift;
        if needed > self.lifts[route] {
            self.days[r.fleet.index()] += (needed - self.lifts[route]) * r.cycle[t].get();
            self.lifts[route] = needed;
        }
    }
}

impl Run<'_> {
    /// Units of a pair that fit this week, and the process to blame if it is less than usual.
    pub(super) fn room(&self, pair: usize, t: usize, week: &Week) -> (f64, Option<usize>) {
        let m = &self.g.m;
        let (route, kind) = (self.orders.pairs[pair].route, self.orders.pairs[pair].kind);
        let (r, k) = (&m.routes[route], &m.kinds[kind]);
        let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
        if arrive >= self.arriving.len() {
            return (0.0, None);
        }
        let (mut most, mut blame) = self.lifts_left(route.index(), k.is_people(), t, week);
        most /= k.size;
        if !k.is_people() {
            let left = self.handling_left(r.from, t, week);
            if left < most {
                (most, blame) = (left, self.w.handling[r.from.index()][t].1);
            }
        }
        let beyond = match r.to {
            Node::Exit(x) => self.exit_left(x, (t, arrive), k.is_people(), week),
            Node::Site(s) if self.is_full(s, k.is_people()) || self.closes[s.index()].is_some() => 0.0,
            Node::Site(_) => f64::INFINITY,
        };
        if beyond < most {
            let held = matches!(r.to, Node::Exit(x) if self.w.exits[x.index()][t] < 1.0);
            return (beyond, if held { self.w.blame[route.index()][t] } else { None });
        }
        (most, blame)
    }

    /// Seats or slots for which the route's lifts and its fleet's days still have room.
    fn lifts_left(&self, route: usize, people: bool, t: usize, week: &Week) -> (f64, Option<usize>) {
        let m = &self.g.m;
        let r = &m.routes[crate::id::RouteId::from_index(route)];
        let (per_lift, used) = if people { (r.seats, &week.people) } else { (r.slots, &week.cargo) };
        if per_lift <= 0.0 {
            return (0.0, None);
        }
        let lost = self.lost_days[r.fleet.index()][t];
        let own = week.lifts[route] * r.cycle[t].get();
        let most = self.most_lifts(route, t, week.days[r.fleet.index()] - own);
        let open = self.w.open[route][t];
        let blame = if open < 1.0 { self.w.blame[route][t] } else { lost.1 };
        // A hair of room for the rounding of the solver.
        let room = (most.max(week.lifts[route]) * per_lift - used[route]).max(0.0) * (1.0 + 1e-6) + 1e-6;
        (room, blame)
    }

    /// Lifts of a route this week, if the other routes of its fleet and the air links take so many of the fleet's days.
    pub(super) fn most_lifts(&self, route: usize, t: usize, others: f64) -> f64 {
        let m = &self.g.m;
        let r = &m.routes[crate::id::RouteId::from_index(route)];
        let fleet = r.fleet.index();
        let days = m.fleets[r.fleet].days[t].get() * self.fleet_share[fleet][t] - self.lost_days[fleet][t].0 - others;
        let cycle = r.cycle[t].get();
        let by_fleet = if cycle > 0.0 { days.max(0.0) / cycle } else { f64::INFINITY };
        // A road that is closed for a share of the week carries that share of what it and the fleet could.
        by_fleet.min(r.max_lifts[t]) * self.w.open[route][t]
    }

    pub(super) fn handling_left(&self, site: SiteId, t: usize, week: &Week) -> f64 {
        let rate = self.g.m.sites[site].handling[t].get() * self.w.handling[site.index()][t].0;
        (rate * (1.0 + 1e-6) + 1e-6 - week.handled[site.index()]).max(0.0)
    }

    /// What an exit still takes of what starts and arrives then.
    pub(super) fn exit_left(&self, exit: ExitId, (start, arrive): (usize, usize), people: bool, week: &Week) -> f64 {
        let x = &self.g.m.exits[exit];
        let takes = if people { x.people[arrive].get() } else { x.loads[arrive].get() };
        let takes = takes * self.w.exits[exit.index()][start];
        let tried = week.tried.iter().filter(|(e, at, p, _)| (*e, *at, *p) == (exit, arrive, people));
        let used = self.taken[exit.index()][usize::from(people)][arrive] + tried.map(|x| x.3).sum::<f64>();
        (takes * (1.0 + 1e-6) + 1e-6 - used).max(0.0)
    }

    /// Somebody (or something) waits outside already: nothing more is sent there.
    fn is_full(&self, site: SiteId, people: bool) -> bool {
        self.waiting.iter().any(|(s, k, _)| *s == site && self.g.m.kinds[*k].is_people() == people)
    }

    /// Something of what a fleet should have carried by now is late; what is late from `but` does not count.
    pub(super) fn is_late(&self, fleet: FleetId, but: Option<SiteId>) -> bool {
        let of = |i: &usize| {
            let r = &self.g.m.routes[self.orders.pairs[*i].route];
            r.fleet == fleet && Some(r.from) != but
        };
        (0..self.behind.len()).filter(of).any(|i| self.behind[i] > NOISE)
    }

    /// A site that should have closed before `t` still needs the fleet's air link; one to `but` does not count.
    pub(super) fn has_link(&self, fleet: FleetId, t: usize, but: Option<SiteId>) -> bool {
        self.g.m.air_links.iter().any(|l| {
            let i = l.site.index();
            let overdue = self.closes[i].is_none() && self.orders.closes[i].is_some_and(|c| c < t);
            l.fleet == fleet && Some(l.site) != but && t <= l.until.at() && overdue
        })
    }

    /// Share of a fleet that is there: as planned, or as before if anything of it is late and its crew has not left; its base must be
    /// open. Then the flights of the air links, which come before all else.
    pub(super) fn keep_fleets(&mut self, t: usize, week: &mut Week) {
        let m = &self.g.m;
        for (id, fleet) in m.fleets.iter() {
            let open = |s: &SiteId| self.closes[s.index()].is_none();
            let standby = if fleet.standby_for.iter().any(open) { fleet.standby } else { 0.0 };
            let planned = self.orders.fleets[id.index()][t].max(standby).min(self.fleet_share[id.index()][t - 1]);
            let homeless = fleet.base.is_some_and(|s| self.closes[s.index()].is_some());
            self.fleet_share[id.index()][t] = if homeless { 0.0 } else { planned };
        }
        for (id, fleet) in m.fleets.iter() {
            // Units that were attacked are not back yet, so they are not released this week.
            let away = self.lost_days[id.index()][t].0 > 0.0;
            if !away && !self.is_late(id, None) && !self.has_link(id, t, None) {
                continue;
            }
            let (now, before) = (self.fleet_share[id.index()][t], self.fleet_share[id.index()][t - 1]);
            let more = match fleet.base {
                Some(s) if self.closes[s.index()].is_some() => 0.0,
                Some(s) if fleet.crew.get() > 0.0 => {
                    let at_work = m.fleets.iter().filter(|(_, f)| f.base == Some(s));
                    let at_work: f64 = at_work.map(|(f, x)| x.crew.get() * self.fleet_share[f.index()][t]).sum();
                    (self.crews_there(s, t) - at_work).max(0.0) / fleet.crew.get()
                }
                _ => f64::INFINITY,
            };
            self.fleet_share[id.index()][t] = before.min(now + more);
        }
        for (link, l) in m.air_links.iter().enumerate() {
            if t > l.until.at() || self.closes[l.site.index()].is_some() {
                continue;
            }
            let on_time = self.orders.closes[l.site.index()].is_none_or(|c| t <= c);
            let flights = if on_time { self.orders.links[link][t] } else { l.seats.get() / l.seats_per_lift };
            if flights > 0.0 {
                week.days[l.fleet.index()] += flights * l.cycle.get();
                self.links.push(LinkFlights { link, period: Period(t as u32), flights });
            }
        }
    }
}
