//! One value of what its key holds: a text, a word, a figure with its unit and range.
//!
//! Knows nothing of tables and labels.

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::scenario::key::Holds;
use crate::scenario::number::{Habit, Unread, number};
use crate::scenario::tree::{RawNode, Value};
use crate::scenario::typed::{Datum, MOST, MOST_COUNT};
use crate::scenario::{grid, units};

/// Faults so far; more are added.
type FaultList = Vec<Diagnostic>;

/// Reads a value; none, and a fault, if it is not what the key holds.
pub(super) fn read(faults: &mut FaultList, node: &RawNode, holds: Holds) -> Option<Datum> {
    match (holds, &node.value) {
        (Holds::Text, Value::Text(t) | Value::Cell(t, _)) => Some(Datum::Text(t.clone())),
        (Holds::Text, Value::Number(n)) => Some(Datum::Text(n.to_string())),
        (Holds::Words(words), Value::Text(t)) => word(faults, node, t, words),
        (Holds::Words(words), Value::Cell(t, _)) => {
            let plain = t.trim().to_lowercase().replace([' ', '_'], "-");
            word(faults, node, if words.contains(&plain.as_str()) { &plain } else { t }, words)
        }
        (Holds::Text | Holds::Words(_), _) => wrong(faults, node, "a text"),
        (Holds::Flag, Value::Flag(b)) => Some(Datum::Flag(*b)),
        (Holds::Flag, Value::Cell(t, _)) if grid::flag(t).is_some() => grid::flag(t).map(Datum::Flag),
        (Holds::Flag, Value::Number(n)) if *n == 0.0 || *n == 1.0 => wrong(faults, node, "true or false, not 0 or 1"),
        (Holds::Flag, _) => wrong(faults, node, "true or false"),
        (Holds::Date, _) => date(faults, node),
        (Holds::Position, _) => position(faults, node),
        (Holds::Range, _) => range(faults, node),
        (Holds::Texts, _) => texts(faults, node),
        (_, Value::Number(n)) => figure(faults, *n, holds, &node.place),
        (_, Value::Text(t)) => written(faults, node, t, Habit::File, holds),
        (_, Value::Cell(t, habit)) => written(faults, node, t, *habit, holds),
        _ => wrong(faults, node, "a number"),
    }
}

/// The fault of a value of another sort.
pub(super) fn wrong(faults: &mut FaultList, node: &RawNode, expected: &str) -> Option<Datum> {
    let message = format!("{expected} is expected, this is {}", node.value.sort());
    let fault = Diagnostic::error(Code::TYPE, message).at(&node.place, "here");
    faults.push(fault.remedy(format!("write {expected} here, or remove the key")));
    None
}

fn word(faults: &mut FaultList, node: &RawNode, text: &str, words: &[&str]) -> Option<Datum> {
    if words.contains(&text) {
        return Some(Datum::Text(text.to_owned()));
    }
    let near = nearest(text, words.iter().copied()).map(|n| format!("did you mean `{n}`? "));
    let remedy = format!("{}one of {}", near.unwrap_or_default(), words.join(", "));
    let fault = Diagnostic::error(Code::WORD, format!("`{text}` is not one of the words allowed"));
    faults.push(fault.at(&node.place, "here").remedy(remedy));
    None
}

