//! The sets and data of a mission as neutral JSON, from which modelling tools in other languages build the same rows: no matrix, no
//! row. Classes and arcs are given as they are after aggregation and pruning, so the others are spared that work.

use drawdown::expand::{Class, Expansion};
use drawdown::formulation::{FAMILIES, Formulation, Rows};
use drawdown::id::{Id, RouteId};
use drawdown::mission::{Disposition, Mission, Nature, Node, Period, Precedence, Route, Site};
use drawdown::program::Family;
use serde_json::{Value, json};

/// The families that the peers write too: all that physics, rules and money need. `implied` is our own way to a better bound.
pub(crate) fn shared() -> Vec<Rows> {
    FAMILIES.into_iter().filter(|f| f.family != Family::Implied).collect()
}

/// Everything that the rows of [`shared`] depend on, and how many of them there have to be.
pub(crate) fn dump(m: &Mission, f: &Formulation) -> Value {
    let x = &f.expansion;
    let weeks = x.horizon.at();
    let classes: Vec<Value> = x.classes.iter().map(|(id, c)| class(m, c, x.dispositions(id), weeks)).collect();
    let here: Vec<Vec<Option<u32>>> =
        x.classes.ids().map(|k| m.sites.ids().map(|s| first(x, k, s)).collect()).collect();
    let sites: Vec<Value> = m.sites.iter().map(|(id, s)| site(s, x.has_inbound(id))).collect();
    let exits: Vec<Value> = m
        .exits
        .values()
        .map(|e| {
            let people: Vec<Value> = e.people.iter().map(|p| finite(p.get())).collect();
            let loads: Vec<Value> = e.loads.iter().map(|l| finite(l.get())).collect();
            json!({"key": e.key, "people": people, "loads": loads})
        })
        .collect();
    let fleets: Vec<Value> = m
        .fleets
        .values()
        .map(|a| {
            let days: Vec<f64> = a.days.iter().map(|d| d.get()).collect();
            json!({"key": a.key, "days": days, "standing": a.standing.get(), "crew": a.crew.get(), "present": a.present,
               "base": a.base.map(Id::index)})
        })
        .collect();
    let routes: Vec<Value> = m.routes.iter().map(|(id, r)| route(m, x, id, r)).collect();
    let links: Vec<Value> = m.air_links.iter().map(|l| {
        json!({"key": l.key, "fleet": l.fleet.index(), "site": l.site.index(), "seats": l.seats.get(), "until": l.until.0,
               "seats_per_lift": l.seats_per_lift, "cycle": l.cycle.get(), "per_lift": l.usd_per_lift.get()})
    }).collect();
    let released: Vec<Value> = (0..=weeks + 1).map(|t| finite(m.budget.released(Period(t as u32)).get())).collect();
    let sequence = m
        .rules
        .sequence
        .map(|s| json!({"troops_first": s.order == Precedence::TroopsFirst, "lag": s.lag, "slack": s.slack}));
    let medical: Vec<Value> = m
        .rules
        .medical
        .iter()
        .map(|(s, hospitals)| {
            let list: Vec<usize> = hospitals.iter().filter(|h| m.sites[**h].hospital).map(|h| h.index()).collect();
            json!([s.index(), list])
        })
        .collect();
    json!({
        "name": m.name, "weeks": weeks, "classes": classes, "here": here, "sites": sites, "exits": exits, "fleets": fleets,
        "routes": routes, "links": links, "released": released, "sequence": sequence, "medical": medical, "arcs": arcs(m, x),
        "expected": {"columns": f.program.columns().len(), "rows": f.program.rows().len(), "nonzeros": f.program.nonzeros()},
    })
}

/// JSON has no infinity: null.
fn finite(v: f64) -> Value {
    if v.is_finite() { json!(v) } else { Value::Null }
}

fn first(x: &Expansion, k: drawdown::id::ClassId, s: drawdown::id::SiteId) -> Option<u32> {
    (0..=x.horizon.0).find(|t| x.can_be(k, s, Period(*t)))
}

/// Dollars for one of a class in each period that it is in the mission area.
fn upkeep(m: &Mission, c: &Class, weeks: usize) -> Vec<f64> {
    let rate = |t: usize| match &c.kind.nature {
        Nature::People { pay, .. } => pay.get(),
        Nature::Cargo { reimbursement, reimbursement_after, .. } => {
            let after = m.calendar.mandate_end.is_some_and(|end| m.calendar.first_day(Period(t as u32)) > end);
            if after { reimbursement_after.get() } else { reimbursement.get() }
        }
    };
    (0..=weeks).map(rate).collect()
}

