//! How much of the old plan was done by the day of the report, and the report that the old plan itself would have made.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::SiteId;
use crate::mission::{Calendar, Fleet, Method, Mission, Period};
use crate::plan::result::{LiftResult, Plan};
use crate::scenario::status::{FleetOut, FleetShare, Holding, Money, SiteWork, StatusFile, Transit};
use crate::study::replan::contingents;
use crate::tolerance::{NOISE, NONE_LEFT, SHOWN};

/// Planned and reported until the day of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Realised {
    /// The old plan is read at the end of this day: the last whole period before the report.
    pub planned_by: Date,
    /// That period of the old plan.
    pub planned_period: u32,
    /// Persons that the old plan had taken away from the sites by then.
    pub people_planned: f64,
    /// Persons that the report says have gone.
    pub people_reported: f64,
    /// The same for loads.
    pub loads_planned: f64,
    /// The same for loads.
    pub loads_reported: f64,
    /// Dollars that the old plan had spent by then.
    pub spent_planned_usd: f64,
    /// Dollars reported as spent.
    pub spent_reported_usd: f64,
    /// Sites that the old plan had closed by then.
    pub closed_planned: u32,
    /// Sites reported closed.
    pub closed_reported: u32,
    /// Site by site.
    pub sites: Vec<Standing>,
}

/// What should have been left at a site, and what is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Site id.
    pub site: String,
    /// Persons at the start.
    pub people_start: f64,
    /// Persons that the old plan foresaw.
    pub people_planned: f64,
    /// Persons reported.
    pub people_reported: f64,
    /// The same for loads.
    pub loads_start: f64,
    /// The same for loads.
    pub loads_planned: f64,
    /// The same for loads.
    pub loads_reported: f64,
}

/// The calendar of a plan: it may begin on another day than the scenario, if it was a replan itself.
fn calendar_of(m: &Mission, plan: &Plan) -> Calendar {
    Calendar { start: plan.summary.start, ..m.calendar }
}

/// The last whole period by the end of a day.
fn last_whole_period(c: &Calendar, day: Date) -> u32 {
    c.period_of(day.tomorrow().unwrap_or(day)).0.saturating_sub(1)
}

/// Planned against reported until the day of the report; `start` is the mission at its beginning.
pub fn realised(start: &Mission, old: &Plan, status: &StatusFile) -> Realised {
    let calendar = calendar_of(start, old);
    let period = status.day().map_or(0, |d| last_whole_period(&calendar, d));
    let is_people = |class: &String| old.people_classes.contains(class);
    let planned = |site: &str, people: bool| -> f64 {
        let here = old.stocks.iter().filter(|s| s.period == period && s.site == site);
        here.filter(|s| is_people(&s.class) == people).map(|s| s.quantity).sum()
    };
    let reported = |site: &str, people: bool| -> f64 {
        let here = status.holdings.iter().filter(|h| h.site == site && is_people(&h.kind) == people);
        here.map(|h| h.quantity).sum()
    };
    let began = |site, people: bool| -> f64 {
        start.kinds.iter().filter(|(_, k)| k.is_people() == people).map(|(k, _)| start.initial(k, site)).sum()
    };
    let sites: Vec<Standing> = start
        .sites
        .iter()
        .map(|(id, s)| Standing {
            site: s.key.clone(),
            people_start: began(id, true),
            people_planned: planned(&s.key, true),
            people_reported: reported(&s.key, true),
            loads_start: began(id, false),
            loads_planned: planned(&s.key, false),
            loads_reported: reported(&s.key, false),
        })
        .collect();
    let gone = |start: &dyn Fn(&Standing) -> f64, now: &dyn Fn(&Standing) -> f64| -> f64 {
        sites.iter().map(|s| start(s) - now(s)).sum()
    };
    let closed = old.sites.iter().filter(|s| s.closes_period.is_some_and(|t| t <= period)).count();
    Realised {
        planned_by: calendar.last_day(Period(period)),
        planned_period: period,
        people_planned: gone(&|s| s.people_start, &|s| s.people_planned),
        people_reported: gone(&|s| s.people_start, &|s| s.people_reported),
        loads_planned: gone(&|s| s.loads_start, &|s| s.loads_planned),
        loads_reported: gone(&|s| s.loads_start, &|s| s.loads_reported),
        spent_planned_usd: old.costs.iter().filter(|c| c.period <= period).map(|c| c.usd).sum(),
        spent_reported_usd: status.spent_usd().unwrap_or(0.0),
        closed_planned: closed as u32,
        closed_reported: status.closed.len() as u32,
        sites,
    }
}

/// Rounds quantities of one kind to whole ones without changing their sum by more than a half.
#[derive(Default)]
struct Rounding(std::collections::BTreeMap<String, f64>);

impl Rounding {
    fn rounded(&mut self, kind: &str, quantity: f64) -> f64 {
        let carried = self.0.entry(kind.to_owned()).or_default();
        let whole = (quantity + *carried).round().max(0.0);
        *carried += quantity - whole;
        whole
    }
}

