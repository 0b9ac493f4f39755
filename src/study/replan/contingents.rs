//! Which contingents the people and loads at the sites belong to, at a moment of a plan.

use std::collections::BTreeMap;

use crate::mission::Mission;
use crate::plan::result::{Plan, StockResult};
use crate::tolerance::LISTED;

/// By site, kind and contingent.
pub(super) type AtSites = BTreeMap<(String, String, String), f64>;

/// What contingents have at the sites at the end of a period of a plan.
pub(super) fn at_sites(m: &Mission, plan: &Plan, period: u32) -> AtSites {
    let mut at = AtSites::new();
    for u in m.units.values() {
        if let Some(c) = u.contingent {
            let key = (m.sites[u.site].key.clone(), m.kinds[u.kind].key.clone(), m.rules.contingents[c].key.clone());
            *at.entry(key).or_default() += u.quantity;
        }
    }
    let mut add = |site: &String, class: &String, contingent: &Option<String>, quantity: f64| {
        if let Some(c) = contingent {
            *at.entry((site.clone(), class.clone(), c.clone())).or_default() += quantity;
        }
    };
    for x in plan.movements.iter().filter(|x| x.period <= period) {
        add(&x.from, &x.class, &x.contingent, -x.quantity);
        if x.arrives <= period {
            add(&x.to, &x.class, &x.contingent, x.quantity);
        }
    }
    for x in plan.dispositions.iter().filter(|x| x.period <= period) {
        add(&x.site, &x.class, &x.contingent, -x.quantity);
    }
    at
}

/// A stock by contingent; what is left is of none.
pub(super) fn parts<'a>(at: &AtSites, s: &'a StockResult) -> Vec<(&'a StockResult, Option<String>, f64)> {
    let mut rest = s.quantity;
    let mut list = Vec::new();
    for ((site, class, contingent), quantity) in at {
        if *site == s.site && *class == s.class && *quantity > LISTED {
            rest -= quantity;
            list.push((s, Some(contingent.clone()), *quantity));
        }
    }
    if rest > LISTED {
        list.push((s, None, rest));
    }
    list
}
