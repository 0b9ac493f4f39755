//! Whether the time is enough at all: in what share of the worlds a planner who knows the world gets everybody out by the deadline, and by
//! later days. No plan made without knowing holds in more of them.
//!
//! Only people count: whoever knows may leave all cargo, all guards and all orders behind, so the share is one that no plan exceeds. Must
//! not know candidates but for the worlds in which they held.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::hedge::{End, News, Question};
use crate::mission::{Mission, Nature, Period, Unit};
use crate::optimise::{Options, least_people_left};
use crate::simulate::OVERTIME;
use crate::simulate::known::known;
use crate::simulate::statistics::Chance;
use crate::tolerance::EVERYBODY;
use crate::units::{DAYS_PER_MONTH, Persons, PersonsPerLoad, UsdPerPerson, UsdPerPersonPeriod};

/// Worlds that are looked at most.
const WORLDS: usize = 300;
/// Worlds at a time, between two looks at the clock.
const BATCH: usize = 10;
/// Months after the deadline that are looked at.
const MONTHS: u32 = 6;

/// In how many worlds the time is enough.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Foresight {
    /// Share of the worlds in which a planner who knows them can have everybody out by the deadline: no plan holds in more.
    pub share: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Worlds.
    pub worlds: usize,
    /// The same for later days, until all worlds are over.
    pub later: Vec<PossibleBy>,
}

/// In how many worlds everybody can be out by a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PossibleBy {
    /// The day.
    pub by: Date,
    /// Share of the worlds.
    pub share: f64,
}

/// Periods by whose ends is looked whether everybody can be out: the deadline, and later ones by months.
fn steps(m: &Mission) -> Vec<u32> {
    let last = m.calendar.periods;
    let after = |months: u32| (f64::from(months) * DAYS_PER_MONTH / f64::from(m.calendar.period_days)).ceil() as u32;
    let mut list: Vec<u32> = (0..=MONTHS).map(|k| last + after(k).min(OVERTIME)).collect();
    list.dedup();
    list
}

/// By world: the position of the first step by which everybody can be out; the number of steps where by none. What the exits take says
/// so at once; in as many worlds as the time allows a relaxation looks closer, and its step is no earlier. `held`: a plan held in a world,
/// which shows that it can be.
pub(super) fn in_worlds(
    q: &Question,
    held: &(dyn Fn(usize) -> bool + Sync),
    end: &End,
    told: &(dyn Fn(&News) + Sync),
) -> Vec<usize> {
    let steps = steps(q.mission);
    let numbers: Vec<usize> = (0..WORLDS.min(q.worlds as usize)).collect();
    let known = |i: usize| known(q.mission, q.processes, q.seed, i as u64).0;
    let by_exits = |i: &usize| if held(*i) { 0 } else { by_exits(&known(*i), &steps) };
    let mut first: Vec<usize> = numbers.par_iter().map(by_exits).collect();
    for few in numbers.chunks(BATCH) {
        if end.reached() {
            break;
        }
        told(&News { doing: "planners who know their world: is there time enough?".into(), ..News::default() });
        let closer = |i: &usize| {
            let from = first[*i];
            if held(*i) { from } else { in_world(q, &unhindered(known(*i)), &steps, from, end) }
        };
        let closer: Vec<usize> = few.par_iter().map(closer).collect();
        few.iter().zip(closer).for_each(|(i, step)| first[*i] = step);
    }
    first
}

/// The first step by whose end the exits take as many people as there are.
fn by_exits(m: &Mission, steps: &[u32]) -> usize {
    let people = m.people_total().get();
    // A weekly limit of shorter periods is there from the first of them.
    let ahead = m.calendar.periods_of_a_week() as u32 - 1;
    let taken = |last: u32| -> f64 {
        let takes = |t: &u32| m.exits.values().map(|x| x.people.get(*t as usize).map_or(0.0, |p| p.get())).sum::<f64>();
        (1..=last).chain(1..=ahead).map(|t| takes(&t)).sum()
    };
    steps.partition_point(|last| people - taken(*last) >= EVERYBODY)
}

/// Position of the first step, not before `from`, by which everybody can be out in a world; `from` if the time was too short to tell. What
/// is possible by a day is possible by any later one.
fn in_world(q: &Question, m: &Mission, steps: &[u32], from: usize, end: &End) -> usize {
    let mut unknown = false;
    let mut possible = |last: u32| {
        if unknown || end.reached() {
            unknown = true;
            return true;
        }
        let options = Options { threads: 1, time_limit: Some(end.seconds()), ..q.options.clone() };
        // A program without a point has rules that a replay bends: nothing is known against it.
        match least_people_left(&cut(m, last), &options) {
            Ok(left) => left.is_none_or(|left| left < EVERYBODY),
            Err(_) => {
                unknown = true;
                true
            }
        }
    };
    // Mostly it is the first.
    if steps.get(from).is_none_or(|last| possible(*last)) {
        return from;
    }
    let rest = &steps[from + 1..];
    let later = from + 1 + rest.partition_point(|last| !possible(*last));
    if unknown { from } else { later }
}

/// Only what keeps people from leaving: lifts, roads, exits. No guard, crew, cargo, order or flight for others.
fn unhindered(mut m: Mission) -> Mission {
    m.air_links.clear();
    for (_, f) in m.fleets.iter_mut() {
        (f.base, f.crew, f.standby) = (None, Persons::ZERO, 0.0);
        f.standby_for.clear();
    }
    // Who cannot be told apart is one class: a smaller program.
    for (_, k) in m.kinds.iter_mut().filter(|(_, k)| k.is_people()) {
        k.nature = Nature::People { armed: false, pay: UsdPerPersonPeriod::ZERO, repatriation: UsdPerPerson::ZERO };
    }
    for (_, s) in m.sites.iter_mut() {
        s.guard.fill(Persons::ZERO);
        (s.guard_per_load, s.guard_per_person) = (PersonsPerLoad::ZERO, 0.0);
        s.closes_before.clear();
        s.keep_open_until = Period::START;
    }
    let people = m.units.values().filter(|u| m.kinds[u.kind].is_people());
    m.units = people.map(|u| Unit { contingent: None, ..u.clone() }).collect();
    m
}

/// The mission with another last period.
fn cut(m: &Mission, last: u32) -> Mission {
    let mut m = m.clone();
    m.calendar.periods = last;
    m
}

/// What the worlds say; a candidate that held in one shows that it can be. None if it was not looked at.
pub(super) fn foresight(q: &Question, first: &[usize], held: &dyn Fn(usize) -> bool) -> Option<Foresight> {
    let n = first.len();
    if n == 0 {
        return None;
    }
    let within = |step: usize| first.iter().enumerate().filter(|(i, s)| **s <= step || held(*i)).count();
    let chance = Chance::of(within(0), n);
    let mut later = Vec::new();
    for (k, last) in steps(q.mission).into_iter().enumerate().skip(1) {
        if within(k - 1) == n {
            break;
        }
        later.push(PossibleBy { by: q.mission.calendar.last_day(Period(last)), share: within(k) as f64 / n as f64 });
    }
    Some(Foresight { share: chance.share, low: chance.low, high: chance.high, worlds: n, later })
}
