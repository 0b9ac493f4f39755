//! `exit_capacity`: people and loads that reach an exit in a period are at most what it takes (where a period is shorter than a
//! week: in the periods of a week); what comes from one site is at most that, and nothing comes from a site that was closed at its
//! departure.
//!
//! `docs/model.md#exit_capacity`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::SiteId;
use crate::mission::Period;
use crate::program::{Entity, Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let week = f.mission.calendar.periods_of_a_week() as u32;
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
            let takes = |s: u32| exit.takes_to(people, Period(s), week as usize);
            let ends: Vec<u32> = arriving.keys().copied().collect();
            for s in ends {
                if takes(s).is_finite() {
                    let mut sum = Affine::default();
                    for (_, part) in arriving.range(s.saturating_sub(week - 1)..=s) {
                        sum.add_scaled(part, 1.0);
                    }
                    f.row(tag.at(s), sum, Sense::AtMost, takes(s));
                }
            }
            for ((s, site, start), sum) in from {
                let start = Period(start);
                let open = f.open(site, start.previous());
                if takes(s).is_finite() && !open.terms.is_empty() {
                    f.row(tag.about(Entity::From(site)).at(start), sum.minus(&open, takes(s)), Sense::AtMost, 0.0);
                }
            }
        }
    }
}
