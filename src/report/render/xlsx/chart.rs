//! Pictures as sheets: the values in cells and, where the program can draw them itself, a native chart of these cells.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxisCrossing, ChartFormat, ChartSolidFill, ChartType, ConditionalFormat3ColorScale, Worksheet,
    XlsxError,
};

use crate::locale::{say, word};
use crate::report::chart::{Bars, Chart, Drawing, Series, Span, Time, Tone, Trail};
use crate::report::render::xlsx::cells::{Formats, cell, number, text};
use crate::report::table::Cell;
use crate::tolerance::EXACT;

const WIDTH: u32 = 860;
const HEIGHT: u32 = 420;
/// Points for heads of two lines: not every program makes room for them by itself.
const HEAD: f64 = 32.0;

pub(super) fn sheet(c: &Chart, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    match &c.figure {
        Drawing::Lines { time, unit, bands, series, .. } => {
            let edges = bands.iter().flat_map(|b| {
                [
                    Series::line(say!("{}, low", b.name), b.low.clone()),
                    Series::line(say!("{}, high", b.name), b.high.clone()),
                ]
            });
            let all: Vec<Series> = series.iter().cloned().chain(edges).collect();
            over_time(c, (*time, unit, ChartType::Line), &all, &[], f, sheet)
        }
        Drawing::Stack { time, unit, layers, limits } => {
            over_time(c, (*time, unit, ChartType::ColumnStacked), layers, limits, f, sheet)
        }
        Drawing::Gantt { of, time, spans, .. } => {
            let parts = |s: &Span| {
                let moving = s.moving.min(s.weeks);
                let cleaning = s.cleaning.clamp(moving, s.weeks);
                if s.open_end { vec![s.weeks, 0.0, 0.0] } else { vec![moving, cleaning - moving, s.weeks - cleaning] }
            };
            let rows: Vec<ChartRow> = spans.iter().map(|s| (s.name.as_str(), parts(s), s.label.as_str())).collect();
            let unit = time.unit();
            let heads = [
                say!("{unit}s at full strength", unit),
                say!("{unit}s moving out", unit),
                match of {
                    Bars::Sites => say!("{unit}s of clean-up", unit),
                    Bars::Contributors => say!("{unit}s after the last load", unit),
                },
            ];
            let heads = heads.each_ref().map(String::as_str);
            bars(c, ChartType::BarStacked, &heads, &rows, f, sheet)
        }
        Drawing::Bars { bars: list } => {
            let rows: Vec<ChartRow> = list.iter().map(|b| (b.name.as_str(), vec![b.value], b.label.as_str())).collect();
            bars(c, ChartType::Bar, &[&word("head", "value")], &rows, f, sheet)
        }
        Drawing::Ranges { rows, .. } => {
            let rows: Vec<ChartRow> = rows.iter().map(|r| (r.name.as_str(), r.at.to_vec(), r.label.as_str())).collect();
            let heads = [5, 50, 80, 95].map(|share| say!("{share} % below", share));
            bars(c, ChartType::Line, &heads.each_ref().map(String::as_str), &rows, f, sheet)
        }
        Drawing::Scatter { across, up, trails } => scatter(c, (across, up), trails, f, sheet),
        Drawing::Heat { across, columns, rows, .. } => heat(across, columns, rows, f, sheet),
        Drawing::Map { time, atlas } | Drawing::Maps { time, atlas, .. } => {
            let people = atlas.spots.iter().filter(|s| !s.exit);
            let series: Vec<Series> = people.map(|s| Series::line(&s.name, s.people.clone())).collect();
            over_time(c, (*time, &say!("people"), ChartType::AreaStacked), &series, &[], f, sheet)
        }
    }
}

/// The writer takes a caption that begins like a formula for a range of cells.
fn caption(words: &str) -> String {
    text(words).trim_start_matches(['=', ' ']).to_owned()
}

type ChartRow<'a> = (&'a str, Vec<f64>, &'a str);

