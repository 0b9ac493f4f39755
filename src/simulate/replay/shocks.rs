//! What the world does to what moves and to who stays: attacks, lost fleet days, sites left in a hurry.

use crate::id::{Id, RouteId, SiteId};
use crate::mission::{Method, Node, Period};
use crate::plan::decisions::{Disposal, Lifts};
use crate::simulate::replay::Run;
use crate::tolerance::REPLAY_NOISE;

impl Run<'_> {
    /// Lifts go, some are attacked.
    pub(super) fn drive(&mut self, t: usize, lifts: &[f64]) {
        let m = &self.g.m;
        for (route, lifts) in lifts.iter().copied().enumerate().filter(|(_, n)| *n > 0.0) {
            let id = RouteId::from_index(route);
            self.lifts.push(Lifts { route: id, period: Period(t as u32), lifts });
            self.casualties += self.w.expected_casualties(m, id, t, lifts);
            for (process, attack) in self.w.attacks(m, id, t, lifts) {
                self.attacks += 1.0;
                self.casualties += attack.casualties;
                self.lose(id, t, attack.loss / lifts.max(1.0));
                if let Some(lost) = self.lost_days[m.routes[id].fleet.index()].get_mut(t + 1) {
                    *lost = (lost.0 + attack.delay, lost.1.or(Some(process)));
                }
            }
        }
    }

    /// A share of what the route's lifts carry this week is destroyed on the way.
    fn lose(&mut self, route: RouteId, t: usize, share: f64) {
        let m = &self.g.m;
        let r = &m.routes[route];
        let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
        let this_week = self.flows.iter_mut().rev().take_while(|f| f.period.at() == t);
        for f in this_week.filter(|f| f.route == route && !m.kinds[f.kind].is_people()) {
            let lost = f.quantity * share.min(1.0);
            if lost <= REPLAY_NOISE {
                continue;
            }
            f.quantity -= lost;
            // What was to arrive does not: the plan cannot be followed to the letter any more.
            self.on_plan = false;
            match r.to {
                Node::Site(to) => {
                    let mut on_the_way = self.arriving[arrive].iter_mut();
                    if let Some(found) = on_the_way.find(|(s, k, q)| *s == to && *k == f.kind && *q >= lost) {
                        found.2 -= lost;
                    }
                }
                Node::Exit(x) => self.taken[x.index()][0][arrive] -= lost,
            }
            let period = f.period;
            self.disposals.push(Disposal {
                kind: f.kind,
                site: r.from,
                method: Method::Abandon,
                period,
                quantity: lost,
                contingent: None,
            });
        }
    }

    /// Fighting is near: a share of the loads is lost at once; if nothing more comes to the site, all that is left there falls due
    /// now and it closes without clean-up as soon as it is empty.
    pub(super) fn leave_in_a_hurry(&mut self, t: usize) {
        for site in self.g.m.sites.ids() {
            let Some((share, process)) = self.w.left[site.index()][t] else { continue };
            if self.closes[site.index()].is_some() {
                continue;
            }
            for kind in self.g.m.kinds.ids().filter(|k| !self.g.m.kinds[*k].is_people()) {
                let lost = self.stock[site.index()][kind.index()] * share;
                if lost > REPLAY_NOISE {
                    self.discard(site, kind, Method::Abandon, t, lost);
                }
            }
            self.blame(Some(process), || self.g.m.sites[site].key.clone(), t, "left in a hurry");
            if self.orders.closes[site.index()].is_some() && !self.reach(t - 1).inbound[site.index()] {
                self.pull(site, t);
            }
        }
    }

    /// All orders of a site fall due at once.
    fn pull(&mut self, site: SiteId, t: usize) {
        for (i, p) in self.orders.pairs.iter().enumerate() {
            if self.g.m.routes[p.route].from == site && !self.pulled[site.index()] {
                self.due[i] += p.later[t - 1];
            }
        }
        for (i, k) in self.orders.tasks.iter().enumerate().filter(|(_, k)| k.site == site) {
            if !self.pulled[site.index()] {
                self.owed[i] += k.quantity[t..].iter().sum::<f64>();
            }
        }
        self.pulled[site.index()] = true;
        self.left[site.index()] = true;
    }
}
