//! The one neutral view: what a report says, before any format. All formats render this, so their numbers agree.

mod comparison;
mod contributors;
mod country;
mod document;
mod dossier;
mod explanation;
mod explorer;
mod frontier;
mod hedge;
mod loads;
mod money;
mod places;
mod plan;
mod provenance;
mod replan;
mod risk;
mod score;
mod weeks;

pub use comparison::of_comparison;
pub use document::{KeyNumber, ReportSources, Section, View};
pub use dossier::{Chapter, of_parts};
pub use explanation::{Explanation, of_explanation};
pub use explorer::Explorer;
pub use frontier::of_frontier;
pub use hedge::of_hedge;
pub use plan::of_plan;
pub use replan::of_replan;
pub use risk::{Simulated, of_simulation};
pub use score::of_score;
