//! What is where at the end of each period, following the decisions.

use crate::id::{Id, KindId, SiteId};
use crate::mission::{Mission, Node, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::StockResult;
use crate::tolerance::NOISE;

/// Stocks by kind, site and period; and what left or is on the way.
#[derive(Debug, Clone)]
pub struct Stocks {
    /// `at[kind][site][t]`, t = 0..=W.
    at: Vec<Vec<Vec<f64>>>,
    /// `out[kind][t]`: arrived at exits by the end of t.
    out: Vec<Vec<f64>>,
    /// `way[kind][t]`: on the way at the end of t.
    way: Vec<Vec<f64>>,
}

impl Stocks {
    /// Follows the decisions from the start.
    pub fn of(m: &Mission, d: &Decisions) -> Self {
        let n = d.horizon.at() + 1;
        let mut change = vec![vec![vec![0.0; n]; m.sites.len()]; m.kinds.len()];
        let mut out = vec![vec![0.0; n]; m.kinds.len()];
        let mut way = vec![vec![0.0; n]; m.kinds.len()];
        for u in m.units.values() {
            let (k, arrives) = (u.kind.index(), u.arrives.at());
            (0..arrives.min(n)).for_each(|t| way[k][t] += u.quantity);
            if arrives < n {
                change[k][u.site.index()][arrives] += u.quantity;
            }
        }
        for f in &d.flows {
            let route = &m.routes[f.route];
            let (k, start) = (f.kind.index(), f.period.at());
            let arrive = start + route.transit(f.period, m.calendar.period_days) as usize;
            change[k][route.from.index()][start] -= f.quantity;
            for t in start..arrive.min(n) {
                way[k][t] += f.quantity;
            }
            if arrive < n {
                match route.to {
                    Node::Site(s) => change[k][s.index()][arrive] += f.quantity,
                    Node::Exit(_) => out[k][arrive] += f.quantity,
                }
            }
        }
        for x in &d.disposals {
            change[x.kind.index()][x.site.index()][x.period.at()] -= x.quantity;
        }
        for row in change.iter_mut().flatten().chain(out.iter_mut()) {
            for t in 1..n {
                row[t] += row[t - 1];
            }
            for v in row.iter_mut().filter(|v| v.abs() < NOISE * 10.0) {
                *v = 0.0;
            }
        }
        Self { at: change, out, way }
    }

    /// Stock of a kind at a site at the end of a period.
    pub fn at(&self, kind: KindId, site: SiteId, t: Period) -> f64 {
        self.at[kind.index()][site.index()][t.at()]
    }
    /// Arrived at exits by the end of a period.
    pub fn out(&self, kind: KindId, t: Period) -> f64 {
        self.out[kind.index()][t.at()]
    }
    /// On the way at the end of a period.
    pub fn on_the_way(&self, kind: KindId, t: Period) -> f64 {
        self.way[kind.index()][t.at()]
    }
    /// At all sites at the end of a period.
    pub fn in_sites(&self, kind: KindId, t: Period) -> f64 {
        self.at[kind.index()].iter().map(|site| site[t.at()]).sum()
    }

    /// People at a site at the end of a period.
    pub fn people_at(&self, m: &Mission, site: SiteId, t: Period) -> f64 {
        m.kinds.iter().filter(|(_, k)| k.is_people()).map(|(k, _)| self.at(k, site, t)).sum()
    }

    /// As written to `plan.json`.
    pub(super) fn results(&self, m: &Mission) -> Vec<StockResult> {
        let periods = self.at.first().and_then(|k| k.first()).map_or(0, Vec::len);
        let mut list = Vec::new();
        for t in (0..periods as u32).map(Period) {
            for (site, s) in m.sites.iter() {
                for (kind, k) in m.kinds.iter() {
                    let quantity = self.at(kind, site, t);
                    if quantity.abs() > NOISE {
                        list.push(StockResult { period: t.0, site: s.key.clone(), class: k.key.clone(), quantity });
                    }
                }
            }
        }
        list
    }
}
