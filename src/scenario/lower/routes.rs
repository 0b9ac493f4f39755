//! `[[fleets]]` and `[[routes]]`.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::id::{IdTable, SiteId};
use crate::mission::{Calendar, Fleet, Mode, Node, Period, Route, Shares, Site};
use crate::scenario::field::{self, Field};
use crate::scenario::lower::{Lowering, windows};
use crate::scenario::typed::Row;
use crate::units::{Days, Km, Persons, PersonsPerLift, UsdPerLift, UsdPerLoad, UsdPerMonth, UsdPerPerson};

/// Lifts that hold more people or loads than this are whole unless the scenario says otherwise.
const HANDFUL: f64 = 5.0;

pub(super) fn fleet(c: &mut Lowering, calendar: &Calendar, top: &Row, row: &Row) -> Fleet {
    let units = row.number_or(field::FLEET_UNITS, 0.0);
    let (first, last) = windows::available(c, calendar, row);
    let other = windows::windows(c, row, field::WINDOWS);
    let strength = |day| {
        if day < first || day > last || windows::closed(&other, day) {
            return 0.0;
        }
        // Units and factor of a window are one statement.
        let said = windows::said(&other, day, |w| {
            let stated = w.has(field::FLEET_UNITS) || w.has(field::FACTOR);
            stated.then(|| w.number_or(field::FLEET_UNITS, units) * w.number_or(field::FACTOR, 1.0))
        });
        said.unwrap_or(units)
    };
    let reached = windows::sustained(c, calendar, row, (field::UTILISATION, field::UTILISATION_RANGE, field::RAMP));
    let notice =
        row.number(field::NOTICE).map(|days| calendar.start.checked_add(jiff::Span::new().days(days as i64 - 1)));
    let paid_until = row.date(field::CONTRACT_UNTIL).into_iter().chain(notice.and_then(Result::ok)).max();
    let days = row.number_or(field::DAYS_PER_WEEK, 7.0).min(7.0) * windows::weeks(calendar);
    // A route can have larger lifts than its fleet.
    let rows =
        std::iter::once(row).chain(top.rows(field::ROUTES).iter().filter(|r| r.text(field::FLEET) == Some(row.id())));
    let largest = rows.flat_map(|r| [field::SEATS, field::SLOTS].map(|key| r.number_or(key, 0.0))).fold(0.0, f64::max);
    Fleet {
        key: row.id().to_owned(),
        name: row.name(),
        days: windows::vector(calendar, Days::ZERO, |t| {
            Days(windows::daily(calendar, t, |day| strength(day) * reached(day)) * days)
        }),
        there: windows::vector(calendar, 0.0, |t| calendar.overlap(t, first, last)),
        units,
        unit_days: Days(days),
        first_day: Days(if first == Date::MIN { 0.0 } else { calendar.days_to(first).max(0.0) }),
        last_day: Days(row.date(field::AVAILABLE_TO).map_or(f64::INFINITY, |d| (calendar.days_to(d) + 1.0).max(0.0))),
        whole: row.flag_or(field::WHOLE, largest > HANDFUL),
        shares: if row.text(field::SHARES) == Some("either") { Shares::Either } else { Shares::Together },
        standing: UsdPerMonth(row.number_or(field::STANDING_PER_MONTH, 0.0)) * units * calendar.months_per_period(),
        standby: if units > 0.0 { (row.number_or(field::MIN_UNITS, 0.0) / units).min(1.0) } else { 0.0 },
        standby_for: standby_for(c, row),
        paid_until: paid_until.map_or(Period::START, |d| calendar.period_of(d).min(calendar.deadline())),
        base: c.site(row, field::BASE),
        crew: Persons(row.number_or(field::CREW, 0.0) * units),
        escort: PersonsPerLift(row.number_or(field::ESCORT, 0.0)),
        seats: row.number_or(field::SEATS, 0.0),
        slots: row.number_or(field::SLOTS, 0.0),
        present: 1.0,
        out: Vec::new(),
    }
}

/// The sites for which part of a fleet is kept: those named, or all.
fn standby_for(c: &mut Lowering, row: &Row) -> Vec<SiteId> {
    if row.has(field::MIN_UNITS_WHILE) {
        let named = row.texts(field::MIN_UNITS_WHILE).iter();
        return named.filter_map(|(n, p)| c.find("site", n, p, |x| &x.sites)).collect();
    }
    c.names.sites.values().copied().collect()
}

