//! `air_link`: while the site is open and the obligation lasts, the flights offer the least number of seats.
//!
//! `docs/model.md#air_link`

use crate::formulation::{Affine, Formulation};
use crate::program::{Entity, Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    for (i, link) in f.mission.air_links.iter().enumerate() {
        let tag = Limit::of(Family::AirLink).about(Entity::Link(i as u32));
        for t in f.expansion.periods() {
            if let Some(col) = f.vars.link(i, t) {
                let seats =
                    Affine::of(col, link.seats_per_lift).minus(&f.open(link.site, t.previous()), link.seats.get());
                f.row(tag.at(t), seats, Sense::AtLeast, 0.0);
            }
        }
    }
}
