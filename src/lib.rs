//! `drawdown`: plan the withdrawal of a field mission, with proof.

pub mod id;
pub mod mission;
pub mod plan;
pub mod program;
pub mod units;
