//! A first plan, site by site, from a few small programs: what is shown if the search is stopped at once, and where it starts.
//!
//! With the closings given a plan is a linear program, and a quick one. First every site stays open to the end: that is as short a
//! horizon as the money forces. In that plan each site is done with at some time; it closes then, a little later where the guards
//! cannot all leave at once, and the money that this saves is spent on a longer horizon. The same work on every machine, finished
//! whatever the clock says. Must not claim bounds.
//!
//! `docs/model.md#a-first-plan`

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation};
use crate::id::{Id, SiteId};
use crate::mission::{Kind, Mission, Node, Objective, Period};
use crate::optimise::fixing::{self, Closures};
use crate::optimise::on_time::has_timetable;
use crate::optimise::search::{Ask, Search};
use crate::optimise::{Failure, people_left, stages, whole};
use crate::solve::Status;
use crate::tolerance::{NONE_LEFT, no_worse_than};
use crate::units::Periods;

/// Seconds granted to one program when the time is over already.
const GRACE: f64 = 120.0;
/// By how many periods the closings are put off until they can be kept.
const DELAYS: [u32; 6] = [0, 1, 2, 4, 7, 11];
/// Share of what was at a site that may be there when it counts as done with; the smaller is tried where the larger leaves somebody.
const TAILS: [f64; 2] = [0.05, 0.0];
/// Rounds of closing sites and staying longer.
const ROUNDS: usize = 2;

/// A plan that keeps the rules and the money.
#[derive(Debug, Clone)]
pub(super) struct First {
    /// The end of it, a period.
    pub horizon: u32,
    /// People left then.
    pub left: f64,
    /// Its point in the program of that horizon.
    pub x: Vec<f64>,
    /// When its sites close.
    pub closures: Closures,
}

impl First {
    /// Fewer people left, or as few for longer.
    fn better(&self, than: &Self) -> bool {
        self.left < than.left - NONE_LEFT || (self.left <= than.left + NONE_LEFT && self.horizon > than.horizon)
    }
}

/// The first plan; none if none was found this way: there may be one.
pub(super) fn first(search: &Search) -> Result<Option<First>, Failure> {
    let m = search.mission;
    let deadline = m.calendar.periods;
    let never = vec![u32::MAX; m.sites.len()];
    let Some(mut best) = longest(search, &never, 0, deadline)? else { return Ok(None) };
    for _ in 0..ROUNDS {
        let before = (best.left, best.horizon);
        if best.left > NONE_LEFT {
            best = closed(search, best)?;
        }
        if best.horizon < deadline
            && let Some(longer) = longest(search, &best.closures, best.horizon, deadline)?
            && longer.better(&best)
        {
            best = longer;
        }
        if (best.left, best.horizon) == before {
            break;
        }
    }
    // The dive looks for a cheap plan by itself.
    let large = stages::is_large(&people_left(search, search.mission, Period(best.horizon)));
    let settled = if large { best } else { settled(search, best, false)? };
    whole(search, settled, large)
}

/// The plan with whole lifts, its closings kept, whatever the clock says; with more people left where it must be. None if
/// there is none. As it is where it is whole already, unless it is to be made `anew`.
fn whole(search: &Search, plan: First, anew: bool) -> Result<Option<First>, Failure> {
    let mut f = people_left(search, search.mission, Period(plan.horizon));
    if !anew && !whole::fractional(&f, &plan.x) && has_timetable(&f, &plan.x) {
        return Ok(Some(plan));
    }
    let mut cheap = f.clone();
    cheap.bound(Objective::PeopleLeft, no_worse_than(plan.left));
    cheap.minimise(Objective::EconomicCost);
    f.minimise(Objective::PeopleLeft);
    // Where everybody leaves there is time, and lifts that are kept apart from the start need no second dive for their timetable.
    let apart = (plan.left <= NONE_LEFT).then(|| {
        let mut apart = cheap.clone();
        apart.keep_all_apart();
        apart
    });
    for f in apart.iter().chain([&cheap, &f]) {
        if let Some(x) = whole::with_closings(search, f, &plan.x)? {
            let left = f.objective(Objective::PeopleLeft).at(&x);
            return Ok(Some(First { left, x, ..plan }));
        }
    }
    standing(search)
}

