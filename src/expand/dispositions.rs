//! Ways to dispose of cargo in place, without those that cannot matter: where another way costs no more, loses no more,
//! takes no more work at the site and has no limit, no plan is better for having this one.
//!
//! Must not know sites or periods. Proceeds are no part of any objective, but a way that earns more is kept.

use crate::mission::{Disposition, Kind, Method};

/// The dispositions of a kind that can matter, in the order of the file.
pub(super) fn useful(kind: &Kind) -> Vec<Disposition> {
    let all: Vec<&Disposition> = kind.dispositions().iter().filter(|d| d.max_share > 0.0).collect();
    let dominated = |i: usize| {
        all.iter()
            .enumerate()
            .any(|(j, other)| j != i && beats(kind, other, all[i]) && (j < i || !beats(kind, all[i], other)))
    };
    (0..all.len()).filter(|i| !dominated(*i)).map(|i| all[i].clone()).collect()
}

/// `a` is at least as good as `b` in all that counts.
fn beats(kind: &Kind, a: &Disposition, b: &Disposition) -> bool {
    let work = |d: &Disposition| d.method != Method::Abandon;
    let sensitive = |d: &Disposition| kind.is_sensitive() && d.method != Method::Transfer;
    a.max_share >= 1.0
        && !a.differs_by_site()
        && a.rate == f64::INFINITY
        && a.from <= b.from
        && a.cost <= b.cost
        && a.value_lost <= b.value_lost
        && a.proceeds >= b.proceeds
        && work(a) <= work(b)
        && sensitive(a) <= sensitive(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mission::{Nature, Owner};
    use crate::units::{UsdPerLoad, UsdPerLoadPeriod};

    fn way(method: Method, cost: f64, value_lost: f64, max_share: f64) -> Disposition {
        Disposition {
            method,
            cost: UsdPerLoad(cost),
            proceeds: UsdPerLoad::ZERO,
            value_lost,
            max_share,
            by_site: Vec::new(),
            rate: f64::INFINITY,
            from: crate::mission::Period(1),
        }
    }

    fn kept(sensitive: bool, dispositions: Vec<Disposition>) -> Vec<Method> {
        let nature = Nature::Cargo {
            value: UsdPerLoad(1000.0),
            sensitive,
            owner: Owner::Contingent,
            reimbursement: UsdPerLoadPeriod::ZERO,
            reimbursement_after: UsdPerLoadPeriod::ZERO,
            dispositions,
        };
        let kind = Kind {
            key: "k".into(),
            name: "k".into(),
            size: 1.0,
            self_driving: false,
            kg: None,
            m3: None,
            modes: Vec::new(),
            exits: Vec::new(),
            nature,
        };
        useful(&kind).into_iter().map(|d| d.method).collect()
    }

    #[test]
    fn dearer_ways_that_lose_as_much_are_dropped() {
        let ways = vec![way(Method::HandOver, 5.0, 1.0, 1.0), way(Method::Destroy, 9.0, 1.0, 1.0)];
        assert_eq!(kept(false, ways), [Method::HandOver]);
    }

    #[test]
    fn limited_or_laborious_ways_do_not_dominate() {
        let limited = vec![way(Method::HandOver, 5.0, 1.0, 0.2), way(Method::Destroy, 9.0, 1.0, 1.0)];
        assert_eq!(kept(false, limited), [Method::HandOver, Method::Destroy]);
        // Destroying is cheaper but takes handling, abandoning does not: both can matter.
        let laborious = vec![way(Method::Destroy, 1.0, 1.0, 1.0), way(Method::Abandon, 2.0, 1.0, 1.0)];
        assert_eq!(kept(false, laborious), [Method::Destroy, Method::Abandon]);
    }

    #[test]
    fn what_is_possible_at_some_sites_only_does_not_dominate() {
        let mut here = way(Method::HandOver, 5.0, 1.0, 1.0);
        here.by_site = vec![f64::INFINITY, 0.0];
        assert_eq!(kept(false, vec![here, way(Method::Destroy, 9.0, 1.0, 1.0)]), [Method::HandOver, Method::Destroy]);
    }

    #[test]
    fn a_transfer_of_sensitive_cargo_is_no_loss_and_stays() {
        let ways = vec![way(Method::Transfer, 5.0, 1.0, 1.0), way(Method::Abandon, 0.0, 1.0, 1.0)];
        assert_eq!(kept(true, ways.clone()), [Method::Transfer, Method::Abandon]);
        assert_eq!(kept(false, ways), [Method::Abandon]);
    }

    #[test]
    fn of_equals_the_first_stays() {
        let ways = vec![way(Method::HandOver, 5.0, 1.0, 1.0), way(Method::Destroy, 5.0, 1.0, 1.0)];
        assert_eq!(kept(false, ways), [Method::HandOver]);
    }
}
