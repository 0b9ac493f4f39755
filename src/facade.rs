//! The library in about ten items: load a scenario, check it, plan, audit, simulate, hedge, compare, report.
//!
//! Strings together what the rooms below do, with their defaults, and turns every failure into one error. Must not do anything of
//! its own: what is worth computing belongs to a room.

mod options;

pub use options::{HedgeOptions, PlanOptions, SimulateOptions};

use std::path::Path;

use crate::diagnostic::{Severity, render};
use crate::hedge::{self, Hedge, Question, Unhedged};
use crate::optimise::{self, Silent};
use crate::plan::result::Plan;
use crate::report::content::risk::risk;
use crate::report::render::terminal;
use crate::report::render::{html, md, xlsx};
use crate::report::view::{self, ReportSources, Simulated, View};
use crate::scenario::{self, Loaded};
use crate::simulate::record::{CaseRecord, RECORD_VERSION, Record, Subject};
use crate::simulate::{self, Case};
use crate::study::answer::{Answer, Unanswered, answer};
use crate::study::compare::{Comparison, Entry};
use crate::study::grid;

/// Why there is no answer. Its text is what the command line prints.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The scenario has faults: all of them, each with its code, place, cause and remedy.
    #[error("{0}")]
    Scenario(String),
    /// No plan: the rules contradict each other, the time ended too early, the solver failed.
    #[error("{0}")]
    NoPlan(String),
    /// The plan breaks a rule of the scenario.
    #[error("{0}")]
    Audit(String),
    /// A result could not be written down.
    #[error("the report: {0}")]
    Report(String),
}

impl From<Unhedged> for Error {
    fn from(why: Unhedged) -> Self {
        match why {
            Unhedged::Refused(_) => Self::Audit(why.to_string()),
            Unhedged::Failure(_) | Unhedged::Incomplete => Self::NoPlan(why.to_string()),
        }
    }
}

impl From<Unanswered> for Error {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Refused(_) => Self::Audit(why.to_string()),
            Unanswered::Failure(_) => Self::NoPlan(why.to_string()),
        }
    }
}

/// A scenario without a fault.
///
/// ```
/// # fn main() -> Result<(), drawdown::Error> {
/// use drawdown::{PlanOptions, Scenario};
/// let page = Scenario::load("scenarios/tutorial.toml")?.plan(&PlanOptions::default())?.html()?;
/// assert!(page.contains("</html>"));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Scenario {
    loaded: Loaded,
}

