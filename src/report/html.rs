//! The view as one self-contained page: no network, prints, works without scripts. minijinja escapes every text.

use minijinja::{AutoEscape, Environment};
use serde_json::{Value, json};

use crate::report::chart::{Figure, svg};
use crate::report::view::{Section, View};

const PAGE: &str = include_str!("page.html.jinja");

/// The page.
///
/// # Errors
/// If the template fails, which would be a bug.
pub fn render(view: &View) -> Result<String, String> {
    let mut engine = Environment::new();
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.add_template("page", PAGE).map_err(|e| e.to_string())?;
    let page = engine.get_template("page").map_err(|e| e.to_string())?;
    let sections: Vec<Value> = view.sections.iter().map(section).collect();
    let all = json!({"title": view.title, "answer": view.answer, "facts": view.facts, "sections": sections});
    page.render(minijinja::value::Serde(all)).map_err(|e| e.to_string())
}

fn section(s: &Section) -> Value {
    let charts: Vec<Value> = s
        .charts
        .iter()
        .map(|c| {
            let weeks = if let Figure::Map { weeks, .. } = c.figure { json!(weeks) } else { Value::Null };
            json!({"key": c.key, "title": c.title, "svg": svg::draw(c), "weeks": weeks})
        })
        .collect();
    let tables: Vec<Value> = s
        .tables
        .iter()
        .map(|t| {
            let row = |r: &Vec<crate::report::table::Cell>| -> Value {
                r.iter().map(|c| json!({"n": c.is_number(), "shown": c.shown()})).collect()
            };
            json!({"title": t.title, "columns": t.columns, "rows": t.rows.iter().map(row).collect::<Vec<_>>()})
        })
        .collect();
    json!({"title": s.title, "words": s.words, "charts": charts, "tables": tables})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::{Cell, Table};

    #[test]
    fn names_cannot_become_markup() {
        let evil = "<script>alert(1)</script>\"'&";
        let mut t = Table::new("t", evil, &["a"]);
        t.push(vec![Cell::text(evil)]);
        let chart = crate::report::chart::Chart {
            key: "k".into(),
            title: evil.into(),
            alt: evil.into(),
            figure: Figure::Gantt {
                weeks: 2,
                spans: vec![crate::report::chart::Span {
                    name: evil.into(),
                    weeks: 1.0,
                    label: evil.into(),
                    open_end: false,
                }],
            },
        };
        let s = Section { title: evil.into(), words: vec![evil.into()], charts: vec![chart], tables: vec![t] };
        let view = View {
            title: evil.into(),
            answer: vec![evil.into()],
            facts: vec![(evil.into(), evil.into())],
            sections: vec![s],
            ..View::default()
        };
        let page = render(&view).expect("it renders");
        assert!(!page.contains("<script>alert"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"));
    }
}
