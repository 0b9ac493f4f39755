//! Charts as SVG without scripts. Colours come from classes of the page's style, with a fallback for a file on its own.
//!
//! Every text from a scenario is escaped here.

use std::fmt::Write as _;

use crate::report::chart::axis::step;
use crate::report::chart::{Chart, Figure, Link, Series, Span, Spot};
use crate::report::numbers::count;

const WIDTH: f64 = 760.0;
const STYLE: &str = "<style>.c text{font:12px system-ui,sans-serif;fill:#334}.c .g{stroke:#8886;stroke-width:1}.c .l{fill:none;stroke-width:2.5}.c .s0{stroke:#0b62a4;fill:#0b62a4}.c .s1{stroke:#c2510c;fill:#c2510c}.c .s2{stroke:#2e7d32;fill:#2e7d32}.c .s3{stroke:#7b3fa0;fill:#7b3fa0}.c .s4{stroke:#a08000;fill:#a08000}.c .s5{stroke:#555;fill:#555}.c .l{fill:none}.c .land{fill:#8882;stroke:#8888;stroke-width:.7}.c .x{fill:#c2510c}.c .air{stroke-dasharray:5 4}</style>";

/// The chart as an SVG element.
pub fn draw(chart: &Chart) -> String {
    let (height, body) = match &chart.figure {
        Figure::Lines { unit, series } => lines(unit, series),
        Figure::Gantt { weeks, spans } => gantt(*weeks, spans),
        Figure::Map { rings, spots, links, weeks: _ } => map(rings, spots, links),
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" class=\"c\" role=\"img\" aria-label=\"{}\">{STYLE}<title>{}</title><desc>{}</desc>{body}</svg>",
        escaped(&chart.title),
        escaped(&chart.title),
        escaped(&chart.alt)
    )
}

/// Text that cannot become markup.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

fn lines(unit: &str, series: &[Series]) -> (f64, String) {
    let (left, right, top, bottom) = (70.0, 20.0, 34.0, 30.0);
    let (w, h) = (WIDTH - left - right, 230.0);
    let high = series.iter().flat_map(|s| &s.values).copied().filter(|v| v.is_finite()).fold(1e-9, f64::max);
    let by = step(high, 5.0);
    let high = (high / by).ceil() * by;
    let weeks = series.iter().map(|s| s.values.len()).max().unwrap_or(1).saturating_sub(1).max(1) as f64;
    let x = |t: f64| left + t / weeks * w;
    let y = |v: f64| top + h - v.min(high) / high * h;
    let mut out = String::new();
    let mut v = 0.0;
    while v <= high * 1.0001 {
        let _ = write!(
            out,
            "<line class=\"g\" x1=\"{left}\" x2=\"{:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>",
            left + w,
            y(v),
            y(v)
        );
        let label = if high < 10.0 { format!("{v:.1}") } else { count(v) };
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{label}</text>", left - 6.0, y(v) + 4.0);
        v += by;
    }
    ticks(&mut out, weeks, &x, top + h + 16.0);
    for (i, s) in series.iter().enumerate() {
        let mut d = String::new();
        for (t, v) in s.values.iter().enumerate().filter(|(_, v)| v.is_finite()) {
            let t = t as f64;
            let word = if d.is_empty() { "M" } else { "L" };
            if s.step && !d.is_empty() {
                let _ = write!(d, "H{:.1}", x(t));
            }
            let _ = write!(d, "{word}{:.1} {:.1}", x(t), y(*v));
        }
        let _ = write!(out, "<path class=\"l s{}\" d=\"{d}\"/>", i % 6);
        let at = left + i as f64 * (w / series.len().max(1) as f64);
        let _ = write!(
            out,
            "<rect class=\"s{}\" x=\"{at:.1}\" y=\"8\" width=\"14\" height=\"4\"/><text x=\"{:.1}\" y=\"14\">{}</text>",
            i % 6,
            at + 19.0,
            escaped(&s.name)
        );
    }
    let _ = write!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">week; {}</text>",
        left + w,
        top + h + 30.0,
        escaped(unit)
    );
    (top + h + bottom + 6.0, out)
}

fn ticks(out: &mut String, weeks: f64, x: &dyn Fn(f64) -> f64, y: f64) {
    let by = step(weeks, 12.0).max(1.0);
    let mut t = 0.0;
    while t <= weeks + 0.01 {
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"middle\">{t:.0}</text>", x(t));
        t += by;
    }
}

