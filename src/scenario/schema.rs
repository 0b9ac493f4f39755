//! The file format as data: every key, what it holds, what it means. Validation, the JSON Schema for editors and the
//! list of keys in docs/scenario-format.md all come from here.

mod json;
mod windows;

pub use json::json_schema;
pub(super) use json::unit;

use crate::mission::{Method, Mode, Objective};
use crate::scenario::field;
use crate::scenario::key::{Holds, Key, key, must};
use crate::scenario::risk;

const ID: Key = must(field::ID, Holds::Text, "Name in other rows, overrides and results");
const NAME: Key = key(field::NAME, Holds::Text, "Name for people (default: the id)");
const DRAWN: &str = "What the simulation draws the share from, world by world: [least, most]; the plan counts with the share, or the middle";
const LATER: &str =
    "[least, most] days by which the first day, or the ramp, comes later than it says, drawn in the simulation";
/// Tables that may live in files of their own.
pub(super) const TABLES: [&str; 8] =
    ["kinds", "sites", "exits", "fleets", "routes", "units", "contingents", "air_links"];

/// The words of a choice, as the domain spells them.
macro_rules! words {
    ($choice:ty) => {
        &const {
            let mut words = [""; <$choice>::ALL.len()];
            let mut i = 0;
            while i < words.len() {
                words[i] = <$choice>::ALL[i].key();
                i += 1;
            }
            words
        }
    };
}

