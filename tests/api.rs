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
            let public = item.starts_with("pub ") && !item.starts_with("pub mod");
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
