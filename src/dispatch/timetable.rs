//! Which unit makes which lift, and when it begins: the units of a fleet as machines, its lifts as jobs that begin in their period and
//! keep their unit until it is back.
//!
//! In each period the jobs are tried in some orders, and of what comes of them the best few are followed: which unit makes a long lift
//! decides what can be made weeks later. Of small fleets every way is followed where these find none: then it is known whether there is
//! one. Must not know what is on a lift.

use super::packing::Load;
use crate::id::{FleetId, RouteId};
use crate::mission::{Fleet, Mission, Period};
use crate::plan::decisions::Decisions;
use crate::tolerance::ROUNDING;

/// Plain orders of the jobs of one period, and others that are tried while a job finds no unit.
const PLAIN: u64 = 3;
const SHUFFLES: u64 = 60;
/// Ways of making all lifts so far that are followed.
const STATES: usize = 12;

/// Jobs and units of a fleet of which every way is followed, and how many ways at once.
const FEW_JOBS: usize = 60;
const FEW_UNITS: usize = 8;
const WAYS: usize = 100;

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

/// All lifts of a fleet: those that have a unit and a time, and those for which no unit is free in time, with their periods.
#[derive(Debug, Default)]
pub(super) struct Schedule {
    pub placed: Vec<Placed>,
    pub left: Vec<(Period, Job)>,
}

/// Gives the jobs of a fleet their units, period by period; the element 0 of `jobs` is not used.
pub(super) fn schedule(m: &Mission, d: &Decisions, id: FleetId, jobs: Vec<Vec<Job>>) -> Schedule {
    let fleet = &m.fleets[id];
    if !fleet.whole {
        let of = |(t, jobs): (usize, Vec<Job>)| spread(m, Period(t as u32), jobs);
        return Schedule { placed: jobs.into_iter().enumerate().flat_map(of).collect(), left: Vec::new() };
    }
    let timetable =
        Timetable { m, fleet, kept: kept(m, id, d.horizon, |t| d.fleets[id].get(t).copied().unwrap_or(0.0)) };
    let mut states = vec![UnitsInUse::default()];
    for (t, jobs) in jobs.iter().enumerate().skip(1) {
        states = timetable.next(Period(t as u32), jobs, &states);
    }
    let mut best = states.into_iter().next().unwrap_or_default();
    if best.left > 0
        && let EveryWay::All(all) = timetable.every_way(&jobs)
    {
        best = all;
    }
    let mut out = Schedule::default();
    for (t, jobs) in jobs.into_iter().enumerate().skip(1) {
        let mut jobs: Vec<Option<Job>> = jobs.into_iter().map(Some).collect();
        for (i, unit, begins) in best.places.get(t - 1).into_iter().flatten() {
            let job = jobs[*i].take();
            out.placed.extend(job.map(|job| Placed {
                job,
                period: Period(t as u32),
                unit: Some(*unit),
                begins: *begins,
            }));
        }
        out.left.extend(jobs.into_iter().flatten().map(|job| (Period(t as u32), job)));
    }
    out
}

/// Units that are kept in each period, by the share of the fleet that is; the element 0 is not used.
pub(super) fn kept(m: &Mission, id: FleetId, horizon: Period, share: impl Fn(usize) -> f64) -> Vec<usize> {
    let of = |t: usize| if t == 0 { 0 } else { units(m, &m.fleets[id], Period(t as u32), share(t)) };
    (0..=horizon.at()).map(of).collect()
}

/// It is certain that so many units cannot make all jobs of a fleet; false where they can, or where there are too many ways to follow.
pub(super) fn impossible(m: &Mission, id: FleetId, kept: Vec<usize>, jobs: &[Vec<Job>]) -> bool {
    matches!(Timetable { m, fleet: &m.fleets[id], kept }.every_way(jobs), EveryWay::Never)
}

/// What following every way finds.
enum EveryWay {
    All(UnitsInUse),
    Never,
    Unknown,
}

/// Single trucks: as many as there are, over the days on which they can begin.
fn spread(m: &Mission, t: Period, jobs: Vec<Job>) -> Vec<Placed> {
    let (first, n) = (start(m, t), jobs.len() as f64);
    let at = |(i, job): (usize, Job)| {
        let begins = first + (job.latest.max(0.0) * i as f64 / n).floor();
        Placed { job, period: t, unit: None, begins }
    };
    jobs.into_iter().enumerate().map(at).collect()
}

/// A fleet's units over time.
struct Timetable<'a> {
    m: &'a Mission,
    fleet: &'a Fleet,
    /// Units kept in each period.
    kept: Vec<usize>,
}

