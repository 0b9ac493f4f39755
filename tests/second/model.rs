//! A second, plain formulation of docs/model.md, for small missions: no aggregation, no tightening, no presolve of our own, no
//! search of our own; HiGHS' own MIP solves it. It shares the mission and no line with `src/formulation`, `src/expand`,
//! `src/optimise`.
//!
//! What follows from other rows is left out on purpose: nothing can be at a closed site, so nothing leaves it, arrives there or is
//! handled there; the engine says these things again (`route_capacity`, `inflow_open`, `exit_capacity` from one site, `implied`).

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use drawdown::id::{ContingentId, FleetId, Id, IdTable, KindId, RouteId, SiteId};
use drawdown::mission::{Kind, Measured, Method, Mission, Nature, Node, Objective, Period, Precedence, Route, Shares};
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable, constraint, highs,
    variable,
};

/// Columns by index; periods from 0 (the start) to the horizon.
type Grid = Vec<Vec<Variable>>;

/// A mission written down to one horizon.
pub(crate) struct Second {
    m: Rc<Mission>,
    /// By kind of `m`: the kind of the mission that it is, or of which it is a contingent's part.
    origin: Vec<KindId>,
    last: u32,
    vars: ProblemVariables,
    rows: Vec<Constraint>,
    /// By kind: site × period.
    stock: Vec<Grid>,
    /// By kind: route × period of departure.
    flow: Vec<Grid>,
    /// By kind: disposition, site × period.
    dispose: Vec<Vec<Grid>>,
    lifts: Grid,
    /// Lifts that a limit still allows, by route.
    tokens: Grid,
    /// Units that are kept, by fleet.
    units: Grid,
    /// Loads that are packed and wait, by site.
    ready: Grid,
    open: Grid,
    kept: Grid,
    flights: Grid,
    /// Dollars of each period.
    cost: Vec<Expression>,
    /// Columns that must be zero.
    never: RefCell<Vec<Variable>>,
}

impl Second {
    /// All rules of a mission up to a horizon; fractions of persons and loads may leave.
    pub(crate) fn new(m: &Mission, horizon: u32) -> Self {
        Self::with(m, horizon, false)
    }

    /// The same with whole persons and loads, where there are whole ones at the start.
    pub(crate) fn counted(m: &Mission, horizon: u32) -> Self {
        Self::with(m, horizon, m.units.values().all(|u| u.quantity.fract() == 0.0))
    }

    fn with(m: &Mission, horizon: u32, counted: bool) -> Self {
        let (m, origin) = apart(m);
        let m = &m;
        let mut vars = ProblemVariables::new();
        let mut grid = |n: usize, v: &dyn Fn() -> good_lp::VariableDefinition| -> Grid {
            (0..n).map(|_| (0..=horizon).map(|_| vars.add(v())).collect()).collect()
        };
        let some = || variable().min(0.0);
        let (sites, kinds) = (m.sites.len(), m.kinds.len());
        let stock = (0..kinds).map(|_| grid(sites, &some)).collect();
        let heads = || if counted { some().integer() } else { some() };
        let flow = (0..kinds).map(|_| grid(m.routes.len(), &heads)).collect();
        let ways = m.kinds.values().map(|k| k.dispositions().iter().map(|_| grid(sites, &heads)).collect()).collect();
        let lifts = m.routes.values().map(|r| {
            let whole = || variable().integer().min(0.0);
            grid(1, if m.fleets[r.fleet].whole { &whole } else { &some }).remove(0)
        });
        let lifts = lifts.collect();
        let tokens = grid(m.routes.len(), &some);
        let units = grid(m.fleets.len(), &|| variable().integer().min(0.0));
        let ready = grid(sites, &some);
        let open = grid(sites, &|| variable().binary());
        let kept = grid(m.fleets.len(), &some);
        let flights = grid(m.air_links.len(), &some);
        let mut s = Self {
            m: Rc::new(m.clone()),
            origin,
            last: horizon,
            vars,
            rows: Vec::new(),
            stock,
            flow,
            dispose: ways,
            lifts,
            tokens,
            units,
            ready,
            open,
            kept,
            flights,
            cost: Vec::new(),
            never: RefCell::default(),
        };
        s.people_and_cargo();
        s.places();
        s.lift();
        s.fleets();
        s.sites();
        s.rules();
        s.cost = (0..=horizon).map(|t| s.costs(t)).collect();
        s.money();
        s
    }

    fn must(&mut self, row: Constraint) {
        self.rows.push(row);
    }

    fn periods(&self) -> std::ops::RangeInclusive<u32> {
        1..=self.last
    }

    fn arrival(&self, route: RouteId, start: u32) -> u32 {
        let (r, period) = (&self.m.routes[route], f64::from(self.m.calendar.period_days));
        let (travel, loading) = (r.travel[start as usize].get(), r.loading.get());
        // Who begins to load on the first day is there by the end of that period.
        let needed = ((loading + travel) / period - 1e-9).ceil() - 1.0;
        start + (travel / period).round().max(needed) as u32
    }

