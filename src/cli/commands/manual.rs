//! `drawdown man`: the manual, a page for each command.

use std::path::Path;

use clap_mangen::Man;

use crate::cli::args::help;
use crate::cli::commands::{Named, named};
use crate::cli::folder::Folder;
use crate::cli::{ExitStatus, Halt, files, terminal};
use crate::locale::say;

/// Prints all pages one after the other, or writes each into a folder that may hold others' pages too.
pub(super) fn run(out: Option<&Path>) -> Result<(), Halt> {
    let pages = pages()?;
    let Some(folder) = out else {
        let all: String = pages.iter().map(|(_, page)| String::from_utf8_lossy(page).into_owned()).collect();
        return terminal::print(&all);
    };
    Folder::make(folder)?;
    pages.iter().try_for_each(|(name, page)| files::write(&folder.join(name), page))?;
    terminal::show(&format!("{}\n", say!("{} pages are written into {}", pages.len(), folder.display())))
}

/// `drawdown.1`, `drawdown-run.1`, …
fn pages() -> Result<Vec<Named>, Halt> {
    let mut all = help::command();
    // Options of all commands reach the pages of each only once the tree is built.
    all.build();
    let commands = all.get_subcommands().filter(|c| c.get_name() != "help").cloned();
    std::iter::once(all.clone()).chain(commands).map(page).collect()
}

fn page(command: clap::Command) -> Result<Named, Halt> {
    let title = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut bytes = Vec::new();
    let broken = |e: std::io::Error| Halt(ExitStatus::Bug, say!("error: the manual page: {e}", e));
    Man::new(command.version(env!("CARGO_PKG_VERSION"))).title(title.clone()).render(&mut bytes).map_err(broken)?;
    Ok(named(&format!("{title}.1"), bytes))
}
