//! Maps: sites sized by people, routes by what moves on them; one large with data for a slider, or small ones of single periods.
//!
//! Equirectangular, true at the middle latitude.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::chart::{Atlas, Link, Spot, Time};
use crate::report::numbers::{count, date, fixed};
use crate::report::render::svg::labels::{Area, SpotLabel, over, placed};
use crate::report::render::svg::paper::{Canvas, WIDE, cut, escaped, wide};
use crate::tolerance::{DIVISOR, SHOWN};

pub(super) fn map(paper: Canvas, key: &str, time: Time, atlas: &Atlas) -> (f64, String) {
    let Some(frame) = Frame::around(&atlas.spots, paper.width, 1.1) else { return (10.0, String::new()) };
    let mut out = String::new();
    let (words, taken) = names(&frame, &atlas.spots, !paper.narrow());
    land(&frame, &format!("{key}{}", paper.key), atlas, Some(&taken), &mut out);
    links(&frame, atlas, None, &mut out);
    spots(&frame, atlas, 0, true, &mut out);
    out.push_str(&words);
    bar(&frame, &mut out);
    out.push_str("</g>");
    let wrapped = format!(
        "<g class=\"plane-map\" data-start=\"{}\" data-days=\"{}\" data-unit=\"{}\">{out}</g>",
        time.start,
        time.days,
        time.unit()
    );
    let (keys, height) = key_of(paper, frame.height + 18.0);
    (height, wrapped + &keys)
}

/// What the signs mean.
fn key_of(paper: Canvas, top: f64) -> (String, f64) {
    let signs = [
        ("<circle class=\"f0 spot\" cx=\"9\" cy=\"-4\" r=\"6\"/>", say!("people at a site")),
        ("<rect class=\"f1\" x=\"4\" y=\"-9\" width=\"9\" height=\"9\"/>", say!("exit that is used")),
        (
            "<line class=\"link s2\" x1=\"0\" x2=\"18\" y1=\"-4\" y2=\"-4\" stroke-width=\"3\"/>",
            say!("by road, rail or water"),
        ),
        ("<line class=\"link s3 air\" x1=\"0\" x2=\"18\" y1=\"-4\" y2=\"-4\" stroke-width=\"3\"/>", say!("by air")),
        ("<path class=\"arrow a2\" d=\"M4 -9l10 5l-10 5z\"/>", say!("direction; width: what moves")),
    ];
    let (mut x, mut y) = (4.0, top);
    let mut out = String::new();
    for (sign, words) in signs {
        let room = 40.0 + wide(&words);
        if x > 4.0 && x + room > paper.width {
            (x, y) = (4.0, y + 18.0);
        }
        let _ = write!(
            out,
            "<g transform=\"translate({x:.1},{y:.1})\">{sign}<text class=\"q\" x=\"24\" y=\"0\">{}</text></g>",
            escaped(&words)
        );
        x += room;
    }
    (out, y + 10.0)
}

pub(super) fn maps(paper: Canvas, key: &str, time: Time, atlas: &Atlas, at: &[u32]) -> (f64, String) {
    let gap = 10.0;
    let abreast = if paper.narrow() { 2 } else { 3 };
    let width = (paper.width - gap * (f64::from(abreast) - 1.0)) / f64::from(abreast);
    let abreast = abreast as usize;
    let Some(frame) = Frame::around(&atlas.spots, width, 1.1) else { return (10.0, String::new()) };
    let mut out = String::new();
    let row = frame.height + 34.0;
    for (i, &period) in at.iter().enumerate() {
        let (x, y) = ((i % abreast) as f64 * (width + gap), (i / abreast) as f64 * row);
        let words = if period == 0 {
            say!("{}: the start", date(time.day(0)))
        } else {
            say!("{}: {}", date(time.day(period)), format!("{} {period}", time.unit()))
        };
        let _ = write!(out, "<g transform=\"translate({x:.1},{y:.1})\"><text x=\"2\" y=\"15\">{words}</text>");
        out.push_str("<g transform=\"translate(0,22)\">");
        land(&frame, &format!("{key}{i}{}", paper.key), atlas, None, &mut out);
        links(&frame, atlas, Some(period as usize), &mut out);
        spots(&frame, atlas, period as usize, false, &mut out);
        out.push_str("</g></g></g>");
    }
    (at.len().div_ceil(abreast) as f64 * row, out)
}

