//! Never falsely certain: what a search says when it is stopped, when the money is late or short, when there is no plan, and when
//! the solver is in trouble.

use drawdown::audit::audit;
use drawdown::id::Id;
use drawdown::mission::{Mission, Objective, Period};
use drawdown::optimise::{Ended, Failure, Options, Outcome, Shortfall, Silent, fixed_after, optimise, program};
use drawdown::plan::accounts::{About, account};
use drawdown::plan::result::{Plan, ScenarioRef};

use drawdown::program::{Family, Limit, Program, Quantity, Sense, Variable, lp, mps};
use drawdown::report::content::answer::{answer, standing};
use drawdown::scenario;
use drawdown::solve::{Request, Status, Unwatched, backend};
use drawdown::study::compare::{CaseQuestion, Variant, compare};
use drawdown::study::frontier::frontier;

use crate::kit::{draft, each_of, exact, mission, same, solve, solve_with, tutorial};

fn nobody() -> ScenarioRef {
    let none = String::new;
    ScenarioRef { name: none(), title: none(), digest: none(), files: Vec::new(), overrides: Vec::new() }
}

fn mali(case: &str) -> Mission {
    let path = std::path::Path::new("scenarios/mali-2023").join(case);
    scenario::load(&path, &scenario::Overrides::default()).expect("it loads").mission
}

/// The tutorial with a text in place of another.
fn changed(pairs: &[(&str, &str)]) -> Mission {
    let mut text = scenario::starter().to_owned();
    for (was, is) in pairs {
        assert!(text.contains(was), "{was}");
        text = text.replacen(was, is, 1);
    }
    mission(&text)
}

/// Dollars of the last week that is paid for.
fn last_week(plan: &Plan) -> f64 {
    let last = plan.costs.iter().map(|c| c.period).max().unwrap_or(0);
    plan.costs.iter().filter(|c| c.period == last).map(|c| c.usd).sum()
}

/// What must be true of any answer, however early the search was stopped.
fn true_whatever(m: &Mission, outcome: &Outcome, plan: &Plan, options: &Options) {
    for s in &outcome.stages {
        assert!(s.bound.is_none_or(|b| b <= s.value + 1e-6 * s.value.abs() + 1e-6), "{s:?}");
    }
    let proved = outcome.gap.is_some_and(|g| g <= options.gap + 1e-5);
    assert_eq!(outcome.ended == Ended::Proved, proved, "{:?} at {:?}", outcome.ended, outcome.gap);
    let said = answer(plan);
    let first = said.lines().next().unwrap_or_default();
    assert_eq!(first.contains("not proved"), !proved, "{first}");
    if said.contains("is out of money on") && m.budget.total().is_some() {
        let unspent = plan.summary.budget_usd.unwrap_or(0.0) - plan.summary.cost_usd;
        assert!(proved || unspent < last_week(plan), "{unspent} unspent: {said}");
    }
    assert!(m.budget.total().is_some() || !said.contains("out of money"), "{said}");
    if said.contains("No money would") {
        assert!(!plan.summary.shortfall_unknown && outcome.shortfall == Shortfall::NotByMoney, "{said}");
    }
}

/// About a hundredth and a tenth of the work of a minute. What one of the searches proves, the plan of no other undercuts.
#[test]
fn a_tenth_and_a_hundredth_of_the_work_give_true_answers() {
    for case in ["six-months-590m.toml", "three-months-191m.toml"].into_iter().step_by(each_of(2)) {
        let m = mali(case);
        let found: Vec<(Outcome, Plan)> = [50_000_000, 500_000_000]
            .map(|work| {
                let options = Options { work_limit: Some(work), ..Options::default() };
                let (outcome, plan) = solve_with(&m, &options).expect("a plan, always");
                true_whatever(&m, &outcome, &plan, &options);
                // Horizons have shares of the work: one may end in its own.
                assert!(!matches!(outcome.ended, Ended::Clock | Ended::User), "{case}: {:?}", outcome.ended);
                (outcome, plan)
            })
            .into();
        let (less, more) = (&found[0], &found[1]);
        assert!(more.1.summary.people_left <= less.1.summary.people_left + 0.5, "{case}: more work leaves more people");
        // A sane plan: of those who may get out by what is proved, a quarter does, with so little money as well.
        let all = more.1.summary.people_total;
        let most = all - more.0.stages[0].bound.unwrap_or(0.0);
        for (_, plan) in &found {
            assert!(all - plan.summary.people_left > 0.25 * most, "{case}: {most}, {:?}", plan.summary.people_left);
        }
        for (bound, value) in [(less, more), (more, less)] {
            let bound = bound.0.stages[0].bound.unwrap_or(0.0);
            assert!(bound <= value.0.stages[0].value + 1e-3, "{case}: a plan better than what is proved");
        }
    }
}

