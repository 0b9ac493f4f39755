//! The keys of the files that planners write, each with the sort of its value: a misspelt key does not compile, nor one that is
//! read as what it does not hold.
//!
//! Knows names and sorts. Which table has which keys is the schema's.

use std::fmt;
use std::marker::PhantomData;

/// What a key holds, as far as its reader must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueSort {
    Number,
    Text,
    Flag,
    Day,
    Position,
    Range,
    Texts,
    Nested,
    List,
    Note,
}

/// A sort as a type.
pub(super) trait Sorted {
    const SORT: ValueSort;
}

macro_rules! sorts {
    ($($sort:ident)+) => {$(
        #[derive(Debug, Clone, Copy)]
        pub(super) struct $sort;
        impl Sorted for $sort {
            const SORT: ValueSort = ValueSort::$sort;
        }
    )+};
}

sorts! { Number Text Flag Day Position Range Texts Nested List Note }

/// A key whose value is of the sort `S`.
pub(super) struct Field<S> {
    name: &'static str,
    sort: PhantomData<fn() -> S>,
}

impl<S> Clone for Field<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Field<S> {}

impl<S> Field<S> {
    const fn new(name: &'static str) -> Self {
        Self { name, sort: PhantomData }
    }
    pub(super) const fn name(self) -> &'static str {
        self.name
    }
    /// The key alone, to look for where it stands.
    pub(super) const fn any(self) -> Name {
        Name(self.name)
    }
}

