//! Whole plans near given closings: whole lifts by a dive, then parts of the plan made anew, for as long as there is time.
//!
//! Must not decide which closings are tried, nor claim bounds.
//!
//! `docs/model.md#the-search`

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::dispatch;
use crate::formulation::Formulation;
use crate::id::{FleetId, Id, RouteId, SiteId};
use crate::mission::Node;
use crate::optimise::branch::{Goal, windows::Sites};
use crate::optimise::fixing::Closures;
use crate::optimise::search::Search;
use crate::optimise::{Failure, fixing, read};
use crate::program::Col;
use crate::program::presolve::Reduced;
use crate::search::{Pace, Region, Stopping, WorkTable, improve, redo};
use crate::solve::{self, Vertex};
use crate::tolerance::{OPEN, WHOLE};

/// Periods by which a closing may move away from the one given.
const AROUND: u32 = 3;
/// Price of a person left or a sensitive load lost against the rule, as a share of the objective.
const PRICE: f64 = 0.01;
/// By how many periods a site closes later or sooner when its part of a plan is made anew, in this order.
const SHIFTS: [i32; 4] = [-1, -2, 0, 1];
/// Periods before a closing in which all scarce lifts are made anew, and after it.
const BEFORE: u32 = 6;
const AFTER: u32 = 1;
/// Periods of a stretch in which all scarce lifts are made anew.
const STRETCH: u32 = 4;

/// Where a whole plan is looked for.
#[derive(Clone, Copy)]
pub(super) struct Near<'a> {
    pub at: &'a Closures,
    /// About what it costs, and less than what it cannot cost.
    pub objective: f64,
    pub bound: f64,
    /// A point whose lifts it starts from; else a dive finds them.
    pub lifts: Option<&'a [f64]>,
    pub pace: Pace,
    /// Look for better ones as long as there is time.
    pub polish: bool,
}

/// A whole plan with closings near those given. With `must` the clock ends the search for better ones only.
pub(super) fn around(
    search: &Search,
    f: &Formulation,
    near: &Near,
    goal: &Goal,
    must: bool,
) -> Result<Option<Vec<f64>>, Failure> {
    let solver = |e: solve::Trouble| Failure::Solver(e.to_string());
    let (elastic, slack) = f.elastic(PRICE * near.objective.abs().max(1.0));
    let Some(reduced) = Reduced::new(&elastic, &bounds(f, near)) else { return Ok(None) };
    // What has to be made whole is not stopped half-way.
    let finishing = AtomicBool::new(must);
    let stop = || {
        let finishing = finishing.load(Ordering::Relaxed);
        search.observer.cancelled() || !finishing && (search.past(goal.until) || search.over())
    };
    let Some(mut table) = WorkTable::new(&*search.backend, &reduced.program, &stop).map_err(solver)? else {
        return Ok(None);
    };
    let chains = chains(f, &reduced);
    table.keep(&closed(f, &reduced, near.at));
    let kept = |cols: &[Col]| cols.iter().filter_map(|c| reduced.column(*c).ok()).collect::<Vec<Col>>();
    let columns = fixing::whole_columns(f);
    let all_scarce = columns[0].clone();
    let [scarce, plenty, units, rear] = columns.map(|list| kept(&list));
    let whole = |table: &mut WorkTable, cols: &[Col]| {
        let raised = table.raise(cols).map_err(solver)?;
        if raised.is_some() { Ok(raised) } else { table.dive(cols, near.pace).map_err(solver) }
    };
    // A contingent's cargo is gone when the relaxation says so; its lifts follow.
    if !rear.is_empty() && whole(&mut table, &rear)?.is_none() {
        return Ok(None);
    }
    if let Some(x) = near.lifts {
        let value = |c: &Col| reduced.column(*c).ok().map(|col| (col, x[c.index()].round(), x[c.index()].round()));
        table.keep(&all_scarce.iter().filter_map(value).collect::<Vec<_>>());
    }
    let Some(vertex) = table.dive(&scarce, near.pace).map_err(solver)? else { return Ok(None) };
    // Nothing is better than the bound by more than the gap.
    let enough = enough(near.bound, goal.gap);
    let enough = Stopping { enough, threads: search.options.threads };
    if near.polish {
        finishing.store(false, Ordering::Relaxed);
        let fleets = fleets(f, &all_scarce);
        let accept = |v: &Vertex| on_time(f, &reduced, v, &fleets);
        let closing = dearest_first(f, near.at, &chains, &vertex);
        let regions = regions(f, &reduced, near.at, &closing, &all_scarce);
        let vertex = redo(&mut table, &regions, &chains, vertex, enough, &accept).map_err(solver)?;
        improve(&mut table, &scarce, &chains, vertex, enough).map_err(solver)?;
    }
    finishing.store(true, Ordering::Relaxed);
    if whole(&mut table, &plenty)?.is_none() {
        return Ok(None);
    }
    let Some(mut vertex) = table.dive(&units, near.pace).map_err(solver)? else { return Ok(None) };
    if near.polish {
        finishing.store(false, Ordering::Relaxed);
        vertex = improve(&mut table, &[scarce, plenty, units].concat(), &chains, vertex, enough).map_err(solver)?;
    }
    let mut x = reduced.restored(&vertex.x, |v| v);
    if slack.iter().any(|c| x[c.index()] > WHOLE) {
        return Ok(None);
    }
    x.truncate(f.program.columns().len());
    for (v, c) in x.iter_mut().zip(f.program.columns()) {
        *v = if c.integer { v.round() } else { v.clamp(c.lower, c.upper) };
    }
    Ok(Some(x))
}

