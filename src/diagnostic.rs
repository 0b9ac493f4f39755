//! Faults as data: a code, a place, a cause, a remedy. Rendered at the edge.
//!
//! Knows texts and spans. Must not know colours (they are the renderer's choice), files or scenarios.

mod code;
mod render;

pub use code::Code;
pub use render::{Sources, render};

use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// How bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the scenario can be solved.
    Warning,
    /// The scenario cannot be used.
    Error,
}

/// A stretch of a source, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Position in [`Sources`].
    pub file: usize,
    /// Bytes.
    pub span: Range<usize>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Which sort.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where, the most important first, each with a few words.
    pub places: Vec<(Place, String)>,
    /// What to do.
    pub remedy: Option<String>,
    /// Faults of one file with the same group have one cause, and are told as one when they are many.
    pub group: Option<String>,
}

impl Diagnostic {
    /// An error of that sort.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), places: Vec::new(), remedy: None, group: None }
    }
    /// A warning of that sort.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }
    /// Adds a place.
    #[must_use]
    pub fn at(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.places.push((place.clone(), label.into()));
        self
    }
    /// Adds the remedy.
    #[must_use]
    pub fn remedy(mut self, what: impl Into<String>) -> Self {
        self.remedy = Some(what.into());
        self
    }
    /// Names the cause that it shares with others.
    #[must_use]
    pub fn group(mut self, cause: impl Into<String>) -> Self {
        self.group = Some(cause.into());
        self
    }
}

/// So many faults of one cause are still told one by one.
const FEW: usize = 3;

/// Many faults of one cause in one file become the first of them with their number.
pub fn condensed(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    type Cause = (Code, Severity, Option<usize>, String);
    let cause = |d: &Diagnostic| -> Cause {
        let file = d.places.first().map(|(p, _)| p.file);
        (d.code, d.severity, file, d.group.clone().unwrap_or_else(|| d.message.clone()))
    };
    let mut count: HashMap<Cause, usize> = HashMap::new();
    for d in &list {
        *count.entry(cause(d)).or_default() += 1;
    }
    let mut told: HashSet<Cause> = HashSet::new();
    let mut out = Vec::new();
    for mut d in list {
        let own = cause(&d);
        let n = count.get(&own).copied().unwrap_or(1);
        if n > FEW {
            if !told.insert(own) {
                continue;
            }
            d.message = format!("{} (and {} more like it in this file)", d.message, n - 1);
        }
        out.push(d);
    }
    out
}

/// The known word nearest to a wrong one, if it is near: alike from its beginning, or one slip away.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let score = |k: &str| {
        let slip = k.chars().count() >= 3 && strsim::osa_distance(&wrong, &k.to_lowercase()) == 1;
        strsim::jaro_winkler(&wrong, &k.to_lowercase()).max(if slip { 0.9 } else { 0.0 })
    };
    known.into_iter().map(|k| (score(k), k)).filter(|(s, _)| *s > 0.82).max_by(|a, b| a.0.total_cmp(&b.0)).map(|b| b.1)
}
