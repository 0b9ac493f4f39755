//! A plan as orders to follow, week by week, in dense tables.
//!
//! Knows decisions. Must not know worlds.

use crate::id::{FleetId, Id, KindId, RouteId, SiteId};
use crate::mission::{Method, Mission, Node, usable};
use crate::plan::decisions::Decisions;
use crate::simulate::order::Urgency;
use crate::units::Days;

/// What a pair of route and kind is to carry.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub route: RouteId,
    pub kind: KindId,
    /// `flow[t]`, element 0 unused.
    pub flow: Vec<f64>,
    /// `later[t]`: all after `t`.
    pub later: Vec<f64>,
    /// Pairs that what is late may take instead: from the same site, to the same next place or to any exit.
    pub instead: Vec<usize>,
}

/// What is to be disposed of.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub site: SiteId,
    pub kind: KindId,
    pub method: Method,
    pub quantity: Vec<f64>,
}

/// A kind at a site, with the orders that bring it and take it away.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub site: SiteId,
    pub kind: KindId,
    pub inbound: Vec<usize>,
    pub outbound: Vec<usize>,
    pub tasks: Vec<usize>,
}

/// A plan as orders.
#[derive(Debug, Clone)]
pub(super) struct Orders {
    /// Every route that a kind can use; most urgent kind first, within a kind in the order of the routes.
    pub pairs: Vec<Pair>,
    pub tasks: Vec<Task>,
    /// By site; none: not within the plan.
    pub closes: Vec<Option<usize>>,
    /// `fleets[fleet][t]`: share kept.
    pub fleets: Vec<Vec<f64>>,
    /// `lifts[route][t]`.
    pub lifts: Vec<Vec<f64>>,
    /// `links[link][t]`: flights.
    pub links: Vec<Vec<f64>>,
    /// `away[fleet][t]`: working days that lifts and flights of before still take.
    pub away: Vec<Vec<f64>>,
    /// What comes to and goes from each site, kind by kind; those without orders left out.
    pub stops: Vec<Stop>,
    /// The last period of the plan.
    pub last: usize,
    /// Everything is out and every site closed at its end.
    pub complete: bool,
}

impl Orders {
    /// Orders for periods after `after`, in which the plan's period 1 is the first. `m` reaches to the end of the overtime.
    pub(super) fn new(m: &Mission, d: &Decisions, after: usize, urgency: &Urgency) -> Self {
        let n = m.calendar.periods as usize + 1;
        let pairs = pairs(m, d, after, urgency);
        let tasks = tasks(m, d, after);
        let mut lifts = vec![vec![0.0; n]; m.routes.len()];
        d.lifts.iter().for_each(|l| lifts[l.route.index()][after + l.period.at()] += l.lifts);
        let mut links = vec![vec![0.0; n]; m.air_links.len()];
        d.links.iter().for_each(|l| links[l.link][after + l.period.at()] += l.flights);
        let mut fleets = vec![vec![0.0; n]; m.fleets.len()];
        for (id, shares) in d.fleets.iter() {
            for (t, share) in shares.iter().enumerate().skip(1) {
                fleets[id.index()][after + t] = *share;
            }
        }
        Self {
            away: away(m, &lifts, &links),
            stops: stops(m, &pairs, &tasks),
            pairs,
            tasks,
            closes: d.closes.values().map(|c| c.map(|t| after + t.at())).collect(),
            fleets,
            lifts,
            links,
            last: after + d.horizon.at(),
            complete: d.closes.values().all(Option::is_some),
        }
    }
}

/// Working days that the lifts and flights of earlier periods take, by fleet and period.
fn away(m: &Mission, lifts: &[Vec<f64>], links: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = m.calendar.periods as usize + 1;
    let mut away = vec![vec![0.0; n]; m.fleets.len()];
    let mut book = |f: FleetId, t: usize, number: f64, cycle: Days| {
        let fleet = &m.fleets[f];
        for later in (1..fleet.periods_out(cycle)).take_while(|later| t + (*later as usize) < n) {
            away[f.index()][t + later as usize] += number * fleet.out_days(cycle, later);
        }
    };
    for t in 1..n {
        for (id, r) in m.routes.iter().filter(|(id, _)| lifts[id.index()][t] > 0.0) {
            book(r.fleet, t, lifts[id.index()][t], r.cycle[t]);
        }
        for (i, l) in m.air_links.iter().enumerate().filter(|(i, _)| links[*i][t] > 0.0) {
            book(l.fleet, t, links[i][t], l.cycle);
        }
    }
    away
}

