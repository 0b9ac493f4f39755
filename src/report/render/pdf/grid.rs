//! Tables on pages: widths from what stands in the columns, rows that wrap, heads again on every page.

use crate::locale::say;
use crate::report::render::pdf::sheet::{Look, PieceKind, Sheets, measure, wrapped};
use crate::report::table::{Cell, Table};

/// Rows that are set; the page and the workbook have all.
const ROWS: usize = 120;
/// Left and right of a cell's text.
const PAD: f32 = 3.5;

struct Columns {
    /// Where each starts and how wide its text may be.
    at: Vec<(f32, f32)>,
    numeric: Vec<bool>,
}

pub(super) fn table(s: &mut Sheets, t: &Table) {
    if t.columns.is_empty() {
        return;
    }
    let heads = t.heads();
    let rows: Vec<Vec<String>> = t.rows.iter().take(ROWS).map(|r| r.iter().map(Cell::shown).collect()).collect();
    let columns = Columns { at: widths(s, t, &heads, &rows), numeric: t.numeric() };
    s.room(start(s, t, &columns, &heads, &rows));
    s.paragraph(&t.title, Look::BOLD, PieceKind::Paragraph);
    let tag = s.tag(PieceKind::Table);
    row(s, &columns, &heads, tag, true);
    for cells in &rows {
        if s.room(height(&columns, cells, Look::CELL) + 1.0) {
            // Said once for those who listen; seen on every page.
            repeated(s, &columns, &heads);
        }
        row(s, &columns, cells, tag, false);
    }
    s.y += 3.0;
    if t.rows.len() > ROWS {
        let words = say!("And {} rows more, in the page and in the workbook.", t.rows.len() - ROWS);
        s.paragraph(&words, Look::QUIET, PieceKind::Paragraph);
    }
    s.y += 7.0;
}

/// Points of what is not parted: the title, the head and the first row.
fn start(s: &Sheets, t: &Table, columns: &Columns, heads: &[String], rows: &[Vec<String>]) -> f32 {
    let first = rows.first().map_or(0.0, |r| height(columns, r, Look::CELL));
    s.tall(&t.title, Look::BOLD) + height(columns, heads, Look::HEAD) + first + 2.0
}

/// Points that a table needs where it begins.
pub(super) fn least(s: &Sheets, t: &Table) -> f32 {
    let (heads, rows) = (t.heads(), shown(t));
    start(s, t, &Columns { at: widths(s, t, &heads, &rows), numeric: t.numeric() }, &heads, &rows)
}

fn shown(t: &Table) -> Vec<Vec<String>> {
    t.rows.iter().take(ROWS).map(|r| r.iter().map(Cell::shown).collect()).collect()
}

/// Columns take what their longest text needs; if that is more than the page has, the wide ones give way and wrap.
fn widths(s: &Sheets, t: &Table, heads: &[String], rows: &[Vec<String>]) -> Vec<(f32, f32)> {
    let whole = s.width();
    let wanted: Vec<f32> = heads
        .iter()
        .enumerate()
        .map(|(i, h)| {
            let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| measure(c, Look::CELL));
            // A head may wrap at its words.
            let head = h.split(' ').map(|w| measure(w, Look::HEAD)).fold(0.0, f32::max);
            cells.fold(head, f32::max) + 2.0 * PAD + 1.0
        })
        .collect();
    let total: f32 = wanted.iter().sum();
    let widths: Vec<f32> = if total <= whole {
        let spare = (whole - total) / heads.len() as f32;
        wanted.iter().map(|w| w + spare.min(60.0)).collect()
    } else {
        // Names of rows are not broken; then the largest width at which all fit: narrow columns keep what they want.
        let first = wanted.first().copied().unwrap_or(0.0).min(whole / 4.0);
        let least = narrowest(t, heads, rows, (first, whole));
        let capped = |cap: f32| wanted.iter().zip(&least).map(move |(w, least)| w.min(cap.max(*least)));
        let (mut low, mut high) = (0.0, whole);
        for _ in 0..40 {
            let cap = f32::midpoint(low, high);
            if capped(cap).sum::<f32>() > whole { high = cap } else { low = cap }
        }
        capped(low).collect()
    };
    let mut x = Sheets::left();
    widths
        .into_iter()
        .map(|w| {
            let at = (x + PAD, (w - 2.0 * PAD).max(8.0));
            x += w;
            at
        })
        .collect()
}

