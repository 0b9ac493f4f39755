//! The report of one plan.

use crate::locale::{retold, say, word};
use crate::plan::result::Plan;
use crate::report::chart::{Bars, Chart, Drawing, Series, Span, Time};
use crate::report::content::answer::answer;
use crate::report::content::confidence;
use crate::report::content::label::title;
use crate::report::content::liquidation;
use crate::report::content::plan as tables;
use crate::report::content::scarce::{self, bottleneck, clock};
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{KeyNumber, ReportSources, Section, View};
use crate::report::view::weeks::{at_sites, largest, summed, time};
use crate::report::view::{contributors, country, loads, money as spent, places, provenance};
use crate::tolerance::SHOWN;

/// The report of one plan.
pub fn of_plan(plan: &Plan, from: &ReportSources) -> View {
    View {
        title: title(&plan.scenario.title),
        answer: said(plan),
        facts: facts(plan),
        trust: provenance::line(plan, from.figures),
        warnings: from.warnings.iter().chain(&plan.notes).map(|n| retold(n)).collect(),
        sections: vec![
            Section { title: say!("The drawdown"), charts: vec![drawdown(plan)], ..Section::default() },
            capacity(plan, from),
            closings(plan),
            contributors::section(plan, from),
            places::section(plan, from),
            spent::section(plan, from),
            loads::section(plan, from),
            binds(plan),
            country::section(plan, from.mission),
            provenance::risk(plan),
            provenance::assumptions(from.figures),
            provenance::provenance(plan),
            Section {
                title: say!("All figures of the answer"),
                tables: vec![provenance::summary(plan)],
                ..Section::default()
            },
        ],
        annex: tables::of_plan(plan, from.manifest),
        ..View::default()
    }
}

/// The sentences of the first screen.
fn said(plan: &Plan) -> Vec<String> {
    let answer = answer(plan);
    let lines = answer.lines().map(str::to_owned).chain(liquidation::line(plan));
    lines.chain(confidence::lines(plan)).collect()
}

/// The numbers of the first screen: who is left, when it ends, what it costs, what is lost, who may be hurt, what binds.
pub(super) fn facts(plan: &Plan) -> Vec<KeyNumber> {
    let s = &plan.summary;
    let people = KeyNumber::new(
        say!("people left behind"),
        count(s.people_left),
        say!("{} of {} are out", count(s.people_out), count(s.people_total)),
    );
    let spare = |done: jiff::civil::Date| done.until(s.deadline).map_or(0, |d| d.get_days());
    let finish = match (s.finished_on, s.funded_until) {
        (Some(day), _) => {
            let days = spare(day);
            let when = match days {
                0 => say!("the day of the deadline"),
                1 => say!("one day before the deadline of {}", date(s.deadline)),
                _ => say!("{days} days before the deadline of {}", days, date(s.deadline)),
            };
            KeyNumber::new(say!("everything out by"), date(day), when)
        }
        (None, Some(day)) => {
            KeyNumber::new(say!("money lasts until"), date(day), say!("the deadline is {}", date(s.deadline)))
        }
        (None, None) => {
            KeyNumber::new(say!("everything out by"), say!("not in time"), say!("the deadline is {}", date(s.deadline)))
        }
    };
    let under = match (s.budget_usd, s.shortfall_usd) {
        (Some(b), Some(short)) if short > 0.0 => say!("of {}; {} more are needed", money(b), money(short)),
        (Some(b), _) => say!("of {}; {} are spare", money(b), money((b - s.cost_usd).max(0.0))),
        (None, _) => say!("money does not limit"),
    };
    let home = say!("{} of {} loads go home", count(s.cargo_out), count(s.cargo_total));
    vec![
        people,
        finish,
        KeyNumber::new(say!("spent"), money(s.cost_usd), expected(plan, &under)),
        KeyNumber::new(say!("equipment lost"), money(s.equipment_value_lost_usd), home),
        hurt(plan),
        KeyNumber::new(
            say!("binds first"),
            // A search that was ended has not asked.
            bottleneck(plan)
                .unwrap_or_else(|| if plan.solver.status == "optimal" { say!("nothing") } else { say!("not known") }),
            say!("what one more of would help most; see the part on what binds"),
        ),
    ]
}

/// A planned sum never stands alone where the worlds say what to expect.
fn expected(plan: &Plan, under: &str) -> String {
    let c = plan.summary.confidence.as_ref();
    c.map_or_else(|| under.to_owned(), |c| say!("{under}; expect {}", under, money(c.cost_mean_usd)))
}

/// Who may be hurt: in the random worlds if there are any, else as the lifts of the plan say.
fn hurt(plan: &Plan) -> KeyNumber {
    let n = confidence::casualties(plan);
    let shown = if n >= 10.0 { count(n) } else { fixed(n, 1) };
    let basis = if plan.summary.confidence.is_some() {
        say!("mean of the random worlds")
    } else {
        say!("as the risk of the routes says")
    };
    KeyNumber::new(say!("expected to be hurt or killed"), shown, basis)
}

