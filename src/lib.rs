//! `drawdown`: plan the withdrawal of a field mission, with proof.

pub mod diagnostic;
pub mod expand;
pub mod formulation;
pub mod id;
pub mod mission;
pub mod plan;
pub mod program;
pub mod scenario;
pub mod solve;
pub mod units;
