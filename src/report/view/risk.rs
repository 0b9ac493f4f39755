//! The report of a simulation: how likely the plan holds, when sites really close, what fails first.

use jiff::civil::Date;

use crate::locale::{retold, say, word};
use crate::plan::result::Plan;
use crate::report::chart::{Band, Bar, Chart, Drawing, Range, Series, Time};
use crate::report::content::answer;
use crate::report::content::label::{process, title};
use crate::report::content::{plan as tables, risk, worlds};
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::report::table::Cell;
use crate::report::view::document::{KeyNumber, ReportSources, Section, View};
use crate::report::view::weeks::time;
use crate::report::view::{plan as planned, provenance};
use crate::simulate::Replication;
use crate::simulate::record::{Record, Subject};
use crate::simulate::statistics::Chance;
use crate::simulate::summary::{Closing, RiskSummary};
use crate::tolerance::EXACT;
use crate::vocabulary::named;

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
        self.subject().day(period).map_or_else(|| say!("never within the overtime"), |d: Date| date(d))
    }
}

/// The report of a simulation.
pub fn of_simulation(s: &Simulated, from: &ReportSources) -> View {
    let mut plan_facts = Section {
        title: say!("The plan that was replayed"),
        charts: vec![planned::drawdown(s.plan)],
        tables: vec![provenance::summary(s.plan)],
        ..Section::default()
    };
    plan_facts.words = answer::answer(s.plan).lines().map(str::to_owned).collect();
    let mut risks = worlds::tables(s.risk).into_iter();
    let spread = risks.next();
    View {
        title: say!("{}: how likely the plan holds", title(&s.plan.scenario.title)),
        answer: answer(s),
        facts: facts(s),
        trust: trust_line(s, from),
        warnings: from.warnings.iter().chain(&s.plan.notes).map(|n| retold(n)).collect(),
        sections: vec![
            Section { title: say!("Sites still open"), charts: vec![fan(s)], ..Section::default() },
            Section {
                title: say!("When each site closes"),
                charts: vec![ranges(s)],
                tables: risks.next().into_iter().collect(),
                ..Section::default()
            },
            Section {
                title: say!("When it ends, and what it costs"),
                charts: vec![ends(s), costs(s)],
                tables: spread.into_iter().collect(),
                ..Section::default()
            },
            Section {
                title: say!("What fails first"),
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

fn chance(c: Chance) -> String {
    say!(
        "{} % (95 % interval {} to {} %)",
        fixed(c.share * 100.0, 0),
        fixed(c.low * 100.0, 0),
        fixed(c.high * 100.0, 0)
    )
}

fn answer(s: &Simulated) -> Vec<String> {
    let f = &s.summary().finish;
    let plan = s
        .plan
        .summary
        .finished_on
        .map_or_else(|| say!("not to end by its deadline"), |d| say!("to end by {}", date(d)));
    vec![
        say!(
            "Everybody is out by the deadline of {} in {} of {} random worlds.",
            date(s.plan.summary.deadline),
            chance(s.summary().out_by_deadline),
            count(s.summary().worlds as f64)
        ),
        say!(
            "The plan is {plan}; half of the worlds have ended by {}, 80 % by {} and 95 % by {}.",
            plan,
            s.day(f.p50),
            s.day(f.p80),
            s.day(f.p95)
        ),
    ]
}

fn facts(s: &Simulated) -> Vec<KeyNumber> {
    let Chance { share: p, low, high, .. } = s.summary().out_by_deadline;
    let between = say!("{} to {} % with 95 % confidence", fixed(low * 100.0, 0), fixed(high * 100.0, 0));
    let mut facts = vec![
        KeyNumber::new(say!("everybody out in time"), percent(p, 0), between),
        KeyNumber::new(
            say!("ended in 80 % of the worlds by"),
            s.day(s.summary().finish.p80),
            s.plan.summary.finished_on.map_or_else(|| say!("not planned to end"), |d| say!("planned: {}", date(d))),
        ),
        KeyNumber::new(
            say!("cost in 80 % of the worlds below"),
            money(s.summary().cost_usd.p80),
            say!("planned: {}", money(s.plan.summary.cost_usd)),
        ),
    ];
    facts.push(match s.summary().within_budget {
        Some(Chance { share: p, low, high, .. }) => KeyNumber::new(
            say!("ended within the budget"),
            percent(p, 0),
            say!("{} to {} % with 95 % confidence", fixed(low * 100.0, 0), fixed(high * 100.0, 0)),
        ),
        None => KeyNumber::new(
            say!("wounded and killed"),
            fixed(s.summary().casualties.mean, 1),
            say!("mean; 95 % of the worlds: at most {}", fixed(s.summary().casualties.p95, 0)),
        ),
    });
    facts
}

fn trust_line(s: &Simulated, from: &ReportSources) -> String {
    say!("{} worlds of seed {}; {}.", count(s.summary().worlds as f64), s.risk.seed, provenance::assumed(from.figures))
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
    let marks = vec![(f64::from(s.subject().deadline), say!("deadline"))];
    Chart {
        key: "fan".into(),
        title: say!(
            "The last site is to close on {}; in 80 % of the worlds it has by {}",
            s.plan.summary.finished_on.map_or_else(|| say!("no day before the deadline"), date),
            s.day(s.summary().finish.p80)
        ),
        alt: say!(
            "Planned from {} sites to {}; the bands hold 90 % and 60 % of the worlds.",
            count(open(&plan, 0)),
            count(open(&plan, time.periods))
        ),
        figure: Drawing::Lines {
            time,
            unit: say!("sites open"),
            bands: vec![
                Band { name: say!("5 to 95 % of the worlds"), low: of(0.05), high: of(0.95) },
                Band { name: say!("20 to 80 %"), low: of(0.2), high: of(0.8) },
            ],
            series: vec![
                Series::line(say!("half of the worlds"), of(0.5)),
                Series::line(say!("planned"), (0..=time.periods).map(|t| open(&plan, t)).collect()),
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
            label: say!("80 %: {}", s.day(c.period.p80)),
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
        title: latest(s),
        alt: words.join(&say!("; ")),
        figure: Drawing::Ranges { time: axis(s), rows },
    }
}

/// The site that is held up longest, for the head of its picture.
fn latest(s: &Simulated) -> String {
    let late = |c: &Closing| c.planned.map_or(0.0, |p| c.period.p80 - f64::from(p));
    match s.summary().closings.iter().max_by(|a, b| late(a).total_cmp(&late(b))).filter(|c| late(c) > EXACT) {
        Some(c) => say!(
            "{} is held up longest: planned for {}, closed by {} in 80 % of the worlds",
            c.name,
            s.day(c.planned.map_or(0.0, f64::from)),
            s.day(c.period.p80)
        ),
        None => say!("In 80 % of the worlds every site closes as planned"),
    }
}

/// Worlds by the period in which they end.
fn ends(s: &Simulated) -> Chart {
    let time = axis(s);
    let deadline = s.subject().deadline;
    let mut worlds = [vec![0.0; time.periods as usize + 1], vec![0.0; time.periods as usize + 1]];
    let mut never = 0;
    for r in s.worlds() {
        let late = r.finished.is_some_and(|f| f > deadline);
        match r.finished.and_then(|f| worlds[usize::from(late)].get_mut(f as usize)) {
            Some(n) => *n += 1.0,
            None => never += 1,
        }
    }
    let timely: f64 = worlds[0].iter().sum();
    let [in_time, late] = worlds;
    let mut layers = vec![Series::line(say!("end in time"), in_time)];
    if late.iter().any(|n| *n > 0.0) {
        layers.push(Series::line(say!("end after the deadline"), late));
    }
    Chart {
        key: "risk_ends".into(),
        title: say!(
            "{} of {} worlds end by the deadline of {}",
            count(timely),
            count(s.worlds().len() as f64),
            date(s.plan.summary.deadline)
        ),
        alt: say!("{} of {} worlds do not end within the time that is replayed.", never, s.worlds().len()),
        figure: Drawing::Stack { time, unit: say!("worlds"), layers, limits: Vec::new() },
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
            Bar { name: say!("{} to {}", money(from), money(from + width)), value: 0.0, label: String::new() }
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
        title: say!(
            "80 % of the worlds cost at most {}; the plan says {}",
            money(s.summary().cost_usd.p80),
            money(s.plan.summary.cost_usd)
        ),
        alt: say!("From {} to {}.", money(low.min(high)), money(high)),
        figure: Drawing::Bars { bars },
    }
}

fn failures(s: &Simulated) -> Option<Chart> {
    let first = s.summary().causes.first()?;
    let names = &s.subject().names;
    let share = |n: usize| format!("{} ({})", count(n as f64), percent(n as f64 / s.summary().worlds.max(1) as f64, 0));
    let bars = s.summary().causes.iter().take(10);
    let bars: Vec<Bar> = bars
        .map(|c| Bar {
            name: say!("{}: {} ({})", process(&c.process, names), named(names, &c.place), word("value", &c.what)),
            value: c.worlds as f64,
            label: share(c.worlds),
        })
        .collect();
    Some(Chart {
        key: "risk_failures".into(),
        title: say!(
            "What most often goes wrong first: {} ({place}), in {} of {} worlds",
            process(&first.process, names),
            named(names, &first.place),
            count(first.worlds as f64),
            count(s.worlds().len() as f64)
        ),
        alt: bars.iter().map(|b| format!("{} {}", b.name, b.label)).collect::<Vec<_>>().join(&say!("; ")),
        figure: Drawing::Bars { bars },
    })
}

fn provenance(s: &Simulated) -> Section {
    let mut section = provenance::provenance(s.plan);
    if let Some(t) = section.tables.first_mut() {
        for row in &mut t.rows {
            let what = row[0].shown();
            if what == say!("random numbers") {
                let there = count(s.worlds().len() as f64);
                // A share of the worlds, or a run that was stopped.
                let worlds = if (s.worlds().len() as u64) < s.record.runs {
                    say!("{} of {}", there, count(s.record.runs as f64))
                } else {
                    there
                };
                row[1] = Cell::text(say!("seed {}, worlds {}", s.risk.seed, worlds));
            } else if what == say!("command that makes it again") {
                row[1] = Cell::Text(provenance::again(&s.record.command, "simulate", &s.plan.scenario));
            }
        }
    }
    section
}
