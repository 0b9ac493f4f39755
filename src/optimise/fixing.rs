//! Programs with closures given or nearly so: what is left of a plan's program once it is known when sites close.
//!
//! Must not claim bounds.

use crate::formulation::Formulation;
use crate::id::Id;
use crate::optimise::read;
use crate::program::Program;

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
