//! `yard`: loads at a site at the end of a period are at most what its yard holds, and none where it is closed; at a site
//! that nothing comes to, each class is at most what it has there.
//!
//! `docs/model.md#yard`

use crate::formulation::{Affine, Formulation};
use crate::id::{ClassId, Id, SiteId};
use crate::mission::{Period, Site};
use crate::program::{Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    room(f, Family::Yard, false, |site| site.yard.get());
}

/// Writes the rows of one family for people or for cargo.
pub(super) fn room(f: &mut Formulation, family: Family, people: bool, capacity: impl Fn(&Site) -> f64) {
    let all = if people { f.expansion.people() } else { f.expansion.cargo() };
    for (id, site) in f.mission.sites.iter() {
        let here: f64 = classes(f, people).iter().map(|k| f.expansion.classes[*k].at_or_coming(id)).sum();
        let inbound = f.expansion.has_inbound(id);
        // More than there was at the start can only stand where something arrives.
        let most = capacity(site).max(here).min(if inbound { all } else { here });
        for t in f.expansion.periods() {
            let open = f.open(id, t);
            let stock = f.stock_of(people, id, t);
            if stock.terms.is_empty() {
                continue;
            }
            if inbound || open.terms.is_empty() {
                let row = stock.minus(&open, most);
                f.row(Limit::of(family).site(id).at(t), row, Sense::AtMost, 0.0);
            } else if people || site.cleanup == 0 {
                // With a clean-up `closing_work` says the same of cargo, and earlier.
                by_class(f, family, people, id, t);
            }
        }
    }
}

/// At a site that nothing comes to: each class at most its own stock there, while open. Tighter than their sum.
fn by_class(f: &mut Formulation, family: Family, people: bool, site: SiteId, t: Period) {
    let open = f.open(site, t);
    for class in classes(f, people) {
        let c = &f.expansion.classes[class];
        if let Some(col) = f.vars.stock(class, site, t) {
            let row = Affine::of(col, 1.0).minus(&open, c.initial[site.index()]);
            f.row(Limit::of(family).class(class).site(site).at(t), row, Sense::AtMost, 0.0);
        }
    }
}

fn classes(f: &Formulation, people: bool) -> Vec<ClassId> {
    f.expansion.classes.iter().filter(|(_, c)| c.kind.is_people() == people).map(|(k, _)| k).collect()
}
