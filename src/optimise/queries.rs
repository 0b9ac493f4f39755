//! Variants of the one question, for `study`: the least spending, a plan with closures given, a plan steered towards or
//! away from others.
//!
//! Must not know why they are asked.

use crate::expand::Expansion;
use crate::formulation::{Affine, Formulation};
use crate::id::{IdTable, SiteId};
use crate::mission::{Budget, Mission, Objective, Period};
use crate::optimise::read;
use crate::optimise::search::{Ask, Search};
use crate::optimise::{
    Failure, Observer, Options, StageOutcome, conflict, contingents, fixing, persons, stages, whole,
};
use crate::plan::decisions::Decisions;
use crate::program::{Entity, Family, Limit, Quantity, Sense, Variable};
use crate::solve::{Basis, Solution, Status};
use crate::tolerance::{NOISE, ROUNDING, no_worse_than};

/// When each site closes; `None`: not within the plan.
pub type Closes = IdTable<SiteId, Option<Period>>;

/// The least spending of a full withdrawal.
#[derive(Debug, Clone)]
pub struct Least {
    /// How.
    pub decisions: Decisions,
    /// Dollars: the least found; under a budget, what the plan of least economic cost with those closures spends.
    pub usd: f64,
    /// Certified: less is not enough.
    pub bound: f64,
    /// Value of equipment lost by this plan, dollars.
    pub value_lost: f64,
}

/// How a full withdrawal is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawal {
    /// Sites may close in part: cheap, and a proof where there is none.
    Relaxed,
    /// A plan.
    Whole,
}

/// The least spending of a full withdrawal by the mission's deadline, whatever its budget; none if no money would do.
/// `near` is a plan whose closures are worth trying.
///
/// # Errors
/// See [`Failure`].
pub fn least_spending(
    mission: &Mission,
    options: &Options,
    observer: &dyn Observer,
    near: Option<&Closes>,
) -> Result<Option<Least>, Failure> {
    let rich = Mission { budget: Budget::default(), ..mission.clone() };
    least(&rich, options, observer, near, Withdrawal::Whole)
}

/// The least spending of a full withdrawal by the mission's deadline within its budget; none if there is no such plan.
///
/// # Errors
/// See [`Failure`].
pub fn full_withdrawal(
    mission: &Mission,
    options: &Options,
    observer: &dyn Observer,
    how: Withdrawal,
) -> Result<Option<Least>, Failure> {
    least(mission, options, observer, None, how)
}

fn least(
    mission: &Mission,
    options: &Options,
    observer: &dyn Observer,
    near: Option<&Closes>,
    how: Withdrawal,
) -> Result<Option<Least>, Failure> {
    let search = Search::new(mission, options, observer)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, mission.calendar.deadline(), options.aggregate));
    f.demand_full_withdrawal();
    f.minimise_spending();
    let known = if how == Withdrawal::Whole { known(&search, &f, near)? } else { None };
    let relaxed = match search.relaxed(&f.program) {
        Ok(Some(relaxed)) => relaxed,
        Ok(None) => return Ok(None),
        // Stopped at once: what is known is a plan, and no bound.
        Err(failure) if failure.stopped() && known.is_some() => Solution::bounded(f64::NEG_INFINITY),
        Err(failure) => return Err(failure),
    };
    let s = if how == Withdrawal::Relaxed {
        Solution { bound: relaxed.objective, ..relaxed.clone() }
    } else {
        let Some(s) = stages::best(&search, &f, options.gap, known.as_deref())? else { return Ok(None) };
        s
    };
    let x = if how == Withdrawal::Whole { least_lost(&search, &mut f, &s)? } else { s.x.clone() };
    let usd = f.spending().at(&x);
    let value_lost = (f.objective(Objective::EconomicCost).at(&x) - usd).max(0.0);
    let bound = s.bound.max(relaxed.objective).max(0.0).min(s.objective);
    Ok(Some(Least { decisions: read::decisions(&f, &x), usd, bound, value_lost }))
}

