//! Writing one file: whole or not at all, checked before long work begins. A regular file is written beside its place and renamed, with
//! the mode that it had; a link is followed, and a device or a pipe is written through, never replaced.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::{ExitStatus, Halt, terminal};
use crate::locale::say;

/// Marks a file that is being written: `.NAME.drawdown-XXXXXX`. Whoever is killed leaves one behind; the next writer removes it.
const MARK: &str = ".drawdown-";

/// How many links may point to one another.
const LINKS: usize = 40;

/// Where bytes go.
enum Destination {
    /// A file beside it takes its place.
    Replaced(PathBuf, Option<Metadata>),
    /// What is there stays there and takes the bytes.
    Kept(PathBuf),
    /// The standard output by one of its names: opened anew, it would be written from its start.
    Stdout,
}

/// Writes a whole file or nothing.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), Halt> {
    let written = || match destination(path)? {
        Destination::Stdout => {
            let mut out = io::stdout().lock();
            out.write_all(bytes).and_then(|()| out.flush())
        }
        Destination::Kept(place) => through(&place, bytes),
        Destination::Replaced(place, old) => replace(&place, old.as_ref(), bytes),
    };
    written().map_err(|e| cannot(path, &e))
}

/// Fails now if `write` would fail later: a search of an hour is not thrown away for a folder that is missing.
pub(super) fn check(path: &Path) -> Result<(), Halt> {
    let checked = || match destination(path)? {
        Destination::Kept(place) if !waits(&place) => OpenOptions::new().append(true).open(place).map(drop),
        Destination::Stdout | Destination::Kept(_) => Ok(()),
        Destination::Replaced(place, Some(_)) => OpenOptions::new().append(true).open(place).map(drop),
        Destination::Replaced(place, None) => temporary(&place).map(drop),
    };
    checked().map_err(|e| cannot(path, &e))
}

/// True if the bytes go to the standard output, where nothing else may be said.
pub(super) fn is_stdout(path: &Path) -> bool {
    ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].iter().any(|name| path == Path::new(name))
}

/// Why a file cannot be written, and what to do.
pub(super) fn cannot(path: &Path, e: &io::Error) -> Halt {
    let remedy = match e.kind() {
        io::ErrorKind::NotFound => say!("; make its folder first, or name another place"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say!("; free some space, or name another place"),
        _ => say!("; name another place"),
    };
    let text = say!("error: cannot write {}: {e}{remedy}", path.display(), e, remedy);
    Halt(ExitStatus::Output, text)
}

fn destination(path: &Path) -> io::Result<Destination> {
    if is_stdout(path) {
        return Ok(Destination::Stdout);
    }
    match fs::metadata(path) {
        Ok(m) if m.is_dir() => Err(io::Error::new(io::ErrorKind::IsADirectory, say!("it is a folder"))),
        Ok(m) if !m.is_file() || names(&m) > 1 => Ok(Destination::Kept(path.to_owned())),
        Ok(m) => Ok(Destination::Replaced(fs::canonicalize(path)?, Some(m))),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Destination::Replaced(end_of_links(path)?, None)),
        Err(e) => Err(e),
    }
}

/// Where a chain of links ends that leads to nothing yet.
fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_owned();
    for _ in 0..LINKS {
        let Ok(next) = fs::read_link(&place) else { return Ok(place) };
        place = folder_of(&place).join(next);
    }
    Err(io::Error::other(say!("too many links")))
}

/// How many names a file has: a rename would part them.
#[cfg(unix)]
pub(super) fn names(m: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(m)
}
#[cfg(not(unix))]
pub(super) fn names(_: &Metadata) -> u64 {
    1
}

/// Opening a pipe waits for its reader: not to be done as a check.
#[cfg(unix)]
fn waits(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    fs::metadata(path).is_ok_and(|m| m.file_type().is_fifo())
}
#[cfg(not(unix))]
fn waits(_: &Path) -> bool {
    false
}

fn through(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let regular = fs::metadata(place).is_ok_and(|m| m.is_file());
    let mut file = OpenOptions::new().write(true).truncate(regular).open(place)?;
    match file.write_all(bytes) {
        // The reader of a pipe has all that it wants.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

fn replace(place: &Path, old: Option<&Metadata>, bytes: &[u8]) -> io::Result<()> {
    if old.is_some() {
        // A rename asks the folder, not the file: one that its owner protects is not replaced.
        OpenOptions::new().append(true).open(place)?;
    }
    let mut file = match temporary(place) {
        // A file in a folder that takes no other: the only way is to write it in its place.
        Err(e) if e.kind() == io::ErrorKind::PermissionDenied && old.is_some() => return through(place, bytes),
        made => made?,
    };
    file.write_all(bytes)?;
    if let Some(old) = old {
        keep_mode(file.as_file(), old)?;
    }
    file.as_file().sync_all()?;
    file.persist(place).map_err(|e| e.error)?;
    Ok(())
}

/// Mode of the file that is replaced; its owner and group as far as one may.
pub(super) fn keep_mode(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        // Only an administrator may give a file away; whoever may not owns the new one.
        let _ = std::os::unix::fs::fchown(file, Some(old.uid()), Some(old.gid()));
    }
    file.set_permissions(old.permissions())
}

/// An empty file beside a place, removed when it is dropped; those that killed writers left are removed first.
fn temporary(place: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = folder_of(place);
    let mut prefix = OsString::from(".");
    prefix.push(place.file_name().unwrap_or_default());
    prefix.push(MARK);
    sweep(&folder, &prefix.to_string_lossy());
    let file = builder().prefix(&prefix).tempfile_in(folder)?;
    // Locked while it is written: what is not locked is a leftover. A file system without locks keeps its leftovers.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// Removes what writers that were killed left in a folder, of the names that begin with `prefix`.
pub(super) fn sweep(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(prefix)
            && name.rfind(MARK).is_some_and(|at| at > 0)
            && entry.file_type().is_ok_and(|t| t.is_file());
        if ours && File::open(entry.path()).is_ok_and(|f| f.try_lock().is_ok()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn folder_of(place: &Path) -> PathBuf {
    place.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new(".")).to_owned()
}

/// A temporary file with the permissions of any new file: the system takes the user's mask off.
#[cfg(unix)]
fn builder<'a, 'b>() -> tempfile::Builder<'a, 'b> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

/// A temporary file with the permissions of its folder.
#[cfg(not(unix))]
fn builder<'a, 'b>() -> tempfile::Builder<'a, 'b> {
    tempfile::Builder::new()
}

/// Says that a file is written, unless it is the standard output itself.
pub(super) fn say_written(path: &Path) -> Result<(), Halt> {
    if is_stdout(path) { Ok(()) } else { terminal::show(&format!("{}\n", say!("{} is written", path.display()))) }
}
