//! `implied`: rows that every plan with whole closures keeps anyway, and that half-open sites do not. They cut nothing off
//! but fractions, so the bound of the relaxation rises (Mali, six months: from 9.6 % to 1.2 % below the best plan).
//!
//! `docs/model.md#implied`

mod spared;

use std::collections::BTreeMap;

use crate::formulation::Formulation;
use crate::id::{Id, SiteId};
use crate::mission::{Node, Period};
use crate::program::{Family, Limit, Part, Sense};
use crate::tolerance::NOISE;

pub(super) fn add(f: &mut Formulation) {
    let sites: Vec<SiteId> = f.mission.sites.ids().collect();
    for b in sites {
        onward(f, b);
        spared::add(f, b, &behind(f, b));
    }
}

/// The last guard leaves in the very period in which its site closes. Where the exits cannot take it at once, a site that it
/// can go to must be open when it arrives, and so at any time before.
fn onward(f: &mut Formulation, b: SiteId) {
    let last = f.expansion.horizon;
    // Site -> earliest arrival of a guard that leaves in this period or later.
    let mut reached: BTreeMap<SiteId, Period> = BTreeMap::new();
    let mut until: Option<Period> = None;
    for t in f.expansion.periods().rev() {
        // The guard of period t - 1 is only demanded from the first period on.
        if t.0 < 2 || direct(f, b, t) >= f.mission.sites[b].guard_at(t.previous()).get() - NOISE {
            reached.clear();
            until = None;
            continue;
        }
        let until = *until.get_or_insert(t);
        for arc in armed_leaving(f, b, t) {
            if let Node::Site(to) = arc.to {
                let first = reached.entry(to).or_insert(arc.arrive);
                *first = arc.arrive.min(*first);
            }
        }
        let mut row = f.open(b, t.previous()).minus(&f.open(b, until), 1.0);
        for (to, arrive) in &reached {
            row = row.minus(&f.open(*to, (*arrive).min(last)), 1.0);
        }
        if !row.terms.is_empty() {
            f.row(Limit::of(Family::Implied).part(Part::Onward).site(b).at(t), row, Sense::AtMost, 0.0);
        }
    }
}

fn armed_leaving(f: &Formulation, b: SiteId, t: Period) -> Vec<crate::expand::Arc> {
    let armed = f.expansion.classes.iter().filter(|(_, c)| c.kind.is_armed());
    armed.flat_map(|(k, _)| f.vars.leaving(k, b, t)).map(|i| f.expansion.arcs[*i]).collect()
}

/// Most armed people that can leave a site in a period straight to the exits.
fn direct(f: &Formulation, b: SiteId, t: Period) -> f64 {
    let mut by_exit: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    let mut routes = std::collections::BTreeSet::new();
    for arc in armed_leaving(f, b, t) {
        let Node::Exit(x) = arc.to else { continue };
        let week = f.mission.calendar.periods_of_a_week();
        let takes = f.mission.exits[x].takes_to(true, arc.arrive, week);
        let entry = by_exit.entry(x.index()).or_insert((0.0, takes));
        if routes.insert(arc.route) {
            let size = f.expansion.classes.values().filter(|c| c.kind.is_armed()).map(crate::expand::Class::size);
            let seats = f.mission.routes[arc.route].seats * f.lift_bound(arc.route, t);
            let least = size.fold(f64::INFINITY, f64::min);
            entry.0 += if least > 0.0 { seats / least } else { f64::INFINITY };
        }
    }
    by_exit.values().map(|(seats, takes)| seats.min(*takes)).sum()
}

/// Sites whose cargo reaches no exit but through `b`.
fn behind(f: &Formulation, b: SiteId) -> Vec<SiteId> {
    let cargo: Vec<_> =
        f.expansion.arcs.iter().filter(|a| !f.expansion.classes[a.class].kind.is_people() && a.from != b).collect();
    let mut free = vec![false; f.mission.sites.len()];
    loop {
        let before = free.iter().filter(|x| **x).count();
        for arc in &cargo {
            free[arc.from.index()] |= match arc.to {
                Node::Exit(_) => true,
                Node::Site(s) => s != b && free[s.index()],
            };
        }
        if free.iter().filter(|x| **x).count() == before {
            break;
        }
    }
    f.mission.sites.ids().filter(|s| *s != b && !free[s.index()]).collect()
}
