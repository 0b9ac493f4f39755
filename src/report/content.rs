//! What is said of each subject: sentences and tables, computed from results. Must not know how they are shown.

pub mod alternatives;
pub mod answer;
pub mod comparison;
pub mod confidence;
pub mod contributors;
mod digest;
pub mod explanation;
pub mod frontier;
pub mod hedge;
pub mod label;
pub mod liquidation;
pub mod narrative;
pub mod orders;
pub mod plan;
pub mod replan;
pub mod requests;
pub mod risk;
pub mod scarce;
pub mod score;
pub mod weekly;
pub mod worlds;
