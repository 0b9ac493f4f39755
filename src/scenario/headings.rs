//! Headings of tables as planners write them, to the keys of a row: in any case, with blanks, units and usual other names.
//!
//! Knows names only. Must not know what a key means or where a table is from.

use crate::scenario::key::Key;

/// Other names of keys; the first that the table has counts.
const ALIASES: [(&str, &[&str]); 13] = [
    // Also what the rows are: the sites of a table of sites stand under `Site`. A key of that name comes first.
    ("id", &["code", "identifier", "key", "ref", "reference", "unit", "site", "route", "kind", "fleet", "exit"]),
    ("name", &["title", "label", "full_name"]),
    ("quantity", &["strength", "number", "count", "qty", "amount", "headcount", "people", "persons", "loads", "total"]),
    ("site", &["location", "camp", "place", "base", "position"]),
    ("kind", &["type", "category", "item", "what"]),
    ("nature", &["type", "category"]),
    ("contributor", &["country", "tcc", "nation", "contingent", "contributing_country"]),
    ("from", &["origin", "start", "source_site"]),
    ("to", &["destination", "end"]),
    ("km", &["distance", "distance_km", "length", "length_km", "kilometres", "kilometers"]),
    ("position", &["coordinates", "coordinate", "lat_lon", "latlon"]),
    ("max_lifts_per_week", &["max_lifts", "lifts_per_week"]),
    ("mode", &["by", "transport"]),
];
const LATITUDE: [&str; 2] = ["lat", "latitude"];
const LONGITUDE: [&str; 4] = ["lon", "lng", "long", "longitude"];

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// Nothing: it has no heading.
    Blank,
    /// The value of a key.
    Key(&'static str),
    /// `source` or `quality` of a key.
    Label(&'static str, &'static str),
    /// `source`, `quality` or `remove` of the row.
    Row(&'static str),
    /// Half of a position.
    Latitude,
    /// The other half.
    Longitude,
}

/// The column of a heading; none if the table has no such key.
pub(super) fn column(heading: &str, keys: &'static [Key]) -> Option<Heading> {
    let plain = plain(heading);
    if plain.is_empty() {
        return Some(Heading::Blank);
    }
    if let Some(key) = key(&plain, keys) {
        return Some(Heading::Key(key));
    }
    if let Some(own) = ["source", "quality", "remove"].into_iter().find(|k| *k == plain) {
        return Some(Heading::Row(own));
    }
    let places = keys.iter().any(|k| k.name == "position");
    if places && LATITUDE.contains(&plain.as_str()) {
        return Some(Heading::Latitude);
    }
    if places && LONGITUDE.contains(&plain.as_str()) {
        return Some(Heading::Longitude);
    }
    if let Some((figure, label)) = plain.rsplit_once(['.', '_'])
        && let Some(label) = ["source", "quality"].into_iter().find(|l| *l == label)
    {
        return key(figure, keys).map(|k| Heading::Label(k, label));
    }
    None
}

fn key(plain: &str, keys: &'static [Key]) -> Option<&'static str> {
    let known = |name: &str| keys.iter().find(|k| k.name == name).map(|k| k.name);
    known(plain)
        .or_else(|| ALIASES.iter().filter(|(_, others)| others.contains(&plain)).find_map(|(name, _)| known(name)))
}

/// `Running cost per month (USD)` is `running_cost_per_month`; the point of a label stays.
fn plain(heading: &str) -> String {
    let without = heading.split(['(', '[']).next().unwrap_or_default();
    let mut out = String::new();
    for c in without.trim().chars() {
        match c {
            c if c.is_alphanumeric() || c == '.' => out.extend(c.to_lowercase()),
            _ if !out.ends_with('_') => out.push('_'),
            _ => {}
        }
    }
    out.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema;

    #[test]
    fn headings_of_planners_are_keys() {
        let units = schema::table("units").expect("units");
        let sites = schema::table("sites").expect("sites");
        let cases = [
            ("ID", units, Some(Heading::Key("id"))),
            ("Unit", units, Some(Heading::Key("id"))),
            ("Site", sites, Some(Heading::Key("id"))),
            ("Site", units, Some(Heading::Key("site"))),
            ("Strength", units, Some(Heading::Key("quantity"))),
            (" Location ", units, Some(Heading::Key("site"))),
            ("Contributing country", units, Some(Heading::Key("contributor"))),
            ("quantity.source", units, Some(Heading::Label("quantity", "source"))),
            ("Quantity quality", units, Some(Heading::Label("quantity", "quality"))),
            ("Running per month (USD)", sites, Some(Heading::Key("running_per_month"))),
            ("LAT", sites, Some(Heading::Latitude)),
            ("Longitude", sites, Some(Heading::Longitude)),
            ("Latitude", units, None),
            ("Colour", units, None),
            ("", units, Some(Heading::Blank)),
        ];
        for (heading, keys, column_of_it) in cases {
            assert_eq!(column(heading, keys), column_of_it, "{heading}");
        }
    }
}
