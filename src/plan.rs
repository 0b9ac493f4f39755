//! Plans: how one is found, written down, checked.

pub mod decisions;
pub mod optimise;
pub mod read;
pub mod result;
