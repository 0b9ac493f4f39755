//! The words of a command that make its answer again: each result carries them. All that were typed, so that no option is forgotten,
//! but for those about where and how the answer is shown, and for what changes no answer. Must not know what the options do.

use std::ffi::OsString;

/// Options of which a value follows.
const SHOWN: [&str; 9] =
    ["--out", "--format", "--color", "--lang", "--threads", "--forecast", "--charts", "--shard", "--from"];
/// Options without one.
const PLAIN: [&str; 2] = ["--quiet", "--search-only"];

/// What of the typed words an answer depends on. A share of the worlds, or a search alone, belongs to the run of
/// all of it.
pub(super) fn words(typed: impl Iterator<Item = OsString>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut typed = typed.map(|w| w.to_string_lossy().into_owned());
    while let Some(word) = typed.next() {
        if word == "--" {
            // From here on there are no options.
            kept.push(word);
            kept.extend(typed);
            break;
        }
        let joined = SHOWN.iter().any(|o| word.strip_prefix(o).is_some_and(|rest| rest.starts_with('=')));
        if SHOWN.contains(&word.as_str()) {
            typed.next();
        } else if !joined && !PLAIN.contains(&word.as_str()) {
            kept.push(word);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_the_answer_is_kept_word_by_word() {
        let of = |text: &str| words(text.split(' ').map(OsString::from)).join(" ");
        assert_eq!(of("run a.toml --budget 5M --out d --gap=0.1 --quiet"), "run a.toml --budget 5M --gap=0.1");
        assert_eq!(of("--lang fr run --out=d --set a=--out a.toml"), "run --set a=--out a.toml");
        assert_eq!(of("simulate a.toml --runs 9 --shard 1/2 --threads 2"), "simulate a.toml --runs 9");
        assert_eq!(of("hedge a.toml --search-only --hold 9%"), of("hedge a.toml --hold 9% --from s.json --shard 2/2"));
        assert_eq!(of("report a.toml --charts c -o x.html"), "report a.toml -o x.html");
        assert_eq!(of("run -- --quiet"), "run -- --quiet");
    }
}