/// No column is narrower than its longest word or a date: they are not parted. Where not even these fit, dates are, and then words.
fn narrowest(t: &Table, heads: &[String], rows: &[Vec<String>], (first, whole): (f32, f32)) -> Vec<f32> {
    let word = |text: &str, look| text.split(' ').map(|w| measure(w, look)).fold(0.0, f32::max);
    let dated = |i: usize| t.rows.iter().any(|r| matches!(r.get(i), Some(Cell::Date(_))));
    for dates in [true, false] {
        let longest = |(i, h): (usize, &String)| {
            let solid = dates && dated(i);
            let cells = rows.iter().filter_map(|r| r.get(i));
            let cells = cells.map(|c| if solid { measure(c, Look::CELL) } else { word(c, Look::CELL) });
            let least = cells.fold(word(h, Look::HEAD), f32::max) + 2.0 * PAD + 1.0;
            if i == 0 { least.max(first) } else { least }
        };
        let least: Vec<f32> = heads.iter().enumerate().map(longest).collect();
        if least.iter().sum::<f32>() <= whole {
            return least;
        }
    }
    (0..heads.len()).map(|i| if i == 0 { first } else { 0.0 }).collect()
}

fn height(columns: &Columns, cells: &[String], look: Look) -> f32 {
    let lines = cells.iter().zip(&columns.at).map(|(c, (_, w))| wrapped(c, *w, look).len());
    lines.max().unwrap_or(1) as f32 * look.leading() + 3.0
}

fn row(s: &mut Sheets, columns: &Columns, cells: &[String], table: usize, head: bool) {
    let look = if head { Look::HEAD } else { Look::CELL };
    let high = height(columns, cells, look);
    let tag = s.tag_in(table, PieceKind::Row);
    let top = s.y;
    for (i, c) in cells.iter().enumerate().take(columns.at.len()) {
        let kind = match (head, i) {
            (true, _) => PieceKind::HeadCell,
            (false, 0) => PieceKind::RowHead,
            (false, _) => PieceKind::Cell,
        };
        let tag = s.tag_in(tag, kind);
        set(s, columns, i, c, (top, look, tag));
    }
    s.y = top + high;
    s.line(s.y - 1.0, if head { 130 } else { 215 });
}

fn set(s: &mut Sheets, columns: &Columns, i: usize, text: &str, (top, look, tag): (f32, Look, usize)) {
    let (x, w) = columns.at[i];
    let mut y = top;
    for line in wrapped(text, w, look) {
        let shift = if columns.numeric[i] { w - measure(&line, look) } else { 0.0 };
        s.text(x + shift.max(0.0), y, &line, look, tag);
        y += look.leading();
    }
}

fn repeated(s: &mut Sheets, columns: &Columns, heads: &[String]) {
    let high = height(columns, heads, Look::HEAD);
    let top = s.y;
    for (i, h) in heads.iter().enumerate() {
        // usize::MAX: no node of the structure.
        set(s, columns, i, h, (top, Look::HEAD, usize::MAX));
    }
    s.y = top + high;
    s.line(s.y - 1.0, 130);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_date_keep_their_line_where_all_fit() {
        let mut t = Table::new("t", "T", &["site", "chargements restés", "ferme le"]);
        t.push(vec![Cell::text("Gao"), Cell::Count(1.0), Cell::Date(jiff::civil::Date::constant(2027, 1, 1))]);
        let (heads, rows) = (t.heads(), shown(&t));
        let (word, date) = (measure("chargements", Look::HEAD), measure(&rows[0][2], Look::CELL));
        let least = |whole| narrowest(&t, &heads, &rows, (0.0, whole));
        let all = least(1000.0);
        assert!(all[1] >= word + 2.0 * PAD && all[2] >= date + 2.0 * PAD, "{all:?}");
        // A little less than all want: the date gives way, the word does not.
        let fewer = least(all.iter().sum::<f32>() - 1.0);
        assert!(fewer[1] >= word + 2.0 * PAD && fewer[2] < date + 2.0 * PAD, "{fewer:?}");
        assert_eq!(least(10.0), [0.0; 3]);
    }
}
