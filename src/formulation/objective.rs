//! The five objectives as expressions of the columns. docs/model.md#objectives

use crate::formulation::{Affine, Formulation, budget};
use crate::mission::{Method, Objective};

pub(super) fn expression(f: &Formulation, objective: Objective) -> Affine {
    match objective {
        Objective::PeopleLeft => left(f, |k| if k.is_people() { 1.0 } else { 0.0 }),
        Objective::SensitiveLost => sensitive(f),
        Objective::EconomicCost => economic(f),
        Objective::Casualties => casualties(f),
        Objective::Earliness => earliness(f),
    }
}

/// What is still at a site at the end (nothing is on the way then), weighted by kind.
fn left(f: &Formulation, weight: impl Fn(&crate::mission::Kind) -> f64) -> Affine {
    let mut sum = Affine::default();
    for (class, c) in f.expansion.classes.iter() {
        sum.constant += c.not_there_by(f.expansion.horizon) * weight(&c.kind);
        for site in f.mission.sites.ids() {
            if let Some(col) = f.vars.stock(class, site, f.expansion.horizon) {
                sum.add(col, weight(&c.kind));
            }
        }
    }
    sum
}

fn sensitive(f: &Formulation) -> Affine {
    let mut sum = left(f, |k| if k.is_sensitive() { 1.0 } else { 0.0 });
    for d in &f.vars.dispose {
        let lost = matches!(d.disposition.method, Method::Destroy | Method::Abandon | Method::Sell | Method::HandOver);
        if lost && f.expansion.classes[d.class].kind.is_sensitive() {
            sum.add(d.col, 1.0);
        }
    }
    sum
}

fn economic(f: &Formulation) -> Affine {
    let mut sum = left(f, |k| k.value().get());
    sum.add(f.vars.spend(f.expansion.horizon), budget::UNIT);
    for d in &f.vars.dispose {
        sum.add(d.col, (f.expansion.classes[d.class].kind.value() * d.disposition.value_lost).get());
    }
    sum
}

fn casualties(f: &Formulation) -> Affine {
    let mut sum = Affine::default();
    for (route, t, col) in f.vars.all_lifts() {
        sum.add(col, f.mission.routes[route].casualties[t.at()]);
    }
    sum
}

/// Person- and load-periods in the mission area: at the sites and on the way.
fn earliness(f: &Formulation) -> Affine {
    let mut sum = Affine::default();
    for (class, _) in f.expansion.classes.iter() {
        for site in f.mission.sites.ids() {
            for t in f.expansion.periods() {
                if let Some(col) = f.vars.stock(class, site, t) {
                    sum.add(col, 1.0);
                }
            }
        }
    }
    for (i, arc) in f.expansion.arcs.iter().enumerate() {
        sum.add(f.vars.flow[i], f64::from(arc.arrive.0 - arc.start.0));
    }
    sum
}
