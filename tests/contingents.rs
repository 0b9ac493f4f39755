//! Contingents: their people leave with their cargo, the rear party last; and whose people and loads a plan moves.

use std::collections::BTreeMap;

use crate::kit::generate::{self, Size};
use crate::kit::{draft, each_of, exact, mission, optimum, same, solve, solve_with, stage, tutorial};
use drawdown::audit::audit;
use drawdown::dispatch::{Manifest, manifest};
use drawdown::expand::Expansion;
use drawdown::formulation::Formulation;
use drawdown::mission::{Mission, Objective};
use drawdown::optimise::{Options, Silent};
use drawdown::plan::from_record::decisions;
use drawdown::plan::result::{Movement, Plan, ScenarioRef};
use drawdown::scenario;
use drawdown::scenario::status::{Holding, StatusFile};
use drawdown::study::answer::answer;
use drawdown::study::replan::{contradicting, remaining, template};

/// A camp with an airfield and a port, 5 boxes packed a week, 100 people. Pay makes people leave as soon as they may.
fn camp(contingent: &str) -> Mission {
    camp_from(contingent, "2024-01-01", 5)
}

fn camp_from(contingent: &str, start: &str, weeks: u32) -> Mission {
    mission(&camp_text(contingent, start, weeks))
}

fn camp_text(contingent: &str, start: &str, weeks: u32) -> String {
    format!(
        r#"format = 1
name = "camp"
calendar = {{ start = {start}, weeks = {weeks} }}
contingents = [{contingent}]
[[kinds]]
id = "soldier"
nature = "people"
pay_per_month = 1000
[[kinds]]
id = "box"
nature = "cargo"
value = 1000000
[[sites]]
id = "camp"
handling_per_week = 5
running_per_month = 1000
[[exits]]
id = "home"
people_per_week = 1000
[[exits]]
id = "port"
loads_per_week = 100
[[fleets]]
id = "plane"
units = 10
seats = 1
speed_per_day = 1000000
[[fleets]]
id = "truck"
units = 10
slots = 1
speed_per_day = 1000000
[[routes]]
id = "fly"
from = "camp"
to = "home"
mode = "air"
fleet = "plane"
km = 1000
[[routes]]
id = "drive"
from = "camp"
to = "port"
mode = "road"
fleet = "truck"
km = 1000
[[units]]
id = "a-soldiers"
site = "camp"
kind = "soldier"
quantity = 80
contributor = "A"
[[units]]
id = "a-boxes"
site = "camp"
kind = "box"
quantity = 10
contributor = "A"
[[units]]
id = "b-soldiers"
site = "camp"
kind = "soldier"
quantity = 20
contributor = "B"
"#
    )
}

/// People of a contributor that are out by the end of each week.
fn out(m: &Mission, plan: &Plan, contributor: &str) -> Vec<f64> {
    let weeks = 1..=m.calendar.periods;
    let people = |class: &String| plan.people_classes.contains(class);
    let by = |t: u32| {
        let of = plan.movements.iter().filter(|x| x.contributor == contributor && people(&x.class) && x.arrives <= t);
        of.filter(|x| m.exits.values().any(|e| e.key == x.to)).map(|x| x.quantity).sum()
    };
    weeks.map(by).collect()
}

/// By hand: 10 boxes, 5 a week, so half of the cargo is gone after week 1 and all of it after week 2. Without a contingent everybody
/// leaves in week 1 (with the last one in week 2, for the boxes need somebody at the camp while it is open).
#[test]
fn worked_out_by_hand() {
    let cases: [(&str, [f64; 3]); 5] = [
        // Half of 80 with half of the cargo.
        ("{ contributor = \"A\" }", [40.0, 80.0, 80.0]),
        // A fifth is the rear party: half of the other 64; then all.
        ("{ contributor = \"A\", rear = 0.2 }", [32.0, 80.0, 80.0]),
        // A week ahead: all of the other 64 with the cargo of week 2.
        ("{ contributor = \"A\", rear = 0.2, slack_weeks = 1 }", [64.0, 80.0, 80.0]),
        // The same by the names of the units.
        ("{ id = \"first\", units = [\"a-soldiers\", \"a-boxes\"], rear = 0.2 }", [32.0, 80.0, 80.0]),
        // All of them stay until the last box is gone.
        ("{ contributor = \"A\", rear = 1 }", [0.0, 80.0, 80.0]),
    ];
    for (contingent, expected) in cases {
        let m = camp(contingent);
        let (_, plan) = solve(&m);
        assert_eq!(out(&m, &plan, "A")[..3], expected, "{contingent}");
        assert!(out(&m, &plan, "B")[0] >= 19.0, "B is free to go");
        let named = if contingent.contains("first") { "first" } else { "a" };
        let of = plan.movements.iter().filter(|x| x.contributor == "A");
        assert!(of.clone().all(|x| x.contingent.as_deref() == Some(named)), "{contingent}");
        assert_eq!(of.map(|x| x.quantity).sum::<f64>(), 90.0);
    }
    let m = camp("");
    let (_, plan) = solve(&m);
    assert!(out(&m, &plan, "A")[0] >= 79.0, "without a contingent nobody waits");
    assert!(plan.movements.iter().all(|x| x.contingent.is_none() && !x.contributor.is_empty()));
}

