//! The page in a real browser: charts drawn, slider and keyboard work, nothing is fetched, nothing is complained of, prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use base64::Engine as _;
use drawdown::report::render::html;
use drawdown::report::view::View;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::injection::nasty;
use super::made::tutorial;
use crate::kit::tools;

const PROBE: &str = include_str!("../browser/probe.js");

/// A browser with a folder of its own.
struct Browser {
    program: PathBuf,
    home: tempfile::TempDir,
}

impl Browser {
    fn found(what: &str) -> Option<Self> {
        let program = tools::found(&["chromium", "chromium-browser", "google-chrome", "chrome"], what)?;
        Some(Self { program, home: tempfile::tempdir().expect("a folder") })
    }
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }
    fn open(&self, page: &Path, more: &[&str]) -> Output {
        let profile = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(&self.program);
        command
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .args(more)
            .arg(format!("file://{}", page.display()));
        tools::output(&mut command)
    }
    /// What the probe saw on a copy of the page.
    fn probed(&self, page: &str, more: &[&str]) -> Value {
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(PROBE.as_bytes()));
        let copy = page.replacen("script-src '", &format!("script-src 'sha256-{digest}' '"), 1).replacen(
            "<title>",
            &format!("<script>{PROBE}</script><title>"),
            1,
        );
        let file = self.file("probed.html", &copy);
        let out = self.open(&file, &[&["--dump-dom", "--virtual-time-budget=3000"], more].concat());
        let dom = String::from_utf8_lossy(&out.stdout).into_owned();
        let json = dom.split("id=\"seen\">").nth(1).and_then(|rest| rest.split("</script>").next());
        serde_json::from_str(json.unwrap_or_else(|| panic!("the probe saw nothing:\n{dom:.2000}"))).expect("JSON")
    }
}

fn page(view: &View) -> String {
    html::render(view).expect("a page")
}

/// What holds of any page at any width in any colours.
fn sound(seen: &Value) {
    assert_eq!(seen["errors"], serde_json::json!([]), "{seen:#}");
    assert_eq!(seen["violations"], serde_json::json!([]), "{seen:#}");
    assert_eq!(seen["requests"], serde_json::json!([]), "{seen:#}");
    assert_eq!(seen["twice"], serde_json::json!([]), "{seen:#}");
    assert_eq!(seen["heads"], true, "{seen:#}");
    assert_eq!(seen["unhidden"], serde_json::json!([]), "what is hidden is seen: {seen:#}");
    let figures = seen["figures"].as_array().expect("figures");
    let missing: Vec<_> = figures.iter().filter(|f| f["drawn"] != true || f["named"] != true).collect();
    assert!(figures.len() >= 4 && missing.is_empty(), "{missing:?}");
    assert!(seen["contrast"][0].as_f64().expect("a contrast") >= 4.5, "{}", seen["contrast"]);
    assert!(seen["wide"].as_f64().expect("a width") <= 0.0, "the page is wider than its window: {}", seen["wide"]);
}

/// The checker of accessibility of Deque, if npm has put it where `.ci/run` does or DRAWDOWN_AXE says.
fn axe() -> Option<String> {
    let own = std::env::var("DRAWDOWN_AXE").unwrap_or_else(|_| "target/ci-axe/node_modules/axe-core/axe.min.js".into());
    let found = std::fs::read_to_string(&own).ok();
    if found.is_none() {
        tools::missing("axe-core", "accessibility of the page");
    }
    found
}

