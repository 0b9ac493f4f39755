//! `milestones`: a share of the people, the cargo or the sites is gone by a date. Dates after the horizon demand nothing: when
//! the money ends before, the answer says what is left.
//!
//! `docs/model.md#milestones`

use crate::formulation::{Affine, Formulation, sequence};
use crate::mission::Measured;
use crate::program::{Entity, Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    let mission = f.mission;
    for (i, m) in mission.rules.milestones.iter().enumerate() {
        if m.by > f.expansion.horizon {
            continue;
        }
        let (gone, all) = match m.of {
            Measured::People => moved(f, true, m.by, f.expansion.people()),
            Measured::Cargo => moved(f, false, m.by, f.expansion.cargo()),
            Measured::Sites => closed(f, m.by),
        };
        let tag = Limit::of(Family::Milestones).about(Entity::Number(i as u32)).at(m.by);
        f.row(tag, gone, Sense::AtLeast, m.share * all);
    }
}

/// Persons or loads gone by the end of `t`, and how many there are.
fn moved(f: &Formulation, people: bool, t: crate::mission::Period, total: f64) -> (Affine, f64) {
    let mut gone = Affine::default();
    if total > 0.0 {
        gone.add_scaled(&sequence::gone(f, people, t, total), total);
    }
    (gone, total)
}

fn closed(f: &Formulation, t: crate::mission::Period) -> (Affine, f64) {
    let mut gone = Affine::default();
    for site in f.mission.sites.ids() {
        gone.constant += 1.0;
        gone.add_scaled(&f.open(site, t), -1.0);
    }
    (gone, f.mission.sites.len() as f64)
}
