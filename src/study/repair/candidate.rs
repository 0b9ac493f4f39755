//! The single changes of the repair menu, each with a size that grows.

use crate::id::{ExitId, FleetId, RouteId};
use crate::mission::{Budget, Disposition, Kind, Method, Mission, Nature};
use crate::units::{Days, Loads, Persons, Usd};

/// Periods before more of anything can be there.
const NOTICE: u32 = 4;
/// Weeks beyond the deadline that are tried.
const WEEKS: f64 = 26.0;
/// How many times what there is is tried on top of it.
const TIMES: f64 = 3.0;

/// A change that grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Candidate {
    /// Dollars; the size is found by one search without a budget.
    Money,
    /// Periods beyond the deadline.
    Weeks,
    /// A share of a fleet on top, after notice.
    Fleet(FleetId),
    /// A share of the people an exit takes on top, after notice.
    People(ExitId),
    /// A share of the loads an exit takes on top, after notice.
    Loads(ExitId),
    /// Weeks by which each open season of a route is longer at both ends.
    Season(RouteId),
    /// A share of every kind of cargo that may be left where it is, whatever the scenario says.
    FewerLoadsHome,
}

/// What can be tried on a mission, and in words what would change nothing.
pub(super) fn candidates(m: &Mission) -> (Vec<Candidate>, Vec<String>) {
    let mut list = vec![Candidate::Weeks];
    let mut nothing = Vec::new();
    if m.budget.total().is_some() {
        list.push(Candidate::Money);
    } else {
        nothing.push("more money: the scenario has no limit".to_owned());
    }
    list.extend(m.fleets.ids().map(Candidate::Fleet));
    for (x, exit) in m.exits.iter() {
        if limited(exit.people.iter().map(|p| p.get())) {
            list.push(Candidate::People(x));
        }
        if limited(exit.loads.iter().map(|l| l.get())) {
            list.push(Candidate::Loads(x));
        }
    }
    list.extend(m.routes.ids().filter(|r| closed_weeks(m, *r) > 0).map(Candidate::Season));
    if m.kinds.values().any(|k| !k.is_people() && may_be_left(k) < 1.0) {
        list.push(Candidate::FewerLoadsHome);
    } else {
        nothing.push("fewer loads home: the scenario lets every load be left already".to_owned());
    }
    (list, nothing)
}

/// Some and not without limit in a period; the first element is for no period.
fn limited(values: impl Iterator<Item = f64>) -> bool {
    values.skip(1).any(|v| v > 0.0 && v.is_finite())
}

/// Share of a kind that the scenario lets be abandoned.
fn may_be_left(k: &Kind) -> f64 {
    let left = k.dispositions().iter().filter(|d| d.method == Method::Abandon).map(|d| d.max_share);
    left.fold(0.0, f64::max)
}

fn first_after_notice(m: &Mission) -> u32 {
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

impl Candidate {
    /// The size is a whole number of periods.
    pub(super) fn whole(self) -> bool {
        matches!(self, Self::Weeks | Self::Season(_))
    }

    /// Unit of its size.
    pub(super) fn unit(self) -> &'static str {
        match self {
            Self::Money => "USD",
            Self::Weeks | Self::Season(_) => "week",
            Self::Fleet(_) | Self::People(_) | Self::Loads(_) | Self::FewerLoadsHome => "share",
        }
    }

    /// The largest size that is tried.
    pub(super) fn most(self, m: &Mission) -> f64 {
        match self {
            Self::Money | Self::FewerLoadsHome => 1.0,
            Self::Weeks => WEEKS,
            Self::Fleet(_) | Self::People(_) | Self::Loads(_) => TIMES,
            Self::Season(r) => f64::from(closed_weeks(m, r)),
        }
    }

    /// The mission with so much of it; more weeks are the caller's.
    pub(super) fn apply(self, m: &Mission, size: f64) -> Mission {
        let mut m = m.clone();
        let factor = 1.0 + size;
        let weeks = first_after_notice(&m) as usize..;
        match self {
            Self::Weeks => {}
            Self::Money => m.budget = Budget::default(),
            Self::Fleet(f) => {
                let fleet = &mut m.fleets[f];
                fleet.days.iter_mut().skip(weeks.start).for_each(|d| *d = Days(d.get() * factor));
                // The whole time is paid for: that the new ones come later would only make it cheaper.
                fleet.standing = Usd(fleet.standing.get() * factor);
                fleet.crew = Persons(fleet.crew.get() * factor);
            }
            Self::People(x) => {
                m.exits[x].people.iter_mut().skip(weeks.start).for_each(|p| *p = Persons(p.get() * factor));
            }
            Self::Loads(x) => {
                m.exits[x].loads.iter_mut().skip(weeks.start).for_each(|l| *l = Loads(l.get() * factor));
            }
            Self::Season(r) => longer_season(&mut m, r, size as usize),
            Self::FewerLoadsHome => m.kinds.iter_mut().for_each(|(_, k)| let_be_left(k, size)),
        }
        m
    }

    /// In words, with its size.
    pub(super) fn words(self, m: &Mission, size: f64) -> String {
        let from = format!("from week {}", first_after_notice(m));
        let week = f64::from(m.calendar.period_days);
        match self {
            Self::Money => "more money".to_owned(),
            Self::Weeks => format!("{:.0} days more to the deadline", size * week),
            Self::Fleet(f) => {
                let days = m.fleets[f].days.get(first_after_notice(m) as usize).map_or(0.0, |d| d.get());
                format!(
                    "{:.0} % more of {} ({:.1} working days a week on top of {days:.1}) {from}",
                    size * 100.0,
                    m.fleets[f].name,
                    size * days
                )
            }
            Self::People(x) => format!("{:.0} % more people through {} {from}", size * 100.0, m.exits[x].name),
            Self::Loads(x) => format!("{:.0} % more loads through {} {from}", size * 100.0, m.exits[x].name),
            Self::Season(r) => {
                let weeks = if size < 1.5 { "week" } else { "weeks" };
                format!("{} open {size:.0} {weeks} longer at each end of its season", m.routes[r].key)
            }
            Self::FewerLoadsHome => format!("up to {:.0} % of every kind of cargo may be left behind", size * 100.0),
        }
    }
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
        Some(d) => d.max_share = d.max_share.max(share),
        None => dispositions.push(Disposition {
            method: Method::Abandon,
            cost: Usd::ZERO,
            proceeds: Usd::ZERO,
            value_lost: 1.0,
            max_share: share,
            rate: f64::INFINITY,
            from: crate::mission::Period(1),
        }),
    }
}
