//! `beds`: people at a site at the end of a period are at most its beds, and none where it is closed; at a site that
//! nobody comes to, each class is at most what it has there.
//!
//! `docs/model.md#beds`

use crate::formulation::Formulation;
use crate::program::Family;

pub(super) fn add(f: &mut Formulation) {
    super::yard::room(f, Family::Beds, true, |site| site.beds.get());
}
