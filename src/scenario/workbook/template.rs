//! The workbook of `drawdown new --workbook`: the starter's rows, each heading explained, choices to pick from; and the scenario
//! that reads it.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet, XlsxError,
};

use crate::scenario::key::{Holds, Key};
use crate::scenario::schema::{self, TABLES, unit};
use crate::scenario::tree::{RawNode, RawTable, Value};
use crate::scenario::{read_toml, starter};

/// Rows that have choices and checks.
const LAST: u32 = 2000;
/// Keys that name a row of another table.
const NAMES: [(&str, &str, &str); 7] = [
    ("units", "site", "sites"),
    ("units", "kind", "kinds"),
    ("routes", "from", "sites"),
    ("routes", "fleet", "fleets"),
    ("fleets", "base", "sites"),
    ("air_links", "fleet", "fleets"),
    ("air_links", "site", "sites"),
];

/// The scenario beside the workbook: what is not a table of rows.
pub fn scenario() -> String {
    let text = starter();
    let mut out = String::new();
    let mut kept = true;
    for block in blocks(text) {
        let head = block.lines().find(|l| l.starts_with('[')).unwrap_or_default();
        let table = head.trim_start_matches('[').split([']', '.']).next().unwrap_or_default();
        let nested = head.contains('.') && TABLES.contains(&table);
        if TABLES.contains(&table) && !nested {
            kept = false;
            // Rows that have lists of their own are named here again: the lists hang on them.
            if let Some(id) = block.lines().find(|l| l.starts_with("id = ")).filter(|_| followed(text, block)) {
                out.push_str(&format!("[[{table}]]\n{}\n", id.split('#').next().unwrap_or(id).trim_end()));
            }
            continue;
        }
        if !kept && !nested {
            out.push('\n');
        }
        kept = true;
        out.push_str(block);
    }
    let tables = "# Kinds, sites, exits, fleets, routes and units stand in the workbook, one sheet each.\n[tables]\nworkbook = \"mission.xlsx\"\n\n";
    match out.find("[calendar]") {
        Some(at) => format!("{}{tables}{}", &out[..at], &out[at..]),
        None => out,
    }
}

/// A text cut before each of its tables.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = text.match_indices("\n[").map(|(at, _)| at + 1).collect();
    starts.insert(0, 0);
    starts.push(text.len());
    starts.windows(2).map(|w| &text[w[0]..w[1]]).collect()
}

/// The next table hangs on this row.
fn followed(text: &str, block: &str) -> bool {
    let end = block.as_ptr() as usize - text.as_ptr() as usize + block.len();
    let head = text[end..].lines().next().unwrap_or_default();
    head.starts_with("[[") && head.contains('.') && TABLES.iter().any(|t| head.starts_with(&format!("[[{t}.")))
}

/// The bytes of the workbook.
///
/// # Errors
/// If the writer refuses something.
pub fn template() -> Result<Vec<u8>, XlsxError> {
    let tree = read_toml::read(starter(), 0, &mut Vec::new());
    let mut book = Workbook::new();
    // The same template has the same bytes, whenever it is written.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2023, 7, 1)?));
    readme(book.add_worksheet())?;
    for table in TABLES {
        let keys: Vec<&Key> = schema::table(table).unwrap_or_default().iter().filter(|k| simple(k.holds)).collect();
        let rows: Vec<&RawTable> = match tree.get(table) {
            Some(RawNode { value: Value::List(list), .. }) => list.iter().filter_map(as_table).collect(),
            _ => Vec::new(),
        };
        // An empty sheet would be a table without rows: air links are rare.
        if !rows.is_empty() {
            sheet(book.add_worksheet(), table, &keys, &rows)?;
        }
    }
    book.save_to_buffer()
}

fn as_table(node: &RawNode) -> Option<&RawTable> {
    if let Value::Table(t) = &node.value { Some(t) } else { None }
}

