//! `drawdown score`.

use std::path::Path;

use crate::cli::args::Global;
use crate::cli::commands::{answer, to_json};
use crate::cli::{ExitStatus, Halt};
use crate::locale::say;
use crate::report::content::score as words;
use crate::scenario::actuals;
use crate::simulate::forecast::{FORECAST_VERSION, Forecast};
use crate::study::score::{Actual, GradedForecast, ScoredMeasure, score};

/// More bytes than any forecast or table of facts has.
const MOST_BYTES: u64 = 64 << 20;

pub(super) fn run(g: &Global, forecast: &Path, facts: &Path) -> Result<(), Halt> {
    let made: Forecast = serde_json::from_str(&read(forecast)?).map_err(|e| {
        let what = say!("{}: not a forecast: {e}", forecast.display(), e);
        Halt(
            ExitStatus::Scenario,
            say!("error: {what}\n  = help: `drawdown simulate SCENARIO --forecast FILE` writes one", what),
        )
    })?;
    if made.schema_version != FORECAST_VERSION {
        let text = say!("error: {}: a forecast of format {}", forecast.display(), made.schema_version);
        return Err(Halt(
            ExitStatus::Scenario,
            say!("{text}\n  = help: this version reads format {FORECAST_VERSION}", text, FORECAST_VERSION),
        ));
    }
    let told = measured(&read(facts)?);
    let told = told.map_err(|list| Halt(ExitStatus::Scenario, faults(facts, &list)))?;
    let graded = score(&made, &told);
    let text = format!("{}\n{}", words::answer(&made, &graded), words::table(&made, &graded).text());
    answer(g, &text, &to_json(&GradedForecast { forecast: made, score: graded })?)
}

fn read(path: &Path) -> Result<String, Halt> {
    let faulty = |what: String| Halt(ExitStatus::Scenario, say!("error: {}: {what}", path.display(), what));
    let about = std::fs::metadata(path).map_err(|e| faulty(e.to_string()))?;
    if !about.is_file() || about.len() > MOST_BYTES {
        return Err(faulty(say!("not a file of less than 64 MiB")));
    }
    std::fs::read_to_string(path).map_err(|e| faulty(e.to_string()))
}

/// The facts of a table.
fn measured(text: &str) -> Result<Vec<Actual>, Vec<String>> {
    let mut list = Vec::new();
    let mut wrong = Vec::new();
    for fact in actuals::facts(text).map_err(|e| e.0)? {
        let Some(measure) = ScoredMeasure::from_key(&fact.measure) else {
            let known: Vec<&str> = ScoredMeasure::ALL.iter().map(|m| m.key()).collect();
            wrong.push(say!("line {}: `{}` is no measure; one of {}", fact.line, fact.measure, known.join(", ")));
            continue;
        };
        let dated = !matches!(measure, ScoredMeasure::Cost | ScoredMeasure::ValueLost | ScoredMeasure::Casualties);
        let counted = !matches!(measure, ScoredMeasure::Closing | ScoredMeasure::Finish);
        if dated && fact.date.is_none() && measure == ScoredMeasure::PeopleOut {
            wrong.push(say!("line {}: people_out needs a date", fact.line));
        } else if counted && fact.value.is_none() {
            wrong.push(say!("line {}: {} needs a value", fact.line, measure.key()));
        } else {
            list.push(Actual { measure, site: fact.site, date: fact.date, value: fact.value });
        }
    }
    if wrong.is_empty() && list.is_empty() {
        wrong.push(say!("there is no fact in it; one a line: closing,gao,2027-06-30,"));
    }
    if wrong.is_empty() { Ok(list) } else { Err(wrong) }
}

/// The first faults, and how many there are.
fn faults(path: &Path, list: &[String]) -> String {
    let shown: Vec<String> = list.iter().take(20).map(|f| say!("error: {}: {f}", path.display(), f)).collect();
    let more = if list.len() > 20 { format!("\n{}", say!("and {} more", list.len() - 20)) } else { String::new() };
    format!("{}{more}", shown.join("\n"))
}
