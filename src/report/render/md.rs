//! The view as Markdown that reads well in a terminal and on a forge: columns are aligned in the source too.

use std::fmt::Write as _;

use crate::locale::say;
use crate::report::render::letters;
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
        let _ = writeln!(out, "{}\n", line(s));
    }
    for w in &view.warnings {
        let _ = writeln!(out, "> **{}** {}\n", say!("Read first:"), escaped(w));
    }
    for f in &view.facts {
        let _ = writeln!(out, "- **{}** ({})", say!("{}: {}", escaped(&f.name), escaped(&f.value)), escaped(&f.note));
    }
    if !view.trust.is_empty() {
        let _ = writeln!(out, "\n{}", line(&view.trust));
    }
    if view.parts().next().is_some() {
        out.push_str(&format!("\n## {}\n\n", say!("Contents")));
        view.parts().for_each(|(_, name)| {
            let _ = writeln!(out, "- {}", escaped(name));
        });
    }
    for s in &view.sections {
        if let Some(part) = &s.part {
            let _ = writeln!(out, "\n---\n\n# {}\n", escaped(part));
        }
        let _ = writeln!(out, "\n## {}\n", escaped(&s.title));
        for w in &s.words {
            let _ = writeln!(out, "{}\n", line(w));
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
    out.replace("\n\n\n", "\n\n")
}

fn table(t: &Table, out: &mut String) {
    if t.columns.is_empty() {
        return;
    }
    let numeric = t.numeric();
    let shown = t.rows.iter().take(ROWS).map(|r| r.iter().map(|c| escaped(&c.shown())).collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = std::iter::once(t.heads().iter().map(|h| escaped(h)).collect()).chain(shown).collect();
    let long = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..t.columns.len()).map(|i| long(i).clamp(3, PADDED)).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().enumerate().map(|(i, c)| {
            let fill = " ".repeat(widths[i].saturating_sub(c.chars().count()));
            if numeric[i] { format!("{fill}{c}") } else { format!("{c}{fill}") }
        });
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let rule =
        widths.iter().zip(&numeric).map(|(w, n)| if *n { format!("{}:", "-".repeat(w - 1)) } else { "-".repeat(*w) });
    let _ = writeln!(out, "**{}**\n", escaped(&t.title));
    let _ = writeln!(out, "{}\n| {} |", line(&rows[0]), rule.collect::<Vec<_>>().join(" | "));
    for row in &rows[1..] {
        let _ = writeln!(out, "{}", line(row));
    }
    if t.rows.len() > ROWS {
        let _ = writeln!(out, "\n*{}*", say!("and {} rows more, in the page and in the workbook", t.rows.len() - ROWS));
    }
    out.push('\n');
}

/// A paragraph: what would begin a list, a quote or a rule begins none.
fn line(text: &str) -> String {
    let out = escaped(text);
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && (out[digits..].starts_with(". ") || out[digits..].starts_with(") "));
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        _ if numbered => format!("{}\\{}", &out[..digits], &out[digits..]),
        _ => out,
    }
}

/// Text that cannot become markup within a line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let words = text.trim();
    for (i, c) in words.char_indices() {
        let after = words[i + c.len_utf8()..].chars().next();
        let inside = |x: Option<char>| x.is_some_and(char::is_alphanumeric);
        // Money is no formula, an underscore inside a word no emphasis, a cry no picture.
        let plain = match c {
            '$' => after.is_some_and(|x| x.is_ascii_digit()),
            '_' => inside(words[..i].chars().next_back()) && inside(after),
            '!' => after != Some('['),
            '|' | '*' | '`' | '[' | ']' | '#' | '\\' | '~' => false,
            _ => true,
        };
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c if letters::forbidden(c) => out.push(' '),
            // A bare address would become a link on a forge.
            ':' if words[i..].starts_with("://") => out.push_str("&#58;"),
            '.' if words[..i].to_lowercase().ends_with("www") => out.push_str("&#46;"),
            '@' => out.push_str("&#64;"),
            c if plain => out.push(c),
            c => out.extend(['\\', c]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, line};

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(escaped("a|b <i> [x](y)\n#"), "a\\|b &lt;i&gt; \\[x\\](y) \\#");
        assert_eq!(line("- item"), "\\- item");
        assert_eq!(line("1. item"), "1\\. item");
        assert_eq!(escaped("http://evil"), "http&#58;//evil");
        assert_eq!(escaped("```"), "\\`\\`\\`");
        assert_eq!(escaped("4.93"), "4.93");
        assert_eq!(escaped("$5.1m, a_b, _c_"), "$5.1m, a_b, \\_c\\_");
    }
}
