//! The C calls to HiGHS, each wrapped once. With `guarded` below it the only file that may be unsafe.
//!
//! Must not know programs: it takes vectors and gives vectors.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};

mod guarded;

use highs_sys as c;

use crate::solve::Trouble;

/// A row-wise matrix with bounds.
#[derive(Default)]
pub(super) struct Matrix {
    pub cost: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub integer: Vec<i32>,
    pub row_lower: Vec<f64>,
    pub row_upper: Vec<f64>,
    pub start: Vec<i32>,
    pub index: Vec<i32>,
    pub value: Vec<f64>,
}

/// A step of the interior-point method costs as much as so many pivots.
const PIVOTS_PER_STEP: u64 = 50;

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RunEnd {
    Optimal,
    Infeasible,
    /// Past the objective bound.
    Beyond,
    Early,
    /// Too many pivots, or no certainty.
    Lost,
}

/// What HiGHS holds after a run.
pub(super) struct HighsPoint {
    pub x: Vec<f64>,
    pub reduced: Vec<f64>,
    pub duals: Vec<f64>,
}

/// A HiGHS instance; freed when dropped.
pub(super) struct Model {
    raw: *mut c_void,
    /// It threw: what it holds is not to be touched again, not even to free it.
    broken: bool,
}

// SAFETY: an instance has no ties to the thread that made it; one thread at a time uses it, as `&mut self` demands.
unsafe impl Send for Model {}

impl Drop for Model {
    fn drop(&mut self) {
        if !self.broken {
            // SAFETY: `raw` came from Guarded_create and is destroyed once.
            unsafe { c::Highs_destroy(self.raw) };
        }
    }
}

/// `1.16.0`.
pub(super) fn version() -> String {
    // SAFETY: HiGHS returns a pointer to a static string.
    unsafe { CStr::from_ptr(c::Highs_version()) }.to_string_lossy().into_owned()
}

fn trouble(what: impl Into<String>) -> Trouble {
    Trouble { backend: "highs", what: what.into() }
}

/// The trouble of a call that threw.
fn thrown(status: c_int) -> Result<(), Trouble> {
    match status {
        guarded::MEMORY => Err(trouble("out of memory")),
        guarded::THROWN => Err(trouble("it gave up with an exception; this is a bug of HiGHS")),
        _ => Ok(()),
    }
}

fn text(s: &str) -> CString {
    CString::new(s).expect("invariant: option names hold no NUL")
}

impl Model {
    pub(super) fn new() -> Result<Self, Trouble> {
        // SAFETY: no precondition.
        let raw = unsafe { guarded::Guarded_create() };
        if raw.is_null() {
            return Err(trouble("cannot be started (out of memory?)"));
        }
        let mut model = Self { raw, broken: false };
        // Searches run side by side already; and what is thrown in a thread of HiGHS' own nobody can catch.
        model.set_int("threads", 1)?;
        Ok(model)
    }

    /// What a guarded call returned, if it did not throw.
    fn caught(&mut self, status: c_int) -> Result<c_int, Trouble> {
        self.broken |= status == guarded::MEMORY || status == guarded::THROWN;
        thrown(status).map(|()| status)
    }

    /// The same where HiGHS may refuse.
    fn returned(&mut self, status: c_int, what: &str) -> Result<(), Trouble> {
        let refused = self.caught(status)? == c::kHighsStatusError;
        if refused { Err(trouble(format!("{what} was refused"))) } else { Ok(()) }
    }

    pub(super) fn set_bool(&mut self, name: &str, value: bool) -> Result<(), Trouble> {
        // SAFETY: valid instance, NUL-terminated name.
        let s = unsafe { guarded::Guarded_setBoolOptionValue(self.raw, text(name).as_ptr(), c::HighsInt::from(value)) };
        self.returned(s, name)
    }
    pub(super) fn set_int(&mut self, name: &str, value: i32) -> Result<(), Trouble> {
        // SAFETY: as above.
        let s = unsafe { guarded::Guarded_setIntOptionValue(self.raw, text(name).as_ptr(), value) };
        self.returned(s, name)
    }
    pub(super) fn set_double(&mut self, name: &str, value: f64) -> Result<(), Trouble> {
        // SAFETY: as above.
        let s = unsafe { guarded::Guarded_setDoubleOptionValue(self.raw, text(name).as_ptr(), value) };
        self.returned(s, name)
    }
    pub(super) fn set_string(&mut self, name: &str, value: &str) -> Result<(), Trouble> {
        // SAFETY: as above, both strings live through the call.
        let s = unsafe { guarded::Guarded_setStringOptionValue(self.raw, text(name).as_ptr(), text(value).as_ptr()) };
        self.returned(s, name)
    }

