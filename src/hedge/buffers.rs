//! Buffers: what a candidate keeps in reserve, and the plan that the optimiser makes with them.
//!
//! Must not know worlds.

use serde::{Deserialize, Serialize};

use crate::audit::audit;
use crate::hedge::{End, Question};
use crate::id::{Id, IdTable, SiteId};
use crate::mission::{Mission, Objective, Period};
use crate::optimise::{Closes, Options, Silent, least_people_left, optimise, whole_soon};
use crate::plan::accounts::{About, account};
use crate::plan::decisions::Decisions;
use crate::tolerance::EVERYBODY;

/// Share of the time for one plan that the optimiser makes anew, and for one whose closings are given.
const ANEW: f64 = 0.1;
pub(super) const GIVEN: f64 = 0.04;

/// What is kept in reserve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Buffers {
    /// All sites close so many periods before the optimum's end; the optimiser chooses how, unless the closings are given.
    pub earlier: u32,
    /// Rates of roads, exits and handling that the plan counts on, as a share of the scenario's.
    pub rates: f64,
    /// Closing of each site, if it was chosen here and not by the optimiser.
    pub closes: Option<Vec<u32>>,
    /// Periods by which each fleet is kept longer than it has work.
    pub kept: Vec<u32>,
    /// The optimum's own end.
    pub end: u32,
}

impl Buffers {
    /// The optimum itself.
    pub(super) fn none(m: &Mission, end: u32) -> Self {
        Self { earlier: 0, rates: 1.0, closes: None, kept: vec![0; m.fleets.len()], end }
    }

    pub(super) fn is_none(&self) -> bool {
        self.earlier == 0 && self.rates >= 1.0 && self.closes.is_none() && self.kept.iter().all(|k| *k == 0)
    }

    /// The optimum with each fleet kept so many periods longer: but for those with a crew at a base, which leaves when the base closes.
    pub(super) fn keeping(&self, m: &Mission, periods: u32) -> Self {
        let kept = m.fleets.values().map(|f| if f.base.is_none() { periods } else { 0 }).collect();
        Self { kept, ..self.clone() }
    }

    /// The periods by which several fleets are kept longer, if it is all that can be, and by the same.
    fn all_kept(&self, m: &Mission) -> Option<u32> {
        let most = self.kept.iter().copied().max().filter(|k| *k > 0)?;
        let several = self.kept.iter().filter(|k| **k > 0).count() > 1;
        (several && self.kept == self.keeping(m, most).kept).then_some(most)
    }

    /// For people.
    pub(super) fn words(&self, m: &Mission) -> String {
        let mut list = Vec::new();
        let unit = |n: u32| match (m.calendar.period_days, n) {
            (7, 1) => "1 week".to_owned(),
            (7, n) => format!("{n} weeks"),
            (days, n) => format!("{} days", n * days),
        };
        if self.earlier > 0 {
            list.push(format!("all sites closed {} before the optimum's end", unit(self.earlier)));
        }
        if self.rates < 1.0 {
            list.push(format!("roads, exits and handling planned at {:.0} % of their rates", self.rates * 100.0));
        }
        if self.closes.is_some() && self.earlier == 0 {
            list.push("closings moved site by site".into());
        }
        match self.all_kept(m) {
            Some(kept) => list.push(format!("all fleets without a base kept {} longer", unit(kept))),
            None => {
                for ((_, f), kept) in m.fleets.iter().zip(&self.kept).filter(|(_, k)| **k > 0) {
                    list.push(format!("{} kept {} longer", f.key, unit(*kept)));
                }
            }
        }
        if list.is_empty() { "no buffer".into() } else { list.join(", ") }
    }

