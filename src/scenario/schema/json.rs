//! The JSON Schema of scenario files, for editors: as strict as `check` where one value shows by itself that it is wrong.
//!
//! Must not be stricter: what `check` reads is never marked.

use serde_json::{Value, json};

use crate::scenario::figures::QUALITIES;
use crate::scenario::key::{Holds, Key};
use crate::scenario::schema::{TABLES, TOP};
use crate::scenario::typed::{MOST, MOST_COUNT};

/// Digits with separators; what they mean is for `check`.
const NUMBER: &str = r"[0-9]([0-9_,.'’\s]*[0-9])?";
/// One comma with three digits after it and one to three before: two readings, refused.
const UNSURE: &str = r"^[^0-9]*[1-9][0-9]{0,2},[0-9]{3}[^0-9,.]*$";
const DOLLARS: &str = r"(\$|USD|US\$)?";
const MILLIONS: &str = r"([kKmMbB]|[mM][nN]|[bB][nN]|thousand|millions?|billions?)?\s*(USD|\$)?";
/// The time that a rate is for.
const TIME: &str = r"(\s*/\s*|\s+(per|a)\s+)(d|day|w|week|fortnight|month|year)";
/// A day of a month; `check` knows how long months are.
const DATE: &str = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// JSON Schema of a scenario file, for editors.
pub fn json_schema() -> Value {
    let mut schema = object(TOP);
    // An extending file may leave out what its base gives.
    schema["required"] = json!([]);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("drawdown scenario");
    schema["properties"]["format"]["const"] = json!(1);
    schema["properties"]["extends"] = json!({"type": "string", "description": "A file that this one builds on"});
    let files: serde_json::Map<String, Value> =
        TABLES.iter().chain(["workbook"].iter()).map(|t| ((*t).to_owned(), json!({"type": "string"}))).collect();
    schema["properties"]["tables"] = json!({
        "type": "object", "description": "Files of rows: CSV by table, or one workbook", "properties": files,
        "additionalProperties": false
    });
    schema
}

fn object(keys: &[Key]) -> Value {
    let mut properties = serde_json::Map::new();
    for k in keys {
        let mut p = of(k.holds);
        if k.name == "id" {
            p["pattern"] = json!(r#"^[^\s"'/\\,;=\[\](){}]+$"#);
        }
        p["description"] = json!(k.doc);
        if let Some(unit) = unit(k.holds) {
            p["x-unit"] = json!(unit);
        }
        properties.insert(k.name.into(), p);
    }
    let labels = [
        ("source", json!({"type": "string"})),
        ("quality", json!({"enum": QUALITIES})),
        ("remove", json!({"type": "boolean"})),
    ];
    for (name, mut label) in labels {
        label["description"] = json!("Label of the row's figures, or removal of the row");
        properties.insert(name.into(), label);
    }
    let required: Vec<&str> = keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false, "x-required": required})
}

/// What a figure is measured in, in words; none for what is no figure.
pub(in crate::scenario) const fn unit(holds: Holds) -> Option<&'static str> {
    Some(match holds {
        Holds::Number => "number, 0 or more",
        Holds::Count => "number of people or loads",
        Holds::PerWeek => "number a week, 0 or more, or \"40/day\"",
        Holds::CountPerWeek => "people or loads a week, or \"1200 per month\"",
        Holds::MoneyPerMonth => "money a month: dollars, \"1.5M\", \"480k/year\"",
        Holds::Positive => "number above 0",
        Holds::Share => "share, 0 to 1",
        Holds::Money => "money: dollars, or \"1.5M\"",
        Holds::Km => "km, or \"350 km\"",
        Holds::Days => "days, or \"2 weeks\"",
        Holds::Date => "date: 2023-07-01",
        Holds::Position => "[latitude, longitude]",
        Holds::Range => "[least, most]",
        _ => return None,
    })
}

/// A figure is a bare value, or one with its source and quality.
fn figure(bare: &Value) -> Value {
    json!({"anyOf": [bare, {"type": "object", "required": ["value"], "additionalProperties": false,
        "properties": {"value": bare, "source": {"type": "string"}, "quality": {"enum": QUALITIES}}}]})
}

fn with_unit(before: &str, after: &str) -> Value {
    let pattern = format!(r"^\s*{before}\s*{NUMBER}\s*{after}\s*$");
    json!({"anyOf": [
        {"type": "number", "minimum": 0, "maximum": MOST},
        {"type": "string", "pattern": pattern, "not": {"pattern": UNSURE}}
    ]})
}

/// A number of the key's own time, or a text with its time.
fn rate(most: f64) -> Value {
    let pattern = format!(r"^\s*{NUMBER}{TIME}\s*$");
    json!({"anyOf": [
        {"type": "number", "minimum": 0, "maximum": most},
        {"type": "string", "pattern": pattern, "not": {"pattern": UNSURE}}
    ]})
}

fn of(holds: Holds) -> Value {
    match holds {
        Holds::Text => json!({"type": "string"}),
        Holds::Words(words) => json!({"enum": words}),
        Holds::Flag => json!({"type": "boolean"}),
        Holds::Number => figure(&json!({"type": "number", "minimum": 0, "maximum": MOST})),
        Holds::Count => figure(&json!({"type": "number", "minimum": 0, "maximum": MOST_COUNT})),
        Holds::Positive => figure(&json!({"type": "number", "exclusiveMinimum": 0, "maximum": MOST})),
        Holds::Share => figure(&json!({"type": "number", "minimum": 0, "maximum": 1})),
        Holds::PerWeek => figure(&rate(MOST)),
        Holds::CountPerWeek => figure(&rate(MOST_COUNT)),
        Holds::Money => figure(&with_unit(DOLLARS, MILLIONS)),
        Holds::MoneyPerMonth => figure(&with_unit(DOLLARS, &format!("{MILLIONS}({TIME})?"))),
        Holds::Km => figure(&with_unit("", "(km)?")),
        Holds::Days => figure(&with_unit("", "(d|days?|w|weeks?|h|hours?)?")),
        // TOML has dates of its own: some editors show them to a schema as texts, others as a type that JSON has not.
        Holds::Date => {
            let other = ["number", "boolean", "array", "object", "null"];
            figure(&json!({"pattern": DATE, "not": {"type": other}}))
        }
        Holds::Position => {
            let half = |most: u32| json!({"type": "number", "minimum": -f64::from(most), "maximum": most});
            figure(&json!({"anyOf": [
                {"type": "array", "prefixItems": [half(90), half(180)], "items": false, "minItems": 2},
                {"type": "string", "pattern": r"^[-+0-9.,;°\[\]\sNSEWnsew]+$"}
            ]}))
        }
        Holds::Range => {
            let bound = json!({"type": "number", "minimum": 0, "maximum": MOST});
            figure(&json!({"type": "array", "items": bound, "minItems": 2, "maxItems": 2}))
        }
        Holds::Texts => {
            let words = json!({"type": "array", "items": {"type": "string"}});
            json!({"anyOf": [words, {"type": "string"}], "x-unit": "list of texts"})
        }
        Holds::Row(keys) => object(keys),
        Holds::Rows(keys) => json!({"type": "array", "items": object(keys)}),
        Holds::Free => json!({}),
    }
}
