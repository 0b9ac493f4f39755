//! Figures with units as people write them: "191M", "350 km", "2 weeks"; positions with degrees and hemispheres.

use crate::scenario::number::{Habit, Unread, number};
use crate::units::DAYS_PER_MONTH;

/// Dollars of a text: an optional `$` or `USD`, a number, an optional `k`, `M`, `bn`.
pub(super) fn money(text: &str, habit: Habit) -> Result<f64, Unread> {
    let t = text.trim();
    let t = t.strip_prefix('$').or_else(|| t.strip_prefix("USD")).or_else(|| t.strip_prefix("US$")).unwrap_or(t);
    let t = t.strip_suffix("USD").or_else(|| t.strip_suffix('$')).unwrap_or(t).trim();
    with_unit(t, habit, |unit| match unit.to_ascii_lowercase().as_str() {
        "" => Some(1.0),
        "k" | "thousand" => Some(1e3),
        "m" | "mn" | "million" | "millions" => Some(1e6),
        "b" | "bn" | "billion" | "billions" => Some(1e9),
        _ => None,
    })
}

/// Dollars a month of a text: money, and the time that it is for if that is no month: `"480k/year"`, `"$80 per day"`.
pub(super) fn money_per_month(text: &str, habit: Habit) -> Result<f64, Unread> {
    let (amount, days) = timed(text)?;
    Ok(money(amount, habit)? * days.map_or(1.0, |days| DAYS_PER_MONTH / days))
}

/// A rate a week of a text: a number and the time that it is for: `"40/day"`, `"1200 per month"`. Without one only where `bare`.
pub(super) fn per_week(text: &str, habit: Habit, bare: bool) -> Result<f64, Unread> {
    let (amount, days) = timed(text)?;
    match days {
        Some(days) => Ok(number(amount, habit)? * 7.0 / days),
        None if bare => number(amount, habit),
        None => Err(Unread::Not),
    }
}

/// What stands before `/day` or `per day`, and the days of that time; a month and a year are mean ones.
fn timed(text: &str) -> Result<(&str, Option<f64>), Unread> {
    let Some((amount, time)) = ["/", " per ", " a "].into_iter().find_map(|by| text.split_once(by)) else {
        return Ok((text, None));
    };
    let days = match time.trim() {
        "day" | "d" => 1.0,
        "week" | "w" => 7.0,
        "fortnight" => 14.0,
        "month" => DAYS_PER_MONTH,
        "year" => 12.0 * DAYS_PER_MONTH,
        _ => return Err(Unread::Not),
    };
    Ok((amount.trim(), Some(days)))
}

/// Kilometres of a text: a number, an optional `km`.
pub(super) fn km(text: &str, habit: Habit) -> Result<f64, Unread> {
    with_unit(text, habit, |unit| ["", "km"].contains(&unit).then_some(1.0))
}

/// Days of a text: a number, an optional `days`, `weeks`, `hours`.
pub(super) fn days(text: &str, habit: Habit) -> Result<f64, Unread> {
    with_unit(text, habit, |unit| match unit {
        "" | "d" | "day" | "days" => Some(1.0),
        "w" | "week" | "weeks" => Some(7.0),
        "h" | "hour" | "hours" => Some(1.0 / 24.0),
        _ => None,
    })
}

fn with_unit(text: &str, habit: Habit, factor: impl Fn(&str) -> Option<f64>) -> Result<f64, Unread> {
    let t = text.trim();
    let split = t.find(char::is_alphabetic).unwrap_or(t.len());
    let (digits, unit) = (t[..split].trim(), t[split..].trim());
    let factor = factor(unit).ok_or(Unread::Not)?;
    match number(digits, habit) {
        Ok(n) => Ok(n * factor),
        Err(Unread::Unsure(a, b)) => Err(Unread::Unsure(format!("{a}{unit}"), format!("{b}{unit}"))),
        Err(Unread::Not) => Err(Unread::Not),
    }
}

