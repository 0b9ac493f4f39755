//! One replay of a plan in one world, week by week: what is due goes as far as routes, fleets, handling and exits allow; what is
//! late goes as soon as they have room, people first, then sensitive loads, then by value.
//!
//! What happened is written down as decisions of its own and booked by the very accounts of plans: without disruption the plan's
//! own costs come out.

use std::collections::BTreeMap;

use crate::id::{FleetId, Id, KindId, RouteId, SiteId};
use crate::mission::{Method, Mission, Node, Period};
use crate::plan::accounts::{Stocks, spent};
use crate::plan::decisions::{Decisions, Disposal, Flow, Lifts};
use crate::simulate::world::World;
use crate::simulate::{OVERTIME, Replication};

/// Less is rounding.
const NOISE: f64 = 1e-4;

/// A plan prepared for many replays.
pub(super) struct Ground<'a> {
    /// The mission with the overtime: after the deadline everything stays as in its last period.
    pub m: Mission,
    d: &'a Decisions,
    planned: Stocks,
    /// Planned flow by route and kind and period.
    flow: BTreeMap<(RouteId, KindId), Vec<f64>>,
    dispose: BTreeMap<(SiteId, KindId, Method), Vec<f64>>,
    /// Kinds, most urgent first.
    order: Vec<KindId>,
    deadline: usize,
}

impl<'a> Ground<'a> {
    pub(super) fn new(m: &Mission, d: &'a Decisions) -> Self {
        let planned = Stocks::of(m, d);
        let extended = extended(m);
        let n = extended.calendar.periods as usize + 1;
        let mut flow: BTreeMap<(RouteId, KindId), Vec<f64>> = BTreeMap::new();
        for f in &d.flows {
            flow.entry((f.route, f.kind)).or_insert_with(|| vec![0.0; n])[f.period.at()] += f.quantity;
        }
        let mut dispose: BTreeMap<(SiteId, KindId, Method), Vec<f64>> = BTreeMap::new();
        for x in &d.disposals {
            dispose.entry((x.site, x.kind, x.method)).or_insert_with(|| vec![0.0; n])[x.period.at()] += x.quantity;
        }
        let mut order: Vec<KindId> = m.kinds.ids().collect();
        order.sort_by(|a, b| {
            let key = |k: &KindId| (m.kinds[*k].is_people(), m.kinds[*k].is_sensitive(), m.kinds[*k].value().get());
            let (x, y) = (key(a), key(b));
            y.0.cmp(&x.0).then(y.1.cmp(&x.1)).then(y.2.total_cmp(&x.2))
        });
        Self { m: extended, d, planned, flow, dispose, order, deadline: m.calendar.periods as usize }
    }

    pub(super) fn replay(&self, world: &World, number: u64) -> Replication {
        let mut run = Run::new(self, world);
        let last = self.m.calendar.periods as usize;
        let mut finished = None;
        for t in 1..=last {
            run.week(t);
            if run.empty() && run.closes.iter().all(Option::is_some) && t + 1 >= run.last_arrival {
                finished = Some(t.max(run.last_arrival) as u32);
                break;
            }
        }
        run.book(number, finished)
    }
}

/// The mission with `OVERTIME` periods more.
fn extended(m: &Mission) -> Mission {
    fn longer<T: Copy>(v: &mut Vec<T>) {
        if let Some(last) = v.last().copied() {
            v.extend(std::iter::repeat_n(last, OVERTIME as usize));
        }
    }
    let mut m = m.clone();
    m.calendar.periods += OVERTIME;
    for (_, r) in m.routes.iter_mut() {
        longer(&mut r.travel);
        longer(&mut r.cycle);
        longer(&mut r.max_lifts);
        longer(&mut r.casualties);
    }
    m.sites.iter_mut().for_each(|(_, s)| longer(&mut s.handling));
    m.fleets.iter_mut().for_each(|(_, f)| longer(&mut f.days));
    for (_, x) in m.exits.iter_mut() {
        longer(&mut x.people);
        longer(&mut x.loads);
    }
    m
}