/// An objective that is within the gap of the bound; where nothing is proved none is.
fn enough(bound: f64, gap: f64) -> f64 {
    if bound.is_finite() { bound + gap * bound.abs() } else { bound }
}

/// Bounds of the columns `open`: the closings given, or with polish those near them.
fn bounds(f: &Formulation, near: &Near) -> Vec<(Col, f64, f64)> {
    let sites = Sites::new(f);
    let decided = f.vars.all_open().all(|(_, _, c)| f.program.get(c).lower >= f.program.get(c).upper);
    let far = if decided || !near.polish { 0 } else { AROUND };
    let within = |((lo, hi), c): ((u32, u32), &u32)| (c.saturating_sub(far).clamp(lo, hi), (c + far).clamp(lo, hi));
    sites.bounds(&sites.widest().into_iter().zip(near.at).map(within).collect())
}

/// The columns `open` by site, then the rear parties by contingent.
fn chains(f: &Formulation, reduced: &Reduced) -> Vec<Vec<Col>> {
    let mut sites = vec![Vec::new(); f.mission.sites.len()];
    for (site, _, col) in f.vars.all_open() {
        sites[site.index()].extend(reduced.column(col).ok());
    }
    let mut parties = vec![Vec::new(); f.mission.rules.contingents.len()];
    for (contingent, _, col) in f.vars.all_rear() {
        parties[contingent.index()].extend(reduced.column(col).ok());
    }
    [sites, parties].concat()
}

/// Bounds of the columns `open` that keep some closings.
fn closed(f: &Formulation, reduced: &Reduced, at: &Closures) -> Vec<(Col, f64, f64)> {
    let one = |(site, t, col): (SiteId, crate::mission::Period, Col)| {
        let open = f64::from(u8::from(t.0 < at[site.index()]));
        reduced.column(col).ok().map(|col| (col, open, open))
    };
    f.vars.all_open().filter_map(one).collect()
}

/// The fleets of some lifts.
fn fleets(f: &Formulation, lifts: &[Col]) -> BTreeSet<FleetId> {
    let lifts: BTreeSet<Col> = lifts.iter().copied().collect();
    let of = f.vars.all_lifts().filter(|(_, _, c)| lifts.contains(c));
    of.map(|(r, _, _)| f.mission.routes[r].fleet).collect()
}