pub(super) const TOP: &[Key] = &[
    must(field::FORMAT, Holds::Number, "Version of the file format: 1"),
    must(field::NAME, Holds::Text, "Short name of the scenario"),
    key(field::TITLE, Holds::Text, "One line for people"),
    must(field::CALENDAR, Holds::Row(CALENDAR), "The mission's time"),
    key(field::BUDGET, Holds::Row(BUDGET), "What may be spent; absent: money does not limit"),
    key(field::COSTS, Holds::Free, "Free notes on costs"),
    key(field::KINDS, Holds::Rows(KINDS), "Kinds of people and cargo"),
    key(field::SITES, Holds::Rows(SITES), "Camps"),
    key(field::EXITS, Holds::Rows(EXITS), "Ports, airports, borders"),
    key(field::FLEETS, Holds::Rows(FLEETS), "What makes lifts"),
    key(field::ROUTES, Holds::Rows(ROUTES), "Connections"),
    key(field::UNITS, Holds::Rows(UNITS), "Holdings at the start"),
    key(field::CONTINGENTS, Holds::Rows(CONTINGENTS), "Contingents that leave as one, their rear party last"),
    key(field::AIR_LINKS, Holds::Rows(AIR_LINKS), "Seats that must be flown for others"),
    key(field::RULES, Holds::Row(RULES), "Rules that are not physics"),
    key(field::STAGES, Holds::Rows(STAGES), "What is optimised, most important first"),
    key(field::RISK, Holds::Row(risk::KEYS), "What can go wrong, for the simulation"),
    key(field::NOTES, Holds::Free, "Free notes"),
];
const CALENDAR: &[Key] = &[
    must(field::START, Holds::Date, "First day of the first period"),
    key(field::PERIOD_DAYS, Holds::Positive, "Days of a period (7)"),
    key(field::WEEKS, Holds::Positive, "Weeks to the deadline"),
    key(field::MONTHS, Holds::Positive, "Months to the deadline: 3, 6, 9 are 13, 26, 39 weeks"),
    key(field::DEADLINE, Holds::Date, "The last day; the plan ends with the last whole period before it"),
    key(field::MANDATE_END, Holds::Date, "Equipment is reimbursed at the reduced rate after this day"),
];
const BUDGET: &[Key] = &[
    key(field::TOTAL, Holds::Money, "All of it, spendable from the start"),
    key(field::TRANCHES, Holds::Rows(TRANCHES), "Releases by date"),
    key(
        field::LIQUIDATION_BUDGET,
        Holds::Money,
        "What the liquidations may cost, beside all that; absent: nothing is compared",
    ),
];
const TRANCHES: &[Key] = &[
    must(field::DATE, Holds::Date, "Spendable from the period of this day on"),
    must(field::AMOUNT, Holds::Money, "Its dollars"),
];
const KINDS: &[Key] = &[
    ID,
    NAME,
    must(field::NATURE, Holds::Words(&["people", "cargo"]), "People or cargo"),
    key(field::SIZE, Holds::Positive, "Seats of one person, slots of one load (1)"),
    key(field::KG, Holds::Number, "Kilograms of one, for movement requests (not known)"),
    key(field::M3, Holds::Number, "Cubic metres of one, for movement requests (not known)"),
    key(field::SELF_DRIVING, Holds::Flag, "Cargo: drives itself, takes no slot but is escorted (false)"),
    key(field::MODES, Holds::Texts, "Modes it may travel by (all)"),
    key(field::EXIT_NAMES, Holds::Texts, "Exits it may leave by (all)"),
    key(field::ARMED, Holds::Flag, "People: counts for the guard (false)"),
    key(field::PAY_PER_MONTH, Holds::MoneyPerMonth, "People: dollars per head and month"),
    key(field::REPATRIATION, Holds::Money, "People: dollars per head for the journey home"),
    key(field::OWNER, Holds::Words(&["contingent", "un"]), "Cargo: whose (contingent)"),
    key(field::VALUE, Holds::Money, "Cargo: dollars per load"),
    key(field::SENSITIVE, Holds::Flag, "Cargo: weapons, ammunition, armour, communications (false)"),
    key(field::REIMBURSEMENT_PER_MONTH, Holds::MoneyPerMonth, "Cargo: dollars per load and month in the mission area"),
    key(field::REIMBURSEMENT_AFTER_SHARE, Holds::Share, "Cargo: share of it paid after the mandate's end (0.5)"),
    key(field::DISPOSITIONS, Holds::Rows(DISPOSITIONS), "Cargo: what may be done in place"),
];
const DISPOSITIONS: &[Key] = &[
    must(field::METHOD, Holds::Words(words!(Method)), "What is done with it"),
    key(field::COST, Holds::Money, "Dollars per load"),
    key(field::PROCEEDS, Holds::Money, "Dollars per load; reported apart, never spent"),
    key(field::VALUE_LOST, Holds::Share, "Share of the value lost (transfer and sell 0, others 1)"),
    key(
        field::PER_WEEK,
        Holds::PerWeek,
        "Most loads of this kind in a week, in the whole mission: boards, buyers (unlimited)",
    ),
    key(field::LEAD_TIME, Holds::Days, "None in the first days: boards, agreements (0)"),
    key(field::MAX_SHARE, Holds::Share, "Largest share of this kind in the whole mission (1)"),
    key(field::MAX_SHARE_OF_SITE, Holds::Share, "Largest share of what each site has of this kind at the start (1)"),
    key(field::SITE_NAMES, Holds::Texts, "Sites where it can be done; loads have to be carried there first (all)"),
    key(
        field::LOOTED,
        Holds::Share,
        "Share that is looted or lost at the handover: its value is lost, and it brings no proceeds (0)",
    ),
];
const SITES: &[Key] = &[
    ID,
    NAME,
    key(field::POSITION, Holds::Position, "[latitude, longitude] in degrees"),
    key(field::HUB, Holds::Flag, "Others withdraw through it (for reports)"),
    key(field::RUNNING_PER_MONTH, Holds::MoneyPerMonth, "Running cost while open"),
    key(
        field::RUNNING_PER_PERSON_MONTH,
        Holds::MoneyPerMonth,
        "Running cost for each person there: fuel, water, catering",
    ),
    key(field::RUNNING_WINDOWS, Holds::Rows(windows::OTHER_RUNNING), "Another running cost for some time (phases)"),
    key(field::CLOSING, Holds::Money, "Cost of closing, once"),
    key(field::CLEANUP, Holds::Days, "Clean-up and handover after the last cargo; rounded up to periods"),
    key(field::HANDLING_PER_WEEK, Holds::PerWeek, "Loads packed, inspected and cleared (unlimited)"),
    key(field::HANDLING_FROM, Holds::Date, "No handling before this day"),
    key(field::HANDLING_LEAD_TIME, Holds::Days, "No handling in the first days: teams, contracts, customs (0)"),
    key(field::HANDLING_UTILISATION, Holds::Share, "Share of the handling rate that weeks in a row reach (1)"),
    key(field::HANDLING_UTILISATION_RANGE, Holds::Range, DRAWN),
    key(field::HANDLING_LATE, Holds::Range, LATER),
    key(field::HANDLING_RAMP, Holds::Row(RAMP), "Handling grows to its rate"),
    key(field::HANDLING_WINDOWS, Holds::Rows(windows::OTHER_HANDLING), "Other rates for some time"),
    key(field::BEDS, Holds::Count, "Most people (unlimited)"),
    key(field::YARD, Holds::Count, "Most loads (unlimited)"),
    key(field::GUARD, Holds::Count, "Armed people while open"),
    key(field::GUARD_WINDOWS, Holds::Rows(windows::OTHER_GUARD), "Another guard for some time (phases)"),
    key(field::GUARD_PER_LOAD, Holds::Number, "Armed people per load still there"),
    key(field::GUARD_PER_PERSON, Holds::Number, "Armed people per unarmed person still there"),
    key(field::NATIONAL_STAFF, Holds::Count, "National staff: separated when it closes, never moved"),
    key(field::NATIONAL_PAY_PER_MONTH, Holds::MoneyPerMonth, "Dollars per head and month"),
    key(field::SEPARATION, Holds::Money, "Dollars per head when it closes"),
    key(field::KEEP_OPEN_UNTIL, Holds::Date, "Open at the end of the period of this day"),
    key(field::CLOSE_FROM, Holds::Date, "May not close before this day"),
    key(field::HEADQUARTERS, Holds::Flag, "Closes last: no other site closes after it (false)"),
    key(field::CLOSE_BY, Holds::Date, "Closed by the end of the period of this day"),
    key(field::CLOSES_BEFORE, Holds::Texts, "Sites that may not close before this one"),
    key(field::HOSPITAL, Holds::Flag, "Has a staffed hospital while open"),
    key(field::MEDICAL, Holds::Texts, "Hospital sites within reach: one must be open while this site is"),
    key(field::LIQUIDATION, Holds::Row(LIQUIDATION), "It goes on after operations, with those units that stay"),
];
const LIQUIDATION: &[Key] = &[
    must(field::LENGTH, Holds::Days, "Least length, from the deadline of operations on"),
    key(field::RUNNING_PER_MONTH, Holds::MoneyPerMonth, "Running cost, from the closing of its operations on"),
    key(field::GUARD, Holds::Count, "Armed people among those who stay, at least (0)"),
    key(field::PER_LOAD, Holds::Money, "What each load that stays costs in the end: handling, freight, sale"),
];
const RAMP: &[Key] = &[
    must(field::FROM, Holds::Date, "First day of the growth"),
    must(field::WEEKS, Holds::Number, "Weeks until all of the rate is reached"),
    key(field::START_SHARE, Holds::Share, "Share of the rate before (0)"),
];
const EXITS: &[Key] = &[
    ID,
    NAME,
    key(field::KIND, Holds::Words(&["port", "airport", "border"]), "What it is (port)"),
    key(field::POSITION, Holds::Position, "[latitude, longitude] in degrees"),
    key(field::PEOPLE_PER_WEEK, Holds::CountPerWeek, "People it takes (0)"),
    key(field::LOADS_PER_WEEK, Holds::CountPerWeek, "Loads it takes (0)"),
    key(field::AVAILABLE_FROM, Holds::Date, "First day (notice, contracts)"),
    key(field::LEAD_TIME, Holds::Days, "None in the first days: notice, tenders, clearances (0)"),
    key(field::AVAILABLE_TO, Holds::Date, "Last day"),
    key(
        field::UTILISATION,
        Holds::Share,
        "Share of the capacities that weeks in a row reach: 1 for sustained rates, less for peaks (1)",
    ),
    key(field::UTILISATION_RANGE, Holds::Range, DRAWN),
    key(field::LATE, Holds::Range, LATER),
    key(field::RAMP, Holds::Row(RAMP), "The capacities grow to their rate: notice, charter contracts, learning"),
    key(field::WINDOWS, Holds::Rows(windows::OTHER_CAPACITIES), "Other capacities for some time"),
    key(field::PER_PERSON, Holds::Money, "Journey home, dollars per person"),
    key(field::PER_LOAD, Holds::Money, "Onward freight, dollars per load"),
];
const FLEETS: &[Key] = &[
    ID,
    NAME,
    must(field::FLEET_UNITS, Holds::Number, "Companies, aircraft, trucks"),
    key(field::DAYS_PER_WEEK, Holds::Number, "Working days of a unit in a week (7)"),
    key(field::SEATS, Holds::Number, "Seats of a lift (0)"),
    key(field::SLOTS, Holds::Number, "Cargo slots of a lift (0)"),
    key(field::VEHICLES, Holds::Number, "Self-driving vehicles that a lift escorts (its slots)"),
    key(
        field::WHOLE,
        Holds::Flag,
        "Lifts are sent whole or not at all (true if one holds more than 5 people or loads)",
    ),
    key(
        field::SHARES,
        Holds::Words(&["together", "either"]),
        "Seats and slots at the same time, or shared as in a cabin (together)",
    ),
    key(field::LOADING, Holds::Days, "Days of a cycle spent loading"),
    key(field::SPEED_PER_DAY, Holds::Km, "Kilometres a day"),
    key(field::STANDING_PER_MONTH, Holds::MoneyPerMonth, "Dollars per unit while kept"),
    key(field::PER_LIFT, Holds::Money, "Dollars per lift"),
    key(field::PER_KM, Holds::Money, "Dollars per kilometre, out and back"),
    key(field::BASE, Holds::Text, "Site where its crews live"),
    key(field::CREW, Holds::Number, "Armed people of a unit at the base while kept"),
    key(field::ESCORT, Holds::Number, "Escort on each lift, for the manifest"),
    key(field::AVAILABLE_FROM, Holds::Date, "First day (notice)"),
    key(field::LEAD_TIME, Holds::Days, "None in the first days: tenders, letters of assist (0)"),
    key(field::AVAILABLE_TO, Holds::Date, "Last day"),
    key(field::UTILISATION, Holds::Share, "Share of its working days that weeks in a row reach (1)"),
    key(field::UTILISATION_RANGE, Holds::Range, DRAWN),
    key(field::LATE, Holds::Range, LATER),
    key(field::RAMP, Holds::Row(RAMP), "Its working days grow to their number: notice, contracts, learning"),
    key(
        field::MIN_UNITS,
        Holds::Number,
        "Units that are kept while sites count on them: medevac, resupply, liaison (0)",
    ),
    key(field::MIN_UNITS_WHILE, Holds::Texts, "The sites: each of them, while it is open (all)"),
    key(field::CONTRACT_UNTIL, Holds::Date, "Its standing cost is due until this day, kept or not"),
    key(
        field::NOTICE,
        Holds::Days,
        "Days of notice: its standing cost is due for so long from the start, kept or not (0)",
    ),
    key(field::WINDOWS, Holds::Rows(FLEET_WINDOWS), "Other strength for some time"),
];
const FLEET_WINDOWS: &[Key] = &[
    must(field::FROM, Holds::Date, "First day"),
    must(field::TO, Holds::Date, "Last day"),
    key(field::FACTOR, Holds::Number, "Times the usual"),
    key(field::FLEET_UNITS, Holds::Number, "So many units instead"),
    key(field::CLOSED, Holds::Flag, "None at all"),
];
const ROUTES: &[Key] = &[
    ID,
    NAME,
    must(field::FROM_SITE, Holds::Text, "The site where it starts"),
    must(field::TO_PLACE, Holds::Text, "The site or exit where it ends"),
    must(field::MODE, Holds::Words(words!(Mode)), "How one travels"),
    must(field::FLEET, Holds::Text, "What makes its lifts"),
    must(field::KM, Holds::Km, "Its length"),
    key(field::MAX_LIFTS_PER_WEEK, Holds::PerWeek, "Most lifts (unlimited)"),
    key(field::SEATS, Holds::Number, "Seats of a lift (the fleet's)"),
    key(field::SLOTS, Holds::Number, "Slots of a lift (the fleet's)"),
    key(field::VEHICLES, Holds::Number, "Self-driving vehicles that a lift escorts (the fleet's)"),
    key(field::SPEED_PER_DAY, Holds::Km, "Kilometres a day (the fleet's)"),
    key(field::LOADING, Holds::Days, "Days of a cycle spent loading (the fleet's)"),
    key(field::PER_LOAD, Holds::Money, "Freight, dollars per load"),
    key(field::PER_PERSON, Holds::Money, "Dollars per person"),
    key(field::PER_LIFT, Holds::Money, "Dollars per lift (the fleet's per_lift + 2 × km × per_km)"),
    key(field::CASUALTIES_PER_LIFT, Holds::Number, "Expected casualties of a lift"),
    key(field::EMPTY_RETURN, Holds::Flag, "The lift comes back: cycle = loading + 2 × km / speed (true)"),
    key(field::BOTH_WAYS, Holds::Flag, "Also the other way, as `ID-back` (false)"),
    key(field::WINDOWS, Holds::Rows(ROUTE_WINDOWS), "Seasons, closures"),
];
const ROUTE_WINDOWS: &[Key] = &[
    must(field::FROM, Holds::Date, "First day"),
    must(field::TO, Holds::Date, "Last day"),
    key(field::CLOSED, Holds::Flag, "No lifts"),
    key(field::SPEED_FACTOR, Holds::Positive, "Times the usual speed"),
    key(field::MAX_LIFTS_FACTOR, Holds::Number, "Times the usual limit"),
    key(field::MAX_LIFTS_PER_WEEK, Holds::PerWeek, "Another limit"),
    key(field::CASUALTIES_FACTOR, Holds::Number, "Times the usual casualties"),
];
const UNITS: &[Key] = &[
    ID,
    NAME,
    must(field::SITE, Holds::Text, "Where they are"),
    must(field::KIND, Holds::Text, "What they are"),
    must(field::QUANTITY, Holds::Count, "Persons or loads"),
    key(field::STAYS, Holds::Count, "Of these, what stays for the liquidation of its site (0)"),
    key(field::CONTRIBUTOR, Holds::Text, "Contributing country, or UN"),
];
const CONTINGENTS: &[Key] = &[
    key(field::ID, Holds::Text, "Name in overrides and results (made from the contributor)"),
    NAME,
    key(field::CONTRIBUTOR, Holds::Text, "All units of this contributor; or give `units`"),
    key(field::UNIT_NAMES, Holds::Texts, "The units that it is made of; or give `contributor`"),
    key(field::REAR, Holds::Share, "Share of its people that stays until its last load is gone (0)"),
    key(field::SLACK_WEEKS, Holds::Number, "Weeks by which its people may be ahead of its loads (0)"),
];
const AIR_LINKS: &[Key] = &[
    ID,
    NAME,
    must(field::FLEET, Holds::Text, "Which fleet flies it"),
    must(field::SITE, Holds::Text, "The town's site: the link ends when it closes"),
    must(field::SEATS_PER_WEEK, Holds::PerWeek, "Least seats"),
    must(field::UNTIL, Holds::Date, "Last day of the obligation"),
    must(field::SEATS_PER_FLIGHT, Holds::Positive, "Seats of a flight"),
    key(field::CYCLE, Holds::Days, "Fleet days of a flight, there and back (1)"),
    key(field::PER_FLIGHT, Holds::Money, "Dollars per flight"),
];
const RULES: &[Key] = &[
    key(field::SEQUENCE, Holds::Row(SEQUENCE), "Who goes first"),
    key(
        field::MAX_CLOSINGS_PER_WEEK,
        Holds::Positive,
        "Most sites that close in a week (unlimited); at least one in a period",
    ),
    key(field::MAX_SITES_AT_ONCE, Holds::Positive, "Most sites in clean-up and handover at the same time (unlimited)"),
    key(field::MILESTONES, Holds::Rows(MILESTONES), "What has to be gone by dates"),
];
const MILESTONES: &[Key] = &[
    must(field::BY, Holds::Date, "Last day"),
    must(field::SHARE, Holds::Share, "Share that is gone by then"),
    key(
        field::OF,
        Holds::Words(&["people", "cargo", "sites"]),
        "People out, loads out or disposed of, sites closed (people)",
    ),
];
const SEQUENCE: &[Key] = &[
    must(field::ORDER, Holds::Words(&["troops-first", "assets-first"]), "Which goes first"),
    key(field::LAG, Holds::Days, "By how much"),
    key(field::SLACK, Holds::Share, "Slack of the shares (0)"),
];
const STAGES: &[Key] = &[
    must(field::OBJECTIVE, Holds::Words(words!(Objective)), "What is minimised"),
    key(field::TOLERANCE, Holds::Share, "How much later stages may worsen it"),
];

/// Keys of the rows of a table that may live in a file of its own.
pub(super) fn table(name: &str) -> Option<&'static [Key]> {
    let key = TOP.iter().find(|k| k.name == name && TABLES.contains(&name))?;
    if let Holds::Rows(keys) = key.holds { Some(keys) } else { None }
}
