//! The mission that is left: what a status reports, put in the place of the holdings, the money and the fleets at the start.
//!
//! Knows nothing of how it is planned. The caller loads the scenario as it stands from the day after the report.

use crate::id::IdTable;
use crate::mission::{Mission, Period, Unit};
use crate::scenario::status::{Holding, StatusFile};
use crate::units::Usd;

/// The mission that is left. `rest` is the scenario from the day after the report on; what is on the way to a site counts as
/// there from the first day, what is on the way to an exit as out.
pub fn remaining(rest: &Mission, status: &StatusFile) -> Mission {
    let mut m = rest.clone();
    m.units = IdTable::new();
    let inbound =
        status.in_transit.iter().map(|t| Holding { site: t.to.clone(), kind: t.kind.clone(), quantity: t.quantity });
    for (i, h) in status.holdings.iter().cloned().chain(inbound).enumerate() {
        let site = rest.sites.iter().find(|(_, s)| s.key == h.site).map(|(id, _)| id);
        let kind = rest.kinds.iter().find(|(_, k)| k.key == h.kind).map(|(id, _)| id);
        if let (Some(site), Some(kind), true) = (site, kind, h.quantity > 0.0) {
            let key = format!("{}-{}-{}", h.site, h.kind, i + 1);
            m.units.push(Unit { key, contributor: String::new(), site, kind, quantity: h.quantity, contingent: None });
        }
    }
    for (_, s) in m.sites.iter_mut() {
        s.closed |= status.closed.contains(&s.key);
    }
    for (_, f) in m.fleets.iter_mut() {
        if let Some(kept) = status.fleets.iter().find(|x| x.fleet == f.key) {
            f.present = kept.share.clamp(0.0, 1.0);
        }
    }
    if let Some(spent) = status.spent_usd() {
        m.budget = m.budget.remaining(Period::START, Usd(spent));
    }
    m
}
