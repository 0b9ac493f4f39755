//! All integration tests as one program: it is linked once, with the solver, instead of once for each file.
//!
//! `cargo test --test all` runs them all, `cargo test --test all study::` those of tests/study.rs, and
//! `cargo test --test all study::more_money` those whose name starts so. A new file tests/name.rs needs its line `mod name;`
//! below (tests/architecture.rs notices one without). What tests share is in tests/kit (`use crate::kit::…`).

mod kit;

mod api;
mod architecture;
mod audit;
mod certain;
mod cli;
mod contingents;
mod docs;
mod exports;
mod families;
mod faults;
mod forecasts;
mod fuzz;
mod generate;
mod golden;
mod hedge;
mod independent;
mod inputs;
mod labels;
mod locale;
mod longer;
mod manifest;
mod orders;
mod outputs;
mod properties;
mod repair;
mod report;
mod score;
#[cfg(feature = "highs")]
mod second;
mod simulate;
mod simulate_calm;
mod simulate_cli;
mod simulate_simpy;
mod sober;
mod solvers;
mod study;
mod study_cli;
mod supply;
mod tutorial;
mod validation;
mod whole;
mod workflow;
