//! The rooms of `drawdown` that need no solver: from quantities to what a plan is and whether it holds. A crate of their own, which compiles
//! while the solver does (docs/decisions/0099-three-crates-one-house.md). It must not know searches, simulations, reports, the terminal.
//! The library for other programs is the crate `drawdown`, which hands these rooms on.

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
pub mod plan;
#[cfg_attr(not(book), doc(hidden))]
pub mod program;
#[cfg_attr(not(book), doc(hidden))]
pub mod scenario;
#[cfg_attr(not(book), doc(hidden))]
pub mod tolerance;
#[cfg_attr(not(book), doc(hidden))]
pub mod units;
#[cfg_attr(not(book), doc(hidden))]
pub mod vocabulary;
