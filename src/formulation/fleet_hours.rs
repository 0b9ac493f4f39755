//! `fleet_hours`: the days that lifts and air-link flights take fit into the working days of the share of the fleet that
//! is kept; what is released does not come back; a based fleet needs its base.
//!
//! `docs/model.md#fleet_hours`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::FleetId;
use crate::program::Sense;

pub(super) fn add(f: &mut Formulation) {
    let mut work: BTreeMap<(FleetId, u32), Affine> = BTreeMap::new();
    for (route, t, col) in f.vars.all_lifts() {
        let r = &f.mission.routes[route];
        work.entry((r.fleet, t.0)).or_default().add(col, r.cycle[t.at()].get());
    }
    for (i, link) in f.mission.air_links.iter().enumerate() {
        for t in f.expansion.periods() {
            if let Some(col) = f.vars.link(i, t) {
                work.entry((link.fleet, t.0)).or_default().add(col, link.cycle.get());
            }
        }
    }
    for (id, fleet) in f.mission.fleets.iter() {
        for t in f.expansion.periods() {
            let kept = f.fleet(id, t);
            if let Some(mut hours) = work.remove(&(id, t.0)) {
                hours.add(kept, -fleet.days[t.at()].get());
                f.row(format!("fleet_hours[{},{}]", fleet.key, t.label()), hours, Sense::AtMost, 0.0);
            }
            if t.0 > 1 {
                let mut grows = Affine::of(kept, 1.0);
                grows.add(f.fleet(id, t.previous()), -1.0);
                f.row(format!("fleet_hours[released,{},{}]", fleet.key, t.label()), grows, Sense::AtMost, 0.0);
            }
            if let Some(base) = fleet.base {
                let homeless = Affine::of(kept, 1.0).minus(&f.open(base, t.previous()), fleet.present);
                f.row(format!("fleet_hours[base,{},{}]", fleet.key, t.label()), homeless, Sense::AtMost, 0.0);
            }
        }
    }
}
