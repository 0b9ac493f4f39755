//! The report of a hedge: one page on what certainty costs, with the three plans that a decision is about.

use crate::hedge::record::{Candidate, Hedge};
use crate::locale::say;
use crate::report::chart::{Chart, Dot, Drawing, Trail};
use crate::report::content::hedge::{difference, sentences, tables};
use crate::report::content::label::title;
use crate::report::numbers::{date, fixed, money, percent};
use crate::report::table::Table;
use crate::report::view::document::{KeyNumber, Section, View};
use crate::report::view::provenance;

/// Certainties of the plans that are set side by side, beside the optimum.
const LEVELS: [f64; 2] = [0.8, 0.95];

/// Columns of the curve that a page has room for; the annex has all.
const PAGE: [&str; 9] =
    ["holds", "spent", "equipment lost", "cost P95", "enough", "hurt or killed", "in reserve", "chosen", "plan"];

/// The report of a hedge.
pub fn of_hedge(h: &Hedge) -> View {
    let mut said = sentences(h).into_iter();
    // How often it holds, what is possible at all, what it costs, what that buys.
    let first = 3 + usize::from(!h.is_reached() && h.foresight.is_some());
    let answer: Vec<String> = said.by_ref().take(first).collect();
    let mut all = tables(h).into_iter();
    let (curve_table, reserve) = (all.next(), all.next());
    let mut sections = vec![
        Section {
            title: say!("Certainty against money"),
            charts: vec![curve(h)],
            tables: curve_table.iter().map(|t| t.only(&PAGE)).collect(),
            ..Section::default()
        },
        Section { title: say!("Three plans"), words: three(h), ..Section::default() },
        Section {
            title: say!("What is kept in reserve, and for what"),
            words: said.collect(),
            tables: reserve.into_iter().filter(|t| !t.rows.is_empty()).map(Table::without_blanks).collect(),
            ..Section::default()
        },
    ];
    sections.push(provenance::made(&h.command, "hedge", &h.scenario));
    View {
        title: say!("{}: a plan that holds", title(&h.scenario.title)),
        answer,
        facts: facts(h),
        trust: say!(
            "Chosen in {} worlds, {}{}.",
            h.candidates.first().map_or(0, |c| c.worlds),
            if h.achieved.fresh {
                say!("proved in {} fresh ones of seed {}", h.achieved.worlds, h.achieved.seed)
            } else {
                say!("not proved in fresh ones")
            },
            if h.unfinished.is_empty() { String::new() } else { say!("; not all was done in the time") }
        ),
        sections,
        annex: curve_table.into_iter().chain(all).collect(),
        ..View::default()
    }
}

fn facts(h: &Hedge) -> Vec<KeyNumber> {
    let a = &h.achieved;
    let optimum = h.optimum();
    let against =
        |f: &dyn Fn(&Candidate) -> String| optimum.map_or_else(String::new, |c| say!("the optimum: {}", f(c)));
    vec![
        KeyNumber::new(
            say!("everybody out in time"),
            percent(a.probability, 1),
            say!("{} to {} % with 95 % confidence", fixed(a.low * 100.0, 1), fixed(a.high * 100.0, 1)),
        ),
        KeyNumber::new(say!("expected spending"), money(h.mean.cost_usd), against(&|c| money(c.cost_usd))),
        KeyNumber::new(say!("enough in 95 of 100 worlds"), money(h.cost_p95_usd), against(&|c| money(c.cost_p95_usd))),
        KeyNumber::new(say!("hurt or killed"), fixed(h.mean.casualties, 1), against(&|c| fixed(c.casualties, 1))),
    ]
}

/// Certainty against money: of each point of the curve what is to be expected, and what is enough in nearly all worlds.
fn curve(h: &Hedge) -> Chart {
    let mut points: Vec<&Candidate> = h.curve.iter().map(|p| &p.candidate).collect();
    points.sort_by(|a, b| a.holds.total_cmp(&b.holds));
    let trail = |name: String, usd: &dyn Fn(&Candidate) -> f64| {
        let dot = |c: &&Candidate| {
            let chosen = if c.chosen { say!(", chosen") } else { String::new() };
            let label = say!("{} %{chosen}: {}", fixed(c.holds * 100.0, 1), chosen, money(usd(c)));
            Dot { x: c.holds * 100.0, y: usd(c) / 1e6, label }
        };
        Trail { name, dots: points.iter().map(dot).collect(), joined: true }
    };
    let trails = vec![
        trail(say!("expected spending and equipment lost"), &|c| c.cost_usd + c.value_lost_usd),
        trail(say!("spending in 95 of 100 worlds at most"), &|c| c.cost_p95_usd),
    ];
    let alt: Vec<String> = trails.iter().flat_map(|t| t.dots.iter().map(|d| say!("{}: {}", t.name, d.label))).collect();
    Chart {
        key: "certainty".into(),
        title: price(h),
        alt: alt.join(&say!("; ")),
        figure: Drawing::Scatter { across: say!("holds in % of the worlds"), up: say!("$ million"), trails },
    }
}

/// What the certainty of the plan that was chosen costs more than the optimum, for the head of the picture.
fn price(h: &Hedge) -> String {
    let total = |c: &Candidate| c.cost_usd + c.value_lost_usd;
    let share = |c: &Candidate| fixed(c.holds * 100.0, 1);
    let chosen = h.candidates.iter().find(|c| c.chosen);
    match (h.optimum(), chosen) {
        (Some(o), Some(c)) if c.holds > o.holds => {
            let more = money((total(c) - total(o)).max(0.0));
            say!("In the worlds of the search: from {} % to {} % for {more} more", share(o), share(c), more)
        }
        (Some(o), _) => say!("No plan tried is surer than the optimum, which holds in {} %", share(o)),
        _ => say!("Spending and equipment lost, by how often the plan holds"),
    }
}

/// The cheapest, the one that holds in 80 %, the one that holds in 95 %: what the difference buys.
fn three(h: &Hedge) -> Vec<String> {
    let Some(optimum) = h.optimum() else { return Vec::new() };
    let mut words = vec![say!(
        "The optimum closes its last site on {}, holds in {} % and is expected to cost {} with equipment worth {} lost.",
        date(optimum.ends),
        fixed(optimum.holds * 100.0, 0),
        money(optimum.cost_usd),
        money(optimum.value_lost_usd)
    )];
    for level in LEVELS {
        let total = |c: &Candidate| c.cost_usd + c.value_lost_usd;
        let sure = h.curve.iter().map(|p| &p.candidate).filter(|c| c.holds >= level);
        match sure.min_by(|a, b| total(a).total_cmp(&total(b))) {
            None => words.push(say!("No plan was found that holds in {} %.", fixed(level * 100.0, 0))),
            Some(c) => words.push(say!(
                "For {} %: {}; the last site closes on {}. {}",
                fixed(level * 100.0, 0),
                c.buffers,
                date(c.ends),
                difference(optimum, c)
            )),
        }
    }
    words
}
