//! Numbers as people write them: a decimal point or comma, digits grouped by `_`, blanks, apostrophes, commas or points.
//!
//! A separator that can be read in two ways is refused, never dropped: `1,500` is 1500 to one reader and 1.5 to another.
//! Must not know units or keys.

/// What commas and points mean where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Habit {
    /// A scenario file or an override: a point is a decimal point.
    #[default]
    File,
    /// A table with decimal points: commas group.
    Point,
    /// A table with decimal commas: points group.
    Comma,
    /// A table that does not show which.
    Unsure,
}

/// Why a text gives no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is no number, or not of this unit.
    Not,
    /// It is one of two numbers.
    Unsure(String, String),
}

/// What a single separator says: as many digits stand before and after it as it takes to tell.
#[derive(PartialEq)]
enum Single {
    Decimal,
    /// Three digits after, one to three before: a decimal or a group.
    Either,
}

/// The number of a text.
pub(super) fn number(text: &str, habit: Habit) -> Result<f64, Unread> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix(['-', '+', '\u{2212}']) {
        Some(rest) if text.starts_with('+') => (1.0, rest),
        Some(rest) => (-1.0, rest),
        None => (1.0, text),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], rest[at + 1..].parse::<i32>().map_err(|_| Unread::Not)?),
        None => (rest, 0),
    };
    let digits = ungrouped(mantissa)?;
    let plain = point(&digits, habit)?;
    let parse = |t: &str| t.parse::<f64>().map_err(|_| Unread::Not);
    let value = if exponent == 0 { parse(&plain)? } else { parse(&format!("{plain}e{exponent}"))? };
    Ok(sign * value)
}

/// Takes out `_`, blanks and apostrophes, which only ever group.
fn ungrouped(text: &str) -> Result<String, Unread> {
    let usual = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let joins = |c: char| matches!(c, '_' | '\'' | '\u{2019}') || c.is_whitespace();
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if !text.chars().all(|c| usual(c) || joins(c)) || !text.chars().any(|c| c.is_ascii_digit()) {
        return Err(Unread::Not);
    }
    if text.contains(joins) {
        let whole = text.split([',', '.']).next().unwrap_or_default();
        let inside = ends(text.chars().next()) && ends(text.chars().last());
        // `_` may stand anywhere between digits, as in TOML; the others between groups of three.
        let strict = |t: &str| t.contains(|c: char| joins(c) && c != '_');
        let split = strict(whole) && !grouped(&whole.split(joins).collect::<Vec<_>>());
        if !inside || split || strict(&text[whole.len()..]) {
            return Err(Unread::Not);
        }
    }
    Ok(text.chars().filter(|c| !joins(*c)).collect())
}

/// One to three digits, then groups of three.
fn grouped(groups: &[&str]) -> bool {
    let digits = |g: &str| g.chars().all(|c| c.is_ascii_digit());
    groups.iter().all(|g| digits(g))
        && groups.first().is_some_and(|g| (1..=3).contains(&g.len()))
        && groups[1..].iter().all(|g| g.len() == 3)
}

/// The digits with a decimal point and nothing else between them.
fn point(text: &str, habit: Habit) -> Result<String, Unread> {
    let count = |c: char| text.matches(c).count();
    let (last, other) = match (text.rfind(','), text.rfind('.')) {
        (None, None) => return Ok(text.to_owned()),
        (Some(c), Some(p)) if c > p => (',', Some('.')),
        (Some(_), Some(_)) => ('.', Some(',')),
        (Some(_), None) => (',', None),
        (None, Some(_)) => ('.', None),
    };
    if let Some(other) = other {
        // Both occur: the last one is the decimal.
        let (whole, part) = text.rsplit_once(last).unwrap_or_default();
        let sound = count(last) == 1 && grouped(&whole.split(other).collect::<Vec<_>>());
        return if sound { Ok(format!("{}.{part}", whole.replace(other, ""))) } else { Err(Unread::Not) };
    }
    let without = text.replace(last, "");
    if count(last) > 1 {
        let sound = grouped(&text.split(last).collect::<Vec<_>>());
        return if sound { Ok(without) } else { Err(Unread::Not) };
    }
    let decimal = text.replace(last, ".");
    if last == '.' && matches!(habit, Habit::File | Habit::Point) {
        return Ok(decimal);
    }
    match (single(text, last), habit, last) {
        (None, ..) => Err(Unread::Not),
        (Some(Single::Decimal), ..) | (Some(Single::Either), Habit::Comma, ',') => Ok(decimal),
        (Some(Single::Either), Habit::Point, ',') | (Some(Single::Either), Habit::Comma, '.') => Ok(without),
        (Some(Single::Either), ..) => Err(Unread::Unsure(without, decimal)),
    }
}