impl Scenario {
    /// Reads a file with everything that it extends.
    ///
    /// # Errors
    /// [`Error::Scenario`] with all faults at once.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load_with(path, &[])
    }

    /// The same with overrides, `key.path=value`.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// let poor = drawdown::Scenario::load_with("scenarios/tutorial.toml", &["budget.total=2M"])?;
    /// assert!(drawdown::Scenario::load_with("scenarios/tutorial.toml", &["budget.total=much"]).is_err());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Scenario`] with all faults at once.
    pub fn load_with(path: impl AsRef<Path>, overrides: &[&str]) -> Result<Self, Error> {
        let set = overrides.iter().map(|s| (*s).to_owned()).collect();
        Self::from(scenario::load(path.as_ref(), &scenario::Overrides { set, ..Default::default() }))
    }

    /// Reads a text that extends nothing.
    ///
    /// ```
    /// let error = drawdown::Scenario::parse("format = 1").unwrap_err();
    /// assert!(error.to_string().contains("error[E"), "{error}");
    /// ```
    ///
    /// # Errors
    /// [`Error::Scenario`] with all faults at once.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::from(scenario::load_str(text, &scenario::Overrides::default()))
    }

    fn from(read: Result<Loaded, scenario::Rejected>) -> Result<Self, Error> {
        match read {
            Ok(loaded) => Ok(Self { loaded }),
            Err(r) => Err(Error::Scenario(r.to_string())),
        }
    }

    /// What is worth knowing although the scenario can be solved, one text each.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// assert!(drawdown::Scenario::load("scenarios/tutorial.toml")?.check().is_empty());
    /// # Ok(()) }
    /// ```
    pub fn check(&self) -> Vec<String> {
        let warnings = self.loaded.warnings.iter().filter(|d| d.severity == Severity::Warning);
        warnings.map(|d| render(std::slice::from_ref(d), &self.loaded.sources, false)).collect()
    }

    /// The best plan, booked and audited.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// use drawdown::{PlanOptions, Scenario};
    /// let plan = Scenario::load("scenarios/tutorial.toml")?.plan(&PlanOptions::default().gap(0.0))?;
    /// assert_eq!(plan.result().summary.people_left.round(), 0.0);
    /// println!("{}", plan.summary());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::NoPlan`] if there is none, [`Error::Audit`] if it breaks a rule (a bug).
    pub fn plan(&self, options: &PlanOptions) -> Result<Planned, Error> {
        let answer = answer(&self.loaded.mission, &grid::reference(&self.loaded), &options.inner, &Silent)?;
        Ok(Planned { scenario: self.clone(), answer })
    }

    /// Whether a plan keeps every rule of this scenario, by code that shares nothing with the optimiser.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// use drawdown::{PlanOptions, Scenario};
    /// let scenario = Scenario::load("scenarios/tutorial.toml")?;
    /// let mut plan = scenario.plan(&PlanOptions::default())?.result().clone();
    /// scenario.audit(&plan)?;
    /// plan.summary.cost_usd -= 1000.0;
    /// assert!(scenario.audit(&plan).is_err());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::Audit`] with what does not hold.
    pub fn audit(&self, plan: &Plan) -> Result<(), Error> {
        let verdict = crate::audit::audit(&self.loaded.mission, plan);
        if verdict.passed() { Ok(()) } else { Err(Error::Audit(verdict.judgement())) }
    }

    /// The cheapest plan that holds with a probability in the worlds of the scenario's `[risk]`.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// use drawdown::{HedgeOptions, Scenario};
    /// let options = HedgeOptions::default().hold(0.7).worlds(60).proof(100);
    /// let hedged = Scenario::load("scenarios/tutorial.toml")?.hedge(&options)?;
    /// println!("{}", hedged.summary());
    /// assert_eq!(hedged.result().achieved.worlds, 100);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// [`Error::NoPlan`] if even without risk not everybody gets out, [`Error::Audit`] if a plan breaks a rule (a bug).
    pub fn hedge(&self, options: &HedgeOptions) -> Result<Hedged, Error> {
        let question = Question {
            mission: &self.loaded.mission,
            processes: &self.loaded.risk,
            scenario: grid::reference(&self.loaded),
            // One thread for each plan, several plans at once.
            options: optimise::Options { threads: 1, ..optimise::Options::default() },
            target: options.hold,
            measure: options.measure,
            worlds: options.worlds,
            proof: options.proof,
            seed: options.seed,
            policy: options.policy,
            seconds: options.seconds,
        };
        let hedge = hedge::hedge(&question, &Silent, &|_| ())?;
        Ok(Hedged { title: self.loaded.mission.title.clone(), hedge })
    }

    fn sources(&self) -> ReportSources<'_> {
        let Loaded { mission, figures, .. } = &self.loaded;
        ReportSources { mission, figures, outlines: Vec::new(), manifest: None, proposals: &[], warnings: Vec::new() }
    }
}

/// A plan with the scenario that it is of.
#[derive(Debug, Clone)]
pub struct Planned {
    scenario: Scenario,
    answer: Answer,
}

impl Planned {
    /// All its figures: what `plan.json` holds (docs/result-format.md).
    pub const fn result(&self) -> &Plan {
        &self.answer.plan
    }
    /// The answer on one screen.
    pub fn summary(&self) -> String {
        terminal::plan::summary(&self.answer.plan)
    }
    /// `plan.json`.
    ///
    /// # Errors
    /// [`Error::Report`] if a figure cannot be written as JSON.
    pub fn json(&self) -> Result<String, Error> {
        serde_json::to_string_pretty(&self.answer.plan).map_err(|e| Error::Report(e.to_string()))
    }
    /// The report as one page that needs nothing else.
    ///
    /// # Errors
    /// [`Error::Report`] if the page cannot be made.
    pub fn html(&self) -> Result<String, Error> {
        page(&self.view())
    }
    /// The report as Markdown.
    pub fn markdown(&self) -> String {
        md::render(&self.view())
    }
    /// The report as a workbook.
    ///
    /// # Errors
    /// [`Error::Report`] if the workbook cannot be made.
    pub fn xlsx(&self) -> Result<Vec<u8>, Error> {
        xlsx::render(&self.view()).map_err(|e| Error::Report(e.to_string()))
    }

    fn view(&self) -> View {
        view::of_plan(&self.answer.plan, &self.scenario.sources())
    }

