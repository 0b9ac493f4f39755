//! Which language is spoken: `--lang`, else DRAWDOWN_LANG, else the locale of the machine. Decided before anything is read, so that help
//! and faults of usage are in it too.

use std::env;

use crate::locale::{self, Language};

/// Variables that name a locale; the first that is set decides, as POSIX has it.
const LOCALES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Sets the language of the process.
pub(super) fn set() {
    locale::set(wanted(&env::args().collect::<Vec<_>>(), |name| env::var(name).ok()));
}

fn wanted(typed: &[String], variable: impl Fn(&str) -> Option<String>) -> Language {
    let typed = typed.iter().take_while(|a| *a != "--").collect::<Vec<_>>();
    let joined = typed.iter().find_map(|a| a.strip_prefix("--lang="));
    let apart = typed.iter().position(|a| *a == "--lang").and_then(|at| typed.get(at + 1)).map(|a| a.as_str());
    let set = |name: &str| variable(name).filter(|v| !v.is_empty());
    let asked = joined.or(apart).map(str::to_owned).or_else(|| set("DRAWDOWN_LANG"));
    let named = asked.or_else(|| LOCALES.iter().find_map(|name| set(name)));
    named.and_then(|code| Language::parse(&code)).unwrap_or(Language::ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(typed: &[&str], set: &[(&str, &str)]) -> &'static str {
        let typed: Vec<String> = typed.iter().map(|t| (*t).to_owned()).collect();
        wanted(&typed, |n| set.iter().find(|(k, _)| *k == n).map(|(_, v)| (*v).to_owned())).code()
    }

    #[test]
    fn what_is_typed_comes_before_what_is_set() {
        assert_eq!(code(&["drawdown", "run", "x"], &[]), "en");
        assert_eq!(code(&["drawdown", "run", "x"], &[("LANG", "fr_FR.UTF-8")]), "fr");
        assert_eq!(code(&["drawdown", "run", "x"], &[("LANG", "fr_FR.UTF-8"), ("LC_ALL", "C")]), "en");
        assert_eq!(code(&["drawdown", "run", "x"], &[("LANG", "en_GB"), ("DRAWDOWN_LANG", "fr")]), "fr");
        assert_eq!(code(&["drawdown", "--lang", "en", "run"], &[("DRAWDOWN_LANG", "fr")]), "en");
        assert_eq!(code(&["drawdown", "run", "--lang=fr"], &[]), "fr");
        assert_eq!(code(&["drawdown", "run", "--", "--lang=fr"], &[]), "en");
    }
}
