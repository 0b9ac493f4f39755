//! Axes: round numbers, months, legends. Must not know what is measured.

use std::fmt::Write as _;

use jiff::ToSpan as _;

use crate::report::chart::Time;
use crate::report::numbers::{self, count, fixed};
use crate::report::render::svg::paper::{Canvas, LETTER, escaped};
use crate::tolerance::{DIVISOR, EXACT};

/// The least 1, 2 or 5 times a power of ten that makes at most `most` steps up to `top`.
pub(super) fn step(top: f64, most: f64) -> f64 {
    let raw = (top / most).max(DIVISOR);
    let power = 10f64.powf(raw.log10().floor());
    let nice = [1.0, 2.0, 5.0, 10.0].into_iter().find(|n| n * power >= raw * 0.999_999);
    nice.unwrap_or(10.0) * power
}

/// Where a chart of values is on its picture.
pub(super) struct Plane {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// Value at the top.
    pub high: f64,
    /// Periods at the right.
    pub periods: f64,
}

impl Plane {
    /// A plane whose top is a round number not below `high`.
    pub(super) fn new(paper: Canvas, (left, top): (f64, f64), height: f64, high: f64, time: Time) -> Self {
        let high = if high.is_finite() { high.max(DIVISOR) } else { 1.0 };
        let by = step(high, 5.0);
        let high = (high / by - EXACT).ceil().max(1.0) * by;
        Self { left, top, width: paper.width - left - 20.0, height, high, periods: f64::from(time.periods.max(1)) }
    }
    pub(super) fn x(&self, t: f64) -> f64 {
        self.left + t.clamp(0.0, self.periods) / self.periods * self.width
    }
    pub(super) fn y(&self, v: f64) -> f64 {
        self.top + self.height - v.clamp(0.0, self.high) / self.high * self.height
    }
    /// Grid, numbers and the unit above them.
    pub(super) fn grid(&self, unit: &str, out: &mut String) {
        let by = step(self.high, 5.0);
        for i in 0..=(self.high / by).round() as u32 {
            let v = f64::from(i) * by;
            let (x, y) = (self.left, self.y(v));
            let _ = write!(
                out,
                "<line class=\"g\" x1=\"{x:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>",
                x + self.width
            );
            let label = if by < 1.0 { fixed(v, 1) } else { count(v) };
            let _ = write!(out, "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{label}</text>", x - 7.0, y + 4.0);
        }
        let _ = write!(out, "<text class=\"q\" x=\"4\" y=\"{:.1}\">{}</text>", self.top - 12.0, escaped(unit));
    }
    /// Months and numbers of periods below.
    pub(super) fn dates(&self, time: Time, out: &mut String) {
        dates(time, &|t| self.x(t), (self.top, self.top + self.height), out);
    }
}

/// Least distance of the names of months.
const ROOM: f64 = 58.0;

/// Height that [`dates`] needs below the plane.
pub(super) const DATES: f64 = 38.0;

/// First days of months as ticks, numbers of periods below them.
pub(super) fn dates(time: Time, x: &dyn Fn(f64) -> f64, (top, bottom): (f64, f64), out: &mut String) {
    let end = time.day(time.periods);
    let total = f64::from(time.periods.max(1));
    // Names of months need room, with a year twice as much.
    let month = (x(total) - x(0.0)) * 30.4 / (total * f64::from(time.days));
    let every = [1, 2, 3, 6].into_iter().find(|n| month * f64::from(*n) >= ROOM).unwrap_or(12);
    let mut day = time.start.first_of_month();
    while day <= end {
        if (day.month() - 1) % every == 0 {
            let at = f64::from(time.start.until(day).map_or(0, |s| s.get_days())) / f64::from(time.days);
            if at >= 0.0 {
                let x = x(at);
                let _ =
                    write!(out, "<line class=\"g\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>");
            }
            let name = numbers::month(day);
            let label = if at < 1.0 || day.month() == 1 { format!("{name} {}", day.year()) } else { name.clone() };
            // A label needs room before the axis ends.
            if at < total * 0.95 && (at >= 0.0 || -at < 25.0 / f64::from(time.days)) {
                let _ =
                    write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{label}</text>", x(at.max(0.0)) + 3.0, bottom + 16.0);
            }
        }
        match day.checked_add(1.month()) {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    // The first number has the word before it.
    let room = LETTER * (0.5 * (time.unit().chars().count() as f64 + 3.0) + 2.0);
    let by = [10.0, 5.0, 2.5].map(|most| step(total, most).max(1.0));
    let by = by.into_iter().find(|by| x(*by) - x(0.0) >= room).unwrap_or(by[2]);
    let mut t = by;
    while t <= total + EXACT {
        let name = if t == by { format!("{} {t:.0}", time.unit()) } else { format!("{t:.0}") };
        let _ = write!(out, "<text class=\"q m\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>", x(t), bottom + 31.0);
        t += by;
    }
}

/// Marks of colour with names, in rows above the plane; returns the height used.
pub(super) fn legend(
    paper: Canvas,
    entries: &[(String, impl AsRef<str>)],
    left: f64,
    top: f64,
    out: &mut String,
) -> f64 {
    let (mut x, mut y) = (left, top);
    for (class, name) in entries {
        let name = name.as_ref();
        let width = 30.0 + LETTER * name.chars().count() as f64;
        if x > left && x + width > paper.width - 10.0 {
            (x, y) = (left, y + 17.0);
        }
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"13\" height=\"9\" rx=\"1\"/><text x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
            y - 9.0,
            x + 18.0,
            escaped(name)
        );
        x += width;
    }
    y - top + 17.0
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn steps_are_round() {
        assert_eq!(step(13_874.0, 5.0), 5_000.0);
        assert_eq!(step(1.0, 5.0), 0.2);
        assert_eq!(step(26.0, 10.0), 5.0);
    }
}
