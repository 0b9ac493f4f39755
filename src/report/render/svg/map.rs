//! Maps: sites sized by people, routes by what moves on them; one large with data for a slider, or small ones of single periods.
//!
//! Equirectangular, true at the middle latitude.

use std::fmt::Write as _;

use crate::report::chart::{Atlas, Spot, Time};
use crate::report::numbers::{count, date};
use crate::report::render::svg::paper::{WIDTH, cut, escaped};

/// Small maps in a row.
const ACROSS: usize = 3;

pub(super) fn map(key: &str, time: Time, atlas: &Atlas) -> (f64, String) {
    let Some(frame) = Frame::around(&atlas.spots, WIDTH, 1.1) else { return (10.0, String::new()) };
    let mut out = String::new();
    land(&frame, key, atlas, true, &mut out);
    links(&frame, atlas, None, &mut out);
    spots(&frame, atlas, 0, &mut out);
    names(&frame, &atlas.spots, &mut out);
    out.push_str("</g>");
    let wrapped = format!(
        "<g class=\"plane-map\" data-start=\"{}\" data-days=\"{}\" data-unit=\"{}\">{out}</g>",
        time.start,
        time.days,
        time.unit()
    );
    let note = format!(
        "<text class=\"q\" x=\"4\" y=\"{:.1}\">Circles: people at a site. Lines: what moves, over the whole plan. Dashed: by air. Squares: exits.</text>",
        frame.height + 18.0
    );
    (frame.height + 26.0, wrapped + &note)
}

pub(super) fn maps(key: &str, time: Time, atlas: &Atlas, at: &[u32]) -> (f64, String) {
    let gap = 10.0;
    let width = (WIDTH - gap * (ACROSS as f64 - 1.0)) / ACROSS as f64;
    let Some(frame) = Frame::around(&atlas.spots, width, 1.1) else { return (10.0, String::new()) };
    let mut out = String::new();
    let row = frame.height + 34.0;
    for (i, &period) in at.iter().enumerate() {
        let (x, y) = ((i % ACROSS) as f64 * (width + gap), (i / ACROSS) as f64 * row);
        let words = if period == 0 {
            format!("{}: the start", date(time.day(0)))
        } else {
            format!("{}: {} {period}", date(time.day(period)), time.unit())
        };
        let _ = write!(out, "<g transform=\"translate({x:.1},{y:.1})\"><text x=\"2\" y=\"15\">{words}</text>");
        out.push_str("<g transform=\"translate(0,22)\">");
        land(&frame, &format!("{key}{i}"), atlas, false, &mut out);
        links(&frame, atlas, Some(period as usize), &mut out);
        spots(&frame, atlas, period as usize, &mut out);
        out.push_str("</g></g></g>");
    }
    (at.len().div_ceil(ACROSS) as f64 * row, out)
}

fn land(frame: &Frame, key: &str, atlas: &Atlas, named: bool, out: &mut String) {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let (w, h) = (frame.width, frame.height);
    let _ = write!(
        out,
        "<defs><clipPath id=\"frame-{key}\"><rect width=\"{w:.1}\" height=\"{h:.1}\"/></clipPath></defs><g clip-path=\"url(#frame-{key})\"><rect class=\"sea\" width=\"{w:.1}\" height=\"{h:.1}\"/>"
    );
    for o in &atlas.outlines {
        let points: Vec<String> = o.ring.iter().map(|p| frame.at(*p)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(out, "<polygon class=\"land\" points=\"{}\"/>", points.join(" "));
    }
    if named {
        for o in atlas.outlines.iter().filter(|o| !o.name.is_empty()) {
            // The largest ring of a country carries its name, in the middle of what is seen of it.
            let largest = atlas.outlines.iter().filter(|p| p.name == o.name).map(|p| p.ring.len()).max();
            let seen: Vec<(f64, f64)> =
                o.ring.iter().map(|p| frame.at(*p)).map(|(x, y)| (x.clamp(0.0, w), y.clamp(0.0, h))).collect();
            let (west, east, north, south) = seen
                .iter()
                .fold((w, 0.0_f64, h, 0.0_f64), |(a, b, c, d), (x, y)| (a.min(*x), b.max(*x), c.min(*y), d.max(*y)));
            let wide = 8.0 * o.name.chars().count() as f64;
            if largest == Some(o.ring.len()) && east - west > wide && south - north > 30.0 {
                let _ = write!(
                    out,
                    "<text class=\"country m\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                    f64::midpoint(west, east),
                    f64::midpoint(north, south),
                    escaped(&cut(&o.name, 24))
                );
            }
        }
    }
}

/// Of one period, or of all together.
fn links(frame: &Frame, atlas: &Atlas, at: Option<usize>, out: &mut String) {
    let value = |flow: &[f64]| at.map_or_else(|| flow.iter().sum(), |t| flow.get(t).copied().unwrap_or(0.0));
    let most = atlas.links.iter().map(|l| value(&l.flow)).fold(1.0, f64::max);
    let widest = if at.is_some() { 4.0 } else { 7.0 };
    for l in atlas.links.iter().filter(|l| value(&l.flow) > 0.0) {
        let ((x1, y1), (x2, y2)) = (frame.at(l.ends[0]), frame.at(l.ends[1]));
        let class = if l.air { "s3 air" } else { "s2" };
        let data = if at.is_none() { format!(" data-w=\"{}\"", weekly(&l.flow)) } else { String::new() };
        let _ = write!(
            out,
            "<line class=\"link {class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{:.1}\"{data}><title>{}: {}</title></line>",
            1.0 + widest * (value(&l.flow) / most).sqrt(),
            escaped(&l.name),
            count(value(&l.flow))
        );
    }
}

fn spots(frame: &Frame, atlas: &Atlas, at: usize, out: &mut String) {
    let largest = atlas.spots.iter().flat_map(|s| &s.people).copied().fold(1.0, f64::max);
    for s in &atlas.spots {
        let (x, y) = frame.at((s.lon, s.lat));
        let scale = frame.width / WIDTH;
        if s.exit {
            let side = 9.0 * scale.max(0.6);
            let _ = write!(
                out,
                "<rect class=\"f1\" x=\"{:.1}\" y=\"{:.1}\" width=\"{side:.1}\" height=\"{side:.1}\"><title>{}</title></rect>",
                x - side / 2.0,
                y - side / 2.0,
                escaped(&s.name)
            );
            continue;
        }
        let people = s.people.get(at).copied().unwrap_or(0.0);
        let r = if people > 0.5 { 3.0 + 19.0 * (people / largest).sqrt() } else { 2.0 } * scale.max(0.5);
        let class = if people > 0.5 || scale >= 1.0 { "f0 spot" } else { "f5" };
        let data = if scale >= 1.0 {
            format!(" data-r=\"{}\" data-max=\"{largest:.0}\"", weekly(&s.people))
        } else {
            String::new()
        };
        let _ = write!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"{data}><title>{}: {} people</title></circle>",
            escaped(&s.name),
            count(people)
        );
    }
}

