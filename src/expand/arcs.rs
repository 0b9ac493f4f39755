//! Moves of a class on a route in a period, without those that cannot matter: from where the class can never be, to where
//! no exit can be reached, on a closed route, or arriving after the horizon (nobody starts a journey that the mission
//! cannot finish).
//!
//! Must not know costs: an arc is dropped for what is impossible, never for what is dear.

use crate::expand::Class;
use crate::id::{ClassId, Id, RouteId, SiteId};
use crate::mission::{Mission, Network, Node, Period, Route, usable};

/// A class starting on a route in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arc {
    /// What.
    pub class: ClassId,
    /// On which route.
    pub route: RouteId,
    /// From where.
    pub from: SiteId,
    /// To where.
    pub to: Node,
    /// Starting in.
    pub start: Period,
    /// Arrived at the end of.
    pub arrive: Period,
}

/// First period at whose end the class can be at each site, by site index.
pub(super) fn earliest(mission: &Mission, class: &Class, horizon: Period) -> Vec<Option<u32>> {
    let mut first: Vec<Option<u32>> = vec![None; mission.sites.len()];
    for p in class.parts.iter().filter(|p| p.arrives <= horizon) {
        let at = &mut first[p.site.index()];
        *at = Some(at.map_or(p.arrives.0, |t: u32| t.min(p.arrives.0)));
    }
    let routes: Vec<&Route> =
        mission.routes.iter().filter(|(id, _)| usable(mission, class.kind_id, *id)).map(|(_, r)| r).collect();
    // Bellman-Ford: travel times change with the period, so each relaxation looks for the first arrival.
    for _ in 0..=mission.sites.len() {
        let mut changed = false;
        for r in &routes {
            let Node::Site(to) = r.to else { continue };
            let Some(ready) = first[r.from.index()] else { continue };
            let arrival = (ready + 1..=horizon.0)
                .map(Period)
                .filter(|t| r.max_lifts[t.at()] > 0.0)
                .map(|t| t.0 + r.transit(t, mission.calendar.period_days))
                .filter(|a| *a <= horizon.0)
                .min();
            if let Some(a) = arrival
                && first[to.index()].is_none_or(|f| a < f)
            {
                first[to.index()] = Some(a);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    first
}

/// The arcs of a class that can matter.
pub(super) fn useful(mission: &Mission, id: ClassId, class: &Class, here: &[Option<u32>], horizon: Period) -> Vec<Arc> {
    let reaches = Network::for_kind(mission, class.kind_id).reaches_exit();
    let mut arcs = Vec::new();
    for (route, r) in mission.routes.iter() {
        let useless = match r.to {
            Node::Site(s) => !reaches[s.index()],
            Node::Exit(_) => false,
        };
        let Some(ready) = here[r.from.index()] else { continue };
        if useless || !usable(mission, class.kind_id, route) {
            continue;
        }
        for start in (ready + 1..=horizon.0).map(Period) {
            let arrive = start.later(r.transit(start, mission.calendar.period_days));
            if r.max_lifts[start.at()] > 0.0 && arrive <= horizon && taken(mission, r.to, class, arrive) {
                arcs.push(Arc { class: id, route, from: r.from, to: r.to, start, arrive });
            }
        }
    }
    arcs
}

/// The place takes such things at the end of that period.
fn taken(mission: &Mission, to: Node, class: &Class, arrive: Period) -> bool {
    match to {
        Node::Site(_) => true,
        Node::Exit(x) => {
            // What arrives has to be taken in that very period, and there has to be room in its week.
            let (exit, people) = (&mission.exits[x], class.kind.is_people());
            let rate = if people { exit.people[arrive.at()].get() } else { exit.loads[arrive.at()].get() };
            rate > 0.0 && exit.takes_to(people, arrive, mission.calendar.periods_of_a_week()) > 0.0
        }
    }
}
