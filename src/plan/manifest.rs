//! From flows to orders: whole convoys and sorties with date, load, people and escort.
//!
//! A plan moves fractions of convoys every week; orders cannot. What a route owes is carried until a lift is full, and the rest
//! goes when the route is used for the last time, so that every site is empty when the plan says so. The manifest counts what
//! left in another week than planned and which limits whole lifts exceed. Must not know costs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::id::{Id, KindId, RouteId, SiteId};
use crate::mission::{Method, Mission, Node, Period};
use crate::plan::decisions::Decisions;

/// Less than this of a unit is rounding.
const NOISE: f64 = 1e-3;

/// One convoy or sortie.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    /// `gao-bamako-w07-02`.
    pub id: String,
    /// Period of departure.
    pub period: u32,
    /// Day of departure.
    pub departs: Date,
    /// Day of arrival.
    pub arrives: Date,
    /// Route id.
    pub route: String,
    /// Site id.
    pub from: String,
    /// Site or exit id.
    pub to: String,
    /// Fleet id.
    pub fleet: String,
    /// Mode.
    pub mode: String,
    /// Whole persons by kind.
    pub people: BTreeMap<String, u64>,
    /// Whole loads by kind.
    pub loads: BTreeMap<String, u64>,
    /// Escort persons beside those carried.
    pub escort: f64,
}

/// A whole disposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisposalOrder {
    /// Period.
    pub period: u32,
    /// Site id.
    pub site: String,
    /// Kind id.
    pub class: String,
    /// Method.
    pub method: String,
    /// Whole loads.
    pub quantity: u64,
}

/// All orders and how well they keep the plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Manifest {
    /// Convoys and sorties by date.
    pub orders: Vec<Order>,
    /// Disposals by period.
    pub disposals: Vec<DisposalOrder>,
    /// Weekly totals of the plan, by route (or disposal) and kind.
    pub totals: u64,
    /// Those that the orders keep to one unit; the others wait for a full lift.
    pub totals_kept: u64,
    /// Most units of one kind that wait on one route at the end of a week for a full lift.
    pub most_waiting: f64,
    /// Units that the orders never move although the plan does; 0 unless something is wrong.
    pub never_sent: f64,
    /// Limits that whole lifts exceed, in words.
    pub exceptions: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Route(RouteId),
    Dispose(Method),
}

/// Turns a plan into orders.
pub fn manifest(m: &Mission, d: &Decisions) -> Manifest {
    let mut desk = Desk::new(m, d);
    for t in (1..=d.horizon.0).map(Period) {
        for site in m.sites.ids() {
            desk.send(site, t);
        }
        desk.arrive(t);
    }
    desk.check();
    limits(m, d, &desk.made, &mut desk.out.exceptions);
    desk.out.orders.sort_by(|a, b| (a.departs, &a.id).cmp(&(b.departs, &b.id)));
    desk.out
}

/// What a way owes of a kind, and when the way is used for the last time.
#[derive(Default)]
struct Account {
    planned: f64,
    sent: u64,
    last: u32,
}

/// The desk that writes the orders, period by period.
struct Desk<'a> {
    m: &'a Mission,
    d: &'a Decisions,
    accounts: BTreeMap<(SiteId, Way, KindId), Account>,
    /// Lifts that a route owes: planned so far, made so far.
    lifts: BTreeMap<RouteId, (f64, usize)>,
    /// Whole units at the sites.
    here: Vec<Vec<u64>>,
    arriving: Vec<Vec<(SiteId, KindId, u64)>>,
    made: BTreeMap<(Period, RouteId), usize>,
    out: Manifest,
}

impl<'a> Desk<'a> {
    fn new(m: &'a Mission, d: &'a Decisions) -> Self {
        let mut here = vec![vec![0_u64; m.kinds.len()]; m.sites.len()];
        for u in m.units.values() {
            here[u.site.index()][u.kind.index()] += u.quantity.round() as u64;
        }
        let mut accounts: BTreeMap<(SiteId, Way, KindId), Account> = BTreeMap::new();
        let mut last: BTreeMap<(SiteId, Way), u32> = BTreeMap::new();
        for ((site, way, kind), t, _) in flows(m, d) {
            accounts.entry((site, way, kind)).or_default();
            let last = last.entry((site, way)).or_default();
            *last = t.0.max(*last);
        }
        for ((site, way, _), account) in &mut accounts {
            account.last = last[&(*site, *way)];
        }
        let arriving = vec![Vec::new(); d.horizon.at() + 1];
        Self { m, d, accounts, lifts: BTreeMap::new(), here, arriving, made: BTreeMap::new(), out: Manifest::default() }
    }

