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
    let handling = windows::vector(calendar, Loads::ZERO, |t| {
        let share = calendar.overlap(t, from, Date::MAX) * windows::mean(calendar, t, &slow, 1.0, windows::factor);
        Loads(if share > 0.0 { rate * share } else { 0.0 })
    });
    let waits = row.texts("closes_before").iter().filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites));
    Site {
        closes_before: waits.collect(),
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        hub: row.flag("hub"),
        running: Usd(usd("running_per_month") * month),
        closing: Usd(usd("closing")),
        cleanup: (usd("cleanup") / f64::from(calendar.period_days)).ceil().min(520.0) as u32,
        handling,
        beds: Persons(row.number_or("beds", f64::INFINITY)),
        yard: Loads(row.number_or("yard", f64::INFINITY)),
        guard: Persons(usd("guard")),
        guard_per_load: usd("guard_per_load"),
        national_staff: Persons(usd("national_staff")),
        national_pay: Usd(usd("national_pay_per_month") * month),
        separation: Usd(usd("separation")),
        keep_open_until: row.date("keep_open_until").map_or(Period::START, |d| calendar.period_of(d)),
        close_by: row.date("close_by").map(|d| calendar.period_of(d)),
        hospital: row.flag("hospital"),
        closed: false,
    }
}

pub(super) fn exit(c: &mut Context, calendar: &Calendar, row: &Row) -> Exit {
    let there = windows::available(c, calendar, row);
    let other = windows::windows(c, row, "windows");
    let capacity = |key: &str| {
        let rate = row.number_or(key, 0.0) * windows::weeks(calendar);
        windows::vector(calendar, 0.0, |t| {
            rate * there[t.at()] * windows::mean(calendar, t, &other, 1.0, windows::factor)
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
