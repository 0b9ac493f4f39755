//! A planned mission for the tests of the simulation.

use drawdown::mission::Mission;
use drawdown::optimise::{Options, Outcome};
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::scenario;
use drawdown::scenario::risk::{Effect, Process};
use drawdown::simulate::{Case, Policy};

/// A mission with its plan.
pub(crate) struct Stage {
    pub(crate) mission: Mission,
    pub(crate) outcome: Outcome,
    pub(crate) plan: Plan,
}

impl Stage {
    pub(crate) fn reference(&self) -> ScenarioRef {
        self.plan.scenario.clone()
    }
}

/// Plans the scenario of a text; the plan is audited.
pub(crate) fn planned(text: &str) -> Stage {
    let mission = super::mission(text);
    let (outcome, plan) = super::solve_with(&mission, &Options::default()).expect("it has a plan");
    Stage { mission, outcome, plan }
}

pub(crate) fn tutorial() -> Stage {
    planned(scenario::starter())
}

pub(crate) fn case<'a>(s: &'a Stage, processes: &'a [Process], policy: Policy) -> Case<'a> {
    Case { mission: &s.mission, decisions: &s.outcome.decisions, processes, policy }
}

/// A process that does nothing yet.
pub(crate) fn process(id: &str, effect: Effect) -> Process {
    Process { id: id.into(), effect, unescorted: 1.0, factor: [1.0, 1.0], ..Process::default() }
}

/// One camp of 100, one bus of 100 seats that takes a week, two weeks.
pub(crate) const ONE_ROAD: &str = r#"
format = 1
name = "one-road"
[calendar]
start = 2023-07-03
weeks = 2
[[kinds]]
id = "people"
nature = "people"
pay_per_month = 3000
[[sites]]
id = "camp"
running_per_month = "100k"
[[exits]]
id = "home"
kind = "border"
people_per_week = 1000
[[fleets]]
id = "bus"
units = 1
seats = 100
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
id = "all"
site = "camp"
kind = "people"
quantity = 100
"#;

/// One camp of 400 people and 120 loads, two convoys a week of 60 seats and 20 slots, five weeks: the case of tests/simpy.
pub(crate) const TWO_CONVOYS: &str = r#"
format = 1
name = "two-convoys"
[calendar]
start = 2023-07-03
weeks = 5
[[kinds]]
id = "people"
nature = "people"
pay_per_month = 3000
[[kinds]]
id = "load"
nature = "cargo"
owner = "un"
value = 10000
[[kinds.dispositions]]
method = "abandon"
[[sites]]
id = "camp"
running_per_month = "100k"
[[exits]]
id = "border"
kind = "border"
people_per_week = 10000
loads_per_week = 10000
[[fleets]]
id = "company"
units = 1
seats = 60
slots = 20
loading = 3.4
speed_per_day = 1000000
[[routes]]
id = "road"
from = "camp"
to = "border"
mode = "road"
fleet = "company"
km = 1
[[units]]
id = "people"
site = "camp"
kind = "people"
quantity = 400
[[units]]
id = "loads"
site = "camp"
kind = "load"
quantity = 120
"#;
