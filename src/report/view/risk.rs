//! The report of a simulation: how likely the plan holds, when sites really close, what fails first.

use jiff::civil::Date;

use crate::plan::result::Plan;
use crate::report::chart::{Band, Bar, Chart, Drawing, Range, Series, Time};
use crate::report::content::answer;
use crate::report::content::{plan as tables, risk, worlds};
use crate::report::numbers::{count, date, money};
use crate::report::table::Cell;
use crate::report::view::document::{KeyNumber, ReportSources, Section, View};
use crate::report::view::weeks::time;
use crate::report::view::{plan as planned, provenance};
use crate::simulate::Replication;
use crate::simulate::record::{Record, Subject};
use crate::simulate::statistics::Chance;
use crate::simulate::summary::RiskSummary;

/// A simulation to report: its first case in full, the others in the tables.
#[derive(Debug, Clone, Copy)]
pub struct Simulated<'a> {
    /// The plan that was replayed.
    pub plan: &'a Plan,
    /// All cases in numbers.
    pub risk: &'a risk::RiskContent<'a>,
    /// Every world of every case.
    pub record: &'a Record,
}

impl<'a> Simulated<'a> {
    fn summary(&self) -> &'a RiskSummary {
        &self.risk.cases[0].summary
    }
    fn subject(&self) -> &'a Subject {
        self.risk.cases[0].subject
    }
    fn worlds(&self) -> &'a [Replication] {
        self.record.cases.first().map_or(&[], |c| &c.replications)
    }
    fn day(&self, period: f64) -> String {
        self.subject().day(period).map_or_else(|| "never within the overtime".to_owned(), |d: Date| date(d))
    }
}

/// The report of a simulation.
pub fn of_simulation(s: &Simulated, from: &ReportSources) -> View {
    let mut plan_facts = Section {
        title: "The plan that was replayed".into(),
        charts: vec![planned::drawdown(s.plan)],
        tables: vec![provenance::summary(s.plan)],
        ..Section::default()
    };
    plan_facts.words = answer::answer(s.plan).lines().map(str::to_owned).collect();
    let mut risks = worlds::tables(s.risk).into_iter();
    let spread = risks.next();
    View {
        title: format!("{}: how likely the plan holds", s.plan.scenario.title),
        answer: answer(s),
        facts: facts(s),
        trust: trust_line(s, from),
        warnings: from.warnings.iter().chain(&s.plan.notes).cloned().collect(),
        sections: vec![
            Section { title: "Sites still open".into(), charts: vec![fan(s)], ..Section::default() },
            Section {
                title: "When each site closes".into(),
                charts: vec![ranges(s)],
                tables: risks.next().into_iter().collect(),
                ..Section::default()
            },
            Section {
                title: "When it ends, and what it costs".into(),
                charts: vec![ends(s), costs(s)],
                tables: spread.into_iter().collect(),
                ..Section::default()
            },
            Section {
                title: "What fails first".into(),
                charts: failures(s).into_iter().collect(),
                tables: risks.collect(),
                ..Section::default()
            },
            plan_facts,
            provenance::assumptions(from.figures),
            provenance(s),
        ],
        annex: tables::of_plan(s.plan, from.manifest).into_iter().chain([worlds::replications(s.record)]).collect(),
        ..View::default()
    }
}

fn percent(c: Chance) -> String {
    format!("{:.0} % (95 % interval {:.0} to {:.0} %)", c.share * 100.0, c.low * 100.0, c.high * 100.0)
}

fn answer(s: &Simulated) -> Vec<String> {
    let f = &s.summary().finish;
    let plan = s
        .plan
        .summary
        .finished_on
        .map_or_else(|| "not to end by its deadline".into(), |d| format!("to end by {}", date(d)));
    vec![
        format!(
            "Everybody is out by the deadline of {} in {} of {} random worlds.",
            date(s.plan.summary.deadline),
            percent(s.summary().out_by_deadline),
            count(s.summary().worlds as f64)
        ),
        format!(
            "The plan is {plan}; half of the worlds have ended by {}, 80 % by {} and 95 % by {}.",
            s.day(f.p50),
            s.day(f.p80),
            s.day(f.p95)
        ),
    ]
}

