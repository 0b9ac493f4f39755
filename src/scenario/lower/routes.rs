//! `[[fleets]]` and `[[routes]]`.

use crate::diagnostic::Code;
use crate::id::{SiteId, Table};
use crate::mission::{Calendar, Fleet, Mode, Node, Period, Route, Site};
use crate::scenario::lower::{Context, windows};
use crate::scenario::typed::Row;
use crate::units::{Days, Km, Persons, Usd};

pub(super) fn fleet(c: &mut Context, calendar: &Calendar, row: &Row) -> Fleet {
    let units = row.number_or("units", 0.0);
    let there = windows::available(c, calendar, row);
    let other = windows::windows(c, row, "windows");
    let strength = |t| {
        windows::mean(calendar, t, &other, units, |w| {
            if w.row.flag("closed") {
                return Some(0.0);
            }
            let base = w.row.number("units");
            match (base, w.row.number("factor")) {
                (None, None) => None,
                (base, factor) => Some(base.unwrap_or(units) * factor.unwrap_or(1.0)),
            }
        })
    };
    let reached = windows::sustained(c, calendar, row, "");
    let notice = row.number("notice").map(|days| calendar.start.checked_add(jiff::Span::new().days(days as i64 - 1)));
    let paid_until = row.date("contract_until").into_iter().chain(notice.and_then(Result::ok)).max();
    let days = row.number_or("days_per_week", 7.0).min(7.0) * windows::weeks(calendar);
    Fleet {
        key: row.id().to_owned(),
        name: row.name(),
        days: windows::vector(calendar, Days::ZERO, |t| Days(strength(t) * days * there[t.at()] * reached[t.at()])),
        standing: Usd(row.number_or("standing_per_month", 0.0) * units * calendar.months_per_period()),
        standby: if units > 0.0 { (row.number_or("min_units", 0.0) / units).min(1.0) } else { 0.0 },
        standby_for: standby_for(c, row),
        paid_until: paid_until.map_or(Period::START, |d| calendar.period_of(d).min(calendar.deadline())),
        base: c.site(row, "base"),
        crew: Persons(row.number_or("crew", 0.0) * units),
        escort: Persons(row.number_or("escort", 0.0)),
        seats: row.number_or("seats", 0.0),
        slots: row.number_or("slots", 0.0),
        present: 1.0,
    }
}

/// The sites for which part of a fleet is kept: those named, or all.
fn standby_for(c: &mut Context, row: &Row) -> Vec<SiteId> {
    if row.has("min_units_while") {
        let named = row.texts("min_units_while").iter();
        return named.filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites)).collect();
    }
    c.names.sites.values().copied().collect()
}

/// A route, and its way back if it goes both ways.
pub(super) fn route(
    c: &mut Context,
    calendar: &Calendar,
    top: &Row,
    sites: &Table<SiteId, Site>,
    row: &Row,
) -> Vec<Route> {
    let from = c.site(row, "from");
    let to = row.text("to").and_then(|name| c.find("site or exit", name, row.place("to"), |n| &n.places));
    let fleet = c.fleet(row, "fleet");
    let (Some(from), Some(to), Some(fleet)) = (from, to, fleet) else { return Vec::new() };
    if to == Node::Site(from) {
        let message = format!("`{}` leads from {} to itself", row.id(), sites[from].key);
        c.fault(Code::SELF_ROUTE, message, row.place("to"), "name another site or an exit");
        return Vec::new();
    }
    let fleet_row = &top.rows("fleets")[crate::id::Id::index(fleet)];
    let Some(there) = leg(c, calendar, fleet_row, row, from, to, fleet) else { return Vec::new() };
    if !row.flag("both_ways") {
        return vec![there];
    }
    let Node::Site(other) = to else {
        let message = format!("`{}` leads to an exit: nothing comes back", row.id());
        c.fault(Code::CONTRADICTION, message, row.place("both_ways"), "remove `both_ways`");
        return vec![there];
    };
    let (key, name) = (format!("{}-back", there.key), format!("{} (back)", there.name));
    vec![Route { key, name, from: other, to: Node::Site(from), ..there.clone() }, there].into_iter().rev().collect()
}

fn leg(
    c: &mut Context,
    calendar: &Calendar,
    fleet_row: &Row,
    row: &Row,
    from: SiteId,
    to: Node,
    fleet: crate::id::FleetId,
) -> Option<Route> {
    let own = |key: &str| row.number(key).or_else(|| fleet_row.number(key));
    let km = row.number("km")?;
    let speed = own("speed_per_day").unwrap_or(0.0);
    if km > 0.0 && speed <= 0.0 {
        let message = format!("`{}` has no speed", row.id());
        c.fault(Code::MISSING, message, &row.place, "give `speed_per_day` (more than zero) to the route or its fleet");
        return None;
    }
    let other = windows::windows(c, row, "windows");
    let way = if km > 0.0 { km / speed } else { 0.0 };
    let pace = |t| windows::mean(calendar, t, &other, 1.0, |w| w.row.number("speed_factor"));
    let loading = own("loading").unwrap_or(0.0);
    let ways = if row.flag_or("empty_return", true) { 2.0 } else { 1.0 };
    let limit = row.number("max_lifts_per_week").map_or(f64::INFINITY, |l| l * windows::weeks(calendar));
    let most = |t| {
        // Without a limit a window can only close the route, for the periods that it covers wholly.
        let open = windows::mean(calendar, t, &other, 1.0, |w| {
            if w.row.flag("closed") { Some(0.0) } else { w.row.number("max_lifts_factor") }
        });
        let usual = if limit.is_finite() {
            limit * open
        } else if open > 0.0 {
            limit
        } else {
            0.0
        };
        let set = |w: &windows::Window| w.row.number("max_lifts_per_week").map(|l| l * windows::weeks(calendar));
        if other.iter().any(|w| set(w).is_some() && calendar.overlap(t, w.from, w.to) > 0.0) {
            let base = if usual.is_finite() { usual } else { 1e6 };
            windows::mean(calendar, t, &other, base, set)
        } else {
            usual
        }
    };
    let casualties = row.number_or("casualties_per_lift", 0.0);
    let default_lift = fleet_row.number_or("per_lift", 0.0) + 2.0 * km * fleet_row.number_or("per_km", 0.0);
    Some(Route {
        key: row.id().to_owned(),
        name: row.name(),
        from,
        to,
        mode: row.text("mode").and_then(Mode::from_key)?,
        fleet,
        distance: Km(km),
        travel: windows::vector(calendar, Days::ZERO, |t| Days(way / pace(t))),
        cycle: windows::vector(calendar, Days::ZERO, |t| Days(loading + ways * way / pace(t))),
        max_lifts: windows::vector(calendar, 0.0, most),
        seats: own("seats").unwrap_or(0.0),
        slots: own("slots").unwrap_or(0.0),
        usd_per_lift: Usd(row.number_or("per_lift", default_lift)),
        usd_per_person: Usd(row.number_or("per_person", 0.0)),
        usd_per_load: Usd(row.number_or("per_load", 0.0)),
        casualties: windows::vector(calendar, 0.0, |t| {
            casualties * windows::mean(calendar, t, &other, 1.0, |w| w.row.number("casualties_factor"))
        }),
    })
}
