//! What still fits this week: lifts, fleet days, handling, exits, room at the next site.

use crate::id::{ExitId, FleetId, Id, KindId, RouteId, SiteId};
use crate::mission::{Kind, Mission, Node, Period, Route, Shares};
use crate::simulate::replay::Run;
use crate::tolerance::{REPLAY_NOISE, with_room};

/// Part of a lift that is there when a road begins to be closed for a part of each week: so what is rounded off in one week is rounded up
/// in another, and on average a share of the lifts goes.
pub(super) const HALF: f64 = 0.5;

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
    /// Units that the lifts take to begin in time, by fleet; whole lifts only.
    pub begun: Vec<f64>,
    /// Vehicles that drive themselves by route.
    pub vehicles: Vec<f64>,
    /// Loads by site.
    pub handled: Vec<f64>,
    /// Loads that could leave or be disposed of, by site.
    pub ready: Vec<f64>,
    /// Tried, not sent: exit, arrival, of people, quantity.
    pub tried: Vec<(ExitId, usize, bool, f64)>,
}

impl Week {
    pub(super) fn new(m: &Mission) -> Self {
        let routes = vec![0.0; m.routes.len()];
        Self {
            people: routes.clone(),
            cargo: routes.clone(),
            vehicles: routes.clone(),
            lifts: routes,
            days: vec![0.0; m.fleets.len()],
            begun: vec![0.0; m.fleets.len()],
            handled: vec![0.0; m.sites.len()],
            ready: vec![0.0; m.sites.len()],
            tried: Vec::new(),
        }
    }

    /// Books so many of a kind on a route's lifts.
    pub(super) fn load(&mut self, m: &Mission, route: RouteId, kind: KindId, quantity: f64, t: usize) {
        let (r, k, i) = (&m.routes[route], &m.kinds[kind], route.index());
        self.used(k)[i] += quantity * size(m, r, k);
        let needed = self.needed(m, route);
        if needed > self.lifts[i] {
            let more = needed - self.lifts[i];
            self.days[r.fleet.index()] += more * m.fleets[r.fleet].out_days(r.cycle[t], 0);
            self.begun[r.fleet.index()] += more * to_begin(m, r, t);
            self.lifts[i] = needed;
        }
    }

    /// Loads of a site that could still leave.
    pub(super) fn handling_left(&self, site: SiteId) -> f64 {
        (with_room(self.ready[site.index()]) - self.handled[site.index()]).max(0.0)
    }

    /// Seats, slots or vehicles by route.
    fn used(&mut self, kind: &Kind) -> &mut Vec<f64> {
        if kind.is_people() {
            &mut self.people
        } else if kind.self_driving {
            &mut self.vehicles
        } else {
            &mut self.cargo
        }
    }

    /// Lifts that carry what is booked on a route.
    fn needed(&self, m: &Mission, route: RouteId) -> f64 {
        let (r, i) = (&m.routes[route], route.index());
        let fleet = &m.fleets[r.fleet];
        let of = |used: f64, room: f64| if room > 0.0 { used / room } else { 0.0 };
        let (people, cargo) = (of(self.people[i], r.seats), of(self.cargo[i], r.slots));
        let cabin = if fleet.shares == Shares::Either { people + cargo } else { people.max(cargo) };
        let needed = cabin.max(of(self.vehicles[i], r.vehicles));
        if fleet.whole { (needed - REPLAY_NOISE).ceil().max(0.0) } else { needed }
    }

    /// Of a kind, what `lifts` of a route still hold beside what is booked.
    fn left(&self, m: &Mission, route: RouteId, kind: &Kind, lifts: f64) -> f64 {
        let (r, i) = (&m.routes[route], route.index());
        if kind.self_driving && !kind.is_people() {
            return lifts * r.vehicles - self.vehicles[i];
        }
        let (room, used, other, other_room) = if kind.is_people() {
            (r.seats, self.people[i], self.cargo[i], r.slots)
        } else {
            (r.slots, self.cargo[i], self.people[i], r.seats)
        };
        let shared = m.fleets[r.fleet].shares == Shares::Either && other_room > 0.0;
        let lifts = if shared { lifts - other / other_room } else { lifts };
        lifts * room - used
    }
}

