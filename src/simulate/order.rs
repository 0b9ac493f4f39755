//! Who goes first: kinds by urgency, sites by how far they are from the exits.

use crate::id::{Id, KindId, SiteId};
use crate::mission::{Mission, Node};

/// Ranks of kinds: people, then sensitive loads, then by value.
pub(super) struct Urgency(Vec<usize>);

impl Urgency {
    pub(super) fn of(m: &Mission) -> Self {
        let mut order: Vec<KindId> = m.kinds.ids().collect();
        let key = |k: KindId| (m.kinds[k].is_people(), m.kinds[k].is_sensitive(), m.kinds[k].value().get());
        order.sort_by(|a, b| {
            let (x, y) = (key(*a), key(*b));
            y.0.cmp(&x.0).then(y.1.cmp(&x.1)).then(y.2.total_cmp(&x.2))
        });
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(i, k)| rank[k.index()] = i);
        Self(rank)
    }

    pub(super) fn rank(&self, kind: KindId) -> usize {
        self.0[kind.index()]
    }
}

/// Sites, those farthest from the exits (by number of legs) first: what they send this week counts at the next one.
pub(super) fn upstream_first(m: &Mission) -> Vec<SiteId> {
    let mut legs = vec![usize::MAX; m.sites.len()];
    for _ in 0..m.sites.len() {
        for r in m.routes.values() {
            let beyond = match r.to {
                Node::Exit(_) => 0,
                Node::Site(s) => legs[s.index()],
            };
            let from = &mut legs[r.from.index()];
            *from = (*from).min(beyond.saturating_add(1));
        }
    }
    let mut sites: Vec<SiteId> = m.sites.ids().collect();
    sites.sort_by_key(|s| std::cmp::Reverse(legs[s.index()]));
    sites
}
