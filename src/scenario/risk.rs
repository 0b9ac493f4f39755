//! The `[risk]` table: processes that disturb a plan, each with what it hits, how often, how hard, and when.
//!
//! Must not know how worlds are drawn or replayed.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::mission::{Mission, Mode};
use crate::scenario::field::{self, Field, Name};
use crate::scenario::key::{Holds, Key, key, must};
use crate::scenario::typed::Row;

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Effect {
    /// Routes (or all routes to exits, or of modes) carry only `capacity` of their lifts in spells: holds, refused flights, closed
    /// borders, rain.
    #[default]
    Closure,
    /// Lifts on routes are attacked: wounded, killed, loads lost, days lost.
    Attack,
    /// Sites are left in a hurry: a share of the loads there is lost, all else goes as soon as it can.
    ForcedExit,
    /// Handling at sites works at a share of its rate.
    SlowHandling,
    /// All costs drift by a factor.
    Price,
    /// The rates of exits, fleets or handling are a factor of what the plan counts with, or come later; made of the ranges that their own
    /// rows give.
    Rate,
}

const EFFECTS: [(&str, Effect); 5] = [
    ("closure", Effect::Closure),
    ("attack", Effect::Attack),
    ("forced-exit", Effect::ForcedExit),
    ("slow-handling", Effect::SlowHandling),
    ("price", Effect::Price),
];
const WORDS: [&str; EFFECTS.len()] = {
    let mut words = [""; EFFECTS.len()];
    let mut i = 0;
    while i < words.len() {
        words[i] = EFFECTS[i].0;
        i += 1;
    }
    words
};

/// One process. Each has random streams of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Process {
    /// Name in results.
    pub id: String,
    /// What it does.
    pub effect: Effect,
    /// Routes that it hits.
    pub routes: Vec<String>,
    /// Exits: all routes to them.
    pub exits: Vec<String>,
    /// Modes: all routes of them.
    pub modes: Vec<String>,
    /// Sites that it hits.
    pub sites: Vec<String>,
    /// Fleets that it hits.
    pub fleets: Vec<String>,
    /// When it can act, first and last days; always if empty. A closure or forced exit without a rate happens on just these dates.
    pub dates: Vec<(Date, Date)>,
    /// Expected spells (or forced exits of each site) a month.
    pub per_month: f64,
    /// Probability of one spell from the first day (a late charter).
    pub at_start: f64,
    /// Length of a spell in days: least and most.
    pub days: [f64; 2],
    /// Share of the lifts that move in a spell.
    pub capacity: f64,
    /// Probability of an attack on one lift.
    pub per_lift: f64,
    /// Expected attacks on a lift per 100 km, on top of `per_lift`.
    pub per_100km: f64,
    /// Factor of both for lifts whose fleet has no escort.
    pub unescorted: f64,
    /// Fleet days lost by an attack: least and most.
    pub delay_days: [f64; 2],
    /// Mean wounded by an attack.
    pub wounded: f64,
    /// Mean killed by an attack.
    pub killed: f64,
    /// Share of the attacked lift's loads that is lost, or of a left site's: least and most.
    pub loss: [f64; 2],
    /// Factor (handling, prices): least and most.
    pub factor: [f64; 2],
}

impl Process {
    /// It happens on its dates, without chance.
    pub fn is_dated(&self) -> bool {
        !self.dates.is_empty() && self.per_month == 0.0 && self.at_start == 0.0
    }
}

