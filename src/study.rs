//! The questions beyond one plan: compare, frontier, explain, repair, alternatives, replan.
//!
//! Knows missions and plans. Must not know files, terminals or how anything is printed.

pub mod answer;
pub mod compare;
pub mod frontier;
