//! Figures that must agree and do not, and figures without effect: warnings. Nothing here keeps a scenario from being solved.

mod calendar;
mod silent;
mod windows;

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Mission, Node, Period, Route};
use crate::scenario::field::{self, Field, Name};
use crate::scenario::typed::Row;
use crate::tolerance::DIVISOR;

/// A road is measured along its bends: less than this share of the straight line is a slip.
const STRAIGHT: f64 = 0.95;
/// No road has so many times the length of the straight line.
const BENDS: f64 = 3.0;
/// Kilometres that the ends of a route may lie apart without a word: an airfield beside its camp.
const NEAR_KM: f64 = 5.0;

/// All warnings.
pub(super) fn warnings(top: &Row, m: &Mission, figures: &[crate::scenario::Figure]) -> Vec<Diagnostic> {
    let mut list = Vec::new();
    distances(top, &mut list);
    without_effect(top, &mut list);
    calendar::outside(top, m, &mut list);
    guards(top, m, &mut list);
    silent::silent(top, m, figures, &mut list);
    windows::idle(top, m, &mut list);
    list
}

fn place_of<'r>(top: &'r Row, id: &str) -> Option<&'r Row> {
    top.rows(field::SITES).iter().chain(top.rows(field::EXITS)).find(|r| r.id() == id)
}

fn distances(top: &Row, list: &mut Vec<Diagnostic>) {
    for row in top.rows(field::ROUTES) {
        let end = |key: Field<field::Text>| row.text(key).and_then(|id| place_of(top, id));
        let (Some(from), Some(to), Some(km)) = (end(field::FROM_SITE), end(field::TO_PLACE), row.number(field::KM))
        else {
            continue;
        };
        let (Some(a), Some(b)) = (from.position(), to.position()) else { continue };
        let line = straight(a, b);
        if line <= NEAR_KM || km >= STRAIGHT * line {
            continue;
        }
        let swapped = |(x, y): (f64, f64)| (y, x);
        // Exchanged where the length is then that of a road between them, bends and all.
        let fits = |d: f64| d <= km.max(NEAR_KM) * 1.02 && d * 3.0 < line && km <= BENDS * d.max(NEAR_KM);
        let exchanged = if fits(straight(swapped(a), b)) {
            Some(from)
        } else if fits(straight(a, swapped(b))) {
            Some(to)
        } else {
            None
        };
        let message = format!("`{}` has {km:.0} km; its ends lie {line:.0} km apart in a straight line", row.id());
        let fault = Diagnostic::warning(Code::SHORT, message).at(row.place(field::KM), "shorter than the line");
        list.push(match exchanged {
            Some(end) => fault
                .at(end.place(field::POSITION), "latitude and longitude exchanged?")
                .remedy(format!("latitude comes first: exchange the two numbers of `{}`", end.id())),
            None => fault
                .at(from.place(field::POSITION), "from here")
                .at(to.place(field::POSITION), "to here")
                .remedy("correct `km` or a position"),
        });
    }
}

