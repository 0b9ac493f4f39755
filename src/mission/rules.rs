//! Rules of the withdrawal that are not physics: sequence, medical cover, what is optimised first.

use crate::id::{ContingentId, IdTable, SiteId};
use crate::tolerance::{EXACT, IN_PART};

/// Who goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// Share of assets gone by t is at most the share of people gone by t - lag.
    TroopsFirst,
    /// Share of people gone by t is at most the share of assets gone by t - lag.
    AssetsFirst,
}

/// A sequence rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sequence {
    /// Who goes first.
    pub order: Precedence,
    /// By how many periods.
    pub lag: u32,
    /// Slack of the shares, 0 to 1 (0: strict).
    pub slack: f64,
}

/// Of what a milestone demands a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measured {
    /// People out of the mission area.
    People,
    /// Loads out of the mission area or disposed of.
    Cargo,
    /// Sites closed.
    Sites,
}

/// So much is gone by the end of a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Milestone {
    /// By the end of this period.
    pub by: crate::mission::Period,
    /// Of what.
    pub of: Measured,
    /// Share, 0 to 1.
    pub share: f64,
}

/// A contingent that leaves as one: its people pack its cargo and go with it, the rear party last.
#[derive(Debug, Clone, PartialEq)]
pub struct Contingent {
    /// The user's name, or one made from its contributor.
    pub key: String,
    /// For people.
    pub name: String,
    /// Share of its people that stays until its last load is gone, 0 to 1.
    pub rear: f64,
    /// Periods by which its people may be ahead of its cargo.
    pub slack: u32,
    /// Persons gone before the first period: of a plan that goes on.
    pub people_gone: f64,
    /// Loads gone before the first period.
    pub loads_gone: f64,
    /// Its rear party leaves as one. In an estimate, whose lifts are fractions too, it may leave as its last loads do.
    pub whole: bool,
}

impl Contingent {
    /// Persons of its rear party, of so many people: the next whole number, for nobody stays in part.
    pub fn party(&self, people: f64) -> f64 {
        (self.rear * people - EXACT * people).ceil().clamp(0.0, people)
    }
    /// Persons gone before the first period beyond what the loads gone would allow: nobody can bring them back. `people` and `loads` are
    /// those of the whole contingent.
    pub fn people_ahead(&self, people: f64, loads: f64) -> f64 {
        let due = (people - self.party(people)) * self.loads_gone / loads;
        (self.people_gone - due - IN_PART).max(0.0)
    }
}

/// Optional rules.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rules {
    /// Sequence of people and assets; none: concurrent.
    pub sequence: Option<Sequence>,
    /// For each site that needs medical cover, the hospital sites within reach.
    pub medical: Vec<(SiteId, Vec<SiteId>)>,
    /// Most sites that close in one period.
    pub closings_per_period: Option<f64>,
    /// Most sites in their handover (clean-up to closing) at the same time.
    pub sites_at_once: Option<f64>,
    /// What has to be gone by dates.
    pub milestones: Vec<Milestone>,
    /// People and cargo that leave together; units name theirs.
    pub contingents: IdTable<ContingentId, Contingent>,
}

/// What a stage minimises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Objective {
    /// People not out when time or money ends.
    PeopleLeft,
    /// Sensitive loads lost.
    SensitiveLost,
    /// Spending plus value of equipment lost.
    EconomicCost,
    /// Expected casualties.
    Casualties,
    /// Person- and load-periods in the mission area.
    Earliness,
}

impl Objective {
    /// The default order.
    pub const ALL: [Self; 5] =
        [Self::PeopleLeft, Self::SensitiveLost, Self::EconomicCost, Self::Casualties, Self::Earliness];
    /// Name in files and rows.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PeopleLeft => "people-left",
            Self::SensitiveLost => "sensitive-lost",
            Self::EconomicCost => "economic-cost",
            Self::Casualties => "casualties",
            Self::Earliness => "earliness",
        }
    }
    /// The objective of a name in a file.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.key() == key)
    }
}

/// One stage of the lexicographic optimisation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    /// What is minimised.
    pub objective: Objective,
    /// By how much later stages may worsen it, as a share of its value.
    pub tolerance: f64,
}
