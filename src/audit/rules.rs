//! Every rule of docs/model.md but money, looked at place by place.

use crate::audit::Court;
use crate::audit::ledger::Ledger;
use crate::id::{ExitId, FleetId, Id, RouteId, SiteId};
use crate::mission::{Kind, Measured, Method, Mission, Node, Order, Period};

pub(super) fn judge(m: &Mission, l: &Ledger, court: &mut Court) {
    for site in m.sites.ids() {
        cleanup(m, l, site, 0, court);
    }
    for t in 1..=l.end {
        for site in m.sites.ids() {
            people_and_cargo(m, l, site, t, court);
            camp(m, l, site, t, court);
            cleanup(m, l, site, t, court);
        }
        for route in m.routes.ids() {
            road(m, l, route, t, court);
        }
        for fleet in m.fleets.ids() {
            transport(m, l, fleet, t, court);
        }
        order(m, l, t, court);
        pace(m, l, t, court);
        links(m, l, t, court);
    }
    for exit in m.exits.ids() {
        port(m, l, exit, court);
    }
    closings(m, l, court);
    disposals(m, l, court);
    milestones(m, l, court);
}

/// What a site holds and gives away, kind by kind.
fn people_and_cargo(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let place = || format!("{} in week {t}", s.key);
    let open = l.open(site, t);
    for (k, kind) in m.kinds.iter() {
        let series = &l.stock[k.index()][site.index()];
        court.look("flow_balance", -series[t], series[0], || format!("{} at {}", kind.key, place()));
        let out = l.out[k.index()][site.index()][t];
        court.look("flow_balance", out - series[t - 1], series[t - 1], || format!("{} leaving {}", kind.key, place()));
        if open < 0.5 {
            court.look("inflow_open", series[t], 0.0, || format!("{} at the closed {}", kind.key, place()));
        }
    }
}

