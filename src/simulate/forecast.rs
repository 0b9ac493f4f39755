//! A dated forecast: bands of what a plan will look like when the world has had its say, to be graded afterwards.
//!
//! Everything that is needed to grade it is in it: days, not periods; names, digests, seed. Must not know files or today's date.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::simulate::Replication;
use crate::simulate::record::Subject;

/// Version of the format.
pub const FORECAST_VERSION: u32 = 1;
/// The shares of worlds that lie below the three values of a band.
pub const LEVELS: [f64; 3] = [0.1, 0.5, 0.9];

/// Three values below which 10, 50 and 90 % of the worlds lie.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantiles<T> {
    /// 10 % lie below or at it.
    pub p10: T,
    /// Half.
    pub p50: T,
    /// 90 %.
    pub p90: T,
}

/// When a site closes; null: not within the time that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteForecast {
    /// Id in the scenario.
    pub site: String,
    /// For people.
    pub name: String,
    /// Last day.
    pub closes: Quantiles<Option<Date>>,
}

/// How many people are out by the end of a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeopleForecast {
    /// The day.
    pub date: Date,
    /// Persons.
    pub people: Quantiles<f64>,
}

/// What will be, as far as a plan and its worlds can tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// Version of the format.
    pub schema_version: u32,
    /// The day on which it was made.
    pub made_on: Date,
    /// Version of the program that made it.
    pub program: String,
    /// Name of the scenario.
    pub scenario: String,
    /// One line for people.
    pub title: String,
    /// SHA-256 of the scenario's content.
    pub digest: String,
    /// SHA-256 of what the plan decides.
    pub plan: String,
    /// Seed of the worlds.
    pub seed: u64,
    /// Number of worlds.
    pub worlds: u64,
    /// First day of the withdrawal.
    pub start: Date,
    /// Last day of the last period that was looked at: nothing later is forecast.
    pub until: Date,
    /// Persons at the start.
    pub people_total: f64,
    /// Site by site.
    pub sites: Vec<SiteForecast>,
    /// At the end of each period, from the start.
    pub people_out: Vec<PeopleForecast>,
    /// When everybody and everything is out.
    pub finish: Quantiles<Option<Date>>,
    /// Spending until the end, dollars.
    pub cost_usd: Quantiles<f64>,
    /// Value of equipment lost, dollars.
    pub value_lost_usd: Quantiles<f64>,
    /// Wounded and killed.
    pub casualties: Quantiles<f64>,
}

/// What the program knows of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made<'a> {
    /// Today.
    pub on: Date,
    /// Version of the program.
    pub by: &'a str,
    /// Name of the scenario.
    pub scenario: &'a str,
    /// Seed of the worlds.
    pub seed: u64,
}

fn band(mut values: Vec<f64>) -> Quantiles<f64> {
    values.sort_by(f64::total_cmp);
    let at = |p: f64| values[((p * values.len() as f64).ceil() as usize).clamp(1, values.len()) - 1];
    Quantiles { p10: at(LEVELS[0]), p50: at(LEVELS[1]), p90: at(LEVELS[2]) }
}

impl Forecast {
    /// Of the replications of one case; none without any.
    pub fn of(subject: &Subject, list: &[Replication], made: &Made) -> Option<Self> {
        if list.is_empty() {
            return None;
        }
        let of = |f: &dyn Fn(&Replication) -> f64| band(list.iter().map(f).collect());
        let never = f64::from(subject.never());
        let days =
            |b: Quantiles<f64>| Quantiles { p10: subject.day(b.p10), p50: subject.day(b.p50), p90: subject.day(b.p90) };
        let period = |t: Option<u32>| t.map_or(never, f64::from);
        let sites = subject.sites.iter().enumerate().map(|(i, s)| SiteForecast {
            site: s.id.clone(),
            name: s.name.clone(),
            closes: days(of(&|r| period(r.closes.get(i).copied().flatten()))),
        });
        let out = |r: &Replication, t: usize| r.people_out.get(t).or(r.people_out.last()).copied().unwrap_or(0.0);
        let people = (0..=subject.last as usize)
            .filter_map(|t| Some(PeopleForecast { date: subject.day(t as f64)?, people: of(&|r| out(r, t)) }));
        Some(Self {
            schema_version: FORECAST_VERSION,
            made_on: made.on,
            program: made.by.to_owned(),
            scenario: made.scenario.to_owned(),
            title: subject.title.clone(),
            digest: subject.digest.clone(),
            plan: subject.plan.clone(),
            seed: made.seed,
            worlds: list.len() as u64,
            start: subject.start,
            until: subject.day(f64::from(subject.last))?,
            people_total: subject.people_total,
            sites: sites.collect(),
            people_out: people.collect(),
            finish: days(of(&|r| period(r.finished))),
            cost_usd: of(&|r| r.cost_usd),
            value_lost_usd: of(&|r| r.value_lost_usd),
            casualties: of(&|r| r.casualties),
        })
    }

    /// People out by the end of a day: on a straight line between the ends of periods; none outside of the time looked at.
    pub fn people_on(&self, day: Date) -> Option<Quantiles<f64>> {
        let after = self.people_out.iter().position(|p| p.date >= day)?;
        let (b, a) = (&self.people_out[after], &self.people_out[after.saturating_sub(1)]);
        let days = |from: Date, to: Date| f64::from(from.until(to).map_or(0, |s| s.get_days()));
        if day < a.date {
            return None;
        }
        let share = if b.date > a.date { days(a.date, day) / days(a.date, b.date) } else { 1.0 };
        let between = |x: f64, y: f64| x + (y - x) * share;
        let (a, b) = (a.people, b.people);
        Some(Quantiles { p10: between(a.p10, b.p10), p50: between(a.p50, b.p50), p90: between(a.p90, b.p90) })
    }
}
