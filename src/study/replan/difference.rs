//! From the report on: what still leaves, what is spent, which routes carry it, in the old plan and in the new.

use serde::{Deserialize, Serialize};

use crate::plan::result::Plan;

/// Uses of a route below so many lifts in both plans are not listed.
const LIFTS: f64 = 0.5;

/// A figure from the day after the report on, in both plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// `people out`, `lifts on gao-dakar` …
    pub what: String,
    /// `person`, `load`, `USD`, `lift`, `casualty`.
    pub unit: String,
    /// In the old plan, after the last whole period before the report.
    pub was: f64,
    /// In the new plan.
    pub is: f64,
}

/// All figures; the old plan counts after period `done`, the new one from its start.
pub(super) fn differences(old: &Plan, done: u32, new: &Plan) -> Vec<Difference> {
    let (was, is) = (After { plan: old, after: done }, After { plan: new, after: 0 });
    let row = |what: &str, unit: &str, of: &dyn Fn(&After) -> f64| Difference {
        what: what.to_owned(),
        unit: unit.to_owned(),
        was: of(&was),
        is: of(&is),
    };
    let mut list = vec![
        row("people sent out", "person", &|r| r.sent(true)),
        row("loads sent home", "load", &|r| r.sent(false)),
        row("loads disposed of in place", "load", &|r| r.disposals().map(|d| d.quantity).sum()),
        row("value of equipment lost with them", "USD", &|r| r.disposals().map(|d| d.value_lost_usd).sum()),
        row("spending", "USD", &|r| r.plan.costs.iter().filter(|c| c.period > r.after).map(|c| c.usd).sum()),
    ];
    let mut routes: Vec<&str> = old.lifts.iter().chain(&new.lifts).map(|l| l.route.as_str()).collect();
    routes.sort_unstable();
    routes.dedup();
    let lifts = routes.iter().map(|route| row(&format!("lifts on {route}"), "lift", &|r| r.lifts(route)));
    list.extend(lifts.filter(|d| d.was.max(d.is) >= LIFTS));
    list
}

/// A plan after a period.
struct After<'a> {
    plan: &'a Plan,
    after: u32,
}

impl After<'_> {
    /// People or loads that start on their way to an exit.
    fn sent(&self, people: bool) -> f64 {
        let site = |key: &str| self.plan.sites.iter().any(|s| s.id == key);
        let leaving = self.plan.movements.iter().filter(|x| x.period > self.after && !site(&x.to));
        leaving.filter(|x| self.plan.people_classes.contains(&x.class) == people).map(|x| x.quantity).sum()
    }

    fn disposals(&self) -> impl Iterator<Item = &crate::plan::result::DispositionResult> {
        self.plan.dispositions.iter().filter(|d| d.period > self.after)
    }

    fn lifts(&self, route: &str) -> f64 {
        self.plan.lifts.iter().filter(|l| l.route == route && l.period > self.after).map(|l| l.lifts).sum()
    }
}
