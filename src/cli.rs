//! The command line: arguments, progress, files, exit codes. The only module that prints, writes files or exits.

mod again;
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

use crate::locale::say;

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

/// What the command's own thread has for its calls, in bytes: as much as systems give a first thread.
const STACK: usize = 8 << 20;

/// Runs the command that the process was asked for, on a thread whose stack is there before it begins. The first thread's stack grows when it
/// is used: where memory ends just then, the system ends the process with a signal and no word.
pub fn main() -> ExitCode {
    signals::abort_is_an_answer();
    language::set();
    match std::thread::Builder::new().name("command".to_owned()).stack_size(STACK).spawn(asked) {
        // A panic has said what it is: the exit code is that of any other.
        Ok(command) => command.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(e) => {
            terminal::note(&say!("error: cannot start {} threads: {e}", 1, e));
            ExitCode::from(ExitStatus::Solver as u8)
        }
    }
}

/// The command in the arguments, from its first line to its exit code.
fn asked() -> ExitCode {
    let typed = args::help::command().try_get_matches();
    let args = match typed.and_then(|m| args::Args::from_arg_matches(&m)) {
        Ok(mut args) => {
            args.global.typed = again::words(std::env::args_os().skip(1));
            args
        }
        Err(e) => {
            terminal::set(args::Color::Auto);
            match args::translated::usage(&e) {
                Some(text) => terminal::note(&text),
                None if terminal::ascii() && !e.use_stderr() => drop(terminal::show(&e.render().to_string())),
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
