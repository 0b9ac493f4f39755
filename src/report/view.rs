//! The one neutral view: what a report says, before any format. All formats render this, so their numbers agree.

mod comparison;
mod country;
mod document;
mod frontier;
mod hedge;
mod loads;
mod money;
mod plan;
mod provenance;
mod risk;
mod weeks;

pub use comparison::of_comparison;
pub use document::{Fact, Section, Sources, View};
pub use frontier::of_frontier;
pub use hedge::of_hedge;
pub use plan::of_plan;
pub use risk::{Simulated, of_simulation};
