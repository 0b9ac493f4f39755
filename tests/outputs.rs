//! What is written, and what happens to it: devices, links, folders, kills, signals, terminals.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Child, Command as Process, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

use crate::kit::{each_of, tools};

const TUTORIAL: &str = "scenarios/tutorial.toml";

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

fn export(to: &Path) -> assert_cmd::assert::Assert {
    drawdown().args(["export", TUTORIAL, "--format", "lp", "-o"]).arg(to).assert()
}

fn names(folder: &Path) -> Vec<String> {
    let list = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> = list.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn links_are_followed_and_modes_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let (file, link, second) = (dir.path().join("real"), dir.path().join("link"), dir.path().join("second"));
    fs::write(&file, "old").expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("set");
    symlink("real", &link).expect("a link");
    export(&link).success();
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert!(fs::read_to_string(&file).expect("there").contains("Minimize"));
    assert_eq!(fs::metadata(&file).expect("there").mode() & 0o777, 0o600);
    // Two names of one file stay two names of it.
    fs::hard_link(&file, &second).expect("a name");
    fs::write(&file, "old").expect("written");
    export(&second).success();
    assert!(fs::read_to_string(&file).expect("there").contains("Minimize"));
    // A link to what is not there yet.
    symlink("later", dir.path().join("early")).expect("a link");
    export(&dir.path().join("early")).success();
    assert!(dir.path().join("later").is_file());
    assert_eq!(names(dir.path()), ["early", "later", "link", "real", "second"]);
}

#[test]
fn pipes_and_devices_are_written_through() {
    let dir = tempfile::tempdir().expect("a folder");
    let pipe = dir.path().join("pipe");
    assert!(Process::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let from = pipe.clone();
    let reader = std::thread::spawn(move || fs::read_to_string(from));
    export(&pipe).success();
    assert!(reader.join().expect("it ends").expect("it reads").contains("Minimize"));
    assert!(fs::metadata(&pipe).expect("there").file_type().is_fifo());
    export(Path::new("/dev/null")).success();
    assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    export(Path::new("/dev/full")).code(6).stderr(contains("cannot write /dev/full"));
    export(Path::new("/dev/stdout")).success().stdout(contains("Minimize"));
}

/// A scenario that has no plan would end with 4: here the output is at fault first, and nothing is searched.
#[test]
fn outputs_are_checked_before_the_search() {
    let dir = tempfile::tempdir().expect("a folder");
    let none = dir.path().join("none.toml");
    let text = fs::read_to_string(TUTORIAL).expect("there");
    fs::write(&none, format!("{text}\n[[windows]]\nsite = \"x\"\n")).expect("written");
    fs::write(dir.path().join("file"), "").expect("written");
    let out = dir.path().join("file").join("x");
    for command in ["run", "compare", "frontier", "simulate"] {
        let run = drawdown().args([command, TUTORIAL, "--time-limit", "0.000001", "--out"]).arg(&out).assert();
        run.code(6).stdout("").stderr(contains("cannot write into the folder"));
    }
    let missing = dir.path().join("missing/x.html");
    let run = drawdown().args(["report", TUTORIAL, "-o"]).arg(&missing).assert();
    run.code(6).stderr(contains("make its folder first"));
    // A scenario with faults leaves no empty folder behind.
    drawdown().arg("run").arg(&none).arg("--out").arg(dir.path().join("new/deep")).assert().code(3);
    assert_eq!(names(dir.path()), ["file", "none.toml"]);
}

/// The newest result owns the folder: nothing of the one before stays, everything else does.
#[test]
fn an_output_folder_holds_one_result() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(&out).assert().success();
    assert!(out.join("movements.csv").is_file());
    fs::write(out.join("my notes.txt"), "mine").expect("written");
    fs::write(out.join(".frontier.json.drawdown-killed"), "half").expect("written");
    drawdown().args(["frontier", TUTORIAL, "--step", "2", "--quiet", "--out"]).arg(&out).assert().success();
    let list: Vec<String> = names(&out).into_iter().filter(|n| !n.starts_with(".drawdown-files")).collect();
    assert_eq!(list, ["earliest.csv", "frontier.json", "least_budget.csv", "my notes.txt", "summary.txt"]);
    // Tables and pictures are no results of their own: beside them the result stays.
    let plan = dir.path().join("plan");
    drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(&plan).assert().success();
    let before = names(&plan);
    let json = plan.join("plan.json");
    drawdown()
        .args(["export", TUTORIAL, "--format", "csv", "--plan"])
        .arg(&json)
        .arg("-o")
        .arg(&plan)
        .assert()
        .success();
    drawdown().arg("report").arg(&json).arg("-o").arg(plan.join("x.md")).arg("--charts").arg(&plan).assert().success();
    let after = names(&plan);
    assert!(before.iter().all(|n| after.contains(n)) && after.len() > before.len() + 1, "{before:?} {after:?}");
    // A file of the result that is protected is not overwritten, and the answer is printed all the same.
    fs::remove_file(out.join("summary.txt")).expect("removed");
    fs::create_dir(out.join("summary.txt")).expect("made");
    let run = || drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(&out).assert();
    run().code(6).stdout("").stderr(contains("summary.txt"));
    // One that only the new result has is found once it is there: then the answer is printed all the same.
    fs::remove_dir(out.join("summary.txt")).expect("removed");
    fs::create_dir(out.join("plan.json")).expect("made");
    run().code(6).stdout(contains("Everybody is out")).stderr(contains("plan.json"));
    assert!(out.join("frontier.json").is_file() && !out.join("movements.csv").exists());
}