/// By hand: of 77 people a tenth is the rear party, 8 persons and not 7.7; with half of the boxes half of the other 69 may be gone, 35
/// and not 34.5. The same of three people: a party of one, and of the other two one with the first five boxes. Where all are the rear
/// party, or none is and the share is whole, nobody more: 0, and 39 of 78.
#[test]
fn shares_are_the_next_whole_person() {
    let cases = [(77, 0.1, 35.0), (3, 0.1, 1.0), (7, 1.0, 0.0), (78, 0.0, 39.0), (79, 0.0, 40.0)];
    for (soldiers, rear, first) in cases {
        let text = camp_text(&format!("{{ contributor = \"A\", rear = {rear} }}"), "2024-01-01", 5);
        let m = mission(&text.replace("quantity = 80", &format!("quantity = {soldiers}")));
        let (_, plan) = solve_with(&m, &exact()).expect("a plan");
        assert_eq!(out(&m, &plan, "A")[..2], [first, f64::from(soldiers)], "{soldiers} with {rear}");
        // One more in the first week is seen, whether all or only the rear party would have to stay.
        let of =
            |t: u32| plan.movements.iter().position(|x| x.period == t && x.contributor == "A" && x.class == "soldier");
        let mut early = plan.clone();
        let later = of(2).expect("somebody leaves in week 2");
        let mut row = early.movements[later].clone();
        early.movements[later].quantity -= 1.0;
        (row.quantity, row.period) = (1.0, 1);
        row.arrives -= 1;
        early.movements.push(row);
        let broken = audit(&m, &early).checks.into_iter().any(|c| c.rule == "contingents" && !c.passed);
        assert!(broken, "{soldiers} with {rear}: one person more is not seen");
    }
}

/// By hand: after week 1 of the plan 32 of 80 people and 5 of 10 boxes are gone. As planned, the rest leaves with the other 5. If no box
/// has left, the 32 are ahead, and nobody more may go than with the cargo: 32 with the first 5 boxes, then the others.
#[test]
fn a_replan_keeps_contingents() {
    let contingent = "{ contributor = \"A\", rear = 0.2 }";
    let m = camp(contingent);
    let (_, plan) = solve(&m);
    let status = template(&m, &plan, jiff::civil::date(2024, 1, 7));
    let of = |status: &StatusFile, kind: &str| -> f64 {
        let ours = status.holdings.iter().filter(|h| h.contingent.as_deref() == Some("a") && h.kind == kind);
        ours.map(|h| h.quantity).sum()
    };
    assert_eq!((of(&status, "soldier"), of(&status, "box")), (48.0, 5.0));
    let rest = camp_from(contingent, "2024-01-08", 4);
    let (_, as_planned) = solve(&remaining(&rest, &status));
    assert_eq!(out(&rest, &as_planned, "A")[0], 48.0);
    let mut late = status.clone();
    late.holdings.iter_mut().filter(|h| h.kind == "box").for_each(|h| h.quantity = 10.0);
    let left = remaining(&rest, &late);
    let (_, replanned) = solve(&left);
    assert_eq!(out(&rest, &replanned, "A")[..2], [32.0, 48.0]);
    let named = StatusFile {
        holdings: vec![Holding { contingent: Some("nobody".into()), ..late.holdings[0].clone() }],
        ..late
    };
    assert!(contradicting(&m, &named).iter().any(|c| c.what.contains("there is no contingent `nobody`")));
}

