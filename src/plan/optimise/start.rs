//! An early plan: closures rounded from the relaxation, then improved in a window around them.
//!
//! The solver spends most of its time finding plans, not bounds: it gets one to start from. Must not claim bounds.

use rayon::prelude::*;

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
/// Seconds for moving single closings.
const DESCENT_SECONDS: f64 = 8.0;
/// By how many periods a closing is moved.
const SHIFTS: [i64; 4] = [-2, -1, 1, 2];
/// A smaller gain is not worth another round.
const LEAST_GAIN: f64 = 1e-4;
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
    let mut best = descended(search, f, from)?;
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

/// Moves the closing of one site at a time as long as that helps: small programs without integers, side by side.
fn descended(search: &Search, f: &Formulation, from: Solution) -> Result<Solution, Failure> {
    let until = search.seconds() + DESCENT_SECONDS;
    let mut best = from;
    let sites: Vec<SiteId> = f.mission.sites.ids().filter(|s| f.vars.all_open().any(|(b, _, _)| b == *s)).collect();
    while !search.over() && search.seconds() < until {
        let at = closures(f, &best.x);
        let moves: Vec<(SiteId, i64)> = sites.iter().flat_map(|s| SHIFTS.map(|by| (*s, by))).collect();
        let tried: Result<Vec<Option<Solution>>, Failure> = moves
            .par_iter()
            .map(|(site, by)| {
                let mut other = at.clone();
                let week = i64::from(other[site.index()]) + by;
                if week < 1 || week > i64::from(f.expansion.horizon.0 + 1) || search.seconds() > until {
                    return Ok(None);
                }
                other[site.index()] = week as u32;
                let s = search.solve(&near(f, &other, 0), &Ask { quiet: true, ..Ask::to(0.0) })?;
                Ok((s.status == Status::Optimal).then_some(s))
            })
            .collect();
        let found = tried?.into_iter().flatten().min_by(|a, b| a.objective.total_cmp(&b.objective));
        match found {
            Some(s) if s.objective < best.objective * (1.0 - LEAST_GAIN) => best = s,
            _ => break,
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
