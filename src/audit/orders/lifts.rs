//! Each lift by itself, and the units that make them: names, days, places, room; no unit in two places, none that is not kept.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{StatedLift, StatedOrders};
use crate::audit::Court;
use crate::mission::{Fleet, Kind, Mission, Node, Period, Route, Shares};
use crate::plan::result::Plan;
use crate::tolerance::{EXACT, MOMENT, ROUNDING};

pub(super) fn judge(m: &Mission, plan: &Plan, written: &StatedOrders, court: &mut Court) {
    let mut numbers: BTreeMap<(&str, u32), Vec<&StatedLift>> = BTreeMap::new();
    for lift in &written.orders {
        numbers.entry((&lift.route, lift.period)).or_default().push(lift);
        let known = m.routes.values().find(|r| r.key == lift.route).filter(|_| fits(m, plan, lift.period));
        court.demand("orders_named", known.is_some(), || format!("route and week of {}", lift.id));
        let Some(r) = known else { continue };
        named(m, r, lift, court);
        days(m, r, lift, court);
        places(m, plan, r, lift, court);
        room(m, r, lift, court);
    }
    for ((route, t), mut lifts) in numbers {
        lifts.sort_by(|a, b| a.begins.total_cmp(&b.begins).then(a.id.len().cmp(&b.id.len())).then(a.id.cmp(&b.id)));
        let found: BTreeSet<&str> = lifts.iter().map(|l| l.id.as_str()).collect();
        let all = (1..=lifts.len()).all(|n| found.contains(format!("{route}-w{t:02}-{n:02}").as_str()));
        court.demand("orders_named", all, || format!("numbers of the lifts on {route} in week {t}"));
        let planned: f64 = plan.lifts.iter().filter(|l| l.route == route && l.period == t).map(|l| l.lifts).sum();
        let whole = m.routes.values().any(|r| r.key == route && m.fleets[r.fleet].whole);
        let excess = if whole { lifts.len() as f64 - planned } else { 0.0 };
        court.look("orders_lifts", excess, planned, || format!("lifts on {route} in week {t} beyond the plan's"));
    }
    for (id, fleet) in m.fleets.iter().filter(|(_, f)| f.whole) {
        let of = |l: &&StatedLift| m.routes.values().any(|r| r.fleet == id && r.key == l.route);
        let lifts: Vec<&StatedLift> = written.orders.iter().filter(of).collect();
        units(m, plan, fleet, &lifts, court);
    }
}

fn fits(m: &Mission, plan: &Plan, t: u32) -> bool {
    t >= 1 && t <= end(m, plan)
}

/// The last period of a plan.
fn end(m: &Mission, plan: &Plan) -> u32 {
    plan.summary.funded_periods.unwrap_or(m.calendar.periods).min(m.calendar.periods)
}

/// First day of a period, in days after the start of the mission.
fn first(m: &Mission, t: u32) -> f64 {
    f64::from(t.saturating_sub(1)) * f64::from(m.calendar.period_days)
}

fn named(m: &Mission, r: &Route, lift: &StatedLift, court: &mut Court) {
    let fleet = &m.fleets[r.fleet];
    let said = lift.from == m.sites[r.from].key
        && lift.to == m.node_key(r.to)
        && lift.mode == r.mode.key()
        && lift.fleet == fleet.key;
    court.demand("orders_named", said, || format!("from, to, mode or fleet of {}", lift.id));
    court.demand("orders_units", fleet.whole == lift.unit.is_some(), || format!("unit of {}", lift.id));
    court.agree("orders_escort", lift.escort, fleet.escort.get(), || format!("escort of {}", lift.id));
    for (people, list) in [(true, &lift.people), (false, &lift.loads)] {
        let mut left: BTreeMap<&str, f64> = list.iter().map(|(k, n)| (k.as_str(), *n as f64)).collect();
        for p in &lift.contents {
            let kind = m.kinds.values().find(|k| k.key == p.class);
            if kind.is_some_and(|k| k.is_people() == people) {
                *left.entry(&p.class).or_default() -= p.quantity as f64;
            }
            court.demand("orders_named", kind.is_some() && p.quantity > 0, || format!("contents of {}", lift.id));
        }
        let differs: f64 = left.values().map(|q| q.abs()).sum();
        court.look("orders_named", differs, 0.0, || format!("contents of {} against its people and loads", lift.id));
    }
}

