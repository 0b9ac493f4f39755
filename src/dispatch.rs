//! The plan with days: each lift with its unit, the day on which it begins to load, departs, arrives and is back, who and what is on
//! it.
//!
//! What a plan moves in a period leaves in it: on as few lifts as hold it (`packing`), each made by one unit that is free then
//! (`timetable`), with dates (`write`). A plan that was not made here may move fractions: they become whole units first (`rounding`),
//! and what finds no unit is listed. Must not know costs.

mod overbooked;
mod packing;
mod rounding;
mod timetable;
mod whose;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use overbooked::{Overbooked, overbooked};
use packing::Load;
use timetable::{Job, Schedule, schedule};
use whose::Queues;

use crate::id::{FleetId, Id, KindId, RouteId};
use crate::mission::{Method, Mission, Period};
use crate::plan::decisions::Decisions;
use crate::tolerance::{MOMENT, WHOLE};

/// One convoy or sortie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// `gao-bamako-w07-02`.
    pub id: String,
    /// Period of departure.
    pub period: u32,
    /// Which unit of its fleet makes it, from 1; null for single trucks.
    #[serde(default)]
    pub unit: Option<u32>,
    /// When it begins to load, in days after the start of the mission.
    #[serde(default)]
    pub begins: f64,
    /// When its unit is back and free, in days after the start of the mission.
    #[serde(default)]
    pub back: f64,
    /// Day on which it begins to load.
    pub loads_on: Date,
    /// Day of departure.
    pub departs: Date,
    /// Day of arrival.
    pub arrives: Date,
    /// Day on which its unit is back.
    pub returns: Date,
    /// Route id.
    pub route: String,
    /// Site id.
    pub from: String,
    /// Site or exit id.
    pub to: String,
    /// Fleet id.
    pub fleet: String,
    /// Mode.
    pub mode: String,
    /// Whole persons by kind.
    pub people: BTreeMap<String, u64>,
    /// Whole loads by kind.
    pub loads: BTreeMap<String, u64>,
    /// Escort persons beside those carried.
    pub escort: f64,
    /// Who and what is on it, contributor by contributor.
    #[serde(default)]
    pub contents: Vec<Content>,
}

/// What is on a lift, or disposed of, of one contributor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The contributing country, or UN.
    pub contributor: String,
    /// The contingent with which it leaves; absent if with none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
    /// Kind id.
    pub class: String,
    /// Whole persons or loads.
    pub quantity: u64,
}

/// A whole disposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisposalOrder {
    /// Period.
    pub period: u32,
    /// Site id.
    pub site: String,
    /// Kind id.
    pub class: String,
    /// Method.
    pub method: String,
    /// Whole loads.
    pub quantity: u64,
    /// Whose: the contributing country, or UN.
    #[serde(default)]
    pub contributor: String,
    /// The contingent to which it belongs; absent if to none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contingent: Option<String>,
}

/// Units that the plan moves or disposes of and no order does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLifted {
    /// Period in which the plan wants it.
    pub period: u32,
    /// Site id.
    pub from: String,
    /// Route id, or the method of a disposal.
    pub route: String,
    /// Kind id.
    pub class: String,
    /// Persons or loads.
    pub quantity: u64,
    /// Why, for people.
    pub reason: String,
}

/// How the orders keep the plan's weeks, for people or for loads. A unit counts once for each route that it travels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Units that the plan moves.
    pub planned: u64,
    /// Of these, those that leave in the week planned.
    pub in_week: u64,
    /// Those that leave later.
    pub late: u64,
    /// Most weeks that one of them is late.
    pub latest_weeks: u32,
    /// Those on no lift.
    pub not_lifted: u64,
}

/// Days of a fleet with limits: what the plan keeps, what the orders take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FleetDays {
    /// Fleet id.
    pub fleet: String,
    /// Working days of the share that the plan keeps, without those of the air links.
    pub days_kept: f64,
    /// Days that the lifts take, out and back.
    pub days_used: f64,
    /// Of these, days after the plan has released that share of the fleet: it must stay so much longer.
    pub days_beyond: f64,
    /// The last period in which it works longer than planned; null if in none.
    pub beyond_until: Option<u32>,
}

