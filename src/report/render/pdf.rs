//! The view as a paginated, tagged PDF: the same words, tables and pictures, set with the fonts that drawdown carries.
//!
//! Decided here: the order of things and where pages break. `sheet` measures and remembers, `write` makes the file.

mod grid;
mod sheet;
mod write;

use crate::locale::say;
use crate::report::chart::Chart;
use crate::report::render::picture;
use crate::report::render::unwritten::Unwritten;
use crate::report::view::{KeyNumber, Section, View};
use resvg::usvg;
use sheet::{Look, PieceKind, Sheets, measure, wrapped};

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
/// If a picture or the document cannot be written.
pub fn render(view: &View, paper: Paper) -> Result<Vec<u8>, Unwritten> {
    let parts: Vec<&str> = view.parts().map(|(_, name)| name).collect();
    if parts.is_empty() {
        return write::file(&set(view, paper, None)?, &view.title);
    }
    // Where the parts begin is known when they have been set once; the numbers take no room of their own.
    let begin = |s: &Sheets, name: &str| s.marks.iter().find(|(t, _, _)| t == name).map_or(0, |m| m.1 + 1);
    let none: Vec<(&str, usize)> = parts.iter().map(|name| (*name, 0)).collect();
    let once = set(view, paper, Some(&none))?;
    let contents: Vec<(&str, usize)> = parts.iter().map(|name| (*name, begin(&once, name))).collect();
    write::file(&set(view, paper, Some(&contents))?, &view.title)
}

/// All that stands on the pages; with contents if there are parts.
fn set(view: &View, paper: Paper, contents: Option<&[(&str, usize)]>) -> Result<Sheets, Unwritten> {
    let mut s = Sheets::new(paper.size());
    s.paragraph(&view.title, Look::TITLE, PieceKind::Heading(1));
    for words in &view.answer {
        s.paragraph(words, Look::ANSWER, PieceKind::Paragraph);
    }
    for words in &view.warnings {
        s.paragraph(&say!("Read first: {words}", words), Look::BOLD, PieceKind::Paragraph);
    }
    facts(&mut s, view);
    if !view.trust.is_empty() {
        s.paragraph(&view.trust, Look::QUIET, PieceKind::Paragraph);
    }
    if let Some(list) = contents {
        s.room(30.0 + 16.0 * list.len() as f32);
        s.y += 8.0;
        s.paragraph(&say!("Contents"), Look::HEADING, PieceKind::Heading(2));
        s.rule();
        for (name, page) in list {
            let number = page.to_string();
            let (y, right) = (s.y, Sheets::left() + s.width() - measure(&number, Look::BODY));
            s.paragraph(name, Look::BODY, PieceKind::Paragraph);
            let tag = s.tag(PieceKind::Paragraph);
            s.text(right, y, &number, Look::BODY, tag);
        }
    }
    for part in &view.sections {
        if let Some(name) = &part.part {
            s.page();
            s.mark(name);
            s.paragraph(name, Look::TITLE, PieceKind::Heading(1));
        }
        section(&mut s, part)?;
    }
    Ok(s)
}

/// The numbers side by side, at most four in a row: name, value, note.
fn facts(s: &mut Sheets, view: &View) {
    let abreast = if view.facts.len() > 4 { 3 } else { 4 };
    for row in view.facts.chunks(abreast) {
        fact_row(s, row);
    }
}

fn fact_row(s: &mut Sheets, facts: &[KeyNumber]) {
    let n = facts.len().max(1) as f32;
    let gap = 8.0;
    let width = (s.width() - gap * (n - 1.0)) / n;
    let inner = width - 12.0;
    let heights: Vec<f32> = facts
        .iter()
        .map(|f| {
            let lines = |text: &str, look| wrapped(text, inner, look).len() as f32 * look.leading();
            10.0 + lines(&f.name, Look::QUIET) + lines(&f.value, Look::FACT) + lines(&f.note, Look::QUIET)
        })
        .collect();
    let height = heights.into_iter().fold(0.0, f32::max);
    s.room(height + 6.0);
    let top = s.y + 4.0;
    for (i, f) in facts.iter().enumerate() {
        let x = Sheets::left() + i as f32 * (width + gap);
        s.shade(x, top, width, height);
        let tag = s.tag(PieceKind::Paragraph);
        let mut y = top + 5.0;
        for (text, look) in [(&f.name, Look::QUIET), (&f.value, Look::FACT), (&f.note, Look::QUIET)] {
            for line in wrapped(text, inner, look) {
                s.text(x + 6.0, y, &line, look, tag);
                y += look.leading();
            }
        }
    }
    s.y = top + height + 4.0;
}

/// A picture with the size at which it is set.
struct Picture {
    tree: usvg::Tree,
    size: (f32, f32),
}

impl Picture {
    fn of(s: &Sheets, c: &Chart) -> Result<Self, Unwritten> {
        let tree = picture::tree(c)?;
        let scale = (s.width() / tree.size().width()).min(s.height() * TALLEST / tree.size().height());
        let size = (tree.size().width() * scale, tree.size().height() * scale);
        Ok(Self { tree, size })
    }
    /// Points with the title above it.
    fn tall(&self, s: &Sheets, c: &Chart) -> f32 {
        s.tall(&c.title, Look::BOLD) + self.size.1 + 8.0
    }
}

fn section(s: &mut Sheets, part: &Section) -> Result<(), Unwritten> {
    let pictures: Vec<(&Chart, Picture)> =
        part.charts.iter().map(|c| Picture::of(s, c).map(|p| (c, p))).collect::<Result<_, _>>()?;
    // A heading stays with what follows it: its first words, its first picture, or the beginning of its first table.
    let next = match (part.words.first(), pictures.first(), part.tables.first()) {
        (Some(words), _, _) => s.tall(words, Look::BODY).min(3.0 * Look::BODY.leading()),
        (None, Some((c, p)), _) => p.tall(s, c),
        (None, None, Some(t)) => grid::least(s, t),
        (None, None, None) => 0.0,
    };
    s.room(8.0 + s.tall(&part.title, Look::HEADING) + 4.0 + next);
    s.y += 8.0;
    s.mark(&part.title);
    s.paragraph(&part.title, Look::HEADING, PieceKind::Heading(2));
    s.rule();
    for words in &part.words {
        s.paragraph(words, Look::BODY, PieceKind::Paragraph);
    }
    for (c, p) in pictures {
        s.room(p.tall(s, c));
        s.paragraph(&c.title, Look::BOLD, PieceKind::Paragraph);
        s.picture(p.tree, p.size, &format!("{}. {}", c.title, c.alt));
    }
    for t in &part.tables {
        grid::table(s, t);
    }
    Ok(())
}
