//! docs/validation.md is what the stored results give, and the stored results are of the scenarios of today.
//!
//! `docs/validation/regenerate` plans, replays and forecasts anew; it hands what comes of it to this test, which stores the figures and
//! writes the page's tables. Without it the test looks whether the digests are those of today's files: cheap, and it cannot skip.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use drawdown::plan::result::Plan;
use drawdown::scenario::{self, Overrides, actuals};
use drawdown::simulate::forecast::Forecast;
use drawdown::study::score::{Actual, Score, ScoredMeasure, score};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::kit;

const STORE: &str = "docs/validation";
const MALI: &str = "scenarios/mali-2023";
const PLAN: &str = "six-months-590m.toml";
const EVENTS: &str = "as-it-happened.toml";
const KNOWN: &str = "known-on-30-june.toml";
/// Monthly run rate times mean strength, camps and freight: a built-up estimate, dollars in millions (field notes, section 4).
const BUILT_UP: [(&str, f64, &[&str]); 4] = [
    ("people and their equipment", 213.0, &["people", "reimbursement"]),
    ("sites", 162.0, &["sites", "closing"]),
    ("aircraft and other fleets", 88.0, &["fleets", "lifts"]),
    ("freight, journeys, disposal", 114.0, &["freight", "repatriation", "dispositions"]),
];

/// What is kept of a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Figures {
    digest: String,
    status: String,
    gap: Option<f64>,
    start: Date,
    finished_on: Option<Date>,
    people_total: f64,
    people_left: f64,
    cost_usd: f64,
    value_lost_usd: f64,
    liquidation_usd: f64,
    /// Day of closing by site; null: it stays open.
    closes: BTreeMap<String, Option<Date>>,
    names: Vec<(String, String)>,
    /// People out at the end of each week.
    people_out: Vec<f64>,
    spent: BTreeMap<String, f64>,
}

impl Figures {
    fn of(plan: &Plan) -> Self {
        let s = &plan.summary;
        let weeks = plan.costs.iter().map(|c| c.period).max().unwrap_or(0) as usize;
        let mut out = vec![0.0; weeks + 1];
        let sites: Vec<&str> = plan.sites.iter().map(|x| x.id.as_str()).collect();
        for x in plan.movements.iter().filter(|x| plan.people_classes.contains(&x.class)) {
            if !sites.contains(&x.to.as_str()) {
                (x.arrives as usize..=weeks).for_each(|t| out[t] += x.quantity);
            }
        }
        let mut spent = BTreeMap::new();
        for c in &plan.costs {
            *spent.entry(c.category.clone()).or_insert(0.0) += c.usd;
        }
        Self {
            digest: plan.scenario.digest.clone(),
            status: plan.solver.status.clone(),
            gap: plan.solver.gap,
            start: s.start,
            finished_on: s.finished_on,
            people_total: s.people_total,
            people_left: s.people_left,
            cost_usd: s.cost_usd,
            value_lost_usd: s.equipment_value_lost_usd,
            liquidation_usd: plan.liquidation.as_ref().map_or(0.0, |l| l.cost_usd),
            closes: plan.sites.iter().map(|x| (x.id.clone(), x.closes_on)).collect(),
            names: plan.sites.iter().map(|x| (x.id.clone(), x.name.clone())).collect(),
            people_out: out,
            spent,
        }
    }

    /// On a straight line between the ends of weeks.
    fn people_on(&self, day: Date) -> f64 {
        let weeks = f64::from(days(self.start, day) + 1) / 7.0;
        let last = self.people_out.len() - 1;
        let (before, share) = ((weeks.floor() as usize).min(last), weeks.fract());
        let after = self.people_out[(before + 1).min(last)];
        self.people_out[before] + (after - self.people_out[before]) * share
    }
}

