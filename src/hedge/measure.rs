//! What it means that a plan holds, and what is to be small then. Must not know how plans are tried.

use serde::{Deserialize, Serialize};

/// What holding means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Everybody is out by the deadline; the expected spending and loss is to be small.
    Out,
    /// Everybody is out by the deadline and the money suffices; that money is to be small.
    Budget,
}
