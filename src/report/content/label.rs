//! What a case of a comparison is called: by what tells it from the others. A label is also a name that options and results know it
//! by: it is made in English, and told in the language of the reader where it is shown.

use std::collections::BTreeMap;

use crate::locale::{self, Language, retold, say};
use crate::report::numbers;
use crate::study::compare::Comparison;
use crate::vocabulary::named;

/// `$191m in 6 months`, `niger-closed under $191m`, or the scenario's name alone; `named` where there are several scenarios.
pub fn label(name: &str, named: bool, budget: Option<f64>, months: Option<u32>) -> String {
    let money = budget.map(|b| locale::within(Language::ENGLISH, || numbers::amount(b)));
    // Written out whole, so that a note that names a case is told with its label.
    match (money, months) {
        (None, None) => name.to_owned(),
        (Some(m), None) if named => format!("{name} under {m}"),
        (Some(m), None) => m,
        (None, Some(1)) if named => format!("{name} in 1 month"),
        (None, Some(1)) => "1 month".to_owned(),
        (None, Some(n)) if named => format!("{name} in {n} months"),
        (None, Some(n)) => format!("{n} months"),
        (Some(m), Some(1)) if named => format!("{name} under {m} in 1 month"),
        (Some(m), Some(1)) => format!("{m} in 1 month"),
        (Some(m), Some(n)) if named => format!("{name} under {m} in {n} months"),
        (Some(m), Some(n)) => format!("{m} in {n} months"),
    }
}

/// A label in the language of the reader; of a scenario's own name nothing is changed.
pub fn told(label: &str) -> String {
    let (rest, time) = label.rsplit_once(" in ").map_or((label, None), |(rest, time)| (rest, Some(time)));
    let (name, money) = rest.rsplit_once(" under ").map_or((rest, None), |(name, money)| (name, Some(money)));
    let known = |text: &str| sum(text).then(|| retold(text)).filter(|told| told != text);
    match (money.map(known), time.map(known)) {
        (Some(Some(m)), Some(Some(t))) => say!("{name} under {m} in {t}", name, m, t),
        (Some(Some(m)), None) => say!("{name} under {m}", name, m),
        (None, Some(Some(t))) => match known(name) {
            Some(m) => say!("{m} in {t}", m, t),
            None => say!("{name} in {t}", name, t),
        },
        (None, None) => numbers_alone(label),
        _ => label.to_owned(),
    }
}

/// A title: what options made of it (`tutorial: $2m, 6 weeks`) is told, what its author wrote is kept.
pub fn title(title: &str) -> String {
    if locale::current() == Language::ENGLISH {
        return title.to_owned();
    }
    // A plan from a report on says from which day; a title of its author may end with another word.
    if let Some((own, day)) = title.rsplit_once(", from ").filter(|(_, day)| retold(day) != *day) {
        return say!("{}, from {day}", self::title(own), retold(day));
    }
    let Some((stem, rest)) = title.split_once(": ") else { return title.to_owned() };
    let parts: Vec<String> = rest.split(", ").map(retold).collect();
    if parts.join(", ") == rest { title.to_owned() } else { say!("{}: {}", stem, parts.join(", ")) }
}

/// A process of the worlds for people: of a rate that is drawn (its id is made from the key and the row) what it means, with the name
/// of the row, else its id.
pub fn process(id: &str, names: &BTreeMap<String, String>) -> String {
    if let Some(of) = id.strip_prefix("handling_utilisation of ") {
        say!("the rate of handling at {of}", named(names, of))
    } else if let Some(of) = id.strip_prefix("utilisation of ") {
        say!("the rate of {of}", named(names, of))
    } else if let Some(of) = id.strip_prefix("handling_late start of ") {
        say!("a late start of handling at {of}", named(names, of))
    } else if let Some(of) = id.strip_prefix("late start of ") {
        say!("a late start of {of}", named(names, of))
    } else {
        id.to_owned()
    }
}

/// `$191m`, `6 months`.
fn sum(text: &str) -> bool {
    let months = text.strip_suffix(" months").or_else(|| text.strip_suffix(" month"));
    text.starts_with('$') || months.is_some_and(|n| n.parse::<u32>().is_ok())
}

fn numbers_alone(label: &str) -> String {
    if sum(label) { retold(label) } else { label.to_owned() }
}

/// A comparison whose labels are told in the language of the reader; none where nothing is to be told.
pub fn comparison(c: &Comparison) -> Option<Comparison> {
    (locale::current() != Language::ENGLISH).then(|| {
        let mut c = c.clone();
        for e in &mut c.entries {
            e.label = told(&e.label);
        }
        c
    })
}

#[cfg(test)]
mod tests {
    use super::{label, process, title, told};
    use crate::locale::{Language, retold, within};

    #[test]
    fn a_label_is_told_and_a_name_is_kept() {
        let french = Language::parse("fr").expect("it is there");
        within(french, || {
            assert_eq!(told("$191m in 6 months"), "191\u{a0}M$ en 6 mois");
            assert_eq!(told("niger-closed under $1.25m in 1 month"), "niger-closed avec 1,25\u{a0}M$ en 1 mois");
            assert_eq!(told("6 months"), "6 mois");
            let note = "Its closings are those of $5m in 2 months: the search here found none better in its time.";
            assert!(retold(note).contains("5\u{a0}M$ en 2 mois"), "{}", retold(note));
            assert_eq!(retold("$1.5m in 1 month"), "1,5\u{a0}M$ en 1 mois");
            assert_eq!(title("tutorial: $2m, 6 weeks"), "tutorial\u{a0}: 2\u{a0}M$, 6 semaines");
            assert_eq!(title("Mali, from 1 Aug 2023"), "Mali, à partir du 1er août 2023");
            assert_eq!(title("Mali, from Gao"), "Mali, from Gao");
            assert_eq!(title("tutorial: $5m, until 3 Dec 2023"), "tutorial\u{a0}: 5\u{a0}M$, jusqu’au 3 déc. 2023");
            assert_eq!(title("Mali: out of the north, by road"), "Mali: out of the north, by road");
            assert_eq!(told("made in haste under way"), "made in haste under way");
            assert_eq!(label("x", false, Some(191e6), Some(6)), "$191m in 6 months");
        });
        assert_eq!(told("$191m in 6 months"), "$191m in 6 months");
    }

    #[test]
    fn a_rate_that_is_drawn_is_told_in_words() {
        let names = [("gao".to_owned(), "Gao super camp".to_owned())].into();
        let told = |id| process(id, &names);
        assert_eq!(told("utilisation of charter"), "the rate of charter");
        assert_eq!(told("handling_late start of gao"), "a late start of handling at Gao super camp");
        assert_eq!(told("road-held"), "road-held");
    }

    #[test]
    fn what_varies_is_said() {
        assert_eq!(label("x", true, None, None), "x");
        assert_eq!(label("x", false, Some(191e6), Some(6)), "$191m in 6 months");
        assert_eq!(label("x", true, Some(191e6), None), "x under $191m");
        assert_eq!(label("x", false, None, Some(1)), "1 month");
    }
}
