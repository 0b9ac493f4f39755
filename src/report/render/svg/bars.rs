//! Rows with names: spans of time, percentiles of dates, plain bars.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::chart::{Bar, Bars, Range, Span, Time};
use crate::report::render::svg::axis::{DATES, dates, legend};
use crate::report::render::svg::paper::{Canvas, LETTER, cut, escaped, wide};
use crate::tolerance::{DIVISOR, EXACT};

const ROW: f64 = 23.0;

/// Room for names at the left and words at the right.
#[derive(Clone, Copy)]
struct Sides {
    left: f64,
    right: f64,
    width: f64,
}

impl Sides {
    fn of(paper: Canvas) -> Self {
        let (left, right) = if paper.narrow() { (104.0, 82.0) } else { (160.0, 100.0) };
        Self { left, right, width: paper.width }
    }
    fn across(self, time: Time) -> impl Fn(f64) -> f64 {
        let periods = f64::from(time.periods.max(1));
        move |t: f64| self.left + t.clamp(0.0, periods) / periods * (self.width - self.left - self.right)
    }
}

fn name(text: &str, (left, y): (f64, f64), out: &mut String) {
    // Capitals are wider than most letters: a name that is cut begins with one.
    let fits = ((left - 8.0) / (LETTER * 1.06)) as usize;
    let _ = write!(
        out,
        "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        left - 8.0,
        y + 12.0,
        escaped(&cut(text, fits))
    );
}

/// Height of the line with the word at the deadline.
const DEADLINE: f64 = 13.0;

/// Bars as long as a site is open, or a contributor there, in three shades: as at the start, moving out, after the last load.
pub(super) fn gantt(paper: Canvas, of: Bars, time: Time, spans: &[Span], deadline: f64) -> (f64, String) {
    let sides = Sides::of(paper);
    let x = sides.across(time);
    let mut out = String::new();
    let (after_loads, open_end) = match of {
        Bars::Sites => (say!("clean-up, handover, guard"), say!("does not close")),
        Bars::Contributors => (say!("people after the last load"), say!("leaves some behind")),
    };
    let mut keys = vec![("f0", say!("full strength")), ("b1", say!("moving out"))];
    if spans.iter().any(|s| !s.open_end && s.cleaning < s.weeks - EXACT) {
        keys.push(("f4", after_loads));
    }
    if spans.iter().any(|s| s.open_end) {
        keys.push(("f1", open_end));
    }
    let keys: Vec<(String, String)> = keys.into_iter().map(|(c, n)| (c.to_owned(), n)).collect();
    let from = if paper.narrow() { 4.0 } else { sides.left };
    // The word at the deadline has a line of its own: words of other languages are as long as the legend leaves room.
    let top = 6.0 + legend(paper, &keys, from, 14.0, &mut out) + DEADLINE;
    let bottom = top + 2.0 + spans.len() as f64 * ROW;
    dates(time, &x, (top - 2.0, bottom), &mut out);
    let end = x(deadline);
    let _ = write!(
        out,
        "<line class=\"mark\" x1=\"{end:.1}\" x2=\"{end:.1}\" y1=\"{:.1}\" y2=\"{bottom:.1}\"/><text class=\"q m\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        top - 4.0,
        end.min(paper.width - 30.0),
        top - 7.0,
        escaped(&say!("deadline"))
    );
    for (i, s) in spans.iter().enumerate() {
        let y = top + i as f64 * ROW;
        name(&s.name, (sides.left, y), &mut out);
        let parts = if s.open_end {
            vec![("f1", 0.0, s.weeks)]
        } else {
            let moving = s.moving.min(s.weeks);
            let cleaning = s.cleaning.clamp(moving, s.weeks);
            vec![("f0", 0.0, moving), ("b1", moving, cleaning), ("f4", cleaning, s.weeks)]
        };
        for (class, a, b) in parts.into_iter().filter(|(_, a, b)| b - a > EXACT) {
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"15\"/>",
                x(a),
                (x(b) - x(a)).max(1.5)
            );
        }
        let after = x(s.weeks) + 6.0;
        // Words that the stroke of the deadline would cross stand behind it.
        let crossed = after < end && after + wide(&s.label) > end - 3.0;
        let _ = write!(
            out,
            "<text class=\"halo\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            if crossed { end + 6.0 } else { after },
            y + 12.0,
            escaped(&s.label)
        );
    }
    (bottom + DATES, out)
}