/// A full withdrawal to start from: with the closings that are worth trying, else site by site.
fn known(search: &Search, f: &Formulation, near: Option<&Closes>) -> Result<Option<Vec<f64>>, Failure> {
    let ask = || Ask { quiet: true, grace: GRACE, ..Ask::to(0.0) };
    if let Some(closes) = near {
        let s = search.solve(&fixing::near(f, &given(f, closes), 0), &ask())?;
        if s.status == Status::Optimal {
            return Ok(Some(s.x));
        }
    }
    let Some(first) = contingents::first(search)?.filter(|p| p.horizon == f.expansion.horizon.0) else {
        return Ok(None);
    };
    let s = search.solve(&fixing::near(f, &first.closures, 0), &ask())?;
    Ok((s.status == Status::Optimal).then_some(s.x))
}

/// Seconds granted to a plan to start from when the time is over already.
const GRACE: f64 = 30.0;

/// Of the plans with these closures the one of least economic cost; without a budget among those that spend no more.
fn least_lost(search: &Search, f: &mut Formulation, cheapest: &Solution) -> Result<Vec<f64>, Failure> {
    if f.mission.budget.total().is_none() {
        f.cap_spending(cheapest.objective * (1.0 + ROUNDING));
    }
    f.minimise(Objective::EconomicCost);
    let program = fixing::decided(f, &cheapest.x);
    let s = search.solve(&program, &Ask { quiet: true, grace: 5.0, ..Ask::to(0.0) })?;
    Ok(if s.status == Status::Optimal { s.x } else { cheapest.x.clone() })
}

/// What a full withdrawal by the mission's deadline comes to at least (without an objective: what it spends): certified, for sites may
/// close in part. None if there is none whatever the money.
///
/// # Errors
/// See [`Failure`].
pub fn relaxed_bound(
    mission: &Mission,
    options: &Options,
    objective: Option<Objective>,
) -> Result<Option<f64>, Failure> {
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, mission.calendar.deadline(), options.aggregate));
    f.demand_full_withdrawal();
    match objective {
        Some(objective) => f.minimise(objective),
        None => f.minimise_spending(),
    }
    Ok(search.relaxed(&f.program)?.map(|s| s.objective))
}

/// The fewest people that can be left at the mission's deadline: certified, for sites may close in part. None if the rules contradict
/// each other.
///
/// # Errors
/// See [`Failure`].
pub fn least_people_left(mission: &Mission, options: &Options) -> Result<Option<f64>, Failure> {
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, mission.calendar.deadline(), options.aggregate));
    f.minimise(Objective::PeopleLeft);
    Ok(search.relaxed(&f.program)?.map(|s| s.bound))
}

/// A plan whose closures were given.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The plan.
    pub decisions: Decisions,
    /// Value of the objective.
    pub value: f64,
    /// Spending, dollars.
    pub spent: f64,
    /// Where the linear program of a large mission ended: the same with other figures is near it.
    pub basis: Option<Basis>,
}

/// The best plan with the closures given, up to `horizon`, with at most `people` left: see `fixed`.
///
/// # Errors
/// See [`Failure`].
pub fn fixed(
    mission: &Mission,
    options: &Options,
    closes: &Closes,
    horizon: Period,
    objective: Objective,
    people: Option<f64>,
) -> Result<Option<Fixed>, Failure> {
    let before: Vec<_> = people.into_iter().map(|p| (Objective::PeopleLeft, p)).collect();
    fixed_after(mission, options, closes, horizon, objective, &before, None)
}

