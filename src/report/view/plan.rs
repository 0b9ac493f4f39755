//! The report of one plan.

use crate::mission::{Node, Route};
use crate::plan::result::Plan;
use crate::report::chart::{Atlas, Chart, Figure, Link, Series, Span, Spot};
use crate::report::content::answer::answer;
use crate::report::content::confidence;
use crate::report::content::plan as tables;
use crate::report::content::scarce::{self, clock};
use crate::report::numbers::{count, date, money};
use crate::report::table::{Cell, Table};
use crate::report::view::document::{Fact, Section, Sources, View};
use crate::report::view::weeks::{at_sites, largest, summed, time};
use crate::report::view::{country, loads, money as spent, provenance};

/// The report of one plan.
pub fn of_plan(plan: &Plan, from: &Sources) -> View {
    View {
        title: plan.scenario.title.clone(),
        answer: answer(plan).lines().map(str::to_owned).chain(confidence::lines(plan)).collect(),
        facts: facts(plan),
        trust: provenance::line(plan, from.figures),
        warnings: from.warnings.iter().chain(&plan.notes).cloned().collect(),
        sections: vec![
            Section { title: "The drawdown".into(), charts: vec![drawdown(plan)], ..Section::default() },
            capacity(plan, from),
            closings(plan),
            places(plan, from),
            spent::section(plan, from),
            loads::section(plan, from),
            binds(plan),
            country::section(plan, from.mission),
            provenance::risk(plan),
            provenance::assumptions(from.figures),
            provenance::provenance(plan),
            Section {
                title: "All figures of the answer".into(),
                tables: vec![provenance::summary(plan)],
                ..Section::default()
            },
        ],
        annex: tables::of_plan(plan, from.manifest),
    }
}

/// Four numbers.
pub(super) fn facts(plan: &Plan) -> Vec<Fact> {
    let s = &plan.summary;
    let people = Fact::new(
        "people left behind",
        count(s.people_left),
        format!("{} of {} are out", count(s.people_out), count(s.people_total)),
    );
    let spare = |done: jiff::civil::Date| done.until(s.deadline).map_or(0, |d| d.get_days());
    let finish = match (s.finished_on, s.funded_until) {
        (Some(day), _) => {
            let days = spare(day);
            let word = if days == 1 { "day" } else { "days" };
            Fact::new(
                "everything out by",
                date(day),
                format!("{days} {word} before the deadline of {}", date(s.deadline)),
            )
        }
        (None, Some(day)) => Fact::new("money lasts until", date(day), format!("the deadline is {}", date(s.deadline))),
        (None, None) => {
            Fact::new("everything out by", "not in time".into(), format!("the deadline is {}", date(s.deadline)))
        }
    };
    let under = match (s.budget_usd, s.shortfall_usd) {
        (Some(b), Some(short)) if short > 0.0 => format!("of {}; {} more are needed", money(b), money(short)),
        (Some(b), _) => format!("of {}; {} are spare", money(b), money((b - s.cost_usd).max(0.0))),
        (None, _) => "money does not limit".into(),
    };
    let home = format!("{} of {} loads go home", count(s.cargo_out), count(s.cargo_total));
    vec![
        people,
        finish,
        Fact::new("spent", money(s.cost_usd), expected(plan, under)),
        Fact::new("equipment lost", money(s.equipment_value_lost_usd), home),
    ]
}

/// A planned sum never stands alone where the worlds say what to expect.
fn expected(plan: &Plan, under: String) -> String {
    let c = plan.summary.confidence.as_ref();
    c.map_or(under.clone(), |c| format!("{under}; expect {}", money(c.cost_mean_usd)))
}

