//! A week in which everything that is due can go at once: tried before anything is sent, so that people who relieve each other in the
//! same week do not wait for each other.

use std::borrow::Cow;

use crate::id::Id;
use crate::mission::{Kind, Node, Period};
use crate::simulate::replay::Run;
use crate::simulate::replay::capacity::Week;
use crate::tolerance::{REPLAY_EMPTY, REPLAY_NOISE};
use crate::units::Loads;

impl Run<'_> {
    /// Sends all that is due, if all of it has room and every site keeps the guard, the crews and the packers that it then needs;
    /// false, and nothing sent, if not.
    pub(super) fn send_together(&mut self, t: usize, week: &mut Week) -> bool {
        let Some(emptied) = self.all_goes(t, week) else { return false };
        if emptied.contains(&true) {
            // Whoever leaves a site empty leaves it without a guard: it has to close now, and its clean-up may not be done.
            let (mut then, mut so_far) = (self.clone(), week.clone());
            then.send_all(t, &mut so_far);
            let may = then.may_close(t, &then.reach(t).inbound, Some(&so_far));
            if self.g.m.sites.ids().any(|s| emptied[s.index()] && (!may[s.index()] || then.waits(s, &may))) {
                return false;
            }
        }
        self.send_all(t, week);
        true
    }

    fn send_all(&mut self, t: usize, week: &mut Week) {
        for i in 0..self.orders.pairs.len() {
            self.send(i, t, f64::INFINITY, week);
            self.behind[i] = super::late(self.due[i]);
        }
    }

    /// Whether all that is due has room and leaves every site what it needs; if so, by site: nobody and nothing is left there, though it
    /// was not closed.
    fn all_goes(&self, t: usize, week: &Week) -> Option<Vec<bool>> {
        let m = &self.g.m;
        if self.owed.iter().any(|q| *q > REPLAY_EMPTY) {
            return None;
        }
        let mut week = week.clone();
        let mut stock = self.stock.clone();
        let mut coming = vec![vec![0.0; m.kinds.len()]; m.sites.len()];
        self.arriving[t].iter().for_each(|(s, k, q)| coming[s.index()][k.index()] += q);
        for (i, p) in self.orders.pairs.iter().enumerate().filter(|(i, _)| self.due[*i] > REPLAY_NOISE / 10.0) {
            let (r, k, due) = (&m.routes[p.route], &m.kinds[p.kind], self.due[i]);
            let here = &mut stock[r.from.index()][p.kind.index()];
            if *here < due - REPLAY_EMPTY || self.room(i, t, &week).0 < due - REPLAY_EMPTY {
                return None;
            }
            *here -= due;
            week.load(m, p.route, p.kind, due, t);
            if !k.is_people() {
                week.handled[r.from.index()] += due;
            }
            let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
            match r.to {
                Node::Exit(x) => week.tried.push((x, arrive, k.is_people(), due)),
                Node::Site(s) if arrive == t => coming[s.index()][p.kind.index()] += due,
                Node::Site(_) => {}
            }
        }
        let mut emptied = vec![false; m.sites.len()];
        let kept = m.sites.ids().all(|site| {
            let i = site.index();
            let at_end = |keep: fn(&Kind) -> bool| -> f64 {
                m.kinds.iter().filter(|(_, k)| keep(k)).map(|(k, _)| stock[i][k.index()] + coming[i][k.index()]).sum()
            };
            let (armed, cargo) = (at_end(Kind::is_armed), at_end(|k| !k.is_people()));
            let leaves = self.orders.closes[i].is_some_and(|c| c <= t)
                && cargo < REPLAY_EMPTY
                && at_end(Kind::is_people) < REPLAY_EMPTY;
            // Its air link goes on as long as it is overdue, and so do the crews of the link's fleet, wherever they are.
            let overdue = self.orders.closes[i].is_some_and(|c| c <= t)
                && m.air_links.iter().any(|l| l.site == site && t < l.until.at());
            let s = &m.sites[site];
            let needed = (s.guard_at(Period(t as u32)).get() + self.crews_if(site, t, Some(&week), |_| false))
                .max((s.guard_per_load * Loads(cargo)).get())
                .max(s.guard_per_person * at_end(|k| k.is_people() && !k.is_armed()));
            emptied[i] = leaves && self.closes[i].is_none();
            self.closes[i].is_some() || leaves || (!overdue && armed >= needed - REPLAY_EMPTY)
        });
        kept.then_some(emptied)
    }

    /// What was lost on the way, or in a site left in a hurry, does not come any more: what is due of it, beyond all that is there
    /// or still ordered to come, is not late.
    pub(super) fn forget_lost(&mut self, t: usize) {
        let m = &self.g.m;
        let orders = std::mem::replace(&mut self.orders, Cow::Borrowed(&self.g.orders));
        for stop in &orders.stops {
            let (site, kind) = (stop.site, stop.kind);
            let due: f64 = stop.outbound.iter().map(|i| self.due[*i]).sum::<f64>()
                + stop.tasks.iter().map(|i| self.owed[*i]).sum::<f64>();
            let here = self.stock[site.index()][kind.index()];
            if due <= here + REPLAY_EMPTY {
                continue;
            }
            let later = |i: &usize| {
                let p = &orders.pairs[*i];
                if self.pulled[m.routes[p.route].from.index()] { 0.0 } else { p.later[t] }
            };
            let owed_later = |i: &usize| -> f64 {
                if self.pulled[site.index()] { 0.0 } else { orders.tasks[*i].quantity[t + 1..].iter().sum() }
            };
            let wanted =
                due + stop.outbound.iter().map(later).sum::<f64>() + stop.tasks.iter().map(owed_later).sum::<f64>();
            let moving = self.arriving.iter().flatten().chain(&self.waiting);
            let moving: f64 = moving.filter(|(s, k, _)| *s == site && *k == kind).map(|x| x.2).sum();
            let ordered: f64 = stop.inbound.iter().map(|i| self.due[*i] + later(i)).sum();
            let mut lost = (wanted - here - moving - ordered).min(due - here).max(0.0);
            for i in &stop.outbound {
                let cut = lost.min(self.due[*i]);
                self.due[*i] -= cut;
                lost -= cut;
            }
            for i in &stop.tasks {
                let cut = lost.min(self.owed[*i]);
                self.owed[*i] -= cut;
                lost -= cut;
            }
        }
        self.orders = orders;
    }
}
