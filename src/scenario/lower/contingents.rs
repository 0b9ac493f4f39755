//! `[[contingents]]`: which units leave together, and which of their people last.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::id::{ContingentId, IdTable};
use crate::mission::{Calendar, Contingent};
use crate::scenario::field;
use crate::scenario::lower::Lowering;
use crate::scenario::typed::{self, Row};

/// The contingents, and by unit the one that it belongs to.
#[derive(Default)]
pub(super) struct Contingents<'r> {
    pub table: IdTable<ContingentId, Contingent>,
    of: BTreeMap<&'r str, (ContingentId, &'r Place)>,
}

impl Contingents<'_> {
    pub(super) fn of(&self, unit: &str) -> Option<ContingentId> {
        self.of.get(unit).map(|(id, _)| *id)
    }
}

pub(super) fn contingents<'r>(c: &mut Lowering, calendar: &Calendar, top: &'r Row) -> Contingents<'r> {
    let mut found = Contingents::default();
    let mut keys = BTreeSet::new();
    for (i, row) in top.rows(field::CONTINGENTS).iter().enumerate() {
        let Some(units) = members(c, top, row) else { continue };
        let key = key(row, i);
        if !keys.insert(key.clone()) {
            let message = format!("two contingents are called `{key}`");
            c.fault(Code::DUPLICATE, message, row.place(field::CONTRIBUTOR), "give each an `id` of its own");
        }
        let name = [field::NAME, field::CONTRIBUTOR].into_iter().find_map(|k| row.text(k)).unwrap_or(&key);
        let name = typed::one_line(name);
        let slack = row.number_or(field::SLACK_WEEKS, 0.0) * 7.0 / f64::from(calendar.period_days);
        let slack = slack.round().min(f64::from(calendar.periods)) as u32;
        let id = found.table.push(Contingent {
            key,
            name,
            rear: row.number_or(field::REAR, 0.0),
            slack,
            people_gone: 0.0,
            loads_gone: 0.0,
            whole: true,
        });
        for (unit, place) in units {
            let before = found.of.insert(unit, (id, place));
            if let Some((_, first)) = before.filter(|(other, _)| *other != id) {
                let fault = Diagnostic::error(Code::TWO_CONTINGENTS, format!("`{unit}` is in two contingents"));
                let fault = fault.at(place, "again here").at(first, "first here");
                c.faults.push(fault.remedy("take it out of one of them"));
            }
        }
        without_effect(c, top, row, &found, id);
    }
    found
}

/// The units of a contingent with where it names them.
fn members<'r>(c: &mut Lowering, top: &'r Row, row: &'r Row) -> Option<Vec<(&'r str, &'r Place)>> {
    let units = top.rows(field::UNITS);
    match (row.text(field::CONTRIBUTOR), row.has(field::UNIT_NAMES)) {
        (Some(contributor), false) => {
            let of = |u: &&Row| u.text(field::CONTRIBUTOR) == Some(contributor);
            let list: Vec<_> = units.iter().filter(of).map(|u| (u.id(), row.place(field::CONTRIBUTOR))).collect();
            if list.is_empty() {
                let known: BTreeSet<&str> = units.iter().filter_map(|u| u.text(field::CONTRIBUTOR)).collect();
                let remedy = nearest(contributor, known.iter().copied()).map_or_else(
                    || format!("known: {}", known.iter().take(20).copied().collect::<Vec<_>>().join(", ")),
                    |n| format!("did you mean `{n}`?"),
                );
                let message = format!("no unit is of the contributor `{contributor}`");
                c.fault(Code::DANGLING, message, row.place(field::CONTRIBUTOR), &remedy);
                return None;
            }
            Some(list)
        }
        (None, true) => {
            let mut list = Vec::new();
            for (name, place) in row.texts(field::UNIT_NAMES) {
                if units.iter().any(|u| u.id() == name) {
                    list.push((name.as_str(), place));
                    continue;
                }
                let remedy = nearest(name, units.iter().map(Row::id))
                    .map_or_else(|| "the ids of `[[units]]`".to_owned(), |n| format!("did you mean `{n}`?"));
                c.fault(Code::DANGLING, format!("there is no unit `{name}`"), place, &remedy);
            }
            Some(list)
        }
        (given, _) => {
            let message = match given {
                Some(_) => "a contingent has either `contributor` or `units`, not both",
                None => "a contingent has neither `contributor` nor `units`",
            };
            let remedy = "contributor = \"…\" for all units of a contributor, or units = [\"…\"]";
            c.fault(Code::CONTRADICTION, message.into(), row.place(field::UNIT_NAMES), remedy);
            None
        }
    }
}

/// Its id, or a name made from its contributor.
fn key(row: &Row, at: usize) -> String {
    if !row.id().is_empty() {
        return row.id().to_owned();
    }
    let plain = |c: char| if c.is_alphanumeric() { c.to_lowercase().to_string() } else { "-".to_owned() };
    let made: String = row.text(field::CONTRIBUTOR).unwrap_or_default().chars().map(plain).collect();
    if made.is_empty() { format!("contingent-{}", at + 1) } else { made }
}

/// Without people or without cargo there is nothing that could wait for the other.
fn without_effect(c: &mut Lowering, top: &Row, row: &Row, found: &Contingents, id: ContingentId) {
    let kind = |unit: &Row| top.rows(field::KINDS).iter().find(|k| Some(k.id()) == unit.text(field::KIND));
    let ours = || {
        top.rows(field::UNITS)
            .iter()
            .filter(|u| found.of(u.id()) == Some(id) && u.number_or(field::QUANTITY, 0.0) > 0.0)
    };
    let has = |people: bool| ours().filter_map(kind).any(|k| (k.text(field::NATURE) == Some("people")) == people);
    let missing = match (has(true), has(false)) {
        (true, true) => return,
        (false, _) => "people",
        (true, false) => "cargo",
    };
    let name = &found.table[id].key;
    let message = format!("the contingent `{name}` has no effect: it has no {missing}");
    let place = if row.has(field::UNIT_NAMES) { row.place(field::UNIT_NAMES) } else { row.place(field::CONTRIBUTOR) };
    let fault = Diagnostic::warning(Code::NO_EFFECT, message).at(place, "here");
    c.faults.push(fault.remedy("its people wait for its cargo: give it both, or remove it"));
}
