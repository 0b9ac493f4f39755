//! Why a site closes when it does: what happens if it must close a week earlier, found by solving, never guessed.
//!
//! First with the other closings as planned; then with the sites that feed it a week earlier too; then, if no closings at all
//! would do, that is proved; last, the smallest single change that makes it possible is looked for.

use serde::{Deserialize, Serialize};

use crate::id::{Id as _, KindId, SiteId};
use crate::mission::{Mission, Node, Period};
use crate::optimise::{Closes, Silent, Withdrawal, full_withdrawal};
use crate::study::answer::Unanswered;
use crate::study::change::{Change, Lever, limited_disposals};
use crate::study::context::Context;
use crate::study::smallest::{smallest, smallest_whole};
use crate::tolerance::{CLOSING, ROUNDING};

/// Said where none of the levers is enough alone.
const NOT_ONE: &str = "no single change of its clean-up, handling, guard, fleets, lifts, exits or disposals, of the pace of closing or of a milestone would be enough";
/// Changes that are named at most.
const NAMED: usize = 3;

/// Why a site does not close a week earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counterfactual {
    /// Site id.
    pub site: String,
    /// Week in which it closes.
    pub closes: u32,
    /// Change of the objective if it closed a week earlier; null if that is impossible with the other closings tried.
    pub worse_by: Option<f64>,
    /// `people-left` or `economic-cost`.
    pub objective: String,
    /// Sites that have to close a week earlier too; empty if the others close as planned.
    pub with: Vec<String>,
    /// No plan gets everybody out with this site closed a week earlier, whenever the others close: proved.
    pub proved_impossible: bool,
    /// Single changes that make it possible with the other closings as planned, each the smallest of its kind.
    pub would_take: Vec<Need>,
    /// What stands in the way, where no single change was found.
    pub obstacles: Vec<String>,
}

/// The smallest amount of a change that makes something possible, to half a per cent of the most tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// `handling at North camp`.
    pub what: String,
    /// Of one more: `load a week`.
    pub unit: String,
    /// How many more.
    pub amount: f64,
    /// First and last week of the change.
    pub weeks: (u32, u32),
}

/// What happens if the site closes a week earlier.
///
/// # Errors
/// See [`Unanswered`].
pub(super) fn counterfactual(g: &Context, site: SiteId) -> Result<Counterfactual, Unanswered> {
    let close = g.closes[site].unwrap_or(g.horizon);
    let mut found = Counterfactual {
        site: g.m.sites[site].key.clone(),
        closes: close.0,
        worse_by: None,
        objective: g.objective.key().to_owned(),
        with: Vec::new(),
        proved_impossible: false,
        would_take: Vec::new(),
        obstacles: Vec::new(),
    };
    if let Some(rule) = forbidden(g, site, close.previous()) {
        found.obstacles = vec![rule];
        return Ok(found);
    }
    let mut closes = g.closes.clone();
    closes[site] = Some(close.previous());
    if let Some(by) = difference(g, &closes)? {
        found.worse_by = Some(by);
        return Ok(found);
    }
    let feeding = feeding(g, site, close);
    let mut together = closes.clone();
    for s in &feeding {
        together[*s] = g.closes[*s].map(Period::previous);
    }
    if !feeding.is_empty() {
        if let Some(by) = difference(g, &together)? {
            found.worse_by = Some(by);
            found.with = feeding.iter().map(|s| g.m.sites[*s].key.clone()).collect();
            return Ok(found);
        }
    }
    found.proved_impossible = proved(g, site, close.previous())?;
    let (needs, with) = needs(g, site, close, &closes)?.map_or_else(
        // Where the feeding sites are in the way, they move too.
        || needs(g, site, close, &together).map(|n| (n.unwrap_or_default(), feeding.clone())),
        |n| Ok((n, Vec::new())),
    )?;
    if !needs.is_empty() {
        found.with = with.iter().map(|s| g.m.sites[*s].key.clone()).collect();
    }
    found.would_take = needs;
    if found.would_take.is_empty() {
        if !feeding.is_empty() {
            let names: Vec<&str> = feeding.iter().map(|s| g.m.sites[*s].name.as_str()).collect();
            found.obstacles.push(match names[..] {
                [ref others @ .., one, last] => {
                    let others: String = others.iter().map(|n| format!("{n}, ")).collect();
                    format!("what comes last from {others}{one} and {last} could no longer arrive")
                }
                _ => format!("what comes last from {} could no longer arrive", names.concat()),
            });
        }
        found.obstacles.push(NOT_ONE.into());
    }
    Ok(found)
}

/// What other closings cost more than the plan's; none if they cannot be kept. Rules by week may promise less than the plan costs:
/// that counts only if it can be carried out, with lifts that have a timetable.
fn difference(g: &Context, closes: &Closes) -> Result<Option<f64>, Unanswered> {
    let by = g.value(g.m, closes)?.map(|value| value - g.value);
    if by.is_none_or(|by| by >= -ROUNDING * g.value.abs()) {
        return Ok(by);
    }
    g.carried_out(closes)
}

