//! The public interface of the library as it was agreed: whoever changes it sees it, and says so in CHANGELOG.md.

use crate::kit::expected;

/// Signatures of what src/facade.rs and its options offer and src/lib.rs hands on, with the variants of the errors, in the order of the files.
fn signatures() -> String {
    let mut out = String::new();
    for file in ["src/lib.rs", "src/facade.rs", "src/facade/options.rs"] {
        let text = std::fs::read_to_string(file).expect("a source");
        let mut owner = String::new();
        let mut lines = text.lines().peekable();
        let mut public_enum = false;
        while let Some(line) = lines.next() {
            let line = line.trim_end();
            if line.starts_with("impl ") {
                line.trim_end_matches(" {").clone_into(&mut owner);
            }
            if line == "}" {
                public_enum = false;
                owner.clear();
            }
            let item = line.trim_start();
            // Rooms are no part of it, neither those of this crate nor those handed on.
            let room = item.starts_with("pub mod") || item.starts_with("pub use drawdown_engine::{");
            let public = item.starts_with("pub ") && !room;
            if public {
                let mut whole = item.to_owned();
                let is_use = item.starts_with("pub use");
                while !whole.ends_with(';') && (is_use || !whole.ends_with(['{', '}'])) {
                    whole.push(' ');
                    whole.push_str(lines.next().expect("the item ends").trim());
                }
                let whole = if is_use { whole.replace("{ ", "{").replace(", }", "}") } else { whole };
                let whole = whole.trim_end_matches(['{', ' ']);
                out.push_str(&if owner.is_empty() { format!("{whole}\n") } else { format!("{owner}: {whole}\n") });
                public_enum = item.starts_with("pub enum");
            } else if public_enum && item.chars().next().is_some_and(char::is_uppercase) {
                out.push_str(&format!("    {item}\n"));
            }
        }
    }
    out
}

#[test]
fn the_interface_is_the_one_that_was_agreed() {
    let found = signatures();
    assert!(found.lines().count() > 25 && found.contains("impl Scenario: pub fn plan("), "{found}");
    expected("tests/golden/api.txt", &found);
}

/// What `?` takes, also into a `Box<dyn Error>` that goes to another thread.
fn named<E: std::error::Error + Send + Sync + 'static>() -> &'static str {
    std::any::type_name::<E>().rsplit("::").next().unwrap_or_default()
}

/// Errors of the library and of its rooms. A text is taken by `?` too.
fn errors() -> Vec<&'static str> {
    vec![
        named::<drawdown::Error>(),
        named::<drawdown::audit::orders::NoOrders>(),
        named::<drawdown::hedge::Unhedged>(),
        named::<drawdown::mission::Broken>(),
        named::<drawdown::mission::Fault>(),
        named::<drawdown::optimise::Failure>(),
        named::<drawdown::plan::from_record::Unfit>(),
        named::<drawdown::program::presolve::Decided>(),
        named::<drawdown::report::render::unwritten::Unwritten>(),
        named::<drawdown::scenario::Rejected>(),
        named::<drawdown::scenario::actuals::FaultyLines>(),
        named::<drawdown::scenario::files::Unreadable>(),
        named::<drawdown::simulate::record::Mismatch>(),
        named::<drawdown::solve::Trouble>(),
        named::<drawdown::study::answer::Unanswered>(),
        named::<rust_xlsxwriter::XlsxError>(),
        "String",
    ]
}

/// The `E` of each `Result<_, E>` that a public function gives, with the file.
fn given(folder: &std::path::Path, out: &mut std::collections::BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            given(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source");
            for item in text.split("pub fn ").skip(1) {
                let end = item.find(['{', ';']).unwrap_or(item.len());
                let Some((_, result)) = item[..end].rsplit_once("-> Result<") else { continue };
                let inner = result.trim().trim_end_matches('>').trim_end_matches(",\n");
                let error = inner.rsplit(',').next().unwrap_or_default().trim().to_owned();
                out.insert(error, path.display().to_string());
            }
        }
    }
}

/// Whoever uses the library writes `?`, whatever went wrong: every error is one.
#[test]
fn every_error_is_an_error() {
    let mut found = std::collections::BTreeMap::new();
    given(std::path::Path::new("src"), &mut found);
    // `smallest_whole` hands on the error of its caller.
    found.remove("E");
    let known = errors();
    let unknown: Vec<_> = found.iter().filter(|(e, _)| !known.contains(&e.as_str())).collect();
    assert!(unknown.is_empty(), "add them to `errors` above: {unknown:?}");
    assert!(found.len() >= 10, "{found:?}");
}

/// A stranger's function with `?` on errors of several rooms, and what it then says.
#[test]
fn errors_pass_through_one_box() {
    type Anything = Result<(), Box<dyn std::error::Error + Send + Sync>>;
    let rejected = || -> Anything {
        drawdown::scenario::load_str("format = 1", &drawdown::scenario::Overrides::default())?;
        Ok(())
    };
    let apart = || -> Anything {
        drawdown::simulate::record::Record::join(&[])?;
        Ok(())
    };
    let faulty = || -> Anything {
        drawdown::scenario::actuals::facts("nothing\n")?;
        Ok(())
    };
    for (told, outcome) in [("error[E", rejected()), ("nothing to join", apart()), ("measure", faulty())] {
        let text = outcome.expect_err(told).to_string();
        assert!(text.contains(told), "{text}");
    }
}
