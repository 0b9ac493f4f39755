//! The plan that is always there, and the capacities that it needs.
//!
//! Leaves send their cargo evenly and close one after the other between three and five tenths of the time, their guard leaving
//! last. Hubs forward what they have, as fast as a steady rate needs to be; people fly to the main hub and home. Must not know
//! how a scenario is written.

use super::{Camp, apart};

/// Roads wind.
const WINDING: f64 = 1.25;
/// What capacities have beyond the plan's peak.
const MARGIN: f64 = 1.1;
/// Share of the usual speed in the rains.
pub(super) const RAIN: f64 = 0.7;
/// A convoy: slots, seats, days of loading, kilometres a day, armed people of a company at the base.
pub(super) const CONVOY: (f64, f64, f64, f64, f64) = (60.0, 120.0, 3.0, 80.0, 60.0);
/// Trucks: days of loading, kilometres a day; slots are 1.
pub(super) const TRUCK: (f64, f64) = (2.0, 250.0);
/// Aircraft: seats, days of loading, kilometres a day.
pub(super) const AIRCRAFT: (f64, f64, f64) = (90.0, 0.2, 4000.0);
/// Charters home: seats, days of loading, kilometres a day, kilometres.
pub(super) const CHARTER: (f64, f64, f64, f64) = (190.0, 0.5, 8000.0, 5000.0);

/// What the plan needs.
#[derive(Debug, Clone)]
pub(super) struct Sized {
    /// Loads a week, by camp.
    pub handling: Vec<f64>,
    /// People, by camp; infinite for leaves.
    pub beds: Vec<f64>,
    pub convoys: f64,
    pub trucks: f64,
    pub aircraft: f64,
    pub charters: f64,
    pub people_per_week: f64,
    pub loads_per_week: f64,
    /// Weeks of rain from the start.
    pub rain: usize,
}

/// Kilometres by road.
pub(super) fn road(a: &Camp, b: &Camp) -> f64 {
    (apart(a, b) * WINDING).round().max(1.0)
}

/// Kilometres by road from a hub to the port, which lies south of the country.
pub(super) fn to_port(hub: &Camp) -> f64 {
    let port = Camp { latitude: 5.5, longitude: 0.0, ..hub.clone() };
    road(hub, &port)
}

/// Works out the plan; the main hub gets the armed people that its convoys' crews need.
pub(super) fn sized(camps: &mut [Camp], weeks: usize) -> Sized {
    let rain = weeks / 4;
    let leaves = Leaves::new(camps, weeks, rain);
    let convoys = units(&leaves.convoy_days, 7.0);
    camps[0].soldiers += (convoys * CONVOY.4).ceil();
    let mut s = Sized {
        handling: leaves.handling.iter().map(|r| (r * MARGIN).ceil()).collect(),
        beds: vec![f64::INFINITY; camps.len()],
        convoys,
        trucks: 0.0,
        aircraft: 0.0,
        charters: 0.0,
        people_per_week: 0.0,
        loads_per_week: 0.0,
        rain,
    };
    let hubs = camps.iter().filter(|c| c.hub.is_none()).count();
    cargo(camps, &leaves, hubs, weeks, &mut s);
    people(camps, &leaves, hubs, weeks, &mut s);
    s
}

/// What the leaves send, by week.
struct Leaves {
    handling: Vec<f64>,
    convoy_days: Vec<f64>,
    /// People and loads that reach each hub at the end of a week.
    people: Vec<Vec<f64>>,
    loads: Vec<Vec<f64>>,
    /// The last leaf closes in this week.
    last: usize,
}

impl Leaves {
    fn new(camps: &[Camp], weeks: usize, rain: usize) -> Self {
        let hubs = camps.iter().filter(|c| c.hub.is_none()).count();
        let (first, last) = (((0.3 * weeks as f64).ceil() as usize).max(4), weeks / 2);
        let mut all = Self {
            handling: vec![0.0; camps.len()],
            convoy_days: vec![0.0; weeks + 1],
            people: vec![vec![0.0; weeks + 1]; hubs],
            loads: vec![vec![0.0; weeks + 1]; hubs],
            last,
        };
        let count = camps.len() - hubs;
        for (n, leaf) in camps.iter().enumerate().skip(hubs) {
            let close = first + (last - first) * (n - hubs) / count.saturating_sub(1).max(1);
            all.handling[n] = leaf.cargo() / (close - 2) as f64;
            all.send(camps, leaf, close, rain);
        }
        all
    }

