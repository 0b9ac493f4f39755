//! `[sites.liquidation]` and `stays` of units: who and what goes on at a site after operations, taken out of what the plan moves.
//!
//! Until the site closes, those who stay guard it, take beds and are paid with it. Must not know the rest of the mission.

use crate::diagnostic::Code;
use crate::id::{Id, IdTable, KindId, SiteId, UnitId};
use crate::mission::{Calendar, Kind, Liquidation, Nature, Period, Site, Unit};
use crate::scenario::field;
use crate::scenario::lower::Lowering;
use crate::scenario::typed::Row;
use crate::units::{Loads, Persons, Usd, UsdPerLoad, UsdPerMonth, UsdPerPeriod, total};

/// The liquidations of a scenario; sites and units are left with what the plan moves.
pub(super) fn liquidations(
    c: &mut Lowering,
    (calendar, top): (&Calendar, &Row),
    kinds: &IdTable<KindId, Kind>,
    sites: &mut IdTable<SiteId, Site>,
    units: &mut IdTable<UnitId, Unit>,
) -> Vec<Liquidation> {
    let stays = taken_out(c, top, kinds, units);
    let mut list = Vec::new();
    for (i, row) in top.rows(field::SITES).iter().enumerate() {
        let id = SiteId::from_index(i);
        let here: Vec<(KindId, f64)> = stays.iter().filter(|x| x.0 == id).map(|x| (x.1, x.2)).collect();
        let Some(own) = row.row(field::LIQUIDATION) else { continue };
        let armed = total(here.iter().filter(|(k, _)| kinds[*k].is_armed()).map(|(_, q)| *q));
        let guard = own.number_or(field::GUARD, 0.0);
        if armed < guard {
            let message = format!("the liquidation of `{}` has {armed} armed people, its guard is {guard}", row.id());
            let remedy = "more armed people that stay (`stays` of units at the site), or a lower guard";
            c.fault(Code::NO_GUARD, message, own.place(field::GUARD), remedy);
        }
        let month = calendar.months_per_period().get();
        let (mut pay, mut journeys) = (0.0, 0.0);
        for (kind, q) in &here {
            if let Nature::People { pay: each, repatriation, .. } = &kinds[*kind].nature {
                pay += q * each.get() / month;
                journeys += q * repatriation.get();
            }
        }
        stay(&mut sites[id], calendar, kinds, &here);
        list.push(Liquidation {
            site: id,
            stays: here,
            days: own.number_or(field::LENGTH, 0.0),
            running_per_month: UsdPerMonth(own.number_or(field::RUNNING_PER_MONTH, 0.0)),
            per_load: UsdPerLoad(own.number_or(field::PER_LOAD, 0.0)),
            pay_per_month: UsdPerMonth(pay),
            journeys: Usd(journeys),
        });
    }
    list
}

/// What stays of each unit, by site and kind; the units are left with the rest.
fn taken_out(
    c: &mut Lowering,
    top: &Row,
    kinds: &IdTable<KindId, Kind>,
    units: &mut IdTable<UnitId, Unit>,
) -> Vec<(SiteId, KindId, f64)> {
    let mut stays: Vec<(SiteId, KindId, f64)> = Vec::new();
    let rows: Vec<&Row> = top.rows(field::UNITS).iter().filter(|r| r.number_or(field::STAYS, 0.0) > 0.0).collect();
    for row in rows {
        let Some((_, unit)) = units.iter_mut().find(|(_, u)| u.key == row.id()) else { continue };
        let q = row.number_or(field::STAYS, 0.0);
        let site = &top.rows(field::SITES)[unit.site.index()];
        if q > unit.quantity {
            let message = format!("{q} of `{}` stay, and it has {}", row.id(), unit.quantity);
            c.fault(Code::RANGE, message, row.place(field::STAYS), "no more than `quantity`");
        } else if !site.has(field::LIQUIDATION) {
            let message = format!("{q} of `{}` stay at `{}`, which has no liquidation", row.id(), site.id());
            let remedy = "give the site `liquidation = { length = \"26 weeks\" }`, or remove `stays`";
            c.fault(Code::CONTRADICTION, message, row.place(field::STAYS), remedy);
        } else {
            debug_assert!(unit.kind.index() < kinds.len());
            unit.quantity -= q;
            match stays.iter_mut().find(|(s, k, _)| (*s, *k) == (unit.site, unit.kind)) {
                Some(found) => found.2 += q,
                None => stays.push((unit.site, unit.kind, q)),
            }
        }
    }
    stays
}

/// Until the site closes its operations, those who stay cost it their pay (and what each person there costs), guard it and take beds;
/// loads that stay cost their reimbursement and take room in the yard.
fn stay(site: &mut Site, calendar: &Calendar, kinds: &IdTable<KindId, Kind>, stays: &[(KindId, f64)]) {
    for (kind, q) in stays {
        for t in calendar.all() {
            let usd = UsdPerPeriod(q * each(site, calendar, &kinds[*kind], t));
            site.staying[t.at()] += usd;
        }
        if kinds[*kind].is_armed() {
            site.guard.iter_mut().for_each(|g| *g = (*g - Persons(*q)).max(Persons::ZERO));
        }
        if kinds[*kind].is_people() {
            site.beds = (site.beds - Persons(*q)).max(Persons::ZERO);
        } else {
            site.yard = (site.yard - Loads(*q)).max(Loads::ZERO);
        }
    }
}

/// Dollars of one that stays for a period in which the site is open.
fn each(site: &Site, calendar: &Calendar, kind: &Kind, t: Period) -> f64 {
    match &kind.nature {
        Nature::People { pay, .. } => pay.get() + site.running_per_person.get(),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let after = calendar.mandate_end.is_some_and(|end| calendar.first_day(t) > end);
            if after { reimbursement_after.get() } else { reimbursement.get() }
        }
    }
}