    /// The kind may use the route in some period: mode, room, exit, a road that is open once.
    fn ever(&self, kind: &Kind, route: RouteId) -> bool {
        let r = &self.m.routes[route];
        let people = kind.is_people();
        let to = match r.to {
            Node::Site(s) => !self.m.sites[s].closed,
            Node::Exit(x) => {
                let exit = &self.m.exits[x];
                let takes = |t: u32| {
                    if people { exit.people[t as usize].get() } else { exit.loads[t as usize].get() }
                };
                (kind.exits.is_empty() || kind.exits.contains(&x))
                    && (1..=self.m.calendar.periods).any(|t| takes(t) > 0.0)
            }
        };
        let room = if people { r.seats } else { r.slots };
        let once = (1..=self.m.calendar.periods).any(|t| r.max_lifts[t as usize] > 0.0);
        to && room > 0.0 && once && (kind.modes.is_empty() || kind.modes.contains(&r.mode))
    }

    /// Sites from which the kind can reach an exit, over roads that are ever open.
    fn way_out(&self, kind: &Kind) -> Vec<bool> {
        let mut out = vec![false; self.m.sites.len()];
        for _ in 0..=self.m.sites.len() {
            for (_, r) in self.m.routes.iter().filter(|(id, _)| self.ever(kind, *id)) {
                let leads = match r.to {
                    Node::Exit(_) => true,
                    Node::Site(s) => out[s.index()],
                };
                out[r.from.index()] |= leads;
            }
        }
        out
    }

    /// Nobody starts what would arrive after the horizon, or goes where no exit can be reached.
    fn travels(&self, kind: &Kind, route: RouteId, start: u32) -> bool {
        let r = &self.m.routes[route];
        let dead_end = matches!(r.to, Node::Site(s) if !self.way_out(kind)[s.index()]);
        start > 0
            && self.ever(kind, route)
            && !dead_end
            && r.max_lifts[start as usize] > 0.0
            && self.arrival(route, start) <= self.last
    }

    /// flow_balance: what leaves in a period was there at the end of the one before.
    fn people_and_cargo(&mut self) {
        let m = Rc::clone(&self.m);
        for (kind, k) in m.kinds.iter() {
            for route in m.routes.ids() {
                for t in 0..=self.last {
                    if !self.travels(k, route, t) {
                        self.never.borrow_mut().push(self.flow[kind.index()][route.index()][t as usize]);
                    }
                }
            }
            for site in self.m.sites.ids() {
                let start = self.stock[kind.index()][site.index()][0];
                self.must(constraint!(start == self.m.initial(kind, site)));
                for way in &self.dispose[kind.index()] {
                    self.never.borrow_mut().push(way[site.index()][0]);
                }
                for t in self.periods() {
                    let before = self.stock[kind.index()][site.index()][t as usize - 1];
                    let now = self.stock[kind.index()][site.index()][t as usize];
                    let out = self.leaving(kind, site, t) + self.disposed(kind, site, t, |_| true);
                    let arriving = self.arriving(kind, Node::Site(site), t) + self.m.coming(kind, site, Period(t));
                    self.must(constraint!(now == before + arriving - out.clone()));
                    self.must(constraint!(out <= before));
                }
            }
        }
        self.limits_of_methods();
    }

    /// share and disposal_rate: what may go by a method of a kind, whoever's it is.
    fn limits_of_methods(&mut self) {
        let m = Rc::clone(&self.m);
        let origin = self.origin.clone();
        let first_of = |id: KindId| origin.iter().position(|o| *o == origin[id.index()]) == Some(id.index());
        for (first, k) in m.kinds.iter().filter(|(id, _)| first_of(*id)) {
            let same = |id: &KindId| origin[id.index()] == origin[first.index()];
            let parts: Vec<KindId> = m.kinds.ids().filter(same).collect();
            let all: f64 = m.units.values().filter(|u| parts.contains(&u.kind)).map(|u| u.quantity).sum();
            for (way, d) in k.dispositions().iter().enumerate() {
                let gone = |s: SiteId, t: u32| -> Expression {
                    parts.iter().map(|p| self.dispose[p.index()][way][s.index()][t as usize]).sum()
                };
                let mut rows = Vec::new();
                let mut whole = Expression::from(0.0);
                for site in m.sites.ids() {
                    let here: Expression = self.periods().map(|t| gone(site, t)).sum();
                    let most = d.by_site.get(site.index()).copied().unwrap_or(f64::INFINITY);
                    if most.is_finite() {
                        rows.push(constraint!(here.clone() <= most));
                    }
                    whole += here;
                }
                rows.push(constraint!(whole <= d.max_share * all));
                for t in self.periods() {
                    let now: Expression = m.sites.ids().map(|s| gone(s, t)).sum();
                    if t < d.from.0 {
                        rows.push(constraint!(now <= 0.0));
                    } else if d.rate.is_finite() {
                        rows.push(constraint!(now <= d.rate));
                    }
                }
                for row in rows {
                    self.must(row);
                }
            }
        }
    }

    fn leaving(&self, kind: KindId, site: SiteId, t: u32) -> Expression {
        let routes = self.m.routes.iter().filter(|(_, r)| r.from == site);
        routes.map(|(id, _)| self.flow[kind.index()][id.index()][t as usize]).sum()
    }