    fn send(&mut self, camps: &[Camp], leaf: &Camp, close: usize, rain: usize) {
        let Some(hub) = leaf.hub else { return };
        for t in 1..=close {
            let loads = if t <= close - 2 { leaf.cargo() / (close - 2) as f64 } else { 0.0 };
            let spare = (leaf.people() - leaf.guard) / (close - 1) as f64;
            let people = if t == close { leaf.guard } else { spare };
            let speed = CONVOY.3 * if t <= rain { RAIN } else { 1.0 };
            let days = road(leaf, &camps[hub]) / speed;
            let lifts = (loads / CONVOY.0).max(people / CONVOY.1);
            self.convoy_days[t] += lifts * (CONVOY.2 + 2.0 * days);
            let arrive = t + (days / 7.0).round() as usize;
            self.people[hub][arrive] += people;
            self.loads[hub][arrive] += loads;
        }
    }
}

/// Hubs send their cargo to the port until five weeks before the deadline: time for the clean-up and the journey.
fn cargo(camps: &[Camp], leaves: &Leaves, hubs: usize, weeks: usize, s: &mut Sized) {
    let (mut truck_days, mut arriving) = (vec![0.0; weeks + 1], vec![0.0; weeks + 3]);
    for hub in 0..hubs {
        let sent = steady(camps[hub].cargo(), &leaves.loads[hub], weeks - 5, |_| 0.0);
        s.handling[hub] = (peak(&sent) * MARGIN).ceil();
        let days = to_port(&camps[hub]) / TRUCK.1;
        for (t, q) in sent.iter().enumerate() {
            truck_days[t] += q * (TRUCK.0 + 2.0 * days);
            arriving[t + (days / 7.0).round() as usize] += q;
        }
    }
    s.trucks = units(&truck_days, 7.0);
    s.loads_per_week = (peak(&arriving) * MARGIN).ceil();
}

/// People of the other hubs fly to the main hub until it is time for their guards; from there all fly home, guard last.
fn people(camps: &[Camp], leaves: &Leaves, hubs: usize, weeks: usize, s: &mut Sized) {
    let mut days = vec![0.0; weeks + 1];
    let mut arriving = leaves.people[0].clone();
    for hub in 1..hubs {
        let (camp, close) = (&camps[hub], weeks - 3);
        let mut sent = steady(camp.people(), &leaves.people[hub], close - 1, |_| camp.guard);
        sent.resize(weeks + 1, 0.0);
        sent[close] = camp.guard;
        s.beds[hub] = beds(camp.people(), &leaves.people[hub], &sent);
        let cycle = AIRCRAFT.1 + 2.0 * apart(camp, &camps[0]) / AIRCRAFT.2;
        for (t, q) in sent.iter().enumerate() {
            days[t] += q / AIRCRAFT.0 * cycle;
            arriving[t] += q;
        }
    }
    s.aircraft = units(&days, 7.0);
    let crews = s.convoys * CONVOY.4;
    let keep = |t: usize| camps[0].guard + if t <= leaves.last { crews } else { 0.0 };
    let mut home = steady(camps[0].people(), &arriving, weeks - 1, keep);
    home.resize(weeks + 1, 0.0);
    home[weeks] = camps[0].guard;
    s.beds[0] = beds(camps[0].people(), &arriving, &home);
    s.people_per_week = (peak(&home) * MARGIN).ceil();
    let cycle = CHARTER.1 + 2.0 * CHARTER.3 / CHARTER.2;
    s.charters = units(&home.iter().map(|q| q / CHARTER.0 * cycle).collect::<Vec<_>>(), 7.0);
}

/// What leaves week by week at the least steady rate that brings the stock down to `keep` by the end of week `until`.
fn steady(at_start: f64, arriving: &[f64], until: usize, keep: impl Fn(usize) -> f64) -> Vec<f64> {
    let all = at_start + arriving.iter().sum::<f64>();
    let mut rate = all / until as f64;
    loop {
        let (mut stock, mut sent) = (at_start, vec![0.0; until + 1]);
        for t in 1..=until {
            sent[t] = (stock - keep(t)).clamp(0.0, rate);
            stock += arriving[t] - sent[t];
        }
        if stock <= keep(until) + 1e-9 || rate > all {
            return sent;
        }
        rate *= 1.02;
    }
}

fn beds(at_start: f64, arriving: &[f64], leaving: &[f64]) -> f64 {
    let mut stock = at_start;
    let stocks = arriving.iter().zip(leaving).map(|(a, l)| {
        stock += a - l;
        stock
    });
    (stocks.fold(at_start, f64::max) * MARGIN).ceil()
}

fn peak(weeks: &[f64]) -> f64 {
    weeks.iter().copied().fold(0.0, f64::max)
}

/// Units of a fleet that work so many days a week.
fn units(days: &[f64], each: f64) -> f64 {
    (peak(days) * MARGIN / each).ceil().max(1.0)
}
