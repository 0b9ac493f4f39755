//! Lifts of a route and week as orders: the days on which they leave and arrive.
//!
//! Must not decide what leaves.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Order;
use crate::id::{KindId, RouteId};
use crate::mission::{Mission, Period};

/// Whole units on one lift.
pub(super) type Content = BTreeMap<KindId, u64>;

/// The latest day of the week on which a lift may start so that it arrives in the period the plan says, and that period.
pub(super) fn arrival(m: &Mission, route: RouteId, t: Period) -> (i64, Period) {
    let (r, days) = (&m.routes[route], i64::from(m.calendar.period_days));
    let transit = r.transit(t, m.calendar.period_days);
    let latest = (i64::from(transit) + 1) * days - 1 - r.travel[t.at()].get().ceil() as i64;
    // Where a period is a day or two, parts of a day can reach into the next one.
    if latest < 0 { (0, t.later(transit + 1)) } else { (latest.min(days - 1), t.later(transit)) }
}

/// Lifts of one route and period, spread over the days on which they can start.
pub(super) fn orders(m: &Mission, route: RouteId, t: Period, lifts: Vec<Content>) -> Vec<Order> {
    let r = &m.routes[route];
    let (n, days) = (lifts.len() as i64, arrival(m, route, t).0 + 1);
    let one = |(i, lift): (usize, Content)| {
        let later = |date: Date, days: i64| date.checked_add(days.days()).unwrap_or(Date::MAX);
        let departs = later(m.calendar.first_day(t), i as i64 * days / n);
        let named = |people: bool| {
            let of = lift.iter().filter(|(k, _)| m.kinds[**k].is_people() == people);
            of.map(|(k, n)| (m.kinds[*k].key.clone(), *n)).collect()
        };
        Order {
            id: format!("{}-{}-{:02}", r.key, t.label(), i + 1),
            period: t.0,
            departs,
            arrives: later(departs, r.travel[t.at()].get().ceil() as i64),
            route: r.key.clone(),
            from: m.sites[r.from].key.clone(),
            to: m.node_key(r.to).to_owned(),
            fleet: m.fleets[r.fleet].key.clone(),
            mode: r.mode.key().to_owned(),
            people: named(true),
            loads: named(false),
            escort: m.fleets[r.fleet].escort.get(),
        }
    };
    lifts.into_iter().enumerate().map(one).collect()
}
