//! Cells as aligned columns of text that fit a width: heads and words wrap, numbers and dates do not; what is still too wide goes on below,
//! with the first column repeated. Must not know what the cells are about.

use unicode_width::UnicodeWidthStr as _;

/// Blanks around a cell.
const PADDING: usize = 2;

/// A cell as it is shown.
pub(super) struct Shown {
    pub text: String,
    /// At the right edge.
    pub right: bool,
    /// Never broken.
    pub solid: bool,
}

/// Lines of at most `width` characters, as far as words allow.
pub(super) fn columns(heads: &[String], rows: &[Vec<Shown>], width: usize) -> String {
    let natural: Vec<usize> = (0..heads.len()).map(|i| natural(heads, rows, i)).collect();
    if natural.iter().map(|w| w + PADDING).sum::<usize>() <= width {
        return block(heads, rows, &(0..heads.len()).zip(natural).collect::<Vec<_>>());
    }
    let least: Vec<usize> = (0..heads.len()).map(|i| least(heads, rows, i)).collect();
    let blocks: Vec<String> = split(&least, width)
        .iter()
        .map(|which| {
            let mut room = width.saturating_sub(which.iter().map(|i| least[*i] + PADDING).sum());
            let widths = which.iter().map(|i| {
                let more = room.min(natural[*i] - least[*i]);
                room -= more;
                (*i, least[*i] + more)
            });
            block(heads, rows, &widths.collect::<Vec<_>>())
        })
        .collect();
    blocks.join("\n")
}

/// Which columns stand side by side; the first one in each block.
fn split(least: &[usize], width: usize) -> Vec<Vec<usize>> {
    let mut blocks = vec![vec![0]];
    let mut used = least.first().map_or(0, |w| w + PADDING);
    for (i, w) in least.iter().enumerate().skip(1) {
        if used + w + PADDING > width && blocks.last().is_some_and(|b| b.len() > 1) {
            blocks.push(vec![0]);
            used = least[0] + PADDING;
        }
        used += w + PADDING;
        if let Some(block) = blocks.last_mut() {
            block.push(i);
        }
    }
    blocks
}

fn natural(heads: &[String], rows: &[Vec<Shown>], i: usize) -> usize {
    let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| c.text.width());
    cells.chain([heads[i].width()]).max().unwrap_or(0)
}

/// The longest word that may not be broken.
fn least(heads: &[String], rows: &[Vec<Shown>], i: usize) -> usize {
    let word = |text: &str| text.split(' ').map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0);
    let cells = rows.iter().filter_map(|r| r.get(i)).map(|c| if c.solid { c.text.width() } else { word(&c.text) });
    cells.chain([word(&heads[i])]).max().unwrap_or(0)
}

/// Some columns with their widths.
fn block(heads: &[String], rows: &[Vec<Shown>], widths: &[(usize, usize)]) -> String {
    let head = |i: usize| heads.get(i).map(|h| (h.as_str(), false));
    let mut out = line(widths, &head);
    for row in rows {
        out.push_str(&line(widths, &|i| row.get(i).map(|c| (c.text.as_str(), c.right))));
    }
    out
}

/// One row, on as many lines as its highest cell.
fn line<'a>(widths: &[(usize, usize)], cell: &dyn Fn(usize) -> Option<(&'a str, bool)>) -> String {
    let cells: Vec<(Vec<String>, bool)> = widths
        .iter()
        .map(|(i, width)| cell(*i).map_or((Vec::new(), false), |(text, right)| (wrapped(text, *width), right)))
        .collect();
    let height = cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(0).max(1);
    let mut out = String::new();
    for n in 0..height {
        let mut line = String::new();
        for ((lines, right), (_, width)) in cells.iter().zip(widths) {
            let text = lines.get(n).map_or("", String::as_str);
            let blank = " ".repeat(width.saturating_sub(text.width()));
            line.push_str(&if *right { format!(" {blank}{text} ") } else { format!(" {text}{blank} ") });
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Words on lines; a line break of the text's own is a blank.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let text = text.replace('\n', " ");
    if text.width() <= width {
        return vec![text];
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(last) if last.is_empty() => last.push_str(word),
            Some(last) if last.width() + 1 + word.width() <= width => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<Shown> {
        cells.iter().enumerate().map(|(i, c)| Shown { text: (*c).into(), right: i > 0, solid: i > 0 }).collect()
    }

    fn heads(list: &[&str]) -> Vec<String> {
        list.iter().map(|h| (*h).to_owned()).collect()
    }

    #[test]
    fn what_fits_stands_on_one_line() {
        let rows = [row(&["north", "12"]), row(&["a", "1,234"])];
        assert_eq!(columns(&heads(&["site", "people"]), &rows, 80), " site   people\n north      12\n a       1,234\n");
    }

    #[test]
    fn words_wrap_and_numbers_do_not() {
        let rows = [row(&["six months under a small budget", "$191.0m"])];
        let text = columns(&heads(&["scenario", "least budget"]), &rows, 26);
        assert_eq!(
            text,
            " scenario         least\n                  budget\n six months       $191.0m\n under a small\n budget\n"
        );
    }

    #[test]
    fn what_is_too_wide_goes_on_below() {
        let rows = [row(&["one", "1111111111", "2222222222", "3333333333"])];
        let text = columns(&heads(&["x", "a", "b", "c"]), &rows, 30);
        assert_eq!(text, " x    a           b\n one  1111111111  2222222222\n\n x    c\n one  3333333333\n");
        assert!(text.lines().all(|l| l.width() <= 30));
    }
}
