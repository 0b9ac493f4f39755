//! Programs with closures given or nearly so: what is left of a plan's program once it is known when sites close.
//!
//! Must not claim bounds.

use crate::formulation::Formulation;
use crate::id::{FleetId, Id};
use crate::optimise::read;
use crate::program::{Col, Program};
use crate::tolerance::DIVISOR;

/// Fleets that can begin so many lifts in a week or fewer are scarce.
const SCARCE: f64 = 10.0;

/// The period from which each site is closed; beyond the horizon if never.
pub(super) type Closures = Vec<u32>;

/// Closures of a point.
pub(super) fn closures(f: &Formulation, x: &[f64]) -> Closures {
    f.mission.sites.ids().map(|s| read::closing(f, x, s).map_or(f.expansion.horizon.0 + 1, |t| t.0)).collect()
}

/// The program with each closure within `window` periods of `at`; with 0 it has no integers left.
pub(super) fn near(f: &Formulation, at: &Closures, window: u32) -> Program {
    let mut program = f.program.clone();
    for (site, t, col) in f.vars.all_open() {
        let close = at[site.index()];
        if t.0 + window < close {
            program.set_bounds(col, 1.0, 1.0);
        } else if t.0 >= close + window {
            program.set_bounds(col, 0.0, 0.0);
        }
    }
    if window == 0 {
        program.relax();
    }
    program
}

/// The program with each closure at `at`; lifts and units stay whole.
pub(super) fn closed(f: &Formulation, at: &Closures) -> Program {
    let mut program = near(f, at, 0);
    for col in whole_columns(f).iter().flatten() {
        program.set_integer(*col, true);
    }
    program
}

/// The program with the closures, whole lifts and units of a point: a linear program.
pub(super) fn decided(f: &Formulation, x: &[f64]) -> Program {
    let mut program = near(f, &closures(f, x), 0);
    for (col, value) in whole_columns(f).iter().flatten().map(|col| (*col, x[col.index()].round())) {
        program.set_bounds(col, value, value);
    }
    program
}

/// The whole columns beside the closures: lifts of fleets that can begin few in a week, which weigh most; other lifts; units; how long
/// rear parties stay.
pub(super) fn whole_columns(f: &Formulation) -> [Vec<Col>; 4] {
    let (mut scarce, mut plenty) = (Vec::new(), Vec::new());
    let few: Vec<bool> = f.mission.fleets.ids().map(|id| most_lifts(f, id) <= SCARCE).collect();
    for (route, _, col) in f.vars.all_lifts().filter(|(_, _, c)| f.program.get(*c).integer) {
        let fleet = f.mission.routes[route].fleet;
        if few[fleet.index()] { scarce.push(col) } else { plenty.push(col) }
    }
    [scarce, plenty, f.vars.all_units().map(|(_, _, c)| c).collect(), f.vars.all_rear().map(|(_, _, c)| c).collect()]
}

/// Lifts that a fleet can begin in one week, at most.
fn most_lifts(f: &Formulation, fleet: FleetId) -> f64 {
    let x = &f.mission.fleets[fleet];
    let of = f.vars.all_lifts().filter(|(r, _, _)| f.mission.routes[*r].fleet == fleet);
    of.map(|(r, t, _)| x.days[t.at()].get() / x.out_days(f.mission.routes[r].cycle[t.at()], 0).max(DIVISOR))
        .fold(0.0, f64::max)
        / f64::from(f.mission.calendar.period_days.div_ceil(7))
}
