//! Faulty scenarios: one for each code with the text that the user sees (`tests/golden/errors/`), all faults at once, and whatever
//! bytes a file may have: a list of faults, never a panic.

use std::collections::BTreeSet;
use std::path::Path;

use assert_cmd::Command;
use drawdown::diagnostic::{Code, Diagnostic, render};
use drawdown::scenario::{self, Overrides};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// A faulty scenario: its files (the first is the scenario), overrides, and the code that is told.
struct Case {
    code: Code,
    files: Vec<(&'static str, Vec<u8>)>,
    set: Vec<&'static str>,
}

/// The tutorial with one text in place of another.
fn with(old: &str, new: &str) -> String {
    assert!(scenario::starter().contains(old), "{old}");
    scenario::starter().replacen(old, new, 1)
}

fn edit(code: Code, old: &str, new: &str) -> Case {
    Case { code, files: vec![("scenario.toml", with(old, new).into_bytes())], set: Vec::new() }
}

fn files(code: Code, files: &[(&'static str, &str)]) -> Case {
    let files = files.iter().map(|(name, text)| (*name, text.as_bytes().to_vec())).collect();
    Case { code, files, set: Vec::new() }
}

fn overridden(code: Code, set: &'static str) -> Case {
    Case { code, files: vec![("scenario.toml", scenario::starter().into())], set: vec![set] }
}

fn cases() -> Vec<Case> {
    let mut list = of_files();
    list.extend(of_values());
    list.extend(of_references());
    list
}

fn of_files() -> Vec<Case> {
    let csv = "id,site,kind,quantity\nnorth-soldiers,north,soldier\n";
    let tables = format!("{}\n[tables]\nunits = \"units.csv\"\n", scenario::starter());
    let base = ("base.toml", scenario::starter());
    vec![
        files(Code::UNREADABLE, &[("scenario.toml", "extends = \"bass.toml\"\n"), base]),
        Case { code: Code::TOO_LARGE, files: vec![("scenario.toml", vec![b'#'; 50_000_000])], set: Vec::new() },
        Case {
            code: Code::NOT_UTF8,
            files: vec![("scenario.toml", b"format = 1\nname = \"\xff\"\n".into())],
            set: vec![],
        },
        edit(Code::SYNTAX, "format = 1", "format = = 1"),
        files(Code::CYCLE, &[("scenario.toml", "extends = \"a.toml\"\n"), ("a.toml", "extends = \"scenario.toml\"\n")]),
        files(Code::OUTSIDE, &[("scenario.toml", "extends = \"../../../etc/passwd\"\n")]),
        files(Code::CSV, &[("scenario.toml", &tables), ("units.csv", csv)]),
        edit(Code::UNKNOWN_KEY, "guard_per_load = 0.5", "guard_per_laod = 0.5"),
        edit(Code::FORMAT, "format = 1\n", "format = 2\n"),
        overridden(Code::OVERRIDE, "sites.nort.guard=5"),
        edit(Code::NO_ID, "id = \"soldier\"\n", ""),
        chain_of_files(),
    ]
}

/// One file more than may extend each other.
fn chain_of_files() -> Case {
    const NAMES: [&str; 18] = [
        "scenario.toml",
        "b.toml",
        "c.toml",
        "d.toml",
        "e.toml",
        "f.toml",
        "g.toml",
        "h.toml",
        "i.toml",
        "j.toml",
        "k.toml",
        "l.toml",
        "m.toml",
        "n.toml",
        "o.toml",
        "p.toml",
        "q.toml",
        "r.toml",
    ];
    let extends = |next: &str| format!("extends = \"{next}\"\n").into_bytes();
    let mut files: Vec<_> = NAMES.windows(2).map(|pair| (pair[0], extends(pair[1]))).collect();
    files.push((NAMES[17], scenario::starter().into()));
    Case { code: Code::DEEP, files, set: Vec::new() }
}

fn of_values() -> Vec<Case> {
    vec![
        edit(Code::TYPE, "guard = 50", "guard = \"many\""),
        edit(Code::UNIT, "closing = \"20k\"", "closing = \"20 apples\""),
        edit(Code::NEGATIVE, "quantity = 200", "quantity = -200"),
        edit(Code::NOT_FINITE, "quantity = 200", "quantity = 1_000_000_000_000"),
        edit(Code::RANGE, "position = [18.4, 1.4]", "position = [118.4, 1.4]"),
        edit(Code::DATE, "weeks = 6 ", "deadline = 2023-01-01 "),
        edit(Code::MISSING, "quantity = 120\n", ""),
        edit(Code::CONTRADICTION, "weeks = 6", "weeks = 6\nmonths = 3"),
        edit(Code::WORD, "mode = \"road\"", "mode = \"raod\""),
        edit(Code::PRODUCT, "guard = 40", "guard = 40\nnational_staff = 900_000_000\nseparation = \"20k\""),
    ]
}

fn of_references() -> Vec<Case> {
    let sensitive = with("owner = \"contingent\"", "owner = \"contingent\"\nsensitive = true").replacen(
        "method = \"destroy\"",
        "method = \"sell\"",
        1,
    );
    let base = ("base.toml", scenario::starter());
    let removes = "extends = \"base.toml\"\n[[sites]]\nid = \"west\"\nremove = true\n";
    let no_slots = with("loads_per_week = 100", "loads_per_week = 0").replace(
        "[[kinds.dispositions]]\nmethod = \"destroy\"\ncost = 1000\n[[kinds.dispositions]]\nmethod = \"abandon\"\n",
        "",
    );
    vec![
        edit(Code::DANGLING, "to = \"hub\"", "to = \"hbu\""),
        edit(Code::DUPLICATE, "id = \"east\"", "id = \"north\""),
        edit(Code::SELF_ROUTE, "to = \"hub\"", "to = \"north\""),
        edit(Code::STRANDED_PEOPLE, "people_per_week = 300", "people_per_week = 0"),
        files(Code::STRANDED_CARGO, &[("scenario.toml", &no_slots)]),
        files(Code::SENSITIVE, &[("scenario.toml", &sensitive)]),
        files(
            Code::EMPTY,
            &[("scenario.toml", "format = 1\nname = \"x\"\n[calendar]\nstart = 2023-07-03\nweeks = 2\n")],
        ),
        overridden(Code::TWO_CONTINGENTS, "contingents=[{contributor=\"A\"},{id=\"b\",units=[\"north-soldiers\"]}]"),
        edit(Code::BAD_ID, "id = \"soldier\"", "id = \"sol dier\""),
        files(Code::REMOVED, &[("scenario.toml", removes), base]),
        edit(Code::TOO_MANY_PEOPLE, "people_per_week = 300", "people_per_week = 30"),
        edit(Code::TOO_MUCH_CARGO, "handling_per_week = 30", "handling_per_week = 3"),
        edit(Code::TOO_DEAR, "total = \"5M\"", "total = \"100k\""),
        edit(Code::NO_GUARD, "guard = 40", "guard = 140\nkeep_open_until = 2023-07-20"),
        edit(Code::SHORT, "position = [15.9, 2.4]", "position = [2.4, 15.9]"),
        edit(Code::NO_EFFECT, "guard = 40", "guard = 40\nseparation = \"2k\""),
        edit(Code::OUTSIDE_TIME, "guard = 40", "guard = 40\nhandling_from = 2032-07-05"),
        edit(Code::GUARD_STAYS, "people_per_week = 300", "people_per_week = 59"),
        edit(Code::SPARE_DAYS, "weeks = 6 ", "deadline = 2023-08-15 "),
        edit(Code::SILENT, "handling_per_week = 30\n", ""),
    ]
}

/// What the user sees, with the folder left out, and the faults.
fn told(case: &Case) -> (String, Vec<Diagnostic>) {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in &case.files {
        std::fs::write(dir.path().join(name), bytes).expect("written");
    }
    let options = Overrides { set: case.set.iter().map(|s| (*s).to_owned()).collect(), ..Overrides::default() };
    let (diagnostics, sources) = match scenario::load(&dir.path().join(case.files[0].0), &options) {
        Ok(loaded) => (loaded.warnings, loaded.sources),
        Err(rejected) => (rejected.diagnostics, rejected.sources),
    };
    let shown = render(&diagnostics, &sources, false);
    (shown.replace(&format!("{}/", dir.path().display()), ""), diagnostics)
}

#[test]
fn each_code_has_a_scenario_and_a_text() {
    let list = cases();
    let covered: BTreeSet<&str> = list.iter().map(|c| c.code.key()).collect();
    // What is no fault of a scenario (a status, files of a simulation) is provoked by the test that has such files.
    let tests = std::fs::read_dir("tests").expect("the tests").flatten().map(|e| e.path());
    let tests: String = tests.filter(|p| p.is_file()).filter_map(|p| std::fs::read_to_string(p).ok()).collect();
    let elsewhere = |c: &str| tests.contains(&format!("kit::told(\"{c}\""));
    let missing: Vec<&str> =
        Code::ALL.iter().map(|c| c.key()).filter(|c| !covered.contains(c) && !elsewhere(c)).collect();
    assert!(missing.is_empty(), "no fault is provoked for {missing:?}");
    let stored = std::fs::read_dir("tests/golden/errors").expect("the texts").flatten();
    let stored: BTreeSet<String> =
        stored.map(|e| e.file_name().to_string_lossy().trim_end_matches(".txt").to_owned()).collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|c| c.key().to_owned()).collect();
    assert!(crate::kit::update() || stored == codes, "a text for each code: {:?}", stored.symmetric_difference(&codes));
    let mut mute = Vec::new();
    for case in &list {
        let (shown, diagnostics) = told(case);
        let key = case.code.key();
        assert!(diagnostics.iter().any(|d| d.code == case.code), "{key} is not among:\n{shown}");
        let own = diagnostics.iter().find(|d| d.code == case.code).expect("found above");
        if own.remedy.is_none() {
            mute.push(key);
        }
        crate::kit::expected(&format!("tests/golden/errors/{key}.txt"), &shown);
    }
    assert!(mute.is_empty(), "no remedy is told for {mute:?}");
}

#[test]
fn every_code_is_on_the_page() {
    let page = std::fs::read_to_string("docs/errors.md").expect("docs/errors.md");
    for code in Code::ALL {
        assert!(page.contains(&format!("## {}: {}", code.key(), code.title())), "{}", code.key());
        assert!(page.contains(code.explain()), "{}", code.key());
    }
    assert_eq!(page.matches("\n## E").count(), Code::ALL.len(), "the page has codes that do not exist");
}

#[test]
fn all_faults_are_reported_at_once_in_the_order_of_the_file() {
    let text = with("guard = 50", "guard = -1")
        .replacen("quantity = 120", "quantity = nan", 1)
        .replacen("km = 290", "kmm = 290", 1)
        .replacen("fleet = \"charter\"", "fleet = \"charta\"", 1);
    let rejected = scenario::load_str(&text, &Overrides::default()).expect_err("faulty");
    let shown = render(&rejected.diagnostics, &rejected.sources, false);
    for code in ["E203", "E204", "E108", "E207", "E301"] {
        assert!(shown.contains(code), "{code} in\n{shown}");
    }
    assert!(shown.contains("did you mean `km`?") && shown.contains("did you mean `charter`?"), "{shown}");
    let places: Vec<usize> = rejected.diagnostics.iter().map(|d| d.places[0].0.span.start).collect();
    assert!(places.is_sorted(), "{places:?}");
}

/// A value of an extending file that clashes with one of its base names both places.
#[test]
fn an_inherited_clash_shows_both_places() {
    let dir = tempfile::tempdir().expect("a folder");
    let upper = "extends = \"base.toml\"\n[[exits]]\nid = \"hub\"\nloads_per_week = 5\n";
    std::fs::write(dir.path().join("base.toml"), scenario::starter()).expect("written");
    std::fs::write(dir.path().join("upper.toml"), upper).expect("written");
    let rejected = scenario::load(&dir.path().join("upper.toml"), &Overrides::default()).expect_err("faulty");
    let shown = render(&rejected.diagnostics, &rejected.sources, false);
    assert!(shown.contains("upper.toml:3:6") && shown.contains("base.toml:"), "{shown}");
}

/// An extending file changes, adds and removes rows, three files deep; a kind's list of exits is replaced.
#[test]
fn layers_change_add_and_remove_rows() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    write("base.toml", &with("owner = \"contingent\"", "owner = \"contingent\"\nexits = [\"port\"]"));
    write("units.csv", "id,site,kind,quantity,quantity.source\nmore,hub,soldier,7,a report\nhub-soldiers,,,310,\n");
    write(
        "middle.toml",
        "extends = \"base.toml\"\n[tables]\nunits = \"units.csv\"\n[[kinds]]\nid = \"container\"\nexits = [\"sea\"]\n\
         [[exits]]\nid = \"sea\"\nloads_per_week = 9\n[[routes]]\nid = \"hub-sea\"\nfrom = \"hub\"\nto = \"sea\"\nmode = \"road\"\n\
         fleet = \"trucks\"\nkm = 10\n[calendar]\nmonths = 2\n",
    );
    let top = "extends = \"middle.toml\"\n[[units]]\nid = \"east-soldiers\"\nremove = true\n[[routes]]\nid = \"hub-port\"\nremove = true\n";
    write("top.toml", top);
    let m = match scenario::load(&dir.path().join("top.toml"), &Overrides::default()) {
        Ok(loaded) => loaded.mission,
        Err(r) => panic!("{}", render(&r.diagnostics, &r.sources, false)),
    };
    let units: Vec<_> = m.units.values().map(|u| (u.key.as_str(), u.quantity)).collect();
    assert!(units.contains(&("more", 7.0)) && units.contains(&("hub-soldiers", 310.0)), "{units:?}");
    assert!(units.iter().all(|(key, _)| *key != "east-soldiers"), "{units:?}");
    assert!(m.routes.values().all(|r| r.key != "hub-port"));
    let container = m.kinds.values().find(|k| k.key == "container").expect("the kind");
    assert_eq!(container.exits.iter().map(|x| m.exits[*x].key.as_str()).collect::<Vec<_>>(), ["sea"]);
    assert_eq!(m.calendar.periods, 9);
}

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

/// Everything that is no scenario at all: exit code 3 and a word on why.
/// A path of an override names ids; who writes what people call a row is told its id.
#[test]
fn a_name_in_an_override_is_told_its_id() {
    for (typed, id) in [
        ("fleets.Combat convoy company.units=3", "company"),
        ("fleets.\"passenger charter\".units=3", "charter"),
        ("sites.North camp.guard=40", "north"),
    ] {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_drawdown"));
        let told = command.args(["check", "scenarios/tutorial.toml", "--set", typed]).assert().code(3);
        told.stderr(predicates::str::contains(format!("did you mean `{id}`?")));
    }
}

#[test]
fn what_is_no_scenario_is_refused_politely() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("x.toml");
    let deep = format!("x = {}1{}", "[".repeat(5000), "]".repeat(5000));
    let texts: [&[u8]; 9] = [
        b"",
        b"\0",
        b"[[",
        b"a.b.c = 1",
        b"format = 1\nformat = 1",
        b"{\"format\": 1}",
        b"\xef\xbb\xbf",
        b"extends = 7",
        deep.as_bytes(),
    ];
    for text in texts {
        std::fs::write(&file, text).expect("written");
        let out = drawdown().arg("check").arg(&file).output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(3), "{}: {said}", String::from_utf8_lossy(&text[..text.len().min(40)]));
        assert!(said.contains("error[E"), "{said}");
    }
    for path in [dir.path(), &dir.path().join("none.toml"), Path::new("/dev/null")] {
        drawdown().arg("run").arg(path).assert().code(3);
    }
}