/// The one picture of the first screen.
pub(super) fn drawdown(plan: &Plan) -> Chart {
    let s = &plan.summary;
    let time = time(plan);
    let mut marks = vec![(f64::from(time.periods), say!("deadline {}", date(s.deadline)))];
    let last = plan.sites.iter().filter_map(|x| x.closes_period).max();
    if let (Some(day), Some(last)) = (s.finished_on, last) {
        marks.push((f64::from(last), say!("all out {}", date(day))));
    }
    if let (Some(day), Some(period)) = (s.funded_until, s.funded_periods) {
        marks.push((f64::from(period), say!("money ends {}", date(day))));
    }
    Chart {
        key: "drawdown".into(),
        title: halves(plan, time),
        alt: say!(
            "From {} people and {} loads on {} to {} people and {} loads on {}.",
            count(s.people_total),
            count(s.cargo_total),
            date(s.start),
            count(s.people_left),
            count(s.cargo_left),
            date(s.finished_on.or(s.funded_until).unwrap_or(s.deadline))
        ),
        figure: Drawing::Lines {
            time,
            unit: say!("people, loads"),
            bands: Vec::new(),
            series: vec![
                Series::line(say!("people"), at_sites(plan, true)),
                Series::line(say!("loads"), at_sites(plan, false)),
            ],
            marks,
        },
    }
}

/// What leaves by week against what the exits that are used can take.
fn capacity(plan: &Plan, from: &ReportSources) -> Section {
    let m = from.mission;
    let time = time(plan);
    let mut charts = Vec::new();
    for (people, key, what) in [(true, "people_capacity", say!("people")), (false, "loads_capacity", say!("loads"))] {
        let used: Vec<_> = m
            .exits
            .values()
            .filter(|x| {
                plan.movements.iter().any(|v| v.to == x.key && plan.people_classes.contains(&v.class) == people)
            })
            .collect();
        let layers: Vec<Series> = used
            .iter()
            .map(|x| {
                let here =
                    plan.movements.iter().filter(|v| v.to == x.key && plan.people_classes.contains(&v.class) == people);
                Series::line(x.name.clone(), summed(plan, here.map(|v| (v.arrives, v.quantity))))
            })
            .collect();
        if layers.is_empty() {
            continue;
        }
        let layers = largest(layers, 6);
        let at = |t: usize| -> f64 {
            used.iter()
                .map(|x| {
                    if people {
                        x.people.get(t).map_or(0.0, |v| v.get())
                    } else {
                        x.loads.get(t).map_or(0.0, |v| v.get())
                    }
                })
                .sum()
        };
        let most: Vec<f64> = (0..=time.periods as usize).map(|t| at(t.max(1))).collect();
        let limited = most.iter().all(|v| v.is_finite());
        let total: f64 = layers.iter().flat_map(|s| &s.values).sum();
        let limits = if limited { vec![Series::step(say!("what these exits can take"), most)] } else { Vec::new() };
        charts.push(Chart {
            key: key.into(),
            title: filled(people, &layers, &limits, time),
            alt: say!("{} {what} leave through {} exits.", count(total), what, used.len()),
            figure: Drawing::Stack { time, unit: say!("{what} a {}", what, time.unit()), layers, limits },
        });
    }
    Section { title: say!("What leaves, against what the exits can take"), charts, ..Section::default() }
}

/// A share of the capacity from which on an exit is full.
const FULL: f64 = 0.98;

/// How far the exits are used, for the head of the picture.
fn filled(people: bool, layers: &[Series], limits: &[Series], time: Time) -> String {
    let out = |t: usize| layers.iter().filter_map(|s| s.values.get(t)).sum::<f64>();
    let used = |t: usize| limits.first().and_then(|l| l.values.get(t)).filter(|l| **l > 0.0).map(|l| out(t) / l);
    let shares = || (1..=time.periods as usize).filter_map(used);
    let full = shares().filter(|share| *share >= FULL).count();
    let unit = time.unit();
    match shares().reduce(f64::max) {
        Some(_) if full > 0 && people => {
            say!("People fill these exits in {full} of {} {unit}s", full, time.periods, unit)
        }
        Some(_) if full > 0 => say!("Loads fill these exits in {full} of {} {unit}s", full, time.periods, unit),
        Some(most) if people => say!("People never take more than {} of these exits", percent(most, 0)),
        Some(most) => say!("Loads never take more than {} of these exits", percent(most, 0)),
        None => {
            let (t, n) =
                (1..=time.periods).map(|t| (t, out(t as usize))).fold((0, 0.0), |a, b| if b.1 > a.1 { b } else { a });
            if people {
                say!("Most people leave in {unit} {t}: {}", unit, t, count(n))
            } else {
                say!("Most loads leave in {unit} {t}: {}", unit, t, count(n))
            }
        }
    }
}

