//! Reports as their readers get them: every format made from a plan, opened with other programs, compared with the plan.

mod browser;
mod faults;
mod formats;
mod gallery;
mod injection;
mod inputs;
mod languages;
mod made;
