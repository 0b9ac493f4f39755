//! What must hold of every mission, tried on small random ones: more is never worse, names and units of money do not matter,
//! aggregation and roads that lead nowhere change nothing, and no order of closing beats the optimiser's.
//!
//! Seeds are fixed: a failure names the seed, `PROOF_SEEDS=100` tries more.

use crate::kit::draft::{self, Draft, Value};
use crate::kit::{each_of, exact, is_wide, mission, optimum, same, solve_with};
use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::mission::{Mission, Objective, Period};
use drawdown::optimise::{Failure, Options, Outcome};
use drawdown::plan::result::Plan;
use drawdown::solve::{Request, Status, Unwatched, backend};

/// Seeds to try.
fn seeds(few: u64) -> impl Iterator<Item = u64> {
    let few = if is_wide() { few } else { few.div_ceil(3) };
    let n = std::env::var("PROOF_SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(few);
    1..=n
}

/// The plan of a draft; none if its rules contradict each other.
fn plan_of(d: &Draft) -> Option<(Outcome, Plan)> {
    match solve_with(&mission(&d.text()), &exact()) {
        Ok(found) => Some(found),
        Err(Failure::Conflict(_)) => None,
        Err(failure) => panic!("{failure}\n{}", d.text()),
    }
}

/// People left; then, where nobody is left at the deadline, the least economic cost.
fn worth(outcome: &Outcome, plan: &Plan) -> (f64, Option<f64>) {
    let whole = plan.summary.people_left < 1e-3 && optimum(outcome, Objective::SensitiveLost) < 1e-6;
    (plan.summary.people_left, whole.then(|| optimum(outcome, Objective::EconomicCost)))
}

/// `b` is no worse than `a`.
fn no_worse(a: (f64, Option<f64>), b: (f64, Option<f64>)) -> bool {
    b.0 <= a.0 + 1e-2
        && match (a.1, b.1) {
            (Some(before), Some(after)) => after <= before * (1.0 + 1e-5) + 1e-2,
            (Some(_), None) => false,
            _ => true,
        }
}

#[test]
fn more_money_time_or_roads_is_never_worse() {
    let mut compared = 0;
    for seed in seeds(14) {
        let d = draft::random(seed);
        let Some((outcome, plan)) = plan_of(&d) else { continue };
        let before = worth(&outcome, &plan);
        let mut richer = d.clone();
        richer.tranches.iter_mut().for_each(|(_, amount)| *amount *= 1.3);
        let mut longer = d.clone();
        longer.weeks += 1;
        let mut wider = d.clone();
        let from = d.tables[1].1[0][0].1.clone();
        let Value::Name(from) = from else { panic!("an id") };
        wider.table("routes").push(draft::flight("one-more", &from));
        for (what, other) in [("money", richer), ("time", longer), ("a road", wider)] {
            let (outcome, plan) = plan_of(&other).unwrap_or_else(|| panic!("seed {seed}: more of {what}, no plan"));
            let after = worth(&outcome, &plan);
            assert!(no_worse(before, after), "seed {seed}, {what}: {before:?} then {after:?}\n{}", d.text());
            compared += 1;
        }
    }
    assert!(compared >= 20 / each_of(4), "{compared} comparisons are too few");
}

#[test]
fn names_order_and_the_unit_of_money_do_not_matter() {
    let mut compared = 0;
    for seed in seeds(8) {
        let d = draft::random(seed);
        let Some((outcome, plan)) = plan_of(&d) else { continue };
        compared += 1;
        let (people, cost) = worth(&outcome, &plan);
        for (what, k, other) in [("names", 1.0, d.clone().renamed()), ("money", 7.0, d.clone().times(7.0))] {
            let (outcome, plan) = plan_of(&other).expect("still a plan");
            let (people_then, cost_then) = worth(&outcome, &plan);
            assert!(same(people, people_then, 1e-5), "seed {seed}, {what}: {people} then {people_then}");
            let agree = match (cost, cost_then) {
                (Some(a), Some(b)) => same(a * k, b, 1e-5),
                (a, b) => a.is_none() && b.is_none(),
            };
            assert!(agree, "seed {seed}, {what}: {cost:?} then {cost_then:?}");
        }
    }
    assert!(compared >= 4 / each_of(4), "{compared} missions with a plan are too few");
}

#[test]
fn aggregation_and_roads_to_nowhere_change_nothing() {
    let mut compared = 0;
    for seed in seeds(8) {
        let d = draft::random(seed);
        let Some((outcome, plan)) = plan_of(&d) else { continue };
        compared += 1;
        let before = worth(&outcome, &plan);
        let apart = Options { aggregate: false, ..exact() };
        let (outcome, plan) = solve_with(&mission(&d.text()), &apart).expect("still a plan");
        let after = worth(&outcome, &plan);
        assert!(same(before.0, after.0, 1e-5), "seed {seed}, apart: {before:?} then {after:?}");
        assert!(same(before.1.unwrap_or(0.0), after.1.unwrap_or(0.0), 1e-5), "seed {seed}: {before:?} then {after:?}");
        // A camp from which no road leads on, and a road to it: nobody may be sent there.
        let mut nowhere = d.clone();
        nowhere.table("sites").push(vec![("id", Value::Name("nowhere".into()))]);
        let mut road = draft::flight("dead-end", "c1");
        road[2].1 = Value::Name("nowhere".into());
        nowhere.table("routes").push(road);
        let (outcome, plan) = plan_of(&nowhere).expect("still a plan");
        let after = worth(&outcome, &plan);
        assert!(same(before.0, after.0, 1e-5), "seed {seed}, nowhere: {before:?} then {after:?}");
        assert!(same(before.1.unwrap_or(0.0), after.1.unwrap_or(0.0), 1e-5), "seed {seed}: {before:?} then {after:?}");
    }
    assert!(compared >= 4 / each_of(4), "{compared} missions with a plan are too few");
}

/// The stages that are solved over all closings.
const OVER_ALL_CLOSINGS: [Objective; 3] = [Objective::PeopleLeft, Objective::SensitiveLost, Objective::EconomicCost];

/// A point to start from is a hint: it must not change what the solver finds. (HiGHS 1.16 takes over a start with a false
/// objective where its presolve has removed columns, and then ends with the start as the optimum.)
#[test]
fn a_start_changes_no_optimum() {
    let m = mission(&draft::random(1).text());
    let mut f = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true));
    let solver = backend(None).expect("a backend");
    let mut start = None;
    for objective in OVER_ALL_CLOSINGS {
        f.minimise(objective);
        let solve = |start: Option<Vec<f64>>| {
            let request = Request { gap: 0.0, start, ..Request::default() };
            solver.solve(&f.program, &request, &Unwatched).expect("it solves")
        };
        let (cold, warm) = (solve(None), solve(start));
        let told = format!("{objective:?}: {} cold, {} warm", cold.objective, warm.objective);
        assert!(same(cold.objective, warm.objective, 1e-6), "{told}");
        f.bound(objective, cold.objective + 1e-6 * cold.objective.max(1.0));
        start = Some(cold.x);
    }
}