/// A figure that is written as a text.
fn written(faults: &mut FaultList, node: &RawNode, text: &str, habit: Habit, holds: Holds) -> Option<Datum> {
    let plain = matches!(node.value, Value::Text(_));
    let parsed = match holds {
        Holds::Money => units::money(text, habit),
        Holds::MoneyPerMonth => units::money_per_month(text, habit),
        // A plain number needs no quotes, so a text in TOML says of what time it is.
        Holds::PerWeek | Holds::CountPerWeek => units::per_week(text, habit, !plain),
        Holds::Km => units::km(text, habit),
        Holds::Days => units::days(text, habit),
        // In TOML a plain number has no quotes.
        _ if plain => return wrong(faults, node, "a number"),
        _ => share(text, habit, holds).unwrap_or_else(|| number(text, habit)),
    };
    let fault = match parsed {
        Ok(n) => return figure(faults, n, holds, &node.place),
        Err(Unread::Unsure(a, b)) => {
            let message = format!("`{text}` can be read as `{a}` or as `{b}`");
            Diagnostic::error(Code::UNIT, message).remedy(format!("write `{a}` or `{b}`: a point is the decimal point"))
        }
        Err(Unread::Not) if !plain && not_finite(text) => {
            let fault = Diagnostic::error(Code::NOT_FINITE, format!("{text} is not a number to plan with"));
            fault.remedy("leave a limit out to mean `unlimited`")
        }
        Err(Unread::Not) if !has_units(holds) => {
            let fault = Diagnostic::error(Code::TYPE, format!("a number is expected, this is `{text}`"));
            fault.remedy("write a number here, or leave it empty")
        }
        Err(Unread::Not) => Diagnostic::error(Code::UNIT, format!("`{text}` is not understood"))
            .remedy("money \"191M\", distance \"350 km\", duration \"7 days\", rate \"40/day\" or \"1200 per month\""),
    };
    faults.push(fault.at(&node.place, "here"));
    None
}

/// A text of it may have a unit.
const fn has_units(holds: Holds) -> bool {
    use Holds::{CountPerWeek, Days, Km, Money, MoneyPerMonth, PerWeek};
    matches!(holds, Money | MoneyPerMonth | Km | Days | PerWeek | CountPerWeek)
}

/// A share of a table may be written as per cent.
fn share(text: &str, habit: Habit, holds: Holds) -> Option<Result<f64, Unread>> {
    let percent = text.trim().strip_suffix('%').filter(|_| matches!(holds, Holds::Share))?;
    Some(number(percent, habit).map(|n| n / 100.0))
}

fn not_finite(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(|n| !n.is_finite())
}

/// A figure within its range.
fn figure(faults: &mut FaultList, n: f64, holds: Holds, place: &Place) -> Option<Datum> {
    let most = if matches!(holds, Holds::Count | Holds::CountPerWeek) { MOST_COUNT } else { MOST };
    let (low, high) = match holds {
        Holds::Share => (0.0, 1.0),
        Holds::Positive => (f64::MIN_POSITIVE, most),
        _ => (0.0, most),
    };
    let (code, message, remedy) = if !n.is_finite() {
        (Code::NOT_FINITE, format!("{n} is not a number to plan with"), "leave a limit out to mean `unlimited`")
    } else if n.abs() > most {
        (Code::NOT_FINITE, format!("{n:e} is more than {most:e}"), "leave a limit out to mean `unlimited`")
    } else if n < 0.0 {
        (Code::NEGATIVE, format!("{n} is negative"), "zero or more is expected")
    } else if n < low {
        (Code::RANGE, format!("{n} must be more than zero"), "leave the key out for its default")
    } else if n > high {
        (Code::RANGE, format!("{n} is not between 0 and 1"), "a share: 0.25 for a quarter")
    } else {
        return Some(Datum::Number(n));
    };
    faults.push(Diagnostic::error(code, message).at(place, "here").remedy(remedy));
    None
}

fn date(faults: &mut FaultList, node: &RawNode) -> Option<Datum> {
    let (Value::Text(text) | Value::Cell(text, _)) = &node.value else {
        if let Value::Date(d) = node.value {
            return Some(Datum::Date(d));
        }
        return wrong(faults, node, "a date");
    };
    let read = if matches!(node.value, Value::Cell(..)) { day(text) } else { text.parse().ok() };
    if let Some(date) = read {
        return Some(Datum::Date(date));
    }
    let fault = Diagnostic::error(Code::DATE, format!("`{text}` is not a date, or could be two"));
    faults.push(fault.at(&node.place, "here").remedy("write it like 2023-07-01"));
    None
}