struct Run<'g, 'w, 'p> {
    g: &'g Ground<'g>,
    w: &'w World<'p>,
    stock: Vec<Vec<f64>>,
    arriving: Vec<Vec<(SiteId, KindId, f64)>>,
    due: BTreeMap<(RouteId, KindId), f64>,
    owed: BTreeMap<(SiteId, KindId, Method), f64>,
    /// People and loads that reach each exit by period.
    taken: BTreeMap<(usize, usize, bool), f64>,
    fleet_share: Vec<Vec<f64>>,
    /// Fleet days lost to attacks, by fleet and period.
    lost_days: Vec<Vec<f64>>,
    closes: Vec<Option<u32>>,
    last_cargo: Vec<usize>,
    last_arrival: usize,
    flows: Vec<Flow>,
    lifts: Vec<Lifts>,
    disposals: Vec<Disposal>,
    casualties: f64,
    attacks: f64,
    first_failure: Option<String>,
}

/// Lifts of one week: what each route and fleet has used.
#[derive(Default)]
struct Week {
    people: BTreeMap<RouteId, f64>,
    cargo: BTreeMap<RouteId, f64>,
    lifts: BTreeMap<RouteId, f64>,
    days: BTreeMap<FleetId, f64>,
    handled: BTreeMap<SiteId, f64>,
}

impl<'g, 'w, 'p> Run<'g, 'w, 'p> {
    fn new(g: &'g Ground<'g>, w: &'w World<'p>) -> Self {
        let m = &g.m;
        let mut stock = vec![vec![0.0; m.kinds.len()]; m.sites.len()];
        for u in m.units.values() {
            stock[u.site.index()][u.kind.index()] += u.quantity;
        }
        let n = m.calendar.periods as usize + 1;
        Self {
            g,
            w,
            stock,
            arriving: vec![Vec::new(); n + 1],
            due: BTreeMap::new(),
            owed: BTreeMap::new(),
            taken: BTreeMap::new(),
            fleet_share: vec![vec![0.0; n]; m.fleets.len()],
            lost_days: vec![vec![0.0; n]; m.fleets.len()],
            closes: m.sites.values().map(|s| s.closed.then_some(0)).collect(),
            last_cargo: vec![0; m.sites.len()],
            last_arrival: 0,
            flows: Vec::new(),
            lifts: Vec::new(),
            disposals: Vec::new(),
            casualties: 0.0,
            attacks: 0.0,
            first_failure: None,
        }
    }

    fn empty(&self) -> bool {
        self.stock.iter().flatten().all(|q| *q < NOISE) && self.arriving.iter().all(Vec::is_empty)
    }

    fn week(&mut self, t: usize) {
        let mut week = Week::default();
        self.leave_in_a_hurry(t);
        self.dispose(t, &mut week);
        for ((route, kind), planned) in &self.g.flow {
            if planned[t] > 0.0 || self.due.contains_key(&(*route, *kind)) {
                *self.due.entry((*route, *kind)).or_default() += planned[t];
            }
        }
        for kind in &self.g.order {
            let ready: Vec<RouteId> =
                self.due.iter().filter(|((_, k), q)| k == kind && **q > NOISE / 10.0).map(|((r, _), _)| *r).collect();
            for route in ready {
                self.send(route, *kind, t, &mut week);
            }
        }
        self.drive(t, &week);
        for (site, kind, q) in std::mem::take(&mut self.arriving[t]) {
            self.stock[site.index()][kind.index()] += q;
        }
        self.close(t);
    }

