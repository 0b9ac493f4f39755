//! Where words stand so that they cover neither each other nor what they name. Must not know what is drawn.

/// A rectangle: left, top, right, bottom.
pub(super) type Area = [f64; 4];

/// Whether two cover each other.
pub(super) fn over(a: &Area, b: &Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// Words about a round spot.
pub(super) struct SpotLabel {
    /// Centre and radius of the spot.
    pub spot: (f64, f64, f64),
    /// Width of the words.
    pub wide: f64,
}

/// Where words begin, on which line, and whether they stand so far off that a stroke must lead to them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LabelPlace {
    pub left: f64,
    pub base: f64,
    pub led: bool,
}

impl LabelPlace {
    /// What words of this width cover here.
    pub(super) fn area(&self, wide: f64) -> Area {
        area(self.left, self.base, wide)
    }
}

/// Height of a letter above its line, and below.
const UP: f64 = 11.0;
const DOWN: f64 = 3.0;

fn area(left: f64, base: f64, wide: f64) -> Area {
    [left, base - UP, left + wide, base + DOWN]
}

/// Places for all labels inside a frame, the first labels first; none where every place covers other words.
pub(super) fn placed(labels: &[SpotLabel], (width, height): (f64, f64)) -> Vec<Option<LabelPlace>> {
    let spots: Vec<Area> = labels.iter().map(|l| l.spot).map(|(x, y, r)| [x - r, y - r, x + r, y + r]).collect();
    let mut taken: Vec<Area> = Vec::new();
    labels
        .iter()
        .map(|l| {
            let cost = |p: &LabelPlace| {
                let a = area(p.left, p.base, l.wide);
                let hidden = spots.iter().filter(|s| over(&a, s)).count() as f64;
                let (x, y, _) = l.spot;
                let off = (f64::midpoint(a[0], a[2]) - x).hypot(f64::midpoint(a[1], a[3]) - y);
                hidden * 60.0 + off * 0.2 + if p.led { 25.0 } else { 0.0 }
            };
            let free = candidates(l).into_iter().filter(|p| {
                let a = area(p.left, p.base, l.wide);
                let inside = a[0] >= 2.0 && a[2] <= width - 2.0 && a[1] >= 0.0 && a[3] <= height;
                inside && !taken.iter().any(|t| over(&a, t))
            });
            let best = free.min_by(|a, b| cost(a).total_cmp(&cost(b)))?;
            taken.push(area(best.left, best.base, l.wide));
            Some(best)
        })
        .collect()
}

/// Beside, above and below the spot, then rings farther and farther off.
fn candidates(l: &SpotLabel) -> Vec<LabelPlace> {
    let ((x, y, r), wide) = (l.spot, l.wide);
    let mut all = vec![
        LabelPlace { left: x + r + 2.0, base: y + 4.0, led: false },
        LabelPlace { left: x - r - wide - 2.0, base: y + 4.0, led: false },
        LabelPlace { left: x - wide / 2.0, base: y - r - 4.0, led: false },
        LabelPlace { left: x - wide / 2.0, base: y + r + UP + 1.0, led: false },
        LabelPlace { left: x + r * 0.7, base: y - r, led: false },
        LabelPlace { left: x + r * 0.7, base: y + r + UP - 1.0, led: false },
        LabelPlace { left: x - r * 0.7 - wide, base: y - r, led: false },
        LabelPlace { left: x - r * 0.7 - wide, base: y + r + UP - 1.0, led: false },
    ];
    for ring in 1..=4 {
        let off = r + 16.0 * f64::from(ring);
        for step in 0..16 {
            let (sin, cos) = (f64::from(step) * std::f64::consts::PI / 8.0).sin_cos();
            let left = if cos > 0.3 {
                x + off * cos
            } else if cos < -0.3 {
                x + off * cos - wide
            } else {
                x - wide / 2.0
            };
            all.push(LabelPlace { left, base: y + off * sin + 4.0, led: true });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_four_crowded_names_cover_no_other() {
        let at = |i: usize| (120.0 + 97.0 * (i % 6) as f64, 60.0 + 70.0 * (i / 6) as f64, 4.0 + (i % 5) as f64);
        let labels: Vec<SpotLabel> = (0..34).map(|i| SpotLabel { spot: at(i), wide: 85.0 }).collect();
        let places = placed(&labels, (760.0, 560.0));
        let areas: Vec<Area> = places.iter().flatten().map(|p| area(p.left, p.base, 85.0)).collect();
        assert!(areas.len() >= 32, "{} of 34 have a place", areas.len());
        for (i, a) in areas.iter().enumerate() {
            assert!(areas[..i].iter().all(|b| !over(a, b)), "{a:?}");
        }
    }

    #[test]
    fn a_name_alone_stands_beside_its_spot() {
        let places = placed(&[SpotLabel { spot: (100.0, 50.0, 5.0), wide: 60.0 }], (760.0, 400.0));
        assert!(places[0].is_some_and(|p| !p.led));
    }
}
