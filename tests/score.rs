//! Dated forecasts and how they are graded, with the sums by hand.

use assert_cmd::Command;
use drawdown::simulate::forecast::{Forecast, Made, Quantiles};
use drawdown::simulate::record::{Subject, SubjectSite};
use drawdown::simulate::{Policy, Replication};
use drawdown::study::score::{Actual, ScoredMeasure, score};
use jiff::civil::{Date, date};

/// Ten worlds: the camp closes in week w of world w (1 to 10), 10 x w people are out by the end of week 1 and 100 from week 2 on,
/// and w million dollars are spent.
fn forecast() -> Forecast {
    let subject = Subject {
        label: "t".into(),
        title: "Ten worlds".into(),
        digest: "d".into(),
        plan: "p".into(),
        policy: Policy::CatchUp,
        start: date(2027, 1, 1),
        period_days: 7,
        deadline: 10,
        last: 10,
        planned_finish: Some(5),
        planned_cost_usd: 5e6,
        budget_usd: None,
        people_total: 100.0,
        sites: vec![SubjectSite { id: "camp".into(), name: "Camp".into(), planned: Some(5) }],
        milestones: Vec::new(),
        names: std::collections::BTreeMap::new(),
    };
    let world = |w: u32| Replication {
        number: u64::from(w),
        finished: Some(w),
        people_left_at_deadline: 0.0,
        people_out: vec![0.0, 10.0 * f64::from(w), 100.0],
        cost_usd: 1e6 * f64::from(w),
        value_lost_usd: 0.0,
        casualties: 0.0,
        attacks: 0.0,
        thin_guard_weeks: 0,
        replans: 0,
        replans_refused: 0,
        closes: vec![Some(w)],
        first_failure: None,
        milestones_missed: Vec::new(),
    };
    let made = Made { on: date(2026, 11, 27), by: "0", scenario: "t", seed: 1 };
    Forecast::of(&subject, &(1..=10).map(world).collect::<Vec<_>>(), &made).expect("ten worlds")
}

fn fact(measure: ScoredMeasure, on: Option<Date>, value: Option<f64>) -> Actual {
    let site = if measure == ScoredMeasure::Closing { "camp" } else { "" };
    Actual { measure, site: site.into(), date: on, value }
}

#[test]
fn bands_are_the_worlds_of_which_10_50_and_90_per_cent_lie_below() {
    let f = forecast();
    // Week 1 ends on 7 January, week 5 on 4 February, week 9 on 4 March.
    let closes = Quantiles { p10: Some(date(2027, 1, 7)), p50: Some(date(2027, 2, 4)), p90: Some(date(2027, 3, 4)) };
    assert_eq!(f.sites[0].closes, closes);
    assert_eq!(f.cost_usd, Quantiles { p10: 1e6, p50: 5e6, p90: 9e6 });
    // On 11 January, four of seven days into week 2, between 10, 50, 90 and 100 of all.
    let on = f.people_on(date(2027, 1, 11)).expect("within");
    for (is, was) in [(on.p10, 10.0), (on.p50, 50.0), (on.p90, 90.0)] {
        assert!((is - (was + (100.0 - was) * 4.0 / 7.0)).abs() < 1e-9, "{on:?}");
    }
    assert!(f.people_on(date(2026, 12, 1)).is_none() && f.people_on(date(2028, 1, 1)).is_none());
}

#[test]
fn grades_by_hand() {
    let f = forecast();
    let facts = [
        fact(ScoredMeasure::Cost, None, Some(7e6)),
        fact(ScoredMeasure::Cost, None, Some(10e6)),
        fact(ScoredMeasure::Closing, Some(date(2027, 2, 11)), None),
        fact(ScoredMeasure::PeopleOut, Some(date(2029, 1, 1)), Some(1.0)),
    ];
    let s = score(&f, &facts);
    // 7 of (1, 5, 9): 0.1 x 6, 0.5 x 2 and, above it, (1 - 0.9) x 2: 1.8 in three.
    let first = &s.grades[0];
    assert!(
        (first.pinball - 1.8e6 / 3.0).abs() < 1.0 && first.covered && (first.error + 2e6).abs() < 1e-6,
        "{first:?}"
    );
    // 10 lies above all: 0.1 x 9 + 0.5 x 5 + 0.9 x 1 = 4.3.
    assert!((s.grades[1].pinball - 4.3e6 / 3.0).abs() < 1.0 && !s.grades[1].covered);
    // A week after the median: seven days too early.
    assert!((s.grades[2].error + 7.0).abs() < 1e-9, "{:?}", s.grades[2]);
    let cost = s.totals.iter().find(|t| t.measure == ScoredMeasure::Cost).expect("a total");
    assert!((cost.coverage - 0.5).abs() < 1e-9 && (cost.mean_absolute_error - 3.5e6).abs() < 1.0);
    assert_eq!(s.unmatched.len(), 1, "a day outside of the forecast is said, not graded: {:?}", s.unmatched);
}