/// Thin line from 5 to 95 %, thick from 50 to 80 %, a stroke at the half, a diamond where it was planned.
pub(super) fn ranges(paper: Canvas, time: Time, rows: &[Range]) -> (f64, String) {
    let mut sides = Sides::of(paper);
    let words = rows.iter().map(|r| wide(&r.label)).fold(0.0, f64::max);
    sides.right = (words + 12.0).clamp(sides.right, paper.width * 0.35);
    let x = sides.across(time);
    let mut out = String::new();
    let keys = [("f1", say!("planned")), ("f0", say!("half to 80 % of the worlds")), ("b0", say!("5 to 95 %"))];
    let from = if paper.narrow() { 4.0 } else { sides.left };
    let top = 6.0 + legend(paper, &keys.map(|(c, n)| (c.to_owned(), n)), from, 14.0, &mut out);
    let bottom = top + 2.0 + rows.len() as f64 * ROW;
    dates(time, &x, (top - 2.0, bottom), &mut out);
    for (i, r) in rows.iter().enumerate() {
        let y = top + i as f64 * ROW;
        name(&r.name, (sides.left, y), &mut out);
        let [p5, p50, p80, p95] = r.at.map(&x);
        let _ = write!(
            out,
            "<rect class=\"b0\" x=\"{p5:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\"/><rect class=\"f0\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"14\"/>",
            y + 3.0,
            (p95 - p5).max(2.0),
            p50 - 1.0,
            (p80 - p50).max(3.0)
        );
        if let Some(planned) = r.planned {
            let (cx, cy) = (x(planned), y + 7.0);
            let _ = write!(out, "<path class=\"f1\" d=\"M{cx:.1} {:.1}l6 7l-6 7l-6 -7z\"/>", cy - 7.0);
        }
        let words = cut(&r.label, ((sides.right - 8.0) / 6.2) as usize);
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            sides.width - sides.right + 8.0,
            y + 12.0,
            escaped(&words)
        );
    }
    (bottom + DATES, out)
}

pub(super) fn bars(paper: Canvas, list: &[Bar]) -> (f64, String) {
    let most = list.iter().map(|b| b.value).fold(DIVISOR, f64::max);
    let mut out = String::new();
    // Long names get more room, up to two fifths of the picture; the words at the ends what they need.
    let longest = list.iter().map(|b| b.name.chars().count()).max().unwrap_or(0);
    let left = (longest as f64 * 6.8 + 16.0).clamp(60.0, paper.width * 0.4);
    let right = list.iter().map(|b| wide(&b.label)).fold(0.0, f64::max) + 14.0;
    for (i, b) in list.iter().enumerate() {
        let y = 6.0 + i as f64 * ROW;
        name(&b.name, (left, y), &mut out);
        let width = (b.value.max(0.0) / most * (paper.width - left - right).max(20.0)).max(1.0);
        let _ = write!(
            out,
            "<rect class=\"f0\" x=\"{left:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"15\" rx=\"2\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left + width + 6.0,
            y + 12.0,
            escaped(&b.label)
        );
    }
    (10.0 + list.len() as f64 * ROW, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::render::svg::paper::{NARROW, WIDE};

    /// A site that closes a week before the deadline: its date would reach across the stroke, and stands behind it. One that closes
    /// early has its date beside its bar.
    #[test]
    fn no_date_is_crossed_by_the_deadline() {
        let time = Time { start: jiff::civil::Date::constant(2023, 7, 1), days: 7, periods: 26 };
        let span = |weeks: f64| Span {
            name: "Gao".into(),
            weeks,
            moving: 1.0,
            cleaning: 2.0,
            label: "22 Dec 2023".into(),
            open_end: false,
        };
        for paper in [WIDE, NARROW] {
            let (_, svg) = gantt(paper, Bars::Sites, time, &[span(4.0), span(25.0)], 26.0);
            let at = |before: &str| -> Vec<f64> {
                let found = svg.split(before).skip(1).filter_map(|rest| rest.split('"').next());
                found.map(|x| x.parse().expect("a number")).collect()
            };
            let end = at("<line class=\"mark\" x1=\"")[0];
            let dates = at("<text class=\"halo\" x=\"");
            assert!(dates[0] + wide("22 Dec 2023") < end && dates[1] > end, "{dates:?} {end}");
        }
    }
}
