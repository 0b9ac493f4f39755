//! Rates by period: averages by days over the windows that a period overlaps.

use jiff::civil::Date;

use crate::diagnostic::Code;
use crate::mission::{Calendar, Period};
use crate::scenario::lower::Context;
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
pub(super) fn windows<'r>(c: &mut Context, row: &'r Row, key: &str) -> Vec<Window<'r>> {
    let mut list = Vec::new();
    for w in row.rows(key) {
        if let (Some(from), Some(to)) = (w.date("from"), w.date("to")) {
            if to < from {
                let message = format!("the window ends on {to}, before it begins on {from}");
                c.fault(Code::DATE, message, w.place("to"), "exchange the dates");
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

/// Mean over a period's days of `usual`, replaced by `of(window)` on the days of each window that has a say; the later
/// window in the file counts where two overlap.
pub(super) fn mean(
    calendar: &Calendar,
    t: Period,
    windows: &[Window],
    usual: f64,
    of: impl Fn(&Window) -> Option<f64>,
) -> f64 {
    let said: Vec<(&Window, f64)> = windows.iter().filter_map(|w| of(w).map(|v| (w, v))).collect();
    if said.iter().all(|(w, _)| calendar.overlap(t, w.from, w.to) == 0.0) {
        return usual;
    }
    let mut day = calendar.first_day(t);
    let mut sum = 0.0;
    for _ in 0..calendar.period_days {
        sum += said.iter().rev().find(|(w, _)| w.from <= day && day <= w.to).map_or(usual, |(_, v)| *v);
        day = day.tomorrow().unwrap_or(day);
    }
    sum / f64::from(calendar.period_days)
}

/// Share of a period's days within `available_from` and `available_to`.
pub(super) fn available(c: &mut Context, calendar: &Calendar, row: &Row) -> Vec<f64> {
    let from = row.date("available_from").unwrap_or(Date::MIN);
    let to = row.date("available_to").unwrap_or(Date::MAX);
    if to < from {
        let message = format!("available to {to}, before it is available from {from}");
        c.fault(Code::DATE, message, row.place("available_to"), "exchange the dates");
    }
    vector(calendar, 0.0, |t| calendar.overlap(t, from, to))
}

/// The share of its peak that a rate reaches, by period: `utilisation` (weeks in a row reach less than a good day) times
/// `ramp` (from its start share before `from` to all of it `weeks` later, in a straight line, averaged over the days).
pub(super) fn sustained(c: &mut Context, calendar: &Calendar, row: &Row, prefix: &str) -> Vec<f64> {
    let (usual, ramp) = (format!("{prefix}utilisation"), format!("{prefix}ramp"));
    let share = row.number_or(&usual, 1.0);
    let Some(r) = row.row(&ramp) else { return vector(calendar, 0.0, |_| share) };
    let (from, begin) = (r.date("from").unwrap_or(calendar.start), r.number_or("start", 0.0));
    let days = r.number_or("weeks", 0.0) * 7.0;
    if begin > 1.0 {
        c.fault(Code::RANGE, format!("the ramp starts at {begin}"), r.place("start"), "a share, 0 to 1");
    }
    let on = |day: Date| {
        let since = f64::from(from.until(day).map_or(0, |s| s.get_days()));
        let reached = if since < 0.0 { 0.0 } else { ((since + 1.0) / days.max(1.0)).min(1.0) };
        begin + (1.0 - begin).max(0.0) * reached
    };
    vector(calendar, 0.0, |t| {
        let (mut day, mut sum) = (calendar.first_day(t), 0.0);
        for _ in 0..calendar.period_days {
            sum += on(day);
            day = day.tomorrow().unwrap_or(day);
        }
        share * sum / f64::from(calendar.period_days)
    })
}

/// `factor` of a window; 0 where it says `closed`.
pub(super) fn factor(w: &Window) -> Option<f64> {
    if w.row.flag("closed") { Some(0.0) } else { w.row.number("factor") }
}
