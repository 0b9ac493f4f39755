//! Costs, budget and summary, added up again from the scenario.

use crate::id::Id;
use crate::mission::{Method, Mission, Nature, Node, Period};
use crate::plan::audit::Court;
use crate::plan::audit::ledger::Ledger;
use crate::plan::result::Plan;

pub(super) fn judge(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    let mut spent = 0.0;
    for t in 1..=l.end {
        let due = people_and_equipment(m, l, t) + sites(m, l, t) + moves(m, l, t);
        let said: f64 = plan.costs.iter().filter(|c| c.period as usize == t).map(|c| c.usd).sum();
        court.agree("costs", said, due, || format!("week {t}"));
        spent += due;
        let released = m.budget.released(Period(t as u32)).get();
        court.look("budget", spent - released, spent, || format!("spent by the end of week {t}"));
    }
    summary(m, plan, l, spent, court);
}

/// Dollars of one of a kind for a period that begins on the first day of t.
fn rate(m: &Mission, nature: &Nature, t: usize) -> f64 {
    let reduced = m.calendar.mandate_end.is_some_and(|end| m.calendar.first_day(Period(t as u32)) > end);
    match nature {
        Nature::People { pay, .. } => pay.get(),
        Nature::Cargo { reimbursement_after, .. } if reduced => reimbursement_after.get(),
        Nature::Cargo { reimbursement, .. } => reimbursement.get(),
    }
}

fn people_and_equipment(m: &Mission, l: &Ledger, t: usize) -> f64 {
    let here = |k: crate::id::KindId| l.stock[k.index()].iter().map(|s| s[t - 1]).sum::<f64>();
    m.kinds.iter().map(|(k, kind)| rate(m, &kind.nature, t) * here(k)).sum()
}

fn sites(m: &Mission, l: &Ledger, t: usize) -> f64 {
    let one = |(id, s): (crate::id::SiteId, &crate::mission::Site)| {
        let staff = s.national_staff.get();
        let running = l.open(id, t - 1) * (s.running.get() + staff * s.national_pay.get());
        let closing = if l.closes[id.index()] == t { s.closing.get() + staff * s.separation.get() } else { 0.0 };
        running + closing
    };
    m.sites.iter().map(one).sum()
}

fn moves(m: &Mission, l: &Ledger, t: usize) -> f64 {
    let mut usd: f64 = m.fleets.iter().map(|(f, x)| x.standing.get() * l.share[f.index()][t]).sum();
    usd += m.routes.iter().map(|(r, x)| x.usd_per_lift.get() * l.lifts[r.index()][t]).sum::<f64>();
    usd += m.air_links.iter().enumerate().map(|(i, k)| k.usd_per_lift.get() * l.flights[i][t]).sum::<f64>();
    for x in l.moves.iter().filter(|x| x.start == t) {
        let (r, kind) = (&m.routes[x.route], &m.kinds[x.kind]);
        let mut each = rate(m, &kind.nature, t) * (x.arrive - x.start) as f64;
        each += if kind.is_people() { r.usd_per_person.get() } else { r.usd_per_load.get() };
        if let Node::Exit(e) = r.to {
            let exit = &m.exits[e];
            each += match &kind.nature {
                Nature::People { repatriation, .. } => exit.usd_per_person.get() + repatriation.get(),
                Nature::Cargo { .. } => exit.usd_per_load.get(),
            };
        }
        usd += each * x.quantity;
    }
    for x in l.gone.iter().filter(|x| x.period == t) {
        let terms = m.kinds[x.kind].dispositions().iter().find(|d| d.method == x.method);
        usd += x.quantity * terms.map_or(0.0, |d| d.cost.get());
    }
    usd
}

fn summary(m: &Mission, plan: &Plan, l: &Ledger, spent: f64, court: &mut Court) {
    let s = &plan.summary;
    let out = |people: bool| -> f64 {
        let done = l.moves.iter().filter(|x| m.kinds[x.kind].is_people() == people && x.arrive <= l.end);
        done.filter(|x| matches!(m.routes[x.route].to, Node::Exit(_))).map(|x| x.quantity).sum()
    };
    let total = |people: bool| -> f64 {
        m.units.values().filter(|u| m.kinds[u.kind].is_people() == people).map(|u| u.quantity).sum()
    };
    let disposed: f64 = l.gone.iter().map(|x| x.quantity).sum();
    let left_of = |k: crate::id::KindId| l.stock[k.index()].iter().map(|x| x[l.end]).sum::<f64>();
    let lost = |x: &super::ledger::Gone| {
        m.kinds[x.kind].dispositions().iter().find(|d| d.method == x.method).map_or(1.0, |d| d.value_lost)
    };
    let value: f64 = l.gone.iter().map(|x| x.quantity * m.kinds[x.kind].value().get() * lost(x)).sum::<f64>()
        + m.kinds.iter().map(|(k, kind)| left_of(k) * kind.value().get()).sum::<f64>();
    let sensitive: f64 = l
        .gone
        .iter()
        .filter(|x| m.kinds[x.kind].is_sensitive() && x.method != Method::Transfer)
        .map(|x| x.quantity)
        .sum::<f64>()
        + m.kinds.iter().filter(|(_, k)| k.is_sensitive()).map(|(k, _)| left_of(k)).sum::<f64>();
    let casualties: f64 =
        m.routes.iter().flat_map(|(r, x)| (1..=l.end).map(move |t| l.lifts[r.index()][t] * x.casualties[t])).sum();
    let lifts: f64 = l.lifts.iter().flatten().sum();
    let closed = l.closes.iter().filter(|c| **c <= l.end).count() as f64;
    let figures = [
        ("people_total", s.people_total, total(true)),
        ("people_out", s.people_out, out(true)),
        ("people_left", s.people_left, total(true) - out(true)),
        ("cargo_total", s.cargo_total, total(false)),
        ("cargo_out", s.cargo_out, out(false)),
        ("cargo_left", s.cargo_left, total(false) - out(false) - disposed),
        ("sensitive_lost", s.sensitive_lost, sensitive),
        ("equipment_value_lost_usd", s.equipment_value_lost_usd, value),
        ("cost_usd", s.cost_usd, spent),
        ("expected_casualties", s.expected_casualties, casualties),
        ("lifts", s.lifts, lifts),
        ("sites_closed", f64::from(s.sites_closed) * 100.0, closed * 100.0),
    ];
    for (name, said, found) in figures {
        // The sum of many roundings of 1e-6.
        let slack = if name == "equipment_value_lost_usd" { 1e3 } else { 0.0 };
        court.look("summary", (said - found).abs() - slack, found, || {
            format!("{name}: {said:.3} stated, {found:.3} found")
        });
    }
}
