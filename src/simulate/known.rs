//! A world as a planner would see it who knew it: its capacities as ordinary limits of a mission.
//!
//! For bounds: attacks are left out, and so is all that a replay does not keep (deadlines, the order of troops and assets, money,
//! room at the next site). Prices are a factor beside it.

use crate::id::Id;
use crate::mission::{Budget, Mission, Nature, Rules};
use crate::scenario::risk::Process;
use crate::simulate::context::extended;
use crate::simulate::world::{Hazards, World};
use crate::tolerance::DIVISOR;
use crate::units::{Loads, Persons};

/// The mission of a world with overtime, and the factor of its prices; values of equipment are divided by it, so that all dollars
/// times the factor are those of the world.
pub fn known(m: &Mission, processes: &[Process], seed: u64, number: u64) -> (Mission, f64) {
    let mut m = extended(m);
    let hazards = Hazards::new(&m, processes);
    let w = World::draw(&m, &hazards, seed, number);
    for (id, f) in m.fleets.iter_mut() {
        for t in 1..f.days.len() {
            f.days[t] = f.days[t] * w.fleets[id.index()][t].0;
        }
    }
    let days: Vec<Vec<f64>> = m.fleets.values().map(|f| f.days.iter().map(|d| d.get()).collect()).collect();
    for (id, r) in m.routes.iter_mut() {
        for t in 1..r.max_lifts.len() {
            let open = w.open[id.index()][t];
            if open < 1.0 {
                // As in a replay: what a lift takes of the week in which it begins.
                let cycle = m.fleets[r.fleet].out_days(r.cycle[t], 0);
                let by_fleet = days[r.fleet.index()][t] / cycle.max(DIVISOR);
                r.max_lifts[t] = r.max_lifts[t].min(by_fleet) * open;
            }
        }
    }
    for (id, s) in m.sites.iter_mut() {
        for t in 1..s.handling.len() {
            s.handling[t] = s.handling[t] * w.handling[id.index()][t].0;
        }
        s.close_by = None;
        (s.beds, s.yard) = (Persons(f64::INFINITY), Loads(f64::INFINITY));
        if w.left[id.index()].iter().any(Option::is_some) {
            s.cleanup = 0;
        }
    }
    for (id, x) in m.exits.iter_mut() {
        for t in 1..x.people.len() {
            // What starts while an exit is held does not get through; it is never worse to count it where it arrives, if it is open
            // in the weeks before: the best of them.
            let share = (t.saturating_sub(4).max(1)..=t).map(|u| w.exits[id.index()][u]).fold(0.0, f64::max);
            (x.people[t], x.loads[t]) = (x.people[t] * share, x.loads[t] * share);
        }
    }
    for (_, k) in m.kinds.iter_mut() {
        if let Nature::Cargo { value, .. } = &mut k.nature {
            *value = *value * (1.0 / w.price);
        }
    }
    m.budget = Budget::default();
    // A replay keeps none of them; nor does it keep a site waiting for a date by which something has to be gone.
    m.rules = Rules::default();
    (m, w.price)
}
