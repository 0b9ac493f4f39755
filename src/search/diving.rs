//! Diving: the column that is nearest to the whole number above it is raised, the relaxation follows, until all are whole.
//!
//! Must not try anything twice: what cannot be raised is lowered, and what can be neither ends the dive.

use super::WorkTable;
use crate::program::Col;
use crate::solve::{Trouble, Vertex};
use crate::tolerance::WHOLE;

/// Fractions below this are lowered, half of them at a time: a dive that raises them all sends lifts for nothing.
const SMALL: f64 = 0.15;
/// Fractions above this are raised together, so many at a time.
const NEARLY: f64 = 0.9;
const TOGETHER: usize = 8;

impl WorkTable<'_> {
    /// Makes some columns whole; they keep these values. None if the dive came to an end before.
    pub(crate) fn dive(&mut self, columns: &[Col]) -> Result<Option<Vertex>, Trouble> {
        let Some(mut vertex) = self.try_one(&[])? else { return Ok(None) };
        loop {
            self.start_from(&vertex);
            let mut fractions: Vec<(f64, Col)> = columns
                .iter()
                .map(|c| (vertex.x[c.index()], *c))
                .filter(|(v, _)| (v - v.round()).abs() > WHOLE)
                .map(|(v, c)| (v.fract(), c))
                .collect();
            fractions.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let Some((fraction, col)) = fractions.first().copied() else { break };
            let next = if fraction < SMALL {
                self.lower_some(&fractions, &vertex)?
            } else {
                self.raise_some(&fractions, &vertex)?
            };
            let next = match next {
                Some(found) => Some(found),
                None => self.decide(col, vertex.x[col.index()])?,
            };
            let Some(found) = next.filter(|_| !self.board.stopped()) else { return Ok(None) };
            vertex = found;
        }
        let fixed: Vec<_> = columns.iter().map(|c| (*c, vertex.x[c.index()].round())).map(|(c, v)| (c, v, v)).collect();
        self.keep(&fixed);
        Ok(Some(vertex))
    }

    /// Raises a column, or lowers it.
    fn decide(&mut self, col: Col, value: f64) -> Result<Option<Vertex>, Trouble> {
        let (lower, upper) = (self.board.lower[col.index()], self.board.upper[col.index()]);
        for bounds in [(col, value.ceil(), upper), (col, lower, value.floor())] {
            if bounds.1 <= bounds.2
                && !self.board.hopeless(&[bounds])
                && let Some(found) = self.try_one(&[bounds])?
            {
                self.keep(&[bounds]);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Lowers the smaller half of the fractions.
    fn lower_some(&mut self, fractions: &[(f64, Col)], vertex: &Vertex) -> Result<Option<Vertex>, Trouble> {
        let half = &fractions[fractions.len() / 2..];
        let down = |(_, c): &(f64, Col)| (*c, self.board.lower[c.index()], vertex.x[c.index()].floor());
        let trial: Vec<_> = half.iter().map(down).collect();
        let found = self.try_one(&trial)?;
        if found.is_some() {
            self.keep(&trial);
        }
        Ok(found)
    }

    /// Raises those that are nearly whole, or none.
    fn raise_some(&mut self, fractions: &[(f64, Col)], vertex: &Vertex) -> Result<Option<Vertex>, Trouble> {
        let near = fractions.iter().take_while(|(fraction, _)| *fraction > NEARLY).take(TOGETHER);
        let up = |(_, c): &(f64, Col)| (*c, vertex.x[c.index()].ceil(), self.board.upper[c.index()]);
        let trial: Vec<_> = near.map(up).collect();
        if trial.len() < 2 || self.board.hopeless(&trial) {
            return Ok(None);
        }
        let found = self.try_one(&trial)?;
        if found.is_some() {
            self.keep(&trial);
        }
        Ok(found)
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
