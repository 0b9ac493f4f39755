//! Numbers as people read them; the same rules everywhere, the signs by the language.

use crate::tolerance::SHOWN;

use jiff::civil::Date;

use crate::locale::{self, say};

/// `$590.0m`.
pub fn money(usd: f64) -> String {
    let sign = if usd <= -5e4 { "-" } else { "" };
    let usd = usd.abs();
    let words = if usd >= 1e9 { say!("${}bn", fixed(usd / 1e9, 2)) } else { say!("${}m", fixed(usd / 1e6, 1)) };
    format!("{sign}{words}")
}

/// An amount as it was asked for: `$590m`, `$1.25m`, `$1bn`.
pub fn amount(usd: f64) -> String {
    if usd >= 1e9 {
        say!("${}bn", short(usd / 1e9))
    } else if usd >= 1e5 {
        say!("${}m", short(usd / 1e6))
    } else {
        dollars(usd)
    }
}

/// `$590.0m`, `$12,400` for less than a tenth of a million.
pub fn dollars(usd: f64) -> String {
    if usd.abs() >= 1e5 {
        money(usd)
    } else if usd <= -SHOWN {
        format!("-{}", say!("${}", count(-usd)))
    } else {
        say!("${}", count(usd))
    }
}

/// `13,874`.
pub fn count(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mark = locale::word("number", ",");
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(&mark);
        }
        out.push(c);
    }
    if n <= -SHOWN { format!("-{out}") } else { out }
}

/// So many digits after the mark: `3.0`.
pub fn fixed(n: f64, digits: usize) -> String {
    marked(&format!("{n:.digits$}"))
}

/// At most two digits after the mark, none that is zero at the end: `1.25`, `590`.
pub fn short(n: f64) -> String {
    let digits = format!("{n:.2}");
    marked(digits.trim_end_matches('0').trim_end_matches('.'))
}

/// A share of one in per cent: `84 %`.
pub fn percent(share: f64, digits: usize) -> String {
    say!("{} %", fixed(share * 100.0, digits))
}

/// Digits with the decimal mark of the language.
fn marked(digits: &str) -> String {
    digits.replace('.', &locale::word("number", "."))
}

/// The months, short, in English.
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The month of a day, short.
pub(super) fn month(d: Date) -> String {
    locale::word("date", MONTHS[usize::try_from(d.month() - 1).unwrap_or(0).min(11)])
}

/// `31 Dec 2023`.
pub fn date(d: Date) -> String {
    format!("{} {} {}", locale::word("date", &d.day().to_string()), month(d), d.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn for_people() {
        assert_eq!(count(13874.4), "13,874");
        assert_eq!(count(0.2), "0");
        assert_eq!(count(-1234.0), "-1,234");
        assert_eq!(money(590e6), "$590.0m");
        assert_eq!(amount(590e6), "$590m");
        assert_eq!(amount(1.25e6), "$1.25m");
        assert_eq!(amount(100e6), "$100m");
        assert_eq!(date(Date::constant(2023, 12, 31)), "31 Dec 2023");
    }
}
