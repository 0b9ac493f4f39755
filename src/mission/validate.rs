//! What must hold in every [`Mission`], whoever made it. The scenario layer says the same with places and remedies.

use crate::id::Id;
use crate::mission::{Method, Mission, Nature, Node};

/// A broken invariant, in words. A user's file never leads here: `scenario` reports it first, with its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Fault {
    /// What is wrong.
    pub what: String,
}

/// All broken invariants of a mission, one a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|f| f.what.as_str()).collect::<Vec<_>>().join("\n"))]
pub struct Broken(pub Vec<Fault>);

impl Mission {
    /// Checks the invariants that the later stages rely on.
    ///
    /// # Errors
    /// The list of everything that is wrong: dangling ids, vectors of the wrong length, negative or non-finite
    /// quantities, sensitive items that may be sold or handed over, duplicate keys.
    pub fn validate(&self) -> Result<(), Broken> {
        let mut faults = Vec::new();
        let mut demand = |ok: bool, what: String| {
            if !ok {
                faults.push(Fault { what });
            }
        };
        let n = self.calendar.periods as usize + 1;
        demand(self.calendar.periods >= 1 && self.calendar.period_days >= 1, "the mission has no time".into());
        for s in self.sites.values() {
            demand(s.handling.len() == n, format!("site {}: handling has not {n} elements", s.key));
            let amounts = [
                s.running_per_person.0,
                s.closing.0,
                s.guard_per_load.0,
                s.guard_per_person,
                s.national_staff.0,
                s.beds.0,
                s.yard.0,
            ];
            demand(
                s.guard.len() == n && s.running.len() == n && s.staying.len() == n,
                format!("site {}: guard or running has not {n} elements", s.key),
            );
            let series = s.guard.iter().map(|g| g.0).chain(s.running.iter().map(|r| r.0));
            demand(series.into_iter().all(|x| x >= 0.0), format!("site {}: a negative amount", s.key));
            demand(amounts.iter().all(|x| *x >= 0.0), format!("site {}: a negative amount", s.key));
        }
        for x in self.exits.values() {
            demand(
                x.people.len() == n && x.loads.len() == n,
                format!("exit {}: capacities have not {n} elements", x.key),
            );
        }
        for f in self.fleets.values() {
            demand(f.days.len() == n, format!("fleet {}: days have not {n} elements", f.key));
            demand(f.there.len() == n, format!("fleet {}: presence has not {n} elements", f.key));
            demand(f.standing.0 >= 0.0 && f.crew.0 >= 0.0, format!("fleet {}: a negative amount", f.key));
        }
        for r in self.routes.values() {
            let lengths = [r.travel.len(), r.cycle.len(), r.max_lifts.len(), r.casualties.len()];
            demand(lengths.iter().all(|l| *l == n), format!("route {}: a vector has not {n} elements", r.key));
            demand(r.from.index() < self.sites.len(), format!("route {}: unknown start", r.key));
            demand(r.to != Node::Site(r.from), format!("route {}: leads to where it starts", r.key));
            demand(r.fleet.index() < self.fleets.len(), format!("route {}: unknown fleet", r.key));
        }
        for k in self.kinds.values() {
            demand(k.size > 0.0 && k.size.is_finite(), format!("kind {}: size must be positive", k.key));
            if let Nature::Cargo { sensitive: true, dispositions, .. } = &k.nature {
                let bad = dispositions.iter().any(|d| matches!(d.method, Method::Sell | Method::HandOver));
                demand(!bad, format!("kind {}: sensitive items are never sold or handed over", k.key));
            }
        }
        for u in self.units.values() {
            demand(u.quantity >= 0.0 && u.quantity.is_finite(), format!("unit {}: bad quantity", u.key));
        }
        if faults.is_empty() { Ok(()) } else { Err(Broken(faults)) }
    }
}
