//! An output folder as one unit: it belongs to one running command at a time, and holds the files of one result, the newest.
//!
//! Files are written into a folder of their own inside it. Once all of them are whole, that folder gets its final name: from here on
//! the new result is the one that counts. Then the files of the old result go, and the new ones take their places, the record (plan.json)
//! last. Whoever is killed on the way leaves the old result, or the new one, or a part of the new one that the next command completes;
//! never files of two results side by side. Files that are not of a result stay untouched.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::{ExitStatus, Halt, files};
use crate::locale::say;
use crate::scenario::files as bounded;

/// Where files are written until all are whole.
const STAGE: &str = ".drawdown-new";
/// The same, once all are whole.
const READY: &str = ".drawdown-ready";
/// The list of the files that belong to the result, one a line.
const OWNED: &str = ".drawdown-files";
/// Bytes that the list may have.
const LIST: u64 = 1_000_000;

/// Files that tell what a folder is the result of.
const RECORDS: [&str; 6] =
    ["plan.json", "comparison.json", "frontier.json", "replan.json", "replications.json", "explanation.json"];

/// A folder that belongs to this command until it is dropped.
pub(super) struct Folder {
    path: PathBuf,
    /// Folders that were made for it, the innermost first: taken away if nothing is written.
    made: Vec<PathBuf>,
    lock: Option<File>,
}

impl Folder {
    /// Makes a folder with its parents, for a command that needs nothing else of it.
    pub(super) fn make(path: &Path) -> Result<(), Halt> {
        fs::create_dir_all(path).map_err(|e| unusable(path, &e))
    }

    /// Takes possession: makes the folder, waits for nobody, completes what a killed command left, and fails now if it could not be
    /// written later.
    pub(super) fn claim(path: &Path) -> Result<Self, Halt> {
        let made: Vec<PathBuf> =
            path.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).map(Path::to_owned).collect();
        fs::create_dir_all(path).map_err(|e| unusable(path, &e))?;
        let mut folder = Self { path: path.to_owned(), made, lock: None };
        folder.lock = lock(path)?;
        files::sweep(path, ".");
        let ready = || -> io::Result<()> {
            if path.join(READY).is_dir() {
                bring_into_place(path)?;
            }
            remove_folder(&path.join(STAGE))?;
            // Only a file that is really made shows that one can be made.
            fs::create_dir(path.join(STAGE))?;
            File::create(path.join(STAGE).join("try"))?;
            remove_folder(&path.join(STAGE))
        };
        ready().map_err(|e| unusable(path, &e))?;
        // What the new result will replace must let itself be replaced.
        folder.check(&listed(&path.join(OWNED)))?;
        Ok(folder)
    }

    /// Writes files that are no result of their own, like tables or pictures: what else is in the folder stays.
    pub(super) fn add(self, list: &[(String, Vec<u8>)]) -> Result<(), Halt> {
        let owned = listed(&self.path.join(OWNED));
        let kept: Vec<String> = owned.into_iter().filter(|n| list.iter().all(|(name, _)| name != n)).collect();
        self.write(list, &kept)
    }

    /// Writes a result: the record first in the list. `kept` are files of it that are there already.
    pub(super) fn write(mut self, list: &[(String, Vec<u8>)], kept: &[String]) -> Result<(), Halt> {
        self.made.clear();
        self.check(&list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>())?;
        let stage = self.path.join(STAGE);
        let staged = || -> io::Result<()> {
            remove_folder(&stage)?;
            fs::create_dir(&stage)?;
            for (name, bytes) in list {
                write_synced(&stage.join(name), &self.path.join(name), bytes)?;
            }
            let names = list.iter().rev().map(|(name, _)| name).chain(kept);
            let names: String = names.map(|n| format!("{n}\n")).collect();
            write_synced(&stage.join(OWNED), &self.path.join(OWNED), names.as_bytes())?;
            sync(&stage);
            fs::rename(&stage, self.path.join(READY))?;
            sync(&self.path);
            bring_into_place(&self.path)
        };
        staged().map_err(|e| {
            let _ = remove_folder(&stage);
            unusable(&self.path, &e)
        })
    }
}

