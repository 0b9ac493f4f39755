//! Neighbours of a plan's closures: one site a little sooner or later, or two that close at nearly the same time together.
//!
//! Must not know what a move is worth.

use super::windows::Windows;
use crate::optimise::fixing::Closures;

/// By how many periods one closing is moved.
const SHIFTS: [i64; 4] = [-1, 1, -2, 2];
/// Sites that close within so many periods of each other are moved together too.
const TOGETHER: u32 = 1;

/// Closures near `at` within `windows`, the likeliest first.
pub(super) fn neighbours(at: &Closures, windows: &Windows) -> Vec<Closures> {
    let free: Vec<usize> = (0..at.len()).filter(|s| windows[*s].0 < windows[*s].1).collect();
    let mut found = Vec::new();
    for by in &SHIFTS[..2] {
        found.extend(free.iter().filter_map(|s| moved(at, windows, &[*s], *by)));
    }
    for by in &SHIFTS[..2] {
        for (i, a) in free.iter().enumerate() {
            for b in free[i + 1..].iter().filter(|b| at[*a].abs_diff(at[**b]) <= TOGETHER) {
                found.extend(moved(at, windows, &[*a, *b], *by));
            }
        }
    }
    for by in &SHIFTS[2..] {
        found.extend(free.iter().filter_map(|s| moved(at, windows, &[*s], *by)));
    }
    found
}

fn moved(at: &Closures, windows: &Windows, sites: &[usize], by: i64) -> Option<Closures> {
    let mut other = at.clone();
    for s in sites {
        let week = i64::from(at[*s]) + by;
        let (lo, hi) = windows[*s];
        if week < i64::from(lo) || week > i64::from(hi) {
            return None;
        }
        other[*s] = u32::try_from(week).ok()?;
    }
    Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stay_within_the_windows_and_never_move_what_is_decided() {
        let windows = vec![(2, 4), (7, 7), (1, 9)];
        let found = neighbours(&vec![4, 7, 3], &windows);
        assert!(found.iter().all(|c| c[1] == 7 && c[0] <= 4 && c[2] >= 1));
        assert!(found.contains(&vec![3, 7, 3]), "one sooner");
        assert!(found.contains(&vec![3, 7, 2]), "two together");
        assert!(!found.contains(&vec![5, 7, 3]), "beyond the window");
    }
}
