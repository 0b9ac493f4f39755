//! The words for people: every family of limits, what one more of it is called, and periods by their length.
//!
//! One place, used by summaries, reports, explanations, the repair menu and messages: a limit has one name. Must not know how a
//! limit was found, nor how the words are shown.

use std::collections::BTreeMap;

use crate::id::{ExitId, FleetId, RouteId, SiteId};
use crate::mission::{Calendar, Measured, Milestone, Mission, Node};
use crate::program::{Entity, Family, Limit, Part};

/// Periods in words, by how many days one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    days: u32,
}

impl Clock {
    /// Of periods of so many days.
    pub const fn new(days: u32) -> Self {
        Self { days }
    }
    /// Of a mission's periods.
    pub const fn of(calendar: &Calendar) -> Self {
        Self::new(calendar.period_days)
    }
    /// `week`, `day`, or `period` of any other length.
    pub const fn unit(self) -> &'static str {
        match self.days {
            1 => "day",
            7 => "week",
            _ => "period",
        }
    }
    /// `week 7`.
    pub fn at(self, period: u32) -> String {
        match self.unit() {
            "day" => format!("day {period}"),
            "week" => format!("week {period}"),
            _ => format!("period {period}"),
        }
    }
    /// `week 7`, `weeks 7 to 9`.
    pub fn span(self, first: u32, last: u32) -> String {
        match self.unit() {
            _ if first == last => self.at(first),
            "day" => format!("days {first} to {last}"),
            "week" => format!("weeks {first} to {last}"),
            _ => format!("periods {first} to {last}"),
        }
    }
    /// `1 week`, `3 weeks`.
    pub fn count(self, n: u32) -> String {
        match self.unit() {
            "day" if n == 1 => format!("{n} day"),
            "day" => format!("{n} days"),
            "week" if n == 1 => format!("{n} week"),
            "week" => format!("{n} weeks"),
            _ if n == 1 => format!("{n} period"),
            _ => format!("{n} periods"),
        }
    }
}

/// What a limit is called: `handling at North camp`, `people through the port`. `of` is the name of what it limits.
pub fn limit(family: Family, part: Part, of: &str) -> String {
    match (family, part) {
        (Family::InFlight, Part::Base) => format!("base of {of}"),
        (Family::InFlight, Part::Units) => format!("number of {of}"),
        (Family::InFlight, _) => format!("working days of {of}"),
        (Family::RouteCapacity, _) => format!("lifts on {of}"),
        (Family::LiftCapacity, Part::Seats) => format!("seats of the lifts on {of}"),
        (Family::LiftCapacity, _) => format!("slots of the lifts on {of}"),
        (Family::Handling, _) => format!("handling at {of}"),
        (Family::ExitCapacity, Part::People) => format!("people through {of}"),
        (Family::ExitCapacity, _) => format!("loads through {of}"),
        (Family::Beds, _) => format!("beds at {of}"),
        (Family::Yard, _) => format!("yard at {of}"),
        (Family::Guard, Part::Cargo) => format!("guard for the cargo at {of}"),
        (Family::Guard, _) => format!("guard at {of}"),
        (Family::ClosingWork, Part::CloseBy) => format!("close_by of {of}"),
        (Family::ClosingWork, Part::KeepOpen) => format!("keep_open_until of {of}"),
        (Family::ClosingWork, Part::Before) => format!("order of closing (closes_before) of {of}"),
        (Family::ClosingWork, _) => format!("clean-up at {of}"),
        (Family::MedicalCover, _) => format!("medical cover of {of}"),
        (Family::Sequence, _) => "sequence of people and assets".to_owned(),
        (Family::Contingents, _) => format!("people of the contingent {of} that leave with its cargo"),
        (Family::ClosingPace, Part::AtOnce) => "number of sites in handover at once".to_owned(),
        (Family::ClosingPace, _) => "number of sites that close at once".to_owned(),
        (Family::Milestones, _) => "share gone by a date (milestone)".to_owned(),
        (Family::DisposalRate, _) => format!("rate of disposal, {of}"),
        (Family::Standby, _) => format!("units kept of {of}"),
        (Family::Budget, _) => "money".to_owned(),
        (Family::AirLink, _) => format!("air link {of}"),
        (Family::FlowBalance, Part::Share) => format!("share that may be disposed of, {of}"),
        (family, _) => format!("{} of {of}", family.key().replace('_', " ")),
    }
}

/// What one more of it is called: `load a week`, `bed`; `armed person fewer` of a guard.
pub fn unit(family: Family, part: Part, clock: Clock) -> String {
    let a = clock.unit();
    match (family, part) {
        (Family::InFlight, Part::Units) => "unit".to_owned(),
        (Family::InFlight, _) => format!("fleet-day a {a}"),
        (Family::RouteCapacity, _) => format!("lift a {a}"),
        (Family::ExitCapacity, Part::People) => format!("person a {a}"),
        (Family::Handling | Family::ExitCapacity | Family::DisposalRate, _) => format!("load a {a}"),
        (Family::ClosingPace, _) => "site".to_owned(),
        (Family::Milestones, _) => format!("{a} later"),
        (Family::Beds, _) => "bed".to_owned(),
        (Family::Yard, _) => "load".to_owned(),
        (Family::Guard, _) => "armed person fewer".to_owned(),
        (Family::ClosingWork, _) => format!("{a} fewer"),
        (Family::Budget, _) => "USD".to_owned(),
        _ => "unit".to_owned(),
    }
}

