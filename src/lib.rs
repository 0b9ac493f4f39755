//! `drawdown`: plan the withdrawal of a field mission, with proof.
//!
//! ```text
//! scenario files ─ scenario → Mission ─ expand → network ─ formulation → Program ─ solve → point
//!                                                                                          │
//!                    terminal, files ← cli ← report ← plan (accounts) ← decisions ← plan::read
//! ```
//!
//! ```
//! use drawdown::{optimise, scenario};
//! let loaded = scenario::load_str(scenario::starter(), &scenario::Options::default()).expect("the starter loads");
//! let options = optimise::Options::default();
//! let outcome = optimise::optimise(&loaded.mission, &options, &optimise::Silent).expect("it has a plan");
//! assert!(outcome.decisions.closes.values().all(Option::is_some));
//! ```

pub mod audit;
pub mod cli;
pub mod diagnostic;
pub mod dispatch;
pub mod expand;
pub mod formulation;
pub mod hedge;
pub mod id;
pub mod mission;
pub mod optimise;
pub mod plan;
pub mod program;
pub mod report;
pub mod scenario;
pub mod simulate;
pub mod solve;
pub mod study;
pub mod units;
pub mod vocabulary;
