//! A graded forecast in words and tables.

use crate::locale::say;
use crate::report::content::label::title;
use crate::report::numbers::{count, date, fixed, money};
use crate::report::table::{Cell, Table};
use crate::simulate::forecast::{Forecast, Quantiles};
use crate::study::score::{Grade, Score, ScoredMeasure, Total};

/// The verdict in a few sentences.
pub fn answer(f: &Forecast, s: &Score) -> String {
    let covered = s.grades.iter().filter(|g| g.covered).count();
    let mut text = format!(
        "{}\n",
        say!(
            "{}: forecast of {} (version {}, {} worlds) against {} facts.\n{covered} of {} lie within their bands of 10 to 90 %; of a sound forecast four of five do.",
            title(&f.title),
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
                "{}: {} of {} covered, off by {off} on average ({bias} {side}); pinball loss {loss}.",
                words(t.measure),
                self::covered(t),
                t.facts,
                off,
                bias,
                side,
                loss(t)
            )
        ));
    }
    for u in &s.unmatched {
        text.push_str(&format!("{}\n", say!("Not graded: {u}.", u)));
    }
    text
}

/// Facts within their bands.
pub(crate) fn covered(t: &Total) -> f64 {
    (t.coverage * t.facts as f64).round()
}

/// Mean pinball loss; one decimal more than an error, for it is smaller than that.
pub(crate) fn loss(t: &Total) -> String {
    match t.measure.unit() {
        "days" => say!("{} days", fixed(t.pinball, 1)),
        "USD" => money(t.pinball),
        _ => fixed(t.pinball, 1),
    }
}

/// Measure by measure.
pub fn totals(s: &Score) -> Table {
    let columns = ["what", "facts", "within the band", "mean error", "mean size of the error", "pinball loss"];
    let mut t = Table::new("score_totals", &say!("By what was measured"), &columns);
    for x in &s.totals {
        t.push(vec![
            Cell::Text(words(x.measure)),
            Cell::Count(x.facts as f64),
            Cell::Count(covered(x)),
            Cell::Text(signed(x.measure, x.mean_error)),
            Cell::Text(amount(x.measure, x.mean_absolute_error)),
            Cell::Text(loss(x)),
        ]);
    }
    t
}

/// Fact by fact.
pub fn table(f: &Forecast, s: &Score) -> Table {
    let columns = ["what", "site or date", "10 %", "half", "90 %", "happened", "error", "within"];
    let mut t = Table::new("score", &say!("Fact by fact"), &columns);
    for g in &s.grades {
        let Quantiles { p10, p50, p90 } = g.forecast;
        let named = || f.sites.iter().find(|s| s.site == g.site).map_or_else(|| g.site.clone(), |s| s.name.clone());
        let about = if g.site.is_empty() { Cell::day(g.date) } else { Cell::Text(named()) };
        let shown = |v: f64| value(f, g, v);
        t.push(vec![
            Cell::Text(words(g.measure)),
            about,
            shown(p10),
            shown(p50),
            shown(p90),
            shown(g.actual),
            Cell::Text(signed(g.measure, g.error)),
            Cell::Text(if g.covered { say!("yes") } else { say!("no") }),
        ]);
    }
    t
}

fn signed(m: ScoredMeasure, error: f64) -> String {
    format!("{}{}", if error < 0.0 { "-" } else { "+" }, amount(m, error.abs()))
}

pub(crate) fn words(m: ScoredMeasure) -> String {
    match m {
        ScoredMeasure::Closing => say!("Closings"),
        ScoredMeasure::PeopleOut => say!("People out"),
        ScoredMeasure::Finish => say!("End"),
        ScoredMeasure::Cost => say!("Spending"),
        ScoredMeasure::ValueLost => say!("Equipment lost"),
        ScoredMeasure::Casualties => say!("Casualties"),
    }
}

pub(crate) fn amount(m: ScoredMeasure, v: f64) -> String {
    match m.unit() {
        "USD" => money(v),
        "days" => say!("{} days", count(v)),
        _ => count(v),
    }
}

/// A value as people read it: days as dates.
fn value(f: &Forecast, g: &Grade, v: f64) -> Cell {
    match g.measure.unit() {
        "USD" => Cell::Usd(v),
        "days" => {
            let day = f.start.checked_add(jiff::Span::new().days(v as i64)).ok().filter(|d| *d <= f.until);
            day.map_or_else(|| Cell::Text(say!("later")), Cell::Date)
        }
        _ => Cell::Count(v),
    }
}