/// Everybody stays where they are, as long as the money lasts: poor, and a plan.
fn standing(search: &Search) -> Result<Option<First>, Failure> {
    let never = vec![u32::MAX; search.mission.sites.len()];
    let Some(plan) = longest(search, &never, 0, search.mission.calendar.periods)? else { return Ok(None) };
    let mut f = people_left(search, search.mission, Period(plan.horizon));
    for (_, _, col) in f.vars.all_lifts() {
        f.program.set_bounds(col, 0.0, 0.0);
    }
    let Some((_, x)) = solved(search, &f, &plan.closures)? else { return Ok(None) };
    let found = whole::with_closings(search, &f, &x)?;
    Ok(found.map(|x| First { left: f.objective(Objective::PeopleLeft).at(&x), x, ..plan }))
}

/// The longest horizon beyond `short` that can be kept alive with these closings, by halving.
fn longest(search: &Search, closures: &Closures, short: u32, deadline: u32) -> Result<Option<First>, Failure> {
    if let Some(found) = planned(search, deadline, closures)? {
        return Ok(Some(found));
    }
    if search.mission.budget.total().is_none() {
        return Ok(None);
    }
    let (mut short, mut long, mut best) = (short, deadline, None);
    while long - short > 1 {
        let middle = u32::midpoint(short, long);
        match planned(search, middle, closures)? {
            Some(found) => (short, best) = (middle, Some(found)),
            None => long = middle,
        }
    }
    Ok(best)
}

/// The fewest people left at a horizon with these closings.
fn planned(search: &Search, horizon: u32, closures: &Closures) -> Result<Option<First>, Failure> {
    let f = people_left(search, search.mission, Period(horizon));
    let found = solved(search, &f, closures)?;
    Ok(found.map(|(left, x)| {
        // A site that is open at this end is open at any later one.
        let closures = fixing::closures(&f, &x).into_iter().map(|t| if t > horizon { u32::MAX } else { t });
        First { horizon, left, closures: closures.collect(), x }
    }))
}

fn solved(search: &Search, f: &Formulation, closures: &Closures) -> Result<Option<(f64, Vec<f64>)>, Failure> {
    let s = search
        .solve(&fixing::near(f, closures, 0), &Ask { quiet: true, grace: GRACE, trusting: true, ..Ask::to(0.0) })?;
    match s.status {
        Status::Optimal => Ok(Some((s.objective, s.x))),
        Status::Infeasible => Ok(None),
        Status::Stopped | Status::Nothing | Status::Lost => Err(search.stopped()),
    }
}

/// Of the plans with the closings and the people left of `plan` one that loses little of what is sensitive, and then costs little.
/// With `early` a site costs by what is still there, as if it could close in part: each is done with as soon as that pays. Where the
/// money does not last nothing else counts then, whatever is given up.
fn settled(search: &Search, plan: First, early: bool) -> Result<First, Failure> {
    let mut f = people_left(search, search.mission, Period(plan.horizon));
    let mut x = plan.x;
    let mut value = plan.left;
    let mut before = Objective::PeopleLeft;
    let poor = early && plan.horizon < search.mission.calendar.periods;
    // When a site is done with is a question of what it costs.
    let after: &[Objective] =
        if early { &[Objective::EconomicCost] } else { &[Objective::SensitiveLost, Objective::EconomicCost] };
    for objective in after.iter().copied() {
        f.bound(before, no_worse_than(value));
        let mut cost = if poor { f.spending() } else { f.objective(objective) };
        if early && objective == Objective::EconomicCost {
            cost.add_scaled(&by_what_is_there(&f), 1.0);
        }
        f.program.minimise(cost.terms, cost.constant);
        match solved(search, &f, &plan.closures) {
            Ok(Some(better)) => (value, x) = better,
            Ok(None) => break,
            Err(failure) if failure.stopped() => break,
            Err(failure) => return Err(failure),
        }
        before = objective;
    }
    Ok(First { x, ..plan })
}