/// A name stands where it covers no other name and as little of the circles as can be.
fn names(frame: &Frame, spots: &[Spot], out: &mut String) {
    let largest = spots.iter().filter_map(|s| s.people.first()).copied().fold(1.0, f64::max);
    let places: Vec<(f64, f64, f64)> = spots
        .iter()
        .map(|s| {
            let (x, y) = frame.at((s.lon, s.lat));
            (x, y, 5.0 + 18.0 * (s.people.first().copied().unwrap_or(0.0) / largest).sqrt())
        })
        .collect();
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for (s, (x, y, r)) in spots.iter().zip(&places) {
        let text = cut(&s.name, 34);
        let wide = 7.4 * text.chars().count() as f64;
        let beside = [
            (x + r + 2.0, y + 4.0),
            (x - r - wide - 2.0, y + 4.0),
            (x - wide / 2.0, y - r - 3.0),
            (x - wide / 2.0, y + r + 12.0),
            (x + r * 0.7, y - r - 1.0),
            (x + r * 0.7, y + r + 10.0),
        ];
        let cost = |(left, base): (f64, f64)| {
            let b = [left, base - 11.0, left + wide, base + 3.0];
            let over = |o: &[f64; 4]| b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3];
            let hidden = places.iter().filter(|(cx, cy, cr)| over(&[cx - cr, cy - cr, cx + cr, cy + cr])).count();
            let outside = b[0] < 2.0 || b[2] > frame.width - 2.0 || b[1] < 0.0 || b[3] > frame.height;
            taken.iter().filter(|o| over(o)).count() * 4 + hidden * 2 + usize::from(outside) * 9
        };
        let (left, base) = beside.into_iter().min_by_key(|p| cost(*p)).unwrap_or(beside[0]);
        taken.push([left, base - 11.0, left + wide, base + 3.0]);
        let _ = write!(out, "<text class=\"halo\" x=\"{left:.1}\" y=\"{base:.1}\">{}</text>", escaped(&text));
    }
}

fn weekly(values: &[f64]) -> String {
    values.iter().map(|v| ((v * 10.0).round() / 10.0).to_string()).collect::<Vec<_>>().join(",")
}

struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    squeeze: f64,
    width: f64,
    height: f64,
}

impl Frame {
    fn around(spots: &[Spot], width: f64, margin: f64) -> Option<Self> {
        let first = spots.first()?;
        let start = (first.lon, first.lon, first.lat, first.lat);
        let (west, east, south, north) =
            spots.iter().fold(start, |(w, e, s, n), p| (p.lon.min(w), p.lon.max(e), p.lat.min(s), p.lat.max(n)));
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.2);
        let (margin_across, high) = (margin * 1.6, north - south + 2.0 * margin);
        let wide = (east - west + 2.0 * margin_across) * squeeze;
        // Never higher than it is wide by more than a tenth.
        let shown = wide.max(high / 1.1);
        let scale = width / shown;
        let west = west - margin_across - (shown - wide) / 2.0 / squeeze;
        Some(Self { west, north: north + margin, scale, squeeze, width, height: high * scale })
    }
    fn at(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        ((lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale)
    }
}
