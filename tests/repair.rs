//! The repair menu and "what would it take", on what limits a withdrawal as a whole: the pace of closing, sites in handover at once,
//! rates of disposal, milestones. Every right value is worked out by hand.

use drawdown::mission::Mission;
use drawdown::optimise::{Shortfall, Silent};
use drawdown::plan::result::ScenarioRef;
use drawdown::study::answer::answer;
use drawdown::study::binding::explain;
use drawdown::study::closing::Need;
use drawdown::study::repair::{Menu, Remedy, agreed, menu};

use crate::kit::{exact, mission};

/// Two camps of 40 soldiers with a guard of 10 each on a road of their own, one lift a week on each.
fn two_camps(weeks: u32, each: &str, more: &str) -> String {
    let camp = |id: &str| {
        format!(
            r#"
[[sites]]
id = "{id}"
name = "Camp {id}"
guard = 10
running_per_month = 30000
{each}
[[fleets]]
id = "bus-{id}"
units = 1
seats = 40
slots = 20
loading = 6.9
speed_per_day = 1000000
[[routes]]
id = "road-{id}"
from = "{id}"
to = "home"
mode = "road"
fleet = "bus-{id}"
km = 1
[[units]]
id = "people-{id}"
site = "{id}"
kind = "soldier"
quantity = 40
"#
        )
    };
    format!(
        r#"
format = 1
name = "two camps"
[calendar]
start = 2024-01-01
weeks = {weeks}
[[kinds]]
id = "soldier"
nature = "people"
armed = true
[[kinds]]
id = "box"
name = "Boxes"
nature = "cargo"
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
loads_per_week = 1000
{}{}{more}
"#,
        camp("a"),
        camp("b")
    )
}

/// One camp without a guard, 20 boxes that no lift carries and that are sold at ten a week.
fn sale(weeks: u32) -> Mission {
    mission(&format!(
        r#"
format = 1
name = "sale"
[calendar]
start = 2024-01-01
weeks = {weeks}
[[kinds]]
id = "soldier"
nature = "people"
[[kinds]]
id = "box"
name = "Boxes"
nature = "cargo"
dispositions = [{{ method = "sell", per_week = 10 }}]
[[sites]]
id = "camp"
name = "Camp"
running_per_month = 30000
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 5
seats = 50
loading = 0.5
speed_per_day = 1000
[[routes]]
id = "road"
from = "camp"
to = "home"
mode = "road"
fleet = "bus"
km = 100
[[units]]
id = "people"
site = "camp"
kind = "soldier"
quantity = 100
[[units]]
id = "boxes"
site = "camp"
kind = "box"
quantity = 20
"#
    ))
}

fn repaired(m: &Mission, later: impl Fn(u32) -> Option<Mission> + Sync) -> Menu {
    let found = answer(m, &ScenarioRef::of(m), &exact(), &Silent).expect("a plan");
    menu(m, Some(&found.outcome), &exact(), &later, &Silent).expect("it works")
}

fn remedy<'a>(menu: &'a Menu, part: &str) -> &'a Remedy {
    menu.remedies.iter().find(|r| r.what.contains(part)).unwrap_or_else(|| panic!("no {part} in {menu:#?}"))
}

/// What it would take to close the site that closes last a week earlier, and the week in which it closes.
fn would_take(m: &Mission, sites: &[&str]) -> (u32, Vec<Need>) {
    let found = answer(m, &ScenarioRef::of(m), &exact(), &Silent).expect("a plan");
    assert!(found.plan.summary.people_left < 1e-6, "{:?}", found.plan.summary);
    let e = explain(m, &found, &exact(), &Silent).expect("it works");
    let of_these = e.closings.into_iter().filter(|c| sites.contains(&c.site.as_str()));
    let c = of_these.max_by_key(|c| c.closes).expect("it closes");
    (c.closes, c.would_take)
}

fn need<'a>(list: &'a [Need], what: &str) -> &'a Need {
    list.iter().find(|n| n.what.contains(what)).unwrap_or_else(|| panic!("no {what} in {list:#?}"))
}

