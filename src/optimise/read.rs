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

/// The point that its decisions describe: no lift leaves with nobody and nothing on it. What is said of a plan is said of this one.
pub(super) fn as_decided(f: &Formulation, x: &[f64]) -> Vec<f64> {
    let mut decided = x.to_vec();
    for (route, t, col) in f.vars.all_lifts() {
        decided[col.index()] = f.lifts_needed(x, route, t, true);
    }
    f.book(&mut decided);
    decided
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mission::Objective;
    use crate::scenario;

    /// A search that is over before it has taken empty lifts out of its plan leaves them in the point; nobody sees them in the plan.
    #[test]
    fn what_is_said_of_a_plan_is_said_of_the_lifts_in_it() {
        let text = scenario::starter().replace("seats = 150\n", "seats = 150\nper_lift = 1000\n");
        let m = scenario::load_str(&text, &scenario::Overrides::default()).expect("sound").mission;
        let f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
        let mut x = vec![0.0; f.program.columns().len()];
        let flights = f.vars.all_lifts().filter(|(r, ..)| m.routes[*r].key == "hub-home");
        let flights: Vec<_> = flights.map(|(_, t, col)| (t, col.index())).collect();
        let (t, with_people) = flights[3];
        let arc = f.expansion.arcs.iter().position(|a| m.routes[a.route].key == "hub-home" && a.start == t);
        x[f.vars.flow[arc.expect("people may fly then")].index()] = 151.0;
        x[with_people] = 3.0;
        x[flights[4].1] = 2.0;
        f.book(&mut x);
        let decided = as_decided(&f, &x);
        assert_eq!((decided[with_people], decided[flights[4].1]), (2.0, 0.0));
        let lifts: f64 =
            decisions(&f, &x).lifts.iter().filter(|l| m.routes[l.route].key == "hub-home").map(|l| l.lifts).sum();
        assert_eq!(lifts, 2.0);
        let cost = |x: &[f64]| f.objective(Objective::EconomicCost).at(x);
        assert!((cost(&x) - cost(&decided) - 3000.0).abs() < 1e-6, "{} and {}", cost(&x), cost(&decided));
    }
}
