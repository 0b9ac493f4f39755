//! The smallest amount of a change that does something, by bisection.
//!
//! Knows nothing of missions: the test is the caller's, and must be monotone (what helps, helps more with more of it).

/// The smallest amount in (0, `most`] that passes, to `precision` (a share of `most`); none if even `most` does not. What is
/// returned has passed; the amount `precision * most` below it has not, or is nothing.
///
/// # Errors
/// The test's.
pub fn smallest<E>(
    most: f64,
    precision: f64,
    mut passes: impl FnMut(f64) -> Result<bool, E>,
) -> Result<Option<f64>, E> {
    if most <= 0.0 || !passes(most)? {
        return Ok(None);
    }
    let (mut low, mut high) = (0.0, most);
    while high - low > precision * most {
        let middle = f64::midpoint(low, high);
        if passes(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

/// The smallest whole number in `1..=most` that passes; none if even `most` does not.
///
/// # Errors
/// The test's.
pub fn smallest_whole<E>(most: u32, mut passes: impl FnMut(u32) -> Result<bool, E>) -> Result<Option<u32>, E> {
    if most == 0 || !passes(most)? {
        return Ok(None);
    }
    let (mut low, mut high) = (0, most);
    while high - low > 1 {
        let middle = u32::midpoint(low, high);
        if passes(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edge_is_found_from_above() {
        let found = smallest::<()>(8.0, 1e-3, |x| Ok(x >= 2.7)).expect("no error").expect("it passes");
        assert!((2.7..2.7 + 8e-3).contains(&found), "{found}");
        assert_eq!(smallest::<()>(2.0, 1e-3, |x| Ok(x >= 2.7)), Ok(None));
        assert_eq!(smallest_whole::<()>(26, |n| Ok(n >= 5)), Ok(Some(5)));
        assert_eq!(smallest_whole::<()>(26, |_| Ok(true)), Ok(Some(1)));
        assert_eq!(smallest_whole::<()>(4, |n| Ok(n >= 5)), Ok(None));
    }
}
