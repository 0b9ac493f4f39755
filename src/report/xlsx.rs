//! The view as a workbook: typed cells, frozen heads, native charts, a sheet for each table.

use rust_xlsxwriter::{Chart as Drawn, ChartType, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::report::chart::{Figure, Series};
use crate::report::table::{Cell, Table};
use crate::report::view::View;

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
}

fn write(view: &View) -> Result<Vec<u8>, XlsxError> {
    let f = Formats {
        head: Format::new().set_bold().set_border_bottom(rust_xlsxwriter::FormatBorder::Thin),
        count: Format::new().set_num_format("#,##0"),
        number: Format::new().set_num_format("#,##0.00"),
        usd: Format::new().set_num_format("$#,##0"),
        share: Format::new().set_num_format("0.00%"),
        date: Format::new().set_num_format("d mmm yyyy"),
        title: Format::new().set_bold().set_font_size(14),
    };
    let mut book = Workbook::new();
    first(view, &f, book.add_worksheet())?;
    let mut used = vec!["report".to_owned()];
    let charts = view.sections.iter().flat_map(|s| &s.charts);
    for chart in charts {
        if let Figure::Lines { unit, series } = &chart.figure {
            let name = sheet_name(&format!("chart {}", chart.key), &mut used);
            lines(&chart.title, unit, series, &f, book.add_worksheet().set_name(name)?)?;
        }
    }
    let tables = view.sections.iter().flat_map(|s| &s.tables).chain(&view.annex);
    let mut seen: Vec<&str> = Vec::new();
    for t in tables {
        // Short forms of the annex's tables stand in the sections too.
        if view.annex.iter().any(|a| a.key == t.key && a.rows.len() > t.rows.len())
            || seen.contains(&t.key.as_str()) && t.key != "provenance"
        {
            continue;
        }
        seen.push(&t.key);
        let name = sheet_name(&t.key, &mut used);
        table(t, &f, book.add_worksheet().set_name(name)?)?;
    }
    book.save_to_buffer()
}

fn sheet_name(key: &str, used: &mut Vec<String>) -> String {
    let base: String = key.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(26).collect();
    let mut name = base.clone();
    let mut n = 2;
    while used.iter().any(|u| u.eq_ignore_ascii_case(&name)) {
        name = format!("{base} {n}");
        n += 1;
    }
    used.push(name.clone());
    name
}

fn first(view: &View, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("report")?.set_column_width(0, 28)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, &view.title, &f.title)?;
    let mut row = 2;
    for s in &view.answer {
        sheet.write_string(row, 0, s)?;
        row += 1;
    }
    row += 1;
    for (k, v) in &view.facts {
        sheet.write_string_with_format(row, 0, k, &f.head)?.write_string(row, 1, v)?;
        row += 1;
    }
    for s in view.sections.iter().filter(|s| !s.words.is_empty()) {
        row += 1;
        sheet.write_string_with_format(row, 0, &s.title, &f.head)?;
        for w in &s.words {
            sheet.write_string(row, 1, w)?;
            row += 1;
        }
    }
    Ok(())
}

fn lines(title: &str, unit: &str, series: &[Series], f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, "week", &f.head)?;
    let mut chart = Drawn::new(ChartType::Line);
    chart.title().set_name(title);
    chart.x_axis().set_name("week");
    chart.y_axis().set_name(unit);
    let name = sheet.name();
    for (i, s) in series.iter().enumerate() {
        let (col, last) = (i as u16 + 1, s.values.len().max(1) as u32);
        sheet.write_string_with_format(0, col, &s.name, &f.head)?;
        for (t, v) in s.values.iter().enumerate() {
            sheet.write_number(t as u32 + 1, 0, t as f64)?;
            sheet.write_number_with_format(t as u32 + 1, col, *v, &f.number)?;
        }
        chart
            .add_series()
            .set_categories((name.as_str(), 1, 0, last, 0))
            .set_values((name.as_str(), 1, col, last, col))
            .set_name((name.as_str(), 0, col));
    }
    sheet.insert_chart(1, series.len() as u16 + 2, &chart)?;
    Ok(())
}

fn table(t: &Table, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (col, head) in t.columns.iter().enumerate() {
        sheet.write_string_with_format(0, col as u16, head, &f.head)?;
    }
    for (r, row) in t.rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            let (r, c) = (r as u32 + 1, c as u16);
            match cell {
                Cell::Text(words) => sheet.write_string(r, c, words)?,
                Cell::Count(v) => sheet.write_number_with_format(r, c, *v, &f.count)?,
                Cell::Number(v) => sheet.write_number_with_format(r, c, *v, &f.number)?,
                Cell::Usd(v) => sheet.write_number_with_format(r, c, *v, &f.usd)?,
                Cell::Share(v) => sheet.write_number_with_format(r, c, *v, &f.share)?,
                Cell::Date(d) => {
                    let day = ExcelDateTime::from_ymd(
                        d.year().unsigned_abs(),
                        d.month().unsigned_abs(),
                        d.day().unsigned_abs(),
                    )?;
                    sheet.write_datetime_with_format(r, c, &day, &f.date)?
                }
                Cell::Blank => sheet,
            };
        }
    }
    sheet.autofit();
    if !t.rows.is_empty() && !t.columns.is_empty() {
        sheet.autofilter(0, 0, t.rows.len() as u32, t.columns.len() as u16 - 1)?;
    }
    Ok(())
}
