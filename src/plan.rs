//! Plans: how one is found, written down, checked.

pub mod accounts;
pub mod decisions;
pub mod disaggregate;
pub mod from_record;
mod impact;
pub mod result;
