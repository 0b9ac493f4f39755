//! The one neutral view: what a report says, before any format. All formats render this, so their numbers agree.

use crate::mission::{Mission, Node};
use crate::plan::manifest::Manifest;
use crate::plan::result::Plan;
use crate::report::chart::{Chart, Figure, Link, Series, Span, Spot};
use crate::report::comparison;
use crate::report::narrative::narrative;
use crate::report::numbers::{count, date, dollars, money};
use crate::report::table::{Cell, Table};
use crate::report::{tables, text};
use crate::scenario::Figure as Assumption;
use crate::study::compare::Comparison;

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Paragraphs before the pictures.
    pub words: Vec<String>,
    /// Pictures.
    pub charts: Vec<Chart>,
    /// Tables.
    pub tables: Vec<Table>,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// Heading.
    pub title: String,
    /// The answer, sentence by sentence.
    pub answer: Vec<String>,
    /// Four numbers: what and how much.
    pub facts: Vec<(String, String)>,
    /// Everything else; the first section has the first picture.
    pub sections: Vec<Section>,
    /// Long tables, for sheets only.
    pub annex: Vec<Table>,
}

/// What a report of a plan is made from.
#[derive(Debug, Clone)]
pub struct Sources<'a> {
    /// The mission.
    pub mission: &'a Mission,
    /// Every figure with its label.
    pub figures: &'a [Assumption],
    /// Outlines for the map.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// The orders.
    pub manifest: &'a Manifest,
}

/// The report of one plan.
pub fn of_plan(plan: &Plan, from: &Sources) -> View {
    let s = &plan.summary;
    let finish = s.finished_on.map_or_else(|| "not by the deadline".into(), date);
    let facts = [
        ("people left", count(s.people_left)),
        ("finished", finish),
        ("spent", s.budget_usd.map_or_else(|| money(s.cost_usd), |b| format!("{} of {}", money(s.cost_usd), money(b)))),
        ("equipment lost", money(s.equipment_value_lost_usd)),
    ];
    View {
        title: plan.scenario.title.clone(),
        answer: text::answer(plan).lines().map(str::to_owned).collect(),
        facts: facts.map(|(k, v)| (k.to_owned(), v)).into(),
        sections: vec![
            Section { title: "The drawdown".into(), charts: vec![drawdown(plan)], ..Section::default() },
            Section {
                title: "When each site closes".into(),
                charts: vec![gantt(plan)],
                tables: vec![tables::sites(plan)],
                ..Section::default()
            },
            Section { title: "Where".into(), charts: vec![map(plan, from)], ..Section::default() },
            spending(plan, from.mission),
            left(plan),
            binds(plan),
            impact(plan),
            assumptions(from.figures),
            provenance(plan),
        ],
        annex: tables::of_plan(plan, from.manifest),
    }
}

/// The report of a comparison.
pub fn of_comparison(c: &Comparison) -> View {
    let mut view = View { title: "Plans compared".into(), answer: narrative(c), ..View::default() };
    let done = c.entries.iter().filter(|e| e.plan.as_ref().is_some_and(|p| p.summary.finished_on.is_some())).count();
    view.facts.push(("plans".into(), c.entries.len().to_string()));
    view.facts.push(("end the withdrawal".into(), done.to_string()));
    let people = |p: &Plan| by_week(p, true);
    let series = c.entries.iter().filter_map(|e| {
        let p = e.plan.as_ref()?;
        Some(Series { name: e.label.clone(), values: people(p), step: false })
    });
    let chart = Chart {
        key: "people".into(),
        title: "People still at the sites".into(),
        alt: "People at the sites by week, one line for each plan".into(),
        figure: Figure::Lines { unit: "people".into(), series: series.take(6).collect() },
    };
    view.sections.push(Section { title: "Side by side".into(), charts: vec![chart], ..Section::default() });
    for table in comparison::tables(c) {
        view.sections.push(Section { title: table.title.clone(), tables: vec![table], ..Section::default() });
    }
    for plan in c.entries.iter().filter_map(|e| e.plan.as_ref()) {
        view.sections.push(Section { title: format!("Provenance: {}", plan.scenario.name), ..provenance(plan) });
    }
    view
}

/// No report shows more periods: a plan edited by hand may name any.
const MOST_PERIODS: u32 = 1_000;

/// Periods of a plan, 0 included.
fn periods(plan: &Plan) -> usize {
    let named = plan.stocks.iter().map(|s| s.period).chain(plan.costs.iter().map(|c| c.period));
    let named = named.chain(plan.movements.iter().map(|m| m.period)).chain(plan.impact.iter().map(|i| i.period));
    named.max().unwrap_or(0).min(MOST_PERIODS) as usize + 1
}

/// Sums by period.
fn summed(plan: &Plan, values: impl Iterator<Item = (u32, f64)>) -> Vec<f64> {
    let mut sums = vec![0.0; periods(plan)];
    for (t, v) in values {
        if let Some(sum) = sums.get_mut(t as usize) {
            *sum += v;
        }
    }
    sums
}

