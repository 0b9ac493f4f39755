//! Fields of two dimensions: colour and words say the same, so that nobody needs the colour.

use std::fmt::Write as _;

use crate::report::chart::Tone;
use crate::report::render::svg::paper::{WIDTH, cut, escaped};

const LEFT: f64 = 118.0;
const ROW: f64 = 38.0;

pub(super) fn heat(across: &str, columns: &[String], rows: &[(String, Vec<(Tone, String)>)]) -> (f64, String) {
    let width = (WIDTH - LEFT - 6.0) / columns.len().max(1) as f64;
    let fits = ((width - 6.0) / 6.4).max(3.0) as usize;
    let mut out = format!("<text class=\"q\" x=\"{LEFT}\" y=\"14\">{}</text>", escaped(across));
    for (i, c) in columns.iter().enumerate() {
        let x = LEFT + (i as f64 + 0.5) * width;
        let _ = write!(out, "<text class=\"m\" x=\"{x:.1}\" y=\"33\">{}</text>", escaped(&cut(c, fits)));
    }
    for (j, (name, fields)) in rows.iter().enumerate() {
        let y = 42.0 + j as f64 * ROW;
        let _ = write!(
            out,
            "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LEFT - 8.0,
            y + ROW / 2.0 + 3.0,
            escaped(&cut(name, 16))
        );
        for (i, (tone, words)) in fields.iter().enumerate() {
            let x = LEFT + i as f64 * width;
            let class = match tone {
                Tone::Open => "hx".to_owned(),
                Tone::Share(s) => format!("h{}", (s.clamp(0.0, 1.0) * 4.0).floor() as u32),
            };
            let _ = write!(
                out,
                "<g class=\"cell\"><rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\"/><title>{}</title><text class=\"m h\" x=\"{:.1}\" y=\"{:.1}\">{}</text></g>",
                x + 1.5,
                y + 1.5,
                width - 3.0,
                ROW - 3.0,
                escaped(words),
                x + width / 2.0,
                y + ROW / 2.0 + 4.0,
                escaped(&cut(words, fits))
            );
        }
    }
    (46.0 + rows.len() as f64 * ROW, out)
}
