//! Several results in one document: a brief of one page, the contents, then each result as a part of its own.

use crate::locale::say;
use crate::report::view::document::{KeyNumber, Section, View};

/// Sentences of each part that stand in the brief.
const BRIEF: usize = 2;
/// Warnings that stand in the brief; all of them stand at the heads of their parts.
const WARNINGS: usize = 4;

/// A part of a dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// What it is: `The plan`, `Risk`.
    pub name: String,
    /// Its report.
    pub view: View,
}

/// All parts in one document; of one part alone its own report.
pub fn of_parts(mut parts: Vec<Chapter>) -> View {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return only.view;
    }
    let first = parts.first().map(|p| p.view.clone()).unwrap_or_default();
    let mut all = View { title: first.title, facts: first.facts, trust: first.trust, ..View::default() };
    let mut seen: Vec<String> = Vec::new();
    for (i, part) in parts.into_iter().enumerate() {
        all.answer.push(say!("{}: {}", part.name, sentences(&part.view.answer)));
        for w in &part.view.warnings {
            if !seen.contains(w) {
                seen.push(w.clone());
                all.warnings.push(say!("{}: {}", part.name, w));
            }
        }
        add(&mut all, i + 1, part);
    }
    let more = all.warnings.len().saturating_sub(WARNINGS);
    if more > 1 {
        all.warnings.truncate(WARNINGS);
        all.warnings.push(say!("{more} notes more stand at the heads of their parts.", more));
    }
    all
}

fn sentences(answer: &[String]) -> String {
    if answer.is_empty() { say!("see this part.") } else { answer[..answer.len().min(BRIEF)].join(" ") }
}

/// The part's own first screen becomes its first section; keys are numbered, so that no part hides tables of another.
fn add(all: &mut View, number: usize, part: Chapter) {
    let Chapter { name, view } = part;
    let fact = |f: &KeyNumber| say!("{}: {} ({}).", f.name, f.value, f.note);
    let warned = view.warnings.iter().map(|w| say!("Read first: {w}", w));
    let words = view.answer.iter().cloned().chain(warned).chain(view.facts.iter().map(fact)).chain([view.trust]);
    let own = |key: &str| if number == 1 { key.to_owned() } else { format!("p{number}_{key}") };
    all.sections.push(Section {
        title: view.title,
        part: Some(format!("{number}. {name}")),
        words: words.filter(|w| !w.is_empty()).collect(),
        ..Section::default()
    });
    for mut s in view.sections {
        s.charts.iter_mut().for_each(|c| c.key = own(&c.key));
        s.tables.iter_mut().for_each(|t| t.key = own(&t.key));
        all.sections.push(s);
    }
    for mut t in view.annex {
        t.key = own(&t.key);
        all.annex.push(t);
    }
    if all.explorer.is_none() {
        all.explorer = view.explorer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Table;

    fn part(name: &str) -> Chapter {
        let table = Table::new("outcome", "Outcome", &["a"]);
        let section = Section { title: "Same heading".into(), tables: vec![table], ..Section::default() };
        let view = View {
            title: format!("Title of {name}"),
            answer: vec!["One.".into(), "Two.".into(), "Three.".into()],
            warnings: vec!["look".into()],
            sections: vec![section],
            ..View::default()
        };
        Chapter { name: name.into(), view }
    }

    #[test]
    fn parts_keep_their_tables_and_the_brief_is_short() {
        let all = of_parts(vec![part("The plan"), part("Risk")]);
        assert_eq!(all.answer, ["The plan: One. Two.", "Risk: One. Two."]);
        let keys: Vec<&str> = all.sections.iter().flat_map(|s| &s.tables).map(|t| t.key.as_str()).collect();
        assert_eq!(keys, ["outcome", "p2_outcome"]);
        let parts: Vec<&str> = all.sections.iter().filter_map(|s| s.part.as_deref()).collect();
        assert_eq!(parts, ["1. The plan", "2. Risk"]);
        // The same warning is said once in the brief and at the head of each part.
        assert_eq!(all.warnings, ["The plan: look"]);
        let heads = all.sections.iter().filter(|s| s.words.contains(&"Read first: look".to_owned()));
        assert_eq!(heads.count(), 2);
    }

    #[test]
    fn one_part_is_its_own_report() {
        assert_eq!(of_parts(vec![part("x")]), part("x").view);
    }
}
