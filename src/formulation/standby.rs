//! `standby`: part of a fleet is kept while a site that counts on it is open: medical evacuation, resupply, liaison.
//!
//! `docs/model.md#standby`

use crate::formulation::{Affine, Formulation};
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    for (id, fleet) in f.mission.fleets.iter().filter(|(_, x)| x.standby > 0.0) {
        for &site in &fleet.standby_for {
            for t in f.expansion.periods() {
                // No more than is there: a replan may find less.
                let least = fleet.standby.min(fleet.present);
                let row = Affine::of(f.fleet(id, t), 1.0).minus(&f.open(site, t.previous()), least);
                f.row(Limit::of(Family::Standby).fleet(id).site(site).at(t), row, Sense::AtLeast, 0.0);
            }
        }
    }
}
