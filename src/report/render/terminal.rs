//! What a terminal shows: plain text, aligned columns, blocks for charts.

pub mod alternatives;
mod columns;
pub mod comparison;
pub mod explanation;
pub mod frontier;
pub mod plan;
pub mod replan;
pub mod risk;
mod table;
