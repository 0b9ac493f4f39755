//! The view as Markdown that reads well in a terminal and on a forge.

use std::fmt::Write as _;

use crate::report::table::{Cell, Table};
use crate::report::view::View;

/// Rows of a table that are shown.
const ROWS: usize = 40;

/// The document.
pub fn render(view: &View) -> String {
    let mut out = format!("# {}\n\n", escaped(&view.title));
    for s in &view.answer {
        let _ = writeln!(out, "{}\n", escaped(s));
    }
    for (k, v) in &view.facts {
        let _ = writeln!(out, "- **{}:** {}", escaped(k), escaped(v));
    }
    for s in &view.sections {
        let _ = writeln!(out, "\n## {}\n", escaped(&s.title));
        for w in &s.words {
            let _ = writeln!(out, "{}\n", escaped(w));
        }
        for c in &s.charts {
            let _ = writeln!(out, "*{}: {}*\n", escaped(&c.title), escaped(&c.alt));
        }
        for t in &s.tables {
            table(t, &mut out);
        }
    }
    out
}

fn table(t: &Table, out: &mut String) {
    let heads: Vec<String> = t.columns.iter().map(|h| escaped(h)).collect();
    let number = |i: usize| t.rows.iter().any(|r| r[i].is_number());
    let rule: Vec<&str> = (0..t.columns.len()).map(|i| if number(i) { "---:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", heads.join(" | "), rule.join(" | "));
    for row in t.rows.iter().take(ROWS) {
        let cells: Vec<String> = row.iter().map(|c: &Cell| escaped(&c.shown())).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    if t.rows.len() > ROWS {
        let _ = writeln!(out, "\n*and {} rows more*", t.rows.len() - ROWS);
    }
    out.push('\n');
}

/// Text that cannot become markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(super::escaped("a|b <i> [x](y)\n#"), "a\\|b &lt;i&gt; \\[x\\](y) \\#");
    }
}
