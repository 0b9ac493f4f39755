//! `drawdown simulate merge`: shards become the very run.

use std::path::{Path, PathBuf};

use crate::cli::args::Global;
use crate::cli::commands::claimed;
use crate::cli::commands::simulate::{fault, show};
use crate::cli::{ExitStatus, Halt};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::say;
use crate::scenario::files;
use crate::simulate::record::{RECORD_VERSION, Record};

pub(super) fn run(g: &Global, paths: &[PathBuf], out: Option<&Path>) -> Result<(), Halt> {
    let shards: Vec<Record> = paths.iter().map(|path| read(g, path)).collect::<Result<_, _>>()?;
    let joined = Record::join(&shards).map_err(|m| {
        let place = paths.get(m.at).map_or_else(|| "merge".to_owned(), |p| p.display().to_string());
        let exit = if paths.is_empty() { ExitStatus::Usage } else { ExitStatus::Scenario };
        fault(g, exit, Diagnostic::error(m.code, format!("{place}: {}", m.cause)).remedy(m.remedy))
    })?;
    let plans: Vec<String> =
        out.filter(|o| o.join("plan.json").is_file()).map(|_| "plan.json".to_owned()).into_iter().collect();
    show(g, &joined, claimed(out)?, &plans)
}

fn read(g: &Global, path: &Path) -> Result<Record, Halt> {
    let wrong = |code: Code, what: String| {
        let remedy = "name the replications.json that `simulate --out DIR` wrote";
        fault(g, ExitStatus::Scenario, Diagnostic::error(code, format!("{}: {what}", path.display())).remedy(remedy))
    };
    let text = files::text(path, files::RESULT)
        .map_err(|e| fault(g, ExitStatus::Scenario, Diagnostic::error(e.code, e.message).remedy(e.remedy)))?;
    let record: Record = serde_json::from_str(&text).map_err(|e| wrong(Code::NOT_RECORD, e.to_string()))?;
    if record.schema_version != RECORD_VERSION {
        let what = say!(
            "version {} of the format; this drawdown reads {RECORD_VERSION}",
            record.schema_version,
            RECORD_VERSION
        );
        return Err(wrong(Code::NOT_RECORD, what));
    }
    Ok(record)
}
