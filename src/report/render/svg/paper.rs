//! What all pictures share: how wide they are, the number of colours, text that cannot become markup.

use crate::report::render::letters;

/// What a picture is drawn for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Canvas {
    /// Width in units; letters are 12 high.
    pub width: f64,
    /// Distinguishes the names inside two pictures of one chart.
    pub key: &'static str,
}

/// Pages, screens, slides.
pub const WIDE: Canvas = Canvas { width: 760.0, key: "" };
/// Phones: fewer units, so that letters stay as large.
pub const NARROW: Canvas = Canvas { width: 360.0, key: "n" };

impl Canvas {
    /// For a phone.
    pub(super) fn narrow(self) -> bool {
        self.width < 500.0
    }
}

/// Width of a letter, about.
pub(super) const LETTER: f64 = 6.7;
/// Colours that series take in turn.
pub(super) const COLOURS: usize = 7;

/// Text that cannot become markup; what XML forbids becomes a blank.
pub fn escaped(text: &str) -> String {
    letters::clean(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// At most so many characters, with a mark where it was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(std::iter::once('…')).collect()
}

/// Units that a text takes, about.
pub(super) fn wide(text: &str) -> f64 {
    LETTER * text.chars().count() as f64
}
