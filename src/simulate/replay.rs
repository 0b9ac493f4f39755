//! One replay of a plan in one world, week by week: what is due goes as far as routes, fleets, handling, sites and exits allow; what
//! is late goes as soon as they have room, people first, then sensitive loads, then by value.
//!
//! What happened is written down as decisions of its own and booked by the very accounts of plans: without disruption the plan's
//! own costs come out.

mod as_planned;
mod capacity;
mod closing;
mod closures;
mod fleets;
mod guard;
mod outcome;
mod replan;
mod send;
mod shocks;
mod together;

use std::borrow::Cow;

use crate::id::{Id, KindId, SiteId};
use crate::mission::{Fleet, Method, Period, Route};
use crate::plan::decisions::{Disposal, Flow, Lifts, LinkFlights};
use crate::simulate::context::Replayable;
use crate::simulate::orders::Orders;
use crate::simulate::world::World;
use crate::simulate::{Breakdown, Policy};
use crate::tolerance::{NONE_LEFT, REPLAY_EMPTY, REPLAY_LIFTS, REPLAY_NOISE};

use capacity::{HALF, Week};
pub use outcome::Course;

/// A replay under way.
#[derive(Clone)]
pub(super) struct Run<'r> {
    g: &'r Replayable<'r>,
    w: &'r World<'r, 'r>,
    orders: Cow<'r, Orders>,
    /// Everything so far went as the plan says.
    on_plan: bool,
    /// `stock[site][kind]`.
    stock: Vec<Vec<f64>>,
    /// By period of arrival: what reaches a site at its end.
    arriving: Vec<Vec<(SiteId, KindId, f64)>>,
    /// Arrived where beds or yard had no room: outside, until they have.
    waiting: Vec<(SiteId, KindId, f64)>,
    /// By pair of the orders: what should have gone by now.
    due: Vec<f64>,
    /// By pair: what of it was late when the week began.
    carried: Vec<f64>,
    /// By pair: what of it is late.
    behind: Vec<f64>,
    /// By task of the orders.
    owed: Vec<f64>,
    /// `taken[exit][of people][t]`: what reaches an exit.
    taken: Vec<[Vec<f64>; 2]>,
    /// `fleet_share[fleet][t]`.
    fleet_share: Vec<Vec<f64>>,
    /// `away[fleet][t]`: days of lifts that began in an earlier week and are still out.
    away: Vec<Vec<f64>>,
    /// The same as it was when the orders were given.
    away_before: Vec<Vec<f64>>,
    /// `held[fleet][t]`: whole lifts that are still out when the week begins.
    held: Vec<Vec<f64>>,
    /// By route of a fleet with whole lifts: what its limit, or the open part of its weeks, has left over.
    tokens: Vec<Option<f64>>,
    /// Loads packed and cleared that wait at a site.
    prepared: Vec<f64>,
    /// `lost_days[fleet][t]`: fleet days lost to attacks, and the process of the first.
    lost_days: Vec<Vec<(f64, Option<usize>)>>,
    closes: Vec<Option<u32>>,
    /// Sites left in a hurry: no clean-up.
    left: Vec<bool>,
    /// Of those, the sites whose orders all fell due at once.
    pulled: Vec<bool>,
    /// Sites whose last guard leaves in waves.
    thin: Vec<bool>,
    thin_weeks: u32,
    last_cargo: Vec<Option<usize>>,
    last_arrival: usize,
    flows: Vec<Flow>,
    lifts: Vec<Lifts>,
    links: Vec<LinkFlights>,
    disposals: Vec<Disposal>,
    casualties: f64,
    attacks: f64,
    failure: Option<Breakdown>,
    replans: u32,
    refused: u32,
}

impl<'r> Run<'r> {
    /// A replay from the start.
    pub(super) fn new(g: &'r Replayable<'r>, w: &'r World<'r, 'r>) -> Self {
        let m = &g.m;
        let mut stock = vec![vec![0.0; m.kinds.len()]; m.sites.len()];
        let n = m.calendar.periods as usize + 1;
        let mut arriving = vec![Vec::new(); n];
        for u in m.units.values() {
            match arriving.get_mut(u.arrives.at()) {
                Some(list) if u.arrives > Period::START => list.push((u.site, u.kind, u.quantity)),
                _ => stock[u.site.index()][u.kind.index()] += u.quantity,
            }
        }
        let length = m.calendar.period_days;
        let by_period = |of: &dyn Fn(&Fleet, Period) -> f64| -> Vec<Vec<f64>> {
            m.fleets
                .values()
                .map(|f| (0..n).map(|t| if t == 0 { 0.0 } else { of(f, Period(t as u32)) }).collect())
                .collect()
        };
        let orders = Cow::Borrowed(&g.orders);
        Self {
            g,
            w,
            stock,
            arriving,
            waiting: Vec::new(),
            due: vec![0.0; orders.pairs.len()],
            carried: vec![0.0; orders.pairs.len()],
            behind: vec![0.0; orders.pairs.len()],
            owed: vec![0.0; orders.tasks.len()],
            orders,
            on_plan: true,
            taken: m.exits.ids().map(|_| [vec![0.0; n], vec![0.0; n]]).collect(),
            fleet_share: m.fleets.values().map(|f| [vec![f.present], vec![0.0; n - 1]].concat()).collect(),
            away: by_period(&|f, t| f.days_out(t, length)),
            away_before: by_period(&|f, t| f.days_out(t, length)),
            held: by_period(&|f, t| f.units_out(t, length)),
            tokens: m.routes.values().map(|r| full_bucket(r, &m.fleets[r.fleet])).collect(),
            prepared: m.sites.values().map(|s| s.prepared.get()).collect(),
            lost_days: vec![vec![(0.0, None); n]; m.fleets.len()],
            closes: m.sites.values().map(|s| s.closed.then_some(0)).collect(),
            left: vec![false; m.sites.len()],
            pulled: vec![false; m.sites.len()],
            thin: vec![false; m.sites.len()],
            thin_weeks: 0,
            last_cargo: vec![None; m.sites.len()],
            last_arrival: 0,
            flows: Vec::new(),
            lifts: Vec::new(),
            links: Vec::new(),
            disposals: Vec::new(),
            casualties: 0.0,
            attacks: 0.0,
            failure: None,
            replans: 0,
            refused: 0,
        }
    }

