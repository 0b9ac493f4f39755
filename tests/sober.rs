//! The language of sober missions: rates that hold, phases, headquarters, contracts. Each figure is worked out by hand.

use drawdown::id::Id as _;
use drawdown::mission::{Mission, Period};
use drawdown::optimise::{Options, Silent, optimise};
use drawdown::scenario;

/// Two camps of 60 soldiers each, four weeks, one charter for 60 a week from each.
const BASE: &str = r#"
format = 1
name = "sober"
[calendar]
start = 2024-01-01
weeks = 4
[[kinds]]
id = "soldier"
nature = "people"
armed = true
pay_per_month = 3000
[[sites]]
id = "camp"
guard = 20
running_per_month = 36500
[[sites]]
id = "town"
guard = 20
[[exits]]
id = "home"
kind = "airport"
people_per_week = 120
[[fleets]]
id = "charter"
units = 10
seats = 60
loading = 1
speed_per_day = 1000
standing_per_month = 36500
[[routes]]
id = "camp-home"
from = "camp"
to = "home"
mode = "air"
fleet = "charter"
km = 1000
[[routes]]
id = "town-home"
from = "town"
to = "home"
mode = "air"
fleet = "charter"
km = 1000
[[units]]
id = "a"
site = "camp"
kind = "soldier"
quantity = 60
[[units]]
id = "b"
site = "town"
kind = "soldier"
quantity = 60
"#;

fn mission(change: impl Fn(String) -> String) -> Mission {
    let text = change(BASE.to_owned());
    match scenario::load_str(&text, &scenario::Overrides::default()) {
        Ok(loaded) => loaded.mission,
        Err(rejected) => panic!("{:#?}", rejected.diagnostics),
    }
}