/// The true quantiles lose less than any others, on average over the worlds they are the quantiles of.
#[test]
fn whoever_knows_the_worlds_loses_least() {
    let (f, facts): (Forecast, Vec<Actual>) =
        (forecast(), (1..=10).map(|w| fact(ScoredMeasure::Cost, None, Some(1e6 * f64::from(w)))).collect());
    let loss = |f: &Forecast| score(f, &facts).totals[0].pinball;
    // One million more is as good: of ten worlds, the values between two of them are all quantiles.
    for shift in [-2e6, -1e6, 2e6] {
        let mut other = f.clone();
        (other.cost_usd.p10, other.cost_usd.p50, other.cost_usd.p90) =
            (f.cost_usd.p10 + shift, f.cost_usd.p50 + shift, f.cost_usd.p90 + shift);
        assert!(loss(&other) > loss(&f), "shifted by {shift}");
    }
}

#[test]
fn a_forecast_is_written_dated_and_graded_as_typed() {
    let dir = tempfile::tempdir().expect("a folder");
    let scenario = std::fs::canonicalize("scenarios/tutorial.toml").expect("the tutorial");
    let run = |args: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_drawdown")).current_dir(dir.path()).args(args).output().expect("it runs")
    };
    let at = scenario.to_str().expect("a path");
    let made = run(&["simulate", at, "--runs", "50", "--forecast", "f.json", "--quiet"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = std::fs::read_to_string(dir.path().join("f.json")).expect("written");
    let forecast: Forecast = serde_json::from_str(&text).expect("a forecast");
    assert_eq!((forecast.worlds, forecast.sites.len(), forecast.seed), (50, 3, 1));
    assert_eq!(forecast.digest.len(), 64);
    // As a spreadsheet in German writes it.
    let facts = "\u{feff}Measure;Site;Date;Value\r\nclosing;north;2023-07-30;\r\npeople_out;;2023-07-23;400\r\ncost;;;4000000\r\n";
    std::fs::write(dir.path().join("a.csv"), facts).expect("written");
    let graded = run(&["score", "f.json", "a.csv", "--format", "json"]);
    assert!(graded.status.success(), "{}", String::from_utf8_lossy(&graded.stderr));
    let json: serde_json::Value = serde_json::from_slice(&graded.stdout).expect("json");
    assert_eq!(json["grades"].as_array().map(Vec::len), Some(3), "{json}");
    // What is printed, and what a report shows: error, coverage and loss.
    let text = String::from_utf8_lossy(&run(&["score", "f.json", "a.csv"]).stdout).into_owned();
    assert!(text.contains("of 3 lie within their bands") && text.contains("pinball loss $"), "{text}");
    std::fs::write(dir.path().join("graded.json"), &graded.stdout).expect("written");
    for page in ["graded.md", "graded.html", "graded.xlsx", "graded.pdf"] {
        let made = run(&["report", "graded.json", "-o", page]);
        assert!(made.status.success(), "{page}: {}", String::from_utf8_lossy(&made.stderr));
    }
    let page = std::fs::read_to_string(dir.path().join("graded.md")).expect("written");
    let loss = json["totals"][2]["pinball"].as_f64().expect("a loss");
    for part in ["the forecast and what happened", "Fact by fact", "pinball loss", &format!("${:.1}m", loss / 1e6)] {
        assert!(page.contains(part), "{part} in\n{page}");
    }
    std::fs::write(dir.path().join("b.csv"), "measure,site,date,value\nclosing,north,30.7.2023,\nweather,,,1\n")
        .expect("written");
    let refused = run(&["score", "f.json", "b.csv"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(said.contains("line 2") && said.contains("30.7.2023"), "{said}");
}
