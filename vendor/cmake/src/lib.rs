//! Stands in for the `cmake` crate, for `highs-sys` alone: compiles HiGHS with the C++ compiler that cargo finds, no cmake program.
//!
//! Offers the few `Config` methods that highs-sys' build script calls. Reads which files to compile from HiGHS' own
//! `cmake/sources.cmake`, so that a newer HiGHS needs no new list here. Must not know anything of drawdown.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

mod sources;

/// Files that one unity unit includes: fewer compiler starts and less header work.
const FILES_PER_UNIT: usize = 8;

/// The lists of `sources.cmake` that are compiled. HiPO (`hipo_sources`, `factor_highs_sources`, `hipo_util_sources`) and PDLP
/// (`cupdlp_sources`) are not: nobody calls them.
const LISTS: [&str; 3] = ["highs_sources", "ipx_sources", "basiclu_sources"];
/// What of these lists is not called either: the rest of PDLP, quadratic programs.
const LEFT_OUT: [&str; 2] = ["pdlp/", "qpsolver/"];
/// Folders in which nearly all the time of a solve goes; they are compiled at `-O2`, all others at `-O1`, which compiles in two thirds of
/// the time (docs/decisions/0099-three-crates-one-house.md has what was measured).
const HOT: [&str; 2] = ["simplex", "util"];
/// Stands for all that is left out.
const WITHOUT: &str = include_str!("left_out.cpp");

/// Header folders, relative to the HiGHS tree.
const INCLUDES: [&str; 25] = [
    "extern",
    "highs",
    "highs/interfaces",
    "highs/io",
    "highs/io/filereader",
    "highs/ipm",
    "highs/ipm/ipx",
    "highs/ipm/basiclu",
    "highs/ipm/hipo",
    "highs/ipm/hipo/auxiliary",
    "highs/ipm/hipo/factorhighs",
    "highs/ipm/hipo/ipm",
    "highs/lp_data",
    "highs/mip",
    "highs/model",
    "highs/parallel",
    "highs/pdlp",
    "highs/pdlp/cupdlp",
    "highs/pdlp/hipdlp",
    "highs/presolve",
    "highs/qpsolver",
    "highs/simplex",
    "highs/test_kkt",
    "highs/util",
    "highs/hipo",
];

/// Calls of the C API whose exceptions are caught.
const GUARDED: &str = include_str!("guarded.cpp");

/// The part of `cmake::Config` that highs-sys uses.
pub struct Config {
    root: PathBuf,
}

