//! Faulty scenarios: each gets its code, with place and remedy, and nothing panics.

use drawdown::diagnostic::{Code, render};
use drawdown::scenario::{self, Options};

fn codes(text: &str) -> Vec<&'static str> {
    let rejected = scenario::load_str(text, &Options::default()).expect_err("faulty");
    let shown = render(&rejected.diagnostics, &rejected.sources, false);
    assert!(rejected.diagnostics.iter().all(|d| shown.contains(d.code.key())));
    rejected.diagnostics.iter().map(|d| d.code.key()).collect()
}

/// The tutorial with one text in place of another.
fn with(old: &str, new: &str) -> String {
    assert!(scenario::starter().contains(old), "{old}");
    scenario::starter().replacen(old, new, 1)
}

#[test]
fn each_fault_has_its_code() {
    let cases = [
        ("E104", with("format = 1", "format = = 1")),
        ("E108", with("guard_per_load = 0.5", "guard_per_laod = 0.5")),
        ("E109", with("format = 1\n", "")),
        ("E111", with("id = \"soldier\"\n", "")),
        ("E201", with("guard = 50", "guard = \"many\"")),
        ("E202", with("closing = \"20k\"", "closing = \"20 apples\"")),
        ("E203", with("quantity = 200", "quantity = -200")),
        ("E204", with("quantity = 200", "quantity = 1000000000000")),
        ("E204", with("quantity = 200", "quantity = nan")),
        ("E205", with("position = [18.4, 1.4]", "position = [118.4, 1.4]")),
        ("E206", with("weeks = 6", "deadline = 2023-01-01")),
        ("E207", with("start = 2023-07-03\n", "")),
        ("E208", with("weeks = 6", "weeks = 6\nmonths = 3")),
        ("E209", with("mode = \"road\"", "mode = \"raod\"")),
        ("E301", with("to = \"hub\"", "to = \"hbu\"")),
        ("E302", with("id = \"east\"", "id = \"north\"")),
        ("E303", with("to = \"hub\"", "to = \"north\"")),
        ("E304", with("people_per_week = 300", "people_per_week = 0")),
        ("E306", with("owner = \"contingent\"", "sensitive = true\ndispositions = [{ method = \"sell\" }]").replacen("[[kinds.dispositions]]\nmethod = \"destroy\"\ncost = 1000\n[[kinds.dispositions]]\nmethod = \"abandon\"\n", "", 1)),
        ("E307", "format = 1\nname = \"x\"\n[calendar]\nstart = 2023-07-03\nweeks = 2\n".to_owned()),
        ("E308", with("id = \"soldier\"", "id = \"sol dier\"")),
    ];
    for (code, text) in cases {
        let found = codes(&text);
        assert!(found.contains(&code), "{code} expected, found {found:?}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let text = with("guard = 50", "guard = -1").replacen("quantity = 120", "quantity = nan", 1).replacen(
        "km = 290",
        "kmm = 290",
        1,
    );
    let found = codes(&text);
    for code in ["E203", "E204", "E108", "E207"] {
        assert!(found.contains(&code), "{code} in {found:?}");
    }
}

#[test]
fn empty_and_odd_texts_are_refused() {
    for text in ["", "\u{0}", "[[", "a.b.c = 1", "x = [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"] {
        assert!(!codes(text).is_empty());
    }
}

#[test]
fn a_circle_and_an_escape_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    write("a.toml", "extends = \"b.toml\"\n");
    write("b.toml", "extends = \"a.toml\"\n");
    write("c.toml", "extends = \"../../../etc/passwd\"\n");
    write("d.toml", "name = \"\u{e9}\"\n");
    std::fs::write(dir.path().join("e.toml"), [0x66, 0xff, 0xfe]).expect("written");
    std::fs::write(dir.path().join("f.toml"), vec![b'#'; 21_000_000]).expect("written");
    let cases = [
        ("a.toml", "E105"),
        ("c.toml", "E106"),
        ("d.toml", "E109"),
        ("e.toml", "E103"),
        ("f.toml", "E102"),
        ("none.toml", "E101"),
    ];
    for (name, code) in cases {
        let rejected = scenario::load(&dir.path().join(name), &Options::default()).expect_err("faulty");
        assert!(rejected.diagnostics.iter().any(|d| d.code.key() == code), "{name}: {:?}", rejected.diagnostics);
    }
}

#[test]
fn every_code_is_on_the_page() {
    let page = std::fs::read_to_string("docs/errors.md").expect("docs/errors.md");
    for code in Code::ALL {
        assert!(page.contains(&format!("## {}: {}", code.key(), code.title())), "{}", code.key());
        assert!(page.contains(code.explain()), "{}", code.key());
    }
}
