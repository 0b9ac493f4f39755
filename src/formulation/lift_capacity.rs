//! `lift_capacity`: people on a route fit the seats of its lifts, cargo fits the slots; where both share a cabin, together. Vehicles
//! that drive themselves take no slot: a lift escorts so many of them.
//!
//! `docs/model.md#lift_capacity`

use crate::formulation::{Affine, Formulation};
use crate::id::RouteId;
use crate::mission::{Kind, Period, Shares};
use crate::program::{Family, Limit, Part, Sense};
use crate::tolerance::NOISE;

pub(super) fn add(f: &mut Formulation) {
    let lifts: Vec<_> = f.vars.all_lifts().collect();
    for (route, t, col) in lifts {
        for (what, mut load, room) in limits(f, route, t) {
            load.add(col, -room);
            f.row(Limit::of(Family::LiftCapacity).part(what).route(route).at(t), load, Sense::AtMost, 0.0);
        }
    }
}

/// What starts on a route in a period and shares a room, with what one lift has of it.
fn limits(f: &Formulation, route: RouteId, t: Period) -> Vec<(Part, Affine, f64)> {
    let r = &f.mission.routes[route];
    let people = loaded(f, route, t, Kind::is_people);
    let cargo = loaded(f, route, t, |k| !k.is_people() && !k.self_driving);
    let vehicles = loaded(f, route, t, |k| k.self_driving);
    let shared = f.mission.fleets[r.fleet].shares == Shares::Either;
    let mut limits = vec![(Part::Vehicles, vehicles, r.vehicles)];
    if shared && !people.terms.is_empty() && !cargo.terms.is_empty() {
        // In slots.
        let mut cabin = cargo;
        cabin.add_scaled(&people, r.slots / r.seats);
        limits.push((Part::Cabin, cabin, r.slots));
    } else {
        limits.extend([(Part::Seats, people, r.seats), (Part::Slots, cargo, r.slots)]);
    }
    limits.retain(|(_, load, _)| !load.terms.is_empty());
    limits
}

impl Formulation<'_> {
    /// The fewest lifts that carry what starts on a route at a point; no empty ones, whatever they cost.
    pub fn lifts_needed(&self, x: &[f64], route: RouteId, t: Period, whole: bool) -> f64 {
        let r = &self.mission.routes[route];
        let fleet = &self.mission.fleets[r.fleet];
        let of = |load: Affine, room: f64| if room > 0.0 { load.at(x) / room } else { 0.0 };
        let people = of(loaded(self, route, t, Kind::is_people), r.seats);
        let cargo = of(loaded(self, route, t, |k| !k.is_people() && !k.self_driving), r.slots);
        let vehicles = of(loaded(self, route, t, |k| k.self_driving), r.vehicles);
        let cabin = if fleet.shares == Shares::Either { people + cargo } else { people.max(cargo) };
        let needed = cabin.max(vehicles);
        if fleet.whole && whole { (needed - NOISE).ceil().max(0.0) } else { needed }
    }

    /// Leaves the least thing behind that starts on a route at a point: not all of it fits onto the lifts one by one, though it does
    /// in sum.
    pub fn carry_less(&mut self, x: &[f64], route: RouteId, t: Period) {
        for (what, load, _) in limits(self, route, t) {
            let there = load.terms.iter().filter(|(c, _)| x[c.index()] > NOISE).map(|(_, size)| *size);
            let (least, most) = there.fold((f64::INFINITY, 0.0), |(a, b), size| (size.min(a), size.max(b)));
            // Things of one size fit if their sum does.
            if most > least + NOISE {
                let sum = load.at(x) - least;
                self.row(Limit::of(Family::LiftCapacity).part(what).route(route).at(t), load, Sense::AtMost, sum);
            }
        }
    }
}

/// Size of what starts on a route of the kinds that pass `keep`.
fn loaded(f: &Formulation, route: RouteId, t: Period, keep: impl Fn(&Kind) -> bool) -> Affine {
    let mut load = Affine::default();
    for &arc in f.vars.on_route(route, t) {
        let class = &f.expansion.classes[f.expansion.arcs[arc].class];
        if keep(&class.kind) {
            let r = &f.mission.routes[route];
            let whole = f.mission.fleets[r.fleet].whole;
            load.add(f.vars.flow[arc], if whole { r.part(&class.kind) * r.room(&class.kind) } else { class.size() });
        }
    }
    load
}
