//! Every text for people has its translation in every file of `locales/`, with the same places for values; nothing there is stale.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms whose texts reach people.
const ROOMS: [&str; 15] = [
    "audit",
    "cli",
    "diagnostic",
    "dispatch",
    "facade",
    "hedge",
    "mission",
    "optimise",
    "plan",
    "report",
    "scenario",
    "simulate",
    "solve",
    "study",
    "vocabulary",
];

/// Files whose texts are for programs, or are English by decision (locales/README.md).
const NOT_TOLD: [&str; 11] = [
    "src/mission",
    "src/scenario/key.rs",
    "src/scenario/risk.rs",
    "src/scenario/status.rs",
    "src/scenario/schema.rs",
    "src/cli/args.rs",
    "src/cli/args/help.rs",
    "src/report/render/svg",
    "src/report/render/geojson.rs",
    "src/scenario/schema",
    "src/scenario/workbook",
];

fn walk(path: &Path, out: &mut Vec<PathBuf>) {
    if path.is_file() {
        out.push(path.to_owned());
    } else if let Ok(entries) = std::fs::read_dir(path) {
        entries.for_each(|e| walk(&e.expect("an entry").path(), out));
    }
}

/// A literal of a source: what stands before it in the same statement, and the text.
struct Literal {
    before: String,
    text: String,
}

/// The literals of a source without its tests and comments.
fn literals(source: &str) -> Vec<Literal> {
    let own = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let bytes: Vec<char> = own.chars().collect();
    let (mut i, mut code, mut out) = (0, String::new(), Vec::new());
    while i < bytes.len() {
        match bytes[i] {
            '/' if bytes.get(i + 1) == Some(&'/') => {
                while i < bytes.len() && bytes[i] != '\n' {
                    i += 1;
                }
            }
            '\'' if bytes.get(i + 1) == Some(&'\\') || bytes.get(i + 2) == Some(&'\'') => {
                i += if bytes.get(i + 1) == Some(&'\\') { 2 } else { 1 };
                while i < bytes.len() && bytes[i] != '\'' {
                    i += 1;
                }
                i += 1;
            }
            '"' => {
                let mut text = String::new();
                i += 1;
                while bytes[i] != '"' {
                    if bytes[i] == '\\' {
                        i += 1;
                        match bytes[i] {
                            'n' => text.push('\n'),
                            't' => text.push('\t'),
                            '\n' => {
                                while bytes[i + 1].is_whitespace() {
                                    i += 1;
                                }
                            }
                            c => text.push(c),
                        }
                    } else {
                        text.push(bytes[i]);
                    }
                    i += 1;
                }
                i += 1;
                let tail: String = code.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
                out.push(Literal { before: tail.trim_end().to_owned(), text });
                code.push('§');
            }
            c => {
                code.push(c);
                i += 1;
            }
        }
    }
    out
}

/// All literals of the rooms, by file.
fn all() -> BTreeMap<String, Vec<Literal>> {
    let mut files = Vec::new();
    for room in ROOMS {
        walk(&Path::new("src").join(room), &mut files);
        walk(&Path::new("src").join(format!("{room}.rs")), &mut files);
    }
    let rust = files.iter().filter(|f| f.extension().is_some_and(|e| e == "rs"));
    let read = |f: &PathBuf| literals(&std::fs::read_to_string(f).expect("a source"));
    rust.map(|f| (f.display().to_string(), read(f))).collect()
}

/// The texts that the page and its scripts say.
fn page() -> Vec<String> {
    let mut files = Vec::new();
    walk(Path::new("src/report/render/html"), &mut files);
    let read = |f: &PathBuf| std::fs::read_to_string(f).unwrap_or_default();
    let said = |text: String| -> Vec<String> {
        text.split("say(\"").skip(1).filter_map(|r| r.split_once('"')).map(|(t, _)| t.to_owned()).collect()
    };
    files.iter().flat_map(|f| said(read(f))).collect()
}