/// No finding of axe-core that is serious or critical, wide and narrow, light and dark, in both languages.
#[test]
fn the_page_is_accessible() {
    let (Some(browser), Some(axe)) = (Browser::found("accessibility"), axe()) else { return };
    let run = r#";addEventListener("load", () => axe.run(document, {preload: false, resultTypes: ["violations"]}).then(r => {
        const e = document.createElement("script");
        e.type = "application/json";
        e.id = "axe";
        e.textContent = JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes[0].target.join(" ")]));
        document.body.append(e);
    }));"#;
    let script = format!("{}{run}", axe.replace("</script", "<\\/script"));
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
    for (language, looks) in [
        ("en", ["--window-size=1280,900", "--blink-settings=preferredColorScheme=1"]),
        ("fr", ["--window-size=390,800", "--blink-settings=preferredColorScheme=0"]),
    ] {
        let language = drawdown::locale::Language::parse(language).expect("a language");
        let page = drawdown::locale::within(language, || page(&tutorial().view()));
        let page = page.replacen("script-src '", &format!("script-src 'sha256-{digest}' '"), 1).replacen(
            "<title>",
            &format!("<script>{script}</script><title>"),
            1,
        );
        let file = browser.file("axe.html", &page);
        let out = browser.open(&file, &[&["--dump-dom", "--virtual-time-budget=20000"], &looks[..]].concat());
        let dom = String::from_utf8_lossy(&out.stdout).into_owned();
        let json = dom.split("id=\"axe\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("axe ran");
        let found: Vec<Vec<String>> = serde_json::from_str(json).expect("JSON");
        let grave: Vec<_> = found.iter().filter(|f| f[0] == "serious" || f[0] == "critical").collect();
        assert!(grave.is_empty(), "{looks:?}: {grave:#?}");
    }
}

#[test]
fn the_page_works() {
    let Some(browser) = Browser::found("the page in a browser") else { return };
    let seen = browser.probed(&page(&tutorial().view()), &["--window-size=1100,900"]);
    sound(&seen);
    assert_eq!(seen["slider"]["shown"], true, "{seen:#}");
    assert_eq!(seen["slider"]["moved"], true, "{seen:#}");
    assert_eq!(seen["slider"]["back"], true, "{seen:#}");
    // Week 2 ends on 16 July; the people there are those of the plan.
    let people: f64 = {
        let p = &tutorial().plan;
        p.stocks.iter().filter(|s| s.period == 2 && p.people_classes.contains(&s.class)).map(|s| s.quantity).sum()
    };
    let told = seen["slider"]["told"].as_str().expect("words");
    assert!(
        told.starts_with("week 2, to 16 Jul 2023: ") && told.contains(&format!("{people:.0} people")),
        "{told} {people}"
    );
    assert!(seen["keyboard"].as_str().expect("words").starts_with("Week 1, to 9 Jul 2023: people "), "{seen:#}");
    assert!(seen["pointer"].as_str().expect("words").starts_with("Week 6, "), "{seen:#}");
}

#[test]
fn the_page_is_sound_in_the_dark_and_on_a_phone() {
    let Some(browser) = Browser::found("the page in dark and on a phone") else { return };
    let text = page(&tutorial().view());
    let dark = browser.probed(&text, &["--window-size=1100,900", "--blink-settings=preferredColorScheme=0"]);
    assert_eq!(dark["dark"], true, "the browser was asked for dark");
    sound(&dark);
    sound(&browser.probed(&text, &["--window-size=500,900"]));
}

/// Grids, fans and distributions, which the tutorial's plan has not.
#[test]
fn the_gallery_works() {
    let Some(browser) = Browser::found("the gallery in a browser") else { return };
    for (name, chart) in [("six-months", "-map\""), ("comparison", "-outcome_grid\""), ("simulation", "-fan\"")] {
        let text = std::fs::read_to_string(format!("docs/gallery/{name}.html")).expect("a report");
        assert!(text.contains(chart), "{name} lacks {chart}");
        sound(&browser.probed(&text, &["--window-size=1100,900"]));
        sound(&browser.probed(&text, &["--window-size=1100,900", "--blink-settings=preferredColorScheme=0"]));
    }
}

