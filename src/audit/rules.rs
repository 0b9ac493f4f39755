//! Every rule of docs/model.md but money, looked at place by place.

use crate::audit::Court;
use crate::audit::ledger::Ledger;
use crate::id::{ExitId, FleetId, Id, RouteId, SiteId};
use crate::mission::{Kind, Measured, Method, Mission, Node, Period, Precedence, Route, Shares};
use crate::tolerance::{AUDIT_IN_PART, EXACT, MOMENT, OPEN};
use crate::units::Loads;

pub(super) fn judge(m: &Mission, l: &Ledger, court: &mut Court) {
    for site in m.sites.ids() {
        cleanup(m, l, site, 0, court);
        handling(m, l, site, court);
    }
    for route in m.routes.ids() {
        bucket(m, l, route, court);
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
        closing_pace(m, l, t, court);
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
        if open < OPEN {
            court.look("inflow_open", series[t], 0.0, || format!("{} at the closed {}", kind.key, place()));
        }
    }
}

fn camp(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let place = || format!("{} in week {t}", s.key);
    let open = l.open(site, t);
    let (people, cargo) = (l.sum(m, site, t, Kind::is_people), l.sum(m, site, t, |k| !k.is_people()));
    // What is there at the start, or on its way there (a replan), may stay: nobody on the road is sent back.
    let at_first = |people: bool| -> f64 {
        let here = m.units.values().filter(|u| u.site == site && m.kinds[u.kind].is_people() == people);
        here.map(|u| u.quantity).sum()
    };
    court.look("beds", people - s.beds.get().max(at_first(true)), people, place);
    court.look("yard", cargo - s.yard.get().max(at_first(false)), cargo, place);
    let armed = l.sum(m, site, t, Kind::is_armed);
    let crews: f64 = m
        .fleets
        .iter()
        .filter(|(_, f)| f.base == Some(site) && t < l.end)
        .map(|(f, x)| x.crew_in(Period(t as u32 + 1)).get() * l.share[f.index()][t + 1])
        .sum();
    court.look("guard", s.guard_at(Period(t as u32)).get() * open + crews - armed, armed, place);
    court.look("guard", (s.guard_per_load * Loads(cargo)).get() - armed, armed, place);
    court.look("guard", s.guard_per_person * (people - armed) - armed, armed, place);
    // A mission's end without anybody to close it is no open site.
    if t == l.end && open > OPEN {
        court.look("guard", 1.0 - people, 1.0, || format!("nobody at the open {}", place()));
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

/// No cargo at the end of `t` (0: the start) at a site that closes before its clean-up could be done.
fn cleanup(m: &Mission, l: &Ledger, site: SiteId, t: usize, court: &mut Court) {
    let s = &m.sites[site];
    let until = (t + s.cleanup as usize).min(l.end);
    if s.cleanup > 0 && !s.closed && l.open(site, until) < OPEN {
        let cargo = l.sum(m, site, t, |k| !k.is_people());
        court.look("closing_work", cargo, 0.0, || format!("cargo at {} in week {t}, within the clean-up", s.key));
    }
}

fn road(m: &Mission, l: &Ledger, route: RouteId, t: usize, court: &mut Court) {
    let r = &m.routes[route];
    let place = || format!("{} in week {t}", r.key);
    let lifts = l.lifts[route.index()][t];
    let fleet = &m.fleets[r.fleet];
    let load = |keep: &dyn Fn(&Kind) -> bool| -> f64 {
        l.starting(route, t).filter(|x| keep(&m.kinds[x.kind])).map(|x| x.quantity * m.kinds[x.kind].size).sum()
    };
    let (people, driven) = (load(&Kind::is_people), load(&|k| k.self_driving));
    let cargo = load(&|k| !k.is_people()) - driven;
    court.look("lift_capacity", people - r.seats * lifts, people, place);
    court.look("lift_capacity", cargo - r.slots * lifts, cargo, place);
    court.look("lift_capacity", driven - r.vehicles * lifts, driven, place);
    if fleet.shares == Shares::Either && r.seats > 0.0 && r.slots > 0.0 {
        let cabin = people / r.seats + cargo / r.slots;
        court.look("lift_capacity", (cabin - lifts) * 10.0, lifts, || format!("the cabins of {}", place()));
    }
    if fleet.whole {
        let part = (lifts - lifts.round()).abs();
        court.look("whole_lifts", part * 10.0, 0.0, || format!("{lifts:.3} lifts on {}", place()));
    }
    let whole_limit = !fleet.whole || r.max_lifts[t].fract() == 0.0 || r.max_lifts[t].is_infinite();
    if l.open(r.from, t - 1) < OPEN {
        court.look("route_capacity", lifts * 10.0, 0.0, || format!("{} from a closed site", place()));
    } else if whole_limit {
        court.look("route_capacity", (lifts - r.max_lifts[t]) * 10.0, lifts, place);
    }
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

/// A limit of whole lifts that is no whole number: what is left of it waits, up to one lift more than its whole part.
fn bucket(m: &Mission, l: &Ledger, route: RouteId, court: &mut Court) {
    let r = &m.routes[route];
    let whole = r.max_lifts.iter().skip(1).all(|most| most.is_infinite() || (most - most.round()).abs() < EXACT);
    if whole || !m.fleets[r.fleet].whole {
        return;
    }
    let mut left = f64::INFINITY;
    for t in 1..=l.end {
        let most = r.max_lifts[t];
        left = (left + most).min(most.ceil().max(1.0));
        let lifts = l.lifts[route.index()][t];
        court.look("route_capacity", (lifts - left) * 10.0, lifts, || {
            format!("{} in week {t}: its limit is {most:.2}", r.key)
        });
        left -= lifts;
    }
}

/// Cargo that leaves or is disposed of was packed before, at the site's rate and while the site was open.
fn handling(m: &Mission, l: &Ledger, site: SiteId, court: &mut Court) {
    let s = &m.sites[site];
    let mut waiting = s.prepared.get();
    for t in 1..=l.end {
        let rate = if l.open(site, t - 1) > OPEN { s.handling[t].get() } else { 0.0 };
        let there = l.sum(m, site, t - 1, |k| !k.is_people());
        let ready = (waiting + rate).min(there);
        let gone = l.handled[site.index()][t];
        court.look("handling", gone - ready, gone, || format!("{} in week {t}", s.key));
        waiting = (ready - gone).max(0.0);
    }
}

/// Lifts that one unit can begin in a week so that each departs in it and arrives when the plan says; `weeks` is how long one takes.
fn begin_in_time(m: &Mission, r: &Route, t: usize, weeks: f64) -> f64 {
    let days = f64::from(m.calendar.period_days);
    let (loading, travel) = (r.loading.get() / days, r.travel[t].get() / days);
    let arrives = travel.round().max((loading + travel - EXACT).ceil() - 1.0) + 1.0;
    let latest = (arrives - loading - travel).min((1.0 - loading).max(0.0)).min(1.0 - MOMENT / days).max(0.0);
    if weeks > 0.0 { (latest / weeks + EXACT).floor() + 1.0 } else { f64::INFINITY }
}

fn transport(m: &Mission, l: &Ledger, fleet: FleetId, t: usize, court: &mut Court) {
    let f = &m.fleets[fleet];
    let place = || format!("{} in week {t}", f.key);
    // Working days in week t of a unit that began a journey of `cycle` days in week s.
    let a_week = f.unit_days.get();
    let out = |cycle: f64, s: usize| (cycle - (t - s) as f64 * a_week).min(a_week).max(0.0);
    let mut days = 0.0;
    for (r, x) in m.routes.iter().filter(|(_, x)| x.fleet == fleet) {
        days += (1..=t).map(|s| l.lifts[r.index()][s] * out(x.cycle[s].get(), s)).sum::<f64>();
    }
    for (i, k) in m.air_links.iter().enumerate().filter(|(_, k)| k.fleet == fleet) {
        days += (1..=t).map(|s| l.flights[i][s] * out(k.cycle.get(), s)).sum::<f64>();
    }
    // Units that were out at the start.
    let (first, length) = ((t as f64 - 1.0) * f64::from(m.calendar.period_days), f64::from(m.calendar.period_days));
    for x in &f.out {
        days += x.units * ((x.back.get() - first) / length).clamp(0.0, 1.0) * a_week;
    }
    let share = l.share[fleet.index()][t];
    court.look("in_flight", days - f.days[t].get() * share, days, place);
    if f.whole {
        let of = m.routes.iter().filter(|(_, x)| x.fleet == fleet);
        let held: f64 = of
            .map(|(r, x)| {
                let still = |s: &usize| out(x.cycle[*s].get(), *s) > EXACT * a_week;
                (1..t).filter(still).map(|s| l.lifts[r.index()][s]).sum::<f64>()
            })
            .sum();
        let held = held + f.out.iter().filter(|x| x.back.get() > first + EXACT).map(|x| x.units).sum::<f64>();
        let place = || format!("released before it is back: {} in week {t}", f.key);
        court.look("in_flight", held - f.units * share, held, place);
    }
    if f.whole && a_week > 0.0 {
        let mut units = 0.0;
        for (r, x) in m.routes.iter().filter(|(_, x)| x.fleet == fleet) {
            units += l.lifts[r.index()][t] / begin_in_time(m, x, t, x.cycle[t].get() / a_week);
        }
        let place = || format!("too many begin to arrive in time: {} in week {t}", f.key);
        court.look("in_flight", (units - f.days[t].get() * share / a_week) * 10.0, units, place);
    }
    if f.whole && f.units >= 1.0 && f.units.fract() == 0.0 {
        let units = f.units * share;
        court.look("in_flight", (units - units.round()).abs(), 0.0, || format!("{units:.3} units of {}", place()));
    }
    let before = if t == 1 { f.present } else { l.share[fleet.index()][t - 1] };
    court.look("in_flight", (share - before).max(-share) * 10.0, 0.0, || format!("share of {}", place()));
    if let Some(base) = f.base {
        court.look("in_flight", (share - l.open(base, t - 1)) * 10.0, 0.0, || format!("base of {}", place()));
    }
}

fn port(m: &Mission, l: &Ledger, exit: ExitId, court: &mut Court) {
    let x = &m.exits[exit];
    let mut through = vec![[0.0; 2]; l.end + 1];
    for v in l.moves.iter().filter(|v| m.routes[v.route].to == Node::Exit(exit) && v.arrive <= l.end) {
        through[v.arrive][usize::from(m.kinds[v.kind].is_people())] += v.quantity;
    }
    // A weekly limit holds for each week of shorter periods; the first week's is there from the first of them.
    let week = (7 / m.calendar.period_days.max(1)).max(1) as usize;
    for t in 1..=l.end {
        let last = t.max(week).min(m.calendar.periods as usize);
        let of = |rate: &dyn Fn(usize) -> f64| -> f64 { (last.saturating_sub(week) + 1..=last).map(rate).sum() };
        let most = [of(&|u| x.loads[u].get()), of(&|u| x.people[u].get())];
        let now = [x.loads[t].get(), x.people[t].get()];
        let stretch = t.saturating_sub(week) + 1..=t;
        let due =
            stretch.clone().filter_map(|u| x.due.get(u)).fold([0.0; 2], |n, d| [n[0] + d.1.get(), n[1] + d.0.get()]);
        for (i, most) in most.into_iter().enumerate() {
            let sent: f64 = through[stretch.clone()].iter().map(|n| n[i]).sum();
            // What is under way at the start comes in any case.
            court.look("exit_capacity", sent - (most - due[i]).max(0.0), sent, || format!("{} in week {t}", x.key));
            if now[i] <= 0.0 {
                court.look("exit_capacity", through[t][i], 0.0, || format!("{}, shut in week {t}", x.key));
            }
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
    let people_first = rule.order == Precedence::TroopsFirst;
    let first = if earlier == 0 { 0.0 } else { gone(people_first, earlier) };
    let over = (gone(!people_first, t) - first - rule.slack) * total(!people_first);
    court.look("sequence", over - AUDIT_IN_PART, 0.0, || format!("week {t}"));
}

/// Sites that close in a period, and that are in handover in it.
fn closing_pace(m: &Mission, l: &Ledger, t: usize, court: &mut Court) {
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
        let total: f64 = m.units.values().filter(|u| u.kind == k).map(|u| u.quantity).sum();
        for method in Method::ALL {
            let gone: f64 = l.gone.iter().filter(|x| x.kind == k && x.method == method).map(|x| x.quantity).sum();
            let share = kind.dispositions().iter().find(|d| d.method == method).map_or(0.0, |d| d.max_share);
            court.look("dispositions", gone - share * total, total, || format!("{} by {}", kind.key, method.key()));
            let Some(terms) = kind.dispositions().iter().find(|d| d.method == method) else { continue };
            for (site, s) in m.sites.iter() {
                let most = terms.by_site.get(site.index()).copied().unwrap_or(f64::INFINITY);
                let of = l.gone.iter().filter(|x| x.kind == k && x.method == method && x.site == site);
                let here: f64 = of.map(|x| x.quantity).sum();
                court.look("dispositions", here - most, here, || {
                    format!("{} by {} at {}", kind.key, method.key(), s.key)
                });
            }
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
