//! The `[risk]` table: processes that disturb a plan, each with what it hits.

use serde::{Deserialize, Serialize};

use crate::mission::Mission;

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Routes (or all routes to exits, or of modes) carry only `capacity` of their lifts in spells: holds, refused flights, closed
    /// borders, rain.
    Closure,
    /// Lifts on routes are attacked: wounded, killed, loads lost, days lost.
    Attack,
    /// Sites are left in a hurry: a share of the loads still there is lost.
    ForcedExit,
    /// Handling at sites works at a share of its rate for the whole time.
    SlowHandling,
    /// All costs drift by a factor.
    Price,
}

/// One process. Each has random streams of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Name in results.
    pub id: String,
    /// What it does.
    pub effect: Effect,
    /// Routes that it hits.
    #[serde(default)]
    pub routes: Vec<String>,
    /// Exits: all routes to them.
    #[serde(default)]
    pub exits: Vec<String>,
    /// Modes: all routes of them.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Sites that it hits.
    #[serde(default)]
    pub sites: Vec<String>,
    /// Expected spells (or forced exits of each site) a month.
    #[serde(default)]
    pub per_month: f64,
    /// Probability of one spell from the first day (a late charter).
    #[serde(default)]
    pub at_start: f64,
    /// Length of a spell in days: least and most.
    #[serde(default)]
    pub days: [f64; 2],
    /// Share of the lifts that move in a spell.
    #[serde(default)]
    pub capacity: f64,
    /// Probability of an attack on one lift.
    #[serde(default)]
    pub per_lift: f64,
    /// Fleet days lost by an attack: least and most.
    #[serde(default)]
    pub delay_days: [f64; 2],
    /// Mean wounded by an attack.
    #[serde(default)]
    pub wounded: f64,
    /// Mean killed by an attack.
    #[serde(default)]
    pub killed: f64,
    /// Share of the attacked lift's loads that is lost, or of a left site's: least and most.
    #[serde(default)]
    pub loss: [f64; 2],
    /// Factor (handling, prices): least and most.
    #[serde(default)]
    pub factor: [f64; 2],
    /// Where it is from.
    #[serde(default)]
    pub source: String,
    /// What it rests on.
    #[serde(default)]
    pub quality: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Risk {
    #[serde(default)]
    processes: Vec<Process>,
    #[serde(default)]
    #[expect(dead_code, reason = "a label for all of the table")]
    source: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "a label for all of the table")]
    quality: Option<String>,
}

/// Reads and checks the table; a scenario without one has no risk.
///
/// # Errors
/// Everything that is wrong, in words.
pub fn processes(table: Option<&toml::Table>, m: &Mission) -> Result<Vec<Process>, Vec<String>> {
    let Some(table) = table else { return Ok(Vec::new()) };
    let risk: Risk = table.clone().try_into().map_err(|e: toml::de::Error| vec![format!("[risk]: {}", e.message())])?;
    let mut faults = Vec::new();
    for p in &risk.processes {
        let mut known = |what: &str, list: &[String], has: &dyn Fn(&str) -> bool| {
            for key in list.iter().filter(|k| !has(k)) {
                faults.push(format!("risk.processes.{}: there is no {what} `{key}`", p.id));
            }
        };
        known("route", &p.routes, &|k| m.routes.values().any(|r| r.key == k));
        known("exit", &p.exits, &|k| m.exits.values().any(|x| x.key == k));
        known("site", &p.sites, &|k| m.sites.values().any(|s| s.key == k));
        known("mode", &p.modes, &|k| crate::mission::Mode::from_key(k).is_some());
        let shares = [p.at_start, p.capacity, p.per_lift, p.loss[0], p.loss[1]];
        if shares.iter().any(|s| !(0.0..=1.0).contains(s)) {
            faults.push(format!("risk.processes.{}: shares and probabilities lie between 0 and 1", p.id));
        }
        let amounts = [p.per_month, p.wounded, p.killed, p.days[0], p.delay_days[0], p.factor[0]];
        if amounts.iter().any(|a| !(0.0..=1e4).contains(a)) {
            faults.push(format!(
                "risk.processes.{}: rates, days and factors are zero or more and not above 10,000",
                p.id
            ));
        }
        if [p.days, p.delay_days, p.loss, p.factor].iter().any(|[low, high]| !(low <= high && high.is_finite())) {
            faults.push(format!("risk.processes.{}: a range is [least, most]", p.id));
        }
    }
    let mut ids: Vec<&str> = risk.processes.iter().map(|p| p.id.as_str()).collect();
    ids.sort_unstable();
    if let Some(twice) = ids.windows(2).find_map(|w| (w[0] == w[1]).then_some(w[0])) {
        faults.push(format!("risk.processes: the id `{twice}` is used twice"));
    }
    if faults.is_empty() { Ok(risk.processes) } else { Err(faults) }
}
