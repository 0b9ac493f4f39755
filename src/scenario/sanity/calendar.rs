//! Dates outside the mission's time: windows that never act, money that comes too late, closings that bind nothing.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::mission::{Calendar, Mission};
use crate::scenario::field::{self, Field};
use crate::scenario::typed::Row;

/// Days after the deadline at which a date is of another year, whatever the horizon was meant to be.
const YEAR: i32 = 366;

struct Outside<'a> {
    calendar: &'a Calendar,
    /// The file that says when the mission ends.
    end_in: usize,
    list: &'a mut Vec<Diagnostic>,
}

/// Adds the warnings.
pub(super) fn outside(top: &Row, m: &Mission, list: &mut Vec<Diagnostic>) {
    let end = top.row(field::CALENDAR).map_or(0, |c| {
        let lengths = [field::WEEKS.any(), field::MONTHS.any(), field::DEADLINE.any()];
        c.place(lengths.into_iter().find(|k| c.has(*k)).unwrap_or(field::START.any())).file
    });
    let mut found = Outside { calendar: &m.calendar, end_in: end, list };
    for (table, key) in [
        (field::SITES, field::HANDLING_WINDOWS),
        (field::SITES, field::RUNNING_WINDOWS),
        (field::SITES, field::GUARD_WINDOWS),
        (field::EXITS, field::WINDOWS),
        (field::FLEETS, field::WINDOWS),
        (field::ROUTES, field::WINDOWS),
    ] {
        for row in top.rows(table) {
            row.rows(key).iter().for_each(|w| found.window(w, row.id(), key));
        }
    }
    for process in top.row(field::RISK).map_or(&[][..], |r| r.rows(field::PROCESSES)) {
        process.rows(field::DATES).iter().for_each(|w| found.window(w, process.id(), field::DATES));
    }
    for row in top.rows(field::EXITS).iter().chain(top.rows(field::FLEETS)) {
        found.after(row, field::AVAILABLE_FROM, "it is never there");
        found.before(row, field::AVAILABLE_TO, "it is never there");
    }
    for row in top.rows(field::SITES) {
        found.after(row, field::HANDLING_FROM, "nothing is ever handled");
        found.after(row, field::KEEP_OPEN_UNTIL, "the site stays open to the end");
        found.before(row, field::KEEP_OPEN_UNTIL, "it binds nothing");
        found.after(row, field::CLOSE_BY, "it binds nothing");
        found.after(row, field::CLOSE_FROM, "the site stays open to the end");
        found.before(row, field::CLOSE_FROM, "it binds nothing");
    }
    for row in top.row(field::BUDGET).map_or(&[][..], |b| b.rows(field::TRANCHES)) {
        found.after(row, field::DATE, "this money comes after the mission's end and is never spent");
    }
    for row in top.row(field::RULES).map_or(&[][..], |r| r.rows(field::MILESTONES)) {
        found.after(row, field::BY, "it binds nothing");
        found.before(row, field::BY, "nothing can be gone by then");
    }
    for row in top.rows(field::FLEETS) {
        found.before(row, field::CONTRACT_UNTIL, "it binds nothing");
    }
    for row in top.rows(field::AIR_LINKS) {
        found.before(row, field::UNTIL, "it binds nothing");
    }
}

impl Outside<'_> {
    fn end(&self) -> Date {
        self.calendar.last_day(self.calendar.deadline())
    }

    /// A date after the end is told where its file also says when the mission ends: a base serves shorter horizons too.
    fn late(&self, date: Date, file: usize) -> bool {
        let days = self.end().until(date).map_or(0, |s| s.get_days());
        days > if file == self.end_in { 0 } else { YEAR }
    }

    fn window(&mut self, w: &Row, id: &str, key: Field<field::List>) {
        let (Some(from), Some(to)) = (w.date(field::FROM), w.date(field::TO)) else { return };
        let file = w.place(field::FROM).file;
        let (start, end) = (self.calendar.start, self.end());
        let place = if to < start {
            w.place(field::TO)
        } else if from > end && self.late(from, file) {
            w.place(field::FROM)
        } else if to >= from
            && key.any() != field::DATES.any()
            && w.keys().all(|k| [field::FROM.name(), field::TO.name()].contains(&k))
        {
            let fault = Diagnostic::warning(Code::NO_EFFECT, format!("a window of `{id}` changes nothing"));
            self.list.push(fault.at(&w.place, "from and to alone").remedy("say what is other in it, or remove it"));
            return;
        } else {
            return;
        };
        let message = format!("a window of `{id}` never acts: {from} to {to} lies outside {start} to {end}");
        let fault = Diagnostic::warning(Code::OUTSIDE_TIME, message).at(place, "here");
        self.list.push(fault.remedy("correct the year, or remove it").group(format!("window outside in {key}")));
    }

    fn after(&mut self, row: &Row, key: Field<field::Day>, so: &str) {
        if let Some(date) = row.date(key).filter(|d| *d > self.end() && self.late(*d, row.place(key).file)) {
            self.told(row, key, format!("{key} {date} lies after the deadline {}: {so}", self.end()));
        }
    }

    fn before(&mut self, row: &Row, key: Field<field::Day>, so: &str) {
        if let Some(date) = row.date(key).filter(|d| *d < self.calendar.start) {
            self.told(row, key, format!("{key} {date} lies before the start {}: {so}", self.calendar.start));
        }
    }

    fn told(&mut self, row: &Row, key: Field<field::Day>, message: String) {
        let message = if row.id().is_empty() { message } else { format!("`{}`: {message}", row.id()) };
        let fault = Diagnostic::warning(Code::OUTSIDE_TIME, message).at(row.place(key), "here");
        self.list.push(fault.remedy("correct the date").group(format!("{key} outside")));
    }
}