    /// Follows the orders from period `from` to the end; the period in which everything was out and closed.
    pub(super) fn follow(&mut self, from: usize, policy: Policy) -> Option<u32> {
        let last = self.g.last();
        for t in from..=last {
            self.week(t);
            if self.is_over() {
                let finished = Some(t.max(self.last_arrival)).filter(|f| *f <= last);
                self.come_home(t, finished.unwrap_or(last));
                return finished.map(|f| f as u32);
            }
            match policy {
                Policy::Replan { every } if t.is_multiple_of(every as usize) => self.replan(t),
                _ => {}
            }
        }
        None
    }

    /// Nobody and nothing is left in the mission's sites or on the way to one.
    fn is_over(&self) -> bool {
        self.closes.iter().all(Option::is_some)
            && self.waiting.is_empty()
            && self.arriving.iter().all(Vec::is_empty)
            && self.stock.iter().flatten().all(|q| *q < if self.on_plan { NONE_LEFT } else { REPLAY_EMPTY })
    }

    fn week(&mut self, t: usize) {
        let mut week = Week::new(&self.g.m);
        self.prepare(t, &mut week);
        if self.on_plan && self.carry_out(t) {
            self.carry_plan_over(t, &mut week);
            return;
        }
        self.on_plan = false;
        self.leave_in_a_hurry(t);
        self.fall_due(t);
        self.keep_fleets(t, &mut week);
        self.dispose(t, &mut week);
        if !self.send_together(t, &mut week) {
            self.dispatch(t, &mut week);
        }
        let lifts = self.booked(t, &week);
        self.drive(t, &lifts);
        self.carry_over(t, &week);
        self.arrive(t);
        self.close(t);
    }

    /// One after the other: people who may go, cargo, then those who had to wait for the cargo, then what is late by other ways.
    fn dispatch(&mut self, t: usize, week: &mut Week) {
        self.release(t, week);
        for i in 0..self.orders.pairs.len() {
            if !self.is_people(i) {
                self.send(i, t, f64::INFINITY, week);
                self.behind[i] = late(self.due[i]);
            }
        }
        let leaving = self.relieve(t, week);
        self.divert_all(t, &leaving, week);
    }

    /// Lifts of the week. On time the plan's own figure is booked: its rounding is not a difference. Never less than what the loads
    /// need, and no more than rounding above, for other routes may have used the fleet's days.
    fn booked(&self, t: usize, week: &Week) -> Vec<f64> {
        let of = |(route, needed): (usize, &f64)| {
            let planned = self.orders.lifts[route][t];
            let as_planned = *needed > 0.0 && planned - needed < REPLAY_LIFTS * (1.0 + planned);
            if as_planned { planned.max(*needed) } else { *needed }
        };
        week.lifts.iter().enumerate().map(of).collect()
    }

    fn is_people(&self, pair: usize) -> bool {
        self.g.m.kinds[self.orders.pairs[pair].kind].is_people()
    }

    /// This week's orders are added to what is late.
    fn fall_due(&mut self, t: usize) {
        for (i, p) in self.orders.pairs.iter().enumerate() {
            self.behind[i] = late(self.due[i]);
            self.carried[i] = self.behind[i];
            if !self.pulled[self.g.m.routes[p.route].from.index()] {
                self.due[i] += p.flow[t];
            }
        }
        for (i, k) in self.orders.tasks.iter().enumerate() {
            if !self.pulled[k.site.index()] {
                self.owed[i] += k.quantity[t];
            }
        }
        self.forget_lost(t);
    }

    fn dispose(&mut self, t: usize, week: &mut Week) {
        for i in 0..self.owed.len() {
            let k = &self.orders.tasks[i];
            let (site, kind, method) = (k.site, k.kind, k.method);
            let here = self.stock[site.index()][kind.index()];
            let mut q = self.owed[i].min(here);
            if method != Method::Abandon {
                q = q.min(week.handling_left(site));
                week.handled[site.index()] += q.max(0.0);
            }
            if q > REPLAY_NOISE / 10.0 {
                self.owed[i] -= q;
                self.discard(site, kind, method, t, q);
            }
        }
    }

    /// Loads at a site are disposed of.
    fn discard(&mut self, site: SiteId, kind: KindId, method: Method, t: usize, quantity: f64) {
        self.stock[site.index()][kind.index()] -= quantity;
        if quantity > REPLAY_EMPTY {
            self.last_cargo[site.index()] = Some(t);
        }
        self.disposals.push(Disposal { kind, site, method, period: Period(t as u32), quantity, contingent: None });
    }
}

/// What waits of a limit of whole lifts at the start: a limit that is no whole number begins with a full bucket, as in the plan.
fn full_bucket(r: &Route, fleet: &Fleet) -> Option<f64> {
    let part = (1..r.max_lifts.len()).any(|t| r.bucket(Period(t as u32), fleet).is_some());
    fleet.whole.then_some(if part { f64::INFINITY } else { HALF })
}

/// What counts as late: rounding does not.
fn late(due: f64) -> f64 {
    if due > REPLAY_EMPTY { due } else { 0.0 }
}
