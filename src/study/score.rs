//! Grades a forecast against what happened: error, coverage, pinball loss.
//!
//! The pinball loss of a value q given for the share p is p × (a - q) where the actual value a lies above it and (1 - p) × (q - a)
//! where below: it is least, on average, for whoever gives the true quantiles (Koenker and Bassett, 1978). Must not know files.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::simulate::forecast::{Forecast, LEVELS, Quantiles};

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoredMeasure {
    /// The day on which a site closed.
    Closing,
    /// People out by the end of a day.
    PeopleOut,
    /// The day by which everybody and everything was out.
    Finish,
    /// Spending, dollars.
    Cost,
    /// Value of equipment lost, dollars.
    ValueLost,
    /// Wounded and killed.
    Casualties,
}

impl ScoredMeasure {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Closing, Self::PeopleOut, Self::Finish, Self::Cost, Self::ValueLost, Self::Casualties];
    /// Its word in tables of actuals.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Closing => "closing",
            Self::PeopleOut => "people_out",
            Self::Finish => "finish",
            Self::Cost => "cost",
            Self::ValueLost => "value_lost",
            Self::Casualties => "casualties",
        }
    }
    /// The measure of a word.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == key)
    }
    /// What it is counted in.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Closing | Self::Finish => "days",
            Self::PeopleOut | Self::Casualties => "persons",
            Self::Cost | Self::ValueLost => "USD",
        }
    }
}

/// One fact.
#[derive(Debug, Clone, PartialEq)]
pub struct Actual {
    /// What was measured.
    pub measure: ScoredMeasure,
    /// The site, for closings.
    pub site: String,
    /// The day: of the closing, of the count, of the end.
    pub date: Option<Date>,
    /// The count or the money.
    pub value: Option<f64>,
}

/// One fact graded. Days are counted from the start of the withdrawal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// What was measured.
    pub measure: ScoredMeasure,
    /// The site, for closings.
    pub site: String,
    /// The day of the fact.
    pub date: Option<Date>,
    /// What happened: days from the start, persons, dollars.
    pub actual: f64,
    /// What was forecast, in the same unit.
    pub forecast: Quantiles<f64>,
    /// Median forecast minus what happened.
    pub error: f64,
    /// What happened lies within the band.
    pub covered: bool,
    /// Mean pinball loss of the three values.
    pub pinball: f64,
}

/// All facts of one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Total {
    /// What was measured.
    pub measure: ScoredMeasure,
    /// Facts.
    pub facts: usize,
    /// Share of them within their bands; four of five should be.
    pub coverage: f64,
    /// Mean absolute error of the medians.
    pub mean_absolute_error: f64,
    /// Mean error of the medians: above zero, the forecast was too late or too much.
    pub mean_error: f64,
    /// Mean pinball loss.
    pub pinball: f64,
}

/// A graded forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Fact by fact, in the order of the table.
    pub grades: Vec<Grade>,
    /// Measure by measure.
    pub totals: Vec<Total>,
    /// Facts that the forecast says nothing of, in words.
    pub unmatched: Vec<String>,
}

/// A graded forecast with the forecast itself: all that a report of it needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GradedForecast {
    /// What was forecast.
    pub forecast: Forecast,
    /// How it did.
    #[serde(flatten)]
    pub score: Score,
}

/// Grades.
pub fn score(forecast: &Forecast, actuals: &[Actual]) -> Score {
    let (mut grades, mut unmatched) = (Vec::new(), Vec::new());
    for fact in actuals {
        match grade(forecast, fact) {
            Ok(grade) => grades.push(grade),
            Err(why) => unmatched.push(why),
        }
    }
    let totals = ScoredMeasure::ALL.into_iter().filter_map(|m| total(&grades, m)).collect();
    Score { grades, totals, unmatched }
}

fn grade(f: &Forecast, fact: &Actual) -> Result<Grade, String> {
    let (actual, forecast) = match fact.measure {
        ScoredMeasure::Closing => {
            let found = f.sites.iter().find(|s| s.site == fact.site);
            let site = found.ok_or_else(|| format!("the forecast has no site `{}`", fact.site))?;
            (day(f, fact.date), days(f, &site.closes))
        }
        ScoredMeasure::Finish => (day(f, fact.date), days(f, &f.finish)),
        ScoredMeasure::PeopleOut => {
            let date = fact.date.ok_or("people_out needs a date")?;
            let people = f.people_on(date).ok_or_else(|| format!("{date} lies outside of the forecast"))?;
            (fact.value.unwrap_or(0.0), people)
        }
        ScoredMeasure::Cost => (fact.value.unwrap_or(0.0), f.cost_usd),
        ScoredMeasure::ValueLost => (fact.value.unwrap_or(0.0), f.value_lost_usd),
        ScoredMeasure::Casualties => (fact.value.unwrap_or(0.0), f.casualties),
    };
    let values = [forecast.p10, forecast.p50, forecast.p90];
    let loss = LEVELS.iter().zip(values).map(|(p, q)| pinball(*p, q, actual)).sum::<f64>();
    Ok(Grade {
        measure: fact.measure,
        site: fact.site.clone(),
        date: fact.date,
        actual,
        forecast,
        error: forecast.p50 - actual,
        covered: forecast.p10 <= actual && actual <= forecast.p90,
        pinball: loss / LEVELS.len() as f64,
    })
}

/// Loss of the value `q` for the share `p` when `a` happens.
fn pinball(p: f64, q: f64, a: f64) -> f64 {
    if a >= q { p * (a - q) } else { (1.0 - p) * (q - a) }
}

/// Days from the start; a day that has not come counts as the one after the last that was looked at.
fn day(f: &Forecast, date: Option<Date>) -> f64 {
    let days = |d: Date| f64::from(f.start.until(d).map_or(0, |s| s.get_days()));
    date.map_or(days(f.until) + 1.0, days)
}

fn days(f: &Forecast, band: &Quantiles<Option<Date>>) -> Quantiles<f64> {
    Quantiles { p10: day(f, band.p10), p50: day(f, band.p50), p90: day(f, band.p90) }
}

fn total(grades: &[Grade], measure: ScoredMeasure) -> Option<Total> {
    let of: Vec<&Grade> = grades.iter().filter(|g| g.measure == measure).collect();
    if of.is_empty() {
        return None;
    }
    let n = of.len() as f64;
    let mean = |f: &dyn Fn(&Grade) -> f64| of.iter().map(|g| f(g)).sum::<f64>() / n;
    Some(Total {
        measure,
        facts: of.len(),
        coverage: mean(&|g| f64::from(u8::from(g.covered))),
        mean_absolute_error: mean(&|g| g.error.abs()),
        mean_error: mean(&|g| g.error),
        pinball: mean(&|g| g.pinball),
    })
}
