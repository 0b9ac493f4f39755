//! Diagnostics as text with file, line, column and caret.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity};

/// Everything that was read: name as shown and text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Adds a source and returns its position.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> usize {
        self.files.push((name.into(), text.into()));
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
    /// Line and column of a place, both from 1.
    pub fn line_column(&self, place: &Place) -> (usize, usize) {
        let text = self.text(place.file);
        let before = text.get(..place.span.start.min(text.len())).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }
}

/// All diagnostics, one after the other, as the user sees them.
pub fn render(list: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for d in list {
        let level = match d.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(d.message.as_str()).id(d.code.key());
        let mut group = Group::with_title(title);
        let mut rest = d.places.as_slice();
        // One snippet per run of places in the same file.
        while let Some((first, _)) = rest.first() {
            let n = rest.iter().take_while(|(p, _)| p.file == first.file).count();
            group = group.element(snippet(&rest[..n], sources, rest.len() == d.places.len()));
            rest = &rest[n..];
        }
        if let Some(remedy) = &d.remedy {
            group = group.element(Level::HELP.message(remedy.as_str()));
        }
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
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
        snippet = snippet.annotation(kind.span(within(text, place)).label(label.as_str()));
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
