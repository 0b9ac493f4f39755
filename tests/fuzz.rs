//! Whatever is given at a door, an answer or a refusal comes out: no panic, no hang, no exit code 1.
//!
//! Sound inputs are changed at random, byte by byte and word by word, and tried at the doors of a scenario, its tables, a status, a
//! plan and a journal; random missions (`kit/missions.rs`) go through all commands. Seeds are fixed, so a failure is repeated by
//! running the test again; `FUZZ_SEED=7000000 FUZZ_CASES=100000 cargo test --test all fuzz:: -- --nocapture` tries others, for hours: the
//! seed is the number of the first case, by which a failure is named. An input that once broke something is put into tests/fuzz/found/DOOR/ and tried for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use drawdown::audit::audit;
use drawdown::diagnostic::render;
use drawdown::plan::from_record;
use drawdown::plan::result::Plan;
use drawdown::report::render::terminal;
use drawdown::scenario::status::read_status;
use drawdown::scenario::{self, Overrides};
use drawdown::study::replan::{contradictions, remaining, template};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

use crate::kit::missions::wide;
use crate::kit::{is_wide, solve, tutorial};

/// Longer than any sound input of this size takes, on a busy machine too.
const HANGS: Duration = Duration::from_mins(1);

fn cases(few: u64) -> u64 {
    std::env::var("FUZZ_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(few)
}

/// The number of the first case: another one makes other cases.
fn first() -> u64 {
    std::env::var("FUZZ_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// What breaks readers: ends of ranges, other kinds of value, separators, controls, halves of characters.
const SPLINTERS: [&[u8]; 26] = [
    b"-1",
    b"0",
    b"1e308",
    b"1e-308",
    b"nan",
    b"inf",
    b"99999999999999999999",
    b"1,5",
    b"\"",
    b"'",
    b"[",
    b"]]",
    b"{",
    b"}",
    b"=",
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"\x1b[31m",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"2023-02-30",
    b"9999-12-31",
    b"null",
    b";",
];

/// A sound input with one to four changes.
fn mutated(source: &[u8], dice: &mut ChaCha8Rng) -> Vec<u8> {
    let mut out = source.to_vec();
    for _ in 0..dice.random_range(1..=4) {
        if out.is_empty() {
            return out;
        }
        let at = dice.random_range(0..out.len());
        let splinter = SPLINTERS[dice.random_range(0..SPLINTERS.len())];
        let word = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
        match dice.random_range(0..6) {
            // A byte becomes another.
            0 => out[at] = dice.random_range(0..=255),
            // A splinter is put in.
            1 => drop(out.splice(at..at, splinter.iter().copied())),
            // A word or number is replaced by a splinter.
            2 | 3 => {
                let from = out[..at].iter().rposition(|b| !word(b)).map_or(0, |i| i + 1);
                let to = out[at..].iter().position(|b| !word(b)).map_or(out.len(), |i| at + i);
                drop(out.splice(from..to.max(from), splinter.iter().copied()));
            }
            // A piece is lost.
            4 => {
                let to = (at + dice.random_range(1..40)).min(out.len());
                out.drain(at..to);
            }
            // A piece is there twice, elsewhere.
            _ => {
                let to = (at + dice.random_range(1..80)).min(out.len());
                let piece = out[at..to].to_vec();
                let place = dice.random_range(0..=out.len());
                drop(out.splice(place..place, piece));
            }
        }
    }
    out
}

/// Tries a door with inputs made from a sound one; `door` says whether it took them.
fn through(name: &str, source: &[u8], number: u64, door: impl Fn(&[u8]) -> bool) {
    let mut refused = 0;
    let once = |input: &[u8], what: &str| -> bool {
        let clock = Instant::now();
        let taken = catch_unwind(AssertUnwindSafe(|| door(input)));
        let shown = String::from_utf8_lossy(&input[..input.len().min(2000)]).into_owned();
        let taken = taken.unwrap_or_else(|_| panic!("{name}, {what}: a panic with this input:\n{shown}"));
        assert!(clock.elapsed() < HANGS, "{name}, {what}: {:?} with this input:\n{shown}", clock.elapsed());
        taken
    };
    assert!(once(source, "unchanged"), "{name} refuses what is sound");
    if let Ok(found) = std::fs::read_dir(format!("tests/fuzz/found/{name}")) {
        for file in found.flatten() {
            once(&std::fs::read(file.path()).expect("it is there"), &file.path().display().to_string());
        }
    }
    for case in first()..first() + number {
        let input = mutated(source, &mut ChaCha8Rng::seed_from_u64(case));
        refused += u64::from(!once(&input, &format!("case {case}")));
    }
    assert!(number < 20 || refused * 5 > number, "{name}: {refused} of {number} refused: the changes are too tame");
}

#[test]
fn scenarios() {
    let door = |input: &[u8]| {
        let Ok(text) = std::str::from_utf8(input) else { return false };
        match scenario::load_str(text, &Overrides::default()) {
            Ok(loaded) => loaded.mission.validate().is_ok(),
            Err(r) => {
                assert!(!render(&r.diagnostics, &r.sources, true).is_empty(), "refused without a word");
                false
            }
        }
    };
    through("scenario", scenario::starter().as_bytes(), cases(500), door);
    let golden = std::fs::read("tests/golden/mission.toml").expect("the mission");
    through("scenario", &golden, cases(500), door);
}

#[test]
fn tables() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("scenario.toml");
    let text = scenario::starter().replacen("[calendar]", "[tables]\nunits = \"units.csv\"\n[calendar]", 1);
    std::fs::write(&file, text).expect("written");
    let source = "id,site,kind,quantity,quantity.source,contributor\nmore,hub,soldier,7,a report,Chad\n\"yet more\",north,soldier,12,,\n";
    through("tables", source.replace("yet more", "yet-more").as_bytes(), cases(400), |input| {
        std::fs::write(dir.path().join("units.csv"), input).expect("written");
        match scenario::load(&file, &Overrides::default()) {
            Ok(_) => true,
            Err(r) => {
                assert!(!render(&r.diagnostics, &r.sources, true).is_empty(), "refused without a word");
                false
            }
        }
    });
}

#[test]
fn statuses() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("status.toml");
    let m = tutorial(&[]);
    let plan = solve(&m).1;
    let source = template(&m, &plan, m.calendar.last_day(drawdown::mission::Period(2))).to_toml();
    through("status", source.as_bytes(), cases(400), |input| {
        std::fs::write(&file, input).expect("written");
        let Ok(status) = read_status(&file) else { return false };
        if !contradictions(&m, &status).is_empty() {
            return false;
        }
        remaining(&m, &status);
        true
    });
}

#[test]
fn plans() {
    let m = tutorial(&[]);
    let source = serde_json::to_vec(&solve(&m).1).expect("JSON");
    through("plan", &source, cases(200), |input| {
        let Ok(plan) = serde_json::from_slice::<Plan>(input) else { return false };
        let _ = from_record::decisions(&m, &plan);
        let _ = terminal::plan::summary(&plan);
        audit(&m, &plan).passed()
    });
}

/// A command ends in time, with a code that the contract knows and not with a bug.
fn ends_well(arguments: &[&str], told: &str) -> i32 {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drawdown"));
    let out = command.args(arguments).timeout(HANGS * 2).output().expect("it runs and ends");
    let said = String::from_utf8_lossy(&out.stderr);
    let code = out.status.code();
    let good = code.is_some_and(|c| [0, 2, 3, 4, 6].contains(&c));
    assert!(good, "{told}: {arguments:?} ended with {code:?}\n{said}");
    assert!(code == Some(0) || !said.trim().is_empty(), "{told}: {arguments:?} ended with {code:?} without a word");
    code.unwrap_or(-1)
}

#[test]
fn journals() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = |p: &Path| p.display().to_string();
    let (plan, out) = (text(&dir.path().join("plan.json")), text(&dir.path().join("sim")));
    let tutorial = "scenarios/tutorial.toml";
    assert_eq!(ends_well(&["run", tutorial, "--quiet", "--out", &text(dir.path())], "the plan"), 0);
    let simulate = ["simulate", tutorial, "--plan", &plan, "--runs", "8", "--quiet", "--out", &out];
    assert_eq!(ends_well(&simulate, "the run"), 0);
    let folder = Path::new(&out);
    let mut files = std::fs::read_dir(folder).expect("the folder").flatten().map(|e| e.path());
    let journal = files.find(|p| p.extension().is_some_and(|e| e == "jsonl"));
    // A finished run has its record in place of the journal: either is what a later start reads.
    let file = journal.unwrap_or_else(|| folder.join("replications.json"));
    let source = std::fs::read(&file).expect("it is there");
    through("journal", &source, cases(400) / 20, |input| {
        std::fs::write(&file, input).expect("written");
        ends_well(&simulate, "a changed journal") == 0
    });
}

