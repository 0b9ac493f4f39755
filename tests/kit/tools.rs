//! Programs of other people that open what drawdown writes. Where one is missing, the test says that it did not run; with
//! `DRAWDOWN_TOOLS=required` it fails instead.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

/// The program, or a line on stderr (past the test harness, which would hide it).
pub fn found(names: &[&str], what: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut places = std::env::split_paths(&path).flat_map(|dir| names.iter().map(move |n| dir.join(n)));
    if let Some(program) = places.find(|p| p.is_file()) {
        return Some(program);
    }
    missing(names[0], what);
    None
}

/// A failure where tools are required; elsewhere a line, once.
pub fn missing(tool: &str, what: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    assert!(
        std::env::var("DRAWDOWN_TOOLS").as_deref() != Ok("required"),
        "{tool} is missing, so that this test cannot run: {what}"
    );
    let line = format!("NOT RUN, {tool} is missing: {what}");
    if SAID.lock().expect("no test dies while it holds this").insert(line.clone()) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// `python3`, or the one that `DRAWDOWN_PYTHON` names, if it can import a module.
pub fn python(module: &str, what: &str) -> Option<Command> {
    let program = std::env::var_os("DRAWDOWN_PYTHON").unwrap_or_else(|| "python3".into());
    let imports = Command::new(&program).args(["-c", &format!("import {module}")]).output();
    if imports.is_ok_and(|o| o.status.success()) {
        return Some(Command::new(program));
    }
    missing(&format!("python3 with {module}"), what);
    None
}

/// Snakemake of that Python; in a folder of its own it leaves nothing elsewhere.
pub fn snakemake(what: &str) -> Option<Command> {
    let mut command = python("snakemake", what)?;
    command.args(["-m", "snakemake"]);
    Some(command)
}

pub fn output(command: &mut Command) -> Output {
    let out = command.output().expect("it starts");
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
    out
}

/// Text of a PDF, page by page; none without poppler.
pub fn pdf_pages(file: &Path, what: &str) -> Option<Vec<String>> {
    let program = found(&["pdftotext"], what)?;
    let out = output(Command::new(program).arg("-layout").arg(file).arg("-"));
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}
