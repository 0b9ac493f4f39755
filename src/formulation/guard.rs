//! `guard`: an open site has its least number of armed people, on top of the crews of the fleets that work from it in the
//! next period; and enough armed people for the cargo still there. No guard, no site. A site that is open at the end of
//! the plan has somebody in it (`presence`).
//!
//! `docs/model.md#guard`

use crate::formulation::{Affine, Formulation};
use crate::mission::Kind;
use crate::program::{Family, Limit, Part, Sense};
use crate::units::Loads;

pub(super) fn add(f: &mut Formulation) {
    let last = f.expansion.horizon;
    for (id, site) in f.mission.sites.iter() {
        let tag = Limit::of(Family::Guard).site(id);
        for t in f.expansion.periods() {
            let armed = f.stock_where(id, t, Kind::is_armed);
            let mut need = Affine::default();
            need.add_scaled(&f.open(id, t), site.guard_at(t).get());
            if t < last {
                for (fleet, x) in f.mission.fleets.iter().filter(|(_, x)| x.base == Some(id)) {
                    need.add(f.fleet(fleet, t.later(1)), x.crew_in(t.later(1)).get());
                }
            }
            if !need.terms.is_empty() || need.constant != 0.0 {
                let row = armed.clone().minus(&need, 1.0);
                f.row(tag.at(t), row, Sense::AtLeast, 0.0);
            }
            let unarmed = f.stock_where(id, t, |k| k.is_people() && !k.is_armed());
            if site.guard_per_person > 0.0 && !unarmed.terms.is_empty() {
                let row = armed.clone().minus(&unarmed, site.guard_per_person);
                f.row(tag.part(Part::People).at(t), row, Sense::AtLeast, 0.0);
            }
            let cargo = f.stock_of(false, id, t);
            if site.guard_per_load.get() > 0.0 && !cargo.terms.is_empty() {
                let row = armed.minus(&cargo, (site.guard_per_load * Loads(1.0)).get());
                f.row(tag.part(Part::Cargo).at(t), row, Sense::AtLeast, 0.0);
            }
        }
        let open = f.open(id, last);
        // A site that has to stay open beyond this end is open then as well.
        if site.guard_at(last).get() < 1.0 && (open.constant > 0.0 || !open.terms.is_empty()) {
            let people = f.stock_of(true, id, last).minus(&open, 1.0);
            f.row(tag.part(Part::Presence), people, Sense::AtLeast, 0.0);
        }
    }
}
