//! Plans solved beforehand, for a page that shows one after another as its reader moves deadline and budget.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::locale::say;
use crate::mission::Mission;
use crate::plan::result::Plan;
use crate::report::content::confidence;
use crate::report::numbers::{amount, count, date, fixed, money, percent};
use crate::report::view::weeks::{at_sites, time};
use crate::study::compare::Comparison;

/// All that the page knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explorer {
    /// Budgets in words, the least first; none: without a limit.
    pub budgets: Vec<String>,
    /// Deadlines in words, the first first.
    pub deadlines: Vec<String>,
    /// Sites with their places.
    pub sites: Vec<ExplorerSite>,
    /// For each budget and deadline; null where nothing was asked.
    pub fields: Vec<Vec<Option<Explored>>>,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplorerSite {
    /// For people.
    pub name: String,
    /// Longitude and latitude, if known.
    pub at: Option<(f64, f64)>,
}

/// A plan as the page shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explored {
    /// `$590m in 6 months`.
    pub label: String,
    /// What it reaches, in a sentence; or why there is no plan.
    pub says: String,
    /// Whether everybody and everything is out in time.
    pub reached: bool,
    /// In which share of the random worlds it holds, if it was tried.
    pub holds: Option<f64>,
    /// Name and value.
    pub facts: Vec<(String, String)>,
    /// First day, days of a period, periods.
    pub time: (String, u32, u32),
    /// People at all sites by period.
    pub people: Vec<u64>,
    /// Loads at all sites by period.
    pub loads: Vec<u64>,
    /// For each site: the period at whose end it closes, and people there by period.
    pub sites: Vec<(Option<u32>, Vec<u64>)>,
}

/// The plans of a comparison by budget and deadline; none if they make up fewer than two fields in every direction.
pub(super) fn of_comparison(c: &Comparison, mission: Option<&Mission>) -> Option<Explorer> {
    let plans: Vec<(&str, &Plan)> =
        c.entries.iter().filter_map(|e| e.plan.as_ref().map(|p| (e.label.as_str(), p))).collect();
    let key = |p: &Plan| p.summary.budget_usd.map_or(u64::MAX, |b| b.round() as u64);
    let mut budgets: Vec<u64> = plans.iter().map(|(_, p)| key(p)).collect();
    budgets.sort_unstable();
    budgets.dedup();
    let mut deadlines: Vec<_> = plans.iter().map(|(_, p)| p.summary.deadline).collect();
    deadlines.sort();
    deadlines.dedup();
    // Two plans in one field differ in something that the sliders cannot say.
    let at = |b: u64, d| plans.iter().filter(move |(_, p)| key(p) == b && p.summary.deadline == d);
    let clear = budgets.iter().all(|b| deadlines.iter().all(|d| at(*b, *d).count() <= 1));
    if !clear || budgets.len() * deadlines.len() < 2 || plans.len() < 2 {
        return None;
    }
    let names = sites(&plans);
    let place = |(id, name): (&String, &String)| ExplorerSite {
        name: name.clone(),
        at: mission.and_then(|m| m.sites.values().find(|s| s.key == *id)?.position).map(|(lat, lon)| (lon, lat)),
    };
    let fields = budgets
        .iter()
        .map(|b| deadlines.iter().map(|d| at(*b, *d).next().map(|(l, p)| explored(l, p, &names))).collect())
        .collect();
    Some(Explorer {
        budgets: budgets.iter().map(|b| if *b == u64::MAX { say!("no limit") } else { amount(*b as f64) }).collect(),
        deadlines: deadlines.iter().map(|d| date(*d)).collect(),
        sites: names.iter().map(place).collect(),
        fields,
    })
}

fn sites(plans: &[(&str, &Plan)]) -> BTreeMap<String, String> {
    plans.iter().flat_map(|(_, p)| &p.sites).map(|s| (s.id.clone(), s.name.clone())).collect()
}

fn explored(label: &str, p: &Plan, names: &BTreeMap<String, String>) -> Explored {
    let s = &p.summary;
    let t = time(p);
    let whole = |v: Vec<f64>| v.into_iter().map(|x| x.max(0.0).round() as u64).collect::<Vec<_>>();
    let site = |id: &String| {
        let closes = p.sites.iter().find(|x| x.id == *id).and_then(|x| x.closes_period);
        let mut people = vec![0.0; at_sites(p, true).len()];
        for x in p.stocks.iter().filter(|x| x.site == *id && p.people_classes.contains(&x.class)) {
            if let Some(sum) = people.get_mut(x.period as usize) {
                *sum += x.quantity;
            }
        }
        (closes, whole(people))
    };
    let end = s.finished_on.or(s.funded_until).map_or_else(|| say!("not in time"), date);
    Explored {
        label: label.to_owned(),
        says: crate::report::content::answer::answer(p).replace('\n', " "),
        reached: s.finished_on.is_some(),
        holds: s.confidence.as_ref().map(|c| c.holds),
        facts: vec![
            (if s.funded_until.is_some() { say!("money ends") } else { say!("everything out by") }, end),
            (say!("people left"), count(s.people_left)),
            (say!("spent"), money(s.cost_usd)),
            (say!("equipment lost"), money(s.equipment_value_lost_usd)),
            (say!("expected to be hurt or killed"), fixed(confidence::casualties(p), 1)),
            (
                say!("holds in"),
                s.confidence
                    .as_ref()
                    .map_or_else(|| say!("not simulated"), |c| say!("{} % of worlds", fixed(c.holds * 100.0, 0))),
            ),
            (say!("certified gap"), p.solver.gap.map_or_else(|| say!("none"), |g| percent(g, 1))),
        ],
        time: (t.start.to_string(), t.days, t.periods),
        people: whole(at_sites(p, true)),
        loads: whole(at_sites(p, false)),
        sites: names.keys().map(site).collect(),
    }
}
