//! Every rule of docs/model.md but money, looked at place by place.

use crate::id::{ExitId, FleetId, Id, RouteId, SiteId};
use crate::mission::{Kind, Method, Mission, Node, Order, Period};
use crate::plan::audit::Court;
use crate::plan::audit::ledger::Ledger;
use crate::plan::result::Plan;

pub(super) fn judge(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    for t in 1..=l.end {
        for site in m.sites.ids() {
            camp(m, l, site, t, court);
        }
        for route in m.routes.ids() {
            road(m, l, route, t, court);
        }
        for fleet in m.fleets.ids() {
            transport(m, l, fleet, t, court);
        }
        for exit in m.exits.ids() {
            port(m, l, exit, t, court);
        }
        order(m, l, t, court);
        links(m, l, t, court);
    }
    closings(m, l, court);
    disposals(m, l, court);
    stated(m, plan, l, court);
}

fn camp(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let place = || format!("{} in week {t}", s.key);
    let open = l.open(site, t);
    for (k, kind) in m.kinds.iter() {
        let series = &l.stock[k.index()][site.index()];
        court.look("flow_balance", -series[t], series[0], || format!("{} at {}", kind.key, place()));
        let out = |x: &&super::ledger::Move| x.kind == k && x.start == t && m.routes[x.route].from == site;
        let left: f64 = l.moves.iter().filter(out).map(|x| x.quantity).sum();
        let gone: f64 =
            l.gone.iter().filter(|x| x.kind == k && x.site == site && x.period == t).map(|x| x.quantity).sum();
        court.look("flow_balance", left + gone - series[t - 1], series[t - 1], || {
            format!("{} leaving {}", kind.key, place())
        });
        if open < 0.5 {
            court.look("inflow_open", series[t], 0.0, || format!("{} at the closed {}", kind.key, place()));
        }
    }
    let (people, cargo) = (l.sum(m, site, t, Kind::is_people), l.sum(m, site, t, |k| !k.is_people()));
    let at_start = |people: bool| l.sum(m, site, 0, |k| k.is_people() == people);
    court.look("beds", people - s.beds.get().max(at_start(true)), people, place);
    court.look("yard", cargo - s.yard.get().max(at_start(false)), cargo, place);
    let armed = l.sum(m, site, t, Kind::is_armed);
    let crews: f64 = m
        .fleets
        .iter()
        .filter(|(_, f)| f.base == Some(site) && t < l.end)
        .map(|(f, x)| x.crew.get() * l.share[f.index()][t + 1])
        .sum();
    court.look("guard", s.guard.get() * open + crews - armed, armed, place);
    court.look("guard", s.guard_per_load * cargo - armed, armed, place);
    let before = l.open(site, t - 1);
    let moved =
        l.moves.iter().filter(|x| x.start == t && m.routes[x.route].from == site && !m.kinds[x.kind].is_people());
    let treated = l.gone.iter().filter(|x| x.site == site && x.period == t && x.method != Method::Abandon);
    let work = moved.map(|x| x.quantity).sum::<f64>() + treated.map(|x| x.quantity).sum::<f64>();
    let rate = if before > 0.5 { s.handling[t].get() } else { 0.0 };
    court.look("handling", work - rate, work, place);
    let until = (t + s.cleanup as usize).min(l.end);
    if s.cleanup > 0 && l.open(site, until) < 0.5 {
        court.look("closing_work", cargo, 0.0, || format!("cargo at {} within the clean-up", place()));
    }
    for other in &s.closes_before {
        court.look("closing_work", (open - l.open(*other, t)) * 10.0, 0.0, || {
            format!("order of closing of {}", place())
        });
    }
    if let Some((_, hospitals)) = m.rules.medical.iter().find(|(x, _)| *x == site) {
        let cover: f64 = hospitals.iter().filter(|h| m.sites[**h].hospital).map(|h| l.open(*h, t)).sum();
        court.look("medical_cover", (open - cover) * 10.0, 0.0, place);
    }
}

fn road(m: &Mission, l: &Ledger, route: RouteId, t: usize, court: &mut Court) {
    let r = &m.routes[route];
    let place = || format!("{} in week {t}", r.key);
    let lifts = l.lifts[route.index()][t];
    let load = |people: bool| -> f64 {
        let on = l.moves.iter().filter(|x| x.route == route && x.start == t && m.kinds[x.kind].is_people() == people);
        on.map(|x| x.quantity * m.kinds[x.kind].size).sum()
    };
    court.look("lift_capacity", load(true) - r.seats * lifts, load(true), place);
    court.look("lift_capacity", load(false) - r.slots * lifts, load(false), place);
    let most = if l.open(r.from, t - 1) > 0.5 { r.max_lifts[t] } else { 0.0 };
    court.look("route_capacity", (lifts - most) * 10.0, lifts, place);
    for x in l.moves.iter().filter(|x| x.route == route && x.start == t) {
        let kind = &m.kinds[x.kind];
        let exit = if let Node::Exit(e) = r.to { kind.leaves_by(e) } else { true };
        let allowed = kind.travels_by(r.mode) && exit;
        court.look("names_and_numbers", if allowed { 0.0 } else { x.quantity }, 0.0, || {
            format!("{} may not travel on {}", kind.key, place())
        });
        court.look("horizon", if x.arrive > l.end { x.quantity } else { 0.0 }, 0.0, || {
            format!("{} still on the way on {}", kind.key, place())
        });
    }
}