impl<S> fmt::Display for Field<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A key of whatever sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name(&'static str);

impl Name {
    pub(super) const fn get(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl<S> From<Field<S>> for Name {
    fn from(field: Field<S>) -> Self {
        field.any()
    }
}

macro_rules! fields {
    ($($sort:ident { $($field:ident = $name:literal,)+ })+) => {
        $($(pub(super) const $field: Field<$sort> = Field::new($name);)+)+
    };
}

fields! {
    Number {
        FORMAT = "format",
        PERIOD_DAYS = "period_days",
        WEEKS = "weeks",
        MONTHS = "months",
        TOTAL = "total",
        AMOUNT = "amount",
        SIZE = "size",
        KG = "kg",
        M3 = "m3",
        PAY_PER_MONTH = "pay_per_month",
        REPATRIATION = "repatriation",
        VALUE = "value",
        REIMBURSEMENT_PER_MONTH = "reimbursement_per_month",
        REIMBURSEMENT_AFTER_SHARE = "reimbursement_after_share",
        COST = "cost",
        PROCEEDS = "proceeds",
        VALUE_LOST = "value_lost",
        PER_WEEK = "per_week",
        LEAD_TIME = "lead_time",
        MAX_SHARE = "max_share",
        MAX_SHARE_OF_SITE = "max_share_of_site",
        RUNNING_PER_MONTH = "running_per_month",
        RUNNING_PER_PERSON_MONTH = "running_per_person_month",
        CLOSING = "closing",
        CLEANUP = "cleanup",
        HANDLING_PER_WEEK = "handling_per_week",
        HANDLING_UTILISATION = "handling_utilisation",
        BEDS = "beds",
        YARD = "yard",
        GUARD = "guard",
        GUARD_PER_LOAD = "guard_per_load",
        GUARD_PER_PERSON = "guard_per_person",
        NATIONAL_STAFF = "national_staff",
        NATIONAL_PAY_PER_MONTH = "national_pay_per_month",
        SEPARATION = "separation",
        START_SHARE = "start",
        FACTOR = "factor",
        PEOPLE_PER_WEEK = "people_per_week",
        LOADS_PER_WEEK = "loads_per_week",
        UTILISATION = "utilisation",
        PER_PERSON = "per_person",
        PER_LOAD = "per_load",
        FLEET_UNITS = "units",
        BACK_IN_DAYS = "back_in_days",
        PREPARED = "prepared",
        CLEAN_UP = "clean_up",
        DAYS_PER_WEEK = "days_per_week",
        SEATS = "seats",
        SLOTS = "slots",
        VEHICLES = "vehicles",
        LOADING = "loading",
        SPEED_PER_DAY = "speed_per_day",
        STANDING_PER_MONTH = "standing_per_month",
        PER_LIFT = "per_lift",
        PER_KM = "per_km",
        CREW = "crew",
        ESCORT = "escort",
        MIN_UNITS = "min_units",
        NOTICE = "notice",
        KM = "km",
        MAX_LIFTS_PER_WEEK = "max_lifts_per_week",
        CASUALTIES_PER_LIFT = "casualties_per_lift",
        SPEED_FACTOR = "speed_factor",
        MAX_LIFTS_FACTOR = "max_lifts_factor",
        CASUALTIES_FACTOR = "casualties_factor",
        QUANTITY = "quantity",
        SEATS_PER_WEEK = "seats_per_week",
        SEATS_PER_FLIGHT = "seats_per_flight",
        CYCLE = "cycle",
        PER_FLIGHT = "per_flight",
        MAX_CLOSINGS_PER_WEEK = "max_closings_per_week",
        MAX_SITES_AT_ONCE = "max_sites_at_once",
        SHARE = "share",
        LAG = "lag",
        SLACK = "slack",
        SLACK_WEEKS = "slack_weeks",
        REAR = "rear",
        TOLERANCE = "tolerance",
        PER_MONTH = "per_month",
        AT_START = "at_start",
        CAPACITY = "capacity",
        PER_100KM = "per_100km",
        UNESCORTED = "unescorted",
        WOUNDED = "wounded",
        KILLED = "killed",
        SPENT = "spent",
        LENGTH = "length",
        STAYS = "stays",
        LOOTED = "loss",
        HANDLING_LEAD_TIME = "handling_lead_time",
        LIQUIDATION_BUDGET = "liquidation",
    }
    Text {
        ID = "id",
        NAME = "name",
        TITLE = "title",
        NATURE = "nature",
        OWNER = "owner",
        METHOD = "method",
        KIND = "kind",
        SHARES = "shares",
        BASE = "base",
        FROM_SITE = "from",
        TO_PLACE = "to",
        MODE = "mode",
        FLEET = "fleet",
        SITE = "site",
        CONTRIBUTOR = "contributor",
        CONTINGENT = "contingent",
        OF = "of",
        ORDER = "order",
        OBJECTIVE = "objective",
        EFFECT = "effect",
    }
    Flag {
        SELF_DRIVING = "self_driving",
        ARMED = "armed",
        SENSITIVE = "sensitive",
        HUB = "hub",
        HEADQUARTERS = "headquarters",
        HOSPITAL = "hospital",
        CLOSED = "closed",
        WHOLE = "whole",
        EMPTY_RETURN = "empty_return",
        BOTH_WAYS = "both_ways",
    }
    Day {
        START = "start",
        DEADLINE = "deadline",
        MANDATE_END = "mandate_end",
        DATE = "date",
        HANDLING_FROM = "handling_from",
        KEEP_OPEN_UNTIL = "keep_open_until",
        CLOSE_FROM = "close_from",
        CLOSE_BY = "close_by",
        FROM = "from",
        TO = "to",
        AVAILABLE_FROM = "available_from",
        AVAILABLE_TO = "available_to",
        CONTRACT_UNTIL = "contract_until",
        UNTIL = "until",
        BY = "by",
        AS_OF = "as_of",
        ARRIVES = "arrives",
    }
    Position {
        POSITION = "position",
    }
    Range {
        DAYS = "days",
        DELAY_DAYS = "delay_days",
        LOSS = "loss",
        FACTOR_RANGE = "factor",
        UTILISATION_RANGE = "utilisation_range",
        HANDLING_UTILISATION_RANGE = "handling_utilisation_range",
        LATE = "late",
        HANDLING_LATE = "handling_late",
    }
    Texts {
        MODES = "modes",
        EXIT_NAMES = "exits",
        CLOSES_BEFORE = "closes_before",
        MEDICAL = "medical",
        MIN_UNITS_WHILE = "min_units_while",
        ROUTE_NAMES = "routes",
        SITE_NAMES = "sites",
        UNIT_NAMES = "units",
        CLOSED_SITES = "closed",
    }
    Nested {
        CALENDAR = "calendar",
        BUDGET = "budget",
        RULES = "rules",
        RISK = "risk",
        HANDLING_RAMP = "handling_ramp",
        LIQUIDATION = "liquidation",
        RAMP = "ramp",
        SEQUENCE = "sequence",
    }
    List {
        KINDS = "kinds",
        SITES = "sites",
        EXITS = "exits",
        FLEETS = "fleets",
        ROUTES = "routes",
        UNITS = "units",
        CONTINGENTS = "contingents",
        AIR_LINKS = "air_links",
        STAGES = "stages",
        TRANCHES = "tranches",
        DISPOSITIONS = "dispositions",
        RUNNING_WINDOWS = "running_windows",
        HANDLING_WINDOWS = "handling_windows",
        GUARD_WINDOWS = "guard_windows",
        WINDOWS = "windows",
        MILESTONES = "milestones",
        PROCESSES = "processes",
        DATES = "dates",
        HOLDINGS = "holdings",
        IN_TRANSIT = "in_transit",
        UNITS_OUT = "out",
        SITE_WORK = "site_work",
    }
    Note {
        COSTS = "costs",
        NOTES = "notes",
    }
}
