//! `disposal_rate`: boards meet and buyers come at their pace: no more loads of a kind are disposed of by a method in a period,
//! in the whole mission, than its rate.
//!
//! `docs/model.md#disposal_rate`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::KindId;
use crate::mission::Method;
use crate::program::{Entity, Family, Limit, Sense};

pub(super) fn add(f: &mut Formulation) {
    let mut sums: BTreeMap<(KindId, Method, u32), (f64, Affine)> = BTreeMap::new();
    for d in f.vars.dispose.iter().filter(|d| d.disposition.rate.is_finite()) {
        let kind = f.expansion.classes[d.class].kind_id;
        let sum = sums.entry((kind, d.disposition.method, d.period.0)).or_default();
        sum.0 = d.disposition.rate;
        sum.1.add(d.col, 1.0);
    }
    for ((kind, method, t), (rate, sum)) in sums {
        let tag = Limit::of(Family::DisposalRate).about(Entity::Kind(kind)).about(Entity::Word(method.key())).at(t);
        f.row(tag, sum, Sense::AtMost, rate);
    }
}
