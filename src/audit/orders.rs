//! The audit of orders: is a manifest the plan with days? Every person and load on exactly one lift, in the week of the plan, from an
//! open site, each lift made by a unit that is free, what is stated about them true.
//!
//! Reads manifest.json by its keys and shares no code with what writes it. Nothing in a manifest, whoever wrote it, can panic here.

mod lifts;
mod stated;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::audit::{Audit, Court, closed};
use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::tolerance::AUDIT_LEAST;

/// One lift as it is written.
#[derive(Debug, Clone, Deserialize)]
struct StatedLift {
    id: String,
    period: u32,
    unit: Option<u32>,
    begins: f64,
    back: f64,
    loads_on: Date,
    departs: Date,
    arrives: Date,
    returns: Date,
    route: String,
    from: String,
    to: String,
    fleet: String,
    mode: String,
    people: BTreeMap<String, u64>,
    loads: BTreeMap<String, u64>,
    escort: f64,
    contents: Vec<Part>,
}

/// What is on it of one contributor.
#[derive(Debug, Clone, Deserialize)]
struct Part {
    contributor: String,
    contingent: Option<String>,
    class: String,
    quantity: u64,
}

#[derive(Debug, Clone, Deserialize)]
struct StatedDisposal {
    period: u32,
    site: String,
    class: String,
    method: String,
    quantity: u64,
    contributor: String,
    contingent: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct StatedNotLifted {
    class: String,
    quantity: u64,
}

#[derive(Debug, Clone, Deserialize)]
struct StatedKept {
    planned: u64,
    in_week: u64,
    late: u64,
    latest_weeks: u32,
    not_lifted: u64,
}

#[derive(Debug, Clone, Deserialize)]
struct StatedFleetDays {
    fleet: String,
    days_kept: f64,
    days_used: f64,
    days_beyond: f64,
    beyond_until: Option<u32>,
}

/// A text that is no manifest.json.
#[derive(Debug, thiserror::Error)]
#[error("not a manifest.json: {0}")]
pub struct NoOrders(#[from] serde_json::Error);

/// A manifest.json as it is written.
#[derive(Debug, Clone, Deserialize)]
pub struct StatedOrders {
    orders: Vec<StatedLift>,
    disposals: Vec<StatedDisposal>,
    not_lifted: Vec<StatedNotLifted>,
    people_kept: StatedKept,
    loads_kept: StatedKept,
    totals: u64,
    totals_kept: u64,
    most_waiting: f64,
    never_sent: f64,
    lifts_planned: f64,
    fleets: Vec<StatedFleetDays>,
    exceptions: Vec<String>,
}

impl StatedOrders {
    /// Reads a manifest.json.
    ///
    /// # Errors
    /// What is wrong with it, with the line.
    pub fn read(text: &str) -> Result<Self, NoOrders> {
        Ok(serde_json::from_str(text)?)
    }
}

/// Whose things of a kind leave a place by a way in a period.
type Leaving<'a> = (u32, &'a str, &'a str, &'a str, Option<&'a str>);

/// Judges the orders of a plan, which is judged by itself ([`crate::audit::audit`]).
pub fn orders(m: &Mission, plan: &Plan, written: &StatedOrders) -> Audit {
    let mut court = Court::default();
    everything_once(plan, written, &mut court);
    lifts::judge(m, plan, written, &mut court);
    stated::judge(m, plan, written, &mut court);
    closed(court)
}

/// Each row of the plan is on the lifts of its route and week, whole and once, under its contributor; and nothing else is.
fn everything_once(plan: &Plan, written: &StatedOrders, court: &mut Court) {
    // What the plan moves in fractions is rounded to whole ones: by less than one.
    let rounding = |q: f64| if (q - q.round()).abs() > AUDIT_LEAST { 1.0 } else { 0.0 };
    let mut owed: BTreeMap<Leaving, f64> = BTreeMap::new();
    for x in &plan.movements {
        let key = (x.period, x.route.as_str(), x.class.as_str(), x.contributor.as_str(), x.contingent.as_deref());
        *owed.entry(key).or_default() += x.quantity;
    }
    let planned = owed.clone();
    for lift in &written.orders {
        for p in &lift.contents {
            let key = (lift.period, lift.route.as_str(), &*p.class, &*p.contributor, p.contingent.as_deref());
            *owed.entry(key).or_default() -= p.quantity as f64;
        }
    }
    for (key, left) in owed {
        let (t, route, class, contributor, _) = key;
        let room = planned.get(&key).map_or(0.0, |q| rounding(*q));
        court.look("orders_complete", left.abs() - room, 0.0, || {
            let what = if left > 0.0 { "on no lift" } else { "on too many lifts" };
            format!("{class} of {contributor} on {route} in week {t}: {:.0} {what}", left.abs())
        });
    }
    let mut gone: BTreeMap<(Leaving, &str), f64> = BTreeMap::new();
    for x in &plan.dispositions {
        let key = (x.period, x.site.as_str(), x.class.as_str(), x.contributor.as_str(), x.contingent.as_deref());
        *gone.entry((key, &x.method)).or_default() += x.quantity;
    }
    let planned = gone.clone();
    for x in &written.disposals {
        let key = (x.period, x.site.as_str(), x.class.as_str(), x.contributor.as_str(), x.contingent.as_deref());
        *gone.entry((key, &x.method)).or_default() -= x.quantity as f64;
    }
    for (key, left) in gone {
        let ((t, site, class, contributor, _), method) = key;
        let room = planned.get(&key).map_or(0.0, |q| rounding(*q));
        court.look("orders_complete", left.abs() - room, 0.0, || {
            format!("{method} of {class} of {contributor} at {site} in week {t}: {left:.0} planned and not ordered")
        });
    }
}
