//! The rooms of `drawdown` that solve, search, optimise and simulate: what has to be fast, and needs the solver. A crate of their own
//! (docs/decisions/0099-three-crates-one-house.md). It must not know hedges, studies, reports, the terminal.
//! The library for other programs is the crate `drawdown`, which hands these rooms on.

#[cfg_attr(not(book), doc(hidden))]
pub use drawdown_model::{
    audit, diagnostic, dispatch, expand, formulation, id, locale, mission, plan, program, scenario, tolerance, units,
    vocabulary,
};

#[cfg_attr(not(book), doc(hidden))]
pub mod optimise;
mod search;
#[cfg_attr(not(book), doc(hidden))]
pub mod simulate;
#[cfg_attr(not(book), doc(hidden))]
pub mod solve;
