//! Stand-in (being written).