/// Some hundred scenarios with bytes or lines changed: loaded, or refused with faults that can be rendered.
#[test]
fn no_bytes_make_it_panic() {
    let sources =
        [scenario::starter().to_owned(), std::fs::read_to_string("scenarios/mali-2023/base.toml").expect("base")];
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let splinters =
        ["-", "1e999", "nan", "\"", "[", "]]", "=", "\n", "2023-02-30", "0", "99999999999999999999", "{", "é", "\t"];
    let mut refused = 0;
    for round in 0..400 {
        let source = &sources[usize::from(round % 8 == 0)];
        let mut lines: Vec<String> = source.lines().map(str::to_owned).collect();
        for _ in 0..dice.random_range(1..=3) {
            let at = dice.random_range(0..lines.len());
            match dice.random_range(0..5) {
                0 => {
                    lines.remove(at);
                }
                1 => lines.insert(at, lines[dice.random_range(0..lines.len())].clone()),
                2 => {
                    let other = dice.random_range(0..lines.len());
                    lines.swap(at, other);
                }
                3 => {
                    let line: Vec<char> = lines[at].chars().collect();
                    let cut = dice.random_range(0..=line.len());
                    let splinter = splinters[dice.random_range(0..splinters.len())];
                    lines[at] = line[..cut]
                        .iter()
                        .chain(splinter.chars().collect::<Vec<_>>().iter())
                        .chain(&line[cut..])
                        .collect();
                }
                _ => {
                    let (key, _) = lines[at].split_once('=').unwrap_or((&lines[at], ""));
                    lines[at] = format!("{key}= {}", splinters[dice.random_range(0..splinters.len())]);
                }
            }
        }
        match scenario::load_str(&lines.join("\n"), &Overrides::default()) {
            Ok(loaded) => assert!(loaded.mission.validate().is_ok(), "round {round}"),
            Err(rejected) => {
                assert!(!rejected.diagnostics.is_empty(), "round {round}: refused without a word");
                assert!(!render(&rejected.diagnostics, &rejected.sources, true).is_empty());
                refused += 1;
            }
        }
    }
    assert!(refused > 200, "{refused} refused: the changes are too tame");
}

/// Overrides are as wild as files.
#[test]
fn odd_overrides_are_refused_with_exit_code_3() {
    let odd = [
        "",
        "=",
        "sites",
        "sites=1",
        "sites.north=1",
        "sites.north.guard",
        "a.b.c.d=1",
        "calendar.weeks=-1",
        "budget=\"x\"",
        "units=[]",
    ];
    for set in odd {
        drawdown().args(["check", "scenarios/tutorial.toml", "--set", set]).assert().code(3);
    }
    drawdown().args(["check", "scenarios/tutorial.toml", "--months", "0"]).assert().code(2);
    drawdown().args(["check", "scenarios/tutorial.toml", "--budget", "much"]).assert().code(3);
}
