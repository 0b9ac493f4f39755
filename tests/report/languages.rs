//! The same results in two languages: every line has the same figures, and no line of one stands in the other.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The dossier of a mix of results in a language.
fn dossier(inputs: &[PathBuf], dir: &Path, language: &str, suffix: &str) -> String {
    let file = dir.join(format!("{language}.{suffix}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    command.arg("report").args(inputs).args(["--lang", language, "--quiet", "-o"]).arg(&file).assert().success();
    std::fs::read_to_string(file).expect("a report")
}

/// The figures of a line in order of their size, written as in English.
fn figures(line: &str, language: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().filter(|c| *c != '\u{202f}').collect();
    let plain: String = letters.into_iter().collect::<String>().replace("1er ", "1 ");
    let mut out = Vec::new();
    let mut one = String::new();
    for c in plain.chars().chain([' ']) {
        if c.is_ascii_digit() || ((c == '.' || c == ',') && !one.is_empty()) {
            one.push(c);
        } else if !one.is_empty() {
            let digits = one.trim_end_matches(['.', ',']);
            let digits = if language == "en" { digits.replace(',', "") } else { digits.replace(',', ".") };
            // A number in words of one language may be a figure of the other only where it is one.
            out.push(digits);
            one.clear();
        }
    }
    out.sort();
    out
}

/// Words that only English has.
const ENGLISH: [&str; 26] = [
    " the ", " of ", " and ", " with ", " is ", " are ", " was ", " not ", " than ", " which ", " from ", " by ",
    " people ", " loads ", " weeks ", " worlds ", " left ", " spent ", " lost ", " each ", " every ", " what ",
    " when ", " why ", " this ", " more ",
];

/// Lines of a French text with a colon right after a word: it was put there outside the texts that are translated.
fn unset(text: &str) -> Vec<&str> {
    let own = |l: &&str| !l.contains("invented for this tutorial") && !l.contains('`') && !l.starts_with("| -");
    let bare = |l: &&str| {
        l.match_indices(':').any(|(at, _)| {
            let ends = l[at + 1..].chars().next().is_none_or(char::is_whitespace);
            ends && l[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ')')
        })
    };
    text.lines().filter(own).filter(bare).collect()
}

#[test]
fn figures_agree_and_no_english_is_left() {
    let dir = tempfile::tempdir().expect("a folder");
    let inputs = super::inputs::mixed(dir.path());
    let (english, french) = (dossier(&inputs, dir.path(), "en", "md"), dossier(&inputs, dir.path(), "fr", "md"));
    assert_eq!(english.lines().count(), french.lines().count(), "the reports have other lines");
    let mut compared = 0;
    for (e, f) in english.lines().zip(french.lines()).filter(|(e, _)| !e.starts_with("| ---") && !e.contains("---:")) {
        let (own, other) = (figures(e, "en"), figures(f, "fr"));
        assert_eq!(own, other, "\n{e}\n{f}");
        compared += own.len();
    }
    assert!(compared > 500, "{compared} figures");
    // What the author of a scenario wrote stays as it is.
    let own = |l: &&str| l.contains("invented for this tutorial");
    let left: Vec<&str> = french
        .lines()
        .filter(|l| !own(l))
        .filter(|l| ENGLISH.iter().any(|w| format!(" {} ", l.to_lowercase()).contains(w)))
        .collect();
    assert!(left.is_empty(), "still English: {left:#?}");
    assert_eq!(unset(&french), Vec::<&str>::new(), "a colon without its space");
    let page = dossier(&inputs, dir.path(), "fr", "html");
    for (label, bare) in [("Enregistrer", "Enregistrer:"), ("Tableau", "Tableau:")] {
        assert!(page.contains(&format!("{label}\u{a0}:")) && !page.contains(bare), "{bare}");
    }
    assert!(page.contains("<html lang=\"fr\">") && page.contains("Dans ce rapport"), "the page is not French");
}

#[test]
fn the_summary_is_told_and_the_result_is_the_same() {
    let run = |language: &str, format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
        let typed =
            ["run", "scenarios/tutorial.toml", "--quiet", "--threads", "1", "--format", format, "--lang", language];
        let out = command.args(typed).assert().success().get_output().stdout.clone();
        String::from_utf8(out).expect("text")
    };
    let (english, french) = (run("en", "text"), run("fr", "text"));
    for (e, f) in english.lines().zip(french.lines()).filter(|(e, _)| !e.starts_with("highs")) {
        assert_eq!(figures(e, "en"), figures(f, "fr"), "\n{e}\n{f}");
    }
    assert!(french.contains("Tout le monde est sorti"), "{french}");
    assert_eq!(unset(&french), Vec::<&str>::new(), "a colon without its space");
    // What programs read is the same in every language.
    let json = |text: String| {
        let mut value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        value["solver"]["seconds"] = 0.into();
        value["stages"].as_array_mut().into_iter().flatten().for_each(|s| s["seconds"] = 0.into());
        value
    };
    assert_eq!(json(run("en", "json")), json(run("fr", "json")));
}