    /// As much of what is due as goes.
    fn send(&mut self, route: RouteId, kind: KindId, t: usize, week: &mut Week) {
        let m = &self.g.m;
        let (r, k) = (&m.routes[route], &m.kinds[kind]);
        let due = self.due[&(route, kind)];
        let here = self.stock[r.from.index()][kind.index()];
        let mut most = due.min(here);
        if k.is_armed() {
            most = most.min((here - self.kept_guard(r.from, kind, t)).max(0.0));
        }
        if !k.is_people() {
            let rate = m.sites[r.from].handling[t].get() * self.w.handling[r.from.index()];
            most = most.min((rate - week.handled.get(&r.from).copied().unwrap_or(0.0)).max(0.0));
        }
        let transit = r.transit(Period(t as u32), m.calendar.period_days) as usize;
        let arrive = t + transit;
        if arrive >= self.arriving.len() {
            return;
        }
        if let Node::Exit(x) = r.to {
            let at = arrive.min(m.exits[x].people.len() - 1);
            let takes = if k.is_people() { m.exits[x].people[at].get() } else { m.exits[x].loads[at].get() };
            let used = self.taken.get(&(x.index(), arrive, k.is_people())).copied().unwrap_or(0.0);
            most = most.min((takes - used).max(0.0));
        }
        most = most.min(self.room(route, kind, t, week));
        if most <= NOISE / 10.0 {
            self.blame(route, t, due);
            return;
        }
        if most < due * (1.0 - 1e-6) - NOISE {
            self.blame(route, t, due - most);
        }
        self.use_lift(route, kind, most, t, week);
        if let Some(left) = self.due.get_mut(&(route, kind)) {
            *left -= most;
        }
        self.stock[r.from.index()][kind.index()] -= most;
        if !k.is_people() {
            *week.handled.entry(r.from).or_default() += most;
            self.last_cargo[r.from.index()] = t;
        }
        self.last_arrival = self.last_arrival.max(arrive);
        match r.to {
            Node::Site(s) => self.arriving[arrive].push((s, kind, most)),
            Node::Exit(x) => *self.taken.entry((x.index(), arrive, k.is_people())).or_default() += most,
        }
        self.flows.push(Flow { kind, route, period: Period(t as u32), quantity: most });
    }

    /// The first time that something due stays for want of an open route.
    fn blame(&mut self, route: RouteId, t: usize, late: f64) {
        if self.first_failure.is_none() && late > NOISE {
            let process = self.w.blame[route.index()][t].map(|i| self.w.name(i).to_owned());
            self.first_failure = process.map(|p| format!("{p} on {}", self.g.m.routes[route].key));
        }
    }

    /// Armed people of a kind that stay as long as cargo is late: the guard, and who packs it; no more than the plan's own when
    /// the cargo is on time.
    fn kept_guard(&self, site: SiteId, kind: KindId, t: usize) -> f64 {
        let m = &self.g.m;
        let cargo = || m.kinds.iter().filter(|(_, k)| !k.is_people());
        let here: f64 = cargo().map(|(k, _)| self.stock[site.index()][k.index()]).sum();
        let at = t.min(self.g.d.horizon.at());
        let planned: f64 = cargo().map(|(k, _)| self.g.planned.at(k, site, Period(at as u32 - 1))).sum();
        if here <= planned + 0.5 {
            return 0.0;
        }
        let others: f64 = m
            .kinds
            .iter()
            .filter(|(k, x)| x.is_armed() && *k != kind)
            .map(|(k, _)| self.stock[site.index()][k.index()])
            .sum();
        let needed = m.sites[site].guard.get().max(m.sites[site].guard_per_load * here);
        (needed - others).max(0.0)
    }

    /// Units of a kind for which the route's lifts and its fleet's days still have room.
    fn room(&self, route: RouteId, kind: KindId, t: usize, week: &Week) -> f64 {
        let m = &self.g.m;
        let (r, k) = (&m.routes[route], &m.kinds[kind]);
        let per_lift = if k.is_people() { r.seats } else { r.slots };
        if per_lift <= 0.0 {
            return 0.0;
        }
        let used = if k.is_people() { &week.people } else { &week.cargo }.get(&route).copied().unwrap_or(0.0);
        let lifts = week.lifts.get(&route).copied().unwrap_or(0.0);
        let fleet = &m.fleets[r.fleet];
        let lost = self.lost_days[r.fleet.index()][t];
        let days =
            fleet.days[t].get() * self.share(r.fleet, t) - lost - week.days.get(&r.fleet).copied().unwrap_or(0.0);
        let cycle = r.cycle[t].get();
        let by_fleet = if cycle > 0.0 { days.max(0.0) / cycle } else { f64::INFINITY };
        let most = (lifts + by_fleet).min(r.max_lifts[t]) * self.w.open[route.index()][t];
        // A hair of room for the rounding of the solver.
        ((most.max(lifts) * per_lift - used) / k.size).max(0.0) * (1.0 + 1e-6) + 1e-6
    }