/// The country in which most sites are.
fn home(atlas: &Atlas) -> Option<&str> {
    let sites = |name: &str| {
        let rings = || atlas.outlines.iter().filter(|o| o.name == name);
        atlas.spots.iter().filter(|s| !s.exit && rings().any(|o| o.holds((s.lon, s.lat)))).count()
    };
    let best = atlas.outlines.iter().map(|o| (sites(&o.name), o.name.as_str())).max_by_key(|(n, _)| *n)?;
    (best.0 > 0).then_some(best.1)
}

/// Sea and countries; with their names where what is taken by other words is given.
fn land(frame: &Frame, key: &str, atlas: &Atlas, taken: Option<&[Area]>, out: &mut String) {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let (w, h) = (frame.width, frame.height);
    // Where no outline says what is land, the ground is not painted as water.
    let ground = if atlas.outlines.is_empty() { "land" } else { "sea" };
    let _ = write!(
        out,
        "<defs><clipPath id=\"frame-{key}\"><rect width=\"{w:.1}\" height=\"{h:.1}\"/></clipPath></defs><g clip-path=\"url(#frame-{key})\"><rect class=\"{ground}\" width=\"{w:.1}\" height=\"{h:.1}\"/>"
    );
    let home = home(atlas);
    for o in &atlas.outlines {
        let points: Vec<String> = o.ring.iter().map(|p| frame.at(*p)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let _ = write!(
            out,
            "<polygon class=\"{}\" points=\"{}\"/>",
            if Some(o.name.as_str()) == home && !o.name.is_empty() { "land home" } else { "land" },
            points.join(" ")
        );
    }
    if let Some(taken) = taken {
        countries(frame, atlas, taken, out);
    }
}

/// Steps across the frame in which a place for a country's name is looked for.
const STEPS: u32 = 28;

/// The name of a country stands inside it, far from sites, exits and other names; not at all if there is no such place.
fn countries(frame: &Frame, atlas: &Atlas, taken: &[Area], out: &mut String) {
    let mut avoid: Vec<(f64, f64)> = atlas.spots.iter().map(|s| frame.at((s.lon, s.lat))).collect();
    let mut seen: Vec<&str> = Vec::new();
    for o in atlas.outlines.iter().filter(|o| !o.name.is_empty()) {
        if seen.contains(&o.name.as_str()) {
            continue;
        }
        seen.push(&o.name);
        let rings: Vec<_> = atlas.outlines.iter().filter(|p| p.name == o.name).collect();
        let name = cut(&o.name, 24);
        let half = wide(&name) * 0.58;
        let inside = |x: f64, y: f64| rings.iter().any(|r| r.holds(frame.place((x, y))));
        let steps = (1..STEPS).flat_map(|i| (1..STEPS).map(move |j| (i, j)));
        let places = steps.filter_map(|(i, j)| {
            let (x, y) =
                (frame.width * f64::from(i) / f64::from(STEPS), frame.height * f64::from(j) / f64::from(STEPS));
            let fits = x > half + 4.0 && x < frame.width - half - 4.0 && y > 16.0 && y < frame.height - 24.0;
            let own = [x - half, y - 10.0, x + half, y + 8.0];
            let within = fits && inside(x, y) && inside(x - half, y) && inside(x + half, y);
            let within = within && !taken.iter().any(|t| over(t, &own));
            let near = avoid.iter().map(|(a, b)| ((a - x) / (half + 20.0)).hypot((b - y) / 22.0)).fold(9.0, f64::min);
            (within && near > 1.0).then_some((near, x, y))
        });
        if let Some((_, x, y)) = places.max_by(|a, b| a.0.total_cmp(&b.0)) {
            let _ =
                write!(out, "<text class=\"country m\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>", y + 4.0, escaped(&name));
            avoid.push((x, y));
        }
    }
}

/// Units between lines that join the same two places.
const BESIDE: f64 = 7.0;

/// How far each link stands beside the straight line, so that several between the same places can be told apart.
fn shifts(links: &[&Link]) -> Vec<f64> {
    let ends = |l: &Link| {
        let [(a, b), (c, d)] = l.ends.map(|(x, y)| ((x * 1e4).round() as i64, (y * 1e4).round() as i64));
        if (a, b) <= (c, d) { [(a, b), (c, d)] } else { [(c, d), (a, b)] }
    };
    links
        .iter()
        .enumerate()
        .map(|(i, l)| {
            let same = |o: &&&Link| ends(o) == ends(l);
            let (before, all) = (links[..i].iter().filter(same).count(), links.iter().filter(same).count());
            let [(ax, ay), _] = l.ends.map(|(x, y)| ((x * 1e4).round() as i64, (y * 1e4).round() as i64));
            // The side is that of the pair, not of the direction in which this one runs.
            let turned = if (ax, ay) == ends(l)[0] { 1.0 } else { -1.0 };
            (before as f64 - (all as f64 - 1.0) / 2.0) * BESIDE * turned
        })
        .collect()
}

/// Of one period, or of all together.
fn links(frame: &Frame, atlas: &Atlas, at: Option<usize>, out: &mut String) {
    let value = |flow: &[f64]| at.map_or_else(|| flow.iter().sum(), |t| flow.get(t).copied().unwrap_or(0.0));
    let most = atlas.links.iter().map(|l| value(&l.flow)).fold(1.0, f64::max);
    let widest = if at.is_some() { 4.0 } else { 7.0 };
    let used: Vec<&Link> = atlas.links.iter().filter(|l| value(&l.flow) > 0.0).collect();
    for (l, shift) in used.iter().zip(shifts(&used)) {
        let ((x1, y1), (x2, y2)) = (frame.at(l.ends[0]), frame.at(l.ends[1]));
        let long = (x2 - x1).hypot(y2 - y1).max(DIVISOR);
        let (dx, dy) = (-(y2 - y1) / long * shift, (x2 - x1) / long * shift);
        let (x1, y1, x2, y2) = (x1 + dx, y1 + dy, x2 + dx, y2 + dy);
        let (class, arrow) = if l.air { ("s3 air", "a3") } else { ("s2", "a2") };
        let data = if at.is_none() { format!(" data-w=\"{}\"", weekly(&l.flow)) } else { String::new() };
        let width = 1.0 + widest * (value(&l.flow) / most).sqrt();
        let _ = write!(
            out,
            "<line class=\"link {class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke-width=\"{width:.1}\"{data}><title>{}</title></line>",
            say!("{}: {}", escaped(&l.name), count(value(&l.flow)))
        );
        if at.is_none() && long > 26.0 {
            let (angle, size) = ((y2 - y1).atan2(x2 - x1).to_degrees(), 4.0 + width * 0.6);
            let (mx, my) = (x1 + (x2 - x1) * 0.58, y1 + (y2 - y1) * 0.58);
            let _ = write!(
                out,
                "<path class=\"arrow {arrow}\" transform=\"translate({mx:.1},{my:.1}) rotate({angle:.0})\" d=\"M{:.1} {:.1}L{size:.1} 0L{:.1} {size:.1}z\"/>",
                -size, -size, -size
            );
        }
    }
}

fn spots(frame: &Frame, atlas: &Atlas, at: usize, large: bool, out: &mut String) {
    let largest = atlas.spots.iter().flat_map(|s| &s.people).copied().fold(1.0, f64::max);
    let scale = if large { 1.0 } else { frame.width / WIDE.width };
    for s in atlas.spots.iter().filter(|s| !s.exit) {
        let (x, y) = frame.at((s.lon, s.lat));
        let people = s.people.get(at).copied().unwrap_or(0.0);
        let r = if people > SHOWN { 3.0 + 19.0 * (people / largest).sqrt() } else { 2.0 } * scale.max(0.5);
        let class = if people > SHOWN || large { "f0 spot" } else { "f5" };
        let data =
            if large { format!(" data-r=\"{}\" data-max=\"{largest:.0}\"", weekly(&s.people)) } else { String::new() };
        let _ = write!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\"{data}><title>{}</title></circle>",
            escaped(&say!("{}: {} people", s.name, count(people)))
        );
    }
    // An airfield at a site stands on the site's circle.
    for s in atlas.spots.iter().filter(|s| s.exit) {
        let (x, y) = frame.at((s.lon, s.lat));
        let side = 9.0 * scale.max(0.6);
        let _ = write!(
            out,
            "<rect class=\"f1 exit\" x=\"{:.1}\" y=\"{:.1}\" width=\"{side:.1}\" height=\"{side:.1}\"><title>{}</title></rect>",
            x - side / 2.0,
            y - side / 2.0,
            escaped(&format!("{} {}", s.name, s.note))
        );
    }
}

