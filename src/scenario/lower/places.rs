//! `[[sites]]` and `[[exits]]`.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Calendar, Exit, ExitKind, Period, Site};
use crate::scenario::field::{self, Field};
use crate::scenario::lower::{Lowering, windows};
use crate::scenario::typed::Row;
use crate::units::{
    Loads, LoadsPerPeriod, Persons, PersonsPerLoad, PersonsPerPeriod, Usd, UsdPerLoad, UsdPerMonth, UsdPerPeriod,
    UsdPerPerson, UsdPerPersonMonth,
};

pub(super) fn site(c: &mut Lowering, calendar: &Calendar, row: &Row) -> Site {
    let month = calendar.months_per_period();
    let usd = |key: Field<field::Number>| row.number_or(key, 0.0);
    let from = windows::begins(calendar, row, field::HANDLING_FROM, field::HANDLING_LEAD_TIME);
    let slow = windows::windows(c, row, field::HANDLING_WINDOWS);
    let rate = row.number_or(field::HANDLING_PER_WEEK, f64::INFINITY);
    let reached = windows::sustained(
        c,
        calendar,
        row,
        (field::HANDLING_UTILISATION, field::HANDLING_UTILISATION_RANGE, field::HANDLING_RAMP),
    );
    let handling = windows::vector(calendar, LoadsPerPeriod::ZERO, |t| {
        let there = |day| if day < from { 0.0 } else { reached(day) };
        let a_week = windows::mean_figure(calendar, t, &slow, (rate, field::HANDLING_PER_WEEK), there);
        LoadsPerPeriod(a_week * windows::weeks(calendar))
    });
    let dearer = windows::windows(c, row, field::RUNNING_WINDOWS);
    // The guard holds at the end of a period: the window that covers its last day counts. Half a guard for half a week would
    // guard nothing.
    let other = windows::windows(c, row, field::GUARD_WINDOWS);
    let guard_on = |day: Date| Persons(windows::figure(&other, day, usd(field::GUARD), field::GUARD));
    let guard = windows::vector(calendar, guard_on(calendar.start), |t| guard_on(calendar.last_day(t)));
    lifetime(c, calendar, row);
    let waits = row.texts(field::CLOSES_BEFORE).iter().filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites));
    Site {
        prepared: Loads::ZERO,
        closes_before: waits.collect(),
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        hub: row.flag(field::HUB),
        running: windows::vector(calendar, UsdPerPeriod::ZERO, |t| {
            let usual = (usd(field::RUNNING_PER_MONTH), field::RUNNING_PER_MONTH);
            UsdPerMonth(windows::mean_figure(calendar, t, &dearer, usual, |_| 1.0)) * month
        }),
        staying: windows::vector(calendar, UsdPerPeriod::ZERO, |_| UsdPerPeriod::ZERO),
        running_per_person: UsdPerPersonMonth(usd(field::RUNNING_PER_PERSON_MONTH)) * month,
        closing: Usd(usd(field::CLOSING)),
        cleanup: (usd(field::CLEANUP) / f64::from(calendar.period_days)).ceil().min(520.0) as u32,
        handling,
        beds: Persons(row.number_or(field::BEDS, f64::INFINITY)),
        yard: Loads(row.number_or(field::YARD, f64::INFINITY)),
        guard,
        guard_per_load: PersonsPerLoad(usd(field::GUARD_PER_LOAD)),
        guard_per_person: usd(field::GUARD_PER_PERSON),
        national_staff: Persons(usd(field::NATIONAL_STAFF)),
        national_pay: UsdPerPersonMonth(usd(field::NATIONAL_PAY_PER_MONTH)) * month,
        separation: UsdPerPerson(usd(field::SEPARATION)),
        keep_open_until: row
            .date(field::KEEP_OPEN_UNTIL)
            .map_or(Period::START, |d| calendar.period_of(d))
            // It may close from that day on: in the period of the day, not before.
            .max(row.date(field::CLOSE_FROM).map_or(Period::START, |d| calendar.period_of(d).previous())),
        close_by: row.date(field::CLOSE_BY).map(|d| calendar.period_of(d)),
        hospital: row.flag(field::HOSPITAL),
        closed: false,
    }
}

/// The dates between which a site closes are compared, in days and in periods.
fn lifetime(c: &mut Lowering, calendar: &Calendar, row: &Row) {
    let Some(by) = row.date(field::CLOSE_BY) else { return };
    if by < calendar.start {
        let message = format!("close_by {by} of `{}` lies before the start {}", row.id(), calendar.start);
        let fault = contradiction(c, message).at(row.place(field::CLOSE_BY), "here");
        c.faults.push(fault.remedy("correct the year, or leave out a site that is closed already"));
        return;
    }
    let Some(until) = row.date(field::KEEP_OPEN_UNTIL) else { return };
    let days = |t: Period| format!("{} to {}", calendar.first_day(t), calendar.last_day(t));
    let (last, first) = (calendar.period_of(until), calendar.period_of(by));
    let message = if until > by {
        format!("`{}` is kept open until {until} and has to close by {by}", row.id())
    } else if last == first && last > Period::START {
        format!("`{}` is open at the end of the period {} and has to be closed then", row.id(), days(last))
    } else {
        return;
    };
    let fault = contradiction(c, message).at(row.place(field::CLOSE_BY), "close_by");
    let fault = fault.at(row.place(field::KEEP_OPEN_UNTIL), "keep_open_until");
    c.faults.push(fault.remedy("close_by lies at least one period after keep_open_until"));
}

/// No plan keeps these dates: a fault, unless the program that says so is wanted.
fn contradiction(c: &Lowering, message: String) -> Diagnostic {
    if c.contradictions { Diagnostic::warning(Code::DATE, message) } else { Diagnostic::error(Code::DATE, message) }
}

pub(super) fn exit(c: &mut Lowering, calendar: &Calendar, row: &Row) -> Exit {
    let (first, last) = windows::available(c, calendar, row);
    let other = windows::windows(c, row, field::WINDOWS);
    let reached = windows::sustained(c, calendar, row, (field::UTILISATION, field::UTILISATION_RANGE, field::RAMP));
    let capacity = |key: Field<field::Number>| {
        let usual = row.number_or(key, 0.0);
        windows::vector(calendar, 0.0, |t| {
            let there = |day| if first <= day && day <= last { reached(day) } else { 0.0 };
            windows::mean_figure(calendar, t, &other, (usual, key), there) * windows::weeks(calendar)
        })
    };
    Exit {
        key: row.id().to_owned(),
        name: row.name(),
        position: row.position(),
        kind: match row.text(field::KIND) {
            Some("airport") => ExitKind::Airport,
            Some("border") => ExitKind::Border,
            _ => ExitKind::Port,
        },
        people: capacity(field::PEOPLE_PER_WEEK).into_iter().map(PersonsPerPeriod).collect(),
        loads: capacity(field::LOADS_PER_WEEK).into_iter().map(LoadsPerPeriod).collect(),
        due: Vec::new(),
        usd_per_person: UsdPerPerson(row.number_or(field::PER_PERSON, 0.0)),
        usd_per_load: UsdPerLoad(row.number_or(field::PER_LOAD, 0.0)),
    }
}
