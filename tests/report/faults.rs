//! Reports that readers found wrong: headings alone, letters as boxes, roads on each other, workbooks that do not open.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use drawdown::report::chart::{Bars, Chart, Drawing, Time};
use drawdown::report::render::{fonts, html, md, pdf, svg, xlsx};
use drawdown::report::table::{Cell, Table};
use drawdown::report::view::{Section, View};
use drawdown::scenario;
use jiff::civil::Date;

use super::made::{Made, tutorial};
use crate::kit::some;
use crate::kit::tools;

fn filler(rows: usize) -> Table {
    let mut t = Table::new("rows", "A table of rows", &["name", "number"]);
    for i in 0..rows {
        t.push(vec![Cell::text(format!("row {i}")), Cell::Count(i as f64)]);
    }
    t
}

/// A first section of so many rows, then one that begins with a table, one with words, one with a picture.
fn pushed_down(rows: usize) -> View {
    let section = |title: &str| Section { title: title.into(), ..Section::default() };
    let picture = tutorial().view().sections.iter().flat_map(|s| s.charts.clone()).next().expect("a chart");
    View {
        title: "Headings".into(),
        sections: vec![
            Section { tables: vec![filler(rows)], ..section("First part") },
            Section { tables: vec![filler(3)], ..section("Second part") },
            Section { words: vec!["Said in words. ".repeat(40)], ..section("Third part") },
            Section { charts: vec![picture], ..section("Fourth part") },
        ],
        ..View::default()
    }
}

#[test]
fn a_heading_stands_on_the_page_of_what_it_heads() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("headings.pdf");
    let mut seen = 0;
    for rows in (1..=60).step_by(3) {
        std::fs::write(&file, pdf::render(&pushed_down(rows), pdf::Paper::A4).expect("a document")).expect("written");
        let Some(pages) = tools::pdf_pages(&file, "headings of the document") else { return };
        for page in &pages {
            let lines: Vec<&str> = page.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let body: Vec<&&str> = lines.iter().filter(|l| !l.contains("Page ")).collect();
            let last = body.last().expect("a line");
            assert!(!last.ends_with(" part"), "with {rows} rows a page ends with its heading: {last}");
            assert!(**last != "A table of rows", "with {rows} rows a page ends with the title of a table");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} pages");
}

#[test]
fn letters_of_other_scripts_are_drawn_or_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("letters.pdf");
    for name in ["معسكر الصحراء", "沙漠营地", "የበረሃ ካምፕ", "Λίμνη", "Озеро"] {
        let text = scenario::starter().replace("\"North camp\"", &format!("\"{name}\""));
        let view = Made::of(&text).view();
        std::fs::write(&file, pdf::render(&view, pdf::Paper::A4).expect("a document")).expect("written");
        if let Some(note) = fonts::note(view.texts()) {
            assert!(note.contains("U+") && note.contains("Install"), "{name}: {note}");
            continue;
        }
        let Some(pages) = tools::pdf_pages(&file, "letters of the document") else { return };
        let whole = pages.join("\n");
        // Shaping may turn letters around; all of them are there.
        let letters: BTreeSet<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let lacking: Vec<char> = letters.into_iter().filter(|c| !whole.contains(*c)).collect();
        assert!(lacking.is_empty(), "{name} lacks {lacking:?}");
    }
}

