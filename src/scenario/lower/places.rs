//! `[[sites]]` and `[[exits]]`.

use jiff::civil::Date;

use crate::mission::{Calendar, Exit, ExitKind, Period, Site};
use crate::scenario::lower::{Context, windows};
use crate::scenario::typed::Row;
use crate::units::{Loads, Persons, Usd};

pub(super) fn site(c: &mut Context, calendar: &Calendar, row: &Row) -> Site {
    let month = calendar.months_per_period();
    let usd = |key: &str| row.number_or(key, 0.0);
    let from = row.date("handling_from").unwrap_or(Date::MIN);
    let slow = windows::windows(c, row, "handling_windows");
    let rate = row.number("handling_per_week").map_or(f64::INFINITY, |r| r * windows::weeks(calendar));
    let reached = windows::sustained(c, calendar, row, "handling_");
    let handling = windows::vector(calendar, Loads::ZERO, |t| {
        let open = calendar.overlap(t, from, Date::MAX) * windows::mean(calendar, t, &slow, 1.0, windows::factor);
        let share = open * reached[t.at()];
        Loads(if share > 0.0 { rate * share } else { 0.0 })
    });
    let dearer = windows::windows(c, row, "running_windows");
    // The guard holds at the end of a period: the window that covers its last day counts. Half a guard for half a week would
    // guard nothing.
    let other = windows::windows(c, row, "guard_windows");
    let guard_on = |day: Date| {
        let factor = other.iter().rev().find(|w| w.from <= day && day <= w.to).and_then(windows::factor);
        Persons(usd("guard") * factor.unwrap_or(1.0))
    };
    let guard = windows::vector(calendar, guard_on(calendar.start), |t| guard_on(calendar.last_day(t)));
    let waits = row.texts("closes_before").iter().filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites));
    Site {
        closes_before: waits.collect(),
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        hub: row.flag("hub"),
        running: windows::vector(calendar, Usd::ZERO, |t| {
            Usd(usd("running_per_month") * month * windows::mean(calendar, t, &dearer, 1.0, windows::factor))
        }),
        running_per_person: Usd(usd("running_per_person_month") * month),
        closing: Usd(usd("closing")),
        cleanup: (usd("cleanup") / f64::from(calendar.period_days)).ceil().min(520.0) as u32,
        handling,
        beds: Persons(row.number_or("beds", f64::INFINITY)),
        yard: Loads(row.number_or("yard", f64::INFINITY)),
        guard,
        guard_per_load: usd("guard_per_load"),
        national_staff: Persons(usd("national_staff")),
        national_pay: Usd(usd("national_pay_per_month") * month),
        separation: Usd(usd("separation")),
        keep_open_until: row
            .date("keep_open_until")
            .map_or(Period::START, |d| calendar.period_of(d))
            // It may close from that day on: in the period of the day, not before.
            .max(row.date("close_from").map_or(Period::START, |d| calendar.period_of(d).previous())),
        close_by: row.date("close_by").map(|d| calendar.period_of(d)),
        hospital: row.flag("hospital"),
        closed: false,
    }
}

pub(super) fn exit(c: &mut Context, calendar: &Calendar, row: &Row) -> Exit {
    let there = windows::available(c, calendar, row);
    let other = windows::windows(c, row, "windows");
    let reached = windows::sustained(c, calendar, row, "");
    let capacity = |key: &str| {
        let rate = row.number_or(key, 0.0) * windows::weeks(calendar);
        windows::vector(calendar, 0.0, |t| {
            rate * there[t.at()] * reached[t.at()] * windows::mean(calendar, t, &other, 1.0, windows::factor)
        })
    };
    Exit {
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        kind: match row.text("kind") {
            Some("airport") => ExitKind::Airport,
            Some("border") => ExitKind::Border,
            _ => ExitKind::Port,
        },
        people: capacity("people_per_week").into_iter().map(Persons).collect(),
        loads: capacity("loads_per_week").into_iter().map(Loads).collect(),
        usd_per_person: Usd(row.number_or("per_person", 0.0)),
        usd_per_load: Usd(row.number_or("per_load", 0.0)),
    }
}
