//! Statistics of a list of numbers: percentiles, shares with their intervals, means with theirs.

use serde::Serialize;

/// Two-sided 95 % of the normal distribution.
pub const Z: f64 = 1.959_964;

/// Percentiles of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Percentiles {
    /// Mean.
    pub mean: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    /// 5 % lie below.
    pub p5: f64,
    /// Half lie below.
    pub p50: f64,
    /// 80 % lie below.
    pub p80: f64,
    /// 95 % lie below.
    pub p95: f64,
}

impl Percentiles {
    /// Of a list; zeros for an empty one.
    pub fn of(mut v: Vec<f64>) -> Self {
        if v.is_empty() {
            return Self { mean: 0.0, standard_error: 0.0, p5: 0.0, p50: 0.0, p80: 0.0, p95: 0.0 };
        }
        v.sort_by(f64::total_cmp);
        let n = v.len() as f64;
        let mean = v.iter().sum::<f64>() / n;
        let variance = v.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        let at = |p: f64| v[((p * n).ceil() as usize).clamp(1, v.len()) - 1];
        Self { mean, standard_error: (variance / n).sqrt(), p5: at(0.05), p50: at(0.5), p80: at(0.8), p95: at(0.95) }
    }
}

/// A share of the worlds, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Chance {
    /// Worlds in which it is so.
    pub worlds: usize,
    /// Of all.
    pub share: f64,
    /// Lower end of the interval (Wilson).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Chance {
    /// `worlds` of `n`; n > 0.
    pub fn of(worlds: usize, n: usize) -> Self {
        let (p, n) = (worlds as f64 / n as f64, n as f64);
        let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
        let half = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        Self { worlds, share: p, low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
    }
    /// Half the width of the interval.
    pub fn half_width(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// A mean with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// Mean.
    pub mean: f64,
    /// Lower end (normal).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Of a list.
    pub fn of(v: Vec<f64>) -> Self {
        let s = Percentiles::of(v);
        Self { mean: s.mean, low: s.mean - Z * s.standard_error, high: s.mean + Z * s.standard_error }
    }
    /// Zero lies outside.
    pub fn is_clear(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_of_the_list() {
        let s = Percentiles::of((1..=100).map(f64::from).collect());
        assert_eq!((s.mean, s.p5, s.p50, s.p80, s.p95), (50.5, 5.0, 50.0, 80.0, 95.0));
        // Variance of 1..=100 is 100 × 101 / 12.
        assert!((s.standard_error - (100.0 * 101.0 / 12.0 / 100.0_f64).sqrt()).abs() < 1e-9);
    }

    /// Wilson, 1927, by hand for 8 of 10: middle (0.8 + 0.19207) / 1.38415, half 0.21839.
    #[test]
    fn wilson_by_hand() {
        let c = Chance::of(8, 10);
        assert!((c.low - 0.4902).abs() < 1e-3 && (c.high - 0.9433).abs() < 1e-3, "{c:?}");
        let none = Chance::of(0, 50);
        assert!(none.low == 0.0 && none.high > 0.05 && none.high < 0.09, "{none:?}");
    }
}
