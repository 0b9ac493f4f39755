//! What every report is made of: the answer, numbers, sections with words, pictures and tables. Must not know any subject.

use crate::dispatch::Manifest;
use crate::mission::Mission;
use crate::report::chart::{Chart, Outline};
use crate::report::table::{Cell, Table};
use crate::report::view::explorer::Explorer;
use crate::scenario::Figure as Assumption;

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// The name of the part that begins here, in a document of several results.
    pub part: Option<String>,
    /// Paragraphs before the pictures.
    pub words: Vec<String>,
    /// Pictures.
    pub charts: Vec<Chart>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A number of the first screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyNumber {
    /// What.
    pub name: String,
    /// How much.
    pub value: String,
    /// Against what.
    pub note: String,
}

impl KeyNumber {
    /// A number with its words.
    pub(crate) fn new(name: impl Into<String>, value: String, note: String) -> Self {
        Self { name: name.into(), value, note }
    }
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// Heading.
    pub title: String,
    /// The answer, sentence by sentence.
    pub answer: Vec<String>,
    /// The numbers of the first screen.
    pub facts: Vec<KeyNumber>,
    /// How sure it is and on whose figures, in a line.
    pub trust: String,
    /// What the reader must know before anything else: interrupted, files changed since.
    pub warnings: Vec<String>,
    /// Everything else; the first section has the first picture.
    pub sections: Vec<Section>,
    /// Long tables, for sheets only.
    pub annex: Vec<Table>,
    /// Plans solved beforehand, for pages that can show one after another.
    pub explorer: Option<Explorer>,
}

/// What a report is made from, beside the plan.
#[derive(Debug, Clone)]
pub struct ReportSources<'a> {
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

impl ReportSources<'_> {
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

impl View {
    /// Names of the parts, with the place of the section in which each begins; none in a report of one result.
    pub fn parts(&self) -> impl Iterator<Item = (usize, &str)> {
        self.sections.iter().enumerate().filter_map(|(i, s)| s.part.as_deref().map(|p| (i, p)))
    }

    /// Every text that is shown, for who must know its letters.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let first = self.answer.iter().chain(&self.warnings).chain([&self.title, &self.trust]);
        let facts = self.facts.iter().flat_map(|f| [&f.name, &f.value, &f.note]);
        let parts = self.sections.iter().flat_map(|s| s.words.iter().chain([&s.title]));
        let charts = self.sections.iter().flat_map(|s| &s.charts);
        let charts = charts.flat_map(|c| [c.title.as_str(), c.alt.as_str()].into_iter().chain(c.names()));
        let tables = self.sections.iter().flat_map(|s| &s.tables);
        let tables = tables.flat_map(|t| {
            let cells = t.rows.iter().flatten().filter_map(|c| if let Cell::Text(w) = c { Some(w) } else { None });
            cells.chain(&t.columns).chain([&t.title])
        });
        first.chain(facts).chain(parts).map(String::as_str).chain(charts).chain(tables.map(String::as_str))
    }
}