    pub(super) fn pass(&mut self, m: &Matrix) -> Result<(), Trouble> {
        // SAFETY: all pointers are to vectors of the lengths passed with them; HiGHS copies them.
        let s = unsafe {
            guarded::Guarded_passMip(
                self.raw,
                m.cost.len() as c::HighsInt,
                m.row_lower.len() as c::HighsInt,
                m.value.len() as c::HighsInt,
                c::kHighsMatrixFormatRowwise,
                c::kHighsObjSenseMinimize,
                0.0,
                m.cost.as_ptr(),
                m.lower.as_ptr(),
                m.upper.as_ptr(),
                m.row_lower.as_ptr(),
                m.row_upper.as_ptr(),
                m.start.as_ptr(),
                m.index.as_ptr(),
                m.value.as_ptr(),
                m.integer.as_ptr(),
            )
        };
        self.returned(s, "the model")
    }

    /// A start that HiGHS does not like is only a lost hint.
    pub(super) fn start_from(&mut self, x: &[f64]) {
        // SAFETY: x has one element per column (the caller checked); the other pointers may be null.
        let s = unsafe {
            let none = std::ptr::null();
            guarded::Guarded_setSolution(self.raw, x.as_ptr(), none, none, none)
        };
        // What it threw is told by the run that follows.
        let _ = self.returned(s, "a start");
    }

    /// Runs; `stop(incumbent, bound)` is asked from time to time.
    pub(super) fn run(&mut self, stop: &dyn Fn(f64, f64) -> bool) -> Result<RunEnd, Trouble> {
        if self.broken {
            return thrown(guarded::MEMORY).map(|()| RunEnd::Lost);
        }
        let data: *const &dyn Fn(f64, f64) -> bool = &raw const stop;
        let kinds = [
            c::kHighsCallbackSimplexInterrupt,
            c::kHighsCallbackIpmInterrupt,
            c::kHighsCallbackMipInterrupt,
            c::kHighsCallbackMipImprovingSolution,
        ];
        // SAFETY: `data` outlives the run, and the callbacks are stopped before it ends; what threw is not run again.
        unsafe {
            self.caught(guarded::Guarded_setCallback(self.raw, Some(callback), data.cast_mut().cast()))?;
            for kind in kinds {
                self.caught(guarded::Guarded_startCallback(self.raw, kind))?;
            }
            let status = self.caught(guarded::Guarded_run(self.raw))?;
            if status == c::kHighsStatusError && c::Highs_getModelStatus(self.raw) == c::kHighsModelStatusNotset {
                // This thread's scheduler was made for another number of threads.
                self.caught(guarded::Guarded_resetThreadScheduler(1))?;
                self.caught(guarded::Guarded_run(self.raw))?;
            }
            for kind in kinds {
                self.caught(guarded::Guarded_stopCallback(self.raw, kind))?;
            }
        }
        // SAFETY: valid instance.
        let model = unsafe { c::Highs_getModelStatus(self.raw) };
        match model {
            c::kHighsModelStatusOptimal | c::kHighsModelStatusModelEmpty => Ok(RunEnd::Optimal),
            c::kHighsModelStatusInfeasible | c::kHighsModelStatusUnboundedOrInfeasible => Ok(RunEnd::Infeasible),
            c::kHighsModelStatusTimeLimit
            | c::kHighsModelStatusInterrupt
            | c::kHighsModelStatusHighsInterrupt
            | c::kHighsModelStatusSolutionLimit => Ok(RunEnd::Early),
            c::kHighsModelStatusObjectiveBound => Ok(RunEnd::Beyond),
            c::kHighsModelStatusMemoryLimit => Err(trouble("out of memory")),
            // Too many pivots, no certainty, an objective that falls without end (ours never does), an error of one of its
            // methods: no answer, and another way may have one.
            _ => Ok(RunEnd::Lost),
        }
    }

    fn figure(&mut self, name: &str) -> Result<f64, Trouble> {
        let mut value = f64::NAN;
        // SAFETY: valid instance, NUL-terminated name, `value` is writable.
        self.caught(unsafe { guarded::Guarded_getDoubleInfoValue(self.raw, text(name).as_ptr(), &raw mut value) })?;
        Ok(value)
    }

    fn count(&mut self, name: &str) -> Result<c::HighsInt, Trouble> {
        let mut value: c::HighsInt = 0;
        // SAFETY: as above.
        self.caught(unsafe { guarded::Guarded_getIntInfoValue(self.raw, text(name).as_ptr(), &raw mut value) })?;
        Ok(value)
    }

    /// The point that HiGHS holds satisfies the rows.
    pub(super) fn has_point(&mut self) -> Result<bool, Trouble> {
        Ok(self.count("primal_solution_status")? == c::kHighsSolutionStatusFeasible)
    }

    /// Pivots of the last run, with those that its other methods are worth.
    pub(super) fn pivots(&mut self) -> Result<u64, Trouble> {
        let mut count = |name: &str| Ok(u64::try_from(self.count(name)?).unwrap_or(0));
        Ok(count("simplex_iteration_count")?
            + count("crossover_iteration_count")?
            + PIVOTS_PER_STEP * count("ipm_iteration_count")?)
    }

