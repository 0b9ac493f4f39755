//! Lifts of a plan that no timetable can hold together: the reason why there is none, as few lifts as show it.
//!
//! Fewer lifts are never harder to make, nor are the same lifts with more units: whoever wants a timetable has to give up one of them, or
//! keep more units. Must not know how a plan is found.
//!
//! `docs/model.md#orders`

use std::collections::BTreeMap;

use super::job;
use super::packing::Load;
use super::timetable::{Job, impossible, kept};
use crate::id::{FleetId, RouteId};
use crate::mission::{Mission, Period};
use crate::plan::decisions::Decisions;

/// So many lifts, or more, cannot all be made by so few units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overbooked {
    /// Whose.
    pub fleet: FleetId,
    /// Lifts by route and period.
    pub lifts: Vec<(RouteId, Period, u32)>,
    /// Units that are kept in some periods; empty if all there are would be too few.
    pub units: Vec<(Period, usize)>,
}

type Counts = BTreeMap<(Period, RouteId), u32>;

/// Reasons why a plan has no timetable, two a fleet at most; none where it has one, or where there are too many ways to be sure.
pub fn overbooked(m: &Mission, d: &Decisions) -> Vec<Overbooked> {
    m.fleets.ids().filter(|f| m.fleets[*f].whole).flat_map(|fleet| of_fleet(m, d, fleet)).collect()
}

fn of_fleet(m: &Mission, d: &Decisions, fleet: FleetId) -> Vec<Overbooked> {
    let mut counts = Counts::new();
    for l in d.lifts.iter().filter(|l| m.routes[l.route].fleet == fleet) {
        counts.insert((l.period, l.route), l.lifts.round().clamp(0.0, 1e6) as u32);
    }
    let never = |counts: &Counts, kept: &[usize]| impossible(m, fleet, kept.to_vec(), &jobs(m, d.horizon, counts));
    let there = kept(m, fleet, d.horizon, |_| m.fleets[fleet].present);
    let mut kept = kept(m, fleet, d.horizon, |t| d.fleets[fleet].get(t).copied().unwrap_or(0.0));
    if !never(&counts, &kept) {
        return Vec::new();
    }
    // Periods in which more units would help.
    let mut short: Vec<usize> = (1..kept.len()).filter(|t| kept[*t] < there[*t]).collect();
    short.retain(|t| {
        let before = std::mem::replace(&mut kept[*t], there[*t]);
        let helps = !never(&counts, &kept);
        if helps {
            kept[*t] = before;
        }
        helps
    });
    if !short.is_empty() && !m.fleets[fleet].keeps_whole_units() {
        return Vec::new();
    }
    let units: Vec<(Period, usize)> = short.into_iter().map(|t| (Period(t as u32), kept[t])).collect();
    let keys: Vec<(Period, RouteId)> = counts.keys().copied().collect();
    let from_the_end: Vec<(Period, RouteId)> = keys.iter().rev().copied().collect();
    let mut found: Vec<Overbooked> = Vec::new();
    for order in [keys, from_the_end] {
        let few = fewest(counts.clone(), &order, |c| never(c, &kept));
        let lifts = few.into_iter().map(|((t, route), n)| (route, t, n)).collect();
        let reason = Overbooked { fleet, lifts, units: units.clone() };
        if !found.contains(&reason) {
            found.push(reason);
        }
    }
    found
}

/// As few as still cannot be made, given up in an order.
fn fewest(mut counts: Counts, order: &[(Period, RouteId)], never: impl Fn(&Counts) -> bool) -> Counts {
    for key in order {
        let all = counts.remove(key).unwrap_or(0);
        if never(&counts) {
            continue;
        }
        // With this many it can still be made, with the others it cannot.
        let (mut can, mut cannot) = (0, all);
        while can + 1 < cannot {
            let middle = can.midpoint(cannot);
            counts.insert(*key, middle);
            if never(&counts) { cannot = middle } else { can = middle }
        }
        counts.insert(*key, cannot);
    }
    counts
}

fn jobs(m: &Mission, horizon: Period, counts: &Counts) -> Vec<Vec<Job>> {
    let mut jobs: Vec<Vec<Job>> = vec![Vec::new(); horizon.at() + 1];
    for ((t, route), n) in counts {
        jobs[t.at()].extend(std::iter::repeat_n(job(m, *route, *t, Load::new()), *n as usize));
    }
    jobs
}
