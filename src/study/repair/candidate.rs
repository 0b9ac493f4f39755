//! The single changes of the repair menu, each with a size that grows.

use crate::id::{ExitId, FleetId, KindId, RouteId, SiteId};
use crate::mission::{Budget, Disposition, Kind, Method, Mission, Nature, Route, Site};
use crate::study::change::{Change, Lever, disposal_rate, limited_disposals};
use crate::tolerance::EXACT;
use crate::units::{Persons, UsdPerLoad};

/// Periods before more of anything can be there.
const NOTICE: u32 = 4;
/// Weeks beyond the deadline that are tried.
const WEEKS: f64 = 26.0;
/// How many times what there is is tried on top of it.
const TIMES: f64 = 3.0;

/// A change that grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Growth {
    /// Dollars; the size is found by one search without a budget.
    Money,
    /// Periods beyond the deadline.
    Weeks,
    /// A share of a fleet on top, after notice; of units that are kept one by one the next whole number.
    Fleet(FleetId),
    /// A share of the people an exit takes on top, after notice.
    People(ExitId),
    /// A share of the loads an exit takes on top, after notice.
    Loads(ExitId),
    /// Weeks by which each open season of a route is longer at both ends.
    Season(RouteId),
    /// A share of every kind of cargo that may be left where it is, whatever the scenario says.
    FewerLoadsHome,
    /// The same of one kind.
    LessHome(KindId),
    /// A share of the lifts that a route allows on top, after notice.
    Lifts(RouteId),
    /// A share of the loads that a site can prepare on top, after notice.
    Handling(SiteId),
    /// A share of a site's beds on top.
    Beds(SiteId),
    /// A share of its yard on top.
    Yard(SiteId),
    /// Periods by which a site's clean-up is shorter.
    Cleanup(SiteId),
    /// A share by which a site's guard is smaller: by whole people, and for each load and each person that it guards.
    Guard(SiteId),
    /// Sites more that may close in one period.
    Pace,
    /// Sites more that may be in their handover at the same time.
    AtOnce,
    /// A share of the loads of a kind that a method of disposal takes in a period on top.
    Disposal(KindId, Method),
    /// Periods by which a milestone is later, by its position.
    Milestone(usize),
}

/// What can be tried on a mission, and in words what would change nothing.
pub(super) fn candidates(m: &Mission) -> (Vec<Growth>, Vec<String>) {
    let mut list = vec![Growth::Weeks];
    let mut nothing = Vec::new();
    if m.budget.total().is_some() {
        list.push(Growth::Money);
    } else {
        nothing.push("more money: the scenario has no limit".to_owned());
    }
    // A decision and no purchase: before what has to be hired.
    list.extend([Growth::Pace, Growth::AtOnce].into_iter().filter(|c| c.most(m) > 0.0));
    list.extend(m.fleets.ids().map(Growth::Fleet));
    for (x, exit) in m.exits.iter() {
        if limited(exit.people.iter().map(|p| p.get())) {
            list.push(Growth::People(x));
        }
        if limited(exit.loads.iter().map(|l| l.get())) {
            list.push(Growth::Loads(x));
        }
    }
    list.extend(m.routes.ids().filter(|r| closed_weeks(m, *r) > 0).map(Growth::Season));
    let kept: Vec<KindId> =
        m.kinds.iter().filter(|(_, k)| !k.is_people() && may_be_left(k) < 1.0).map(|(k, _)| k).collect();
    match kept[..] {
        [] => nothing.push("fewer loads home: the scenario lets every load be left already".to_owned()),
        [_] => list.push(Growth::FewerLoadsHome),
        _ => {
            list.push(Growth::FewerLoadsHome);
            list.extend(kept.into_iter().map(Growth::LessHome));
        }
    }
    (list, nothing)
}

