//! Diving: the column that is nearest to the whole number above it is raised, the relaxation follows, until all are whole.
//!
//! Must not know what a column stands for. Must not try anything twice: what cannot be raised is lowered, and what can be neither ends
//! the dive.

use super::WorkTable;
use super::table::{Board, Bounds, Overlay, TableWorker};
use crate::program::Col;
use crate::solve::{From, Trouble, Vertex};
use crate::tolerance::{NOISE, WHOLE};

/// Fractions below this are lowered, half of them at a time: a dive that raises them all sends lifts for nothing.
const SMALL: f64 = 0.15;
/// Fractions above this are raised together, so many at a time.
const NEARLY: f64 = 0.9;
const TOGETHER: usize = 8;
/// A step that costs more than this share is not taken before some others were looked at.
const DEAR: f64 = 1e-3;
const LOOKED_AT: usize = 4;
/// Steps of one dive before which others are looked at.
const LOOKS: usize = 6;
/// In haste fractions above this are raised together, all of them.
const HALF: f64 = 0.5;

/// How much a dive looks around.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Pace {
    /// Any whole point will do.
    Haste,
    /// A good one is worth some more relaxations.
    Care,
}

impl WorkTable<'_> {
    /// Makes some columns whole; they keep these values. None if the dive came to an end before.
    pub(crate) fn dive(&mut self, columns: &[Col], pace: Pace) -> Result<Option<Vertex>, Trouble> {
        let found = self.board.dive(&mut self.workers[0], Bounds::new(), columns, f64::INFINITY, pace)?;
        Ok(found.map(|(vertex, bounds)| {
            self.keep(&bounds);
            self.start_from(&vertex);
            vertex
        }))
    }

    /// All columns raised to the whole number above them, and kept there; none if that cannot be.
    pub(crate) fn raise(&mut self, columns: &[Col]) -> Result<Option<Vertex>, Trouble> {
        let Some(vertex) = self.try_one(&[])? else { return Ok(None) };
        let up = |c: &Col| (vertex.x[c.index()] - WHOLE).ceil();
        let trial: Vec<_> = columns.iter().map(|c| (*c, up(c), up(c))).collect();
        let found = self.try_one(&trial)?;
        if found.is_some() {
            self.keep(&trial);
        }
        Ok(found)
    }
}

impl Board<'_> {
    /// A point whose `columns` are whole under the bounds of now and some others; with it these and the values of the columns, to be
    /// kept. None if the dive came to an end before, or to where all is worse than `cutoff`.
    pub(super) fn dive(
        &self,
        worker: &mut TableWorker,
        bounds: Bounds,
        columns: &[Col],
        cutoff: f64,
        pace: Pace,
    ) -> Result<Option<(Vertex, Bounds)>, Trouble> {
        let overlay = bounds.into_iter().map(|(c, lower, upper)| (c, (lower, upper))).collect();
        let mut dive =
            Dive { board: self, worker, overlay, cutoff, looks: if pace == Pace::Care { LOOKS } else { 0 }, pace };
        let Some(mut vertex) = dive.within(&[], self.near(), cutoff)? else { return Ok(None) };
        loop {
            let mut fractions: Vec<(f64, Col)> = columns
                .iter()
                .map(|c| (vertex.x[c.index()], *c))
                .filter(|(v, _)| (v - v.round()).abs() > WHOLE)
                .map(|(v, c)| (v.fract(), c))
                .collect();
            fractions.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let Some((fraction, _)) = fractions.first().copied() else { break };
            let some =
                if fraction < SMALL { dive.lower(&fractions, &vertex)? } else { dive.raise(&fractions, &vertex)? };
            let next = match some {
                Some(found) => Some(found),
                None => dive.decide(&fractions, &vertex)?,
            };
            let Some(found) = next.filter(|_| !self.stopped()) else { return Ok(None) };
            vertex = found;
        }
        for c in columns {
            let value = vertex.x[c.index()].round();
            dive.overlay.insert(*c, (value, value));
        }
        let bounds = dive.overlay.into_iter().map(|(c, (lower, upper))| (c, lower, upper)).collect();
        Ok(Some((vertex, bounds)))
    }
}

/// A dive under way: bounds so far, above those of the board.
struct Dive<'a, 'b> {
    board: &'a Board<'b>,
    worker: &'a mut TableWorker,
    overlay: Overlay,
    cutoff: f64,
    looks: usize,
    pace: Pace,
}

