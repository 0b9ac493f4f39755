//! The workflow of Snakemake: two jobs side by side come to what one process comes to, byte for byte.

use std::path::Path;

use assert_cmd::Command;

use crate::kit::tools;

/// The folders of both, file by file; the plan itself is one file for both.
fn same_files(one: &Path, other: &Path) {
    let names = |dir: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
        let name =
            |e: std::io::Result<std::fs::DirEntry>| e.expect("an entry").file_name().to_string_lossy().into_owned();
        let mut list: Vec<String> = entries.map(name).filter(|n| !n.starts_with('.')).collect();
        list.sort();
        list
    };
    assert_eq!(names(one), names(other), "{}", one.display());
    for name in names(one) {
        let read = |dir: &Path| std::fs::read(dir.join(&name)).expect("a file");
        assert!(read(one) == read(other), "{name} differs in {} and {}", one.display(), other.display());
    }
}

fn drawdown(dir: &Path, args: &[&str]) {
    Command::new(env!("CARGO_BIN_EXE_drawdown")).current_dir(dir).args(args).arg("--quiet").assert().success();
}

#[test]
fn snakemake_comes_to_what_one_process_does() {
    let Some(mut snakemake) = tools::snakemake("workflow/ beside one process") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let here = dir.path();
    std::fs::copy("scenarios/tutorial.toml", here.join("tutorial.toml")).expect("a copy");
    let root = std::env::current_dir().expect("a folder");
    let config = format!(
        "drawdown: {}\nscenarios: [tutorial.toml]\nbudgets: [5M]\nhold: [80]\nruns: 60\nworlds: 120\nproof: 200\nshards: 2\ntime_limit: 3600\n",
        env!("CARGO_BIN_EXE_drawdown")
    );
    std::fs::write(here.join("config.yaml"), config).expect("written");
    tools::output(
        snakemake
            .current_dir(here)
            .args(["--cores", "2", "--quiet", "all", "--configfile", "config.yaml", "--snakefile"])
            .arg(root.join("workflow/Snakefile")),
    );
    let case = "results/tutorial-5M";
    let plan = format!("{case}/plan/plan.json");
    // The words that the workflow types: the results carry them.
    let own = ["--threads", "1", "--out"];
    let worlds = ["simulate", "tutorial.toml", "--budget", "5M", "--plan", &plan, "--runs", "60", "--seed", "1"];
    drawdown(here, &[&worlds[..], &own, &["worlds"]].concat());
    same_files(&here.join("worlds"), &here.join(case).join("worlds"));
    let hedge = ["hedge", "tutorial.toml", "--budget", "5M", "--hold", "80%", "--measure", "out", "--worlds", "120"];
    let proof = ["--proof", "200", "--seed", "1", "--time-limit", "3600"];
    drawdown(here, &[&hedge[..], &proof, &own, &["hedged"]].concat());
    same_files(&here.join("hedged"), &here.join(case).join("hold-80"));
    // Shards are gone; what was asked for is done, so a second call does nothing.
    assert!(!here.join(case).join("shards/hold-80/search/search.json").exists());
}
