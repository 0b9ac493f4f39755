//! Cells of sheets: formats, texts that stay texts, numbers, dates. Must not know what stands in them.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::report::render::letters;
use crate::report::table::Cell;

/// Formats of cells.
pub(super) struct Formats {
    pub(super) head: Format,
    pub(super) section: Format,
    pub(super) count: Format,
    pub(super) number: Format,
    pub(super) usd: Format,
    pub(super) share: Format,
    pub(super) date: Format,
    pub(super) title: Format,
    pub(super) answer: Format,
    pub(super) wrap: Format,
}

impl Formats {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Bottom)
                .set_border_bottom(FormatBorder::Thin),
            // Beside it nothing stands: it may run over the next cells.
            section: Format::new().set_bold().set_border_bottom(FormatBorder::Thin),
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

/// Longest text of a cell.
const LONGEST: usize = 32_000;

/// A text as a cell takes it: nothing that XML forbids, not too long.
pub(super) fn text(words: &str) -> String {
    letters::clean(words).chars().take(LONGEST).collect()
}

/// A typed cell.
pub(super) fn cell(sheet: &mut Worksheet, (r, c): (u32, u16), one: &Cell, f: &Formats) -> Result<(), XlsxError> {
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
pub(super) fn number<'a>(
    sheet: &'a mut Worksheet,
    (r, c): (u32, u16),
    v: f64,
    f: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    if v.is_finite() { sheet.write_number_with_format(r, c, v, f) } else { sheet.write_string(r, c, v.to_string()) }
}
