//! The keys of windows: another figure for some time, by itself or as a multiple of the usual one.
//!
//! Must not know whose windows they are.

use crate::scenario::field;
use crate::scenario::key::{Holds, Key, key, must};

const WINDOW_FROM: Key = must(field::FROM, Holds::Date, "First day");
const WINDOW_TO: Key = must(field::TO, Holds::Date, "Last day");
const WINDOW_FACTOR: Key = key(field::FACTOR, Holds::Number, "Times the usual, or times what this window says instead");
const WINDOW_CLOSED: Key = key(field::CLOSED, Holds::Flag, "Nothing at all");
pub(super) const OTHER_RUNNING: &[Key] = &[
    WINDOW_FROM,
    WINDOW_TO,
    key(field::RUNNING_PER_MONTH, Holds::MoneyPerMonth, "So much instead"),
    WINDOW_FACTOR,
    WINDOW_CLOSED,
];
pub(super) const OTHER_HANDLING: &[Key] = &[
    WINDOW_FROM,
    WINDOW_TO,
    key(field::HANDLING_PER_WEEK, Holds::PerWeek, "So many loads instead; utilisation and ramp hold for it too"),
    WINDOW_FACTOR,
    WINDOW_CLOSED,
];
pub(super) const OTHER_GUARD: &[Key] =
    &[WINDOW_FROM, WINDOW_TO, key(field::GUARD, Holds::Count, "So many instead"), WINDOW_FACTOR, WINDOW_CLOSED];
pub(super) const OTHER_CAPACITIES: &[Key] = &[
    WINDOW_FROM,
    WINDOW_TO,
    key(field::PEOPLE_PER_WEEK, Holds::CountPerWeek, "So many people instead; utilisation and ramp hold for it too"),
    key(field::LOADS_PER_WEEK, Holds::CountPerWeek, "So many loads instead; the same"),
    WINDOW_FACTOR,
    WINDOW_CLOSED,
];
