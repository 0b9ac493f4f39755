// The calls of HiGHS that may run out of memory, or throw for another reason, each with its exceptions caught: an exception that
// leaves C++ ends the program that called it. The names are those of the C API with `Guarded_` in place of `Highs_`.
//
// Every call of src/solve/highs/ffi.rs is here but those that cannot throw (tests/architecture.rs lists them): whatever takes a name
// makes a string of it, and a string takes memory.
//
// Memory gives GUARDED_MEMORY, anything else that is thrown GUARDED_THROWN; else what HiGHS returns (-1, 0, 1).

#include <new>
#include <stdexcept>

#include "interfaces/highs_c_api.h"

static const HighsInt GUARDED_MEMORY = -1001;
static const HighsInt GUARDED_THROWN = -1002;

template <typename Call>
static HighsInt guarded(Call call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return GUARDED_MEMORY;
  } catch (const std::length_error&) {
    // A vector longer than any memory.
    return GUARDED_MEMORY;
  } catch (...) {
    return GUARDED_THROWN;
  }
}

extern "C" {

void* Guarded_create(void) {
  void* made = nullptr;
  guarded([&]() -> HighsInt {
    made = Highs_create();
    return 0;
  });
  return made;
}

HighsInt Guarded_passMip(void* highs, const HighsInt num_col, const HighsInt num_row, const HighsInt num_nz,
                         const HighsInt a_format, const HighsInt sense, const double offset, const double* col_cost,
                         const double* col_lower, const double* col_upper, const double* row_lower,
                         const double* row_upper, const HighsInt* a_start, const HighsInt* a_index,
                         const double* a_value, const HighsInt* integrality) {
  return guarded([&]() {
    return Highs_passMip(highs, num_col, num_row, num_nz, a_format, sense, offset, col_cost, col_lower, col_upper,
                         row_lower, row_upper, a_start, a_index, a_value, integrality);
  });
}

HighsInt Guarded_run(void* highs) {
  return guarded([&]() { return Highs_run(highs); });
}

HighsInt Guarded_setSolution(void* highs, const double* col_value, const double* row_value, const double* col_dual,
                             const double* row_dual) {
  return guarded([&]() { return Highs_setSolution(highs, col_value, row_value, col_dual, row_dual); });
}

HighsInt Guarded_changeColsBoundsBySet(void* highs, const HighsInt num_set_entries, const HighsInt* set,
                                       const double* lower, const double* upper) {
  return guarded([&]() { return Highs_changeColsBoundsBySet(highs, num_set_entries, set, lower, upper); });
}

HighsInt Guarded_setBasis(void* highs, const HighsInt* col_status, const HighsInt* row_status) {
  return guarded([&]() { return Highs_setBasis(highs, col_status, row_status); });
}

HighsInt Guarded_clearSolver(void* highs) {
  return guarded([&]() { return Highs_clearSolver(highs); });
}

HighsInt Guarded_setBoolOptionValue(void* highs, const char* option, const HighsInt value) {
  return guarded([&]() { return Highs_setBoolOptionValue(highs, option, value); });
}

HighsInt Guarded_setIntOptionValue(void* highs, const char* option, const HighsInt value) {
  return guarded([&]() { return Highs_setIntOptionValue(highs, option, value); });
}

HighsInt Guarded_setDoubleOptionValue(void* highs, const char* option, const double value) {
  return guarded([&]() { return Highs_setDoubleOptionValue(highs, option, value); });
}

HighsInt Guarded_setStringOptionValue(void* highs, const char* option, const char* value) {
  return guarded([&]() { return Highs_setStringOptionValue(highs, option, value); });
}

HighsInt Guarded_getDoubleInfoValue(const void* highs, const char* info, double* value) {
  return guarded([&]() { return Highs_getDoubleInfoValue(highs, info, value); });
}

HighsInt Guarded_getIntInfoValue(const void* highs, const char* info, HighsInt* value) {
  return guarded([&]() { return Highs_getIntInfoValue(highs, info, value); });
}

HighsInt Guarded_getSolution(const void* highs, double* col_value, double* col_dual, double* row_value,
                             double* row_dual) {
  return guarded([&]() { return Highs_getSolution(highs, col_value, col_dual, row_value, row_dual); });
}

HighsInt Guarded_getBasis(const void* highs, HighsInt* col_status, HighsInt* row_status) {
  return guarded([&]() { return Highs_getBasis(highs, col_status, row_status); });
}

HighsInt Guarded_setCallback(void* highs, HighsCCallbackType user_callback, void* user_callback_data) {
  return guarded([&]() { return Highs_setCallback(highs, user_callback, user_callback_data); });
}

HighsInt Guarded_startCallback(void* highs, const HighsInt callback_type) {
  return guarded([&]() { return Highs_startCallback(highs, callback_type); });
}

HighsInt Guarded_stopCallback(void* highs, const HighsInt callback_type) {
  return guarded([&]() { return Highs_stopCallback(highs, callback_type); });
}

HighsInt Guarded_resetThreadScheduler(const HighsInt blocking) {
  return guarded([&]() -> HighsInt {
    Highs_resetThreadScheduler(blocking);
    return 0;
  });
}

// For a test of what is above: throws as HiGHS does when memory ends (1), when a vector would be too long (2), or otherwise (3).
HighsInt Guarded_throw(const HighsInt what) {
  return guarded([&]() -> HighsInt {
    if (what == 1) throw std::bad_alloc();
    if (what == 2) throw std::length_error("vector");
    if (what == 3) throw 3;
    return 0;
  });
}
}
