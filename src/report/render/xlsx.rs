//! The view as a workbook: typed cells, frozen heads, native charts, a sheet for each table. Texts are written as texts, so
//! none can become a formula.

mod cells;
mod chart;
mod names;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::report::chart::Drawing;
use crate::report::render::unwritten::Unwritten;
use crate::report::table::{Cell, Table};
use crate::report::view::View;
use cells::{Formats, cell, text};
use names::Names;

/// The bytes of the workbook.
///
/// # Errors
/// If the writer refuses something.
pub fn render(view: &View) -> Result<Vec<u8>, Unwritten> {
    write(view).map_err(Unwritten::new)
}

fn write(view: &View) -> Result<Vec<u8>, XlsxError> {
    let f = Formats::new();
    let mut book = Workbook::new();
    // The same view gives the same bytes, whenever it is written.
    let stamp = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let author = format!("drawdown {}", env!("CARGO_PKG_VERSION"));
    let title: String = text(&view.title).chars().take(250).collect();
    book.set_properties(&DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&stamp));
    first(view, &f, book.add_worksheet())?;
    let mut names = Names::new("report");
    for c in view.sections.iter().flat_map(|s| &s.charts).filter(|c| !matches!(c.figure, Drawing::Map { .. })) {
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
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
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
        if let Some(part) = &s.part {
            sheet.write_string_with_format(row, 0, text(part), &f.title)?;
            row += 1;
        }
        sheet.write_string_with_format(row, 0, text(&s.title), &f.section)?;
        for w in &s.words {
            row += 1;
            sheet.merge_range(row, 0, row, 2, &text(w), &f.wrap)?;
            sheet.set_row_height(row, 15.0 * (1.0 + (w.len() / 125) as f64))?;
        }
        row += 1;
    }
    Ok(())
}

fn table(t: &Table, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
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
        let dates = t.rows.iter().any(|r| matches!(r.get(c), Some(Cell::Date(_))));
        if longest > 70 {
            sheet.set_column_width(c as u16, 70)?;
        } else if dates {
            // A date that does not fit is shown as hashes.
            sheet.set_column_width(c as u16, (longest as f64 + 3.0).max(13.0))?;
        }
    }
    if !t.rows.is_empty() {
        sheet.autofilter(0, 0, t.rows.len() as u32, t.columns.len() as u16 - 1)?;
    }
    Ok(())
}
