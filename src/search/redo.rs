//! Search by regions: the decisions of one region are made anew by a dive while all others stay; a region may also make a chain longer or
//! shorter. What is worse than the best is given up as soon as a relaxation says so.
//!
//! Must not know what a region stands for.

use std::collections::VecDeque;

use rayon::prelude::*;

use super::WorkTable;
use super::diving::Pace;
use super::local_search::Stopping;
use super::table::{Board, Bounds, TableWorker};
use crate::program::Col;
use crate::solve::{Trouble, Vertex};
use crate::tolerance::{BETTER, NOISE, OPEN};

/// Some whole columns that are decided anew, after some chains have become longer or shorter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Region {
    pub columns: Vec<Col>,
    /// Position of a chain, and by how many columns it grows.
    pub grows: Vec<(usize, i32)>,
}

/// Betters a point whose `columns` and `chains` (columns that fall from 1 to 0 once) are fixed at whole values, region by region, until none
/// is of use or time is over. `accept` may refuse a better point.
pub(crate) fn redo(
    table: &mut WorkTable,
    regions: &[Region],
    chains: &[Vec<Col>],
    start: Vertex,
    goal: Stopping,
    accept: &dyn Fn(&Vertex) -> bool,
) -> Result<Vertex, Trouble> {
    let mut best = start;
    let mut queue: VecDeque<usize> = (0..regions.len()).collect();
    let mut vain = 0;
    while best.objective > goal.enough && vain < regions.len() && !table.board.stopped() {
        table.start_from(&best);
        let some: Vec<usize> = (0..table.workers.len().min(queue.len())).filter_map(|_| queue.pop_front()).collect();
        let cutoff = best.objective - BETTER * best.objective.abs().max(NOISE);
        let trials: Vec<&Region> = some.iter().map(|i| &regions[*i]).collect();
        let found = side_by_side(table, &trials, chains, cutoff, goal.threads)?;
        let mut better: Vec<(Vertex, Bounds, usize)> =
            found.into_iter().zip(&some).filter_map(|(f, i)| f.map(|(v, b)| (v, b, *i))).collect();
        better.sort_by(|a, b| a.0.objective.total_cmp(&b.0.objective));
        let taken = better.iter().position(|(v, _, _)| accept(v));
        // What was of use is tried again first, with the others that were better.
        let first: Vec<usize> = taken.map_or(Vec::new(), |_| better.iter().map(|(_, _, i)| *i).collect());
        queue.extend(some.iter().filter(|i| !first.contains(i)));
        first.iter().rev().for_each(|i| queue.push_front(*i));
        match taken.map(|i| better.swap_remove(i)) {
            Some((vertex, bounds, _)) => {
                table.keep(&bounds);
                best = vertex;
                vain = 0;
            }
            None => vain += some.len(),
        }
    }
    table.start_from(&best);
    Ok(best)
}

/// Tries some regions, one for each worker.
fn side_by_side(
    table: &mut WorkTable,
    regions: &[&Region],
    chains: &[Vec<Col>],
    cutoff: f64,
    threads: usize,
) -> Result<Vec<Option<(Vertex, Bounds)>>, Trouble> {
    let (board, workers) = (&table.board, &mut table.workers);
    let one = |(worker, region): (&mut TableWorker, &&Region)| anew(board, worker, region, chains, cutoff);
    if threads == 1 {
        workers.iter_mut().zip(regions).map(one).collect()
    } else {
        workers.par_iter_mut().zip(regions).map(one).collect()
    }
}

/// One region made anew: the point and the bounds that keep it.
fn anew(
    board: &Board,
    worker: &mut TableWorker,
    region: &Region,
    chains: &[Vec<Col>],
    cutoff: f64,
) -> Result<Option<(Vertex, Bounds)>, Trouble> {
    let mut bounds = Bounds::new();
    for (chain, by) in &region.grows {
        let chain = &chains[*chain];
        let length = chain.iter().take_while(|c| board.lower[c.index()] > OPEN).count() as i64;
        let Some(other) = usize::try_from(length + i64::from(*by)).ok().filter(|n| *n <= chain.len()) else {
            return Ok(None);
        };
        let open = |i: usize| f64::from(u8::from(i < other));
        bounds.extend(chain.iter().enumerate().map(|(i, c)| (*c, open(i), open(i))));
    }
    bounds.extend(region.columns.iter().map(|c| (*c, board.program.get(*c).lower, board.program.get(*c).upper)));
    board.dive(worker, bounds, &region.columns, cutoff, Pace::Care)
}