/// It begins in its week, early enough to depart in it and to arrive when the plan says; its days follow from that.
fn days(m: &Mission, r: &Route, lift: &StatedLift, court: &mut Court) {
    let (fleet, days, t) = (&m.fleets[r.fleet], f64::from(m.calendar.period_days), lift.period as usize);
    let (loading, travel) = (r.loading.get(), r.travel[t].get());
    let later = (travel / days).round().max(((loading + travel) / days - EXACT).ceil() - 1.0);
    let start = first(m, lift.period);
    let latest = ((later + 1.0) * days - loading - travel).min((days - loading).max(0.0)).min(days - MOMENT).max(0.0);
    let place = || format!("{} begins on day {:.2}", lift.id, lift.begins);
    court.look("orders_week", (start - lift.begins).max(lift.begins - start - latest), 0.0, place);
    let works = fleet.unit_days.get();
    let span = if works > 0.0 { r.cycle[t].get() * days / works } else { r.cycle[t].get() };
    court.agree("orders_week", lift.back - lift.begins, span, || format!("days that {} takes", lift.id));
    let on = |at: f64| at.is_finite().then(|| m.calendar.start.checked_add((at as i64).days()).ok()).flatten();
    let ends = |at: f64| (at - ROUNDING).ceil() - 1.0;
    let departs = (lift.begins + loading + ROUNDING).floor().min(start + days - 1.0);
    let said: [(&str, Date, f64); 4] = [
        ("loading", lift.loads_on, lift.begins + ROUNDING),
        ("departure", lift.departs, departs),
        ("arrival", lift.arrives, ends(lift.begins + loading + travel).max(departs)),
        ("return", lift.returns, ends(lift.back).max(departs)),
    ];
    for (what, day, at) in said {
        court.demand("orders_week", on(at) == Some(day), || format!("day of {what} of {}: {day}", lift.id));
    }
    let arrived = m.calendar.last_day(Period(lift.period).later(later as u32));
    court.demand("orders_week", lift.arrives <= arrived, || format!("{} arrives after its week", lift.id));
}

/// It leaves a site that is still open, and arrives at one that stays so; its fleet's base is open, with its crews.
fn places(m: &Mission, plan: &Plan, r: &Route, lift: &StatedLift, court: &mut Court) {
    let site = |key: &str| plan.sites.iter().find(|s| s.id == key);
    let gone = |key: &str, day: Date| site(key).and_then(|s| s.closes_on).is_some_and(|closes| closes < day);
    let place = || format!("{} departs on {} from {}, which is closed", lift.id, lift.departs, lift.from);
    court.demand("orders_open", !gone(&lift.from, lift.departs), place);
    if let Node::Site(to) = r.to {
        let until = site(&m.sites[to].key).and_then(|s| s.closes_on);
        let open = until.is_none_or(|closes| closes > lift.arrives);
        court.demand("orders_open", open, || format!("{} arrives at {}, which is closed", lift.id, lift.to));
    }
    let fleet = &m.fleets[r.fleet];
    let Some(base) = fleet.base else { return };
    let base = &m.sites[base].key;
    court.demand("orders_crews", !gone(base, lift.loads_on), || format!("{} begins when its base is closed", lift.id));
    // Its crews are among the armed people at the base.
    let armed = |k: &str| m.kinds.values().any(|x| x.key == k && x.is_armed());
    let here = plan.stocks.iter().filter(|s| s.site == *base && s.period + 1 == lift.period && armed(&s.class));
    let here: f64 = here.map(|s| s.quantity).sum();
    let crew = if fleet.units > 0.0 { fleet.crew_in(Period(lift.period)).get() / fleet.units } else { 0.0 };
    court.look("orders_crews", crew - here, here, || format!("crew of {} at {base}", lift.id));
}

