//! The same numbers in every format, equal to those of the plan; sheets read back by another library and recomputed.

use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Range, Reader as _, Xlsx};
use drawdown::report::numbers::{count, date, money};
use drawdown::report::render::{html, md, pdf, xlsx};
use drawdown::report::render::{picture, svg};

use super::made::tutorial;
use crate::kit::{each_of, tools};

fn sheets() -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = xlsx::render(&tutorial().view()).expect("a workbook");
    Xlsx::new(Cursor::new(bytes)).expect("another library reads it")
}

fn sheet(name: &str) -> Range<Data> {
    sheets().worksheet_range(name).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn number(cell: &Data) -> f64 {
    match cell {
        Data::Float(v) => *v,
        Data::Int(v) => *v as f64,
        other => panic!("not a number: {other:?}"),
    }
}

/// Sum of the column `sum` over the rows that `keep`.
fn summed(range: &Range<Data>, sum: &str, keep: &dyn Fn(&dyn Fn(&str) -> Data) -> bool) -> f64 {
    let heads: Vec<String> = range.rows().next().expect("heads").iter().map(ToString::to_string).collect();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap_or_else(|| panic!("{name} not in {heads:?}"));
    range.rows().skip(1).filter(|r| keep(&|name: &str| r[at(name)].clone())).map(|r| number(&r[at(sum)])).sum()
}

/// What the summary must say, as people read it.
fn said() -> Vec<String> {
    let s = &tutorial().plan.summary;
    vec![
        count(s.people_total),
        count(s.people_out),
        count(s.cargo_total),
        count(s.cargo_out),
        money(s.cost_usd),
        money(s.equipment_value_lost_usd),
        date(s.deadline),
        date(s.finished_on.expect("it ends")),
    ]
}

#[test]
fn page_and_markdown_say_the_numbers_of_the_plan() {
    let view = tutorial().view();
    let (page, text) = (html::render(&view).expect("a page"), md::render(&view));
    for what in said() {
        assert!(page.contains(&what), "the page lacks {what}");
        assert!(text.contains(&what), "the Markdown lacks {what}");
    }
    for s in &tutorial().plan.sites {
        let closes = date(s.closes_on.expect("it closes"));
        assert!(page.contains(&closes) && text.contains(&closes), "{closes}");
    }
    // Every table of the view is in both, with all its rows in the page.
    for t in view.sections.iter().flat_map(|s| &s.tables) {
        assert!(page.contains(&format!("<caption>{}</caption>", t.title)), "{}", t.title);
        assert!(text.contains(&format!("**{}**", t.title)), "{}", t.title);
    }
    let rows: usize = view.sections.iter().flat_map(|s| &s.tables).map(|t| t.rows.len() + 1).sum();
    assert_eq!(page.matches("<tr>").count(), rows);
}

#[test]
fn the_document_says_the_numbers_of_the_plan() {
    let view = tutorial().view();
    let file = tempfile::NamedTempFile::new().expect("a file");
    for (paper, size) in [(pdf::Paper::A4, "595.28 x 841.89"), (pdf::Paper::Letter, "612 x 792")] {
        let bytes = pdf::render(&view, paper).expect("a document");
        assert!(bytes.starts_with(b"%PDF-") && bytes == pdf::render(&view, paper).expect("the same again"));
        std::fs::write(file.path(), &bytes).expect("written");
        let Some(pages) = tools::pdf_pages(file.path(), "numbers of the PDF") else { return };
        let text = pages.join("\n");
        for what in said() {
            assert!(text.contains(&what), "{what} not in\n{text}");
        }
        for s in &view.sections {
            assert!(text.contains(&s.title), "{}", s.title);
        }
        for (n, page) in pages.iter().enumerate() {
            assert!(page.contains(&format!("Page {} of {}", n + 1, pages.len())), "{page}");
            assert!(page.split_whitespace().count() > 12, "page {} is nearly empty:\n{page}", n + 1);
        }
        if let Some(info) = tools::found(&["pdfinfo"], "paper of the PDF") {
            let out = tools::output(Command::new(info).arg(file.path()));
            let told = String::from_utf8_lossy(&out.stdout).into_owned();
            assert!(told.contains(size) && told.contains("Tagged:          yes"), "{told}");
        }
    }
}

/// A page drawn by poppler is mostly paper with something on it.
#[test]
fn pages_of_the_document_can_be_drawn() {
    let Some(draw) = tools::found(&["pdftoppm"], "pages of the PDF drawn") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("r.pdf");
    std::fs::write(&file, pdf::render(&tutorial().view(), pdf::Paper::A4).expect("a document")).expect("written");
    tools::output(Command::new(draw).args(["-r", "40", "-gray"]).arg(&file).arg(dir.path().join("page")));
    let mut pages = 0;
    for entry in std::fs::read_dir(dir.path()).expect("pages").flatten().filter(|e| e.path() != file) {
        let bytes = std::fs::read(entry.path()).expect("a picture");
        // The last bytes are the pixels: 330 by 467 of one byte each, more or less.
        let pixels = &bytes[bytes.len() - 330 * 460..];
        let dark = pixels.iter().filter(|p| **p < 200).count() as f64 / pixels.len() as f64;
        assert!((0.002..0.5).contains(&dark), "{:?}: {dark}", entry.path());
        pages += 1;
    }
    assert!(pages >= 3);
}

#[test]
fn the_workbook_is_typed_and_adds_up() {
    let plan = &tutorial().plan;
    let s = &plan.summary;
    let costs = sheet("costs");
    let spent = summed(&costs, "usd", &|_| true);
    assert!((spent - s.cost_usd).abs() < 1e-6 * s.cost_usd, "{spent} {}", s.cost_usd);
    let stocks = sheet("stocks");
    let people = |class: &Data| plan.people_classes.iter().any(|c| *class == Data::String(c.clone()));
    let at_start = summed(&stocks, "quantity", &|cell| number(&cell("week")) == 0.0 && people(&cell("class")));
    assert!((at_start - s.people_total).abs() < 1e-6);
    // What leaves for an exit is what is out; what a site has at the start and gets, it sends, disposes of or keeps.
    let moves = sheet("movements");
    let exits: Vec<String> = tutorial().loaded.mission.exits.values().map(|x| x.key.clone()).collect();
    let out = summed(&moves, "quantity", &|cell| people(&cell("class")) && exits.contains(&cell("to").to_string()));
    assert!((out - s.people_out).abs() < 1e-3, "{out}");
    let gone = sheet("dispositions");
    let last = plan.stocks.iter().map(|x| x.period).max().unwrap_or(0);
    for site in &plan.sites {
        let id = &site.id;
        let start = summed(&stocks, "quantity", &|c| number(&c("week")) == 0.0 && c("site").to_string() == *id);
        let gets = summed(&moves, "quantity", &|c| c("to").to_string() == *id);
        let sends = summed(&moves, "quantity", &|c| c("from").to_string() == *id);
        let disposes = summed(&gone, "loads", &|c| c("site").to_string() == *id);
        let keeps = if s.finished_on.is_some() {
            0.0
        } else {
            summed(&stocks, "quantity", &|c| number(&c("week")) == f64::from(last) && c("site").to_string() == *id)
        };
        assert!((start + gets - sends - disposes - keeps).abs() < 1e-3, "{id}");
    }
    assert!(matches!(moves.get((1, 1)), Some(Data::DateTime(_))), "{:?}", moves.get((1, 1)));
}

#[test]
fn the_summary_of_the_workbook_is_that_of_the_plan() {
    let s = &tutorial().plan.summary;
    let range = sheet("summary");
    let is = |name: &str| {
        let row = range.rows().find(|r| r[0] == Data::String(name.into())).unwrap_or_else(|| panic!("{name}"));
        row[1].clone()
    };
    assert!((number(&is("spent")) - s.cost_usd).abs() < 1e-9 * s.cost_usd);
    assert!((number(&is("people out")) - s.people_out).abs() < 1e-9);
    assert!((number(&is("loads home")) - s.cargo_out).abs() < 1e-9);
    let Data::DateTime(day) = is("deadline") else { panic!("the deadline is no date") };
    // Days since the end of 1899.
    let expected = jiff::civil::Date::constant(1899, 12, 30).until(s.deadline).expect("a span").get_days();
    assert!((day.as_f64() - f64::from(expected)).abs() < 1e-9);
}

/// As the format's files say it: frozen heads, charts, a sheet for each table.
#[test]
fn sheets_are_frozen_and_charts_are_native() {
    let names = sheets().sheet_names();
    for t in tutorial().view().sections.iter().flat_map(|s| &s.tables) {
        let name = t.key.replace('_', " ");
        assert!(names.contains(&name), "{name} not in {names:?}");
    }
    let charts = names.iter().filter(|n| n.starts_with("chart ")).count();
    assert!(charts >= 8, "{names:?}");
    let Some(unzip) = tools::found(&["unzip"], "parts of the workbook") else { return };
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("r.xlsx");
    std::fs::write(&file, xlsx::render(&tutorial().view()).expect("a workbook")).expect("written");
    let part = |name: &str| {
        let out = tools::output(Command::new(&unzip).arg("-p").arg(&file).arg(name));
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    assert!(part("xl/charts/chart1.xml").contains("<c:lineChart>"));
    for i in 2..=names.len() {
        assert!(part(&format!("xl/worksheets/sheet{i}.xml")).contains("state=\"frozen\""), "{}", names[i - 1]);
    }
}

#[test]
fn charts_are_pictures_of_their_own() {
    let view = tutorial().view();
    let charts: Vec<_> = view.sections.iter().flat_map(|s| &s.charts).collect();
    assert!(charts.len() >= 9);
    for (i, c) in charts.into_iter().enumerate() {
        let file = svg::draw(c);
        assert!(file.starts_with("<svg xmlns=") && file.contains("<title>") && !file.contains("NaN"), "{}", c.key);
        assert!(!c.alt.is_empty(), "{} has no words for those who do not see it", c.key);
        if i % each_of(3) != 0 {
            continue;
        }
        let png = picture::png(c).expect("a picture");
        assert!(png.starts_with(b"\x89PNG") && png.len() > 1500, "{}: {}", c.key, png.len());
    }
}
