//! The rooms of `drawdown` from quantities to simulation: what has to be fast, compiled apart (docs/decisions/0099-two-crates-one-house.md).
//! It must not know hedges, studies, reports, the terminal. The library for other programs is the crate `drawdown`, which hands these rooms on.

#[cfg_attr(not(book), doc(hidden))]
pub mod audit;
#[cfg_attr(not(book), doc(hidden))]
pub mod diagnostic;
#[cfg_attr(not(book), doc(hidden))]
pub mod dispatch;
#[cfg_attr(not(book), doc(hidden))]
pub mod expand;
#[cfg_attr(not(book), doc(hidden))]
pub mod formulation;
#[cfg_attr(not(book), doc(hidden))]
pub mod id;
#[cfg_attr(not(book), doc(hidden))]
pub mod locale;
#[cfg_attr(not(book), doc(hidden))]
pub mod mission;
#[cfg_attr(not(book), doc(hidden))]
pub mod optimise;
#[cfg_attr(not(book), doc(hidden))]
pub mod plan;
#[cfg_attr(not(book), doc(hidden))]
pub mod program;
#[cfg_attr(not(book), doc(hidden))]
pub mod scenario;
mod search;
#[cfg_attr(not(book), doc(hidden))]
pub mod simulate;
#[cfg_attr(not(book), doc(hidden))]
pub mod solve;
#[cfg_attr(not(book), doc(hidden))]
pub mod tolerance;
#[cfg_attr(not(book), doc(hidden))]
pub mod units;
#[cfg_attr(not(book), doc(hidden))]
pub mod vocabulary;
