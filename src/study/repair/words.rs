//! The single changes of the repair menu in words, each with its size.
//!
//! Must not know how a size is found.

use crate::id::FleetId;
use crate::mission::Mission;
use crate::program::{Family, Part};
use crate::study::change::{disposal_rate, whole_sites};
use crate::study::repair::candidate::{Growth, first_after_notice, largest_guard, whole_guard};
use crate::tolerance::{EXACT, SHOWN_TENTH};
use crate::vocabulary::{self, Clock};

impl Growth {
    /// Unit of its size.
    pub(super) fn unit(self, clock: Clock) -> &'static str {
        match self {
            Self::Money => "USD",
            Self::Pace | Self::AtOnce => "site",
            _ if self.counts_periods() => clock.unit(),
            _ => "share",
        }
    }

    /// In words, with its size.
    pub(super) fn words(self, m: &Mission, size: f64) -> String {
        let clock = Clock::of(&m.calendar);
        let from = format!("from {} on", clock.at(first_after_notice(m)));
        let percent = percent(size);
        let limit = |family, part, of: String| vocabulary::limit(family, part, &of);
        let week = f64::from(m.calendar.period_days);
        match self {
            Self::Money => "more money".to_owned(),
            Self::Weeks => format!("{} days more to the deadline", whole(size * week)),
            Self::Fleet(f) => self.units(m, f, size),
            Self::People(x) => {
                format!("{percent} more {}, {from}", limit(Family::ExitCapacity, Part::People, vocabulary::exit(m, x)))
            }
            Self::Loads(x) => {
                format!("{percent} more {}, {from}", limit(Family::ExitCapacity, Part::Loads, vocabulary::exit(m, x)))
            }
            Self::Lifts(r) => {
                format!("{percent} more {}, {from}", limit(Family::RouteCapacity, Part::Main, vocabulary::route(m, r)))
            }
            Self::Handling(s) => {
                format!("{percent} more {}, {from}", limit(Family::Handling, Part::Main, vocabulary::site(m, s)))
            }
            Self::Beds(s) => format!("{percent} more {}", limit(Family::Beds, Part::Main, vocabulary::site(m, s))),
            Self::Yard(s) => format!("{percent} more {}", limit(Family::Yard, Part::Main, vocabulary::site(m, s))),
            Self::Cleanup(s) => {
                let what = limit(Family::ClosingWork, Part::Main, vocabulary::site(m, s));
                format!("{what} {} shorter", clock.count(size.ceil() as u32))
            }
            Self::Guard(s) => {
                let (what, most) =
                    (limit(Family::Guard, Part::Main, vocabulary::site(m, s)), largest_guard(&m.sites[s]));
                if most <= 0.0 {
                    return format!("{percent} less {what} for each load or person");
                }
                let less = whole_guard(most * (1.0 - size));
                format!("{what} of {} instead of {}", whole(less), whole(most))
            }
            Self::Season(r) => {
                let longer = clock.count(size as u32);
                format!("{} open {longer} longer at each end of its season", vocabulary::route(m, r))
            }
            Self::Pace | Self::AtOnce => self.sites(m, size),
            Self::Disposal(k, method) => {
                let rate = disposal_rate(m, k, method);
                let (more, kind) = (figure(up(rate * (1.0 + size))), &m.kinds[k].name);
                let (rate, a, how) = (figure(rate), clock.unit(), method.key());
                format!("a rate of disposal of {more} loads a {a} instead of {rate} for {kind} ({how})")
            }
            Self::Milestone(i) => {
                let what = vocabulary::milestone(m, &m.rules.milestones[i]);
                format!("{what}, {} later", clock.count(self.had(m, size) as u32))
            }
            Self::FewerLoadsHome => format!("up to {percent} of every kind of cargo may be left behind"),
            Self::LessHome(k) => format!("up to {percent} of {} may be left behind", m.kinds[k].name),
        }
    }

    /// More of a fleet: by units where they are counted.
    fn units(self, m: &Mission, f: FleetId, size: f64) -> String {
        let (clock, fleet) = (Clock::of(&m.calendar), &m.fleets[f]);
        let (a, name, first) = (clock.unit(), &fleet.name, first_after_notice(m));
        let from = format!("from {} on", clock.at(first));
        let there = fleet.days.get(first as usize).map_or(0.0, |d| d.get());
        let size = self.had(m, size);
        let (on_top, days) = (figure(size * there), figure(there));
        if !fleet.keeps_whole_units() {
            let percent = percent(size);
            return format!("{percent} more of {name} ({on_top} working days a {a} on top of {days}) {from}");
        }
        let more = fleet.units * size;
        if more < 1.5 {
            return format!("1 more unit of {name} ({on_top} working days a {a} on top of {days}) {from}");
        }
        let more = whole(more);
        format!("{more} more units of {name} ({on_top} working days a {a} on top of {days}) {from}")
    }

    /// More sites that may close.
    fn sites(self, m: &Mission, size: f64) -> String {
        let (size, a) = (self.had(m, size), Clock::of(&m.calendar).unit());
        let limits = |limit: Option<f64>| {
            let was = whole_sites(limit.unwrap_or(0.0));
            (whole(was + size), whole(was))
        };
        if self == Self::Pace {
            let (more, was) = limits(m.rules.closings_per_period);
            return format!("{more} sites may close in a {a} instead of {was}");
        }
        let (more, was) = limits(m.rules.sites_at_once);
        format!("{more} sites may be in handover at the same time instead of {was}")
    }
}

/// Up, for so much is enough and less may not be.
fn percent(share: f64) -> String {
    format!("{:.0} %", (share * 100.0 - EXACT).ceil())
}

/// Up to the next tenth that is shown of small figures, to the next whole one of others: so much is enough, and less may not be.
fn up(n: f64) -> f64 {
    if n < 10.0 { (n * 10.0 - EXACT).ceil() / 10.0 } else { (n - EXACT).ceil() }
}

/// A rate as it is read: a tenth says something of small ones only, and nothing of whole ones.
fn figure(n: f64) -> String {
    if n < 10.0 && (n - n.round()).abs() >= SHOWN_TENTH { format!("{n:.1}") } else { whole(n) }
}

/// A whole figure with its thousands apart, as every figure for people has them.
fn whole(n: f64) -> String {
    let digits = format!("{n:.0}");
    let apart = |(i, c): (usize, char)| {
        let mark = (i > 0 && (digits.len() - i).is_multiple_of(3)).then_some(',');
        mark.into_iter().chain([c])
    };
    digits.chars().enumerate().flat_map(apart).collect()
}

#[cfg(test)]
mod tests {
    use super::{figure, whole};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0.0, 999.6, 12_345.0, 1_234_567.0].map(whole), ["0", "1,000", "12,345", "1,234,567"]);
        assert_eq!([7.0, 7.25, 1_234.5].map(figure), ["7", "7.2", "1,234"]);
    }
}
