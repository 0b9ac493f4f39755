//! Whose the people and loads of each lift are: what leaves on a route in a period queues in the order in which the plan gives it to
//! the units, and fills the lifts as they leave.
//!
//! Must not know when a lift leaves.

use std::collections::{BTreeMap, VecDeque};

use super::rounding::Due;
use super::timetable::Placed;
use super::{Content, LeavesBy};
use crate::id::{IdTable, KindId, RouteId, SiteId, UnitId};
use crate::mission::{Method, Mission, Period};
use crate::plan::decisions::{Decisions, Disposal, Flow};
use crate::plan::disaggregate;

/// What is left to give out, unit by unit.
pub(super) struct Queues {
    moved: BTreeMap<(RouteId, Period, KindId), VecDeque<(UnitId, u64)>>,
    disposed: BTreeMap<(SiteId, Period, KindId, Method), VecDeque<(UnitId, u64)>>,
}

impl Queues {
    pub(super) fn new(m: &Mission, d: &Decisions, dues: &[Due]) -> Self {
        let whole = in_whole(d, dues);
        let start = starts(m);
        let units = disaggregate::from(m, &whole, |unit| start[unit] as f64);
        let mut queues = Self { moved: BTreeMap::new(), disposed: BTreeMap::new() };
        for s in &units.shares {
            let f = &whole.flows[s.of];
            let queue = queues.moved.entry((f.route, f.period, f.kind)).or_default();
            queue.push_back((s.unit, s.quantity.round() as u64));
        }
        for s in &units.disposed {
            let x = &whole.disposals[s.of];
            let queue = queues.disposed.entry((x.site, x.period, x.kind, x.method)).or_default();
            queue.push_back((s.unit, s.quantity.round() as u64));
        }
        queues
    }

    /// Who and what is on a lift.
    pub(super) fn on_lift(&mut self, m: &Mission, lift: &Placed) -> Vec<Content> {
        let Some(route) = lift.job.route else { return Vec::new() };
        let mut list = Vec::new();
        for (kind, n) in &lift.job.content {
            let queue = self.moved.get_mut(&(route, lift.period, *kind));
            list.extend(taken(m, *kind, *n, queue));
        }
        list
    }

    /// Whose the loads of a disposal are.
    pub(super) fn disposed(&mut self, m: &Mission, due: &Due, method: Method) -> Vec<Content> {
        let queue = self.disposed.get_mut(&(due.from, Period(due.period), due.kind, method));
        taken(m, due.kind, due.quantity, queue)
    }
}

/// The decisions in whole units.
fn in_whole(d: &Decisions, dues: &[Due]) -> Decisions {
    let mut whole = Decisions { flows: Vec::new(), disposals: Vec::new(), ..d.clone() };
    for due in dues {
        let (period, kind, contingent, quantity) = (Period(due.period), due.kind, due.contingent, due.quantity as f64);
        match due.way {
            LeavesBy::Route(route) => whole.flows.push(Flow { kind, route, period, quantity, contingent }),
            LeavesBy::Dispose(method) => {
                whole.disposals.push(Disposal { kind, site: due.from, method, period, quantity, contingent });
            }
        }
    }
    whole
}

/// Whole persons and loads of each unit; of those of one kind at one site together as many as of all of them.
fn starts(m: &Mission) -> IdTable<UnitId, u64> {
    let mut sums = BTreeMap::new();
    let whole = |u: &crate::mission::Unit| {
        let sum: &mut f64 = sums.entry((u.site, u.kind, u.contingent)).or_default();
        let before = sum.round();
        *sum += u.quantity;
        (sum.round() - before) as u64
    };
    m.units.values().map(whole).collect()
}

/// Takes `n` of a kind from the front of a queue; what it does not have is nobody's.
fn taken(m: &Mission, kind: KindId, n: u64, queue: Option<&mut VecDeque<(UnitId, u64)>>) -> Vec<Content> {
    let mut list: Vec<Content> = Vec::new();
    let mut give = |contributor: &str, contingent: Option<String>, quantity: u64| {
        let same = |c: &&mut Content| c.contributor == contributor && c.contingent == contingent;
        match list.iter_mut().find(same) {
            Some(found) => found.quantity += quantity,
            None => {
                let (contributor, class) = (contributor.to_owned(), m.kinds[kind].key.clone());
                list.push(Content { contributor, contingent, class, quantity });
            }
        }
    };
    let mut rest = n;
    if let Some(queue) = queue {
        while rest > 0
            && let Some((unit, left)) = queue.front_mut()
        {
            let q = rest.min(*left);
            (rest, *left) = (rest - q, *left - q);
            let unit = &m.units[*unit];
            if q > 0 {
                let contingent = unit.contingent.map(|c| m.rules.contingents[c].key.clone());
                give(&unit.contributor, contingent, q);
            }
            if rest > 0 || queue.front().is_some_and(|(_, left)| *left == 0) {
                queue.pop_front();
            }
        }
    }
    if rest > 0 {
        give("", None, rest);
    }
    list
}
