//! How sure a plan is and on whose figures it rests: gap, audit, assumptions, provenance.

use crate::locale::{self, say, word};
use crate::plan::result::{Plan, ScenarioRef};
use crate::report::numbers::{count, date, fixed, money, percent};
use crate::report::table::{Cell, Table};
use crate::report::view::document::Section;
use crate::scenario::Figure as Assumption;
use crate::tolerance::{SHOWN_GAP, SHOWN_TENTH};

/// In a line: proof, audit, assumptions.
pub(super) fn line(plan: &Plan, figures: &[Assumption]) -> String {
    let proof = match plan.solver.gap {
        Some(g) if g < SHOWN_GAP => say!("Proven: no better plan exists under these figures"),
        Some(g) => say!("Proven to within {} % of the best that any plan could do", fixed(g * 100.0, 1)),
        None => say!("Not proven to be the best"),
    };
    let (checked, broken) = audited(plan);
    let audit = if checked == 0 {
        say!("not audited")
    } else if broken == 0 {
        say!("audited at {} places, no rule is broken", count(checked as f64))
    } else {
        say!("the audit found {} rules broken", count(broken as f64))
    };
    say!("{proof}; {audit}; {}.", proof, audit, assumed(figures))
}

/// `558 figures: 376 assumed, 12 unlabelled, 170 sourced, known or derived`: who checked nothing is not who assumed.
pub(super) fn assumed(figures: &[Assumption]) -> String {
    let of = |q: &str| figures.iter().filter(|f| f.quality == q).count();
    let (assumed, unlabelled) = (of("assumed"), of("unlabelled"));
    let rest = figures.len() - assumed - unlabelled;
    say!(
        "{} figures: {} assumed, {} unlabelled, {} sourced, known or derived",
        count(figures.len() as f64),
        count(assumed as f64),
        count(unlabelled as f64),
        count(rest as f64)
    )
}

fn audited(plan: &Plan) -> (u64, u64) {
    plan.checks.iter().fold((0, 0), |(c, b), x| (c + x.checked, b + x.broken))
}

/// What a plan says of risk by itself.
pub(super) fn risk(plan: &Plan) -> Section {
    let s = &plan.summary;
    let mut words = crate::report::content::confidence::lines(plan);
    if words.is_empty() && s.expected_casualties >= SHOWN_TENTH {
        words.push(say!("On the way, {} casualties are to be expected.", fixed(s.expected_casualties, 1)));
    }
    words.push(say!(
        "The command drawdown simulate replays the plan in more random worlds, and a report of its result shows when each site closes; drawdown hedge looks for a plan that holds more often."
    ));
    Section { title: say!("Risk"), words, ..Section::default() }
}

/// What the model leaves out, as docs/model.md says it.
const SIMPLIFIED: [&str; 4] = [
    "A transfer takes place where the load stands and needs no lift: the receiver fetches it. Where the scenario names sites for it, loads have to be carried there first.",
    "The largest share of a kind that a method may take counts over the whole mission; site by site only where the scenario says so.",
    "A fleet is wherever its next lift starts: only the way of the lift and its way back take time.",
    "Where the money ends, the plan ends. What those who are left cost until the deadline is not in the plan; the answer states it.",
];

/// The register of figures that are assumed.
pub(super) fn assumptions(figures: &[Assumption]) -> Section {
    let qualities = ["sourced", "known", "derived", "assumed", "unlabelled"];
    let of = |q: &str| figures.iter().filter(|f| f.quality == q).count();
    let parts: Vec<String> = qualities
        .iter()
        .filter(|q| of(q) > 0)
        .map(|q| format!("{} {}", count(of(q) as f64), word("value", q)))
        .collect();
    let mut words = vec![say!(
        "Of {} figures: {}. Every one can be changed in the scenario or with --set.",
        count(figures.len() as f64),
        parts.join(", ")
    )];
    words.extend(SIMPLIFIED.map(locale::text));
    let part = |f: &Assumption| f.path.split('.').next().unwrap_or_default().to_owned();
    let mut names: Vec<String> = figures.iter().map(part).collect();
    names.sort();
    names.dedup();
    let mut columns = vec!["part of the scenario"];
    columns.extend(qualities);
    let mut quality = Table::new("quality", &say!("Figures by what they rest on"), &columns);
    for name in names {
        let mut row = vec![Cell::text(&name)];
        for q in qualities {
            let n = figures.iter().filter(|f| f.quality == q && part(f) == name).count();
            row.push(Cell::Count(n as f64));
        }
        quality.push(row);
    }
    let mut t = Table::new("assumptions", &say!("Every figure that is assumed"), &["figure", "value", "reason"]);
    let mut assumed: Vec<&Assumption> = figures.iter().filter(|f| f.quality == "assumed").collect();
    // Rates and costs decide more than the split of holdings over the sites.
    assumed.sort_by_key(|f| f.path.starts_with("units."));
    for f in assumed {
        let reason = f.source.clone().unwrap_or_else(|| say!("no reason is given"));
        t.push(vec![Cell::text(&f.path), Cell::text(&f.value), Cell::text(reason)]);
    }
    let tables = if t.rows.is_empty() { vec![quality] } else { vec![quality, t] };
    Section { title: say!("On whose figures"), words, tables, ..Section::default() }
}

