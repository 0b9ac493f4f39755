//! `route_capacity`: lifts that start in a period are at most what the route (by season, windows) and its fleet allow,
//! and none start from a site that was closed at the end of the period before. A limit of whole lifts that is no whole number
//! fills a bucket (`tokens`): what is left of it in one period waits for the next.
//!
//! `docs/model.md#route_capacity`

use crate::formulation::{Affine, Formulation};
use crate::program::{Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let lifts: Vec<_> = f.vars.all_lifts().collect();
    for (route, t, col) in lifts {
        let r = &f.mission.routes[route];
        let most = f.lift_bound(route, t);
        let row = Affine::of(col, 1.0).minus(&f.open(r.from, t.previous()), most);
        f.row(Limit::of(Family::RouteCapacity).route(route).at(t), row, Sense::AtMost, 0.0);
    }
    let tokens: Vec<_> = f.vars.all_tokens().collect();
    for (route, t, col) in tokens {
        let r = &f.mission.routes[route];
        let tag = Limit::of(Family::RouteCapacity).route(route).at(t);
        if let Some(lifts) = f.vars.lifts(route, t) {
            let mut spent = Affine::of(lifts, 1.0);
            spent.add(col, -1.0);
            f.row(tag.part(Part::Tokens), spent, Sense::AtMost, 0.0);
        }
        let before = f.vars.tokens(route, t.previous()).filter(|_| r.max_lifts[t.at()].is_finite());
        if let Some(before) = before {
            let mut filled = Affine::of(col, 1.0);
            filled.add(before, -1.0);
            if let Some(lifts) = f.vars.lifts(route, t.previous()) {
                filled.add(lifts, 1.0);
            }
            f.row(tag.part(Part::Filled), filled, Sense::AtMost, r.max_lifts[t.at()]);
        }
    }
}
