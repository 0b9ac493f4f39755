//! Documentation against the code: commands that are shown run, keys and options are all described, links lead somewhere.
//!
//! `UPDATE=1 cargo test --test all docs::` writes the generated part of docs/scenario-format.md and docs/errors.md anew.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;

fn drawdown() -> Command {
    Command::new(env!("CARGO_BIN_EXE_drawdown"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Everything in backticks or code blocks that starts with `drawdown` or `cargo run --`.
fn commands(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            list.push(line.trim().trim_start_matches("$ ").to_owned());
        } else {
            list.extend(line.split('`').skip(1).step_by(2).map(|c| c.trim().to_owned()));
        }
    }
    let own = |c: &String| c.starts_with("drawdown ") || c.starts_with("cargo run -- ");
    list.retain(own);
    list.iter().map(|c| c.split('#').next().unwrap_or_default().trim().to_owned()).collect()
}

fn words(command: &str) -> Vec<String> {
    let rest = command.strip_prefix("cargo run -- ").or_else(|| command.strip_prefix("drawdown ")).unwrap_or(command);
    rest.split_whitespace().map(|w| w.trim_matches('"').to_owned()).collect()
}

/// The commands of the tutorial, typed one after the other in an empty folder.
#[test]
fn the_tutorial_works_as_typed() {
    assert!(typed("docs/tutorial.md") >= 8, "the tutorial has too few commands");
}

/// The same of every page of how-to.
#[test]
fn every_page_of_how_to_works_as_typed() {
    let pages = std::fs::read_dir("docs/how-to").expect("a folder").flatten().map(|e| e.path().display().to_string());
    let pages: Vec<String> = pages.collect();
    assert!(pages.len() >= 6, "{pages:?}");
    for page in pages {
        assert!(typed(&page) >= 3, "{page} has too few commands");
    }
}

/// Types the commands of a page one after the other in an empty folder; how many there were.
fn typed(page: &str) -> usize {
    let dir = tempfile::tempdir().expect("a folder");
    let list = commands(&read(page));
    let mut typed = 0;
    for command in list {
        if command.contains("...") || command.contains('…') {
            continue;
        }
        let said = drawdown().current_dir(dir.path()).args(words(&command)).output().expect("it runs");
        let told =
            format!("{command}\n{}{}", String::from_utf8_lossy(&said.stdout), String::from_utf8_lossy(&said.stderr));
        assert!(said.status.success(), "{page}: {told}");
        typed += 1;
    }
    typed
}

/// Help of all commands, one after the other.
fn help_of_all() -> String {
    let said = |args: &[&str]| {
        let out = drawdown().args(args).env("DRAWDOWN_LANG", "en").env("COLUMNS", "100").output().expect("it runs");
        String::from_utf8(out.stdout).expect("text")
    };
    let top = said(&["--help"]);
    let names = top.lines().skip_while(|l| !l.starts_with("Commands:")).skip(1).take_while(|l| !l.is_empty());
    let names: Vec<&str> = names
        .filter(|l| l.starts_with("  ") && !l.starts_with("    "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|n| *n != "help")
        .collect();
    let mut out = format!(
        "# Commands and options\n\nMade from the program: `UPDATE=1 cargo test --test all docs::` writes it anew.\n\n```text\n{}\n```\n",
        trimmed(&top)
    );
    for name in names {
        out.push_str(&format!("\n## {name}\n\n```text\n{}\n```\n", trimmed(&said(&[name, "--help"]))));
    }
    out
}

fn trimmed(text: &str) -> String {
    text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_reference_of_commands_is_the_help() {
    crate::kit::expected("docs/reference/commands.md", &help_of_all());
}

/// Every page of docs is in the book, once; nothing in it is missing.
#[test]
fn the_book_has_every_page() {
    let summary = read("docs/SUMMARY.md");
    let named: Vec<&str> =
        summary.split("](").skip(1).filter_map(|r| r.split_once(')')).map(|(page, _)| page).collect();
    let unique: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(named.len(), unique.len(), "a page stands twice in docs/SUMMARY.md");
    for page in &named {
        assert!(Path::new("docs").join(page).is_file(), "docs/SUMMARY.md names {page}, which is not there");
    }
    for folder in ["", "how-to", "reference"] {
        for entry in std::fs::read_dir(Path::new("docs").join(folder)).expect("a folder").flatten() {
            let file = Path::new(folder).join(entry.file_name());
            if file.extension().is_some_and(|e| e == "md") && file != Path::new("SUMMARY.md") {
                let page = file.display().to_string();
                assert!(unique.contains(page.as_str()), "docs/{page} is not in docs/SUMMARY.md");
            }
        }
    }
    assert!(read("book.toml").contains("src = \"docs\""));
}

/// The example reads a plan with pandas and draws it.
#[test]
fn the_example_in_python_reads_a_plan() {
    let Some(mut python) = crate::kit::tools::python("pandas, matplotlib", "examples/read_plan.py") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let plan = dir.path().join("plan");
    let run = ["run", "scenarios/tutorial.toml", "--quiet", "--worlds", "0", "--out"];
    drawdown().args(run).arg(&plan).assert().success();
    let picture = dir.path().join("plan.png");
    python.arg("examples/read_plan.py").arg(plan.join("plan.json")).arg(&picture);
    let said = crate::kit::tools::output(&mut python);
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(said.status.success() && text.contains("people at the start 620, at the end 0"), "{text}");
    assert!(std::fs::metadata(&picture).expect("a picture").len() > 10_000);
}

/// An option for tests, which help does not show.
const HIDDEN: &str = "--work-limit";

/// README's commands and those of the pages that no test types are commands with options that they have; searches of Mali have tests of
/// their own.
#[test]
fn the_commands_of_all_pages_are_commands() {
    let pages = std::fs::read_dir("docs").expect("a folder").flatten().map(|e| e.path().display().to_string());
    let pages = pages.filter(|p| Path::new(p).extension().is_some_and(|e| e == "md"));
    let list: Vec<String> = pages.chain(["README.md".to_owned()]).flat_map(|page| commands(&read(&page))).collect();
    assert!(list.len() >= 60, "{list:?}");
    for command in &list {
        let words = words(command);
        let known = drawdown().args([words[0].as_str(), "--help"]).output().expect("it runs").status.success();
        assert!(known, "{command}: there is no such command");
        let help = drawdown().args([words[0].as_str(), "--help"]).output().expect("it runs");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for option in command.split([' ', '[', ']', '`', '\\']).filter(|w| w.starts_with("--")) {
            let known = option == HIDDEN || help.contains(option.trim_end_matches(['.', ',']));
            assert!(known, "{command}: {option} is no option of it");
        }
    }
    for file in commands(&read("README.md")).iter().flat_map(|c| words(c)).filter(|w| w.starts_with("scenarios/")) {
        drawdown().args(["check", &file]).assert().success();
    }
}

/// Every command is in README, every global option in README or in help; help has words for each option.
#[test]
fn every_command_is_in_readme_and_explains_its_options() {
    let readme = read("README.md");
    let help = String::from_utf8(drawdown().arg("--help").output().expect("it runs").stdout).expect("text");
    let from = help.find("Commands:").expect("commands") + 9;
    let to = help.find("Options:").expect("options");
    let names = help[from..to].lines().filter(|l| l.starts_with("  ") && !l.starts_with("    "));
    let names: Vec<&str> = names.filter_map(|l| l.split_whitespace().next()).filter(|n| *n != "help").collect();
    assert!(names.len() >= 14, "{names:?}");
    for name in names {
        assert!(
            readme.contains(&format!("drawdown {name}")) || readme.contains(&format!("`{name}`")),
            "README has no {name}"
        );
        let help =
            String::from_utf8(drawdown().args([name, "--help"]).output().expect("it runs").stdout).expect("text");
        let lines: Vec<&str> = help.lines().collect();
        for (i, line) in lines
            .iter()
            .enumerate()
            // Deeper lines are the words of an option, which may begin with the name of another.
            .filter(|(_, l)| l.starts_with("      --") || l.starts_with("  -o"))
        {
            let words = line.trim().split_once("  ").is_some_and(|(_, d)| !d.trim().is_empty())
                || lines.get(i + 1).is_some_and(|l| l.starts_with("          "));
            assert!(words, "{name}: {line} has no words");
        }
    }
    drawdown().arg("completions").arg("bash").assert().success();
    drawdown().arg("man").assert().success();
}

/// `new DIR` as typed: the folder is made, its scenario is sound, and a second time is refused.
#[test]
fn a_new_mission_works_at_once() {
    let dir = tempfile::tempdir().expect("a folder");
    drawdown().current_dir(dir.path()).args(["new", "my-mission"]).assert().success();
    drawdown().current_dir(dir.path()).args(["check", "my-mission/scenario.toml"]).assert().success();
    drawdown().current_dir(dir.path()).args(["run", "my-mission/scenario.toml", "--quiet"]).assert().success();
    drawdown().current_dir(dir.path()).args(["new", "my-mission"]).assert().code(6);
}

const BEGIN: &str = "<!-- generated: keys -->";
const END: &str = "<!-- end of generated -->";

/// The tables of keys, from the schema that `drawdown schema` prints.
fn reference(schema: &Value) -> String {
    let mut out = String::new();
    let mut queue: Vec<(String, Value)> = vec![("top".into(), schema.clone())];
    while !queue.is_empty() {
        let (name, table) = queue.remove(0);
        let title = if name == "top" { "Top level".to_owned() } else { format!("`{name}`") };
        out.push_str(&format!("### {title}\n\n| key | holds | meaning (default) |\n|---|---|---|\n"));
        let required: Vec<&str> =
            table["x-required"].as_array().map(|l| l.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
        let mut deeper = Vec::new();
        for (key, p) in table["properties"].as_object().expect("properties") {
            if ["source", "quality", "remove"].contains(&key.as_str()) {
                continue;
            }
            let path = if name == "top" { key.clone() } else { format!("{name}.{key}") };
            let rows = &p["items"];
            if rows["properties"].is_object() {
                deeper.push((
                    format!("[[{}]]", path.replace("[[", "").replace("]]", "").replace(['[', ']'], "")),
                    rows.clone(),
                ));
            } else if p["properties"].is_object() {
                deeper.push((format!("[{}]", path.replace(['[', ']'], "")), p.clone()));
            }
            let must = if required.contains(&key.as_str()) { " **required**" } else { "" };
            let doc = p["description"].as_str().unwrap_or_default();
            out.push_str(&format!("| `{key}` | {} | {doc}{must} |\n", holds(p)));
        }
        out.push('\n');
        deeper.reverse();
        for d in deeper {
            queue.insert(0, d);
        }
    }
    out
}

/// What a key holds, in words.
fn holds(p: &Value) -> String {
    let words = |list: &Value| -> String {
        let words = list.as_array().into_iter().flatten().filter_map(Value::as_str);
        words.map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ")
    };
    if p["x-unit"].is_string() {
        return p["x-unit"].as_str().unwrap_or_default().to_owned();
    }
    if p["enum"].is_array() {
        return words(&p["enum"]);
    }
    match p["type"].as_str() {
        Some("array") if p["items"]["properties"].is_object() => "rows".into(),
        Some("array") => "list of texts".into(),
        Some("object") => "table".into(),
        Some("boolean") => "true or false".into(),
        Some("string") => "text".into(),
        _ => "anything".into(),
    }
}

#[test]
fn each_key_of_a_scenario_is_described() {
    let schema: Value =
        serde_json::from_slice(&drawdown().arg("schema").output().expect("it runs").stdout).expect("JSON");
    let page = read("docs/scenario-format.md");
    let (Some(begin), Some(end)) = (page.find(BEGIN), page.find(END)) else { panic!("the page has no generated part") };
    let written = format!("{}{BEGIN}\n\n{}{END}{}", &page[..begin], reference(&schema), &page[end + END.len()..]);
    if crate::kit::update() {
        std::fs::write("docs/scenario-format.md", &written).expect("written");
    }
    let page = read("docs/scenario-format.md");
    assert!(page == written, "docs/scenario-format.md is not what the schema says: UPDATE=1 writes it anew");
}

/// Each key of plan.json and manifest.json stands in docs/result-format.md.
#[test]
fn each_key_of_a_result_is_described() {
    fn keys(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(k, v)| {
                out.insert(k.clone());
                keys(v, out);
            }),
            Value::Array(list) => list.iter().for_each(|v| keys(v, out)),
            _ => {}
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let set =
        "air_links=[{id=\"l\",fleet=\"charter\",site=\"hub\",seats_per_week=10,until=2023-07-20,seats_per_flight=20}]";
    let more = ["--set", set, "--set", "fleets.charter.available_from=2023-07-03", "--budget", "1.2M"];
    drawdown()
        .args(["run", "scenarios/tutorial.toml", "--quiet", "--out"])
        .arg(dir.path())
        .args(more)
        .assert()
        .success();
    let mut found = BTreeSet::new();
    for file in ["plan.json", "manifest.json"] {
        let text = std::fs::read_to_string(dir.path().join(file)).expect("written");
        keys(&serde_json::from_str(&text).expect("JSON"), &mut found);
    }
    assert!(found.contains("seats") && found.contains("contributor") && found.len() > 80, "{found:?}");
    let page = read("docs/result-format.md");
    let names = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let words: BTreeSet<&str> = page.split(|c| !names(c)).collect();
    // Names of this mission's own things are no keys.
    let own = ["soldier", "container", "hub-home"];
    let missing: Vec<_> = found.iter().filter(|k| !words.contains(k.as_str()) && !own.contains(&k.as_str())).collect();
    assert!(missing.is_empty(), "docs/result-format.md does not describe {missing:?}");
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut pages: Vec<String> = vec!["README.md".into(), "scenarios/mali-2023/README.md".into()];
    for folder in [
        "docs",
        "docs/how-to",
        "docs/reference",
        "locales",
        "docs/decisions",
        "docs/gallery",
        "vendor",
        "tests/fuzz/found",
    ] {
        let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path().display().to_string());
        pages.extend(files.filter(|p| Path::new(p).extension().is_some_and(|e| e == "md")));
    }
    pages.extend(["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].map(str::to_owned));
    let (mut links, mut anchors) = (0, 0);
    for page in pages {
        let text = read(&page);
        let folder = Path::new(&page).parent().expect("a folder");
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split([')', ' ']).next().unwrap_or_default();
            let (target, anchor) = link.split_once('#').map_or((link, None), |(t, a)| (t, Some(a)));
            links += 1;
            if target.starts_with("http") || target.starts_with("mailto:") {
                continue;
            }
            let file = if target.is_empty() { PathBuf::from(&page) } else { folder.join(target) };
            assert!(file.exists(), "{page} links to {target}, which is not there");
            if let Some(anchor) = anchor.filter(|_| file.extension().is_some_and(|e| e == "md")) {
                anchors += 1;
                let there = headings(&read(&file.display().to_string())).contains(anchor);
                assert!(there, "{page} links to {link}: that page has no such heading");
            }
        }
    }
    assert!(links > 50 && anchors > 1, "{links} links with {anchors} anchors are too few: the test is blind");
}

/// What a page's headings are called in links: small letters, blanks as strokes, no other signs.
fn headings(text: &str) -> std::collections::BTreeSet<String> {
    let (mut fenced, mut all) = (false, std::collections::BTreeSet::new());
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        if let Some(words) = line.strip_prefix('#').filter(|_| !fenced) {
            let plain = words.trim_start_matches('#').trim().to_lowercase();
            let kept = plain.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            all.insert(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
        }
    }
    all
}

/// Files that a page names in backticks are there; decisions are as old as they are, but their files moved with them.
#[test]
fn files_that_pages_name_are_there() {
    let mut pages: Vec<String> =
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "vendor/README.md"].map(str::to_owned).into();
    for folder in ["docs", "docs/decisions"] {
        let files = std::fs::read_dir(folder).expect("a folder").flatten().map(|e| e.path().display().to_string());
        pages.extend(files.filter(|p| Path::new(p).extension().is_some_and(|e| e == "md")));
    }
    let mut named = 0;
    let mut gone = Vec::new();
    for page in &pages {
        for word in read(page).split('`').skip(1).step_by(2) {
            let folder = word.split('/').next().unwrap_or_default();
            let ours = ["src", "tests", "benches", "docs", "vendor", ".ci", "locales"].contains(&folder);
            let plain = word.contains('/') && !word.contains([' ', '*', '<', '{', ':']) && !word.contains("NNNN");
            if ours && plain {
                named += 1;
                if !Path::new(word).exists() {
                    gone.push(format!("{page}: {word}"));
                }
            }
        }
    }
    assert!(named > 60, "{named} files named: the test is blind");
    assert!(gone.is_empty(), "{gone:#?}");
}

/// Tests of a folder by their names as cargo filters them.
fn tests_below(folder: &Path, path: &str, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let file = entry.path();
        let stem = file.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        if file.is_dir() {
            tests_below(&file, &format!("{path}{stem}::"), out);
        } else if file.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&file).expect("a source");
            for body in text.split("#[test]").skip(1) {
                let name = body.split("fn ").nth(1).and_then(|n| n.split('(').next()).unwrap_or_default();
                let tests = if folder.starts_with("src") { "tests::" } else { "" };
                out.push(format!("{path}{stem}::{tests}{name}"));
            }
        }
    }
}