impl Dive<'_, '_> {
    fn within(&mut self, trial: &[(Col, f64, f64)], from: From, cutoff: f64) -> Result<Option<Vertex>, Trouble> {
        let mut bounds = self.overlay.clone();
        bounds.extend(trial.iter().map(|(c, lower, upper)| (*c, (*lower, *upper))));
        let bounds: Bounds = bounds.into_iter().map(|(c, (lower, upper))| (c, lower, upper)).collect();
        Ok(self.board.try_on(self.worker, &bounds, from, cutoff)?.filter(|v| v.objective < cutoff))
    }

    /// The point under some more bounds, which are kept if there is one.
    fn step(&mut self, trial: &[(Col, f64, f64)], near: &Vertex) -> Result<Option<Vertex>, Trouble> {
        if self.board.hopeless(trial, &self.overlay) {
            return Ok(None);
        }
        let dear = near.objective + DEAR * near.objective.abs().max(NOISE);
        let looks = self.looks > 0;
        let found =
            self.within(trial, From::Glance(&near.basis), self.cutoff)?.filter(|v| !looks || v.objective <= dear);
        if found.is_some() {
            self.overlay.extend(trial.iter().map(|(c, lower, upper)| (*c, (*lower, *upper))));
        }
        Ok(found)
    }

    fn bounds(&self, col: Col) -> (f64, f64) {
        let now = (self.board.lower[col.index()], self.board.upper[col.index()]);
        self.overlay.get(&col).copied().unwrap_or(now)
    }

    /// Raises a column, or lowers it: the first of some that costs little, else the one that costs least.
    fn decide(&mut self, fractions: &[(f64, Col)], near: &Vertex) -> Result<Option<Vertex>, Trouble> {
        let dear = near.objective + DEAR * near.objective.abs().max(NOISE);
        let mut least: Option<(Vertex, (Col, f64, f64))> = None;
        let looks = self.looks > 0;
        let some = if looks { LOOKED_AT } else { 1 };
        for (i, (_, col)) in fractions.iter().take(some).enumerate() {
            let (value, (lower, upper)) = (near.x[col.index()], self.bounds(*col));
            for bounds in [(*col, value.ceil(), upper), (*col, lower, value.floor())] {
                if bounds.1 > bounds.2 || self.board.hopeless(&[bounds], &self.overlay) {
                    continue;
                }
                let from = if looks { From::Glance(&near.basis) } else { From::Near(&near.basis) };
                let cutoff = least.as_ref().map_or(self.cutoff, |(v, _)| v.objective.min(self.cutoff));
                let Some(found) = self.within(&[bounds], from, cutoff)? else { continue };
                if some == 1 {
                    least = Some((found, bounds));
                    break;
                }
                if least.as_ref().is_none_or(|(v, _)| found.objective < v.objective) {
                    least = Some((found, bounds));
                }
                if least.as_ref().is_some_and(|(v, _)| v.objective <= dear) {
                    break;
                }
            }
            if (some == 1 && least.is_some())
                || least.as_ref().is_some_and(|(v, _)| v.objective <= dear)
                || self.board.stopped()
            {
                break;
            }
            self.looks = self.looks.saturating_sub(usize::from(i == 0));
        }
        Ok(least.map(|(found, (col, lower, upper))| {
            self.overlay.insert(col, (lower, upper));
            found
        }))
    }

    /// Lowers the smaller half of the fractions.
    fn lower(&mut self, fractions: &[(f64, Col)], near: &Vertex) -> Result<Option<Vertex>, Trouble> {
        let half = &fractions[fractions.len() / 2..];
        let trial: Vec<_> = half.iter().map(|(_, c)| (*c, self.bounds(*c).0, near.x[c.index()].floor())).collect();
        self.step(&trial, near)
    }

    /// Raises those that are nearly whole, or none.
    fn raise(&mut self, fractions: &[(f64, Col)], near: &Vertex) -> Result<Option<Vertex>, Trouble> {
        let (nearly, together) =
            if self.pace == Pace::Haste { (HALF, fractions.len() / 6) } else { (NEARLY, TOGETHER) };
        let many = fractions.iter().take_while(|(fraction, _)| *fraction > nearly).count();
        let nearly =
            fractions.iter().take(if self.pace == Pace::Haste { many.max(together) } else { many.min(together) });
        let trial: Vec<_> = nearly.map(|(_, c)| (*c, near.x[c.index()].ceil(), self.bounds(*c).1)).collect();
        if trial.len() < 2 { Ok(None) } else { self.step(&trial, near) }
    }
}