    /// All that leaves a site in a period.
    fn send(&mut self, site: SiteId, t: Period) {
        let m = self.m;
        let planned: Vec<_> = flows(m, self.d).filter(|((s, _, _), u, _)| *s == site && *u == t).collect();
        let overdue = self.overdue(site, t);
        if planned.is_empty() && overdue.is_empty() {
            return;
        }
        let mut need: BTreeMap<RouteId, (f64, f64)> = BTreeMap::new();
        for ((_, way, kind), _, q) in &planned {
            self.accounts.entry((site, *way, *kind)).or_default().planned += q;
            if let Way::Route(r) = way {
                let room = need.entry(*r).or_default();
                let needed = q * m.kinds[*kind].size;
                if m.kinds[*kind].is_people() { room.0 += needed } else { room.1 += needed }
            }
        }
        let mut sent: BTreeMap<Way, Vec<(KindId, u64)>> = BTreeMap::new();
        let mut ways: BTreeSet<Way> = planned.iter().map(|((_, way, _), _, _)| *way).collect();
        ways.extend(overdue.iter().copied());
        for way in &ways {
            let load = match way {
                // What came too late for the last lift of the plan goes now.
                _ if overdue.contains(way) => self.owed(site, *way, t, None),
                Way::Dispose(_) => self.owed(site, *way, t, None),
                Way::Route(r) => {
                    let (people, cargo) = need[r];
                    let lifts = share(people, m.routes[*r].seats).max(share(cargo, m.routes[*r].slots));
                    let ledger = self.lifts.entry(*r).or_default();
                    ledger.0 += lifts;
                    let full = (ledger.0 - ledger.1 as f64 + NOISE).floor().max(0.0);
                    self.owed(site, *way, t, Some((full * m.routes[*r].seats, full * m.routes[*r].slots)))
                }
            };
            sent.insert(*way, load);
        }
        self.clear_out(site, t, &mut sent);
        for (way, load) in sent {
            if let (Way::Route(r), true) = (way, overdue.contains(&way) && !load.is_empty()) {
                let late: u64 = load.iter().map(|(_, n)| n).sum();
                let place = &m.routes[r].key;
                self.out
                    .exceptions
                    .push(format!("week {}, {place}: {late} units leave after the plan's last lift", t.0));
            }
            self.book(site, way, t, load);
        }
        for ((_, way, kind), _, q) in &planned {
            let account = &self.accounts[&(site, *way, *kind)];
            let waits = account.planned - account.sent as f64;
            self.out.totals += 1;
            self.out.totals_kept += u64::from(waits.abs() <= 1.0 + NOISE && *q > 0.0);
            self.out.most_waiting = self.out.most_waiting.max(waits);
        }
    }

    /// Ways of a site whose last use is over and that still owe something that is there now: what waited elsewhere for a full
    /// lift came after it.
    fn overdue(&self, site: SiteId, t: Period) -> BTreeSet<Way> {
        let late = |(s, way, kind): &(SiteId, Way, KindId), a: &Account| {
            let runs = match way {
                Way::Dispose(_) => true,
                Way::Route(r) => self.m.routes[*r].max_lifts[t.at()] > 0.0,
            };
            let owes = a.planned - a.sent as f64 >= 0.5 && self.here[site.index()][kind.index()] > 0;
            *s == site && a.last < t.0 && owes && runs
        };
        self.accounts.iter().filter(|(key, a)| late(key, a)).map(|((_, way, _), _)| *way).collect()
    }

