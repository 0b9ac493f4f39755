//! The command line: arguments, progress, files, exit codes. The only module that prints, writes files or exits.

mod args;
mod commands;
mod files;
mod folder;
mod language;
mod progress;
mod signals;
mod terminal;

use std::process::ExitCode;

use clap::FromArgMatches as _;

/// Exit codes of the contract (README.md).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExitStatus {
    Done = 0,
    Bug = 1,
    Usage = 2,
    Scenario = 3,
    NoAnswer = 4,
    Solver = 5,
    Output = 6,
    Interrupted = 130,
}

/// Why a command ends early: its code and what to tell on stderr.
#[derive(Debug)]
struct Halt(ExitStatus, String);

/// Runs the command that the process was asked for.
pub fn main() -> ExitCode {
    signals::abort_is_an_answer();
    language::set();
    let typed = args::help::command().try_get_matches();
    let args = match typed.and_then(|m| args::Args::from_arg_matches(&m)) {
        Ok(args) => args,
        Err(e) => {
            match args::translated::usage(&e) {
                Some(text) => terminal::note(&text),
                None => drop(e.print()),
            }
            return ExitCode::from(if e.use_stderr() { ExitStatus::Usage as u8 } else { ExitStatus::Done as u8 });
        }
    };
    match commands::run(&args) {
        Ok(()) => ExitCode::from(ExitStatus::Done as u8),
        Err(Halt(code, message)) => {
            if !message.is_empty() {
                terminal::note(&message);
            }
            ExitCode::from(code as u8)
        }
    }
}
