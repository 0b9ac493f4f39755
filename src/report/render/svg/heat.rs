//! Fields of two dimensions: colour, words and a mark say the same, so that nobody needs the colour.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::chart::Tone;
use crate::report::render::svg::paper::{Canvas, LETTER, cut, escaped};

const ROW: f64 = 40.0;
/// On phones words and mark stand below each other.
const MARK: f64 = 10.0;
/// Columns that a phone has room for.
const FEW: usize = 4;

type HeatRows = Vec<(String, Vec<(Tone, String)>)>;

pub(super) fn heat(paper: Canvas, (across, goal): (&str, bool), columns: &[String], rows: &HeatRows) -> (f64, String) {
    if paper.narrow() && columns.len() > FEW && rows.len() < columns.len() {
        let turned: HeatRows = columns
            .iter()
            .enumerate()
            .map(|(i, c)| (c.clone(), rows.iter().filter_map(|(_, fields)| fields.get(i).cloned()).collect()))
            .collect();
        let heads: Vec<String> = rows.iter().map(|(name, _)| name.clone()).collect();
        let words = say!("rows and columns turned: {across}", across);
        return fields(paper, (&words, goal), &heads, &turned);
    }
    fields(paper, (across, goal), columns, rows)
}

fn fields(paper: Canvas, (across, goal): (&str, bool), columns: &[String], rows: &HeatRows) -> (f64, String) {
    let longest = rows.iter().map(|(n, _)| n.chars().count()).max().unwrap_or(0) as f64;
    let left = (longest * LETTER + 14.0).clamp(60.0, if paper.narrow() { 84.0 } else { 130.0 });
    let width = (paper.width - left - 6.0) / columns.len().max(1) as f64;
    let fits = ((width - 8.0) / 6.4).max(3.0) as usize;
    let down = if goal && paper.narrow() { MARK } else { 0.0 };
    let high = ROW + down;
    let mut out = format!("<text class=\"q\" x=\"4\" y=\"14\">{}</text>", escaped(across));
    for (i, c) in columns.iter().enumerate() {
        let x = left + (i as f64 + 0.5) * width;
        let _ = write!(out, "<text class=\"m\" x=\"{x:.1}\" y=\"33\">{}</text>", escaped(&cut(c, fits)));
    }
    for (j, (name, fields)) in rows.iter().enumerate() {
        let y = 42.0 + j as f64 * high;
        let most = ((left - 10.0) / LETTER) as usize;
        let _ = write!(
            out,
            "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            left - 8.0,
            y + high / 2.0 + 3.0,
            escaped(&cut(name, most))
        );
        for (i, (tone, words)) in fields.iter().enumerate() {
            let x = left + i as f64 * width;
            field((x, y, width), (*tone, down), words, fits, &mut out);
            if goal {
                mark(*tone, (x + width - 9.0, y + 9.0), &mut out);
            }
        }
    }
    let y = 42.0 + rows.len() as f64 * high;
    if !goal {
        return (y + 4.0, out);
    }
    let _ = write!(out, "<g transform=\"translate(8,{:.1})\">", y + 12.0);
    mark(Tone::Share(1.0), (6.0, 0.0), &mut out);
    let _ = write!(out, "<text class=\"q\" x=\"18\" y=\"4\">{}</text>", escaped(&say!("reached")));
    mark(Tone::Share(0.0), (86.0, 0.0), &mut out);
    let _ = write!(out, "<text class=\"q\" x=\"98\" y=\"4\">{}</text></g>", escaped(&say!("not reached")));
    (y + 24.0, out)
}

fn field((x, y, width): (f64, f64, f64), (tone, down): (Tone, f64), words: &str, fits: usize, out: &mut String) {
    let class = match tone {
        Tone::Open => "hx".to_owned(),
        Tone::Share(s) => format!("h{}", (s.clamp(0.0, 1.0) * 4.0).floor() as u32),
    };
    let _ = write!(
        out,
        "<g class=\"cell\"><rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\"/><title>{}</title>",
        x + 1.5,
        y + 1.5,
        width - 3.0,
        ROW + down - 3.0,
        escaped(words)
    );
    let lines = folded(words, fits);
    let first = y + down + ROW / 2.0 + 4.0 - 7.0 * (lines.len() as f64 - 1.0);
    for (k, line) in lines.iter().enumerate() {
        let _ = write!(
            out,
            "<text class=\"m h\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x + width / 2.0,
            first + 14.0 * k as f64,
            escaped(line)
        );
    }
    out.push_str("</g>");
}

/// A tick where it is reached, a cross where it is not; nothing where it is not known.
fn mark(tone: Tone, (x, y): (f64, f64), out: &mut String) {
    let Tone::Share(s) = tone else { return };
    let path = if s >= 1.0 {
        format!("M{:.1} {y:.1}l2.5 3l4 -6", x - 4.0)
    } else if s < 0.8 {
        format!("M{:.1} {:.1}l5 5m0 -5l-5 5", x - 3.0, y - 2.5)
    } else {
        return;
    };
    let _ = write!(out, "<path class=\"tick\" d=\"{path}\"/>");
}

/// One line, or two that are about as long.
fn folded(words: &str, fits: usize) -> Vec<String> {
    if words.chars().count() <= fits {
        return vec![words.to_owned()];
    }
    let middle = words.len() / 2;
    let blank = words.match_indices(' ').map(|(i, _)| i).min_by_key(|i| i.abs_diff(middle));
    match blank {
        Some(i) => vec![cut(&words[..i], fits), cut(&words[i + 1..], fits)],
        None => vec![cut(words, fits)],
    }
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn words_fold_at_the_blank_nearest_to_the_middle() {
        assert_eq!(folded("all out 5 Dec 2023", 20), ["all out 5 Dec 2023"]);
        assert_eq!(folded("all out 5 Dec 2023", 12), ["all out 5", "Dec 2023"]);
        assert_eq!(folded("unbreakable", 6), ["unbre…"]);
    }
}
