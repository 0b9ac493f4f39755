//! The view as a paginated, tagged PDF: the same words, tables and pictures, set with the fonts that drawdown carries.
//!
//! Decided here: the order of things and where pages break. `sheet` measures and remembers, `write` makes the file.

mod grid;
mod sheet;
mod write;

use crate::report::render::picture;
use crate::report::view::{Section, View};
use sheet::{Kind, Look, Sheets};

/// Paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Width and height in points.
    const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// Highest share of a page that one picture takes.
const TALLEST: f32 = 0.62;

/// The bytes of the document.
///
/// # Errors
/// If a picture or the document cannot be written, in words.
pub fn render(view: &View, paper: Paper) -> Result<Vec<u8>, String> {
    let mut s = Sheets::new(paper.size())?;
    s.paragraph(&view.title, Look::TITLE, Kind::Heading(1));
    for words in &view.answer {
        s.paragraph(words, Look::ANSWER, Kind::Paragraph);
    }
    for words in &view.warnings {
        s.paragraph(&format!("Read first: {words}"), Look::BOLD, Kind::Paragraph);
    }
    facts(&mut s, view);
    if !view.trust.is_empty() {
        s.paragraph(&view.trust, Look::QUIET, Kind::Paragraph);
    }
    for part in &view.sections {
        section(&mut s, part)?;
    }
    write::file(&s, &view.title)
}

/// The numbers side by side: name, value, note.
fn facts(s: &mut Sheets, view: &View) {
    let n = view.facts.len().max(1) as f32;
    let gap = 8.0;
    let width = (s.width() - gap * (n - 1.0)) / n;
    let inner = width - 12.0;
    let heights: Vec<f32> = view
        .facts
        .iter()
        .map(|f| {
            let lines = |text: &str, look| s.wrapped(text, inner, look).len() as f32 * look.leading();
            10.0 + lines(&f.name, Look::QUIET) + lines(&f.value, Look::FACT) + lines(&f.note, Look::QUIET)
        })
        .collect();
    let height = heights.into_iter().fold(0.0, f32::max);
    s.room(height + 6.0);
    let top = s.y + 4.0;
    for (i, f) in view.facts.iter().enumerate() {
        let x = Sheets::left() + i as f32 * (width + gap);
        s.shade(x, top, width, height);
        let tag = s.tag(Kind::Paragraph);
        let mut y = top + 5.0;
        for (text, look) in [(&f.name, Look::QUIET), (&f.value, Look::FACT), (&f.note, Look::QUIET)] {
            for line in s.wrapped(text, inner, look) {
                s.text(x + 6.0, y, &line, look, tag);
                y += look.leading();
            }
        }
    }
    s.y = top + height + 8.0;
}

fn section(s: &mut Sheets, part: &Section) -> Result<(), String> {
    // A heading stays with what follows it.
    s.room(if part.charts.is_empty() { 90.0 } else { 220.0 });
    s.y += 8.0;
    s.mark(&part.title);
    s.paragraph(&part.title, Look::HEADING, Kind::Heading(2));
    s.rule();
    for words in &part.words {
        s.paragraph(words, Look::BODY, Kind::Paragraph);
    }
    for c in &part.charts {
        let tree = picture::tree(c)?;
        let most = s.height() * TALLEST;
        let scale = (s.width() / tree.size().width()).min(most / tree.size().height());
        let (w, h) = (tree.size().width() * scale, tree.size().height() * scale);
        s.room(h + 26.0);
        s.paragraph(&c.title, Look::BOLD, Kind::Paragraph);
        s.picture(tree, (w, h), &format!("{}. {}", c.title, c.alt));
    }
    for t in &part.tables {
        grid::table(s, t);
    }
    Ok(())
}