/// Both camps could close in the one week that there is, and one may: the other's guard of 10 stays. Two closings a week mend it, and so does
/// a second week.
#[test]
fn the_pace_of_closing_is_on_the_menu() {
    let of = |weeks| mission(&two_camps(weeks, "", "[rules]\nmax_closings_per_week = 1"));
    let menu = repaired(&of(1), |n| Some(of(1 + n)));
    let (pace, week) = (remedy(&menu, "may close"), remedy(&menu, "days more"));
    assert_eq!(pace.what, "2 sites may close in a week instead of 1");
    assert_eq!((pace.size, pace.unit.as_str(), pace.at_least), (1.0, "site", 0.0));
    assert_eq!((week.size, week.unit.as_str()), (1.0, "week"));
    // Two camps for a week; with the second week one of them for two.
    let of_a_week = 30_000.0 * 84.0 / 365.0;
    assert!((pace.cost_usd - 2.0 * of_a_week).abs() < 1.0, "{pace:?}");
    assert!((week.cost_usd - 3.0 * of_a_week).abs() < 1.0, "{week:?}");
}

/// Fourteen days of clean-up after the boxes have left in week 1: both camps close in week 3, in handover in weeks 2 and 3. One at a time
/// the second would close in week 5.
#[test]
fn sites_in_handover_at_once_are_on_the_menu() {
    let boxes = |id: &str| format!("[[units]]\nid = \"boxes-{id}\"\nsite = \"{id}\"\nkind = \"box\"\nquantity = 20\n");
    let rest = format!("{}{}[rules]\nmax_sites_at_once = 1", boxes("a"), boxes("b"));
    let of = |weeks| mission(&two_camps(weeks, "cleanup = 14", &rest));
    let menu = repaired(&of(3), |n| Some(of(3 + n)));
    let (at_once, weeks) = (remedy(&menu, "in handover"), remedy(&menu, "days more"));
    assert_eq!(at_once.what, "2 sites may be in handover at the same time instead of 1");
    assert_eq!((at_once.size, at_once.unit.as_str()), (1.0, "site"));
    assert_eq!((weeks.size, weeks.at_least), (2.0, weeks.at_least.min(1.0)));
}

/// Twenty boxes in one week, ten of which are sold: 100 % more, found to a hundredth of the 300 % that are tried.
#[test]
fn a_faster_disposal_is_on_the_menu() {
    let menu = repaired(&sale(1), |n| Some(sale(1 + n)));
    let rate = remedy(&menu, "rate of disposal");
    assert!((1.0..=1.031).contains(&rate.size) && rate.at_least <= 1.0 && rate.unit == "share", "{rate:?}");
    assert!(rate.what.contains("loads a week instead of 10 for Boxes (sell)"), "{rate:?}");
    assert_eq!(remedy(&menu, "days more").size, 1.0);
    // Half as many boxes are sold in time as it is: nothing to mend.
    assert!(
        answer(&sale(2), &ScenarioRef::of(&sale(2)), &exact(), &Silent).is_ok_and(|a| a.plan.summary.cargo_left < 1e-6)
    );
}

/// A bus for 40 a week takes the 100 of a camp in three weeks for nothing. 90 of them by week 2 take a flight for $1m, for which there is half
/// of the money: so does a milestone in week 3 (the money pays for the first week only, before the milestone, where no week is).
#[test]
fn a_later_milestone_is_on_the_menu() {
    let m = mission(
        r#"
format = 1
name = "milestone"
[calendar]
start = 2024-01-01
weeks = 3
[budget]
total = "500k"
[[kinds]]
id = "soldier"
nature = "people"
[[sites]]
id = "camp"
name = "Camp"
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 1
seats = 40
loading = 6.9
speed_per_day = 1000000
[[fleets]]
id = "plane"
units = 1
seats = 100
loading = 6.9
speed_per_day = 1000000
per_lift = "1M"
[[routes]]
id = "road"
from = "camp"
to = "home"
mode = "road"
fleet = "bus"
km = 1
[[routes]]
id = "air"
from = "camp"
to = "home"
mode = "air"
fleet = "plane"
km = 1
[[units]]
id = "people"
site = "camp"
kind = "soldier"
quantity = 100
[rules]
milestones = [{ by = 2024-01-14, share = 0.9 }]
"#,
    );
    let menu = repaired(&m, |_| None);
    let later = remedy(&menu, "later");
    assert_eq!(later.what, "90 % of the people gone by week 2, 1 week later");
    assert_eq!((later.size, later.unit.as_str(), later.cost_usd), (1.0, "week", 0.0));
    let money = remedy(&menu, "more money");
    assert!((money.size - 5e5).abs() < 1.0, "{money:?}");
}

