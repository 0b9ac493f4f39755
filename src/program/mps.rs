//! MPS.
