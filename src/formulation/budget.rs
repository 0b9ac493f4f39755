//! `budget`: what is spent by the end of a period is at most what has been released by then. `spend` is in thousands of
//! dollars; its own rows (`budget[account,…]`) add up the costs of cost.rs.
//!
//! `docs/model.md#budget`

use crate::formulation::{Affine, Formulation, cost};
use crate::program::{Family, Limit, Part, Sense};

/// Dollars in one unit of `spend`.
pub(super) const UNIT: f64 = 1000.0;

pub(super) fn add(f: &mut Formulation) {
    let costs = cost::by_period(f);
    for t in f.expansion.periods() {
        let mut account = Affine::of(f.vars.spend(t), 1.0);
        if t.0 > 1 {
            account.add(f.vars.spend(t.previous()), -1.0);
        }
        account.add_scaled(&costs[t.at()], -1.0 / UNIT);
        f.row(Limit::of(Family::Budget).part(Part::Account).at(t), account, Sense::Equal, 0.0);
    }
    // Spending only grows: between two releases the last period is the one that counts.
    for t in f.expansion.periods() {
        let released = f.mission.budget.released(t).get();
        let last = t == f.expansion.horizon || f.mission.budget.released(t.later(1)).get() > released;
        if last && released.is_finite() {
            let row = Affine::of(f.vars.spend(t), 1.0);
            f.row(Limit::of(Family::Budget).at(t), row, Sense::AtMost, released / UNIT);
        }
    }
}

impl Formulation<'_> {
    /// Books a point anew: what is spent by the end of each period is what its other columns cost.
    pub fn book(&self, x: &mut [f64]) {
        let costs = cost::by_period(self);
        let mut spent = 0.0;
        for t in self.expansion.periods() {
            spent += costs[t.at()].at(x) / UNIT;
            x[self.vars.spend(t).index()] = spent;
        }
    }
}