/// Periods as rows, series as columns, and a chart of them.
fn over_time(
    c: &Chart,
    (time, unit, kind): (Time, &str, ChartType),
    series: &[Series],
    limits: &[Series],
    f: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, time.unit(), &f.head)?.write_string_with_format(
        0,
        1,
        word("head", "ends on"),
        &f.head,
    )?;
    let length = series.iter().chain(limits).map(|s| s.values.len()).max().unwrap_or(1).max(1);
    for t in 0..length as u32 {
        sheet.write_number(t + 1, 0, f64::from(t))?;
        cell(sheet, (t + 1, 1), &Cell::Date(time.day(t)), f)?;
    }
    sheet.set_column_width(1, 13)?.set_row_height(0, HEAD)?;
    // People, loads and sites are whole; only money has parts.
    let whole = if unit.contains('$') { &f.number } else { &f.count };
    let mut chart = Drawn::new(kind);
    chart.set_width(WIDTH).set_height(HEIGHT);
    let mut over = Drawn::new(ChartType::Line);
    let name = sheet.name();
    for (i, s) in series.iter().chain(limits).enumerate() {
        let col = i as u16 + 2;
        sheet.write_string_with_format(0, col, text(&s.name), &f.head)?.set_column_width(col, 14)?;
        for (t, v) in s.values.iter().enumerate() {
            number(sheet, (t as u32 + 1, col), *v, whole)?;
        }
        let last = s.values.len().max(1) as u32;
        let target = if i < series.len() { &mut chart } else { &mut over };
        target
            .add_series()
            .set_categories((name.as_str(), 1, 1, last, 1))
            .set_values((name.as_str(), 1, col, last, col))
            .set_name((name.as_str(), 0, col));
    }
    if series.is_empty() && limits.is_empty() {
        return nothing(sheet);
    }
    if series.is_empty() {
        chart = over;
    } else if !limits.is_empty() {
        chart.combine(&over);
    }
    chart.title().set_name(&caption(&c.title));
    // As texts: on an axis of days a column of a week would be a seventh as wide.
    chart.x_axis().set_name(&time.unit()).set_num_format("d mmm").set_text_axis(true).set_label_interval(every(length));
    chart.y_axis().set_name(&caption(unit)).set_num_format("#,##0");
    placed(c, chart, series.len() + limits.len() + 3, sheet)
}

/// A chart needs a series; a sheet without one says so.
fn nothing(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string(1, 0, say!("nothing to draw"))?;
    Ok(())
}

/// Dates that stand side by side.
const DATES: usize = 13;

fn every(length: usize) -> u16 {
    u16::try_from(length.div_ceil(DATES)).unwrap_or(1).max(1)
}

fn placed(c: &Chart, mut chart: Drawn, column: usize, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    chart.set_alt_text(text(&c.alt).chars().take(250).collect::<String>());
    sheet.insert_chart(1, column as u16, &chart)?;
    Ok(())
}

const SHADES: [&str; 4] = ["#0B62A4", "#8BB8DC", "#E0B12E", "#59646F"];

fn bars(
    c: &Chart,
    kind: ChartType,
    heads: &[&str],
    rows: &[ChartRow],
    f: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, word("head", "name"), &f.head)?.set_column_width(0, 26)?;
    for (i, h) in heads.iter().enumerate() {
        sheet.write_string_with_format(0, i as u16 + 1, *h, &f.head)?.set_column_width(i as u16 + 1, 16)?;
    }
    sheet.set_row_height(0, HEAD)?;
    sheet.write_string_with_format(0, heads.len() as u16 + 1, word("head", "in words"), &f.head)?;
    sheet.set_column_width(heads.len() as u16 + 1, 20)?;
    for (r, (name, values, label)) in rows.iter().enumerate() {
        let r = r as u32 + 1;
        sheet.write_string(r, 0, text(name))?;
        for (i, v) in values.iter().enumerate() {
            let whole = (v - v.round()).abs() < EXACT;
            number(sheet, (r, i as u16 + 1), *v, if whole { &f.count } else { &f.number })?;
        }
        sheet.write_string(r, heads.len() as u16 + 1, text(label))?;
    }
    if rows.is_empty() {
        return nothing(sheet);
    }
    let mut chart = Drawn::new(kind);
    let (name, last) = (sheet.name(), rows.len() as u32);
    for i in 0..heads.len() as u16 {
        chart
            .add_series()
            .set_categories((name.as_str(), 1, 0, last, 0))
            .set_values((name.as_str(), 1, i + 1, last, i + 1))
            .set_name((name.as_str(), 0, i + 1))
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(SHADES[usize::from(i) % SHADES.len()])),
            );
    }
    chart.title().set_name(&caption(&c.title));
    if heads.len() == 1 {
        chart.legend().set_hidden();
    }
    chart.set_width(WIDTH).set_height(HEIGHT.max(60 + 26 * last));
    if kind != ChartType::Line {
        // Programs draw the first row at the bottom unless the axis of names, which is upright here, is turned; the numbers
        // then go to the top unless they are told to stay.
        // Every row has its name: left to themselves they show every other one.
        chart.y_axis().set_reverse().set_crossing(ChartAxisCrossing::Max).set_label_interval(1);
        chart.x_axis().set_num_format("#,##0");
    }
    placed(c, chart, heads.len() + 3, sheet)
}