    /// Whole units that a way owes and that are there, up to the seats and slots of full lifts; all of them when the way is
    /// used for the last time.
    fn owed(&mut self, site: SiteId, way: Way, t: Period, room: Option<(f64, f64)>) -> Vec<(KindId, u64)> {
        let mut load = Vec::new();
        let (mut seats, mut slots) = room.unwrap_or((f64::INFINITY, f64::INFINITY));
        for kind in self.m.kinds.ids() {
            let Some(account) = self.accounts.get_mut(&(site, way, kind)) else { continue };
            let k = &self.m.kinds[kind];
            let stock = &mut self.here[site.index()][kind.index()];
            let owed = (account.planned - account.sent as f64).max(0.0);
            let left = if k.is_people() { &mut seats } else { &mut slots };
            let fits = if left.is_finite() { ((*left + 1e-9) / k.size).floor().max(0.0) as u64 } else { u64::MAX };
            let n = if account.last <= t.0 { owed.round() as u64 } else { (owed.floor() as u64).min(fits) }.min(*stock);
            if n > 0 {
                *left -= n as f64 * k.size;
                *stock -= n;
                account.sent += n;
                load.push((kind, n));
            }
        }
        load
    }

    /// What rounding left at a site goes with the last of its kind.
    fn clear_out(&mut self, site: SiteId, t: Period, sent: &mut BTreeMap<Way, Vec<(KindId, u64)>>) {
        for kind in self.m.kinds.ids() {
            let ways = self.accounts.iter().filter(|((s, _, k), _)| *s == site && *k == kind);
            let (mut last, mut planned, mut gone) = (0, 0.0, 0);
            for (_, account) in ways {
                last = last.max(account.last);
                planned += account.planned;
                gone += account.sent;
            }
            let owed = (planned - gone as f64).round().max(0.0) as u64;
            let stock = &mut self.here[site.index()][kind.index()];
            let rest = owed.min(*stock);
            if last != t.0 || rest == 0 {
                continue;
            }
            let way =
                sent.keys().copied().find(|w| self.accounts.get(&(site, *w, kind)).is_some_and(|a| a.last == t.0));
            if let Some(way) = way {
                *stock -= rest;
                if let Some(account) = self.accounts.get_mut(&(site, way, kind)) {
                    account.sent += rest;
                }
                match sent.entry(way).or_default().iter_mut().find(|(k, _)| *k == kind) {
                    Some((_, n)) => *n += rest,
                    None => sent.entry(way).or_default().push((kind, rest)),
                }
            }
        }
    }

    fn book(&mut self, site: SiteId, way: Way, t: Period, load: Vec<(KindId, u64)>) {
        if load.is_empty() {
            return;
        }
        let m = self.m;
        match way {
            Way::Dispose(method) => {
                self.out.disposals.extend(load.into_iter().map(|(kind, quantity)| DisposalOrder {
                    period: t.0,
                    site: m.sites[site].key.clone(),
                    class: m.kinds[kind].key.clone(),
                    method: method.key().to_owned(),
                    quantity,
                }));
            }
            Way::Route(r) => {
                let lifts = pack(m, r, &load);
                self.lifts.entry(r).or_default().1 += lifts.len();
                self.made.insert((t, r), lifts.len());
                self.out.orders.extend(orders(m, r, t, lifts));
                let arrive = t.later(m.routes[r].transit(t, m.calendar.period_days));
                if let (Node::Site(to), true) = (m.routes[r].to, arrive <= self.d.horizon) {
                    self.arriving[arrive.at()].extend(load.into_iter().map(|(kind, n)| (to, kind, n)));
                }
            }
        }
    }

    fn arrive(&mut self, t: Period) {
        for (site, kind, n) in std::mem::take(&mut self.arriving[t.at()]) {
            self.here[site.index()][kind.index()] += n;
        }
    }

    fn check(&mut self) {
        let mut by: BTreeMap<(SiteId, KindId), f64> = BTreeMap::new();
        for ((site, _, kind), a) in &self.accounts {
            *by.entry((*site, *kind)).or_default() += a.planned - a.sent as f64;
        }
        self.out.never_sent = by.values().filter(|v| **v > 1.0).sum();
    }
}

/// Every movement and disposal: where, how, what; when; how many.
fn flows<'a>(m: &'a Mission, d: &'a Decisions) -> impl Iterator<Item = ((SiteId, Way, KindId), Period, f64)> + 'a {
    let moved = d.flows.iter().map(|f| ((m.routes[f.route].from, Way::Route(f.route), f.kind), f.period, f.quantity));
    moved.chain(d.disposals.iter().map(|x| ((x.site, Way::Dispose(x.method), x.kind), x.period, x.quantity)))
}

