//! What is left of a relaxation when some columns can take one value only.
//!
//! Columns that the rows then fix are taken out, and rows that nothing can break any more, until neither is left. Only the
//! rows are used, never the costs (but for columns that no row holds): what is taken out stays out when bounds are narrowed
//! further, so that one reduction serves a whole part of a search. Must not know a solver.

use crate::program::{Col, Column, Limit, Program, RowId, Sense, Variable};
use crate::tolerance::{EQUAL, MISSED_CLOSELY};

/// A program without what is decided, and the way back.
#[derive(Debug, Clone)]
pub struct Reduced {
    /// The smaller program, without names.
    pub program: Program,
    columns: Vec<Fate>,
    rows: Vec<Option<RowId>>,
    /// Rows that became bounds: row and column of the whole program, whether it is an upper bound.
    bounds: Vec<(RowId, Col, bool)>,
}

/// Where a column went.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Kept(Col),
    Fixed(f64),
}

/// A column that is not in the smaller program: its value is decided.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("decided: {0}")]
pub struct Decided(pub f64);

impl Reduced {
    /// Reduces the relaxation of `program` under other bounds for some columns; none if no point is within them.
    pub fn new(program: &Program, bounds: &[(Col, f64, f64)]) -> Option<Self> {
        let mut work = Work::new(program, bounds);
        work.propagate()?;
        Some(work.written())
    }

    /// Where a column is in the smaller program.
    ///
    /// # Errors
    /// Its value if it is decided.
    pub fn column(&self, col: Col) -> Result<Col, Decided> {
        match self.columns[col.index()] {
            Fate::Kept(c) => Ok(c),
            Fate::Fixed(v) => Err(Decided(v)),
        }
    }

    /// Values by column of the whole program, from those of the smaller one; `decided` gives the others from their value.
    pub fn restored(&self, x: &[f64], decided: impl Fn(f64) -> f64) -> Vec<f64> {
        let place = |p: &Fate| match p {
            Fate::Kept(c) => x[c.index()],
            Fate::Fixed(v) => decided(*v),
        };
        self.columns.iter().map(place).collect()
    }

    /// A point of the whole program as one of the smaller one.
    pub fn restricted(&self, x: &[f64]) -> Vec<f64> {
        let kept = self.columns.iter().zip(x).filter(|(p, _)| matches!(p, Fate::Kept(_)));
        kept.map(|(_, v)| *v).collect()
    }

    /// Columns of this program and of `before`, a reduction of the same program under wider bounds, that are the same.
    pub fn same_columns(&self, before: &Self) -> impl Iterator<Item = (Col, Col)> {
        self.columns.iter().zip(&before.columns).filter_map(|pair| match pair {
            (Fate::Kept(here), Fate::Kept(there)) => Some((*here, *there)),
            _ => None,
        })
    }

    /// Rows of this program and of `before` that are the same.
    pub fn same_rows(&self, before: &Self) -> impl Iterator<Item = (RowId, RowId)> {
        self.rows.iter().zip(&before.rows).filter_map(|(here, there)| here.zip(*there))
    }

    /// Rows of `before` that are bounds of a column here: row there, column here, whether it is its upper bound.
    pub fn turned(&self, before: &Self) -> impl Iterator<Item = (RowId, Col, bool)> {
        self.bounds.iter().filter_map(|(row, col, upper)| {
            before.rows[row.index()].zip(self.column(*col).ok()).map(|(row, col)| (row, col, *upper))
        })
    }
}

/// A reduction in progress.
struct Work<'a> {
    program: &'a Program,
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// Rows of each column.
    rows_of: Vec<Vec<u32>>,
    dropped: Vec<bool>,
    bounds: Vec<(RowId, Col, bool)>,
    /// Rows to look at (again).
    due: Vec<u32>,
    waiting: Vec<bool>,
}

/// What the terms of a row can add up to.
struct Activity {
    least: f64,
    most: f64,
    /// Largest of the finite amounts in it, for tolerances.
    size: f64,
}

