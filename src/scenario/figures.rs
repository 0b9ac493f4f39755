//! The register of figures: every number of a scenario with its source and quality.

use serde::Serialize;

/// A figure and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// `sites.gao.guard`.
    pub path: String,
    /// As it stands in the file.
    pub value: String,
    /// Where it is from, if the file says.
    pub source: Option<String>,
    /// `sourced`, `known`, `derived`, `assumed` or `unlabelled`.
    pub quality: String,
}

/// The words that a `quality` may be.
pub(super) const QUALITIES: [&str; 4] = ["sourced", "known", "derived", "assumed"];