/// A unit: its number, and when it is free, in days after the start of the mission.
#[derive(Debug, Clone, Copy)]
struct FreeUnit {
    number: usize,
    free: f64,
}

/// Which job, which unit, when it begins.
type TimeSlot = (usize, usize, f64);

/// One way of making the lifts up to a period.
#[derive(Debug, Clone, Default)]
struct UnitsInUse {
    /// The units that are kept.
    active: Vec<FreeUnit>,
    /// Units that were there so far.
    numbers: usize,
    /// Jobs that found no unit.
    left: usize,
    /// The others, by period.
    places: Vec<Vec<TimeSlot>>,
}

impl UnitsInUse {
    /// When units are free from a moment on, in ascending order: all that matters for what follows.
    fn free(&self, from: f64) -> Vec<f64> {
        let mut free: Vec<f64> = self.active.iter().map(|u| u.free.max(from)).collect();
        free.sort_by(f64::total_cmp);
        free
    }
}

impl Timetable<'_> {
    /// The ways of making the jobs of `t` after those of the periods before, the best first: fewest without a unit, units free
    /// soonest. Ways that are behind another one in every unit are dropped.
    fn next(&self, t: Period, jobs: &[Job], before: &[UnitsInUse]) -> Vec<UnitsInUse> {
        let mut found: Vec<(UnitsInUse, Vec<f64>)> = Vec::new();
        for state in before {
            let mut state = state.clone();
            self.muster(t, &mut state);
            for (places, active) in self.ways(t, jobs, &state) {
                let left = state.left + jobs.len() - places.len();
                let history = state.places.iter().cloned().chain([places]).collect();
                let next = UnitsInUse { active, left, places: history, ..state };
                let free = next.free(start(self.m, t.later(1)));
                found.push((next, free));
            }
        }
        found.sort_by(|a, b| {
            let sum = |free: &[f64]| free.iter().sum::<f64>();
            a.0.left.cmp(&b.0.left).then(sum(&a.1).total_cmp(&sum(&b.1)))
        });
        let mut kept: Vec<(UnitsInUse, Vec<f64>)> = Vec::new();
        for (state, free) in found {
            let behind = |other: &(UnitsInUse, Vec<f64>)| {
                other.1.len() == free.len() && other.1.iter().zip(&free).all(|(a, b)| *a <= b + ROUNDING)
            };
            if kept.len() < STATES && !kept.iter().any(behind) {
                kept.push((state, free));
            }
        }
        kept.into_iter().map(|(state, _)| state).collect()
    }

    /// A way of making all jobs, by following all that are not behind another. Jobs of a period can all begin at its start, so that a
    /// unit makes its jobs in the order in which they would end at the latest, each as soon as the one before it is over.
    fn every_way(&self, jobs: &[Vec<Job>]) -> EveryWay {
        let most = self.kept.iter().copied().max().unwrap_or(0);
        if jobs.iter().map(Vec::len).sum::<usize>() > FEW_JOBS || most > FEW_UNITS {
            return EveryWay::Unknown;
        }
        let mut states = vec![UnitsInUse::default()];
        for (t, jobs) in jobs.iter().enumerate().skip(1).map(|(t, jobs)| (Period(t as u32), jobs)) {
            for state in &mut states {
                self.muster(t, state);
                state.places.push(Vec::new());
            }
            let mut order: Vec<usize> = (0..jobs.len()).collect();
            let ends = |i: usize| jobs[i].latest + jobs[i].span;
            order.sort_by(|a, b| ends(*a).total_cmp(&ends(*b)).then(a.cmp(b)));
            for i in order {
                let next = states.iter().flat_map(|s| self.with(t, i, &jobs[i], s)).collect();
                states = self.foremost(t, next);
                if states.is_empty() {
                    return EveryWay::Never;
                }
                if states.len() > WAYS {
                    return EveryWay::Unknown;
                }
            }
        }
        states.into_iter().next().map_or(EveryWay::Unknown, EveryWay::All)
    }

    /// The ways of making one job more, by every unit that can.
    fn with(&self, t: Period, i: usize, job: &Job, state: &UnitsInUse) -> Vec<UnitsInUse> {
        let mut found: Vec<UnitsInUse> = Vec::new();
        let mut tried: Vec<f64> = Vec::new();
        for (unit, u) in state.active.iter().enumerate() {
            let at = u.free.max(start(self.m, t));
            let late = at > start(self.m, t) + job.latest + ROUNDING;
            if late || tried.contains(&at) || !self.kept_until(&state.active, unit, t, at + job.span) {
                continue;
            }
            tried.push(at);
            let mut next = state.clone();
            next.active[unit].free = at + job.span;
            next.places[t.at() - 1].push((i, u.number, at));
            found.push(next);
        }
        found
    }

    /// Without those that are behind another one in every unit.
    fn foremost(&self, t: Period, mut states: Vec<UnitsInUse>) -> Vec<UnitsInUse> {
        let from = start(self.m, t);
        states.sort_by(|a, b| a.free(from).iter().sum::<f64>().total_cmp(&b.free(from).iter().sum()));
        let mut kept: Vec<(UnitsInUse, Vec<f64>)> = Vec::new();
        for state in states {
            let free = state.free(from);
            let ahead = |(_, other): &(UnitsInUse, Vec<f64>)| other.iter().zip(&free).all(|(a, b)| *a <= b + ROUNDING);
            if !kept.iter().any(ahead) {
                kept.push((state, free));
            }
        }
        kept.into_iter().map(|(state, _)| state).collect()
    }

    /// Ways of making the jobs of one period: some plain orders, and others until all jobs find a unit.
    fn ways(&self, t: Period, jobs: &[Job], state: &UnitsInUse) -> Vec<(Vec<TimeSlot>, Vec<FreeUnit>)> {
        if jobs.is_empty() {
            return vec![(Vec::new(), state.active.clone())];
        }
        let mut order: Vec<usize> = (0..jobs.len()).collect();
        let mut ways = Vec::new();
        for attempt in 0..PLAIN + SHUFFLES {
            if attempt >= PLAIN && ways.iter().any(|(places, _): &(Vec<TimeSlot>, _)| places.len() == jobs.len()) {
                break;
            }
            arrange(&mut order, jobs, attempt);
            ways.extend([false, true].map(|late| self.attempt(t, jobs, &order, &state.active, late)));
        }
        let most = ways.iter().map(|(places, _)| places.len()).max().unwrap_or(0);
        ways.retain(|(places, _)| places.len() == most);
        ways
    }

    /// The units of a period: those that are released were free first; those that come have a number of their own.
    fn muster(&self, t: Period, state: &mut UnitsInUse) {
        let there = self.kept.get(t.at()).copied().unwrap_or(0);
        if state.active.len() > there {
            state.active.sort_by(|a, b| b.free.total_cmp(&a.free).then(a.number.cmp(&b.number)));
            state.active.truncate(there);
        }
        while state.active.len() < there {
            let mut free = start(self.m, t).max(self.fleet.first_day.get());
            // The first ones may be out on lifts of before the start.
            let mut before = 0.0;
            for x in &self.fleet.out {
                before += x.units;
                if (state.numbers as f64) < before - ROUNDING {
                    free = free.max(x.back.get());
                    break;
                }
            }
            state.active.push(FreeUnit { number: state.numbers, free });
            state.numbers += 1;
        }
        state.active.sort_by_key(|u| u.number);
    }

    /// Places the jobs one after the other, each with the unit that is free first, or with the one that is free last of those that
    /// are free in time: job, unit and beginning of those that find one.
    fn attempt(
        &self,
        t: Period,
        jobs: &[Job],
        order: &[usize],
        active: &[FreeUnit],
        late: bool,
    ) -> (Vec<TimeSlot>, Vec<FreeUnit>) {
        let mut units = active.to_vec();
        let mut placed = Vec::new();
        for i in order {
            let job = &jobs[*i];
            let begins = |u: &FreeUnit| u.free.max(start(self.m, t));
            let able = (0..units.len()).filter(|u| {
                let at = begins(&units[*u]);
                at <= start(self.m, t) + job.latest + ROUNDING && self.kept_until(&units, *u, t, at + job.span)
            });
            let sooner = |a: &usize, b: &usize| begins(&units[*a]).total_cmp(&begins(&units[*b]));
            let unit = if late {
                able.max_by(|a, b| sooner(a, b).then(b.cmp(a)))
            } else {
                able.min_by(|a, b| sooner(a, b).then(a.cmp(b)))
            };
            if let Some(unit) = unit {
                let at = begins(&units[unit]);
                units[unit].free = at + job.span;
                placed.push((*i, units[unit].number, at));
            }
        }
        (placed, units)
    }

    /// With a unit out until `back`, no more units are out at the beginning of any later period than are kept in it.
    fn kept_until(&self, units: &[FreeUnit], unit: usize, t: Period, back: f64) -> bool {
        (t.0 + 1..self.kept.len() as u32).map(Period).take_while(|s| start(self.m, *s) < back - ROUNDING).all(|s| {
            let out = |(i, u): (usize, &FreeUnit)| i == unit || u.free > start(self.m, s) + ROUNDING;
            units.iter().enumerate().filter(|(i, u)| out((*i, u))).count() <= self.kept[s.at()]
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