/// Latitude and longitude of a text: two numbers, with hemispheres in any order or without, latitude first. Every word
/// of it must be understood.
pub(super) fn position(text: &str) -> Option<(f64, f64)> {
    let mut spaced = String::new();
    for c in text.trim().trim_start_matches('[').trim_end_matches(']').chars() {
        match c {
            'N' | 'S' | 'E' | 'W' | 'n' | 's' | 'e' | 'w' => spaced.push_str(&format!(" {} ", c.to_ascii_uppercase())),
            '°' | '\t' => spaced.push(' '),
            c => spaced.push(c),
        }
    }
    // A comma stands between the two unless it is needed as the decimal comma.
    let spaced = if spaced.contains('.') && !spaced.contains(';') { spaced.replace(',', " ") } else { spaced };
    let spaced = spaced.replace(';', " ");
    let mut words: Vec<String> = spaced.split_whitespace().map(|w| w.trim_end_matches(',').to_owned()).collect();
    words.retain(|w| !w.is_empty());
    if let [one] = &words[..] {
        words = one.split(',').map(str::to_owned).collect();
    }
    let letter = |w: &String| matches!(w.as_str(), "N" | "S" | "E" | "W");
    let (first, second) = match &words[..] {
        [a, b] => return Some((degrees(a)?, degrees(b)?)),
        [a, x, b, y] if letter(x) && letter(y) => ((degrees(a)?, x), (degrees(b)?, y)),
        [x, a, y, b] if letter(x) && letter(y) => ((degrees(a)?, x), (degrees(b)?, y)),
        _ => return None,
    };
    let signed = |(n, l): (f64, &String)| (n >= 0.0).then_some(if matches!(l.as_str(), "S" | "W") { -n } else { n });
    let north = |l: &str| matches!(l, "N" | "S");
    match (north(first.1), north(second.1)) {
        (true, false) => Some((signed(first)?, signed(second)?)),
        (false, true) => Some((signed(second)?, signed(first)?)),
        _ => None,
    }
}

/// Degrees of a latitude or longitude: no groups, so a comma or a point is a decimal one.
pub(super) fn degrees(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.replace(',', ".");
    let digits = plain.trim_start_matches(['-', '+']);
    let sound = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if sound { plain.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Option<f64> {
        money(text, Habit::File).ok()
    }

    #[test]
    fn money_as_people_write_it() {
        let cases = [
            ("191M", 191e6),
            ("$1.2k", 1200.0),
            ("3bn", 3e9),
            ("590_000_000", 590e6),
            ("USD 5", 5.0),
            ("7,25M", 7.25e6),
            ("$2,500,000", 2.5e6),
            ("1 000 000 USD", 1e6),
        ];
        for (text, dollars) in cases {
            assert!((usd(text).expect(text) - dollars).abs() < 1e-3, "{text}");
        }
        for text in ["12 apples", "", "7,250M", "1,000", "M", "5 km"] {
            assert_eq!(usd(text), None, "{text}");
        }
    }

    #[test]
    fn rates_of_any_time() {
        let file = |text: &str| per_week(text, Habit::File, false);
        assert_eq!(file("40/day"), Ok(280.0));
        assert_eq!(file("300 per week"), Ok(300.0));
        assert_eq!(file("60 a fortnight"), Ok(30.0));
        // A month is 365/12 days: 1,200 a month are 1,200 x 12 x 7 / 365 a week.
        assert!((file("1200 per month").expect("read") - 1200.0 * 84.0 / 365.0).abs() < 1e-9);
        for text in ["40", "40/moon", "/day", "per day", "40 people/day"] {
            assert!(file(text).is_err(), "{text}");
        }
        assert_eq!(per_week("40", Habit::File, true), Ok(40.0));
        assert_eq!(money_per_month("1.2M", Habit::File), Ok(1.2e6));
        assert!((money_per_month("480k/year", Habit::File).expect("read") - 40e3).abs() < 1e-6);
        assert!((money_per_month("$80 per day", Habit::File).expect("read") - 80.0 * 365.0 / 12.0).abs() < 1e-9);
    }

    #[test]
    fn distances_and_durations() {
        assert_eq!(km("350 km", Habit::File), Ok(350.0));
        assert_eq!(km("350,5 km", Habit::File), Ok(350.5));
        assert!(km("350 mi", Habit::File).is_err() && km("1,350 km", Habit::File).is_err());
        assert_eq!(km("1,350 km", Habit::Point), Ok(1350.0));
        assert_eq!(days("2 weeks", Habit::File), Ok(14.0));
        assert_eq!(days("1,5 weeks", Habit::File), Ok(10.5));
        assert_eq!(days("12 hours", Habit::File), Ok(0.5));
        assert!(days("7 years", Habit::File).is_err());
    }

    #[test]
    fn positions_with_every_word_understood() {
        let cases = [
            ("16.27, -0.05", Some((16.27, -0.05))),
            ("16.27 -0.05", Some((16.27, -0.05))),
            ("16,27; -0,05", Some((16.27, -0.05))),
            ("16,27 -0,05", Some((16.27, -0.05))),
            ("16,4", Some((16.0, 4.0))),
            ("16.27N 0.05W", Some((16.27, -0.05))),
            ("0.05° W, 16.27° N", Some((16.27, -0.05))),
            ("S4.5 E12.125", Some((-4.5, 12.125))),
            ("16.27 N 0.05", None),
            ("16.27 N 0.05 N", None),
            ("-16.27 S 0.05 E", None),
            ("16.27 about 0.05", None),
            ("16°16'12\" N 0 E", None),
            ("16.27", None),
        ];
        for (text, place) in cases {
            assert_eq!(position(text), place, "{text}");
        }
    }
}