/// The same, keeping what each of the stages `before` has reached; quicker with the basis of one that differs in a few figures.
///
/// # Errors
/// See [`Failure`].
pub fn fixed_after(
    mission: &Mission,
    options: &Options,
    closes: &Closes,
    horizon: Period,
    objective: Objective,
    before: &[(Objective, f64)],
    near: Option<&Basis>,
) -> Result<Option<Fixed>, Failure> {
    if horizon == Period::START {
        // The plan of no period has no program: nothing in it can be chosen.
        return Ok(None);
    }
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, options.aggregate));
    for (stage, reached) in before {
        f.bound(*stage, no_worse_than(*reached));
    }
    f.minimise(objective);
    let at = given(&f, closes);
    let small = f.program.rows().len() < whole::SMALL;
    let program = if small { fixing::closed(&f, &at) } else { fixing::near(&f, &at, 0) };
    let found = |x: &[f64], value: f64, basis: Option<Basis>| {
        let decisions = if small { read::decisions(&f, x) } else { read::estimate(&f, x) };
        Some(Fixed { decisions, value, spent: f.spending().at(x), basis })
    };
    if !small && let Some(v) = search.near_optimum(&program, near, 0.0)? {
        return Ok(found(&v.x, v.objective, Some(v.basis)));
    }
    let s = search.solve(&program, &Ask { quiet: true, ..Ask::to(0.0) })?;
    match s.status {
        Status::Optimal => Ok(found(&s.x, s.objective, None)),
        Status::Infeasible => Ok(None),
        Status::Stopped | Status::Nothing | Status::Lost => Err(search.stopped()),
    }
}

/// One plan with the closings given that can be carried out, soon: of a large program the cheapest with fractions of lifts, made whole by one dive. What
/// the stages `before` have reached is kept; nothing is certified. None if there is none, or the dive found none.
///
/// # Errors
/// See [`Failure`].
pub fn whole_soon(
    mission: &Mission,
    options: &Options,
    closes: &Closes,
    before: &[(Objective, f64)],
) -> Result<Option<Decisions>, Failure> {
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, mission.calendar.deadline(), options.aggregate));
    for (stage, reached) in before.iter().filter(|(_, reached)| reached.is_finite()) {
        f.bound(*stage, no_worse_than(*reached));
    }
    f.minimise(Objective::EconomicCost);
    let at = given(&f, closes);
    let small = f.program.rows().len() < whole::SMALL;
    let program = if small { fixing::closed(&f, &at) } else { fixing::near(&f, &at, 0) };
    let s = search.solve(&program, &Ask { quiet: true, ..Ask::to(0.0) })?;
    match s.status {
        Status::Optimal if small => return Ok(Some(read::decisions(&f, &s.x))),
        Status::Optimal => {}
        Status::Infeasible => return Ok(None),
        Status::Stopped | Status::Nothing | Status::Lost => return Err(search.stopped()),
    }
    let Some(x) = whole::with_closings(&search, &f, &s.x)? else { return Ok(None) };
    let x = persons::whole(&search, &mut f, &x)?.unwrap_or(x);
    Ok(Some(read::decisions(&f, &x)))
}

/// All stages with the closings given, up to `horizon`: how far a plan of another mission with the same sites carries here. Nothing
/// is certified. None if the closings cannot be kept.
///
/// # Errors
/// See [`Failure`].
pub fn carried(
    mission: &Mission,
    options: &Options,
    closes: &Closes,
    horizon: Period,
) -> Result<Option<(Decisions, Vec<StageOutcome>)>, Failure> {
    if horizon == Period::START {
        // The plan of no period has no program: nothing in it can be chosen.
        return Ok(None);
    }
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, options.aggregate));
    // A site that its plan leaves open is open here too.
    let at = mission.sites.ids().map(|s| closes[s].map_or(u32::MAX, |t| t.0)).collect();
    let staged = stages::with_closings(&search, &mut f, &at)?;
    Ok(staged.map(|s| (read::decisions(&f, &s.x), s.stages)))
}

/// What would have to give for closings that no plan keeps, in words.
///
/// # Errors
/// See [`Failure`].
pub fn obstacles(
    mission: &Mission,
    options: &Options,
    closes: &Closes,
    horizon: Period,
    people: Option<f64>,
) -> Result<Vec<String>, Failure> {
    if horizon == Period::START {
        // The plan of no period has no program: nothing in it can be chosen.
        return Ok(Vec::new());
    }
    let search = Search::new(mission, options, &super::Silent)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, options.aggregate));
    if let Some(people) = people {
        f.bound(Objective::PeopleLeft, people + NOISE);
    }
    conflict::obstacles(&search, fixing::near(&f, &given(&f, closes), 0))
}