fn days(from: Date, to: Date) -> i32 {
    from.until(to).expect("days").get_days()
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn facts() -> Vec<Actual> {
    let text = std::fs::read_to_string(format!("{MALI}/actuals.csv")).expect("what happened");
    let list = actuals::facts(&text).expect("facts");
    let one = |f: actuals::Fact| Actual {
        measure: ScoredMeasure::from_key(&f.measure).expect("a measure"),
        site: f.site,
        date: f.date,
        value: f.value,
    };
    list.into_iter().map(one).collect()
}

fn digest(file: &str) -> String {
    let path = PathBuf::from(MALI).join(file);
    scenario::load(&path, &Overrides::default()).unwrap_or_else(|_| panic!("{file} loads")).digest
}

/// 25 Aug 2023.
fn day(d: Date) -> String {
    d.strftime("%-d %b %Y").to_string()
}

fn off(days: Option<i32>) -> String {
    days.map_or_else(|| "stays open".into(), |d| format!("{d:+}"))
}

fn percent(is: f64, was: f64) -> String {
    format!("{:+.0} %", (is / was - 1.0) * 100.0)
}

fn millions(usd: f64) -> String {
    format!("${:.0}m", usd / 1e6)
}

/// The tables of the page.
fn tables(plan: &Figures, events: &Forecast, known: &Forecast) -> String {
    let mut out = String::new();
    closings(&mut out, plan, events);
    people(&mut out, plan, events);
    money(&mut out, plan, events);
    forecast(&mut out, known);
    out
}

fn closings(out: &mut String, plan: &Figures, events: &Forecast) {
    out.push_str("| site | plan | days off | with the events of 2023 | days off | 2023 |\n|---|---|---|---|---|---|\n");
    let (mut by_plan, mut by_events) = (Vec::new(), Vec::new());
    for (id, name) in &plan.names {
        let real =
            facts().into_iter().find(|f| f.measure == ScoredMeasure::Closing && f.site == *id).and_then(|f| f.date);
        let forecast = events.sites.iter().find(|s| s.site == *id).and_then(|s| s.closes.p50);
        let planned = plan.closes[id];
        let shown = |d: Option<Date>| d.map_or_else(|| "stays open".into(), day);
        let gap = |d: Option<Date>| real.and_then(|r| d.map(|d| days(r, d)));
        if real.is_some_and(|r| r <= date(2023, 12, 8)) {
            by_plan.push(gap(planned));
            by_events.push(gap(forecast));
        }
        let (a, b) = real.map_or((String::new(), String::new()), |_| (off(gap(planned)), off(gap(forecast))));
        let was = real.map_or_else(|| "goes on (liquidation)".into(), day);
        let _ = writeln!(out, "| {name} | {} | {a} | {} | {b} | {was} |", shown(planned), shown(forecast));
    }
    let within = |list: &[Option<i32>], n: i32| list.iter().flatten().filter(|d| d.abs() <= n).count();
    let _ = writeln!(
        out,
        "\nOf the {} camps that closed by 8 December the plan closes {} within 21 days and {} within 10; with the events {} and {}.",
        by_plan.len(),
        within(&by_plan, 21),
        within(&by_plan, 10),
        within(&by_events, 21),
        within(&by_events, 10)
    );
    let end = |d: Option<Date>| d.map_or_else(|| "not in time".into(), day);
    let _ = writeln!(
        out,
        "Everybody is out by {} in the plan, by {} with the events (median of {} worlds); the withdrawal was declared complete on 31 Dec 2023.\n",
        end(plan.finished_on),
        end(events.finish.p50),
        events.worlds
    );
}

fn people(out: &mut String, plan: &Figures, events: &Forecast) {
    out.push_str("| people out by | plan | off | with the events | off | 2023 |\n|---|---|---|---|---|---|\n");
    let mut within = (0, 0, 0);
    for f in facts().into_iter().filter(|f| f.measure == ScoredMeasure::PeopleOut) {
        let (on, real) = (f.date.expect("a day"), f.value.expect("a number"));
        let (a, b) = (plan.people_on(on), events.people_on(on).expect("within the forecast").p50);
        within.2 += 1;
        within.0 += usize::from((a / real - 1.0).abs() <= 0.15);
        within.1 += usize::from((b / real - 1.0).abs() <= 0.15);
        let _ = writeln!(
            out,
            "| {} | {a:.0} | {} | {b:.0} | {} | {real:.0} |",
            day(on),
            percent(a, real),
            percent(b, real)
        );
    }
    let _ = writeln!(
        out,
        "\nWithin 15 % on {} of {} days in the plan, on {} with the events.\n",
        within.0, within.2, within.1
    );
}

fn money(out: &mut String, plan: &Figures, events: &Forecast) {
    out.push_str("| spending | plan | built-up estimate | off |\n|---|---|---|---|\n");
    for (name, estimate, headings) in BUILT_UP {
        let is: f64 = headings.iter().map(|h| plan.spent.get(*h).copied().unwrap_or(0.0)).sum();
        let _ = writeln!(out, "| {name} | {} | ${estimate:.0}m | {} |", millions(is), percent(is / 1e6, estimate));
    }
    let all: f64 = BUILT_UP.iter().map(|b| b.1).sum();
    let _ = writeln!(
        out,
        "| in all | {} | ${all:.0}m | {} |\n",
        millions(plan.cost_usd),
        percent(plan.cost_usd / 1e6, all)
    );
    let _ = writeln!(
        out,
        "With the events {} (median); $590m were authorised. Equipment lost: {} in the plan, {} with the events. The liquidation is beside that: {}.\n",
        millions(events.cost_usd.p50),
        millions(plan.value_lost_usd),
        millions(events.value_lost_usd.p50),
        millions(plan.liquidation_usd)
    );
    let gap = plan.gap.map_or_else(|| "not certified".into(), |g| format!("certified gap {:.1} %", g * 100.0));
    let _ = writeln!(out, "The plan: {gap}, {}; digest {}.\n", plan.status.replace('_', " "), &plan.digest[..12]);
}

fn forecast(out: &mut String, known: &Forecast) {
    let graded: Score = score(known, &facts());
    let _ = writeln!(
        out,
        "| forecast of 30 June, {} worlds | facts | in the band of 80 % | mean error | mean size of the error |\n|---|---|---|---|---|",
        known.worlds
    );
    for t in &graded.totals {
        let _ = writeln!(
            out,
            "| {} | {} | {:.0} % | {:+.0} {} | {:.0} |",
            t.measure.key().replace('_', " "),
            t.facts,
            t.coverage * 100.0,
            t.mean_error,
            t.measure.unit(),
            t.mean_absolute_error
        );
    }
    let _ = writeln!(out, "\nDigest {}, seed {}, made by version {}.", &known.digest[..12], known.seed, known.program);
}

/// What `docs/validation/regenerate` has just made, if it has: stored first.
fn store() {
    let Some(fresh) = std::env::var_os("VALIDATION").map(PathBuf::from) else { return };
    let plan: Plan = read(&fresh.join("plan/plan.json"));
    let text = serde_json::to_string_pretty(&Figures::of(&plan)).expect("JSON");
    std::fs::write(format!("{STORE}/plan.json"), text + "\n").expect("written");
    for name in ["events.json", "forecast.json"] {
        std::fs::copy(fresh.join(name), format!("{STORE}/{name}")).expect("copied");
    }
}

#[test]
fn the_page_is_current() {
    if kit::update() {
        store();
    }
    let store = Path::new(STORE);
    let (plan, events, known): (Figures, Forecast, Forecast) =
        (read(&store.join("plan.json")), read(&store.join("events.json")), read(&store.join("forecast.json")));
    for (file, stored) in [(PLAN, &plan.digest), (EVENTS, &events.digest), (KNOWN, &known.digest)] {
        assert_eq!(&digest(file), stored, "{file} changed since the figures were taken: docs/validation/regenerate");
    }
    let page = std::fs::read_to_string("docs/validation.md").expect("the page");
    let (begin, end) = ("<!-- generated: figures -->\n", "<!-- end of generated -->");
    let (before, rest) = page.split_once(begin).expect("the begin of the figures");
    let (_, after) = rest.split_once(end).expect("the end of the figures");
    kit::expected("docs/validation.md", &format!("{before}{begin}\n{}\n{end}{after}", tables(&plan, &events, &known)));
}