/// What is on it fits: as often as the largest share of its room that one of a kind takes.
fn room(m: &Mission, r: &Route, lift: &StatedLift, court: &mut Court) {
    let all = || lift.people.iter().chain(&lift.loads);
    let need = |keep: &dyn Fn(&Kind) -> bool| -> f64 {
        let of = |key: &str| m.kinds.values().find(|k| k.key == key).filter(|k| keep(k)).map_or(0.0, |k| k.size);
        all().map(|(key, n)| of(key) * *n as f64).sum()
    };
    let (people, vehicles) = (need(&Kind::is_people), need(&|k| k.self_driving));
    let cargo = need(&|k| !k.is_people()) - vehicles;
    // What is larger than a lift goes alone.
    let alone = all().map(|(_, n)| *n).sum::<u64>() == 1;
    let place = |what: &str| format!("{what} of {}", lift.id);
    court.demand("orders_room", all().next().is_some(), || format!("{} is empty", lift.id));
    for (what, need, room) in
        [("seats", people, r.seats), ("slots", cargo, r.slots), ("vehicles", vehicles, r.vehicles)]
    {
        court.look("orders_room", if alone && room > 0.0 { 0.0 } else { need - room }, room, || place(what));
    }
    if m.fleets[r.fleet].shares == Shares::Either && r.seats > 0.0 && r.slots > 0.0 && !alone {
        court.look("orders_room", people / r.seats + cargo / r.slots - 1.0, 0.0, || place("cabin"));
    }
}

/// Units that a fleet keeps in a period.
fn kept(m: &Mission, plan: &Plan, fleet: &Fleet, t: u32) -> f64 {
    let share = plan.fleets.iter().find(|x| x.fleet == fleet.key && x.period == t).map_or(0.0, |x| x.share);
    let days = f64::from(m.calendar.period_days);
    let within = |day: f64| (day - first(m, t)).clamp(0.0, days);
    let there = (within(fleet.last_day.get()) - within(fleet.first_day.get())) / days * fleet.unit_days.get();
    if there > 0.0 { (fleet.days[t as usize].get() * share / there - ROUNDING).ceil().max(0.0) } else { 0.0 }
}

/// No unit makes two lifts at a time, and no more of them are out than the plan keeps.
fn units(m: &Mission, plan: &Plan, fleet: &Fleet, lifts: &[&StatedLift], court: &mut Court) {
    let kept: Vec<f64> = (0..=end(m, plan)).map(|t| if t == 0 { 0.0 } else { kept(m, plan, fleet, t) }).collect();
    // Units that were there so far: who leaves and comes again is another one.
    let (mut ever, mut here) = (0.0, 0.0_f64);
    let most: Vec<f64> = kept
        .iter()
        .map(|k| {
            here = here.min(*k);
            ever += k - here;
            here = *k;
            ever
        })
        .collect();
    let mut by_unit: BTreeMap<u32, Vec<&StatedLift>> = BTreeMap::new();
    for lift in lifts.iter().filter(|l| fits(m, plan, l.period)) {
        let number = lift.unit.unwrap_or(0);
        let known = number >= 1 && f64::from(number) <= most[lift.period as usize];
        court.demand("orders_units", known, || format!("unit of {}", lift.id));
        by_unit.entry(number).or_default().push(lift);
        let early = fleet.first_day.get() - lift.begins;
        court.look("orders_units", early, 0.0, || format!("{} begins before {} is there", lift.id, fleet.key));
        let out =
            lifts.iter().filter(|l| l.begins <= lift.begins + ROUNDING && l.back > lift.begins + ROUNDING).count();
        court.look("orders_units", out as f64 - kept[lift.period as usize], 0.0, || {
            format!("units of {} that are out when {} begins", fleet.key, lift.id)
        });
    }
    for (number, mut of) in by_unit {
        of.sort_by(|a, b| a.begins.total_cmp(&b.begins));
        for pair in of.windows(2) {
            court.look("orders_units", pair[0].back - pair[1].begins, 0.0, || {
                format!("unit {number} of {} is in two places: {} and {}", fleet.key, pair[0].id, pair[1].id)
            });
        }
    }
    for t in 1..=end(m, plan) {
        let start = first(m, t);
        let out = lifts.iter().filter(|l| l.begins < start - ROUNDING && l.back > start + ROUNDING).count() as f64;
        let place = || format!("units of {} that are out as week {t} begins, beyond those kept", fleet.key);
        court.look("orders_units", out - kept[t as usize], 0.0, place);
    }
}
