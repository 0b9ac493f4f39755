//! Reading files: whole, bounded, and only what is a file. Pipes and devices would wait or never end; a scenario, a result or a
//! status comes from strangers.
//!
//! Must not know what stands in a file.

use std::fs;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Code;

/// Bytes that a scenario file may have.
pub(super) const SCENARIO: u64 = 20_000_000;
/// Bytes that a result may have: the replications of a million worlds.
pub const RESULT: u64 = 4_000_000_000;

/// Why a file gives no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}; {remedy}")]
pub struct Unreadable {
    /// Which sort of fault.
    pub code: Code,
    /// What is wrong, with the name of the file.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// The bytes of a file of at most `most` bytes.
///
/// # Errors
/// It does not exist, may not be read, is no file, or is too large.
pub fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Unreadable> {
    let shown = path.display();
    let fault = |code, message: String, remedy: &str| Unreadable { code, message, remedy: remedy.into() };
    let cannot = |e: &std::io::Error| {
        let remedy = "check the path; a path in a file is relative to that file";
        fault(Code::UNREADABLE, format!("cannot read {shown}: {}", plain(e)), remedy)
    };
    // Looked at before it is opened: to open a pipe waits for who writes.
    let about = fs::metadata(path).map_err(|e| cannot(&e))?;
    if about.is_dir() {
        return Err(fault(Code::UNREADABLE, format!("{shown} is a folder, not a file"), "name the file in it"));
    }
    if !about.is_file() {
        let message = format!("{shown} is a pipe or a device, not a file");
        return Err(fault(Code::UNREADABLE, message, "save what it gives as a file, and name that"));
    }
    let mut bytes = Vec::new();
    let mut file = fs::File::open(path).map_err(|e| cannot(&e))?.take(most + 1);
    file.read_to_end(&mut bytes).map_err(|e| cannot(&e))?;
    if bytes.len() as u64 > most {
        let message = format!(
            "{shown} has {} MB; at most {} MB are read",
            about.len().max(most + 1) / 1_000_000,
            most / 1_000_000
        );
        return Err(fault(Code::TOO_LARGE, message, "check that the path names the right file"));
    }
    Ok(bytes)
}

/// The text of a file of at most `most` bytes, without a byte-order mark.
///
/// # Errors
/// As [`bytes`], and if it is not UTF-8.
pub fn text(path: &Path, most: u64) -> Result<String, Unreadable> {
    match String::from_utf8(bytes(path, most)?) {
        Ok(text) => Ok(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }),
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let line = e.as_bytes()[..at].iter().filter(|b| **b == b'\n').count() + 1;
            let message = format!("{} is not UTF-8 text (line {line})", path.display());
            Err(Unreadable { code: Code::NOT_UTF8, message, remedy: "save the file as UTF-8".into() })
        }
    }
}

/// A path lies in a folder or below it, whatever links and `..` it goes through; one that does not exist lies where the part of
/// it lies that does.
pub fn within(path: &Path, folder: &Path) -> bool {
    let here = |p: &Path| fs::canonicalize(if p.as_os_str().is_empty() { Path::new(".") } else { p });
    let Ok(folder) = here(folder) else { return false };
    for part in path.ancestors() {
        if let Ok(real) = here(part) {
            let rest = path.strip_prefix(part).unwrap_or(path);
            return real.starts_with(&folder) && !rest.components().any(|c| c == Component::ParentDir);
        }
    }
    false
}

/// The path with all links followed, for telling files apart.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The system's words without its error number.
fn plain(e: &std::io::Error) -> String {
    let text = e.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}