/// A date or order of the scenario that forbids closing in `t`.
fn forbidden(g: &Context, site: SiteId, t: Period) -> Option<String> {
    if t <= g.m.sites[site].keep_open_until {
        return Some("the scenario keeps it open until then".into());
    }
    let later = |s: SiteId| g.closes[s].is_none_or(|c| c > t);
    let before = g.m.sites.iter().find(|(s, x)| x.closes_before.contains(&site) && later(*s));
    before.map(|(_, s)| format!("the scenario keeps it open until {} has closed", s.name))
}

/// Sites that send here and close too late for what they send last to arrive a week earlier.
fn feeding(g: &Context, site: SiteId, close: Period) -> Vec<SiteId> {
    let late = |s: SiteId| {
        let Some(c) = g.closes[s].filter(|c| c.0 > 1) else { return false };
        let mut routes = g.m.routes.values().filter(|r| r.from == s && r.to == Node::Site(site));
        routes.any(|r| c.0 + r.transit(c, g.m.calendar.period_days) + 1 >= close.0)
    };
    g.m.sites.ids().filter(|s| *s != site && late(*s)).collect()
}

/// Even sites that close in part, whenever they like, get not everybody out with this one closed by `t`.
fn proved(g: &Context, site: SiteId, t: Period) -> Result<bool, Unanswered> {
    if !g.everybody() {
        return Ok(false);
    }
    let mut m = g.m.clone();
    m.sites[site].close_by = Some(m.sites[site].close_by.map_or(t, |by| by.min(t)));
    match full_withdrawal(&m, &g.options, &Silent, Withdrawal::Relaxed) {
        Ok(found) => Ok(found.is_none()),
        Err(failure) if failure.stopped() => Ok(false),
        Err(failure) => Err(failure.into()),
    }
}

/// The smallest single changes at the site and on its way out that let these closings be kept; none if there are none.
fn needs(g: &Context, site: SiteId, close: Period, closes: &Closes) -> Result<Option<Vec<Need>>, Unanswered> {
    let mut found = Vec::new();
    for lever in levers(g.m, site) {
        let mut need = least(g, lever, close, closes)?;
        if let (None, Lever::FleetDays(f)) = (&need, lever) {
            // A day more of a ferry that is away for two weeks may be nothing where a ferry more is enough.
            if g.m.fleets[f].keeps_whole_units() {
                need = least(g, Lever::Units(f), close, closes)?;
            }
        }
        found.extend(need);
    }
    // The smallest in proportion to what there is first.
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let list: Vec<Need> = found.into_iter().map(|(_, n)| n).take(NAMED).collect();
    Ok(if list.is_empty() { None } else { Some(list) })
}

/// The smallest amount of a lever that lets these closings be kept, with its share of the most tried; none if that is not enough.
fn least(g: &Context, lever: Lever, close: Period, closes: &Closes) -> Result<Option<(f64, Need)>, Unanswered> {
    let change = Change { lever, amount: 1.0, first: 1, last: close.0 };
    let most = change.most(g.m);
    let passes = |amount: f64| -> Result<bool, Unanswered> {
        Ok(g.value(&Change { amount, ..change }.apply(g.m), closes)?.is_some())
    };
    let amount = if change.counted() {
        smallest_whole(most as u32, |n| passes(f64::from(n)))?.map(f64::from)
    } else {
        smallest(most, CLOSING, passes)?
    };
    let Some(amount) = amount else { return Ok(None) };
    let words = change.words(g.m);
    Ok(Some((amount / most, Need { what: words.what, unit: words.unit, amount, weeks: (1, close.0) })))
}

/// What can be had more of at the site, on its routes and at their exits, and of what limits all sites together.
fn levers(m: &Mission, site: SiteId) -> Vec<Lever> {
    let mut list = vec![Lever::Cleanup(site), Lever::Handling(site), Lever::Guard(site)];
    let routes: Vec<_> = m.routes.iter().filter(|(_, r)| r.from == site).collect();
    let mut fleets: Vec<_> = routes.iter().map(|(_, r)| r.fleet).collect();
    fleets.sort_by_key(|f| f.index());
    fleets.dedup();
    list.extend(fleets.into_iter().map(Lever::FleetDays));
    list.extend(routes.iter().map(|(id, _)| Lever::Lifts(*id)));
    let mut exits: Vec<_> =
        routes.iter().filter_map(|(_, r)| if let Node::Exit(x) = r.to { Some(x) } else { None }).collect();
    exits.sort_by_key(|x| x.index());
    exits.dedup();
    list.extend(exits.into_iter().flat_map(|x| [Lever::ExitPeople(x), Lever::ExitLoads(x)]));
    let here = |k: &KindId| m.units.values().any(|u| u.kind == *k && u.site == site && u.quantity > 0.0);
    let disposals = limited_disposals(m).into_iter().filter(|(k, _)| here(k));
    list.extend(disposals.map(|(k, method)| Lever::Disposal(k, method)));
    // Of what limits the mission as a whole there may be nothing more to have: that is tried and left out.
    list.extend([Lever::Pace, Lever::AtOnce]);
    list.extend((0..m.rules.milestones.len()).map(Lever::Milestone));
    list
}
