//! A linear program with named, typed rows and columns, free of any solver.
//!
//! Knows columns, rows, what each of them is (its tag), an objective and how to write itself as MPS or LP. Does not know
//! what a site does, nor who will solve it. Values of a solution are read back by [`Col`] and [`RowId`] handles, never by position.

pub mod lp;
pub mod mps;
mod names;
pub mod presolve;
mod tag;

use std::sync::Arc;

pub use tag::{Entity, Family, Keys, Limit, Part, Quantity, Tag, Variable};

/// Handle of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Col(u32);

/// Handle of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(u32);

impl Col {
    /// Position in the program's columns, for backends and exports.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
impl RowId {
    /// Position in the program's rows, for backends and exports.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A column (variable).
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What it is: printed as `flow[coe-container,gao-bamako,w07]`.
    pub tag: Variable,
    /// Lower bound, may be `-inf`.
    pub lower: f64,
    /// Upper bound, may be `inf`.
    pub upper: f64,
    /// Whole numbers only.
    pub integer: bool,
    /// Coefficient in the objective.
    pub cost: f64,
}

/// Sense of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Σ ≤ rhs.
    AtMost,
    /// Σ = rhs.
    Equal,
    /// Σ ≥ rhs.
    AtLeast,
}

/// A row (constraint): Σ coefficient × column, sense, right-hand side.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// What it is: printed as `route_capacity[gao-bamako,w07]`.
    pub tag: Limit,
    /// Coefficients; each column at most once, none zero, ascending by column.
    pub terms: Vec<(Col, f64)>,
    /// Sense.
    pub sense: Sense,
    /// Right-hand side.
    pub rhs: f64,
}

/// Minimise cost · x subject to the rows and the columns' bounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Program {
    /// Name of the model, for exports.
    pub name: String,
    keys: Arc<Keys>,
    columns: Vec<Column>,
    rows: Vec<Constraint>,
    /// Constant added to the objective.
    pub offset: f64,
}

