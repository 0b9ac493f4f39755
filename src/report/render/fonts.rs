//! Letters: the fonts that drawdown carries and, for what these lack, those of the machine. Must not know what is written.
//!
//! The carried fonts have Latin, Greek and Cyrillic; with these alone a document is the same everywhere. A letter that no font
//! has is drawn as a box, and [`note`] says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use resvg::usvg::{self, fontdb};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// Noto Sans (SIL Open Font License, see `src/report/render/fonts`), Latin, Greek and Cyrillic.
const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
/// The same, bold.
const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");
/// Letters that a note shows.
const SHOWN: usize = 12;

/// A font in memory.
pub(crate) struct Font {
    /// Number among all that were used.
    pub id: usize,
    /// The file.
    pub bytes: &'static [u8],
    /// Which of the file's fonts.
    pub index: u32,
    face: FontRef<'static>,
    letters: Charmap<'static>,
}

impl Font {
    fn new(id: usize, bytes: &'static [u8], index: u32) -> Option<Self> {
        let face = FontRef::from_index(bytes, index).ok()?;
        let letters = face.charmap();
        Some(Self { id, bytes, index, face, letters })
    }
    fn has(&self, c: char) -> bool {
        self.letters.map(c).is_some_and(|g| g.to_u32() > 0)
    }
    /// Points that a text takes if each letter stands alone.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let widths = self.face.glyph_metrics(Size::new(size), LocationRef::default());
        let advance = |c: char| widths.advance_width(self.letters.map(c).unwrap_or_default()).unwrap_or(0.0);
        text.chars().filter(|c| !unseen(*c) || self.has(*c)).map(advance).sum()
    }
}

/// Letters that join or direct others and are not seen themselves.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
        || c.is_control()
}

/// The carried fonts, regular and bold.
fn carried() -> &'static [Font; 2] {
    static FONTS: OnceLock<[Font; 2]> = OnceLock::new();
    FONTS.get_or_init(|| {
        let font = |id, bytes| Font::new(id, bytes, 0).expect("invariant: the carried fonts are fonts");
        [font(0, REGULAR), font(1, BOLD)]
    })
}

/// The carried fonts as pictures take them.
fn small() -> fontdb::Database {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(REGULAR.to_vec());
    fonts.load_font_data(BOLD.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    fonts.set_serif_family("Noto Sans");
    fonts
}

/// The fonts of the machine beside the carried ones; read once, and only if a letter is lacking.
fn large() -> &'static Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut fonts = small();
        fonts.load_system_fonts();
        Arc::new(fonts)
    })
}

/// Fonts of the machine that were needed, and which letter is in which.
#[derive(Default)]
struct Borrowed {
    fonts: Vec<(fontdb::ID, &'static Font)>,
    of: BTreeMap<char, Option<usize>>,
}

static BORROWED: Mutex<Option<Borrowed>> = Mutex::new(None);

/// The font of the machine that has a letter; of several the plainest.
fn borrowed(c: char) -> Option<(fontdb::ID, &'static Font)> {
    let mut guard = BORROWED.lock().unwrap_or_else(PoisonError::into_inner);
    let all = guard.get_or_insert_with(Borrowed::default);
    if let Some(known) = all.of.get(&c) {
        return known.map(|i| all.fonts[i]);
    }
    let at = all.fonts.iter().position(|(_, f)| f.has(c)).or_else(|| {
        let (id, bytes, index) = searched(c)?;
        // A font is kept for the life of the process: few are ever needed.
        let font = Font::new(all.fonts.len() + 2, Box::leak(bytes.into_boxed_slice()), index)?;
        all.fonts.push((id, Box::leak(Box::new(font))));
        Some(all.fonts.len() - 1)
    });
    all.of.insert(c, at);
    at.map(|i| all.fonts[i])
}

/// Upright regular fonts without serifs first; a font that has no outline of the letter (a coloured picture) is none.
fn searched(c: char) -> Option<(fontdb::ID, Vec<u8>, u32)> {
    let fonts = large();
    let plain = |f: &fontdb::FaceInfo| {
        let name = f.families.first().map_or("", |n| n.0.as_str());
        let odd = ["Mono", "Serif", "Display", "UI"].iter().filter(|w| name.contains(**w)).count();
        let weight = f.weight.0.abs_diff(fontdb::Weight::NORMAL.0);
        (f.style != fontdb::Style::Normal, weight, odd, !name.contains("Sans"), name.to_owned())
    };
    let mut faces: Vec<&fontdb::FaceInfo> = fonts.faces().collect();
    faces.sort_by_cached_key(|f| plain(f));
    faces.into_iter().find_map(|f| {
        fonts.with_face_data(f.id, |bytes, index| {
            let face = FontRef::from_index(bytes, index).ok()?;
            let glyph = face.charmap().map(c).filter(|g| g.to_u32() > 0)?;
            let drawn = c.is_whitespace() || face.outline_glyphs().get(glyph).is_some();
            drawn.then(|| (f.id, bytes.to_vec(), index))
        })?
    })
}

/// The font in which a letter is set; none if there is no font that has it.
fn of(c: char, bold: bool) -> Option<&'static Font> {
    let own = &carried()[usize::from(bold)];
    if unseen(c) || own.has(c) { Some(own) } else { borrowed(c).map(|(_, f)| f) }
}