/// What a milestone demands: `60 % of the people gone by week 9`.
pub fn milestone(m: &Mission, of: &Milestone) -> String {
    let percent = format!("{:.0} %", of.share * 100.0);
    let by = Clock::of(&m.calendar).at(of.by.0);
    match of.of {
        Measured::People => format!("{percent} of the people gone by {by}"),
        Measured::Cargo => format!("{percent} of the loads gone by {by}"),
        Measured::Sites => format!("{percent} of the sites closed by {by}"),
    }
}

/// A limit of a mission in words, without its period.
pub fn of_tag(m: &Mission, tag: &Limit) -> String {
    let names: Vec<String> = tag.entities().filter_map(|e| entity(m, e)).collect();
    limit(tag.family, tag.part, &names.join(" and "))
}

/// The name for people of what a limit is about; classes have none.
pub fn entity(m: &Mission, entity: Entity) -> Option<String> {
    Some(match entity {
        Entity::Site(s) | Entity::From(s) => site(m, s),
        Entity::Exit(x) => exit(m, x),
        Entity::Route(r) => route(m, r),
        Entity::Fleet(f) => fleet(m, f),
        Entity::Kind(k) => m.kinds[k].name.clone(),
        Entity::Contingent(c) => m.rules.contingents[c].name.clone(),
        Entity::Link(i) => m.air_links.get(i as usize)?.key.clone(),
        Entity::Word(word) => word.to_owned(),
        Entity::Class(_) | Entity::Number(_) | Entity::Of(_) => return None,
    })
}

/// A site.
pub fn site(m: &Mission, id: SiteId) -> String {
    m.sites[id].name.clone()
}

/// An exit.
pub fn exit(m: &Mission, id: ExitId) -> String {
    m.exits[id].name.clone()
}

/// A fleet.
pub fn fleet(m: &Mission, id: FleetId) -> String {
    m.fleets[id].name.clone()
}

/// A route: by its name, or by its id where it has none.
pub fn route(m: &Mission, id: RouteId) -> String {
    m.routes[id].name.clone()
}

/// Names for people by the ids of sites, exits, fleets and routes: what a record carries that will be read without its mission. An id that
/// means two things of different names is left out.
pub fn names(m: &Mission) -> BTreeMap<String, String> {
    let sites = m.sites.values().map(|s| (&s.key, s.name.clone()));
    let exits = m.exits.values().map(|x| (&x.key, x.name.clone()));
    let fleets = m.fleets.values().map(|f| (&f.key, f.name.clone()));
    let routes = m.routes.iter().map(|(id, r)| (&r.key, between(m, id)));
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for (key, name) in sites.chain(exits).chain(fleets).chain(routes) {
        known.entry(key.clone()).and_modify(|n| *n = n.take().filter(|n| *n == name)).or_insert(Some(name));
    }
    known.into_iter().filter_map(|(key, name)| Some((key, name?))).collect()
}

/// A route by its name, else by its ends, which need no words; with its id where another one is called the same.
fn between(m: &Mission, id: RouteId) -> String {
    let called = |id: RouteId| {
        let r = &m.routes[id];
        let to = match r.to {
            Node::Site(s) => site(m, s),
            Node::Exit(x) => exit(m, x),
        };
        if r.name == r.key { format!("{} – {to}", site(m, r.from)) } else { r.name.clone() }
    };
    let own = called(id);
    let shared = m.routes.iter().any(|(other, _)| other != id && called(other) == own);
    if shared { format!("{own} ({})", m.routes[id].key) } else { own }
}

/// The name of an id; the id itself where none is known.
pub fn named<'a>(names: &'a BTreeMap<String, String>, id: &'a str) -> &'a str {
    names.get(id).map_or(id, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_called_by_their_length() {
        assert_eq!(Clock::new(7).span(3, 9), "weeks 3 to 9");
        assert_eq!(Clock::new(1).at(41), "day 41");
        assert_eq!(Clock::new(14).count(1), "1 period");
        assert_eq!(unit(Family::ExitCapacity, Part::People, Clock::new(1)), "person a day");
    }

    /// Every family that can bind has words of its own, different from those of the others.
    #[test]
    fn every_family_has_its_words() {
        let cannot_bind = [Family::Unnamed, Family::InflowOpen, Family::Implied, Family::Stage, Family::Distance];
        let mut seen = std::collections::BTreeSet::new();
        for family in Family::ALL.iter().filter(|f| !cannot_bind.contains(f)) {
            let part = if *family == Family::FlowBalance { Part::Share } else { Part::Main };
            let words = limit(*family, part, "X");
            assert!(!words.contains('_'), "{words}");
            assert!(seen.insert(words.clone()), "{words} twice");
        }
    }
}
