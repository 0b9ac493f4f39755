//! What a world makes of rates that nobody knows yet: a share of what the plan counts with, some days later.
//!
//! Must not know the plan.

use crate::scenario::risk::Process;
use crate::simulate::stream::Stream;

/// By period, the factor of a rate in one world; `series` is what the plan counts with, element 0 unused.
pub(super) fn factors(p: &Process, (seed, number): (u64, u64), series: &[f64], period_days: usize) -> Vec<f64> {
    let mut s = Stream::new(seed, number, &p.id, "");
    let (factor, days) = (s.between(p.factor), s.between(p.days));
    let late = days / period_days as f64;
    (0..series.len()).map(|t| factor * delayed(series, t, late, p.capacity)).collect()
}

/// What is reached in `t` if everything comes so many periods late, as a share of what was counted with. Before the first period there
/// is the share `before` of the first rate.
fn delayed(series: &[f64], t: usize, late: f64, before: f64) -> f64 {
    if t == 0 || late <= 0.0 || series[t] <= 0.0 {
        return 1.0;
    }
    let (whole, part) = (late.floor() as usize, late.fract());
    let at = |back: usize| if t > back { series[t - back] } else { before * series[1] };
    let then = (1.0 - part) * at(whole) + part * at(whole + 1);
    (then / series[t]).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::{delayed, factors};
    use crate::scenario::risk::{Effect, Process};

    #[test]
    fn ten_days_late_is_a_week_and_three_sevenths() {
        // 0, 10, 20, 20 a week; ten days later: 0, 0, 4/7 x 10, 4/7 x 20 + 3/7 x 10.
        let series = [0.0, 0.0, 10.0, 20.0, 20.0];
        let late = 10.0 / 7.0;
        assert_eq!(delayed(&series, 2, late, 0.0), 0.0);
        assert!((delayed(&series, 3, late, 0.0) - 40.0 / 7.0 / 20.0).abs() < 1e-12);
        assert!((delayed(&series, 4, late, 0.0) - (80.0 + 30.0) / 7.0 / 20.0).abs() < 1e-12);
        // A ramp from a quarter on: the quarter is there before.
        let ramp = [0.0, 5.0, 5.0, 20.0];
        assert_eq!(delayed(&ramp, 1, late, 1.0), 1.0);
        assert_eq!(delayed(&ramp, 3, 1.0, 1.0), 0.25);
    }

    #[test]
    fn the_mean_of_the_draws_is_the_middle_of_the_range() {
        let p = Process { id: "u".into(), effect: Effect::Rate, factor: [0.6, 1.4], ..Process::default() };
        let n = 4000;
        let draws: Vec<f64> = (0..n).map(|i| factors(&p, (7, i), &[0.0, 1.0], 7)[1]).collect();
        let mean = draws.iter().sum::<f64>() / n as f64;
        // Uniform over 0.8: standard deviation 0.231; four standard errors of 4,000: 0.0146.
        assert!((mean - 1.0).abs() < 0.0146, "{mean}");
        assert!(draws.iter().all(|d| (0.6..=1.4).contains(d)));
        let other: Vec<f64> = (0..n).map(|i| factors(&p, (7, i), &[0.0, 1.0], 7)[1]).collect();
        assert_eq!(draws, other, "the same seed and world draw the same");
    }
}
