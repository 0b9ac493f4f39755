//! Text on its way to people and programs: stdout and stderr. Whatever a file calls its sites, no control character of it reaches a
//! terminal; colours are put in afterwards, and letters are spelt in ASCII where the locale has no others.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::OnceLock;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr as _;

use crate::cli::args::Color;
use crate::cli::{ExitStatus, Halt};
use crate::locale::say;

/// What the two streams can show.
#[derive(Debug, Clone, Copy, Default)]
struct Looks {
    stdout_colored: bool,
    stderr_colored: bool,
    ascii: bool,
    /// Width of the terminal, if stdout is one, else of the environment's COLUMNS, if it is set.
    columns: Option<usize>,
}

static LOOKS: OnceLock<Looks> = OnceLock::new();

const BOLD: Style = Style::new().bold();
const NOTE: Style = AnsiColor::Yellow.on_default().bold();
const NEXT: Style = AnsiColor::Cyan.on_default().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Decides once how text looks.
pub(super) fn set(color: Color) {
    let dull = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
        || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    let colored = |terminal: bool| match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && !dull,
    };
    let _ = LOOKS.set(Looks {
        stdout_colored: colored(io::stdout().is_terminal()),
        stderr_colored: colored(io::stderr().is_terminal()),
        ascii: ascii_locale(|name| std::env::var(name).ok()),
        columns: terminal_size::terminal_size_of(io::stdout())
            .map(|(width, _)| usize::from(width.0))
            .or_else(|| asked_columns(std::env::var("COLUMNS").ok().as_deref())),
    });
}

/// Columns narrower than this hold no word.
const NARROWEST: usize = 20;

/// The width that the environment asks for: shells keep it for themselves, so who exports it wants it.
fn asked_columns(variable: Option<&str>) -> Option<usize> {
    variable.and_then(|v| v.parse().ok()).filter(|n| *n >= NARROWEST)
}

fn looks() -> Looks {
    LOOKS.get().copied().unwrap_or_default()
}

/// Whether what goes to stderr is coloured.
pub(super) fn stderr_colored() -> bool {
    looks().stderr_colored
}

/// Whether only ASCII may be shown.
pub(super) fn ascii() -> bool {
    looks().ascii
}

/// Prints bytes for programs to stdout, as they are; a reader that went away is no fault.
pub(super) fn print(text: &str) -> Result<(), Halt> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Halt(ExitStatus::Output, say!("error: cannot write to stdout: {e}", e)))
        }
        _ => Ok(()),
    }
}

/// Prints text for people to stdout.
pub(super) fn show(text: &str) -> Result<(), Halt> {
    let text = spelt(&harmless(text));
    let text = match looks().columns {
        Some(columns) => folded(&text, columns),
        None => text,
    };
    print(&if looks().stdout_colored { accented(&text) } else { text })
}

/// Tells something on stderr, beside the answer.
pub(super) fn note(text: &str) {
    let colored = looks().stderr_colored;
    let text = spelt(&if colored { harmless_but_colors(text) } else { harmless(text) });
    let error = say!("error: ");
    let text = match text.strip_prefix(&error) {
        Some(rest) if colored => format!("{ERROR}{}{ERROR:#}: {rest}", error.trim_end_matches([':', ' ', '\u{a0}'])),
        _ => text,
    };
    // Nobody is left to be told if stderr is closed.
    let _ = writeln!(io::stderr().lock(), "{}", text.trim_end());
}

/// Control characters and reversals of the reading direction, spelt out; lines and tabs stay.
pub(super) fn harmless(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if dangerous(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}

/// JSON that may be shown on a terminal: outside of its texts nothing is of that sort, and there it means the same when it is escaped.
pub(super) fn harmless_json(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        if dangerous(c) {
            // None of them is beyond four digits.
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
        out
    })
}

/// The same for text that the program itself has coloured: sequences that set a colour stay.
fn harmless_but_colors(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        out.push_str(&harmless(&rest[..at]));
        let sequence =
            rest[at..].strip_prefix("\u{1b}[").and_then(|s| s.find(|c: char| !c.is_ascii_digit() && c != ';'));
        let length = match sequence {
            Some(n) if rest[at + 2 + n..].starts_with('m') => n + 3,
            _ => 1,
        };
        let (one, after) = rest[at..].split_at(length);
        out.push_str(&if length > 1 { one.to_owned() } else { harmless(one) });
        rest = after;
    }
    out + &harmless(rest)
}

fn dangerous(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    turns || (c.is_control() && c != '\n' && c != '\t')
}

/// Sentences that are longer than a line go on in the next, two blanks deeper; tables and charts stay as they are.
fn folded(text: &str, columns: usize) -> String {
    text.split_inclusive('\n').map(|line| fold(line, columns)).collect()
}

fn fold(line: &str, columns: usize) -> String {
    let (words, indent) = (line.trim(), line.len() - line.trim_start().len());
    if line.trim_end().width() <= columns || words.contains("  ") || words.contains('|') {
        return line.to_owned();
    }
    let mut lines = vec![" ".repeat(indent)];
    let mut begun = false;
    for word in words.split(' ') {
        if begun && lines.last().is_some_and(|l| l.width() + 1 + word.width() > columns) {
            lines.push(" ".repeat(indent + 2));
            begun = false;
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(if begun { " " } else { "" });
            last.push_str(word);
        }
        begun = true;
    }
    lines.join("\n") + if line.ends_with('\n') { "\n" } else { "" }
}

