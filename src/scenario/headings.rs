//! Headings of tables as planners write them, to the keys of a row: in any case, with blanks, units and usual other names.
//!
//! Knows names only. Must not know what a key means or where a table is from.

use crate::scenario::key::{Holds, Key};

/// Other names of keys, in their order: the first that the table has counts.
const ALIASES: [(&str, &[&str]); 18] = [
    ("site", &["location", "camp", "place", "base", "position", "lieu", "emplacement"]),
    ("base", &["location", "camp", "stationed_at", "home"]),
    ("fleet", &["carrier", "operator", "transporter", "carried_by", "transporteur", "flotte"]),
    ("kind", &["type", "category", "item", "what", "catégorie"]),
    // Also what the rows are: the sites of a table of sites stand under `Site`. A key of that name comes first.
    (
        "id",
        &[
            "code",
            "identifier",
            "key",
            "ref",
            "reference",
            "unit",
            "site",
            "camp",
            "location",
            "route",
            "kind",
            "fleet",
            "exit",
            "port",
            "airport",
        ],
    ),
    ("name", &["title", "label", "full_name", "nom"]),
    (
        "quantity",
        &[
            "strength",
            "number",
            "count",
            "qty",
            "amount",
            "headcount",
            "people",
            "persons",
            "loads",
            "total",
            "effectif",
            "quantité",
            "nombre",
        ],
    ),
    ("units", &["number", "count", "quantity", "qty", "strength", "total"]),
    ("nature", &["type", "category"]),
    ("contributor", &["country", "tcc", "nation", "contingent", "contributing_country", "pays", "pays_contributeur"]),
    ("from", &["origin", "start", "source_site", "de", "origine", "départ"]),
    ("to", &["destination", "end", "vers", "arrivée"]),
    ("km", &["distance", "length", "kilometres", "kilometers"]),
    ("position", &["coordinates", "coordinate", "lat_lon", "latlon", "coordonnées"]),
    ("headquarters", &["hq", "head_office"]),
    ("guard", &["garde"]),
    ("mode", &["by", "transport", "type", "means"]),
    ("speed_per_day", &["km_per_day", "kilometres_per_day", "kilometers_per_day"]),
];
/// Columns for people.
const NOTES: [&str; 11] = [
    "notes",
    "note",
    "remarks",
    "remark",
    "comments",
    "comment",
    "no",
    "nr",
    "remarques",
    "observations",
    "commentaires",
];
const LATITUDE: [&str; 2] = ["lat", "latitude"];
const LONGITUDE: [&str; 4] = ["lon", "lng", "long", "longitude"];
/// Units that stand behind a heading without brackets: `Distance km`, `Clean-up weeks`.
const BARE_UNITS: [&str; 16] = [
    "km",
    "kilometres",
    "kilometers",
    "mi",
    "mile",
    "miles",
    "usd",
    "eur",
    "euro",
    "euros",
    "day",
    "days",
    "week",
    "weeks",
    "hour",
    "hours",
];
/// Words that say nothing on which key is meant.
const FILLERS: [&str; 24] = [
    "cost",
    "costs",
    "expense",
    "expenses",
    "usd",
    "dollars",
    "km",
    "max",
    "maximum",
    "most",
    "the",
    "of",
    "in",
    "at",
    "a",
    "capacity",
    "rate",
    "working",
    "required",
    "no",
    "number",
    "total",
    "average",
    "estimated",
];
/// Words for what a key calls otherwise.
const OTHERWISE: [(&str, &str); 14] = [
    ("convoy", "lifts"),
    ("convoys", "lifts"),
    ("flight", "lifts"),
    ("flights", "lifts"),
    ("trip", "lifts"),
    ("trips", "lifts"),
    ("lift", "lifts"),
    ("load", "loads"),
    ("person", "people"),
    ("persons", "people"),
    ("salary", "pay"),
    ("operating", "running"),
    ("monthly", "per_month"),
    ("weekly", "per_week"),
];

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// Nothing: it has no heading.
    Blank,
    /// What people say to each other; not read.
    Notes,
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

/// The column of a heading beside all others of its table: a location beside a name is where it lies, alone it may be the name.
pub(super) fn column_among(heading: &str, all: &[&str], keys: &'static [Key]) -> Option<Heading> {
    let own = column(heading, keys);
    let named = |h: &&str| *h != heading && matches!(column(h, keys), Some(Heading::Key("id" | "name")));
    let place = own == Some(Heading::Key("id")) && ["location", "place"].contains(&plain(heading).as_str());
    let where_it_lies = || keys.iter().find(|k| k.name == "position").map(|k| Heading::Key(k.name));
    if place && all.iter().any(named) { where_it_lies().or(own) } else { own }
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
    let notes = NOTES.contains(&plain.as_str()).then_some(Heading::Notes);
    by_words(&plain, heading, keys).map(Heading::Key).or(notes)
}

