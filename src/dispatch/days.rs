//! The days of the fleets: a lift takes what is left of its week, then of the next ones, until its whole cycle is covered.
//!
//! Must not know what is on a lift.

use super::FleetDays;
use crate::id::{FleetId, Id};
use crate::mission::{Mission, Period};
use crate::plan::decisions::Decisions;

/// Less than this of a day is rounding.
const NOISE: f64 = 1e-6;
/// Weeks after the plan's end in which vehicles may still be on their way home.
const HOMEWARD: usize = 8;

/// How a lift may use days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// A lift that the plan has by now: all days that the plan keeps.
    Full,
    /// A lift more: days of this week, and of later weeks only those that the plan leaves idle.
    Spare,
    /// After the route's last week: also days of what the plan has released, as far as the fleet has them.
    Last,
}

/// By fleet and period.
pub(super) struct Days {
    /// Kept by the plan and free.
    free: Vec<Vec<f64>>,
    /// Released by the plan and free.
    released: Vec<Vec<f64>>,
    /// What the plan's own lifts take.
    needed: Vec<Vec<f64>>,
    report: Vec<FleetDays>,
}

impl Days {
    pub(super) fn new(m: &Mission, d: &Decisions) -> Self {
        let (end, weeks) = (d.horizon.at(), d.horizon.at() + HOMEWARD + 1);
        let mut free = vec![vec![0.0; weeks]; m.fleets.len()];
        let mut released = free.clone();
        let mut needed = free.clone();
        for (id, fleet) in m.fleets.iter() {
            for u in 1..weeks {
                let all = fleet.days[u.min(end)].get() * fleet.present;
                let kept = if u > end { 0.0 } else { d.fleets[id][u] };
                // A fleet without limit has no days of a share.
                free[id.index()][u] = if kept > 0.0 { fleet.days[u].get() * kept } else { 0.0 };
                let homeless = fleet.base.and_then(|b| d.closes[b]).is_some_and(|closed| closed.at() < u);
                let more = if all.is_finite() { all - free[id.index()][u] } else { 0.0 };
                released[id.index()][u] = if homeless { 0.0 } else { more.max(0.0) };
            }
        }
        for l in &d.links {
            let link = &m.air_links[l.link];
            let free = &mut free[link.fleet.index()][l.period.at()];
            *free = (*free - l.flights * link.cycle.get()).max(0.0);
        }
        for l in &d.lifts {
            let route = &m.routes[l.route];
            needed[route.fleet.index()][l.period.at()] += l.lifts * route.cycle[l.period.at()].get();
        }
        let of = |(id, fleet): (FleetId, &crate::mission::Fleet)| FleetDays {
            fleet: fleet.key.clone(),
            days_kept: free[id.index()].iter().sum(),
            days_used: 0.0,
            days_beyond: 0.0,
            beyond_until: None,
        };
        let report = m.fleets.iter().map(of).collect();
        Self { free, released, needed, report }
    }

    /// Books the days of a lift that starts in `t`; nothing is booked if there are too few.
    pub(super) fn take(&mut self, fleet: FleetId, t: Period, cycle: f64, pass: Pass) -> bool {
        let f = fleet.index();
        let (free, released, needed) = (&mut self.free[f], &mut self.released[f], &self.needed[f]);
        let mut rest = cycle;
        let mut drawn = Vec::new();
        for u in t.at()..free.len() {
            let kept = match pass {
                Pass::Spare if u > t.at() => (free[u] - needed[u]).max(0.0),
                Pass::Full | Pass::Spare | Pass::Last => free[u],
            };
            let own = rest.min(kept);
            let more = if pass == Pass::Last { (rest - own).min(released[u]) } else { 0.0 };
            // What leaves in a week begins its work in it.
            if u == t.at() && own + more <= NOISE && cycle > NOISE {
                return false;
            }
            drawn.push((u, own, more));
            rest -= own + more;
            if rest <= NOISE {
                break;
            }
        }
        if rest > NOISE {
            return false;
        }
        let report = &mut self.report[f];
        for (u, own, more) in drawn {
            free[u] -= own;
            released[u] -= more;
            report.days_used += own + more;
            report.days_beyond += more;
            if more > NOISE {
                report.beyond_until = report.beyond_until.max(Some(u as u32));
            }
        }
        true
    }

    /// Days that the plan keeps from `t` on and that are still free.
    pub(super) fn left(&self, fleet: FleetId, t: Period) -> f64 {
        self.free[fleet.index()][t.at()..].iter().sum()
    }

    /// Fleets that have a limit.
    pub(super) fn report(self) -> Vec<FleetDays> {
        self.report.into_iter().filter(|r| r.days_kept.is_finite()).collect()
    }
}
