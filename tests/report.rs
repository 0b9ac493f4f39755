//! Reports as their readers get them: every format made from a plan, opened with other programs, compared with the plan.

#[path = "report/browser.rs"]
mod browser;
#[path = "report/formats.rs"]
mod formats;
#[path = "report/gallery.rs"]
mod gallery;
#[path = "report/injection.rs"]
mod injection;
#[path = "report/inputs.rs"]
mod inputs;
#[path = "report/made.rs"]
mod made;
#[path = "report/tools.rs"]
mod tools;
