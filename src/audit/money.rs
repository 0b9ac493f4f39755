//! Costs by heading and the budget, added up again from the scenario.

use std::collections::BTreeMap;

use crate::audit::Court;
use crate::audit::ledger::Ledger;
use crate::id::Id;
use crate::mission::{Mission, Nature, Node, Period};
use crate::plan::result::Plan;
use crate::units::{Items, Lifts, Loads, Periods, Persons, Usd, UsdPerItemPeriod, UsdPerLoad, UsdPerPerson};

/// Dollars by heading.
type Bill = BTreeMap<&'static str, Usd>;

/// Judges costs and budget; returns the spending.
pub(super) fn judge(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) -> f64 {
    let mut stated: BTreeMap<(u32, &str), f64> = BTreeMap::new();
    for c in &plan.costs {
        *stated.entry((c.period, c.category.as_str())).or_default() += c.usd;
    }
    let mut spent = 0.0;
    for t in 1..=l.end {
        let mut bill = Bill::new();
        upkeep(m, l, t, &mut bill);
        sites(m, l, t, &mut bill);
        lifts(m, l, t, &mut bill);
        journeys(m, l, t, &mut bill);
        for (heading, due) in &bill {
            let said = stated.remove(&(t as u32, *heading)).unwrap_or(0.0);
            court.usd("costs", said, due.get(), || format!("{heading} in week {t}"));
        }
        spent += bill.values().map(|usd| usd.get()).sum::<f64>();
        let released = m.budget.released(Period(t as u32)).get();
        court.look_usd("budget", spent - released, spent, || format!("spent by the end of week {t}"));
    }
    for ((t, heading), usd) in stated {
        court.usd("costs", usd, 0.0, || format!("{heading} in week {t}"));
    }
    spent
}

fn book(bill: &mut Bill, heading: &'static str, usd: Usd) {
    *bill.entry(heading).or_default() += usd;
}

/// What one of a kind costs in a period that begins on the first day of t, and their heading.
fn rate(m: &Mission, nature: &Nature, t: usize) -> (&'static str, UsdPerItemPeriod) {
    let reduced = m.calendar.mandate_end.is_some_and(|end| m.calendar.first_day(Period(t as u32)) > end);
    match nature {
        Nature::People { pay, .. } => ("people", (*pay).into()),
        Nature::Cargo { reimbursement_after, .. } if reduced => ("reimbursement", (*reimbursement_after).into()),
        Nature::Cargo { reimbursement, .. } => ("reimbursement", (*reimbursement).into()),
    }
}

/// What those left and the sites left open cost from the end of the plan to the deadline.
pub(super) fn unfunded(m: &Mission, l: &Ledger) -> Usd {
    let mut usd = Usd::ZERO;
    for t in l.end + 1..=m.calendar.periods as usize {
        for (k, kind) in m.kinds.iter() {
            let left: f64 = l.stock[k.index()].iter().map(|s| s[l.end]).sum();
            usd += rate(m, &kind.nature, t).1 * Items(left) * Periods::ONE;
        }
        for (id, s) in m.sites.iter() {
            let staff = s.national_staff * s.national_pay;
            let heads = Persons(l.sum(m, id, l.end, crate::mission::Kind::is_people));
            let open = s.running_at(Period(t as u32)) + s.staying_at(Period(t as u32)) + staff;
            usd += open * Periods::ONE * l.open(id, l.end);
            usd += s.running_per_person * heads * Periods::ONE;
        }
    }
    usd
}

fn upkeep(m: &Mission, l: &Ledger, t: usize, bill: &mut Bill) {
    for (k, kind) in m.kinds.iter() {
        let here: f64 = l.stock[k.index()].iter().map(|s| s[t - 1]).sum();
        let (heading, rate) = rate(m, &kind.nature, t);
        book(bill, heading, rate * Items(here) * Periods::ONE);
    }
}

fn sites(m: &Mission, l: &Ledger, t: usize, bill: &mut Bill) {
    for (id, s) in m.sites.iter() {
        let staff = s.national_staff;
        let heads = Persons(l.sum(m, id, t - 1, crate::mission::Kind::is_people));
        let running = (s.running_at(Period(t as u32)) + staff * s.national_pay) * Periods::ONE;
        book(bill, "people", s.staying_at(Period(t as u32)) * Periods::ONE * l.open(id, t - 1));
        book(bill, "sites", running * l.open(id, t - 1) + s.running_per_person * heads * Periods::ONE);
        if l.closes[id.index()] == t {
            book(bill, "closing", s.closing + staff * s.separation);
        }
    }
}

fn lifts(m: &Mission, l: &Ledger, t: usize, bill: &mut Bill) {
    for (f, x) in m.fleets.iter() {
        let (whole, day) = (x.standing * x.there.get(t).copied().unwrap_or(1.0), t <= x.paid_until.at());
        book(bill, "fleets", whole * if day { x.present } else { l.share[f.index()][t] } * Periods::ONE);
    }
    for (r, x) in m.routes.iter() {
        book(bill, "lifts", x.usd_per_lift * Lifts(l.lifts[r.index()][t]));
    }
    for (i, k) in m.air_links.iter().enumerate() {
        book(bill, "lifts", k.usd_per_lift * Lifts(l.flights[i][t]));
    }
}

fn journeys(m: &Mission, l: &Ledger, t: usize, bill: &mut Bill) {
    for (id, r) in m.routes.iter() {
        let exit = if let Node::Exit(e) = r.to { Some(&m.exits[e]) } else { None };
        for x in l.starting(id, t) {
            let kind = &m.kinds[x.kind];
            let (heading, rate) = rate(m, &kind.nature, t);
            book(bill, heading, rate * Periods((x.arrive - x.start) as f64) * Items(x.quantity));
            match &kind.nature {
                Nature::People { repatriation, .. } => {
                    let home = exit.map_or(UsdPerPerson::ZERO, |e| e.usd_per_person + *repatriation);
                    book(bill, "repatriation", Persons(x.quantity) * (r.usd_per_person + home));
                }
                Nature::Cargo { .. } => {
                    let sea = exit.map_or(UsdPerLoad::ZERO, |e| e.usd_per_load);
                    book(bill, "freight", Loads(x.quantity) * (r.usd_per_load + sea));
                }
            }
        }
    }
    for x in l.gone.iter().filter(|x| x.period == t) {
        let terms = m.kinds[x.kind].dispositions().iter().find(|d| d.method == x.method);
        book(bill, "dispositions", Loads(x.quantity) * terms.map_or(UsdPerLoad::ZERO, |d| d.cost));
    }
}
