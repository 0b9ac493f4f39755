//! Numbers as people read them; the same rules everywhere.

use crate::tolerance::SHOWN;

use jiff::civil::Date;

/// `$590.0m`.
pub fn money(usd: f64) -> String {
    let sign = if usd <= -5e4 { "-" } else { "" };
    let usd = usd.abs();
    if usd >= 1e9 { format!("{sign}${:.2}bn", usd / 1e9) } else { format!("{sign}${:.1}m", usd / 1e6) }
}

/// An amount as it was asked for: `$590m`, `$1.25m`, `$1bn`.
pub fn amount(usd: f64) -> String {
    let short = |v: f64, unit: &str| {
        let digits = format!("{v:.2}");
        format!("${}{unit}", digits.trim_end_matches('0').trim_end_matches('.'))
    };
    if usd >= 1e9 {
        short(usd / 1e9, "bn")
    } else if usd >= 1e5 {
        short(usd / 1e6, "m")
    } else {
        dollars(usd)
    }
}

/// `$590.0m`, `$12,400` for less than a tenth of a million.
pub fn dollars(usd: f64) -> String {
    if usd.abs() >= 1e5 {
        money(usd)
    } else if usd <= -SHOWN {
        format!("-${}", count(-usd))
    } else {
        format!("${}", count(usd))
    }
}

/// `13,874`.
pub fn count(n: f64) -> String {
    let digits = format!("{:.0}", n.abs());
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if n <= -SHOWN { format!("-{out}") } else { out }
}

/// `31 Dec 2023`.
pub fn date(d: Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {} {}", d.day(), MONTHS[usize::try_from(d.month() - 1).unwrap_or(0)], d.year())
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
