//! What a process bears on: routes, days, the chance of an attack on a lift. One definition for the plan's expected casualties and for
//! the worlds of the simulation.
//!
//! Must not know how worlds are drawn.

use std::collections::BTreeSet;

use crate::id::Id;
use crate::mission::{Mission, Node, Route};
use crate::scenario::risk::{Effect, Process};

impl Process {
    /// Routes that it hits, in the order of the mission: named, to a named exit, or of a named mode.
    pub fn hits(&self, m: &Mission) -> Vec<bool> {
        let to = |node: Node| if let Node::Exit(x) = node { self.exits.contains(&m.exits[x].key) } else { false };
        let one = |r: &Route| self.routes.contains(&r.key) || to(r.to) || self.modes.iter().any(|k| k == r.mode.key());
        m.routes.values().map(one).collect()
    }

    /// Days of the mission, from 0, on which it can act.
    pub fn acts(&self, m: &Mission) -> Vec<bool> {
        let all = (m.calendar.periods * m.calendar.period_days) as usize;
        let mut day = m.calendar.start;
        let mut list = Vec::with_capacity(all);
        for _ in 0..all {
            list.push(self.dates.is_empty() || self.dates.iter().any(|(from, to)| *from <= day && day <= *to));
            day = day.tomorrow().unwrap_or(day);
        }
        list
    }

    /// Days of the mission, from 0, with which its dates begin: each day once, also where one range follows another without a gap. What
    /// began before the mission is over.
    pub fn first_days(&self, m: &Mission) -> BTreeSet<usize> {
        let all = f64::from(m.calendar.periods * m.calendar.period_days);
        let days = self.dates.iter().map(|(from, _)| m.calendar.days_to(*from));
        days.filter(|day| (0.0..all).contains(day)).map(|day| day as usize).collect()
    }

    /// Probability that it attacks one lift on a route, where it hits it.
    pub fn per_lift_on(&self, m: &Mission, r: &Route) -> f64 {
        let escorted = m.fleets[r.fleet].escort.get() > 0.0;
        let mean = self.per_100km * r.distance.get() / 100.0;
        let once = 1.0 - (1.0 - self.per_lift) * (-mean).exp();
        if escorted { once } else { (once * self.unescorted).min(1.0) }
    }
}

/// Routes whose casualties come from attacks: those that an attack hits.
pub fn attacked(m: &Mission, list: &[Process]) -> Vec<bool> {
    let mut any = vec![false; m.routes.len()];
    for p in list.iter().filter(|p| p.effect == Effect::Attack) {
        any.iter_mut().zip(p.hits(m)).for_each(|(a, hit)| *a |= hit);
    }
    any
}

/// Where the risk table has attacks, expected casualties of a lift are those of the attacks: a plan and its simulation then count the
/// same.
pub(super) fn expect_casualties(m: &mut Mission, list: &[Process]) {
    let attacked = attacked(m, list);
    let mut expected: Vec<Vec<f64>> = m.routes.values().map(|r| vec![0.0; r.casualties.len()]).collect();
    for p in list.iter().filter(|p| p.effect == Effect::Attack) {
        let (hits, acts) = (p.hits(m), p.acts(m));
        for (id, r) in m.routes.iter().filter(|(id, _)| hits[id.index()]) {
            let one = p.per_lift_on(m, r) * (p.wounded + p.killed);
            for (t, days) in acts.chunks(m.calendar.period_days as usize).enumerate() {
                // A process that acts on some day of a period attacks the lifts of the whole period.
                if let Some(sum) = expected[id.index()].get_mut(t + 1).filter(|_| days.contains(&true)) {
                    *sum += one;
                }
            }
        }
    }
    for (id, r) in m.routes.iter_mut() {
        if attacked[id.index()] {
            r.casualties.clone_from(&expected[id.index()]);
        }
    }
}