    fn arriving(&self, kind: KindId, to: Node, t: u32) -> Expression {
        let mut sum = Expression::from(0.0);
        for (id, _) in self.m.routes.iter().filter(|(_, r)| r.to == to) {
            for start in (1..=t).filter(|s| self.arrival(id, *s) == t) {
                sum += self.flow[kind.index()][id.index()][start as usize];
            }
        }
        sum
    }

    fn disposed(&self, kind: KindId, site: SiteId, t: u32, counts: impl Fn(Method) -> bool) -> Expression {
        let ways = self.m.kinds[kind].dispositions().iter().enumerate().filter(|(_, d)| counts(d.method));
        ways.map(|(i, _)| self.dispose[kind.index()][i][site.index()][t as usize]).sum()
    }

    /// Stock of the kinds that count, at a site at the end of a period.
    fn there(&self, site: SiteId, t: u32, counts: impl Fn(&Kind) -> bool) -> Expression {
        let kinds = self.m.kinds.iter().filter(|(_, k)| counts(k));
        kinds.map(|(id, _)| self.stock[id.index()][site.index()][t as usize]).sum()
    }

    fn is_open(&self, site: SiteId, t: u32) -> Variable {
        self.open[site.index()][t as usize]
    }

    /// beds, yard, exit_capacity, handling, guard.
    fn places(&mut self) {
        let m = Rc::clone(&self.m);
        for (id, x) in m.exits.iter() {
            // A weekly limit is one of each week of shorter periods.
            let week = (7 / m.calendar.period_days).max(1);
            for t in self.periods() {
                let last = t.max(week).min(m.calendar.periods);
                let span = || (last.saturating_sub(week) + 1..=last).map(|u| u as usize);
                let (takes, loads) = (span().map(|u| x.people[u].get()).sum(), span().map(|u| x.loads[u].get()).sum());
                for (people, most) in [(true, takes), (false, loads)] {
                    let most: f64 = most;
                    let kinds: Vec<_> =
                        m.kinds.iter().filter(|(_, k)| k.is_people() == people).map(|(k, _)| k).collect();
                    let each = |k: &KindId| -> Expression {
                        (t.saturating_sub(week) + 1..=t).map(|u| self.arriving(*k, Node::Exit(id), u)).sum()
                    };
                    let sum: Expression = kinds.iter().map(each).sum();
                    // What is on the way at the start takes of the weeks in which it arrives.
                    let due =
                        |u: u32| x.due.get(u as usize).map_or(0.0, |d| if people { d.0.get() } else { d.1.get() });
                    let most = (most - (t.saturating_sub(week) + 1..=t).map(due).sum::<f64>()).max(0.0);
                    let rate = if people { x.people[t as usize].get() } else { x.loads[t as usize].get() };
                    if rate <= 0.0 {
                        let now: Expression = kinds.iter().map(|k| self.arriving(*k, Node::Exit(id), t)).sum();
                        self.must(constraint!(now <= 0.0));
                    }
                    if most.is_finite() {
                        self.must(constraint!(sum <= most));
                    }
                }
            }
        }
        for (id, s) in m.sites.iter() {
            for t in self.periods() {
                for (people, room) in [(true, s.beds.get()), (false, s.yard.get())] {
                    let all = if people { m.people_total().get() } else { m.cargo_total().get() };
                    let kinds = m.kinds.iter().filter(|(_, k)| k.is_people() == people);
                    let first: f64 = kinds
                        .map(|(k, _)| {
                            m.units.values().filter(|u| u.kind == k && u.site == id).map(|u| u.quantity).sum::<f64>()
                        })
                        .sum();
                    let most = room.max(first).min(all);
                    let sum = self.there(id, t, |k| k.is_people() == people);
                    self.must(constraint!(sum <= most * self.is_open(id, t)));
                }
                let mut handled = Expression::from(0.0);
                for (kind, _) in m.kinds.iter().filter(|(_, k)| !k.is_people()) {
                    handled += self.leaving(kind, id, t) + self.disposed(kind, id, t, |w| w != Method::Abandon);
                }
                let rate = s.handling[t as usize].get().min(m.cargo_total().get());
                let (before, now) = (self.ready[id.index()][t as usize - 1], self.ready[id.index()][t as usize]);
                let there = self.there(id, t - 1, |k| !k.is_people());
                self.must(constraint!(handled.clone() + now <= rate * self.is_open(id, t - 1) + before));
                self.must(constraint!(handled + now <= there));
                if t == 1 {
                    self.must(constraint!(before == s.prepared.get()));
                }
                let armed = self.there(id, t, Kind::is_armed);
                let mut need: Expression = s.guard_at(Period(t)).get() * self.is_open(id, t);
                for (fleet, f) in m.fleets.iter().filter(|(_, f)| f.base == Some(id) && t < self.last) {
                    let there = f.there[t as usize + 1] > 0.0;
                    need += if there { f.crew.get() } else { 0.0 } * self.kept[fleet.index()][t as usize + 1];
                }
                self.must(constraint!(armed.clone() >= need));
                let loads = self.there(id, t, |k| !k.is_people());
                self.must(constraint!(armed.clone() >= s.guard_per_load.get() * loads));
                let unarmed = self.there(id, t, |k| k.is_people() && !k.is_armed());
                self.must(constraint!(armed >= s.guard_per_person * unarmed));
            }
            let people = self.there(id, self.last, Kind::is_people);
            self.must(constraint!(people >= self.is_open(id, self.last)));
        }
    }

