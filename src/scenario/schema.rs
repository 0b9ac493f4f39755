//! The file format as data: every key, what it holds, what it means. Validation, the JSON Schema for editors and the
//! list of keys in docs/scenario-format.md all come from here.

mod json;

pub use json::json_schema;
pub(super) use json::unit;

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holds {
    Text,
    Words(&'static [&'static str]),
    Flag,
    /// A plain number, zero or more.
    Number,
    /// A plain number of people or loads.
    Count,
    /// A number above zero.
    Positive,
    Share,
    Money,
    Km,
    Days,
    Date,
    Position,
    /// Two numbers, least and most.
    Range,
    Texts,
    Row(&'static [Key]),
    Rows(&'static [Key]),
    /// Kept as it is.
    Free,
}

/// A key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub name: &'static str,
    pub holds: Holds,
    pub required: bool,
    pub doc: &'static str,
}

const fn key(name: &'static str, holds: Holds, doc: &'static str) -> Key {
    Key { name, holds, required: false, doc }
}
const fn must(name: &'static str, holds: Holds, doc: &'static str) -> Key {
    Key { name, holds, required: true, doc }
}

const ID: Key = must("id", Holds::Text, "Name in other rows, overrides and results");
const NAME: Key = key("name", Holds::Text, "Name for people (default: the id)");
pub(super) const MODES: [&str; 6] = ["road", "air", "helicopter", "sea", "river", "rail"];
pub(super) const METHODS: [&str; 5] = ["transfer", "sell", "hand-over", "destroy", "abandon"];
pub(super) const OBJECTIVES: [&str; 5] = ["people-left", "sensitive-lost", "economic-cost", "casualties", "earliness"];

pub(super) const TOP: &[Key] = &[
    must("format", Holds::Number, "Version of the file format: 1"),
    must("name", Holds::Text, "Short name of the scenario"),
    key("title", Holds::Text, "One line for people"),
    must("calendar", Holds::Row(CALENDAR), "The mission's time"),
    key("budget", Holds::Row(BUDGET), "What may be spent; absent: money does not limit"),
    key("costs", Holds::Free, "Free notes on costs"),
    key("kinds", Holds::Rows(KINDS), "Kinds of people and cargo"),
    key("sites", Holds::Rows(SITES), "Camps"),
    key("exits", Holds::Rows(EXITS), "Ports, airports, borders"),
    key("fleets", Holds::Rows(FLEETS), "What makes lifts"),
    key("routes", Holds::Rows(ROUTES), "Connections"),
    key("units", Holds::Rows(UNITS), "Holdings at the start"),
    key("air_links", Holds::Rows(AIR_LINKS), "Seats that must be flown for others"),
    key("rules", Holds::Row(RULES), "Rules that are not physics"),
    key("stages", Holds::Rows(STAGES), "What is optimised, most important first"),
    key("risk", Holds::Row(super::risk::KEYS), "What can go wrong, for the simulation"),
    key("notes", Holds::Free, "Free notes"),
];
const CALENDAR: &[Key] = &[
    must("start", Holds::Date, "First day of the first period"),
    key("period_days", Holds::Positive, "Days of a period (7)"),
    key("weeks", Holds::Positive, "Weeks to the deadline"),
    key("months", Holds::Positive, "Months to the deadline: 3, 6, 9 are 13, 26, 39 weeks"),
    key("deadline", Holds::Date, "The last day; the last period is the one that contains it"),
    key("mandate_end", Holds::Date, "Equipment is reimbursed at the reduced rate after this day"),
];
const BUDGET: &[Key] = &[
    key("total", Holds::Money, "All of it, spendable from the start"),
    key("tranches", Holds::Rows(TRANCHES), "Releases by date"),
];
const TRANCHES: &[Key] =
    &[must("date", Holds::Date, "Spendable from the period of this day on"), must("amount", Holds::Money, "Dollars")];