/// A text as pieces, each in one font.
pub(crate) fn pieces(text: &str, bold: bool) -> Vec<(&'static Font, String)> {
    let mut all: Vec<(&'static Font, String)> = Vec::new();
    for c in text.chars() {
        // Blanks and marks between letters of one font stay with them.
        if let Some((font, piece)) = all.last_mut() {
            if !c.is_alphanumeric() && font.has(c) || unseen(c) {
                piece.push(c);
                continue;
            }
        }
        let font = of(c, bold).unwrap_or(&carried()[usize::from(bold)]);
        match all.last_mut() {
            Some((last, piece)) if last.id == font.id => piece.push(c),
            _ => all.push((font, c.to_string())),
        }
    }
    all
}

/// Points that a text takes.
pub(crate) fn width(text: &str, bold: bool, size: f32) -> f32 {
    let own = &carried()[usize::from(bold)];
    if text.chars().all(|c| own.has(c)) {
        return own.width(text, size);
    }
    pieces(text, bold).iter().map(|(font, piece)| font.width(piece, size)).sum()
}

/// How a picture with these letters is read.
pub(crate) fn options(text: &str) -> usvg::Options<'static> {
    static SMALL: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let own = &carried()[0];
    let lacks = text.chars().any(|c| !unseen(c) && !own.has(c));
    let fonts = if lacks { large() } else { SMALL.get_or_init(|| Arc::new(small())) };
    let mut options =
        usvg::Options { fontdb: Arc::clone(fonts), font_family: "Noto Sans".into(), ..usvg::Options::default() };
    options.font_resolver.select_fallback =
        Box::new(|c, used, _| borrowed(c).map(|f| f.0).filter(|id| !used.contains(id)));
    options
}

/// What a reader of documents and pictures must know: letters that no font here has.
pub fn note<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let letters: BTreeSet<char> = texts.flat_map(str::chars).collect();
    let missing: Vec<char> = letters.into_iter().filter(|c| of(*c, false).is_none()).collect();
    if missing.is_empty() {
        return None;
    }
    let shown: String = missing.iter().take(SHOWN).flat_map(|c| [*c, ' ']).collect();
    let more = if missing.len() > SHOWN { format!("and {} more ", missing.len() - SHOWN) } else { String::new() };
    Some(format!(
        "no font on this machine has the letters {shown}{more}({}): they are boxes in documents and pictures. Install a font that has them (Noto covers most scripts) and report again; the page, the workbook and the text are not touched by this",
        missing.iter().take(3).map(|c| format!("U+{:04X}", u32::from(*c))).collect::<Vec<_>>().join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carried_letters_need_no_font_of_the_machine() {
        assert_eq!(note(["Łódź, Αθήνα, Київ; é – 12 %"].into_iter()), None);
        let pieces = pieces("Kyiv, Київ", true);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].0.id, 1);
    }

    #[test]
    fn a_letter_that_nobody_has_is_told() {
        // A private letter: no font means the same by it, and the fonts of a machine rarely have it.
        let note = note(["a \u{10fffd} b"].into_iter()).expect("a note");
        assert!(note.contains("U+10FFFD"), "{note}");
    }

    #[test]
    fn pieces_make_up_the_text() {
        for text in ["camp مخيم الشمال, north", "北方营地 (2)", "ሰሜን", "", "a\u{200d}b"] {
            let joined: String = pieces(text, false).into_iter().map(|(_, p)| p).collect();
            assert_eq!(joined, text);
            assert!(width(text, false, 10.0) >= 0.0);
        }
    }
}