/// A random mission whose units are of two contributors, with a contingent of each that holds people and cargo.
fn random(seed: u64, rear: f64, slack: u32) -> Option<Mission> {
    let mut d = draft::random(seed);
    for (i, row) in d.table("units").iter_mut().enumerate() {
        row.push((
            "contributor",
            draft::Value::Word(if (i as u64 + seed).is_multiple_of(2) { "A" } else { "B" }.into()),
        ));
    }
    let text = d.text();
    let with = |who: &str| format!("[[contingents]]\ncontributor = \"{who}\"\nrear = {rear}\nslack_weeks = {slack}\n");
    let text = format!("{text}\n{}{}", with("A"), with("B"));
    scenario::load_str(&text, &scenario::Overrides::default()).ok().map(|l| l.mission)
}

/// The rule, followed from the plan by other code than the audit's: every week of every contingent.
fn kept(m: &Mission, plan: &Plan) -> Result<usize, String> {
    let mut looked = 0;
    for (id, c) in m.rules.contingents.iter() {
        let mut total = BTreeMap::new();
        for u in m.units.values().filter(|u| u.contingent == Some(id)) {
            *total.entry(m.kinds[u.kind].is_people()).or_insert(0.0) += u.quantity;
        }
        let (Some(people), Some(loads)) = (total.get(&true), total.get(&false)) else { continue };
        let gone = |of_people: bool, t: u32| -> f64 {
            let ours = |name: &Option<String>, class: &String| {
                name.as_ref() == Some(&c.key) && plan.people_classes.contains(class) == of_people
            };
            let left = plan.movements.iter().filter(|x| ours(&x.contingent, &x.class) && x.arrives <= t);
            let left = left.filter(|x| m.sites.values().all(|s| s.key != x.to)).map(|x| x.quantity);
            let disposed = plan.dispositions.iter().filter(|x| ours(&x.contingent, &x.class) && x.period <= t);
            left.chain(disposed.map(|x| x.quantity)).sum()
        };
        let end = plan.summary.funded_periods.unwrap_or(m.calendar.periods);
        for t in 1..=end {
            looked += 1;
            let all_gone = gone(false, t) >= loads - 1e-3;
            let share = gone(false, (t + c.slack).min(end)) / loads;
            // Whole persons: of the rear party, and of the share of the others.
            let party = (c.rear * people - 1e-6).ceil();
            let most = if all_gone { *people } else { ((people - party) * share - 1e-6).ceil() };
            if gone(true, t) > most + 1e-6 {
                return Err(format!("{} in week {t}: {} of {people} gone, at most {most}", c.key, gone(true, t)));
            }
        }
    }
    Ok(looked)
}

/// Random missions with two contingents: plans are found, keep the rule, and the rule never makes anything better; more slack and a
/// smaller rear party never make anything worse.
#[test]
fn random_missions_keep_the_rule() {
    let (mut looked, mut plans, mut dearer) = (0, 0, 0);
    for seed in [1, 2, 3, 4, 5, 6, 11].into_iter().step_by(each_of(3)) {
        let variants = [(0.0, 9), (0.2, 1), (0.2, 0), (0.5, 0)];
        let mut before: Option<(f64, f64)> = None;
        for (rear, slack) in variants {
            let Some(m) = random(seed, rear, slack) else { continue };
            let Ok((outcome, plan)) = solve_with(&m, &exact()) else { continue };
            plans += 1;
            looked += kept(&m, &plan).unwrap_or_else(|e| panic!("seed {seed}, rear {rear}, slack {slack}: {e}"));
            let left = optimum(&outcome, Objective::PeopleLeft);
            let cost = outcome.stages.iter().find(|s| s.objective == Objective::EconomicCost).map_or(0.0, |s| s.value);
            if let Some((was_left, was_cost)) = before {
                assert!(left >= was_left - 1e-3, "seed {seed}, rear {rear}, slack {slack}: {left} after {was_left}");
                if same(left, was_left, 1e-9) && left < 1e-3 {
                    assert!(cost >= was_cost * (1.0 - 1e-2) - 1.0, "seed {seed}: {cost} after {was_cost}");
                    dearer += usize::from(cost > was_cost + 1.0);
                }
            }
            before = Some((left, cost));
            let whole = |x: &Movement| (x.quantity - x.quantity.round()).abs() < 1e-6;
            assert!(
                plan.movements.iter().all(whole),
                "seed {seed}, rear {rear}, slack {slack}: parts of persons or loads"
            );
            on_lifts(&m, &plan);
        }
    }
    assert!(
        plans > 20 / each_of(3) && looked > 100 / each_of(3) && dearer > 2 / each_of(3),
        "{plans} plans, {looked} weeks, {dearer} dearer: too few"
    );
}

