//! `drawdown`: plan the withdrawal of a field mission, with proof.
//!
//! ```text
//! scenario files ─ scenario → Mission ─ expand → network ─ formulation → Program ─ solve → point
//!                                                                                          │
//!        terminal, files ← cli ← report ← plan (accounts) ← decisions ← optimise::read ────┘
//! ```
//!
//! The library is the items below; README and `docs/` say what they mean. The modules are the rooms of `docs/architecture.md`: open
//! to the program's own tests and benchmarks, without any promise.
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

mod facade;

pub use facade::{Compared, Error, PlanOptions, Planned, Risk, Scenario, SimulateOptions, compare};
pub use plan::result::Plan;

#[doc(hidden)]
pub mod audit;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod dispatch;
#[doc(hidden)]
pub mod expand;
#[doc(hidden)]
pub mod formulation;
pub mod hedge;
#[doc(hidden)]
pub mod id;
#[doc(hidden)]
pub mod locale;
#[doc(hidden)]
pub mod mission;
#[doc(hidden)]
pub mod optimise;
#[doc(hidden)]
pub mod plan;
#[doc(hidden)]
pub mod program;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod scenario;
mod search;
#[doc(hidden)]
pub mod simulate;
#[doc(hidden)]
pub mod solve;
#[doc(hidden)]
pub mod study;
#[doc(hidden)]
pub mod tolerance;
#[doc(hidden)]
pub mod units;
#[doc(hidden)]
pub mod vocabulary;
