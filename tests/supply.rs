//! What the program is built from: the stand-ins for `cmake` and `bindgen` are the ones that are used, and the papers are complete.

use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Name, version and source of each package of a Cargo.lock.
fn locked(lock: &str) -> Vec<(String, String, Option<String>)> {
    let field = |package: &str, key: &str| {
        let line = package.lines().find_map(|l| l.strip_prefix(&format!("{key} = \"")));
        line.map(|l| l.trim_end_matches('"').to_owned())
    };
    let package = |p: &str| Some((field(p, "name")?, field(p, "version")?, field(p, "source")));
    lock.split("[[package]]").filter_map(package).collect()
}

/// A `cmake` or `bindgen` of the registry in Cargo.lock would ask for the cmake program and libclang in the middle of the build. Then:
/// the versions in vendor/*/Cargo.toml and those that Cargo.toml fixes must be the same (vendor/README.md).
#[test]
fn the_stand_ins_are_locked_and_their_versions_fixed() {
    let list = locked(&read("Cargo.lock"));
    assert!(list.len() > 100, "Cargo.lock is not read: {list:?}");
    let manifest = read("Cargo.toml");
    for name in ["cmake", "bindgen"] {
        let found: Vec<_> = list.iter().filter(|(n, ..)| n == name).collect();
        assert!(
            found.len() == 1 && found[0].2.is_none(),
            "{name} is not the stand-in alone: {found:?}; see vendor/README.md"
        );
        let own = read(&format!("vendor/{name}/Cargo.toml"));
        let version = own.lines().find_map(|l| l.strip_prefix("version = ")).expect("a version").trim_matches('"');
        assert_eq!(found[0].1, version);
        assert!(manifest.contains(&format!("{name} = \"={version}\"")), "Cargo.toml does not fix {name} {version}");
        assert!(manifest.contains(&format!("{name} = {{ path = \"vendor/{name}\" }}")));
    }
}

/// Names in a table of Cargo.toml.
fn dependencies(manifest: &str, table: &str) -> Vec<String> {
    let from = manifest.find(&format!("[{table}]\n")).expect("the table");
    let lines = manifest[from..].lines().skip(1).take_while(|l| !l.starts_with('['));
    lines.filter_map(|l| Some(l.split_once(" = ")?.0.trim().to_owned())).filter(|n| !n.starts_with('#')).collect()
}

/// All Rust text of a file, or of a folder and below.
fn sources(place: &Path, text: &mut String) {
    if place.is_dir() {
        std::fs::read_dir(place).expect("a folder").for_each(|e| sources(&e.expect("an entry").path(), text));
    } else if place.extension().is_some_and(|x| x == "rs") {
        text.push_str(&std::fs::read_to_string(place).expect("it is read"));
    }
}

/// What is depended on is used: by the crate that says so, or, of what only tests depend on, by a test.
#[test]
fn no_dependency_is_unused() {
    let rooms = |root: &str| -> Vec<String> {
        let text = read(root);
        text.lines().filter_map(|l| Some(l.split_once("mod ")?.1.strip_suffix(';')?.to_owned())).collect()
    };
    let (lower, middle) = (rooms("src/model.rs"), rooms("src/engine.rs"));
    let (mut model, mut engine, mut program, mut tests) = (String::new(), String::new(), String::new(), String::new());
    for place in std::fs::read_dir("src").expect("a folder").map(|e| e.expect("an entry").path()) {
        let room = place.file_stem().expect("a name").to_string_lossy().into_owned();
        let (is_lower, is_middle) = (lower.contains(&room), middle.contains(&room) || room == "engine");
        sources(
            &place,
            if is_lower {
                &mut model
            } else if is_middle {
                &mut engine
            } else {
                &mut program
            },
        );
    }
    for folder in ["tests", "benches"] {
        sources(Path::new(folder), &mut tests);
    }
    for (manifest, table, text, least) in [
        ("Cargo.toml", "dependencies", &program, 20),
        ("engine/Cargo.toml", "dependencies", &engine, 8),
        ("model/Cargo.toml", "dependencies", &model, 12),
        ("Cargo.toml", "dev-dependencies", &tests, 2),
    ] {
        let list = dependencies(&read(manifest), table);
        assert!(list.len() >= least, "{table} of {manifest} is not read: {list:?}");
        let used = |name: &String| {
            let name = name.replace('-', "_");
            ["::", " as ", "!", ";"].iter().any(|after| text.contains(&format!("{name}{after}")))
        };
        let unused: Vec<_> = list.iter().filter(|n| !used(n)).collect();
        assert!(unused.is_empty(), "{table} of {manifest} that nothing uses: {unused:?}");
    }
}

/// README tells a dependent crate what it needs, in lines that can be copied: they must be those that work here.
#[test]
fn readme_says_how_a_dependent_crate_builds_the_solver() {
    let readme = read("README.md");
    for line in ["[patch.crates-io]", "cmake = { path = ", "bindgen = { path = ", "cargo install --path . --locked"] {
        assert!(readme.contains(line), "README lacks: {line}");
    }
}

#[test]
fn the_papers_are_there() {
    for (file, word) in [
        ("SECURITY.md", "from a stranger"),
        ("CITATION.cff", "cff-version"),
        ("deny.toml", "[licenses]"),
        ("docs/trust.md", "not promised"),
    ] {
        assert!(read(file).contains(word), "{file} lacks {word}");
    }
    let citation = read("CITATION.cff");
    assert!(citation.contains(&format!("version: {}", env!("CARGO_PKG_VERSION"))), "CITATION.cff has another version");
    // Every source file that SECURITY.md names is one.
    let security = read("SECURITY.md");
    let named: Vec<&str> = security.split('`').filter(|w| w.starts_with("src/")).collect();
    assert!(named.len() >= 5, "{named:?}");
    assert!(named.iter().all(|f| Path::new(f).exists()), "{named:?}");
}
