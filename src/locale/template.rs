//! Texts with places for values: filled in, or recognised in a finished text. The syntax is that of `format!`, whose specifications of
//! a place (`{:.1}`) say nothing here. `{|person|people}` is one of two words by the number of the place before it, `{n|person|people}` by
//! that of the place of this name.

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// As it is.
    Words(String),
    /// A place; its name may be empty.
    Hole(String),
    /// The word for one and the word for many, by the number of a place: that of a name, or the one before.
    Choice { of: String, one: String, many: String },
}

/// The number of places in a template.
pub const fn holes(template: &str) -> usize {
    let bytes = template.as_bytes();
    let (mut i, mut n) = (0, 0);
    while i < bytes.len() {
        if bytes[i] == b'{' {
            if i + 1 < bytes.len() && bytes[i + 1] == b'{' {
                i += 1;
            } else if !is_choice(bytes, i) {
                n += 1;
            }
        }
        i += 1;
    }
    n
}

/// Whether the brace at a position opens a choice of words, which is no place.
const fn is_choice(bytes: &[u8], mut at: usize) -> bool {
    while at < bytes.len() && bytes[at] != b'}' {
        if bytes[at] == b'|' {
            return true;
        }
        at += 1;
    }
    false
}

/// The pieces of a template; none if its braces are no places.
pub(super) fn pieces(template: &str) -> Option<Vec<Piece>> {
    let mut out = Vec::new();
    let mut words = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        words.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            words.push_str(brace);
            rest = after;
        } else {
            let (inside, after) = rest.split_once('}').filter(|_| brace == "{")?;
            if let [of, one, many] = inside.split('|').collect::<Vec<_>>()[..] {
                out.push(Piece::Words(std::mem::take(&mut words)));
                out.push(Piece::Choice { of: of.to_owned(), one: one.to_owned(), many: many.to_owned() });
                rest = after;
                continue;
            }
            let name = inside.split(':').next().unwrap_or_default();
            if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                return None;
            }
            out.push(Piece::Words(std::mem::take(&mut words)));
            out.push(Piece::Hole(name.to_owned()));
            rest = after;
        }
    }
    words.push_str(rest);
    out.push(Piece::Words(words));
    Some(out)
}

/// The names of the places in their order.
fn names(pieces: &[Piece]) -> Vec<&str> {
    pieces.iter().filter_map(|p| if let Piece::Hole(name) = p { Some(name.as_str()) } else { None }).collect()
}

/// A translation with its values. A place is meant by its name, by its number, or is the next without a name; `is_one` says whether
/// a value takes the word for one.
pub(super) fn fill(
    english: &str,
    translation: &str,
    value: &dyn Fn(usize) -> String,
    is_one: &dyn Fn(&str) -> bool,
) -> String {
    let Some((source, target)) = pieces(english).zip(pieces(translation)) else { return translation.to_owned() };
    let known = names(&source);
    let mut unnamed = known.iter().enumerate().filter(|(_, n)| n.is_empty()).map(|(i, _)| i);
    let mut out = String::new();
    // The same name twice in the English: each stands for its own value, in order.
    let mut used = vec![false; known.len()];
    let mut before = String::new();
    for piece in &target {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Hole(name) => {
                let place = if name.is_empty() {
                    unnamed.next()
                } else {
                    let fresh = known.iter().enumerate().position(|(i, n)| n == name && !used[i]);
                    fresh.or_else(|| known.iter().position(|n| n == name)).or_else(|| name.parse().ok())
                };
                if let Some(place) = place {
                    used.get_mut(place).into_iter().for_each(|u| *u = true);
                    before = value(place);
                    out.push_str(&before);
                }
            }
            Piece::Choice { of, one, many } => {
                let named = known.iter().position(|n| n == of).or_else(|| of.parse().ok()).filter(|_| !of.is_empty());
                let number = named.map_or_else(|| before.clone(), value);
                out.push_str(if is_one(&number) { one } else { many });
            }
        }
    }
    out
}

/// The values with which a template became a text, if it did.
pub(super) fn values(pieces: &[Piece], text: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    matched(pieces, text, &mut found).then_some(found)
}

fn matched(pieces: &[Piece], text: &str, found: &mut Vec<String>) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Words(words)] => text == words,
        [Piece::Words(words), rest @ ..] => text.strip_prefix(words.as_str()).is_some_and(|t| matched(rest, t, found)),
        [Piece::Choice { one, many, .. }, rest @ ..] => {
            [one, many].iter().any(|w| text.strip_prefix(w.as_str()).is_some_and(|t| matched(rest, t, found)))
        }
        [Piece::Hole(_), rest @ ..] => {
            let next = match rest.first() {
                Some(Piece::Words(words)) => words.as_str(),
                _ => "",
            };
            // At the end of a template a value is all that is left; two places side by side cannot be told apart.
            if rest.len() == 1 {
                let Some(value) = text.strip_suffix(next).filter(|v| !v.is_empty()) else { return false };
                found.push(value.to_owned());
                return true;
            }
            if next.is_empty() {
                return false;
            }
            text.match_indices(next).filter(|(at, _)| *at > 0).any(|(at, _)| {
                let before = found.len();
                found.push(text[..at].to_owned());
                let fits = matched(rest, &text[at..], found);
                if !fits {
                    found.truncate(before);
                }
                fits
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_and_named() {
        assert_eq!(holes("{} of {{x}} {name:.1}"), 2);
        let list = pieces("a {} {{x}} {name:.1}").expect("they are places");
        assert_eq!(names(&list), ["", "name"]);
        assert_eq!(pieces("{ value = 1 }"), None);
    }

    #[test]
    fn a_translation_may_turn_the_order_round() {
        let value = |i: usize| ["A", "B", "C"][i].to_owned();
        let told = |english: &str, translation: &str| fill(english, translation, &value, &|_| false);
        assert_eq!(told("{} of {name} by {}", "{name} : {} / {}"), "B : A / C");
        assert_eq!(told("{} of {}", "{1} sur {0}"), "B sur A");
        assert_eq!(told("{n} {n}", "{n} {n} {n}"), "A B A");
    }

    #[test]
    fn a_word_follows_its_number() {
        let of =
            |list: [&'static str; 2], text: &str| fill("{} {n}", text, &move |i| list[i].to_owned(), &|v| v == "1");
        assert_eq!(of(["1", "4"], "{} {|site|sites} sur {n}"), "1 site sur 4");
        assert_eq!(of(["3", "1"], "{} {|site|sites} sur {n}"), "3 sites sur 1");
        assert_eq!(of(["3", "1"], "{} jour{n||s} {n}"), "3 jour 1");
        assert_eq!(of(["1", "3"], "{1} {|a|b}, {0} {|a|b}"), "3 b, 1 a");
        assert_eq!(holes("{} {|site|sites} of {n}"), 2);
        let list = values(&pieces("{} {|site|sites} of {n}").expect("a template"), "3 sites of 4").expect("it fits");
        assert_eq!(list, ["3", "4"]);
    }

    #[test]
    fn a_finished_text_gives_its_values_back() {
        let of = |template: &str, text: &str| values(&pieces(template).unwrap_or_default(), text);
        let list = of("`{}` is not a key of {place}", "`a` is not a key of site x of y").expect("it fits");
        assert_eq!(list, ["a", "site x of y"]);
        assert_eq!(of("up to {} of {}", "down to 3 of 4"), None);
        assert_eq!(of("{} of {} by {}", "a of b of c by d").expect("it fits"), ["a", "b of c", "d"]);
        assert_eq!(of("{}{} more", "12 more"), None);
    }
}
