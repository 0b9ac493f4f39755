//! An early plan: closures rounded from the relaxation, then improved in a window around them.
//!
//! The solver spends most of its time finding plans, not bounds: it gets one to start from. Must not claim bounds.

use crate::formulation::Formulation;
use crate::id::{Id, SiteId};
use crate::mission::Period;
use crate::plan::optimise::Failure;
use crate::plan::optimise::search::{Ask, Search};
use crate::plan::read;
use crate::program::Program;
use crate::solve::{Solution, Status};

/// A site counts as closed when its relaxed share falls below one of these; the smaller, the later it closes.
const THRESHOLDS: [f64; 4] = [0.5, 0.1, 0.01, 1e-4];
/// Seconds for the window.
const WINDOW_SECONDS: f64 = 6.0;

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

/// A plan from the relaxation's point, if rounding finds one.
pub(super) fn rounded(search: &Search, f: &Formulation, relaxed: &[f64]) -> Result<Option<Solution>, Failure> {
    let mut best: Option<Solution> = None;
    for threshold in THRESHOLDS {
        if search.over() {
            break;
        }
        let at = f.mission.sites.ids().map(|s| below(f, relaxed, s, threshold)).collect();
        let s = search.solve(&near(f, &at, 0), &Ask { quiet: true, ..Ask::to(0.0) })?;
        if s.status == Status::Optimal && best.as_ref().is_none_or(|b| s.objective < b.objective) {
            best = Some(s);
        } else if best.is_some() {
            break;
        }
    }
    Ok(best)
}

/// A better plan with closures near those of `from`.
pub(super) fn improved(search: &Search, f: &Formulation, from: Solution, gap: f64) -> Result<Solution, Failure> {
    let mut best = from;
    for window in [2, 4] {
        if search.over() {
            break;
        }
        let program = near(f, &closures(f, &best.x), window);
        let ask = Ask { seconds: WINDOW_SECONDS, start: Some(best.x.clone()), quiet: true, ..Ask::to(gap) };
        let s = search.solve(&program, &ask)?;
        if s.has_point() && s.objective < best.objective {
            best = s;
        }
    }
    Ok(best)
}

fn below(f: &Formulation, x: &[f64], site: SiteId, threshold: f64) -> u32 {
    let mut columns = f.vars.all_open().filter(|(s, _, _)| *s == site);
    let never = f.expansion.horizon.0 + 1;
    let given = read::closing(f, &vec![1.0; x.len()], site).map_or(never, |t: Period| t.0);
    columns.find(|(_, _, col)| x[col.index()] < threshold).map_or(given, |(_, t, _)| t.0.min(given))
}