#[test]
fn the_clock_at_once_is_still_a_plan_and_the_same_on_every_machine() {
    let m = mali("six-months-590m.toml");
    let options = Options { time_limit: Some(0.01), ..Options::default() };
    let (outcome, plan) = solve_with(&m, &options).expect("a plan, always");
    true_whatever(&m, &outcome, &plan, &options);
    assert_eq!(outcome.ended, Ended::Clock);
    assert!(plan.summary.people_left < 0.5, "{} are left", plan.summary.people_left);
    let (again, _) =
        solve_with(&m, &Options { threads: 1, work_limit: Some(1), time_limit: None, ..options }).expect("one");
    assert!(again.decisions == outcome.decisions, "the first plan depends on the clock or on threads");
}

#[test]
fn a_gap_is_the_one_asked_for_or_its_reason_is_said() {
    let mut proved = 0;
    for seed in 1..12 {
        let m = mission(&draft::random(seed).text());
        for gap in [0.0, 0.004, 0.02] {
            let options = Options { gap, ..Options::default() };
            let Ok((outcome, plan)) = solve_with(&m, &options) else { continue };
            true_whatever(&m, &outcome, &plan, &options);
            assert_ne!(outcome.ended, Ended::Clock, "there is no clock");
            proved += usize::from(outcome.ended == Ended::Proved);
        }
    }
    assert!(proved > 20, "{proved}");
}

#[test]
fn a_site_kept_open_beyond_the_money_has_somebody_in_it() {
    // Without a guard of its own nothing else would keep anybody at the hub, which has to stay open to the end.
    let m = changed(&[
        ("total = \"5M\"", "total = \"3M\""),
        ("guard = 60", "guard = 0\nkeep_open_until = 2023-08-04"),
        ("crew = 20", "crew = 0"),
    ]);
    let (outcome, plan) = solve(&m);
    let end = outcome.decisions.horizon;
    assert!(end.0 >= 1 && end < m.calendar.deadline(), "the money is short: {end:?}");
    for s in plan.sites.iter().filter(|s| s.closes_on.is_none()) {
        let here: f64 = plan
            .stocks
            .iter()
            .filter(|x| x.period == end.0 && x.site == s.id && x.class == "soldier")
            .map(|x| x.quantity)
            .sum();
        assert!(here >= 1.0 - 1e-3, "nobody at the open {}", s.id);
    }
    // The audit sees it by itself.
    let mut empty = plan.clone();
    let last = plan.movements.iter().rfind(|x| x.class == "soldier" && x.from == "hub").cloned();
    let left: f64 = plan.left.iter().filter(|x| x.place == "hub" && x.class == "soldier").map(|x| x.quantity).sum();
    let mut more = last.expect("somebody goes home");
    (more.period, more.arrives, more.quantity) = (end.0, end.0, left);
    empty.movements.push(more);
    let verdict = audit(&m, &empty);
    assert!(verdict.checks.iter().any(|c| c.rule == "guard" && !c.passed), "{}", verdict.judgement());
}

