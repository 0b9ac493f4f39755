//! How many worlds an answer needs: the run stops when the interval of a measure is narrow enough.
//!
//! Looked at after every batch of worlds in the order of their numbers, so that the answer does not depend on threads.

use crate::simulate::Replication;
use crate::simulate::record::Subject;
use crate::simulate::statistics::{Chance, Percentiles, Z};
use crate::tolerance::EVERYBODY;

/// Worlds between two looks.
pub const BATCH: u64 = 100;

/// What has to become precise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreciseMeasure {
    /// Probability that everybody is out by the deadline; half width in shares.
    Out,
    /// Probability that it ends within the budget; half width in shares.
    Budget,
    /// Mean period of the end; half width relative to the mean.
    Finish,
    /// Mean cost, relative.
    Cost,
    /// Mean people left, relative.
    PeopleLeft,
    /// Mean value lost, relative.
    ValueLost,
    /// Mean casualties, relative.
    Casualties,
}

impl PreciseMeasure {
    /// Half the width of the 95 % interval: a share for probabilities, relative to the mean for means; 0 for a mean of exactly 0.
    pub fn half_width(self, subject: &Subject, list: &[Replication]) -> f64 {
        let chance = |f: &dyn Fn(&Replication) -> bool| {
            Chance::of(list.iter().filter(|r| f(r)).count(), list.len().max(1)).half_width()
        };
        let mean = |f: &dyn Fn(&Replication) -> f64| {
            let s = Percentiles::of(list.iter().map(f).collect());
            if s.standard_error == 0.0 { 0.0 } else { Z * s.standard_error / s.mean.abs() }
        };
        match self {
            Self::Out => chance(&|r| r.people_left_at_deadline < EVERYBODY),
            Self::Budget => chance(&|r| r.finished.is_some() && subject.budget_usd.is_none_or(|b| r.cost_usd <= b)),
            Self::Finish => mean(&|r| f64::from(r.finished.unwrap_or(subject.never()))),
            Self::Cost => mean(&|r| r.cost_usd),
            Self::PeopleLeft => mean(&|r| r.people_left_at_deadline),
            Self::ValueLost => mean(&|r| r.value_lost_usd),
            Self::Casualties => mean(&|r| r.casualties),
        }
    }
}
