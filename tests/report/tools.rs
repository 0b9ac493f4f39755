//! Programs of other people that open what drawdown writes. Where one is missing, the test says that it did not run; with
//! `DRAWDOWN_TOOLS=required` it fails instead.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, or a line on stderr (past the test harness, which would hide it).
pub(crate) fn found(names: &[&str], what: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n)));
    if let Some(program) = places.find(|p| p.is_file()) {
        return Some(program);
    }
    assert!(
        std::env::var("DRAWDOWN_TOOLS").as_deref() != Ok("required"),
        "{} is missing, so that this test cannot run: {what}",
        names[0]
    );
    let _ = writeln!(std::io::stderr(), "NOT RUN, {} is missing: {what}", names[0]);
    None
}

pub(crate) fn output(command: &mut Command) -> Output {
    let out = command.output().expect("it starts");
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    out
}

/// Text of a PDF, page by page; none without poppler.
pub(crate) fn pdf_pages(file: &Path, what: &str) -> Option<Vec<String>> {
    let program = found(&["pdftotext"], what)?;
    let out = output(Command::new(program).arg("-layout").arg(file).arg("-"));
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}
