//! The plan's own lifts as a pace: how many whole ones each route has had by a week, and what the rest will need.
//!
//! Must not know what is on a lift.

use std::collections::BTreeMap;

use crate::id::{FleetId, RouteId};
use crate::mission::{Mission, Period};
use crate::plan::decisions::Decisions;

/// Less than this of a lift is rounding.
const NOISE: f64 = 1e-3;

pub(super) struct Schedule<'a> {
    m: &'a Mission,
    /// Lifts of the plan to the end of each period.
    planned: BTreeMap<RouteId, Vec<f64>>,
    made: BTreeMap<RouteId, f64>,
}

impl<'a> Schedule<'a> {
    pub(super) fn new(m: &'a Mission, d: &Decisions) -> Self {
        let mut planned: BTreeMap<RouteId, Vec<f64>> = BTreeMap::new();
        for l in &d.lifts {
            let sums = planned.entry(l.route).or_insert_with(|| vec![0.0; d.horizon.at() + 1]);
            for sum in &mut sums[l.period.at()..] {
                *sum += l.lifts;
            }
        }
        Self { m, planned, made: BTreeMap::new() }
    }

    /// The plan has a whole lift more by `t` than were made.
    pub(super) fn owes(&self, route: RouteId, t: Period) -> bool {
        let made = self.made.get(&route).copied().unwrap_or(0.0);
        self.planned.get(&route).is_some_and(|sums| sums[t.at()] >= made + 1.0 - NOISE)
    }

    pub(super) fn made(&mut self, route: RouteId, lifts: f64) {
        *self.made.entry(route).or_default() += lifts;
    }

    /// Fleet days of the lifts still to come in whole lifts, after one more of `next`.
    pub(super) fn rest(&self, fleet: FleetId, t: Period, next: (RouteId, f64)) -> f64 {
        let of = |(route, sums): (&RouteId, &Vec<f64>)| {
            let more = if *route == next.0 { next.1 } else { 0.0 };
            let made = self.made.get(route).copied().unwrap_or(0.0) + more;
            let rest = sums.last().copied().unwrap_or(0.0) - made - NOISE;
            rest.ceil().max(0.0) * self.m.routes[*route].cycle[t.at()].get()
        };
        self.planned.iter().filter(|(route, _)| self.m.routes[**route].fleet == fleet).map(of).sum()
    }
}
