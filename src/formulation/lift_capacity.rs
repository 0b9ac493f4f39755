//! `lift_capacity`: people on a route fit the seats of its lifts, cargo fits the slots; two separate limits.
//!
//! `docs/model.md#lift_capacity`

use crate::formulation::{Affine, Formulation};
use crate::program::{Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let lifts: Vec<_> = f.vars.all_lifts().collect();
    for (route, t, col) in lifts {
        let r = &f.mission.routes[route];
        for (what, people, room) in [(Part::Seats, true, r.seats), (Part::Slots, false, r.slots)] {
            let mut load = Affine::default();
            for &arc in f.vars.on_route(route, t) {
                let class = &f.expansion.classes[f.expansion.arcs[arc].class];
                if class.kind.is_people() == people {
                    load.add(f.vars.flow[arc], class.size());
                }
            }
            if !load.terms.is_empty() {
                load.add(col, -room);
                f.row(Limit::of(Family::LiftCapacity).part(what).route(route).at(t), load, Sense::AtMost, 0.0);
            }
        }
    }
}
