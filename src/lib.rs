//! `drawdown`: plan the withdrawal of a field mission, with proof.
//!
//! ```text
//! scenario files ─ scenario → Mission ─ expand → network ─ formulation → Program ─ solve → point
//!                                                                                          │
//!        terminal, files ← cli ← report ← plan (accounts) ← decisions ← optimise::read ────┘
//! ```
//!
//! # The library
//!
//! The items below, about ten, are what other programs may rely on; README and `docs/` say what they mean.
//!
//! ```
//! # fn main() -> Result<(), drawdown::Error> {
//! use drawdown::{PlanOptions, Scenario, SimulateOptions};
//! let scenario = Scenario::load("scenarios/tutorial.toml")?;
//! let plan = scenario.plan(&PlanOptions::default())?;
//! scenario.audit(plan.result())?;
//! println!("{}", plan.summary());
//! println!("{}", plan.simulate(&SimulateOptions::default().worlds(50)).summary());
//! # Ok(()) }
//! ```
//!
//! # The rooms
//!
//! The modules are the rooms of the program: open to its own tests and benchmarks, without any promise, and hidden from the pages of the
//! library. `RUSTDOCFLAGS="--cfg book" cargo doc --no-deps --document-private-items` makes the book of the program, with all of them.
//! A room uses those above its own line only (`tests/architecture.rs`; `docs/architecture.md` says what each must not know).
//! Those down to `dispatch` need no solver and are a crate of their own (`src/model.rs`), and so are those from `solve` to `simulate` (`src/engine.rs`).
//!
//! | rooms | are for |
//! |---|---|
//! | [`locale`] | the language of what people read |
//! | [`units`], [`id`], [`diagnostic`], [`tolerance`] | quantities and rates, typed positions, faults as data, what is forgiven |
//! | [`mission`], [`program`] | the domain; a linear program without a solver, its rows and columns tagged |
//! | [`scenario`], [`expand`], [`plan`], [`vocabulary`] | files to a mission; the network over time; what a plan is; words for limits |
//! | [`formulation`] | the mathematics: a file, a heading of docs/model.md and a printed program for each family of rows |
//! | [`audit`], [`dispatch`] | whether a plan holds, by code of its own; lifts with days and loads |
//! | [`solve`], `search` | backends; whole numbers from relaxations, without knowing a mission |
//! | [`optimise`] | stages, funded horizon, closing windows, reading back |
//! | [`simulate`] | random worlds, and a plan replayed in them |
//! | [`hedge`], [`study`] | the cheapest plan that holds; compare, frontier, explain, repair, alternatives, replan, score |
//! | [`report`] | results for people: content, view, render |
//! | [`cli`] | arguments, progress, files, exit codes |

mod facade;

#[cfg_attr(not(book), doc(hidden))]
pub use drawdown_engine::{
    audit, diagnostic, dispatch, expand, formulation, id, locale, mission, optimise, plan, program, scenario, simulate,
    solve, tolerance, units, vocabulary,
};

pub use drawdown_engine::plan::result::Plan;
pub use facade::{
    Compared, Error, HedgeOptions, Hedged, PlanOptions, Planned, Risk, Scenario, SimulateOptions, compare,
};
pub use hedge::Hedge;

#[cfg_attr(not(book), doc(hidden))]
pub mod cli;
#[cfg_attr(not(book), doc(hidden))]
pub mod hedge;
#[cfg_attr(not(book), doc(hidden))]
pub mod report;
#[cfg_attr(not(book), doc(hidden))]
pub mod study;
