//! Follows every movement and disposition through the periods. Unknown names and impossible numbers are findings.

use std::collections::BTreeMap;

use crate::id::{Id, KindId, RouteId, SiteId};
use crate::mission::{Method, Mission, Node, Period};
use crate::plan::audit::Court;
use crate::plan::result::Plan;

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

/// All that follows from the movements, dispositions and closures of a plan.
pub(super) struct Ledger {
    /// W.
    pub end: usize,
    pub moves: Vec<Move>,
    pub gone: Vec<Gone>,
    /// `stock[kind][site][t]`.
    pub stock: Vec<Vec<Vec<f64>>>,
    /// `closes[site]`: from the end of this period on it is closed.
    pub closes: Vec<usize>,
    /// `lifts[route][t]`.
    pub lifts: Vec<Vec<f64>>,
    /// `share[fleet][t]`.
    pub share: Vec<Vec<f64>>,
    /// `flights[link][t]`.
    pub flights: Vec<Vec<f64>>,
}

fn by_key<K: Id, V>(table: &crate::id::Table<K, V>, key: fn(&V) -> &str) -> BTreeMap<String, K> {
    table.iter().map(|(id, v)| (key(v).to_owned(), id)).collect()
}

impl Ledger {
    pub(super) fn follow(m: &Mission, plan: &Plan, court: &mut Court) -> Self {
        let last = m.calendar.periods;
        let end = plan.summary.funded_periods.unwrap_or(last).clamp(1, last) as usize;
        let (sites, kinds) = (by_key(&m.sites, |s| &s.key), by_key(&m.kinds, |k| &k.key));
        let (routes, fleets) = (by_key(&m.routes, |r| &r.key), by_key(&m.fleets, |f| &f.key));
        let fits = |t: u32| t >= 1 && t as usize <= end;
        let mut l = Self {
            end,
            moves: Vec::new(),
            gone: Vec::new(),
            stock: Vec::new(),
            closes: vec![usize::MAX; m.sites.len()],
            lifts: vec![vec![0.0; end + 2]; m.routes.len()],
            share: vec![vec![0.0; end + 2]; m.fleets.len()],
            flights: vec![vec![0.0; end + 2]; m.air_links.len()],
        };
        let mut named = |ok: bool, what: &str| {
            court.look("names_and_numbers", f64::from(u8::from(!ok)) * 10.0, 0.0, || what.to_owned());
        };
        for x in &plan.movements {
            let found = kinds.get(&x.class).zip(routes.get(&x.route));
            named(
                found.is_some() && fits(x.period) && x.quantity >= 0.0 && x.quantity.is_finite(),
                &format!("movement on {} in week {}", x.route, x.period),
            );
            let Some((&kind, &route)) = found.filter(|_| fits(x.period)) else { continue };
            let r = &m.routes[route];
            let arrive = x.period + r.transit(Period(x.period), m.calendar.period_days);
            let said = x.from == m.sites[r.from].key
                && x.to == m.node_key(r.to)
                && x.mode == r.mode.key()
                && x.arrives == arrive
                && x.date == m.calendar.first_day(Period(x.period));
            named(said, &format!("from, to, mode, date or arrival of a movement on {} in week {}", x.route, x.period));
            l.moves.push(Move { kind, route, start: x.period as usize, arrive: arrive as usize, quantity: x.quantity });
        }
        for x in &plan.dispositions {
            let found = (kinds.get(&x.class), sites.get(&x.site), Method::from_key(&x.method));
            named(
                fits(x.period) && x.quantity >= 0.0 && x.quantity.is_finite(),
                &format!("disposition at {} in week {}", x.site, x.period),
            );
            match found {
                (Some(&kind), Some(&site), Some(method)) if fits(x.period) => {
                    l.gone.push(Gone { kind, site, method, period: x.period as usize, quantity: x.quantity });
                }
                _ => named(false, &format!("disposition at {} in week {}", x.site, x.period)),
            }
        }
        for x in &plan.sites {
            let found = sites.get(&x.id);
            named(found.is_some(), &format!("site {}", x.id));
            if let (Some(&site), Some(t)) = (found, x.closes_period) {
                l.closes[site.index()] = t as usize;
                named(
                    x.closes_on == Some(m.calendar.last_day(Period(t.min(last)))),
                    &format!("closing date of {}", x.id),
                );
            }
        }
        for x in &plan.lifts {
            let found = routes.get(&x.route).filter(|_| fits(x.period) && x.lifts >= 0.0);
            named(found.is_some(), &format!("lifts on {} in week {}", x.route, x.period));
            if let Some(r) = found {
                l.lifts[r.index()][x.period as usize] += x.lifts;
            }
        }
        for x in &plan.fleets {
            let found = fleets.get(&x.fleet).filter(|_| fits(x.period));
            named(found.is_some(), &format!("fleet {} in week {}", x.fleet, x.period));
            if let Some(f) = found {
                l.share[f.index()][x.period as usize] = x.share;
            }
        }
        for x in &plan.air_links {
            let found = m.air_links.iter().position(|k| k.key == x.link).filter(|_| fits(x.period));
            named(found.is_some(), &format!("air link {} in week {}", x.link, x.period));
            if let Some(k) = found {
                l.flights[k][x.period as usize] += x.flights;
            }
        }
        l.count(m);
        l
    }

    fn count(&mut self, m: &Mission) {
        self.stock = vec![vec![vec![0.0; self.end + 1]; m.sites.len()]; m.kinds.len()];
        for (k, by_site) in self.stock.iter_mut().enumerate() {
            for (s, series) in by_site.iter_mut().enumerate() {
                let mut now = m.initial(KindId::from_index(k), SiteId::from_index(s));
                for (t, value) in series.iter_mut().enumerate() {
                    for x in self.moves.iter().filter(|x| x.kind.index() == k) {
                        if x.start == t && m.routes[x.route].from.index() == s {
                            now -= x.quantity;
                        }
                        if x.arrive == t && m.routes[x.route].to == Node::Site(SiteId::from_index(s)) {
                            now += x.quantity;
                        }
                    }
                    let here = self.gone.iter().filter(|x| x.kind.index() == k && x.site.index() == s && x.period == t);
                    now -= here.map(|x| x.quantity).sum::<f64>();
                    *value = now;
                }
            }
        }
    }

    /// Open at the end of a period.
    pub(super) fn open(&self, site: SiteId, t: usize) -> f64 {
        f64::from(u8::from(t < self.closes[site.index()]))
    }

    /// Stock of the kinds that pass `keep`.
    pub(super) fn sum(&self, m: &Mission, site: SiteId, t: usize, keep: impl Fn(&crate::mission::Kind) -> bool) -> f64 {
        m.kinds.iter().filter(|(_, k)| keep(k)).map(|(k, _)| self.stock[k.index()][site.index()][t]).sum()
    }
}
