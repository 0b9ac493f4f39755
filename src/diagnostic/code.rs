//! The registry of error codes: what each means, why it matters, what to do. docs/errors.md is made from it.

/// A sort of fault: `E1xx` files, `E2xx` values, `E3xx` references and network, `E4xx` arithmetic before solving, `E5xx` simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

macro_rules! codes {
    ($($name:ident = $number:literal, $title:literal, $text:literal;)+) => {
        impl Code {
            $(#[doc = $title] pub const $name: Self = Self($number);)+
            /// All codes in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// What it is, in a few words.
            pub const fn title(self) -> &'static str {
                match self.0 { $($number => $title,)+ _ => "" }
            }
            /// What it means and what to do.
            pub const fn explain(self) -> &'static str {
                match self.0 { $($number => $text,)+ _ => "" }
            }
            /// `E204`.
            pub const fn key(self) -> &'static str {
                match self.0 { $($number => concat!("E", $number),)+ _ => "" }
            }
        }
    };
}

impl Code {
    /// The code of a text like `E204` or `e204`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.iter().copied().find(|c| c.key().eq_ignore_ascii_case(text))
    }
}

codes! {
    UNREADABLE = 101, "a file cannot be read",
        "The scenario, a file it extends or a table beside it does not exist or cannot be opened.\nCheck the path; paths in `extends` and `[tables]` are relative to the file that names them.";
    TOO_LARGE = 102, "a file is too large",
        "Scenario files are limited to 20 MB. A mission of a hundred sites needs well under one.\nCheck that the path names a scenario.";
    NOT_UTF8 = 103, "a file is not UTF-8 text",
        "Save it as UTF-8. Spreadsheets offer `CSV UTF-8`.";
    SYNTAX = 104, "the file is not TOML",
        "The caret shows where reading stopped. Common causes: a missing quote, a key given twice, a date without quotes in a text.";
    CYCLE = 105, "files extend each other in a circle",
        "A file may extend a file that extends another, but never itself, directly or through others. Remove one `extends`.";
    OUTSIDE = 106, "a path leaves the scenario's folder",
        "`extends` and `[tables]` may only name files in the folder of the scenario or below it, so that a scenario from somebody else cannot read your files.\nMove the file, or allow it with --allow-outside.";
    CSV = 107, "a table is malformed",
        "A table needs a first line with the names of the columns and the same number of cells in each row. Commas, semicolons and tabs separate cells; headings may be in any case.";
    UNKNOWN_KEY = 108, "a key is not known here",
        "Nothing is ignored in silence: a misspelt key would leave a default in force. docs/scenario-format.md lists the keys of each table.";
    FORMAT = 109, "the format version is missing or unknown",
        "A scenario starts with `format = 1`. A newer number needs a newer drawdown.";
    OVERRIDE = 110, "an override is malformed",
        "Overrides are `--set key.path=value`, for example `--set sites.gao.guard=300` or `--set budget.total=590M`. The path must name a table or row that exists; an id with a point is quoted: `--set 'sites.\"camp.1\".guard=300'`.";
    NO_ID = 111, "a row has no id",
        "Rows of kinds, sites, exits, fleets, routes, units and air_links have an `id`: files that extend this one and overrides need it to name the row.";
    DEEP = 112, "files extend each other too deeply",
        "At most 16 files may extend each other, one after the other. Join some of them.";
    TYPE = 201, "a value is of the wrong type",
        "The message says what is expected here. Every figure may be a bare value or `{ value = …, source = \"…\", quality = \"…\" }`.";
    UNIT = 202, "a unit is not understood",
        "Money: 191000000, \"191M\", \"$1.2k\", \"3bn\". Distances: 350 or \"350 km\". Durations: 7, \"7 days\" or \"2 weeks\".\nA decimal comma is read where it can be nothing else (\"1,5M\"). \"1,500\" is 1500 to one reader and 1.5 to another: it is refused, except in a table that shows which it means.";
    NEGATIVE = 203, "a quantity is negative",
        "Stocks, capacities, costs and durations are zero or more.";
    NOT_FINITE = 204, "a number is not usable",
        "NaN, infinity and numbers beyond what a mission can have (a thousand million people or loads, 10^15 dollars) are refused: they are typing errors and would spoil the arithmetic of the solver. Leave a limit out to mean `unlimited`.";
    RANGE = 205, "a number is out of range",
        "Shares lie between 0 and 1; a latitude between -90 and 90; a plan has 1 to 520 periods; sizes, speeds and cycles are more than zero.";
    DATE = 206, "a date is impossible here",
        "Dates are written 2023-07-01. An end may not lie before its start, nor the deadline before the start of the mission's calendar.";
    MISSING = 207, "a required key is missing",
        "The message names the key and the row.";
    CONTRADICTION = 208, "keys contradict each other",
        "Give exactly one of `weeks`, `months` and `deadline`; either `budget.total` or `budget.tranches`. An extending file that changes the one removes the other by itself.";
    WORD = 209, "a word is not one of those allowed",
        "The message lists the words that are allowed here.";
    PRODUCT = 210, "figures are too large together",
        "Each figure may be sound, but what they make together is beyond what a mission can have: a journey of centuries, staff times pay above the world's money. A solver cannot tell such sums from noise.\nCorrect the figure that has too many digits or is of another unit.";
    DANGLING = 301, "a name refers to nothing",
        "The site, exit, fleet, kind or route of that id does not exist, or was removed by an extending file.";
    DUPLICATE = 302, "an id is used twice",
        "Ids are unique within a table; a site and an exit may not share one either, because routes name both. A route with `both_ways` also takes the id `ID-back`.";
    SELF_ROUTE = 303, "a route leads to where it starts",
        "`from` and `to` must differ.";
    STRANDED_PEOPLE = 304, "people have no way out",
        "No chain of routes leads these people from their site to an exit that takes people: a mode they may not use, an exit they may not use, a route that is never open, or no route at all. No budget and no time would help.";
    STRANDED_CARGO = 305, "cargo has no way out",
        "No chain of routes leads this cargo to an exit that takes loads, and no disposition in place is allowed for it. Add a route, or a disposition (at the least `abandon`).";
    SENSITIVE = 306, "sensitive items may not be sold or handed over",
        "Weapons, ammunition, armour and communications go home, are transferred to another mission, or are destroyed.";
    EMPTY = 307, "the scenario has nothing to plan",
        "A scenario needs at least one site, one exit, one route and one unit with a quantity above zero.";
    BAD_ID = 308, "an id has characters that are not allowed",
        "Ids are made of letters, digits, `-`, `_` and `.`: they become names of rows in exported models.";
    REMOVED = 309, "a row to remove does not exist",
        "`remove = true` only makes sense for a row of a file that this one extends.";
    STATUS = 310, "a status contradicts the scenario",
        "What is reported names sites, kinds and fleets of the scenario, has no more than the scenario began with, and lies between its start and its deadline. Correct the report, or the scenario's units, budget or dates.";
    TWO_CONTINGENTS = 311, "a unit is in two contingents",
        "A unit leaves with one contingent. `contributor` of `[[contingents]]` takes all units of a contributor; list `units` where only some of them leave together.";
    TOO_MANY_PEOPLE = 401, "more people than the exits can take",
        "Capacity of all exits times the periods to the deadline is less than the people who have to leave. The plan will say who is left.";
    TOO_MUCH_CARGO = 402, "more cargo than handling or exits can take",
        "Loads beyond the capacity of handling or exits times the periods must be disposed of or are left.";
    TOO_DEAR = 403, "the least that the mission can cost is above the budget",
        "Getting everybody out costs at least the journey of each person; that alone is above the budget. The plan will say how many it gets out.";
    NO_GUARD = 404, "a site cannot have its guard",
        "Fewer armed people are at the site at the start than its guard (with the crews of the fleets based there) asks for, and none can come. The site would have to close at once. Lower `guard` or `crew`, or add armed people.";
    SHORT = 405, "a route is shorter than the straight line",
        "The kilometres of a route are fewer than those between its ends: a position is wrong, often latitude and longitude exchanged, or the distance is.";
    NO_EFFECT = 406, "a figure has no effect",
        "Something that is given changes nothing, because what it belongs to is missing. Nothing is ignored in silence.";
    OUTSIDE_TIME = 407, "a date lies outside the mission's time",
        "A window, a release of money or an obligation lies wholly before the start or after the deadline, and never acts. Often it is of another year.";
    GUARD_STAYS = 408, "a guard cannot leave at once",
        "The last people of a site are its guard and leave in one period. Where fewer can leave in any period than the guard has, the site never closes.";
    SPARE_DAYS = 409, "the deadline lies inside a period",
        "State is known at the ends of periods. The plan ends with the last whole period, never after the deadline; the days that remain are spare.";
    SILENT = 410, "nothing is said of a limit that every mission has",
        "A site without a handling rate packs everything in a day; an exit without a rate takes nothing; figures without a source cannot be checked by those who read the plan. Give the rate that the mission reaches week after week (or its peak with `utilisation`), and label figures.";
    NO_RISK = 501, "the scenario has nothing to simulate",
        "A simulation draws worlds from the processes of `[[risk.processes]]`; the scenario has none. docs/simulation.md lists what a process can do; scenarios/tutorial.toml has three of them.";
    SHARD = 502, "shards of different runs",
        "Only shards of one run can be joined: the same scenario with the same overrides, the same plan, seed, number of worlds and policy. A plan that depends on the clock differs from machine to machine: plan once, and give every shard that file with --plan.";
    OVERLAP = 503, "a world is in two shards",
        "Each world belongs to one shard. Name each file once; give each job its own --shard i/n.";
    GAP = 504, "worlds are missing",
        "Joined shards have every world from 0 to the last. Name the files of all shards; a shard that was interrupted goes on when it is started again with the same --out.";
    NOT_RECORD = 505, "not a file of replications",
        "`simulate merge` reads the replications.json that `simulate --out DIR` writes.";
    OTHER_RUN = 506, "the folder holds replications of another run",
        "With --out an interrupted run goes on from what its folder holds. This folder holds worlds of another seed, scenario, plan or policy. Choose another folder, or remove this one if it is not wanted.";
    NOT_PLAN = 507, "the plan does not fit the scenario",
        "A plan for --plan must name the sites, routes, fleets and classes of the scenario and keep its rules: `drawdown verify SCENARIO PLAN.json` says which it breaks.";
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_parses_and_explains_itself() {
        for code in Code::ALL {
            assert_eq!(Code::parse(&code.key().to_lowercase()), Some(*code));
            assert!(code.explain().len() > 20, "{}", code.key());
        }
        assert_eq!(Code::parse("E999"), None);
    }
}
