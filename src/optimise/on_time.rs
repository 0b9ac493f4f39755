//! Plans whose lifts have a timetable: each has a unit that is free when it has to begin.
//!
//! The program counts the days of a fleet by period; a timetable counts them by unit. Where a plan has none the lifts in question are
//! kept apart, or there are fewer of them, and the plan is mended around them. A plan without a timetable is no plan. Must not know how
//! whole plans are found.
//!
//! `docs/model.md#orders`

use std::collections::BTreeMap;

use crate::dispatch::{self, Unplaced};
use crate::formulation::Formulation;
use crate::id::FleetId;
use crate::mission::Period;
use crate::optimise::{Failure, read};

/// How often lifts that find no unit in time are kept apart; the last few times there are also fewer of them.
const ROUNDS: u32 = 9;
/// From this round on in all periods, and from this one on fewer.
const ALL: u32 = 4;
const FEWER: u32 = 5;

/// Every lift of a plan has a unit that is free when it has to begin.
pub(super) fn has_timetable(f: &Formulation, x: &[f64]) -> bool {
    unplaced(f, x).is_empty()
}

fn unplaced(f: &Formulation, x: &[f64]) -> Vec<Unplaced> {
    dispatch::unplaced(f.mission, &read::decisions(f, x))
}

/// A plan with a timetable from `plan`, which is told whether it mends a plan that has none; none if it finds none. With `quickly` what
/// has a timetable stays as it is, if that is possible.
pub(super) fn on_time(
    f: &Formulation,
    quickly: bool,
    mut plan: impl FnMut(&Formulation, bool) -> Result<Option<Vec<f64>>, Failure>,
) -> Result<Option<Vec<f64>>, Failure> {
    let Some(mut x) = plan(f, false)? else { return Ok(None) };
    let mut stricter = f.clone();
    for round in 1..=ROUNDS {
        let unplaced = unplaced(f, &x);
        if unplaced.is_empty() {
            return Ok(Some(x));
        }
        for u in &unplaced {
            let fleet = f.mission.routes[u.route].fleet;
            let last = if round < ALL { u.period.0 } else { f.expansion.horizon.0 };
            let first = if round < ALL { last.saturating_sub(1).max(1) } else { 1 };
            (first..=last).for_each(|t| stricter.keep_apart(fleet, Period(t)));
            if round >= FEWER {
                fewer(&mut stricter, &x, u);
            }
        }
        let mended = if quickly { plan(&nearby(&stricter, &x, &unplaced), true)? } else { None };
        x = match mended {
            Some(x) => x,
            None => match plan(&stricter, true)? {
                Some(x) => x,
                None => return Ok(None),
            },
        };
    }
    Ok(has_timetable(f, &x).then_some(x))
}

/// Cuts off the point, and with it only what can have no timetable. False where that cannot be done: nothing is certain, or it has one.
pub(super) fn cut_off(f: &mut Formulation, x: &[f64]) -> bool {
    let reasons = dispatch::overbooked(f.mission, &read::decisions(f, x));
    let mut cut = false;
    for reason in reasons {
        cut |= f.not_together(reason.fleet, &reason.lifts, &reason.units);
    }
    cut
}

/// No more lifts on a route in a period than found units.
fn fewer(f: &mut Formulation, x: &[f64], u: &Unplaced) {
    if let Some(col) = f.vars.lifts(u.route, u.period) {
        let most = (x[col.index()].round() - f64::from(u.lifts)).max(f.program.get(col).lower);
        f.program.set_bounds(col, f.program.get(col).lower, most);
    }
}

/// The program with the lifts of other fleets as they are at a point, and those of the fleets in question up to shortly before the
/// first that finds no unit.
fn nearby<'m>(f: &Formulation<'m>, x: &[f64], unplaced: &[Unplaced]) -> Formulation<'m> {
    let mut first: BTreeMap<FleetId, u32> = BTreeMap::new();
    for u in unplaced {
        let t = first.entry(f.mission.routes[u.route].fleet).or_insert(u32::MAX);
        *t = u.period.0.min(*t);
    }
    let mut near = f.clone();
    for (route, t, col) in f.vars.all_lifts().filter(|(_, _, c)| f.program.get(*c).integer) {
        let free = first.get(&f.mission.routes[route].fleet).is_some_and(|first| t.0 + 1 >= *first);
        let (column, value) = (f.program.get(col), x[col.index()].round());
        if !free && (column.lower..=column.upper).contains(&value) {
            near.program.set_bounds(col, value, value);
        }
    }
    near
}
