//! Follows every movement and disposition through the periods. Unknown names and impossible numbers are findings.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::Court;
use crate::id::{FleetId, Id, IdTable, KindId, RouteId, SiteId};
use crate::mission::{Kind, Method, Mission, Node, Period};
use crate::plan::result::Plan;
use crate::units::{Items, Loads, UsdPerLoad};

/// A movement by ids.
pub(super) struct Move {
    pub kind: KindId,
    pub route: RouteId,
    pub start: usize,
    pub arrive: usize,
    pub quantity: f64,
}

/// A disposition by ids.
pub(super) struct Gone {
    pub kind: KindId,
    pub site: SiteId,
    pub method: Method,
    pub period: usize,
    pub quantity: f64,
}

/// By kind, by site, by period.
type BySite = Vec<Vec<Vec<f64>>>;

/// All that follows from the movements, dispositions and closures of a plan.
pub(super) struct Ledger {
    /// W.
    pub end: usize,
    pub moves: Vec<Move>,
    pub gone: Vec<Gone>,
    /// `stock[kind][site][t]`.
    pub stock: BySite,
    /// `out[kind][site][t]`: leaves the site or is disposed of there in t.
    pub out: BySite,
    /// `handled[site][t]`: cargo that leaves or is disposed of, abandoned cargo excepted.
    pub handled: Vec<Vec<f64>>,
    /// `way[kind][t]`: on the way at the end of t.
    pub way: Vec<Vec<f64>>,
    /// `starts[route][t]`: positions in `moves`.
    pub starts: Vec<Vec<Vec<usize>>>,
    /// `closes[site]`: from the end of this period on it is closed.
    pub closes: Vec<usize>,
    /// `lifts[route][t]`.
    pub lifts: Vec<Vec<f64>>,
    /// `share[fleet][t]`.
    pub share: Vec<Vec<f64>>,
    /// `flights[link][t]`.
    pub flights: Vec<Vec<f64>>,
}

/// The names of a mission.
struct MissionNames {
    sites: BTreeMap<String, SiteId>,
    kinds: BTreeMap<String, KindId>,
    routes: BTreeMap<String, RouteId>,
    fleets: BTreeMap<String, FleetId>,
}

fn by_key<K: Id, V>(table: &IdTable<K, V>, key: fn(&V) -> &str) -> BTreeMap<String, K> {
    table.iter().map(|(id, v)| (key(v).to_owned(), id)).collect()
}

const NAMES: &str = "names_and_numbers";

impl Ledger {
    pub(super) fn follow(m: &Mission, plan: &Plan, court: &mut Court) -> Self {
        let last = m.calendar.periods;
        let end = plan.summary.funded_periods.unwrap_or(last).min(last) as usize;
        let series = || vec![vec![vec![0.0; end + 1]; m.sites.len()]; m.kinds.len()];
        let mut l = Self {
            end,
            moves: Vec::new(),
            gone: Vec::new(),
            stock: series(),
            out: series(),
            handled: vec![vec![0.0; end + 1]; m.sites.len()],
            way: vec![vec![0.0; end + 1]; m.kinds.len()],
            starts: vec![vec![Vec::new(); end + 1]; m.routes.len()],
            closes: vec![usize::MAX; m.sites.len()],
            lifts: vec![vec![0.0; end + 2]; m.routes.len()],
            share: vec![vec![0.0; end + 2]; m.fleets.len()],
            flights: vec![vec![0.0; end + 2]; m.air_links.len()],
        };
        let names = MissionNames {
            sites: by_key(&m.sites, |s| &s.key),
            kinds: by_key(&m.kinds, |k| &k.key),
            routes: by_key(&m.routes, |r| &r.key),
            fleets: by_key(&m.fleets, |f| &f.key),
        };
        l.movements(m, plan, &names, court);
        l.dispositions(m, plan, &names, court);
        l.sites(m, plan, &names, court);
        l.transport(m, plan, &names, court);
        l.count(m);
        l
    }

    fn fits(&self, t: u32) -> bool {
        t >= 1 && t as usize <= self.end
    }

