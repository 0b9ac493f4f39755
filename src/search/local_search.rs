//! Local search: one whole column up or down, one up for another down, one chain longer or shorter. The relaxation's reduced costs
//! say what a step gains at most, so the steps are tried in that order and those that cannot gain are left out.
//!
//! Must not know what a column stands for.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::WorkTable;
use super::table::{Board, Bounds, Overlay, TableWorker};
use crate::program::Col;
use crate::solve::{Trouble, Vertex};
use crate::tolerance::{BETTER, NOISE, OPEN};

/// Steps tried from one point in vain until the search ends.
const IN_VAIN: usize = 2_000;
/// Columns that are tried in exchange for another one.
const EXCHANGES: usize = 60;

/// A step and what it gains at most (negative: better).
struct Step {
    bounds: Bounds,
    gain: f64,
}

/// When to stop, and with how many threads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopping {
    /// An objective that need not be bettered.
    pub enough: f64,
    /// One, or as many as there are.
    pub threads: usize,
}

/// Betters a point whose `columns` and `chains` (columns that fall from 1 to 0 once) are fixed at whole values.
pub(crate) fn improve(
    table: &mut WorkTable,
    columns: &[Col],
    chains: &[Vec<Col>],
    start: Vertex,
    goal: Stopping,
) -> Result<Vertex, Trouble> {
    let mut best = start;
    let mut in_vain: BTreeSet<Vec<(Col, bool)>> = BTreeSet::new();
    'point: loop {
        table.start_from(&best);
        if best.objective <= goal.enough {
            return Ok(best);
        }
        let mut steps = steps(&table.board, columns, chains, &best);
        // What was tried in vain from a point before comes last.
        steps.sort_by_key(|s| in_vain.contains(&table.board.directions(&s.bounds)));
        let cutoff = best.objective - BETTER * best.objective.abs().max(NOISE);
        let mut tried = 0;
        for some in steps.chunks(table.workers.len()) {
            if table.board.stopped() || tried >= IN_VAIN {
                break;
            }
            tried += some.len();
            let found = side_by_side(table, some, cutoff, goal.threads)?;
            in_vain.extend(some.iter().map(|s| table.board.directions(&s.bounds)));
            let better = found.into_iter().zip(some).filter_map(|(v, s)| v.map(|v| (v, s)));
            if let Some((vertex, step)) = better.min_by(|a, b| a.0.objective.total_cmp(&b.0.objective)) {
                table.keep(&step.bounds);
                best = vertex;
                continue 'point;
            }
        }
        return Ok(best);
    }
}

/// Tries some steps, one for each worker.
fn side_by_side(
    table: &mut WorkTable,
    steps: &[Step],
    cutoff: f64,
    threads: usize,
) -> Result<Vec<Option<Vertex>>, Trouble> {
    let (board, workers) = (&table.board, &mut table.workers);
    let one = |(worker, step): (&mut TableWorker, &Step)| board.try_on(worker, &step.bounds, board.near(), cutoff);
    let found: Result<Vec<_>, Trouble> = if threads == 1 {
        workers.iter_mut().zip(steps).map(one).collect()
    } else {
        workers.par_iter_mut().zip(steps).map(one).collect()
    };
    Ok(found?.into_iter().map(|v| v.filter(|v| v.objective < cutoff)).collect())
}

/// Steps that could gain, the most promising first.
fn steps(table: &Board, columns: &[Col], chains: &[Vec<Col>], at: &Vertex) -> Vec<Step> {
    let mut up: Vec<(f64, Col, f64)> = Vec::new();
    let mut down = Vec::new();
    for col in columns {
        let (value, reduced) = (table.lower[col.index()], at.reduced[col.index()]);
        if value < table.program.get(*col).upper {
            up.push((reduced, *col, value + 1.0));
        }
        if value > table.program.get(*col).lower {
            down.push((-reduced, *col, value - 1.0));
        }
    }
    up.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut steps: Vec<Step> = Vec::new();
    let single = |(gain, col, value): &(f64, Col, f64)| Step { bounds: vec![(*col, *value, *value)], gain: *gain };
    steps.extend(up.iter().chain(&down).map(single));
    for lost in &down {
        for won in up.iter().take(EXCHANGES).filter(|w| w.1 != lost.1) {
            let bounds = vec![(lost.1, lost.2, lost.2), (won.1, won.2, won.2)];
            steps.push(Step { bounds, gain: lost.0 + won.0 });
        }
    }
    let closings: Vec<Step> = chains.iter().flat_map(|chain| ends(table, chain, at)).collect();
    // A chain's end often has to move together with one of the columns.
    for end in &closings {
        for (gain, col, value) in up.iter().take(EXCHANGES / 4).chain(&down) {
            let bounds = [&end.bounds[..], &[(*col, *value, *value)]].concat();
            steps.push(Step { bounds, gain: end.gain + gain });
        }
    }
    steps.extend(closings);
    let least = -BETTER * at.objective.abs().max(NOISE);
    steps.retain(|s| s.gain < least && !table.hopeless(&s.bounds, &Overlay::new()));
    steps.sort_by(|a, b| a.gain.total_cmp(&b.gain));
    steps
}

/// A chain one longer, and one shorter.
fn ends(table: &Board, chain: &[Col], at: &Vertex) -> Vec<Step> {
    let length = chain.iter().take_while(|c| table.lower[c.index()] > OPEN).count();
    let step = |col: Option<&Col>, value: f64| {
        let col = *col?;
        let reduced = at.reduced[col.index()];
        Some(Step { bounds: vec![(col, value, value)], gain: if value > OPEN { reduced } else { -reduced } })
    };
    let shorter = length.checked_sub(1).and_then(|last| step(chain.get(last), 0.0));
    [step(chain.get(length), 1.0), shorter].into_iter().flatten().collect()
}
