//! What leaves on a route in a period, on as few lifts as hold it: the largest things first, each where it first finds room.
//!
//! Must not know when a lift leaves.

use std::collections::BTreeMap;

use crate::id::{KindId, RouteId};
use crate::mission::{Kind, Mission, Shares};
use crate::tolerance::EXACT;

/// Whole units on one lift.
pub(super) type Load = BTreeMap<KindId, u64>;

/// Room that is left on a lift, as shares of what it holds.
struct Lift {
    content: Load,
    seats: f64,
    slots: f64,
    vehicles: f64,
}

/// Loads the units of a route and period.
pub(super) fn pack(m: &Mission, route: RouteId, units: &Load) -> Vec<Load> {
    let r = &m.routes[route];
    let shared = m.fleets[r.fleet].shares == Shares::Either;
    let mut kinds: Vec<(KindId, u64)> = units.iter().map(|(k, n)| (*k, *n)).collect();
    kinds.sort_by(|a, b| m.kinds[b.0].size.total_cmp(&m.kinds[a.0].size).then(a.0.cmp(&b.0)));
    let mut lifts: Vec<Lift> = Vec::new();
    for (kind, mut left) in kinds {
        let k = &m.kinds[kind];
        let part = if r.room(k) > 0.0 { k.size / r.room(k) } else { 1.0 };
        for lift in &mut lifts {
            left -= lift.add(kind, k, part, left, shared);
        }
        while left > 0 {
            let mut lift = Lift { content: Load::new(), seats: 1.0, slots: 1.0, vehicles: 1.0 };
            let took = lift.add(kind, k, part.min(1.0), left, shared);
            left -= took;
            lifts.push(lift);
            if took == 0 {
                break;
            }
        }
    }
    lifts.into_iter().map(|l| l.content).collect()
}

impl Lift {
    /// Takes as many of a kind as find room; `part` of a lift is one of them.
    fn add(&mut self, kind: KindId, k: &Kind, part: f64, most: u64, shared: bool) -> u64 {
        let room = if k.is_people() {
            if shared { self.seats + self.slots - 1.0 } else { self.seats }
        } else if k.self_driving {
            self.vehicles
        } else if shared {
            self.seats + self.slots - 1.0
        } else {
            self.slots
        };
        let fits = ((room + EXACT) / part).floor().clamp(0.0, 1e15) as u64;
        let n = fits.min(most);
        if n > 0 {
            *self.content.entry(kind).or_default() += n;
            let used = n as f64 * part;
            if k.is_people() {
                self.seats -= used;
            } else if k.self_driving {
                self.vehicles -= used;
            } else {
                self.slots -= used;
            }
        }
        n
    }
}
