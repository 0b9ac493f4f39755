//! Diagnostics as text with file, line, column and caret.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::{retold, say, word};

/// Everything that was read: name as shown and text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    files: Vec<(String, String)>,
    /// By file: where its lines begin.
    lines: Vec<Vec<usize>>,
    /// By file, where it is a sheet: what its cells are called.
    cells: Vec<Vec<(Range<usize>, String)>>,
}

/// So many faults are shown; a file with more has one mistake that makes the others.
const SHOWN: usize = 100;

/// More than so many are counted at the end.
const COUNTED: usize = 3;

impl Sources {
    /// Adds a source and returns its position.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.add_sheet(name, text, Vec::new())
    }
    /// Adds a sheet of cells, which stand at stretches of its text in order, and returns its position.
    pub fn add_sheet(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        cells: Vec<(Range<usize>, String)>,
    ) -> usize {
        self.cells.push(cells);
        let text = text.into();
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        self.lines.push(std::iter::once(0).chain(ends).collect());
        self.files.push((name.into(), text));
        self.files.len() - 1
    }
    /// Names in the order of reading.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(n, _)| n.as_str())
    }
    /// Name of a source.
    pub fn name(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |(n, _)| n)
    }
    /// Text of a source.
    pub fn text(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |(_, t)| t)
    }
    /// What the cell at a place is called in its spreadsheet; none where there is no sheet, or for a whole row.
    pub fn cell(&self, place: &Place) -> Option<&str> {
        let cells = self.cells.get(place.file)?;
        let i = cells.binary_search_by_key(&place.span.start, |(span, _)| span.start).ok()?;
        cells.get(i).filter(|(span, _)| *span == place.span).map(|(_, name)| name.as_str())
    }
    /// Line and column of a place, both from 1.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let text = self.text(place.file);
        let at = within(text, place).start;
        let starts = self.lines.get(place.file).map_or(&[0][..], Vec::as_slice);
        let line = starts.partition_point(|s| *s <= at).max(1);
        let column = text.get(starts[line - 1]..at).map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }
}

/// All diagnostics, one after the other, as the user sees them.
pub fn render(list: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for d in list.iter().take(SHOWN) {
        let level = match d.severity {
            Severity::Error => Level::ERROR.with_name(word("level", "error")),
            Severity::Warning => Level::WARNING.with_name(word("level", "warning")),
        };
        let title = level.primary_title(retold(&d.message)).id(d.code.key());
        let mut group = Group::with_title(title);
        let mut rest = d.places.as_slice();
        // One snippet per run of places in the same file.
        while let Some((first, _)) = rest.first() {
            let n = rest.iter().take_while(|(p, _)| p.file == first.file).count();
            group = group.element(snippet(&rest[..n], sources, rest.len() == d.places.len()));
            rest = &rest[n..];
        }
        if let Some(remedy) = &d.remedy {
            group = group.element(Level::HELP.with_name(word("level", "help")).message(retold(remedy)));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    if list.len() > SHOWN {
        out.push_str(&format!(
            "{}\n\n",
            say!("and {} more: these are the first {SHOWN} of {}", list.len() - SHOWN, SHOWN, list.len())
        ));
    }
    if list.len() > COUNTED {
        let of = |s: Severity| list.iter().filter(|d| d.severity == s).count();
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let both = [
            (errors > 0).then(|| say!("errors: {errors}", errors)),
            (warnings > 0).then(|| say!("warnings: {warnings}", warnings)),
        ];
        out.push_str(&format!("{}\n\n", both.into_iter().flatten().collect::<Vec<_>>().join(", ")));
    }
    out
}

fn snippet<'a>(
    places: &'a [(Place, String)],
    sources: &'a Sources,
    main: bool,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = places[0].0.file;
    let text = sources.text(file);
    let mut snippet = Snippet::source(text).path(sources.name(file)).line_start(1);
    for (i, (place, label)) in places.iter().enumerate() {
        let kind = if i == 0 && main { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = retold(label);
        let label = sources.cell(place).map_or_else(|| label.clone(), |cell| say!("cell {cell}: {label}", cell, label));
        snippet = snippet.annotation(kind.span(within(text, place)).label(label));
    }
    snippet
}

/// A span that lies within the text, on character borders.
fn within(text: &str, place: &Place) -> std::ops::Range<usize> {
    let border = |mut i: usize| {
        i = i.min(text.len());
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let start = border(place.span.start);
    start..border(place.span.end).max(start)
}
