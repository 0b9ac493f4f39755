//! Calls of HiGHS whose C++ exceptions are caught (`vendor/cmake/src/guarded.cpp`): what HiGHS returns (-1, 0, 1), or one of the two
//! below. Must not know what they are called for.

use std::ffi::{c_char, c_int, c_void};

use highs_sys::HighsCCallbackType;

/// Out of memory.
pub(super) const MEMORY: c_int = -1001;
/// Anything else that was thrown.
pub(super) const THROWN: c_int = -1002;

unsafe extern "C" {
    pub(super) fn Guarded_create() -> *mut c_void;
    pub(super) fn Guarded_passMip(
        highs: *mut c_void,
        num_col: c_int,
        num_row: c_int,
        num_nz: c_int,
        a_format: c_int,
        sense: c_int,
        offset: f64,
        col_cost: *const f64,
        col_lower: *const f64,
        col_upper: *const f64,
        row_lower: *const f64,
        row_upper: *const f64,
        a_start: *const c_int,
        a_index: *const c_int,
        a_value: *const f64,
        integrality: *const c_int,
    ) -> c_int;
    pub(super) fn Guarded_run(highs: *mut c_void) -> c_int;
    pub(super) fn Guarded_setSolution(
        highs: *mut c_void,
        col_value: *const f64,
        row_value: *const f64,
        col_dual: *const f64,
        row_dual: *const f64,
    ) -> c_int;
    pub(super) fn Guarded_changeColsBoundsBySet(
        highs: *mut c_void,
        num_set_entries: c_int,
        set: *const c_int,
        lower: *const f64,
        upper: *const f64,
    ) -> c_int;
    pub(super) fn Guarded_setBasis(highs: *mut c_void, columns: *const c_int, rows: *const c_int) -> c_int;
    pub(super) fn Guarded_clearSolver(highs: *mut c_void) -> c_int;
    pub(super) fn Guarded_setBoolOptionValue(highs: *mut c_void, option: *const c_char, value: c_int) -> c_int;
    pub(super) fn Guarded_setIntOptionValue(highs: *mut c_void, option: *const c_char, value: c_int) -> c_int;
    pub(super) fn Guarded_setDoubleOptionValue(highs: *mut c_void, option: *const c_char, value: f64) -> c_int;
    pub(super) fn Guarded_setStringOptionValue(
        highs: *mut c_void,
        option: *const c_char,
        value: *const c_char,
    ) -> c_int;
    pub(super) fn Guarded_getDoubleInfoValue(highs: *const c_void, info: *const c_char, value: *mut f64) -> c_int;
    pub(super) fn Guarded_getIntInfoValue(highs: *const c_void, info: *const c_char, value: *mut c_int) -> c_int;
    pub(super) fn Guarded_getSolution(
        highs: *const c_void,
        col_value: *mut f64,
        col_dual: *mut f64,
        row_value: *mut f64,
        row_dual: *mut f64,
    ) -> c_int;
    pub(super) fn Guarded_getBasis(highs: *const c_void, columns: *mut c_int, rows: *mut c_int) -> c_int;
    pub(super) fn Guarded_setCallback(highs: *mut c_void, callback: HighsCCallbackType, data: *mut c_void) -> c_int;
    pub(super) fn Guarded_startCallback(highs: *mut c_void, kind: c_int) -> c_int;
    pub(super) fn Guarded_stopCallback(highs: *mut c_void, kind: c_int) -> c_int;
    pub(super) fn Guarded_resetThreadScheduler(blocking: c_int) -> c_int;
    #[cfg(test)]
    pub(super) fn Guarded_throw(what: c_int) -> c_int;
}