    /// The plan with these buffers, that passes the audit; none if there is none, it leaves somebody behind, or the time does not do.
    /// `from` is a plan of the same closings and rates.
    pub(super) fn plan(&self, q: &Question, from: &Decisions, sensitive: f64, end: &End) -> Option<Decisions> {
        if end.reached() {
            return None;
        }
        // Fleets that are kept longer need no other plan.
        if self.closes.is_none() && self.earlier == 0 && self.rates >= 1.0 {
            return self.kept_whole(q, from.clone(), sensitive);
        }
        let tight = self.tightened(q.mission);
        let Some(closes) = &self.closes else {
            let options = limited(q, ANEW, end);
            // To find out slowly that there is none is a waste of time.
            let left = least_people_left(&tight, &options).ok().flatten()?;
            if left >= EVERYBODY {
                return None;
            }
            let options = limited(q, ANEW, end);
            return self.kept_whole(q, optimise(&tight, &options, &Silent).ok()?.decisions, sensitive);
        };
        let mut table: Closes = IdTable::new();
        for c in closes {
            let _: SiteId = table.push(Some(Period(*c)));
        }
        let options = limited(q, GIVEN, end);
        // Nobody stays, and of what is sensitive no more than in the optimum.
        let before = [(Objective::PeopleLeft, 0.0), (Objective::SensitiveLost, sensitive)];
        self.kept_whole(q, whole_soon(&tight, &options, &table, &before).ok().flatten()?, sensitive)
    }

    /// The plan with its fleets kept; none if it is no withdrawal, loses what it must not, or fails the audit.
    fn kept_whole(&self, q: &Question, mut d: Decisions, sensitive: f64) -> Option<Decisions> {
        if d.closes.values().any(Option::is_none) || sensitive_lost(q.mission, &d) > sensitive + 0.5 {
            return None;
        }
        self.keep_fleets(q.mission, &mut d);
        let about = About { shortfall_usd: Some(0.0), ..About::unknown(q.scenario.clone(), "hedged") };
        audit(q.mission, &account(q.mission, &d, &about)).passed().then_some(d)
    }

    fn tightened(&self, m: &Mission) -> Mission {
        let mut m = m.clone();
        if self.earlier > 0 {
            let last = self.end.saturating_sub(self.earlier).max(1);
            for (_, s) in m.sites.iter_mut().filter(|(_, s)| !s.closed) {
                let by = Period(last.max(s.keep_open_until.0));
                s.close_by = Some(s.close_by.map_or(by, |c| c.min(by)));
            }
        }
        if self.rates < 1.0 {
            for (_, r) in m.routes.iter_mut() {
                r.max_lifts.iter_mut().for_each(|x| *x *= self.rates);
            }
            for (_, s) in m.sites.iter_mut() {
                s.handling.iter_mut().for_each(|x| *x = *x * self.rates);
            }
            for (_, x) in m.exits.iter_mut() {
                x.people.iter_mut().for_each(|q| *q = *q * self.rates);
                x.loads.iter_mut().for_each(|q| *q = *q * self.rates);
            }
            for (_, f) in m.fleets.iter_mut() {
                f.days.iter_mut().for_each(|d| *d = *d * self.rates);
            }
        }
        m
    }

    /// A fleet without a crew at a base that closes can be kept at will; its last share stays so much longer.
    fn keep_fleets(&self, m: &Mission, d: &mut Decisions) {
        let end = d.closes.values().flatten().map(|c| c.0).max().unwrap_or(0) as usize;
        for (id, _) in m.fleets.iter().filter(|(id, f)| f.base.is_none() && self.kept[id.index()] > 0) {
            let kept = self.kept[id.index()] as usize;
            let shares = d.fleets[id].clone();
            for t in 1..shares.len().min(end + 1) {
                let from = t.saturating_sub(kept).max(1);
                d.fleets[id][t] = shares[from..=t].iter().copied().fold(0.0, f64::max);
            }
        }
    }
}

/// Sensitive loads that a plan gives up.
pub(super) fn sensitive_lost(m: &Mission, d: &Decisions) -> f64 {
    d.disposals
        .iter()
        .filter(|x| m.kinds[x.kind].is_sensitive() && x.method != crate::mission::Method::Transfer)
        .map(|x| x.quantity)
        .sum()
}

/// The optimiser's options for one plan: one thread, and a share of the time that does not reach beyond the end.
fn limited(q: &Question, share: f64, end: &End) -> Options {
    let seconds = (q.seconds * share).max(1.0).min(end.seconds());
    Options { threads: 1, time_limit: Some(seconds), ..q.options.clone() }
}