/// Kilometres between two places on a sphere.
fn straight(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [lat1, lon1, lat2, lon2] = [a.0, a.1, b.0, b.1].map(f64::to_radians);
    let h = ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn without_effect(top: &Row, list: &mut Vec<Diagnostic>) {
    idle_sites(top, list);
    idle_fleets(top, list);
    let mandate = top.row(field::CALENDAR).is_some_and(|c| c.has(field::MANDATE_END));
    for row in top.rows(field::KINDS).iter().filter(|r| r.has(field::REIMBURSEMENT_AFTER_SHARE) && !mandate) {
        let why = "the calendar has no `mandate_end`";
        idle(list, row, field::REIMBURSEMENT_AFTER_SHARE.any(), why, "give calendar.mandate_end, or remove it");
    }
    for row in top.rows(field::ROUTES).iter().filter(|r| !r.has(field::MAX_LIFTS_PER_WEEK)) {
        let bare =
            |w: &&Row| w.number(field::MAX_LIFTS_FACTOR).is_some_and(|f| f > 0.0) && !w.has(field::MAX_LIFTS_PER_WEEK);
        if let Some(w) = row.rows(field::WINDOWS).iter().find(bare) {
            let message = format!("`max_lifts_factor` of `{}` has no effect: the route has no limit", row.id());
            let fault = Diagnostic::warning(Code::NO_EFFECT, message).at(w.place(field::MAX_LIFTS_FACTOR), "here");
            list.push(fault.remedy("give the route max_lifts_per_week"));
        }
    }
}

fn idle(list: &mut Vec<Diagnostic>, row: &Row, key: Name, why: &str, remedy: &str) {
    let fault = Diagnostic::warning(Code::NO_EFFECT, format!("`{key}` of `{}` has no effect: {why}", row.id()));
    list.push(fault.at(row.place(key), "here").remedy(remedy));
}

fn idle_sites(top: &Row, list: &mut Vec<Diagnostic>) {
    let staffed = |row: &Row| row.number_or(field::NATIONAL_STAFF, 0.0) > 0.0;
    for row in top.rows(field::SITES) {
        for key in [field::NATIONAL_PAY_PER_MONTH, field::SEPARATION] {
            if row.number_or(key, 0.0) > 0.0 && !staffed(row) {
                idle(list, row, key.any(), "it has no national staff", "give `national_staff`, or remove it");
            }
        }
        let windows = row.rows(field::HANDLING_WINDOWS);
        let closes = windows.iter().any(|w| w.flag(field::CLOSED) || w.has(field::HANDLING_PER_WEEK));
        let starts = row.has(field::HANDLING_FROM) || row.has(field::HANDLING_LEAD_TIME);
        let rates = [
            (field::HANDLING_UTILISATION.any(), false),
            (field::HANDLING_UTILISATION_RANGE.any(), false),
            (field::HANDLING_LATE.any(), starts),
            (field::HANDLING_RAMP.any(), false),
            (field::HANDLING_WINDOWS.any(), closes),
        ];
        for (key, acts) in rates {
            let stated = row.has(field::HANDLING_PER_WEEK) || windows.iter().any(|w| w.has(field::HANDLING_PER_WEEK));
            if row.has(key) && !stated && !acts {
                idle(list, row, key, "the site has no `handling_per_week`", "give the rate, or remove it");
            }
        }
        let states =
            |windows: Field<field::List>, key: Field<field::Number>| row.rows(windows).iter().any(|w| w.has(key));
        let guarded = row.number_or(field::GUARD, 0.0) > 0.0 || states(field::GUARD_WINDOWS, field::GUARD);
        if row.has(field::GUARD_WINDOWS) && !guarded {
            let why = "the site has no `guard`";
            idle(list, row, field::GUARD_WINDOWS.any(), why, "give `guard`, or remove it");
        }
        let runs = row.number_or(field::RUNNING_PER_MONTH, 0.0) > 0.0
            || states(field::RUNNING_WINDOWS, field::RUNNING_PER_MONTH);
        if row.has(field::RUNNING_WINDOWS) && !runs {
            let why = "the site has no `running_per_month`";
            idle(list, row, field::RUNNING_WINDOWS.any(), why, "give it, or remove it");
        }
        if row.texts(field::CLOSES_BEFORE).iter().any(|(name, _)| name == row.id()) {
            idle(list, row, field::CLOSES_BEFORE.any(), "it names itself", "name another site");
        }
    }
}

fn idle_fleets(top: &Row, list: &mut Vec<Diagnostic>) {
    for row in top.rows(field::FLEETS) {
        let uses = |r: &Row| r.text(field::FLEET) == Some(row.id());
        // What is under contract or kept for the sites costs on purpose.
        let kept = [field::CONTRACT_UNTIL.any(), field::NOTICE.any(), field::MIN_UNITS.any()];
        let kept = kept.into_iter().any(|k| row.has(k));
        if !kept && !row.id().is_empty() && !top.rows(field::ROUTES).iter().chain(top.rows(field::AIR_LINKS)).any(uses)
        {
            idle(
                list,
                row,
                field::ID.any(),
                "no route has this fleet; only its standing cost counts",
                "name it in a route, or remove it",
            );
        }
        if row.number_or(field::STANDING_PER_MONTH, 0.0) <= 0.0 {
            for key in [field::CONTRACT_UNTIL.any(), field::NOTICE.any()].into_iter().filter(|k| row.has(*k)) {
                let why = "the fleet has no standing cost";
                idle(list, row, key, why, "give `standing_per_month`, or remove it");
            }
        }
        if row.has(field::MIN_UNITS_WHILE) && !row.has(field::MIN_UNITS) {
            let why = "the fleet has no `min_units`";
            idle(list, row, field::MIN_UNITS_WHILE.any(), why, "give `min_units`, or remove it");
        }
        if row.number_or(field::CREW, 0.0) > 0.0 && !row.has(field::BASE) {
            idle(list, row, field::CREW.any(), "the fleet has no `base`", "name the site where its crews live");
        }
        if row.number_or(field::DAYS_PER_WEEK, 7.0) > 7.0 {
            idle(list, row, field::DAYS_PER_WEEK.any(), "a week has 7 days, and 7 are counted", "7 at most");
        }
    }
}

/// The guard leaves with the last people: it has to fit into what leaves in one period.
fn guards(top: &Row, m: &Mission, list: &mut Vec<Diagnostic>) {
    for (id, site) in m.sites.iter().filter(|(_, s)| s.is_guarded() && !s.closed) {
        let leaves = |t: Period| -> f64 {
            let routes = m.routes.values().filter(|r| r.from == id && r.seats > 0.0 && r.max_lifts[t.at()] > 0.0);
            let people = routes.map(|r| {
                let seats = most_lifts(m, r, t) * r.seats;
                match r.to {
                    Node::Exit(x) => seats.min(m.exits[x].takes_to(true, t, m.calendar.periods_of_a_week())),
                    Node::Site(_) => seats,
                }
            });
            people.sum()
        };
        let fits = |t: Period| leaves(t) >= site.guard_at(t.previous()).get();
        let most = m.calendar.all().map(leaves).fold(0.0, f64::max);
        if most > 0.0 && !m.calendar.all().any(fits) {
            let guard = m.calendar.all().map(|t| site.guard_at(t).get()).fold(f64::INFINITY, f64::min);
            let message = format!(
                "the guard of `{}` is {guard:.0}; at most {most:.0} can leave it in one period, so it can never close",
                site.key
            );
            let fault = Diagnostic::warning(Code::GUARD_STAYS, message);
            let fault = fault.remedy("a lower `guard`, or more lifts, seats or exit capacity in some period");
            list.push(match top.rows(field::SITES).iter().find(|r| r.id() == site.key) {
                Some(row) => fault.at(row.place(field::GUARD), "this guard"),
                None => fault,
            });
        }
    }
}

/// Lifts that can begin in a period. Whole ones wait until their limit allows one, and a cycle that is longer than a period starts in it
/// all the same.
fn most_lifts(m: &Mission, r: &Route, t: Period) -> f64 {
    let fleet = &m.fleets[r.fleet];
    let days = fleet.days[t.at()].get();
    let by_fleet = if fleet.whole {
        let units = (days / fleet.unit_days.get().max(DIVISOR)).ceil();
        units * r.begins(t, fleet, m.calendar.period_days)
    } else {
        days / r.cycle[t.at()].get().max(DIVISOR)
    };
    r.bucket(t, fleet).unwrap_or(r.max_lifts[t.at()]).min(by_fleet.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::straight;

    #[test]
    fn a_degree_of_the_equator_is_111_km() {
        assert!((straight((0.0, 0.0), (0.0, 1.0)) - 111.19).abs() < 0.01);
        assert!((straight((0.0, 0.0), (0.0, 180.0)) - 20015.0).abs() < 1.0);
        assert_eq!(straight((16.27, -0.05), (16.27, -0.05)), 0.0);
    }
}