    fn use_lift(&self, route: RouteId, kind: KindId, quantity: f64, t: usize, week: &mut Week) {
        let m = &self.g.m;
        let (r, k) = (&m.routes[route], &m.kinds[kind]);
        let (used, per_lift) = if k.is_people() { (&mut week.people, r.seats) } else { (&mut week.cargo, r.slots) };
        let used = used.entry(route).or_default();
        *used += quantity * k.size;
        let needed = *used / per_lift;
        let lifts = week.lifts.entry(route).or_default();
        if needed > *lifts {
            *week.days.entry(r.fleet).or_default() += (needed - *lifts) * r.cycle[t].get();
            *lifts = needed;
        }
    }

    /// Share of a fleet that is there: as planned, or as before if anything of it is late.
    fn share(&self, fleet: FleetId, t: usize) -> f64 {
        let m = &self.g.m;
        let planned = self.g.d.fleets[fleet].get(t).copied().unwrap_or(0.0);
        let late = self.due.iter().any(|((r, k), q)| {
            m.routes[*r].fleet == fleet && *q > self.g.flow[&(*r, *k)].get(t).copied().unwrap_or(0.0) + NOISE
        });
        let before = if t > 1 { self.fleet_share[fleet.index()][t - 1] } else { m.fleets[fleet].present };
        if late { planned.max(before) } else { planned }
    }

    /// Lifts go, some are attacked, fleets are kept.
    fn drive(&mut self, t: usize, week: &Week) {
        let m = &self.g.m;
        for id in m.fleets.ids() {
            self.fleet_share[id.index()][t] = self.share(id, t);
        }
        for (route, needed) in &week.lifts {
            let planned =
                self.g.d.lifts.iter().find(|l| l.route == *route && l.period.at() == t).map_or(0.0, |l| l.lifts);
            // On time the plan's own lifts are booked, which may be more than the seats need.
            let lifts = if planned >= *needed - 1e-6 && (planned - needed).abs() < 1e-3 * (1.0 + planned) {
                planned
            } else {
                *needed
            };
            self.lifts.push(Lifts { route: *route, period: Period(t as u32), lifts });
            for (_, attack) in self.w.attacks(m, *route, t, *needed) {
                self.attacks += 1.0;
                self.casualties += attack.casualties;
                self.lose(*route, t, attack.loss / needed.max(1.0));
                self.delay(*route, t, attack.delay);
            }
        }
    }

    /// A share of what the route's lifts carry this week is destroyed on the way.
    fn lose(&mut self, route: RouteId, t: usize, share: f64) {
        let m = &self.g.m;
        let site = m.routes[route].from;
        for f in
            self.flows.iter_mut().filter(|f| f.route == route && f.period.at() == t && !m.kinds[f.kind].is_people())
        {
            let lost = f.quantity * share.min(1.0);
            if lost <= NOISE {
                continue;
            }
            f.quantity -= lost;
            let arrive = t + m.routes[route].transit(f.period, m.calendar.period_days) as usize;
            if let Node::Site(to) = m.routes[route].to {
                if let Some(found) = self.arriving[arrive].iter_mut().find(|(s, k, _)| *s == to && *k == f.kind) {
                    found.2 -= lost;
                }
            }
            self.disposals.push(Disposal {
                kind: f.kind,
                site,
                method: Method::Abandon,
                period: f.period,
                quantity: lost,
            });
        }
    }

    /// Fleet days lost by an attack are missing in the week after.
    fn delay(&mut self, route: RouteId, t: usize, days: f64) {
        let fleet = self.g.m.routes[route].fleet;
        if let Some(lost) = self.lost_days[fleet.index()].get_mut(t + 1) {
            *lost += days;
        }
    }

    fn leave_in_a_hurry(&mut self, t: usize) {
        for site in self.g.m.sites.ids() {
            let share = self.w.lost[site.index()][t];
            if share <= 0.0 || self.closes[site.index()].is_some() {
                continue;
            }
            for kind in self.g.m.kinds.ids().filter(|k| !self.g.m.kinds[*k].is_people()) {
                let lost = self.stock[site.index()][kind.index()] * share;
                if lost > NOISE {
                    self.stock[site.index()][kind.index()] -= lost;
                    self.disposals.push(Disposal {
                        kind,
                        site,
                        method: Method::Abandon,
                        period: Period(t as u32),
                        quantity: lost,
                    });
                    self.first_failure.get_or_insert_with(|| format!("forced exit of {}", self.g.m.sites[site].key));
                }
            }
        }
    }