/// Positions of pairs into it, of pairs out of it, of its tasks.
fn stops(m: &Mission, pairs: &[Pair], tasks: &[Task]) -> Vec<Stop> {
    let mut list = Vec::new();
    for (site, kind) in m.sites.ids().flat_map(|s| m.kinds.ids().map(move |k| (s, k))) {
        let of = |keep: &dyn Fn(&Pair) -> bool| -> Vec<usize> {
            pairs.iter().enumerate().filter(|(_, p)| p.kind == kind && keep(p)).map(|(i, _)| i).collect()
        };
        let stop = Stop {
            site,
            kind,
            inbound: of(&|p| m.routes[p.route].to == Node::Site(site)),
            outbound: of(&|p| m.routes[p.route].from == site),
            tasks: (0..tasks.len()).filter(|i| tasks[*i].site == site && tasks[*i].kind == kind).collect(),
        };
        let used = stop.outbound.iter().any(|i| pairs[*i].later[0] > 0.0) || !stop.tasks.is_empty();
        if used {
            list.push(stop);
        }
    }
    list
}

fn pairs(m: &Mission, d: &Decisions, after: usize, urgency: &Urgency) -> Vec<Pair> {
    let n = m.calendar.periods as usize + 1;
    let mut slots = vec![usize::MAX; m.routes.len() * m.kinds.len()];
    let mut pairs: Vec<Pair> = Vec::new();
    for route in m.routes.ids() {
        for kind in m.kinds.ids().filter(|k| usable(m, *k, route)) {
            slots[route.index() * m.kinds.len() + kind.index()] = pairs.len();
            pairs.push(Pair { route, kind, flow: vec![0.0; n], later: vec![0.0; n], instead: Vec::new() });
        }
    }
    for f in &d.flows {
        let slot = slots[f.route.index() * m.kinds.len() + f.kind.index()];
        // A plan that passed the audit moves nothing where it cannot go.
        if let Some(pair) = pairs.get_mut(slot) {
            pair.flow[after + f.period.at()] += f.quantity;
        }
    }
    for p in &mut pairs {
        for t in (0..n - 1).rev() {
            p.later[t] = p.later[t + 1] + p.flow[t + 1];
        }
    }
    pairs.sort_by_key(|p| (urgency.rank(p.kind), p.route));
    let ways: Vec<(RouteId, KindId)> = pairs.iter().map(|p| (p.route, p.kind)).collect();
    for (i, p) in pairs.iter_mut().enumerate() {
        let (from, to) = (m.routes[p.route].from, m.routes[p.route].to);
        let other = |(j, (route, kind)): (usize, &(RouteId, KindId))| {
            let r = &m.routes[*route];
            let ends_there = r.to == to || matches!(r.to, Node::Exit(_));
            (j != i && *kind == p.kind && r.from == from && ends_there).then_some(j)
        };
        p.instead = ways.iter().enumerate().filter_map(other).collect();
    }
    pairs
}

fn tasks(m: &Mission, d: &Decisions, after: usize) -> Vec<Task> {
    let n = m.calendar.periods as usize + 1;
    let mut tasks: Vec<Task> = Vec::new();
    for x in &d.disposals {
        let at = tasks.iter().position(|k| (k.site, k.kind, k.method) == (x.site, x.kind, x.method));
        let at = at.unwrap_or_else(|| {
            tasks.push(Task { site: x.site, kind: x.kind, method: x.method, quantity: vec![0.0; n] });
            tasks.len() - 1
        });
        tasks[at].quantity[after + x.period.at()] += x.quantity;
    }
    tasks
}
