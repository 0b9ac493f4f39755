//! What can be typed.

#![allow(rustdoc::broken_intra_doc_links, reason = "doc comments are help texts: [risk] is a table of a scenario")]

pub(super) mod help;
pub(super) mod translated;
mod values;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Heads of groups of options in help.
const SCENARIO: &str = "Scenario options";
const SEARCH: &str = "Search options";
const OUTPUT: &str = "Output options";

/// Plan the withdrawal of a field mission: people, cargo, sites, routes and money, with proof.
#[derive(Debug, Parser)]
#[command(name = "drawdown", version, after_help = help::START)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

/// Options that every command accepts; help shows those that a command uses ([`help::command`]).
#[derive(Debug, Clone, ClapArgs)]
pub(super) struct Global {
    /// Total budget in place of the scenario's, for example 590M.
    #[arg(long, global = true, help_heading = SCENARIO)]
    pub budget: Option<String>,
    /// Months to the deadline in place of the scenario's; `compare` and `report` take several, for example 3,6,9.
    #[arg(long, global = true, value_delimiter = ',', help_heading = SCENARIO, value_parser = clap::value_parser!(u32).range(1..=120))]
    pub months: Vec<u32>,
    /// Override a figure: key.path=value, for example sites.gao.guard=300.
    #[arg(long, global = true, value_name = "KEY=VALUE", help_heading = SCENARIO)]
    pub set: Vec<String>,
    /// Scenario files may name files outside their folder.
    #[arg(long, global = true, help_heading = SCENARIO)]
    pub allow_outside: bool,
    /// Relative gap at which a stage counts as solved.
    #[arg(long, global = true, default_value_t = 0.01, value_parser = values::share, help_heading = SEARCH)]
    pub gap: f64,
    /// Seconds for solving (60; `hedge`: 600 for everything); then the best plan is shown. A first plan is made in any case.
    #[arg(long, global = true, value_parser = values::seconds, value_name = "SECONDS", help_heading = SEARCH)]
    pub time_limit: Option<f64>,
    /// Work for the search, in pivots times rows: ends it at the same place on every machine (for tests).
    #[arg(long, global = true, hide = true)]
    pub work_limit: Option<u64>,
    /// Threads, at most as many as the machine has; 0: all of them.
    #[arg(long, global = true, default_value_t = 0, value_parser = values::threads, help_heading = SEARCH)]
    pub threads: usize,
    /// Random worlds in which a plan is tried, where the scenario has risk (300; `hedge`: 1000); 0: none.
    #[arg(long, global = true, value_parser = clap::value_parser!(u64).range(0..=1_000_000), help_heading = SEARCH)]
    pub worlds: Option<u64>,
    /// Solver of this build by name.
    #[arg(long, global = true, help_heading = SEARCH)]
    pub solver: Option<String>,
    /// What goes to stdout.
    #[arg(long, global = true, value_enum, default_value = "text", help_heading = OUTPUT)]
    pub format: Format,
    /// No progress on stderr.
    #[arg(long, global = true, help_heading = OUTPUT)]
    pub quiet: bool,
    /// Language of what people read (the language of the machine; DRAWDOWN_LANG): en or fr.
    #[arg(long, global = true, value_parser = values::language, value_name = "LANGUAGE", help_heading = OUTPUT)]
    pub lang: Option<crate::locale::Language>,
    /// Colours.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", help_heading = OUTPUT)]
    pub color: Color,
    /// The words that make the answer again ([`super::again`]).
    #[arg(skip)]
    pub typed: Vec<String>,
}