/// Changes of which a mission has many, kind by kind: one is only tried where all of its kind together are not refused.
pub(super) fn crowds(m: &Mission) -> Vec<(&'static str, Vec<Growth>)> {
    let own_limit = |r: &Route| limited(r.max_lifts.iter().copied());
    let lifts = m.routes.iter().filter(|(_, r)| own_limit(r)).map(|(r, _)| Growth::Lifts(r)).collect();
    let sites = |with: &dyn Fn(&Site) -> bool, what: fn(SiteId) -> Growth| -> Vec<Growth> {
        m.sites.iter().filter(|(_, s)| !s.closed && with(s)).map(|(s, _)| what(s)).collect()
    };
    let disposals = limited_disposals(m).into_iter().map(|(k, method)| Growth::Disposal(k, method)).collect();
    let later = (0..m.rules.milestones.len()).map(Growth::Milestone);
    let milestones = later.filter(|c| c.most(m) > 0.0).collect();
    vec![
        ("more lifts on any one route", lifts),
        ("more handling at any one site", sites(&|s| limited(s.handling.iter().map(|l| l.get())), Growth::Handling)),
        ("more beds at any one site", sites(&|s| bounded(s.beds.get()), Growth::Beds)),
        ("a larger yard at any one site", sites(&|s| bounded(s.yard.get()), Growth::Yard)),
        ("a shorter clean-up at any one site", sites(&|s| s.cleanup > 0, Growth::Cleanup)),
        ("a faster disposal of any one kind of cargo", disposals),
        ("a later date of any one milestone", milestones),
        ("a smaller guard at any one site", sites(&|s| largest_guard(s) > 0.0 || guards_by_rate(s), Growth::Guard)),
    ]
}

/// Some and not without limit.
fn bounded(v: f64) -> bool {
    v > 0.0 && v.is_finite()
}

/// Some and not without limit in a period; the first element is for no period.
fn limited(values: impl Iterator<Item = f64>) -> bool {
    values.skip(1).any(bounded)
}

/// Share of a kind that the scenario lets be abandoned.
fn may_be_left(k: &Kind) -> f64 {
    let left = k.dispositions().iter().filter(|d| d.method == Method::Abandon).map(|d| d.max_share);
    left.fold(0.0, f64::max)
}

/// A guard may change from period to period: the largest.
pub(super) fn largest_guard(s: &Site) -> f64 {
    s.guard.iter().map(|g| g.get()).fold(0.0, f64::max)
}

/// Its guard grows with the loads or the people that it guards.
fn guards_by_rate(s: &Site) -> bool {
    s.guard_per_load.get() > 0.0 || s.guard_per_person > 0.0
}

pub(super) fn first_after_notice(m: &Mission) -> u32 {
    NOTICE.min(m.calendar.periods.saturating_sub(1)) + 1
}

/// The farthest closed week from an open one; nothing for a route that is open always or never.
fn closed_weeks(m: &Mission, r: RouteId) -> u32 {
    let open = open(m, r);
    let away = |t: usize| open.iter().enumerate().filter(|(_, o)| **o).map(|(u, _)| u.abs_diff(t)).min();
    (0..open.len()).filter_map(away).max().unwrap_or(0) as u32
}

/// Whether a route is open in each period, the first at 0.
fn open(m: &Mission, r: RouteId) -> Vec<bool> {
    m.routes[r].max_lifts.iter().skip(1).take(m.calendar.periods as usize).map(|l| *l > 0.0).collect()
}

impl Growth {
    /// The size is a whole number, of periods or of sites.
    pub(super) fn counted(self) -> bool {
        self.counts_periods() || matches!(self, Self::Pace | Self::AtOnce)
    }

    /// The size is a number of periods.
    pub(super) fn counts_periods(self) -> bool {
        matches!(self, Self::Weeks | Self::Season(_) | Self::Cleanup(_) | Self::Milestone(_))
    }

    /// The change that it is, for what is not looked at here.
    fn change(self, m: &Mission, size: f64) -> Option<Change> {
        let (lever, amount) = match self {
            Self::Pace => (Lever::Pace, size),
            Self::AtOnce => (Lever::AtOnce, size),
            Self::Milestone(i) => (Lever::Milestone(i), size),
            Self::Disposal(k, method) => (Lever::Disposal(k, method), size * disposal_rate(m, k, method)),
            _ => return None,
        };
        Some(Change { lever, amount, first: 1, last: m.calendar.periods })
    }

    /// The largest size that is tried.
    pub(super) fn most(self, m: &Mission) -> f64 {
        match self {
            Self::Money | Self::FewerLoadsHome | Self::LessHome(_) | Self::Guard(_) => 1.0,
            Self::Weeks => WEEKS,
            Self::Fleet(_)
            | Self::People(_)
            | Self::Loads(_)
            | Self::Lifts(_)
            | Self::Handling(_)
            | Self::Beds(_)
            | Self::Yard(_)
            | Self::Disposal(..) => TIMES,
            Self::Pace | Self::AtOnce | Self::Milestone(_) => self.change(m, 0.0).map_or(0.0, |c| c.most(m)),
            Self::Cleanup(s) => f64::from(m.sites[s].cleanup),
            Self::Season(r) => f64::from(closed_weeks(m, r)),
        }
    }

