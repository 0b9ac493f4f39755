//! `exit_capacity`: people and loads that reach an exit at the end of a period are at most what it takes; what comes from
//! one site is at most that, and nothing comes from a site that was closed at its departure.
//!
//! `docs/model.md#exit_capacity`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::SiteId;
use crate::program::{Entity, Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    for (id, exit) in f.mission.exits.iter() {
        for (what, people) in [(Part::People, true), (Part::Loads, false)] {
            let tag = Limit::of(Family::ExitCapacity).part(what).exit(id);
            let mut arriving: BTreeMap<u32, Affine> = BTreeMap::new();
            let mut from: BTreeMap<(u32, SiteId, u32), Affine> = BTreeMap::new();
            for (i, arc) in f.expansion.arriving(id) {
                if f.expansion.classes[arc.class].kind.is_people() == people {
                    arriving.entry(arc.arrive.0).or_default().add(f.vars.flow[i], 1.0);
                    from.entry((arc.arrive.0, arc.from, arc.start.0)).or_default().add(f.vars.flow[i], 1.0);
                }
            }
            let rate = |s: u32| {
                let s = s as usize;
                if people { exit.people[s].get() } else { exit.loads[s].get() }
            };
            for (s, sum) in arriving {
                if rate(s).is_finite() {
                    f.row(tag.at(s), sum, Sense::AtMost, rate(s));
                }
            }
            for ((s, site, start), sum) in from {
                let start = crate::mission::Period(start);
                let open = f.open(site, start.previous());
                if rate(s).is_finite() && !open.terms.is_empty() {
                    f.row(tag.about(Entity::From(site)).at(start), sum.minus(&open, rate(s)), Sense::AtMost, 0.0);
                }
            }
        }
    }
}