/// Formats of stdout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    /// Of `export`: free MPS.
    #[value(hide = true)]
    Mps,
    /// Of `export`: CPLEX LP.
    #[value(hide = true)]
    Lp,
    /// Of `export`: the network and what moves on it, for maps.
    #[value(hide = true)]
    Geojson,
    /// Of `export`: the tables of the plan; all of them into a folder with -o, the movements without.
    #[value(hide = true)]
    Csv,
    /// Of `export`: one row a lift, as CSV.
    #[value(hide = true)]
    MovementRequests,
    /// Of `export`: departures and closings as a calendar.
    #[value(hide = true)]
    Ics,
    /// Of `export`: closings with their work, as XML of MS Project.
    #[value(hide = true)]
    Msproject,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// Paper of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperArg {
    A4,
    Letter,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Plan, and print the summary.
    Run {
        /// Scenario file.
        scenario: PathBuf,
        /// Folder for plan.json, summary.txt, manifest.json and the tables as CSV.
        #[arg(long)]
        out: Option<PathBuf>,
        /// So many other plans of nearly the same cost that close sites in other orders.
        #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=20))]
        alternatives: u32,
        /// How much dearer an alternative may be, for example 2%.
        #[arg(long, default_value = "2%", value_parser = values::percent)]
        within: f64,
    },
    /// Validate without solving: all faults at once.
    Check {
        /// Scenario files.
        #[arg(required = true)]
        scenarios: Vec<PathBuf>,
    },
    /// Judge a plan, also one edited by hand, by code that shares nothing with the optimiser.
    Verify {
        /// Scenario file.
        scenario: PathBuf,
        /// plan.json.
        plan: PathBuf,
        /// Its orders (the manifest.json beside it, if there is one).
        #[arg(long)]
        manifest: Option<PathBuf>,
    },
    /// Side by side: several scenarios, or one as a grid of budgets and months.
    Compare {
        /// Scenario files; and plans that are there already (plan.json of run, hedge or replan, or their folders), which come after them.
        #[arg(required = true)]
        scenarios: Vec<PathBuf>,
        /// Budgets of the grid, for example 191M,382M,590M.
        #[arg(long, value_delimiter = ',')]
        budgets: Vec<String>,
        /// The scenario that the others are compared with: its position from 1, or its name in the tables.
        #[arg(long, default_value = "1")]
        base: String,
        /// Folder for comparison.json, summary.txt and the tables as CSV.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Least budget of a full withdrawal per deadline, earliest end per budget.
    Frontier {
        /// Scenario file.
        scenario: PathBuf,
        /// Weeks between deadlines.
        #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..=520))]
        step: u32,
        /// Budgets whose earliest end is wanted.
        #[arg(long, value_delimiter = ',')]
        budgets: Vec<String>,
        /// Folder for frontier.json and the tables as CSV.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Plan from a reported state, and show the difference to the old plan.
    Replan {
        /// Scenario file, as it stands now.
        scenario: PathBuf,
        /// Status file: what is where, what is spent, what is closed.
        #[arg(long)]
        status: Option<PathBuf>,
        /// The old plan.json; without it the scenario is planned from its start.
        #[arg(long)]
        plan: Option<PathBuf>,
        /// Write a status file as the old plan foresees it at this date, to fill in.
        #[arg(long, value_name = "DATE")]
        template: Option<jiff::civil::Date>,
        /// How much dearer the new plan may be for staying near the old one, for example 1%.
        #[arg(long, default_value = "1%", value_parser = values::percent)]
        stability: f64,
        /// Folder for replan.json, plan.json and summary.txt; of --template, the file.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Replay the plan in random worlds: how likely it holds, what fails first. `simulate merge FILE...` joins shards.
    Simulate {
        /// Scenario files: several are compared in the same worlds; or the word merge and the files of shards.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// Worlds.
        #[arg(long, default_value = "1000", value_parser = values::worlds)]
        runs: u64,
        /// Seed of the worlds.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// A plan.json instead of planning anew; several are compared in the same worlds.
        #[arg(long)]
        plan: Vec<PathBuf>,
        /// Also with a new plan every so many weeks from the state reached, compared with only catching up.
        #[arg(long, value_name = "WEEKS", value_parser = clap::value_parser!(u32).range(1..=520))]
        replan: Option<u32>,
        /// Share i of n of the worlds, for example 2/8.
        #[arg(long, value_parser = values::shard)]
        shard: Option<(u64, u64)>,
        /// Stop when half the 95 % interval is below this: points of a probability, else per cent of the mean.
        #[arg(long, value_parser = values::percent)]
        precision: Option<f64>,
        /// What --precision looks at.
        #[arg(long, value_enum, default_value = "out")]
        measure: MeasureArg,
        /// Also a dated forecast with bands for each site, people, money and casualties, to be graded later with `score`.
        #[arg(long, value_name = "FILE")]
        forecast: Option<PathBuf>,
        /// Folder for plan.json, replications.json and .csv, closings.csv, summary.txt and .json; an interrupted run goes on there.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// The cheapest plan that brings everybody out in time with a probability, proved in fresh random worlds; the curve certainty against money.
    Hedge {
        /// Scenario file with [risk]; or the word merge and the shard.json of all shards.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// Probability with which the plan has to hold, for example 95%.
        #[arg(long, default_value = "95%", value_parser = values::percent)]
        hold: f64,
        /// What is to be small: expected spending and loss (out), or the money that is enough in so many worlds (budget).
        #[arg(long, value_enum, default_value = "out")]
        measure: HedgeArg,
        /// Fresh worlds in which the plan is proved.
        #[arg(long, default_value = "10000", value_parser = values::worlds)]
        proof: u64,
        /// Seed of the worlds.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// What is proved has the planner in the loop: a new plan every so many weeks.
        #[arg(long, value_name = "WEEKS", value_parser = clap::value_parser!(u32).range(1..=520))]
        replan: Option<u32>,
        /// Share i of n of the worlds of the proof and of the bound, for example 2/8: writes shard.json, to be joined with merge.
        #[arg(long, value_parser = values::shard)]
        shard: Option<(u64, u64)>,
        /// Only the search: writes search.json, from which every shard goes on with --from.
        #[arg(long, conflicts_with = "shard")]
        search_only: bool,
        /// A search.json or shard.json whose search is taken over.
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// Folder for plan.json, hedge.json, summary.txt, the tables as CSV and the plans of the curve.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Grade a dated forecast (`simulate --forecast FILE`) against what happened: error, coverage, pinball loss.
    Score {
        /// The forecast.
        forecast: PathBuf,
        /// What happened: a table measure,site,date,value, one fact a line (closing, people_out, finish, cost, value_lost, casualties).
        actuals: PathBuf,
    },
    /// Write a report: .html, .md, .xlsx or .pdf by the suffix; of a plan, a comparison, a frontier, a simulation, a hedge, or any mix of results.
    Report {
        /// Scenarios; or results: plan.json (several are compared), comparison.json, frontier.json, replications.json, hedge.json, replan.json,
        /// an explanation or a graded forecast in JSON, or their folders; a mix makes one dossier.
        #[arg(required = true)]
        inputs: Vec<PathBuf>,
        /// Budgets of a grid, for example 191M,590M; for deadlines see --months.
        #[arg(long, value_delimiter = ',')]
        budgets: Vec<String>,
        /// Budgets under discussion, to be drawn into the spending, for example 191M,590M.
        #[arg(long, value_delimiter = ',')]
        proposals: Vec<String>,
        /// The scenario of a result, if it is not where the result says.
        #[arg(long)]
        scenario: Option<PathBuf>,
        /// The file.
        #[arg(short, long)]
        output: PathBuf,
        /// Folder for the charts as SVG and PNG files.
        #[arg(long)]
        charts: Option<PathBuf>,
        /// Paper of a PDF.
        #[arg(long, value_enum, default_value = "a4")]
        paper: PaperArg,
    },
    /// Write the model for another solver (--format mps or lp), or the plan for other tools (all other formats).
    Export {
        /// Scenario file.
        scenario: PathBuf,
        /// Stage of the optimisation, from 1.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=5))]
        stage: u32,
        /// Without whole numbers.
        #[arg(long)]
        relaxed: bool,
        /// For mps and lp: each unit on its own instead of one class for all that are the same.
        #[arg(long)]
        by_unit: bool,
        /// For all formats but mps and lp: a plan.json instead of planning anew.
        #[arg(long)]
        plan: Option<PathBuf>,
        /// File (for csv a folder); stdout without it.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// What binds and what one more buys, why sites close when they do, what would mend what is left; or an error code.
    Explain {
        /// Scenario file, or a code like E304.
        subject: String,
        /// Folder for explanation.json, the plan.json that it explains, summary.txt and the repairs as CSV.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write a commented starter scenario into a new folder.
    New {
        /// The folder.
        dir: PathBuf,
        /// Kinds, sites, routes and units in a spreadsheet beside it, with headings explained and choices to pick from.
        #[arg(long)]
        workbook: bool,
    },
    /// Print the JSON Schema of scenario files, for editors.
    Schema,
    /// Print shell completions.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual pages, or write one for each command into a folder.
    Man {
        /// Folder for drawdown.1, drawdown-run.1 and so on.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// What `hedge` makes small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum HedgeArg {
    /// Expected spending and equipment lost.
    Out,
    /// Money that is enough, with everybody out in time, in the share of the worlds asked for.
    Budget,
}

impl From<HedgeArg> for crate::hedge::Measure {
    fn from(arg: HedgeArg) -> Self {
        match arg {
            HedgeArg::Out => Self::Out,
            HedgeArg::Budget => Self::Budget,
        }
    }
}

/// What `simulate --precision` looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MeasureArg {
    /// Probability that everybody is out by the deadline.
    Out,
    /// Probability that it ends within the budget.
    Budget,
    /// Mean end.
    Finish,
    /// Mean cost.
    Cost,
    /// Mean number of people left at the deadline.
    PeopleLeft,
    /// Mean value of equipment lost.
    ValueLost,
    /// Mean number of wounded and killed.
    Casualties,
}

impl From<MeasureArg> for crate::simulate::precision::PreciseMeasure {
    fn from(arg: MeasureArg) -> Self {
        match arg {
            MeasureArg::Out => Self::Out,
            MeasureArg::Budget => Self::Budget,
            MeasureArg::Finish => Self::Finish,
            MeasureArg::Cost => Self::Cost,
            MeasureArg::PeopleLeft => Self::PeopleLeft,
            MeasureArg::ValueLost => Self::ValueLost,
            MeasureArg::Casualties => Self::Casualties,
        }
    }
}