fn facts(s: &Simulated) -> Vec<KeyNumber> {
    let Chance { share: p, low, high, .. } = s.summary().out_by_deadline;
    let between = format!("{:.0} to {:.0} % with 95 % confidence", low * 100.0, high * 100.0);
    let mut facts = vec![
        KeyNumber::new("everybody out in time", format!("{:.0} %", p * 100.0), between),
        KeyNumber::new(
            "ended in 80 % of the worlds by",
            s.day(s.summary().finish.p80),
            s.plan.summary.finished_on.map_or_else(|| "not planned to end".into(), |d| format!("planned: {}", date(d))),
        ),
        KeyNumber::new(
            "cost in 80 % of the worlds below",
            money(s.summary().cost_usd.p80),
            format!("planned: {}", money(s.plan.summary.cost_usd)),
        ),
    ];
    facts.push(match s.summary().within_budget {
        Some(Chance { share: p, low, high, .. }) => KeyNumber::new(
            "ended within the budget",
            format!("{:.0} %", p * 100.0),
            format!("{:.0} to {:.0} % with 95 % confidence", low * 100.0, high * 100.0),
        ),
        None => KeyNumber::new(
            "wounded and killed",
            format!("{:.1}", s.summary().casualties.mean),
            format!("mean; 95 % of the worlds: at most {:.0}", s.summary().casualties.p95),
        ),
    });
    facts
}

fn trust_line(s: &Simulated, from: &ReportSources) -> String {
    format!(
        "{} worlds of seed {}; {}.",
        count(s.summary().worlds as f64),
        s.risk.seed,
        provenance::assumed(from.figures)
    )
}

/// The axis with the overtime that the worlds needed.
fn axis(s: &Simulated) -> Time {
    let never = s.subject().never();
    let last = s.worlds().iter().map(|r| r.finished.unwrap_or(never)).max().unwrap_or(0);
    Time { periods: time(s.plan).periods.max(last.min(never)), ..time(s.plan) }
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    sorted.get(((p * sorted.len() as f64).ceil() as usize).clamp(1, sorted.len().max(1)) - 1).copied().unwrap_or(0.0)
}

/// Sites open by week: what was planned, and the spread of the worlds.
fn fan(s: &Simulated) -> Chart {
    let time = axis(s);
    let open = |closes: &[Option<u32>], t: u32| closes.iter().filter(|c| c.is_none_or(|c| t < c)).count() as f64;
    let plan: Vec<Option<u32>> = s.plan.sites.iter().map(|x| x.closes_period).collect();
    let mut at: Vec<Vec<f64>> = Vec::new();
    for t in 0..=time.periods {
        let mut counts: Vec<f64> = s.worlds().iter().map(|r| open(&r.closes, t)).collect();
        counts.sort_by(f64::total_cmp);
        at.push(counts);
    }
    let of = |p: f64| at.iter().map(|c| quantile(c, p)).collect::<Vec<_>>();
    let marks = vec![(f64::from(s.subject().deadline), "deadline".to_owned())];
    Chart {
        key: "fan".into(),
        title: "Sites still open, planned and in the random worlds".into(),
        alt: format!(
            "Planned from {} sites to {}; the bands hold 90 % and 60 % of the worlds.",
            count(open(&plan, 0)),
            count(open(&plan, time.periods))
        ),
        figure: Drawing::Lines {
            time,
            unit: "sites open".into(),
            bands: vec![
                Band { name: "5 to 95 % of the worlds".into(), low: of(0.05), high: of(0.95) },
                Band { name: "20 to 80 %".into(), low: of(0.2), high: of(0.8) },
            ],
            series: vec![
                Series::line("half of the worlds", of(0.5)),
                Series::line("planned", (0..=time.periods).map(|t| open(&plan, t)).collect()),
            ],
            marks,
        },
    }
}

