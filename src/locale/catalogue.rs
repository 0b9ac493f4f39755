//! The texts of a language, read from its file (gettext PO) when the first is asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::OTHERS;
use super::template::{Piece, fill, pieces, values};

/// A finished text is recognised by at least so many letters that are no values.
const LETTERS: usize = 4;
/// Texts in texts in texts.
const DEEPEST: usize = 4;

/// The texts of one language.
pub(super) struct Catalogue {
    exact: HashMap<String, String>,
    words: HashMap<(String, String), String>,
    /// Texts with places, those with most letters first: they say most about what a finished text was made from.
    templates: Vec<Template>,
}

struct Template {
    pieces: Vec<Piece>,
    english: String,
    translation: String,
}

impl Catalogue {
    /// The catalogue of a language by its place in the list.
    pub(super) fn of(index: usize, po: &str) -> &'static Self {
        static ALL: [OnceLock<Catalogue>; OTHERS.len()] = [const { OnceLock::new() }; OTHERS.len()];
        ALL[index].get_or_init(|| Self::read(po))
    }

    fn read(po: &str) -> Self {
        let file = polib::po_file::parse_from_reader(po.as_bytes()).expect("invariant: tests read every catalogue");
        let mut all = Self { exact: HashMap::new(), words: HashMap::new(), templates: Vec::new() };
        for m in file.messages() {
            let Some(translation) = m.msgstr().ok().filter(|t| !t.is_empty()).map(str::to_owned) else { continue };
            if let Some(context) = m.msgctxt() {
                all.words.insert((context.to_owned(), m.msgid().to_owned()), translation);
                continue;
            }
            let english = m.msgid().to_owned();
            if let Some(pieces) = pieces(&english).filter(|p| p.len() > 1 && letters(p) >= LETTERS) {
                let (english, translation) = (english.clone(), translation.clone());
                all.templates.push(Template { pieces, english, translation });
            }
            all.exact.insert(english, translation);
        }
        all.templates.sort_by(|a, b| (letters(&b.pieces), &a.english).cmp(&(letters(&a.pieces), &b.english)));
        all
    }

    pub(super) fn exact(&self, english: &str) -> Option<&str> {
        self.exact.get(english).map(String::as_str)
    }

    pub(super) fn word(&self, context: &str, english: &str) -> Option<&str> {
        self.words.get(&(context.to_owned(), english.to_owned())).map(String::as_str)
    }

    /// A finished English text in this language.
    pub(super) fn retell(&self, english: &str, depth: usize) -> String {
        if let Some(found) = self.exact(english) {
            return found.to_owned();
        }
        if let Some(figure) = self.figure(english) {
            return figure;
        }
        let made = self.templates.iter().find_map(|t| values(&t.pieces, english).map(|v| (t, v)));
        if let Some((t, found)) = made.filter(|_| depth < DEEPEST) {
            // What stands between backticks is a key or an id: it stays as it is typed.
            let told = |i: usize| {
                let value = found.get(i).map_or("", String::as_str);
                if quoted(&t.pieces, i) { value.to_owned() } else { self.value(value, depth) }
            };
            return fill(&t.english, &t.translation, &told);
        }
        if english.contains('\n') {
            let lines: Vec<String> = english.split('\n').map(|l| self.retell(l, depth)).collect();
            return lines.join("\n");
        }
        english.to_owned()
    }

    /// A value in a finished text: a word of the program, a figure, a text of its own; a name stays as it is.
    fn value(&self, value: &str, depth: usize) -> String {
        let known = self.word("value", value).map(str::to_owned).or_else(|| self.figure(value));
        known.unwrap_or_else(|| if value.contains(' ') { self.retell(value, depth + 1) } else { value.to_owned() })
    }

    /// A figure or date as this language writes it, if the text is nothing else.
    fn figure(&self, text: &str) -> Option<String> {
        let sign =
            |c: char| self.word("number", c.encode_utf8(&mut [0; 4])).map_or_else(|| c.to_string(), str::to_owned);
        let number = |digits: &str| -> Option<String> {
            let plain = digits.strip_prefix('-').unwrap_or(digits);
            let whole = plain.split('.').next().unwrap_or_default();
            let groups: Vec<&str> = whole.split(',').collect();
            let grouped = groups.len() == 1 || (groups[1..].iter().all(|g| g.len() == 3) && groups[0].len() <= 3);
            let digits_only = plain.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.');
            let fine =
                digits_only && grouped && plain.matches('.').count() <= 1 && groups.iter().all(|g| !g.is_empty());
            fine.then(|| digits.chars().map(|c| if c == ',' || c == '.' { sign(c) } else { c.to_string() }).collect())
        };
        let unit =
            |key: &str, digits: &str| number(digits).map(|d| fill(key, self.exact(key).unwrap_or(key), &|_| d.clone()));
        if let Some(rest) = text.strip_prefix('$') {
            let (key, digits) = match (rest.strip_suffix("bn"), rest.strip_suffix('m')) {
                (Some(digits), _) => ("${}bn", digits),
                (_, Some(digits)) => ("${}m", digits),
                _ => ("${}", rest),
            };
            return unit(key, digits);
        }
        if let Some(digits) = text.strip_suffix(" %") {
            return unit("{} %", digits);
        }
        let parts: Vec<&str> = text.split(' ').collect();
        if let [day, month, year] = parts[..] {
            let month = self.word("date", month)?;
            let day = self.word("date", day).unwrap_or(day);
            return Some(format!("{day} {month} {year}"));
        }
        number(text)
    }
}

/// Whether the place of a number stands between backticks.
fn quoted(pieces: &[Piece], place: usize) -> bool {
    let words = |at: usize| if let Some(Piece::Words(words)) = pieces.get(at) { words.as_str() } else { "" };
    words(2 * place).ends_with('`') && words(2 * place + 2).starts_with('`')
}

fn letters(pieces: &[Piece]) -> usize {
    let own =
        |p: &Piece| if let Piece::Words(words) = p { words.chars().filter(|c| c.is_alphabetic()).count() } else { 0 };
    pieces.iter().map(own).sum()
}
