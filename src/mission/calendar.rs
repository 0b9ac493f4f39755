//! The mission's time: a start date cut into equal periods. State is at the end of a period; 0 is the start.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::units::{DAYS_PER_MONTH, MonthsPerPeriod};

/// A period number: 1..=T for periods, 0 for the state at the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period(pub u32);

impl Period {
    /// The start.
    pub const START: Self = Self(0);
    /// The period before; the start's is the start.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
    /// `n` periods later.
    #[must_use]
    pub const fn later(self, n: u32) -> Self {
        Self(self.0 + n)
    }
    /// As an index of a vector that has an element for period 0.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
    /// Label in row names: `w07`.
    pub fn label(self) -> String {
        format!("w{:02}", self.0)
    }
}

impl From<Period> for u32 {
    fn from(t: Period) -> Self {
        t.0
    }
}

/// Start, period length, number of periods to the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calendar {
    /// First day of period 1.
    pub start: Date,
    /// Days of a period (7 unless the scenario says otherwise).
    pub period_days: u32,
    /// T: the deadline is the end of this period.
    pub periods: u32,
    /// The day from which equipment is reimbursed at the reduced rate.
    pub mandate_end: Option<Date>,
}

impl Calendar {
    /// The last period.
    pub const fn deadline(&self) -> Period {
        Period(self.periods)
    }
    /// 1..=T.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = Period> + Clone + use<> {
        (1..=self.periods).map(Period)
    }
    /// First day of period `t` (t >= 1).
    pub fn first_day(&self, t: Period) -> Date {
        self.date_after(t.0.saturating_sub(1))
    }
    /// Last day of period `t`; the day before the start for t = 0.
    pub fn last_day(&self, t: Period) -> Date {
        let next = self.date_after(t.0);
        next.yesterday().unwrap_or(next)
    }
    /// The period in which `date` falls; the start if it lies before, beyond T if it lies after.
    pub fn period_of(&self, date: Date) -> Period {
        let days = self.start.until(date).map_or(0, |s| i64::from(s.get_days()));
        if days < 0 { Period::START } else { Period((days / i64::from(self.period_days)) as u32 + 1) }
    }
    /// Days from the start to a date, negative before it.
    pub fn days_to(&self, date: Date) -> f64 {
        self.start.until(date).map_or(0.0, |s| f64::from(s.get_days()))
    }
    /// Periods that make up a week, at least one: a weekly limit holds for each stretch of so many.
    pub fn periods_of_a_week(&self) -> usize {
        (7 / self.period_days.max(1)).max(1) as usize
    }
    /// Share of a month in a period: turns monthly rates into rates per period.
    pub fn months_per_period(&self) -> MonthsPerPeriod {
        MonthsPerPeriod(f64::from(self.period_days) / DAYS_PER_MONTH)
    }
    /// Share of period `t`'s days that lie in `from..=to`.
    pub fn overlap(&self, t: Period, from: Date, to: Date) -> f64 {
        let (first, last) = (self.first_day(t).max(from), self.last_day(t).min(to));
        if first > last {
            return 0.0;
        }
        let days = first.until(last).map_or(0, |s| s.get_days()) + 1;
        f64::from(days) / f64::from(self.period_days)
    }

    fn date_after(&self, periods: u32) -> Date {
        let days = i64::from(periods) * i64::from(self.period_days);
        self.start.checked_add(days.days()).unwrap_or(Date::MAX)
    }
}
