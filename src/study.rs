//! The questions beyond one plan: compare, frontier, explain, repair, alternatives, replan.
//!
//! Knows missions and plans. Must not know files, terminals or how anything is printed.

pub mod alternatives;
pub mod answer;
pub mod audited;
pub mod binding;
pub mod change;
pub mod closing;
pub mod compare;
mod context;
pub mod frontier;
pub mod grid;
mod prices;
pub mod repair;
pub mod replan;
pub mod score;
pub mod smallest;
