//! From flows to orders: whole convoys and sorties with date, load, people and escort.
//!
//! A plan moves fractions of convoys every week; orders cannot. Flows become whole persons and loads first (`whole`), then
//! the desk fills lifts week by week within the days of each fleet (`desk`, with `pace`, `days` and `gates`), then they get dates
//! (`write`). What cannot leave in its week waits and is counted; what never leaves is listed. Must not know costs.

mod days;
mod limits;
mod loading;
mod rounding;
mod schedule;
mod write;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{RouteId, SiteId};
use crate::mission::{Method, Mission};
use crate::plan::decisions::Decisions;

/// One convoy or sortie.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// `gao-bamako-w07-02`.
    pub id: String,
    /// Period of departure.
    pub period: u32,
    /// Day of departure.
    pub departs: Date,
    /// Day of arrival.
    pub arrives: Date,
    /// Route id.
    pub route: String,
    /// Site id.
    pub from: String,
    /// Site or exit id.
    pub to: String,
    /// Fleet id.
    pub fleet: String,
    /// Mode.
    pub mode: String,
    /// Whole persons by kind.
    pub people: BTreeMap<String, u64>,
    /// Whole loads by kind.
    pub loads: BTreeMap<String, u64>,
    /// Escort persons beside those carried.
    pub escort: f64,
}

/// A whole disposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DisposalOrder {
    /// Period.
    pub period: u32,
    /// Site id.
    pub site: String,
    /// Kind id.
    pub class: String,
    /// Method.
    pub method: String,
    /// Whole loads.
    pub quantity: u64,
}

/// Units that the plan moves or disposes of and no order does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLifted {
    /// Period in which the plan wants it.
    pub period: u32,
    /// Site id.
    pub from: String,
    /// Route id, or the method of a disposal.
    pub route: String,
    /// Kind id.
    pub class: String,
    /// Persons or loads.
    pub quantity: u64,
    /// Why, for people.
    pub reason: String,
}

/// How the orders keep the plan's weeks, for people or for loads. A unit counts once for each route that it travels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Units that the plan moves.
    pub planned: u64,
    /// Of these, those that leave in the week planned.
    pub in_week: u64,
    /// Those that leave later.
    pub late: u64,
    /// Most weeks that one of them is late.
    pub latest_weeks: u32,
    /// Those on no lift.
    pub not_lifted: u64,
}

/// Days of a fleet with limits: what the plan keeps, what the orders take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FleetDays {
    /// Fleet id.
    pub fleet: String,
    /// Working days of the share that the plan keeps, without those of the air links.
    pub days_kept: f64,
    /// Days that the lifts take, out and back.
    pub days_used: f64,
    /// Of these, days after the plan has released that share of the fleet: it must stay so much longer.
    pub days_beyond: f64,
    /// The last period in which it works longer than planned; null if in none.
    pub beyond_until: Option<u32>,
}

/// All orders and how well they keep the plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// Convoys and sorties by date.
    pub orders: Vec<Order>,
    /// Disposals by period.
    pub disposals: Vec<DisposalOrder>,
    /// What is on no lift although the plan moves it.
    pub not_lifted: Vec<NotLifted>,
    /// People and the weeks planned.
    pub people_kept: Kept,
    /// Loads and the weeks planned.
    pub loads_kept: Kept,
    /// Weekly totals of the plan in whole units, by route (or disposal) and kind.
    pub totals: u64,
    /// Those that leave whole in their week.
    pub totals_kept: u64,
    /// Most units of one kind that wait on one route at the end of a week.
    pub most_waiting: f64,
    /// Units that the orders never move although the plan does: the sum of `not_lifted`.
    pub never_sent: f64,
    /// Lifts of the plan, fractions added up.
    pub lifts_planned: f64,
    /// Fleets that have a limit of days.
    pub fleets: Vec<FleetDays>,
    /// What the orders do otherwise than the plan, in words.
    pub exceptions: Vec<String>,
}

/// How something leaves a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Route(RouteId),
    Dispose(Method),
}

impl Way {
    fn key(self, m: &Mission) -> &str {
        match self {
            Self::Route(r) => &m.routes[r].key,
            Self::Dispose(method) => method.key(),
        }
    }
}

/// Names what leaves a site that the plan has closed by then.
fn after_closing(m: &Mission, d: &Decisions, orders: &[Order]) -> Vec<String> {
    let mut by: BTreeMap<SiteId, (u64, u32)> = BTreeMap::new();
    for (site, s) in m.sites.iter() {
        let Some(closed) = d.closes[site] else { continue };
        for o in orders.iter().filter(|o| o.from == s.key && o.period > closed.0) {
            let entry = by.entry(site).or_default();
            entry.0 += o.people.values().chain(o.loads.values()).sum::<u64>();
            entry.1 = entry.1.max(o.period);
        }
    }
    let said = |(site, (units, last)): (SiteId, (u64, u32))| {
        let closed = d.closes[site].map_or(0, |t| t.0);
        let of = if units == 1 { "unit leaves" } else { "units leave" };
        format!(
            "{}: {units} {of} after the week {closed} in which the plan closes it, the last in week {last}",
            m.sites[site].key
        )
    };
    by.into_iter().map(said).collect()
}

/// Turns a plan into orders.
pub fn manifest(m: &Mission, d: &Decisions) -> Manifest {
    let mut loading = loading::Loading::new(m, d);
    loading.run();
    let mut out = loading.close();
    out.orders.sort_by(|a, b| (a.departs, &a.id).cmp(&(b.departs, &b.id)));
    out.lifts_planned = d.lifts.iter().map(|l| l.lifts).sum();
    out.exceptions.extend(after_closing(m, d, &out.orders));
    for f in out.fleets.iter().filter(|f| f.days_beyond > 0.05) {
        let until = f.beyond_until.unwrap_or_default();
        let said = format!("{}: {:.1} fleet days more than the plan keeps, to week {until}", f.fleet, f.days_beyond);
        out.exceptions.push(said);
    }
    out
}