/// Exits first, then the largest sites; a name for which there is no room stays in the tables. Also where they stand.
fn names(frame: &Frame, spots: &[Spot], notes: bool) -> (String, Vec<Area>) {
    let (mut out, mut taken) = (String::new(), Vec::new());
    let largest = spots.iter().filter_map(|s| s.people.first()).copied().fold(1.0, f64::max);
    let people = |s: &Spot| s.people.first().copied().unwrap_or(0.0);
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by(|a, b| b.exit.cmp(&a.exit).then(people(b).total_cmp(&people(a))));
    let words: Vec<String> = order
        .iter()
        .map(|s| {
            if s.note.is_empty() || !notes {
                cut(&s.name, if notes { 34 } else { 18 })
            } else {
                say!("{}: {}", cut(&s.name, 34), s.note)
            }
        })
        .collect();
    let labels: Vec<SpotLabel> = order
        .iter()
        .zip(&words)
        .map(|(s, words)| {
            let (x, y) = frame.at((s.lon, s.lat));
            let r = if s.exit { 6.0 } else { 4.0 + 18.0 * (people(s) / largest).sqrt() };
            SpotLabel { spot: (x, y, r), wide: wide(words) }
        })
        .collect();
    for ((l, words), place) in labels.iter().zip(&words).zip(placed(&labels, (frame.width, frame.height))) {
        let Some(p) = place else { continue };
        taken.push(p.area(l.wide));
        if p.led {
            let (x, y, _) = l.spot;
            let near = x.clamp(p.left, p.left + l.wide);
            let _ = write!(
                out,
                "<line class=\"lead\" x1=\"{x:.1}\" y1=\"{y:.1}\" x2=\"{near:.1}\" y2=\"{:.1}\"/>",
                p.base - 4.0
            );
        }
        let _ = write!(out, "<text class=\"halo\" x=\"{:.1}\" y=\"{:.1}\">{}</text>", p.left, p.base, escaped(words));
    }
    (out, taken)
}

