//! Spending by period and heading. docs/model.md#cost says what is booked when.

use crate::mission::{Category, Mission, Nature, Node, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::CostResult;
use crate::plan::stocks::Stocks;
use crate::tolerance::HALF_CENT;

pub(super) fn by_period(m: &Mission, d: &Decisions, stocks: &Stocks) -> Vec<CostResult> {
    let mut ledger = Ledger(vec![[0.0; Category::ALL.len()]; d.horizon.at() + 1]);
    for t in (1..=d.horizon.0).map(Period) {
        upkeep(m, stocks, t, &mut ledger);
        for (id, fleet) in m.fleets.iter() {
            ledger.book(t, Category::Fleets, fleet.standing_for(t, d.fleets[id][t.at()]).get());
        }
    }
    sites(m, d, stocks, &mut ledger);
    moves(m, d, &mut ledger);
    for x in &d.disposals {
        let terms = m.kinds[x.kind].dispositions().iter().find(|t| t.method == x.method);
        ledger.book(x.period, Category::Dispositions, x.quantity * terms.map_or(0.0, |t| t.cost.get()));
    }
    ledger.results()
}

/// Dollars for what is left at the end of the plan to stay where it is until the deadline.
pub(super) fn unfunded(m: &Mission, d: &Decisions, stocks: &Stocks) -> f64 {
    let end = d.horizon;
    let each = |t: Period| -> f64 {
        let kinds = m.kinds.iter().map(|(id, kind)| rate(m, kind, t).1 * stocks.in_sites(id, end));
        let open = m.sites.iter().filter(|(id, s)| !s.closed && d.closes[*id].is_none_or(|c| c > end));
        let sites = open.map(|(id, s)| {
            let running = s.running_at(t).get() + s.running_per_person.get() * stocks.people_at(m, id, end);
            running + s.national_staff.get() * s.national_pay.get()
        });
        kinds.sum::<f64>() + sites.sum::<f64>()
    };
    (end.0 + 1..=m.calendar.periods).map(|t| each(Period(t))).sum()
}

struct Ledger(Vec<[f64; Category::ALL.len()]>);

impl Ledger {
    fn book(&mut self, t: Period, heading: Category, usd: f64) {
        self.0[t.at()][heading as usize] += usd;
    }
    fn results(self) -> Vec<CostResult> {
        let mut list = Vec::new();
        for (t, row) in self.0.iter().enumerate() {
            for (category, usd) in Category::ALL.iter().zip(row).filter(|(_, usd)| usd.abs() >= HALF_CENT) {
                list.push(CostResult { period: t as u32, category: category.key().to_owned(), usd: *usd });
            }
        }
        list
    }
}

/// Dollars of one of a kind for one period, and the heading.
fn rate(m: &Mission, kind: &crate::mission::Kind, t: Period) -> (Category, f64) {
    match &kind.nature {
        Nature::People { pay, .. } => (Category::People, pay.get()),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let after = m.calendar.mandate_end.is_some_and(|end| m.calendar.first_day(t) > end);
            (Category::Reimbursement, if after { reimbursement_after.get() } else { reimbursement.get() })
        }
    }
}

fn upkeep(m: &Mission, stocks: &Stocks, t: Period, ledger: &mut Ledger) {
    for (id, kind) in m.kinds.iter() {
        let (heading, usd) = rate(m, kind, t);
        ledger.book(t, heading, usd * stocks.in_sites(id, t.previous()));
    }
}

fn sites(m: &Mission, d: &Decisions, stocks: &Stocks, ledger: &mut Ledger) {
    for (id, s) in m.sites.iter().filter(|(_, s)| !s.closed) {
        let closes = d.closes[id];
        let staff = s.national_staff.get();
        let last_paid = closes.unwrap_or(d.horizon).min(d.horizon);
        for t in (1..=last_paid.0).map(Period) {
            let heads = stocks.people_at(m, id, t.previous());
            let running = s.running_at(t).get() + s.running_per_person.get() * heads;
            ledger.book(t, Category::Sites, running + staff * s.national_pay.get());
        }
        if let Some(t) = closes.filter(|t| t.0 >= 1 && *t <= d.horizon) {
            ledger.book(t, Category::Closing, s.closing.get() + staff * s.separation.get());
        }
    }
}

fn moves(m: &Mission, d: &Decisions, ledger: &mut Ledger) {
    for l in &d.lifts {
        ledger.book(l.period, Category::Lifts, l.lifts * m.routes[l.route].usd_per_lift.get());
    }
    for l in &d.links {
        ledger.book(l.period, Category::Lifts, l.flights * m.air_links[l.link].usd_per_lift.get());
    }
    for f in &d.flows {
        let (route, kind) = (&m.routes[f.route], &m.kinds[f.kind]);
        let (heading, usd) = rate(m, kind, f.period);
        let away = f64::from(route.transit(f.period, m.calendar.period_days));
        ledger.book(f.period, heading, usd * away * f.quantity);
        let exit = if let Node::Exit(x) = route.to { Some(&m.exits[x]) } else { None };
        match &kind.nature {
            Nature::People { repatriation, .. } => {
                let home = exit.map_or(0.0, |x| x.usd_per_person.get() + repatriation.get());
                ledger.book(f.period, Category::Repatriation, f.quantity * (route.usd_per_person.get() + home));
            }
            Nature::Cargo { .. } => {
                let sea = exit.map_or(0.0, |x| x.usd_per_load.get());
                ledger.book(f.period, Category::Freight, f.quantity * (route.usd_per_load.get() + sea));
            }
        }
    }
}