/// The one picture of the first screen.
pub(super) fn drawdown(plan: &Plan) -> Chart {
    let s = &plan.summary;
    let time = time(plan);
    let mut marks = vec![(f64::from(time.periods), format!("deadline {}", date(s.deadline)))];
    let last = plan.sites.iter().filter_map(|x| x.closes_period).max();
    if let (Some(day), Some(last)) = (s.finished_on, last) {
        marks = vec![(f64::from(last), format!("all out {}", date(day)))];
    }
    if let (Some(day), Some(period)) = (s.funded_until, s.funded_periods) {
        marks.push((f64::from(period), format!("money ends {}", date(day))));
    }
    Chart {
        key: "drawdown".into(),
        title: "People and loads still at the sites".into(),
        alt: format!(
            "From {} people and {} loads on {} to {} people and {} loads on {}.",
            count(s.people_total),
            count(s.cargo_total),
            date(s.start),
            count(s.people_left),
            count(s.cargo_left),
            date(s.finished_on.or(s.funded_until).unwrap_or(s.deadline))
        ),
        figure: Figure::Lines {
            time,
            unit: "people, loads".into(),
            bands: Vec::new(),
            series: vec![Series::line("people", at_sites(plan, true)), Series::line("loads", at_sites(plan, false))],
            marks,
        },
    }
}

/// What leaves by week against what the exits that are used can take.
fn capacity(plan: &Plan, from: &Sources) -> Section {
    let m = from.mission;
    let time = time(plan);
    let mut charts = Vec::new();
    for (people, key, what) in [(true, "people_capacity", "people"), (false, "loads_capacity", "loads")] {
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
        let limits = if limited { vec![Series::step("what these exits can take", most)] } else { Vec::new() };
        charts.push(Chart {
            key: key.into(),
            title: format!(
                "{} out by {}, planned against capacity",
                if people { "People" } else { "Loads" },
                time.unit()
            ),
            alt: format!("{} {what} leave through {} exits.", count(total), used.len()),
            figure: Figure::Stack { time, unit: format!("{what} a {}", time.unit()), layers, limits },
        });
    }
    Section { title: "What leaves, against what the exits can take".into(), charts, ..Section::default() }
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
            label: s.closes_on.map_or_else(|| "stays open".into(), date),
            open_end: s.closes_period.is_none(),
        })
        .collect();
    spans.sort_by(|a, b| a.weeks.total_cmp(&b.weeks));
    let words: Vec<String> = spans.iter().map(|s| format!("{} {}", s.name, s.label)).collect();
    let chart = Chart {
        key: "closings".into(),
        title: "How long each site stays open".into(),
        alt: words.join("; "),
        figure: Figure::Gantt { time, spans },
    };
    let mut table = Table::new(
        "site_closings",
        "Sites",
        &["site", "closes on", "week", "people at the start", "loads at the start"],
    );
    let mut sites: Vec<_> = plan.sites.iter().collect();
    sites.sort_by_key(|s| s.closes_period.unwrap_or(u32::MAX));
    for s in sites {
        table.push(vec![
            Cell::text(&s.name),
            s.closes_on.map_or_else(|| Cell::text("stays open"), Cell::Date),
            s.closes_period.map_or(Cell::Blank, |p| Cell::Count(p.into())),
            Cell::Count(s.people_start),
            Cell::Count(s.cargo_start),
        ]);
    }
    Section { title: "When each site closes".into(), charts: vec![chart], tables: vec![table], ..Section::default() }
}

