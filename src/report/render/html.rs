//! The view as one self-contained page: no network, prints, works without scripts. minijinja escapes every text, and the
//! page's policy runs no script but its own.

use std::collections::BTreeMap;

use base64::Engine as _;
use minijinja::{AutoEscape, Environment};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::locale::{self, Language, say};
use crate::report::chart::{Chart, Drawing};
use crate::report::numbers::MONTHS;
use crate::report::render::unwritten::Unwritten;
use crate::report::render::{letters, svg};
use crate::report::table::{Cell, Table};
use crate::report::view::{Section, View};

const PAGE: &str = include_str!("html/page.html.jinja");
const STYLE: &str = include_str!("html/page.css");
const CHARTS: &str = include_str!("svg/chart.css");
const SCRIPT: &str = include_str!("html/page.js");
/// Only in pages that have plans to explore.
const EXPLORE: &str = include_str!("html/explorer.js");
/// Tables with more rows are folded.
const LONG: usize = 30;

/// The page.
///
/// # Errors
/// If the template fails, which would be a bug.
pub fn render(view: &View) -> Result<String, Unwritten> {
    let mut engine = Environment::new();
    engine.add_function("say", |text: String| locale::text(&text));
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    engine.add_template("page", PAGE).map_err(Unwritten::new)?;
    let page = engine.get_template("page").map_err(Unwritten::new)?;
    let facts: Vec<Value> =
        view.facts.iter().map(|f| json!({"name": f.name, "value": f.value, "note": f.note})).collect();
    let script = if view.explorer.is_some() { format!("{SCRIPT}\n{EXPLORE}") } else { SCRIPT.to_owned() };
    let parts: Vec<Value> = view.parts().map(|(i, name)| json!({"name": name, "at": i + 1})).collect();
    let explorer = view.explorer.as_ref().map(|e| serde_json::to_string(e).map_err(Unwritten::new)).transpose()?;
    let all = json!({
        "title": view.title,
        "answer": view.answer,
        "facts": facts,
        "trust": view.trust,
        "warnings": view.warnings,
        "sections": view.sections.iter().map(section).collect::<Vec<_>>(),
        "style": STYLE,
        "pictures": CHARTS,
        "script": script,
        "parts": parts,
        "explorer": explorer,
        "script_digest": base64::engine::general_purpose::STANDARD.encode(Sha256::digest(script.as_bytes())),
        "lang": locale::current().code(),
        "words": words(&script)?,
        "version": env!("CARGO_PKG_VERSION"),
    });
    page.render(minijinja::value::Serde(all)).map(|page| letters::clean_page(&page)).map_err(Unwritten::new)
}

/// The texts of the page's own scripts in the language of the reader; nothing in English.
fn words(script: &str) -> Result<Option<String>, Unwritten> {
    if locale::current() == Language::ENGLISH {
        return Ok(None);
    }
    let said = script.split("say(\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(text, _)| text);
    let mut all: BTreeMap<String, String> = said.map(|text| (text.to_owned(), locale::text(text))).collect();
    all.extend(MONTHS.into_iter().chain(["1"]).map(|m| (m.to_owned(), locale::word("date", m))));
    serde_json::to_string(&all).map(Some).map_err(Unwritten::new)
}

fn section(s: &Section) -> Value {
    json!({
        "title": s.title,
        "part": s.part,
        "words": s.words,
        "charts": s.charts.iter().map(chart).collect::<Vec<_>>(),
        "tables": s.tables.iter().map(table).collect::<Vec<_>>(),
    })
}

fn chart(c: &Chart) -> Value {
    let (periods, one) = match &c.figure {
        Drawing::Map { time, .. } => (json!(time.periods), json!(say!("Show one {}:", time.unit()))),
        _ => (Value::Null, Value::Null),
    };
    // Keys are drawdown's own, but an element's name takes letters only.
    let key: String = c.key.chars().filter(|x| x.is_ascii_alphanumeric() || *x == '_').collect();
    let csv = String::from_utf8(c.values().csv()).unwrap_or_default();
    json!({"key": key, "title": c.title, "wide": svg::element(c, svg::WIDE), "narrow": svg::element(c, svg::NARROW), "periods": periods, "one": one, "csv": csv})
}

fn table(t: &Table) -> Value {
    let row = |r: &Vec<Cell>| -> Value {
        r.iter().map(|c| json!({"shown": c.shown(), "date": matches!(c, Cell::Date(_))})).collect()
    };
    json!({
        "title": t.title,
        "heads": t.heads(),
        "numeric": t.numeric(),
        "long": t.rows.len() > LONG,
        "count": say!("{} rows", t.rows.len()),
        "rows": t.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