/// Plans by budget and deadline, as the reader of a page moves between them.
#[test]
fn plans_solved_beforehand_are_explored() {
    let Some(browser) = Browser::found("the explorer") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (out, page) = (dir.path().join("compared"), dir.path().join("page.html"));
    let drawdown = || assert_cmd::Command::new(env!("CARGO_BIN_EXE_drawdown"));
    let asked = ["compare", "scenarios/tutorial.toml", "--budgets", "2M,5M", "--months", "1,2", "--quiet", "--out"];
    drawdown().args(asked).arg(&out).assert().success();
    drawdown().arg("report").arg(&out).arg("-o").arg(&page).assert().success();
    let text = std::fs::read_to_string(&page).expect("a page");
    assert!(text.len() < 5_000_000);
    sound(&browser.probed(&text, &["--window-size=1100,900"]));
    sound(&browser.probed(&text, &["--window-size=500,900"]));
    let dom = |page: &str| {
        let seen = browser.open(&browser.file("explored.html", page), &["--dump-dom", "--virtual-time-budget=3000"]);
        let dom = String::from_utf8_lossy(&seen.stdout).into_owned();
        dom.split("id=\"explorer\"").nth(1).and_then(|d| d.split("</section>").next()).expect("it").to_owned()
    };
    let richest = dom(&text);
    assert!(richest.contains("Budget: $5m") && richest.contains("certified gap") && !richest.contains("hidden=\"\""));
    assert!(richest.matches("<svg").count() >= 2, "a curve and the closings");
    // Each point says what its own plan says.
    let poorest = dom(&altered(&text, "budget.value = all.budgets.length - 1", "budget.value = 0"));
    assert!(poorest.contains("Budget: $2m") && poorest.contains("Not reached."), "{poorest:.1500}");
    // Asked for more certainty than a plan has, the page says so, and which plan has it.
    let asked = altered(&text, "  week.value = 0;", "  week.value = 0; certainty.value = 100;");
    let sure = dom(&altered(&asked, "budget.value = all.budgets.length - 1", "budget.value = 0"));
    assert!(
        sure.contains("Certainty: at least 100 %") && sure.contains("Not sure enough: it holds in"),
        "{sure:.1500}"
    );
}

/// Where no plan was tried in random worlds there is no certainty to ask for.
#[test]
fn certainty_is_asked_for_only_where_it_is_known() {
    let Some(browser) = Browser::found("the explorer without risk") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let (out, page) = (dir.path().join("compared"), dir.path().join("page.html"));
    let drawdown = || assert_cmd::Command::new(env!("CARGO_BIN_EXE_drawdown"));
    let asked = ["compare", "scenarios/tutorial.toml", "--budgets", "2M,5M", "--worlds", "0", "--quiet", "--out"];
    drawdown().args(asked).arg(&out).assert().success();
    drawdown().arg("report").arg(&out).arg("-o").arg(&page).assert().success();
    let text = std::fs::read_to_string(&page).expect("a page");
    assert!(text.contains("data-knob=\"certainty\""), "the page has the slider, to be hidden");
    sound(&browser.probed(&text, &["--window-size=1100,900"]));
}

/// The page with its own script changed, under the policy of the new one.
fn altered(page: &str, from: &str, to: &str) -> String {
    let moved = page.replace(from, to);
    assert!(moved != page, "the script has no {from}");
    let script = moved.rsplit("<script>").next().and_then(|s| s.split("</script>").next()).expect("the script");
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes()));
    let policy = page.split("script-src '").nth(1).and_then(|p| p.split('\'').next()).expect("a policy");
    moved.replace(policy, &format!("sha256-{digest}"))
}