#[test]
fn a_folder_has_one_writer_at_a_time() {
    let dir = tempfile::tempdir().expect("a folder");
    let other = fs::File::open(dir.path()).expect("opened");
    other.lock().expect("locked");
    let run = drawdown().args(["run", TUTORIAL, "--out"]).arg(dir.path()).assert();
    run.code(6).stdout("").stderr(contains("another drawdown is at work"));
    drop(other);
    drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(dir.path()).assert().success();
}

/// Killed at any moment, the folder holds tables of one plan only, and the next command leaves no trace of the killed one.
#[test]
fn kills_leave_no_mix() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("out");
    let made = |name: &str, more: &[&str]| {
        let folder = dir.path().join(name);
        drawdown().args(["run", TUTORIAL, "--quiet", "--out"]).arg(&folder).args(more).assert().success();
        folder.join("plan.json")
    };
    let plans = [made("a", &[]), made("b", &["--set", "exits.home.people_per_week=150"])];
    let tables = |plan: &Path, to: &Path| {
        let mut command = Process::new(env!("CARGO_BIN_EXE_drawdown"));
        command.args(["export", TUTORIAL, "--format", "csv", "--plan"]).arg(plan).arg("-o").arg(to);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let whole: Vec<_> = plans
        .iter()
        .enumerate()
        .map(|(i, plan)| {
            let folder = dir.path().join(format!("whole-{i}"));
            assert!(tables(plan, &folder).status().expect("it runs").success());
            let read = |n: &String| (n.clone(), fs::read(folder.join(n)).expect("there"));
            names(&folder).iter().filter(|n| !n.starts_with('.')).map(read).collect::<Vec<_>>()
        })
        .collect();
    let differ: Vec<&String> = whole[0].iter().zip(&whole[1]).filter(|(a, b)| a.1 != b.1).map(|(a, _)| &a.0).collect();
    assert!(differ.len() >= 2, "the two plans must differ in several tables: {differ:?}");
    let clock = Instant::now();
    assert!(tables(&plans[0], &out).status().expect("it runs").success());
    let usual = clock.elapsed();
    let mut killed = 0;
    for n in 0..40u32 {
        let mut child = tables(&plans[n as usize % 2], &out).spawn().expect("it starts");
        // Most kills in the second half, where files are written.
        std::thread::sleep(usual.mul_f64(0.5 + 0.6 * f64::from(n) / 40.0));
        killed += u32::from(child.try_wait().expect("asked").is_none());
        let _ = child.kill();
        let _ = child.wait();
        let of = |i: usize| {
            let same = |n: &str| {
                let original = whole[i].iter().find(|(name, _)| name == n).map(|(_, bytes)| bytes.clone());
                fs::read(out.join(n)).ok() == original
            };
            differ.iter().filter(|n| out.join(n).exists()).filter(|n| same(n)).count()
        };
        let there = differ.iter().filter(|n| out.join(n).exists()).count();
        assert!(of(0) == there || of(1) == there, "kill {n}: {} of a and {} of b, of {there}", of(0), of(1));
    }
    assert!(killed > 0, "no process was killed in time: nothing is proved");
    assert!(tables(&plans[1], &out).status().expect("it runs").success());
    let hidden: Vec<String> = names(&out).into_iter().filter(|n| n.starts_with('.')).collect();
    assert_eq!(hidden, [".drawdown-files"]);
}

