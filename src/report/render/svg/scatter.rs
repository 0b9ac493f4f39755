//! Two measures against each other: points joined in their order, each with its words.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::chart::{Dot, Trail};
use crate::report::numbers::{count, fixed};
use crate::report::render::svg::axis::{legend, step};
use crate::report::render::svg::labels::{SpotLabel, placed};
use crate::report::render::svg::paper::{COLOURS, Canvas, cut, escaped, wide};
use crate::tolerance::{DIVISOR, EXACT};

const HEIGHT: f64 = 260.0;
const RADIUS: f64 = 4.5;
/// Numbers and the name of the axis below.
const BELOW: f64 = 40.0;

/// An axis from one round number to another, not from 0: what is compared are differences.
struct Scale {
    from: f64,
    to: f64,
    by: f64,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, most: f64) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
        // One value alone, or values all but equal, get an axis about a tenth of them wide.
        let by = step((high - low).max(high.abs() * 0.1).max(DIVISOR), most);
        let from = (low / by + EXACT).floor() * by;
        let to = (high / by - EXACT).ceil() * by;
        Self { from, to: to.max(from + by), by }
    }
    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let n = ((self.to - self.from) / self.by).round() as u32;
        (0..=n).map(|i| self.from + f64::from(i) * self.by)
    }
    fn share(&self, v: f64) -> f64 {
        ((v - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
    fn told(&self, v: f64) -> String {
        let digits = (-self.by.log10().floor()).clamp(0.0, 3.0) as usize;
        if digits == 0 { count(v) } else { fixed(v, digits) }
    }
}

pub(super) fn scatter(paper: Canvas, (across, up): (&str, &str), trails: &[Trail]) -> (f64, String) {
    let mut out = String::new();
    let left = if paper.narrow() { 54.0 } else { 66.0 };
    let names: Vec<_> =
        trails.iter().enumerate().map(|(i, t)| (format!("f{}", i % COLOURS), t.name.as_str())).collect();
    let used = if trails.len() > 1 {
        legend(paper, &names, if paper.narrow() { 4.0 } else { left }, 14.0, &mut out)
    } else {
        0.0
    };
    let (top, width) = (30.0 + used, paper.width - left - 24.0);
    let dots = || trails.iter().flat_map(|t| &t.dots).filter(|d| d.x.is_finite() && d.y.is_finite());
    let xs = Scale::of(dots().map(|d| d.x), if paper.narrow() { 4.0 } else { 8.0 });
    let ys = Scale::of(dots().map(|d| d.y), 5.0);
    let at = |d: &Dot| (left + xs.share(d.x) * width, top + (1.0 - ys.share(d.y)) * HEIGHT);
    for v in ys.ticks() {
        let y = top + (1.0 - ys.share(v)) * HEIGHT;
        let _ = write!(
            out,
            "<line class=\"g\" x1=\"{left:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/><text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left + width,
            left - 7.0,
            y + 4.0,
            ys.told(v)
        );
    }
    for v in xs.ticks() {
        let x = left + xs.share(v) * width;
        let _ = write!(
            out,
            "<line class=\"g\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{:.1}\"/><text class=\"m\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            top + HEIGHT,
            top + HEIGHT + 16.0,
            xs.told(v)
        );
    }
    let _ = write!(
        out,
        "<text class=\"q\" x=\"4\" y=\"{:.1}\">{}</text><text class=\"q e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        top - 12.0,
        escaped(up),
        left + width,
        top + HEIGHT + 33.0,
        escaped(across)
    );
    for (i, t) in trails.iter().enumerate() {
        trail(i, t, &at, &mut out);
    }
    words(trails, &at, left, (width + 20.0, top + HEIGHT), &mut out);
    (top + HEIGHT + BELOW, out)
}

/// A line through the points, and the points: round ones and square ones in turn, so that nobody needs the colour.
fn trail(i: usize, t: &Trail, at: &impl Fn(&Dot) -> (f64, f64), out: &mut String) {
    let path: Vec<String> = t.dots.iter().map(&at).map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    if t.joined && path.len() > 1 {
        let _ = write!(out, "<path class=\"l s{}\" d=\"M{}\"/>", i % COLOURS, path.join("L"));
    }
    for d in &t.dots {
        let (x, y) = at(d);
        let class = i % COLOURS;
        let title = escaped(&say!("{}: {}", t.name, d.label));
        let _ = if i.is_multiple_of(2) {
            write!(
                out,
                "<circle class=\"f{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{RADIUS}\"><title>{title}</title></circle>"
            )
        } else {
            let side = RADIUS * 2.0;
            write!(
                out,
                "<rect class=\"f{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{side}\" height=\"{side}\"><title>{title}</title></rect>",
                x - RADIUS,
                y - RADIUS
            )
        };
    }
}

/// Places on the lines of a trail, close together.
fn along(t: &Trail, at: &impl Fn(&Dot) -> (f64, f64), left: f64) -> Vec<SpotLabel> {
    const PLACES: u32 = 24;
    let pairs = t.dots.windows(2).filter(|_| t.joined);
    let between = |pair: &[Dot]| {
        let ((x0, y0), (x1, y1)) = (at(&pair[0]), at(&pair[1]));
        let place = move |i: u32| {
            let s = f64::from(i) / f64::from(PLACES);
            SpotLabel { spot: (x0 + s * (x1 - x0) - left, y0 + s * (y1 - y0), 1.0), wide: 0.0 }
        };
        (1..PLACES).map(place).collect::<Vec<_>>()
    };
    pairs.flat_map(between).collect()
}

/// The words of the points, where they cover no others; for those without room the table of values has them.
fn words(trails: &[Trail], at: &impl Fn(&Dot) -> (f64, f64), left: f64, frame: (f64, f64), out: &mut String) {
    let dots: Vec<&Dot> = trails.iter().flat_map(|t| &t.dots).collect();
    let shown: Vec<String> = dots.iter().map(|d| cut(&d.label, 34)).collect();
    let labels: Vec<SpotLabel> = dots
        .iter()
        .zip(&shown)
        .map(|(d, words)| {
            let (x, y) = at(d);
            SpotLabel { spot: (x - left, y, RADIUS + 2.0), wide: wide(words) }
        })
        .collect();
    // The lines count as things not to be covered.
    let labels: Vec<SpotLabel> = labels.into_iter().chain(trails.iter().flat_map(|t| along(t, at, left))).collect();
    for ((place, words), l) in placed(&labels, frame).into_iter().zip(&shown).zip(&labels) {
        let Some(p) = place else { continue };
        if p.led {
            let (x, y, _) = l.spot;
            let end = if p.left > x {
                p.left
            } else if p.left + l.wide < x {
                p.left + l.wide
            } else {
                x
            };
            let _ = write!(
                out,
                "<line class=\"lead\" x1=\"{:.1}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
                left + x,
                left + end,
                p.base - 4.0
            );
        }
        let _ = write!(
            out,
            "<text class=\"halo\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left + p.left,
            p.base,
            escaped(words)
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_round_and_holds_all_values() {
        let s = Scale::of([3.7, 4.7].into_iter(), 8.0);
        assert!(s.from <= 3.7 && s.to >= 4.7 && s.share(4.2) > 0.3 && s.share(4.2) < 0.7);
        let one = Scale::of([5.0].into_iter(), 8.0);
        assert!(one.to > one.from && one.share(5.0).is_finite());
        let none = Scale::of([].into_iter(), 8.0);
        assert!(none.to > none.from);
    }
}