fn places(plan: &Plan, from: &Sources) -> Section {
    let time = time(plan);
    let atlas = atlas(plan, from);
    let mut routes = Table::new(
        "routes",
        "What moves on each route",
        &["route", "mode", "people", "loads", "lifts", "first week", "last week"],
    );
    for r in from.mission.routes.values() {
        let here: Vec<_> = plan.movements.iter().filter(|v| v.route == r.key).collect();
        let (Some(first), Some(last)) = (here.iter().map(|v| v.period).min(), here.iter().map(|v| v.period).max())
        else {
            continue;
        };
        let sum = |people: bool| -> f64 {
            here.iter()
                .filter(|v| plan.people_classes.contains(&v.class) == people)
                .map(|v| v.quantity)
                .fold(0.0, |a, b| a + b)
        };
        let lifts = plan.lifts.iter().filter(|l| l.route == r.key).map(|l| l.lifts).fold(0.0, |a, b| a + b);
        routes.push(vec![
            Cell::Text(named(from, r)),
            Cell::text(r.mode.key()),
            Cell::Count(sum(true)),
            Cell::Count(sum(false)),
            Cell::Number(lifts),
            Cell::Count(first.into()),
            Cell::Count(last.into()),
        ]);
    }
    let moving = routes.rows.len();
    let mut charts = Vec::new();
    if atlas.spots.iter().any(|s| !s.exit) {
        let end = plan.sites.iter().filter_map(|s| s.closes_period).max().unwrap_or(time.periods).max(1);
        let mut at: Vec<u32> = (0..6).map(|i| (f64::from(i) * f64::from(end) / 5.0).round() as u32).collect();
        at.dedup();
        let alt = format!(
            "Map of {} sites sized by people and {moving} routes by what moves on them; the tables below have the figures.",
            plan.sites.len()
        );
        charts.push(Chart {
            key: "map".into(),
            title: "Sites by people, routes by what moves".into(),
            alt: alt.clone(),
            figure: Figure::Map { time, atlas: atlas.clone() },
        });
        charts.push(Chart {
            key: "maps".into(),
            title: format!("The same in single {}s", time.unit()),
            alt,
            figure: Figure::Maps { time, atlas, at },
        });
    }
    Section { title: "Where".into(), charts, tables: vec![routes], ..Section::default() }
}

/// A route without a name of its own is told by its ends.
fn named(from: &Sources, r: &Route) -> String {
    if r.name != r.key {
        return r.name.clone();
    }
    let m = from.mission;
    format!("{} to {}", m.sites[r.from].name, from.name(m.node_key(r.to)))
}

/// Exits nearer to a site than this, in degrees, are its own airfield and would hide it.
const OWN_FIELD: f64 = 0.3;

fn atlas(plan: &Plan, from: &Sources) -> Atlas {
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
        let apart = spots.iter().all(|s| (s.lon - lon).abs() + (s.lat - lat).abs() > OWN_FIELD);
        if apart && plan.movements.iter().any(|v| v.to == x.key) {
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
        links.push(Link {
            name: format!("{}, {}", named(from, r), r.mode.key()),
            ends: [(a.1, a.0), (b.1, b.0)],
            flow,
            air,
        });
    }
    Atlas { outlines: from.outlines.clone(), spots, links }
}

/// Rows of what binds that a reader looks at.
const BINDING: usize = 12;

fn binds(plan: &Plan) -> Section {
    let title = "What binds, and what one more buys".to_owned();
    if plan.marginals.is_empty() {
        let words = vec!["With these closings nothing that more of would help, or it was not looked for.".into()];
        return Section { title, words, ..Section::default() };
    }
    let unit = clock(plan).unit();
    let columns = ["limit", &format!("first {unit}"), &format!("last {unit}"), "change", "is worth"];
    let mut t = Table::new("scarce", "What is scarce", &columns);
    for m in plan.marginals.iter().take(BINDING) {
        t.push(vec![
            Cell::Text(scarce::name(m)),
            m.periods.iter().min().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            m.periods.iter().max().map_or(Cell::Blank, |p| Cell::Count((*p).into())),
            Cell::Text(scarce::one_more(&m.unit)),
            Cell::Text(scarce::gain(m.worth, &m.objective)),
        ]);
    }
    let words = vec![format!(
        "Each was solved again with one more of it in every {unit} from the first to the last, the closings as planned. What the one more itself costs is not counted. The command drawdown explain shows how far each worth holds."
    )];
    Section { title, words, charts: Vec::new(), tables: vec![t] }
}