/// A process that does not outlive the test, even one that fails.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A simulation of an hour, its stderr in a pipe.
fn long(line: &str) -> Running {
    let mut shell = Process::new("sh");
    shell.args(["-c", line, env!("CARGO_BIN_EXE_drawdown")]);
    Running(shell.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts"))
}

/// Waits for the first line about worlds: where no terminal is, a log must not look hung. On a busy machine lines about the search
/// for the plan come before it.
fn first_worlds(child: &mut Child) -> BufReader<std::process::ChildStderr> {
    let mut stderr = BufReader::new(child.stderr.take().expect("piped"));
    loop {
        let mut line = String::new();
        assert!(stderr.read_line(&mut line).expect("a line") > 0, "it ended without a line about worlds");
        assert!(line.starts_with('[') && line.contains(" s] "), "{line}");
        if line.contains("of 1000000 worlds") {
            return stderr;
        }
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Process::new("kill").arg(format!("-{name}")).arg(child.id().to_string()).status();
    assert!(sent.expect("kill runs").success());
}

/// Whoever runs the tests in the background of a script makes them ignore some signals: not these.
fn hour(signals: &str) -> String {
    format!("exec env --default-signal={signals} \"$0\" simulate scenarios/tutorial.toml --runs 1000000")
}

/// Ctrl-C, the end of a batch job and a closed terminal alike keep what is there; one that the shell ignores stays ignored.
#[test]
fn every_signal_keeps_what_is_there() {
    let mut running: Vec<(&str, Running)> =
        ["INT", "TERM", "HUP"].map(|name| (name, long(&hour("INT,TERM,HUP")))).into();
    for (name, Running(child)) in &mut running {
        let mut stderr = first_worlds(child);
        signal(child, name);
        let (mut out, mut rest) = (String::new(), String::new());
        child.stdout.take().expect("piped").read_to_string(&mut out).expect("read");
        stderr.read_to_string(&mut rest).expect("read");
        assert_eq!(child.wait().expect("it ends").code(), Some(0), "{name}: {rest}");
        assert!(out.contains("Three camps") && rest.contains("interrupted"), "{name}: {out}{rest}");
    }
    let mut running = long(&format!("trap '' HUP; {}", hour("INT,TERM")));
    let child = &mut running.0;
    let mut stderr = first_worlds(child);
    signal(child, "HUP");
    std::thread::sleep(Duration::from_millis(800));
    assert!(child.try_wait().expect("asked").is_none(), "a signal that nohup ignores ended it");
    signal(child, "TERM");
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).expect("read");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{rest}");
}

#[test]
fn an_empty_shard_is_an_answer() {
    let dir = tempfile::tempdir().expect("a folder");
    let shard = |i: u32| {
        let out = dir.path().join(format!("{i}"));
        let share = format!("{i}/4");
        let run = drawdown()
            .args(["simulate", TUTORIAL, "--runs", "3", "--shard", &share, "--quiet", "--out"])
            .arg(&out)
            .assert();
        (run.success(), out.join("replications.json"))
    };
    let shards: Vec<_> = (1..=4).map(shard).collect();
    let empty = &shards[3].0;
    let said = String::from_utf8_lossy(&empty.get_output().stdout).into_owned();
    assert!(said.contains("No world falls to shard 4/4 of 3 worlds"), "{said}");
    let merged = drawdown().args(["simulate", "merge"]).args(shards.iter().map(|s| &s.1)).assert();
    merged.success().stdout(contains("3 worlds"));
}

/// A name of a stranger's file is text: it can neither clear the screen nor name the window.
#[test]
fn names_do_not_steer_the_terminal() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("x\u{1b}[2J.toml");
    let text = fs::read_to_string(TUTORIAL).expect("there");
    let text =
        text.replace("Three camps in six weeks", "Camps\\nNobody is hurt\\u001b]0;owned\\u0007\\u001b[31m\\u202e");
    fs::write(&file, text.replace("name = \"North camp\"", "name = \"N\\u001b[2J\\r\"")).expect("written");
    for color in ["never", "always"] {
        for command in [vec!["run"], vec!["explain"], vec!["check"], vec!["compare", TUTORIAL], vec!["frontier"]] {
            let run =
                drawdown().args(&command).arg(&file).args(["--color", color, "--quiet"]).output().expect("it runs");
            for stream in [run.stdout, run.stderr] {
                let text = String::from_utf8(stream).expect("text");
                let bad = ["\u{1b}]", "\u{1b}[2J", "\u{7}", "\r", "\u{202e}"];
                assert!(bad.iter().all(|b| !text.contains(b)), "{command:?} {color}: {text:?}");
                assert!(!text.lines().any(|l| l.starts_with("Nobody")), "a name became a line: {text:?}");
                assert!(color == "always" || !text.contains('\u{1b}'), "{command:?}: {text:?}");
            }
        }
    }
    drawdown().arg("run").arg(&file).arg("--quiet").assert().success().stdout(contains("\\u{1b}]0;owned\\u{7}"));
    fs::write(&file, "broken = [").expect("written");
    drawdown().arg("check").arg(&file).assert().code(3).stderr(contains("\u{1b}").not());
}