/// All orders and how well they keep the plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// Convoys and sorties by date.
    pub orders: Vec<Order>,
    /// Disposals by period.
    pub disposals: Vec<DisposalOrder>,
    /// What is on no lift although the plan moves it.
    pub not_lifted: Vec<NotLifted>,
    /// People and the weeks planned.
    pub people_kept: Kept,
    /// Loads and the weeks planned.
    pub loads_kept: Kept,
    /// Weekly totals of the plan in whole units, by route (or disposal) and kind.
    pub totals: u64,
    /// Those that leave whole in their week.
    pub totals_kept: u64,
    /// Most units of one kind that wait on one route at the end of a week.
    pub most_waiting: f64,
    /// Units that the orders never move although the plan does: the sum of `not_lifted`.
    pub never_sent: f64,
    /// Lifts of the plan, fractions added up.
    pub lifts_planned: f64,
    /// Fleets that have a limit of days.
    pub fleets: Vec<FleetDays>,
    /// What the orders do otherwise than the plan, in words.
    pub exceptions: Vec<String>,
}

/// How something leaves a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum LeavesBy {
    Route(RouteId),
    Dispose(Method),
}

/// Turns a plan into orders.
pub fn manifest(m: &Mission, d: &Decisions) -> Manifest {
    let mut out = Manifest { lifts_planned: d.lifts.iter().map(|l| l.lifts).sum(), ..Manifest::default() };
    let mut leaving: BTreeMap<(FleetId, Period, RouteId), Load> = BTreeMap::new();
    let dues = rounding::in_whole_units(m, d);
    let mut queues = Queues::new(m, d, &dues);
    for due in dues {
        out.totals += 1;
        match due.way {
            LeavesBy::Route(route) => {
                kept(m, &mut out, due.kind).planned += due.quantity;
                let key = (m.routes[route].fleet, Period(due.period), route);
                *leaving.entry(key).or_default().entry(due.kind).or_default() += due.quantity;
            }
            LeavesBy::Dispose(method) => {
                for whose in queues.disposed(m, &due, method) {
                    out.disposals.push(DisposalOrder {
                        period: due.period,
                        site: m.sites[due.from].key.clone(),
                        class: whose.class,
                        method: method.key().to_owned(),
                        quantity: whose.quantity,
                        contributor: whose.contributor,
                        contingent: whose.contingent,
                    });
                }
            }
        }
    }
    let mut late = BTreeSet::new();
    for fleet in m.fleets.ids() {
        send(m, d, fleet, &leaving, &mut queues, &mut out, &mut late);
    }
    out.totals_kept = out.totals - late.len() as u64;
    out.orders.sort_by(|a, b| (a.departs, &a.id).cmp(&(b.departs, &b.id)));
    out
}

/// Lifts of a route and period that find no unit that is free in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unplaced {
    /// The route.
    pub route: RouteId,
    /// When they have to begin.
    pub period: Period,
    /// How many.
    pub lifts: u32,
}

/// Lifts that find no unit that is free in time.
pub fn unplaced(m: &Mission, d: &Decisions) -> Vec<Unplaced> {
    let mut found = Vec::new();
    for fleet in m.fleets.ids().filter(|f| m.fleets[*f].whole) {
        let of = |t: Period| {
            let mut jobs = links(m, d, fleet, t);
            for l in d.lifts.iter().filter(|l| l.period == t && m.routes[l.route].fleet == fleet) {
                let job = job(m, l.route, t, Load::new());
                jobs.extend(std::iter::repeat_n(job, l.lifts.round().clamp(0.0, 1e6) as usize));
            }
            jobs
        };
        let left = schedule(m, d, fleet, (0..=d.horizon.0).map(Period).map(of).collect()).left;
        let mut lifts: BTreeMap<(Period, RouteId), u32> = BTreeMap::new();
        for (t, route) in left.iter().filter_map(|(t, job)| Some((*t, job.route?))) {
            *lifts.entry((t, route)).or_default() += 1;
        }
        found.extend(lifts.into_iter().map(|((period, route), lifts)| Unplaced { route, period, lifts }));
    }
    found
}

/// Routes and periods whose whole persons and loads do not fit onto the lifts of the plan one by one, though they do in sum.
pub fn crowded(m: &Mission, d: &Decisions) -> Vec<(RouteId, Period)> {
    let mut content: BTreeMap<(RouteId, Period), Load> = BTreeMap::new();
    for x in d.flows.iter().filter(|x| m.fleets[m.routes[x.route].fleet].whole) {
        *content.entry((x.route, x.period)).or_default().entry(x.kind).or_default() += x.quantity.round() as u64;
    }
    let planned: BTreeMap<(RouteId, Period), f64> = d.lifts.iter().map(|l| ((l.route, l.period), l.lifts)).collect();
    let lifts = |key: &(RouteId, Period)| planned.get(key).copied().unwrap_or(0.0).round();
    content
        .iter()
        .filter(|(key, c)| packing::pack(m, key.0, c).len() as f64 > lifts(key))
        .map(|(key, _)| *key)
        .collect()
}