    /// lift_capacity and the routes' own limits.
    fn lift(&mut self) {
        let m = Rc::clone(&self.m);
        for (id, r) in m.routes.iter() {
            self.never.borrow_mut().push(self.lifts[id.index()][0]);
            for t in self.periods() {
                let lifts = self.lifts[id.index()][t as usize];
                let fleet = &m.fleets[r.fleet];
                let shared = fleet.shares == Shares::Either;
                let load = |keep: &dyn Fn(&Kind) -> bool, room: f64| -> Expression {
                    // As many as fit; what is left over of a lift is lost.
                    let each = |k: &Kind| match (fleet.whole, room / k.size) {
                        (true, fit) if fit >= 1.0 => 1.0 / (fit + 1e-9).floor(),
                        (_, fit) if fit > 0.0 => 1.0 / fit,
                        _ => 1e6,
                    };
                    let kinds = m.kinds.iter().filter(|(_, k)| keep(k));
                    kinds.map(|(k, kind)| each(kind) * self.flow[k.index()][id.index()][t as usize]).sum()
                };
                let people = load(&Kind::is_people, r.seats);
                let cargo = load(&|k| !k.is_people() && !k.self_driving, r.slots);
                let vehicles = load(&|k| k.self_driving, r.vehicles);
                if shared {
                    self.must(constraint!(people + cargo <= lifts));
                } else {
                    self.must(constraint!(people <= lifts));
                    self.must(constraint!(cargo <= lifts));
                }
                self.must(constraint!(vehicles <= lifts));
                let most = r.max_lifts[t as usize];
                let tokens = self.tokens[id.index()][t as usize];
                self.must(constraint!(lifts <= tokens));
                if most.is_finite() {
                    // What a limit of whole lifts leaves waits for the next period.
                    let part = fleet.whole && most.fract() > 1e-9;
                    let holds = if part { most.ceil() } else { most };
                    let closed = part_somewhere(r) && fleet.whole && holds == 0.0;
                    self.must(constraint!(tokens <= if closed { 1.0 } else { holds }));
                    if t > 1 && fleet.whole && part_somewhere(r) {
                        let (before, spent) =
                            (self.tokens[id.index()][t as usize - 1], self.lifts[id.index()][t as usize - 1]);
                        self.must(constraint!(tokens <= before - spent + most));
                    }
                    if most == 0.0 {
                        self.must(constraint!(lifts == 0.0));
                    }
                }
            }
        }
    }

    /// Days that a lift or flight begun in `s` takes in `t`.
    fn out(&self, fleet: FleetId, cycle: f64, s: u32, t: u32) -> f64 {
        let a_period = self.m.fleets[fleet].unit_days.get();
        (cycle - f64::from(t - s) * a_period).clamp(0.0, a_period)
    }

    /// Lifts that one unit can begin in a period and that depart in it and arrive as planned.
    fn begun(&self, route: RouteId, t: u32) -> f64 {
        let (r, days) = (&self.m.routes[route], f64::from(self.m.calendar.period_days));
        let f = &self.m.fleets[r.fleet];
        let until = f64::from(self.arrival(route, t) - t + 1) * days - r.loading.get() - r.travel[t as usize].get();
        let latest = until.min((days - r.loading.get()).max(0.0)).min(days - 1e-3).max(0.0);
        let span = r.cycle[t as usize].get() * days / f.unit_days.get();
        (latest / span + 1e-9).floor() + 1.0
    }

