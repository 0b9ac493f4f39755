//! A plan and its report, made once for all tests.

use std::sync::OnceLock;

use drawdown::dispatch::{Manifest, manifest};
use drawdown::optimise::{Options, Silent, optimise};
use drawdown::plan::result::{Plan, ScenarioRef};
use drawdown::report::chart::Outline;
use drawdown::report::view::{ReportSources, View, of_plan};
use drawdown::scenario::{self, Loaded};
use drawdown::study::answer::booked;

pub(crate) struct Made {
    pub(crate) loaded: Loaded,
    pub(crate) plan: Plan,
    pub(crate) manifest: Manifest,
}

impl Made {
    pub(crate) fn of(text: &str) -> Self {
        let options = scenario::Overrides::default();
        let loaded = scenario::load_str(text, &options)
            .unwrap_or_else(|r| panic!("{:?}", r.diagnostics.iter().map(|d| &d.message).collect::<Vec<_>>()));
        let found = optimise(&loaded.mission, &Options::default(), &Silent).expect("a plan");
        let reference = ScenarioRef {
            name: loaded.mission.name.clone(),
            title: loaded.mission.title.clone(),
            digest: loaded.digest.clone(),
            files: vec!["scenarios/tutorial.toml".into()],
            overrides: vec!["sites.hub.name=it's".into()],
        };
        let about = drawdown::optimise::about(reference, &found);
        let plan = booked(&loaded.mission, &found.decisions, &about).expect("the audit passes");
        let manifest = manifest(&loaded.mission, &found.decisions);
        Self { loaded, plan, manifest }
    }
    pub(crate) fn view(&self) -> View {
        let square = vec![(0.0, 5.0), (3.0, 5.0), (3.0, 19.0), (0.0, 19.0), (0.0, 5.0)];
        let sources = ReportSources {
            mission: &self.loaded.mission,
            figures: &self.loaded.figures,
            outlines: vec![Outline { name: "<b>Land</b>".into(), ring: square }],
            manifest: Some(&self.manifest),
            proposals: &[1e6, 3e6],
            warnings: Vec::new(),
        };
        of_plan(&self.plan, &sources)
    }
}

/// The plan of the tutorial.
pub(crate) fn tutorial() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| Made::of(scenario::starter()))
}