    fn movements(&mut self, m: &Mission, plan: &Plan, names: &MissionNames, court: &mut Court) {
        for x in &plan.movements {
            let place = || format!("movement of {} on {} in week {}", x.class, x.route, x.period);
            let found = names.kinds.get(&x.class).zip(names.routes.get(&x.route)).filter(|_| self.fits(x.period));
            court.demand(NAMES, found.is_some() && sane(x.quantity), place);
            let Some((&kind, &route)) = found else { continue };
            let r = &m.routes[route];
            let arrive = x.period + r.transit(Period(x.period), m.calendar.period_days);
            let said = x.from == m.sites[r.from].key
                && x.to == m.node_key(r.to)
                && x.mode == r.mode.key()
                && x.arrives == arrive
                && x.date == m.calendar.first_day(Period(x.period));
            court.demand(NAMES, said, || format!("from, to, mode, date or arrival of the {}", place()));
            let size = m.kinds[kind].size;
            let of = &m.kinds[kind];
            let room = if of.is_people() {
                r.seats
            } else if of.self_driving {
                r.vehicles
            } else {
                r.slots
            };
            let need = if room > 0.0 { size * x.quantity / room } else { 0.0 };
            court.agree(NAMES, x.lifts, need, || format!("lifts of the {}", place()));
            let (start, arrive) = (x.period as usize, arrive as usize);
            self.starts[route.index()][start].push(self.moves.len());
            self.moves.push(Move { kind, route, start, arrive, quantity: x.quantity });
        }
    }

    fn dispositions(&mut self, m: &Mission, plan: &Plan, names: &MissionNames, court: &mut Court) {
        for x in &plan.dispositions {
            let place = || format!("{} of {} at {} in week {}", x.method, x.class, x.site, x.period);
            let found = (names.kinds.get(&x.class), names.sites.get(&x.site), Method::from_key(&x.method));
            let (Some(&kind), Some(&site), Some(method)) = found else {
                court.demand(NAMES, false, place);
                continue;
            };
            court.demand(NAMES, self.fits(x.period) && sane(x.quantity), place);
            if !self.fits(x.period) {
                continue;
            }
            let said = x.date == m.calendar.first_day(Period(x.period));
            court.demand(NAMES, said, || format!("date of the {}", place()));
            let terms = m.kinds[kind].dispositions().iter().find(|d| d.method == method);
            let lost = (Items(x.quantity) * m.kinds[kind].value() * terms.map_or(1.0, |d| d.value_lost)).get();
            court.usd(NAMES, x.value_lost_usd, lost, || format!("value lost by the {}", place()));
            let proceeds = (Loads(x.quantity) * terms.map_or(UsdPerLoad::ZERO, |d| d.proceeds)).get();
            court.usd(NAMES, x.proceeds_usd, proceeds, || format!("proceeds of the {}", place()));
            self.gone.push(Gone { kind, site, method, period: x.period as usize, quantity: x.quantity });
        }
    }

    fn sites(&mut self, m: &Mission, plan: &Plan, names: &MissionNames, court: &mut Court) {
        let mut seen = BTreeSet::new();
        for x in &plan.sites {
            let Some(&site) = names.sites.get(&x.id) else {
                court.demand(NAMES, false, || format!("site {}", x.id));
                continue;
            };
            court.demand(NAMES, seen.insert(site), || format!("site {} occurs twice", x.id));
            court.demand(NAMES, x.name == m.sites[site].name, || format!("name of {}", x.id));
            let day = x.closes_period.map(|t| m.calendar.last_day(Period(t.min(m.calendar.periods))));
            court.demand(NAMES, x.closes_on == day, || format!("closing date of {}", x.id));
            let ends = x.closes_period.is_none_or(|t| t as usize <= self.end);
            court.demand(NAMES, ends, || format!("{} closes after the end of the plan", x.id));
            if let Some(t) = x.closes_period {
                self.closes[site.index()] = t as usize;
            }
            for (said, people) in [(x.people_start, true), (x.cargo_start, false)] {
                let of = m.kinds.iter().filter(|(_, k)| k.is_people() == people);
                let found = of.map(|(k, _)| m.initial(k, site)).sum();
                court.agree(NAMES, said, found, || format!("start of {}", x.id));
            }
        }
        for (site, s) in m.sites.iter() {
            court.demand(NAMES, seen.contains(&site), || format!("site {} is missing", s.key));
        }
    }

