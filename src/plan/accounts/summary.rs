//! The answer in numbers.

use std::collections::BTreeMap;

use crate::id::KindId;
use crate::mission::{Kind, Method, Mission, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::{CostResult, Summary};
use crate::plan::stocks::Stocks;
use crate::tolerance::NONE_LEFT;
use crate::units::{Items, total};

pub(super) fn summary(
    m: &Mission,
    d: &Decisions,
    stocks: &Stocks,
    costs: &[CostResult],
    (shortfall_usd, shortfall_unknown): (Option<f64>, bool),
) -> Summary {
    let end = d.horizon;
    let sum = |people: bool, f: &dyn Fn(KindId) -> f64| -> f64 {
        total(m.kinds.iter().filter(|(_, k)| k.is_people() == people).map(|(id, _)| f(id)))
    };
    let out = |id| stocks.out(id, end);
    let left = |id| tidy(stocks.in_sites(id, end) + stocks.on_the_way(id, end));
    let (people_total, cargo_total) = (m.people_total().get(), m.cargo_total().get());
    let short = end < m.calendar.deadline();
    let disposed = |id: KindId, lost: &dyn Fn(&crate::plan::decisions::Disposal) -> f64| -> f64 {
        total(d.disposals.iter().filter(|x| x.kind == id).map(|x| x.quantity * lost(x)))
    };
    let people_left = tidy(sum(true, &left));
    Summary {
        start: m.calendar.start,
        deadline: m.calendar.last_day(m.calendar.deadline()),
        period_days: Some(m.calendar.period_days),
        finished_on: finished(m, d, stocks).map(|t| m.calendar.last_day(t)),
        funded_until: short.then(|| m.calendar.last_day(end)),
        funded_periods: short.then_some(end.0),
        people_total,
        people_out: sum(true, &out),
        people_left,
        cargo_total,
        cargo_out: sum(false, &out),
        cargo_left: tidy(sum(false, &left)),
        cargo_disposed: methods(d),
        sensitive_lost: total(
            m.kinds
                .iter()
                .filter(|(_, k)| k.is_sensitive())
                .map(|(id, _)| left(id) + disposed(id, &|x| f64::from(u8::from(x.method != Method::Transfer)))),
        ),
        equipment_value_lost_usd: m
            .kinds
            .iter()
            .map(|(id, k)| {
                (k.value() * Items(left_cargo(k, left(id)) + disposed(id, &|x| share_lost(k, x.method)))).get()
            })
            .sum(),
        proceeds_usd: total(m.kinds.iter().map(|(id, k)| disposed(id, &|x| proceeds(k, x.method)))),
        cost_usd: costs.iter().map(|c| c.usd).sum(),
        budget_usd: m.budget.total().map(|_| m.budget.released(m.calendar.deadline()).get()),
        // Where nobody is left nothing is missing, whoever made the plan.
        shortfall_usd: if people_left < NONE_LEFT { Some(0.0) } else { shortfall_usd },
        shortfall_unknown: people_left >= NONE_LEFT && shortfall_unknown,
        unfunded_presence_usd: Some(super::costs::unfunded(m, d, stocks).get()),
        expected_casualties: total(d.lifts.iter().map(|l| l.lifts * m.routes[l.route].casualties[l.period.at()])),
        sites_closed: d.closes.values().filter(|c| c.is_some_and(|t| t <= end)).count() as u32,
        lifts: total(d.lifts.iter().map(|l| l.lifts)),
        confidence: None,
    }
}

fn tidy(q: f64) -> f64 {
    if q.abs() < NONE_LEFT { 0.0 } else { q }
}

const fn left_cargo(kind: &Kind, left: f64) -> f64 {
    if kind.is_people() { 0.0 } else { left }
}

fn share_lost(kind: &Kind, method: Method) -> f64 {
    kind.dispositions().iter().find(|d| d.method == method).map_or(1.0, |d| d.value_lost)
}

fn proceeds(kind: &Kind, method: Method) -> f64 {
    kind.dispositions().iter().find(|d| d.method == method).map_or(0.0, |d| d.proceeds.get())
}

fn methods(d: &Decisions) -> BTreeMap<String, f64> {
    let total = |m: Method| d.disposals.iter().filter(|x| x.method == m).map(|x| x.quantity).sum::<f64>();
    Method::ALL.iter().map(|m| (m.key().to_owned(), tidy(total(*m)))).collect()
}

/// The first period by whose end everybody and everything is gone and every site closed.
fn finished(m: &Mission, d: &Decisions, stocks: &Stocks) -> Option<Period> {
    let gone = |t: Period| {
        m.kinds.ids().all(|k| stocks.in_sites(k, t) + stocks.on_the_way(k, t) < NONE_LEFT)
            && m.sites.ids().all(|s| d.closes[s].is_some_and(|c| c <= t))
    };
    (0..=d.horizon.0).map(Period).find(|t| gone(*t))
}