/// Keys of `[risk]`.
pub(super) const KEYS: &[Key] = &[key(field::PROCESSES, Holds::Rows(PROCESSES), "What can go wrong")];
const PROCESSES: &[Key] = &[
    must(field::ID, Holds::Text, "Name in results and overrides"),
    must(field::EFFECT, Holds::Words(&WORDS), "What it does"),
    key(field::ROUTE_NAMES, Holds::Texts, "Routes that it hits"),
    key(field::EXIT_NAMES, Holds::Texts, "Exits: all routes to them"),
    key(field::MODES, Holds::Texts, "Modes: all routes of them"),
    key(field::SITE_NAMES, Holds::Texts, "Sites that it hits"),
    key(field::DATES, Holds::Rows(DATES), "When it can act; without a rate it happens on just these dates"),
    key(field::PER_MONTH, Holds::Number, "Expected spells, or forced exits of each site, a month (0)"),
    key(field::AT_START, Holds::Share, "Probability of a spell from the first day (0)"),
    key(field::DAYS, Holds::Range, "[least, most] days of a spell"),
    key(field::CAPACITY, Holds::Share, "Share of the lifts that move in a spell (0)"),
    key(field::PER_LIFT, Holds::Share, "Probability of an attack on one lift (0)"),
    key(field::PER_100KM, Holds::Number, "Expected attacks on a lift per 100 km, on top of per_lift (0)"),
    key(field::UNESCORTED, Holds::Number, "Factor of both where the fleet has no escort (1)"),
    key(field::DELAY_DAYS, Holds::Range, "[least, most] fleet days lost by an attack"),
    key(field::WOUNDED, Holds::Number, "Mean wounded by an attack (0)"),
    key(field::KILLED, Holds::Number, "Mean killed by an attack (0)"),
    key(field::LOSS, Holds::Range, "[least, most] share of the loads lost by an attack or a forced exit"),
    key(field::FACTOR_RANGE, Holds::Range, "[least, most] factor of handling or of all costs"),
];
const DATES: &[Key] = &[must(field::FROM, Holds::Date, "First day"), must(field::TO, Holds::Date, "Last day")];

/// Reads and checks the table; a scenario without one has no risk. Everything that is wrong goes to `faults`.
pub(super) fn processes(top: &Row, m: &Mission, faults: &mut Vec<Diagnostic>) -> Vec<Process> {
    let Some(risk) = top.row(field::RISK) else { return Vec::new() };
    let rows = risk.rows(field::PROCESSES);
    for (i, row) in rows.iter().enumerate() {
        if let Some(first) = rows[..i].iter().find(|r| r.id() == row.id() && !row.id().is_empty()) {
            let fault = Diagnostic::error(Code::DUPLICATE, format!("`{}` occurs twice in `risk.processes`", row.id()));
            faults.push(
                fault
                    .at(row.place(field::ID), "again here")
                    .at(first.place(field::ID), "first here")
                    .remedy("rename one"),
            );
        }
    }
    rows.iter().map(|row| process(row, m, faults)).collect()
}

fn process(row: &Row, m: &Mission, faults: &mut Vec<Diagnostic>) -> Process {
    let effect = row.text(field::EFFECT).and_then(|e| EFFECTS.iter().find(|(name, _)| *name == e));
    let range = |key: Field<field::Range>| row.range(key).map_or([0.0, 0.0], |(a, b)| [a, b]);
    let p = Process {
        id: row.id().to_owned(),
        effect: effect.map_or(Effect::Closure, |(_, e)| *e),
        routes: known(
            row,
            field::ROUTE_NAMES,
            "route",
            &m.routes.values().map(|r| r.key.as_str()).collect::<Vec<_>>(),
            faults,
        ),
        exits: known(
            row,
            field::EXIT_NAMES,
            "exit",
            &m.exits.values().map(|x| x.key.as_str()).collect::<Vec<_>>(),
            faults,
        ),
        modes: known(row, field::MODES, "mode", &Mode::ALL.map(Mode::key), faults),
        sites: known(
            row,
            field::SITE_NAMES,
            "site",
            &m.sites.values().map(|s| s.key.as_str()).collect::<Vec<_>>(),
            faults,
        ),
        dates: dates(row, faults),
        per_month: row.number_or(field::PER_MONTH, 0.0),
        at_start: row.number_or(field::AT_START, 0.0),
        days: range(field::DAYS),
        capacity: row.number_or(field::CAPACITY, 0.0),
        per_lift: row.number_or(field::PER_LIFT, 0.0),
        per_100km: row.number_or(field::PER_100KM, 0.0),
        unescorted: row.number_or(field::UNESCORTED, 1.0),
        delay_days: range(field::DELAY_DAYS),
        wounded: row.number_or(field::WOUNDED, 0.0),
        killed: row.number_or(field::KILLED, 0.0),
        loss: range(field::LOSS),
        factor: row.range(field::FACTOR_RANGE).map_or([1.0, 1.0], |(a, b)| [a, b]),
        fleets: Vec::new(),
    };
    limits(row, &p, faults);
    p
}