/// One closing a week: the camp that closes in week 2 could close in week 1 if two might.
#[test]
fn it_would_take_another_pace() {
    let m = mission(&two_camps(2, "", "[rules]\nmax_closings_per_week = 1"));
    let (closes, list) = would_take(&m, &["a", "b"]);
    let pace = need(&list, "number of sites that close at once");
    assert_eq!((closes, pace.amount, pace.unit.as_str()), (2, 1.0, "site"), "{list:?}");
}

/// Twenty boxes are sold in two weeks; in one it would take ten a week more, to half a per cent of the thirty that are tried.
#[test]
fn it_would_take_a_faster_disposal() {
    let (closes, list) = would_take(&sale(2), &["camp"]);
    let rate = need(&list, "rate of disposal, Boxes (sell)");
    assert!(closes == 2 && (10.0..=10.16).contains(&rate.amount), "{list:?}");
    assert_eq!(rate.unit, "load a week");
}

/// One bus for both camps, a lift a week. The 10 boxes of b have to be gone by week 1, so the 40 of a leave in week 2; b is kept open into
/// week 3. Camp a would close in week 1 if the boxes had a week more.
#[test]
fn it_would_take_a_later_milestone() {
    let text = two_camps(3, "", "[[units]]\nid = \"boxes\"\nsite = \"b\"\nkind = \"box\"\nquantity = 10\n");
    let text = text.replace("fleet = \"bus-b\"", "fleet = \"bus-a\"");
    let text = text.replacen("name = \"Camp b\"", "name = \"Camp b\"\nkeep_open_until = 2024-01-14", 1);
    let m = mission(&format!("{text}[rules]\nmilestones = [{{ by = 2024-01-07, of = \"cargo\", share = 1.0 }}]\n"));
    let (closes, list) = would_take(&m, &["a"]);
    let later = need(&list, "100 % of the loads gone by week 1");
    assert_eq!((closes, later.amount, later.unit.as_str()), (2, 1.0, "week later"), "{list:?}");
}

/// A camp of 100 costs $10,000 a week, and a bus takes 50 a week: $20,000. Of a budget of $105,000 there are $5,000 in the first week: $5,000
/// more are missing from the start on. The first lines and the menu say so alike, and so does a menu without the answer.
#[test]
fn the_money_that_is_missing_has_one_answer() {
    let m = mission(
        r#"
format = 1
name = "late"
[calendar]
start = 2024-01-01
weeks = 2
[[budget.tranches]]
date = 2024-01-01
amount = 5000
[[budget.tranches]]
date = 2024-01-08
amount = 100000
[[kinds]]
id = "soldier"
nature = "people"
[[sites]]
id = "camp"
running_per_month = 43452.380952380954
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 1
seats = 50
loading = 6.9
speed_per_day = 1000000
[[routes]]
id = "road"
from = "camp"
to = "home"
mode = "road"
fleet = "bus"
km = 1
[[units]]
id = "people"
site = "camp"
kind = "soldier"
quantity = 100
"#,
    );
    let mut found = answer(&m, &ScenarioRef::of(&m), &exact(), &Silent).expect("a plan");
    let told = found.plan.summary.shortfall_usd.expect("money would do");
    let of_menu = repaired(&m, |_| None);
    let money = remedy(&of_menu, "more money");
    assert!((told - 5000.0).abs() < 0.01 && money.size == told && money.beyond_budget_usd == told, "{money:?}");
    assert!((money.cost_usd - 20_000.0).abs() < 0.01 && (money.at_least - 5000.0).abs() < 0.01, "{money:?}");
    let alone = menu(&m, None, &exact(), &|_| None, &Silent).expect("it works");
    assert!((remedy(&alone, "more money").size - told).abs() < 0.01);
    // A search that did not find the sum leaves it to the menu.
    (found.outcome.shortfall, found.outcome.paid) = (Shortfall::Unknown, None);
    (found.plan.summary.shortfall_usd, found.plan.summary.shortfall_unknown) = (None, true);
    agreed(&mut found.plan, &found.outcome, &alone);
    let summary = &found.plan.summary;
    assert!(!summary.shortfall_unknown && summary.shortfall_usd.is_some_and(|usd| (usd - 5000.0).abs() < 0.01));
}