    /// in_flight and air_link: what a fleet can do, what is kept of it.
    fn fleets(&mut self) {
        let m = Rc::clone(&self.m);
        for (id, f) in m.fleets.iter() {
            for t in self.periods() {
                let kept = self.kept[id.index()][t as usize];
                let (mut work, mut held, mut begun) =
                    (Expression::from(0.0), Expression::from(0.0), Expression::from(0.0));
                // Units out at the start: the share of the period until they are back.
                let length = f64::from(m.calendar.period_days);
                for x in &f.out {
                    let left = x.back.get() - length * f64::from(t - 1);
                    work += x.units * f.unit_days.get() * (left / length).clamp(0.0, 1.0);
                    if left > 1e-9 {
                        held += x.units;
                    }
                }
                for (route, r) in m.routes.iter().filter(|(_, r)| r.fleet == id) {
                    for s in 1..=t {
                        let (lifts, days) =
                            (self.lifts[route.index()][s as usize], self.out(id, r.cycle[s as usize].get(), s, t));
                        work += days * lifts;
                        if s < t && days > 1e-9 * f.unit_days.get() {
                            held += lifts;
                        }
                    }
                    if f.unit_days.get() > 0.0 && r.cycle[t as usize].get() > 0.0 {
                        begun += (1.0 / self.begun(route, t)) * self.lifts[route.index()][t as usize];
                    }
                }
                for (i, link) in m.air_links.iter().enumerate().filter(|(_, l)| l.fleet == id) {
                    for s in 1..=t {
                        work += self.out(id, link.cycle.get(), s, t) * self.flights[i][s as usize];
                    }
                }
                self.must(constraint!(work <= f.days[t as usize].get() * kept));
                if f.whole {
                    self.must(constraint!(held <= f.units * kept));
                    if f.unit_days.get() > 0.0 {
                        self.must(constraint!(begun <= f.days[t as usize].get() / f.unit_days.get() * kept));
                    }
                    if f.units >= 1.0 && f.units.fract() == 0.0 {
                        self.must(constraint!(f.units * kept == self.units[id.index()][t as usize]));
                    }
                }
                self.must(constraint!(kept <= f.present));
                if t > 1 {
                    self.must(constraint!(kept <= self.kept[id.index()][t as usize - 1]));
                }
                if let Some(base) = f.base {
                    self.must(constraint!(kept <= f.present * self.is_open(base, t - 1)));
                }
            }
        }
        for (i, link) in m.air_links.iter().enumerate() {
            for t in self.periods() {
                let flights = self.flights[i][t as usize];
                if t <= link.until.0 {
                    let need = link.seats.get() * self.is_open(link.site, t - 1);
                    self.must(constraint!(link.seats_per_lift * flights >= need));
                } else {
                    self.must(constraint!(flights == 0.0));
                }
            }
        }
    }

    /// closing_work and medical_cover: when sites may and must close.
    fn sites(&mut self) {
        let m = Rc::clone(&self.m);
        for (id, s) in m.sites.iter() {
            let first = if s.closed { 0.0 } else { 1.0 };
            self.must(constraint!(self.is_open(id, 0) == first));
            for t in self.periods() {
                self.must(constraint!(self.is_open(id, t) <= self.is_open(id, t - 1)));
                if t <= s.keep_open_until.0 && !s.closed {
                    self.must(constraint!(self.is_open(id, t) == 1.0));
                }
                if s.close_by.is_some_and(|c| c.0 <= t) {
                    self.must(constraint!(self.is_open(id, t) == 0.0));
                }
                for other in &s.closes_before {
                    self.must(constraint!(self.is_open(id, t) <= self.is_open(*other, t)));
                }
            }
            for t in 0..=self.last {
                let until = (t + s.cleanup).min(self.last);
                let loads = self.there(id, t, |k| !k.is_people());
                self.must(constraint!(loads <= m.cargo_total().get() * self.is_open(id, until)));
            }
        }
        for (site, hospitals) in &m.rules.medical {
            for t in self.periods() {
                let cover: Expression =
                    hospitals.iter().filter(|h| m.sites[**h].hospital).map(|h| self.is_open(*h, t)).sum();
                self.must(constraint!(Expression::from(self.is_open(*site, t)) <= cover));
            }
        }
    }

    fn rules(&mut self) {
        self.sequence();
        self.closing_pace();
        self.milestones();
        self.standby();
        let ids: Vec<ContingentId> = self.m.rules.contingents.ids().collect();
        for id in ids {
            self.contingent(id);
        }
    }

    /// closing_pace: sites that close in a period; sites between their last cargo and their closing.
    fn closing_pace(&mut self) {
        let m = Rc::clone(&self.m);
        let open: Vec<SiteId> = m.sites.iter().filter(|(_, s)| !s.closed).map(|(id, _)| id).collect();
        for t in self.periods() {
            let closed_by = |site: &SiteId, until: u32| {
                Expression::from(self.is_open(*site, t - 1)) - self.is_open(*site, until.min(self.last))
            };
            let now: Expression = open.iter().map(|s| closed_by(s, t)).sum();
            let soon: Expression = open.iter().map(|s| closed_by(s, t + m.sites[*s].cleanup.max(1) - 1)).sum();
            for (sum, most) in [(now, m.rules.closings_per_period), (soon, m.rules.sites_at_once)] {
                if let Some(most) = most {
                    self.must(constraint!(sum <= most));
                }
            }
        }
    }

    /// milestones: what has to be gone by a date that the plan reaches.
    fn milestones(&mut self) {
        let m = Rc::clone(&self.m);
        let last = self.last;
        for x in m.rules.milestones.iter().filter(|x| x.by.0 <= last) {
            let (gone, all) = match x.of {
                Measured::People | Measured::Cargo => {
                    let people = x.of == Measured::People;
                    (
                        self.away(|k| k.is_people() == people, x.by.0),
                        if people { m.people_total().get() } else { m.cargo_total().get() },
                    )
                }
                Measured::Sites => {
                    let sites = m.sites.ids();
                    (sites.map(|s| Expression::from(1.0) - self.is_open(s, x.by.0)).sum(), m.sites.len() as f64)
                }
            };
            self.must(constraint!(gone >= x.share * all));
        }
    }

