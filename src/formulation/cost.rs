//! What each period costs, as an expression of the columns (dollars).
//!
//! People and equipment cost for being there at the start of a period or on the way; moves cost when they start;
//! closing costs when the site closes. docs/model.md#cost

use crate::formulation::{Affine, Formulation};
use crate::id::ClassId;
use crate::mission::{Nature, Node, Period};

/// Costs by period, element 0 unused.
pub(super) fn by_period(f: &Formulation) -> Vec<Affine> {
    let mut costs = vec![Affine::default(); f.expansion.horizon.at() + 1];
    for t in f.expansion.periods() {
        presence(f, t, &mut costs[t.at()]);
        sites(f, t, &mut costs[t.at()]);
        for (id, fleet) in f.mission.fleets.iter() {
            if t > fleet.paid_until {
                costs[t.at()].add(f.fleet(id, t), fleet.standing_in(t).get());
            }
            costs[t.at()].constant += fleet.standing_due(t).get();
        }
        for (i, link) in f.mission.air_links.iter().enumerate() {
            if let Some(col) = f.vars.link(i, t) {
                costs[t.at()].add(col, link.usd_per_lift.get());
            }
        }
    }
    for (route, t, col) in f.vars.all_lifts() {
        costs[t.at()].add(col, f.mission.routes[route].usd_per_lift.get());
    }
    for (i, arc) in f.expansion.arcs.iter().enumerate() {
        let away = f64::from(arc.arrive.0 - arc.start.0) * upkeep(f, arc.class, arc.start);
        costs[arc.start.at()].add(f.vars.flow[i], away + journey(f, i));
    }
    for d in &f.vars.dispose {
        costs[d.period.at()].add(d.col, d.disposition.cost.get());
    }
    costs
}

/// Dollars for one of a class for one period in the mission area.
fn upkeep(f: &Formulation, class: ClassId, t: Period) -> f64 {
    match &f.expansion.classes[class].kind.nature {
        Nature::People { pay, .. } => pay.get(),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let calendar = &f.mission.calendar;
            let after = calendar.mandate_end.is_some_and(|end| calendar.first_day(t) > end);
            if after { reimbursement_after.get() } else { reimbursement.get() }
        }
    }
}

fn presence(f: &Formulation, t: Period, cost: &mut Affine) {
    for (class, _) in f.expansion.classes.iter() {
        let pay = upkeep(f, class, t);
        for (site, s) in f.mission.sites.iter() {
            let rate = pay + if f.expansion.classes[class].kind.is_people() { s.running_per_person.get() } else { 0.0 };
            if t.previous() == Period::START {
                cost.constant += rate * f.expansion.classes[class].initial[crate::id::Id::index(site)];
            } else if let Some(col) = f.vars.stock(class, site, t.previous()) {
                cost.add(col, rate);
            }
        }
    }
}

fn sites(f: &Formulation, t: Period, cost: &mut Affine) {
    for (id, site) in f.mission.sites.iter() {
        let staff = site.national_staff.get();
        let (before, now) = (f.open(id, t.previous()), f.open(id, t));
        cost.add_scaled(&before, site.running_at(t).get() + staff * site.national_pay.get());
        cost.add_scaled(&before.minus(&now, 1.0), site.closing.get() + staff * site.separation.get());
    }
}

/// Dollars for one of an arc's class to travel it.
fn journey(f: &Formulation, arc: usize) -> f64 {
    let a = &f.expansion.arcs[arc];
    let route = &f.mission.routes[a.route];
    let exit = if let Node::Exit(x) = a.to { Some(&f.mission.exits[x]) } else { None };
    match &f.expansion.classes[a.class].kind.nature {
        Nature::People { repatriation, .. } => {
            route.usd_per_person.get() + exit.map_or(0.0, |x| x.usd_per_person.get() + repatriation.get())
        }
        Nature::Cargo { .. } => route.usd_per_load.get() + exit.map_or(0.0, |x| x.usd_per_load.get()),
    }
}
