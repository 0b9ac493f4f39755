//! What each period costs, as an expression of the columns (dollars).
//!
//! People and equipment cost for being there at the start of a period or on the way; moves cost when they start;
//! closing costs when the site closes. docs/model.md#cost

use crate::formulation::{Affine, Formulation};
use crate::id::ClassId;
use crate::mission::{Nature, Node, Period};
use crate::units::{Items, Periods, UsdPerItem, UsdPerItemPeriod, UsdPerLoad, UsdPerPerson};

/// Costs by period, element 0 unused.
pub(super) fn by_period(f: &Formulation) -> Vec<Affine> {
    let mut costs = vec![Affine::default(); f.expansion.horizon.at() + 1];
    for t in f.expansion.periods() {
        presence(f, t, &mut costs[t.at()]);
        sites(f, t, &mut costs[t.at()]);
        for (id, fleet) in f.mission.fleets.iter() {
            if t > fleet.paid_until {
                costs[t.at()].add(f.fleet(id, t), (fleet.standing_in(t) * Periods::ONE).get());
            }
            costs[t.at()].constant += (fleet.standing_due(t) * Periods::ONE).get();
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
        let away = Periods(f64::from(arc.arrive.0 - arc.start.0)) * upkeep(f, arc.class, arc.start);
        costs[arc.start.at()].add(f.vars.flow[i], (away + journey(f, i)).get());
    }
    for d in &f.vars.dispose {
        costs[d.period.at()].add(d.col, d.disposition.cost.get());
    }
    costs
}

/// What one of a class costs in the mission area.
fn upkeep(f: &Formulation, class: ClassId, t: Period) -> UsdPerItemPeriod {
    match &f.expansion.classes[class].kind.nature {
        Nature::People { pay, .. } => (*pay).into(),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let calendar = &f.mission.calendar;
            let after = calendar.mandate_end.is_some_and(|end| calendar.first_day(t) > end);
            if after { *reimbursement_after } else { *reimbursement }.into()
        }
    }
}

fn presence(f: &Formulation, t: Period, cost: &mut Affine) {
    for (class, _) in f.expansion.classes.iter() {
        let pay = upkeep(f, class, t);
        for (site, s) in f.mission.sites.iter() {
            let camp = s.running_per_person.into();
            let rate = pay + if f.expansion.classes[class].kind.is_people() { camp } else { UsdPerItemPeriod::ZERO };
            if t.previous() == Period::START {
                let there = Items(f.expansion.classes[class].initial[crate::id::Id::index(site)]);
                cost.constant += (rate * there * Periods::ONE).get();
            } else if let Some(col) = f.vars.stock(class, site, t.previous()) {
                cost.add(col, (rate * Periods::ONE).get());
            }
        }
    }
}

fn sites(f: &Formulation, t: Period, cost: &mut Affine) {
    for (id, site) in f.mission.sites.iter() {
        let staff = site.national_staff;
        let (before, now) = (f.open(id, t.previous()), f.open(id, t));
        cost.add_scaled(
            &before,
            ((site.running_at(t) + site.staying_at(t) + staff * site.national_pay) * Periods::ONE).get(),
        );
        cost.add_scaled(&before.minus(&now, 1.0), (site.closing + staff * site.separation).get());
    }
}

/// What one of an arc's class costs to travel it.
fn journey(f: &Formulation, arc: usize) -> UsdPerItem {
    let a = &f.expansion.arcs[arc];
    let route = &f.mission.routes[a.route];
    let exit = if let Node::Exit(x) = a.to { Some(&f.mission.exits[x]) } else { None };
    match &f.expansion.classes[a.class].kind.nature {
        Nature::People { repatriation, .. } => {
            let home = exit.map_or(UsdPerPerson::ZERO, |x| x.usd_per_person + *repatriation);
            (route.usd_per_person + home).into()
        }
        Nature::Cargo { .. } => {
            let sea = exit.map_or(UsdPerLoad::ZERO, |x| x.usd_per_load);
            (route.usd_per_load + sea).into()
        }
    }
}