/// Names of the places of a text, sorted.
fn places(text: &str) -> Vec<String> {
    let plain = text.replace("{{", "").replace("}}", "");
    let mut names: Vec<String> = plain
        .split('{')
        .skip(1)
        .filter_map(|r| r.split_once('}'))
        // A choice between two words is no place of its own.
        .filter(|(inside, _)| !inside.contains('|'))
        .map(|(inside, _)| inside.split(':').next().unwrap_or_default().to_owned())
        .collect();
    names.sort();
    names
}

struct File {
    code: String,
    /// English and translation of texts, without words by context.
    texts: BTreeMap<String, String>,
    /// Words by context.
    words: BTreeSet<String>,
    twice: Vec<String>,
}

fn files() -> Vec<File> {
    let mut list = Vec::new();
    walk(Path::new("locales"), &mut list);
    let po = list.iter().filter(|f| f.extension().is_some_and(|e| e == "po"));
    po.map(|f| {
        let read = polib::po_file::parse(f).unwrap_or_else(|e| panic!("{}: {e}", f.display()));
        let mut texts = BTreeMap::new();
        let source = std::fs::read_to_string(f).expect("a file");
        let mut twice = Vec::new();
        let mut seen = BTreeSet::new();
        let mut context = "";
        for line in source.lines() {
            if let Some(c) = line.strip_prefix("msgctxt ") {
                context = c;
            } else if line.starts_with("msgid ") {
                if !seen.insert((context, line)) {
                    twice.push(line.to_owned());
                }
                context = "";
            }
        }
        for m in read.messages().filter(|m| m.msgctxt().is_none()) {
            texts.insert(m.msgid().to_owned(), m.msgstr().unwrap_or_default().to_owned());
        }
        let words = read.messages().filter(|m| m.msgctxt().is_some()).map(|m| m.msgid().to_owned()).collect();
        let code = f.file_stem().expect("a name").to_string_lossy().into_owned();
        File { code, texts, words, twice }
    })
    .collect()
}

#[test]
fn every_text_that_is_said_has_its_translation() {
    let mut said: BTreeSet<String> = page().into_iter().collect();
    for list in all().values() {
        said.extend(list.iter().filter(|l| l.before.ends_with("say!(")).map(|l| l.text.clone()));
    }
    assert!(said.len() > 600, "{} texts: the test is blind", said.len());
    for file in files() {
        let missing: Vec<_> = said.iter().filter(|t| file.texts.get(*t).is_none_or(String::is_empty)).collect();
        assert!(missing.is_empty(), "locales/{}.po lacks {missing:#?}", file.code);
    }
}

/// Texts of the lower rooms are told where they are shown: whatever reads like a sentence is there, or it is no text for people.
#[test]
fn every_sentence_of_the_source_has_its_translation() {
    let not_for_people = ["expect(", "panic!(", "unreachable!(", "doc =", "include_str!(", "reason =", "env!("];
    let mut sentences: BTreeMap<String, String> = BTreeMap::new();
    for (file, list) in all() {
        if NOT_TOLD.iter().any(|f| file.starts_with(f)) {
            continue;
        }
        for l in list.iter().filter(|l| !not_for_people.iter().any(|n| l.before.ends_with(n))) {
            // What a group is called and what a bug says reach nobody.
            let inner = l.before.contains(".group(") || l.text.starts_with("invariant");
            if !inner && reads_like_a_sentence(&l.text) {
                sentences.insert(l.text.clone(), file.clone());
            }
        }
    }
    assert!(sentences.len() > 600, "{} sentences: the test is blind", sentences.len());
    for file in files() {
        let known = |t: &String| file.texts.get(t).is_some_and(|t| !t.is_empty()) || file.words.contains(t);
        let missing: Vec<_> = sentences.iter().filter(|(t, _)| !known(t)).collect();
        assert!(missing.is_empty(), "locales/{}.po lacks {missing:#?}", file.code);
    }
}

/// Four words or more, most of them of small letters.
fn reads_like_a_sentence(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = |w: &&&str| {
        let w = w.trim_matches(|c: char| ",.;:()".contains(c));
        w.len() > 1 && w.chars().all(|c| c.is_lowercase() || c == '\'')
    };
    let code = text.contains("=\"") || text.contains("</") || text.contains("\n  ") || text.contains(" = ");
    words.len() >= 4 && !code && words.iter().filter(plain).count() * 2 >= words.len()
}

