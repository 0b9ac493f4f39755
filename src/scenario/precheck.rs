//! Arithmetic before solving: what no plan can do, said in seconds and with names.
//!
//! Works on the mission alone; who calls it says where things stand. People left behind are a legal answer (a warning);
//! people without any way out are a fault of the scenario (an error).

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::id::{Id, KindId, SiteId};
use crate::mission::{Disposition, Exit, Mission, Network, Node, Period};
use crate::scenario::field::{self, Name};
use crate::units::{Periods, Persons, Usd, UsdPerPerson, total};

/// Where a key of a row stands: table, id, key.
pub(super) type Where<'a> = &'a dyn Fn(Name, &str, Name) -> Option<Place>;

/// All that arithmetic can say.
pub(super) fn precheck(m: &Mission, place: Where) -> Vec<Diagnostic> {
    let mut found = Prechecks { list: Vec::new(), place };
    ways_out(m, &mut found);
    guards(m, &mut found);
    capacity(m, &mut found);
    money(m, &mut found);
    found.list
}

/// What is found, with its place where it has one.
struct Prechecks<'a> {
    list: Vec<Diagnostic>,
    place: Where<'a>,
}

impl Prechecks<'_> {
    fn push(&mut self, fault: Diagnostic, (table, id, key): (Name, &str, Name), label: &str) {
        self.list.push(match (self.place)(table, id, key) {
            Some(place) => fault.at(&place, label),
            None => fault,
        });
    }
}

/// A unit of that kind at that site.
fn unit(m: &Mission, kind: KindId, site: SiteId) -> &str {
    m.units.values().find(|u| u.kind == kind && u.site == site && u.quantity > 0.0).map_or("", |u| u.key.as_str())
}

fn ways_out(m: &Mission, found: &mut Prechecks) {
    for (id, kind) in m.kinds.iter() {
        let reaches = Network::for_kind(m, id).reaches_exit();
        for site in m.sites.ids().filter(|s| !reaches[s.index()]) {
            let quantity = m.initial(id, site);
            if quantity <= 0.0 {
                continue;
            }
            let place = &m.sites[site].key;
            if kind.is_people() {
                let message = format!("{quantity} of `{}` at `{place}` have no way to any exit", kind.key);
                let remedy = "add a route with seats that is open at some time, or an exit with people_per_week";
                let fault = Diagnostic::error(Code::STRANDED_PEOPLE, message).remedy(remedy);
                found.push(fault, (field::UNITS.any(), unit(m, id, site), field::QUANTITY.any()), "these people");
            } else if !kind.dispositions().iter().any(|d| goes(m, id, site, d)) {
                let message =
                    format!("{quantity} of `{}` at `{place}` have no way to any exit and no disposition", kind.key);
                let remedy = "add a route with slots to an exit with loads_per_week, or a disposition";
                let fault = Diagnostic::error(Code::STRANDED_CARGO, message).remedy(remedy);
                found.push(fault, (field::UNITS.any(), unit(m, id, site), field::QUANTITY.any()), "these loads");
            }
        }
    }
}

/// Cargo at a site may go by a disposition there, or where it can be carried.
fn goes(m: &Mission, kind: KindId, site: SiteId, d: &Disposition) -> bool {
    let elsewhere = || {
        let reached = Network::for_kind(m, kind).reachable_from(site);
        reached.iter().any(|n| matches!(n, Node::Site(s) if d.most_at(*s) > 0.0))
    };
    d.most_at(site) > 0.0 || elsewhere()
}

fn guards(m: &Mission, found: &mut Prechecks) {
    for (id, site) in m.sites.iter().filter(|(_, s)| !s.closed) {
        let armed = total(m.kinds.iter().filter(|(_, k)| k.is_armed()).map(|(k, _)| m.initial(k, id)));
        let crews: f64 = m.fleets.values().filter(|f| f.base == Some(id)).map(|f| f.crew.get() * f.present).sum();
        let must_stay = site.keep_open_until.0 >= 1;
        if armed < site.guard_at(Period(1)).get() && !comes(m, id) {
            let message =
                format!("`{}` has {armed} armed people, its guard is {}", site.key, site.guard_at(Period(1)).get());
            let remedy = "lower `guard`, add armed people, or a route that brings some";
            let fault = if must_stay || site.closing.get() < 0.0 {
                Diagnostic::error(Code::NO_GUARD, message)
            } else {
                Diagnostic::warning(Code::NO_GUARD, format!("{message}: it has to close in the first period"))
            };
            found.push(fault.remedy(remedy), (field::SITES.any(), &site.key, field::GUARD.any()), "this guard");
        } else if armed < site.guard_at(Period(1)).get() + crews && !comes(m, id) {
            let message = format!(
                "`{}` has {armed} armed people, its guard and the crews of its fleets are {}",
                site.key,
                site.guard_at(Period(1)).get() + crews
            );
            let fault =
                Diagnostic::warning(Code::NO_GUARD, message).remedy("part of the fleets will be released at once");
            found.push(fault, (field::SITES.any(), &site.key, field::GUARD.any()), "this guard and the crews");
        }
    }
}

