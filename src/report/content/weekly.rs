//! What the country feels of a plan week by week, summed over the sites.

use crate::locale::say;
use crate::plan::result::Plan;

/// A measure of what the country feels, summed over the sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weekly {
    /// Seats on the air links.
    Seats,
    /// National staff employed.
    Jobs,
}

impl Weekly {
    /// The key and the heading.
    pub(crate) fn words(self) -> (&'static str, String) {
        match self {
            Self::Seats => ("air_link_seats", say!("Air-link seats by week")),
            Self::Jobs => ("local_jobs", say!("Local jobs by week")),
        }
    }

    /// Of one week.
    pub(crate) fn at(self, p: &Plan, week: u32) -> f64 {
        let here = p.impact.iter().filter(|i| i.period == week);
        here.map(|i| if self == Self::Jobs { i.local_jobs } else { i.air_link_seats }).fold(0.0, |a, b| a + b)
    }

    /// Over all weeks of the plan.
    pub(crate) fn total(self, p: &Plan) -> f64 {
        (1..=weeks(p)).map(|t| self.at(p, t)).fold(0.0, |a, b| a + b)
    }
}

/// The last week that has figures.
pub(crate) fn weeks(p: &Plan) -> u32 {
    p.impact.iter().map(|i| i.period).max().unwrap_or(0)
}
