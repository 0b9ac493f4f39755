//! `in_flight`: a lift takes its unit from loading until it is back, in the period in which it begins and in those after it; no
//! more units are out than are kept, and none is released before it is back. What is released does not come back; a based fleet needs its base; units of a fleet with
//! whole lifts are kept and released one by one.
//!
//! `docs/model.md#in_flight`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::{FleetId, RouteId};
use crate::mission::Period;
use crate::program::{Col, Family, Limit, Part, Quantity, Sense, Variable};
use crate::tolerance::DIVISOR;
use crate::units::Days;

pub(super) fn add(f: &mut Formulation) {
    let mut out = away(f);
    let mut held = held(f);
    let mut begun = begun(f);
    for (id, fleet) in f.mission.fleets.iter() {
        let tag = Limit::of(Family::InFlight).fleet(id);
        for t in f.expansion.periods() {
            let kept = f.fleet(id, t);
            let before =
                (fleet.days_out(t, f.mission.calendar.period_days), fleet.units_out(t, f.mission.calendar.period_days));
            if let Some(mut days) = out.remove(&(id, t.0)).or((before.0 > 0.0).then(Affine::default)) {
                days.constant += before.0;
                days.add(kept, -fleet.days[t.at()].get());
                f.row(tag.at(t), days, Sense::AtMost, 0.0);
            }
            let still = (fleet.whole && before.1 > 0.0).then(Affine::default);
            if let Some(mut lifts) = held.remove(&(id, t.0)).or(still) {
                lifts.constant += if fleet.whole { before.1 } else { 0.0 };
                lifts.add(kept, -fleet.units);
                f.row(tag.part(Part::Out).at(t), lifts, Sense::AtMost, 0.0);
            }
            if let Some(mut units) = begun.remove(&(id, t.0)).filter(|_| fleet.unit_days.get() > 0.0) {
                units.add(kept, -fleet.days[t.at()].get() / fleet.unit_days.get());
                f.row(tag.part(Part::Begun).at(t), units, Sense::AtMost, 0.0);
            }
            if let Some(units) = f.vars.units(id, t) {
                let whole = Affine::of(kept, fleet.units).minus(&Affine::of(units, 1.0), 1.0);
                f.row(tag.part(Part::Units).at(t), whole, Sense::Equal, 0.0);
            }
            if t.0 > 1 {
                let mut grows = Affine::of(kept, 1.0);
                grows.add(f.fleet(id, t.previous()), -1.0);
                f.row(tag.part(Part::Released).at(t), grows, Sense::AtMost, 0.0);
            }
            if let Some(base) = fleet.base {
                let homeless = Affine::of(kept, 1.0).minus(&f.open(base, t.previous()), fleet.present);
                f.row(tag.part(Part::Base).at(t), homeless, Sense::AtMost, 0.0);
            }
        }
    }
}

impl Formulation<'_> {
    /// More than the family demands: units that are out when a period begins make no other lift in it, and lifts that fit into the
    /// period are back at its end. Where this holds in every period there is a timetable by days; without it there mostly is.
    pub fn keep_apart(&mut self, id: FleetId, t: Period) {
        let out = held(self).remove(&(id, t.0)).unwrap_or_default();
        self.apart(id, t, out);
    }

    /// The same for every fleet with whole lifts, in every period.
    pub fn keep_all_apart(&mut self) {
        let mut out = held(self);
        let fleets: Vec<FleetId> = self.mission.fleets.iter().filter(|(_, f)| f.whole).map(|(id, _)| id).collect();
        for id in fleets {
            for t in self.expansion.periods() {
                self.apart(id, t, out.remove(&(id, t.0)).unwrap_or_default());
            }
        }
    }

    /// `out`: the units that are out when the period begins.
    fn apart(&mut self, id: FleetId, t: Period, out: Affine) {
        let fleet = &self.mission.fleets[id];
        let mut units = out;
        units.constant += fleet.units_out(t, self.mission.calendar.period_days);
        for (route, _, col) in self.vars.all_lifts().filter(|(_, at, _)| *at == t) {
            let r = &self.mission.routes[route];
            if r.fleet == id {
                let each = fleet.unit_days.get() / r.cycle[t.at()].get().max(DIVISOR);
                units.add(col, 1.0 / each.floor().max(1.0).min(r.begins(t, fleet, self.mission.calendar.period_days)));
            }
        }
        units.add(self.fleet(id, t), -fleet.days[t.at()].get() / fleet.unit_days.get().max(DIVISOR));
        let tag = Limit::of(Family::InFlight).part(Part::Apart).fleet(id).at(t);
        if self.program.rows().iter().all(|r| r.tag != tag) {
            self.row(tag, units, Sense::AtMost, 0.0);
        }
    }
}

