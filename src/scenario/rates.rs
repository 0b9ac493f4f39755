//! Rates that nobody knows yet: `utilisation_range` and `late` of exits, fleets and handling, as processes of the simulation.
//!
//! The plan counts with one figure, each world draws its own. Must not know how worlds are drawn or replayed.

use crate::diagnostic::{Code, Diagnostic};
use crate::scenario::field::{self, Field};
use crate::scenario::risk::{Effect, Process};
use crate::scenario::typed::Row;

/// The keys of one table: the share, what it is drawn from, by how much it may come late, and the ramp.
struct RateKeys {
    table: Field<field::List>,
    share: Field<field::Number>,
    range: Field<field::Range>,
    late: Field<field::Range>,
    ramp: Field<field::Nested>,
    first: [Field<field::Day>; 1],
    lead_time: Field<field::Number>,
}

const TABLES: [RateKeys; 3] = [
    RateKeys { table: field::EXITS, ..OWN },
    RateKeys { table: field::FLEETS, ..OWN },
    RateKeys {
        table: field::SITES,
        share: field::HANDLING_UTILISATION,
        range: field::HANDLING_UTILISATION_RANGE,
        late: field::HANDLING_LATE,
        ramp: field::HANDLING_RAMP,
        first: [field::HANDLING_FROM],
        lead_time: field::HANDLING_LEAD_TIME,
    },
];
const OWN: RateKeys = RateKeys {
    table: field::EXITS,
    share: field::UTILISATION,
    range: field::UTILISATION_RANGE,
    late: field::LATE,
    ramp: field::RAMP,
    first: [field::AVAILABLE_FROM],
    lead_time: field::LEAD_TIME,
};

/// Most days that something may come late.
const LATEST: f64 = 3650.0;

/// The share that a plan counts with: what is given, or the middle of its range.
pub(super) fn counted(row: &Row, share: Field<field::Number>, range: Field<field::Range>) -> f64 {
    row.number(share).or_else(|| row.range(range).map(|(low, high)| f64::midpoint(low, high))).unwrap_or(1.0)
}

/// One process for each range.
pub(super) fn drawn(top: &Row, faults: &mut Vec<Diagnostic>) -> Vec<Process> {
    let mut list = Vec::new();
    for keys in &TABLES {
        for row in top.rows(keys.table) {
            list.extend(share(keys, row, faults));
            list.extend(late(keys, row, faults));
        }
    }
    list
}

fn share(keys: &RateKeys, row: &Row, faults: &mut Vec<Diagnostic>) -> Option<Process> {
    let (low, high) = row.range(keys.range)?;
    let plan = counted(row, keys.share, keys.range);
    let what = if low > high || high > 1.0 || high <= 0.0 {
        format!("{} = [{low}, {high}] is no range of shares", keys.range)
    } else if plan < low || plan > high {
        format!("{} = {plan} lies outside of {} = [{low}, {high}]", keys.share, keys.range)
    } else {
        let id = format!("{} of {}", keys.share, row.id());
        return Some(Process { id, factor: [low / plan, high / plan], ..of(keys, row) });
    };
    let fault = Diagnostic::error(Code::RANGE, what).at(row.place(keys.range), "here");
    faults.push(fault.remedy("[least, most], 0 to 1, the plan's own share between them"));
    None
}

fn late(keys: &RateKeys, row: &Row, faults: &mut Vec<Diagnostic>) -> Option<Process> {
    let (low, high) = row.range(keys.late)?;
    if low > high || high > LATEST {
        let what = format!("{} = [{low}, {high}] is no range of days up to {LATEST}", keys.late);
        faults.push(Diagnostic::error(Code::RANGE, what).at(row.place(keys.late), "here").remedy("[least, most]"));
        return None;
    }
    // A ramp that begins late goes on at its start share until then; what has no ramp is not there before its first day.
    let dated = row.has(keys.first[0]) || row.has(keys.lead_time);
    let before = if row.has(keys.ramp) && !dated { 1.0 } else { 0.0 };
    let id = format!("{} start of {}", keys.late, row.id());
    Some(Process { id, days: [low, high], capacity: before, factor: [1.0, 1.0], ..of(keys, row) })
}

/// A process that bears on one row.
fn of(keys: &RateKeys, row: &Row) -> Process {
    let name = vec![row.id().to_owned()];
    let mut p = Process { effect: Effect::Rate, ..Process::default() };
    match keys.table.name() {
        "exits" => p.exits = name,
        "fleets" => p.fleets = name,
        _ => p.sites = name,
    }
    p
}
