//! Values over time: lines with shaded ranges, and stacked columns with limits.

use std::fmt::Write as _;

use crate::report::chart::{Band, Series, Time};
use crate::report::numbers::count;
use crate::report::render::svg::axis::{DATES, Plane, legend};
use crate::report::render::svg::paper::{COLOURS, escaped};

const LEFT: f64 = 66.0;
const HEIGHT: f64 = 230.0;

fn most<'a>(lists: impl Iterator<Item = &'a Vec<f64>>) -> f64 {
    lists.flatten().copied().filter(|v| v.is_finite()).fold(0.0, f64::max)
}

/// Values for the script of the page: what the reader points at is told in words.
fn told(s: &Series) -> String {
    let values: Vec<String> = s.values.iter().map(|v| format!("{v:.1}")).collect();
    format!("data-n=\"{}\" data-v=\"{}\"", escaped(&s.name), values.join(","))
}

pub(super) fn lines(
    time: Time,
    unit: &str,
    bands: &[Band],
    series: &[Series],
    marks: &[(f64, String)],
) -> (f64, String) {
    let mut out = String::new();
    let names = bands.iter().enumerate().map(|(i, b)| (format!("b{}", i % 2), b.name.as_str()));
    let names = names.chain(series.iter().enumerate().map(|(i, s)| (format!("f{}", i % COLOURS), s.name.as_str())));
    let used = legend(&names.collect::<Vec<_>>(), LEFT, 14.0, &mut out);
    let high = most(series.iter().map(|s| &s.values)).max(most(bands.iter().map(|b| &b.high)));
    let p = Plane::new(LEFT, 30.0 + used, HEIGHT, high, time);
    p.grid(unit, &mut out);
    p.dates(time, &mut out);
    for (i, b) in bands.iter().enumerate() {
        let up = b.high.iter().enumerate().map(|(t, v)| (t, *v));
        let down = b.low.iter().enumerate().rev().map(|(t, v)| (t, *v));
        let points: Vec<String> = up.chain(down).map(|(t, v)| format!("{:.1},{:.1}", p.x(t as f64), p.y(v))).collect();
        let _ = write!(out, "<polygon class=\"b{}\" points=\"{}\"/>", i % 2, points.join(" "));
    }
    for (at, words) in marks {
        mark(&p, *at, words, &mut out);
    }
    for (i, s) in series.iter().enumerate() {
        line(&p, s, i, &mut out);
    }
    (p.top + HEIGHT + DATES, wrapped(time, &p, &out))
}

/// With what the script needs to find the period under the pointer.
fn wrapped(time: Time, p: &Plane, inner: &str) -> String {
    format!(
        "<g class=\"plane\" data-left=\"{:.1}\" data-width=\"{:.1}\" data-top=\"{:.1}\" data-height=\"{:.1}\" data-periods=\"{}\" data-start=\"{}\" data-days=\"{}\" data-unit=\"{}\">{inner}</g>",
        p.left,
        p.width,
        p.top,
        p.height,
        time.periods,
        time.start,
        time.days,
        time.unit()
    )
}

fn mark(p: &Plane, at: f64, words: &str, out: &mut String) {
    let x = p.x(at);
    // Words stand on the side that has room.
    let (dx, class) = if x > p.left + p.width / 2.0 { (-5.0, "q e") } else { (5.0, "q") };
    let _ = write!(
        out,
        "<line class=\"mark\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/><text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        p.top - 6.0,
        p.top + p.height,
        x + dx,
        p.top + 4.0,
        escaped(words)
    );
}

/// A line goes through its values; a limit holds for the whole of each period, from the end of the one before.
fn line(p: &Plane, s: &Series, i: usize, out: &mut String) {
    let mut d = String::new();
    for (t, v) in s.values.iter().enumerate().filter(|(t, v)| v.is_finite() && (*t > 0 || !s.step)) {
        let (x, y) = (p.x(t as f64), p.y(*v));
        if s.step {
            let before = p.x(t as f64 - 1.0);
            let down = if d.is_empty() { format!("M{before:.1} {y:.1}") } else { format!("V{y:.1}") };
            let _ = write!(d, "{down}H{x:.1}");
        } else {
            let _ = write!(d, "{}{x:.1} {y:.1}", if d.is_empty() { 'M' } else { 'L' });
        }
    }
    let dash = if s.step { " step" } else { "" };
    let _ = write!(out, "<path class=\"l s{}{dash}\" {} d=\"{d}\"/>", i % COLOURS, told(s));
}

pub(super) fn stack(time: Time, unit: &str, layers: &[Series], limits: &[Series]) -> (f64, String) {
    let mut out = String::new();
    let names = layers.iter().chain(limits).enumerate().map(|(i, s)| (format!("f{}", i % COLOURS), s.name.as_str()));
    let used = legend(&names.collect::<Vec<_>>(), LEFT, 14.0, &mut out);
    let length = layers.iter().map(|s| s.values.len()).max().unwrap_or(0);
    let value = |s: &Series, t: usize| s.values.get(t).copied().filter(|v| v.is_finite()).unwrap_or(0.0).max(0.0);
    let totals: Vec<f64> = (0..length).map(|t| layers.iter().map(|s| value(s, t)).sum()).collect();
    let high = most(std::iter::once(&totals)).max(most(limits.iter().map(|s| &s.values)));
    let p = Plane::new(LEFT, 30.0 + used, HEIGHT, high, time);
    p.grid(unit, &mut out);
    p.dates(time, &mut out);
    for t in 1..length {
        let (x, width) = (p.x(t as f64 - 0.9), p.x(t as f64 - 0.1) - p.x(t as f64 - 0.9));
        let mut below = 0.0;
        for (i, s) in layers.iter().enumerate().filter(|(_, s)| value(s, t) > 0.0) {
            let (y0, y1) = (p.y(below), p.y(below + value(s, t)));
            below += value(s, t);
            let _ = write!(
                out,
                "<rect class=\"f{}\" x=\"{x:.1}\" y=\"{y1:.1}\" width=\"{width:.1}\" height=\"{:.2}\"><title>{} {t}, {}: {}</title></rect>",
                i % COLOURS,
                y0 - y1,
                time.unit(),
                escaped(&s.name),
                shown(value(s, t))
            );
        }
    }
    for (i, s) in limits.iter().enumerate() {
        line(&p, s, layers.len() + i, &mut out);
    }
    (p.top + HEIGHT + DATES, out)
}

fn shown(v: f64) -> String {
    if v < 100.0 { format!("{v:.1}") } else { count(v) }
}