    /// standby: part of a fleet stays while a site counts on it.
    fn standby(&mut self) {
        let m = Rc::clone(&self.m);
        for (id, f) in m.fleets.iter() {
            for site in &f.standby_for {
                for t in self.periods() {
                    let kept = self.kept[id.index()][t as usize];
                    let least = f.standby.min(f.present);
                    self.must(constraint!(kept >= least * self.is_open(*site, t - 1)));
                }
            }
        }
    }

    /// contingents: its people leave no faster than its cargo, its rear party when nothing of it is here any more.
    fn contingent(&mut self, id: ContingentId) {
        let m = Rc::clone(&self.m);
        let c = &m.rules.contingents[id];
        let of = |people: bool| -> Vec<KindId> {
            let kinds = m.units.values().filter(|u| u.contingent == Some(id)).map(|u| u.kind);
            // A kind that stands at several sites counts once.
            let kinds: BTreeSet<KindId> = kinds.filter(|k| m.kinds[*k].is_people() == people).collect();
            kinds.into_iter().collect()
        };
        let total = |people: bool| -> f64 {
            let ours = |k: KindId| m.kinds[k].is_people() == people;
            m.units.values().filter(|u| u.contingent == Some(id) && ours(u.kind)).map(|u| u.quantity).sum()
        };
        let (people, loads) = (total(true), total(false));
        if people <= 0.0 || loads <= 0.0 {
            return;
        }
        let (n, l) = (people + c.people_gone, loads + c.loads_gone);
        let rear = (c.rear * n - 1e-9 * n).ceil();
        // People who are ahead of their cargo already count as allowed.
        let ahead = (c.people_gone - (n - rear) * c.loads_gone / l - 0.99).max(0.0);
        let party: Vec<Variable> = (0..=self.last).map(|_| self.vars.add(variable().binary())).collect();
        let (ours, theirs) = (of(true), of(false));
        for t in self.periods() {
            let later = (t + c.slack).min(self.last);
            let p = c.people_gone + self.away_of(&ours, t);
            let (now, then) = (c.loads_gone + self.away_of(&theirs, t), c.loads_gone + self.away_of(&theirs, later));
            let stays =
                if c.rear > 0.0 { rear * (1.0 - Expression::from(party[t as usize])) } else { Expression::from(0.0) };
            self.must(constraint!(p <= ((n - rear) / l) * then + stays + ahead + 0.99));
            if c.rear > 0.0 {
                self.must(constraint!(l - now <= l * party[t as usize]));
                self.must(constraint!(party[t as usize] <= party[t as usize - 1]));
            }
        }
    }

    /// Out of the mission area or disposed of by the end of `t`.
    fn away(&self, counts: impl Fn(&Kind) -> bool, t: u32) -> Expression {
        let kinds: Vec<KindId> = self.m.kinds.iter().filter(|(_, k)| counts(k)).map(|(id, _)| id).collect();
        self.away_of(&kinds, t)
    }

    fn away_of(&self, kinds: &[KindId], t: u32) -> Expression {
        let mut sum = Expression::from(0.0);
        for kind in kinds {
            for s in 1..=t {
                for exit in self.m.exits.ids() {
                    sum += self.arriving(*kind, Node::Exit(exit), s);
                }
                for site in self.m.sites.ids() {
                    sum += self.disposed(*kind, site, s, |_| true);
                }
            }
        }
        sum
    }

    /// sequence: shares gone, of people and of cargo.
    fn sequence(&mut self) {
        let Some(rule) = self.m.rules.sequence else { return };
        let (people, cargo) = (self.m.people_total().get(), self.m.cargo_total().get());
        if people == 0.0 || cargo == 0.0 {
            return;
        }
        for t in self.periods() {
            let earlier = t.saturating_sub(rule.lag);
            let (second, first) = match rule.order {
                Precedence::TroopsFirst => (self.gone(false, t), self.gone(true, earlier)),
                Precedence::AssetsFirst => (self.gone(true, t), self.gone(false, earlier)),
            };
            // In persons or loads: less than one more.
            let all = if rule.order == Precedence::TroopsFirst { cargo } else { people };
            self.must(constraint!(all * second <= all * first + rule.slack * all + 0.99));
        }
    }

    /// Share out of the mission area or disposed of by the end of `t`.
    fn gone(&self, people: bool, t: u32) -> Expression {
        let all = if people { self.m.people_total().get() } else { self.m.cargo_total().get() };
        self.away(|k| k.is_people() == people, t) * (1.0 / all)
    }