#[test]
fn bounds_of_the_frontier_are_below_its_plans() {
    let kept = changed(&[("guard = 60", "guard = 60\nkeep_open_until = 2023-07-30")]);
    let mut missions = vec![kept];
    missions.extend((20..32).map(|seed| mission(&draft::random(seed).text())));
    let mut seen = 0;
    for m in &missions {
        let f = frontier(m, &nobody(), &exact(), 1, &[], &Silent).expect("a frontier");
        for p in &f.points {
            if let (Some(usd), Some(bound)) = (p.least_usd, p.bound_usd) {
                assert!(bound <= usd * (1.0 + 1e-6) + 1.0, "{}: {p:?}", m.name);
                seen += 1;
            }
            if let Some((best, bound)) = p.best.and_then(|b| Some((b, b.bound_usd?))) {
                assert!(bound <= best.total() * (1.0 + 1e-6) + 1.0, "{}: {p:?}", m.name);
            }
        }
    }
    assert!(seen > 10, "{seen}");
    // The hub has to stay open to the end of 30 July, the fourth week: nobody has withdrawn by then.
    let f = frontier(&missions[0], &nobody(), &exact(), 1, &[], &Silent).expect("a frontier");
    assert!(f.points[..4].iter().all(|p| p.impossible && p.least_usd.is_none()), "{:?}", f.points);
}

#[test]
fn what_no_road_leaves_is_destroyed_and_no_contradiction() {
    // Seven sensitive loads, no slot anywhere: every plan destroys them.
    let m = mission(
        r#"
        format = 1
        name = "destroyed"
        calendar = { start = 2024-01-01, weeks = 5 }
        kinds = [
          { id = "guard", nature = "people", armed = true, pay_per_month = 2000 },
          { id = "radio", nature = "cargo", sensitive = true, value = 900, dispositions = [{ method = "destroy", cost = 10 }] },
        ]
        sites = [{ id = "post", guard = 5, handling_per_week = 3 }]
        exits = [{ id = "home", people_per_week = 50 }]
        fleets = [{ id = "bus", units = 1, seats = 40, speed_per_day = 400 }]
        routes = [{ id = "way", from = "post", to = "home", mode = "road", fleet = "bus", km = 400 }]
        units = [{ id = "a", site = "post", kind = "guard", quantity = 30 }, { id = "b", site = "post", kind = "radio", quantity = 7 }]
        "#,
    );
    let (outcome, plan) = solve(&m);
    assert!(same(plan.summary.sensitive_lost, 7.0, 1e-6) && plan.summary.people_left < 1e-3, "{:?}", plan.summary);
    assert_eq!(outcome.ended, Ended::Proved);
}

#[test]
fn nobody_can_arrive_and_the_program_is_still_sound() {
    // Forty days on the way in three weeks: no lift at all, and no figure that is not one.
    let m = mission(
        r#"
        format = 1
        name = "far"
        calendar = { start = 2024-01-01, weeks = 3 }
        kinds = [{ id = "guard", nature = "people", armed = true }]
        sites = [{ id = "post" }]
        exits = [{ id = "home", people_per_week = 50 }]
        fleets = [{ id = "boat", units = 1, seats = 40, speed_per_day = 100 }]
        routes = [{ id = "way", from = "post", to = "home", mode = "sea", fleet = "boat", km = 4000 }]
        units = [{ id = "a", site = "post", kind = "guard", quantity = 30 }]
        "#,
    );
    let (outcome, plan) = solve(&m);
    assert!(same(plan.summary.people_left, 30.0, 1e-9) && outcome.shortfall == Shortfall::NotByMoney);
}

#[test]
fn money_after_the_deadline_does_not_count() {
    let late = "tranches = [{ date = 2023-07-03, amount = \"2M\" }, { date = 2023-09-01, amount = \"9M\" }]";
    let (a, with) = solve(&changed(&[("total = \"5M\"", late)]));
    let (b, without) = solve(&tutorial(&["budget.total=2M"]));
    assert!(same(with.summary.people_left, without.summary.people_left, 1e-6));
    assert_eq!(with.summary.budget_usd, Some(2e6));
    let (Shortfall::Missing { usd: x, .. }, Shortfall::Missing { usd: y, .. }) = (&a.shortfall, &b.shortfall) else {
        panic!("{:?} {:?}", a.shortfall, b.shortfall)
    };
    assert!(same(*x, *y, 1e-6) && *x > 1e6, "{x} {y}");
}