/// Sites open, as bars and as a table.
pub(super) fn closings(plan: &Plan) -> Section {
    let time = time(plan);
    let last = plan.summary.funded_periods.unwrap_or(time.periods);
    let mut spans: Vec<Span> = plan
        .sites
        .iter()
        .map(|s| Span {
            name: s.name.clone(),
            weeks: f64::from(s.closes_period.unwrap_or(last)),
            moving: moving(plan, &s.id, last),
            cleaning: cleaning(plan, &s.id, last),
            label: s.closes_on.map_or_else(|| say!("stays open"), date),
            open_end: s.closes_period.is_none(),
        })
        .collect();
    spans.sort_by(|a, b| a.weeks.total_cmp(&b.weeks));
    let title = match (spans.iter().find(|s| !s.open_end), spans.iter().filter(|s| s.open_end).count()) {
        (Some(first), 0) if spans.len() > 1 => say!(
            "{} closes first, on {}; the last of {} sites on {}",
            first.name,
            first.label,
            spans.len(),
            spans.last().map_or("", |s| s.label.as_str())
        ),
        (Some(_), 0) => say!("The site closes in time"),
        (_, open) => say!("{open} of {} sites do not close", open, spans.len()),
    };
    let words: Vec<String> = spans.iter().map(|s| format!("{} {}", s.name, s.label)).collect();
    let chart = Chart {
        key: "closings".into(),
        title,
        alt: words.join(&say!("; ")),
        figure: Drawing::Gantt { of: Bars::Sites, time, spans, deadline: f64::from(time.periods) },
    };
    let mut table = Table::new(
        "site_closings",
        &say!("Sites"),
        &["site", "closes on", "week", "people at the start", "loads at the start"],
    );
    let mut sites: Vec<_> = plan.sites.iter().collect();
    sites.sort_by_key(|s| s.closes_period.unwrap_or(u32::MAX));
    for s in sites {
        table.push(vec![
            Cell::text(&s.name),
            s.closes_on.map_or_else(|| Cell::Text(say!("stays open")), Cell::Date),
            s.closes_period.map_or(Cell::Blank, |p| Cell::Count(p.into())),
            Cell::Count(s.people_start),
            Cell::Count(s.cargo_start),
        ]);
    }
    Section { title: say!("When each site closes"), charts: vec![chart], tables: vec![table], ..Section::default() }
}

/// The end of the last period in which a site still has all its people and loads.
fn moving(plan: &Plan, site: &str, last: u32) -> f64 {
    let at =
        |t: u32| -> f64 { plan.stocks.iter().filter(|x| x.site == site && x.period == t).map(|x| x.quantity).sum() };
    let all = at(0);
    f64::from((1..=last).find(|t| at(*t) < all * 0.995 - 0.5).map_or(last, |t| t - 1))
}

/// The period at whose end the last load has left a site.
fn cleaning(plan: &Plan, site: &str, last: u32) -> f64 {
    let loads = |t: u32| -> f64 {
        let here = plan.stocks.iter().filter(|x| x.site == site && x.period == t);
        here.filter(|x| !plan.people_classes.contains(&x.class)).map(|x| x.quantity).sum()
    };
    f64::from((0..=last).rev().find(|t| loads(*t) >= SHOWN).map_or(0, |t| t + 1).min(last))
}

/// When half of the people have left, in a sentence for the head of the first picture.
fn halves(plan: &Plan, time: Time) -> String {
    let s = &plan.summary;
    let people = at_sites(plan, true);
    let half = people.iter().position(|n| *n <= s.people_total / 2.0).filter(|t| *t > 0);
    let half = half.map(|t| say!("Half of the people have left the sites by {}", date(time.day(t as u32))));
    match (half, s.finished_on) {
        (Some(half), Some(day)) => say!("{half}, everybody and everything by {}", half, date(day)),
        (Some(half), None) => {
            say!("{half}; {} people and {} loads stay", half, count(s.people_left), count(s.cargo_left))
        }
        (None, _) if s.people_total > 0.0 => {
            say!("{} of {} people stay", count(s.people_left), count(s.people_total))
        }
        (None, _) => say!("Loads still at the sites"),
    }
}

/// Rows of what binds that a reader looks at.
const BINDING: usize = 12;

fn binds(plan: &Plan) -> Section {
    let title = say!("What binds, and what one more buys");
    if plan.marginals.is_empty() {
        let words = vec![say!("With these closings nothing that more of would help, or it was not looked for.")];
        return Section { title, words, ..Section::default() };
    }
    let unit = word("unit", clock(plan).unit());
    let columns = ["limit", &say!("first {unit}", unit), &say!("last {unit}", unit), "change", "is worth"];
    let mut t = Table::new("scarce", &say!("What is scarce"), &columns);
    for m in plan.marginals.iter().take(BINDING) {
        t.push(vec![
            Cell::Text(scarce::name(m)),
            m.periods.iter().min().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            m.periods.iter().max().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            Cell::Text(scarce::one_more(&m.unit)),
            Cell::Text(scarce::gain(m.worth, &m.objective)),
        ]);
    }
    let words = vec![say!(
        "Each was solved again with one more of it in every {unit} from the first to the last, the closings as planned. What the one more itself costs is not counted. The command drawdown explain shows how far each worth holds.",
        unit
    )];
    Section { title, words, tables: vec![t], ..Section::default() }
}
