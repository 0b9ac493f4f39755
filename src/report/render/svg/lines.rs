//! Values over time: lines with shaded ranges, and stacked columns with limits.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::chart::{Band, Series, Time};
use crate::report::numbers::{count, fixed};
use crate::report::render::svg::axis::{DATES, Plane, legend};
use crate::report::render::svg::paper::{COLOURS, Canvas, escaped, wide};

const HEIGHT: f64 = 230.0;
/// Height of a row of words above the plane: the second clears the unit of the axis, which stands a little higher than the first.
const ROW: f64 = 17.0;

fn most<'a>(lists: impl Iterator<Item = &'a Vec<f64>>) -> f64 {
    lists.flatten().copied().filter(|v| v.is_finite()).fold(0.0, f64::max)
}

/// Values for the script of the page: what the reader points at is told in words.
fn told(s: &Series) -> String {
    let values: Vec<String> = s.values.iter().map(|v| format!("{v:.1}")).collect();
    format!("data-n=\"{}\" data-v=\"{}\"", escaped(&s.name), values.join(","))
}

/// Room for the numbers of the axis.
fn left(paper: Canvas) -> f64 {
    if paper.narrow() { 54.0 } else { 66.0 }
}

type LineParts<'a> = (&'a [Band], &'a [Series], &'a [(f64, String)]);

pub(super) fn lines(paper: Canvas, time: Time, unit: &str, (bands, series, marks): LineParts) -> (f64, String) {
    let mut out = String::new();
    let high = most(series.iter().map(|s| &s.values)).max(most(bands.iter().map(|b| &b.high)));
    let rows = rows(paper, time, unit, marks);
    let under = ROW * (rows.iter().max().map_or(0, |r| r + 1)) as f64;
    let left = left(paper);
    // Words stand at the lines themselves if there is room, else in a legend.
    let plane = |used: f64| Plane::new(paper, (left, 30.0 + used + under), HEIGHT, high, time);
    let beside = beside(&plane(0.0), series);
    let shown = if beside.is_none() { series } else { &[] };
    let names = bands.iter().enumerate().map(|(i, b)| (format!("b{}", i % 2), b.name.as_str()));
    let names = names.chain(shown.iter().enumerate().map(|(i, s)| (format!("f{}", i % COLOURS), s.name.as_str())));
    let names: Vec<_> = names.collect();
    let from = if paper.narrow() { 4.0 } else { left };
    let used = if names.is_empty() { 0.0 } else { legend(paper, &names, from, 14.0, &mut out) };
    let p = plane(used);
    p.grid(unit, &mut out);
    p.dates(time, &mut out);
    for (i, b) in bands.iter().enumerate() {
        let up = b.high.iter().enumerate().map(|(t, v)| (t, *v));
        let down = b.low.iter().enumerate().rev().map(|(t, v)| (t, *v));
        let points: Vec<String> = up.chain(down).map(|(t, v)| format!("{:.1},{:.1}", p.x(t as f64), p.y(v))).collect();
        let _ = write!(out, "<polygon class=\"b{}\" points=\"{}\"/>", i % 2, points.join(" "));
    }
    for ((at, words), row) in marks.iter().zip(&rows) {
        mark(&p, *at, words, *row, &mut out);
    }
    for (i, s) in series.iter().enumerate() {
        line(&p, s, i, &mut out);
    }
    for (i, (s, at)) in series.iter().zip(beside.into_iter().flatten()).enumerate() {
        said(&p, s, i, at, &mut out);
    }
    (p.top + HEIGHT + DATES, wrapped(time, &p, &out))
}

/// Least distance of a line from the others where its name stands.
const APART: f64 = 15.0;

/// For each line the period at which its name can stand, if all of them have one: far from the other lines and names.
fn beside(p: &Plane, series: &[Series]) -> Option<Vec<usize>> {
    if series.is_empty() || series.len() > COLOURS {
        return None;
    }
    let y = |s: &Series, t: usize| s.values.get(t).filter(|v| v.is_finite()).map(|v| p.y(*v));
    let mut taken: Vec<[f64; 4]> = Vec::new();
    let mut all = Vec::new();
    for (i, s) in series.iter().enumerate() {
        let wide = wide(&s.name) + 20.0;
        let room = |t: usize| -> Option<(f64, [f64; 4])> {
            let (at, x) = (y(s, t)?, p.x(t as f64) + 6.0);
            let area = [x, at - 22.0, x + wide, at - 4.0];
            if area[2] > p.left + p.width || area[1] < p.top {
                return None;
            }
            let covers = |o: &[f64; 4]| area[0] < o[2] && o[0] < area[2] && area[1] < o[3] && o[1] < area[3];
            if taken.iter().any(covers) {
                return None;
            }
            // No line, its own included, may run through the words.
            let last = (0..s.values.len().max(t + 1)).take_while(|u| p.x(*u as f64) < area[2]).last().unwrap_or(t);
            let through = |o: &Series| (t..=last).any(|u| y(o, u).is_some_and(|v| v > area[1] && v < area[3]));
            let between =
                |o: &Series| y(o, t).zip(y(o, last)).is_some_and(|(a, b)| a.min(b) < area[3] && a.max(b) > area[1]);
            if series.iter().any(|o| through(o) || between(o)) {
                return None;
            }
            let others = series.iter().enumerate().filter(|(k, _)| *k != i).filter_map(|(_, o)| y(o, t));
            let near = others.map(|v| (v - at).abs()).fold(60.0, f64::min);
            (near >= APART).then_some((near, area))
        };
        let best = (1..s.values.len()).filter_map(|t| room(t).map(|r| (t, r)));
        let (t, (_, area)) = best.max_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
        taken.push(area);
        all.push(t);
    }
    Some(all)
}

