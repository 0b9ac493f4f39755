//! A plan rendered for people. Knows plans and missions; must not know terminals or files.

pub mod alternatives;
pub mod chart;
pub mod comparison;
pub mod explanation;
pub mod frontier;
pub mod geojson;
pub mod html;
pub mod markdown;
pub mod narrative;
pub mod numbers;
pub mod pdf;
pub mod replan;
pub mod risk;
pub mod table;
pub mod tables;
pub mod text;
pub mod view;
pub mod xlsx;
