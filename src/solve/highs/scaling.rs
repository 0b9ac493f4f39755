//! Rows and columns scaled by powers of two until their coefficients are near one: for programs whose figures lie so far apart that
//! the solver's own scaling does not reach. A power of two changes no digit.
//!
//! Must not know what the rows mean.

use super::ffi::Matrix;

/// Rounds over rows and columns.
const ROUNDS: usize = 4;

/// By what rows and columns were multiplied; empty: by nothing.
#[derive(Default)]
pub(super) struct Factors {
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Factors {
    /// Values and prices of the program as it was.
    pub(super) fn undo(&self, x: &mut [f64], duals: &mut [f64]) {
        for (v, factor) in x.iter_mut().zip(&self.columns) {
            *v *= factor;
        }
        for (price, factor) in duals.iter_mut().zip(&self.rows) {
            *price *= factor;
        }
    }
}

/// Scales a matrix; columns that must be whole stay as they are.
pub(super) fn near_one(m: &mut Matrix) -> Factors {
    let (mut rows, mut columns) = (vec![1.0; m.row_lower.len()], vec![1.0; m.cost.len()]);
    for _ in 0..ROUNDS {
        let (mut of_rows, mut of_columns) =
            (vec![Middle::default(); rows.len()], vec![Middle::default(); columns.len()]);
        each(m, |row, col, v| of_rows[row].add(v * rows[row] * columns[col]));
        rows.iter_mut().zip(&of_rows).for_each(|(factor, middle)| *factor *= middle.inverse());
        each(m, |row, col, v| of_columns[col].add(v * rows[row] * columns[col]));
        for (i, factor) in columns.iter_mut().enumerate() {
            *factor *= if m.integer[i] == 0 { of_columns[i].inverse() } else { 1.0 };
        }
    }
    let mut k = 0;
    for (row, factor) in rows.iter().enumerate() {
        let end = m.start.get(row + 1).map_or(m.value.len(), |s| *s as usize);
        while k < end {
            m.value[k] *= factor * columns[m.index[k] as usize];
            k += 1;
        }
        m.row_lower[row] *= factor;
        m.row_upper[row] *= factor;
    }
    for (i, factor) in columns.iter().enumerate() {
        m.cost[i] *= factor;
        m.lower[i] /= factor;
        m.upper[i] /= factor;
    }
    Factors { rows, columns }
}

/// Every coefficient with its row and column.
fn each(m: &Matrix, mut of: impl FnMut(usize, usize, f64)) {
    for row in 0..m.start.len() {
        let end = m.start.get(row + 1).map_or(m.value.len(), |s| *s as usize);
        for k in m.start[row] as usize..end {
            of(row, m.index[k] as usize, m.value[k].abs());
        }
    }
}

/// The middle of some amounts on a scale of powers.
#[derive(Clone, Default)]
struct Middle {
    sum: f64,
    count: f64,
}

impl Middle {
    fn add(&mut self, v: f64) {
        self.sum += v.log2();
        self.count += 1.0;
    }
    fn inverse(&self) -> f64 {
        if self.count > 0.0 { (-self.sum / self.count).round().exp2() } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_far_apart_come_near_one_and_values_come_back() {
        // 1e12 x - y <= 4e12, x whole-free, y in [0, 8]: in any scale x = 4 and y = 0 stay what they are.
        let mut m = Matrix {
            cost: vec![1.0, 1.0],
            lower: vec![0.0, 0.0],
            upper: vec![f64::INFINITY, 8.0],
            integer: vec![0, 0],
            row_lower: vec![f64::NEG_INFINITY],
            row_upper: vec![4e12],
            start: vec![0],
            index: vec![0, 1],
            value: vec![1e12, -1.0],
        };
        let factors = near_one(&mut m);
        assert!(m.value.iter().all(|v| (0.1..10.0).contains(&v.abs())), "{:?}", m.value);
        // At the row's limit with y = 0 the scaled x is the limit over its coefficient.
        let (mut x, mut duals) = (vec![m.row_upper[0] / m.value[0], 0.0], vec![1.0]);
        factors.undo(&mut x, &mut duals);
        assert!((x[0] - 4.0).abs() < 1e-12 && m.upper[1] * factors.columns[1] == 8.0, "{x:?}");
    }
}