/// A name at its line.
fn said(p: &Plane, s: &Series, i: usize, t: usize, out: &mut String) {
    let (x, y) = (p.x(t as f64) + 6.0, p.y(s.values[t]) - 8.0);
    let _ = write!(
        out,
        "<rect class=\"f{}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"9\" height=\"9\" rx=\"1\"/><text class=\"at\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>",
        i % COLOURS,
        y - 9.0,
        x + 13.0,
        escaped(&s.name)
    );
}

/// A row above the plane for the words of each mark, so that none covers another; the unit of the axis has the first.
fn rows(paper: Canvas, time: Time, unit: &str, marks: &[(f64, String)]) -> Vec<usize> {
    let p = Plane::new(paper, (left(paper), 0.0), HEIGHT, 1.0, time);
    // Words on the left of their lines are placed from left to right, those on the right the other way round: the lines of the
    // higher rows then pass beside the words of the lower ones.
    let turned = |i: usize| {
        let x = p.x(marks[i].0);
        if x > p.left + p.width / 2.0 { x } else { -x }
    };
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|a, b| turned(*a).total_cmp(&turned(*b)));
    let mut taken: Vec<(usize, f64, f64)> = vec![(0, 0.0, 12.0 + wide(unit))];
    let mut rows = vec![0; marks.len()];
    for i in order {
        let (a, b) = reach(&p, marks[i].0, &marks[i].1);
        let free = |row: &usize| !taken.iter().any(|(r, x, y)| r == row && a < *y && *x < b);
        rows[i] = (0..=marks.len()).find(free).unwrap_or(0);
        taken.push((rows[i], a, b));
    }
    rows
}

/// From where to where the words of a mark reach: on the side that has room.
fn reach(p: &Plane, at: f64, words: &str) -> (f64, f64) {
    let (x, wide) = (p.x(at), wide(words) + 8.0);
    if x > p.left + p.width / 2.0 { (x - wide, x) } else { (x, x + wide) }
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

fn mark(p: &Plane, at: f64, words: &str, row: usize, out: &mut String) {
    let x = p.x(at);
    let base = p.top - 6.0 - ROW * row as f64;
    let (dx, class) = if x > p.left + p.width / 2.0 { (-4.0, "q e") } else { (4.0, "q") };
    let _ = write!(
        out,
        "<line class=\"mark\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/><text class=\"{class}\" x=\"{:.1}\" y=\"{base:.1}\">{}</text>",
        base - 9.0,
        p.top + p.height,
        x + dx,
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

pub(super) fn stack(paper: Canvas, time: Time, unit: &str, layers: &[Series], limits: &[Series]) -> (f64, String) {
    let mut out = String::new();
    let names = layers.iter().chain(limits).enumerate().map(|(i, s)| (format!("f{}", i % COLOURS), s.name.as_str()));
    let from = if paper.narrow() { 4.0 } else { left(paper) };
    let used = legend(paper, &names.collect::<Vec<_>>(), from, 14.0, &mut out);
    let length = layers.iter().map(|s| s.values.len()).max().unwrap_or(0);
    let value = |s: &Series, t: usize| s.values.get(t).copied().filter(|v| v.is_finite()).unwrap_or(0.0).max(0.0);
    let totals: Vec<f64> = (0..length).map(|t| layers.iter().map(|s| value(s, t)).sum()).collect();
    let high = most(std::iter::once(&totals)).max(most(limits.iter().map(|s| &s.values)));
    let p = Plane::new(paper, (left(paper), 30.0 + used), HEIGHT, high, time);
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
                "<rect class=\"f{}\" x=\"{x:.1}\" y=\"{y1:.1}\" width=\"{width:.1}\" height=\"{:.2}\"><title>{} {t}, {}</title></rect>",
                i % COLOURS,
                y0 - y1,
                time.unit(),
                say!("{}: {}", escaped(&s.name), shown(value(s, t)))
            );
        }
    }
    for (i, s) in limits.iter().enumerate() {
        line(&p, s, layers.len() + i, &mut out);
    }
    (p.top + HEIGHT + DATES, out)
}

fn shown(v: f64) -> String {
    if v < 100.0 { fixed(v, 1) } else { count(v) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::render::svg::paper::NARROW;

    #[test]
    fn the_line_of_a_mark_passes_no_words_below_its_own() {
        let time = Time { start: jiff::civil::Date::constant(2027, 1, 1), days: 14, periods: 26 };
        for marks in [[26.0, 25.0, 24.5], [24.5, 25.0, 26.0], [1.0, 2.0, 2.5], [2.5, 2.0, 1.0]] {
            let marks = marks.map(|at| (at, "deadline 30 Dec 2027".to_owned()));
            let rows = rows(NARROW, time, "people, loads", &marks);
            let p = Plane::new(NARROW, (left(NARROW), 0.0), HEIGHT, 1.0, time);
            for (i, (at, words)) in marks.iter().enumerate() {
                let beside_unit = reach(&p, *at, words).0 >= 12.0 + wide("people, loads");
                assert!(rows[i] > 0 || beside_unit, "{marks:?} {rows:?}: {i} covers the unit of the axis");
                for (j, (other, words)) in marks.iter().enumerate().filter(|(j, _)| rows[*j] < rows[i]) {
                    let (a, b) = reach(&p, *other, words);
                    assert!(!(a < p.x(*at) && p.x(*at) < b), "{marks:?} {rows:?}: {i} crosses {j}");
                }
            }
        }
    }
}