/// What a terminal obeys, what turns the direction of reading or ends a line, and what XML has no letter for: in no file that this program
/// writes. U+FFFE and U+FFFF do no harm where a file is plain text.
fn steers(c: char, strict: bool) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    turns || (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || (strict && matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// All texts of a workbook's cells.
fn workbook(file: &Path) -> String {
    use calamine::{Data, Reader as _};
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(file).expect("a workbook");
    let mut text = String::new();
    for sheet in book.sheet_names() {
        let cells = book.worksheet_range(&sheet).expect("a sheet");
        for cell in cells.rows().flatten() {
            if let Data::String(words) = cell {
                text.extend([words, "\n"]);
            }
        }
        text.extend([sheet.as_str(), "\n"]);
    }
    text
}

/// Nor do they in a file: no table, page, workbook, calendar, picture, program or result.
#[test]
fn names_steer_nothing_in_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("evil.toml");
    let evil = "\"N\\u001b[2J\\u001b]0;x\\u0007\\u0000\\uFFFE\\uFFFF\\u0085\\u009b31m\\u007f\\u202e\\u2066\\u2028\\r\\n=1+1 ]]> & <b>\"";
    let text = fs::read_to_string(TUTORIAL).expect("there");
    let named: Vec<String> = text
        .lines()
        .map(|l| {
            if ["name = ", "title = ", "contributor = "].iter().any(|key| l.starts_with(key)) {
                format!("{} = {evil}", &l[..l.find(' ').expect("a key")])
            } else {
                l.to_owned()
            }
        })
        .collect();
    fs::write(&file, named.join("\n")).expect("written");
    let out = dir.path().join("out");
    drawdown().arg("run").arg(&file).args(["--quiet", "--out"]).arg(&out).assert().success();
    for page in ["r.html", "r.md", "r.xlsx", "r.pdf"] {
        let mut report = drawdown();
        report.arg("report").arg(&out).arg("-o").arg(out.join(page));
        if page == "r.md" {
            report.arg("--charts").arg(&out);
        }
        report.assert().success();
    }
    for format in ["lp", "mps", "geojson", "ics", "msproject", "movement-requests"] {
        let plan = out.join("plan.json");
        let mut export = drawdown();
        export.arg("export").arg(&file).args(["--format", format, "-o"]).arg(out.join(format));
        if !matches!(format, "lp" | "mps") {
            export.arg("--plan").arg(&plan);
        }
        export.assert().success();
    }
    let mut looked = 0;
    for name in names(&out).iter().filter(|n| !n.starts_with('.')) {
        let path = out.join(name);
        let kind = name.rsplit('.').next().unwrap_or_default();
        let text = match kind {
            "png" => continue,
            "pdf" => match tools::pdf_pages(&path, "names in a PDF") {
                // Its pages end with a form feed.
                Some(pages) => pages.concat().replace('\u{c}', ""),
                None => continue,
            },
            "xlsx" => workbook(&path),
            _ => fs::read_to_string(&path).expect("text"),
        };
        let strict = ["msproject", "html", "svg", "csv", "xlsx", "pdf"].contains(&kind);
        let found = text.chars().find(|c| steers(*c, strict));
        assert!(found.is_none(), "{name}: {found:?}");
        // The sum of nothing is -0 in Rust.
        assert!(kind != "json" || !text.contains("-0.0,"), "{name} has a zero below zero");
        assert!(
            !matches!(kind, "md" | "xlsx" | "ics" | "msproject") || text.contains("=1+1"),
            "{name}: no name is in it"
        );
        looked += 1;
    }
    assert!(looked > 30, "{looked} files");
    // JSON says the same when it is printed: names are escaped, not changed.
    for command in ["run", "frontier", "explain"] {
        let run = drawdown().arg(command).arg(&file).args(["--quiet", "--format", "json"]).output().expect("it runs");
        let text = String::from_utf8(run.stdout).expect("text");
        assert!(!text.chars().any(|c| steers(c, false)), "{command}: {text:?}");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let title = json["scenario"]["title"].as_str().expect("a title");
        assert!(title.contains("\u{9b}31m\u{7f}\u{202e}\u{2066}"), "{command}: {title:?}");
    }
}

#[test]
fn letters_follow_the_locale_and_colours_the_option() {
    let plain = |locale: &str| drawdown().args(["run", TUTORIAL, "--quiet"]).env("LC_ALL", locale).assert().success();
    plain("C").stdout(predicates::function::function(|s: &str| s.is_ascii()));
    plain("fr_FR.UTF-8").stdout(contains("█"));
    for typed in [vec!["--help"], vec!["run", "--help"], vec!["explain", "E304"], vec!["rum"]] {
        let out = drawdown().args(&typed).args(["--lang", "fr"]).env("LC_ALL", "C").output().expect("it runs");
        let said = [out.stdout, out.stderr].concat();
        assert!(said.len() > 40 && said.is_ascii(), "{typed:?}: {}", String::from_utf8_lossy(&said));
    }
    // Who exports a width gets no longer line, neither of prose nor of tables.
    for language in ["en", "fr"] {
        let run = ["run", TUTORIAL, "--quiet", "--lang", language];
        let narrow = drawdown().args(run).env("COLUMNS", "80").assert().success().get_output().stdout.clone();
        let text = String::from_utf8(narrow).expect("text");
        let wide: Vec<&str> = text.lines().filter(|l| l.chars().count() > 80).collect();
        assert!(text.lines().count() > 15 && wide.is_empty(), "{wide:#?}");
    }
    let colored = drawdown().args(["run", TUTORIAL, "--quiet", "--color", "always"]).assert().success();
    colored.stdout(contains("\u{1b}[1mThree camps in six weeks\u{1b}[0m"));
}

#[test]
fn every_command_has_a_page_with_its_options() {
    let dir = tempfile::tempdir().expect("a folder");
    drawdown().args(["man", "--out"]).arg(dir.path()).assert().success();
    let pages = names(dir.path());
    assert!(pages.len() >= 15 && pages.contains(&"drawdown.1".to_owned()), "{pages:?}");
    let all = drawdown().arg("man").output().expect("it runs").stdout;
    let all = String::from_utf8(all).expect("text");
    for (page, option) in
        [("run", "alternatives"), ("simulate", "precision"), ("report", "proposals"), ("run", "budget")]
    {
        let option = format!("\\-\\-{option}");
        let text = fs::read_to_string(dir.path().join(format!("drawdown-{page}.1"))).expect("there");
        assert!(text.contains(&option) && all.contains(&option), "{page} {option}");
    }
    let new = fs::read_to_string(dir.path().join("drawdown-new.1")).expect("there");
    assert!(new.contains("Examples") && !new.contains("time\\-limit"), "{new}");
}

/// Memory that really ends, at more and more of it until there is enough: whoever runs out of it, the solver or the program's own part, that
/// is the reason and exit code 5. Nothing else comes out, no signal, and no answer that is none.
#[test]
fn where_memory_ends_there_is_a_reason() {
    let dir = tempfile::tempdir().expect("a folder");
    let within = |kilobytes: u32| {
        let line = format!("ulimit -v {kilobytes} && exec \"$0\" \"$@\"");
        let mut bash = Process::new("bash");
        bash.env_remove("RUST_BACKTRACE");
        bash.args(["-c", &line, env!("CARGO_BIN_EXE_drawdown")]);
        bash
    };
    let run = |kilobytes: u32, threads: &str| {
        let mut bash = within(kilobytes);
        bash.args(["run", "scenarios/mali-2023/six-months-191m.toml", "--worlds", "0", "--time-limit", "1"]);
        bash.args(["--threads", threads, "--out"]).arg(dir.path().join("out"));
        // One pool of memory for all threads, once: else the C library takes 64 MB of addresses for each thread's small pieces, there is no room
        // for them, and it is never the solver, with its large ones, that runs out.
        if threads == "1" {
            bash.env("MALLOC_ARENA_MAX", "1");
        }
        bash.output().expect("it runs")
    };
    // With less the loader finds no room for the program itself, and ends it as it likes.
    let loads = |kilobytes: &u32| within(*kilobytes).arg("--version").output().expect("it runs").status.success();
    let sizes: Vec<u32> = (60_000..=400_000).step_by(8_000 * each_of(3)).filter(loads).collect();
    for threads in ["1", "2"] {
        let (mut solver, mut own, mut enough) = (0, 0, false);
        for kilobytes in sizes.iter().copied() {
            let out = run(kilobytes, threads);
            let said = String::from_utf8_lossy(&out.stderr);
            match out.status.code() {
                Some(0) => {
                    enough = true;
                    break;
                }
                Some(5) if said.contains("out of memory") => solver += 1,
                Some(5) => {
                    let reason = ["memory allocation of", "bad_alloc", "cannot start"].iter().any(|r| said.contains(r));
                    assert!(reason, "{kilobytes} kB, {threads} threads: {said}");
                    own += 1;
                }
                other => panic!("{kilobytes} kB, {threads} threads: exit code {other:?}: {said}"),
            }
        }
        let told = format!(
            "{threads} threads: {solver} times the solver, {own} times its own part, enough in the end: {enough}"
        );
        assert!(enough && own > 0 && (solver > 0 || threads != "1"), "{told}");
    }
}
