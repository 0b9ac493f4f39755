//! Writing: whole files or none. A file is written beside its place and renamed; stdout may be closed by its reader.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::{Exit, Stop};

/// Writes a whole file or nothing.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Stop> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let attempt = || -> io::Result<()> {
        let mut file = beside().tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|e| e.error)?;
        Ok(())
    };
    attempt().map_err(|e| Stop(Exit::Output, format!("cannot write {}: {e}", path.display())))
}

/// A temporary file with the permissions of any new file: the system takes the user's mask off.
#[cfg(unix)]
fn beside<'a, 'b>() -> tempfile::Builder<'a, 'b> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

/// A temporary file with the permissions of its folder.
#[cfg(not(unix))]
fn beside<'a, 'b>() -> tempfile::Builder<'a, 'b> {
    tempfile::Builder::new()
}

/// Makes a folder with its parents.
pub(super) fn folder(path: &Path) -> Result<(), Stop> {
    std::fs::create_dir_all(path)
        .map_err(|e| Stop(Exit::Output, format!("cannot make the folder {}: {e}", path.display())))
}

/// Prints to stdout; a reader that went away is no fault.
pub(super) fn print(text: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(Stop(Exit::Output, format!("cannot write to stdout: {e}")))
        }
        _ => Ok(()),
    }
}

/// Tells something on stderr, beside the answer.
pub(super) fn note(text: &str) {
    // Nobody is left to be told if stderr is closed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
