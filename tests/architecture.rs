//! The house rules as tests: who may import whom, who may name which crate, how large a file may be.

mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use imports::{Place, Sources, circles, code};

/// Rooms from the lowest: a room uses those below its own line and itself.
const ROOMS: [&[&str]; 15] = [
    &["locale"],
    &["units", "id", "diagnostic", "tolerance"],
    &["mission", "program"],
    &["scenario", "expand", "plan", "vocabulary"],
    &["formulation"],
    &["audit", "dispatch"],
    &["solve"],
    &["search"],
    &["optimise"],
    &["simulate"],
    &["hedge", "study"],
    &["report"],
    &["cli"],
    &["facade"],
    &["main", "engine", "model", ""],
];

/// Crates and words that only some modules may name.
const ONLY: [(&str, &[&str]); 13] = [
    ("toml::", &["scenario"]),
    ("csv::", &["scenario", "report"]),
    ("polib::", &["locale"]),
    ("highs_sys", &["solve"]),
    ("good_lp", &["solve"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("println!", &[]),
    ("eprintln!", &[]),
    ("std::process", &["cli", "main"]),
    ("std::env", &["cli"]),
    ("unsafe {", &["solve"]),
    ("fs::write", &["cli"]),
];

fn sources() -> Sources {
    Sources::read("src")
}

/// The room of a file: `audit` of src/audit/money.rs.
fn room(place: &Place) -> &str {
    place.first().map_or("", String::as_str)
}

fn line(room: &str) -> usize {
    ROOMS.iter().position(|l| l.contains(&room)).unwrap_or_else(|| panic!("{room} is in no line of ROOMS"))
}

#[test]
fn a_file_uses_only_rooms_below_its_own() {
    let s = sources();
    let mut faults = BTreeSet::new();
    let mut seen = 0;
    for place in s.files.keys() {
        for used in s.uses(place) {
            let (own, other) = (room(place), room(&used));
            seen += 1;
            if own != other && line(other) >= line(own) {
                faults.insert(format!("{} uses {}", place.join("/"), used.join("/")));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(seen > s.files.len(), "{seen} uses in {} files: the test is blind", s.files.len());
}

/// At no level of folders do modules use each other in a circle, each taken with all that is below it.
#[test]
fn no_circle_of_files() {
    let s = sources();
    let uses: BTreeMap<_, _> = s.files.keys().map(|p| (p.clone(), s.uses(p))).collect();
    let found = circles(&uses);
    assert!(found.is_empty(), "files that use each other in a circle: {found:#?}");
}

/// docs/architecture.md says the same order, and has a row for each room.
#[test]
fn the_page_shows_the_rooms_in_their_order() {
    let page = std::fs::read_to_string("docs/architecture.md").expect("the page");
    let shown = page.lines().find(|l| l.starts_with("`locale` <")).expect("the line of rooms");
    let order: Vec<String> = ROOMS.iter().filter(|l| l[0] != "main").map(|l| format!("`{}`", l.join(" "))).collect();
    assert_eq!(shown, order.join(" < "));
    let rooms: BTreeSet<&str> = ROOMS.iter().flat_map(|l| l.iter().copied()).collect();
    for room in rooms.iter().filter(|r| !["main", "engine", "model", ""].contains(r)) {
        assert!(page.contains(&format!("| `{room}` | ")), "no row for {room}");
        assert!(sources().files.contains_key(&vec![(*room).to_owned()]), "{room} is no room");
    }
}

/// The crates that the lower rooms are: each has all rooms from where the one before ends up to one line of the order, and no other.
#[test]
fn a_crate_is_some_lines_of_rooms() {
    let rooms = |file: &str| -> BTreeSet<String> {
        let text = std::fs::read_to_string(file).expect("it is there");
        text.lines().filter_map(|l| Some(l.split_once("mod ")?.1.strip_suffix(';')?.to_owned())).collect()
    };
    let mut from = 0;
    for root in ["src/model.rs", "src/engine.rs", "src/lib.rs"] {
        let own = rooms(root);
        let top = own.iter().map(|r| line(r)).max().expect("a room");
        let lines = ROOMS[from..=top].iter().flat_map(|l| l.iter().map(|r| (*r).to_owned()));
        assert_eq!(own, lines.collect(), "{root}");
        from = top + 1;
    }
    assert_eq!(from, ROOMS.len() - 1, "rooms of no crate");
}

/// `search` knows no mission: the rooms that do are below it in the order, but none of its own.
#[test]
fn search_and_solve_know_programs_alone() {
    let s = sources();
    let own: Vec<_> = s.files.keys().filter(|p| ["search", "solve"].contains(&room(p))).collect();
    assert!(own.len() > 6, "{own:?}");
    for place in own {
        for used in s.uses(place) {
            let allowed = ["search", "solve", "program", "tolerance"];
            assert!(allowed.contains(&room(&used)), "{} uses {}", place.join("/"), used.join("/"));
        }
    }
}

/// The reader of imports sees groups, `super`, sub-folders, re-exports and plain paths; and a circle when there is one.
#[test]
fn the_reader_of_imports_is_not_blind() {
    let file = |place: &str, text: &str| {
        let parts: Place = place.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect();
        (parts, (PathBuf::from(place), text.to_owned()))
    };
    let s = Sources::of(
        [
            file("", "pub mod low;\npub mod high;\n"),
            file("low", "mod one;\npub(crate) mod two;\npub use one::One;\n"),
            file("low/one", "use super::two::{self, Two};\npub struct One(Two);\n"),
            file("low/two", "pub struct Two;\nfn f() { let _ = crate::low::One; }\n"),
            file("high", "//! crate::nothing::here\nuse crate::{low::{One, two}, other};\n"),
            file(
                "other",
                "fn g() -> &'static str { \"crate::high::X\" }\npub(crate) const K: &str = crate::third::K;\n",
            ),
            file("third", "pub(crate) const K: &str = \"k\";\n"),
        ]
        .into(),
    );
    let uses: BTreeMap<_, _> = s.files.keys().map(|p| (p.clone(), s.uses(p))).collect();
    let of = |place: &str| -> Vec<String> {
        let key: Place = place.split('/').map(str::to_owned).collect();
        uses[&key].iter().map(|u| u.join("/")).collect()
    };
    assert_eq!(of("high"), ["low/one", "low/two", "other"]);
    assert_eq!(of("low/one"), ["low/two"]);
    assert_eq!(of("low/two"), ["low/one"]);
    assert!(of("low").is_empty(), "{uses:?}");
    // A public item that is made of another file's is a use, not a re-export.
    assert_eq!(of("other"), ["third"]);
    let circle: BTreeSet<String> = ["low/one".to_owned(), "low/two".to_owned()].into();
    assert_eq!(circles(&uses), [circle].into());
}

#[test]
fn crates_and_side_effects_stay_where_they_belong() {
    let mut faults = Vec::new();
    for (place, (path, text)) in &sources().files {
        let (own, code) = (room(place), code(text));
        for (word, allowed) in ONLY {
            if !allowed.contains(&own) && code.contains(word) {
                faults.push(format!("{} has {word}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn files_open_with_what_they_are_for_and_are_small() {
    let mut lengths = Vec::new();
    for (path, text) in sources().files.values() {
        assert!(text.starts_with("//! "), "{} does not say what it is for", path.display());
        let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
        lengths.push(lines);
        assert!(!code(text).contains(".unwrap()"), "{} unwraps", path.display());
    }
    lengths.sort_unstable();
    assert!(lengths[lengths.len() / 2] <= 150, "half of the files have more than {} lines", lengths[lengths.len() / 2]);
}

/// The code without its tests and comments, texts included.
fn with_texts(text: &str) -> String {
    let own = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    own.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| l.to_owned() + "\n").collect()
}

/// Nothing in the code may know a mission, nor the machine that it was written on.
#[test]
fn the_code_knows_no_mission() {
    for (path, text) in sources().files.values() {
        for word in ["Gao", "Kidal", "Bamako", "MINUSMA", "Timbuktu"] {
            let own = with_texts(text);
            let names = own.contains(&format!("\"{word}"))
                || own.to_lowercase().contains(&format!("\"{}\"", word.to_lowercase()));
            assert!(!names, "{} knows {word}", path.display());
        }
    }
}

/// `autotests` is off: a file that tests/all.rs does not name would never run.
#[test]
fn every_test_file_is_part_of_the_program() {
    let list = std::fs::read_to_string("tests/all.rs").expect("the list");
    let files = std::fs::read_dir("tests").expect("the folder").flatten().map(|e| e.path());
    let names = files.filter(|p| p.extension().is_some_and(|e| e == "rs"));
    let names = names.filter_map(|p| p.file_stem().map(|s| s.to_string_lossy().into_owned())).filter(|n| n != "all");
    let missing: Vec<_> = names.filter(|n| !list.lines().any(|l| l == format!("mod {n};"))).collect();
    assert!(missing.is_empty(), "tests/all.rs lacks {missing:?}");
}

/// Small numbers outside src/tolerance.rs that are no tolerances: shares, prices and levels that are chosen, not forgiven.
const CHOSEN: [(&str, &str); 15] = [
    ("cli/args", "default_value_t = 0.01"),
    ("diagnostic", "*s > 0.82"),
    ("hedge/search", "b.rates > 0.3"),
    ("hedge/trial", "TICK: f64 = 0.005"),
    ("optimise", "gap: 0.01"),
    ("optimise/branch", "THRESHOLDS: [f64; 4] = [0.5, 0.1, 0.01, 1e-4]"),
    ("optimise/near", "PRICE: f64 = 0.01"),
    ("optimise/whole", "GOOD: f64 = 0.01"),
    ("optimise/persons", "PERSONS_GAP: f64 = 1e-3"),
    ("search/diving", "DEAR: f64 = 1e-3"),
    ("report/render/svg/heat", "s < 0.8"),
    ("report/render/svg/labels", "cos > 0.3"),
    ("report/render/svg/labels", "cos < -0.3"),
    ("scenario/lower", "[0.0, 0.0, 0.005, 0.01, 0.0]"),
    // Half of one point of a percentage, squared.
    ("simulate/summary", "p * (1.0 - p) / 1e-4"),
];

/// Places in the code where a number looks like a tolerance: at most a hundredth, or below one behind a comparison.
fn tolerances(code: &str) -> Vec<String> {
    let bytes = code.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut list = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let word = i > 0 && (bytes[i - 1].is_ascii_alphanumeric() || [b'_', b'.'].contains(&bytes[i - 1]));
        if word || !digit(i) {
            i += 1;
            continue;
        }
        let begin = i;
        while digit(i)
            || [b'_', b'.', b'e'].contains(bytes.get(i).unwrap_or(&b' '))
            || (bytes.get(i) == Some(&b'-') && bytes[i - 1] == b'e')
        {
            i += 1;
        }
        let number = code[begin..i].replace('_', "");
        let Ok(value) = number.parse::<f64>() else { continue };
        let before = code[..begin].trim_end_matches(['-', ' ']);
        let compared = before.ends_with(['<', '>']) || before.ends_with("<=") || before.ends_with(">=");
        let fraction = number.contains(['.', 'e']) && value > 0.0;
        if fraction && (value <= 0.01 || (compared && value < 1.0)) {
            let line = code[..begin].rfind('\n').map_or(0, |n| n + 1);
            let end = code[begin..].find('\n').map_or(code.len(), |n| begin + n);
            list.push(code[line..end].trim().to_owned());
        }
    }
    list
}

/// What is forgiven has one place and a reason.
#[test]
fn tolerances_have_one_place() {
    assert_eq!(tolerances("a < 1e-6;\nb >= -0.5;\nc + 0.002;\nd < 2.5;\ne * 0.3;\nf[3].0;\n1_000.0").len(), 3);
    let mut faults = Vec::new();
    let mut kept = BTreeSet::new();
    for (place, (path, text)) in &sources().files {
        if place.join("/") == "tolerance" {
            continue;
        }
        for line in tolerances(&code(text)) {
            match CHOSEN.iter().find(|(file, what)| place.join("/") == *file && line.contains(what)) {
                Some(known) => drop(kept.insert(known)),
                None => faults.push(format!("{}: {line}", path.display())),
            }
        }
    }
    assert!(faults.is_empty(), "belongs into src/tolerance.rs with its reason: {faults:#?}");
    let gone: Vec<_> = CHOSEN.iter().filter(|c| !kept.contains(c)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

/// `pub struct Name`, `enum Name`, `trait Name`, `type Name` outside of tests and of bodies of implementations.
fn types(code: &str) -> Vec<&str> {
    let lines = code.split("#[cfg(test)]").next().unwrap_or_default().lines();
    let declared = lines.filter_map(|l| {
        let word = l.trim_start();
        let word =
            word.strip_prefix("pub").map_or(word, |rest| rest.trim_start_matches(|c: char| c != ' ').trim_start());
        let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|k| word.strip_prefix(k))?;
        // Associated types are the trait's names.
        let associated = word.starts_with("type ") && l.starts_with(' ');
        (!associated).then(|| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
    });
    declared.filter(|name| !name.is_empty()).collect()
}

/// A reader who meets `Order` need not ask which.
#[test]
fn one_name_means_one_type() {
    assert_eq!(types("pub(crate) struct A<T>(T);\n    type Output = B;\nenum C {\npub type D = A;"), ["A", "C", "D"]);
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in sources().files.values() {
        for name in types(text) {
            homes.entry(name.to_owned()).or_default().push(path.display().to_string());
        }
    }
    assert!(homes.len() > 300, "{} types are too few: the test is blind", homes.len());
    homes.retain(|_, places| places.len() > 1);
    assert!(homes.is_empty(), "names of several types: {homes:#?}");
}

/// Names that only their inventor understood, and what the field says.
const PRIVATE_WORDS: [(&str, &str); 20] = [
    ("recall", "from_record"),
    ("desk", "loading"),
    ("gates", "limits"),
    ("pace", "schedule, closing_pace"),
    ("book", "outcome"),
    ("ground", "context"),
    ("rest", "remaining"),
    ("variants", "queries"),
    ("start", "fixing"),
    ("short", "truncated_start, scarce"),
    ("moves", "local_search, neighbours"),
    ("reduce", "presolve"),
    ("spread", "statistics"),
    ("trust", "provenance"),
    ("plant", "relax_root"),
    ("grow", "run"),
    ("settle", "record, propagate"),
    ("patience", "the limit of what"),
    ("vain", "tried without gain"),
    ("floor", "least"),
];

#[test]
fn files_have_names_that_the_field_knows() {
    let bad: Vec<_> = sources()
        .files
        .keys()
        .filter_map(|place| {
            let (_, instead) = PRIVATE_WORDS.iter().find(|(word, _)| place.last().is_some_and(|l| l == word))?;
            Some(format!("{}: {instead}", place.join("/")))
        })
        .collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

/// Calls of HiGHS whose exceptions are not caught, and why they have none.
const CANNOT_THROW: [(&str, &str); 3] = [
    ("destroy", "a destructor does not throw; if it did C++ would end the program before any guard"),
    ("getModelStatus", "reads one field"),
    ("version", "gives a text that is part of the program"),
];

/// What follows each `head` in a text, as far as it is a word.
fn words_after<'a>(text: &'a str, head: &str) -> BTreeSet<&'a str> {
    let word = |rest: &'a str| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    text.split(head).skip(1).map(word).filter(|w| !w.is_empty()).collect()
}

/// An exception that leaves C++ ends the program by a signal: each call that may have one goes through its guard, and each guard calls what
/// it is named after.
#[test]
fn no_call_of_the_solver_goes_unguarded() {
    let s = sources();
    let file = |name: &str| {
        let found = s.files.values().find(|(path, _)| path.ends_with(name));
        code(&found.unwrap_or_else(|| panic!("{name} is gone")).1)
    };
    let calls = file("solve/highs/ffi.rs");
    let unguarded = words_after(&calls, "c::Highs_");
    assert_eq!(unguarded, CANNOT_THROW.iter().map(|(name, _)| *name).collect(), "a call without a guard, or one less");
    let elsewhere = s.files.values().filter(|(path, text)| {
        let own = path.ends_with("solve/highs/ffi.rs") || path.ends_with("solve/highs/ffi/guarded.rs");
        !own && (text.contains("highs_sys") || text.contains("Highs_") || text.contains("Guarded_"))
    });
    let elsewhere: Vec<_> = elsewhere.map(|(path, _)| path.display()).collect();
    assert!(elsewhere.is_empty(), "calls of HiGHS have one place: {elsewhere:?}");
    let cpp = std::fs::read_to_string("vendor/cmake/src/guarded.cpp").expect("it is there");
    let used = words_after(&calls, "guarded::Guarded_");
    assert!(used.len() >= 19, "{used:?}: the test is blind");
    for name in &used {
        let body = cpp.split(&format!("Guarded_{name}(")).nth(1).unwrap_or_else(|| panic!("{name} has no guard"));
        let body = &body[..body.find("\n}\n").expect("its end")];
        let what = if *name == "throw" { "throw std::bad_alloc".to_owned() } else { format!("Highs_{name}(") };
        let caught = body.find("guarded([&]()").zip(body.find(&what)).is_some_and(|(guard, call)| guard < call);
        assert!(caught, "{name}: {body}");
    }
}