    /// Dollars of one period.
    fn costs(&self, t: u32) -> Expression {
        let mut sum = Expression::from(0.0);
        if t == 0 {
            return sum;
        }
        let m = Rc::clone(&self.m);
        let at = t as usize;
        for (kind, k) in m.kinds.iter() {
            let day = self.upkeep(k, t);
            for (id, s) in m.sites.iter() {
                let camp = if k.is_people() { s.running_per_person.get() } else { 0.0 };
                sum += (day + camp) * self.stock[kind.index()][id.index()][at - 1];
                for (i, d) in k.dispositions().iter().enumerate() {
                    sum += d.cost.get() * self.dispose[kind.index()][i][id.index()][at];
                }
            }
            for (id, r) in m.routes.iter() {
                let away = f64::from(self.arrival(id, t) - t) * day;
                let (own, exit) = match (&k.nature, r.to) {
                    (Nature::People { repatriation, .. }, Node::Exit(x)) => {
                        (r.usd_per_person.get(), m.exits[x].usd_per_person.get() + repatriation.get())
                    }
                    (Nature::People { .. }, Node::Site(_)) => (r.usd_per_person.get(), 0.0),
                    (Nature::Cargo { .. }, Node::Exit(x)) => (r.usd_per_load.get(), m.exits[x].usd_per_load.get()),
                    (Nature::Cargo { .. }, Node::Site(_)) => (r.usd_per_load.get(), 0.0),
                };
                sum += (away + own + exit) * self.flow[kind.index()][id.index()][at];
            }
        }
        for (id, r) in m.routes.iter() {
            sum += r.usd_per_lift.get() * self.lifts[id.index()][at];
        }
        for (id, s) in m.sites.iter() {
            let staff = s.national_staff.get();
            let (before, now) = (self.is_open(id, t - 1), self.is_open(id, t));
            sum +=
                (s.running_at(Period(t)).get() + s.staying_at(Period(t)).get() + staff * s.national_pay.get()) * before;
            sum += (s.closing.get() + staff * s.separation.get()) * (Expression::from(before) - now);
        }
        for (id, f) in m.fleets.iter() {
            // Through notice and contract all of it is due, kept or not.
            if t <= f.paid_until.0 {
                sum += f.standing.get() * f.there[at] * f.present;
            } else {
                sum += f.standing.get() * f.there[at] * self.kept[id.index()][at];
            }
        }
        for (i, link) in m.air_links.iter().enumerate() {
            sum += link.usd_per_lift.get() * self.flights[i][at];
        }
        sum
    }

    /// Dollars of one person or load for a period in the mission area.
    fn upkeep(&self, k: &Kind, t: u32) -> f64 {
        let calendar = &self.m.calendar;
        match &k.nature {
            Nature::People { pay, .. } => pay.get(),
            Nature::Cargo { reimbursement, reimbursement_after, .. } => {
                let late = calendar.mandate_end.is_some_and(|end| calendar.first_day(Period(t)) > end);
                if late { reimbursement_after.get() } else { reimbursement.get() }
            }
        }
    }

    /// budget, in thousands of dollars.
    fn money(&mut self) {
        for t in self.periods() {
            let released = self.m.budget.released(Period(t)).get();
            if released.is_finite() {
                let row = constraint!(self.spent(t) * 1e-3 <= released * 1e-3);
                self.must(row);
            }
        }
    }

    fn spent(&self, t: u32) -> Expression {
        self.cost[..=t as usize].iter().cloned().sum()
    }

    /// Dollars spent by the horizon.
    pub(crate) fn spending(&self) -> Expression {
        self.spent(self.last)
    }

    /// What an objective measures.
    pub(crate) fn measure(&self, objective: Objective) -> Expression {
        let m = Rc::clone(&self.m);
        let left = |weight: &dyn Fn(&Kind) -> f64| -> Expression {
            let mut sum = Expression::from(0.0);
            for (kind, k) in m.kinds.iter() {
                for site in m.sites.ids() {
                    sum += weight(k) * self.stock[kind.index()][site.index()][self.last as usize];
                }
            }
            sum
        };
        let given_up = |weight: &dyn Fn(&Kind, usize) -> f64| -> Expression {
            let mut sum = Expression::from(0.0);
            for (kind, k) in m.kinds.iter() {
                for (i, way) in self.dispose[kind.index()].iter().enumerate() {
                    sum += way.iter().flatten().map(|v| weight(k, i) * *v).sum::<Expression>();
                }
            }
            sum
        };
        match objective {
            Objective::PeopleLeft => left(&|k| f64::from(u8::from(k.is_people()))),
            Objective::SensitiveLost => {
                left(&|k| f64::from(u8::from(k.is_sensitive())))
                    + given_up(&|k, i| {
                        f64::from(u8::from(k.is_sensitive() && k.dispositions()[i].method != Method::Transfer))
                    })
            }
            Objective::EconomicCost => {
                self.spending()
                    + left(&|k| k.value().get())
                    + given_up(&|k, i| k.value().get() * k.dispositions()[i].value_lost)
            }
            Objective::Casualties => {
                let mut sum = Expression::from(0.0);
                for (id, r) in m.routes.iter() {
                    for t in self.periods() {
                        sum += r.casualties[t as usize] * self.lifts[id.index()][t as usize];
                    }
                }
                sum
            }
            Objective::Earliness => {
                let mut sum = Expression::from(0.0);
                for kind in m.kinds.ids() {
                    for t in self.periods() {
                        for site in m.sites.ids() {
                            sum += self.stock[kind.index()][site.index()][t as usize];
                        }
                        for route in m.routes.ids() {
                            let away = f64::from(self.arrival(route, t) - t);
                            sum += away * self.flow[kind.index()][route.index()][t as usize];
                        }
                    }
                }
                sum
            }
        }
    }