/// What the sites cost, in proportion to the people and loads that are still there.
fn by_what_is_there(f: &Formulation) -> Affine {
    let mut sum = Affine::default();
    for (id, s) in f.mission.sites.iter() {
        let (people, cargo) = (f.stock_of(true, id, Period::START), f.stock_of(false, id, Period::START));
        let all = people.constant + cargo.constant;
        if all > 0.0 {
            for t in f.expansion.periods() {
                let cost = ((s.running_at(t) + s.national_staff * s.national_pay) * Periods::ONE).get();
                sum.add_scaled(&f.stock_of(true, id, t), cost / all);
                sum.add_scaled(&f.stock_of(false, id, t), cost / all);
            }
        }
    }
    sum
}

/// The same horizon with the sites closed as soon as they are done with.
fn closed(search: &Search, plan: First) -> Result<First, Failure> {
    let deadline = search.mission.calendar.periods;
    let poor = plan.horizon < deadline;
    let plan = settled(search, plan, true)?;
    let f = people_left(search, search.mission, Period(plan.horizon));
    let steps = steps(&f);
    let mut best: Option<First> = None;
    // All sites; where that cannot be, those that need another to leave.
    let tries = [(1, &DELAYS[..]), (2, &DELAYS[1..4])];
    for (nearest, delays) in tries {
        for done in TAILS.map(|tail| done(&f, &plan.x, tail)) {
            for delay in delays {
                let mut closures = in_order(&f, &done, &steps, *delay);
                for (c, n) in closures.iter_mut().zip(&steps) {
                    *c = if *n < nearest { u32::MAX } else { *c };
                }
                let found = planned(search, plan.horizon, &closures)?;
                let Some(found) = found else { continue };
                // Fewer open sites may cost people now and leave money for a longer stay.
                let longer = if poor { longest(search, &closures, plan.horizon, deadline)? } else { None };
                let found = longer.filter(|l| l.better(&found)).unwrap_or(found);
                if found.left > plan.left + NONE_LEFT {
                    continue;
                }
                if best.as_ref().is_none_or(|b| found.better(b)) {
                    best = Some(found);
                }
                break;
            }
            if best.as_ref().is_some_and(|b| b.left <= NONE_LEFT) {
                break;
            }
        }
        if best.is_some() {
            break;
        }
    }
    Ok(best.unwrap_or(plan))
}

/// The first period at whose end each site could be closed if its guards left then, and with them no more than a share of what was
/// there at the start: the last of it is often in no hurry.
fn done(f: &Formulation, x: &[f64], tail: f64) -> Vec<u32> {
    let m = f.mission;
    let inbound = inbound(f, x, tail);
    let one = |id: SiteId| {
        let s = &m.sites[id];
        let mut free = inbound.get(&id).map_or(1, |t| t + 1);
        let few = |people: bool| (f.stock_of(people, id, Period::START).constant * tail).max(NONE_LEFT);
        let (few_people, few_loads) = (few(true), few(false));
        for t in f.expansion.periods() {
            let cargo = f.stock_of(false, id, t).at(x);
            let people = f.stock_of(true, id, t).at(x);
            let armed = f.stock_where(id, t, Kind::is_armed).at(x);
            if cargo > few_loads {
                free = free.max(t.0 + s.cleanup + 1);
            }
            if people > needed(m, id, t) + few_people || people - armed > few_people {
                free = free.max(t.0 + 1);
            }
        }
        free
    };
    m.sites.ids().map(one).collect()
}

/// Armed people that a site needs while it is open.
fn needed(m: &Mission, site: SiteId, t: Period) -> f64 {
    let crews = m.fleets.values().filter(|x| x.base == Some(site)).map(|x| x.crew.get()).sum::<f64>();
    (m.sites[site].guard_at(t).get() + crews).max(1.0)
}

