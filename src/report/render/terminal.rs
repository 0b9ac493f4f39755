//! What a terminal shows: plain text, aligned columns, blocks for charts.

pub mod plan;
