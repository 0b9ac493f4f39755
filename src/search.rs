//! Plans from relaxations: whole numbers found by following the relaxation and by moving what is whole, one step at a time.
//!
//! Knows programs, columns that have to be whole, chains of columns that may only fall from 1 to 0, and a clock. Must not know a
//! mission, nor what an objective means. Claims no bounds.

mod diving;
mod local_search;
mod redo;
mod table;

pub(crate) use diving::Pace;
pub(crate) use local_search::{Stopping, improve};
pub(crate) use redo::{Region, redo};
pub(crate) use table::WorkTable;