/// A word that a shell takes as one.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/=,:+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The command that makes a result again: the words that the result carries; of what the library made, which typed none, the command that
/// asks the same of its scenario.
pub(super) fn again(typed: &[String], verb: &str, scenario: &ScenarioRef) -> String {
    let file = || scenario.files.first().map_or("SCENARIO", String::as_str);
    let asked = || {
        let changes = scenario.overrides.iter().flat_map(|o| ["--set", o]);
        [verb, file()].into_iter().chain(changes).map(quoted).collect::<Vec<_>>()
    };
    let words = if typed.is_empty() { asked() } else { typed.iter().map(|w| quoted(w)).collect() };
    format!("drawdown {}", words.join(" "))
}

/// The command that makes a plan again.
fn of_plan(plan: &Plan) -> String {
    again(&plan.solver.command, "run", &plan.scenario)
}

/// Where a result is from that is no plan.
pub(super) fn made(typed: &[String], verb: &str, scenario: &ScenarioRef) -> Section {
    let mut t = Table::new("provenance", &say!("Where this is from"), &["what", "is"]);
    t.push(vec![Cell::text("drawdown"), Cell::text(env!("CARGO_PKG_VERSION"))]);
    t.push(vec![Cell::Text(say!("files")), Cell::Text(scenario.files.join(", "))]);
    t.push(vec![Cell::Text(say!("SHA-256 of all inputs")), Cell::text(&scenario.digest)]);
    t.push(vec![Cell::Text(say!("command that makes it again")), Cell::Text(again(typed, verb, scenario))]);
    Section { title: say!("Provenance"), tables: vec![t], ..Section::default() }
}

/// Where the plan is from.
pub(super) fn provenance(plan: &Plan) -> Section {
    let mut t = Table::new("provenance", &say!("Where this is from"), &["what", "is"]);
    let s = &plan.solver;
    let rows = [
        ("scenario", plan.scenario.name.clone()),
        ("files", plan.scenario.files.join(", ")),
        ("changes to them", or_none(plan.scenario.overrides.join(", "))),
        ("SHA-256 of all inputs", plan.scenario.digest.clone()),
        ("drawdown", env!("CARGO_PKG_VERSION").to_owned()),
        (
            "solver",
            say!(
                "{} {}, {} s, ended as {}",
                s.name,
                s.version,
                fixed(s.seconds, 1),
                word("value", &s.status.replace('_', " "))
            ),
        ),
        ("certified gap", s.gap.map_or_else(|| say!("none"), |g| percent(g, 2))),
        (
            "no plan is cheaper than",
            s.bound.map_or_else(|| say!("not certified"), |b| say!("{} (spending and value lost)", money(b))),
        ),
        ("random numbers", say!("none: the plan depends on no seed")),
        ("audit", audit(plan)),
        ("command that makes it again", of_plan(plan)),
    ];
    for (k, v) in rows {
        t.push(vec![Cell::Text(locale::text(k)), Cell::Text(v)]);
    }
    let mut tables = vec![t];
    if !plan.stages.is_empty() {
        tables.push(stages(plan));
    }
    let words = vec![say!(
        "A search that a clock ended may stop at another plan on another machine; the gap bounds the difference."
    )];
    Section { title: say!("Provenance"), words, tables, ..Section::default() }
}

fn or_none(text: String) -> String {
    if text.is_empty() { say!("none") } else { text }
}

pub(super) fn audit(plan: &Plan) -> String {
    let (checked, broken) = audited(plan);
    say!("{} rules at {} places, {} broken", plan.checks.len(), count(checked as f64), count(broken as f64))
}

