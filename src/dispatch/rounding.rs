//! Fractional weekly flows as whole persons and loads. What comes in whole goes out whole: at each site and week as many
//! leave as keep the whole stock beside the planned one, shared among the ways by what each still owes. So nothing is lost
//! or made, and a site that the plan empties is empty.
//!
//! Must not know lifts.

use std::collections::BTreeMap;

use super::LeavesBy;
use crate::id::{ContingentId, KindId, SiteId};
use crate::mission::{Mission, Node, Period};
use crate::plan::decisions::Decisions;
use crate::tolerance::{EXACT, WHOLE};

/// So many whole units that should leave in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Due {
    pub(super) period: u32,
    pub(super) from: SiteId,
    pub(super) way: LeavesBy,
    pub(super) kind: KindId,
    pub(super) contingent: Option<ContingentId>,
    pub(super) quantity: u64,
}

/// What is told apart at a site: a kind, and a contingent where the plan says whose it is.
type Sort = (SiteId, KindId, Option<ContingentId>);

/// What is where at the start.
fn start(m: &Mission, d: &Decisions) -> BTreeMap<Sort, f64> {
    let said = d.flows.iter().any(|f| f.contingent.is_some()) || d.disposals.iter().any(|x| x.contingent.is_some());
    let mut at: BTreeMap<Sort, f64> = BTreeMap::new();
    for u in m.units.values().filter(|u| u.arrives == Period::START) {
        *at.entry((u.site, u.kind, u.contingent.filter(|_| said))).or_default() += u.quantity;
    }
    at
}

/// The plan's flows and disposals in whole units, by period, site and kind.
pub(super) fn in_whole_units(m: &Mission, d: &Decisions) -> Vec<Due> {
    let mut flows: BTreeMap<u32, BTreeMap<Sort, Vec<(LeavesBy, f64)>>> = BTreeMap::new();
    for f in &d.flows {
        let from = m.routes[f.route].from;
        let week = flows.entry(f.period.0).or_default();
        week.entry((from, f.kind, f.contingent)).or_default().push((LeavesBy::Route(f.route), f.quantity));
    }
    for x in &d.disposals {
        let week = flows.entry(x.period.0).or_default();
        week.entry((x.site, x.kind, x.contingent)).or_default().push((LeavesBy::Dispose(x.method), x.quantity));
    }
    let mut planned = start(m, d);
    let mut counted: BTreeMap<Sort, u64> = planned.iter().map(|(sort, q)| (*sort, q.round() as u64)).collect();
    let mut owed: BTreeMap<(Sort, LeavesBy), f64> = BTreeMap::new();
    let mut arriving: BTreeMap<u32, Vec<(Sort, f64, u64)>> = BTreeMap::new();
    for u in m.units.values().filter(|u| u.arrives > Period::START) {
        arriving.entry(u.arrives.0).or_default().push((
            (u.site, u.kind, u.contingent),
            u.quantity,
            u.quantity.round() as u64,
        ));
    }
    let mut dues = Vec::new();
    for t in 1..=d.horizon.0 {
        for (sort, ways) in flows.get(&t).into_iter().flatten() {
            let (site, kind, contingent) = *sort;
            let stay = planned.entry(*sort).or_default();
            *stay -= ways.iter().map(|(_, q)| q).sum::<f64>();
            let stock = counted.entry(*sort).or_default();
            let leave = stock.saturating_sub(stay.max(0.0).round() as u64);
            *stock -= leave;
            let mut want = Vec::new();
            for (way, q) in ways {
                let due = owed.entry((*sort, *way)).or_default();
                *due += q;
                want.push(*due);
            }
            for ((way, q), quantity) in ways.iter().zip(share(&want, leave)) {
                *owed.entry((*sort, *way)).or_default() -= quantity as f64;
                if quantity > 0 {
                    dues.push(Due { period: t, from: site, way: *way, kind, contingent, quantity });
                }
                if let LeavesBy::Route(r) = way
                    && let Node::Site(to) = m.routes[*r].to
                {
                    let arrive = t + m.routes[*r].transit(Period(t), m.calendar.period_days);
                    arriving.entry(arrive).or_default().push(((to, kind, contingent), *q, quantity));
                }
            }
        }
        for (sort, q, n) in arriving.remove(&t).unwrap_or_default() {
            *planned.entry(sort).or_default() += q;
            *counted.entry(sort).or_default() += n;
        }
    }
    dues
}

/// Whole parts of `total` beside `want`: whole numbers first, then the largest remainders; earlier ones first if equal.
fn share(want: &[f64], total: u64) -> Vec<u64> {
    let mut parts: Vec<u64> = want.iter().map(|w| (w.max(0.0) + WHOLE).floor() as u64).collect();
    let mut given: u64 = parts.iter().sum();
    let rest = |parts: &[u64], i: usize| want[i] - parts[i] as f64;
    while given != total {
        let mut best: Option<usize> = None;
        for i in (0..want.len()).filter(|i| given < total || parts[*i] > 0) {
            let better = |b: usize| {
                if given < total {
                    rest(&parts, i) > rest(&parts, b) + EXACT
                } else {
                    rest(&parts, i) < rest(&parts, b) - EXACT
                }
            };
            if best.is_none_or(better) {
                best = Some(i);
            }
        }
        let Some(i) = best else { break };
        if given < total {
            parts[i] += 1;
            given += 1;
        } else {
            parts[i] -= 1;
            given -= 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn parts_are_whole_and_add_up() {
        assert_eq!(share(&[3.5, 6.5], 10), [4, 6]);
        assert_eq!(share(&[0.4, 0.4, 0.2], 1), [1, 0, 0]);
        assert_eq!(share(&[2.0, 3.0], 4), [1, 3]);
        assert_eq!(share(&[-0.7, 1.2], 2), [0, 2]);
        assert_eq!(share(&[], 3), [0_u64; 0]);
    }
}