fn camp(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let place = || format!("{} in week {t}", s.key);
    let open = l.open(site, t);
    let (people, cargo) = (l.sum(m, site, t, Kind::is_people), l.sum(m, site, t, |k| !k.is_people()));
    let at_start = |people: bool| l.sum(m, site, 0, |k| k.is_people() == people);
    court.look("beds", people - s.beds.get().max(at_start(true)), people, place);
    court.look("yard", cargo - s.yard.get().max(at_start(false)), cargo, place);
    let armed = l.sum(m, site, t, Kind::is_armed);
    let crews: f64 = m
        .fleets
        .iter()
        .filter(|(_, f)| f.base == Some(site) && t < l.end)
        .map(|(f, x)| x.crew_in(Period(t as u32 + 1)).get() * l.share[f.index()][t + 1])
        .sum();
    court.look("guard", s.guard_at(Period(t as u32)).get() * open + crews - armed, armed, place);
    court.look("guard", s.guard_per_load * cargo - armed, armed, place);
    // A mission's end without anybody to close it is no open site.
    if t == l.end && open > 0.5 {
        court.look("guard", 1.0 - people, 1.0, || format!("nobody at the open {}", place()));
    }
    let work = l.handled[site.index()][t];
    let rate = if l.open(site, t - 1) > 0.5 { s.handling[t].get() } else { 0.0 };
    court.look("handling", work - rate, work, place);
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

/// No cargo at the end of `t` (0: the start) at a site that closes before its clean-up could be done.
fn cleanup(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let until = (t + s.cleanup as usize).min(l.end);
    if s.cleanup > 0 && !s.closed && l.open(site, until) < 0.5 {
        let cargo = l.sum(m, site, t, |k| !k.is_people());
        court.look("closing_work", cargo, 0.0, || format!("cargo at {} in week {t}, within the clean-up", s.key));
    }
}

fn road(m: &Mission, l: &Ledger, route: RouteId, t: usize, court: &mut Court) {
    let r = &m.routes[route];
    let place = || format!("{} in week {t}", r.key);
    let lifts = l.lifts[route.index()][t];
    let load = |people: bool| -> f64 {
        let on = l.starting(route, t).filter(|x| m.kinds[x.kind].is_people() == people);
        on.map(|x| x.quantity * m.kinds[x.kind].size).sum()
    };
    court.look("lift_capacity", load(true) - r.seats * lifts, load(true), place);
    court.look("lift_capacity", load(false) - r.slots * lifts, load(false), place);
    let most = if l.open(r.from, t - 1) > 0.5 { r.max_lifts[t] } else { 0.0 };
    court.look("route_capacity", (lifts - most) * 10.0, lifts, place);
    for x in l.starting(route, t) {
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

fn port(m: &Mission, l: &Ledger, exit: ExitId, court: &mut Court) {
    let x = &m.exits[exit];
    let mut through = vec![[0.0; 2]; l.end + 1];
    for v in l.moves.iter().filter(|v| m.routes[v.route].to == Node::Exit(exit) && v.arrive <= l.end) {
        through[v.arrive][usize::from(m.kinds[v.kind].is_people())] += v.quantity;
    }
    for t in 1..=l.end {
        for (most, through) in [x.loads[t].get(), x.people[t].get()].into_iter().zip(through[t]) {
            court.look("exit_capacity", through - most, through, || format!("{} in week {t}", x.key));
        }
    }
}

fn order(m: &Mission, l: &Ledger, t: usize, court: &mut Court) {
    let Some(rule) = m.rules.sequence else { return };
    let total = |people: bool| -> f64 { m.sites.ids().map(|s| l.sum(m, s, 0, |k| k.is_people() == people)).sum() };
    if total(true) <= 0.0 || total(false) <= 0.0 {
        return;
    }
    let gone = |people: bool, t: usize| -> f64 {
        let here: f64 = m.sites.ids().map(|s| l.sum(m, s, t, |k| k.is_people() == people)).sum();
        let of = m.kinds.iter().filter(|(_, k)| k.is_people() == people);
        let way: f64 = of.map(|(k, _)| l.way[k.index()][t]).sum();
        1.0 - (here + way) / total(people)
    };
    let earlier = t.saturating_sub(rule.lag as usize);
    let people_first = rule.order == Order::TroopsFirst;
    let first = if earlier == 0 { 0.0 } else { gone(people_first, earlier) };
    court.look("sequence", (gone(!people_first, t) - first - rule.slack) * 10.0, 0.0, || format!("week {t}"));
}

/// Sites that close in a period, and that are in handover in it.
fn pace(m: &Mission, l: &Ledger, t: usize, court: &mut Court) {
    let closes = |id: SiteId| l.closes[id.index()];
    if let Some(most) = m.rules.closings_per_period {
        let n = m.sites.ids().filter(|s| closes(*s) == t).count() as f64;
        court.look("closing_pace", (n - most) * 10.0, n, || format!("closings in week {t}"));
    }
    if let Some(most) = m.rules.sites_at_once {
        let busy = |id: &SiteId| {
            let work = m.sites[*id].cleanup.max(1) as usize;
            let at = closes(*id);
            at != usize::MAX && at <= l.end && t <= at && at < t + work
        };
        let n = m.sites.ids().filter(busy).count() as f64;
        court.look("closing_pace", (n - most) * 10.0, n, || format!("sites in handover in week {t}"));
    }
    for (id, f) in m.fleets.iter().filter(|(_, f)| f.standby > 0.0) {
        for site in &f.standby_for {
            let least = f.standby.min(f.present) * l.open(*site, t - 1);
            let kept = l.share[id.index()][t];
            court.look("standby", (least - kept) * 10.0, kept, || format!("{} in week {t}", f.key));
        }
    }
}

fn milestones(m: &Mission, l: &Ledger, court: &mut Court) {
    for x in m.rules.milestones.iter().filter(|x| x.by.at() <= l.end) {
        let t = x.by.at();
        let (gone, all) = match x.of {
            Measured::Sites => {
                (m.sites.ids().filter(|s| l.closes[s.index()] <= t).count() as f64, m.sites.len() as f64)
            }
            of => {
                let ours = |k: &Kind| k.is_people() == (of == Measured::People);
                let at = |t: usize| -> f64 { m.sites.ids().map(|s| l.sum(m, s, t, ours)).sum() };
                let way: f64 = m.kinds.iter().filter(|(_, k)| ours(k)).map(|(k, _)| l.way[k.index()][t]).sum();
                (at(0) - at(t) - way, at(0))
            }
        };
        court.look("milestones", x.share * all - gone, all, || format!("by the end of week {t}"));
    }
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
        if s.closed {
            court.demand("closures", closes == 0, || format!("{} is closed from the start", s.key));
            continue;
        }
        court.demand("closures", closes > 0, || format!("{} is open at the start", s.key));
        let until = s.keep_open_until.at();
        let early = until > 0 && closes <= until.min(l.end);
        court.demand("closures", !early, || format!("{} has to stay open to the end of week {until}", s.key));
        if let Some(by) = s.close_by.map(Period::at).filter(|by| *by <= l.end) {
            court.demand("closures", closes <= by, || format!("{} has to close by the end of week {by}", s.key));
        }
    }
}

fn disposals(m: &Mission, l: &Ledger, court: &mut Court) {
    for (k, kind) in m.kinds.iter() {
        let total: f64 = m.sites.ids().map(|s| m.initial(k, s)).sum();
        for method in Method::ALL {
            let gone: f64 = l.gone.iter().filter(|x| x.kind == k && x.method == method).map(|x| x.quantity).sum();
            let share = kind.dispositions().iter().find(|d| d.method == method).map_or(0.0, |d| d.max_share);
            court.look("dispositions", gone - share * total, total, || format!("{} by {}", kind.key, method.key()));
            let Some(terms) = kind.dispositions().iter().find(|d| d.method == method) else { continue };
            for t in 1..=l.end {
                let of = l.gone.iter().filter(|x| x.kind == k && x.method == method && x.period == t);
                let now: f64 = of.map(|x| x.quantity).sum();
                let most = if t < terms.from.at() { 0.0 } else { terms.rate };
                court
                    .look("disposal_rate", now - most, now, || format!("{} by {} in week {t}", kind.key, method.key()));
            }
        }
    }
}
