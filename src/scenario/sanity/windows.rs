//! Windows within the mission's time that change nothing in it.
//!
//! Must not know how that is found.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::mission::Mission;
use crate::scenario::field;
use crate::scenario::lower::idle_windows;
use crate::scenario::typed::Row;

/// Adds the warnings; what is told already, with its own reason, is not told again.
pub(super) fn idle(top: &Row, m: &Mission, list: &mut Vec<Diagnostic>) {
    for idle in idle_windows(top, m) {
        let of_it = |p: &Place| *p == *idle.row.place(idle.list) || *p == idle.window.place || own(idle.window, p);
        if list.iter().any(|d| d.places.iter().any(|(p, _)| of_it(p))) {
            continue;
        }
        let id = idle.row.id();
        let closes = idle.window.has(field::CLOSED) && idle.window.flag(field::CLOSED);
        let road = top.rows(field::ROUTES).iter().any(|r| r.place == idle.row.place);
        let (message, remedy) = if closes && road && !idle.row.has(field::MAX_LIFTS_PER_WEEK) {
            (
                format!("a window of `{id}` closes nothing: without a limit a road is closed for whole periods only"),
                "give the route max_lifts_per_week, or close it from the first day of a period to the last of one",
            )
        } else {
            (
                format!("a window of `{id}` changes nothing: without it the mission is the same"),
                "another window, or what its row says besides, counts on these days: correct it, or remove it",
            )
        };
        let fault = Diagnostic::warning(Code::NO_EFFECT, message).at(&idle.window.place, "this window");
        list.push(fault.remedy(remedy).group(format!("idle window in {}", idle.list)));
    }
}

fn own(window: &Row, place: &Place) -> bool {
    window.places().any(|p| p == place)
}
