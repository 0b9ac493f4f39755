//! Money: what may be spent by when, and the headings under which it is spent.

use crate::mission::Period;
use crate::units::Usd;

/// A release of budget.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tranche {
    /// Spendable from this period on.
    pub from: Period,
    /// How much.
    pub amount: Usd,
}

/// Tranches; none means that money does not limit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Budget {
    /// `None`: unlimited.
    pub tranches: Option<Vec<Tranche>>,
}

impl Budget {
    /// Everything released by the end of `t`; infinite without a budget.
    pub fn released(&self, t: Period) -> Usd {
        match &self.tranches {
            None => Usd(f64::INFINITY),
            Some(list) => list.iter().filter(|x| x.from <= t).map(|x| x.amount).sum(),
        }
    }
    /// What is left when `spent` has come off the earliest releases, counted from the end of `after` on.
    #[must_use]
    pub fn remaining(&self, after: Period, spent: Usd) -> Self {
        let Some(list) = &self.tranches else { return Self::default() };
        let mut list = list.clone();
        list.sort_by_key(|t| t.from);
        let mut owed = spent;
        for t in &mut list {
            let used = owed.min(t.amount);
            (t.amount, owed) = (t.amount - used, owed - used);
            t.from = Period(t.from.0.saturating_sub(after.0).max(1));
        }
        Self { tranches: Some(list) }
    }
    /// The whole budget; nothing without one.
    pub fn total(&self) -> Option<Usd> {
        self.tranches.as_ref().map(|list| list.iter().map(|x| x.amount).sum())
    }
}

/// Headings of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Pay and upkeep of people.
    People,
    /// Equipment reimbursement.
    Reimbursement,
    /// Running open sites, national staff included.
    Sites,
    /// Keeping fleets.
    Fleets,
    /// Lifts: convoys and sorties.
    Lifts,
    /// Freight and onward sea leg.
    Freight,
    /// Journeys home.
    Repatriation,
    /// Transfers, sales, handovers, destruction.
    Dispositions,
    /// Closing sites and separating national staff.
    Closing,
}

impl Category {
    /// All headings in order of report.
    pub const ALL: [Self; 9] = [
        Self::People,
        Self::Reimbursement,
        Self::Sites,
        Self::Fleets,
        Self::Lifts,
        Self::Freight,
        Self::Repatriation,
        Self::Dispositions,
        Self::Closing,
    ];
    /// Name in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Reimbursement => "reimbursement",
            Self::Sites => "sites",
            Self::Fleets => "fleets",
            Self::Lifts => "lifts",
            Self::Freight => "freight",
            Self::Repatriation => "repatriation",
            Self::Dispositions => "dispositions",
            Self::Closing => "closing",
        }
    }
}
