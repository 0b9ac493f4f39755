//! Which rules contradict each other: slack on the rules of the domain, not the solver's own analysis of infeasibility.
//!
//! Money is left out: it is never a conflict, only a shorter horizon.

use std::collections::BTreeMap;

use crate::mission::{Budget, Mission};
use crate::optimise::search::Search;
use crate::optimise::{Failure, people_left};
use crate::program::{Entity, Family, Limit, Part, Program, Quantity, Sense, Variable};

/// Families that may give, with their words.
const RULES: [(Family, &str); 11] = [
    (Family::Guard, "the guard at"),
    (Family::Beds, "the beds at"),
    (Family::Yard, "the yard at"),
    (Family::ClosingWork, "the closing of"),
    (Family::MedicalCover, "the medical cover of"),
    (Family::Sequence, "the sequence of people and assets in"),
    (Family::ClosingPace, "the number of closings in"),
    (Family::Milestones, "the milestone"),
    (Family::Standby, "the units kept of"),
    (Family::AirLink, "the air link"),
    (Family::FleetHours, "the fleet"),
];
/// Families that could have more capacity; they too may give when the closings are given.
const CAPACITIES: [(Family, &str); 5] = [
    (Family::Handling, "the handling at"),
    (Family::RouteCapacity, "the lifts on"),
    (Family::LiftCapacity, "the room of the lifts on"),
    (Family::ExitCapacity, "the exit for"),
    (Family::Budget, "the budget"),
];
const NAMED: usize = 8;

/// The rules that would have to give for any plan to exist, in words.
pub(super) fn rules(search: &Search) -> Result<Vec<String>, Failure> {
    let rich = Mission { budget: Budget::default(), ..search.mission.clone() };
    let program = people_left(search, &rich, rich.calendar.deadline()).program;
    missing(search, program, &RULES)
}

/// What would have to give for closings that no plan keeps.
pub(super) fn obstacles(search: &Search, program: Program) -> Result<Vec<String>, Failure> {
    missing(search, program, &[&RULES[..], &CAPACITIES[..]].concat())
}

/// Least slack on the rows of these families, in words.
fn missing(search: &Search, mut program: Program, rules: &[(Family, &str)]) -> Result<Vec<String>, Failure> {
    let mut slacks = Vec::new();
    for row in program.row_ids().collect::<Vec<_>>() {
        let (tag, sense) = (program.get_row(row).tag, program.get_row(row).sense);
        if rules.iter().any(|(f, _)| *f == tag.family) && sense != Sense::Equal {
            let slack = program.column(Variable::of(Quantity::Slack).about(Entity::Of(row)), 0.0, f64::INFINITY);
            program.add_to_row(row, slack, if sense == Sense::AtLeast { 1.0 } else { -1.0 });
            slacks.push((slack, tag));
        }
    }
    program.minimise(slacks.iter().map(|(c, _)| (*c, 1.0)), 0.0);
    let Some(s) = search.relaxed(&program)? else {
        return Ok(vec!["dates that sites must keep open or close by".into()]);
    };
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    for (col, tag) in slacks {
        let missing = s.x[col.index()];
        if missing > 1e-6 {
            let words = rules.iter().find(|(f, _)| *f == tag.family).map_or("", |(_, w)| *w);
            *found.entry(format!("{words} {}", inside(&program, &tag))).or_default() += missing;
        }
    }
    let mut list: Vec<_> = found.into_iter().collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    let words = list.into_iter().take(NAMED).map(|(what, missing)| format!("{what} (by {missing:.1})"));
    let words: Vec<String> = words.collect();
    Ok(if words.is_empty() { vec!["only with sites that close in part".into()] } else { words })
}

/// What a row is about and when, in the names of the file.
fn inside(program: &Program, tag: &Limit) -> String {
    let part = (tag.part != Part::Main).then(|| tag.part.key().to_owned());
    let entities = tag.entities().map(|e| program.entity_name(e));
    let period = tag.period.map(|t| format!("w{t:02}"));
    part.into_iter().chain(entities).chain(period).collect::<Vec<_>>().join(", ")
}
