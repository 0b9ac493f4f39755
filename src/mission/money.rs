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
