//! More time is never worse: a plan that ends sooner is a plan of a later deadline too, and `run` looks for it where the search down to the
//! deadline proves nothing.

use crate::kit::draft::{self, Draft};
use crate::kit::{each_of, mission, solve_with};
use drawdown::optimise::{Failure, Options, Outcome};
use drawdown::plan::result::Plan;

/// About what one program of these missions takes: the search over them is stopped in many.
const WORK: u64 = 30_000_000;

fn planned(d: &Draft) -> Option<(Outcome, Plan)> {
    let options = Options { work_limit: Some(WORK), ..Options::default() };
    match solve_with(&mission(&d.text()), &options) {
        Ok(found) => Some(found),
        Err(Failure::Conflict(_)) => None,
        Err(failure) => panic!("{failure}\n{}", d.text()),
    }
}

/// With little work too: no more people are left two weeks later, and where nobody is and nothing sensitive is lost it costs no more than the
/// gap that was asked for.
#[test]
fn a_later_deadline_is_never_worse() {
    let mut compared = 0;
    for seed in (1..=40).step_by(each_of(5)) {
        let d = draft::random(seed);
        let Some((_, short)) = planned(&d) else { continue };
        let longer = Draft { weeks: d.weeks + 2, ..d.clone() };
        let (outcome, long) = planned(&longer).expect("a shorter plan is a plan");
        let (before, after) = (&short.summary, &long.summary);
        let told = format!("seed {seed}: {before:?}\nthen {after:?}, {:?}", outcome.stages);
        assert!(after.people_left <= before.people_left + 0.5, "{told}");
        if before.people_left < 0.5 && before.sensitive_lost < 0.5 {
            let cost = |s: &drawdown::plan::result::Summary| s.cost_usd + s.equipment_value_lost_usd;
            assert!(cost(after) <= cost(before) / (1.0 - Options::default().gap) + 1.0, "{told}");
            compared += 1;
        }
    }
    assert!(compared >= 15 / each_of(5), "{compared} comparisons are too few");
}