    fn dispose(&mut self, t: usize, week: &mut Week) {
        for ((site, kind, method), planned) in &self.g.dispose {
            let owed = self.owed.entry((*site, *kind, *method)).or_default();
            *owed += planned[t];
            let q = owed.min(self.stock[site.index()][kind.index()]);
            if q > NOISE / 10.0 {
                *owed -= q;
                self.stock[site.index()][kind.index()] -= q;
                if *method != Method::Abandon {
                    *week.handled.entry(*site).or_default() += q;
                }
                self.last_cargo[site.index()] = t;
                self.disposals.push(Disposal {
                    kind: *kind,
                    site: *site,
                    method: *method,
                    period: Period(t as u32),
                    quantity: q,
                });
            }
        }
    }

    /// A site closes when its time has come, it is empty, nothing is on the way to it and its clean-up is done.
    fn close(&mut self, t: usize) {
        let m = &self.g.m;
        for site in m.sites.ids() {
            let Some(planned) = self.g.d.closes[site] else { continue };
            if self.closes[site.index()].is_some() || t < planned.at() {
                continue;
            }
            let empty = self.stock[site.index()].iter().all(|q| *q < NOISE);
            let inbound = self.arriving.iter().flatten().any(|(s, _, _)| *s == site)
                || self.due.iter().any(|((r, _), q)| m.routes[*r].to == Node::Site(site) && *q > NOISE);
            let late = self.last_cargo[site.index()] + m.sites[site].cleanup as usize;
            if empty && !inbound && (t >= late || t == planned.at()) {
                self.closes[site.index()] = Some(t as u32);
            }
        }
        // What cannot be empty any more because its cargo was lost on the way stops being due.
        let stock = &self.stock;
        self.due.retain(|(r, k), q| {
            let from = m.routes[*r].from;
            *q > NOISE / 10.0
                && (stock[from.index()][k.index()] > NOISE / 10.0
                    || self.arriving.iter().flatten().any(|(_, kind, _)| kind == k)
                    || stock.iter().any(|s| s[k.index()] > NOISE))
        });
    }

    fn book(self, number: u64, finished: Option<u32>) -> Replication {
        let m = &self.g.m;
        let horizon = Period(finished.unwrap_or(m.calendar.periods));
        let mut closes = crate::id::Table::new();
        for c in &self.closes {
            let _: SiteId = closes.push(c.map(Period));
        }
        let mut fleets = crate::id::Table::new();
        for share in &self.fleet_share {
            let _: FleetId = fleets.push(share[..=horizon.at()].to_vec());
        }
        let links = self.g.d.links.clone();
        let d = Decisions {
            horizon,
            flows: self.flows,
            lifts: self.lifts,
            disposals: self.disposals,
            closes,
            fleets,
            links,
        };
        let stocks = Stocks::of(m, &d);
        let deadline = Period(horizon.0.min(self.g.deadline as u32));
        let left = |people: bool, t: Period| -> Vec<(KindId, f64)> {
            let of = m.kinds.iter().filter(|(_, k)| k.is_people() == people);
            of.map(|(k, _)| (k, stocks.in_sites(k, t) + stocks.on_the_way(k, t))).collect()
        };
        let people: f64 = left(true, deadline).iter().map(|(_, q)| q).sum();
        let lost_of = |k: KindId, method: Method| {
            let found = m.kinds[k].dispositions().iter().find(|x| x.method == method);
            found.map_or(1.0, |x| x.value_lost) * m.kinds[k].value().get()
        };
        let lost: f64 = d.disposals.iter().map(|x| x.quantity * lost_of(x.kind, x.method)).sum();
        let behind: f64 = left(false, horizon).iter().map(|(k, q)| q * m.kinds[*k].value().get()).sum();
        Replication {
            number,
            finished,
            people_left_at_deadline: if people < 0.01 { 0.0 } else { people },
            cost_usd: spent(m, &d, &stocks) * self.w.price,
            value_lost_usd: lost + behind,
            casualties: self.casualties,
            attacks: self.attacks,
            closes: self.closes,
            first_failure: self.first_failure,
        }
    }
}
