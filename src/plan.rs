//! Plans: how one is found, written down, checked.

pub mod accounts;
pub mod audit;
pub mod decisions;
pub mod disaggregate;
mod impact;
pub mod manifest;
pub mod optimise;
pub mod read;
pub mod recall;
pub mod result;
