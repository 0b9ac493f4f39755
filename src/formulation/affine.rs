//! A sum of columns and a constant.
//!
//! Must not know what the columns mean.

use crate::program::Col;

/// Σ coefficient × column + constant.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Affine {
    /// Coefficients; a column may occur more than once.
    pub terms: Vec<(Col, f64)>,
    /// What does not depend on any column.
    pub constant: f64,
}

impl Affine {
    /// A constant.
    pub const fn constant(value: f64) -> Self {
        Self { terms: Vec::new(), constant: value }
    }
    /// One column.
    pub fn of(col: Col, coefficient: f64) -> Self {
        Self { terms: vec![(col, coefficient)], constant: 0.0 }
    }
    /// Adds a column.
    pub fn add(&mut self, col: Col, coefficient: f64) {
        if coefficient != 0.0 {
            self.terms.push((col, coefficient));
        }
    }
    /// Adds a multiple of another expression.
    pub fn add_scaled(&mut self, other: &Self, factor: f64) {
        if factor != 0.0 {
            self.terms.extend(other.terms.iter().map(|(c, a)| (*c, a * factor)));
            self.constant += other.constant * factor;
        }
    }
    /// The same minus a multiple of another.
    #[must_use]
    pub fn minus(mut self, other: &Self, factor: f64) -> Self {
        self.add_scaled(other, -factor);
        self
    }
    /// Value at a point given by column.
    pub fn at(&self, x: &[f64]) -> f64 {
        self.constant + self.terms.iter().map(|(c, a)| a * x[c.index()]).sum::<f64>()
    }
}