impl Folder {
    /// Fails if one of the files that are there cannot be replaced.
    fn check(&self, names: &[String]) -> Result<(), Halt> {
        let places = names.iter().map(|name| self.path.join(name));
        places.filter(|p| fs::symlink_metadata(p).is_ok()).try_for_each(|p| files::check(&p))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        for folder in &self.made {
            // Only what is empty goes.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Where a result is read: in its place or, if the command that wrote it was killed on the way, where it waits. Reading moves nothing.
pub(super) fn current(path: &Path) -> PathBuf {
    if path.is_dir() {
        let ready = path.join(READY);
        return if RECORDS.iter().any(|name| ready.join(name).is_file()) { ready } else { path.to_owned() };
    }
    let waiting = path.file_name().map(|name| path.with_file_name(READY).join(name));
    waiting.filter(|w| !path.exists() && w.is_file()).unwrap_or_else(|| path.to_owned())
}

/// Brings a result that is whole to its place. Can be begun again wherever it was cut.
fn bring_into_place(folder: &Path) -> io::Result<()> {
    let ready = folder.join(READY);
    let new = listed(&ready.join(OWNED));
    let waiting: Vec<&String> = new.iter().filter(|n| ready.join(n).exists()).collect();
    let old: BTreeSet<String> = listed(&folder.join(OWNED)).into_iter().filter(|n| !new.contains(n)).collect();
    for name in old.iter().chain(waiting.iter().copied()) {
        let place = folder.join(name);
        // Links and devices stay: they are written through.
        if fs::symlink_metadata(&place).is_ok_and(|m| m.is_file() && files::names(&m) == 1) {
            fs::remove_file(place)?;
        }
    }
    for name in waiting {
        let (from, to) = (ready.join(name), folder.join(name));
        if fs::symlink_metadata(&to).is_ok() {
            files::write(&to, &fs::read(&from)?).map_err(|stop| io::Error::other(stop.1))?;
        } else {
            fs::rename(&from, &to)?;
        }
    }
    sync(folder);
    if ready.join(OWNED).exists() {
        fs::rename(ready.join(OWNED), folder.join(OWNED))?;
    }
    remove_folder(&ready)?;
    sync(folder);
    Ok(())
}

/// The names in a list of files; names with a separator would lead out of the folder.
fn listed(list: &Path) -> Vec<String> {
    let text = bounded::text(list, LIST).unwrap_or_default();
    text.lines().filter(|n| !n.is_empty() && !n.contains(['/', '\\']) && *n != "..").map(str::to_owned).collect()
}

fn write_synced(file: &Path, place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut out = File::create(file)?;
    out.write_all(bytes)?;
    if let Some(old) = fs::metadata(place).ok().filter(fs::Metadata::is_file) {
        files::keep_mode(&out, &old)?;
    }
    out.sync_all()
}

/// A folder's entries reach the disk; not every system can be asked for it.
fn sync(folder: &Path) {
    if let Ok(f) = File::open(folder) {
        let _ = f.sync_all();
    }
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// The lock ends with the process, however it ends. Where folders cannot be locked, nobody is kept away.
fn lock(folder: &Path) -> Result<Option<File>, Halt> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::Error(_)) => Ok(None),
        Err(TryLockError::WouldBlock) => {
            let text = say!(
                "error: another drawdown is at work in {}; wait until it ends, or choose another folder",
                folder.display()
            );
            Err(Halt(ExitStatus::Output, text))
        }
    }
}

fn unusable(path: &Path, e: &io::Error) -> Halt {
    let text = say!("error: cannot write into the folder {}: {e}; choose another folder", path.display(), e);
    Halt(ExitStatus::Output, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(folder: &Path) -> Vec<(String, String)> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let visible = entries.filter(|e| !e.file_name().to_string_lossy().starts_with('.'));
        let read = |e: fs::DirEntry| {
            (e.file_name().to_string_lossy().into_owned(), fs::read_to_string(e.path()).expect("text"))
        };
        let mut list: Vec<_> = visible.map(read).collect();
        list.sort();
        list
    }

    fn result(names: &[&str], of: &str) -> Vec<(String, Vec<u8>)> {
        names.iter().map(|n| ((*n).to_owned(), of.as_bytes().to_vec())).collect()
    }

    /// Cut after any step, what is left is no mix, and the next command ends with the new result whole.
    #[test]
    fn a_cut_result_is_completed() {
        for cut in 0..6 {
            let dir = tempfile::tempdir().expect("a folder");
            let folder = dir.path().join("out");
            let (old, new) =
                (result(&["plan.json", "a.csv", "stale.csv"], "old"), result(&["plan.json", "a.csv"], "new"));
            Folder::claim(&folder).expect("claimed").write(&old, &[]).expect("written");
            fs::write(folder.join("mine"), "mine").expect("written");
            // What a command leaves that is killed once its result is whole, and after so many steps more.
            let ready = folder.join(READY);
            fs::create_dir(&ready).expect("made");
            for (name, bytes) in &new {
                fs::write(ready.join(name), bytes).expect("written");
            }
            fs::write(ready.join(OWNED), "a.csv\nplan.json\n").expect("written");
            let steps: [&dyn Fn(); 5] = [
                &|| fs::remove_file(folder.join("stale.csv")).expect("removed"),
                &|| fs::remove_file(folder.join("a.csv")).expect("removed"),
                &|| fs::remove_file(folder.join("plan.json")).expect("removed"),
                &|| fs::rename(ready.join("a.csv"), folder.join("a.csv")).expect("moved"),
                &|| fs::rename(ready.join("plan.json"), folder.join("plan.json")).expect("moved"),
            ];
            steps.iter().take(cut).for_each(|step| step());
            let found: BTreeSet<String> =
                contents(&folder).into_iter().filter(|f| f.0 != "mine").map(|f| f.1).collect();
            assert!(found.len() <= 1, "after {cut} steps there is a mix: {found:?}");
            let read = |path: &Path| fs::read_to_string(current(path)).expect("it is read");
            assert!(read(&folder.join("plan.json")) == if cut < 3 { "old" } else { "new" });
            assert_eq!(current(&folder) == ready, cut < 5);
            drop(Folder::claim(&folder).expect("claimed"));
            let of = |name: &str, text: &str| (name.to_owned(), text.to_owned());
            assert_eq!(contents(&folder), [of("a.csv", "new"), of("mine", "mine"), of("plan.json", "new")], "{cut}");
            assert!(!ready.exists());
        }
    }

    #[test]
    fn a_result_that_was_not_whole_is_dropped() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |of: &str| Folder::claim(dir.path()).expect("claimed").write(&result(&["plan.json"], of), &[]);
        write("old").expect("written");
        fs::create_dir(dir.path().join(STAGE)).expect("made");
        fs::write(dir.path().join(STAGE).join("plan.json"), "ha").expect("written");
        drop(Folder::claim(dir.path()).expect("claimed"));
        assert_eq!(contents(dir.path()), [("plan.json".to_owned(), "old".to_owned())]);
        assert!(!dir.path().join(STAGE).exists());
    }

    #[test]
    fn a_list_of_files_does_not_lead_out_of_the_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let outside = dir.path().join("outside");
        fs::write(&outside, "mine").expect("written");
        let folder = dir.path().join("out");
        fs::create_dir(&folder).expect("made");
        fs::write(folder.join(OWNED), "../outside\n..\n").expect("written");
        Folder::claim(&folder).expect("claimed").write(&result(&["plan.json"], "new"), &[]).expect("written");
        assert!(outside.exists());
    }
}