fn class(m: &Mission, c: &Class, dispositions: &[Disposition], weeks: usize) -> Value {
    let ways: Vec<Value> = dispositions.iter().map(|d| {
        json!({"method": d.method.key(), "cost": d.cost.get(), "value_lost": d.value_lost, "max_share": d.max_share})
    }).collect();
    let of_kind: f64 = m.sites.ids().map(|s| m.initial(c.kind_id, s)).sum();
    json!({
        "key": c.key, "kind": m.kinds[c.kind_id].key, "kind_total": of_kind, "people": c.kind.is_people(),
        "armed": c.kind.is_armed(), "size": c.size(), "value": c.kind.value().get(), "initial": c.initial,
        "upkeep": upkeep(m, c, weeks), "dispositions": ways,
    })
}

fn site(s: &Site, inbound: bool) -> Value {
    let handling: Vec<Value> = s.handling.iter().map(|h| finite(h.get())).collect();
    let staff = s.national_staff.get();
    json!({
        "key": s.key, "guard": s.guard_at(Period(1)).get(), "guard_per_load": s.guard_per_load.get(), "beds": finite(s.beds.get()),
        "yard": finite(s.yard.get()), "cleanup": s.cleanup, "handling": handling, "closed": s.closed, "inbound": inbound,
        "keep_open_until": s.keep_open_until.0, "close_by": s.close_by.map(|t| t.0),
        "closes_before": s.closes_before.iter().map(|o| o.index()).collect::<Vec<_>>(),
        "running": s.running_at(Period(1)).get() + staff * s.national_pay.get(),
        "closing": s.closing.get() + staff * s.separation.get(),
    })
}

fn route(m: &Mission, x: &Expansion, id: RouteId, r: &Route) -> Value {
    let periods = || x.periods();
    let (to_site, to_exit) = match r.to {
        Node::Site(s) => (Some(s.index()), None),
        Node::Exit(e) => (None, Some(e.index())),
    };
    let pad = |values: Vec<f64>| std::iter::once(0.0).chain(values).collect::<Vec<f64>>();
    let arrive = pad(periods().map(|t| f64::from(t.later(r.transit(t, m.calendar.period_days)).0)).collect());
    json!({
        "key": r.key, "from": r.from.index(), "to_site": to_site, "to_exit": to_exit, "fleet": r.fleet.index(),
        "seats": r.seats, "slots": r.slots, "per_lift": r.usd_per_lift.get(), "arrive": arrive,
        "cycle": pad(periods().map(|t| r.cycle[t.at()].get()).collect()),
        "most": pad(periods().map(|t| most(m, x, id, t)).collect()),
    })
}

/// Most lifts of a route in a period: its limit, its fleet's days, what all people and cargo would need.
fn most(m: &Mission, x: &Expansion, id: RouteId, t: Period) -> f64 {
    let r = &m.routes[id];
    let fleet = &m.fleets[r.fleet];
    let cycle = r.cycle[t.at()].get();
    let by_fleet = if cycle > 0.0 { fleet.days[t.at()].get() * fleet.present / cycle } else { f64::INFINITY };
    let need = |people: bool, room: f64| {
        let all: f64 = x.classes.values().filter(|c| c.kind.is_people() == people).map(|c| c.total() * c.size()).sum();
        if room > 0.0 { all / room } else { 0.0 }
    };
    r.max_lifts[t.at()].min(by_fleet).min(need(true, r.seats).max(need(false, r.slots)))
}

/// Columns of a table: what, on which route, starting and arriving when, at what cost for one.
fn arcs(m: &Mission, x: &Expansion) -> Value {
    let cost = |a: &drawdown::expand::Arc| {
        let c = &x.classes[a.class];
        let r = &m.routes[a.route];
        let exit = if let Node::Exit(e) = a.to { Some(&m.exits[e]) } else { None };
        let journey = match &c.kind.nature {
            Nature::People { repatriation, .. } => {
                r.usd_per_person.get() + exit.map_or(0.0, |e| e.usd_per_person.get() + repatriation.get())
            }
            Nature::Cargo { .. } => r.usd_per_load.get() + exit.map_or(0.0, |e| e.usd_per_load.get()),
        };
        journey + f64::from(a.arrive.0 - a.start.0) * upkeep(m, c, x.horizon.at())[a.start.at()]
    };
    let column = |of: &dyn Fn(&drawdown::expand::Arc) -> Value| x.arcs.iter().map(of).collect::<Vec<Value>>();
    json!({
        "class": column(&|a| json!(a.class.index())), "route": column(&|a| json!(a.route.index())),
        "start": column(&|a| json!(a.start.0)), "arrive": column(&|a| json!(a.arrive.0)), "cost": column(&|a| json!(cost(a))),
    })
}
