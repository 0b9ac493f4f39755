//! The texts of a language, read from its file (gettext PO) when the first is asked for.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::OTHERS;
use super::template::{Piece, fill, pieces, values};

/// A finished text is recognised by at least so many letters that are no values.
const LETTERS: usize = 4;
/// What a place is called that holds the name of a site, an exit, a route, a fleet.
const NAMED: &str = "of";
/// Texts in texts in texts.
const DEEPEST: usize = 4;

/// The texts of one language.
pub(super) struct Catalogue {
    exact: HashMap<String, String>,
    words: HashMap<(String, String), String>,
    /// Texts with places, those with most letters first: they say most about what a finished text was made from.
    templates: Vec<Template>,
    plural: Plural,
}

/// Which numbers take the word for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plural {
    /// All below two, as in French: `0 personne`, `1,5 jour`.
    BelowTwo,
    /// One alone, as in English and German.
    One,
}

impl Plural {
    /// By the rule that stands at the head of a file.
    fn read(rule: &str) -> Result<Self, String> {
        match rule.trim_matches(['(', ')']) {
            "n > 1" => Ok(Self::BelowTwo),
            "n != 1" => Ok(Self::One),
            other => Err(format!("no words are chosen by the rule of plurals `{other}` yet")),
        }
    }
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
        ALL[index].get_or_init(|| Self::read(po).expect("invariant: a test reads every catalogue"))
    }

    /// # Errors
    /// The file is no catalogue; or two of its entries are joined without a blank line, of which the parser keeps only the last.
    fn read(po: &str) -> Result<Self, String> {
        if let Some(line) = joined(po) {
            return Err(format!("line {line}: a blank line is missing before this entry"));
        }
        let file = polib::po_file::parse_from_reader(po.as_bytes()).map_err(|e| e.to_string())?;
        let plural = Plural::read(&file.metadata.plural_rules.expr)?;
        let mut all = Self { exact: HashMap::new(), words: HashMap::new(), templates: Vec::new(), plural };
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
        Ok(all)
    }

    /// Whether a value takes the word for one.
    pub(super) fn is_one(&self, value: &str) -> bool {
        let mark = self.word("number", ".").unwrap_or(".");
        let number = value.split(mark).map(|p| p.chars().filter(char::is_ascii_digit).collect::<String>());
        let number: f64 = number.collect::<Vec<_>>().join(".").parse().unwrap_or(f64::INFINITY);
        match self.plural {
            Plural::BelowTwo => number < 2.0,
            Plural::One => number == 1.0,
        }
    }

    /// A text of the catalogue with its values.
    pub(super) fn fill(&self, english: &str, translation: &str, value: &dyn Fn(usize) -> String) -> String {
        fill(english, translation, value, &|v| self.is_one(v))
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
                match hole(&t.pieces, i) {
                    Some((at, _)) if quoted(&t.pieces, at) => value.to_owned(),
                    // A place called `home` is no word of the program.
                    Some((_, NAMED)) if !value.contains(' ') => value.to_owned(),
                    _ => self.value(value, depth),
                }
            };
            return self.fill(&t.english, &t.translation, &told);
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
        let unit = |key: &str, digits: &str| {
            number(digits).map(|d| self.fill(key, self.exact(key).unwrap_or(key), &|_| d.clone()))
        };
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

/// The place of a number: where it is, and what it is called.
fn hole(pieces: &[Piece], place: usize) -> Option<(usize, &str)> {
    let named = |(at, p): (usize, &'_ Piece)| if let Piece::Hole(_) = p { Some(at) } else { None };
    let at = pieces.iter().enumerate().filter_map(named).nth(place)?;
    if let Piece::Hole(name) = &pieces[at] { Some((at, name)) } else { None }
}

/// Whether what stands at a position stands between backticks.
fn quoted(pieces: &[Piece], at: usize) -> bool {
    let words = |at: usize| if let Some(Piece::Words(words)) = pieces.get(at) { words.as_str() } else { "" };
    words(at - 1).ends_with('`') && words(at + 1).starts_with('`')
}

/// The number of the line, from 1, at which an entry begins right after the text of another.
fn joined(po: &str) -> Option<usize> {
    let mut told = false;
    po.lines().zip(1..).find_map(|(line, number)| {
        let begins = line.starts_with("msgctxt ") || line.starts_with("msgid ") || line.starts_with('#');
        let wrong = told && begins;
        told = line.starts_with("msgstr ") || (told && line.starts_with('"'));
        wrong.then_some(number)
    })
}

fn letters(pieces: &[Piece]) -> usize {
    let own =
        |p: &Piece| if let Piece::Words(words) = p { words.chars().filter(|c| c.is_alphabetic()).count() } else { 0 };
    pieces.iter().map(own).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"\n";

    #[test]
    fn every_catalogue_is_read() {
        for (code, po) in OTHERS {
            assert!(Catalogue::read(po).is_ok_and(|c| c.exact.len() > 1000), "{code}: {:?}", Catalogue::read(po).err());
        }
    }

    #[test]
    fn entries_without_a_blank_line_between_are_refused() {
        let fine = format!("{HEAD}\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"d\"\n");
        assert!(Catalogue::read(&fine).is_ok_and(|c| c.exact("a") == Some("b") && c.exact("c") == Some("d")));
        let joined = fine.replace("\n\nmsgid \"c\"", "\nmsgid \"c\"");
        let fault = Catalogue::read(&joined).err().expect("it is refused");
        assert_eq!(fault, "line 8: a blank line is missing before this entry");
        let rule = fine.replace("n > 1", "n % 10");
        assert!(Catalogue::read(&rule).is_err_and(|e| e.contains("n % 10")));
    }

    #[test]
    fn in_french_the_plural_begins_with_two() {
        let po = format!("{HEAD}\nmsgctxt \"number\"\nmsgid \".\"\nmsgstr \",\"\n");
        let french = Catalogue::read(&po).expect("it is read");
        let ones: Vec<_> =
            ["0", "1", "0,3", "1,9", "2", "1\u{202f}000", "2,0", "x"].iter().map(|v| french.is_one(v)).collect();
        assert_eq!(ones, [true, true, true, true, false, false, false, false]);
        assert_eq!(french.fill("{n} sites", "{n} {|site|sites}", &|_| "0".into()), "0 site");
    }

    #[test]
    fn a_name_stays_though_it_is_a_word() {
        let word = "msgctxt \"value\"\nmsgid \"home\"\nmsgstr \"rapatriés\"\n";
        let texts = "msgid \"people through {of}\"\nmsgstr \"personnes par {of}\"\n\nmsgid \"loads are {}\"\nmsgstr \"chargements {}\"\n";
        let french = Catalogue::read(&format!("{HEAD}\n{word}\n{texts}")).expect("it is read");
        assert_eq!(french.retell("people through home", 0), "personnes par home");
        assert_eq!(french.retell("loads are home", 0), "chargements rapatriés");
    }
}