fn transport(m: &Mission, l: &Ledger, fleet: FleetId, t: usize, court: &mut Court) {
    let f = &m.fleets[fleet];
    let place = || format!("{} in week {t}", f.key);
    let on_routes: f64 =
        m.routes.iter().filter(|(_, r)| r.fleet == fleet).map(|(r, x)| l.lifts[r.index()][t] * x.cycle[t].get()).sum();
    let on_links: f64 = m
        .air_links
        .iter()
        .enumerate()
        .filter(|(_, k)| k.fleet == fleet)
        .map(|(i, k)| l.flights[i][t] * k.cycle.get())
        .sum();
    let share = l.share[fleet.index()][t];
    court.look("fleet_hours", on_routes + on_links - f.days[t].get() * share, on_routes, place);
    let before = if t == 1 { f.present } else { l.share[fleet.index()][t - 1] };
    court.look("fleet_hours", (share - before).max(-share) * 10.0, 0.0, || format!("share of {}", place()));
    if let Some(base) = f.base {
        court.look("fleet_hours", (share - l.open(base, t - 1)) * 10.0, 0.0, || format!("base of {}", place()));
    }
}

fn port(m: &Mission, l: &Ledger, exit: ExitId, t: usize, court: &mut Court) {
    let x = &m.exits[exit];
    for (people, most) in [(true, x.people[t].get()), (false, x.loads[t].get())] {
        let here = |v: &&super::ledger::Move| {
            v.arrive == t && m.routes[v.route].to == Node::Exit(exit) && m.kinds[v.kind].is_people() == people
        };
        let through: f64 = l.moves.iter().filter(here).map(|v| v.quantity).sum();
        court.look("exit_capacity", through - most, through, || format!("{} in week {t}", x.key));
    }
}

fn order(m: &Mission, l: &Ledger, t: usize, court: &mut Court) {
    let Some(rule) = m.rules.sequence else { return };
    let gone = |people: bool, t: usize| -> f64 {
        let of = |k: &Kind| k.is_people() == people;
        let total: f64 = m.sites.ids().map(|s| l.sum(m, s, 0, of)).sum();
        let here: f64 = m.sites.ids().map(|s| l.sum(m, s, t, of)).sum();
        let way: f64 =
            l.moves.iter().filter(|x| of(&m.kinds[x.kind]) && x.start <= t && x.arrive > t).map(|x| x.quantity).sum();
        if total > 0.0 { 1.0 - (here + way) / total } else { 1.0 }
    };
    let earlier = t.saturating_sub(rule.lag as usize);
    let people_first = rule.order == Order::TroopsFirst;
    let first = if earlier == 0 { 0.0 } else { gone(people_first, earlier) };
    court.look("sequence", (gone(!people_first, t) - first - rule.slack) * 10.0, 0.0, || format!("week {t}"));
}

fn links(m: &Mission, l: &Ledger, t: usize, court: &mut Court) {
    for (i, k) in m.air_links.iter().enumerate().filter(|(_, k)| t <= k.until.at()) {
        let least = k.seats.get() * l.open(k.site, t - 1);
        court.look("air_link", least - l.flights[i][t] * k.seats_per_lift, least, || format!("{} in week {t}", k.key));
    }
}

fn closings(m: &Mission, l: &Ledger, court: &mut Court) {
    for (id, s) in m.sites.iter() {
        let closes = l.closes[id.index()];
        let early = !s.closed && closes <= s.keep_open_until.at().min(l.end) && s.keep_open_until > Period::START;
        let late = s.close_by.is_some_and(|c| c.at() <= l.end && closes > c.at());
        court.look(
            "closures",
            if early || late || (s.closed && closes > 0) || (closes == 0 && !s.closed) { 10.0 } else { 0.0 },
            0.0,
            || format!("dates of {}", s.key),
        );
    }
}

fn disposals(m: &Mission, l: &Ledger, court: &mut Court) {
    for (k, kind) in m.kinds.iter() {
        let total: f64 = m.sites.ids().map(|s| m.initial(k, s)).sum();
        for method in Method::ALL {
            let gone: f64 = l.gone.iter().filter(|x| x.kind == k && x.method == method).map(|x| x.quantity).sum();
            let share = kind.dispositions().iter().find(|d| d.method == method).map_or(0.0, |d| d.max_share);
            court.look("dispositions", gone - share * total, total, || format!("{} by {}", kind.key, method.key()));
        }
    }
}

/// Stocks as the plan states them.
fn stated(m: &Mission, plan: &Plan, l: &Ledger, court: &mut Court) {
    for t in 0..=l.end {
        for (s, site) in m.sites.iter() {
            for (k, kind) in m.kinds.iter() {
                let here =
                    plan.stocks.iter().filter(|x| x.period as usize == t && x.site == site.key && x.class == kind.key);
                let said: f64 = here.map(|x| x.quantity).sum();
                court.agree("stocks", said, l.stock[k.index()][s.index()][t], || {
                    format!("{} at {} in week {t}", kind.key, site.key)
                });
            }
        }
    }
}