fn single(text: &str, separator: char) -> Option<Single> {
    let (before, after) = text.split_once(separator)?;
    if after.is_empty() || before.is_empty() {
        return None;
    }
    let either = after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
    Some(if either { Single::Either } else { Single::Decimal })
}

/// What the cells of a table show of their habit: a comma that can only be a decimal comma, or such a point.
pub(super) fn habit<'a>(cells: impl Iterator<Item = &'a str>) -> Habit {
    let (mut comma, mut dot) = (false, false);
    for cell in cells {
        let cell = cell.trim_end_matches(|c: char| c.is_alphabetic() || c == ' ' || c == '%').trim_start_matches('$');
        let marks = |c: char| cell.matches(c).count() == 1;
        // Read without a habit, a cell with one mark or both is only accepted if it is certain.
        if !cell.contains([',', '.']) || number(cell, Habit::Unsure).is_err() {
            continue;
        }
        match cell.rfind([',', '.']).map(|at| &cell[at..=at]) {
            Some(",") => comma |= marks(','),
            _ => dot |= marks('.'),
        }
    }
    match (comma, dot) {
        (true, false) => Habit::Comma,
        (false, true) => Habit::Point,
        _ => Habit::Unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<f64> {
        number(text, Habit::File).ok()
    }

    #[test]
    fn a_separator_is_understood_or_refused() {
        let cases = [
            ("12,75", Some(12.75)),
            ("2750,5", Some(2750.5)),
            ("0,125", Some(0.125)),
            ("-3,5", Some(-3.5)),
            ("4.125", Some(4.125)),
            ("2,345,678", Some(2_345_678.0)),
            ("2.345.678", Some(2_345_678.0)),
            ("2,345.75", Some(2345.75)),
            ("2.345,75", Some(2345.75)),
            ("2 345 678,5", Some(2_345_678.5)),
            ("2\u{202f}345", Some(2345.0)),
            ("2'345", Some(2345.0)),
            ("12_34", Some(1234.0)),
            ("1e3", Some(1000.0)),
            ("2,345", None),
            ("2,34,567", None),
            ("1,2,3", None),
            ("2 34", None),
            ("18,4 5", None),
            ("12,", None),
            (",5", None),
            ("", None),
            (".", None),
            ("nan", None),
            ("inf", None),
            ("1.2.3", None),
        ];
        for (text, value) in cases {
            assert_eq!(read(text), value, "{text}");
        }
        assert_eq!(number("2,345", Habit::File), Err(Unread::Unsure("2345".into(), "2.345".into())));
    }

    #[test]
    fn a_table_shows_its_habit() {
        assert_eq!(habit(["7,5", "2.345", "north"].into_iter()), Habit::Comma);
        assert_eq!(habit(["7.5", "2,345"].into_iter()), Habit::Point);
        assert_eq!(habit(["2,345", "a,b"].into_iter()), Habit::Unsure);
        assert_eq!(number("2.345", Habit::Comma), Ok(2345.0));
        assert_eq!(number("2,345", Habit::Comma), Ok(2.345));
        assert_eq!(number("2,345", Habit::Point), Ok(2345.0));
        assert!(number("2.345", Habit::Unsure).is_err());
    }
}
