//! `[calendar]` and `[budget]`.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Budget, Calendar, Tranche};
use crate::scenario::field::{self, Name};
use crate::scenario::lower::Lowering;
use crate::scenario::typed::Row;
use crate::units::Usd;

/// A plan of more periods is refused: ten years of weeks.
const MOST_PERIODS: f64 = 520.0;
/// Weeks of a month, so that 3, 6 and 9 months are 13, 26 and 39 weeks.
const WEEKS_PER_MONTH: f64 = 13.0 / 3.0;

pub(super) fn calendar(c: &mut Lowering, row: &Row) -> Option<Calendar> {
    let start = row.date(field::START)?;
    let period_days = row.number_or(field::PERIOD_DAYS, 7.0);
    if period_days.fract() != 0.0 || !(1.0..=366.0).contains(&period_days) {
        let message = format!("a period of {period_days} days");
        c.fault(Code::RANGE, message, row.place(field::PERIOD_DAYS), "whole days, 1 to 366");
        return None;
    }
    let lengths = [field::WEEKS.any(), field::MONTHS.any(), field::DEADLINE.any()];
    let lengths: Vec<Name> = lengths.into_iter().filter(|k| row.has(*k)).collect();
    let named: Vec<&str> = lengths.iter().map(|k| k.get()).collect();
    let [length] = lengths[..] else {
        let (code, message) = match lengths.len() {
            0 => (Code::MISSING, "the calendar has no end".to_owned()),
            _ => (Code::CONTRADICTION, format!("the calendar has {}", named.join(" and "))),
        };
        let place = lengths.last().map_or(&row.place, |k| row.place(*k));
        c.fault(code, message, place, "give exactly one of `weeks`, `months` and `deadline`");
        return None;
    };
    let days = match length {
        k if k == field::WEEKS.any() => row.number(field::WEEKS)? * 7.0,
        k if k == field::MONTHS.any() => (row.number(field::MONTHS)? * WEEKS_PER_MONTH).round() * 7.0,
        _ => until(c, row, start)?,
    };
    // A period that ends after the deadline is not planned: a mandate is not over three days later.
    let periods = (days / period_days).floor();
    if !(1.0..=MOST_PERIODS).contains(&periods) {
        let message = format!("{periods} whole periods of {period_days} days to the deadline");
        c.fault(Code::RANGE, message, row.place(length), "1 to 520 periods");
        return None;
    }
    // The fields are whole and in range: checked above.
    let (period_days, periods) = (period_days as u32, periods as u32);
    let calendar = Calendar { start, period_days, periods, mandate_end: row.date(field::MANDATE_END) };
    let spare = days - f64::from(periods * period_days);
    if spare > 0.0 {
        let end = calendar.last_day(calendar.deadline());
        let days = if spare == 1.0 { "the last day".to_owned() } else { format!("{spare} days") };
        let message = format!("not planned before the deadline: {days}; periods of {period_days} days end on {end}");
        let fault = Diagnostic::warning(Code::SPARE_DAYS, message).at(row.place(length), "this deadline");
        c.faults.push(fault.remedy("a deadline at the end of a period, or shorter periods (`period_days`)"));
    }
    Some(calendar)
}

/// Days from the start to the end of the deadline's day.
fn until(c: &mut Lowering, row: &Row, start: Date) -> Option<f64> {
    let deadline = row.date(field::DEADLINE)?;
    let days = start.until(deadline).map_or(0, |s| s.get_days());
    if days < 0 {
        let message = format!("the deadline {deadline} lies before the start {start}");
        c.fault(Code::DATE, message, row.place(field::DEADLINE), "exchange them, or correct the year");
        return None;
    }
    Some(f64::from(days) + 1.0)
}

pub(super) fn budget(c: &mut Lowering, top: &Row, calendar: &Calendar) -> Budget {
    let Some(row) = top.row(field::BUDGET) else { return Budget::default() };
    if row.has(field::TOTAL) && row.has(field::TRANCHES) {
        let message = "the budget has a total and tranches".into();
        c.fault(Code::CONTRADICTION, message, row.place(field::TRANCHES), "keep one of them");
    }
    if let Some(total) = row.number(field::TOTAL) {
        return Budget { tranches: Some(vec![Tranche { from: crate::mission::Period(1), amount: Usd(total) }]) };
    }
    if !row.has(field::TRANCHES) {
        return Budget::default();
    }
    let tranche = |r: &Row| {
        let from = calendar.period_of(r.date(field::DATE)?).max(crate::mission::Period(1));
        Some(Tranche { from, amount: Usd(r.number(field::AMOUNT)?) })
    };
    Budget { tranches: Some(row.rows(field::TRANCHES).iter().filter_map(tranche).collect()) }
}
