//! Letters that files for people cannot hold: names come from strangers. Must not know what is written.

/// What XML 1.0 has no letter for, escaped or not; what steers a terminal on which a file is shown; and what turns the direction of all that
/// follows, or ends a line, so that a name could read as other words. Lines and tabs are of this sort too: who writes them on purpose
/// writes them outside names. Marks for one letter (U+200F), as names in Arabic have them, stay.
pub(in crate::report::render) fn forbidden(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    turns || c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A name without them: each becomes a blank.
pub(in crate::report::render) fn clean(name: &str) -> String {
    name.chars().map(|c| if forbidden(c) { ' ' } else { c }).collect()
}

/// A whole page without them; its lines and tabs stay.
pub(in crate::report::render) fn clean_page(page: &str) -> String {
    page.chars().map(|c| if forbidden(c) && !matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_has_no_letter_for_is_a_blank() {
        assert_eq!(clean("a\u{1b}[2J\u{0}b\u{fffe}\u{85}é\n"), "a [2J b  é ");
        assert_eq!(clean_page("a\n\tb\u{1b}"), "a\n\tb ");
        assert_eq!(clean("a\u{202e}b\u{2028}c\u{200f}"), "a b c\u{200f}");
    }
}
