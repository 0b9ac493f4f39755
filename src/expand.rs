//! From a mission to its time-expanded network: classes instead of units, and only the moves that can matter.
//!
//! Knows the mission and the horizon. Does not know constraints, costs or solvers.

mod arcs;
mod classes;
mod dispositions;

pub use arcs::Arc;
pub use classes::{Class, UnitPart};

use crate::id::{ClassId, ContingentId, ExitId, Id, IdTable, SiteId};
use crate::mission::{Disposition, Mission, Node, Period};

/// The mission cut into classes, sites and periods up to a horizon.
#[derive(Debug, Clone)]
pub struct Expansion {
    /// W: nothing happens after this period.
    pub horizon: Period,
    /// People and cargo that the model cannot tell apart.
    pub classes: IdTable<ClassId, Class>,
    /// Moves that can matter.
    pub arcs: Vec<Arc>,
    /// `here[class][site]`: first period at whose end the class can be at the site; none if never.
    here: Vec<Vec<Option<u32>>>,
    /// Sites that some arc leads to.
    inbound: Vec<bool>,
    /// By class: the ways to dispose of it that can matter.
    dispositions: Vec<Vec<Disposition>>,
}

impl Expansion {
    /// Expands up to `horizon` (at most T). With `aggregate`, units with the same attributes are one class; without it, each unit is its own.
    pub fn new(mission: &Mission, horizon: Period, aggregate: bool) -> Self {
        let classes = if aggregate { classes::aggregated(mission) } else { classes::by_unit(mission) };
        let here: Vec<_> = classes.values().map(|c| arcs::earliest(mission, c, horizon)).collect();
        let arcs: Vec<Arc> = classes
            .iter()
            .flat_map(|(id, class)| arcs::useful(mission, id, class, &here[id.index()], horizon))
            .collect();
        let mut inbound = vec![false; mission.sites.len()];
        for arc in &arcs {
            if let Node::Site(s) = arc.to {
                inbound[s.index()] = true;
            }
        }
        for p in classes.values().flat_map(|c| &c.parts).filter(|p| p.arrives > Period::START) {
            inbound[p.site.index()] = true;
        }
        let dispositions = classes.values().map(|c| dispositions::useful(&c.kind)).collect();
        Self { horizon, classes, arcs, here, inbound, dispositions }
    }

    /// 1..=W.
    pub fn periods(&self) -> impl DoubleEndedIterator<Item = Period> + Clone + use<> {
        (1..=self.horizon.0).map(Period)
    }

    /// The class can be at `site` at the end of `t`.
    pub fn can_be(&self, class: ClassId, site: SiteId, t: Period) -> bool {
        self.here[class.index()][site.index()].is_some_and(|first| first <= t.0)
    }

    /// The ways to dispose of a class in place that can matter; none for people.
    pub fn dispositions(&self, class: ClassId) -> &[Disposition] {
        &self.dispositions[class.index()]
    }

    /// Some arc leads to `site`: it is a hub in fact, whatever it is called.
    pub fn has_inbound(&self, site: SiteId) -> bool {
        self.inbound[site.index()]
    }

    /// Persons at the start.
    pub fn people(&self) -> f64 {
        self.classes.values().filter(|c| c.kind.is_people()).map(Class::total).sum()
    }

    /// Loads at the start.
    pub fn cargo(&self) -> f64 {
        self.classes.values().filter(|c| !c.kind.is_people()).map(Class::total).sum()
    }

    /// People (or loads) of a contingent at the start.
    pub fn total_of(&self, contingent: ContingentId, people: bool) -> f64 {
        let ours = |c: &&Class| c.contingent == Some(contingent) && c.kind.is_people() == people;
        self.classes.values().filter(ours).map(Class::total).sum()
    }

    /// Arcs that arrive at `exit`, with their position.
    pub fn arriving(&self, exit: ExitId) -> impl Iterator<Item = (usize, &Arc)> {
        self.arcs.iter().enumerate().filter(move |(_, a)| a.to == Node::Exit(exit))
    }
}
