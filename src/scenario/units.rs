//! Numbers with units as people write them: "191M", "350 km", "2 weeks".

/// Dollars of a text: an optional `$` or `USD`, a number, an optional `k`, `M`, `bn`.
pub(super) fn money(text: &str) -> Option<f64> {
    let t = text.trim().trim_start_matches('$').trim_start_matches("USD").trim_end_matches("USD").trim();
    let split = t.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(t.len());
    let factor = match t[split..].trim().to_ascii_lowercase().as_str() {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "million" => 1e6,
        "b" | "bn" | "billion" => 1e9,
        _ => return None,
    };
    number(&t[..split]).map(|n| n * factor)
}

/// Kilometres of a text: a number, an optional `km`.
pub(super) fn km(text: &str) -> Option<f64> {
    number(text.trim().trim_end_matches("km"))
}

/// Days of a text: a number, an optional `days`, `weeks`, `hours`.
pub(super) fn days(text: &str) -> Option<f64> {
    let t = text.trim();
    let split = t.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(t.len());
    let factor = match t[split..].trim() {
        "" | "d" | "day" | "days" => 1.0,
        "w" | "week" | "weeks" => 7.0,
        "h" | "hour" | "hours" => 1.0 / 24.0,
        _ => return None,
    };
    number(&t[..split]).map(|n| n * factor)
}

/// A number; `_` and `,` may group its digits.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits: String = text.trim().chars().filter(|c| *c != '_' && *c != ',').collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_as_people_write_it() {
        let cases = [
            ("191M", 191e6),
            ("$1.2k", 1200.0),
            ("3bn", 3e9),
            ("590_000_000", 590e6),
            ("USD 5", 5.0),
            ("1,000", 1000.0),
        ];
        for (text, usd) in cases {
            assert!((money(text).expect(text) - usd).abs() < 1e-3, "{text}");
        }
        assert_eq!(money("12 apples"), None);
        assert_eq!(money(""), None);
    }

    #[test]
    fn distances_and_durations() {
        assert_eq!(km("350 km"), Some(350.0));
        assert_eq!(km("350 mi"), None);
        assert_eq!(days("2 weeks"), Some(14.0));
        assert_eq!(days("12 hours"), Some(0.5));
        assert_eq!(days("7 years"), None);
    }
}
