//! Which unit makes which lift, and when it begins: the units of a fleet as machines, its lifts as jobs that begin in their period and
//! keep their unit until it is back.
//!
//! In each period the jobs are tried in some orders until all begin in time; each takes the unit that is free first. Must not know
//! what is on a lift.

use super::packing::Load;
use crate::id::{FleetId, RouteId};
use crate::mission::{Fleet, Mission, Period};
use crate::plan::decisions::Decisions;
use crate::tolerance::ROUNDING;

/// Orders of the jobs of one period that are tried beside the plain ones.
const SHUFFLES: u64 = 200;

/// A lift that has to begin in a period.
#[derive(Debug, Clone)]
pub(super) struct Job {
    /// None: a flight of an air link, which needs its unit and gets no order.
    pub route: Option<RouteId>,
    pub content: Load,
    /// Days after the first moment of the period at which it has to begin.
    pub latest: f64,
    /// Days that it keeps its unit.
    pub span: f64,
}

/// A lift with its unit and time.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub job: Job,
    pub period: Period,
    /// 0-based; none for single trucks.
    pub unit: Option<usize>,
    /// Days after the start of the mission.
    pub begins: f64,
}

/// A fleet's units over time.
pub(super) struct Timetable<'a> {
    m: &'a Mission,
    fleet: &'a Fleet,
    /// Units kept in each period.
    units: Vec<usize>,
    /// The units that are kept now.
    active: Vec<FreeUnit>,
    /// Units that were there so far.
    numbers: usize,
}

/// A unit: its number, and when it is free, in days after the start of the mission.
#[derive(Debug, Clone, Copy)]
struct FreeUnit {
    number: usize,
    free: f64,
}

impl<'a> Timetable<'a> {
    pub(super) fn new(m: &'a Mission, d: &Decisions, id: FleetId) -> Self {
        let fleet = &m.fleets[id];
        let of = |t: usize| units(m, fleet, Period(t as u32), d.fleets[id].get(t).copied().unwrap_or(0.0));
        let units: Vec<usize> = (0..=d.horizon.at()).map(|t| if t == 0 { 0 } else { of(t) }).collect();
        Self { m, fleet, units, active: Vec::new(), numbers: 0 }
    }

    /// Gives the jobs of a period their units; those for which there is none in time come back.
    pub(super) fn place(&mut self, t: Period, jobs: Vec<Job>) -> (Vec<Placed>, Vec<Job>) {
        if !self.fleet.whole {
            return (self.over_the_days(t, jobs), Vec::new());
        }
        self.muster(t);
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        let mut best: Option<(Vec<(usize, usize, f64)>, Vec<FreeUnit>)> = None;
        for attempt in 0..SHUFFLES + 3 {
            arrange(&mut order, &jobs, attempt);
            let (placed, units) = self.attempt(t, &jobs, &order);
            let better = best.as_ref().is_none_or(|(b, _)| placed.len() > b.len());
            let all = placed.len() == jobs.len();
            if better {
                best = Some((placed, units));
            }
            if all {
                break;
            }
        }
        let Some((places, units)) = best else { return (Vec::new(), jobs) };
        self.active = units;
        let mut jobs: Vec<Option<Job>> = jobs.into_iter().map(Some).collect();
        let mut lifts = Vec::new();
        for (i, unit, begins) in places {
            lifts.extend(jobs[i].take().map(|job| Placed { job, period: t, unit: Some(unit), begins }));
        }
        (lifts, jobs.into_iter().flatten().collect())
    }

    /// Single trucks: as many as there are, over the days on which they can begin.
    fn over_the_days(&self, t: Period, jobs: Vec<Job>) -> Vec<Placed> {
        let (first, n) = (start(self.m, t), jobs.len() as f64);
        let at = |(i, job): (usize, Job)| {
            let begins = first + (job.latest.max(0.0) * i as f64 / n).floor();
            Placed { job, period: t, unit: None, begins }
        };
        jobs.into_iter().enumerate().map(at).collect()
    }