impl Formulation<'_> {
    /// Not all of these lifts together with no more than these units: one of them at least is less, or more. False where it cannot be
    /// said, for lifts without an upper bound.
    pub fn not_together(&mut self, fleet: FleetId, many: &[(RouteId, Period, u32)], few: &[(Period, usize)]) -> bool {
        let bounded = |(route, t, _): &(RouteId, Period, u32)| {
            let col = self.vars.lifts(*route, *t)?;
            let most = self.program.get(col).upper.min(self.lift_bound(*route, *t));
            most.is_finite().then_some((col, most))
        };
        let Some(lifts) = many.iter().map(bounded).collect::<Option<Vec<(Col, f64)>>>() else { return false };
        let units: Option<Vec<Col>> = few.iter().map(|(t, _)| self.vars.units(fleet, *t)).collect();
        let Some(units) = units else { return false };
        let tag = Limit::of(Family::Implied).fleet(fleet);
        let mut one_of = Affine::constant(-1.0);
        for ((col, most), (_, _, n)) in lifts.into_iter().zip(many) {
            let fewer = self.program.binary(Variable::of(Quantity::Unnamed));
            one_of.add(fewer, 1.0);
            // With `fewer` at most n - 1, else as many as there can be.
            let mut row = Affine::of(col, 1.0);
            row.add(fewer, (most - f64::from(*n) + 1.0).max(0.0));
            self.row(tag, row, Sense::AtMost, most.max(f64::from(*n) - 1.0));
        }
        for (col, (_, n)) in units.into_iter().zip(few) {
            let more = self.program.binary(Variable::of(Quantity::Unnamed));
            one_of.add(more, 1.0);
            let row = Affine::of(col, 1.0).minus(&Affine::of(more, 1.0), *n as f64 + 1.0);
            self.row(tag, row, Sense::AtLeast, 0.0);
        }
        self.row(tag, one_of, Sense::AtLeast, 0.0);
        true
    }
}

/// Whole lifts that are still out when a period begins, by fleet and period: their units cannot be released yet.
fn held(f: &Formulation) -> BTreeMap<(FleetId, u32), Affine> {
    let mut held: BTreeMap<(FleetId, u32), Affine> = BTreeMap::new();
    let last = f.expansion.horizon;
    for (route, t, col) in f.vars.all_lifts() {
        let r = &f.mission.routes[route];
        let fleet = &f.mission.fleets[r.fleet];
        for later in 1..fleet.periods_out(r.cycle[t.at()]).min(last.0 - t.0 + 1) {
            if fleet.whole {
                held.entry((r.fleet, t.0 + later)).or_default().add(col, 1.0);
            }
        }
    }
    held
}

/// Units that the whole lifts of a period need to begin in time, by fleet and period: a unit can begin a few short ones after each
/// other, but none so late that it arrives late.
fn begun(f: &Formulation) -> BTreeMap<(FleetId, u32), Affine> {
    let mut begun: BTreeMap<(FleetId, u32), Affine> = BTreeMap::new();
    for (route, t, col) in f.vars.all_lifts() {
        let r = &f.mission.routes[route];
        let fleet = &f.mission.fleets[r.fleet];
        if fleet.whole {
            let each = r.begins(t, fleet, f.mission.calendar.period_days);
            begun.entry((r.fleet, t.0)).or_default().add(col, 1.0 / each);
        }
    }
    begun
}

/// Working days that lifts and flights take, by fleet and period.
fn away(f: &Formulation) -> BTreeMap<(FleetId, u32), Affine> {
    let mut out: BTreeMap<(FleetId, u32), Affine> = BTreeMap::new();
    let last = f.expansion.horizon;
    let mut book = |fleet: FleetId, t: Period, col, cycle: Days| {
        let of = &f.mission.fleets[fleet];
        for later in 0..of.periods_out(cycle).min(last.0 - t.0 + 1) {
            out.entry((fleet, t.0 + later)).or_default().add(col, of.out_days(cycle, later));
        }
    };
    for (route, t, col) in f.vars.all_lifts() {
        let r = &f.mission.routes[route];
        book(r.fleet, t, col, r.cycle[t.at()]);
    }
    for (i, link) in f.mission.air_links.iter().enumerate() {
        for t in f.expansion.periods() {
            if let Some(col) = f.vars.link(i, t) {
                book(link.fleet, t, col, link.cycle);
            }
        }
    }
    out
}
