//! Pages as lists of what stands where, with a pen that moves down; knows type and breaks, not the file format.

use resvg::usvg;

use crate::report::render::{fonts, letters};

/// Margins, points: left and right, top, bottom.
const SIDE: f32 = 42.0;
const TOP: f32 = 42.0;
const BOTTOM: f32 = 48.0;

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub size: f32,
    pub bold: bool,
    /// Red, green, blue.
    pub ink: [u8; 3],
}

impl Look {
    const INK: [u8; 3] = [28, 37, 48];
    const GREY: [u8; 3] = [86, 97, 109];
    pub(super) const TITLE: Self = Self { size: 18.0, bold: true, ink: Self::INK };
    pub(super) const HEADING: Self = Self { size: 13.0, bold: true, ink: Self::INK };
    pub(super) const ANSWER: Self = Self { size: 11.5, bold: false, ink: Self::INK };
    pub(super) const BODY: Self = Self { size: 9.5, bold: false, ink: Self::INK };
    pub(super) const BOLD: Self = Self { size: 9.5, bold: true, ink: Self::INK };
    pub(super) const QUIET: Self = Self { size: 8.0, bold: false, ink: Self::GREY };
    pub(super) const FACT: Self = Self { size: 14.0, bold: true, ink: Self::INK };
    pub(super) const CELL: Self = Self { size: 7.8, bold: false, ink: Self::INK };
    pub(super) const HEAD: Self = Self { size: 7.8, bold: true, ink: Self::INK };
    /// From line to line.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.38
    }
}

/// Points that a text takes.
pub(super) fn measure(text: &str, look: Look) -> f32 {
    fonts::width(text, look.bold, look.size)
}

/// Lines of at most `width` points; a word that is longer is cut where it must be.
pub(super) fn wrapped(text: &str, width: f32, look: Look) -> Vec<String> {
    let clean = letters::clean(text);
    let mut lines = vec![String::new()];
    for word in clean.split(' ').filter(|w| !w.is_empty()) {
        let last = lines.last_mut().map(std::mem::take).unwrap_or_default();
        let joined = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        if measure(&joined, look) <= width {
            lines.pop();
            lines.push(joined);
            continue;
        }
        lines.pop();
        if !last.is_empty() {
            lines.push(last);
        }
        let mut piece = String::new();
        for c in word.chars() {
            piece.push(c);
            if measure(&piece, look) > width && piece.chars().count() > 1 {
                piece.pop();
                lines.push(std::mem::replace(&mut piece, c.to_string()));
            }
        }
        lines.push(piece);
    }
    lines
}

/// What a piece is, for readers that do not look.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    Heading(u16),
    Paragraph,
    Figure(String),
    Table,
    Row,
    HeadCell,
    RowHead,
    Cell,
}

/// A node of the document's structure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StructureNode {
    pub kind: PieceKind,
    pub parent: Option<usize>,
}

/// Something on a page; `tag` none: decoration.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    Text { x: f32, base: f32, text: String, look: Look, tag: Option<usize> },
    Shade { x: f32, y: f32, w: f32, h: f32, grey: u8 },
    Picture { x: f32, y: f32, w: f32, h: f32, tree: Box<usvg::Tree>, tag: usize },
}

/// The pages so far.
pub(super) struct Sheets {
    pub pages: Vec<Vec<Ink>>,
    pub tags: Vec<StructureNode>,
    /// Headings with page and height, for the outline.
    pub marks: Vec<(String, usize, f32)>,
    pub size: (f32, f32),
    /// Where the pen is, from the top.
    pub y: f32,
}

impl Sheets {
    pub(super) fn new(size: (f32, f32)) -> Self {
        Self { pages: vec![Vec::new()], tags: Vec::new(), marks: Vec::new(), size, y: TOP }
    }
    pub(super) const fn left() -> f32 {
        SIDE
    }
    pub(super) fn width(&self) -> f32 {
        self.size.0 - 2.0 * SIDE
    }
    /// Between the margins.
    pub(super) fn height(&self) -> f32 {
        self.size.1 - TOP - BOTTOM
    }
    /// Where the foot of each page stands.
    pub(super) fn foot(&self) -> f32 {
        self.size.1 - BOTTOM + 22.0
    }
    /// Starts a page unless so many points are left; true if it did.
    pub(super) fn room(&mut self, points: f32) -> bool {
        if self.y + points <= self.size.1 - BOTTOM || self.y <= TOP {
            return false;
        }
        self.page();
        true
    }
    /// Starts a page unless nothing stands on this one.
    pub(super) fn page(&mut self) {
        if self.y > TOP {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }
    fn put(&mut self, ink: Ink) {
        if let Some(page) = self.pages.last_mut() {
            page.push(ink);
        }
    }
    /// A node at the top of the structure.
    pub(super) fn tag(&mut self, kind: PieceKind) -> usize {
        self.tags.push(StructureNode { kind, parent: None });
        self.tags.len() - 1
    }
    pub(super) fn tag_in(&mut self, parent: usize, kind: PieceKind) -> usize {
        self.tags.push(StructureNode { kind, parent: Some(parent) });
        self.tags.len() - 1
    }
    /// An entry of the outline.
    pub(super) fn mark(&mut self, title: &str) {
        self.marks.push((title.to_owned(), self.pages.len() - 1, self.y));
    }
    /// One line with its top at `y`.
    pub(super) fn text(&mut self, x: f32, y: f32, text: &str, look: Look, tag: usize) {
        if !text.is_empty() {
            self.put(Ink::Text { x, base: y + look.size * 1.07, text: text.to_owned(), look, tag: Some(tag) });
        }
    }
    /// Points that a paragraph takes.
    pub(super) fn tall(&self, text: &str, look: Look) -> f32 {
        wrapped(text, self.width(), look).len() as f32 * look.leading() + look.size * 0.35
    }
    /// A paragraph over the whole width, from page to page.
    pub(super) fn paragraph(&mut self, text: &str, look: Look, kind: PieceKind) {
        let tag = self.tag(kind);
        for line in wrapped(text, self.width(), look) {
            self.room(look.leading());
            self.text(SIDE, self.y, &line, look, tag);
            self.y += look.leading();
        }
        self.y += look.size * 0.35;
    }
    pub(super) fn shade(&mut self, x: f32, y: f32, w: f32, h: f32) {
        self.put(Ink::Shade { x, y, w, h, grey: 240 });
    }
    /// A thin line under what was set last.
    pub(super) fn rule(&mut self) {
        let (y, w) = (self.y - 2.0, self.width());
        self.put(Ink::Shade { x: SIDE, y, w, h: 0.7, grey: 200 });
        self.y += 4.0;
    }
    /// A thin line at `y`.
    pub(super) fn line(&mut self, y: f32, grey: u8) {
        let w = self.width();
        self.put(Ink::Shade { x: SIDE, y, w, h: 0.5, grey });
    }
    pub(super) fn picture(&mut self, tree: usvg::Tree, (w, h): (f32, f32), alt: &str) {
        let tag = self.tag(PieceKind::Figure(alt.to_owned()));
        let x = SIDE + (self.width() - w) / 2.0;
        let y = self.y;
        self.put(Ink::Picture { x, y, w, h, tree: Box::new(tree), tag });
        self.y += h + 8.0;
    }
}