fn known(row: &Row, key: Field<field::Texts>, what: &str, names: &[&str], faults: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut list = Vec::new();
    for (name, place) in row.texts(key) {
        if names.contains(&name.as_str()) {
            list.push(name.clone());
            continue;
        }
        let remedy = nearest(name, names.iter().copied())
            .map_or_else(|| format!("known: {}", names.join(", ")), |n| format!("did you mean `{n}`?"));
        let fault = Diagnostic::error(Code::DANGLING, format!("there is no {what} `{name}`"));
        faults.push(fault.at(place, "here").remedy(remedy));
    }
    list
}

fn dates(row: &Row, faults: &mut Vec<Diagnostic>) -> Vec<(Date, Date)> {
    let mut list = Vec::new();
    for w in row.rows(field::DATES) {
        let (Some(from), Some(to)) = (w.date(field::FROM), w.date(field::TO)) else { continue };
        if to < from {
            let fault = Diagnostic::error(Code::DATE, format!("it ends on {to}, before it begins on {from}"));
            faults.push(fault.at(w.place(field::TO), "here").remedy("exchange the dates"));
        } else {
            list.push((from, to));
        }
    }
    list
}

/// Numbers that would make a world without sense, and processes that hit nothing.
fn limits(row: &Row, p: &Process, faults: &mut Vec<Diagnostic>) {
    let mut demand = |ok: bool, key: Name, message: String, remedy: &str| {
        if !ok {
            faults.push(Diagnostic::error(Code::RANGE, message).at(row.place(key), "here").remedy(remedy));
        }
    };
    for (key, most) in [
        (field::PER_MONTH, 300.0),
        (field::PER_100KM, 100.0),
        (field::UNESCORTED, 100.0),
        (field::WOUNDED, 1e4),
        (field::KILLED, 1e4),
    ] {
        let v = row.number_or(key, 0.0);
        demand(v <= most, key.any(), format!("{key} = {v} is above {most}"), "is it a rate of another unit?");
    }
    for (key, most) in
        [(field::DAYS, 3650.0), (field::DELAY_DAYS, 365.0), (field::LOSS, 1.0), (field::FACTOR_RANGE, 100.0)]
    {
        let Some((low, high)) = row.range(key) else { continue };
        demand(
            low <= high && high <= most,
            key.any(),
            format!("{key} = [{low}, {high}] is no range up to {most}"),
            "[least, most]",
        );
    }
    let (ways, sites) = (p.routes.len() + p.exits.len() + p.modes.len(), p.sites.len());
    let aimed = match p.effect {
        Effect::Closure | Effect::Attack => ways > 0,
        Effect::ForcedExit | Effect::SlowHandling => sites > 0,
        Effect::Price | Effect::Rate => true,
    };
    let named = row.has(field::ROUTE_NAMES)
        || row.has(field::EXIT_NAMES)
        || row.has(field::MODES)
        || row.has(field::SITE_NAMES);
    demand(
        aimed || named,
        field::EFFECT.any(),
        format!("`{}` hits nothing", p.id),
        "name routes, exits or modes; or sites",
    );
    let spells = p.effect == Effect::Closure && (p.per_month > 0.0 || p.at_start > 0.0);
    demand(
        !spells || p.days[1] > 0.0,
        field::EFFECT.any(),
        format!("the spells of `{}` have no length", p.id),
        "add days = [least, most]",
    );
}
