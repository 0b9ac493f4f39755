//! `medical_cover`: a site that needs it is open only while some hospital within its reach is.
//!
//! `docs/model.md#medical_cover`

use crate::formulation::{Affine, Formulation};
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    for (site, hospitals) in &f.mission.rules.medical {
        for t in f.expansion.periods() {
            let mut cover = Affine::default();
            for h in hospitals.iter().filter(|h| f.mission.sites[**h].hospital) {
                cover.add_scaled(&f.open(*h, t), 1.0);
            }
            let row = f.open(*site, t).minus(&cover, 1.0);
            f.row(Limit::of(Family::MedicalCover).site(*site).at(t), row, Sense::AtMost, 0.0);
        }
    }
}