/// A date as spreadsheets write it: year first, or day first where no other reading is possible.
fn day(text: &str) -> Option<jiff::civil::Date> {
    let text = text.trim().trim_end_matches(" 00:00:00").trim_end_matches("T00:00:00");
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let separator = ['/', '.', '-'].into_iter().find(|s| text.contains(*s))?;
    let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return None };
    let whole = |t: &str| t.parse::<i16>().ok();
    let date = |y: i16, m: i16, d: i16| jiff::civil::Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    let (first, second, third) = (whole(a)?, whole(b)?, whole(c)?);
    if a.len() == 4 {
        return date(first, second, third);
    }
    if c.len() != 4 {
        return None;
    }
    // 3.7.2023 is the third of July; 3/7/2023 is that in Europe and the seventh of March in America.
    let certain = separator == '.' || first > 12 || first == second;
    match (certain, second > 12) {
        (true, false) => date(third, second, first),
        (false, true) => date(third, first, second),
        _ => None,
    }
}

fn position(faults: &mut FaultList, node: &RawNode) -> Option<Datum> {
    let read = match &node.value {
        Value::List(list) => match &list[..] {
            [RawNode { value: Value::Number(a), .. }, RawNode { value: Value::Number(b), .. }] => Some((*a, *b)),
            [RawNode { value: Value::Text(a), .. }, RawNode { value: Value::Text(b), .. }] => {
                units::position(&format!("{a}; {b}"))
            }
            _ => None,
        },
        Value::Text(t) | Value::Cell(t, _) => units::position(t),
        _ => None,
    };
    let Some((lat, lon)) = read else {
        let message = "latitude and longitude are expected, this cannot be read as such".to_owned();
        let fault = Diagnostic::error(Code::TYPE, message).at(&node.place, "here");
        faults.push(fault.remedy("[16.27, -0.05] in degrees, or \"16.27 N, 0.05 W\""));
        return None;
    };
    if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
        let fault = Diagnostic::error(Code::RANGE, format!("[{lat}, {lon}] is not on Earth")).at(&node.place, "here");
        faults.push(fault.remedy("latitude first: [16.27, -0.05]"));
        return None;
    }
    Some(Datum::Position(lat, lon))
}

fn range(faults: &mut FaultList, node: &RawNode) -> Option<Datum> {
    let Value::List(list) = &node.value else { return wrong(faults, node, "[least, most]") };
    let [low, high] = &list[..] else { return wrong(faults, node, "[least, most]") };
    let mut bound = |n: &RawNode| match n.value {
        Value::Number(x) => figure(faults, x, Holds::Number, &n.place),
        _ => wrong(faults, n, "a number"),
    };
    match (bound(low), bound(high)) {
        (Some(Datum::Number(a)), Some(Datum::Number(b))) => Some(Datum::Range(a, b)),
        _ => None,
    }
}

fn texts(faults: &mut FaultList, node: &RawNode) -> Option<Datum> {
    match &node.value {
        Value::List(list) => {
            let mut texts = Vec::new();
            for n in list {
                if let Value::Text(t) = &n.value {
                    texts.push((t.clone(), n.place.clone()));
                } else {
                    wrong(faults, n, "a text");
                }
            }
            Some(Datum::Texts(texts))
        }
        // A cell: words with blanks between them.
        Value::Text(t) | Value::Cell(t, _) => {
            let words = t.split([' ', ';', ',']).filter(|w| !w.is_empty());
            Some(Datum::Texts(words.map(|w| (w.to_owned(), node.place.clone())).collect()))
        }
        _ => wrong(faults, node, "a list of texts"),
    }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_date_is_read_where_it_is_certain() {
        let cases = [
            ("2024-02-29", Some((2024, 2, 29))),
            ("2024/02/29", Some((2024, 2, 29))),
            ("9.2.2024", Some((2024, 2, 9))),
            ("29/02/2024", Some((2024, 2, 29))),
            ("02/29/2024", Some((2024, 2, 29))),
            ("05/05/2024", Some((2024, 5, 5))),
            ("09/02/2024", None),
            ("30.02.2024", None),
            ("9.2.24", None),
            ("soon", None),
        ];
        for (text, parts) in cases {
            let date = parts.map(|(y, m, d)| jiff::civil::date(y, m, d));
            assert_eq!(day(text), date, "{text}");
        }
    }
}
