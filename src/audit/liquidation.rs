//! What a plan says of the time after operations, added up again: who and what stays, from when, and what that costs.

use crate::audit::Court;
use crate::audit::ledger::Ledger;
use crate::id::Id;
use crate::mission::{Liquidation, Mission};
use crate::plan::result::Plan;
use crate::units::DAYS_PER_MONTH;

const RULE: &str = "liquidation";

pub(super) fn judge(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let stated = plan.liquidation.as_ref();
    if m.liquidations.is_empty() && stated.is_none() {
        return;
    }
    let sites = stated.map_or(&[][..], |s| &s.sites);
    let (mut people, mut loads, mut usd) = (0.0, 0.0, 0.0);
    for own in &m.liquidations {
        let key = &m.sites[own.site].key;
        let Some(said) = sites.iter().find(|s| s.id == *key) else {
            court.demand(RULE, false, || format!("nothing is said of the liquidation of {key}"));
            continue;
        };
        let of = |people: bool| -> f64 {
            own.stays.iter().filter(|(k, _)| m.kinds[*k].is_people() == people).map(|(_, q)| q).sum()
        };
        let armed: f64 = own.stays.iter().filter(|(k, _)| m.kinds[*k].is_armed()).map(|(_, q)| q).sum();
        let cost = cost(m, l, own, of(false));
        court.agree(RULE, said.people, of(true), || format!("people who stay at {key}"));
        court.agree(RULE, said.guard, armed, || format!("armed people who stay at {key}"));
        court.agree(RULE, said.loads, of(false), || format!("loads that stay at {key}"));
        court.usd(RULE, said.cost_usd, cost, || format!("cost at {key}"));
        (people, loads, usd) = (people + of(true), loads + of(false), usd + cost);
    }
    court.demand(RULE, sites.len() == m.liquidations.len(), || "sites that do not go on".into());
    if let Some(s) = stated {
        court.agree(RULE, s.people, people, || "people who stay".into());
        court.agree(RULE, s.loads, loads, || "loads that stay".into());
        court.usd(RULE, s.cost_usd, usd, || "cost".into());
        court.usd(
            RULE,
            s.budget_usd.unwrap_or(0.0),
            m.liquidation_budget.map_or(0.0, super::super::units::Usd::get),
            || "budget".into(),
        );
    }
}

/// From the closing of operations, or the deadline where they do not close, to the end of its least length.
fn cost(m: &Mission, l: &Ledger, own: &Liquidation, loads: f64) -> f64 {
    let (closes, last) = (l.closes[own.site.index()], m.calendar.periods as usize);
    let before = last.saturating_sub(closes) as f64 * f64::from(m.calendar.period_days);
    let months = (own.days + before) / DAYS_PER_MONTH;
    (own.running_per_month.get() + own.pay_per_month.get()) * months + own.journeys.get() + own.per_load.get() * loads
}