/// The page on trust names a command for each promise: the tests that they run are there. One without a test would pass, and say nothing.
#[test]
fn the_commands_of_trust_run_something() {
    let (mut all, mut lib) = (Vec::new(), Vec::new());
    tests_below(Path::new("tests"), "", &mut all);
    tests_below(Path::new("src"), "", &mut lib);
    let text = read("docs/trust.md");
    let mut tried = 0;
    for command in text.split('`').skip(1).step_by(2).filter(|c| c.contains("cargo test ")) {
        let filter = command.split_whitespace().last().unwrap_or_default();
        let known = if command.contains("--lib") { &lib } else { &all };
        assert!(known.iter().any(|name| name.contains(filter)), "no test has `{filter}` in its name: {command}");
        tried += 1;
    }
    assert!(tried >= 12, "{tried} commands: the test is blind");
    let rows: Vec<&str> = text.lines().filter(|l| l.starts_with("| ")).skip(1).collect();
    let bare: Vec<&&str> =
        rows.iter().filter(|r| !r.rsplit('|').nth(1).is_some_and(|c| c.contains(['`', '(']))).collect();
    assert!(bare.is_empty(), "promises without a command: {bare:#?}");
}

/// Every decision has the parts of the template, in its order, and a line in the index.
#[test]
fn decisions_have_one_template_and_one_index() {
    let folder = Path::new("docs/decisions");
    let files = std::fs::read_dir(folder).expect("the decisions").flatten();
    let names: BTreeSet<String> = files.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    let mut lines = String::new();
    for name in names.iter().filter(|n| *n != "README.md") {
        let text = read(&format!("docs/decisions/{name}"));
        let head = text.lines().next().unwrap_or_default();
        let (number, title) = head.trim_start_matches("# ").split_once(' ').expect("# NNNN Title");
        assert!(head.starts_with("# ") && name.starts_with(&format!("{number}-")), "{name} begins with {head}");
        assert!(number.len() == 4 && number.bytes().all(|b| b.is_ascii_digit()), "{name}: {number}");
        let parts: Vec<&str> = text
            .lines()
            .filter_map(|l| l.strip_prefix("**").and_then(|l| l.split_once(".** ")).map(|(part, _)| part))
            .collect();
        let own: Vec<&str> = parts.iter().copied().filter(|p| *p != "Tried and dropped").collect();
        assert_eq!(own, ["Status", "Context", "Decision", "Consequence"], "{name}");
        let tried = parts.iter().position(|p| *p == "Tried and dropped");
        assert!(tried.is_none_or(|at| at == 3), "{name}: what was tried stands before the consequence");
        let status = text.split("**Status.** ").nth(1).and_then(|s| s.split("\n\n").next()).expect("a status");
        let date = status.split([' ', ';', '.', ',']).any(|w| w.parse::<jiff::civil::Date>().is_ok());
        assert!(date, "{name}: no date in {status:?}");
        lines.push_str(&format!(
            "| [{number} {title}]({name}) | {} |\n",
            status.trim_end_matches('.').replace('\n', " ")
        ));
    }
    let index = read("docs/decisions/README.md");
    let (text, _) = index.split_once("|---|---|\n").expect("a table");
    crate::kit::expected("docs/decisions/README.md", &format!("{text}|---|---|\n{lines}"));
}

/// What docs/model.md says is simplified stands in every report.
#[test]
fn a_report_says_what_is_simplified() {
    let page = read("docs/model.md");
    let list = page.split("## What is simplified").nth(1).and_then(|p| p.split("\n## ").next()).expect("the heading");
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("r.md");
    drawdown().args(["report", "scenarios/tutorial.toml", "--quiet", "-o"]).arg(&file).assert().success();
    let report = std::fs::read_to_string(&file).expect("written");
    let said: Vec<&str> = list.lines().filter_map(|l| l.strip_prefix("- ")).collect();
    assert!(said.len() >= 4, "{said:?}");
    for line in said {
        let first = line.split(['.', ':', ';']).next().unwrap_or(line);
        assert!(report.contains(first), "the report does not say: {first}");
    }
}