/// The lifts of some fleets have a timetable, if what is kept of their units is made whole.
fn on_time(f: &Formulation, reduced: &Reduced, vertex: &Vertex, fleets: &BTreeSet<FleetId>) -> bool {
    let mut x = reduced.restored(&vertex.x, |v| v);
    x.truncate(f.program.columns().len());
    let mut decisions = read::decisions(f, &x);
    for ((_, kept), fleet) in decisions.fleets.iter_mut().zip(f.mission.fleets.values()) {
        for share in kept.iter_mut().filter(|_| fleet.whole && fleet.units > 0.0) {
            *share = (*share * fleet.units - WHOLE).ceil() / fleet.units;
        }
    }
    let late = dispatch::unplaced(f.mission, &decisions);
    late.iter().all(|l| !fleets.contains(&f.mission.routes[l.route].fleet))
}

/// The sites that close, those first whose last period open costs most: they gain most by closing sooner.
fn dearest_first(f: &Formulation, at: &Closures, chains: &[Vec<Col>], vertex: &Vertex) -> Vec<SiteId> {
    let closes = |s: &SiteId| (1..=f.expansion.horizon.0).contains(&at[s.index()]);
    let costs = |s: &SiteId| {
        let last = chains[s.index()].iter().rfind(|c| vertex.x[c.index()] > OPEN);
        last.map_or(0.0, |c| vertex.reduced[c.index()])
    };
    let mut closing: Vec<SiteId> = f.mission.sites.ids().filter(closes).collect();
    closing.sort_by(|a, b| costs(b).total_cmp(&costs(a)));
    closing
}

/// Regions: parts of a plan whose scarce lifts are made anew together: those around the closing of a site, those of a site, those of a stretch
/// of time, and all from some period on with every later closing a period sooner.
fn regions(f: &Formulation, reduced: &Reduced, at: &Closures, closing: &[SiteId], scarce: &[Col]) -> Vec<Region> {
    let scarce: BTreeSet<Col> = scarce.iter().copied().collect();
    let lifts = f.vars.all_lifts().filter(|(_, _, c)| scarce.contains(c));
    let lifts: Vec<(RouteId, u32, Col)> =
        lifts.filter_map(|(r, t, c)| reduced.column(c).ok().map(|c| (r, t.0, c))).collect();
    let columns = |keep: &dyn Fn(RouteId, u32) -> bool| -> Vec<Col> {
        lifts.iter().filter(|(r, t, _)| keep(*r, *t)).map(|(_, _, c)| *c).collect()
    };
    let end = f.expansion.horizon.0;
    let touches = |r: RouteId, site: SiteId| {
        let r = &f.mission.routes[r];
        r.from == site || r.to == Node::Site(site)
    };
    let mut regions = Vec::new();
    for by in SHIFTS {
        for site in closing {
            let close = at[site.index()];
            let grows = if by == 0 { Vec::new() } else { vec![(site.index(), by)] };
            if by < 0 {
                let columns = columns(&|_, t| t + BEFORE >= close && t <= close + AFTER);
                regions.push(Region { columns, grows: grows.clone() });
            }
            regions.push(Region { columns: columns(&|r, _| touches(r, *site)), grows });
        }
    }
    for t in (1..end).step_by(STRETCH as usize / 2) {
        regions.push(Region { columns: columns(&|_, at| (t..t + STRETCH).contains(&at)), grows: Vec::new() });
        let later = closing.iter().filter(|s| at[s.index()] >= t).map(|s| (s.index(), -1)).collect();
        regions.push(Region { columns: columns(&|_, at| at + STRETCH >= t), grows: later });
    }
    regions.retain(|p| !p.columns.is_empty());
    regions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_proved_no_objective_is_enough() {
        assert_eq!(enough(100.0, 0.01), 101.0);
        assert_eq!(enough(-100.0, 0.01), -99.0);
        assert!(0.0 > enough(f64::NEG_INFINITY, 0.01));
    }
}
