//! The planner in the loop: every few weeks the real optimiser plans anew from the state reached.
//!
//! A forecast (the catch-up replay of the world as a planner would believe it to go on) gives closing dates that can be kept. With
//! closings given the rest is a linear program: solved for those dates, and for dates moved back towards the old plan's as far as
//! that has a solution; the cheapest is followed. No clock is asked, so that the same world gives the same plans.

use std::borrow::Cow;

use crate::id::{ExitId, FleetId, Id};
use crate::mission::{Fleet, Kind, Mission, Objective, Period, State, Tranche, UnitsOut};
use crate::optimise::{Fixed, Options, fixed};
use crate::plan::accounts::{Stocks, spent};
use crate::simulate::Policy;
use crate::simulate::orders::Orders;
use crate::simulate::replay::Run;
use crate::simulate::replay::closures::Choice;
use crate::simulate::replay::outcome::lost;
use crate::tolerance::{DIVISOR, REPLAY_EMPTY};
use crate::units::{Days, Loads, Persons, Usd};

/// Programs solved for one replan at most, besides those that look for closings that can be kept at all.
const PROGRAMS: usize = 5;
/// By how many weeks the forecast's closings may have to be put off.
const LATER: i64 = 2;

impl Run<'_> {
    /// Plans anew at the end of period `t`, if the old plan is not on time any more; keeps the old one if no plan is found that costs
    /// less than catching up is expected to.
    pub(super) fn replan(&mut self, t: usize) {
        if !self.orders.complete || t >= self.g.last() {
            return;
        }
        let believed = self.w.believed(&self.g.m, t);
        let mut ahead = Run { w: &believed, ..self.clone() };
        let finish = ahead.follow(t + 1, Policy::CatchUp);
        let on_time = ahead.closes.iter().zip(&self.orders.closes).all(|(a, b)| a.map(|x| x as usize) <= *b);
        if on_time && self.behind.iter().all(|q| *q == 0.0) {
            return;
        }
        self.replans += 1;
        let expected = ahead.economic(ahead.accounts_end(finish)) - self.economic(t as u32);
        let found = finish.and_then(|finish| self.search(t, finish as usize, &ahead));
        match found.filter(|f| f.value < expected) {
            Some(found) => self.adopt(t, &found),
            None => self.refused += 1,
        }
    }

    /// Spending and equipment lost until the end of a period, dollars at the prices of the plan.
    fn economic(&self, until: u32) -> f64 {
        let m = &self.g.m;
        let d = self.decisions(Period(until));
        spent(m, &d, &Stocks::of(m, &d))
            + d.disposals.iter().map(|x| x.quantity * lost(m, x.kind, x.method)).sum::<f64>()
    }

    /// The cheapest of a few sets of closings: the forecast's, or a little later where rounding makes them impossible, or moved
    /// towards the old plan's.
    fn search(&self, t: usize, finish: usize, ahead: &Run) -> Option<Fixed> {
        let latest = finish.max(self.g.deadline).max(self.orders.last) + LATER as usize;
        let last = Period(latest.min(self.g.last()) as u32);
        let m = self.what_is_left(t, last, ahead);
        let choice = Choice::new(self, t, ahead, &m);
        let options = Options { threads: 1, ..Options::default() };
        let solve = |earlier: i64| {
            let end = Period(m.calendar.periods);
            fixed(&m, &options, &choice.earlier(earlier), end, Objective::EconomicCost, Some(0.0)).ok().flatten()
        };
        let (mut low, mut best) = (0..=LATER).find_map(|later| solve(-later).map(|f| (-later, f)))?;
        // Bisection: the more weeks earlier, the cheaper, until no plan can keep the dates.
        let most = choice.most();
        let (mut high, mut tried) = (most + 1, 0);
        while high - low > 1 && tried < PROGRAMS {
            let middle = if tried == 0 { most } else { i64::midpoint(low, high) };
            tried += 1;
            match solve(middle) {
                Some(found) => {
                    low = middle;
                    if found.value < best.value {
                        best = found;
                    }
                }
                None => high = middle,
            }
        }
        Some(best)
    }

    /// The mission that is left, with the capacities that a planner would count on.
    fn what_is_left(&self, t: usize, last: Period, ahead: &Run) -> Mission {
        let m = &self.g.m;
        let mut rest = m.remaining(Period(t as u32), last, &self.state(t));
        for (id, r) in rest.routes.iter_mut() {
            let fleet = &m.fleets[r.fleet];
            for u in 1..r.max_lifts.len() {
                let open = ahead.w.open[id.index()][t + u];
                if open < 1.0 {
                    let by_fleet = fleet.days[t + u].get() / fleet.out_days(r.cycle[u], 0).max(DIVISOR);
                    r.max_lifts[u] = r.max_lifts[u].min(by_fleet) * open;
                }
            }
        }
        for (id, s) in rest.sites.iter_mut() {
            for u in 1..s.handling.len() {
                s.handling[u] = s.handling[u] * ahead.w.handling[id.index()][t + u].0;
            }
            if self.left[id.index()] {
                s.cleanup = 0;
            }
            // A guard that is too small already, or short by rounding, is what the new plan begins with.
            let at = |keep: fn(&Kind) -> bool| -> f64 {
                m.kinds.iter().filter(|(_, k)| keep(k)).map(|(k, _)| self.stock[id.index()][k.index()]).sum()
            };
            let (armed, cargo) = (at(Kind::is_armed), at(|k| !k.is_people()));
            s.guard.iter_mut().for_each(|g| *g = g.min(Persons(armed)));
            let unarmed = at(|k| k.is_people() && !k.is_armed());
            if unarmed > 0.0 {
                s.guard_per_person = s.guard_per_person.min(armed / unarmed);
            }
            if cargo > 0.0 {
                s.guard_per_load = s.guard_per_load.min(Persons(armed) / Loads(cargo));
            }
        }
        for (id, f) in rest.fleets.iter_mut() {
            let away = self.lost_days[id.index()].get(t + 1).map_or(0.0, |x| x.0);
            for u in 1..f.days.len() {
                f.days[u] = f.days[u] * ahead.w.fleets[id.index()][t + u].0;
            }
            f.days[1] = Days((f.days[1].get() - away).max(0.0));
        }
        for (id, x) in rest.exits.iter_mut() {
            for u in 1..x.people.len() {
                let share = ahead.w.exits[id.index()][t + u];
                if share != 1.0 {
                    (x.people[u], x.loads[u]) = (x.people[u] * share, x.loads[u] * share);
                }
            }
        }
        // Prices have drifted: the dollars that are left buy so much less.
        for Tranche { amount, .. } in rest.budget.tranches.iter_mut().flatten() {
            *amount = Usd(amount.get() / self.w.price);
        }
        rest
    }

    fn state(&self, t: usize) -> State {
        let m = &self.g.m;
        let mut holdings = Vec::new();
        for (site, _) in m.sites.iter() {
            for (kind, _) in m.kinds.iter() {
                // What waits outside counts as there.
                let waiting = self.waiting.iter().filter(|(s, k, _)| (*s, *k) == (site, kind));
                let q = self.stock[site.index()][kind.index()] + waiting.map(|x| x.2).sum::<f64>();
                if q > REPLAY_EMPTY {
                    holdings.push((site, kind, q));
                }
            }
        }
        let mut coming = Vec::new();
        for (at, list) in self.arriving.iter().enumerate().skip(t + 1) {
            let on_the_way = list.iter().filter(|(_, _, q)| *q > REPLAY_EMPTY);
            coming.extend(on_the_way.map(|(site, kind, q)| (*site, *kind, Period(at as u32), *q)));
        }
        let out = m.fleets.ids().map(|id| self.still_out(id, t)).collect();
        let mut arriving = Vec::new();
        for (exit, taken) in self.taken.iter().enumerate() {
            for (people, by_week) in taken.iter().enumerate() {
                let later = by_week.iter().enumerate().skip(t + 1).filter(|(_, q)| **q > 0.0);
                arriving.extend(
                    later.map(|(at, q)| (ExitId::from_index(exit).index(), Period(at as u32), people == 1, *q)),
                );
            }
        }
        let d = self.decisions(Period(t as u32));
        let nominal = spent(m, &d, &Stocks::of(m, &d));
        State {
            holdings,
            coming,
            prepared: self.prepared.clone(),
            out,
            closed: self.closes.iter().map(Option::is_some).collect(),
            present: m.fleets.iter().map(|(id, f)| self.present(id, f, t)).collect(),
            disposed: self.disposals.iter().map(|x| (x.kind, x.method, x.site, x.quantity)).collect(),
            arriving,
            spent: Usd(nominal * self.w.price),
        }
    }

    /// Units of a fleet that are out at the end of a week, those of before the start among them.
    fn still_out(&self, id: FleetId, t: usize) -> Vec<UnitsOut> {
        let (m, length, now) = (&self.g.m, self.g.m.calendar.period_days, Period(t as u32));
        let fleet = &m.fleets[id];
        let past = f64::from(length) * t as f64;
        let before = fleet.out.iter().map(|x| UnitsOut { units: x.units, back: Days(x.back.get() - past) });
        let ours = self.lifts.iter().filter(|l| m.routes[l.route].fleet == id && l.period <= now);
        let ours = ours.filter_map(|l| {
            let cycle = m.routes[l.route].cycle[l.period.at()];
            fleet.still_out(l.lifts, cycle, l.period, now, length)
        });
        before.filter(|x| x.back.get() > 0.0).chain(ours).collect()
    }

    /// Share of a fleet that a new plan can count on after week `t`: no more than it has crew for. Fleets of one base share what is
    /// there in proportion.
    fn present(&self, id: FleetId, fleet: &Fleet, t: usize) -> f64 {
        let share = self.fleet_share[id.index()][t];
        let out = self.out_share(id, t + 1, None);
        let Some(base) = fleet.base.filter(|_| fleet.crew.get() > 0.0) else { return share };
        let based = self.g.m.fleets.iter().filter(|(_, f)| f.base == Some(base));
        let crews: f64 = based.map(|(f, x)| x.crew.get() * self.fleet_share[f.index()][t]).sum();
        if crews > 0.0 { (share * (self.crews_there(base, t) / crews).min(1.0)).max(out.min(share)) } else { share }
    }

    /// From now on the new plan is followed; what was late under the old one is part of it.
    fn adopt(&mut self, t: usize, found: &Fixed) {
        let mut orders = Orders::new(&self.g.m, &found.decisions, t, &self.g.urgency);
        for (i, c) in self.closes.iter().enumerate() {
            if let Some(c) = c {
                orders.closes[i] = Some(*c as usize);
            }
        }
        self.due = vec![0.0; orders.pairs.len()];
        self.behind = vec![0.0; orders.pairs.len()];
        self.carried = vec![0.0; orders.pairs.len()];
        self.owed = vec![0.0; orders.tasks.len()];
        self.pulled.fill(false);
        self.orders = Cow::Owned(orders);
        self.away_before.clone_from(&self.away);
        // What is on the way counts as there for the planner: its first weeks are not to the letter.
        self.on_plan = false;
    }
}
