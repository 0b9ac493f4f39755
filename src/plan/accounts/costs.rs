//! Spending by period and heading. docs/model.md#cost says what is booked when.

use crate::mission::{Category, Mission, Nature, Node, Period};
use crate::plan::decisions::Decisions;
use crate::plan::result::CostResult;
use crate::plan::stocks::Stocks;
use crate::tolerance::HALF_CENT;
use crate::units::{
    Items, Lifts, Loads, Periods, Persons, Usd, UsdPerItemPeriod, UsdPerLoad, UsdPerPeriod, UsdPerPerson,
};

pub(super) fn by_period(m: &Mission, d: &Decisions, stocks: &Stocks) -> Vec<CostResult> {
    let mut ledger = CostTable(vec![[Usd::ZERO; Category::ALL.len()]; d.horizon.at() + 1]);
    for t in (1..=d.horizon.0).map(Period) {
        upkeep(m, stocks, t, &mut ledger);
        for (id, fleet) in m.fleets.iter() {
            ledger.book(t, Category::Fleets, fleet.standing_for(t, d.fleets[id][t.at()]) * Periods::ONE);
        }
    }
    sites(m, d, stocks, &mut ledger);
    moves(m, d, &mut ledger);
    for x in &d.disposals {
        let terms = m.kinds[x.kind].dispositions().iter().find(|t| t.method == x.method);
        let each = terms.map_or(UsdPerLoad::ZERO, |t| t.cost);
        ledger.book(x.period, Category::Dispositions, Loads(x.quantity) * each);
    }
    ledger.results()
}

/// What it costs for what is left at the end of the plan to stay where it is until the deadline.
pub(super) fn unfunded(m: &Mission, d: &Decisions, stocks: &Stocks) -> Usd {
    let end = d.horizon;
    let each = |t: Period| -> UsdPerPeriod {
        let kinds = m.kinds.iter().map(|(id, kind)| rate(m, kind, t).1 * Items(stocks.in_sites(id, end)));
        let open = m.sites.iter().filter(|(id, s)| !s.closed && d.closes[*id].is_none_or(|c| c > end));
        let sites = open.map(|(id, s)| {
            let running = s.running_at(t) + s.staying_at(t);
            let running = running + s.running_per_person * Persons(stocks.people_at(m, id, end));
            running + s.national_staff * s.national_pay
        });
        kinds.sum::<UsdPerPeriod>() + sites.sum::<UsdPerPeriod>()
    };
    (end.0 + 1..=m.calendar.periods).map(|t| each(Period(t)) * Periods::ONE).sum()
}

struct CostTable(Vec<[Usd; Category::ALL.len()]>);

impl CostTable {
    fn book(&mut self, t: Period, heading: Category, usd: Usd) {
        self.0[t.at()][heading as usize] += usd;
    }
    fn results(self) -> Vec<CostResult> {
        let mut list = Vec::new();
        for (t, row) in self.0.iter().enumerate() {
            for (category, usd) in Category::ALL.iter().zip(row).filter(|(_, usd)| usd.get().abs() >= HALF_CENT) {
                list.push(CostResult { period: t as u32, category: category.key().to_owned(), usd: usd.get() });
            }
        }
        list
    }
}

/// What one of a kind costs in the mission area, and the heading.
fn rate(m: &Mission, kind: &crate::mission::Kind, t: Period) -> (Category, UsdPerItemPeriod) {
    match &kind.nature {
        Nature::People { pay, .. } => (Category::People, (*pay).into()),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let after = m.calendar.mandate_end.is_some_and(|end| m.calendar.first_day(t) > end);
            (Category::Reimbursement, if after { *reimbursement_after } else { *reimbursement }.into())
        }
    }
}

fn upkeep(m: &Mission, stocks: &Stocks, t: Period, ledger: &mut CostTable) {
    for (id, kind) in m.kinds.iter() {
        let (heading, rate) = rate(m, kind, t);
        ledger.book(t, heading, rate * Items(stocks.in_sites(id, t.previous())) * Periods::ONE);
    }
}

fn sites(m: &Mission, d: &Decisions, stocks: &Stocks, ledger: &mut CostTable) {
    for (id, s) in m.sites.iter().filter(|(_, s)| !s.closed) {
        let closes = d.closes[id];
        let staff = s.national_staff;
        let last_paid = closes.unwrap_or(d.horizon).min(d.horizon);
        for t in (1..=last_paid.0).map(Period) {
            let heads = Persons(stocks.people_at(m, id, t.previous()));
            let running = s.running_at(t) + s.running_per_person * heads;
            ledger.book(t, Category::People, s.staying_at(t) * Periods::ONE);
            ledger.book(t, Category::Sites, (running + staff * s.national_pay) * Periods::ONE);
        }
        if let Some(t) = closes.filter(|t| t.0 >= 1 && *t <= d.horizon) {
            ledger.book(t, Category::Closing, s.closing + staff * s.separation);
        }
    }
}

fn moves(m: &Mission, d: &Decisions, ledger: &mut CostTable) {
    for l in &d.lifts {
        ledger.book(l.period, Category::Lifts, Lifts(l.lifts) * m.routes[l.route].usd_per_lift);
    }
    for l in &d.links {
        ledger.book(l.period, Category::Lifts, Lifts(l.flights) * m.air_links[l.link].usd_per_lift);
    }
    for f in &d.flows {
        let (route, kind) = (&m.routes[f.route], &m.kinds[f.kind]);
        let (heading, rate) = rate(m, kind, f.period);
        let away = Periods(f64::from(route.transit(f.period, m.calendar.period_days)));
        ledger.book(f.period, heading, rate * away * Items(f.quantity));
        let exit = if let Node::Exit(x) = route.to { Some(&m.exits[x]) } else { None };
        match &kind.nature {
            Nature::People { repatriation, .. } => {
                let home = exit.map_or(UsdPerPerson::ZERO, |x| x.usd_per_person + *repatriation);
                ledger.book(f.period, Category::Repatriation, Persons(f.quantity) * (route.usd_per_person + home));
            }
            Nature::Cargo { .. } => {
                let sea = exit.map_or(UsdPerLoad::ZERO, |x| x.usd_per_load);
                ledger.book(f.period, Category::Freight, Loads(f.quantity) * (route.usd_per_load + sea));
            }
        }
    }
}
