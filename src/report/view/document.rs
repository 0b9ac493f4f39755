//! What every report is made of: the answer, numbers, sections with words, pictures and tables. Must not know any subject.

use crate::dispatch::Manifest;
use crate::mission::Mission;
use crate::report::chart::{Chart, Outline};
use crate::report::table::Table;
use crate::scenario::Figure as Assumption;

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Paragraphs before the pictures.
    pub words: Vec<String>,
    /// Pictures.
    pub charts: Vec<Chart>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A number of the first screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fact {
    /// What.
    pub name: String,
    /// How much.
    pub value: String,
    /// Against what.
    pub note: String,
}

impl Fact {
    /// A number with its words.
    pub(crate) fn new(name: &str, value: String, note: String) -> Self {
        Self { name: name.to_owned(), value, note }
    }
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// Heading.
    pub title: String,
    /// The answer, sentence by sentence.
    pub answer: Vec<String>,
    /// Four numbers.
    pub facts: Vec<Fact>,
    /// How sure it is and on whose figures, in a line.
    pub trust: String,
    /// What the reader must know before anything else: interrupted, files changed since.
    pub warnings: Vec<String>,
    /// Everything else; the first section has the first picture.
    pub sections: Vec<Section>,
    /// Long tables, for sheets only.
    pub annex: Vec<Table>,
}

/// What a report is made from, beside the plan.
#[derive(Debug, Clone)]
pub struct Sources<'a> {
    /// The mission.
    pub mission: &'a Mission,
    /// Every figure with its label.
    pub figures: &'a [Assumption],
    /// Outlines for the map.
    pub outlines: Vec<Outline>,
    /// The orders, if they are known.
    pub manifest: Option<&'a Manifest>,
    /// Budgets under discussion, dollars.
    pub proposals: &'a [f64],
    /// What the reader must know of the sources.
    pub warnings: Vec<String>,
}

impl Sources<'_> {
    /// The name for people of a site, exit, route, fleet or kind.
    pub(crate) fn name(&self, key: &str) -> String {
        let m = self.mission;
        let site = m.sites.values().find(|x| x.key == key).map(|x| &x.name);
        let exit = || m.exits.values().find(|x| x.key == key).map(|x| &x.name);
        let route = || m.routes.values().find(|x| x.key == key).map(|x| &x.name);
        let fleet = || m.fleets.values().find(|x| x.key == key).map(|x| &x.name);
        let kind = || m.kinds.values().find(|x| x.key == key).map(|x| &x.name);
        site.or_else(exit).or_else(route).or_else(fleet).or_else(kind).cloned().unwrap_or_else(|| key.to_owned())
    }
}
