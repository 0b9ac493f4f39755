//! Stands in for the `bindgen` crate, for `highs-sys` alone: writes bindings made once by the real bindgen, no libclang.
//!
//! Offers the few `Builder` methods that highs-sys' build script calls, and refuses a HiGHS other than the one that the
//! kept bindings were made for. Must not know anything of drawdown.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The HiGHS that the kept bindings describe.
const VERSION: [(&str, u32); 3] = [("MAJOR", 1), ("MINOR", 16), ("PATCH", 0)];
const BINDINGS: &str = include_str!("../bindings/highs-1.16.0.rs");

/// What highs-sys implements to learn of header files.
pub mod callbacks {
    /// Told of the files that the bindings depend on.
    pub trait ParseCallbacks: std::fmt::Debug {
        /// A header that was given.
        fn header_file(&self, _filename: &str) {}
        /// A header that another one includes.
        fn include_file(&self, _filename: &str) {}
        /// A variable of the environment that was read.
        fn read_env_var(&self, _key: &str) {}
    }
}

/// The part of `bindgen::Builder` that highs-sys uses.
#[derive(Debug, Default)]
pub struct Builder {
    includes: Vec<PathBuf>,
}

impl Builder {
    /// Remembers `-I` folders: the version of HiGHS is read there.
    #[must_use]
    pub fn clang_arg(mut self, arg: impl Into<String>) -> Self {
        if let Some(folder) = arg.into().strip_prefix("-I") {
            self.includes.push(PathBuf::from(folder));
        }
        self
    }
    /// Accepted and ignored.
    #[must_use]
    pub fn layout_tests(self, _on: bool) -> Self {
        self
    }
    /// Accepted and ignored.
    #[must_use]
    pub fn header(self, _header: impl Into<String>) -> Self {
        self
    }
    /// Accepted and ignored: the kept bindings depend on no header.
    #[must_use]
    pub fn parse_callbacks(self, _callbacks: Box<dyn callbacks::ParseCallbacks>) -> Self {
        self
    }
    /// The kept bindings, if the HiGHS in the include folders is the one they were made for.
    ///
    /// # Errors
    /// If `HConfig.h` is missing or names another version.
    pub fn generate(self) -> Result<Bindings, BindgenError> {
        let config = self.includes.iter().find_map(|d| fs::read_to_string(d.join("HConfig.h")).ok());
        let Some(config) = config else {
            return Err(BindgenError("no HConfig.h in the include folders".into()));
        };
        for (part, expected) in VERSION {
            let line = format!("#define HIGHS_VERSION_{part} {expected}");
            if !config.lines().any(|l| l.trim() == line) {
                return Err(BindgenError(format!(
                    "the kept bindings are for HiGHS 1.16.0, HConfig.h does not say `{line}`: make new ones (vendor/README.md)"
                )));
            }
        }
        Ok(Bindings(()))
    }
}

/// The kept bindings.
#[derive(Debug)]
pub struct Bindings(());

impl Bindings {
    /// Writes them.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write_to_file<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        fs::write(path, BINDINGS)
    }
}

/// Why there are no bindings.
#[derive(Debug)]
pub struct BindgenError(String);

impl fmt::Display for BindgenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for BindgenError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_another_highs() {
        let folder = std::env::temp_dir().join(format!("bindgen-stand-in-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let header = |minor: u32| {
            format!(
                "#define HIGHS_VERSION_MAJOR 1\n#define HIGHS_VERSION_MINOR {minor}\n#define HIGHS_VERSION_PATCH 0\n"
            )
        };
        let ask = || Builder::default().clang_arg(format!("-I{}", folder.display())).generate();
        fs::write(folder.join("HConfig.h"), header(17)).unwrap();
        assert!(ask().unwrap_err().to_string().contains("1.16.0"));
        fs::write(folder.join("HConfig.h"), header(16)).unwrap();
        assert!(ask().is_ok());
        fs::remove_dir_all(&folder).unwrap();
    }
}
