//! The view as a workbook: typed cells, frozen heads, native charts, a sheet for each table. Texts are written as texts, so
//! none can become a formula.

mod chart;
mod names;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::report::chart::Figure;
use crate::report::table::{Cell, Table};
use crate::report::view::View;
use names::Names;

/// The bytes of the workbook.
///
/// # Errors
/// If the writer refuses something, in words.
pub fn render(view: &View) -> Result<Vec<u8>, String> {
    write(view).map_err(|e| e.to_string())
}

struct Formats {
    head: Format,
    count: Format,
    number: Format,
    usd: Format,
    share: Format,
    date: Format,
    title: Format,
    answer: Format,
    wrap: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_border_bottom(FormatBorder::Thin),
            count: top().set_num_format("#,##0"),
            number: top().set_num_format("#,##0.00"),
            usd: top().set_num_format("$#,##0"),
            share: top().set_num_format("0.00%"),
            date: top().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
            title: Format::new().set_bold().set_font_size(15),
            answer: top().set_text_wrap().set_font_size(12),
            wrap: top().set_text_wrap(),
        }
    }
}

fn write(view: &View) -> Result<Vec<u8>, XlsxError> {
    let f = Formats::new();
    let mut book = Workbook::new();
    // The same view gives the same bytes, whenever it is written.
    let stamp = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let author = format!("drawdown {}", env!("CARGO_PKG_VERSION"));
    let title: String = view.title.chars().take(250).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&stamp));
    first(view, &f, book.add_worksheet())?;
    let mut names = Names::new("report");
    for c in view.sections.iter().flat_map(|s| &s.charts).filter(|c| !matches!(c.figure, Figure::Map { .. })) {
        let name = names.free(&format!("chart {}", c.key));
        chart::sheet(c, &f, book.add_worksheet().set_name(name)?)?;
    }
    let tables = view.sections.iter().flat_map(|s| &s.tables).chain(&view.annex);
    let mut seen: Vec<&str> = Vec::new();
    for t in tables.filter(|t| !t.columns.is_empty()) {
        if seen.contains(&t.key.as_str()) {
            continue;
        }
        seen.push(&t.key);
        let name = names.free(&t.key);
        table(t, &f, book.add_worksheet().set_name(name)?)?;
    }
    book.save_to_buffer()
}

/// The first screen: answer, numbers, and what the sections say in words.
fn first(view: &View, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("report")?.set_column_width(0, 34)?.set_column_width(1, 24)?.set_column_width(2, 70)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, text(&view.title), &f.title)?;
    let mut row = 2;
    let said = view.answer.iter().chain(&view.warnings).chain((!view.trust.is_empty()).then_some(&view.trust));
    for s in said {
        sheet.merge_range(row, 0, row, 2, &text(s), &f.answer)?;
        sheet.set_row_height(row, 18.0 * (1.0 + (s.len() / 115) as f64))?;
        row += 1;
    }
    row += 1;
    for fact in &view.facts {
        sheet.write_string_with_format(row, 0, text(&fact.name), &f.wrap)?;
        sheet.write_string_with_format(row, 1, text(&fact.value), &f.head)?;
        sheet.write_string_with_format(row, 2, text(&fact.note), &f.wrap)?;
        row += 1;
    }
    for s in view.sections.iter().filter(|s| !s.words.is_empty()) {
        row += 1;
        sheet.write_string_with_format(row, 0, text(&s.title), &f.head)?;
        for w in &s.words {
            row += 1;
            sheet.merge_range(row, 0, row, 2, &text(w), &f.wrap)?;
            sheet.set_row_height(row, 15.0 * (1.0 + (w.len() / 125) as f64))?;
        }
        row += 1;
    }
    Ok(())
}

/// Longest text of a cell.
const LONGEST: usize = 32_000;

/// A text as a cell takes it: no control characters, not too long.
fn text(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect()
}

fn table(t: &Table, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (col, head) in t.heads().iter().enumerate() {
        sheet.write_string_with_format(0, col as u16, text(head), &f.head)?;
    }
    for (r, row) in t.rows.iter().enumerate() {
        for (c, one) in row.iter().enumerate() {
            cell(sheet, (r as u32 + 1, c as u16), one, f)?;
        }
    }
    sheet.autofit();
    for c in 0..t.columns.len() {
        let longest = t.rows.iter().filter_map(|r| r.get(c)).map(|x| x.shown().chars().count()).max().unwrap_or(0);
        if longest > 70 {
            sheet.set_column_width(c as u16, 70)?;
        }
    }
    if !t.rows.is_empty() {
        sheet.autofilter(0, 0, t.rows.len() as u32, t.columns.len() as u16 - 1)?;
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, (r, c): (u32, u16), one: &Cell, f: &Formats) -> Result<(), XlsxError> {
    match one {
        Cell::Text(words) => sheet.write_string_with_format(r, c, text(words), &f.wrap)?,
        Cell::Count(v) => number(sheet, (r, c), *v, &f.count)?,
        Cell::Number(v) => number(sheet, (r, c), *v, &f.number)?,
        Cell::Usd(v) => number(sheet, (r, c), *v, &f.usd)?,
        Cell::Share(v) => number(sheet, (r, c), *v, &f.share)?,
        Cell::Date(d) => {
            match ExcelDateTime::from_ymd(d.year().unsigned_abs(), d.month().unsigned_abs(), d.day().unsigned_abs()) {
                Ok(day) => sheet.write_datetime_with_format(r, c, &day, &f.date)?,
                // Sheets know no year before 1900.
                Err(_) => sheet.write_string(r, c, d.to_string())?,
            }
        }
        Cell::Blank => sheet,
    };
    Ok(())
}

/// A sheet has no number for what is not finite.
fn number<'a>(
    sheet: &'a mut Worksheet,
    (r, c): (u32, u16),
    v: f64,
    f: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    if v.is_finite() { sheet.write_number_with_format(r, c, v, f) } else { sheet.write_string(r, c, v.to_string()) }
}
