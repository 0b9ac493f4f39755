//! Round numbers for axes.

/// The least 1, 2 or 5 times a power of ten that makes at most `most` steps up to `top`.
pub(super) fn step(top: f64, most: f64) -> f64 {
    let raw = (top / most).max(1e-9);
    let power = 10f64.powf(raw.log10().floor());
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|n| n * power >= raw * 0.999_999);
    nice.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_are_round() {
        assert_eq!(step(13_874.0, 5.0), 5_000.0);
        assert_eq!(step(1.0, 5.0), 0.2);
        assert_eq!(step(26.0, 10.0), 5.0);
    }
}