#[test]
fn no_money_in_the_first_week_ends_in_week_0() {
    let late = "tranches = [{ date = 2023-07-12, amount = \"8M\" }]";
    let m = changed(&[("total = \"5M\"", late)]);
    let (outcome, plan) = solve(&m);
    assert_eq!((outcome.decisions.horizon, plan.summary.funded_periods), (Period(0), Some(0)));
    assert_eq!((plan.summary.people_left, plan.summary.cost_usd.abs()), (620.0, 0.0));
    // The first week costs people $428,055 and sites $299,178: pay and running costs of seven days; that much must be there.
    let Shortfall::Missing { usd, .. } = outcome.shortfall else { panic!("{:?}", outcome.shortfall) };
    assert!((727_000.0..3e6).contains(&usd), "{usd}");
    assert!(answer(&plan).contains("week 0"), "{}", answer(&plan));
    assert!(program(&m, &exact(), 1, false).is_ok(), "it can be exported");
    // What is asked of a plan afterwards is asked of this one too.
    let asked = drawdown::study::answer::answer(&m, &nobody(), &exact(), &Silent).expect("an answer");
    assert_eq!(asked.plan.summary.funded_periods, Some(0));
}

#[test]
fn nothing_ends_before_the_deadline_but_for_money() {
    // Ten people a week: 60 of 620 at most, with the guards in between; the longest of all horizons leaves fewest.
    let m = tutorial(&["exits.home.people_per_week=10", "budget.total=900M"]);
    let rich = Mission { budget: drawdown::mission::Budget::default(), ..m.clone() };
    for m in [m, rich] {
        let (outcome, plan) = solve(&m);
        assert_eq!(outcome.decisions.horizon, m.calendar.deadline());
        assert!(plan.summary.people_left >= 559.0 && plan.summary.funded_until.is_none());
        assert_eq!(outcome.shortfall, Shortfall::NotByMoney);
    }
}

#[test]
fn the_date_that_forbids_a_plan_is_named_and_exported() {
    // Two convoys begin in the first week, before either is back: they carry 200 people, and 201 would have to leave.
    let m = changed(&[
        ("closing = \"10k\"", "closing = \"10k\"\nclose_by = 2023-07-05"),
        ("quantity = 120", "quantity = 201"),
    ]);
    match optimise(&m, &exact(), &Silent) {
        Err(Failure::Conflict(why)) => assert!(why.len() == 1 && why[0].contains("close_by of east"), "{why:?}"),
        other => panic!("{other:?}"),
    }
    for stage in 1..=5 {
        let p = program(&m, &exact(), stage, false).expect("it is written as it is");
        let s = backend(None).expect("one").solve(&p, &Request::default(), &Unwatched).expect("solved");
        assert_eq!(s.status, Status::Infeasible);
    }
}

#[test]
fn exported_names_are_unique() {
    for seed in [3, 7, 15] {
        let p = program(&mission(&draft::random(seed).text()), &exact(), 1, false).expect("a program");
        let mut bytes = Vec::new();
        mps::write(&p, &mut bytes).expect("written");
        let text = String::from_utf8(bytes).expect("text");
        let rows = text.lines().skip(2).take_while(|l| *l != "COLUMNS").map(|l| l.split_whitespace().nth(1));
        let all: Vec<_> = rows.flatten().collect();
        let once: std::collections::BTreeSet<_> = all.iter().collect();
        assert!(all.len() > 20 && all.len() == once.len(), "{} of {}", once.len(), all.len());
    }
    // Two rows of one name, in both formats.
    let mut p = Program::new("twice");
    let x = p.column(Variable::of(Quantity::Spend).at(1u32), 0.0, 1.0);
    let tag = Limit::of(Family::Budget).at(1u32);
    p.row(tag, [(x, 1.0)], Sense::AtMost, 1.0);
    p.row(tag, [(x, 2.0)], Sense::AtMost, 1.0);
    for write in [mps::write, lp::write] {
        let mut bytes = Vec::new();
        write(&p, &mut bytes).expect("written");
        assert!(String::from_utf8(bytes).expect("text").contains("_2"));
    }
}

