//! Seeded missions of any size, written as ordinary scenario files: for benchmarks, tests and anyone who wants one to look at.
//!
//! Hubs with leaf sites around them, roads, a port and an airport, six kinds, six fleets. Knows the file format only, not the
//! library: the same size and seed give the same text for ever. A full withdrawal by the deadline is possible by construction:
//! `schedule.rs` works out one plan week by week, and every capacity is that plan's peak and a margin.

#[path = "schedule.rs"]
mod schedule;
#[path = "write.rs"]
mod write;

/// How large, and which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// Sites, 2 to 999; about a fifth of them hubs.
    pub(crate) sites: usize,
    /// Weeks to the deadline, 13 to 520.
    pub(crate) weeks: usize,
    /// Seed of everything that is drawn. Longer missions of one seed have the same sites.
    pub(crate) seed: u64,
}

/// The scenario file of a size and seed.
///
/// # Errors
/// In words, if the size is out of range.
pub(crate) fn scenario(size: Size) -> Result<String, String> {
    if !(2..=999).contains(&size.sites) || !(13..=520).contains(&size.weeks) {
        return Err(format!("{} sites and {} weeks: 2 to 999 sites and 13 to 520 weeks", size.sites, size.weeks));
    }
    let mut camps = camps(size);
    let plan = schedule::sized(&mut camps, size.weeks);
    Ok(write::toml(size, &camps, &plan))
}

/// A site before it is written.
#[derive(Debug, Clone)]
struct Camp {
    id: String,
    /// The hub it withdraws through; none for a hub. The first camp is the main hub.
    hub: Option<usize>,
    latitude: f64,
    longitude: f64,
    soldiers: f64,
    civilians: f64,
    /// Loads by the kinds of cargo in [`write::CARGO`].
    loads: [f64; 5],
    guard: f64,
    running: f64,
    staff: f64,
}

impl Camp {
    fn people(&self) -> f64 {
        self.soldiers + self.civilians
    }
    fn cargo(&self) -> f64 {
        self.loads.iter().sum()
    }
}

/// SplitMix64: small, good enough, and never changed by a new version of a crate.
struct Draw(u64);

impl Draw {
    fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.word() >> 11) as f64 / (1u64 << 53) as f64
    }
    fn whole(&mut self, low: f64, high: f64) -> f64 {
        self.between(low, high + 1.0).floor().min(high)
    }
}

fn camps(size: Size) -> Vec<Camp> {
    let mut draw = Draw(size.seed);
    let hubs = ((size.sites as f64 / 5.0).round() as usize).max(1);
    let mut camps: Vec<Camp> = (0..hubs).map(|i| hub(i, hubs, &mut draw)).collect();
    for i in 0..size.sites - hubs {
        let of = i % hubs;
        let leaf = leaf(i, of, &camps[of], &mut draw);
        camps.push(leaf);
    }
    camps
}

/// Hubs lie on a spiral around the main hub, so that more of them fill the country more densely.
fn hub(i: usize, of: usize, draw: &mut Draw) -> Camp {
    let far = 4.5 * (i as f64 / of as f64).sqrt();
    let angle = 2.399_963 * i as f64 + draw.between(-0.3, 0.3);
    let soldiers = draw.whole(600.0, 1600.0);
    Camp {
        id: format!("hub-{:02}", i + 1),
        hub: None,
        latitude: 15.0 + far * angle.sin(),
        longitude: far * angle.cos(),
        soldiers,
        civilians: draw.whole(40.0, 200.0),
        loads: loads(draw, soldiers / 2.0),
        guard: (soldiers / 4.0).ceil(),
        running: draw.whole(30.0, 80.0) * 1e5,
        staff: draw.whole(50.0, 300.0),
    }
}

fn leaf(i: usize, of: usize, hub: &Camp, draw: &mut Draw) -> Camp {
    let (far, angle) = (draw.between(0.7, 3.8), draw.between(0.0, std::f64::consts::TAU));
    let soldiers = draw.whole(100.0, 450.0);
    Camp {
        id: format!("camp-{:03}", i + 1),
        hub: Some(of),
        latitude: hub.latitude + far * angle.sin(),
        longitude: hub.longitude + far * angle.cos(),
        soldiers,
        civilians: draw.whole(0.0, 20.0),
        loads: loads(draw, soldiers / 2.0),
        guard: (soldiers / 3.0).ceil(),
        running: draw.whole(2.0, 20.0) * 1e5,
        staff: draw.whole(0.0, 30.0),
    }
}

/// Loads of each kind, in all about `total`.
fn loads(draw: &mut Draw, total: f64) -> [f64; 5] {
    [0.45, 0.04, 0.22, 0.20, 0.09].map(|share| (share * total * draw.between(0.7, 1.3)).round())
}

/// Kilometres between two points by the haversine formula.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north, east) = ((b.0 - a.0).to_radians() / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = north.sin().powi(2) + a.0.to_radians().cos() * b.0.to_radians().cos() * east.sin().powi(2);
    2.0 * 6371.0 * h.sqrt().asin()
}

fn apart(a: &Camp, b: &Camp) -> f64 {
    kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))
}
