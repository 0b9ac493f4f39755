//! The view as Markdown that reads well in a terminal and on a forge: columns are aligned in the source too.

use std::fmt::Write as _;

use crate::report::table::Table;
use crate::report::view::View;

/// Rows of a table that are shown; the whole table is in the page and in the workbook.
const ROWS: usize = 40;
/// Cells are padded up to this width only: one long text does not widen all rows.
const PADDED: usize = 40;

/// The document.
pub fn render(view: &View) -> String {
    let mut out = format!("# {}\n\n", escaped(&view.title));
    for s in &view.answer {
        let _ = writeln!(out, "{}\n", escaped(s));
    }
    for w in &view.warnings {
        let _ = writeln!(out, "> **Read first:** {}\n", escaped(w));
    }
    for f in &view.facts {
        let _ = writeln!(out, "- **{}: {}** ({})", escaped(&f.name), escaped(&f.value), escaped(&f.note));
    }
    if !view.trust.is_empty() {
        let _ = writeln!(out, "\n{}", escaped(&view.trust));
    }
    for s in &view.sections {
        let _ = writeln!(out, "\n## {}\n", escaped(&s.title));
        for w in &s.words {
            let _ = writeln!(out, "{}\n", escaped(w));
        }
        for c in &s.charts {
            let _ = writeln!(out, "*{}.* {}\n", escaped(&c.title), escaped(&c.alt));
        }
        for t in &s.tables {
            table(t, &mut out);
        }
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn table(t: &Table, out: &mut String) {
    if t.columns.is_empty() {
        return;
    }
    let numeric = t.numeric();
    let shown = t.rows.iter().take(ROWS).map(|r| r.iter().map(|c| escaped(&c.shown())).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> =
        std::iter::once(t.heads().iter().map(|h| escaped(h)).collect()).chain(shown).collect();
    let long = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..t.columns.len()).map(|i| long(i).clamp(3, PADDED)).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(i, c)| {
            let fill = " ".repeat(widths[i].saturating_sub(c.chars().count()));
            if numeric[i] { format!("{fill}{c}") } else { format!("{c}{fill}") }
        });
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule = widths.iter().zip(&numeric).map(|(w, n)| if *n { format!("{}:", "-".repeat(w - 1)) } else { "-".repeat(*w) });
    let _ = writeln!(out, "**{}**\n", escaped(&t.title));
    let _ = writeln!(out, "{}\n| {} |", line(&rows[0]), rule.collect::<Vec<_>>().join(" | "));
    for row in &rows[1..] {
        let _ = writeln!(out, "{}", line(row));
    }
    if t.rows.len() > ROWS {
        let _ = writeln!(out, "\n*and {} rows more, in the page and in the workbook*", t.rows.len() - ROWS);
    }
    out.push('\n');
}

/// Text that cannot become markup, at the start of a line neither.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let words = text.trim_start();
    for (i, c) in words.char_indices() {
        let marker = i == 0 && matches!(c, '-' | '+' | '=' | '~' | '>');
        let numbered = c == '.' && i > 0 && words[..i].bytes().all(|b| b.is_ascii_digit());
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if c.is_control() => out.push(' '),
            // A bare address would become a link on a forge.
            ':' if words[i..].starts_with("://") => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' | '~' | '!' | '$' => {
                // A money sign is no formula unless a second one follows, and an underscore inside a word is no emphasis.
                let plain = (c == '$' && !words[i + 1..].contains('$')) || c == '!' && !words[i + 1..].starts_with('[');
                if !plain {
                    out.push('\\');
                }
                out.push(c);
            }
            c if marker || numbered => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escaped("a|b <i> [x](y)\n#"), "a\\|b &lt;i&gt; \\[x\\](y) \\#");
        assert_eq!(escaped("- item"), "\\- item");
        assert_eq!(escaped("1. item"), "1\\. item");
        assert_eq!(escaped("http://evil"), "http&#58;//evil");
        assert_eq!(escaped("```"), "\\`\\`\\`");
    }
}