/// A generated mission whose sites are of three contributors in turn, with a contingent of each; and the same without the rule.
fn of_three(rear: f64, slack: u32) -> (Mission, Mission) {
    let text = generate::scenario(Size { sites: 5, weeks: 20, seed: 1 }).expect("in range");
    let mut sites: Vec<&str> = Vec::new();
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(line);
        out.push('\n');
        // Rows of units name their site; no other table has `site`.
        if let Some(site) = line.strip_prefix("site = ") {
            if !sites.contains(&site) {
                sites.push(site);
            }
            let at = sites.iter().position(|s| *s == site).expect("just added");
            out.push_str(&format!("contributor = \"C{}\"\n", at % 3));
        }
    }
    let free = mission(&out);
    for i in 0..3 {
        out.push_str(&format!("\n[[contingents]]\ncontributor = \"C{i}\"\nrear = {rear}\nslack_weeks = {slack}\n"));
    }
    (mission(&out), free)
}

/// A large mission: closings and lifts come from the mission without the rule, and whose people and loads go on them from a program of
/// their own. Also where the time is over at once there is a plan that keeps the rule, in whole persons, each on a lift in its week. A plan
/// with the rule is one without it, so that it costs no less than what is proved of those.
#[test]
fn many_contingents_have_a_plan_soon() {
    for (rear, slack, seconds) in [(0.1, 2, 0.1), (0.2, 1, 0.1), (0.1, 0, 8.0)] {
        let (m, free) = of_three(rear, slack);
        let rows = Formulation::new(&m, Expansion::new(&m, m.calendar.deadline(), true)).program.rows().len();
        assert!(rows > 2_500 && m.units.values().all(|u| u.contingent.is_some()), "{rows} rows");
        let options = Options { time_limit: Some(seconds), gap: 0.05, ..Options::default() };
        let (outcome, plan) = solve_with(&m, &options).expect("a plan");
        assert_eq!(plan.summary.people_left, 0.0, "rear {rear}, slack {slack}");
        let looked = kept(&m, &plan).unwrap_or_else(|e| panic!("rear {rear}, slack {slack}: {e}"));
        assert_eq!(looked, 3 * 20);
        assert!(plan.movements.iter().all(|x| (x.quantity - x.quantity.round()).abs() < 1e-6), "parts of persons");
        on_lifts(&m, &plan);
        let orders = manifest(&m, &decisions(&m, &plan).expect("the plan fits"));
        assert_eq!((orders.totals_kept, orders.not_lifted.len()), (orders.totals, 0));
        if seconds > 1.0 {
            let (without, _) = solve_with(&free, &options).expect("a plan");
            let [with, without] = [&outcome, &without].map(|o| stage(o, Objective::EconomicCost));
            assert!(with.bound.is_some_and(|b| b <= with.value), "{with:?}");
            assert!(without.bound.is_some_and(|b| b <= with.value), "{without:?} against {with:?}");
        }
    }
}

/// What binds is asked of estimates, in which lifts and rear parties are fractions: a large mission's half of all people, who have to stay
/// to the end, leave by and by in them. They are judged as such, and the plan is not lost over them; one that is shown is judged as ever.
#[test]
fn estimates_may_part_a_rear_party_and_plans_may_not() {
    let (m, _) = of_three(0.5, 0);
    let options = Options { time_limit: Some(8.0), gap: 0.05, ..Options::default() };
    let found = answer(&m, &ScenarioRef::of(&m), &options, &Silent).expect("no estimate is refused");
    assert!(!found.plan.marginals.is_empty(), "nothing was asked");
    // By hand: with the last load still here the party is, all of it; an estimate lets the part go whose loads are gone.
    let text = camp_text("{ contributor = \"A\", rear = 0.5 }", "2024-01-01", 5);
    let m = mission(&text);
    let (_, plan) = solve(&m);
    assert_eq!(out(&m, &plan, "A")[..2], [20.0, 80.0]);
    let refused = |m: &Mission, first: f64| {
        let mut other = plan.clone();
        let of =
            |t: u32| other.movements.iter().position(|x| x.period == t && x.contributor == "A" && x.class == "soldier");
        let (one, two) = (of(1).expect("in week 1"), of(2).expect("in week 2"));
        (other.movements[one].quantity, other.movements[two].quantity) = (first, 80.0 - first);
        audit(m, &other).checks.into_iter().any(|c| c.rule == "contingents" && !c.passed)
    };
    let mut parted = m.clone();
    parted.rules.contingents.iter_mut().for_each(|(_, c)| c.whole = false);
    // Half of the loads are gone: half of the 40 who wait for cargo, and in an estimate half of the 40 of the party.
    assert!(!refused(&m, 20.0) && refused(&m, 21.0));
    assert!(!refused(&parted, 40.0) && refused(&parted, 41.0));
}