const fn simple(holds: Holds) -> bool {
    !matches!(holds, Holds::Row(_) | Holds::Rows(_) | Holds::Free)
}

fn readme(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let lines = [
        "A mission as tables: one sheet a table, one row a thing, the first row has the names of the columns.",
        "Each heading has a note that says what stands below it. Cells with few answers offer a choice.",
        "Columns named KEY.source and KEY.quality may be added to say where a figure is from; source and quality are of a whole row.",
        "Dates, money, budget, windows and dispositions stand in scenario.toml beside this workbook.",
        "Then: drawdown check scenario.toml, and drawdown run scenario.toml.",
    ];
    sheet.set_name("readme")?.set_column_width(0, 110)?.set_landscape().set_print_fit_to_pages(1, 0);
    for (row, line) in (0..).zip(lines) {
        sheet.write_string(row, 0, line)?;
    }
    Ok(())
}

fn sheet(sheet: &mut Worksheet, table: &str, keys: &[&Key], rows: &[&RawTable]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_text_wrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.set_name(table)?.set_freeze_panes(1, 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (column, key) in (0..).zip(keys) {
        sheet.write_string_with_format(0, column, key.name, &head)?;
        let must = if key.required { " (required)" } else { "" };
        let holds = unit(key.holds).map_or_else(String::new, |u| format!("\n{u}"));
        let note = Note::new(format!("{}{must}{holds}", key.doc)).set_author("drawdown").add_author_prefix(false);
        sheet.insert_note(0, column, &note)?;
        let longest = rows.iter().filter_map(|r| r.text(key.name)).map(|(t, _)| t.chars().count()).max().unwrap_or(0);
        sheet.set_column_width(column, key.name.len().max(longest).max(9) as f64 + 2.0)?;
        if let Some(rule) = choices(table, key)? {
            sheet.add_data_validation(1, column, LAST, column, &rule)?;
        }
    }
    let at: BTreeMap<&str, u16> = (0..).zip(keys).map(|(c, k)| (k.name, c)).collect();
    for (row, table) in (1..).zip(rows) {
        for e in &table.entries {
            let Some(column) = at.get(e.key.as_str()).copied() else { continue };
            // Of a labelled figure the figure.
            let labelled = as_table(&e.node).and_then(|t| t.get("value"));
            match labelled.map_or(&e.node.value, |n| &n.value) {
                Value::Number(n) => sheet.write_number(row, column, *n)?,
                Value::Flag(b) => sheet.write_boolean(row, column, *b)?,
                Value::Date(d) => {
                    let day = ExcelDateTime::from_ymd(d.year() as u16, d.month() as u8, d.day() as u8)?;
                    sheet.write_datetime_with_format(row, column, &day, &date)?
                }
                Value::Text(t) | Value::Cell(t, _) => sheet.write_string(row, column, t)?,
                Value::List(list) => sheet.write_string(row, column, joined(list))?,
                Value::Table(_) => continue,
            };
        }
    }
    Ok(())
}

/// A list as a cell holds it.
fn joined(list: &[RawNode]) -> String {
    let words = list.iter().map(|n| match &n.value {
        Value::Text(t) => t.clone(),
        Value::Number(n) => n.to_string(),
        _ => String::new(),
    });
    words.collect::<Vec<_>>().join("; ")
}

/// What a cell may be, where that is few words or the rows of another sheet.
fn choices(table: &str, key: &Key) -> Result<Option<DataValidation>, XlsxError> {
    if let Some((_, _, other)) = NAMES.iter().find(|(t, k, _)| *t == table && *k == key.name) {
        let list = Formula::new(format!("={other}!$A$2:$A${}", LAST + 1));
        return Ok(Some(DataValidation::new().allow_list_formula(list)));
    }
    Ok(match key.holds {
        Holds::Words(words) => Some(DataValidation::new().allow_list_strings(words)?),
        Holds::Flag => Some(DataValidation::new().allow_list_strings(&["TRUE", "FALSE"])?),
        _ => None,
    })
}
