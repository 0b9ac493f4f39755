//! Scenarios as data: small random missions that can be changed (a route more, money times k, other names) before they
//! become a text.

use std::fmt::Write as _;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Dollars: scaled with all others.
    Money(f64),
    /// Any other number.
    Number(f64),
    /// A word that is no name.
    Word(String),
    /// A name, or several: renamed with all others.
    Name(String),
    Names(Vec<String>),
    /// As it stands in the file.
    Raw(String),
}

/// A row of a table.
pub type Row = Vec<(&'static str, Value)>;

/// A scenario before it is a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    pub weeks: u32,
    /// Date and amount of each release; none: money does not limit.
    pub tranches: Vec<(String, f64)>,
    /// `kinds`, `sites` … with their rows.
    pub tables: Vec<(&'static str, Vec<Row>)>,
    /// `[rules]` and the like.
    pub rest: String,
}

const START: &str = "2023-07-03";

/// The first day of a week.
pub fn week(n: u32) -> String {
    use jiff::ToSpan as _;
    let start: jiff::civil::Date = START.parse().expect("a date");
    start.checked_add((7 * (i64::from(n) - 1)).days()).expect("a date").to_string()
}

impl Draft {
    pub fn table(&mut self, name: &str) -> &mut Vec<Row> {
        &mut self.tables.iter_mut().find(|(n, _)| *n == name).expect("the table is there").1
    }

    /// The scenario file.
    pub fn text(&self) -> String {
        let mut out = format!(
            "format = 1\nname = \"draft\"\n[calendar]\nstart = {START}\nweeks = {}\nmandate_end = {}\n",
            self.weeks,
            week(2)
        );
        for (date, amount) in &self.tranches {
            let _ = writeln!(out, "[[budget.tranches]]\ndate = {date}\namount = {amount:?}");
        }
        for (table, rows) in &self.tables {
            for row in rows {
                let _ = writeln!(out, "[[{table}]]");
                for (key, value) in row {
                    let shown = match value {
                        Value::Money(x) | Value::Number(x) => format!("{x:?}"),
                        Value::Word(w) | Value::Name(w) => format!("{w:?}"),
                        Value::Names(list) => format!("{list:?}"),
                        Value::Raw(text) => text.clone(),
                    };
                    let _ = writeln!(out, "{key} = {shown}");
                }
            }
        }
        out + &self.rest
    }

    /// All dollars times `k`.
    pub fn times(mut self, k: f64) -> Self {
        for (_, amount) in &mut self.tranches {
            *amount *= k;
        }
        for value in self.tables.iter_mut().flat_map(|(_, rows)| rows).flatten() {
            if let Value::Money(usd) = &mut value.1 {
                *usd *= k;
            }
        }
        self
    }

    /// Other names for everything, and the units in the other order.
    pub fn renamed(mut self) -> Self {
        let other = |name: &str| format!("z{}", name.chars().rev().collect::<String>());
        for value in self.tables.iter_mut().flat_map(|(_, rows)| rows).flatten() {
            match &mut value.1 {
                Value::Name(name) => *name = other(name),
                Value::Names(list) => list.iter_mut().for_each(|name| *name = other(name)),
                _ => {}
            }
        }
        self.table("units").reverse();
        self
    }
}

/// A mission from a seed: one to three camps, perhaps behind a hub; one or two fleets to the exits; what else the seed wills.
pub fn random(seed: u64) -> Draft {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let weeks = dice.whole(3, 5) as u32;
    let hub = dice.often(0.7);
    let camps: Vec<String> = (1..=dice.whole(1, 2)).map(|i| format!("c{i}")).collect();
    let mut d = Draft {
        weeks,
        tranches: Vec::new(),
        tables: ["kinds", "sites", "exits", "fleets", "routes", "units", "air_links"].map(|t| (t, Vec::new())).into(),
        rest: String::new(),
    };
    kinds(&mut d, &mut dice);
    sites(&mut d, &mut dice, &camps, hub);
    lift(&mut d, &mut dice, &camps, hub);
    units(&mut d, &mut dice, &camps, hub);
    if dice.often(0.6) {
        let total = dice.between(3e5, 3e6);
        if dice.often(0.5) {
            let split = dice.between(0.3, 0.8);
            d.tranches = vec![(week(1), total * split), (week(dice.whole(2, 3) as u32), total * (1.0 - split))];
        } else {
            d.tranches = vec![(week(1), total)];
        }
    }
    if dice.often(0.3) {
        let order = if dice.often(0.5) { "troops-first" } else { "assets-first" };
        let lag = 7 * dice.whole(0, 1);
        d.rest = format!("[rules]\nsequence = {{ order = \"{order}\", lag = {lag}, slack = 0.3 }}\n");
    }
    d
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn often(&mut self, p: f64) -> bool {
        self.0.random_bool(p)
    }
    fn whole(&mut self, low: u64, high: u64) -> u64 {
        self.0.random_range(low..=high)
    }
    fn between(&mut self, low: f64, high: f64) -> f64 {
        self.0.random_range(low..=high).round()
    }
}

fn name(text: &str) -> Value {
    Value::Name(text.into())
}
fn word(text: &str) -> Value {
    Value::Word(text.into())
}
fn number(n: u64) -> Value {
    Value::Number(n as f64)
}

fn kinds(d: &mut Draft, dice: &mut Dice) {
    let people = |id: &str, armed: &str| -> Row {
        let (nature, armed) = (word("people"), Value::Raw(armed.into()));
        vec![
            ("id", name(id)),
            ("nature", nature),
            ("armed", armed),
            ("pay_per_month", Value::Money(2600.0)),
            ("repatriation", Value::Money(900.0)),
        ]
    };
    let share = if dice.often(0.3) { ", max_share = 0.4" } else { "" };
    let cargo = |id: &str, dispositions: String, value: f64, more: &str| -> Row {
        let mut row = vec![("id", name(id)), ("nature", word("cargo")), ("value", Value::Money(value))];
        row.push(("reimbursement_per_month", Value::Money(400.0)));
        row.push(("dispositions", Value::Raw(dispositions)));
        if !more.is_empty() {
            row.push(("sensitive", Value::Raw(more.into())));
        }
        row
    };
    // Costs of dispositions are small and fixed in the text: they are not money that the tests scale, so they are zero.
    let plain = format!("[{{ method = \"destroy\"{share} }}, {{ method = \"abandon\" }}]");
    let rows = vec![
        people("soldier", "true"),
        people("staff", "false"),
        cargo("box", plain.clone(), 9000.0, ""),
        cargo("crate", plain, 9000.0, ""),
        cargo("gun", "[{ method = \"destroy\" }, { method = \"abandon\" }]".into(), 30_000.0, "true"),
    ];
    *d.table("kinds") = rows;
}

fn sites(d: &mut Draft, dice: &mut Dice, camps: &[String], hub: bool) {
    let medical = hub && dice.often(0.3);
    for camp in camps {
        let mut row: Row = vec![
            ("id", name(camp)),
            ("running_per_month", Value::Money(dice.between(1e4, 3e5))),
            ("closing", Value::Money(dice.between(0.0, 4e4))),
            ("guard", number(dice.whole(0, 20))),
        ];
        if dice.often(0.5) {
            row.push(("cleanup", number(7)));
        }
        if dice.often(0.5) {
            row.push(("handling_per_week", number(dice.whole(5, 30))));
        }
        if dice.often(0.3) {
            row.push(("guard_per_load", Value::Number(0.3)));
        }
        if dice.often(0.2) {
            row.push(("keep_open_until", Value::Raw(week(2))));
        }
        if medical {
            row.push(("medical", Value::Names(vec!["hub".into()])));
        }
        if hub && dice.often(0.2) {
            row.push(("closes_before", Value::Names(vec!["hub".into()])));
        }
        d.table("sites").push(row);
    }
    if hub {
        let mut row: Row = vec![
            ("id", name("hub")),
            ("hub", Value::Raw("true".into())),
            ("running_per_month", Value::Money(dice.between(1e5, 6e5))),
            ("closing", Value::Money(3e4)),
            ("guard", number(15)),
            ("hospital", Value::Raw("true".into())),
            ("national_staff", number(20)),
            ("national_pay_per_month", Value::Money(700.0)),
            ("separation", Value::Money(1500.0)),
        ];
        if dice.often(0.5) {
            row.push(("beds", number(200)));
            row.push(("yard", number(60)));
        }
        d.table("sites").push(row);
    }
    d.table("exits").push(vec![
        ("id", name("port")),
        ("loads_per_week", number(dice.whole(15, 60))),
        ("per_load", Value::Money(1200.0)),
    ]);
    d.table("exits").push(vec![
        ("id", name("home")),
        ("kind", word("airport")),
        ("people_per_week", number(dice.whole(40, 150))),
        ("per_person", Value::Money(300.0)),
    ]);
}

fn lift(d: &mut Draft, dice: &mut Dice, camps: &[String], hub: bool) {
    let mut trucks: Row = vec![
        ("id", name("trucks")),
        ("units", number(dice.whole(2, 6))),
        ("seats", number(30)),
        ("slots", number(8)),
        ("loading", number(1)),
        ("speed_per_day", number(200)),
        ("standing_per_month", Value::Money(2e4)),
        ("per_lift", Value::Money(800.0)),
    ];
    if hub && dice.often(0.4) {
        trucks.push(("base", name("hub")));
        trucks.push(("crew", number(3)));
    }
    d.table("fleets").push(trucks);
    d.table("fleets").push(vec![
        ("id", name("planes")),
        ("units", number(1)),
        ("seats", number(60)),
        ("loading", Value::Number(0.5)),
        ("speed_per_day", number(4000)),
        ("per_lift", Value::Money(9000.0)),
        ("available_from", Value::Raw(week(dice.whole(1, 2) as u32))),
    ]);
    let last = if hub { "hub" } else { "" };
    for camp in camps {
        let to = if hub { last } else { "port" };
        d.table("routes").push(road(&format!("{camp}-{to}"), camp, to, dice.whole(150, 900), dice));
        if !hub {
            d.table("routes").push(road(&format!("{camp}-home"), camp, "home", dice.whole(150, 900), dice));
        }
    }
    if hub {
        d.table("routes").push(road("hub-port", "hub", "port", dice.whole(300, 1400), dice));
        d.table("routes").push(flight("hub-home", "hub"));
        if dice.often(0.3) {
            d.table("air_links").push(vec![
                ("id", name("link")),
                ("fleet", name("planes")),
                ("site", name("hub")),
                ("seats_per_week", number(20)),
                ("until", Value::Raw(week(3))),
                ("seats_per_flight", number(60)),
                ("per_flight", Value::Money(5000.0)),
            ]);
            // Flights before the planes are there would contradict the rule.
            for row in d.table("fleets").iter_mut().filter(|r| r[0].1 == name("planes")) {
                row.retain(|(key, _)| *key != "available_from");
            }
        }
    }
}

fn road(id: &str, from: &str, to: &str, km: u64, dice: &mut Dice) -> Row {
    let mut row = vec![
        ("id", name(id)),
        ("from", name(from)),
        ("to", name(to)),
        ("mode", word("road")),
        ("fleet", name("trucks")),
        ("km", number(km)),
        ("per_load", Value::Money(150.0)),
        ("casualties_per_lift", Value::Number(0.01)),
    ];
    if dice.often(0.3) {
        row.push(("max_lifts_per_week", number(dice.whole(2, 9))));
    }
    if dice.often(0.2) {
        row.push(("windows", Value::Raw(format!("[{{ from = {}, to = {}, speed_factor = 0.5 }}]", week(1), week(2)))));
    }
    row
}

/// Straight home from a site.
pub fn flight(id: &str, from: &str) -> Row {
    vec![
        ("id", name(id)),
        ("from", name(from)),
        ("to", name("home")),
        ("mode", word("air")),
        ("fleet", name("planes")),
        ("km", number(2500)),
    ]
}

fn units(d: &mut Draft, dice: &mut Dice, camps: &[String], hub: bool) {
    let mut places: Vec<String> = camps.to_vec();
    if hub {
        places.push("hub".into());
    }
    for place in places {
        let mut unit = |kind: &str, quantity: u64| {
            d.table("units").push(vec![
                ("id", Value::Name(format!("{place}-{kind}"))),
                ("site", Value::Name(place.clone())),
                ("kind", name(kind)),
                ("quantity", number(quantity)),
            ]);
        };
        unit("soldier", dice.whole(30, 120));
        if dice.often(0.5) {
            unit("staff", dice.whole(5, 40));
        }
        unit("box", dice.whole(5, 40));
        if dice.often(0.5) {
            unit("crate", dice.whole(1, 15));
        }
        if dice.often(0.4) {
            unit("gun", dice.whole(1, 6));
        }
    }
}
