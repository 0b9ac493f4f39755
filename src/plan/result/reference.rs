//! Which scenario a result belongs to. Must not know what was found.

use serde::{Deserialize, Serialize};

use crate::mission::Mission;

/// Which scenario a plan belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioRef {
    /// Short name.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// SHA-256 of all files and overrides, hexadecimal.
    pub digest: String,
    /// Files read, as given, first the scenario itself.
    pub files: Vec<String>,
    /// Overrides given on the command line, in order.
    pub overrides: Vec<String>,
}

impl ScenarioRef {
    /// A mission whose files are not known: its names alone.
    pub fn of(m: &Mission) -> Self {
        let (digest, files, overrides) = (String::new(), Vec::new(), Vec::new());
        Self { name: m.name.clone(), title: m.title.clone(), digest, files, overrides }
    }
}
