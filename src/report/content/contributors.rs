//! Whose people and equipment leave when, by what and to where: the tables of a plan by contributor.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::locale::say;
use crate::plan::result::{Movement, Plan};
use crate::report::table::{Cell, Table};
use crate::tolerance::LISTED;

/// What a contributor has in the plan: people, then loads.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Departure {
    /// Persons and loads at the start.
    pub start: [f64; 2],
    /// Period in which the first of them leave a site; none if none do.
    pub first: [Option<u32>; 2],
    /// Period at whose end the last of them are out or disposed of; none if some stay, or there are none.
    pub last: [Option<u32>; 2],
    /// Of them, not out and not disposed of.
    pub left: [f64; 2],
    /// Loads disposed of in place.
    pub disposed: f64,
}

/// Each contributor's departure, by name. Empty where the plan does not say whose anything is.
pub fn departures(plan: &Plan) -> BTreeMap<&str, Departure> {
    let mut all: BTreeMap<&str, Departure> = BTreeMap::new();
    let of = |class: &String| usize::from(!plan.people_classes.contains(class));
    let earlier = |a: &mut Option<u32>, t: u32| *a = Some(a.map_or(t, |first| first.min(t)));
    let later = |a: &mut Option<u32>, t: u32| *a = Some(a.map_or(t, |last| last.max(t)));
    for x in plan.movements.iter().filter(|x| x.quantity > LISTED) {
        let d = all.entry(&x.contributor).or_default();
        let i = of(&x.class);
        earlier(&mut d.first[i], x.period);
        if leaves(plan, x) {
            d.start[i] += x.quantity;
            later(&mut d.last[i], x.arrives);
        }
    }
    for x in plan.dispositions.iter().filter(|x| x.quantity > LISTED) {
        let d = all.entry(&x.contributor).or_default();
        d.start[1] += x.quantity;
        d.disposed += x.quantity;
        later(&mut d.last[1], x.period);
    }
    for x in plan.left.iter().filter(|x| x.quantity > LISTED) {
        let d = all.entry(&x.contributor).or_default();
        let i = of(&x.class);
        d.start[i] += x.quantity;
        d.left[i] += x.quantity;
    }
    for d in all.values_mut() {
        (0..2).filter(|i| d.left[*i] > LISTED).for_each(|i| d.last[i] = None);
    }
    if all.keys().all(|name| name.is_empty()) { BTreeMap::new() } else { all }
}

/// A movement that ends at an exit.
fn leaves(plan: &Plan, x: &Movement) -> bool {
    plan.sites.iter().all(|s| s.id != x.to)
}

/// One row for each contributor: how much it has, when the first and the last of it leave.
pub fn summary(plan: &Plan) -> Table {
    let columns = [
        "contributor",
        "people",
        "loads",
        "first_leave_on",
        "people_out_by",
        "loads_gone_by",
        "loads_disposed_of",
        "people_left",
        "loads_left",
    ];
    let mut t = Table::new("contributors", &say!("When the people and loads of each contributor leave"), &columns);
    for (name, d) in departures(plan) {
        let first = d.first.into_iter().flatten().min();
        t.push(vec![
            Cell::text(name),
            Cell::Count(d.start[0]),
            Cell::Count(d.start[1]),
            Cell::day(first.and_then(|p| first_day(plan, p))),
            Cell::day(d.last[0].and_then(|p| last_day(plan, p))),
            Cell::day(d.last[1].and_then(|p| last_day(plan, p))),
            Cell::Count(d.disposed),
            Cell::Count(d.left[0]),
            Cell::Count(d.left[1]),
        ]);
    }
    t
}

/// Contributor, contingent, class, fleet, route and exit.
type Departing<'a> = (&'a str, Option<&'a str>, &'a str, &'a str, &'a str, &'a str);

/// One row for each contributor, class, way and exit: what leaves the mission area how, and between which days.
pub fn ways(plan: &Plan) -> Table {
    let columns = ["contributor", "contingent", "class", "by", "route", "to", "quantity", "first_leave_on", "out_by"];
    let mut t = Table::new("contributor_routes", &say!("By what and to where each contributor leaves"), &columns);
    let mut ways: BTreeMap<Departing, (f64, u32, u32)> = BTreeMap::new();
    for x in plan.movements.iter().filter(|x| leaves(plan, x) && x.quantity > LISTED && !x.contributor.is_empty()) {
        let way =
            (x.contributor.as_str(), x.contingent.as_deref(), x.class.as_str(), x.mode.as_str(), &*x.route, &*x.to);
        let (sum, first, last) = ways.entry(way).or_insert((0.0, u32::MAX, 0));
        (*sum, *first, *last) = (*sum + x.quantity, (*first).min(x.period), (*last).max(x.arrives));
    }
    for ((contributor, contingent, class, mode, route, to), (quantity, first, last)) in ways {
        t.push(vec![
            Cell::text(contributor),
            contingent.map_or(Cell::Blank, Cell::text),
            Cell::text(class),
            Cell::text(mode),
            Cell::text(route),
            Cell::text(to),
            Cell::Count(quantity),
            Cell::day(first_day(plan, first)),
            Cell::day(last_day(plan, last)),
        ]);
    }
    t
}

/// First day of a period.
fn first_day(plan: &Plan, period: u32) -> Option<Date> {
    last_day(plan, period.saturating_sub(1)).and_then(|d| if period > 1 { d.tomorrow().ok() } else { Some(d) })
}

/// Last day of a period; of 0 the first day of all.
fn last_day(plan: &Plan, period: u32) -> Option<Date> {
    let days = i64::from(period) * i64::from(plan.summary.period_days.unwrap_or(7)) - i64::from(period > 0);
    plan.summary.start.checked_add(days.days()).ok()
}
