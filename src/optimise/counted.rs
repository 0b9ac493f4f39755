//! Objectives that count persons and loads: the next whole number, and bounds of plans that have whole ones.
//!
//! Must not know how a plan is found.

use crate::mission::{Kind, Mission, Objective};
use crate::tolerance::NONE_LEFT;

/// The least value from `value` on that a plan of whole persons and loads can have: what is left differs from what is there at the
/// start by whole numbers. Other objectives take any value.
pub(super) fn next_whole(m: &Mission, objective: Objective, value: f64) -> f64 {
    let counts = |k: &Kind| match objective {
        Objective::PeopleLeft => k.is_people(),
        Objective::SensitiveLost => k.is_sensitive(),
        _ => false,
    };
    if !matches!(objective, Objective::PeopleLeft | Objective::SensitiveLost) {
        return value;
    }
    let all: f64 = m.units.values().filter(|u| counts(&m.kinds[u.kind])).map(|u| u.quantity).sum();
    let part = all.fract();
    (value - part - NONE_LEFT).ceil() + part
}

/// The bound of whole persons and loads, for a plan that has them.
pub(super) fn of_whole(m: &Mission, objective: Objective, value: f64, bound: f64) -> f64 {
    let whole = next_whole(m, objective, bound);
    if whole <= value + NONE_LEFT { whole.max(bound).min(value) } else { bound }
}
