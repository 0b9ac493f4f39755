//! Rows with names: spans of time, percentiles of dates, plain bars.

use std::fmt::Write as _;

use crate::report::chart::{Bar, Range, Span, Time};
use crate::report::render::svg::axis::{DATES, dates, legend};
use crate::report::render::svg::paper::{WIDTH, cut, escaped};

const LEFT: f64 = 160.0;
const RIGHT: f64 = 100.0;
const ROW: f64 = 23.0;
const NAME: usize = 23;

fn name(text: &str, (left, y): (f64, f64), out: &mut String) {
    let fits = (left / LEFT * NAME as f64) as usize;
    let _ = write!(
        out,
        "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        left - 8.0,
        y + 12.0,
        escaped(&cut(text, fits))
    );
}

fn across(time: Time) -> impl Fn(f64) -> f64 {
    let periods = f64::from(time.periods.max(1));
    move |t: f64| LEFT + t.clamp(0.0, periods) / periods * (WIDTH - LEFT - RIGHT)
}

pub(super) fn gantt(time: Time, spans: &[Span]) -> (f64, String) {
    let x = across(time);
    let mut out = String::new();
    let bottom = 8.0 + spans.len() as f64 * ROW;
    dates(time, &x, (4.0, bottom), &mut out);
    for (i, s) in spans.iter().enumerate() {
        let y = 6.0 + i as f64 * ROW;
        name(&s.name, (LEFT, y), &mut out);
        let class = if s.open_end { "f1" } else { "f0" };
        let width = (x(s.weeks) - LEFT).max(1.5);
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"15\" rx=\"2\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT + width + 6.0,
            y + 12.0,
            escaped(&s.label)
        );
    }
    (bottom + DATES, out)
}

/// Thin line from 5 to 95 %, thick from 50 to 80 %, a stroke at the half, a diamond where it was planned.
pub(super) fn ranges(time: Time, rows: &[Range]) -> (f64, String) {
    let x = across(time);
    let mut out = String::new();
    let keys = [("f1", "planned"), ("f0", "half to 80 % of the worlds"), ("b0", "5 to 95 %")];
    let top = 6.0 + legend(&keys.map(|(c, n)| (c.to_owned(), n)), LEFT, 14.0, &mut out);
    let bottom = top + 2.0 + rows.len() as f64 * ROW;
    dates(time, &x, (top - 2.0, bottom), &mut out);
    for (i, r) in rows.iter().enumerate() {
        let y = top + i as f64 * ROW;
        name(&r.name, (LEFT, y), &mut out);
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
        let _ =
            write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>", WIDTH - RIGHT + 8.0, y + 12.0, escaped(&r.label));
    }
    (bottom + DATES, out)
}

pub(super) fn bars(list: &[Bar]) -> (f64, String) {
    let most = list.iter().map(|b| b.value).fold(1e-9, f64::max);
    let mut out = String::new();
    // Long names get more room, up to two fifths of the picture.
    let longest = list.iter().map(|b| b.name.chars().count()).max().unwrap_or(0);
    let left = (longest as f64 * 6.8 + 16.0).clamp(LEFT, WIDTH * 0.4);
    for (i, b) in list.iter().enumerate() {
        let y = 6.0 + i as f64 * ROW;
        name(&b.name, (left, y), &mut out);
        let width = (b.value.max(0.0) / most * (WIDTH - left - 1.6 * RIGHT)).max(1.0);
        let _ = write!(
            out,
            "<rect class=\"f0\" x=\"{left}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"15\" rx=\"2\"/><text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left + width + 6.0,
            y + 12.0,
            escaped(&b.label)
        );
    }
    (10.0 + list.len() as f64 * ROW, out)
}