/// The last arrival at each site, but for a share of all that arrives there.
fn inbound(f: &Formulation, x: &[f64], tail: f64) -> BTreeMap<SiteId, u32> {
    let mut arrivals: BTreeMap<SiteId, BTreeMap<u32, f64>> = BTreeMap::new();
    for (arc, col) in f.expansion.arcs.iter().zip(&f.vars.flow) {
        if let Node::Site(to) = arc.to
            && x[col.index()] > NONE_LEFT
        {
            *arrivals.entry(to).or_default().entry(arc.arrive.0).or_default() += x[col.index()];
        }
    }
    let last = |of: &BTreeMap<u32, f64>| {
        let mut few = of.values().sum::<f64>() * tail + NONE_LEFT;
        let late = of.iter().rev().find(|(_, n)| {
            few -= *n;
            few < 0.0
        });
        late.map_or(0, |(t, _)| *t)
    };
    arrivals.iter().map(|(site, of)| (*site, last(of))).collect()
}

/// Closings after `done` by `delay`, a site nearer to the exits after those that have to pass it.
fn in_order(f: &Formulation, done: &[u32], steps: &[u32], delay: u32) -> Closures {
    let m = f.mission;
    // What is done with at all is closed by the end.
    let end = f.expansion.horizon.0;
    let put_off = |t: &u32| if *t <= end { (t + delay).min(end) } else { u32::MAX };
    let mut at: Closures = done.iter().map(put_off).collect();
    let mut outermost: Vec<SiteId> = m.sites.ids().collect();
    outermost.sort_by_key(|s| std::cmp::Reverse(steps[s.index()]));
    for s in outermost {
        for r in m.routes.values().filter(|r| r.from == s && steps[s.index()] > 1) {
            if let Node::Site(to) = r.to
                && steps[to.index()] < steps[s.index()]
            {
                let left = at[s.index()].min(end);
                let there = left + r.transit(Period(left), m.calendar.period_days);
                // Its last people go on in the week after; at the very end they may go through in one.
                let there = if left < end { (there + 1).min(end) } else { there };
                at[to.index()] = at[to.index()].max(if at[s.index()] > end { u32::MAX } else { there });
            }
        }
    }
    // The hospital that a site relies on, and the site that has to wait for it.
    for (site, hospitals) in &m.rules.medical {
        for h in hospitals {
            at[h.index()] = at[h.index()].max(at[site.index()]);
        }
    }
    for (id, s) in m.sites.iter() {
        for other in &s.closes_before {
            at[other.index()] = at[other.index()].max(at[id.index()]);
        }
    }
    at
}

/// Steps of each site's guard to an exit: one where it can leave in the period of the closing, one more than the site that it has to go
/// on to where not; many where no exit is reached.
fn steps(f: &Formulation) -> Vec<u32> {
    let m = f.mission;
    let far = m.sites.len() as u32 + 1;
    let mut steps: Vec<u32> =
        m.sites.ids().map(|s| if direct(f, s) >= needed(m, s, f.expansion.horizon) { 1 } else { far }).collect();
    for _ in 0..m.sites.len() {
        for r in m.routes.values() {
            if let Node::Site(to) = r.to {
                let beyond = steps[to.index()].saturating_add(1);
                let own = &mut steps[r.from.index()];
                *own = beyond.min(*own);
            }
        }
    }
    // With an exit of its own, and nothing else: it leaves bit by bit, or not at all.
    for r in m.routes.values().filter(|r| matches!(r.to, Node::Exit(_))) {
        let own = &mut steps[r.from.index()];
        *own = if *own >= far { 1 } else { *own };
    }
    steps
}

/// Most people that can leave a site for the exits in one period, in the middle of the plan.
fn direct(f: &Formulation, site: SiteId) -> f64 {
    let t = Period((f.expansion.horizon.0 / 2).max(1));
    let mut by_exit: BTreeMap<usize, f64> = BTreeMap::new();
    for (id, r) in f.mission.routes.iter().filter(|(_, r)| r.from == site) {
        if let Node::Exit(x) = r.to {
            *by_exit.entry(x.index()).or_default() += r.seats * f.lift_bound(id, t);
        }
    }
    let exits = f.mission.exits.iter();
    let week = f.mission.calendar.periods_of_a_week();
    exits.map(|(id, x)| by_exit.get(&id.index()).map_or(0.0, |seats| seats.min(x.takes_to(true, t, week)))).sum()
}