impl<'a> Work<'a> {
    fn new(program: &'a Program, bounds: &[(Col, f64, f64)]) -> Self {
        let columns = program.columns();
        let (mut lower, mut upper): (Vec<f64>, Vec<f64>) = columns.iter().map(|c| (c.lower, c.upper)).unzip();
        for (col, lo, hi) in bounds {
            (lower[col.index()], upper[col.index()]) = (*lo, *hi);
        }
        let mut rows_of = vec![Vec::new(); columns.len()];
        let rows = program.rows();
        for (i, row) in rows.iter().enumerate() {
            for (col, _) in &row.terms {
                rows_of[col.index()].push(i as u32);
            }
        }
        let due = (0..rows.len() as u32).rev().collect();
        let (dropped, waiting) = (vec![false; rows.len()], vec![true; rows.len()]);
        Self { program, lower, upper, rows_of, dropped, bounds: Vec::new(), due, waiting }
    }

    fn decided(&self, col: Col) -> bool {
        self.upper[col.index()] <= self.lower[col.index()]
    }

    /// Looks at rows until none is due; none if a row cannot be kept.
    fn propagate(&mut self) -> Option<()> {
        while let Some(i) = self.due.pop() {
            self.waiting[i as usize] = false;
            if !self.dropped[i as usize] {
                self.look(i as usize)?;
            }
        }
        Some(())
    }

    fn look(&mut self, i: usize) -> Option<()> {
        let row = &self.program.rows()[i];
        let reach = self.reach(i);
        let (at_most, at_least) = (row.sense != Sense::AtLeast, row.sense != Sense::AtMost);
        let near = EQUAL * reach.size.max(row.rhs.abs()).max(1.0);
        let far = near.max(MISSED_CLOSELY * row.rhs.abs().max(1.0));
        if (at_most && reach.least > row.rhs + far) || (at_least && reach.most < row.rhs - far) {
            return None;
        }
        if (!at_most || reach.most <= row.rhs + near) && (!at_least || reach.least >= row.rhs - near) {
            self.dropped[i] = true;
        } else if at_most && reach.least >= row.rhs - near {
            self.press(i, false);
        } else if at_least && reach.most <= row.rhs + near {
            self.press(i, true);
        } else {
            self.alone(i);
        }
        Some(())
    }

    fn reach(&self, i: usize) -> Activity {
        let mut reach = Activity { least: 0.0, most: 0.0, size: 0.0 };
        for (col, a) in &self.program.rows()[i].terms {
            let ends = (a * self.lower[col.index()], a * self.upper[col.index()]);
            let (least, most) = if *a > 0.0 { ends } else { (ends.1, ends.0) };
            reach.least += least;
            reach.most += most;
            for end in [least, most] {
                if end.is_finite() {
                    reach.size = reach.size.max(end.abs());
                }
            }
        }
        reach
    }

    /// The row can only be kept at one end of its reach: every column is at its bound there.
    fn press(&mut self, i: usize, most: bool) {
        for (col, a) in &self.program.rows()[i].terms {
            let at = if (*a > 0.0) == most { self.upper[col.index()] } else { self.lower[col.index()] };
            self.fix(*col, at);
        }
        self.dropped[i] = true;
    }

    fn fix(&mut self, col: Col, at: f64) {
        if self.decided(col) {
            return;
        }
        (self.lower[col.index()], self.upper[col.index()]) = (at, at);
        self.again(col);
    }

    fn again(&mut self, col: Col) {
        for r in &self.rows_of[col.index()] {
            if !std::mem::replace(&mut self.waiting[*r as usize], true) {
                self.due.push(*r);
            }
        }
    }

    /// A row of one continuous column is a bound.
    fn alone(&mut self, i: usize) {
        let row = &self.program.rows()[i];
        let mut free = row.terms.iter().filter(|(c, _)| !self.decided(*c));
        let (Some((col, a)), None) = (free.next().copied(), free.next()) else { return };
        if self.program.get(col).integer {
            return;
        }
        let rest: f64 = row.terms.iter().filter(|(c, _)| *c != col).map(|(c, b)| b * self.lower[c.index()]).sum();
        let at = (row.rhs - rest) / a;
        let (lower, upper) = (self.lower[col.index()], self.upper[col.index()]);
        let above = (row.sense == Sense::AtMost) == (a > 0.0);
        if row.sense == Sense::Equal {
            self.fix(col, at.clamp(lower, upper));
        } else if above {
            self.upper[col.index()] = upper.min(at).max(lower);
            self.again(col);
        } else {
            self.lower[col.index()] = lower.max(at).min(upper);
            self.again(col);
        }
        self.bounds.push((RowId(i as u32), col, above));
        self.dropped[i] = true;
    }

