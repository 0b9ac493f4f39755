//! `inflow_open`: nothing arrives at a closed site.
//!
//! `docs/model.md#inflow_open`

use crate::formulation::{Affine, Formulation};
use crate::mission::Node;
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    let lifts: Vec<_> = f.vars.all_lifts().collect();
    for (route, t, col) in lifts {
        let r = &f.mission.routes[route];
        let Node::Site(to) = r.to else { continue };
        let arrive = t.later(r.transit(t, f.mission.calendar.period_days));
        let most = f.lift_bound(route, t);
        let row = Affine::of(col, 1.0).minus(&f.open(to, arrive), most);
        f.row(Limit::of(Family::InflowOpen).route(route).at(t), row, Sense::AtMost, 0.0);
    }
}