/// The title, the words before a colon and the sums in colour: the eye finds its place.
fn accented(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let label = line.find(": ").filter(|at| is_label(&line[..*at])).map(|at| line.split_at(at));
        match label {
            _ if number == 0 && !line.trim().is_empty() => {
                out.push_str(&format!("{BOLD}{}{BOLD:#}\n", line.trim_end()));
            }
            Some((word, rest)) => {
                let style = match word {
                    "Note" | "Warning" | "Avertissement" => NOTE,
                    "Next" | "Ensuite" => NEXT,
                    _ => BOLD,
                };
                out.push_str(&format!("{style}{word}{style:#}{rest}"));
            }
            None => out.push_str(line),
        }
    }
    out
}

/// `Money`, `What binds`: a capital first, few letters, no figures.
fn is_label(word: &str) -> bool {
    word.len() <= 24
        && word.starts_with(|c: char| c.is_uppercase())
        && word.chars().all(|c| c.is_alphabetic() || c == ' ')
}

/// In ASCII, if the locale has nothing else.
fn spelt(text: &str) -> String {
    if looks().ascii { in_ascii(text) } else { text.to_owned() }
}

/// The first of the three variables that is set says which letters there are; none at all says nothing.
fn ascii_locale(variable: impl Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
    set.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
}

fn in_ascii(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match spelling(c) {
            Some(word) => out.push_str(word),
            None if c.is_ascii() => out.push(c),
            None => out.push('?'),
        }
        out
    })
}

/// How a letter or sign is spelt in ASCII; bars of a chart keep their order of darkness.
fn spelling(c: char) -> Option<&'static str> {
    Some(match c {
        '▁' => ".",
        '▂' => ":",
        '▃' | '–' | '—' | '−' | '─' | '‐' | '‑' => "-",
        '▄' | '═' => "=",
        '▅' | '┼' | '├' | '┤' | '╭' | '╰' => "+",
        '▆' | '•' | '·' => "*",
        '▇' | '▓' | '▒' | '░' => "#",
        '█' => "@",
        '│' | '┃' | '╎' => "|",
        '≤' => "<=",
        '≥' => ">=",
        '→' => "->",
        '←' => "<-",
        '×' => "x",
        '±' => "+/-",
        '…' => "...",
        '’' | '‘' => "'",
        '“' | '”' | '«' | '»' => "\"",
        '\u{a0}' | '\u{202f}' | '\u{2009}' => " ",
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => "A",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'È' | 'É' | 'Ê' | 'Ë' => "E",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'Ì' | 'Í' | 'Î' | 'Ï' => "I",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => "O",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'Ù' | 'Ú' | 'Û' | 'Ü' => "U",
        'ç' => "c",
        'Ç' => "C",
        'ñ' => "n",
        'Ñ' => "N",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        let text = "a\u{1}\u{9b}31m\u{202e}\u{7f}é\n\t\"";
        let json = harmless_json(&format!("{:#}", serde_json::json!({ "name": text })));
        assert!(!json.chars().any(dangerous), "{json}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json).expect("JSON")["name"], text);
        let name = "Gao\u{1b}[2J\u{1b}]0;x\u{7}\r\u{9b}31m\u{202e}";
        let shown = harmless(name);
        assert_eq!(shown, "Gao\\u{1b}[2J\\u{1b}]0;x\\u{7}\\u{d}\\u{9b}31m\\u{202e}");
        assert_eq!(harmless("a\tb\nMénaka 中"), "a\tb\nMénaka 中");
    }

    #[test]
    fn colours_of_our_own_pass_and_nothing_else() {
        assert_eq!(harmless_but_colors("\u{1b}[1;31merror\u{1b}[0m"), "\u{1b}[1;31merror\u{1b}[0m");
        assert_eq!(harmless_but_colors("\u{1b}[2J\u{1b}[\u{1b}c"), "\\u{1b}[2J\\u{1b}[\\u{1b}c");
    }

    #[test]
    fn letters_follow_the_locale() {
        let locale = |all: &'static str, lang: &'static str| {
            ascii_locale(move |n| match n {
                "LC_ALL" => Some(all.into()),
                "LANG" => Some(lang.into()),
                _ => None,
            })
        };
        assert!(locale("C", "fr_FR.UTF-8"));
        assert!(!locale("", "fr_FR.utf8"));
        assert!(locale("", "fr_FR.ISO-8859-1"));
        assert!(!ascii_locale(|_| None));
        assert_eq!(in_ascii("Ménaka |▁▄█| 5 – 7 → 中"), "Menaka |.=@| 5 - 7 -> ?");
    }

    #[test]
    fn sentences_go_on_in_the_next_line_and_tables_do_not() {
        let text = "A sentence that is longer than that.\n  site    people    of a table that is wide\nshort\n";
        let shown = "A sentence that is\n  longer than that.\n  site    people    of a table that is wide\nshort\n";
        assert_eq!(folded(text, 20), shown);
        assert_eq!(folded("  one two three four five", 14), "  one two\n    three four\n    five");
        assert_eq!([Some("80"), Some("3"), Some("x"), None].map(asked_columns), [Some(80), None, None, None]);
        assert_eq!(folded("unbreakable-and-long x", 8), "unbreakable-and-long\n  x");
    }

    #[test]
    fn labels_are_found_and_sentences_are_not() {
        let text = accented("Title\nMoney: $5m spent\nat 12:30: nothing\n");
        assert_eq!(text, format!("{BOLD}Title{BOLD:#}\n{BOLD}Money{BOLD:#}: $5m spent\nat 12:30: nothing\n"));
    }
}
