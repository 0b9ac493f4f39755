//! `handling`: cargo that leaves a site or is disposed of there (abandoned cargo is not handled) is at most what can be
//! packed, inspected and cleared in the period, and none of it where the site was closed before.
//!
//! `docs/model.md#handling`

use crate::formulation::{Affine, Formulation};
use crate::mission::Method;
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    let all = f.expansion.cargo();
    for (id, site) in f.mission.sites.iter() {
        for t in f.expansion.periods() {
            let mut handled = Affine::default();
            for (class, _) in f.expansion.classes.iter().filter(|(_, c)| !c.kind.is_people()) {
                for arc in f.vars.leaving(class, id, t) {
                    handled.add(f.vars.flow[*arc], 1.0);
                }
                for d in f.vars.disposals(class, id, t).iter().map(|d| &f.vars.dispose[*d]) {
                    if d.disposition.method != Method::Abandon {
                        handled.add(d.col, 1.0);
                    }
                }
            }
            if !handled.terms.is_empty() {
                let rate = site.handling[t.at()].get().min(all);
                let row = handled.minus(&f.open(id, t.previous()), rate);
                f.row(Limit::of(Family::Handling).site(id).at(t), row, Sense::AtMost, 0.0);
            }
        }
    }
}