/// Each picture is given as SVG, PNG and CSV, with something in each.
#[test]
fn pictures_can_be_saved() {
    let Some(browser) = Browser::found("saving pictures") else { return };
    let page = page(&tutorial().view());
    let give = "const give = (blob, name) => {";
    let told = format!("{give} document.body.append(`saved:${{name}}:${{blob.type}}:${{blob.size}};`); return;");
    let click = "let closed = [];";
    let all = "document.querySelectorAll(\"#s1 .save button, #s3 .save button\").forEach(b => b.click());";
    let page = altered(&altered(&page, give, &told), click, &format!("{all} {click}"));
    let out = browser.open(&browser.file("saved.html", &page), &["--dump-dom", "--virtual-time-budget=5000"]);
    let dom = String::from_utf8_lossy(&out.stdout).into_owned();
    let saved: Vec<Vec<&str>> = dom.split("saved:").skip(1).map(|s| s.split([':', ';']).take(3).collect()).collect();
    for (name, kind) in [
        ("drawdown.svg", "image/svg+xml"),
        ("drawdown.png", "image/png"),
        ("drawdown.csv", "text/csv"),
        ("closings.png", "image/png"),
    ] {
        let one = saved.iter().find(|s| s[0] == name).unwrap_or_else(|| panic!("{name} is not in {saved:?}"));
        assert_eq!(one[1], kind, "{saved:?}");
        assert!(one[2].parse::<u64>().expect("a size") > 100, "{saved:?}");
    }
}

#[test]
fn names_do_nothing_in_a_browser() {
    let Some(browser) = Browser::found("harmful names in a browser") else { return };
    let seen = browser.probed(&page(&nasty().view()), &["--window-size=1100,900"]);
    sound(&seen);
    assert_eq!((&seen["hit"], &seen["tags"]), (&serde_json::json!(0), &serde_json::json!(0)), "{seen:#}");
}

/// The page as it is, without probe: the browser's own log and its record of every request.
#[test]
fn nothing_leaves_the_page() {
    let Some(browser) = Browser::found("requests of the page") else { return };
    let file = browser.file("report.html", &page(&nasty().view()));
    let log = browser.home.path().join("net.json");
    let out = browser.open(
        &file,
        &[
            "--dump-dom",
            "--virtual-time-budget=3000",
            "--enable-logging=stderr",
            &format!("--log-net-log={}", log.display()),
        ],
    );
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(!said.contains("CONSOLE"), "{said}");
    let net = std::fs::read_to_string(log).expect("the record of requests");
    for bad in ["evil.example", "http://x", "fonts.g"] {
        assert!(!net.contains(bad), "{bad} was asked for");
    }
}

/// Pages of a printed copy on one paper.
fn printed(browser: &Browser, size: &str) -> Option<Vec<String>> {
    let sized = page(&tutorial().view()).replacen("@page{", &format!("@page{{size:{size};"), 1);
    let file = browser.file("sized.html", &sized);
    let out = browser.home.path().join("printed.pdf");
    browser.open(&file, &["--no-pdf-header-footer", &format!("--print-to-pdf={}", out.display())]);
    tools::pdf_pages(&out, "the printed page")
}

#[test]
fn the_page_prints_on_both_papers() {
    let Some(browser) = Browser::found("the page printed") else { return };
    for size in ["A4", "letter"] {
        let Some(pages) = printed(&browser, size) else { return };
        assert!((4..=16).contains(&pages.len()), "{} pages on {size}", pages.len());
        let whole = pages.join("\n");
        for s in &tutorial().view().sections {
            assert!(whole.contains(&s.title), "{} is not printed", s.title);
        }
        // Folded tables are printed whole, controls are not.
        let long = tutorial().view().sections.iter().flat_map(|s| s.tables.clone()).max_by_key(|t| t.rows.len());
        let last = long.and_then(|t| t.rows.last().map(|r| r[0].shown())).expect("rows");
        assert!(whole.contains(&last), "{last} is not printed");
        assert!(!whole.contains("Show one week") && !whole.contains("In this report"), "{whole}");
        for (n, p) in pages.iter().enumerate() {
            assert!(p.split_whitespace().count() > 5, "page {} of {size} is empty", n + 1);
        }
    }
}