fn stages(plan: &Plan) -> Table {
    let mut t =
        Table::new("stages", &say!("What was optimised, in this order"), &["objective", "value", "bound", "gap"]);
    for s in &plan.stages {
        t.push(vec![
            Cell::Text(word("value", &s.objective.replace('-', " "))),
            Cell::Number(s.value),
            s.bound.map_or(Cell::Blank, Cell::Number),
            s.gap.map_or(Cell::Blank, Cell::Share),
        ]);
    }
    t
}

/// Every figure of the summary, typed.
pub(super) fn summary(plan: &Plan) -> Table {
    let s = &plan.summary;
    let mut t = Table::new("summary", &say!("Summary"), &["figure", "is"]);
    let disposed = s.cargo_disposed.iter().map(|(k, n)| (say!("loads: {k}", word("value", k)), Cell::Count(*n)));
    let first = [
        ("first day", Cell::Date(s.start)),
        ("deadline", Cell::Date(s.deadline)),
        ("finished on", s.finished_on.map_or_else(|| Cell::Text(say!("not by the deadline")), Cell::Date)),
        ("money lasts until", s.funded_until.map_or_else(|| Cell::Text(say!("the end")), Cell::Date)),
        ("people", Cell::Count(s.people_total)),
        ("people out", Cell::Count(s.people_out)),
        ("people left", Cell::Count(s.people_left)),
        ("loads", Cell::Count(s.cargo_total)),
        ("loads home", Cell::Count(s.cargo_out)),
        ("loads left", Cell::Count(s.cargo_left)),
    ];
    let last = [
        ("sensitive loads lost", Cell::Count(s.sensitive_lost)),
        ("value of equipment lost", Cell::Usd(s.equipment_value_lost_usd)),
        ("proceeds of sales", Cell::Usd(s.proceeds_usd)),
        ("spent", Cell::Usd(s.cost_usd)),
        ("budget", s.budget_usd.map_or_else(|| Cell::Text(say!("not limited")), Cell::Usd)),
        (
            "shortfall",
            s.shortfall_usd.map_or_else(
                || Cell::text(if s.shortfall_unknown { say!("not known") } else { say!("no money is enough") }),
                Cell::Usd,
            ),
        ),
        ("expected casualties", Cell::Number(crate::report::content::confidence::casualties(plan))),
        ("sites closed", Cell::Count(s.sites_closed.into())),
        ("convoys and sorties", Cell::Number(s.lifts)),
    ];
    let own = |(k, c): (&str, Cell)| (locale::text(k), c);
    for (k, c) in first.map(own).into_iter().chain(disposed).chain(last.map(own)) {
        t.push(vec![Cell::Text(k), c]);
    }
    t
}

/// One row for each plan of a comparison.
pub(super) fn provenances(plans: &[(&str, &Plan)]) -> Section {
    let mut columns = vec!["plan", "digest", "solver", "ended as", "gap", "audit"];
    // One command made them all: it is said once.
    let together = plans.first().map(|(_, p)| of_plan(p)).filter(|c| plans.iter().all(|(_, p)| of_plan(p) == *c));
    if together.is_none() {
        columns.push("command that makes it again");
    }
    let mut t = Table::new("provenance", &say!("Where these are from"), &columns);
    for (label, p) in plans {
        let mut row = vec![
            Cell::text(*label),
            // The whole digest stands in the plan's own file.
            Cell::text(p.scenario.digest.chars().take(16).collect::<String>()),
            Cell::text(format!("{} {}", p.solver.name, p.solver.version)),
            Cell::Text(word("value", &p.solver.status.replace('_', " "))),
            p.solver.gap.map_or(Cell::Blank, Cell::Share),
            Cell::Text(audit(p)),
        ];
        if together.is_none() {
            row.push(Cell::Text(of_plan(p)));
        }
        t.push(row);
    }
    let mut words = vec![say!("Made by drawdown {}. Deadlines: {}.", env!("CARGO_PKG_VERSION"), deadlines(plans))];
    words.extend(together.map(|command| say!("The command that makes them again: {command}", command)));
    Section { title: say!("Provenance"), words, tables: vec![t], ..Section::default() }
}

fn deadlines(plans: &[(&str, &Plan)]) -> String {
    let mut days: Vec<_> = plans.iter().map(|(_, p)| p.summary.deadline).collect();
    days.sort();
    days.dedup();
    days.into_iter().map(date).collect::<Vec<_>>().join(", ")
}
