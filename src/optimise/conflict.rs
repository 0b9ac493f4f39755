//! Which rules contradict each other: slack on the rules of the domain, not the solver's own analysis of infeasibility.
//!
//! Money is left out: it is never a conflict, only a shorter horizon. Dates of closing are rules like the others: folded into
//! the bounds of columns they would leave the blame to the next row.

use std::collections::BTreeMap;

use crate::formulation::{Affine, Formulation, Open};
use crate::id::SiteId;
use crate::mission::{Budget, Mission, Period};
use crate::optimise::search::Search;
use crate::optimise::{Failure, people_left};
use crate::program::{Entity, Family, Limit, Part, Program, Quantity, Sense, Variable};
use crate::tolerance::NOISE;
use crate::vocabulary::{self, Clock};

/// Families that may give.
const RULES: [Family; 12] = [
    Family::Guard,
    Family::Beds,
    Family::Yard,
    Family::ClosingWork,
    Family::MedicalCover,
    Family::Sequence,
    Family::Contingents,
    Family::ClosingPace,
    Family::Milestones,
    Family::Standby,
    Family::AirLink,
    Family::InFlight,
];
/// Families that could have more capacity; they too may give when the closings are given.
const CAPACITIES: [Family; 5] =
    [Family::Handling, Family::RouteCapacity, Family::LiftCapacity, Family::ExitCapacity, Family::Budget];
const NAMED: usize = 8;

/// The rules that would have to give for any plan to exist, in words.
pub(super) fn rules(search: &Search) -> Result<Vec<String>, Failure> {
    let mut free = Mission { budget: Budget::default(), ..search.mission.clone() };
    let dates: Vec<(SiteId, Period, Option<Period>)> =
        free.sites.iter().map(|(id, s)| (id, s.keep_open_until, s.close_by)).collect();
    for (_, site) in free.sites.iter_mut() {
        (site.keep_open_until, site.close_by) = (Period::START, None);
    }
    let mut f = people_left(search, &free, free.calendar.deadline());
    for (site, keep, close) in dates {
        keep_dates(&mut f, site, keep, close);
    }
    let program = f.program.clone();
    missing(search, program, &RULES)
}

/// The dates of a site as rows.
fn keep_dates(f: &mut Formulation, site: SiteId, keep: Period, close: Option<Period>) {
    let tag = Limit::of(Family::ClosingWork).site(site);
    for t in f.expansion.periods() {
        let Open::Decided(col) = f.vars.open(site, t) else { continue };
        if t <= keep {
            f.row(tag.part(Part::KeepOpen).at(t), Affine::of(col, 1.0), Sense::AtLeast, 1.0);
        } else if close.is_some_and(|c| c <= t) {
            f.row(tag.part(Part::CloseBy).at(t), Affine::of(col, 1.0), Sense::AtMost, 0.0);
        }
    }
}

/// What would have to give for closings that no plan keeps.
pub(super) fn obstacles(search: &Search, program: Program) -> Result<Vec<String>, Failure> {
    missing(search, program, &[&RULES[..], &CAPACITIES[..]].concat())
}

/// How much of a rule is missing in all, and where first.
struct Missing {
    tag: Limit,
    amount: f64,
    first: Option<u32>,
}

/// Least slack on the rows of these families, in words.
fn missing(search: &Search, mut program: Program, rules: &[Family]) -> Result<Vec<String>, Failure> {
    let mut slacks = Vec::new();
    for row in program.row_ids().collect::<Vec<_>>() {
        let (tag, sense) = (program.get_row(row).tag, program.get_row(row).sense);
        if rules.contains(&tag.family) && sense != Sense::Equal {
            let slack = program.column(Variable::of(Quantity::Slack).about(Entity::Of(row)), 0.0, f64::INFINITY);
            program.add_to_row(row, slack, if sense == Sense::AtLeast { 1.0 } else { -1.0 });
            slacks.push((slack, tag));
        }
    }
    program.minimise(slacks.iter().map(|(c, _)| (*c, 1.0)), 0.0);
    let Some(s) = search.relaxed(&program)? else {
        return Ok(vec!["no single rule: even without all of them there is no plan".into()]);
    };
    let mut found: BTreeMap<Limit, Missing> = BTreeMap::new();
    for (col, tag) in slacks {
        let amount = s.x[col.index()];
        if amount > NOISE {
            let one = found.entry(rule(&tag)).or_insert(Missing { tag: rule(&tag), amount: 0.0, first: None });
            one.amount += amount;
            one.first = [one.first, tag.period].into_iter().flatten().min();
        }
    }
    let mut list: Vec<Missing> = found.into_values().collect();
    // A date is what the user wrote: it comes before the rows that it breaks.
    let dated = |m: &Missing| matches!(m.tag.part, Part::CloseBy | Part::KeepOpen);
    list.sort_by(|a, b| dated(b).cmp(&dated(a)).then(b.amount.total_cmp(&a.amount)));
    let words: Vec<String> = list.iter().take(NAMED).map(|m| said(search.mission, m)).collect();
    Ok(if words.is_empty() { vec!["only with sites that close in part".into()] } else { words })
}

/// The rule that a row belongs to: the same for all its periods and classes.
fn rule(tag: &Limit) -> Limit {
    let about = tag.entities().filter(|e| !matches!(e, Entity::Class(_) | Entity::From(_)));
    about.fold(Limit::of(tag.family).part(tag.part), Limit::about)
}

fn said(m: &Mission, missing: &Missing) -> String {
    let what = vocabulary::of_tag(m, &missing.tag);
    let Some(first) = missing.first else { return format!("the {what} (by {:.1})", missing.amount) };
    let clock = Clock::of(&m.calendar);
    match missing.tag.part {
        Part::CloseBy | Part::KeepOpen => format!("{what} ({} is where it cannot be kept)", clock.at(first)),
        _ => format!("the {what} (by {:.1} in all, from {} on)", missing.amount, clock.at(first)),
    }
}