impl Program {
    /// An empty program.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The same, with the names of what its tags are about.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = Arc::new(keys);
        self
    }

    /// The user's own name of what a tag is about.
    pub fn entity_name(&self, entity: Entity) -> String {
        tag::entity(entity, &self.keys, &|r| self.row_name(r))
    }

    /// Name of a row, printed from its tag.
    pub fn row_name(&self, row: RowId) -> String {
        let tag = &self.get_row(row).tag;
        tag::name(tag.family.key(), tag, &self.keys, &|r| self.row_name(r))
    }

    /// Name of a column, printed from its tag.
    pub fn column_name(&self, col: Col) -> String {
        let tag = &self.get(col).tag;
        tag::name(tag.family.key(), tag, &self.keys, &|r| self.row_name(r))
    }

    /// Adds a continuous column with cost 0.
    pub fn column(&mut self, tag: Variable, lower: f64, upper: f64) -> Col {
        self.push_column(Column { tag, lower, upper, integer: false, cost: 0.0 })
    }

    /// Adds a column that is 0 or 1, with cost 0.
    pub fn binary(&mut self, tag: Variable) -> Col {
        self.push_column(Column { tag, lower: 0.0, upper: 1.0, integer: true, cost: 0.0 })
    }

    /// Adds a column as it is.
    ///
    /// # Panics
    /// With more than 2^32 columns.
    pub fn push_column(&mut self, column: Column) -> Col {
        let id = Col(u32::try_from(self.columns.len()).expect("invariant: fewer than 2^32 columns"));
        self.columns.push(column);
        id
    }

    /// Adds a row. Terms of the same column are summed, zero coefficients dropped.
    ///
    /// # Panics
    /// With more than 2^32 rows.
    pub fn row(&mut self, tag: Limit, terms: impl IntoIterator<Item = (Col, f64)>, sense: Sense, rhs: f64) -> RowId {
        let mut terms: Vec<(Col, f64)> = terms.into_iter().filter(|(_, a)| *a != 0.0).collect();
        terms.sort_by_key(|(c, _)| *c);
        terms.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1 += b.1;
            }
            same
        });
        terms.retain(|(_, a)| *a != 0.0);
        let id = RowId(u32::try_from(self.rows.len()).expect("invariant: fewer than 2^32 rows"));
        self.rows.push(Constraint { tag, terms, sense, rhs });
        id
    }

    /// Sets the objective: all costs become 0, then the given ones are added up.
    pub fn minimise(&mut self, terms: impl IntoIterator<Item = (Col, f64)>, offset: f64) {
        for c in &mut self.columns {
            c.cost = 0.0;
        }
        for (col, cost) in terms {
            self.columns[col.index()].cost += cost;
        }
        self.offset = offset;
    }

    /// Adds to the cost of a column.
    pub fn add_cost(&mut self, col: Col, cost: f64) {
        self.columns[col.index()].cost += cost;
    }

    /// Narrows or widens a column's bounds.
    pub fn set_bounds(&mut self, col: Col, lower: f64, upper: f64) {
        let c = &mut self.columns[col.index()];
        (c.lower, c.upper) = (lower, upper);
    }

    /// Changes a row's right-hand side.
    pub fn set_rhs(&mut self, row: RowId, rhs: f64) {
        self.rows[row.index()].rhs = rhs;
    }

    /// Adds a column to an existing row (slack for a search of what conflicts).
    pub fn add_to_row(&mut self, row: RowId, col: Col, coefficient: f64) {
        self.rows[row.index()].terms.push((col, coefficient));
    }

    /// Makes a column whole, or lets it take fractions.
    pub fn set_integer(&mut self, col: Col, integer: bool) {
        self.columns[col.index()].integer = integer;
    }

    /// Lets every integer column take fractions.
    pub fn relax(&mut self) {
        for c in &mut self.columns {
            c.integer = false;
        }
    }

    /// All columns in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }
    /// All rows in order.
    pub fn rows(&self) -> &[Constraint] {
        &self.rows
    }
    /// One column.
    pub fn get(&self, col: Col) -> &Column {
        &self.columns[col.index()]
    }
    /// One row.
    pub fn get_row(&self, row: RowId) -> &Constraint {
        &self.rows[row.index()]
    }
    /// Handles of all columns.
    pub fn column_ids(&self) -> impl Iterator<Item = Col> + use<> {
        (0..self.columns.len() as u32).map(Col)
    }
    /// Handles of all rows.
    pub fn row_ids(&self) -> impl Iterator<Item = RowId> + use<> {
        (0..self.rows.len() as u32).map(RowId)
    }
    /// Some column must be whole.
    pub fn has_integers(&self) -> bool {
        self.columns.iter().any(|c| c.integer)
    }
    /// Nonzero coefficients.
    pub fn nonzeros(&self) -> usize {
        self.rows.iter().map(|r| r.terms.len()).sum()
    }
    /// Objective at a point given by column.
    pub fn objective_at(&self, x: &[f64]) -> f64 {
        self.offset + self.columns.iter().zip(x).map(|(c, v)| c.cost * v).sum::<f64>()
    }
    /// Largest violation of any row at a point, relative to the amounts that it adds up (and to 1 at least).
    pub fn misses_at(&self, x: &[f64]) -> f64 {
        let rows = self.rows.iter().map(|r| {
            let (mut lhs, mut size) = (0.0, r.rhs.abs().max(1.0));
            for (c, a) in &r.terms {
                let v = a * x[c.index()];
                lhs += v;
                size = size.max(v.abs());
            }
            let miss = match r.sense {
                Sense::AtMost => lhs - r.rhs,
                Sense::Equal => (lhs - r.rhs).abs(),
                Sense::AtLeast => r.rhs - lhs,
            };
            if miss.is_nan() { f64::INFINITY } else { miss.max(0.0) / size }
        });
        rows.fold(0.0, f64::max)
    }
    /// Largest violation of any row or bound at a point (not relative).
    pub fn violation_at(&self, x: &[f64]) -> f64 {
        let bounds = self.columns.iter().zip(x).map(|(c, v)| (c.lower - v).max(v - c.upper));
        let rows = self.rows.iter().map(|r| {
            let lhs: f64 = r.terms.iter().map(|(c, a)| a * x[c.index()]).sum();
            match r.sense {
                Sense::AtMost => lhs - r.rhs,
                Sense::Equal => (lhs - r.rhs).abs(),
                Sense::AtLeast => r.rhs - lhs,
            }
        });
        bounds.chain(rows).fold(0.0, f64::max)
    }
}
