//! The gallery is what the stored results give today. `UPDATE=1 cargo test --test all report::gallery` writes it anew.

use std::path::Path;

use assert_cmd::Command;

const GALLERY: &str = "docs/gallery";
/// Source, name, options.
const REPORTS: [(&str, &str, &[&str]); 3] = [
    ("six-months/plan.json", "six-months", &["--proposals", "191M,382M,590M,764M"]),
    ("comparison/comparison.json", "comparison", &[]),
    ("simulation/replications.json", "simulation", &[]),
];
const FORMATS: [&str; 4] = ["html", "md", "xlsx", "pdf"];
/// All of the gallery, in bytes.
const SMALL: u64 = 5_000_000;

/// What a comparison does not show is left out of its plans: the stored file stays small.
const UNSHOWN: [&str; 6] = ["movements", "dispositions", "lifts", "fleets", "air_links", "left"];

/// Without blanks, and comparisons thinned.
fn compact(source: &Path) {
    let text = std::fs::read_to_string(source).expect("a stored result");
    let mut json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for entry in json.get_mut("entries").and_then(|e| e.as_array_mut()).into_iter().flatten() {
        if let Some(plan) = entry["plan"].as_object_mut() {
            for key in UNSHOWN {
                plan[key] = serde_json::json!([]);
            }
        }
    }
    if let Some(comparison) = json.as_object_mut().filter(|o| o.contains_key("entries")) {
        comparison.remove("tables");
    }
    std::fs::write(source, json.to_string() + "\n").expect("written");
}

fn render(source: &Path, options: &[&str], into: &Path) {
    let made = Command::new(env!("CARGO_BIN_EXE_drawdown"))
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .arg("report")
        .arg(source)
        .args(options)
        .arg("-o")
        .arg(into)
        .assert()
        .success();
    let said = String::from_utf8_lossy(&made.get_output().stderr).into_owned();
    assert!(
        !said.contains("is not as it was"),
        "the scenario changed since the stored results were made; `docs/gallery/regenerate` plans again: {said}"
    );
}

/// Each report is what its stored result gives today.
#[test]
fn the_gallery_is_current() {
    let gallery = Path::new(GALLERY);
    let update = crate::kit::update();
    let dir = tempfile::tempdir().expect("a folder");
    for (source, name, options) in REPORTS {
        if update {
            compact(&gallery.join(source));
        }
        for format in FORMATS {
            let file = format!("{name}.{format}");
            let fresh = dir.path().join(&file);
            render(&gallery.join(source), options, &fresh);
            let fresh = std::fs::read(fresh).expect("a report");
            let stored = gallery.join(&file);
            if update {
                std::fs::write(&stored, &fresh).expect("written");
            }
            assert!(
                std::fs::read(&stored).is_ok_and(|old| old == fresh),
                "{} is not current: UPDATE=1 cargo test --test all report::gallery",
                stored.display()
            );
        }
    }
}

#[test]
fn the_gallery_is_small() {
    fn size(path: &Path) -> u64 {
        let entries = std::fs::read_dir(path).expect("a folder").flatten();
        entries.map(|e| if e.path().is_dir() { size(&e.path()) } else { e.metadata().map_or(0, |m| m.len()) }).sum()
    }
    let all = size(Path::new(GALLERY));
    assert!(all < SMALL, "{all} bytes");
}