fn share(need: f64, room: f64) -> f64 {
    if room > 0.0 { need / room } else { 0.0 }
}

type Lift = BTreeMap<KindId, u64>;

/// First fit, kind by kind; people take seats and cargo slots of the same lifts.
fn pack(m: &Mission, route: RouteId, what: &[(KindId, u64)]) -> Vec<Lift> {
    let r = &m.routes[route];
    let mut lifts: Vec<(f64, f64, Lift)> = Vec::new();
    for (kind, quantity) in what {
        let (k, mut rest, mut i) = (&m.kinds[*kind], *quantity, 0);
        while rest > 0 {
            if i == lifts.len() {
                lifts.push((r.seats, r.slots, Lift::new()));
            }
            let room = if k.is_people() { &mut lifts[i].0 } else { &mut lifts[i].1 };
            let fits = ((*room + 1e-9) / k.size).floor().max(0.0) as u64;
            // A thing larger than a lift still needs one of its own.
            let alone = fits == 0 && lifts[i].2.is_empty();
            let n = if alone { 1 } else { fits.min(rest) };
            if n > 0 {
                let room = if k.is_people() { &mut lifts[i].0 } else { &mut lifts[i].1 };
                *room -= n as f64 * k.size;
                *lifts[i].2.entry(*kind).or_default() += n;
                rest -= n;
            }
            i += 1;
        }
    }
    lifts.into_iter().map(|(_, _, lift)| lift).collect()
}

/// Lifts of one route and period, spread over its days.
fn orders(m: &Mission, route: RouteId, t: Period, lifts: Vec<Lift>) -> Vec<Order> {
    let r = &m.routes[route];
    let (n, days) = (lifts.len(), m.calendar.period_days as usize);
    let one = |(i, lift): (usize, Lift)| {
        let day = (2 * i + 1) * days / (2 * n);
        let later = |date: Date, days: i64| date.checked_add(days.days()).unwrap_or(Date::MAX);
        let departs = later(m.calendar.first_day(t), day as i64);
        let named = |people: bool| {
            let of = lift.iter().filter(|(k, _)| m.kinds[**k].is_people() == people);
            of.map(|(k, n)| (m.kinds[*k].key.clone(), *n)).collect()
        };
        Order {
            id: format!("{}-{}-{:02}", r.key, t.label(), i + 1),
            period: t.0,
            departs,
            arrives: later(departs, r.travel[t.at()].get().ceil() as i64),
            route: r.key.clone(),
            from: m.sites[r.from].key.clone(),
            to: m.node_key(r.to).to_owned(),
            fleet: m.fleets[r.fleet].key.clone(),
            mode: r.mode.key().to_owned(),
            people: named(true),
            loads: named(false),
            escort: m.fleets[r.fleet].escort.get(),
        }
    };
    lifts.into_iter().enumerate().map(one).collect()
}

/// Limits that the plan's fractions of lifts keep and whole lifts do not.
fn limits(m: &Mission, d: &Decisions, made: &BTreeMap<(Period, RouteId), usize>, out: &mut Vec<String>) {
    for ((t, route), n) in made {
        let most = m.routes[*route].max_lifts[t.at()];
        if *n as f64 > most + 1e-6 {
            out.push(format!("week {}, {}: {n} lifts, its limit is {most:.1}", t.0, m.routes[*route].key));
        }
    }
    for t in (1..=d.horizon.0).map(Period) {
        for (id, fleet) in m.fleets.iter() {
            let on = made.iter().filter(|((u, r), _)| *u == t && m.routes[*r].fleet == id);
            let flown = d.links.iter().filter(|l| l.period == t && m.air_links[l.link].fleet == id);
            let needed: f64 = on.map(|((_, r), n)| *n as f64 * m.routes[*r].cycle[t.at()].get()).sum::<f64>()
                + flown.map(|l| l.flights * m.air_links[l.link].cycle.get()).sum::<f64>();
            let has = fleet.days[t.at()].get() * d.fleets[id][t.at()];
            if needed > has * (1.0 + 1e-6) + 1e-6 {
                let more = needed - has;
                out.push(format!(
                    "week {}, {}: whole lifts need {more:.1} days more than its {has:.1}",
                    t.0, fleet.key
                ));
            }
        }
    }
}
