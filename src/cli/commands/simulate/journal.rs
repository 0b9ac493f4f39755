//! The journal of a run: each finished replication is written down at once, so that nothing finished is lost, however the process
//! ends. Must not know what is made of the replications.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::cli::{ExitStatus, Halt};
use crate::diagnostic::{Code, Diagnostic, Sources, render};
use crate::locale::say;
use crate::scenario::files;
use crate::simulate::Replication;
use crate::simulate::record::{Record, Subject};

/// First line of a journal: what its replications belong to.
#[derive(Serialize, Deserialize, PartialEq)]
struct Head {
    seed: u64,
    cases: Vec<Subject>,
}

/// Every other line.
#[derive(Serialize, Deserialize)]
struct Line {
    case: usize,
    replication: Replication,
}

/// An open journal.
pub(super) struct Journal {
    path: PathBuf,
    journal: Mutex<std::fs::File>,
}

impl Journal {
    /// Takes over what an earlier start of the same run finished, and opens the journal for more.
    pub(super) fn open(path: &Path, record: &mut Record) -> Result<Self, Halt> {
        let head = Head { seed: record.seed, cases: record.cases.iter().map(|c| c.subject.clone()).collect() };
        if let Some(text) = earlier(&path.join("replications.json"))? {
            let old: Option<Record> = serde_json::from_str(&text).ok();
            let old = old.filter(|o| {
                o.seed == head.seed && o.cases.iter().map(|c| &c.subject).eq(record.cases.iter().map(|c| &c.subject))
            });
            let old = old.ok_or_else(|| other_run(&path.join("replications.json")))?;
            for (case, old) in record.cases.iter_mut().zip(old.cases) {
                case.replications.extend(old.replications);
            }
        }
        let file = path.join("journal.jsonl");
        let whole = read_journal(&file, &head, record)?;
        for case in &mut record.cases {
            case.replications.sort_by_key(|r| r.number);
            case.replications.dedup_by_key(|r| r.number);
        }
        let broken =
            |e: std::io::Error| Halt(ExitStatus::Output, say!("error: cannot write {}: {e}", file.display(), e));
        let mut journal = std::fs::OpenOptions::new().create(true).append(true).open(&file).map_err(broken)?;
        let start = match whole {
            None => json_line(&head)?,
            // A line that was cut by the end of the process: the next begins on its own.
            Some(false) => "\n".to_owned(),
            Some(true) => String::new(),
        };
        journal.write_all(start.as_bytes()).map_err(broken)?;
        Ok(Self { path: path.to_owned(), journal: Mutex::new(journal) })
    }

    /// Writes down a finished replication.
    pub(super) fn note(&self, case: usize, r: &Replication) -> Result<(), Halt> {
        let line = json_line(&Line { case, replication: r.clone() })?;
        let mut file = self.journal.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        file.write_all(line.as_bytes())
            .map_err(|e| Halt(ExitStatus::Output, say!("error: cannot write in {}: {e}", self.path.display(), e)))
    }

    /// The replications are in whole files; the journal has done its work.
    pub(super) fn remove(self) -> Result<(), Halt> {
        let journal = self.path.join("journal.jsonl");
        drop(self.journal);
        std::fs::remove_file(&journal)
            .map_err(|e| Halt(ExitStatus::Output, say!("error: cannot remove {}: {e}", journal.display(), e)))
    }
}

fn json_line(value: &impl Serialize) -> Result<String, Halt> {
    let text = serde_json::to_string(value).map_err(|e| Halt(ExitStatus::Bug, format!("{}{e}", say!("error: "))))?;
    Ok(text + "\n")
}

/// The text of a file that an earlier start may have left; none if there is no such file.
fn earlier(file: &Path) -> Result<Option<String>, Halt> {
    if std::fs::symlink_metadata(file).is_err() {
        return Ok(None);
    }
    match files::text(file, files::RESULT) {
        Ok(text) => Ok(Some(text)),
        Err(e) => {
            let d = Diagnostic::error(e.code, e.message).remedy("choose another --out, or remove this folder");
            Err(Halt(ExitStatus::Scenario, render(&[d], &Sources::default(), false)))
        }
    }
}

/// Takes over the lines of a journal; none if there is no journal, else whether its last line is whole.
fn read_journal(file: &Path, head: &Head, record: &mut Record) -> Result<Option<bool>, Halt> {
    let Some(text) = earlier(file)? else { return Ok(None) };
    let mut lines = text.lines();
    let Some(first) = lines.next() else { return Ok(None) };
    let found: Option<Head> = serde_json::from_str(first).ok();
    if found.is_none_or(|h| h != *head) {
        return Err(other_run(file));
    }
    // A line that is not whole was being written when the process ended: its replication is run again.
    for line in lines.filter_map(|l| serde_json::from_str::<Line>(l).ok()) {
        if let Some(case) = record.cases.get_mut(line.case) {
            case.replications.push(line.replication);
        }
    }
    Ok(Some(text.ends_with('\n')))
}

fn other_run(file: &Path) -> Halt {
    let cause = say!("{} is of another seed, scenario, plan, policy or version", file.display());
    let d = Diagnostic::error(Code::OTHER_RUN, cause).remedy(say!("choose another --out, or remove this folder"));
    Halt(ExitStatus::Output, render(&[d], &Sources::default(), false))
}