#[test]
fn a_translation_has_the_places_of_its_text() {
    for file in files() {
        assert!(file.twice.is_empty(), "locales/{}.po has twice: {:#?}", file.code, file.twice);
        for (english, told) in &file.texts {
            let (own, other) = (places(english), places(told));
            let numbered = |i: usize| other.iter().any(|n| *n == i.to_string());
            let same = own == other || (own.iter().all(String::is_empty) && (0..own.len()).all(numbered));
            assert!(same, "locales/{}.po: {english:?} has {own:?}, {told:?} has {other:?}", file.code);
        }
    }
}

/// What stands between backticks is typed, not told.
fn told(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("x")
}

/// French has a no-break space before `:`, `;`, `?`, `!` and `%` and within « »: a mark at the head of a line looks like a fault.
#[test]
fn french_marks_stand_apart_and_are_never_alone() {
    let french = files().into_iter().find(|f| f.code == "fr").expect("it is there");
    let wrong: Vec<&String> = french.texts.values().filter(|t| badly_set(&told(t))).collect();
    assert!(french.texts.len() > 1500 && wrong.is_empty(), "{wrong:#?}");
    assert!(
        badly_set("Rien\u{20}:")
            && badly_set("Rien: x")
            && badly_set("« x\u{a0}»")
            && badly_set("{}%")
            && badly_set("90 % de")
    );
    assert!(!badly_set("Rien\u{a0}: 12:30, a::b, https://x"));
}

/// Whether a mark has no no-break space where French wants one.
fn badly_set(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let apart = |c: Option<&char>| matches!(c, Some('\u{a0}' | '\u{202f}'));
    letters.iter().enumerate().any(|(i, c)| {
        let before = i.checked_sub(1).and_then(|i| letters.get(i));
        let ends = letters.get(i + 1).is_none_or(|c| c.is_whitespace() || ",.)|}".contains(*c));
        match c {
            ':' | ';' | '?' | '!' | '»' => i > 0 && ends && !apart(before) && before != Some(&'|'),
            '%' => before == Some(&'}') || before == Some(&' '),
            '«' => letters.get(i + 1).is_some() && !apart(letters.get(i + 1)),
            _ => false,
        }
    })
}

/// A key that has to be there is asked for by its description: "give `mode`: How one travels".
#[test]
fn what_must_be_given_is_described_in_words() {
    let source = std::fs::read_to_string("src/scenario/schema.rs").expect("the source");
    let after =
        |m: &str| m.split_once('"').and_then(|(_, rest)| rest.split_once("\")")).map(|(text, _)| text.to_owned());
    let described: Vec<String> =
        source.split("must(").skip(1).filter_map(after).filter(|t| !t.contains(['"', '\n'])).collect();
    assert!(described.len() > 20, "{} keys: the test is blind", described.len());
    for file in files() {
        let missing: Vec<_> = described.iter().filter(|t| !t.contains(' ') || !file.texts.contains_key(*t)).collect();
        assert!(missing.is_empty(), "locales/{}.po lacks {missing:#?}", file.code);
    }
}

/// The page's own script chooses a word by the number of a place that the text has, or of the place before it.
#[test]
fn texts_of_the_page_choose_by_places_of_their_own() {
    let mut choices = 0;
    for (file, text) in files().iter().flat_map(|f| page().into_iter().map(move |t| (f, t))) {
        for told in [Some(&text), file.texts.get(&text)].into_iter().flatten() {
            for (at, _) in told.match_indices('{') {
                let inside = told[at + 1..].split('}').next().unwrap_or_default();
                let Some((of, _)) = inside.split_once('|') else { continue };
                let known =
                    if of.is_empty() { told[..at].contains('{') } else { places(told).contains(&of.to_owned()) };
                assert!(known && inside.matches('|').count() == 2, "locales/{}.po: {told}", file.code);
                choices += 1;
            }
        }
    }
    assert!(choices >= 4, "{choices} choices");
}
