//! From a solution back to decisions, by handle: classes become kinds again, in the order of the file.
//!
//! Must not know costs or how the solution was found.

use crate::expand::Expansion;
use crate::formulation::{Formulation, Open};
use crate::id::{ClassId, Id, KindId, SiteId};
use crate::mission::{Node, Period};
use crate::plan::decisions::{Decisions, Disposal, Flow, Lifts, LinkFlights};
use crate::tolerance::{NOISE, OPEN};

/// Reads a point of the formulation.
pub fn decisions(f: &Formulation, x: &[f64]) -> Decisions {
    read(f, x, true)
}

/// The same of a point whose lifts are fractions: an estimate, no plan.
pub(super) fn estimate(f: &Formulation, x: &[f64]) -> Decisions {
    read(f, x, false)
}

fn read(f: &Formulation, x: &[f64], whole: bool) -> Decisions {
    let (mut flows, mut disposals) = (Vec::new(), Vec::new());
    for class in f.expansion.classes.ids() {
        Replay::new(f, class).run(x, &mut flows, &mut disposals);
    }
    flows.sort_by_key(|m: &Flow| (m.period, m.route, m.kind, m.contingent));
    disposals.sort_by_key(|d: &Disposal| (d.period, d.site, d.kind, d.method, d.contingent));
    let mut lifts: Vec<Lifts> = f
        .vars
        .all_lifts()
        .map(|(route, period, _)| Lifts { route, period, lifts: f.lifts_needed(x, route, period, whole) })
        .filter(|l| l.lifts > NOISE)
        .collect();
    lifts.sort_by_key(|l| (l.period, l.route));
    let mut links = Vec::new();
    for t in f.expansion.periods() {
        for link in 0..f.mission.air_links.len() {
            let flights = f.vars.link(link, t).map_or(0.0, |c| x[c.index()]);
            if flights > NOISE {
                links.push(LinkFlights { link, period: t, flights });
            }
        }
    }
    let closes = f.mission.sites.ids().map(|s| closing(f, x, s)).collect();
    let fleets = f
        .mission
        .fleets
        .ids()
        .map(|id| {
            let mut least = f64::INFINITY;
            // Rounding noise must not let a share grow.
            let kept = f.expansion.periods().map(|t| {
                least = least.min(x[f.vars.fleet(id, t).index()]);
                if least < NOISE { 0.0 } else { least }
            });
            std::iter::once(0.0).chain(kept).collect()
        })
        .collect();
    Decisions { horizon: f.expansion.horizon, flows, lifts, disposals, closes, fleets, links }
}

/// The first period at whose end a site is closed.
pub(super) fn closing(f: &Formulation, x: &[f64], site: SiteId) -> Option<Period> {
    std::iter::once(Period::START).chain(f.expansion.periods()).find(|t| {
        let open = match f.vars.open(site, *t) {
            Open::Given(v) => v,
            Open::Decided(col) => x[col.index()],
        };
        open < OPEN
    })
}

/// Follows one class through the plan and hands out its flows to its kinds, first in the file first out.
struct Replay<'a> {
    f: &'a Formulation<'a>,
    class: ClassId,
    kinds: Vec<KindId>,
    /// By site, by kind.
    stock: Vec<Vec<f64>>,
    /// By arrival period: site, kind, quantity.
    arriving: Vec<Vec<(SiteId, usize, f64)>>,
}

impl<'a> Replay<'a> {
    fn new(f: &'a Formulation<'a>, class: ClassId) -> Self {
        let x: &Expansion = &f.expansion;
        let mut kinds: Vec<KindId> = x.classes[class].parts.iter().map(|p| p.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut stock = vec![vec![0.0; kinds.len()]; f.mission.sites.len()];
        let mut arriving = vec![Vec::new(); x.horizon.at() + 1];
        for p in &x.classes[class].parts {
            let k = kinds.binary_search(&p.kind).expect("invariant: kinds come from the parts");
            if p.arrives == Period::START {
                stock[p.site.index()][k] += p.quantity;
            } else if let Some(list) = arriving.get_mut(p.arrives.at()) {
                list.push((p.site, k, p.quantity));
            }
        }
        Self { f, class, kinds, stock, arriving }
    }

    fn run(mut self, x: &[f64], flows: &mut Vec<Flow>, disposals: &mut Vec<Disposal>) {
        let contingent = self.f.expansion.classes[self.class].contingent;
        for t in self.f.expansion.periods() {
            for site in self.f.mission.sites.ids() {
                for &i in self.f.vars.leaving(self.class, site, t) {
                    let arc = self.f.expansion.arcs[i];
                    for (k, quantity) in self.take(site, x[self.f.vars.flow[i].index()]) {
                        flows.push(Flow { kind: self.kinds[k], route: arc.route, period: t, quantity, contingent });
                        if let Node::Site(to) = arc.to {
                            self.arriving[arc.arrive.at()].push((to, k, quantity));
                        }
                    }
                }
                for &i in self.f.vars.disposals(self.class, site, t) {
                    let d = &self.f.vars.dispose[i];
                    let method = d.disposition.method;
                    for (k, quantity) in self.take(site, x[d.col.index()]) {
                        let kind = self.kinds[k];
                        disposals.push(Disposal { kind, site, method, period: t, quantity, contingent });
                    }
                }
            }
            for (site, k, quantity) in std::mem::take(&mut self.arriving[t.at()]) {
                self.stock[site.index()][k] += quantity;
            }
        }
    }

    /// Takes a quantity from a site, by kind; the last kind bears the rounding.
    fn take(&mut self, site: SiteId, quantity: f64) -> Vec<(usize, f64)> {
        let mut rest = if quantity > NOISE { quantity } else { 0.0 };
        let mut taken = Vec::new();
        let last = self.kinds.len() - 1;
        for (k, stock) in self.stock[site.index()].iter_mut().enumerate() {
            let q = if k == last { rest } else { rest.min(stock.max(0.0)) };
            if q > NOISE {
                *stock -= q;
                rest -= q;
                taken.push((k, q));
            }
        }
        taken
    }
}