    fn written(mut self) -> Reduced {
        let mut held = vec![false; self.lower.len()];
        for (row, dropped) in self.program.rows().iter().zip(&self.dropped) {
            for (col, _) in row.terms.iter().filter(|_| !dropped) {
                held[col.index()] = true;
            }
        }
        let mut program = Program::new(self.program.name.clone());
        let mut columns = Vec::with_capacity(held.len());
        let mut costs = Vec::new();
        let mut offset = self.program.offset;
        for (i, c) in self.program.columns().iter().enumerate() {
            // What no row holds is where it costs least. A decision of its own stays: its bounds may be narrowed.
            if !held[i] && !c.integer && self.lower[i] < self.upper[i] {
                let at = if c.cost < 0.0 { self.upper[i] } else { self.lower[i] };
                if at.is_finite() {
                    (self.lower[i], self.upper[i]) = (at, at);
                }
            }
            columns.push(if self.lower[i] < self.upper[i] {
                let (tag, integer) = (Variable::default(), c.integer);
                let (lower, upper) = (self.lower[i], self.upper[i]);
                let col = program.push_column(Column { tag, lower, upper, integer, cost: 0.0 });
                costs.push((col, c.cost));
                Fate::Kept(col)
            } else {
                offset += c.cost * self.lower[i];
                Fate::Fixed(self.lower[i])
            });
        }
        let mut rows = Vec::with_capacity(self.dropped.len());
        for (row, dropped) in self.program.rows().iter().zip(&self.dropped) {
            if *dropped {
                rows.push(None);
                continue;
            }
            let mut rhs = row.rhs;
            let mut terms = Vec::with_capacity(row.terms.len());
            for (col, a) in &row.terms {
                match columns[col.index()] {
                    Fate::Kept(c) => terms.push((c, *a)),
                    Fate::Fixed(v) => rhs -= a * v,
                }
            }
            rows.push(Some(program.row(Limit::default(), terms, row.sense, rhs)));
        }
        program.minimise(costs, offset);
        Reduced { program, columns, rows, bounds: self.bounds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn binary(p: &mut Program) -> Col {
        p.push_column(Column { tag: Variable::default(), lower: 0.0, upper: 1.0, integer: true, cost: 0.0 })
    }

    #[test]
    fn what_a_closed_site_decides_is_taken_out() {
        let mut p = Program::new("p");
        let open = binary(&mut p);
        let free = binary(&mut p);
        let [out, kept, other] = [(); 3].map(|()| p.column(Variable::default(), 0.0, 10.0));
        p.row(Limit::default(), [(out, 1.0), (open, -5.0)], Sense::AtMost, 0.0);
        p.row(Limit::default(), [(out, 1.0), (kept, 1.0), (other, 1.0)], Sense::Equal, 4.0);
        p.row(Limit::default(), [(kept, 2.0), (out, 1.0)], Sense::AtMost, 6.0);
        p.row(Limit::default(), [(other, 1.0), (free, 1.0)], Sense::AtMost, 100.0);
        p.minimise([(kept, 1.0), (other, 3.0), (free, 1.0)], 0.0);
        let r = Reduced::new(&p, &[(open, 0.0, 0.0)]).expect("some point");
        assert_eq!(r.column(out), Err(Decided(0.0)), "nothing leaves a closed site");
        let kept_there = r.column(kept).expect("open");
        assert_eq!(r.program.get(kept_there).upper, 3.0, "a row of one column is a bound");
        assert!(r.column(free).is_ok(), "a decision stays, whatever it costs");
        assert_eq!(r.program.rows().len(), 1);
        assert_eq!(r.restored(&[0.0, 3.0, 1.0], |v| v), [0.0, 0.0, 0.0, 3.0, 1.0]);
    }

    #[test]
    fn no_point_within_the_bounds_is_noticed() {
        let mut p = Program::new("p");
        let open = binary(&mut p);
        p.row(Limit::default(), [(open, 1.0)], Sense::AtLeast, 1.0);
        assert!(Reduced::new(&p, &[(open, 0.0, 0.0)]).is_none());
        assert!(Reduced::new(&p, &[]).expect("some point").column(open).is_err(), "it is open");
    }
}
