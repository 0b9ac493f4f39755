//! Help: each command shows the options that it uses, and examples. The others are accepted everywhere, so that a script can give all
//! of its commands the same options.

use clap::{Command, CommandFactory as _};

use crate::cli::args::translated::translated;
use crate::cli::args::{Args, OUTPUT, SCENARIO, SEARCH};

/// Below the list of commands.
pub(super) const START: &str = "\
Start with:
  drawdown run scenarios/tutorial.toml       a plan, in a second
  drawdown new my-mission                    a commented scenario of your own
  drawdown COMMAND --help                    the options of a command, with examples";

/// A command: the groups of options that it uses, those of them that say nothing to it, and what is typed.
struct Topic {
    name: &'static str,
    groups: &'static [&'static str],
    idle: &'static [&'static str],
    examples: &'static str,
}

const SOLVES: &[&str] = &[SCENARIO, SEARCH, OUTPUT];
const READS: &[&str] = &[SCENARIO, OUTPUT];
const WRITES: &[&str] = &[];

const COMMANDS: [Topic; 16] = [
    Topic {
        name: "hedge",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown hedge scenarios/tutorial.toml --hold 80%
  drawdown hedge scenarios/mali-2023/six-months-590m.toml --hold 95% --out hedged
  drawdown hedge scenarios/tutorial.toml --hold 80% --measure budget --proof 2000",
    },
    Topic {
        name: "run",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown run scenarios/tutorial.toml
  drawdown run scenarios/mali-2023/six-months-590m.toml --out plan
  drawdown run scenarios/mali-2023/six-months-590m.toml --budget 400M --months 9 --time-limit 120",
    },
    Topic {
        name: "check",
        groups: READS,
        idle: &["quiet"],
        examples: "  drawdown check scenarios/mali-2023/*.toml
  drawdown check my-mission/scenario.toml --format json",
    },
    Topic {
        name: "verify",
        groups: READS,
        idle: &["quiet"],
        examples: "  drawdown verify scenarios/tutorial.toml plan/plan.json",
    },
    Topic {
        name: "compare",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown compare scenarios/mali-2023/six-months-590m.toml scenarios/mali-2023/niger-closed.toml
  drawdown compare scenarios/mali-2023/base.toml --budgets 191M,590M --months 3,6,9 --out grid",
    },
    Topic {
        name: "frontier",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown frontier scenarios/tutorial.toml --step 1
  drawdown frontier scenarios/mali-2023/six-months-590m.toml --budgets 300M,400M --out frontier",
    },
    Topic {
        name: "replan",
        groups: SOLVES,
        idle: &[],
        examples:
            "  drawdown replan scenarios/tutorial.toml --plan plan/plan.json --template 2023-07-16 --out status.toml
  drawdown replan scenarios/tutorial.toml --plan plan/plan.json --status status.toml --out replan",
    },
    Topic {
        name: "simulate",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown simulate scenarios/mali-2023/six-months-590m.toml --runs 1000 --seed 1 --out risk
  drawdown simulate scenarios/mali-2023/six-months-590m.toml --plan plan/plan.json --replan 4
  drawdown simulate merge shard-1/replications.json shard-2/replications.json --out risk",
    },
    Topic {
        name: "score",
        groups: &[OUTPUT],
        idle: &["quiet"],
        examples: "  drawdown simulate scenarios/tutorial.toml --forecast forecast.json
  drawdown score forecast.json actuals.csv",
    },
    Topic {
        name: "report",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown report scenarios/tutorial.toml -o tutorial.html
  drawdown report plan/plan.json -o plan.pdf --paper letter
  drawdown report grid -o grid.xlsx --charts pictures",
    },
    Topic {
        name: "export",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown export scenarios/tutorial.toml --format mps -o model.mps
  drawdown export scenarios/tutorial.toml --format geojson --plan plan/plan.json -o map.geojson
  drawdown export scenarios/tutorial.toml --format ics --plan plan/plan.json -o plan.ics",
    },
    Topic {
        name: "explain",
        groups: SOLVES,
        idle: &[],
        examples: "  drawdown explain scenarios/tutorial.toml
  drawdown explain scenarios/mali-2023/six-months-191m.toml --out why
  drawdown explain E204",
    },
    Topic { name: "new", groups: WRITES, idle: &[], examples: "  drawdown new my-mission" },
    Topic { name: "schema", groups: WRITES, idle: &[], examples: "  drawdown schema > scenario.schema.json" },
    Topic {
        name: "completions",
        groups: WRITES,
        idle: &[],
        examples: "  drawdown completions bash > ~/.local/share/bash-completion/completions/drawdown",
    },
    Topic {
        name: "man",
        groups: WRITES,
        idle: &[],
        examples: "  drawdown man | man -l -
  drawdown man --out ~/.local/share/man/man1",
    },
];