fn ranges(s: &Simulated) -> Chart {
    let mut rows: Vec<Range> = s
        .summary()
        .closings
        .iter()
        .map(|c| Range {
            name: c.name.clone(),
            planned: c.planned.map(f64::from),
            at: [c.period.p5, c.period.p50, c.period.p80, c.period.p95],
            label: format!("80 %: {}", s.day(c.period.p80)),
        })
        .collect();
    rows.sort_by(|a, b| a.at[1].total_cmp(&b.at[1]));
    for r in &mut rows {
        // The year is on the axis.
        r.label = r.label.rsplit_once(' ').map_or_else(String::new, |(day, _)| day.to_owned());
    }
    let words: Vec<String> = rows.iter().map(|r| format!("{} {}", r.name, r.label)).collect();
    Chart {
        key: "risk_closings".into(),
        title: "Closing dates: planned, and in the random worlds".into(),
        alt: words.join("; "),
        figure: Drawing::Ranges { time: axis(s), rows },
    }
}

/// Worlds by the period in which they end.
fn ends(s: &Simulated) -> Chart {
    let time = axis(s);
    let mut worlds = vec![0.0; time.periods as usize + 1];
    let mut never = 0;
    for r in s.worlds() {
        match r.finished.and_then(|f| worlds.get_mut(f as usize)) {
            Some(n) => *n += 1.0,
            None => never += 1,
        }
    }
    Chart {
        key: "risk_ends".into(),
        title: format!("In how many worlds it ends in which {}", time.unit()),
        alt: format!("{} of {} worlds do not end within the time that is replayed.", never, s.worlds().len()),
        figure: Drawing::Stack {
            time,
            unit: "worlds".into(),
            layers: vec![Series::line("worlds that end", worlds)],
            limits: Vec::new(),
        },
    }
}

/// Classes of a histogram.
const CLASSES: usize = 10;

fn costs(s: &Simulated) -> Chart {
    let cost = |r: &Replication| r.cost_usd;
    let low = s.worlds().iter().map(cost).fold(f64::INFINITY, f64::min);
    let high = s.worlds().iter().map(cost).fold(0.0, f64::max);
    let width = ((high - low) / CLASSES as f64).max(1.0);
    let mut bars: Vec<Bar> = (0..CLASSES)
        .map(|i| {
            let from = low + i as f64 * width;
            Bar { name: format!("{} to {}", money(from), money(from + width)), value: 0.0, label: String::new() }
        })
        .collect();
    for r in s.worlds() {
        bars[(((cost(r) - low) / width) as usize).min(CLASSES - 1)].value += 1.0;
    }
    for b in &mut bars {
        b.label = count(b.value);
    }
    Chart {
        key: "risk_costs".into(),
        title: "Worlds by what they cost".into(),
        alt: format!("From {} to {}.", money(low.min(high)), money(high)),
        figure: Drawing::Bars { bars },
    }
}

fn failures(s: &Simulated) -> Option<Chart> {
    if s.summary().causes.is_empty() {
        return None;
    }
    let share =
        |n: usize| format!("{} ({:.0} %)", count(n as f64), n as f64 / s.summary().worlds.max(1) as f64 * 100.0);
    let bars = s.summary().causes.iter().take(10);
    let bars: Vec<Bar> = bars
        .map(|c| Bar {
            name: format!("{}: {} ({})", c.process, c.place, c.what),
            value: c.worlds as f64,
            label: share(c.worlds),
        })
        .collect();
    Some(Chart {
        key: "risk_failures".into(),
        title: "What made something late first, in how many worlds".into(),
        alt: bars.iter().map(|b| format!("{} {}", b.name, b.label)).collect::<Vec<_>>().join("; "),
        figure: Drawing::Bars { bars },
    })
}

fn provenance(s: &Simulated) -> Section {
    let mut section = provenance::provenance(s.plan);
    if let Some(t) = section.tables.first_mut() {
        for row in &mut t.rows {
            let what = row[0].shown();
            if what == "random numbers" {
                row[1] = Cell::text(format!("seed {}, worlds {}", s.risk.seed, count(s.worlds().len() as f64)));
            } else if what == "command that makes it again" {
                let runs = s.worlds().len();
                let text = format!(
                    "{} --runs {runs} --seed {}",
                    provenance::command("simulate", &s.plan.scenario),
                    s.risk.seed
                );
                row[1] = Cell::Text(text);
            }
        }
    }
    section
}