    /// An objective may not exceed a value, but for the rounding of solvers.
    pub(crate) fn at_most(&mut self, objective: Objective, value: f64) {
        let scale = if objective == Objective::EconomicCost { 1e-3 } else { 1.0 };
        let room = 1e-6 * value.abs().max(1.0) * scale;
        let row = constraint!(self.measure(objective) * scale <= value * scale + room);
        self.must(row);
    }

    /// Everybody and everything is out or disposed of, every site closed.
    pub(crate) fn demand_full_withdrawal(&mut self) {
        for site in self.m.sites.ids() {
            let row = constraint!(self.is_open(site, self.last) == 0.0);
            self.must(row);
        }
    }

    /// The least value of an expression; none if no plan satisfies the rules. A "no" is asked twice, with presolve and without.
    pub(crate) fn least(&self, what: &Expression) -> Option<f64> {
        match self.attempt(what, true) {
            Ok(found) => Some(found),
            Err(ResolutionError::Infeasible) => match self.attempt(what, false) {
                Ok(found) => Some(found),
                Err(ResolutionError::Infeasible) => None,
                Err(e) => panic!("the second formulation was not solved: {e}"),
            },
            Err(e) => panic!("the second formulation was not solved: {e}"),
        }
    }

    /// The least value of an objective.
    pub(crate) fn minimum(&self, objective: Objective) -> Option<f64> {
        self.least(&self.measure(objective))
    }

    /// The best plan for an objective, line by line, for a person who looks at a difference. None if there is none.
    pub(crate) fn plan(&self, objective: Objective) -> Option<String> {
        let m = Rc::clone(&self.m);
        let s = self.solved(&self.measure(objective), true).ok()?;
        let mut out = String::new();
        for t in 0..=self.last {
            let at = t as usize;
            let mut say = |what: String, n: f64| {
                if n.abs() > 1e-6 {
                    out += &format!("period {t}: {what} {n:.4}\n");
                }
            };
            say("spent".to_owned(), s.eval(&self.cost[at]));
            for (id, k) in m.kinds.iter() {
                for (site, b) in m.sites.iter() {
                    let here = format!("{} at {}", k.key, b.key);
                    say(format!("{here}:"), s.value(self.stock[id.index()][site.index()][at]));
                    for (i, d) in k.dispositions().iter().enumerate() {
                        say(format!("{here}, {:?}", d.method), s.value(self.dispose[id.index()][i][site.index()][at]));
                    }
                }
                for (route, r) in m.routes.iter() {
                    let there = self.arrival(route, t);
                    say(
                        format!("{} to {there} by {}", k.key, r.key),
                        s.value(self.flow[id.index()][route.index()][at]),
                    );
                }
            }
            for (id, r) in m.routes.iter() {
                say(format!("lifts of {}", r.key), s.value(self.lifts[id.index()][at]));
            }
            for (id, b) in m.sites.iter() {
                say(format!("{} is open", b.key), s.value(self.open[id.index()][at]));
            }
            for (id, f) in m.fleets.iter() {
                say(format!("share of {}", f.key), s.value(self.kept[id.index()][at]));
            }
        }
        Some(out)
    }

    fn attempt(&self, what: &Expression, presolve: bool) -> Result<f64, ResolutionError> {
        Ok(self.solved(what, presolve)?.eval(what))
    }

    fn solved(&self, what: &Expression, presolve: bool) -> Result<impl Solution + use<>, ResolutionError> {
        let mut problem = self.vars.clone().minimise(what.clone() * 1e-3).using(highs);
        problem = problem.set_option("mip_rel_gap", 0.0).set_option("mip_abs_gap", 1e-7);
        problem = problem.set_option("mip_feasibility_tolerance", 1e-9).set_time_limit(120.0);
        if !presolve {
            problem = problem.set_option("presolve", "off");
        }
        for row in &self.rows {
            problem.add_constraint(row.clone());
        }
        for v in self.never.borrow().iter() {
            problem.add_constraint(constraint!(*v == 0.0));
        }
        problem.solve()
    }
}

/// The limit of lifts is no whole number in some period.
fn part_somewhere(r: &Route) -> bool {
    r.max_lifts.iter().skip(1).any(|most| most.is_finite() && most.fract() > 1e-9 && most.fract() < 1.0 - 1e-9)
}

/// The mission with a kind of its own for what is of a contingent, and whose part each kind is.
fn apart(m: &Mission) -> (Mission, Vec<KindId>) {
    let mut of: IdTable<KindId, (KindId, Option<ContingentId>)> = IdTable::new();
    let mut split = m.clone();
    split.kinds = IdTable::new();
    // Kinds without units stay: others may name them.
    for (id, kind) in m.kinds.iter() {
        let whose = std::iter::once(None).chain(m.rules.contingents.ids().map(Some));
        for c in whose.filter(|c| c.is_none() || m.units.values().any(|u| u.kind == id && u.contingent == *c)) {
            of.push((id, c));
            split.kinds.push(kind.clone());
        }
    }
    for (_, u) in split.units.iter_mut() {
        let part = of.find(|(kind, c)| (*kind, *c) == (u.kind, u.contingent));
        u.kind = part.expect("every unit is of some part");
    }
    let origin = of.values().map(|(kind, _)| *kind).collect();
    (split, origin)
}