/// A lift that has to begin in a period.
fn job(m: &Mission, route: RouteId, t: Period, content: Load) -> Job {
    let (r, days) = (&m.routes[route], m.calendar.period_days);
    let span = m.fleets[r.fleet].span(r.cycle[t.at()], days);
    Job { route: Some(route), content, latest: r.latest_begin(t, days), span }
}

/// The lifts of one fleet, period by period.
fn send(
    m: &Mission,
    d: &Decisions,
    fleet: FleetId,
    leaving: &BTreeMap<(FleetId, Period, RouteId), Load>,
    queues: &mut Queues,
    out: &mut Manifest,
    late: &mut BTreeSet<(Period, RouteId, KindId)>,
) {
    let of = |t: Period| {
        let mut jobs = links(m, d, fleet, t);
        let routes = (fleet, t, RouteId::from_index(0))..(fleet, t.later(1), RouteId::from_index(0));
        for ((_, _, route), units) in leaving.range(routes) {
            let lifts = packing::pack(m, *route, units).into_iter();
            jobs.extend(lifts.map(|content| job(m, *route, t, content)));
        }
        jobs
    };
    let Schedule { placed, left } = schedule(m, d, fleet, (0..=d.horizon.0).map(Period).map(of).collect());
    let mut used = 0.0;
    let mut by_route: BTreeMap<(Period, RouteId), Vec<(timetable::Placed, f64)>> = BTreeMap::new();
    for lift in placed {
        let (span, route, t) = (lift.job.span, lift.job.route, lift.period);
        used += span * m.fleets[fleet].unit_days.get() / f64::from(m.calendar.period_days);
        if let Some(route) = route {
            for (kind, n) in &lift.job.content {
                kept(m, out, *kind).in_week += n;
            }
            by_route.entry((t, route)).or_default().push((lift, span));
        }
    }
    out.orders.extend(by_route.into_values().flat_map(|lifts| write::orders(m, lifts, queues)));
    for (t, job) in left {
        not_lifted(m, t, &job, out, late);
    }
    let f = &m.fleets[fleet];
    let kept_days = |t: u32| f.days[t as usize].get() * d.fleets[fleet][t as usize];
    let days_kept: f64 = (1..=d.horizon.0).map(kept_days).sum();
    if days_kept.is_finite() {
        let (fleet, days_beyond, beyond_until) = (f.key.clone(), 0.0, None);
        out.fleets.push(FleetDays { fleet, days_kept, days_used: used, days_beyond, beyond_until });
    }
}

/// The flights of air links, which keep units busy.
fn links(m: &Mission, d: &Decisions, fleet: FleetId, t: Period) -> Vec<Job> {
    let mut jobs = Vec::new();
    for l in d.links.iter().filter(|l| l.period == t && m.air_links[l.link].fleet == fleet) {
        let n = (l.flights - WHOLE).ceil().clamp(0.0, 1e5);
        let cycle = m.air_links[l.link].cycle * (l.flights / n.max(1.0));
        let span = m.fleets[fleet].span(cycle, m.calendar.period_days);
        let latest = f64::from(m.calendar.period_days) - MOMENT;
        let flight = Job { route: None, content: Load::new(), latest, span };
        jobs.extend(std::iter::repeat_n(flight, n as usize));
    }
    jobs
}

/// Notes what is on no lift because no unit is free.
fn not_lifted(m: &Mission, t: Period, job: &Job, out: &mut Manifest, late: &mut BTreeSet<(Period, RouteId, KindId)>) {
    let Some(route) = job.route else { return };
    for (kind, quantity) in &job.content {
        late.insert((t, route, *kind));
        kept(m, out, *kind).not_lifted += quantity;
        out.never_sent += *quantity as f64;
        out.not_lifted.push(NotLifted {
            period: t.0,
            from: m.sites[m.routes[route].from].key.clone(),
            route: m.routes[route].key.clone(),
            class: m.kinds[*kind].key.clone(),
            quantity: *quantity,
            reason: "no unit of the fleet is free in time".to_owned(),
        });
    }
}

fn kept<'a>(m: &Mission, out: &'a mut Manifest, kind: KindId) -> &'a mut Kept {
    if m.kinds[kind].is_people() { &mut out.people_kept } else { &mut out.loads_kept }
}