/// People or loads at the sites by week.
fn by_week(plan: &Plan, people: bool) -> Vec<f64> {
    let here = plan.stocks.iter().filter(|s| plan.people_classes.contains(&s.class) == people);
    summed(plan, here.map(|s| (s.period, s.quantity)))
}

fn drawdown(plan: &Plan) -> Chart {
    let series = vec![
        Series { name: "people".into(), values: by_week(plan, true), step: false },
        Series { name: "loads".into(), values: by_week(plan, false), step: false },
    ];
    let s = &plan.summary;
    Chart {
        key: "drawdown".into(),
        title: "People and loads at the sites".into(),
        alt: format!(
            "From {} people and {} loads to {} and {}",
            count(s.people_total),
            count(s.cargo_total),
            count(s.people_left),
            count(s.cargo_left)
        ),
        figure: Figure::Lines { unit: "people and loads".into(), series },
    }
}

fn gantt(plan: &Plan) -> Chart {
    let last = periods(plan) as u32 - 1;
    let mut spans: Vec<Span> = plan
        .sites
        .iter()
        .map(|s| Span {
            name: s.name.clone(),
            weeks: f64::from(s.closes_period.unwrap_or(last)),
            label: s.closes_on.map_or_else(|| "stays open".into(), date),
            open_end: s.closes_period.is_none(),
        })
        .collect();
    spans.sort_by(|a, b| a.weeks.total_cmp(&b.weeks));
    let words: Vec<String> = spans.iter().map(|s| format!("{} {}", s.name, s.label)).collect();
    Chart {
        key: "closings".into(),
        title: "Sites open, by week".into(),
        alt: words.join("; "),
        figure: Figure::Gantt { weeks: last, spans },
    }
}

fn map(plan: &Plan, from: &Sources) -> Chart {
    let m = from.mission;
    let mut spots = Vec::new();
    for s in m.sites.values() {
        let Some((lat, lon)) = s.position else { continue };
        let here = plan.stocks.iter().filter(|x| x.site == s.key && plan.people_classes.contains(&x.class));
        let people = summed(plan, here.map(|x| (x.period, x.quantity)));
        spots.push(Spot { name: s.name.clone(), lon, lat, people, exit: false });
    }
    for x in m.exits.values() {
        let Some((lat, lon)) = x.position else { continue };
        // Exits that are a site's own airfield would hide it.
        let apart = spots.iter().all(|s| (s.lon - lon).abs() + (s.lat - lat).abs() > 0.3);
        if apart {
            spots.push(Spot { name: x.name.clone(), lon, lat, people: Vec::new(), exit: true });
        }
    }
    let mut links = Vec::new();
    for r in m.routes.values() {
        let to = match r.to {
            Node::Site(s) => m.sites[s].position,
            Node::Exit(x) => m.exits[x].position,
        };
        let (Some(a), Some(b)) = (m.sites[r.from].position, to) else { continue };
        let moved = plan.movements.iter().filter(|x| x.route == r.key);
        let flow = summed(plan, moved.map(|x| (x.period, x.quantity)));
        let air = !matches!(r.mode, crate::mission::Mode::Road | crate::mission::Mode::Rail);
        links.push(Link { ends: [(a.1, a.0), (b.1, b.0)], flow, air });
    }
    Chart {
        key: "map".into(),
        title: "Sites and flows".into(),
        alt: "Map: sites sized by people, routes by what moves on them; air routes are dashed".into(),
        figure: Figure::Map { rings: from.rings.clone(), spots, links, weeks: periods(plan) as u32 - 1 },
    }
}

fn spending(plan: &Plan, m: &Mission) -> Section {
    let weeks = periods(plan);
    let mut spent = summed(plan, plan.costs.iter().map(|c| (c.period, c.usd / 1e6)));
    let mut by: Vec<(String, f64)> = Vec::new();
    for c in &plan.costs {
        match by.iter_mut().find(|(k, _)| *k == c.category) {
            Some(found) => found.1 += c.usd,
            None => by.push((c.category.clone(), c.usd)),
        }
    }
    (1..weeks).for_each(|t| spent[t] += spent[t - 1]);
    let mut series = vec![Series { name: "spent so far".into(), values: spent, step: false }];
    if m.budget.total().is_some() {
        let released = (0..weeks as u32).map(|t| m.budget.released(crate::mission::Period(t.max(1))).get() / 1e6);
        series.push(Series { name: "released".into(), values: released.collect(), step: true });
    }
    by.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut t = Table::new("spending", "Spending by heading", &["heading", "usd", "share"]);
    let total: f64 = by.iter().map(|(_, usd)| usd).sum();
    for (k, usd) in by {
        t.push(vec![Cell::Text(k), Cell::Usd(usd), Cell::Share(usd / total.max(1e-9))]);
    }
    t.push(vec![Cell::text("all"), Cell::Usd(total), Cell::Share(1.0)]);
    let chart = Chart {
        key: "spending".into(),
        title: "Spending against what is released".into(),
        alt: format!("Cumulative spending reaches {}", money(total)),
        figure: Figure::Lines { unit: "$m".into(), series },
    };
    Section { title: "Money".into(), words: Vec::new(), charts: vec![chart], tables: vec![t] }
}