fn with(key: &str, lines: &str) -> impl Fn(String) -> String {
    let (key, lines) = (key.to_owned(), lines.to_owned());
    move |text| {
        assert!(text.contains(&key), "the base has {key}");
        text.replacen(&key, &format!("{key}\n{lines}"), 1)
    }
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn utilisation_is_the_share_of_the_peak_that_weeks_in_a_row_reach() {
    let m = mission(with("people_per_week = 120", "utilisation = 0.75"));
    let exit = m.exits.values().next().expect("one exit");
    for t in 1..=4 {
        near(exit.people[t].get(), 90.0);
    }
    // 10 units, 7 days, half of them.
    let m = mission(with("units = 10", "utilisation = 0.5"));
    near(m.fleets.values().next().expect("one fleet").days[1].get(), 35.0);
}

#[test]
fn a_ramp_grows_in_a_straight_line_from_its_first_day() {
    // From 8 January (day 1 of week 2) over two weeks: on its d-th day d/14. Week 2: mean of 1/14..7/14 = 4/14; week 3: mean of
    // 8/14..14/14 = 11/14; before it nothing, after it all.
    let m = mission(with("people_per_week = 120", "ramp = { from = 2024-01-08, weeks = 2 }"));
    let people: Vec<f64> = m.exits.values().next().expect("one exit").people.iter().map(|p| p.get()).collect();
    for (t, share) in [(1, 0.0), (2, 4.0 / 14.0), (3, 11.0 / 14.0), (4, 1.0)] {
        near(people[t], 120.0 * share);
    }
    // With a start share of a fifth: 0.2 + 0.8 x share.
    let m = mission(with("people_per_week = 120", "ramp = { from = 2024-01-08, weeks = 2, start = 0.2 }"));
    let exit = m.exits.values().next().expect("one exit");
    near(exit.people[1].get(), 24.0);
    near(exit.people[2].get(), 120.0 * (0.2 + 0.8 * 4.0 / 14.0));
}

#[test]
fn a_guard_by_phase_holds_at_the_end_of_each_period() {
    let phases = "guard_windows = [{ from = 2024-01-10, to = 2024-01-31, factor = 0.5 }]";
    let m = mission(with("id = \"camp\"\nguard = 20", phases));
    let site = m.sites.values().next().expect("a site");
    assert_eq!([0, 1, 2, 3].map(|t| site.guard_at(Period(t)).get()), [20.0, 20.0, 10.0, 10.0]);
}

#[test]
fn a_site_that_may_not_close_before_a_day_costs_until_then() {
    // $36,500 a month of 365/12 days is $1,200 a day; four weeks of pay are dearer than to stay: everybody leaves at once but for
    // what has to guard the camp until it may close on 18 January, in week 3.
    let m = mission(with("id = \"camp\"", "close_from = 2024-01-18"));
    let found = optimise(&m, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
    let closes: Vec<u32> = found.decisions.closes.values().map(|c| c.map_or(0, |t| t.0)).collect();
    assert_eq!(closes, [3, 1]);
}

#[test]
fn nothing_closes_after_the_headquarters() {
    // The town is free to close at once; the headquarters is the camp: it may close with it, not before.
    let late = |text: String| with("id = \"town\"", "close_from = 2024-01-18")(text);
    let free = optimise(&mission(late), &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
    let head = mission(|text| late(with("id = \"camp\"", "headquarters = true")(text)));
    let last = optimise(&head, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
    let closes = |d: &drawdown::plan::decisions::Decisions| -> Vec<u32> {
        d.closes.values().map(|c| c.map_or(0, |t| t.0)).collect()
    };
    assert_eq!(closes(&free.decisions), [1, 3]);
    assert_eq!(closes(&last.decisions), [3, 3]);
}

#[test]
fn notice_and_contracts_are_paid_kept_or_not() {
    // All leave in week 1. Ten units at $1,200 a day: $84,000 a week, for the one week that they are needed.
    let cost = |m: &Mission| -> f64 {
        let found = optimise(m, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
        let fleet = drawdown::id::FleetId::from_index(0);
        let kept = |t: u32| found.decisions.fleets[fleet][Period(t).at()];
        (1..=4).map(|t| m.fleets[fleet].standing_for(Period(t), kept(t)).get()).sum()
    };
    let free = cost(&mission(|text| text));
    assert!(free < 84_000.0, "what is not needed is released at once: {free}");
    // 14 days of notice: two weeks of everything; a contract until 25 January reaches into week 4: all four.
    near(cost(&mission(with("units = 10", "notice = 14"))), 168_000.0);
    near(cost(&mission(with("units = 10", "contract_until = 2024-01-25"))), 336_000.0);
}

#[test]
fn people_make_a_camp_dearer() {
    // $3,650 a month for each of 60 people: $120 a day and head, 60 x 7 x 120 = $50,400 for the week at whose start they are there.
    let bill = |m: &Mission| -> f64 {
        let found = optimise(m, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
        found.stages.iter().find(|s| s.objective.key() == "economic-cost").expect("a cost").value
    };
    let (without, with) =
        (bill(&mission(|text| text)), bill(&mission(with("id = \"camp\"", "running_per_person_month = 3650"))));
    near(with - without, 50_400.0);
}

/// A planner who has a table of rates by month writes one window for each: weeks 1 and 2 are of the first month, of week 3 two days are of
/// the second. Half of each peak is what weeks in a row reach.
#[test]
fn a_table_of_rates_by_month() {
    let months = "utilisation = 0.5\nwindows = [{ from = 2024-01-01, to = 2024-01-19, people_per_week = \"365 per month\" }, \
                  { from = 2024-01-20, to = 2024-02-29, people_per_week = 140 }]";
    let m = mission(with("people_per_week = 120", months));
    let exit = m.exits.values().next().expect("one exit");
    // 365 a month is 12 a day.
    for (t, people) in [(1, 42.0), (2, 42.0), (3, f64::midpoint(5.0 * 12.0, 2.0 * 20.0)), (4, 70.0)] {
        near(exit.people[t].get(), people);
    }
    let phases = "handling_windows = [{ from = 2024-01-08, to = 2024-01-14, handling_per_week = 14 }]\n\
                  guard_windows = [{ from = 2024-01-08, to = 2024-01-31, guard = 7 }]\n\
                  running_windows = [{ from = 2024-01-15, to = 2024-01-31, running_per_month = 73000, factor = 0.5 }]";
    let m = mission(with("id = \"camp\"", phases));
    let camp = m.sites.values().next().expect("the camp");
    let handling: Vec<f64> = camp.handling[1..].iter().map(|h| h.get()).collect();
    assert_eq!(handling, [f64::INFINITY, 14.0, f64::INFINITY, f64::INFINITY]);
    let guard: Vec<f64> = (1..=4).map(|t| camp.guard_at(Period(t)).get()).collect();
    assert_eq!(guard, [20.0, 7.0, 7.0, 7.0]);
    // 36,500 a month are 8,400 a week; half of 73,000 is the same.
    for t in 1..=4 {
        near(camp.running_at(Period(t)).get(), 8400.0);
    }
}

#[test]
fn one_closing_a_week_and_one_handover_at_a_time() {
    let closes = |m: &Mission| -> Vec<u32> {
        let found = optimise(m, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
        let mut weeks: Vec<u32> = found.decisions.closes.values().map(|c| c.map_or(0, |t| t.0)).collect();
        weeks.sort_unstable();
        weeks
    };
    assert_eq!(closes(&mission(|text| text)), [1, 1]);
    let rule = |rule: &str| mission(with("name = \"sober\"", &format!("rules.{rule}")));
    assert_eq!(closes(&rule("max_closings_per_week = 1")), [1, 2]);
    // Clean-up of ten days is two weeks: the second handover begins when the first is over. Without loads there is nothing to clean
    // up before the first week, so the first closes at once and the second in week 3.
    let long = |text: String| with("id = \"town\"", "cleanup = 10")(with("id = \"camp\"", "cleanup = 10")(text));
    let one = mission(|text| long(with("name = \"sober\"", "rules.max_sites_at_once = 1")(text)));
    assert_eq!(closes(&one), [1, 3]);
}

#[test]
fn a_milestone_is_kept() {
    // Staying is free here, so nobody would hurry: half out by the end of week 2 is what the agreement says.
    let lazy = |text: String| text.replace("pay_per_month = 3000", "pay_per_month = 0").replace("36500", "0");
    let half = "rules.milestones = [{ by = 2024-01-14, share = 0.5 }]";
    let m = mission(|text| lazy(with("name = \"sober\"", half)(text)));
    let found = optimise(&m, &Options::default(), &Silent).expect("a plan");
    let out: f64 = found.decisions.flows.iter().filter(|f| f.period.0 <= 2).map(|f| f.quantity).sum();
    assert!(out >= 60.0 - 1e-6, "{out}");
}

#[test]
fn part_of_a_fleet_stays_for_the_camps_that_count_on_it() {
    // The camp has to stay to the end of week 3; three of ten units wait for it, the rest is released.
    let m = mission(|text| {
        with("units = 10", "min_units = 3")(with("id = \"camp\"", "keep_open_until = 2024-01-20")(text))
    });
    let found = optimise(&m, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
    let kept = &found.decisions.fleets[drawdown::id::FleetId::from_index(0)];
    assert!(kept[2] >= 0.3 - 1e-9 && kept[3] >= 0.3 - 1e-9, "{kept:?}");
    assert!(kept[2] < 0.31, "no more than that: {kept:?}");
}

#[test]
fn what_stays_for_the_liquidation_is_paid_guards_and_is_not_moved() {
    // 20 of the camp's 60 stay; its operations end with week 1 (7 January), three weeks before the deadline (28 January). From then on
    // 73 + 21 = 94 days at $1,200 a day for the camp and 20 x $3,000 a month of 365/12 days; each journey home is $500.
    let own = "[sites.liquidation]\nlength = 73\nguard = 20\nrunning_per_month = 36500\n[[sites]]";
    let base = |text: String| {
        let text = text.replace("quantity = 60\n[[units]]", "quantity = 60\nstays = 20\n[[units]]");
        text.replace("pay_per_month = 3000", "pay_per_month = 3000\nrepatriation = 500").replacen(
            "running_per_month = 36500\n[[sites]]",
            &format!("running_per_month = 36500\n{own}"),
            1,
        )
    };
    let m = mission(base);
    assert_eq!(m.people_total().get(), 100.0);
    assert_eq!(
        m.sites.values().next().expect("the camp").guard_at(Period(1)).get(),
        0.0,
        "those who stay are the guard"
    );
    let loaded = drawdown::Scenario::parse(&base(BASE.to_owned())).expect("no fault");
    let plan = loaded.plan(&drawdown::PlanOptions::default().gap(0.0)).expect("a plan");
    let plan = plan.result();
    let l = plan.liquidation.as_ref().expect("a liquidation");
    // Nothing stays but people: the sum of no loads is zero, without a sign.
    assert!(l.loads == 0.0 && l.loads.is_sign_positive() && l.sites.iter().all(|s| s.loads.is_sign_positive()));
    let pay = 20.0 * 3000.0 * 12.0 / 365.0 * 94.0;
    near(l.cost_usd, 1200.0 * 94.0 + pay + 20.0 * 500.0);
    assert_eq!((l.people, l.sites[0].until.to_string().as_str()), (20.0, "2024-04-10"));
    // Until then the mission pays all 120 of them: one week.
    let people: f64 = plan.costs.iter().filter(|c| c.category == "people").map(|c| c.usd).sum();
    near(people, 120.0 * 3000.0 * 12.0 / 365.0 * 7.0);
    // The audit adds it up by itself.
    let mut cheaper = plan.clone();
    cheaper.liquidation.as_mut().expect("a liquidation").cost_usd -= 1000.0;
    assert!(loaded.audit(plan).is_ok() && loaded.audit(&cheaper).is_err());
    let home: f64 = plan.costs.iter().filter(|c| c.category == "repatriation").map(|c| c.usd).sum();
    near(home, 100.0 * 500.0);
}

#[test]
fn what_is_looted_at_the_handover_is_lost_and_brings_nothing() {
    let m = mission(with(
        "pay_per_month = 3000",
        "[[kinds]]\nid = \"box\"\nnature = \"cargo\"\nvalue = 1000\n[[kinds.dispositions]]\nmethod = \"sell\"\nproceeds = 100\n\
         value_lost = 0.6\nloss = 0.5",
    ));
    let sell = &m.kinds.values().last().expect("a kind").dispositions()[0];
    // Half is looted: 0.5 + 0.5 x 0.6 of the value, half of the proceeds.
    near(sell.value_lost, 0.8);
    near(sell.proceeds.get(), 50.0);
}

#[test]
fn lead_times_are_days_without_it() {
    // Ten days: nothing in week 1, four of seven days in week 2.
    let m = mission(with("people_per_week = 120", "lead_time = 10"));
    let exit = m.exits.values().next().expect("one exit");
    near(exit.people[1].get(), 0.0);
    near(exit.people[2].get(), 120.0 * 4.0 / 7.0);
    let m = mission(with("units = 10", "lead_time = \"1 week\""));
    let fleet = m.fleets.values().next().expect("one fleet");
    near(fleet.days[1].get(), 0.0);
    near(fleet.days[2].get(), 70.0);
    near(fleet.first_day.get(), 7.0);
    let m = mission(with("id = \"camp\"", "handling_per_week = 70\nhandling_lead_time = 3"));
    near(m.sites.values().next().expect("a site").handling[1].get(), 40.0);
}

#[test]
fn a_milestone_that_nothing_can_keep_is_named() {
    // 60 of 120 seats a week leave the two camps from the second week on: all out by the end of the first is impossible.
    let late = with("people_per_week = 120", "available_from = 2024-01-08");
    let m =
        mission(|text| late(with("name = \"sober\"", "rules.milestones = [{ by = 2024-01-07, share = 0.5 }]")(text)));
    let refused = optimise(&m, &Options::default(), &Silent).expect_err("no plan keeps it");
    let said = refused.to_string();
    assert!(said.contains("milestone"), "{said}");
}

/// What the replications of a plan come to in so many worlds: mean people left at the deadline, mean dollars.
fn worlds(text: &str) -> (f64, f64) {
    let plan = drawdown::Scenario::parse(text).expect("no fault");
    let loaded = scenario::load_str(text, &scenario::Overrides::default()).expect("no fault");
    let plan = plan.plan(&drawdown::PlanOptions::default().gap(0.0)).expect("a plan");
    let decisions = drawdown::plan::from_record::decisions(&loaded.mission, plan.result()).expect("its decisions");
    let case = drawdown::simulate::Case {
        mission: &loaded.mission,
        decisions: &decisions,
        processes: &loaded.risk,
        policy: drawdown::simulate::Policy::CatchUp,
    };
    let numbers: Vec<u64> = (0..200).collect();
    let list = drawdown::simulate::replications(&case, 1, &numbers, &|_| (), &|| false);
    let mean = |of: &dyn Fn(&drawdown::simulate::Replication) -> f64| list.iter().map(of).sum::<f64>() / 200.0;
    (mean(&|r| r.people_left_at_deadline), mean(&|r| r.cost_usd))
}

#[test]
fn a_worse_range_is_never_better_and_one_without_width_is_the_figure() {
    // 120 leave at 60 a week in weeks 1 and 2 of two; the share of 0.5 is reached in some worlds only.
    let base = BASE.replace("weeks = 4", "weeks = 2");
    let exit = |lines: &str| base.replace("people_per_week = 120", &format!("people_per_week = 120\n{lines}"));
    let sure = worlds(&exit("utilisation = 0.5"));
    assert_eq!(sure.0, 0.0);
    assert_eq!(worlds(&exit("utilisation = 0.5\nutilisation_range = [0.5, 0.5]\nlate = [0, 0]")), sure);
    let mut before = sure;
    for low in [0.45, 0.3, 0.1] {
        let now = worlds(&exit(&format!("utilisation = 0.5\nutilisation_range = [{low}, 0.5]")));
        assert!(now.0 > before.0 && now.1 >= before.1, "{low}: {now:?} after {before:?}");
        before = now;
    }
    // A week late: the first 60 leave in week 2, the others are late.
    let late = worlds(&exit("utilisation = 0.5\nlate = [7, 7]"));
    assert!((late.0 - 60.0).abs() < 1.0, "{late:?}");
    // Of a fleet: ten units make 35 lifts a week; two are needed. With a share of nothing nobody flies.
    let fleet = |lines: &str| base.replace("units = 10", &format!("units = 10\n{lines}"));
    assert_eq!(worlds(&fleet("utilisation_range = [1, 1]")), worlds(&base));
    assert!(worlds(&fleet("utilisation = 0.02\nutilisation_range = [0.0, 0.02]")).0 > 0.0);
    assert!(worlds(&fleet("late = [14, 14]")).0 > 119.0);
    // A plan without its own share counts with the middle.
    let m = mission(with("people_per_week = 120", "utilisation_range = [0.4, 0.6]"));
    near(m.exits.values().next().expect("one exit").people[1].get(), 60.0);
    let outside = drawdown::Scenario::parse(&exit("utilisation = 0.9\nutilisation_range = [0.4, 0.6]"));
    assert!(outside.expect_err("no").to_string().contains("outside"));
}

/// Handling, permits and ramps that nobody knows yet. Two weeks; a camp with people still in it keeps its guard of 20 until its last load is packed.
#[test]
fn handling_permits_and_ramps_are_drawn_as_rates_are() {
    // 40 loads are packed in two weeks: 40 a week is the peak, half of it lasts.
    let base = BASE
        .replace("weeks = 4", "weeks = 2")
        .replace("people_per_week = 120", "people_per_week = 120\nloads_per_week = 100")
        .replace("seats = 60", "seats = 60\nslots = 40")
        + "[[kinds]]\nid = \"box\"\nnature = \"cargo\"\nvalue = 1000\n\
           [[units]]\nid = \"c\"\nsite = \"camp\"\nkind = \"box\"\nquantity = 40\n";
    let handling = |lines: &str| {
        let text = base.replacen("guard = 20", &format!("guard = 20\nhandling_per_week = 40\n{lines}"), 1);
        worlds(&text)
    };
    let sure = handling("handling_utilisation = 0.5");
    assert_eq!(sure.0, 0.0);
    assert_eq!(
        handling("handling_utilisation = 0.5\nhandling_utilisation_range = [0.5, 0.5]\nhandling_late = [0, 0]"),
        sure
    );
    let mut before = sure;
    for low in [0.45, 0.3, 0.1] {
        let now = handling(&format!("handling_utilisation = 0.5\nhandling_utilisation_range = [{low}, 0.5]"));
        assert!(now.0 >= before.0 && now.0 > 0.0 && now.0 <= 20.0, "{low}: {now:?} after {before:?}");
        before = now;
    }
    // A week late: 20 loads are left at the end, and the guard with them.
    let late = handling("handling_utilisation = 0.5\nhandling_late = [7, 7]");
    assert!((late.0 - 20.0).abs() < 1.0, "{late:?}");
    // A permit for the second week that comes a week later: nobody leaves in time.
    let exit = |lines: &str| {
        let weeks = BASE.replace("weeks = 4", "weeks = 2");
        worlds(&weeks.replace("people_per_week = 120", &format!("people_per_week = 120\n{lines}"))).0
    };
    let permit = "available_from = 2024-01-08";
    assert_eq!(exit(permit), 0.0);
    assert!((exit(&format!("{permit}\nlate = [7, 7]")) - 120.0).abs() < 1.0);
    // A quarter of the rate in the first week, all of it from the second: 30 and 90 leave. A week later it is 30 and 30.
    let ramp = "ramp = { from = 2024-01-08, weeks = 0, start = 0.25 }";
    assert_eq!(exit(ramp), 0.0);
    assert!((exit(&format!("{ramp}\nlate = [7, 7]")) - 60.0).abs() < 1.0);
}

#[test]
fn rates_are_read_in_the_time_that_planners_use() {
    let people = |rate: &str| -> f64 {
        let m = mission(|text| text.replace("people_per_week = 120", &format!("people_per_week = {rate}")));
        m.exits.values().next().expect("one exit").people[1].get()
    };
    near(people("\"40/day\""), 280.0);
    near(people("\"1200 per month\""), 1200.0 * 12.0 * 7.0 / 365.0);
    near(people("{ value = \"30 a fortnight\", source = \"x\", quality = \"assumed\" }"), 15.0);
    let pay = |rate: &str| mission(|text| text.replace("pay_per_month = 3000", &format!("pay_per_month = {rate}")));
    assert_eq!(pay("\"36k/year\"").kinds, pay("3000").kinds);
    let refused = drawdown::Scenario::parse(&BASE.replace("people_per_week = 120", "people_per_week = \"40/moon\""));
    let said = refused.expect_err("no such time").to_string();
    assert!(said.contains("E202") && said.contains("40/day"), "{said}");
    // A table and an override say it too.
    let set = |text: &str| scenario::Overrides {
        set: vec![format!("exits.home.people_per_week={text}")],
        ..Default::default()
    };
    let m = scenario::load_str(BASE, &set("40/day")).expect("it loads").mission;
    near(m.exits.values().next().expect("one exit").people[1].get(), 280.0);
}

#[test]
fn unarmed_people_are_guarded_by_strength() {
    // 30 civilians at the camp, half an armed person for each: while all of them are there, 15 of the soldiers stay. The civilians
    // leave by the scheduled flight only, 10 a week: at the end of week 1 there are 20 and at least 10 soldiers.
    let civil = "\n[[kinds]]\nid = \"civilian\"\nnature = \"people\"\npay_per_month = 9000\nexits = [\"scheduled\"]\n[[exits]]\nid = \"scheduled\"\n\
                 kind = \"airport\"\npeople_per_week = 10\n[[routes]]\nid = \"camp-scheduled\"\nfrom = \"camp\"\nto = \"scheduled\"\nmode = \"air\"\n\
                 fleet = \"charter\"\nkm = 1000\n[[units]]\nid = \"c\"\nsite = \"camp\"\nkind = \"civilian\"\nquantity = 30\n";
    let text = BASE.replacen("guard = 20", "guard_per_person = 0.5", 1) + civil;
    let text =
        text.replace("nature = \"people\"\narmed = true", "nature = \"people\"\narmed = true\nexits = [\"home\"]");
    let plan = drawdown::Scenario::parse(&text).expect("no fault");
    let plan = plan.plan(&drawdown::PlanOptions::default().gap(0.0)).expect("a plan");
    let there = |class: &str, week: u32| -> f64 {
        let here = plan.result().stocks.iter().filter(|s| s.site == "camp" && s.period == week && s.class == class);
        here.map(|s| s.quantity).sum()
    };
    for (week, civilians) in [(1, 20.0), (2, 10.0)] {
        near(there("civilian", week), civilians);
        near(there("soldier", week), civilians / 2.0);
    }
}

/// Two camps in six weeks, with flights that come two weeks later than the plan counts on.
fn two_weeks_late() -> String {
    BASE.replace("weeks = 4", "weeks = 6").replace("people_per_week = 120", "people_per_week = 120\nlate = [14, 14]")
}

fn replayed(text: &str) -> drawdown::simulate::Replication {
    let loaded = scenario::load_str(text, &scenario::Overrides::default()).expect("no fault");
    let found = optimise(&loaded.mission, &Options { gap: 0.0, ..Options::default() }, &Silent).expect("a plan");
    let case = drawdown::simulate::Case {
        mission: &loaded.mission,
        decisions: &found.decisions,
        processes: &loaded.risk,
        policy: drawdown::simulate::Policy::CatchUp,
    };
    drawdown::simulate::replications(&case, 1, &[0], &|_| (), &|| false).remove(0)
}

fn closing_weeks(text: &str) -> Vec<u32> {
    let mut closes: Vec<u32> = replayed(text).closes.iter().map(|c| c.expect("closed")).collect();
    closes.sort_unstable();
    closes
}

#[test]
fn a_replay_closes_no_more_sites_in_a_week_than_the_plan_may() {
    // Planned for weeks 1 and 2, one closing a week; the flights come two weeks late, so that both could close in week 3.
    let base = two_weeks_late();
    assert_eq!(closing_weeks(&base), [3, 3]);
    let paced = base.replace("name = \"sober\"", "name = \"sober\"\nrules.max_closings_per_week = 1");
    assert_eq!(closing_weeks(&paced), [3, 4]);
}

#[test]
fn a_replay_hands_over_no_more_sites_at_a_time_than_the_plan_may() {
    // Each handover is two weeks (a clean-up of ten days). Both camps could close in week 3: the first does, after the handover of weeks
    // 2 and 3; that of the second is in weeks 4 and 5.
    let long = two_weeks_late().replace("guard = 20", "guard = 20\ncleanup = 10");
    assert_eq!(closing_weeks(&long), [3, 3]);
    let paced = long.replace("name = \"sober\"", "name = \"sober\"\nrules.max_sites_at_once = 1");
    assert_eq!(closing_weeks(&paced), [3, 5]);
}

#[test]
fn a_world_in_which_a_milestone_is_missed_does_not_hold() {
    let half = "name = \"sober\"\nrules.milestones = [{ by = 2024-01-14, share = 0.5 }, { by = 2024-02-04, share = 1, of = \"sites\" }]";
    let late = two_weeks_late().replace("name = \"sober\"", half);
    // Nobody is out by the end of week 2, everybody by that of week 3: the first is missed, the second kept.
    let r = replayed(&late);
    assert_eq!((r.people_left_at_deadline, r.milestones_missed.as_slice()), (0.0, &[0][..]));
    assert!(!r.holds(0.0));
    let on_time = replayed(&late.replace("late = [14, 14]", ""));
    assert!(on_time.holds(0.0) && on_time.milestones_missed.is_empty());
    // The command says so, by the date.
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("late.toml");
    std::fs::write(&file, &late).expect("written");
    let said = assert_cmd::Command::cargo_bin("drawdown")
        .expect("the program")
        .arg("simulate")
        .arg(&file)
        .args(["--runs", "5", "--seed", "1"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&said.get_output().stdout).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("In 5 of 5 worlds"), "{said}");
    assert!(said.contains("In 0 of 5 worlds") && said.contains("every milestone is kept as well"), "{said}");
    assert!(said.contains("missed: 50 % of the people by 14 Jan 2024 (5 worlds)."), "{said}");
}