    /// The certified bound of a run with integers.
    pub(super) fn bound(&mut self) -> Result<f64, Trouble> {
        self.figure("mip_dual_bound")
    }

    /// Objective of the point, as scaled.
    pub(super) fn objective(&mut self) -> Result<f64, Trouble> {
        self.figure("objective_function_value")
    }

    /// New bounds for some columns: position, lower, upper; ascending by position, each once.
    pub(super) fn change_bounds(&mut self, bounds: impl Iterator<Item = (i32, f64, f64)>) -> Result<(), Trouble> {
        let (mut set, mut lower, mut upper) = (Vec::new(), Vec::new(), Vec::new());
        for (i, l, u) in bounds {
            set.push(i);
            lower.push(l);
            upper.push(u);
        }
        if set.is_empty() {
            return Ok(());
        }
        // SAFETY: the three vectors have the length passed; HiGHS copies them.
        let s = unsafe {
            guarded::Guarded_changeColsBoundsBySet(
                self.raw,
                set.len() as c::HighsInt,
                set.as_ptr(),
                lower.as_ptr(),
                upper.as_ptr(),
            )
        };
        self.returned(s, "a change of bounds")
    }

    /// Status of each column and row in the basis.
    pub(super) fn basis(&mut self, columns: usize, rows: usize) -> Result<(Vec<i8>, Vec<i8>), Trouble> {
        let (mut of_columns, mut of_rows) = (vec![0 as c::HighsInt; columns], vec![0 as c::HighsInt; rows]);
        // SAFETY: the vectors have the lengths of the model that was passed.
        self.caught(unsafe { guarded::Guarded_getBasis(self.raw, of_columns.as_mut_ptr(), of_rows.as_mut_ptr()) })?;
        let short = |v: Vec<c::HighsInt>| v.into_iter().map(|s| s as i8).collect();
        Ok((short(of_columns), short(of_rows)))
    }

    /// Forgets the basis: the next run begins with presolve.
    pub(super) fn forget(&mut self) {
        // SAFETY: valid instance.
        let s = unsafe { guarded::Guarded_clearSolver(self.raw) };
        // What it threw is told by the run that follows.
        let _ = self.returned(s, "a new beginning");
    }

    /// Starts the next run from this basis.
    pub(super) fn set_basis(&mut self, columns: &[i8], rows: &[i8]) -> Result<(), Trouble> {
        let long = |v: &[i8]| v.iter().map(|s| c::HighsInt::from(*s)).collect::<Vec<_>>();
        let (of_columns, of_rows) = (long(columns), long(rows));
        // SAFETY: the vectors have the lengths of the model that was passed (they came from `basis`).
        let s = unsafe { guarded::Guarded_setBasis(self.raw, of_columns.as_ptr(), of_rows.as_ptr()) };
        self.returned(s, "a basis")
    }

    /// Values and reduced costs by column, shadow prices by row.
    pub(super) fn point(&mut self, columns: usize, rows: usize) -> Result<HighsPoint, Trouble> {
        let (mut x, mut reduced) = (vec![0.0; columns], vec![0.0; columns]);
        let (mut activity, mut duals) = (vec![0.0; rows], vec![0.0; rows]);
        // SAFETY: the vectors have the lengths of the model that was passed.
        self.caught(unsafe {
            guarded::Guarded_getSolution(
                self.raw,
                x.as_mut_ptr(),
                reduced.as_mut_ptr(),
                activity.as_mut_ptr(),
                duals.as_mut_ptr(),
            )
        })?;
        Ok(HighsPoint { x, reduced, duals })
    }
}

unsafe extern "C" fn callback(
    _kind: c_int,
    _message: *const c_char,
    out: *const c::HighsCallbackDataOut,
    input: *mut c::HighsCallbackDataIn,
    data: *mut c_void,
) {
    if out.is_null() || data.is_null() {
        return;
    }
    // SAFETY: HiGHS passes its own live structs, and `data` is what `run` set.
    unsafe {
        let stop = &*data.cast::<&dyn Fn(f64, f64) -> bool>();
        if stop((*out).mip_primal_bound, (*out).mip_dual_bound) && !input.is_null() {
            (*input).user_interrupt = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What C++ throws comes back as a reason: it never leaves C++, which would end the program.
    #[test]
    fn an_exception_is_an_answer() {
        // SAFETY: no precondition.
        let told = |what: c_int| thrown(unsafe { guarded::Guarded_throw(what) }).map_err(|t| t.to_string());
        assert_eq!(told(0), Ok(()));
        for out_of_memory in [1, 2] {
            assert!(told(out_of_memory).is_err_and(|t| t.contains("out of memory")));
        }
        assert!(told(3).is_err_and(|t| t.contains("exception")));
    }
}
