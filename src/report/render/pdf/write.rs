//! Sheets as the bytes of a tagged PDF, by way of krilla. Nothing in it depends on the clock, nor on the machine as long
//! as the carried fonts have all its letters.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use krilla::Document;
use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, TextDirection};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::locale::say;
use crate::report::render::pdf::sheet::{Ink, Look, PieceKind, Sheets, measure, wrapped};
use crate::report::render::unwritten::Unwritten;
use crate::report::render::{fonts, letters};

pub(super) fn file(s: &Sheets, title: &str) -> Result<Vec<u8>, Unwritten> {
    let mut fonts = Fonts::default();
    let mut document = Document::new();
    let mut used: Vec<Vec<Identifier>> = s.tags.iter().map(|_| Vec::new()).collect();
    for (n, inks) in s.pages.iter().enumerate() {
        let settings = PageSettings::from_wh(s.size.0, s.size.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for ink in inks {
            draw(&mut surface, ink, &mut fonts, &mut used)?;
        }
        foot(&mut surface, s, title, n, &mut fonts)?;
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for (text, page, y) in &s.marks {
        let place = XyzDestination::new(*page, Point::from_xy(0.0, *y));
        outline.push_child(OutlineNode::new(text.clone(), place));
    }
    document.set_outline(outline);
    document.set_tag_tree(structure(s, used));
    let about = Metadata::new().title(letters::clean(title)).language(crate::locale::current().code().to_owned());
    document.set_metadata(about.creator(format!("drawdown {}", env!("CARGO_PKG_VERSION"))));
    document.finish().map_err(|e| Unwritten::new(format!("{e:?}")))
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// Fonts of the document, made when they are first needed.
#[derive(Default)]
struct Fonts(BTreeMap<usize, Font>);

impl Fonts {
    fn of(&mut self, font: &fonts::Font) -> Result<Font, Unwritten> {
        if let Some(known) = self.0.get(&font.id) {
            return Ok(known.clone());
        }
        let made = Font::new(font.bytes.into(), font.index).ok_or("a font cannot be used")?;
        self.0.insert(font.id, made.clone());
        Ok(made)
    }
}

/// A line, piece by piece: each letter in a font that has it.
fn words(
    surface: &mut Surface,
    (mut x, base): (f32, f32),
    text: &str,
    look: Look,
    fonts: &mut Fonts,
) -> Result<(), Unwritten> {
    surface.set_fill(Some(fill(look.ink)));
    for (font, piece) in fonts::pieces(text, look.bold) {
        let set = fonts.of(font)?;
        surface.draw_text(Point::from_xy(x, base), set, look.size, &piece, false, TextDirection::Auto);
        x += font.width(&piece, look.size);
    }
    Ok(())
}

fn decoration() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other))
}

fn draw(surface: &mut Surface, ink: &Ink, fonts: &mut Fonts, used: &mut [Vec<Identifier>]) -> Result<(), Unwritten> {
    match ink {
        Ink::Text { x, base, text, look, tag } => {
            let node = tag.and_then(|t| used.get_mut(t));
            let content = if node.is_some() { ContentTag::Span(SpanTag::empty()) } else { decoration() };
            let id = surface.start_tagged(content);
            words(surface, (*x, *base), text, *look, fonts)?;
            surface.end_tagged();
            if let Some(node) = node {
                node.push(id);
            }
        }
        Ink::Shade { x, y, w, h, grey } => {
            surface.start_tagged(decoration());
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(*x, *y, *w, *h).ok_or("an area has no size")?);
            surface.set_fill(Some(fill([*grey; 3])));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.end_tagged();
        }
        Ink::Picture { x, y, w, h, tree, tag } => {
            let id = surface.start_tagged(ContentTag::Other);
            surface.push_transform(&Transform::from_translate(*x, *y));
            let size = Size::from_wh(*w, *h).ok_or("a picture has no size")?;
            surface.draw_svg(tree, size, SvgSettings::default());
            surface.pop();
            surface.end_tagged();
            if let Some(node) = used.get_mut(*tag) {
                node.push(id);
            }
        }
    }
    Ok(())
}

fn foot(surface: &mut Surface, s: &Sheets, title: &str, n: usize, fonts: &mut Fonts) -> Result<(), Unwritten> {
    let number = say!("Page {} of {}", n + 1, s.pages.len());
    let short = wrapped(title, s.width() - 90.0, Look::QUIET).into_iter().next().unwrap_or_default();
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    words(surface, (Sheets::left(), s.foot()), &short, Look::QUIET, fonts)?;
    let right = Sheets::left() + s.width() - measure(&number, Look::QUIET);
    words(surface, (right, s.foot()), &number, Look::QUIET, fonts)?;
    surface.end_tagged();
    Ok(())
}

fn kind(k: &PieceKind) -> TagKind {
    match k {
        PieceKind::Heading(n) => Tag::Hn(NonZeroU16::new(*n).unwrap_or(NonZeroU16::MIN), None).into(),
        PieceKind::Paragraph => Tag::P.into(),
        PieceKind::Figure(alt) => Tag::Figure(Some(alt.clone())).into(),
        PieceKind::Table => Tag::Table.into(),
        PieceKind::Row => Tag::TR.into(),
        PieceKind::HeadCell => Tag::TH(TableHeaderScope::Column).into(),
        PieceKind::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        PieceKind::Cell => Tag::TD.into(),
    }
}

/// Children come after their parents in the list, so groups close from the end.
fn structure(s: &Sheets, used: Vec<Vec<Identifier>>) -> TagTree {
    let mut groups: Vec<TagGroup> = Vec::new();
    for (tag, ids) in s.tags.iter().zip(used) {
        let mut group = TagGroup::new(kind(&tag.kind));
        for id in ids {
            group.push(id);
        }
        groups.push(group);
    }
    let mut waiting: Vec<Vec<TagGroup>> = s.tags.iter().map(|_| Vec::new()).collect();
    let mut tree = TagTree::new();
    let mut top = Vec::new();
    for i in (0..groups.len()).rev() {
        let Some(mut group) = groups.pop() else { break };
        let mut children = std::mem::take(&mut waiting[i]);
        children.reverse();
        for child in children {
            group.push(child);
        }
        match s.tags[i].parent {
            Some(p) => waiting[p].push(group),
            None => top.push(group),
        }
    }
    top.into_iter().rev().for_each(|g| tree.push(g));
    tree
}
