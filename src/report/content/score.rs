//! A graded forecast in words and tables.

use crate::locale::say;
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::simulate::forecast::{Forecast, Quantiles};
use crate::study::score::{Grade, Score, ScoredMeasure};

/// The verdict in a few sentences.
pub fn answer(f: &Forecast, s: &Score) -> String {
    let covered = s.grades.iter().filter(|g| g.covered).count();
    let mut text = format!(
        "{}\n",
        say!(
            "{}: forecast of {} (version {}, {} worlds) against {} facts.\n{covered} of {} lie within their bands of 10 to 90 %; of a sound forecast four of five do.",
            f.title,
            date(f.made_on),
            f.program,
            count(f.worlds as f64),
            s.grades.len(),
            covered,
            s.grades.len()
        )
    );
    for t in &s.totals {
        let (off, bias) = (amount(t.measure, t.mean_absolute_error), amount(t.measure, t.mean_error.abs()));
        let side = match (t.mean_error > 0.0, t.measure.unit()) {
            (true, "days") => say!("too late"),
            (false, "days") => say!("too early"),
            (true, _) => say!("too high"),
            (false, _) => say!("too low"),
        };
        text.push_str(&format!(
            "{}\n",
            say!(
                "{}: {} of {} covered, off by {off} on average ({bias} {side}).",
                words(t.measure),
                (t.coverage * t.facts as f64).round(),
                t.facts,
                off,
                bias,
                side
            )
        ));
    }
    for u in &s.unmatched {
        text.push_str(&format!("{}\n", say!("Not graded: {u}.", u)));
    }
    text
}

/// Fact by fact.
pub fn table(f: &Forecast, s: &Score) -> Table {
    let columns = ["what", "site or date", "10 %", "half", "90 %", "happened", "error", "within"];
    let mut t = Table::new("score", &say!("Fact by fact"), &columns);
    for g in &s.grades {
        let Quantiles { p10, p50, p90 } = g.forecast;
        let about = if g.site.is_empty() { g.date.map_or_else(String::new, date) } else { g.site.clone() };
        let shown = |v: f64| Cell::Text(value(f, g, v));
        t.push(vec![
            Cell::Text(words(g.measure)),
            Cell::Text(about),
            shown(p10),
            shown(p50),
            shown(p90),
            shown(g.actual),
            Cell::Text(format!("{}{}", if g.error < 0.0 { "-" } else { "+" }, amount(g.measure, g.error.abs()))),
            Cell::Text(if g.covered { say!("yes") } else { say!("no") }),
        ]);
    }
    t
}

fn words(m: ScoredMeasure) -> String {
    match m {
        ScoredMeasure::Closing => say!("Closings"),
        ScoredMeasure::PeopleOut => say!("People out"),
        ScoredMeasure::Finish => say!("End"),
        ScoredMeasure::Cost => say!("Spending"),
        ScoredMeasure::ValueLost => say!("Equipment lost"),
        ScoredMeasure::Casualties => say!("Casualties"),
    }
}

fn amount(m: ScoredMeasure, v: f64) -> String {
    match m.unit() {
        "USD" => money(v),
        "days" => say!("{} days", count(v)),
        _ => count(v),
    }
}

/// A value as people read it: days as dates.
fn value(f: &Forecast, g: &Grade, v: f64) -> String {
    match g.measure.unit() {
        "USD" => money(v),
        "days" => {
            let day = f.start.checked_add(jiff::Span::new().days(v as i64)).ok().filter(|d| *d <= f.until);
            day.map_or_else(|| say!("later"), date)
        }
        _ => count(v),
    }
}