/// The orders say whose everything is, as the plan does.
fn on_lifts(m: &Mission, plan: &Plan) {
    let d = decisions(m, plan).expect("the plan fits");
    let orders: Manifest = manifest(m, &d);
    let mut planned: BTreeMap<(String, String, u32, String), f64> = BTreeMap::new();
    for x in &plan.movements {
        *planned.entry((x.route.clone(), x.class.clone(), x.period, x.contributor.clone())).or_default() += x.quantity;
    }
    for o in &orders.orders {
        let mut by_class: BTreeMap<&str, u64> = BTreeMap::new();
        for c in &o.contents {
            *by_class.entry(&c.class).or_default() += c.quantity;
            *planned.entry((o.route.clone(), c.class.clone(), o.period, c.contributor.clone())).or_default() -=
                c.quantity as f64;
        }
        let said: BTreeMap<&str, u64> = o.people.iter().chain(&o.loads).map(|(k, n)| (k.as_str(), *n)).collect();
        assert_eq!(by_class, said, "{}", o.id);
    }
    if orders.not_lifted.is_empty() {
        assert!(planned.values().all(|q| q.abs() < 1e-3), "{planned:?}");
    }
}

/// Every unit of the tutorial goes out under its contributor: as much as it has.
#[test]
fn contributors_are_told_from_start_to_end() {
    let m = tutorial(&[]);
    let (_, plan) = solve(&m);
    let mut by: BTreeMap<&str, f64> = BTreeMap::new();
    for u in m.units.values() {
        *by.entry(&u.contributor).or_default() += u.quantity;
    }
    for x in plan.movements.iter().filter(|x| m.exits.values().any(|e| e.key == x.to)) {
        *by.get_mut(x.contributor.as_str()).expect("a contributor of the scenario") -= x.quantity;
    }
    for x in &plan.dispositions {
        *by.get_mut(x.contributor.as_str()).expect("a contributor of the scenario") -= x.quantity;
    }
    for x in &plan.left {
        *by.get_mut(x.contributor.as_str()).expect("a contributor of the scenario") -= x.quantity;
    }
    assert!(by.values().all(|left| left.abs() < 1e-3), "{by:?}");
    on_lifts(&m, &plan);
}

/// Everybody a week early, a movement given to another contributor, a contingent that is not named: the audit says which rule breaks.
#[test]
fn the_audit_sees_what_breaks_the_rule() {
    let m = camp("{ contributor = \"A\", rear = 0.2 }");
    let (_, plan) = solve(&m);
    let broken = |plan: &Plan, rule: &str| audit(&m, plan).checks.iter().any(|c| c.rule == rule && !c.passed);
    assert!(!broken(&plan, "contingents") && !broken(&plan, "contributors"));
    let people = |plan: &mut Plan, t: u32| {
        plan.movements
            .iter()
            .position(|x| x.period == t && x.contributor == "A" && x.class == "soldier")
            .expect("a movement")
    };
    let mut early = plan.clone();
    let (first, second) = (people(&mut early, 1), people(&mut early, 2));
    early.movements[first].quantity += 1.0;
    early.movements[second].quantity -= 1.0;
    assert!(broken(&early, "contingents"));
    let mut other = plan.clone();
    other.movements[first].contributor = "B".into();
    other.movements[first].contingent = None;
    assert!(broken(&other, "contributors"));
    let mut silent = plan.clone();
    silent.movements.iter_mut().for_each(|x| x.contributor.clear());
    assert!(broken(&silent, "contributors"));
}
