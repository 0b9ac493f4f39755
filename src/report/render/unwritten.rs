//! Why a document was not written. Must not know which one.

use std::fmt::Display;

/// What a format's writer refused: a picture that no memory holds, a page that a template does not take. Anything else would be a bug of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unwritten(String);

impl Unwritten {
    pub(in crate::report::render) fn new(why: impl Display) -> Self {
        Self(why.to_string())
    }
}

impl From<&str> for Unwritten {
    fn from(why: &str) -> Self {
        Self::new(why)
    }
}
