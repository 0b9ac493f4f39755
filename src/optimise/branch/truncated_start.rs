//! A first plan of a long calendar, from its first two thirds, while the first relaxation of all of it is still running.
//!
//! A mission that could stay longer than it needs is common, and the relaxation grows faster than the calendar. Must not claim
//! bounds: later closings are not looked at.

use super::windows::{Windows, intersection};
use super::{Goal, Tree};
use crate::optimise::Failure;
use crate::solve::Relaxed;

/// Calendars of fewer periods are relaxed as soon.
const LONG: u32 = 30;
/// Share of the calendar that is looked at.
const SHARE: f64 = 2.0 / 3.0;

impl Tree<'_, '_> {
    /// The relaxation over all windows, and beside it a plan for the first part of them.
    pub(super) fn plant_beside_a_short_one(&mut self) -> Result<Relaxed, Failure> {
        let periods = self.f.expansion.horizon.0;
        let windows = self.shortened((f64::from(periods) * SHARE).ceil() as u32);
        if periods < LONG || self.plan.is_some() || windows.iter().any(|(lo, hi)| lo > hi) {
            return self.relax_root();
        }
        let (search, f, stop) = (self.search, self.f, self.stop);
        let goal = Goal {
            gap: self.gap,
            until: f64::INFINITY,
            effort: f64::INFINITY,
            effort_to_first: f64::INFINITY,
            known: None,
        };
        let short = || match Tree::new(search, f, &goal, stop, windows)? {
            Ok(mut tree) => {
                tree.all = false;
                tree.plan_soon().map(|()| Some(tree))
            }
            Err(_) => Ok(None),
        };
        // One after the other where the work is limited: it ends at the same place every time.
        let (planted, short) = if search.options.threads == 1 || search.options.work_limit.is_some() {
            let short = short();
            (self.relax_root(), short)
        } else {
            rayon::join(|| self.relax_root(), short)
        };
        if let Some(short) = short? {
            // Its neighbours were tried already.
            (self.plan, self.tried, self.without_gain) = (short.plan, short.tried, short.without_gain);
        }
        planted
    }

    fn shortened(&self, end: u32) -> Windows {
        intersection(&self.windows, &vec![(0, end); self.windows.len()])
    }

    /// A plan by rounding, and what moves make of it.
    fn plan_soon(&mut self) -> Result<(), Failure> {
        let Relaxed::Optimal(_) = self.relax_root()? else { return Ok(()) };
        self.round_root()?;
        // Nothing is split here.
        self.open.clear();
        while self.moves_first() && !self.over() {
            let jobs = self.jobs();
            for done in self.work(jobs)? {
                self.record(done);
            }
            self.report();
        }
        Ok(())
    }
}
