//! The language of what people read: English as it stands in the source, others from `locales/`, one file a language.
//!
//! The English text is the key of its translation: `say!("{} of {} loads go home", out, all)`. Must not know any subject, nor where a
//! text goes. What programs read (keys of JSON, heads of CSV files, ids) stays as it is in every language.

mod catalogue;
mod template;

use std::cell::Cell;
use std::fmt::Display;
use std::sync::atomic::{AtomicUsize, Ordering};

use catalogue::Catalogue;
pub use template::holes;

/// A language that the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(usize);

/// Code and file of each language after English.
const OTHERS: [(&str, &str); 1] = [("fr", include_str!("../locales/fr.po"))];

static CURRENT: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static HERE: Cell<Option<Language>> = const { Cell::new(None) };
}

impl Language {
    /// The language of the source.
    pub const ENGLISH: Self = Self(0);

    /// All, English first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=OTHERS.len()).map(Self)
    }
    /// `en`, `fr`.
    pub fn code(self) -> &'static str {
        self.0.checked_sub(1).map_or("en", |i| OTHERS[i].0)
    }
    /// The language of a code or of the name of a locale: `fr`, `fr_FR.UTF-8`.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.split(['_', '-', '.', '@']).next().unwrap_or_default().to_lowercase();
        Self::all().find(|l| l.code() == code)
    }
    fn catalogue(self) -> Option<&'static Catalogue> {
        self.0.checked_sub(1).map(|i| Catalogue::of(i, OTHERS[i].1))
    }
}

/// Sets the language of the whole process.
pub fn set(language: Language) {
    CURRENT.store(language.0, Ordering::Relaxed);
}

/// The language in which is spoken here.
pub fn current() -> Language {
    HERE.get().unwrap_or_else(|| Language(CURRENT.load(Ordering::Relaxed)))
}

/// Does something in a language, on this thread only.
pub fn within<T>(language: Language, f: impl FnOnce() -> T) -> T {
    struct Before(Option<Language>);
    impl Drop for Before {
        fn drop(&mut self) {
            HERE.set(self.0);
        }
    }
    let _before = Before(HERE.replace(Some(language)));
    f()
}

/// A text in the language of the reader; its English, if there is no other.
pub fn text(english: &str) -> String {
    let found = current().catalogue().and_then(|c| c.exact(english));
    found.map_or_else(|| english.to_owned(), str::to_owned)
}

/// A word that means several things, by its use: the head of a column, a name of a month.
pub fn word(context: &str, english: &str) -> String {
    let found = current().catalogue().and_then(|c| c.word(context, english));
    found.map_or_else(|| english.to_owned(), str::to_owned)
}

/// A text with values, in the order of the places in its English. Use `say!`.
pub fn fill(english: &str, values: &[&dyn Display]) -> String {
    let value = |i: usize| values.get(i).map_or_else(String::new, ToString::to_string);
    match current().catalogue().and_then(|c| c.exact(english).map(|found| (c, found))) {
        Some((catalogue, found)) => catalogue.fill(english, found, &value),
        None => template::fill(english, english, &value, &|v| v == "1"),
    }
}

/// A finished English text of a lower room, or one that stands in a result, in the language of the reader: the text with places that it
/// was made from is found, its values are kept. What is not found stays English.
pub fn retold(english: &str) -> String {
    current().catalogue().map_or_else(|| english.to_owned(), |c| c.retell(english, 0))
}

/// A text for people in their language, with values for its places `{}` or `{name}` in their order. The number of values is checked by
/// the compiler; figures are given as words (`numbers::fixed`), for they too follow the language.
#[macro_export]
macro_rules! say {
    ($text:literal $(,)?) => {
        $crate::locale::text($text)
    };
    ($text:literal, $($value:expr),+ $(,)?) => {{
        const { assert!($crate::locale::holes($text) == [$(stringify!($value)),+].len(), "a value for every place") };
        $crate::locale::fill($text, &[$(&$value as &dyn std::fmt::Display),+])
    }};
}
pub use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_what_stands_in_the_source() {
        assert_eq!(say!("{} of {name}, {}", 1, "x", 2.5), "1 of x, 2.5");
        assert_eq!(retold("whatever {it} is"), "whatever {it} is");
    }

    #[test]
    fn a_locale_names_its_language() {
        assert_eq!(Language::parse("fr_CA.UTF-8").map(Language::code), Some("fr"));
        assert_eq!(Language::parse("EN").map(Language::code), Some("en"));
        assert_eq!(Language::parse("C"), None);
    }

    #[test]
    fn a_language_ends_with_its_task() {
        let french = Language::parse("fr").expect("it is there");
        within(french, || {
            assert_eq!(current(), french);
        });
        assert_eq!(current(), Language::ENGLISH);
    }
}
