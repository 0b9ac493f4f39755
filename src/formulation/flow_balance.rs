//! `flow_balance`: what is at a site at the end of a period is what was there, plus what arrives, minus what leaves or is
//! disposed of. What leaves in a period was there at the end of the one before (`departures`). `disposition_share`
//! limits a method to its share of a kind, and to its share of what a site has of it.
//!
//! `docs/model.md#flow_balance`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::{ClassId, Id, KindId, SiteId};
use crate::mission::{Method, Period};
use crate::program::{Entity, Family, Limit, Part, Sense};

pub(super) fn add(f: &mut Formulation) {
    let places: Vec<(ClassId, SiteId, Period)> = f
        .expansion
        .classes
        .ids()
        .flat_map(|k| f.mission.sites.ids().map(move |s| (k, s)))
        .flat_map(|(k, s)| f.expansion.periods().map(move |t| (k, s, t)))
        .filter(|(k, s, t)| f.expansion.can_be(*k, *s, *t))
        .collect();
    for (class, site, t) in places {
        balance(f, class, site, t);
    }
    disposition_share(f);
}

fn balance(f: &mut Formulation, class: ClassId, site: SiteId, t: Period) {
    let v = &f.vars;
    let before = match v.stock(class, site, t.previous()) {
        Some(col) => Affine::of(col, 1.0),
        None if t.previous() == Period::START => Affine::constant(f.expansion.classes[class].initial[site.index()]),
        None => Affine::default(),
    };
    let mut out = Affine::default();
    for arc in v.leaving(class, site, t) {
        out.add(v.flow[*arc], 1.0);
    }
    for d in v.disposals(class, site, t) {
        out.add(v.dispose[*d].col, 1.0);
    }
    let mut balance = Affine::default();
    if let Some(now) = v.stock(class, site, t) {
        balance.add(now, 1.0);
    }
    for arc in v.entering(class, site, t) {
        balance.add(v.flow[*arc], -1.0);
    }
    // What was on the way at the start.
    let coming = f.expansion.classes[class].coming(site, t);
    balance.constant -= coming;
    let arrives = !v.entering(class, site, t).is_empty() || coming > 0.0;
    balance = balance.minus(&before, 1.0);
    balance.add_scaled(&out, 1.0);
    let tag = Limit::of(Family::FlowBalance).class(class).site(site).at(t);
    f.row(tag, balance, Sense::Equal, 0.0);
    // Without arrivals the balance alone says it.
    if arrives && !out.terms.is_empty() {
        f.row(tag.part(Part::Departures), out.minus(&before, 1.0), Sense::AtMost, 0.0);
    }
}

fn disposition_share(f: &mut Formulation) {
    let mut sums: BTreeMap<(KindId, Method), (f64, Affine)> = BTreeMap::new();
    for d in f.vars.dispose.iter().filter(|d| d.disposition.max_share < 1.0) {
        let kind = f.expansion.classes[d.class].kind_id;
        let entry = sums.entry((kind, d.disposition.method)).or_insert((d.disposition.max_share, Affine::default()));
        entry.1.add(d.col, 1.0);
    }
    let mut here: BTreeMap<(KindId, Method, SiteId), (f64, Affine)> = BTreeMap::new();
    for d in f.vars.dispose.iter().filter(|d| d.disposition.most_at(d.site).is_finite()) {
        let kind = f.expansion.classes[d.class].kind_id;
        let entry = here.entry((kind, d.disposition.method, d.site)).or_default();
        entry.0 = d.disposition.most_at(d.site);
        entry.1.add(d.col, 1.0);
    }
    for ((kind, method, site), (most, sum)) in here {
        let tag = Limit::of(Family::FlowBalance).part(Part::Share).about(Entity::Kind(kind)).site(site);
        f.row(tag.about(Entity::Word(method.key())), sum, Sense::AtMost, most);
    }
    for ((kind, method), (share, sum)) in sums {
        let total: f64 = f.mission.units.values().filter(|u| u.kind == kind).map(|u| u.quantity).sum();
        let tag = Limit::of(Family::FlowBalance).part(Part::Share).about(Entity::Kind(kind));
        f.row(tag.about(Entity::Word(method.key())), sum, Sense::AtMost, share * total);
    }
}
