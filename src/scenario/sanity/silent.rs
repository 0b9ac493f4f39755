//! Limits that every mission has and that the file says nothing of: without them a plan is faster than any mission.
//!
//! Must not guess them.

use crate::diagnostic::{Code, Diagnostic};
use crate::id::{Id, SiteId};
use crate::mission::{Mission, Node};
use crate::scenario::Figure;
use crate::scenario::field;
use crate::scenario::typed::Row;

/// A sketch of fewer figures than this needs no sources.
const SKETCH: usize = 50;

/// Adds the warnings.
pub(super) fn silent(top: &Row, m: &Mission, figures: &[Figure], list: &mut Vec<Diagnostic>) {
    handling(top, m, list);
    exits(top, m, list);
    if figures.len() >= SKETCH && figures.iter().all(|f| f.source.is_none() && f.quality == "unlabelled") {
        let message = format!("none of the {} figures says where it is from", figures.len());
        let remedy = "give rows or figures `source` and `quality`: reports say how much of a plan rests on which";
        list.push(
            Diagnostic::warning(Code::SILENT, message).at(top.place(field::NAME), "in this scenario").remedy(remedy),
        );
    }
}

/// Sites that hold cargo at some time and pack any number of loads in a day.
fn handling(top: &Row, m: &Mission, list: &mut Vec<Diagnostic>) {
    let cargo = |site: SiteId| {
        let here = m.units.values().any(|u| u.site == site && u.quantity > 0.0 && !m.kinds[u.kind].is_people());
        here || m.routes.values().any(|r| r.to == Node::Site(site) && (r.slots > 0.0 || r.vehicles > 0.0))
    };
    // Windows can state a rate, each for its time.
    let unlimited = |site: SiteId| m.calendar.all().any(|t| m.sites[site].handling[t.at()].get().is_infinite());
    let rows = top.rows(field::SITES).iter().enumerate();
    let none: Vec<&Row> = rows
        .filter(|(i, _)| unlimited(SiteId::from_index(*i)) && cargo(SiteId::from_index(*i)))
        .map(|(_, row)| row)
        .collect();
    if let Some(first) = none.first() {
        let message =
            format!("{} no handling_per_week: any number of loads is packed and cleared in a day", have(&none));
        let remedy =
            "what its teams pack, inspect and clear in a week; the scenarios that come with the program have 20 to 250";
        list.push(Diagnostic::warning(Code::SILENT, message).at(&first.place, "this site").remedy(remedy));
    }
}

/// Exits that take nobody and nothing.
fn exits(top: &Row, m: &Mission, list: &mut Vec<Diagnostic>) {
    let used = |row: &&Row| m.routes.values().any(|r| matches!(r.to, Node::Exit(x) if m.exits[x].key == row.id()));
    let takes = |r: &Row| r.has(field::PEOPLE_PER_WEEK) || r.has(field::LOADS_PER_WEEK);
    let rows = top.rows(field::EXITS).iter().filter(|r| !takes(r) && !r.rows(field::WINDOWS).iter().any(takes));
    let none: Vec<&Row> = rows.filter(used).collect();
    if let Some(first) = none.first() {
        let message = format!("{} no people_per_week and no loads_per_week: nothing can leave there", have(&none));
        let fault = Diagnostic::warning(Code::SILENT, message).at(&first.place, "this exit");
        list.push(fault.remedy("what it takes in a week, and whether that is a peak (`utilisation`)"));
    }
}

fn have(rows: &[&Row]) -> String {
    match rows {
        [one] => format!("`{}` has", one.id()),
        [first, rest @ ..] => format!("`{}` and {} more have", first.id(), rest.len()),
        [] => String::new(),
    }
}
