//! Weekly limits beside the fleets' days, in whole numbers: lifts of a route, what an exit takes, what a site can handle.
//! The fraction of a limit carries over to the next week; what a site has prepared waits.
//!
//! Must not know fleets.

use std::collections::BTreeMap;

use crate::id::{ExitId, RouteId, SiteId};
use crate::mission::{Mission, Node, Period};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gate {
    Lifts(RouteId),
    People(ExitId),
    Loads(ExitId),
    Handling(SiteId),
}

/// What has gone through each gate in each period.
pub(super) struct Limits<'a> {
    m: &'a Mission,
    used: BTreeMap<(Gate, u32), u64>,
}

/// The whole part of a weekly limit: the sum to this week, rounded down, less the sum to the last.
fn whole(limit: impl Fn(usize) -> f64, t: usize) -> u64 {
    let now = limit(t);
    if now <= 0.0 {
        return 0;
    }
    if now.is_infinite() {
        return u64::MAX;
    }
    let before: f64 = (1..t).map(&limit).filter(|x| x.is_finite()).sum();
    ((before + now + 1e-6).floor() - (before + 1e-6).floor()) as u64
}

impl<'a> Limits<'a> {
    pub(super) const fn new(m: &'a Mission) -> Self {
        Self { m, used: BTreeMap::new() }
    }

    fn left(&self, gate: Gate, t: Period) -> u64 {
        let m = self.m;
        let limit = match gate {
            Gate::Lifts(r) => whole(|u| m.routes[r].max_lifts[u], t.at()),
            Gate::People(x) => whole(|u| m.exits[x].people[u].get(), t.at()),
            Gate::Loads(x) => whole(|u| m.exits[x].loads[u].get(), t.at()),
            // Loads can be prepared in the weeks before and wait for their lift.
            Gate::Handling(s) => {
                let until: f64 = (1..=t.at()).map(|u| m.sites[s].handling[u].get()).sum();
                let before = self.used.range((gate, 0)..(gate, t.0)).map(|(_, n)| n).sum();
                ((until + 1e-6).floor().min(1e15) as u64).saturating_sub(before)
            }
        };
        limit.saturating_sub(self.used.get(&(gate, t.0)).copied().unwrap_or(0))
    }

    fn note(&mut self, gate: Gate, t: Period, n: u64) {
        *self.used.entry((gate, t.0)).or_default() += n;
    }

    /// The route can start another lift.
    pub(super) fn runs(&self, route: RouteId, t: Period) -> bool {
        self.left(Gate::Lifts(route), t) > 0
    }

    /// Loads that the site can still prepare.
    pub(super) fn handling(&self, site: SiteId, t: Period) -> u64 {
        self.left(Gate::Handling(site), t)
    }

    /// People and loads that the route's end still takes in its week of arrival.
    pub(super) fn end(&self, route: RouteId, arrive: Period) -> (u64, u64) {
        match self.m.routes[route].to {
            Node::Site(_) => (u64::MAX, u64::MAX),
            Node::Exit(x) => (self.left(Gate::People(x), arrive), self.left(Gate::Loads(x), arrive)),
        }
    }

    /// Books a lift.
    pub(super) fn lift(&mut self, route: RouteId, t: Period, arrive: Period, people: u64, loads: u64) {
        self.note(Gate::Lifts(route), t, 1);
        self.handled(self.m.routes[route].from, t, loads);
        if let Node::Exit(x) = self.m.routes[route].to {
            self.note(Gate::People(x), arrive, people);
            self.note(Gate::Loads(x), arrive, loads);
        }
    }

    /// Books loads that a site prepares.
    pub(super) fn handled(&mut self, site: SiteId, t: Period, loads: u64) {
        self.note(Gate::Handling(site), t, loads);
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn fractions_of_a_limit_carry_over() {
        let limits = [0.0, 0.5, 0.5, 0.0, 2.4, 2.4, f64::INFINITY, 1.0];
        let got: Vec<u64> = (1..limits.len()).map(|t| whole(|u| limits[u], t)).collect();
        assert_eq!(got, [0, 1, 0, 2, 2, u64::MAX, 1]);
    }
}
