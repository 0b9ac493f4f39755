//! When each contributing country's people and equipment leave, by what and to where.

use crate::locale::{say, word};
use crate::plan::result::Plan;
use crate::report::chart::{Bars, Chart, Drawing, Span, Time};
use crate::report::content::contributors::{self, Departure, departures};
use crate::report::numbers::{count, date};
use crate::report::table::Cell;
use crate::report::view::document::{ReportSources, Section};
use crate::report::view::weeks::time;
use crate::tolerance::SHOWN;

/// Rows of the table of ways that a reader looks at; the sheets have all.
const WAYS: usize = 60;

pub(super) fn section(plan: &Plan, from: &ReportSources) -> Section {
    let title = say!("When each contributor leaves");
    let all = departures(plan);
    if all.is_empty() {
        let words = vec![say!("The plan does not say whose people and loads it moves.")];
        return Section { title, words, ..Section::default() };
    }
    let mut words = vec![say!(
        "Who leaves a site first among units of one kind follows the order of the scenario, unless a contingent leaves as one."
    )];
    let together: Vec<&str> = from.mission.rules.contingents.values().map(|c| c.name.as_str()).collect();
    if !together.is_empty() {
        words.push(say!("With their loads, the rear party last, leave: {}.", together.join(", ")));
    }
    let mut ways = contributors::ways(plan);
    for row in &mut ways.rows {
        for at in [2, 4, 5] {
            if let Cell::Text(key) = &mut row[at] {
                *key = from.name(key);
            }
        }
        if let Cell::Text(mode) = &mut row[3] {
            *mode = word("value", mode);
        }
    }
    if ways.rows.len() > WAYS {
        words.push(say!(
            "The second table shows {WAYS} of {} ways; contributor_routes.csv has all.",
            WAYS,
            ways.rows.len()
        ));
        ways.rows.truncate(WAYS);
    }
    let charts = vec![gantt(plan, &all)];
    Section {
        title,
        words,
        charts,
        tables: vec![contributors::summary(plan), ways.without_blanks()],
        ..Section::default()
    }
}

/// A bar for each contributor, until the last of its people and loads is out.
fn gantt(plan: &Plan, all: &std::collections::BTreeMap<&str, Departure>) -> Chart {
    let time = time(plan);
    let mut spans: Vec<Span> = all.iter().map(|(name, d)| span(name, d, time, plan)).collect();
    spans.sort_by(|a, b| a.open_end.cmp(&b.open_end).then(a.weeks.total_cmp(&b.weeks)).then(a.name.cmp(&b.name)));
    let stay = spans.iter().filter(|s| s.open_end).count();
    let title = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) if stay == 0 && spans.len() > 1 => {
            say!(
                "{} is out first, by {}; the last of {} contributors, {}, by {}",
                first.name,
                first.label,
                spans.len(),
                last.name,
                last.label
            )
        }
        (Some(only), _) if stay == 0 => say!("{} is out by {}", only.name, only.label),
        _ => say!("{stay} of {} contributors leave people or loads behind", stay, spans.len()),
    };
    let words: Vec<String> = spans.iter().map(|s| format!("{} {}", s.name, s.label)).collect();
    Chart {
        key: "contributors".into(),
        title,
        alt: words.join(&say!("; ")),
        figure: Drawing::Gantt { of: Bars::Contributors, time, spans, deadline: f64::from(time.periods) },
    }
}

fn span(name: &str, d: &Departure, time: Time, plan: &Plan) -> Span {
    let end = f64::from(plan.summary.funded_periods.unwrap_or(time.periods).min(time.periods));
    let stays = d.left.iter().sum::<f64>() > 0.0;
    let last = d.last.into_iter().flatten().max();
    let weeks = if stays { end } else { last.map_or(0.0, f64::from) };
    let moving = d.first.into_iter().flatten().min().map_or(weeks, |t| f64::from(t) - 1.0);
    // People after the last load: the rear party.
    let cleaning = if d.start[1] > 0.0 && !stays { d.last[1].map_or(weeks, f64::from) } else { weeks };
    let label = match last {
        _ if stays => say!("{} stay", left(d)),
        Some(t) => date(time.day(t)),
        None => say!("nothing to move"),
    };
    Span { name: name.to_owned(), weeks, moving, cleaning, label, open_end: stays }
}

/// `3 people, 12 loads`.
fn left(d: &Departure) -> String {
    let parts = [(d.left[0], say!("people")), (d.left[1], say!("loads"))];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n >= SHOWN).map(|(n, what)| format!("{} {what}", count(*n))).collect();
    if parts.is_empty() { say!("a part") } else { parts.join(", ") }
}