    /// Replays the plan in random worlds, by the `[risk]` of its scenario.
    ///
    /// ```
    /// # fn main() -> Result<(), drawdown::Error> {
    /// use drawdown::{PlanOptions, Scenario, SimulateOptions};
    /// let plan = Scenario::load("scenarios/tutorial.toml")?.plan(&PlanOptions::default())?;
    /// let risk = plan.simulate(&SimulateOptions::default().worlds(50));
    /// println!("{}", risk.summary());
    /// # Ok(()) }
    /// ```
    pub fn simulate(&self, options: &SimulateOptions) -> Risk {
        let mission = &self.scenario.loaded.mission;
        let case = Case {
            mission,
            decisions: &self.answer.outcome.decisions,
            processes: &self.scenario.loaded.risk,
            policy: options.policy,
        };
        let numbers: Vec<u64> = (0..options.worlds).collect();
        let replications = simulate::replications(&case, options.seed, &numbers, &|_| (), &|| false);
        let label = self.answer.plan.scenario.name.clone();
        let subject = Subject::new(label, mission, &self.answer.plan, options.policy);
        let cases = vec![CaseRecord { subject, replications }];
        Risk {
            planned: self.clone(),
            record: Record {
                schema_version: RECORD_VERSION,
                seed: options.seed,
                runs: options.worlds,
                command: Vec::new(),
                cases,
            },
        }
    }
}

/// What random worlds make of a plan.
#[derive(Debug, Clone)]
pub struct Risk {
    planned: Planned,
    record: Record,
}

impl Risk {
    /// The answer in words and tables.
    pub fn summary(&self) -> String {
        risk(&self.record).map_or_else(String::new, |r| terminal::risk::text(&r))
    }
    /// The report as one page.
    ///
    /// # Errors
    /// [`Error::Report`] if the page cannot be made, or no world was asked for.
    pub fn html(&self) -> Result<String, Error> {
        let risk = risk(&self.record).ok_or_else(|| Error::Report("no world was asked for".into()))?;
        let what = Simulated { plan: &self.planned.answer.plan, risk: &risk, record: &self.record };
        page(&view::of_simulation(&what, &self.planned.scenario.sources()))
    }
}

/// A plan that holds, with what it costs to be surer.
#[derive(Debug, Clone)]
pub struct Hedged {
    title: String,
    hedge: Hedge,
}

impl Hedged {
    /// All its figures: what `hedge.json` holds, with the plan itself.
    pub const fn result(&self) -> &Hedge {
        &self.hedge
    }
    /// The answer in words and tables.
    pub fn summary(&self) -> String {
        crate::report::content::hedge::text(&self.title, &self.hedge)
    }
    /// The report as one page.
    ///
    /// # Errors
    /// [`Error::Report`] if the page cannot be made.
    pub fn html(&self) -> Result<String, Error> {
        page(&view::of_hedge(&self.hedge))
    }
}

/// Plans side by side, the first the one that the others are compared with.
///
/// ```
/// # fn main() -> Result<(), drawdown::Error> {
/// use drawdown::{PlanOptions, Scenario, compare};
/// let plan = |set: &[&str]| Scenario::load_with("scenarios/tutorial.toml", set)?.plan(&PlanOptions::default());
/// let page = compare(&[("as it is", plan(&[])?), ("poor", plan(&["budget.total=2M"])?)]).html()?;
/// assert!(page.contains("poor"));
/// # Ok(()) }
/// ```
pub fn compare(plans: &[(&str, Planned)]) -> Compared {
    let entry = |(label, p): &(&str, Planned)| Entry {
        label: (*label).to_owned(),
        plan: Some(p.answer.plan.clone()),
        failed: None,
        why: None,
    };
    Compared {
        comparison: Comparison { base: 0, entries: plans.iter().map(entry).collect() },
        scenario: plans.first().map(|(_, p)| p.scenario.clone()),
    }
}

/// Plans side by side.
#[derive(Debug, Clone)]
pub struct Compared {
    comparison: Comparison,
    scenario: Option<Scenario>,
}

impl Compared {
    /// The report as one page.
    ///
    /// # Errors
    /// [`Error::Report`] if the page cannot be made.
    pub fn html(&self) -> Result<String, Error> {
        page(&view::of_comparison(&self.comparison, self.scenario.as_ref().map(Scenario::sources).as_ref()))
    }
}

fn page(view: &View) -> Result<String, Error> {
    html::render(view).map_err(|e| Error::Report(e.to_string()))
}