fn key(plain: &str, keys: &'static [Key]) -> Option<&'static str> {
    let called = |plain: &str| {
        let known = |name: &str| keys.iter().find(|k| k.name == name).map(|k| k.name);
        let others = || ALIASES.iter().filter(|(_, others)| others.contains(&plain)).find_map(|(name, _)| known(name));
        known(plain).or_else(others)
    };
    let of_row = || {
        // `Camp name` in a table of camps is the name of the row; in one of units it says which camp, as `Camp` does.
        let (of, own) = [("_name", "name"), ("_id", "id"), ("_code", "id")]
            .into_iter()
            .find_map(|(end, own)| Some((plain.strip_suffix(end)?, own)))
            .or_else(|| Some((plain.strip_prefix("name_of_")?, "name")))?;
        match called(of.trim_start_matches("the_"))? {
            "id" => called(own).or_else(|| called("id")),
            other => Some(other),
        }
    };
    called(plain).or_else(of_row).or_else(|| called(bare_unit(plain)?.0))
}

/// What stands before a unit without brackets, and the unit.
fn bare_unit(plain: &str) -> Option<(&str, &str)> {
    let (before, unit) = plain.rsplit_once('_')?;
    let before = before.strip_suffix("_in").unwrap_or(before);
    (BARE_UNITS.contains(&unit) && !before.ends_with("_per")).then_some((before, unit))
}

/// The one key whose words are those of the heading: `Max. convoys per week`, `Clean-up (days)`, `Handling capacity (loads/week)`.
fn by_words(plain: &str, heading: &str, keys: &'static [Key]) -> Option<&'static str> {
    let own = words(plain);
    // The time of the unit belongs to it: a pay in dollars a month is a pay per month, and one a week is read as such.
    let times: &[&str] = if time_of(heading).is_some() { &["per_week", "per_month", "per_day"] } else { &[] };
    let untimed = tail(plain).map_or(plain, |(before, _)| before);
    let bare = bare_unit(plain).map(|(before, _)| words(before));
    let timed = times.iter().map(|t| words(&format!("{untimed}_{t}")));
    let wanted: Vec<Vec<String>> = timed.chain([own]).chain(bare).collect();
    let joined = |w: &[String]| w.concat();
    // `Monthly running cost` and `running_per_month` say the same.
    let sorted = |w: &[String]| {
        let mut w = w.to_vec();
        w.sort_unstable();
        w
    };
    let mut found = keys.iter().filter(|k| {
        let known = words(k.name);
        wanted.iter().any(|w| !w.is_empty() && (sorted(w) == sorted(&known) || joined(w) == joined(&known)))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first.name)
}

/// What a name says, word by word.
fn words(plain: &str) -> Vec<String> {
    let otherwise = |w: &str| OTHERWISE.iter().find(|(other, _)| *other == w).map_or(w, |(_, own)| *own).to_owned();
    let named: Vec<String> = plain.split(['_', '.']).map(otherwise).collect();
    let all = named.iter().flat_map(|w| w.split('_'));
    all.filter(|w| !w.is_empty() && !FILLERS.contains(w)).map(str::to_owned).collect()
}

/// `Running cost per month (USD)` is `running_cost_per_month`; the point of a label stays.
fn plain(heading: &str) -> String {
    let without = heading.split(['(', '[']).next().unwrap_or_default().replace('/', " per ");
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

/// What stands in the brackets of a heading, or behind its words: its unit.
fn bracket(heading: &str) -> Option<String> {
    let Some((_, inside)) = heading.split_once(['(', '[']) else {
        return bare_unit(&plain(heading)).map(|(_, unit)| unit.to_owned());
    };
    Some(inside.split([')', ']']).next().unwrap_or_default().trim().to_lowercase())
}

/// The time that a heading's figures are for: in its brackets, or behind its words (`People/month`, `Running cost per day`).
fn time_of(heading: &str) -> Option<String> {
    let inside = bracket(heading).and_then(|unit| time(&unit).map(str::to_owned));
    inside.or_else(|| tail(&plain(heading)).map(|(_, time)| time.to_owned()))
}

/// What stands before `per_month` at the end of a plain heading, and the time; `per_load` is none.
fn tail(plain: &str) -> Option<(&str, &str)> {
    let (before, time) = plain.rsplit_once("_per_")?;
    ["day", "week", "fortnight", "month", "year", "hour"].contains(&time).then_some((before, time))
}

/// The time that a unit is for: `loads/week`, `USD per month`.
fn time(unit: &str) -> Option<&str> {
    let after = unit.split_once('/').or_else(|| unit.split_once("per "))?.1.trim();
    Some(after.trim_end_matches('s'))
}

/// What the cells below a heading get behind their figures, since its brackets say another unit than the key's own.
///
/// # Errors
/// What the key is in, where its brackets name a unit that cannot be read.
pub(super) fn unit(heading: &str, holds: Holds) -> Result<&'static str, &'static str> {
    let unit = bracket(heading).unwrap_or_default();
    let amount = unit.split(['/']).next().unwrap_or_default();
    let said = |words: &[&str]| amount.split([' ', '.']).any(|w| words.contains(&w));
    let of_time = match (time_of(heading).as_deref(), holds) {
        (Some("day"), Holds::MoneyPerMonth | Holds::PerWeek | Holds::CountPerWeek) => "/day",
        (Some("week"), Holds::MoneyPerMonth) => "/week",
        (Some("fortnight"), Holds::MoneyPerMonth | Holds::PerWeek | Holds::CountPerWeek) => "/fortnight",
        (Some("month"), Holds::PerWeek | Holds::CountPerWeek) => "/month",
        (Some("year"), Holds::MoneyPerMonth | Holds::PerWeek | Holds::CountPerWeek) => "/year",
        (Some("h" | "hour"), Holds::MoneyPerMonth | Holds::PerWeek | Holds::CountPerWeek) => {
            return Err("figures a day, a week or a month");
        }
        (Some("h" | "hour" | "week"), Holds::Km) => return Err("kilometres a day"),
        _ => "",
    };
    match holds {
        Holds::Km
            if said(&["mi", "mile", "miles", "nm", "nmi", "nautical", "m", "metres", "meters", "knots", "kn"]) =>
        {
            Err("kilometres")
        }
        Holds::Days if said(&["week", "weeks", "w"]) => Ok(" weeks"),
        Holds::Days if said(&["hour", "hours", "h"]) => Ok(" hours"),
        Holds::Days if said(&["month", "months", "year", "years", "min", "minutes"]) => Err("days, weeks or hours"),
        Holds::Money | Holds::MoneyPerMonth => {
            if said(&[
                "eur", "euro", "euros", "€", "gbp", "£", "chf", "xof", "xaf", "cfa", "fcfa", "cad", "aud", "yen", "¥",
            ]) {
                return Err("dollars");
            }
            let thousands = said(&["k", "k$", "kusd", "thousand", "thousands", "'000", "000", "000s"]);
            let millions = said(&["m", "m$", "mn", "musd", "million", "millions"]);
            match (of_time, thousands, millions) {
                ("", true, _) => Ok("k"),
                ("", _, true) => Ok("M"),
                (time, false, false) => Ok(time),
                _ => Err("dollars a month"),
            }
        }
        _ => Ok(of_time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::schema;

    #[test]
    fn headings_of_planners_are_keys() {
        let units = schema::table("units").expect("units");
        let sites = schema::table("sites").expect("sites");
        let routes = schema::table("routes").expect("routes");
        let fleets = schema::table("fleets").expect("fleets");
        let exits = schema::table("exits").expect("exits");
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
            ("Camp", sites, Some(Heading::Key("id"))),
            ("Camp", units, Some(Heading::Key("site"))),
            ("Running cost per month (USD)", sites, Some(Heading::Key("running_per_month"))),
            ("Operating cost (USD/year)", sites, Some(Heading::Key("running_per_month"))),
            ("Monthly running cost (k USD)", sites, Some(Heading::Key("running_per_month"))),
            ("Closing cost", sites, Some(Heading::Key("closing"))),
            ("Clean-up (days)", sites, Some(Heading::Key("cleanup"))),
            ("Handling capacity (loads/week)", sites, Some(Heading::Key("handling_per_week"))),
            ("Max. convoys per week", routes, Some(Heading::Key("max_lifts_per_week"))),
            ("Flights/week", routes, Some(Heading::Key("max_lifts_per_week"))),
            ("Distance (km)", routes, Some(Heading::Key("km"))),
            ("Cost per load (USD)", routes, Some(Heading::Key("per_load"))),
            ("Carrier", routes, Some(Heading::Key("fleet"))),
            // A unit needs no brackets; a name may say of what.
            ("Distance km", routes, Some(Heading::Key("km"))),
            ("Distance in km", routes, Some(Heading::Key("km"))),
            ("Distance miles", routes, Some(Heading::Key("km"))),
            ("Clean-up weeks", sites, Some(Heading::Key("cleanup"))),
            ("Closing cost USD", sites, Some(Heading::Key("closing"))),
            ("Camp name", sites, Some(Heading::Key("name"))),
            ("Name of the site", sites, Some(Heading::Key("name"))),
            ("Site code", sites, Some(Heading::Key("id"))),
            ("Camp name", units, Some(Heading::Key("site"))),
            ("Fleet name", routes, Some(Heading::Key("fleet"))),
            ("HQ", sites, Some(Heading::Key("headquarters"))),
            ("Effectif", units, Some(Heading::Key("quantity"))),
            ("Nom", sites, Some(Heading::Key("name"))),
            ("Vers", routes, Some(Heading::Key("to"))),
            // What could be two keys, or says more than a key does, is none.
            ("Loads", routes, None),
            ("Cost", routes, None),
            ("Running cost per load", sites, None),
            // The time may stand behind the words too.
            ("Running cost per day", sites, Some(Heading::Key("running_per_month"))),
            ("People/month", exits, Some(Heading::Key("people_per_week"))),
            ("Loads per day", exits, Some(Heading::Key("loads_per_week"))),
            ("Max. convoys per month", routes, Some(Heading::Key("max_lifts_per_week"))),
            ("km/day", fleets, Some(Heading::Key("speed_per_day"))),
            ("Number", fleets, Some(Heading::Key("units"))),
            ("Speed (km/day)", fleets, Some(Heading::Key("speed_per_day"))),
            ("", units, Some(Heading::Blank)),
            ("Remarks", units, Some(Heading::Notes)),
        ];
        for (heading, keys, column_of_it) in cases {
            assert_eq!(column(heading, keys), column_of_it, "{heading}");
        }
        let position = Some(Heading::Key("position"));
        assert_eq!(column_among("Location", &["Camp", "Location"], sites), position);
        assert_eq!(column_among("Location", &["Location", "Guard"], sites), Some(Heading::Key("id")));
        assert_eq!(column_among("Location", &["Name", "Location"], units), Some(Heading::Key("site")));
    }
    #[test]
    fn the_unit_of_a_heading_is_that_of_its_cells() {
        let cases = [
            ("Distance (km)", Holds::Km, Ok("")),
            ("Distance (miles)", Holds::Km, Err("kilometres")),
            ("Distance miles", Holds::Km, Err("kilometres")),
            ("Distance km", Holds::Km, Ok("")),
            ("Clean-up weeks", Holds::Days, Ok(" weeks")),
            ("Running cost EUR", Holds::MoneyPerMonth, Err("dollars")),
            ("Speed (km/h)", Holds::Km, Err("kilometres a day")),
            ("Clean-up [weeks]", Holds::Days, Ok(" weeks")),
            ("Clean-up (months)", Holds::Days, Err("days, weeks or hours")),
            ("Running cost (USD/year)", Holds::MoneyPerMonth, Ok("/year")),
            ("Running cost (k USD)", Holds::MoneyPerMonth, Ok("k")),
            ("Running cost (fuel, water)", Holds::MoneyPerMonth, Ok("")),
            ("Closing cost (EUR)", Holds::Money, Err("dollars")),
            ("Closing cost (million USD)", Holds::Money, Ok("M")),
            ("Handling (loads per day)", Holds::PerWeek, Ok("/day")),
            ("Handling (loads/week)", Holds::PerWeek, Ok("")),
            ("People/month", Holds::PerWeek, Ok("/month")),
            ("People per fortnight", Holds::PerWeek, Ok("/fortnight")),
            ("people_per_week", Holds::PerWeek, Ok("")),
            ("Running cost per day", Holds::MoneyPerMonth, Ok("/day")),
            ("Running cost per day (k USD)", Holds::MoneyPerMonth, Err("dollars a month")),
            ("Speed per hour", Holds::Km, Err("kilometres a day")),
            ("Cost per load", Holds::Money, Ok("")),
            ("Guard (m)", Holds::Count, Ok("")),
        ];
        for (heading, holds, expected) in cases {
            assert_eq!(unit(heading, holds), expected, "{heading}");
        }
    }
}