/// Whom a plan is steered towards or away from.
#[derive(Debug, Clone)]
pub struct Steer<'a> {
    /// Other plans' closures.
    pub others: &'a [Closes],
    /// As far from the nearest of them as possible; else as near to the first as possible.
    pub away: bool,
    /// The closures to start from.
    pub from: &'a Closes,
    /// What the objectives that are more important than the distance may be at most.
    pub at_most: &'a [(Objective, f64)],
}

/// A plan within limits of the first objectives, whose closures are steered; the cheapest with those closures. None if no plan
/// keeps the limits.
///
/// # Errors
/// See [`Failure`].
pub fn steered(
    mission: &Mission,
    options: &Options,
    observer: &dyn Observer,
    horizon: Period,
    steer: &Steer,
) -> Result<Option<Decisions>, Failure> {
    if horizon == Period::START {
        // The plan of no period has no program: nothing in it can be chosen.
        return Ok(None);
    }
    let search = Search::new(mission, options, observer)?;
    let mut f = Formulation::new(mission, Expansion::new(mission, horizon, options.aggregate));
    for (objective, limit) in steer.at_most.iter().filter(|(_, limit)| limit.is_finite()) {
        f.bound(*objective, no_worse_than(*limit));
    }
    f.minimise(Objective::EconomicCost);
    let early = search.solve(&fixing::near(&f, &given(&f, steer.from), 0), &Ask { quiet: true, ..Ask::to(0.0) })?;
    if early.status != Status::Optimal {
        return Ok(None);
    }
    let mut x = early.x;
    let distances: Vec<Affine> = steer.others.iter().map(|other| distance(&f, other)).collect();
    if steer.away {
        let least = f.program.column(Variable::of(Quantity::LeastDistance), 0.0, f64::INFINITY);
        x.push(distances.iter().map(|d| d.at(&x)).fold(f64::INFINITY, f64::min).max(0.0));
        for (i, d) in distances.into_iter().enumerate() {
            let tag = Limit::of(Family::Distance).about(Entity::Number(i as u32));
            f.row(tag, d.minus(&Affine::of(least, 1.0), 1.0), Sense::AtLeast, 0.0);
        }
        f.program.minimise([(least, -1.0)], 0.0);
    } else if let Some(d) = distances.into_iter().next() {
        f.program.minimise(d.terms, d.constant);
    }
    let ask = Ask { start: Some(x.clone()), ..Ask::to(options.gap) };
    let found: Solution = search.solve(&whole::with_fractions(&f), &ask)?;
    let x = if found.has_point() { found.x } else { x };
    f.minimise(Objective::EconomicCost);
    let at = fixing::closures(&f, &x);
    let last = search.solve(&fixing::near(&f, &at, 0), &Ask { quiet: true, grace: 5.0, ..Ask::to(0.0) })?;
    let last = if last.status == Status::Optimal { last } else { Solution { x, ..last } };
    Ok(stages::whole_near(&search, &f, last)?.map(|x| read::decisions(&f, &x)))
}

/// Site-periods in which a plan's sites are open and the other's are not, or the reverse.
fn distance(f: &Formulation, other: &Closes) -> Affine {
    let mut sum = Affine::default();
    for (site, t, col) in f.vars.all_open() {
        if other[site].is_none_or(|c| t < c) {
            sum.constant += 1.0;
            sum.add(col, -1.0);
        } else {
            sum.add(col, 1.0);
        }
    }
    sum
}

fn given(f: &Formulation, closes: &Closes) -> fixing::Closures {
    let never = f.expansion.horizon.0 + 1;
    f.mission.sites.ids().map(|s| closes[s].map_or(never, |t| t.0.min(never))).collect()
}
