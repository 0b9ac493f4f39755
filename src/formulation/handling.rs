//! `handling`: cargo is packed, inspected and cleared at a rate while its site is open, waits, and leaves or is disposed of
//! (abandoned cargo is not handled): a lift takes what was prepared in the periods before as well.
//!
//! `docs/model.md#handling`

use crate::formulation::{Affine, Formulation};
use crate::id::SiteId;
use crate::mission::{Method, Period};
use crate::program::{Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let all = f.expansion.cargo();
    let sites: Vec<SiteId> = f.mission.sites.ids().collect();
    for id in sites {
        for t in f.expansion.periods() {
            let handled = handled(f, id, t);
            let (before, now) = (f.vars.prepared(id, t.previous()), f.vars.prepared(id, t));
            let mut work = handled.clone();
            let mut ready = handled;
            for (col, sign) in [(now, 1.0), (before, -1.0)].into_iter().filter_map(|(c, s)| c.map(|c| (c, s))) {
                work.add(col, sign);
            }
            if let Some(col) = now {
                ready.add(col, 1.0);
            }
            if work.terms.is_empty() {
                continue;
            }
            let tag = Limit::of(Family::Handling).site(id).at(t);
            let rate = f.mission.sites[id].handling[t.at()].get().min(all);
            if t.previous() == Period::START {
                work.constant -= f.mission.sites[id].prepared.get();
            }
            let row = work.minus(&f.open(id, t.previous()), rate);
            f.row(tag, row, Sense::AtMost, 0.0);
            // What was not there when the period began cannot be prepared in it.
            if now.is_some() {
                let row = ready.minus(&f.stock_of(false, id, t.previous()), 1.0);
                f.row(tag.part(Part::There), row, Sense::AtMost, 0.0);
            }
        }
    }
}

/// Loads that leave a site or are disposed of there in a period, abandoned ones excepted.
fn handled(f: &Formulation, site: SiteId, t: Period) -> Affine {
    let mut handled = Affine::default();
    for (class, _) in f.expansion.classes.iter().filter(|(_, c)| !c.kind.is_people()) {
        for arc in f.vars.leaving(class, site, t) {
            handled.add(f.vars.flow[*arc], 1.0);
        }
        for d in f.vars.disposals(class, site, t).iter().map(|d| &f.vars.dispose[*d]) {
            if d.disposition.method != Method::Abandon {
                handled.add(d.col, 1.0);
            }
        }
    }
    handled
}