impl Config {
    /// Will build the HiGHS tree at `path`, relative to the package that is being built.
    pub fn new<P: AsRef<Path>>(path: P) -> Self {
        let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
        Self { root: package.join(path) }
    }
    /// Accepted and ignored: there is no generator.
    pub fn generator<T: AsRef<OsStr>>(&mut self, _generator: T) -> &mut Self {
        self
    }
    /// Accepted and ignored: the options that highs-sys sets are the ones built here.
    ///
    /// # Panics
    /// If zlib or HiPO is asked for, which this build does not offer.
    pub fn define<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, key: K, value: V) -> &mut Self {
        let (key, on) = (key.as_ref(), value.as_ref() == "ON");
        assert!(!(on && (key == "ZLIB" || key == "HIPO")), "the cargo-only build of HiGHS has no {}", key.display());
        self
    }
    /// Accepted and ignored.
    pub fn no_default_flags(&mut self, _none: bool) -> &mut Self {
        self
    }
    /// Accepted and ignored.
    pub fn cxxflag<P: AsRef<OsStr>>(&mut self, _flag: P) -> &mut Self {
        self
    }
    /// Accepted and ignored.
    pub fn cflag<P: AsRef<OsStr>>(&mut self, _flag: P) -> &mut Self {
        self
    }
    /// Accepted and ignored: always an optimised build.
    pub fn profile<T: AsRef<str>>(&mut self, _profile: T) -> &mut Self {
        self
    }

    /// Compiles the library to `OUT_DIR/lib` and installs its headers to `OUT_DIR/include/highs`; returns `OUT_DIR`.
    ///
    /// # Panics
    /// With what is missing and what to do, if there is no C++ compiler or the HiGHS tree is not as expected.
    pub fn build(&mut self) -> PathBuf {
        let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
        let headers = out.join("include").join("highs");
        let lists = read(&self.root.join("cmake/sources.cmake"));
        self.install_headers(&headers);
        write(&headers.join("HConfig.h"), &sources::config_header(&read(&self.root.join("Version.txt"))));

        let files: Vec<PathBuf> = LISTS
            .iter()
            .flat_map(|list| sources::files(&lists, list))
            .filter(|file| !LEFT_OUT.iter().any(|folder| file.starts_with(folder)))
            .map(|file| self.root.join("highs").join(file))
            .collect();
        let (c, cpp): (Vec<_>, Vec<_>) = files.into_iter().partition(|f| f.extension() == Some(OsStr::new("c")));

        // Several archives would need an order of linking: all objects join the last one.
        let mut objects = self.compiler(&headers, false, 2).files(&c).compile_intermediates();
        // Units of an earlier build in the same place would be taken for those of this one (`.ci/portability` reads the folder).
        if out.join("units").exists() {
            fs::remove_dir_all(out.join("units")).expect("OUT_DIR can be written");
        }
        let (hot, cold): (Vec<_>, Vec<_>) = cpp.into_iter().partition(|f| is_hot(f));
        let mut units = write_units(&cold, &out.join("units"), "unit");
        for (name, text) in [("guarded.cpp", GUARDED), ("left_out.cpp", WITHOUT)] {
            units.push(out.join("units").join(name));
            write(units.last().expect("one was just put there"), text);
        }
        objects.extend(self.compiler(&headers, true, 1).files(&units).compile_intermediates());
        let lib = out.join("lib");
        fs::create_dir_all(&lib).expect("OUT_DIR can be written");
        let units = write_units(&hot, &out.join("units"), "hot");
        self.compiler(&headers, true, 2).files(&units).objects(objects).out_dir(&lib).compile("highs");
        out
    }

    fn compiler(&self, headers: &Path, cpp: bool, level: u32) -> cc::Build {
        let mut build = cc::Build::new();
        build.cpp(cpp).opt_level(level).define("NDEBUG", None).warnings(false).extra_warnings(false).pic(true);
        build.cargo_metadata(false).debug(false).include(headers);
        build.includes(INCLUDES.iter().map(|d| self.root.join(d)).filter(|d| d.is_dir()));
        build.flag_if_supported("-w");
        if cpp {
            build.std("c++11");
        }
        if let Err(error) = build.try_get_compiler() {
            panic!("HiGHS needs a C++ compiler ({error}). On Debian or Ubuntu: apt install g++");
        }
        build
    }

    fn install_headers(&self, to: &Path) {
        let from = self.root.join("highs");
        let mut folders = vec![from.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the HiGHS tree can be read").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension() == Some(OsStr::new("h")) {
                    let place = to.join(path.strip_prefix(&from).expect("a file below the tree"));
                    write(&place, &read(&path));
                }
            }
        }
    }
}

/// A file in one of the folders of [`HOT`].
fn is_hot(file: &Path) -> bool {
    file.parent().and_then(Path::file_name).is_some_and(|f| HOT.iter().any(|hot| f == *hot))
}

/// Writes the unity units: each includes some source files of one folder. The largest first, so that no core is left with one at the end.
fn write_units(files: &[PathBuf], folder: &Path, name: &str) -> Vec<PathBuf> {
    let size = |f: &PathBuf| fs::metadata(f).unwrap_or_else(|e| panic!("cannot read {}: {e}", f.display())).len();
    let sized: Vec<(PathBuf, u64)> = files.iter().map(|f| (f.clone(), size(f))).collect();
    sources::units(&sized, FILES_PER_UNIT)
        .iter()
        .enumerate()
        .map(|(i, unit)| {
            let path = folder.join(format!("{name}_{i:02}.cpp"));
            let text: String = unit.iter().map(|f| format!("#include \"{}\"\n", f.display())).collect();
            write(&path, &text);
            path
        })
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("cannot read {}: {e}", path.display()))
}

fn write(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("OUT_DIR can be written");
    }
    fs::write(path, text).unwrap_or_else(|e| panic!("cannot write {}: {e}", path.display()));
}
