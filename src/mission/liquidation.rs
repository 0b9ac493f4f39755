//! What goes on at a site when operations there have ended: a team and a guard that stay, loads that it still handles, its own
//! running cost, its own budget.
//!
//! Those who stay are no part of the withdrawal: nobody plans their lifts. Until the site closes they are paid, and guard it, with
//! the mission. Must not know how a plan is found.

use crate::id::{KindId, SiteId};
use crate::mission::Mission;
use crate::units::{DAYS_PER_MONTH, Loads, Months, Usd, UsdPerLoad, UsdPerMonth, total};

/// A site that goes on after operations.
#[derive(Debug, Clone, PartialEq)]
pub struct Liquidation {
    /// Where.
    pub site: SiteId,
    /// Who and what stays, by kind.
    pub stays: Vec<(KindId, f64)>,
    /// Days that it takes at least, from the deadline of operations on.
    pub days: f64,
    /// Running cost.
    pub running_per_month: UsdPerMonth,
    /// What each load that stays costs in the end: handling, freight, sale.
    pub per_load: UsdPerLoad,
    /// Pay of those who stay. The site's closing and its national staff are those of its operations, as for every site.
    pub pay_per_month: UsdPerMonth,
    /// Journeys home of those who stay.
    pub journeys: Usd,
}

impl Liquidation {
    /// Persons who stay.
    pub fn people(&self, m: &Mission) -> f64 {
        total(self.stays.iter().filter(|(k, _)| m.kinds[*k].is_people()).map(|(_, q)| *q))
    }

    /// Armed persons who stay.
    pub fn guard(&self, m: &Mission) -> f64 {
        total(self.stays.iter().filter(|(k, _)| m.kinds[*k].is_armed()).map(|(_, q)| *q))
    }

    /// Loads that stay.
    pub fn loads(&self, m: &Mission) -> f64 {
        total(self.stays.iter().filter(|(k, _)| !m.kinds[*k].is_people()).map(|(_, q)| *q))
    }

    /// Dollars from the day after operations end at the site, so many days before the mission's deadline, to the end of the
    /// liquidation: its running and its people's pay, then their journeys and the loads.
    pub fn cost(&self, m: &Mission, days_before_deadline: f64) -> Usd {
        let months = Months((self.days + days_before_deadline.max(0.0)) / DAYS_PER_MONTH);
        (self.running_per_month + self.pay_per_month) * months + self.journeys + self.per_load * Loads(self.loads(m))
    }
}