/// Missions that once broke something: the audit refused a replan, with more people on the way to a site than it has beds for.
const BROKE: [u64; 1] = [20_262_136];

/// Random missions through everything that a user does with one.
#[test]
fn whole_missions() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut planned, mut replanned) = (0, 0);
    let number = (cases(if is_wide() { 480 } else { 160 }) / 40).max(1);
    for seed in BROKE.into_iter().chain(first() + 1000..first() + 1000 + number) {
        let text = |name: &str| dir.path().join(format!("{seed}-{name}")).display().to_string();
        let (file, out) = (text("scenario.toml"), text("out"));
        std::fs::write(&file, wide(seed)).expect("written");
        let told = format!("mission {seed}");
        if ends_well(&["check", &file], &told) != 0 {
            continue;
        }
        if ends_well(&["run", &file, "--quiet", "--time-limit", "30", "--out", &out], &told) != 0 {
            continue;
        }
        planned += 1;
        let (plan, page, status) = (format!("{out}/plan.json"), text("page.html"), text("status.toml"));
        assert_eq!(ends_well(&["verify", &file, &plan], &told), 0, "{told} is not verified");
        assert_eq!(ends_well(&["report", &plan, "--scenario", &file, "-o", &page], &told), 0, "{told} has no report");
        ends_well(&["simulate", &file, "--plan", &plan, "--runs", "5", "--quiet"], &told);
        let day = ["replan", &file, "--plan", &plan, "--template", "2024-03-20", "--out", &status];
        if ends_well(&day, &told) == 0 {
            let again = ["replan", &file, "--plan", &plan, "--status", &status, "--time-limit", "30", "--quiet"];
            replanned += i32::from(ends_well(&again, &told) == 0);
        }
    }
    assert!(number < 12 || (planned >= 5 && replanned >= 2), "{planned} planned, {replanned} planned anew");
}