/// Points below each other, and a chart of them: each sort of points is a series.
fn scatter(
    c: &Chart,
    (across, up): (&str, &str),
    trails: &[Trail],
    f: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    for (i, (h, wide)) in
        [(&*word("head", "name"), 26.0), (across, 18.0), (up, 18.0), (&*word("head", "in words"), 40.0)]
            .into_iter()
            .enumerate()
    {
        sheet.write_string_with_format(0, i as u16, text(h), &f.head)?.set_column_width(i as u16, wide)?;
    }
    let (name, mut row) = (sheet.name(), 0);
    let mut chart = Drawn::new(ChartType::ScatterStraightWithMarkers);
    for t in trails.iter().filter(|t| !t.dots.is_empty()) {
        let first = row + 1;
        for d in &t.dots {
            row += 1;
            sheet.write_string(row, 0, text(&t.name))?;
            number(sheet, (row, 1), d.x, &f.number)?;
            number(sheet, (row, 2), d.y, &f.number)?;
            sheet.write_string(row, 3, text(&d.label))?;
        }
        let series = chart.add_series();
        series
            .set_categories((name.as_str(), first, 1, row, 1))
            .set_values((name.as_str(), first, 2, row, 2))
            .set_name(&caption(&t.name));
        if !t.joined {
            series.set_format(ChartFormat::new().set_no_line());
        }
    }
    if row == 0 {
        return nothing(sheet);
    }
    chart.title().set_name(&caption(&c.title));
    chart.set_width(WIDTH).set_height(HEIGHT);
    chart.x_axis().set_name(&caption(across)).set_num_format("#,##0.0");
    chart.y_axis().set_name(&caption(up)).set_num_format("#,##0.0");
    placed(c, chart, 5, sheet)
}

type Fields = [(String, Vec<(Tone, String)>)];

/// Words in cells, and beside them the shades as numbers on a scale of colours.
fn heat(across: &str, columns: &[String], rows: &Fields, f: &Formats, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, text(across), &f.head)?.set_column_width(0, 24)?;
    let n = columns.len() as u16;
    for (i, c) in columns.iter().enumerate() {
        let i = i as u16;
        sheet.write_string_with_format(0, i + 1, text(c), &f.head)?.set_column_width(i + 1, 24)?;
        sheet.write_string_with_format(0, n + 2 + i, text(&say!("{c}, 0 worst to 1 best", c)), &f.head)?;
    }
    for (r, (name, fields)) in rows.iter().enumerate() {
        let r = r as u32 + 1;
        sheet.write_string(r, 0, text(name))?;
        for (i, (tone, words)) in fields.iter().enumerate() {
            let i = i as u16;
            sheet.write_string(r, i + 1, text(words))?;
            if let Tone::Share(s) = tone {
                number(sheet, (r, n + 2 + i), *s, &f.number)?;
            }
        }
    }
    if n > 0 && !rows.is_empty() {
        let scale = ConditionalFormat3ColorScale::new()
            .set_minimum_color("F3B89A")
            .set_midpoint_color("F4EFDC")
            .set_maximum_color("A5D3A0");
        sheet.add_conditional_format(1, n + 2, rows.len() as u32, 2 * n + 1, &scale)?;
    }
    Ok(())
}