#[test]
fn two_roads_between_the_same_places_are_told_apart() {
    let second = "[[routes]]\nid = \"dry-bed\"\nfrom = \"north\"\nto = \"hub\"\nmode = \"road\"\nfleet = \"company\"\nkm = 360\nmax_lifts_per_week = 0.2\n\n[[units]]\n";
    let text = scenario::starter().replacen("[[units]]\n", second, 1).replacen(
        "max_lifts_per_week = 3",
        "max_lifts_per_week = 0.2",
        1,
    );
    let made = Made::of(&text);
    let moved = |key: &str| made.plan.movements.iter().any(|m| m.route == key);
    assert!(moved("north-hub") && moved("dry-bed"), "both roads are used");
    let view = made.view();
    let routes = view.sections.iter().flat_map(|s| &s.tables).find(|t| t.key == "routes").expect("the routes");
    let names: Vec<String> = routes.rows.iter().map(|r| r[0].shown()).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
    assert!(
        md::render(&view).contains("North camp to Hub (dry-bed)") || names.iter().any(|n| n.ends_with("(dry-bed)"))
    );
    let map = view.sections.iter().flat_map(|s| &s.charts).find(|c| c.key == "map").expect("the map");
    let drawn = svg::draw(map);
    let ends = |l: &str| {
        ["x1", "y1", "x2", "y2"]
            .map(|k| l.split(&format!("{k}=\"")).nth(1).map(|r| r.split('"').next().map(str::to_owned)))
    };
    let lines: Vec<_> = drawn.split("<line class=\"link").skip(1).filter(|l| l.contains("<title>")).map(ends).collect();
    assert!(lines.len() > 3, "{} lines", lines.len());
    for (i, l) in lines.iter().enumerate() {
        assert!(!lines[..i].contains(l), "a line lies on another: {l:?}");
    }
}

#[test]
fn a_workbook_opens_whatever_a_name_has() {
    let text = scenario::starter().replace("\"North camp\"", "\"North \\uFFFE\\uFFFF\\u0001 camp\"");
    let bytes = xlsx::render(&Made::of(&text).view()).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    let mut cells = 0;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        for cell in range.used_cells().map(|(_, _, c)| c) {
            cells += 1;
            if let Data::String(s) = cell {
                assert!(!s.contains(['\u{fffe}', '\u{ffff}', '\u{1}']), "{name}: {s:?}");
            }
        }
    }
    assert!(cells > 100, "{cells} cells");
}

#[test]
fn a_figure_without_values_is_no_fault() {
    let time = Time { start: Date::constant(2024, 1, 1), days: 7, periods: 4 };
    let chart = |key: &str, figure| Chart { key: key.into(), title: "Nothing".into(), alt: "Nothing.".into(), figure };
    let lines = Drawing::Lines { time, unit: "people".into(), bands: vec![], series: vec![], marks: vec![] };
    let stack = Drawing::Stack { time, unit: "people".into(), layers: vec![], limits: vec![] };
    let gantt = Drawing::Gantt { of: Bars::Sites, time, spans: vec![], deadline: 4.0 };
    let scatter = Drawing::Scatter { across: "x".into(), up: "y".into(), trails: vec![] };
    let heat = Drawing::Heat { across: "x".into(), goal: true, columns: vec![], rows: vec![] };
    let charts = vec![
        chart("lines", lines),
        chart("stack", stack),
        chart("gantt", gantt),
        chart("bars", Drawing::Bars { bars: vec![] }),
        chart("heat", heat),
        chart("scatter", scatter),
    ];
    let view = View {
        title: "Empty".into(),
        sections: vec![Section { title: "Nothing".into(), charts, ..Section::default() }],
        ..View::default()
    };
    let bytes = xlsx::render(&view).expect("a workbook");
    assert_eq!(Xlsx::new(Cursor::new(bytes)).expect("it opens").sheet_names().len(), 7);
    pdf::render(&view, pdf::Paper::A4).expect("a document");
    let page = html::render(&view).expect("a page");
    assert_eq!(page.matches("role=\"img\"").count(), 12, "each figure once for wide windows and once for phones");
    assert!(!page.contains("NaN"));
}

#[test]
fn every_chart_has_its_values_as_a_table() {
    let view = tutorial().view();
    for c in some(view.sections.iter().flat_map(|s| &s.charts)) {
        let t = c.values();
        assert!(!t.rows.is_empty() && t.columns.len() >= 2, "{}", c.key);
        let lines = String::from_utf8(t.csv()).expect("text").lines().count();
        assert!(lines > t.rows.len(), "{}", c.key);
    }
}
