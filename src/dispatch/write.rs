//! Lifts with their unit and time as orders with dates.
//!
//! Must not decide what leaves or when.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Order;
use super::timetable::{Placed, start};
use super::whose::Queues;
use crate::mission::Mission;
use crate::tolerance::ROUNDING;

/// The orders of one route and period, in the order in which they begin.
pub(super) fn orders(m: &Mission, mut lifts: Vec<(Placed, f64)>, queues: &mut Queues) -> Vec<Order> {
    lifts.sort_by(|a, b| a.0.begins.total_cmp(&b.0.begins));
    lifts.iter().enumerate().filter_map(|(i, (lift, span))| order(m, i, lift, *span, queues)).collect()
}

fn order(m: &Mission, i: usize, lift: &Placed, span: f64, queues: &mut Queues) -> Option<Order> {
    let r = &m.routes[lift.job.route?];
    let t = lift.period;
    let day = |at: f64| m.calendar.start.checked_add((at as i64).days()).unwrap_or(Date::MAX);
    // Who leaves in a period is gone at its end, even where loading takes longer than the period.
    let last = start(m, t) + f64::from(m.calendar.period_days) - 1.0;
    let departs = (lift.begins + r.loading.get() + ROUNDING).floor().min(last);
    let arrives = lift.begins + r.loading.get() + r.travel[t.at()].get();
    let ends = |at: f64| (at - ROUNDING).ceil() - 1.0;
    let named = |people: bool| {
        let of = lift.job.content.iter().filter(|(k, _)| m.kinds[**k].is_people() == people);
        of.map(|(k, n)| (m.kinds[*k].key.clone(), *n)).collect()
    };
    Some(Order {
        id: format!("{}-{}-{:02}", r.key, t.label(), i + 1),
        period: t.0,
        unit: lift.unit.map(|u| u as u32 + 1),
        begins: lift.begins,
        back: lift.begins + span,
        loads_on: day(lift.begins + ROUNDING),
        departs: day(departs),
        arrives: day(ends(arrives).max(departs)),
        returns: day(ends(lift.begins + span).max(departs)),
        route: r.key.clone(),
        from: m.sites[r.from].key.clone(),
        to: m.node_key(r.to).to_owned(),
        fleet: m.fleets[r.fleet].key.clone(),
        mode: r.mode.key().to_owned(),
        people: named(true),
        loads: named(false),
        escort: m.fleets[r.fleet].escort.get(),
        contents: queues.on_lift(m, lift),
    })
}