    /// What is had where so much is asked for: nobody lends a third of an aircraft.
    pub(super) fn had(self, m: &Mission, size: f64) -> f64 {
        match self {
            Self::Fleet(f) if m.fleets[f].keeps_whole_units() => {
                let units = m.fleets[f].units;
                (size * units - EXACT).ceil().max(0.0) / units
            }
            Self::Pace | Self::AtOnce | Self::Milestone(_) => (size - EXACT).ceil().max(0.0),
            _ => size,
        }
    }

    /// The mission with so much of it; more weeks are the caller's.
    pub(super) fn apply(self, m: &Mission, size: f64) -> Mission {
        let size = self.had(m, size);
        if let Some(change) = self.change(m, size) {
            return change.apply(m);
        }
        let mut m = m.clone();
        let factor = 1.0 + size;
        let weeks = first_after_notice(&m) as usize..;
        match self {
            // Weeks are the caller's.
            Self::Weeks | Self::Pace | Self::AtOnce | Self::Disposal(..) | Self::Milestone(_) => {}
            Self::Money => m.budget = Budget::default(),
            Self::Fleet(f) => {
                let fleet = &mut m.fleets[f];
                fleet.days.iter_mut().skip(weeks.start).for_each(|d| *d = *d * factor);
                // Lifts that are out when a period begins are as many as there are units, not days.
                fleet.units *= factor;
                // The whole time is paid for: that the new ones come later would only make it cheaper.
                fleet.standing = fleet.standing * factor;
                fleet.crew = fleet.crew * factor;
            }
            Self::People(x) => {
                m.exits[x].people.iter_mut().skip(weeks.start).for_each(|p| *p = *p * factor);
            }
            Self::Loads(x) => {
                m.exits[x].loads.iter_mut().skip(weeks.start).for_each(|l| *l = *l * factor);
            }
            Self::Season(r) => longer_season(&mut m, r, size as usize),
            Self::FewerLoadsHome => m.kinds.iter_mut().for_each(|(_, k)| let_be_left(k, size)),
            Self::LessHome(k) => let_be_left(&mut m.kinds[k], size),
            Self::Lifts(r) => m.routes[r].max_lifts.iter_mut().skip(weeks.start).for_each(|l| *l *= factor),
            Self::Handling(s) => {
                m.sites[s].handling.iter_mut().skip(weeks.start).for_each(|l| *l = *l * factor);
            }
            Self::Beds(s) => m.sites[s].beds = m.sites[s].beds * factor,
            Self::Yard(s) => m.sites[s].yard = m.sites[s].yard * factor,
            Self::Cleanup(s) => m.sites[s].cleanup = m.sites[s].cleanup.saturating_sub(size.ceil() as u32),
            Self::Guard(s) => {
                let (site, rest) = (&mut m.sites[s], (1.0 - size).max(0.0));
                site.guard.iter_mut().for_each(|g| *g = Persons(whole_guard(g.get() * rest)));
                site.guard_per_load = site.guard_per_load * rest;
                site.guard_per_person *= rest;
            }
        }
        m
    }
}

/// Whole people: where 6.6 are enough and 7 are not, it takes a guard of 6.
pub(super) fn whole_guard(persons: f64) -> f64 {
    (persons + EXACT).floor().max(0.0)
}

/// Opens every closed period within `by` periods of an open one, with the most lifts that the route has when open.
fn longer_season(m: &mut Mission, r: RouteId, by: usize) {
    let open = open(m, r);
    let lifts = &mut m.routes[r].max_lifts;
    let most = lifts.iter().skip(1).copied().fold(0.0, f64::max);
    for (t, was) in open.iter().enumerate() {
        let near = open.iter().enumerate().any(|(u, o)| *o && u.abs_diff(t) <= by);
        if !was && near {
            lifts[t + 1] = most;
        }
    }
}

/// A share of the kind may be abandoned at the loss of its whole value; what the scenario allows stays.
fn let_be_left(k: &mut Kind, share: f64) {
    let Nature::Cargo { dispositions, .. } = &mut k.nature else { return };
    match dispositions.iter_mut().find(|d| d.method == Method::Abandon) {
        Some(d) => {
            d.max_share = d.max_share.max(share);
            d.by_site.clear();
        }
        None => dispositions.push(Disposition {
            method: Method::Abandon,
            cost: UsdPerLoad::ZERO,
            proceeds: UsdPerLoad::ZERO,
            value_lost: 1.0,
            max_share: share,
            by_site: Vec::new(),
            rate: f64::INFINITY,
            from: crate::mission::Period(1),
        }),
    }
}