/// Some armed people could come to a site.
fn comes(m: &Mission, site: SiteId) -> bool {
    m.kinds.iter().filter(|(_, k)| k.is_armed()).any(|(k, _)| {
        let network = Network::for_kind(m, k);
        m.sites.ids().any(|from| {
            from != site && m.initial(k, from) > 0.0 && network.reachable_from(from).contains(&Node::Site(site))
        })
    })
}

fn capacity(m: &Mission, found: &mut Prechecks) {
    let (people, cargo) = (m.people_total().get(), m.cargo_total().get());
    let exits: f64 = m.exits.values().map(|x| by_deadline(m, x, true)).sum();
    if exits < people {
        let message = format!("{people:.0} people have to leave; the exits take {exits:.0} by the deadline");
        let remedy = "more people_per_week, an earlier available_from, or a later deadline; else some are left";
        let fault = Diagnostic::warning(Code::TOO_MANY_PEOPLE, message).remedy(remedy);
        found.push(
            fault,
            (field::EXITS.any(), takes_most(m, true), field::PEOPLE_PER_WEEK.any()),
            "the exit that takes most",
        );
    }
    let loads: f64 = m.exits.values().map(|x| by_deadline(m, x, false)).sum();
    if loads < cargo {
        let message = format!("{cargo:.0} loads have to leave; the exits take {loads:.0} by the deadline");
        let fault =
            Diagnostic::warning(Code::TOO_MUCH_CARGO, message).remedy("the rest is disposed of in place, or left");
        found.push(
            fault,
            (field::EXITS.any(), takes_most(m, false), field::LOADS_PER_WEEK.any()),
            "the exit that takes most",
        );
    }
    for (id, site) in m.sites.iter() {
        let here: f64 = m.kinds.iter().filter(|(_, k)| !k.is_people()).map(|(k, _)| m.initial(k, id)).sum();
        let handled: f64 = site.handling.iter().skip(1).map(|l| l.get()).sum();
        if handled < here {
            let message = format!("`{}` has {here:.0} loads and can handle {handled:.0} by the deadline", site.key);
            let fault = Diagnostic::warning(Code::TOO_MUCH_CARGO, message)
                .remedy("a higher handling_per_week, more time, or some of it is abandoned");
            found.push(fault, (field::SITES.any(), &site.key, field::HANDLING_PER_WEEK.any()), "this rate");
        }
    }
}

/// Most people (or loads) that an exit takes by the deadline.
fn by_deadline(m: &Mission, x: &Exit, people: bool) -> f64 {
    x.takes_by(people, m.calendar.deadline(), m.calendar.periods_of_a_week())
}

/// The exit that takes most by the deadline.
fn takes_most(m: &Mission, people: bool) -> &str {
    let takes = |x: &Exit| by_deadline(m, x, people);
    m.exits.values().max_by(|a, b| takes(a).total_cmp(&takes(b))).map_or("", |x| x.key.as_str())
}

fn money(m: &Mission, found: &mut Prechecks) {
    let Some(total) = m.budget.total() else { return };
    let cheapest = |people: bool| {
        let routes = m.routes.values().filter_map(|r| match r.to {
            Node::Exit(x) if people => Some(r.usd_per_person + m.exits[x].usd_per_person),
            _ => None,
        });
        routes.fold(UsdPerPerson(f64::INFINITY), UsdPerPerson::min)
    };
    let journey = cheapest(true);
    let home: Usd = m
        .units
        .values()
        .map(|u| match &m.kinds[u.kind].nature {
            crate::mission::Nature::People { pay, repatriation, .. } => {
                let journey = if journey.get().is_finite() { journey } else { UsdPerPerson::ZERO };
                Persons(u.quantity) * (*repatriation + *pay * Periods::ONE + journey)
            }
            crate::mission::Nature::Cargo { .. } => Usd::ZERO,
        })
        .sum();
    if home > total {
        let message = format!(
            "bringing everybody home costs at least ${:.1}m (one period's pay and the journey); the budget is ${:.1}m",
            home.get() / 1e6,
            // The sum of no tranches is -0.
            total.get().abs() / 1e6
        );
        let fault = Diagnostic::warning(Code::TOO_DEAR, message).remedy("the plan will say how many it gets out");
        found.push(fault, (field::BUDGET.any(), "", field::TOTAL.any()), "this budget");
    }
}