/// A scale: a round number of kilometres, at most a quarter of the width.
fn bar(frame: &Frame, out: &mut String) {
    const KM: f64 = 111.2;
    let most = frame.width / 4.0 / frame.scale * KM;
    let power = 10f64.powf(most.max(DIVISOR).log10().floor());
    let km = [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|n| *n <= most).unwrap_or(power);
    let (long, y) = (km / KM * frame.scale, frame.height - 12.0);
    let _ = write!(
        out,
        "<path class=\"scale\" d=\"M10 {:.1}v6h{long:.1}v-6\"/><text class=\"halo\" x=\"14\" y=\"{:.1}\">{} km</text>",
        y - 6.0,
        y - 6.0,
        if km < 1.0 { fixed(km, 1) } else { count(km) }
    );
}

fn weekly(values: &[f64]) -> String {
    values.iter().map(|v| ((v * 10.0).round() / 10.0).to_string()).collect::<Vec<_>>().join(",")
}

/// Margin about the spots, as a share of the longer side; and the least, in degrees: a mission of one place has a map too.
const MARGIN: f64 = 0.2;
const LEAST_MARGIN: f64 = 0.02;

struct Frame {
    west: f64,
    north: f64,
    scale: f64,
    squeeze: f64,
    width: f64,
    height: f64,
}

impl Frame {
    /// All spots, with a margin of at most so many degrees: around a small country it is small.
    fn around(spots: &[Spot], width: f64, most: f64) -> Option<Self> {
        let first = spots.first()?;
        let start = (first.lon, first.lon, first.lat, first.lat);
        let (west, east, south, north) =
            spots.iter().fold(start, |(w, e, s, n), p| (p.lon.min(w), p.lon.max(e), p.lat.min(s), p.lat.max(n)));
        let squeeze = f64::midpoint(south, north).to_radians().cos().max(0.2);
        let margin = ((north - south).max((east - west) * squeeze) * MARGIN).clamp(LEAST_MARGIN, most);
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
    /// Longitude and latitude of a point.
    fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x / self.scale / self.squeeze + self.west, self.north - y / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lon: f64, lat: f64) -> Spot {
        Spot { name: "x".into(), lon, lat, people: vec![1.0], note: String::new(), exit: false }
    }

    #[test]
    fn places_near_each_other_fill_the_map_as_far_ones_do() {
        for far in [12.0, 4.0, 0.8, 0.05] {
            let f = Frame::around(&[spot(35.0, 33.0), spot(35.0 + far, 33.0 + far)], 760.0, 1.1).expect("a frame");
            let ((x1, y1), (x2, y2)) = (f.at((35.0, 33.0)), f.at((35.0 + far, 33.0 + far)));
            assert!(x1 > 0.0 && x2 < f.width && y2 > 0.0 && y1 < f.height, "{far}");
            assert!((y1 - y2) / f.height > 0.5, "{far} degrees take {} of {}", y1 - y2, f.height);
        }
        assert!(Frame::around(&[spot(35.0, 33.0)], 760.0, 1.1).is_some_and(|f| f.height > 100.0));
    }
}
