//! Rates by period: averages by days over the windows that a period overlaps.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::diagnostic::Code;
use crate::mission::{Calendar, Period};
use crate::scenario::field::{self, Field};
use crate::scenario::lower::Lowering;
use crate::scenario::rates;
use crate::scenario::typed::Row;

/// Weeks of a period.
pub(super) fn weeks(calendar: &Calendar) -> f64 {
    f64::from(calendar.period_days) / 7.0
}

/// One value per period, element 0 unused.
pub(super) fn vector<T>(calendar: &Calendar, unused: T, value: impl Fn(Period) -> T) -> Vec<T> {
    std::iter::once(unused).chain(calendar.all().map(value)).collect()
}

/// The windows of a row whose dates are in order.
pub(super) fn windows<'r>(c: &mut Lowering, row: &'r Row, key: Field<field::List>) -> Vec<Window<'r>> {
    let mut list = Vec::new();
    for w in row.rows(key) {
        if let (Some(from), Some(to)) = (w.date(field::FROM), w.date(field::TO)) {
            if to < from {
                let message = format!("the window ends on {to}, before it begins on {from}");
                c.fault(Code::DATE, message, w.place(field::TO), "exchange the dates");
            } else {
                list.push(Window { from, to, row: w });
            }
        }
    }
    list
}

/// A stretch of days with other rates.
pub(super) struct Window<'r> {
    pub from: Date,
    pub to: Date,
    pub row: &'r Row,
}

impl Window<'_> {
    fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Mean over a period's days.
pub(super) fn daily(calendar: &Calendar, t: Period, value: impl Fn(Date) -> f64) -> f64 {
    let mut day = calendar.first_day(t);
    let mut sum = 0.0;
    for _ in 0..calendar.period_days {
        sum += value(day);
        day = day.tomorrow().unwrap_or(day);
    }
    sum / f64::from(calendar.period_days)
}

/// What the windows of a day say of one thing: the last in the file that says something of it counts, whatever the others say of
/// other things.
pub(super) fn said<T>(windows: &[Window], day: Date, of: impl Fn(&Row) -> Option<T>) -> Option<T> {
    windows.iter().rev().filter(|w| w.covers(day)).find_map(|w| of(w.row))
}

/// Closed on a day: a window says so, and none after it in the file says `closed = false`.
pub(super) fn closed(windows: &[Window], day: Date) -> bool {
    said(windows, day, |w| w.has(field::CLOSED).then(|| w.flag(field::CLOSED))).unwrap_or(false)
}

/// Mean over a period's days of `usual`, or of what a window says instead.
pub(super) fn mean(
    calendar: &Calendar,
    t: Period,
    windows: &[Window],
    usual: f64,
    of: impl Fn(&Row) -> Option<f64>,
) -> f64 {
    if windows.iter().all(|w| calendar.overlap(t, w.from, w.to) == 0.0) {
        return usual;
    }
    daily(calendar, t, |day| said(windows, day, &of).unwrap_or(usual))
}

/// A figure on a day: nothing while closed, else the usual one, or what a window says instead, times the factor of a window.
pub(super) fn figure(windows: &[Window], day: Date, usual: f64, key: Field<field::Number>) -> f64 {
    if closed(windows, day) {
        return 0.0;
    }
    let factor = said(windows, day, |w| w.number(field::FACTOR)).unwrap_or(1.0);
    if factor <= 0.0 { 0.0 } else { said(windows, day, |w| w.number(key)).unwrap_or(usual) * factor }
}

/// Mean of a figure over a period's days, each with the share of it that is reached then. What no window states is the usual figure
/// times its mean share.
pub(super) fn mean_figure(
    calendar: &Calendar,
    t: Period,
    windows: &[Window],
    (usual, key): (f64, Field<field::Number>),
    reached: impl Fn(Date) -> f64,
) -> f64 {
    if windows.iter().any(|w| w.row.has(key)) {
        let on = |day: Date| {
            let share = reached(day);
            // Nothing of an unlimited rate is nothing.
            if share > 0.0 { figure(windows, day, usual, key) * share } else { 0.0 }
        };
        return daily(calendar, t, on);
    }
    let share = daily(calendar, t, |day| figure(windows, day, 1.0, key) * reached(day));
    if share > 0.0 { usual * share } else { 0.0 }
}

/// The later of a day that is given and of the first one after a lead time; the beginning of time without either.
pub(super) fn begins(calendar: &Calendar, row: &Row, day: Field<field::Day>, lead_time: Field<field::Number>) -> Date {
    let days = row.number(lead_time).map(|days| (days.ceil() as i64).days());
    let after = days.and_then(|days| calendar.start.checked_add(days).ok());
    row.date(day).into_iter().chain(after).max().unwrap_or(Date::MIN)
}

/// First and last day on which something is there.
pub(super) fn available(c: &mut Lowering, calendar: &Calendar, row: &Row) -> (Date, Date) {
    let from = begins(calendar, row, field::AVAILABLE_FROM, field::LEAD_TIME);
    let to = row.date(field::AVAILABLE_TO).unwrap_or(Date::MAX);
    if to < from {
        let message = format!("available to {to}, before it is available from {from}");
        c.fault(Code::DATE, message, row.place(field::AVAILABLE_TO), "exchange the dates");
    }
    (from, to)
}

/// The share of its peak that a rate reaches on a day: `utilisation` (weeks in a row reach less than a good day) times `ramp`
/// (from its start share before `from` to all of it `weeks` later, in a straight line).
pub(super) fn sustained(
    c: &mut Lowering,
    calendar: &Calendar,
    row: &Row,
    (utilisation, range, ramp): (Field<field::Number>, Field<field::Range>, Field<field::Nested>),
) -> impl Fn(Date) -> f64 + use<> {
    let share = rates::counted(row, utilisation, range);
    let ramp = row.row(ramp).map(|r| {
        let (from, begin) = (r.date(field::FROM).unwrap_or(calendar.start), r.number_or(field::START_SHARE, 0.0));
        if begin > 1.0 {
            c.fault(Code::RANGE, format!("the ramp starts at {begin}"), r.place(field::START_SHARE), "a share, 0 to 1");
        }
        (from, begin, r.number_or(field::WEEKS, 0.0) * 7.0)
    });
    move |day: Date| {
        let Some((from, begin, days)) = ramp else { return share };
        let since = f64::from(from.until(day).map_or(0, |s| s.get_days()));
        let reached = if since < 0.0 { 0.0 } else { ((since + 1.0) / days.max(1.0)).min(1.0) };
        share * (begin + (1.0 - begin).max(0.0) * reached)
    }
}
