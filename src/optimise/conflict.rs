//! Which rules contradict each other: slack on the rules of the domain, not the solver's own analysis of infeasibility.
//!
//! Money is left out: it is never a conflict, only a shorter horizon.

use std::collections::BTreeMap;

use crate::mission::{Budget, Mission};
use crate::optimise::search::Search;
use crate::optimise::{Failure, people_left};
use crate::program::{Program, Sense};

/// Families that may give, with their words.
const RULES: [(&str, &str); 8] = [
    ("guard", "the guard at"),
    ("beds", "the beds at"),
    ("yard", "the yard at"),
    ("closing_work", "the closing of"),
    ("medical_cover", "the medical cover of"),
    ("sequence", "the sequence of people and assets in"),
    ("air_link", "the air link"),
    ("fleet_hours", "the fleet"),
];
/// Families that could have more capacity; they too may give when the closings are given.
const CAPACITIES: [(&str, &str); 5] = [
    ("handling", "the handling at"),
    ("route_capacity", "the lifts on"),
    ("lift_capacity", "the room of the lifts on"),
    ("exit_capacity", "the exit for"),
    ("budget", "the budget"),
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
fn missing(search: &Search, mut program: Program, rules: &[(&str, &str)]) -> Result<Vec<String>, Failure> {
    let mut slacks = Vec::new();
    for row in program.row_ids().collect::<Vec<_>>() {
        let (name, sense) = (program.get_row(row).name.clone(), program.get_row(row).sense);
        let family = name.split('[').next().unwrap_or_default();
        if rules.iter().any(|(f, _)| *f == family) && sense != Sense::Equal {
            let slack = program.column(format!("slack[{name}]"), 0.0, f64::INFINITY);
            program.add_to_row(row, slack, if sense == Sense::AtLeast { 1.0 } else { -1.0 });
            slacks.push((slack, name));
        }
    }
    program.minimise(slacks.iter().map(|(c, _)| (*c, 1.0)), 0.0);
    let Some(s) = search.relaxed(&program)? else {
        return Ok(vec!["dates that sites must keep open or close by".into()]);
    };
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    for (col, name) in slacks {
        let missing = s.x[col.index()];
        if missing > 1e-6 {
            let (family, inside) = name.trim_end_matches(']').split_once('[').unwrap_or((name.as_str(), ""));
            let words = rules.iter().find(|(f, _)| *f == family).map_or(family, |(_, w)| w);
            *found.entry(format!("{words} {}", inside.replace(',', ", "))).or_default() += missing;
        }
    }
    let mut list: Vec<_> = found.into_iter().collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    let words = list.into_iter().take(NAMED).map(|(what, missing)| format!("{what} (by {missing:.1})"));
    let words: Vec<String> = words.collect();
    Ok(if words.is_empty() { vec!["only with sites that close in part".into()] } else { words })
}