/// A route, and its way back if it goes both ways.
pub(super) fn route(
    c: &mut Lowering,
    calendar: &Calendar,
    top: &Row,
    sites: &IdTable<SiteId, Site>,
    row: &Row,
) -> Vec<Route> {
    let from = c.site(row, field::FROM_SITE);
    let to = row
        .text(field::TO_PLACE)
        .and_then(|name| c.find("site or exit", name, row.place(field::TO_PLACE), |n| &n.places));
    let fleet = c.fleet(row, field::FLEET);
    let (Some(from), Some(to), Some(fleet)) = (from, to, fleet) else { return Vec::new() };
    if to == Node::Site(from) {
        let message = format!("`{}` leads from {} to itself", row.id(), sites[from].key);
        c.fault(Code::SELF_ROUTE, message, row.place(field::TO_PLACE), "name another site or an exit");
        return Vec::new();
    }
    let fleet_row = &top.rows(field::FLEETS)[crate::id::Id::index(fleet)];
    let Some(there) = leg(c, calendar, fleet_row, row, from, to, fleet) else { return Vec::new() };
    if !row.flag(field::BOTH_WAYS) {
        return vec![there];
    }
    let Node::Site(other) = to else {
        let message = format!("`{}` leads to an exit: nothing comes back", row.id());
        c.fault(Code::CONTRADICTION, message, row.place(field::BOTH_WAYS), "remove `both_ways`");
        return vec![there];
    };
    let (key, name) = (format!("{}-back", there.key), format!("{} (back)", there.name));
    if let Some(twin) = top.rows(field::ROUTES).iter().find(|r| r.id() == key) {
        let message =
            format!("`{key}` is the way back of `{}`, which goes both ways, and a route of its own", row.id());
        let fault = Diagnostic::error(Code::DUPLICATE, message).at(twin.place(field::ID), "this route");
        let fault = fault.at(row.place(field::BOTH_WAYS), "its way back has the same id");
        c.faults.push(fault.remedy("rename this route, or remove `both_ways`"));
        return vec![there];
    }
    vec![Route { key, name, from: other, to: Node::Site(from), ..there.clone() }, there].into_iter().rev().collect()
}

fn leg(
    c: &mut Lowering,
    calendar: &Calendar,
    fleet_row: &Row,
    row: &Row,
    from: SiteId,
    to: Node,
    fleet: crate::id::FleetId,
) -> Option<Route> {
    let own = |key: Field<field::Number>| row.number(key).or_else(|| fleet_row.number(key));
    let km = row.number(field::KM)?;
    let speed = own(field::SPEED_PER_DAY).unwrap_or(0.0);
    if km > 0.0 && speed <= 0.0 {
        let message = format!("`{}` has no speed", row.id());
        c.fault(Code::MISSING, message, &row.place, "give `speed_per_day` (more than zero) to the route or its fleet");
        return None;
    }
    let other = windows::windows(c, row, field::WINDOWS);
    let way = if km > 0.0 { km / speed } else { 0.0 };
    let pace = |t| windows::mean(calendar, t, &other, 1.0, |w| w.number(field::SPEED_FACTOR));
    let loading = own(field::LOADING).unwrap_or(0.0);
    let ways = if row.flag_or(field::EMPTY_RETURN, true) { 2.0 } else { 1.0 };
    let limit = row.number(field::MAX_LIFTS_PER_WEEK).unwrap_or(f64::INFINITY);
    // Without a limit a window can only close the route, for the periods that it covers wholly.
    let lifts = |day| {
        if windows::closed(&other, day) {
            return 0.0;
        }
        let said = windows::said(&other, day, |w| {
            let stated = w.has(field::MAX_LIFTS_PER_WEEK) || w.has(field::MAX_LIFTS_FACTOR);
            let factor = w.number_or(field::MAX_LIFTS_FACTOR, 1.0);
            stated.then(|| if factor > 0.0 { w.number_or(field::MAX_LIFTS_PER_WEEK, limit) * factor } else { 0.0 })
        });
        said.unwrap_or(limit)
    };
    let most = |t| windows::daily(calendar, t, lifts) * windows::weeks(calendar);
    let casualties = row.number_or(field::CASUALTIES_PER_LIFT, 0.0);
    let default_lift = fleet_row.number_or(field::PER_LIFT, 0.0) + 2.0 * km * fleet_row.number_or(field::PER_KM, 0.0);
    Some(Route {
        key: row.id().to_owned(),
        name: row.name(),
        from,
        to,
        mode: row.text(field::MODE).and_then(Mode::from_key)?,
        fleet,
        distance: Km(km),
        loading: Days(loading),
        travel: windows::vector(calendar, Days::ZERO, |t| Days(way / pace(t))),
        cycle: windows::vector(calendar, Days::ZERO, |t| Days(loading + ways * way / pace(t))),
        max_lifts: windows::vector(calendar, 0.0, most),
        seats: own(field::SEATS).unwrap_or(0.0),
        slots: own(field::SLOTS).unwrap_or(0.0),
        vehicles: own(field::VEHICLES).or_else(|| own(field::SLOTS)).unwrap_or(0.0),
        usd_per_lift: UsdPerLift(row.number_or(field::PER_LIFT, default_lift)),
        usd_per_person: UsdPerPerson(row.number_or(field::PER_PERSON, 0.0)),
        usd_per_load: UsdPerLoad(row.number_or(field::PER_LOAD, 0.0)),
        casualties: windows::vector(calendar, 0.0, |t| {
            casualties * windows::mean(calendar, t, &other, 1.0, |w| w.number(field::CASUALTIES_FACTOR))
        }),
    })
}