    fn transport(&mut self, m: &Mission, plan: &Plan, names: &MissionNames, court: &mut Court) {
        for x in &plan.lifts {
            let place = || format!("lifts on {} in week {}", x.route, x.period);
            let found = names.routes.get(&x.route).filter(|_| self.fits(x.period));
            court.demand(NAMES, found.is_some() && sane(x.lifts), place);
            if let Some(r) = found {
                let fleet = &m.fleets[m.routes[*r].fleet].key;
                court.demand(NAMES, x.fleet == *fleet, || format!("fleet of the {}", place()));
                self.lifts[r.index()][x.period as usize] += x.lifts;
            }
        }
        let mut seen = BTreeSet::new();
        for x in &plan.fleets {
            let found = names.fleets.get(&x.fleet).filter(|_| self.fits(x.period));
            let once = found.is_some_and(|f| seen.insert((*f, x.period)));
            court.demand(NAMES, once && sane(x.share), || format!("fleet {} in week {}", x.fleet, x.period));
            if let Some(f) = found {
                self.share[f.index()][x.period as usize] = x.share;
            }
        }
        for x in &plan.air_links {
            let place = || format!("air link {} in week {}", x.link, x.period);
            let found = m.air_links.iter().position(|k| k.key == x.link).filter(|_| self.fits(x.period));
            court.demand(NAMES, found.is_some() && sane(x.flights), place);
            if let Some(k) = found {
                let seats = x.flights * m.air_links[k].seats_per_lift;
                court.agree(NAMES, x.seats, seats, || format!("seats of the {}", place()));
                self.flights[k][x.period as usize] += x.flights;
            }
        }
    }

    fn count(&mut self, m: &Mission) {
        for u in m.units.values() {
            let there = u.arrives.0 as usize;
            if there <= self.end {
                self.stock[u.kind.index()][u.site.index()][there] += u.quantity;
            }
            for t in 0..there.min(self.end + 1) {
                self.way[u.kind.index()][t] += u.quantity;
            }
        }
        for x in &self.moves {
            let (k, route) = (x.kind.index(), &m.routes[x.route]);
            self.stock[k][route.from.index()][x.start] -= x.quantity;
            self.out[k][route.from.index()][x.start] += x.quantity;
            if !m.kinds[x.kind].is_people() {
                self.handled[route.from.index()][x.start] += x.quantity;
            }
            if let (Node::Site(to), true) = (route.to, x.arrive <= self.end) {
                self.stock[k][to.index()][x.arrive] += x.quantity;
            }
            for t in x.start..x.arrive.min(self.end + 1) {
                self.way[k][t] += x.quantity;
            }
        }
        for x in &self.gone {
            self.stock[x.kind.index()][x.site.index()][x.period] -= x.quantity;
            self.out[x.kind.index()][x.site.index()][x.period] += x.quantity;
            if x.method != Method::Abandon {
                self.handled[x.site.index()][x.period] += x.quantity;
            }
        }
        for series in self.stock.iter_mut().flatten() {
            let mut now = 0.0;
            for value in series {
                now += *value;
                *value = now;
            }
        }
    }

    /// Open at the end of a period.
    pub(super) fn open(&self, site: SiteId, t: usize) -> f64 {
        f64::from(u8::from(t < self.closes[site.index()]))
    }

    /// Stock of the kinds that pass `keep`.
    pub(super) fn sum(&self, m: &Mission, site: SiteId, t: usize, keep: impl Fn(&Kind) -> bool) -> f64 {
        m.kinds.iter().filter(|(_, k)| keep(k)).map(|(k, _)| self.stock[k.index()][site.index()][t]).sum()
    }

    /// What starts on a route in a period.
    pub(super) fn starting(&self, route: RouteId, t: usize) -> impl Iterator<Item = &Move> {
        self.starts[route.index()][t].iter().map(|i| &self.moves[*i])
    }
}

/// A quantity that can be.
fn sane(quantity: f64) -> bool {
    quantity.is_finite() && quantity >= 0.0
}
