//! Help in the language of the reader: the texts of the commands and options, and the headings that clap would write in English.

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use crate::locale::{self, say};

/// The command with its help in the language of the reader; English as it is.
pub(super) fn translated(command: Command) -> Command {
    if locale::current() == locale::Language::ENGLISH { command } else { told(command, true) }
}

fn told(command: Command, top: bool) -> Command {
    let about = command.get_about().map(|t| locale::text(&t.to_string()));
    let after = command.get_after_help().map(|t| text_by_lines(&t.to_string()));
    let ids: Vec<clap::Id> = command.get_arguments().map(|a| a.get_id().clone()).collect();
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let usage = say!("Usage:");
    let mut command = command
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(head(&say!("Commands")))
        .disable_help_flag(true)
        .disable_help_subcommand(true);
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    for (place, id) in ids.into_iter().enumerate() {
        command = command.mut_arg(id, |arg| argument(arg, place));
    }
    for name in names {
        command = command.mut_subcommand(name, |c| told(c, false));
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    command = command.arg(help.help(say!("Print help")).help_heading(head(&say!("Options"))));
    if top {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        command = command
            .disable_version_flag(true)
            .arg(version.help(say!("Print version")).help_heading(head(&say!("Options"))))
            .subcommand(Command::new("help").about(say!("Print the help of a command")).disable_help_flag(true).arg(
                Arg::new("command").num_args(0..).help(say!("Which command")).help_heading(head(&say!("Arguments"))),
            ));
    }
    command
}

/// What clap writes a colon behind, with what stands between a word and its colon.
fn head(text: &str) -> String {
    say!("{}:", text).trim_end_matches(':').to_owned()
}

fn argument(arg: Arg, place: usize) -> Arg {
    let mut help = arg.get_help().map(|h| locale::text(&h.to_string())).unwrap_or_default();
    let positional = arg.is_positional();
    let takes = arg.get_action().takes_values();
    if takes && !arg.is_hide_possible_values_set() {
        let shown: Vec<PossibleValue> = arg.get_possible_values().into_iter().filter(|v| !v.is_hide_set()).collect();
        let words: Vec<&str> = shown.iter().map(PossibleValue::get_name).collect();
        if !words.is_empty() {
            help = format!("{help} {}", say!("[possible values: {}]", words.join(", ")));
        }
    }
    let defaults: Vec<String> = arg.get_default_values().iter().map(|v| v.to_string_lossy().into_owned()).collect();
    if takes && !defaults.is_empty() && !arg.is_hide_default_value_set() {
        help = format!("{help} {}", say!("[default: {}]", defaults.join(", ")));
    }
    let heading = match arg.get_help_heading() {
        Some(heading) => locale::text(heading),
        None if positional => say!("Arguments"),
        None => say!("Options"),
    };
    let arg = arg.help(help).help_heading(head(&heading));
    // Under a heading of their own clap would sort them by their names: they stand as they are typed.
    let arg = if positional { arg.display_order(place) } else { arg };
    if takes { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

/// A fault of usage in the language of the reader; none in English, where clap says it, and of what is no fault.
pub(in crate::cli) fn usage(e: &clap::Error) -> Option<String> {
    if locale::current() == locale::Language::ENGLISH || !e.use_stderr() {
        return None;
    }
    let of = |kind: ContextKind| match e.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(list)) => list.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let why = std::error::Error::source(e).map_or_else(String::new, ToString::to_string);
    let what = match e.kind() {
        ErrorKind::InvalidSubcommand => say!("there is no command `{}`", of(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => say!("`{}` is not expected here", arg),
        ErrorKind::MissingRequiredArgument => say!("what is missing: {}", arg),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => say!("which command?"),
        ErrorKind::InvalidValue if value.is_empty() => say!("`{}` needs a value", arg),
        ErrorKind::InvalidValue => {
            say!("`{}` cannot be the value of `{}`; one of {}", value, arg, of(ContextKind::ValidValue))
        }
        ErrorKind::ValueValidation => say!("`{}` cannot be the value of `{}`: {}", value, arg, why),
        ErrorKind::ArgumentConflict => say!("`{}` and `{}` exclude each other", arg, of(ContextKind::PriorArg)),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            say!("`{}` has too many or too few values", arg)
        }
        _ => return None,
    };
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.into_iter().map(of).find(|s| !s.is_empty());
    let near = near.map_or_else(String::new, |n| format!("\n  {}", say!("did you mean `{}`?", n)));
    Some(format!(
        "{}{what}{near}\n\n{}",
        say!("error: "),
        say!("More: `drawdown --help`, or `drawdown COMMAND --help`.")
    ))
}

/// What stands below the options is partly commands: each line that is known is told.
fn text_by_lines(text: &str) -> String {
    let known = locale::text(text);
    if known != text {
        return known;
    }
    text.lines().map(locale::text).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::help::command;

    /// Every text of the help in English, as clap gives it.
    fn texts(command: &Command, out: &mut Vec<String>) {
        out.extend(command.get_about().map(ToString::to_string));
        for arg in command.get_arguments().filter(|a| a.get_help().is_some()) {
            out.extend(arg.get_help().map(ToString::to_string));
            out.extend(arg.get_help_heading().map(str::to_owned));
        }
        command.get_subcommands().for_each(|c| texts(c, out));
    }

    #[test]
    fn every_text_of_the_help_has_its_translation() {
        let mut all = Vec::new();
        texts(&command(), &mut all);
        all.sort();
        all.dedup();
        assert!(all.len() > 80, "{} texts", all.len());
        for language in locale::Language::all().skip(1) {
            let missing: Vec<&String> =
                locale::within(language, || all.iter().filter(|t| locale::text(t) == **t).collect());
            assert!(missing.is_empty(), "{}: {missing:#?}", language.code());
        }
    }

    #[test]
    fn a_fault_of_usage_is_told_with_what_was_typed() {
        let french = locale::Language::parse("fr").expect("it is there");
        let told = |typed: &[&str]| {
            let fault = command().try_get_matches_from(typed).expect_err("a fault");
            usage(&fault).unwrap_or_default()
        };
        locale::within(french, || {
            let near = told(&["drawdown", "rum"]);
            assert!(near.contains("`rum`") && near.contains("`run`") && near.starts_with("erreur"), "{near}");
            assert!(told(&["drawdown", "run", "x", "--gap", "7"]).contains("entre 0 et 1"));
            assert!(told(&["drawdown", "run", "x", "--nothing"]).contains("--nothing"));
            assert!(told(&["drawdown", "run"]).contains("SCENARIO"));
            assert!(told(&["drawdown", "run", "--help"]).is_empty());
        });
        assert!(told(&["drawdown", "rum"]).is_empty(), "English is clap's own");
    }

    #[test]
    fn help_speaks_the_language_and_takes_the_same() {
        let french = locale::Language::parse("fr").expect("it is there");
        locale::within(french, || {
            let mut all = command();
            let help = all.render_long_help().to_string();
            assert!(help.contains("Usage") && help.contains("Commandes"), "{help}");
            assert!(!help.contains("Commands") && !help.contains("Print"), "{help}");
            let run = all.find_subcommand_mut("run").map(|c| c.render_long_help().to_string()).unwrap_or_default();
            assert!(run.contains("Exemples") && !run.contains("default:"), "{run}");
            assert!(run.contains("Options du scénario\u{a0}:") && run.contains("Arguments\u{a0}:"), "{run}");
            let verify =
                all.find_subcommand_mut("verify").map(|c| c.render_long_help().to_string()).unwrap_or_default();
            let typed = ["\n  <SCENARIO>", "\n  <PLAN>"].map(|a| verify.find(a).expect("an argument"));
            assert!(typed[0] < typed[1], "the order in which they are typed: {verify}");
            assert!(command().try_get_matches_from(["drawdown", "run", "x", "--gap", "0.1", "--lang", "fr"]).is_ok());
        });
    }
}