#[test]
fn a_fleet_costs_and_needs_crews_from_its_first_day() {
    // Two companies at $100,000 a month from 17 July, the third week: nothing in the first two.
    let m = changed(&[("name = \"Combat convoy company\"", "available_from = 2023-07-17")]);
    let (_, plan) = solve(&m);
    let fleets =
        |t: u32| -> f64 { plan.costs.iter().filter(|c| c.period == t && c.category == "fleets").map(|c| c.usd).sum() };
    assert_eq!((fleets(1), fleets(2)), (0.0, 0.0));
    assert!(fleets(3) > 0.0, "it is needed then");
}

/// Flights that fill a week's limit at once, the next ones as soon as there is room again: no bound on what the exits take by a day
/// may be below what they have taken then, and without anybody on the way it is just that.
#[test]
fn what_exits_take_by_a_day_is_no_less_than_can_be_sent() {
    for (days, week, coming) in [(1, 7, 0.0), (1, 7, 20.0), (2, 3, 0.0), (2, 3, 20.0), (3, 2, 20.0), (7, 1, 0.0)] {
        let m = changed(&[("period_days = 7", &format!("period_days = {days}"))]);
        let mut exit = m.exits.values().find(|x| x.people[1].get() > 0.0).expect("one for people").clone();
        exit.expect(true, Period(week as u32 + 1), coming);
        let last = exit.people.len() - 1;
        let mut sent = vec![0.0; last + 1];
        for t in 1..=last {
            let room = |u: usize| {
                let before: f64 = sent[(u + 1).saturating_sub(week).max(1)..=u.min(last)].iter().sum();
                exit.takes_to(true, Period(u as u32), week) - before
            };
            sent[t] = (t..(t + week).min(last + 1)).map(room).fold(f64::INFINITY, f64::min).max(0.0);
            let (all, most) = (sent.iter().sum::<f64>(), exit.takes_by(true, Period(t as u32), week));
            let told = format!("{all} sent by period {t} of {days} days, {most} is said to be the most");
            assert!(all <= most + 1e-9, "{told}");
            assert!(coming > 0.0 || t % week != 1 % week || all >= most - 1e-9, "{told}");
        }
    }
}

#[test]
fn a_deadline_is_never_later_than_asked() {
    // Six weeks in periods of ten days: four of them, to 11 August; the fifth would end on 21 August.
    let m = changed(&[("period_days = 7", "period_days = 10")]);
    assert_eq!(m.calendar.last_day(m.calendar.deadline()).to_string(), "2023-08-11");
    let m = changed(&[("weeks = 6 ", "deadline = 2023-08-09 ")]);
    assert_eq!(m.calendar.last_day(m.calendar.deadline()).to_string(), "2023-08-06");
}

#[test]
fn stages_that_put_money_before_people_are_refused() {
    for objectives in [&["economic-cost"][..], &["economic-cost", "people-left"], &["sensitive-lost"]] {
        let rows = objectives.iter().map(|o| format!("\n[[stages]]\nobjective = \"{o}\"\n")).collect::<String>();
        let text = scenario::starter().to_owned() + &rows;
        assert!(scenario::load_str(&text, &scenario::Overrides::default()).is_err(), "{objectives:?}");
    }
    for objectives in
        [&["people-left"][..], &["people-left", "earliness", "economic-cost"], &["people-left", "casualties"]]
    {
        let rows = objectives.iter().map(|o| format!("\n[[stages]]\nobjective = \"{o}\"\n")).collect::<String>();
        let (outcome, plan) = solve(&mission(&(scenario::starter().to_owned() + &rows)));
        assert!(plan.summary.people_left < 1e-3, "{objectives:?}");
        assert_eq!(outcome.stages.len(), objectives.len());
    }
}