/// The least value of an objective over every choice of closing weeks, each a program of its own, where others are at most so much;
/// infinite if no choice keeps that.
fn least(m: &Mission, objective: Objective, at_most: &[(Objective, f64)]) -> f64 {
    let mut f = Formulation::new(m, Expansion::new(m, m.calendar.deadline(), true));
    for (o, value) in at_most {
        // The room that the optimiser leaves for rounding.
        f.bound(*o, value + 1e-6 * value.max(1.0));
    }
    f.minimise(objective);
    let sites: Vec<_> = m.sites.ids().collect();
    let weeks = m.calendar.periods;
    let mut best = f64::INFINITY;
    // Each site closes at the end of week 1 to T, or never: digits of a number to the base T + 1.
    for code in 0..(weeks + 1).pow(sites.len() as u32) {
        let mut program = f.program.clone();
        let mut rest = code;
        for site in &sites {
            let closes = rest % (weeks + 1) + 1;
            rest /= weeks + 1;
            for (_, t, col) in f.vars.all_open().filter(|(s, _, _)| s == site) {
                let open = f64::from(u8::from(t < Period(closes)));
                program.set_bounds(col, open, open);
            }
        }
        let request = Request { gap: 0.0, ..Request::default() };
        let s = backend(None).expect("a backend").solve(&program, &request, &Unwatched).expect("it solves");
        if s.status == Status::Optimal {
            best = best.min(s.objective);
        }
    }
    best
}

