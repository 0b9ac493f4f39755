//! `[[sites]]` and `[[exits]]`.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Calendar, Exit, ExitKind, Period, Site};
use crate::scenario::lower::{Context, windows};
use crate::scenario::typed::Row;
use crate::units::{
    Loads, LoadsPerPeriod, Persons, PersonsPerLoad, PersonsPerPeriod, Usd, UsdPerLoad, UsdPerMonth, UsdPerPeriod,
    UsdPerPerson, UsdPerPersonMonth,
};

pub(super) fn site(c: &mut Context, calendar: &Calendar, row: &Row) -> Site {
    let month = calendar.months_per_period();
    let usd = |key: &str| row.number_or(key, 0.0);
    let from = row.date("handling_from").unwrap_or(Date::MIN);
    let slow = windows::windows(c, row, "handling_windows");
    let rate = row.number("handling_per_week").map_or(f64::INFINITY, |r| r * windows::weeks(calendar));
    let reached = windows::sustained(c, calendar, row, "handling_");
    let handling = windows::vector(calendar, LoadsPerPeriod::ZERO, |t| {
        let open = |day| if day < from { 0.0 } else { windows::share(&slow, day) * reached(day) };
        let share = windows::daily(calendar, t, open);
        LoadsPerPeriod(if share > 0.0 { rate * share } else { 0.0 })
    });
    let dearer = windows::windows(c, row, "running_windows");
    // The guard holds at the end of a period: the window that covers its last day counts. Half a guard for half a week would
    // guard nothing.
    let other = windows::windows(c, row, "guard_windows");
    let guard_on = |day: Date| Persons(usd("guard") * windows::share(&other, day));
    let guard = windows::vector(calendar, guard_on(calendar.start), |t| guard_on(calendar.last_day(t)));
    lifetime(c, calendar, row);
    let waits = row.texts("closes_before").iter().filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites));
    Site {
        closes_before: waits.collect(),
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        hub: row.flag("hub"),
        running: windows::vector(calendar, UsdPerPeriod::ZERO, |t| {
            let share = windows::daily(calendar, t, |day| windows::share(&dearer, day));
            UsdPerMonth(usd("running_per_month")) * month * share
        }),
        running_per_person: UsdPerPersonMonth(usd("running_per_person_month")) * month,
        closing: Usd(usd("closing")),
        cleanup: (usd("cleanup") / f64::from(calendar.period_days)).ceil().min(520.0) as u32,
        handling,
        beds: Persons(row.number_or("beds", f64::INFINITY)),
        yard: Loads(row.number_or("yard", f64::INFINITY)),
        guard,
        guard_per_load: PersonsPerLoad(usd("guard_per_load")),
        national_staff: Persons(usd("national_staff")),
        national_pay: UsdPerPersonMonth(usd("national_pay_per_month")) * month,
        separation: UsdPerPerson(usd("separation")),
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

/// The dates between which a site closes are compared, in days and in periods.
fn lifetime(c: &mut Context, calendar: &Calendar, row: &Row) {
    let Some(by) = row.date("close_by") else { return };
    if by < calendar.start {
        let message = format!("close_by {by} of `{}` lies before the start {}", row.id(), calendar.start);
        c.fault(
            Code::DATE,
            message,
            row.place("close_by"),
            "correct the year, or leave out a site that is closed already",
        );
        return;
    }
    let Some(until) = row.date("keep_open_until") else { return };
    let days = |t: Period| format!("{} to {}", calendar.first_day(t), calendar.last_day(t));
    let (last, first) = (calendar.period_of(until), calendar.period_of(by));
    let message = if until > by {
        format!("`{}` is kept open until {until} and has to close by {by}", row.id())
    } else if last == first && last > Period::START {
        format!("`{}` is open at the end of the period {} and has to be closed then", row.id(), days(last))
    } else {
        return;
    };
    let fault = Diagnostic::error(Code::DATE, message).at(row.place("close_by"), "close_by");
    let fault = fault.at(row.place("keep_open_until"), "keep_open_until");
    c.faults.push(fault.remedy("close_by lies at least one period after keep_open_until"));
}

pub(super) fn exit(c: &mut Context, calendar: &Calendar, row: &Row) -> Exit {
    let (first, last) = windows::available(c, row);
    let other = windows::windows(c, row, "windows");
    let reached = windows::sustained(c, calendar, row, "");
    let capacity = |key: &str| {
        let rate = row.number_or(key, 0.0) * windows::weeks(calendar);
        windows::vector(calendar, 0.0, |t| {
            let share =
                |day| if first <= day && day <= last { windows::share(&other, day) * reached(day) } else { 0.0 };
            rate * windows::daily(calendar, t, share)
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
        people: capacity("people_per_week").into_iter().map(PersonsPerPeriod).collect(),
        loads: capacity("loads_per_week").into_iter().map(LoadsPerPeriod).collect(),
        usd_per_person: UsdPerPerson(row.number_or("per_person", 0.0)),
        usd_per_load: UsdPerLoad(row.number_or("per_load", 0.0)),
    }
}