#[test]
fn other_closings_are_compared_at_the_same_sensitive_loads() {
    // With the plan's own closings, and what it loses, no other figure than the plan's is possible.
    let mut seen = 0;
    for seed in (40..60).step_by(each_of(3)) {
        let m = mission(&draft::random(seed).text());
        let Ok((outcome, plan)) = solve_with(&m, &exact()) else { continue };
        if plan.summary.people_left > 1e-3 || outcome.ended != Ended::Proved {
            continue;
        }
        let before = [(Objective::PeopleLeft, 0.0), (Objective::SensitiveLost, plan.summary.sensitive_lost)];
        let d = &outcome.decisions;
        let same_closings = fixed_after(&m, &exact(), &d.closes, d.horizon, Objective::EconomicCost, &before, None);
        let value = same_closings.expect("solved").expect("the plan's own").value;
        let economic = plan.summary.cost_usd + plan.summary.equipment_value_lost_usd;
        assert!(same(value, economic, 0.006), "{seed}: {value} {economic}");
        for site in m.sites.ids() {
            let mut closes = d.closes.clone();
            closes[site] = closes[site].map(|t| Period(t.0 + 1)).filter(|t| *t <= d.horizon);
            let other =
                fixed_after(&m, &exact(), &closes, d.horizon, Objective::EconomicCost, &before, None).expect("solved");
            let bound = outcome.stages.iter().find(|s| s.objective == Objective::EconomicCost).and_then(|s| s.bound);
            assert!(
                other.is_none_or(|o| o.value >= bound.unwrap_or(0.0) * (1.0 - 1e-6) - 1.0),
                "{seed} {}",
                site.index()
            );
            seen += 1;
        }
    }
    assert!(seen > 10 / each_of(3), "{seen}");
}

#[test]
fn no_figure_that_is_not_finite_reaches_a_solver() {
    for bad in [f64::NAN, f64::INFINITY, 1e200] {
        let mut p = Program::new("bad");
        let x = p.column(Variable::of(Quantity::Spend).at(1u32), 0.0, 1.0);
        p.row(Limit::of(Family::Budget).at(7u32), [(x, bad)], Sense::AtMost, 1.0);
        for b in drawdown::solve::backends() {
            let trouble = b.solve(&p, &Request::default(), &Unwatched).expect_err("refused");
            assert!(trouble.to_string().contains("budget[w07]"), "{}: {trouble}", b.name());
        }
    }
}

#[test]
fn compare_keeps_the_order_of_money_and_time_however_short_the_search() {
    let case = |label: &str, set: &[&str]| Variant {
        label: label.into(),
        asked: Ok(CaseQuestion { mission: tutorial(set), scenario: nobody() }),
    };
    let cases = [
        case("poor, short", &["budget.total=2M", "calendar.weeks=4"]),
        case("poor", &["budget.total=2M"]),
        case("rich, short", &["budget.total=6M", "calendar.weeks=4"]),
        case("rich", &["budget.total=6M"]),
        case("rich, long", &["budget.total=6M", "calendar.weeks=9"]),
    ];
    let watch: Vec<Silent> = cases.iter().map(|_| Silent).collect();
    let options = Options { work_limit: Some(1), ..Options::default() };
    let found = compare(&cases, 0, &options, &watch);
    let left: Vec<f64> = found.entries.iter().map(|e| e.plan.as_ref().expect("a plan").summary.people_left).collect();
    assert!(left[1] <= left[0] + 0.5 && left[3] <= left[2] + 0.5 && left[4] <= left[3] + 0.5, "{left:?}");
    assert!(left[2] <= left[0] + 0.5 && left[3] <= left[1] + 0.5, "{left:?}");
    assert!(found.entries.iter().filter_map(|e| e.plan.as_ref()).any(|p| standing(p).is_some()), "not all are proved");
    for (case, entry) in cases.iter().zip(&found.entries) {
        let (Ok(q), Some(plan)) = (&case.asked, &entry.plan) else { panic!("{}", case.label) };
        assert!(audit(&q.mission, plan).passed(), "{}", case.label);
    }
}

#[test]
fn an_empty_plan_is_booked_and_audited() {
    let m = tutorial(&[]);
    let none = drawdown::plan::decisions::Decisions::none(&m);
    let about = drawdown::optimise::about(nobody(), &solve(&m).0);
    let plan = account(&m, &none, &About { shortfall_usd: None, stages: Vec::new(), ..about });
    assert!(audit(&m, &plan).passed(), "{}", audit(&m, &plan).judgement());
}