fn left(plan: &Plan) -> Section {
    let s = &plan.summary;
    let mut t = Table::new("dispositions_all", "What becomes of the loads", &["what", "loads"]);
    t.push(vec![Cell::text("home"), Cell::Count(s.cargo_out)]);
    for (method, n) in s.cargo_disposed.iter().filter(|(_, n)| **n >= 0.5) {
        t.push(vec![Cell::text(method), Cell::Count(*n)]);
    }
    t.push(vec![Cell::text("left without a decision"), Cell::Count(s.cargo_left)]);
    let words = vec![format!(
        "{} people and {} loads are left; equipment worth {} is lost; sales bring {}, which return to Member States.",
        count(s.people_left),
        count(s.cargo_left),
        money(s.equipment_value_lost_usd),
        dollars(s.proceeds_usd)
    )];
    let tables = if plan.left.is_empty() { vec![t] } else { vec![t, tables::left(plan)] };
    Section { title: "What is left, and what becomes of the loads".into(), words, charts: Vec::new(), tables }
}

fn binds(plan: &Plan) -> Section {
    let words = if plan.marginals.is_empty() {
        vec!["Nothing binds at the margin, or no prices were computed.".into()]
    } else {
        vec![
            "One more of each, with the closings as planned. `drawdown explain` checks these worths by solving again."
                .into(),
        ]
    };
    let mut t = tables::binding(plan);
    t.rows.truncate(12);
    let tables = if t.rows.is_empty() { Vec::new() } else { vec![t] };
    Section { title: "What binds".into(), words, charts: Vec::new(), tables }
}

fn impact(plan: &Plan) -> Section {
    let sum = |f: &dyn Fn(&crate::plan::result::ImpactResult) -> f64| {
        summed(plan, plan.impact.iter().map(|i| (i.period, f(i))))
    };
    let series = vec![
        Series { name: "armed presence".into(), values: sum(&|i| i.armed), step: false },
        Series { name: "local jobs".into(), values: sum(&|i| i.local_jobs), step: false },
        Series { name: "air-link seats a week".into(), values: sum(&|i| i.air_link_seats), step: false },
    ];
    let chart = Chart {
        key: "impact".into(),
        title: "Presence, jobs and the air link".into(),
        alt: "Armed people, local jobs and weekly seats of the air link over the weeks".into(),
        figure: Figure::Lines { unit: "people, jobs, seats".into(), series },
    };
    Section { title: "What the departure means for the country".into(), charts: vec![chart], ..Section::default() }
}

fn assumptions(figures: &[Assumption]) -> Section {
    let of = |q: &str| figures.iter().filter(|f| f.quality == q).count();
    let parts: Vec<String> = ["sourced", "known", "derived", "assumed", "unlabelled"]
        .iter()
        .filter(|q| of(q) > 0)
        .map(|q| format!("{} {q}", count(of(q) as f64)))
        .collect();
    let words = vec![format!(
        "Of {} figures: {}. Every one can be changed in the scenario or with --set.",
        count(figures.len() as f64),
        parts.join(", ")
    )];
    let mut t = Table::new("assumptions", "Figures that are assumed", &["figure", "value", "reason"]);
    for f in figures.iter().filter(|f| f.quality == "assumed") {
        t.push(vec![Cell::text(&f.path), Cell::text(&f.value), Cell::text(f.source.clone().unwrap_or_default())]);
    }
    Section { title: "On whose figures".into(), words, charts: Vec::new(), tables: vec![t] }
}

fn provenance(plan: &Plan) -> Section {
    let mut t = Table::new("provenance", "Where this is from", &["what", "is"]);
    let s = &plan.solver;
    let command =
        std::iter::once(format!("drawdown run {}", plan.scenario.files.first().map_or("SCENARIO", String::as_str)))
            .chain(plan.scenario.overrides.iter().map(|o| format!("--set {o}")));
    let rows = [
        ("scenario", plan.scenario.name.clone()),
        ("files", plan.scenario.files.join(", ")),
        ("digest (SHA-256)", plan.scenario.digest.clone()),
        ("drawdown", env!("CARGO_PKG_VERSION").to_owned()),
        ("solver", format!("{} {}, {}, {:.1} s", s.name, s.version, s.status, s.seconds)),
        ("certified gap", s.gap.map_or_else(|| "none".into(), |g| format!("{:.2} %", g * 100.0))),
        ("audit", audit(plan)),
        ("to reproduce", command.collect::<Vec<_>>().join(" ")),
    ];
    for (k, v) in rows {
        t.push(vec![Cell::text(k), Cell::Text(v)]);
    }
    Section { title: "Provenance".into(), words: plan.notes.clone(), charts: Vec::new(), tables: vec![t] }
}

fn audit(plan: &Plan) -> String {
    let (checked, broken) = plan.checks.iter().fold((0, 0), |(c, b), x| (c + x.checked, b + x.broken));
    format!("{} rules, {} places, {} broken", plan.checks.len(), count(checked as f64), count(broken as f64))
}