/// The next whole number of people or loads.
fn whole(value: f64) -> f64 {
    (value - 1e-3).ceil()
}

/// What brute force finds.
struct ByHand {
    /// The least value of each of the first three objectives, one after the other, people and loads divisible.
    least: [f64; 3],
    /// The least cost where the people left and the sensitive loads lost may be the next whole number: a plan has whole people, and
    /// where the optimum leaves 120.48 people, a plan that leaves 121 may be cheaper.
    cheapest: f64,
}

fn by_brute_force(m: &Mission) -> Option<ByHand> {
    let [first, second, third] = OVER_ALL_CLOSINGS;
    let people = least(m, first, &[]);
    let sensitive = least(m, second, &[(first, people)]);
    let cost = least(m, third, &[(first, people), (second, sensitive)]);
    let divided = |value: f64| (value - value.round()).abs() > 1e-3;
    let cheapest = if divided(people) || divided(sensitive) {
        least(m, third, &[(first, whole(people)), (second, whole(sensitive))])
    } else {
        cost
    };
    cost.is_finite().then_some(ByHand { least: [people, sensitive, cost], cheapest })
}

/// What a timetable by days may cost beyond the rules by week.
const TIMETABLE: f64 = 1.1;

#[test]
fn no_choice_of_closing_weeks_beats_the_optimiser() {
    let mut compared = 0;
    for seed in seeds(30) {
        let d = draft::random(seed);
        let m = mission(&d.text());
        if (m.calendar.periods + 1).pow(m.sites.len() as u32) > 130 {
            continue;
        }
        let Ok((outcome, plan)) = solve_with(&m, &exact()) else {
            continue;
        };
        // Where money ends early the plan is of another horizon.
        if plan.summary.funded_periods.is_some() {
            continue;
        }
        let ByHand { least, cheapest } = by_brute_force(&m).expect("the optimiser found a plan");
        let floors = [least[0], least[1], cheapest];
        for (i, (objective, stage)) in OVER_ALL_CLOSINGS.into_iter().zip(&m.stages).enumerate() {
            let (least, floor) = (least[i], floors[i]);
            let found = crate::kit::stage(&outcome, objective);
            let bound = found.bound.expect("certified");
            // Lifts that no unit can begin in time are no plan; keeping them apart can cost a little. People and sensitive loads
            // are whole: the next whole number is within the rule.
            let possible = if i < 2 { whole(least) } else { least };
            let most = (least * (1.0 + stage.tolerance) * TIMETABLE).max(if i < 2 { possible } else { 0.0 });
            let told = format!("seed {seed}, {objective:?}: {least} ({floor}) by hand, {found:?}\n{}", d.text());
            assert!(bound <= possible * (1.0 + 1e-5) + 1e-3, "the bound is no bound; {told}");
            assert!(found.value >= floor * (1.0 - 1e-5) - 1e-3, "the plan is better than possible; {told}");
            assert!(found.value <= most * (1.0 + 1e-5) + 1e-3, "there is a better plan; {told}");
        }
        compared += 1;
    }
    assert!(compared >= 5 / each_of(4), "{compared} comparisons are too few");
}
