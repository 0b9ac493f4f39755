//! `fleet_hours`: the days that lifts and air-link flights take fit into the working days of the share of the fleet that
//! is kept; what is released does not come back; a based fleet needs its base.
//!
//! `docs/model.md#fleet_hours`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::FleetId;
use crate::program::{Family, Limit, Part, Sense};

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
        let tag = Limit::of(Family::FleetHours).fleet(id);
        for t in f.expansion.periods() {
            let kept = f.fleet(id, t);
            if let Some(mut hours) = work.remove(&(id, t.0)) {
                hours.add(kept, -fleet.days[t.at()].get());
                f.row(tag.at(t), hours, Sense::AtMost, 0.0);
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
