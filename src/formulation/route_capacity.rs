//! `route_capacity`: lifts that start in a period are at most what the route (by season, windows) and its fleet allow,
//! and none start from a site that was closed at the end of the period before.
//!
//! `docs/model.md#route_capacity`

use crate::formulation::{Affine, Formulation};
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    let lifts: Vec<_> = f.vars.all_lifts().collect();
    for (route, t, col) in lifts {
        let r = &f.mission.routes[route];
        let most = f.lift_bound(route, t);
        let row = Affine::of(col, 1.0).minus(&f.open(r.from, t.previous()), most);
        f.row(Limit::of(Family::RouteCapacity).route(route).at(t), row, Sense::AtMost, 0.0);
    }
}
