//! `contingents`: the people of a contingent leave with its cargo: the share of its people gone by a period is at most the share of
//! its cargo gone some periods later, without the rear party, which stays until the last load is gone.
//!
//! `docs/model.md#contingents`

use crate::expand::Class;
use crate::formulation::{Affine, Formulation};
use crate::id::ContingentId;
use crate::mission::Period;
use crate::program::{Entity, Family, Limit, Part, Sense};
use crate::tolerance::IN_PART;

pub(super) fn add(f: &mut Formulation) {
    let mission = f.mission;
    for (id, contingent) in mission.rules.contingents.iter() {
        let (people, loads) = (f.expansion.total_of(id, true), f.expansion.total_of(id, false));
        if people <= 0.0 || loads <= 0.0 {
            continue;
        }
        let (people, loads) = (people + contingent.people_gone, loads + contingent.loads_gone);
        let (party, ahead) = (contingent.party(people), contingent.people_ahead(people, loads));
        for t in f.expansion.periods() {
            let tag = Limit::of(Family::Contingents).about(Entity::Contingent(id)).at(t);
            let later = t.later(contingent.slack).min(f.expansion.horizon);
            // In persons; a share of them is the next whole number.
            let mut row = gone(f, id, true, t, people);
            row.add_scaled(&gone(f, id, false, later, loads), -(people - party) / loads);
            let Some(rear) = f.vars.rear(id, t) else {
                f.row(tag, row, Sense::AtMost, ahead + IN_PART);
                continue;
            };
            row.add(rear, party);
            row.constant -= party;
            f.row(tag, row, Sense::AtMost, ahead + IN_PART);
            let mut here = Affine::constant(loads).minus(&gone(f, id, false, t, loads), 1.0);
            here.add(rear, -loads);
            f.row(tag.part(Part::Rear), here, Sense::AtMost, 0.0);
            if let Some(before) = f.vars.rear(id, t.previous()) {
                let once = Affine::of(rear, 1.0).minus(&Affine::of(before, 1.0), 1.0);
                f.row(tag.part(Part::Once), once, Sense::AtMost, 0.0);
            }
        }
    }
}

/// People (or loads) of a contingent that are out of the mission area or disposed of at the end of `t`: of `all` of them.
fn gone(f: &Formulation, id: ContingentId, people: bool, t: Period, all: f64) -> Affine {
    let ours = |c: &Class| c.contingent == Some(id) && c.kind.is_people() == people;
    let mut gone = Affine::constant(all);
    for (class, c) in f.expansion.classes.iter().filter(|(_, c)| ours(c)) {
        gone.constant -= c.not_there_by(t);
        for site in f.mission.sites.ids() {
            if let Some(col) = f.vars.stock(class, site, t) {
                gone.add(col, -1.0);
            }
        }
    }
    for (arc, col) in f.expansion.arcs.iter().zip(&f.vars.flow) {
        if arc.start <= t && arc.arrive > t && ours(&f.expansion.classes[arc.class]) {
            gone.add(*col, -1.0);
        }
    }
    gone
}