fn gantt(weeks: u32, spans: &[Span]) -> (f64, String) {
    let (left, right, row) = (150.0, 90.0, 24.0);
    let w = WIDTH - left - right;
    let weeks = f64::from(weeks.max(1));
    let x = |t: f64| left + t / weeks * w;
    let mut out = String::new();
    for (i, s) in spans.iter().enumerate() {
        let y = 6.0 + i as f64 * row;
        let name: String = s.name.chars().take(22).collect();
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left - 8.0,
            y + 13.0,
            escaped(&name)
        );
        let class = if s.open_end { "s1" } else { "s0" };
        let width = (x(s.weeks) - left).max(1.0);
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{left}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"16\" rx=\"2\"/>"
        );
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>", x(s.weeks) + 5.0, y + 13.0, escaped(&s.label));
    }
    let height = 12.0 + spans.len() as f64 * row + 18.0;
    ticks(&mut out, weeks, &x, height - 4.0);
    (height, out)
}

/// Equirectangular, true at the middle latitude.
fn map(rings: &[Vec<(f64, f64)>], spots: &[Spot], links: &[Link]) -> (f64, String) {
    let Some(frame) = Frame::around(spots) else { return (10.0, String::new()) };
    let mut out = format!(
        "<defs><clipPath id=\"frame\"><rect width=\"{WIDTH}\" height=\"{:.0}\"/></clipPath></defs><g clip-path=\"url(#frame)\">",
        frame.height
    );
    for ring in rings {
        let points: Vec<String> = ring.iter().map(|p| frame.at(*p)).map(|(x, y)| format!("{x:.0},{y:.0}")).collect();
        let _ = write!(out, "<polygon class=\"land\" points=\"{}\"/>", points.join(" "));
    }
    let most = links.iter().map(|l| l.flow.iter().sum::<f64>()).fold(1.0, f64::max);
    for l in links.iter().filter(|l| l.flow.iter().sum::<f64>() > 0.0) {
        let ((x1, y1), (x2, y2)) = (frame.at(l.ends[0]), frame.at(l.ends[1]));
        let total: f64 = l.flow.iter().sum();
        let class = if l.air { "s3 air" } else { "s2" };
        let _ = write!(
            out,
            "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{:.1}\" data-w=\"{}\"/>",
            1.0 + 7.0 * (total / most).sqrt(),
            weekly(&l.flow)
        );
    }
    let largest = spots.iter().filter_map(|s| s.people.first()).copied().fold(1.0, f64::max);
    for s in spots {
        let (x, y) = frame.at((s.lon, s.lat));
        if s.exit {
            let _ =
                write!(out, "<rect class=\"x\" x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>", x - 4.0, y - 4.0);
        } else {
            let r = 3.0 + 17.0 * (s.people.first().copied().unwrap_or(0.0) / largest).sqrt();
            let _ = write!(
                out,
                "<circle class=\"s0\" fill-opacity=\".75\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\" data-r=\"{}\" data-max=\"{largest:.0}\"/>",
                weekly(&s.people)
            );
        }
        let _ = write!(out, "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>", x + 7.0, y - 6.0, escaped(&s.name));
    }
    out.push_str("</g>");
    (frame.height, out)
}

fn weekly(values: &[f64]) -> String {
    values.iter().map(|v| format!("{v:.0}")).collect::<Vec<_>>().join(",")
}

struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    squeeze: f64,
    height: f64,
}

impl Frame {
    fn around(spots: &[Spot]) -> Option<Self> {
        let first = spots.first()?;
        let start = (first.lon, first.lon, first.lat, first.lat);
        let (west, east, south, north) =
            spots.iter().fold(start, |(w, e, s, n), p| (p.lon.min(w), p.lon.max(e), p.lat.min(s), p.lat.max(n)));
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.2);
        let margin = 1.2;
        let (wide, high) = ((east - west + 2.0 * margin) * squeeze, north - south + 2.0 * margin);
        let scale = WIDTH / wide.max(high * 0.9);
        Some(Self { west: west - margin, north: north + margin, scale, squeeze, height: high * scale })
    }
    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        ((lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale)
    }
}
