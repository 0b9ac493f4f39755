//! What the liquidations cost, by when the plan closes the operations of their sites.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::mission::{Liquidation, Mission};
use crate::plan::decisions::Decisions;
use crate::plan::result::{LiquidatedSite, LiquidationResult};
use crate::units::total;

/// None where no site goes on.
pub(super) fn liquidation(m: &Mission, d: &Decisions) -> Option<LiquidationResult> {
    if m.liquidations.is_empty() {
        return None;
    }
    let sites: Vec<LiquidatedSite> = m.liquidations.iter().map(|l| site(m, d, l)).collect();
    Some(LiquidationResult {
        people: total(sites.iter().map(|s| s.people)),
        loads: total(sites.iter().map(|s| s.loads)),
        cost_usd: total(sites.iter().map(|s| s.cost_usd)),
        budget_usd: m.liquidation_budget.map(crate::units::Usd::get),
        sites,
    })
}

fn site(m: &Mission, d: &Decisions, l: &Liquidation) -> LiquidatedSite {
    let s = &m.sites[l.site];
    let last = m.calendar.last_day(m.calendar.deadline());
    let closed = d.closes[l.site].map(|t| m.calendar.last_day(t));
    let before = closed.map_or(0, |c| c.until(last).map_or(0, |x| x.get_days()));
    LiquidatedSite {
        id: s.key.clone(),
        name: s.name.clone(),
        from: closed.and_then(|c| c.tomorrow().ok()),
        until: last.checked_add((l.days.ceil() as i64).days()).unwrap_or(Date::MAX),
        people: l.people(m),
        guard: l.guard(m),
        loads: l.loads(m),
        cost_usd: l.cost(m, f64::from(before)).get(),
    }
}
