//! `closing_work`: a site only ever closes, stays open for its clean-up and handover time after its last cargo, and
//! closes no later than the sites that have to wait for it.
//!
//! `docs/model.md#closing_work`

use crate::formulation::{Affine, Formulation};
use crate::id::{Id, SiteId};
use crate::mission::Period;
use crate::program::{Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    for (id, site) in f.mission.sites.iter() {
        let tag = Limit::of(Family::ClosingWork).site(id);
        for t in f.expansion.periods() {
            let reopens = f.open(id, t).minus(&f.open(id, t.previous()), 1.0);
            if !reopens.terms.is_empty() {
                f.row(tag.part(Part::Once).at(t), reopens, Sense::AtMost, 0.0);
            }
            for other in &site.closes_before {
                let waits = f.open(id, t).minus(&f.open(*other, t), 1.0);
                f.row(tag.part(Part::Before).site(*other).at(t), waits, Sense::AtMost, 0.0);
            }
        }
        if site.cleanup > 0 {
            cleanup(f, id, site.cleanup);
        }
    }
}

fn cleanup(f: &mut Formulation, id: SiteId, periods: u32) {
    let tag = Limit::of(Family::ClosingWork);
    let all = f.expansion.cargo();
    let site = &f.mission.sites[id];
    let last = f.expansion.horizon;
    let cargo: Vec<_> = f.expansion.classes.iter().filter(|(_, c)| !c.kind.is_people()).map(|(k, _)| k).collect();
    let here: f64 = cargo.iter().map(|k| f.expansion.classes[*k].at_or_coming(id)).sum();
    let inbound = f.expansion.has_inbound(id);
    let most = site.yard.get().max(here).min(if inbound { all } else { here });
    for t in std::iter::once(Period::START).chain(f.expansion.periods()) {
        let until = t.later(periods).min(last);
        let open = f.open(id, until);
        let sum = f.stock_of(false, id, t);
        if sum.terms.is_empty() && sum.constant == 0.0 {
            continue;
        }
        // Where nothing arrives each class has its own, tighter row.
        let by_class = !inbound && t > Period::START;
        if !by_class {
            f.row(tag.site(id).at(t), sum.minus(&open, most), Sense::AtMost, 0.0);
        }
        for class in cargo.iter().filter(|_| by_class) {
            let c = &f.expansion.classes[*class];
            if let Some(col) = f.vars.stock(*class, id, t) {
                let row = Affine::of(col, 1.0).minus(&open, c.initial[id.index()]);
                f.row(tag.class(*class).site(id).at(t), row, Sense::AtMost, 0.0);
            }
        }
    }
}