    /// The units of a period: those that are released were free first; those that come have a number of their own.
    fn muster(&mut self, t: Period) {
        let there = self.units.get(t.at()).copied().unwrap_or(0);
        if self.active.len() > there {
            self.active.sort_by(|a, b| b.free.total_cmp(&a.free).then(a.number.cmp(&b.number)));
            self.active.truncate(there);
        }
        while self.active.len() < there {
            let free = start(self.m, t).max(self.fleet.first_day.get());
            self.active.push(FreeUnit { number: self.numbers, free });
            self.numbers += 1;
        }
        self.active.sort_by_key(|u| u.number);
    }

    /// Places the jobs one after the other: job, unit and beginning of those that find one.
    fn attempt(&self, t: Period, jobs: &[Job], order: &[usize]) -> (Vec<(usize, usize, f64)>, Vec<FreeUnit>) {
        let mut units = self.active.clone();
        let mut placed = Vec::new();
        for i in order {
            let job = &jobs[*i];
            let begins = |u: &FreeUnit| u.free.max(start(self.m, t));
            let able = (0..units.len()).filter(|u| {
                let at = begins(&units[*u]);
                at <= start(self.m, t) + job.latest + ROUNDING && self.kept_until(&units, *u, t, at + job.span)
            });
            if let Some(unit) = able.min_by(|a, b| begins(&units[*a]).total_cmp(&begins(&units[*b])).then(a.cmp(b))) {
                let at = begins(&units[unit]);
                units[unit].free = at + job.span;
                placed.push((*i, units[unit].number, at));
            }
        }
        (placed, units)
    }

    /// With a unit out until `back`, no more units are out at the beginning of any later period than are kept in it.
    fn kept_until(&self, units: &[FreeUnit], unit: usize, t: Period, back: f64) -> bool {
        (t.0 + 1..self.units.len() as u32).map(Period).take_while(|s| start(self.m, *s) < back - ROUNDING).all(|s| {
            let out = |(i, u): (usize, &FreeUnit)| i == unit || u.free > start(self.m, s) + ROUNDING;
            units.iter().enumerate().filter(|(i, u)| out((*i, u))).count() <= self.units[s.at()]
        })
    }
}

/// Days from the start of the mission to a period.
pub(super) fn start(m: &Mission, t: Period) -> f64 {
    f64::from(t.0.saturating_sub(1)) * f64::from(m.calendar.period_days)
}

/// Units of a share of a fleet in a period; where they work for a part of the time only, all of them.
fn units(m: &Mission, fleet: &Fleet, t: Period, share: f64) -> usize {
    let days = f64::from(m.calendar.period_days);
    let from = (fleet.first_day.get() - start(m, t)).clamp(0.0, days);
    let to = (fleet.last_day.get() - start(m, t)).clamp(0.0, days);
    let there = (to - from) / days * fleet.unit_days.get();
    if there <= 0.0 { 0 } else { (fleet.days[t.at()].get() * share / there - ROUNDING).ceil().clamp(0.0, 1e6) as usize }
}

/// Another order of the jobs: the longest first, the most urgent first, the shortest first, then by lot.
fn arrange(order: &mut [usize], jobs: &[Job], attempt: u64) {
    match attempt {
        0 => order.sort_by(|a, b| jobs[*b].span.total_cmp(&jobs[*a].span).then(a.cmp(b))),
        1 => order.sort_by(|a, b| jobs[*a].latest.total_cmp(&jobs[*b].latest).then(a.cmp(b))),
        2 => order.sort_by(|a, b| jobs[*a].span.total_cmp(&jobs[*b].span).then(a.cmp(b))),
        _ => order.sort_by_key(|i| lot(attempt * 1_000_003 + *i as u64)),
    }
}

/// A number that looks drawn (SplitMix64).
const fn lot(seed: u64) -> u64 {
    let z = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