/// A status as a plan foresees it at the end of the last whole period before a day, in whole persons and loads.
pub fn template(m: &Mission, plan: &Plan, day: Date) -> StatusFile {
    let calendar = calendar_of(m, plan);
    let period = last_whole_period(&calendar, day);
    let as_of = calendar.last_day(Period(period));
    let mut rounding = Rounding::default();
    let here = plan.stocks.iter().filter(|s| s.period == period);
    let whose = contingents::at_sites(m, plan, period);
    let holdings = here
        .flat_map(|s| contingents::parts(&whose, s))
        .map(|(s, contingent, quantity)| Holding {
            site: s.site.clone(),
            kind: s.class.clone(),
            quantity: rounding.rounded(&s.class, quantity),
            contingent,
        })
        .filter(|h| h.quantity >= SHOWN)
        .collect();
    let mut on_the_way = std::collections::BTreeMap::<(String, String, u32, Option<String>), f64>::new();
    for x in plan.movements.iter().filter(|x| x.period <= period && x.arrives > period) {
        *on_the_way.entry((x.to.clone(), x.class.clone(), x.arrives, x.contingent.clone())).or_default() += x.quantity;
    }
    let day = |t: u32| Some(calendar.last_day(Period(t)).to_string());
    let in_transit = on_the_way
        .into_iter()
        .map(|((to, kind, at, contingent), quantity)| Transit {
            to,
            quantity: rounding.rounded(&kind, quantity),
            kind,
            arrives: day(at),
            contingent,
        })
        .filter(|t| t.quantity >= SHOWN)
        .collect();
    let out = m.fleets.values().flat_map(|f| out(m, plan, f, Period(period))).collect();
    let site_work = m.sites.ids().filter_map(|s| work(m, plan, s, Period(period))).collect();
    let released = plan.fleets.iter().filter(|f| f.period == period && f.share < 1.0 - NOISE);
    StatusFile {
        as_of: as_of.to_string(),
        spent: Money::Usd(plan.costs.iter().filter(|c| c.period <= period).map(|c| c.usd).sum::<f64>().round()),
        closed: plan
            .sites
            .iter()
            .filter(|s| s.closes_period.is_some_and(|p| p <= period))
            .map(|s| s.id.clone())
            .collect(),
        holdings,
        in_transit,
        fleets: released.map(|f| FleetShare { fleet: f.fleet.clone(), share: (f.share * 1e3).ceil() / 1e3 }).collect(),
        out,
        site_work,
    }
}

/// What a site has packed by the end of a period, as much as its rate allows, and what is left of its clean-up; none if neither.
fn work(m: &Mission, plan: &Plan, id: SiteId, now: Period) -> Option<SiteWork> {
    let s = &m.sites[id];
    let cargo = |class: &String| !plan.people_classes.contains(class);
    let there = |t: u32| -> f64 {
        plan.stocks.iter().filter(|x| x.period == t && x.site == s.key && cargo(&x.class)).map(|x| x.quantity).sum()
    };
    let gone = |t: u32| -> f64 {
        let moved = plan.movements.iter().filter(|x| x.period == t && x.from == s.key && cargo(&x.class));
        let disposed = plan.dispositions.iter().filter(|x| x.period == t && x.site == s.key);
        let handled = disposed.filter(|x| x.method != Method::Abandon.key()).map(|x| x.quantity);
        moved.map(|x| x.quantity).chain(handled).sum()
    };
    let mut prepared = s.prepared.get();
    for t in 1..=now.0 {
        let rate = s.handling.get(t as usize).map_or(0.0, |r| r.get());
        prepared = ((prepared + rate).min(there(t - 1)) - gone(t)).max(0.0);
    }
    let closed = plan.sites.iter().any(|x| x.id == s.key && x.closes_period.is_some_and(|t| t <= now.0));
    let last = (0..=now.0).rev().find(|t| there(*t) > NONE_LEFT);
    let open_until = last.filter(|t| *t < now.0).map_or(0, |t| t + s.cleanup);
    let clean_up = f64::from(open_until.saturating_sub(now.0) * m.calendar.period_days);
    // Where nothing limits what is handled nothing has to wait.
    let limited = s.handling.iter().skip(1).any(|r| r.get().is_finite());
    let prepared = if limited { prepared } else { 0.0 };
    let waits = !closed && (prepared > NOISE || clean_up > 0.0);
    waits.then(|| SiteWork { site: s.key.clone(), prepared, clean_up })
}

/// Units of a fleet that are out at the end of a period, by the days until they are back.
fn out(m: &Mission, plan: &Plan, fleet: &Fleet, now: Period) -> Vec<FleetOut> {
    let begun = plan.lifts.iter().filter(|l| l.fleet == fleet.key && l.period <= now.0);
    let row = |l: &LiftResult| {
        let route = m.routes.values().find(|r| r.key == l.route)?;
        let began = Period(l.period);
        let cycle = *route.cycle.get(began.at())?;
        let x = fleet.still_out(l.lifts, cycle, began, now, m.calendar.period_days)?;
        Some(FleetOut { fleet: fleet.key.clone(), units: x.units, back_in_days: x.back.get() })
    };
    begun.filter_map(row).collect()
}