/// Room that one of a kind takes on a route's lifts: on whole ones what is left over when as many as fit are on it is lost.
fn size(m: &Mission, r: &Route, kind: &Kind) -> f64 {
    if m.fleets[r.fleet].whole { r.part(kind) * r.room(kind) } else { kind.size }
}

/// Units that a lift takes to begin in time: a part of one, where one unit can begin a few.
fn to_begin(m: &Mission, r: &Route, t: usize) -> f64 {
    let fleet = &m.fleets[r.fleet];
    if fleet.whole { 1.0 / r.begins(Period(t as u32), fleet, m.calendar.period_days) } else { 0.0 }
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
        let (mut most, mut blame) = self.lifts_left(route, k, t, week);
        most /= size(m, r, k);
        if !k.is_people() {
            let left = week.handling_left(r.from);
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

    /// Seats, slots or vehicles for which the route's lifts and its fleet's days still have room.
    fn lifts_left(&self, route: RouteId, kind: &Kind, t: usize, week: &Week) -> (f64, Option<usize>) {
        let m = &self.g.m;
        let (r, i) = (&m.routes[route], route.index());
        let per_lift = r.room(kind);
        if per_lift <= 0.0 {
            return (0.0, None);
        }
        let lost = self.lost_days[r.fleet.index()][t];
        let fleet = r.fleet.index();
        let own = week.lifts[i] * m.fleets[r.fleet].out_days(r.cycle[t], 0);
        let begun = week.begun[fleet] - week.lifts[i] * to_begin(m, r, t);
        let most = self.most_lifts(i, t, week.days[fleet] - own, begun);
        let open = self.w.open[i][t];
        let blame = if open < 1.0 { self.w.blame[i][t] } else { lost.1.or(self.w.fleets[fleet][t].1) };
        // A hair of room for the rounding of the solver.
        let room = with_room(week.left(m, route, kind, most.max(week.lifts[i])).max(0.0));
        (room, blame)
    }

    /// Lifts of a route this week, if the other routes of its fleet and the air links take so many of the fleet's days, and of its
    /// units to begin in time.
    pub(super) fn most_lifts(&self, route: usize, t: usize, others: f64, begun: f64) -> f64 {
        let by_fleet = self.by_fleet(route, t, others, begun);
        let most = self.allowed(route, t, by_fleet).min(by_fleet);
        // Part of a lift is no lift; what the rounding of the solver takes away does not count.
        let fleet = self.g.m.routes[RouteId::from_index(route)].fleet;
        if self.g.m.fleets[fleet].whole { (most + REPLAY_NOISE).floor() } else { most }
    }

    /// What the fleet could do on a route this week, were the road open and without a limit.
    fn by_fleet(&self, route: usize, t: usize, others: f64, begun: f64) -> f64 {
        let m = &self.g.m;
        let r = &m.routes[RouteId::from_index(route)];
        let (fleet, f) = (&m.fleets[r.fleet], r.fleet.index());
        let there = fleet.days[t].get() * self.w.fleets[f][t].0 * self.fleet_share[f][t];
        let days = there - self.lost_days[f][t].0 - self.away[f][t] - others;
        let cycle = fleet.out_days(r.cycle[t], 0);
        let mut by_fleet = if cycle > 0.0 { days.max(0.0) / cycle } else { f64::INFINITY };
        let (to_begin, a_week) = (to_begin(m, r, t), fleet.unit_days.get());
        if to_begin > 0.0 && a_week > 0.0 {
            let units = there / a_week;
            by_fleet = by_fleet.min((units - begun).max(0.0) / to_begin);
        }
        by_fleet
    }

    /// What the road allows of that: its limit; and a road that is closed for a share of the week carries that share of what it and the
    /// fleet could. Of whole lifts what that leaves over waits for the next week, as it does of a limit that is no whole number.
    fn allowed(&self, route: usize, t: usize, by_fleet: f64) -> f64 {
        let m = &self.g.m;
        let r = &m.routes[RouteId::from_index(route)];
        let (open, most) = (self.w.open[route][t], r.max_lifts[t]);
        let limit = if open < 1.0 { most.min(by_fleet) * open } else { most };
        let Some(left) = self.tokens[route] else { return limit };
        if open <= 0.0 || limit.is_infinite() {
            return limit;
        }
        (left + limit).min(limit.ceil().max(1.0))
    }

    /// Loads that a site has ready this week: what it packs, and what it packed before and has not sent.
    pub(super) fn prepare(&mut self, t: usize, week: &mut Week) {
        let m = &self.g.m;
        for (site, s) in m.sites.iter() {
            let i = site.index();
            let rate = s.handling[t].get() * self.w.handling[i][t].0;
            let cargo = m.kinds.iter().filter(|(_, k)| !k.is_people()).map(|(k, _)| self.stock[i][k.index()]);
            week.ready[i] = (self.prepared[i] + rate).min(cargo.sum());
        }
    }

    /// What is left of the week's work and limits for the next one, and what is still out then.
    pub(super) fn carry_over(&mut self, t: usize, week: &Week) {
        let m = &self.g.m;
        for i in 0..m.sites.len() {
            self.prepared[i] = (week.ready[i] - week.handled[i]).max(0.0);
        }
        for (id, r) in m.routes.iter() {
            let (i, fleet) = (id.index(), &m.fleets[r.fleet]);
            if self.tokens[i].is_some() && self.w.open[i][t] > 0.0 {
                let days = week.lifts[i] * fleet.out_days(r.cycle[t], 0);
                let others = (week.days[r.fleet.index()] - days).max(0.0);
                let begun = (week.begun[r.fleet.index()] - week.lifts[i] * to_begin(m, r, t)).max(0.0);
                let allowed = self.allowed(i, t, self.by_fleet(i, t, others, begun));
                let left = (allowed - week.lifts[i]).max(0.0);
                let open = self.w.open[i][t] >= 1.0 && r.bucket(Period(t as u32), fleet).is_none();
                self.tokens[i] = Some(if open { left.min(HALF) } else { left });
            }
            if week.lifts[i] > 0.0 {
                let periods = fleet.periods_out(r.cycle[t]);
                self.out_later(r.fleet, t, periods, |later| week.lifts[i] * fleet.out_days(r.cycle[t], later));
                let held = &mut self.held[r.fleet.index()];
                held.iter_mut().skip(t + 1).take(periods as usize - 1).for_each(|h| *h += week.lifts[i]);
            }
        }
    }

    /// Books the days that a lift is out in the weeks after the one in which it begins.
    pub(super) fn out_later(&mut self, fleet: FleetId, t: usize, periods: u32, days: impl Fn(u32) -> f64) {
        for later in 1..periods {
            if let Some(away) = self.away[fleet.index()].get_mut(t + later as usize) {
                *away += days(later);
            }
        }
    }

    /// What an exit still takes of what starts and arrives then.
    pub(super) fn exit_left(&self, exit: ExitId, (start, arrive): (usize, usize), people: bool, week: &Week) -> f64 {
        let x = &self.g.m.exits[exit];
        let periods = self.g.m.calendar.periods_of_a_week();
        let rate = if people { x.people.get(arrive).map(|p| p.get()) } else { x.loads.get(arrive).map(|l| l.get()) };
        if rate.is_some_and(|r| r <= 0.0) {
            return 0.0;
        }
        let takes = x.takes_to(people, Period(arrive as u32), periods) * self.w.exits[exit.index()][start];
        let first = (arrive + 1).saturating_sub(periods);
        let tried =
            week.tried.iter().filter(|(e, at, p, _)| (*e, *p) == (exit, people) && (first..=arrive).contains(at));
        let before = &self.taken[exit.index()][usize::from(people)][first..=arrive];
        let used = before.iter().sum::<f64>() + tried.map(|x| x.3).sum::<f64>();
        (with_room(takes) - used).max(0.0)
    }

    /// Somebody (or something) waits outside already: nothing more is sent there.
    fn is_full(&self, site: SiteId, people: bool) -> bool {
        self.waiting.iter().any(|(s, k, _)| *s == site && self.g.m.kinds[*k].is_people() == people)
    }
}