/// What `export --format` takes.
const FORMATS: &str = "mps (as without it) or lp: the model; geojson: the network and what moves on it; csv: the tables of the plan; movement-requests: a row a lift, as CSV; ics: departures and closings as a calendar; msproject: closings with their work, as XML of MS Project";

/// All commands with help as it is shown.
pub(in crate::cli) fn command() -> Command {
    let top = Args::command();
    let options: Vec<clap::Arg> = top.get_arguments().filter(|a| a.is_global_set()).cloned().collect();
    let told = COMMANDS.iter().fold(top, |top, about| {
        top.mut_subcommand(about.name, |mut command| {
            for option in &options {
                let used = option.get_help_heading().is_some_and(|h| about.groups.contains(&h))
                    && !about.idle.contains(&option.get_id().as_str());
                let mut own = option.clone().hide(!used);
                if about.name == "export" && option.get_id() == "format" {
                    own = own.hide_possible_values(true).hide_default_value(true).help(FORMATS);
                }
                command = command.arg(own);
            }
            command.after_help(format!("Examples:\n{}", about.examples))
        })
    });
    translated(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_examples_that_can_be_typed() {
        let all = command();
        let named: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
        let told: Vec<&str> = COMMANDS.iter().map(|c| c.name).collect();
        assert_eq!(named.iter().filter(|n| !told.contains(n)).collect::<Vec<_>>(), Vec::<&&str>::new());
        for about in &COMMANDS {
            for line in about.examples.lines() {
                let typed = line.split_whitespace().take_while(|w| !["|", ">"].contains(w));
                let parsed = command().try_get_matches_from(typed);
                assert!(parsed.is_ok(), "{line}: {}", parsed.err().map_or_else(String::new, |e| e.to_string()));
            }
        }
    }

    #[test]
    fn help_shows_what_a_command_uses_and_the_rest_is_accepted() {
        let help = |name: &str| {
            let mut all = command();
            all.build();
            all.find_subcommand_mut(name).map(|c| c.render_long_help().to_string()).unwrap_or_default()
        };
        assert!(help("run").contains("--time-limit") && help("run").contains("--budget"));
        assert!(!help("new").contains("--time-limit") && !help("check").contains("--gap"));
        assert!(!help("check").contains("--quiet") && help("check").contains("--set"));
        for idle in ["--budget", "--set", "--quiet", "--threads"] {
            assert!(!help("score").contains(idle), "score --help offers {idle}");
        }
        assert!(help("score").contains("--format"));
        assert!(help("export").contains("geojson") && !help("run").contains("geojson"));
        for typed in [vec!["drawdown", "--gap", "0.1", "check", "x"], vec!["drawdown", "new", "x", "--threads", "2"]] {
            assert!(command().try_get_matches_from(&typed).is_ok(), "{typed:?}");
        }
        let format = |typed: &[&str]| {
            use clap::FromArgMatches as _;
            let parsed = command().try_get_matches_from(typed).expect("it parses");
            Args::from_arg_matches(&parsed).expect("it is complete").global.format
        };
        assert_eq!(format(&["drawdown", "export", "x", "--format", "lp"]), crate::cli::args::Format::Lp);
        assert_eq!(format(&["drawdown", "--format", "json", "run", "x"]), crate::cli::args::Format::Json);
    }
}
