//! One pair of route and kind goes as far as it can; what keeps it is blamed once.

use crate::id::Id;
use crate::mission::{Node, Period};
use crate::plan::decisions::Flow;
use crate::simulate::Breakdown;
use crate::simulate::replay::Run;
use crate::simulate::replay::capacity::Week;
use crate::tolerance::{REPLAY_EMPTY, REPLAY_NOISE, ROUNDING};

impl Run<'_> {
    /// As much of what is due as goes, at most `limit`.
    pub(super) fn send(&mut self, pair: usize, t: usize, limit: f64, week: &mut Week) {
        let (route, kind) = (self.orders.pairs[pair].route, self.orders.pairs[pair].kind);
        let m = &self.g.m;
        let r = &m.routes[route];
        let want = self.due[pair].min(self.stock[r.from.index()][kind.index()]).max(0.0);
        if want <= REPLAY_NOISE / 10.0 {
            return;
        }
        let (room, blame) = self.room(pair, t, week);
        if room < want * (1.0 - ROUNDING) - REPLAY_EMPTY {
            self.blame(blame, || r.key.clone(), t, "late");
        }
        let q = want.min(limit).min(room);
        if q <= REPLAY_NOISE / 10.0 {
            return;
        }
        self.due[pair] -= q;
        self.depart(pair, t, q, week);
    }

    /// So much of a pair leaves its site.
    pub(super) fn depart(&mut self, pair: usize, t: usize, q: f64, week: &mut Week) {
        let (route, kind) = (self.orders.pairs[pair].route, self.orders.pairs[pair].kind);
        let m = &self.g.m;
        let (r, k) = (&m.routes[route], &m.kinds[kind]);
        week.load(m, route, kind, q, t);
        self.stock[r.from.index()][kind.index()] -= q;
        if !k.is_people() {
            week.handled[r.from.index()] += q;
            if q > REPLAY_EMPTY {
                self.last_cargo[r.from.index()] = Some(t);
            }
        }
        let arrive = t + r.transit(Period(t as u32), m.calendar.period_days) as usize;
        self.last_arrival = self.last_arrival.max(arrive);
        match r.to {
            // What arrives after the last week of a plan that ends by design is not followed.
            Node::Site(s) => {
                if let Some(list) = self.arriving.get_mut(arrive) {
                    list.push((s, kind, q));
                }
            }
            Node::Exit(x) => {
                if let Some(taken) = self.taken[x.index()][usize::from(k.is_people())].get_mut(arrive) {
                    *taken += q;
                }
            }
        }
        self.flows.push(Flow { kind, route, period: Period(t as u32), quantity: q, contingent: None });
    }

    /// What was late when the week began takes what is left of the other ways out of its site, in the order of the file: to the same
    /// next place, or to any exit.
    pub(super) fn divert(&mut self, pair: usize, t: usize, limit: f64, week: &mut Week) {
        if self.carried[pair] <= REPLAY_NOISE {
            return;
        }
        let mut limit = limit;
        for i in 0..self.orders.pairs[pair].instead.len() {
            let other = self.orders.pairs[pair].instead[i];
            let site = self.g.m.routes[self.orders.pairs[pair].route].from.index();
            let here = self.stock[site][self.orders.pairs[pair].kind.index()];
            let want = self.due[pair].min(self.carried[pair]).min(here).min(limit);
            let q = want.min(self.room(other, t, week).0);
            if q > REPLAY_EMPTY {
                let own = self.due[other];
                self.due[pair] -= q;
                self.due[other] = q;
                self.send(other, t, q, week);
                limit -= q - self.due[other];
                // What did not go after all is due where it was.
                self.due[pair] += self.due[other];
                self.due[other] = own;
            }
        }
    }

    /// The first time that a process makes something go wrong.
    pub(super) fn blame(&mut self, process: Option<usize>, place: impl FnOnce() -> String, t: usize, what: &str) {
        if let (None, Some(i)) = (&self.failure, process) {
            let process = self.w.name(i).to_owned();
            self.failure = Some(Breakdown { process, place: place(), week: t as u32, what: what.to_owned() });
        }
    }
}
