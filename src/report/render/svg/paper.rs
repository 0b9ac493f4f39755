//! What all pictures share: their width, the number of colours, text that cannot become markup.

/// Width of every picture.
pub(super) const WIDTH: f64 = 760.0;
/// Colours that series take in turn.
pub(super) const COLOURS: usize = 7;

/// Text that cannot become markup; what XML forbids becomes a blank.
pub fn escaped(text: &str) -> String {
    let clean: String =
        text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// At most so many characters, with a mark where it was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(std::iter::once('…')).collect()
}
