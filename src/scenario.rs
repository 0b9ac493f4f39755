//! Scenario files: layers of TOML and CSV become one validated [`Mission`], or a list of all their faults.
//!
//! The only module that knows toml, csv and files to read. Must not know solvers or plans.

pub mod actuals;
mod bounds;
mod field;
mod figures;
pub mod files;
mod grid;
pub mod hazard;
mod headings;
mod key;
mod layers;
mod lower;
mod merge;
mod names;
mod number;
mod overrides;
mod precheck;
mod rates;
mod read_csv;
mod read_toml;
pub mod risk;
mod sanity;
mod schema;
pub mod status;
mod title;
mod tree;
mod typed;
mod units;
pub mod workbook;

use std::path::Path;

use sha2::{Digest, Sha256};

pub use crate::diagnostic::Sources;
pub use figures::Figure;
pub use schema::json_schema;

use crate::diagnostic::{Code, Diagnostic, Severity, condensed, render};
use crate::mission::Mission;
use crate::scenario::field::Name;

/// What the command line may change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overrides {
    /// `key.path=value`, in order.
    pub set: Vec<String>,
    /// A total budget in place of the scenario's.
    pub budget: Option<String>,
    /// Months to the deadline in place of the scenario's.
    pub months: Option<u32>,
    /// Files outside the scenario's folder may be read.
    pub allow_outside: bool,
    /// Dates of a site that contradict each other are only warned of: the program that says so is wanted.
    pub contradictions: bool,
}

impl Overrides {
    /// All of them as `key.path=value`: what a result must name to be made again.
    fn overrides(&self) -> Vec<String> {
        let mut all = self.set.clone();
        all.extend(self.budget.iter().map(|b| format!("budget.total={b}")));
        all.extend(self.months.iter().map(|m| format!("calendar.months={m}")));
        all
    }
}

/// A scenario that can be solved.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The mission.
    pub mission: Mission,
    /// Everything that was read, for diagnostics.
    pub sources: Sources,
    /// Names of the files, the scenario first.
    pub files: Vec<String>,
    /// SHA-256 of the content, overrides included, hexadecimal: however it was written, the same content has the same.
    pub digest: String,
    /// What was changed on the command line, in order: `key.path=value`.
    pub overrides: Vec<String>,
    /// Every figure with its label.
    pub figures: Vec<Figure>,
    /// What the user should know.
    pub warnings: Vec<Diagnostic>,
    /// What can go wrong, for the simulation.
    pub risk: Vec<risk::Process>,
}

/// A scenario with faults; its text is what `check` prints.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}", render(.diagnostics, .sources, false))]
pub struct Rejected {
    /// All of them, errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// Everything that was read.
    pub sources: Sources,
}

/// Reads a scenario with everything it extends.
///
/// # Errors
/// All faults at once.
pub fn load(path: &Path, options: &Overrides) -> Result<Loaded, Rejected> {
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    let tree = layers::read(path, options, &mut sources, &mut faults);
    finish(tree, options, sources, faults)
}

/// Reads a scenario from a text that extends nothing.
///
/// # Errors
/// All faults at once.
pub fn load_str(text: &str, options: &Overrides) -> Result<Loaded, Rejected> {
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    let tree = layers::read_text(text, options, &mut sources, &mut faults);
    finish(tree, options, sources, faults)
}

/// Dollars of a text like `191M`; none if it is no amount of money.
pub fn money(text: &str) -> Option<f64> {
    units::money(text, number::Habit::File).ok().filter(|usd| (0.0..=typed::MOST).contains(usd))
}

/// In a list of amounts that was cut at its commas, the pieces of a decimal comma: `1,5M` is no budget of one dollar.
pub fn cut_decimal(amounts: &[String]) -> Option<String> {
    let bare = |t: &String| (1..=3).contains(&t.trim().len()) && t.trim().chars().all(|c| c.is_ascii_digit());
    let at = amounts.iter().position(bare).filter(|_| amounts.len() > 1)?;
    Some(amounts[at..amounts.len().min(at + 2)].join(","))
}

/// A commented scenario to start from.
pub const fn starter() -> &'static str {
    include_str!("../scenarios/tutorial.toml")
}

fn finish(
    tree: Option<tree::RawTable>,
    options: &Overrides,
    sources: Sources,
    mut faults: Vec<Diagnostic>,
) -> Result<Loaded, Rejected> {
    let mut figures = Vec::new();
    let lowered = tree.and_then(|t| {
        let scenario = typed::read(&t, schema::TOP, "", &mut faults, &mut figures);
        lower::mission(&scenario, options.contradictions, &mut faults).map(|mut m| {
            let mut risk = risk::processes(&scenario, &m, &mut faults);
            risk.extend(rates::drawn(&scenario, &mut faults));
            hazard::expect_casualties(&mut m, &risk);
            (m, risk, scenario)
        })
    });
    // Where the file is broken, what is missing may only be unread.
    if faults.iter().any(|d| d.code == Code::SYNTAX) {
        faults.retain(|d| !matches!(d.code, Code::FORMAT | Code::MISSING | Code::EMPTY));
    }
    // A row without an id cannot be named: every name of it would be told as one that refers to nothing.
    if faults.iter().any(|d| d.code == Code::NO_ID) {
        faults.retain(|d| d.code != Code::DANGLING);
    }
    let failed = |faults: &[Diagnostic]| faults.iter().any(|d| d.severity == Severity::Error);
    if let (Some((mut mission, risk, top)), false) = (lowered, failed(&faults)) {
        let place = |table: Name, id: &str, key: Name| top.at(table, id).map(|row| row.place(key).clone());
        faults.extend(bounds::products(&mission, &place));
        faults.extend(precheck::precheck(&mission, &place));
        faults.extend(sanity::warnings(&top, &mission, &figures));
        if let Err(broken) = mission.validate() {
            faults.extend(broken.0.into_iter().map(|f| Diagnostic::error(Code::RANGE, f.what)));
        }
        if !failed(&faults) {
            let files = sources.names().filter(|n| !n.starts_with("--")).map(str::to_owned).collect();
            let digest = digest(&top, &figures);
            mission.title = typed::one_line(&title::title(&top, options));
            return Ok(Loaded {
                mission,
                sources,
                files,
                digest,
                overrides: options.overrides(),
                figures,
                warnings: condensed(faults),
                risk,
            });
        }
    }
    faults.sort_by_key(|d| d.places.first().map_or((usize::MAX, 0), |(p, _)| (p.file, p.span.start)));
    faults.dedup();
    Err(Rejected { diagnostics: condensed(faults), sources })
}

/// Of the content: line ends, comments, units and the way an override was given do not change it; labels of figures do.
fn digest(top: &typed::Row, figures: &[Figure]) -> String {
    let mut content = String::new();
    top.content(&mut content);
    for f in figures.iter().filter(|f| f.source.is_some() || f.quality != "unlabelled") {
        content.push_str(&format!("{}:{:?}:{}\n", f.path, f.source, f.quality));
    }
    Sha256::digest(content.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}
