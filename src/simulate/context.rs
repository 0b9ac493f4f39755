//! What all replays of one plan share: the mission with its overtime, the hazards, the orders.

use crate::id::SiteId;
use crate::mission::Mission;
use crate::plan::decisions::Decisions;
use crate::scenario::risk::Process;
use crate::simulate::OVERTIME;
use crate::simulate::order::{Urgency, upstream_first};
use crate::simulate::orders::Orders;
use crate::simulate::world::Hazards;

/// A plan prepared for many replays.
pub(super) struct Replayable<'p> {
    /// The mission with the overtime: after the deadline everything stays as in its last period.
    pub m: Mission,
    pub hazards: Hazards<'p>,
    pub urgency: Urgency,
    pub upstream_first: Vec<SiteId>,
    pub orders: Orders,
    pub deadline: usize,
}

impl<'p> Replayable<'p> {
    pub(super) fn new(m: &Mission, d: &Decisions, processes: &'p [Process]) -> Self {
        let extended = extended(m);
        let urgency = Urgency::of(m);
        let orders = Orders::new(&extended, d, 0, &urgency);
        Self {
            hazards: Hazards::new(&extended, processes),
            upstream_first: upstream_first(m),
            m: extended,
            urgency,
            orders,
            deadline: m.calendar.periods as usize,
        }
    }

    /// The last period that a replay may reach: a plan that leaves something behind by design ends when it ends.
    pub(super) fn last(&self) -> usize {
        if self.orders.complete { self.m.calendar.periods as usize } else { self.orders.last }
    }
}

/// The mission with `OVERTIME` periods more.
pub(super) fn extended(m: &Mission) -> Mission {
    fn longer<T: Copy>(v: &mut Vec<T>) {
        if let Some(last) = v.last().copied() {
            v.extend(std::iter::repeat_n(last, OVERTIME as usize));
        }
    }
    let mut m = m.clone();
    m.calendar.periods += OVERTIME;
    for (_, r) in m.routes.iter_mut() {
        longer(&mut r.travel);
        longer(&mut r.cycle);
        longer(&mut r.max_lifts);
        longer(&mut r.casualties);
    }
    for (_, s) in m.sites.iter_mut() {
        longer(&mut s.running);
        longer(&mut s.staying);
        longer(&mut s.handling);
        longer(&mut s.guard);
    }
    m.fleets.iter_mut().for_each(|(_, f)| longer(&mut f.days));
    for (_, x) in m.exits.iter_mut() {
        longer(&mut x.people);
        longer(&mut x.loads);
    }
    m
}
