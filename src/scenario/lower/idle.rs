//! Windows without which the mission would be the same: found by lowering their row without each of them.
//!
//! Must not know what a window means: so whatever windows come to say is seen.

use crate::mission::{Calendar, Mission};
use crate::scenario::field::{self, Field};
use crate::scenario::lower::{Lowering, name_everything, places, routes};
use crate::scenario::typed::Row;

/// A window that changes nothing, with its row and the list in which it stands.
pub(in crate::scenario) struct IdleWindow<'r> {
    pub row: &'r Row,
    pub list: Field<field::List>,
    pub window: &'r Row,
}

/// Those of a sound scenario that lie, at least partly, within its time.
pub(in crate::scenario) fn idle_windows<'r>(top: &'r Row, m: &Mission) -> Vec<IdleWindow<'r>> {
    let mut faults = Vec::new();
    let mut c = Lowering::new(&mut faults, true);
    name_everything(&mut c, top);
    let calendar = &m.calendar;
    let mut found = Vec::new();
    for list in [field::HANDLING_WINDOWS, field::RUNNING_WINDOWS, field::GUARD_WINDOWS] {
        idle(top.rows(field::SITES), list, calendar, &mut found, |r| places::site(&mut c, calendar, r));
    }
    let list = field::WINDOWS;
    idle(top.rows(field::EXITS), list, calendar, &mut found, |r| places::exit(&mut c, calendar, r));
    idle(top.rows(field::FLEETS), list, calendar, &mut found, |r| routes::fleet(&mut c, calendar, top, r));
    idle(top.rows(field::ROUTES), list, calendar, &mut found, |r| routes::route(&mut c, calendar, top, &m.sites, r));
    found
}

fn idle<'r, T: PartialEq>(
    rows: &'r [Row],
    list: Field<field::List>,
    calendar: &Calendar,
    found: &mut Vec<IdleWindow<'r>>,
    mut lowered: impl FnMut(&Row) -> T,
) {
    for row in rows.iter().filter(|r| !r.rows(list).is_empty()) {
        let whole = lowered(row);
        for (at, window) in row.rows(list).iter().enumerate() {
            let (Some(from), Some(to)) = (window.date(field::FROM), window.date(field::TO)) else { continue };
            let within = from <= calendar.last_day(calendar.deadline()) && to >= calendar.start;
            if within && lowered(&row.without(list, at)) == whole {
                found.push(IdleWindow { row, list, window });
            }
        }
    }
}
