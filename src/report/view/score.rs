//! The report of a graded forecast: how it did, people out against their band, fact by fact.

use jiff::civil::Date;

use crate::locale::say;
use crate::report::chart::{Band, Chart, Drawing, Series, Time};
use crate::report::content::label::title;
use crate::report::content::score::{amount, answer, covered, table, totals, words};
use crate::report::numbers::{count, date};
use crate::report::view::document::{KeyNumber, Section, View};
use crate::simulate::forecast::{Forecast, PeopleForecast};
use crate::study::score::{GradedForecast, ScoredMeasure};

/// No picture shows more periods: a file of a stranger may have any.
const MOST_PERIODS: usize = 1_000;

/// The report of a graded forecast.
pub fn of_score(g: &GradedForecast) -> View {
    let (f, s) = (&g.forecast, &g.score);
    let within = s.grades.iter().filter(|x| x.covered).count();
    let mut facts = vec![KeyNumber::new(
        say!("within their bands"),
        say!("{} of {}", count(within as f64), count(s.grades.len() as f64)),
        say!("of a sound forecast four of five"),
    )];
    facts.extend(s.totals.iter().map(|t| {
        KeyNumber::new(
            words(t.measure),
            say!("{} of {}", count(covered(t)), count(t.facts as f64)),
            say!("off by {} on average", amount(t.measure, t.mean_absolute_error)),
        )
    }));
    View {
        title: say!("{}: the forecast and what happened", title(&f.title)),
        // The first line names the forecast, as the title does.
        answer: answer(f, s).lines().skip(1).map(str::to_owned).collect(),
        facts,
        trust: say!(
            "Forecast of {} by drawdown {}: {} worlds, seed {}, scenario {}.",
            date(f.made_on),
            f.program,
            count(f.worlds as f64),
            f.seed,
            f.digest.chars().take(12).collect::<String>()
        ),
        sections: vec![
            Section {
                title: say!("What was measured"),
                charts: people(g).into_iter().collect(),
                tables: vec![totals(s)],
                ..Section::default()
            },
            Section { title: say!("Fact by fact"), tables: vec![table(f, s)], ..Section::default() },
        ],
        ..View::default()
    }
}

/// People out against their band, up to the last fact; none without such facts.
fn people(g: &GradedForecast) -> Option<Chart> {
    let f = &g.forecast;
    let of = |x: &&crate::study::score::Grade| x.measure == ScoredMeasure::PeopleOut;
    let mut known: Vec<(Date, f64)> =
        g.score.grades.iter().filter(of).filter_map(|x| Some((x.date?, x.actual))).collect();
    known.sort_by_key(|k| k.0);
    let last = known.last()?.0;
    let periods = f.people_out.iter().position(|p| p.date > last).unwrap_or(f.people_out.len());
    let shown: &[PeopleForecast] = &f.people_out[..periods.min(MOST_PERIODS)];
    let [_, second, ..] = shown else { return None };
    let days = u32::try_from(between(f.start, second.date) + 1).ok().filter(|d| *d > 0)?;
    let line = |of: &dyn Fn(&PeopleForecast) -> f64| shown.iter().map(of).collect::<Vec<f64>>();
    let time = Time { start: f.start, days, periods: shown.len() as u32 - 1 };
    Some(Chart {
        key: "people-out".into(),
        title: say!(
            "{} of {} counts of people out lie within the band",
            count(g.score.grades.iter().filter(of).filter(|x| x.covered).count() as f64),
            count(known.len() as f64)
        ),
        alt: say!(
            "On {} {} people were out; half of the worlds had {} or fewer.",
            date(last),
            count(known.last()?.1),
            count(f.people_on(last)?.p50)
        ),
        figure: Drawing::Lines {
            time,
            unit: say!("people out"),
            bands: vec![Band {
                name: say!("10 to 90 % of the worlds"),
                low: line(&|p| p.people.p10),
                high: line(&|p| p.people.p90),
            }],
            series: vec![
                Series::line(say!("half of the worlds"), line(&|p| p.people.p50)),
                Series::line(say!("happened"), line(&|p| happened(f, &known, p.date))),
            ],
            marks: Vec::new(),
        },
    })
}

/// On a straight line between the counts, from nobody on the first day.
fn happened(f: &Forecast, known: &[(Date, f64)], day: Date) -> f64 {
    let after = known.iter().position(|k| k.0 >= day);
    let before = match after {
        Some(0) => (f.start, 0.0),
        Some(i) => known[i - 1],
        None => return known.last().map_or(0.0, |k| k.1),
    };
    let (from, to) = (before, known[after.unwrap_or(0)]);
    let whole = f64::from(between(from.0, to.0));
    if whole <= 0.0 { to.1 } else { from.1 + (to.1 - from.1) * f64::from(between(from.0, day)).max(0.0) / whole }
}

fn between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |s| s.get_days())
}