const KINDS: &[Key] = &[
    ID,
    NAME,
    must("nature", Holds::Words(&["people", "cargo"]), "People or cargo"),
    key("size", Holds::Positive, "Seats of one person, slots of one load (1)"),
    key("self_driving", Holds::Flag, "Cargo: drives itself, takes no slot but is escorted (false)"),
    key("modes", Holds::Texts, "Modes it may travel by (all)"),
    key("exits", Holds::Texts, "Exits it may leave by (all)"),
    key("armed", Holds::Flag, "People: counts for the guard (false)"),
    key("pay_per_month", Holds::Money, "People: dollars per head and month"),
    key("repatriation", Holds::Money, "People: dollars per head for the journey home"),
    key("owner", Holds::Words(&["contingent", "un"]), "Cargo: whose (contingent)"),
    key("value", Holds::Money, "Cargo: dollars per load"),
    key("sensitive", Holds::Flag, "Cargo: weapons, ammunition, armour, communications (false)"),
    key("reimbursement_per_month", Holds::Money, "Cargo: dollars per load and month in the mission area"),
    key("reimbursement_after_share", Holds::Share, "Cargo: share of it paid after the mandate's end (0.5)"),
    key("dispositions", Holds::Rows(DISPOSITIONS), "Cargo: what may be done in place"),
];
const DISPOSITIONS: &[Key] = &[
    must("method", Holds::Words(&METHODS), "How"),
    key("cost", Holds::Money, "Dollars per load"),
    key("proceeds", Holds::Money, "Dollars per load; reported apart, never spent"),
    key("value_lost", Holds::Share, "Share of the value lost (transfer and sell 0, others 1)"),
    key(
        "per_week",
        Holds::Number,
        "Most loads of this kind in a week, in the whole mission: boards, buyers (unlimited)",
    ),
    key("lead_time", Holds::Days, "None in the first days: boards, agreements (0)"),
    key("max_share", Holds::Share, "Largest share of this kind in the whole mission (1)"),
];
const SITES: &[Key] = &[
    ID,
    NAME,
    key("position", Holds::Position, "[latitude, longitude] in degrees"),
    key("hub", Holds::Flag, "Others withdraw through it (for reports)"),
    key("running_per_month", Holds::Money, "Running cost while open"),
    key("running_per_person_month", Holds::Money, "Running cost for each person there: fuel, water, catering"),
    key("running_windows", Holds::Rows(FACTORS), "Another running cost for some time (phases)"),
    key("closing", Holds::Money, "Cost of closing, once"),
    key("cleanup", Holds::Days, "Clean-up and handover after the last cargo; rounded up to periods"),
    key("handling_per_week", Holds::Number, "Loads packed, inspected and cleared (unlimited)"),
    key("handling_from", Holds::Date, "No handling before this day"),
    key("handling_utilisation", Holds::Share, "Share of the handling rate that weeks in a row reach (1)"),
    key("handling_ramp", Holds::Row(RAMP), "Handling grows to its rate"),
    key("handling_windows", Holds::Rows(FACTORS), "Other rates for some time"),
    key("beds", Holds::Count, "Most people (unlimited)"),
    key("yard", Holds::Count, "Most loads (unlimited)"),
    key("guard", Holds::Count, "Armed people while open"),
    key("guard_windows", Holds::Rows(FACTORS), "Another guard for some time (phases)"),
    key("guard_per_load", Holds::Number, "Armed people per load still there"),
    key("national_staff", Holds::Count, "National staff: separated when it closes, never moved"),
    key("national_pay_per_month", Holds::Money, "Dollars per head and month"),
    key("separation", Holds::Money, "Dollars per head when it closes"),
    key("keep_open_until", Holds::Date, "Open at the end of the period of this day"),
    key("close_from", Holds::Date, "May not close before this day"),
    key("headquarters", Holds::Flag, "Closes last: no other site closes after it (false)"),
    key("close_by", Holds::Date, "Closed by the end of the period of this day"),
    key("closes_before", Holds::Texts, "Sites that may not close before this one"),
    key("hospital", Holds::Flag, "Has a staffed hospital while open"),
    key("medical", Holds::Texts, "Hospital sites within reach: one must be open while this site is"),
];
const RAMP: &[Key] = &[
    must("from", Holds::Date, "First day of the growth"),
    must("weeks", Holds::Number, "Weeks until all of the rate is reached"),
    key("start", Holds::Share, "Share of the rate before (0)"),
];
const FACTORS: &[Key] = &[
    must("from", Holds::Date, "First day"),
    must("to", Holds::Date, "Last day"),
    key("factor", Holds::Number, "Times the usual"),
    key("closed", Holds::Flag, "Nothing at all"),
];
const EXITS: &[Key] = &[
    ID,
    NAME,
    key("kind", Holds::Words(&["port", "airport", "border"]), "What it is (port)"),
    key("position", Holds::Position, "[latitude, longitude] in degrees"),
    key("people_per_week", Holds::Count, "People it takes (0)"),
    key("loads_per_week", Holds::Count, "Loads it takes (0)"),
    key("available_from", Holds::Date, "First day (notice, contracts)"),
    key("available_to", Holds::Date, "Last day"),
    key(
        "utilisation",
        Holds::Share,
        "Share of the capacities that weeks in a row reach: 1 for sustained rates, less for peaks (1)",
    ),
    key("ramp", Holds::Row(RAMP), "The capacities grow to their rate: notice, charter contracts, learning"),
    key("windows", Holds::Rows(FACTORS), "Other capacities for some time"),
    key("per_person", Holds::Money, "Journey home, dollars per person"),
    key("per_load", Holds::Money, "Onward freight, dollars per load"),
];
const FLEETS: &[Key] = &[
    ID,
    NAME,
    must("units", Holds::Number, "Companies, aircraft, trucks"),
    key("days_per_week", Holds::Number, "Working days of a unit in a week (7)"),
    key("seats", Holds::Number, "Seats of a lift (0)"),
    key("slots", Holds::Number, "Cargo slots of a lift (0)"),
    key("vehicles", Holds::Number, "Self-driving vehicles that a lift escorts (its slots)"),
    key("whole", Holds::Flag, "Lifts are sent whole or not at all (true if one holds more than 5 people or loads)"),
    key(
        "shares",
        Holds::Words(&["together", "either"]),
        "Seats and slots at the same time, or shared as in a cabin (together)",
    ),
    key("loading", Holds::Days, "Days of a cycle spent loading"),
    key("speed_per_day", Holds::Km, "Kilometres a day"),
    key("standing_per_month", Holds::Money, "Dollars per unit while kept"),
    key("per_lift", Holds::Money, "Dollars per lift"),
    key("per_km", Holds::Money, "Dollars per kilometre, out and back"),
    key("base", Holds::Text, "Site where its crews live"),
    key("crew", Holds::Number, "Armed people of a unit at the base while kept"),
    key("escort", Holds::Number, "Escort on each lift, for the manifest"),
    key("available_from", Holds::Date, "First day (notice)"),
    key("available_to", Holds::Date, "Last day"),
    key("utilisation", Holds::Share, "Share of its working days that weeks in a row reach (1)"),
    key("ramp", Holds::Row(RAMP), "Its working days grow to their number: notice, contracts, learning"),
    key("min_units", Holds::Number, "Units that are kept while sites count on them: medevac, resupply, liaison (0)"),
    key("min_units_while", Holds::Texts, "The sites: each of them, while it is open (all)"),
    key("contract_until", Holds::Date, "Its standing cost is due until this day, kept or not"),
    key("notice", Holds::Days, "Days of notice: its standing cost is due for so long from the start, kept or not (0)"),
    key("windows", Holds::Rows(FLEET_WINDOWS), "Other strength for some time"),
];
const FLEET_WINDOWS: &[Key] = &[
    must("from", Holds::Date, "First day"),
    must("to", Holds::Date, "Last day"),
    key("factor", Holds::Number, "Times the usual"),
    key("units", Holds::Number, "So many units instead"),
    key("closed", Holds::Flag, "None at all"),
];
const ROUTES: &[Key] = &[
    ID,
    NAME,
    must("from", Holds::Text, "Site"),
    must("to", Holds::Text, "Site or exit"),
    must("mode", Holds::Words(&MODES), "How"),
    must("fleet", Holds::Text, "What makes its lifts"),
    must("km", Holds::Km, "Length"),
    key("max_lifts_per_week", Holds::Number, "Most lifts (unlimited)"),
    key("seats", Holds::Number, "Seats of a lift (the fleet's)"),
    key("slots", Holds::Number, "Slots of a lift (the fleet's)"),
    key("vehicles", Holds::Number, "Self-driving vehicles that a lift escorts (the fleet's)"),
    key("speed_per_day", Holds::Km, "Kilometres a day (the fleet's)"),
    key("loading", Holds::Days, "Days of a cycle spent loading (the fleet's)"),
    key("per_load", Holds::Money, "Freight, dollars per load"),
    key("per_person", Holds::Money, "Dollars per person"),
    key("per_lift", Holds::Money, "Dollars per lift (the fleet's per_lift + 2 × km × per_km)"),
    key("casualties_per_lift", Holds::Number, "Expected casualties of a lift"),
    key("empty_return", Holds::Flag, "The lift comes back: cycle = loading + 2 × km / speed (true)"),
    key("both_ways", Holds::Flag, "Also the other way, as `ID-back` (false)"),
    key("windows", Holds::Rows(ROUTE_WINDOWS), "Seasons, closures"),
];
const ROUTE_WINDOWS: &[Key] = &[
    must("from", Holds::Date, "First day"),
    must("to", Holds::Date, "Last day"),
    key("closed", Holds::Flag, "No lifts"),
    key("speed_factor", Holds::Positive, "Times the usual speed"),
    key("max_lifts_factor", Holds::Number, "Times the usual limit"),
    key("max_lifts_per_week", Holds::Number, "Another limit"),
    key("casualties_factor", Holds::Number, "Times the usual casualties"),
];
const UNITS: &[Key] = &[
    ID,
    NAME,
    must("site", Holds::Text, "Where"),
    must("kind", Holds::Text, "What"),
    must("quantity", Holds::Count, "Persons or loads"),
    key("contributor", Holds::Text, "Contributing country, or UN"),
];
const AIR_LINKS: &[Key] = &[
    ID,
    NAME,
    must("fleet", Holds::Text, "Which fleet flies it"),
    must("site", Holds::Text, "The town's site: the link ends when it closes"),
    must("seats_per_week", Holds::Number, "Least seats"),
    must("until", Holds::Date, "Last day of the obligation"),
    must("seats_per_flight", Holds::Positive, "Seats of a flight"),
    key("cycle", Holds::Days, "Fleet days of a flight, there and back (1)"),
    key("per_flight", Holds::Money, "Dollars per flight"),
];
const RULES: &[Key] = &[
    key("sequence", Holds::Row(SEQUENCE), "Who goes first"),
    key(
        "max_closings_per_week",
        Holds::Positive,
        "Most sites that close in a week (unlimited); at least one in a period",
    ),
    key("max_sites_at_once", Holds::Positive, "Most sites in clean-up and handover at the same time (unlimited)"),
    key("milestones", Holds::Rows(MILESTONES), "What has to be gone by dates"),
];
const MILESTONES: &[Key] = &[
    must("by", Holds::Date, "Last day"),
    must("share", Holds::Share, "Share that is gone by then"),
    key(
        "of",
        Holds::Words(&["people", "cargo", "sites"]),
        "People out, loads out or disposed of, sites closed (people)",
    ),
];
const SEQUENCE: &[Key] = &[
    must("order", Holds::Words(&["troops-first", "assets-first"]), "Which"),
    key("lag", Holds::Days, "By how much"),
    key("slack", Holds::Share, "Slack of the shares (0)"),
];
const STAGES: &[Key] = &[
    must("objective", Holds::Words(&OBJECTIVES), "What is minimised"),
    key("tolerance", Holds::Share, "How much later stages may worsen it"),
];

/// Keys of the rows of a table that may live in a file of its own.
pub(super) fn table(name: &str) -> Option<&'static [Key]> {
    let key = TOP.iter().find(|k| k.name == name && super::layers::TABLES.contains(&name))?;
    if let Holds::Rows(keys) = key.holds { Some(keys) } else { None }
}
