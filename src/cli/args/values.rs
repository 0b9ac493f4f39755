//! Values of options: each within bounds, each refusal with an example.

use crate::locale::say;
use crate::report::numbers::fixed;

/// More threads than any machine runs well.
const MOST_THREADS: usize = 256;
/// A hundred days.
const MOST_SECONDS: f64 = 8_640_000.0;
/// As many shards as there may be worlds.
const MOST_SHARDS: u64 = 1_000_000;

pub(super) fn threads(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(n) if n <= MOST_THREADS => Ok(n),
        _ => Err(say!("a number from 0 to {MOST_THREADS}; 0 takes what the machine has", MOST_THREADS)),
    }
}

pub(super) fn worlds(text: &str) -> Result<u64, String> {
    // A comma only groups: 1,5 is not fifteen.
    let mut groups = text.split(',').skip(1);
    let plain = if groups.all(|g| g.len() == 3) { text.replace([',', '_'], "") } else { String::new() };
    match plain.parse::<u64>() {
        Ok(n @ 1..=1_000_000) => Ok(n),
        Ok(0) => Err(say!("no world gives no answer: give 1 to 1,000,000; 1,000 are enough for most questions")),
        _ => Err(say!("give 1 to 1,000,000 worlds; 1,000 are enough for most questions (see --precision)")),
    }
}

pub(super) fn language(text: &str) -> Result<crate::locale::Language, String> {
    crate::locale::Language::parse(text).ok_or_else(|| {
        let codes: Vec<&str> = crate::locale::Language::all().map(crate::locale::Language::code).collect();
        say!("one of {}", codes.join(", "))
    })
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(v) if (0.0..=1.0).contains(&v) => Ok(v),
        _ => Err(say!("a share between 0 and 1, for example 0.01")),
    }
}

pub(super) fn shard(text: &str) -> Result<(u64, u64), String> {
    let found = text.split_once('/').and_then(|(i, n)| Some((i.trim().parse().ok()?, n.trim().parse().ok()?)));
    match found {
        Some((i, n)) if (1..=n).contains(&i) && n <= MOST_SHARDS => Ok((i, n)),
        _ => Err(say!("a share i/n with 1 <= i <= n <= 1,000,000, for example 2/8")),
    }
}

pub(super) fn percent(text: &str) -> Result<f64, String> {
    match text.trim().trim_end_matches('%').trim().parse::<f64>() {
        Ok(v) if (0.0..=100.0).contains(&v) => Ok(v / 100.0),
        _ => Err(say!("per cent between 0 and 100, for example 2%")),
    }
}

pub(super) fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(v) if v > 0.0 && v <= MOST_SECONDS => Ok(v),
        _ => Err(say!("seconds, more than 0 and at most {MOST_SECONDS}", fixed(MOST_SECONDS, 0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_an_upper_bound() {
        assert_eq!(threads("256"), Ok(256));
        assert!(threads("257").is_err() && threads("-1").is_err() && threads("1e3").is_err());
        assert!(seconds("8640000").is_ok() && seconds("8640001").is_err() && seconds("inf").is_err());
        assert!(seconds("NaN").is_err() && seconds("0").is_err());
        assert_eq!(shard("3/3"), Ok((3, 3)));
        assert!(shard("1/1000001").is_err() && shard("0/3").is_err() && shard("4/3").is_err());
        assert!(worlds("1,000,000").is_ok() && worlds("1,000,001").is_err());
        assert!(percent("100 %").is_ok() && percent("101").is_err() && percent("NaN").is_err());
    }
}
